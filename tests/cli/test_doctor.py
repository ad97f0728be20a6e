"""`doctor`: each examination finds what it is for, names a cure, and what can be mended is mended."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from deputylog.check.doctor import EXAMINATIONS, observed
from deputylog.check.doctor.observations import Condition, Examination, Installation, Observation
from deputylog.check.hooks.install import install
from deputylog.formats.fonts import families
from deputylog.keep.change import FileChange
from deputylog.keep.journal import begin
from deputylog.keep.network_share import share_in
from deputylog.words import Bilingual, phrase
from tests.cli.conftest import Typed
from tests.programs import find_program

DAY = "2026-12-31"
LETTER = "records/letters/2026/L20260316-00000.yaml"
TEXT = "received: 2026-03-16\nconstituency: c03\nkind: request\n"
Patch = pytest.MonkeyPatch


def git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def write(path: str, text: str) -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="")
    return file


@pytest.fixture(scope="session")
def made_healthy(made_district: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A district in git, with hooks and all committed, made once."""
    find_program("git")
    folder = shutil.copytree(made_district, tmp_path_factory.mktemp("healthy") / "示例区")
    with Patch.context() as patch:
        as_liu_fang(patch)
        patch.chdir(folder)
        install(folder, server=False, python=sys.executable)
        git("add", "-A")
        git("commit", "--quiet", "--no-verify", "-m", "records")
    return folder


def as_liu_fang(patch: Patch) -> None:
    for name in ("AUTHOR", "COMMITTER"):
        patch.setenv(f"GIT_{name}_NAME", "Liu Fang")
        patch.setenv(f"GIT_{name}_EMAIL", "liu@example.org")
        patch.setenv(f"GIT_{name}_DATE", "2026-12-30T12:00:00Z")


def official_fonts() -> list[str]:
    return [names[0] for names in families().values()]


@pytest.fixture
def healthy(typed: Typed, made_healthy: Path, tmp_path: Path, monkeypatch: Patch) -> Path:
    """That district, on a machine with a font for Chinese and a terminal for UTF-8."""
    as_liu_fang(monkeypatch)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setattr("deputylog.formats.pdf.installed_fonts", official_fonts)
    folder = shutil.copytree(made_healthy, tmp_path / made_healthy.name, symlinks=True)
    monkeypatch.chdir(folder)
    return folder


def examined(name: str, *, fix: bool = False, on: str = DAY) -> Observation:
    """The last observation of an examination."""
    here = Installation(Path.cwd(), datetime.fromisoformat(f"{on}T12:00"))
    (one,) = (one for one in EXAMINATIONS if one.name == name)
    return observed(one, here, fix=fix)[-1]


@pytest.mark.parametrize("one", EXAMINATIONS, ids=lambda one: one.name)
def test_a_healthy_installation_has_no_problem(healthy: Path, one: Examination) -> None:
    assert examined(one.name).condition is Condition.OK


def test_the_exit_code_says_whether_there_is_a_problem(typed: Typed, healthy: Path) -> None:
    assert {row["state"] for row in rows(typed, "", 0)} == {"ok"}
    a_private_file(0o644)
    (row,) = (row for row in rows(typed, "", 1) if row["check"] == "permissions")
    assert row["cure"] == "run 'deputylog doctor --fix'"
    assert {row["state"] for row in rows(typed, "--fix", 0)} == {"ok", "note"}


def rows(typed: Typed, option: str, code: int) -> list[dict[str, str]]:
    said = typed(f"doctor --format json {option}", code=code, on=DAY).out
    found: list[dict[str, str]] = json.loads(said)["tables"][0]["rows"]
    return found


class Case(NamedTuple):
    """What is broken, what then is wrong, and the words of the observation."""

    name: str
    break_it: Callable[[Patch], object]
    state: str
    words: str
    mended: bool = False


def without_fonts(patch: Patch) -> None:
    patch.setattr("deputylog.formats.pdf.installed_fonts", lambda: ["Liberation Serif"])


def without_official_fonts(patch: Patch) -> None:
    patch.setattr("deputylog.formats.pdf.installed_fonts", lambda: ["Noto Serif CJK SC"])


def without_hooks(patch: Patch) -> None:
    Path(".git/hooks/pre-commit").unlink()


def hooks_of_somebody_else(patch: Patch) -> None:
    write(".git/hooks/pre-commit", "#!/bin/sh\nexit 0\n")


def a_remote_without_its_branch(patch: Patch) -> None:
    git("init", "--quiet", "--bare", "-b", "master", "../server.git")
    git("remote", "add", "origin", "../server.git")
    git("push", "--quiet", "--no-verify", "origin", "HEAD:refs/heads/main")


def a_remote_that_is_away(patch: Patch) -> None:
    git("remote", "add", "origin", str(Path("../away.git").resolve()))


def a_commit_that_is_not_sent(patch: Patch) -> None:
    git("init", "--quiet", "--bare", "-b", "main", "../server.git")
    git("remote", "add", "origin", "../server.git")
    git("push", "--quiet", "--no-verify", "-u", "origin", "HEAD:main")
    git("commit", "--quiet", "--no-verify", "--allow-empty", "-m", "more")


def a_commit_of_tomorrow(patch: Patch) -> None:
    patch.setenv("GIT_COMMITTER_DATE", "2027-01-01T12:00:00Z")
    git("commit", "--quiet", "--no-verify", "--allow-empty", "-m", "later")


def a_private_folder_that_git_sees(patch: Patch) -> None:
    a_private_file()
    write(".gitignore", "*.tmp\n")
    write("private/.gitignore", "*")


def a_private_file_that_git_tracks(patch: Patch) -> None:
    a_private_file()
    git("add", "--force", "private")


def a_private_file_that_was_committed(patch: Patch) -> None:
    a_private_file_that_git_tracks(patch)
    git("commit", "--quiet", "--no-verify", "-m", "by mistake")
    git("rm", "--quiet", "-r", "--cached", "private")
    git("commit", "--quiet", "--no-verify", "-m", "taken out again")


def a_private_file(mode: int = 0o600) -> Path:
    """A private file and its folders, open to nobody else."""
    file = write("private/letters/2026/L20260316-00000.yaml", "name: 王一\n")
    for folder in ("private/letters/2026", "private/letters", "private"):
        Path(folder).chmod(0o700)
    file.chmod(mode)
    return file


def a_private_file_of_before_the_recipients(patch: Patch) -> None:
    from pyrage import x25519

    a_private_file()
    with Path("records/district.yaml").open("a", encoding="utf-8") as out:
        out.write(f"age_recipients: [{x25519.Identity.generate().to_public()}]\n")


def a_backup(*, text: str) -> None:
    a_private_file()
    write("../copy/letters/2026/L20260316-00000.yaml", text)
    git("config", "deputylog.privateBackup", str(Path("../copy").resolve()))


def a_backup_that_is_away(patch: Patch) -> None:
    a_private_file()
    git("config", "deputylog.privateBackup", "/media/away")


def a_write_that_was_killed(patch: Patch) -> None:
    files = {LETTER: FileChange(None, TEXT.encode())}
    begin(Path.cwd(), files, phrase("登记来信", "a letter"), "letter", 0)


def people_met_in_words_of_its_own(patch: Patch) -> None:
    text = "date: 2026-03-09\ndeputies: [wang-fang]\nconstituency: c04\nmet: {voters: 1, of: [teachers]}\n"
    write("records/visits/2026/V20260309-00000.yaml", text)


def without_a_name(patch: Patch) -> None:
    for name in ("AUTHOR", "COMMITTER"):
        patch.delenv(f"GIT_{name}_NAME")
        patch.delenv(f"GIT_{name}_EMAIL")
    patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    git("config", "user.useConfigOnly", "true")


def git_config_autocrlf(patch: Patch) -> None:
    git("config", "core.autocrlf", "true")
    Path(".gitattributes").write_text("records/**/*.yaml merge=deputylog\n", encoding="utf-8")


def an_old_git(patch: Patch) -> None:
    from deputylog.git.run import Git

    ask = Git.line
    patch.setattr(
        Git,
        "line",
        lambda self, *words: "git version 2.17.1" if "--version" in words else ask(self, *words),
    )


CASES = [
    Case("privacy", a_private_file_that_git_tracks, "problem", "git rm -r --cached private"),
    Case("privacy", a_private_file_that_was_committed, "problem", "git filter-repo --force --invert-paths --path private"),
    Case("privacy", a_private_folder_that_git_sees, "problem", ": /private/", mended=True),
    Case("fonts", without_fonts, "problem", "fonts-noto-cjk"),
    Case("fonts", without_official_fonts, "note", "小标宋"),
    Case("terminal", lambda patch: patch.setenv("LC_ALL", "zh_CN.GBK"), "note", "LC_ALL=zh_CN.UTF-8"),
    Case("clock", a_commit_of_tomorrow, "problem", "the last commit was made later"),
    Case("clock", lambda patch: write("records/letters/2027/L20270101-00000.yaml", TEXT.replace("2026-03-16", "2027-01-01")), "problem", "1 date in the records is after today, 2026-12-31"),
    Case("space", lambda patch: patch.setattr("shutil.disk_usage", lambda path: shutil._ntuple_diskusage(1, 1, 5_000_000)), "problem", "only 5 MB are left"),
    Case("shares", lambda patch: patch.setattr("deputylog.keep.network_share._mounts", lambda: ["//s/x / cifs rw 0 0"]), "note", "network share (cifs)"),
    Case("git", lambda patch: write(".git/index.lock", ""), "problem", "index.lock make sure that no git program is running"),
    Case("git", an_old_git, "problem", "install 2.25 or newer"),
    Case("git", lambda patch: shutil.rmtree(".git"), "note", "git init && deputylog hooks install"),
    Case("git", lambda patch: patch.setenv("PATH", ""), "problem", "install git"),
    Case("identity", without_a_name, "problem", "git config --global user.name"),
    Case("hooks", without_hooks, "problem", "not installed: pre-commit", mended=True),
    Case("hooks", lambda patch: Path(".git/hooks/pre-commit").chmod(0o644), "problem", "not installed: pre-commit", mended=True),
    Case("hooks", hooks_of_somebody_else, "problem", "hooks pre-commit \"$@\" || exit 1"),
    Case("merging", lambda patch: Path(".gitattributes").unlink(), "problem", "git restore .gitattributes", mended=True),
    Case("merging", lambda patch: git("config", "merge.deputylog.driver", "/nowhere/python merge-file %O %A %B %P"), "problem", "deputylog hooks install", mended=True),
    Case("merging", lambda patch: git("config", "--remove-section", "merge.deputylog"), "problem", "deputylog hooks install", mended=True),
    Case("branch", lambda patch: git("checkout", "--quiet", "--detach"), "problem", "git switch main"),
    Case("branch", lambda patch: write(".git/MERGE_HEAD", git("rev-parse", "HEAD")), "problem", "git status"),
    Case("branch", lambda patch: git("symbolic-ref", "HEAD", "refs/heads/trunk"), "problem", "'trunk'"),
    Case("remotes", a_remote_without_its_branch, "problem", "symbolic-ref HEAD refs/heads/main"),
    Case("remotes", a_remote_that_is_away, "note", "connect the disk"),
    Case("unsent", lambda patch: write(LETTER, TEXT), "note", "1 record is not committed, so that git does not know it yet run 'git add records && git commit"),
    Case("unsent", a_commit_that_is_not_sent, "note", "deputylog send"),
    Case("records", lambda patch: write(LETTER, "received: [\n"), "problem", "1 record cannot be read: L20260316-00000"),
    Case("version", people_met_in_words_of_its_own, "note", "deputylog migrate"),
    Case("interrupted", a_write_that_was_killed, "problem", "interrupted: a letter", mended=True),
    Case("line-ends", lambda patch: write(LETTER, TEXT.replace("\n", "\r\n")), "problem", "deputylog fmt"),
    Case("line-ends", git_config_autocrlf, "problem", "* text=auto eol=lf"),
    Case("private", lambda patch: write(LETTER, TEXT.replace("request", "accusation")), "note", "the content of 1 accusation is not on this machine"),
    Case("private", lambda patch: write("private/letters/2026/L20260316-00000.yaml", "name: [\n"), "problem", "not valid YAML"),
    Case("private", lambda patch: patch.setenv("DEPUTYLOG_PRIVATE", "/locked/disk"), "problem", "unlock or connect its disk"),
    Case("backup", lambda patch: a_private_file(), "note", "git config deputylog.privateBackup"),
    Case("backup", a_backup_that_is_away, "note", "connect its disk"),
    Case("backup", lambda patch: a_backup(text="name: 李二\n"), "problem", "copy the folder again"),
    Case("permissions", lambda patch: a_private_file(0o644), "problem", "--fix", mended=True),
    Case("sealing", a_private_file_of_before_the_recipients, "problem", "1 file is not encrypted", mended=True),
    Case("calendar", lambda patch: None, "note", "2035"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name}: {case.words}")
def test_what_is_wrong_is_found_and_mended(healthy: Path, monkeypatch: Patch, case: Case) -> None:
    case.break_it(monkeypatch)
    on = "2035-03-01" if case.name == "calendar" else DAY
    seen = examined(case.name, on=on)
    assert str(seen.condition) == case.state
    assert case.words in f"{seen.found} {seen.cure}"
    after = examined(case.name, on=on, fix=True)
    assert (after.condition is Condition.OK) is case.mended


def test_it_says_how_much_is_kept(healthy: Path) -> None:
    kept = healthy / ".deputylog/kept/parts"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(bytes(2_500_000))
    seen = examined("kept")
    assert seen.condition is Condition.OK
    assert "2.5 MB in .deputylog/kept" in str(seen.found)


def test_records_from_a_file_of_a_hand_in_are_not_to_be_sent(healthy: Path) -> None:
    git("bundle", "create", "--quiet", "../all.bundle", "HEAD", "main")
    git("remote", "add", "origin", "../all.bundle")
    git("fetch", "--quiet", "origin")
    git("branch", "--quiet", "--set-upstream-to=origin/main")
    git("commit", "--quiet", "--no-verify", "--allow-empty", "-m", "more")
    assert examined("unsent").condition is Condition.OK
    write(LETTER, TEXT)
    assert "git commit" in str(examined("unsent").cure)


@pytest.mark.parametrize("url", ["git@example.org:a.git", "ssh://example.org/a", "https://a.cn/b"])
def test_a_server_is_not_asked(healthy: Path, url: str) -> None:
    git("remote", "add", "origin", url)
    assert examined("remotes").condition is Condition.OK


def test_what_cannot_be_examined_is_a_problem(healthy: Path) -> None:
    def look(here: Installation) -> list[Observation]:
        raise PermissionError(errno.EACCES, "denied", "/mnt/share/file")

    here = Installation(healthy, datetime.fromisoformat(f"{DAY}T12:00"))
    (seen,) = observed(Examination("any", Bilingual("项目", "item"), look), here)
    assert seen.condition is Condition.PROBLEM
    assert str(seen.found).startswith("/mnt/share/file: permission denied")


def test_every_examination_has_a_case() -> None:
    lacking = {one.name for one in EXAMINATIONS} - {case.name for case in CASES} - {"kept"}
    assert lacking == set(), "add what it finds to CASES in tests/cli/test_doctor.py"


def test_a_backup_that_holds_everything_is_said(healthy: Path) -> None:
    a_backup(text="name: 王一\n")
    assert "the same as in" in str(examined("backup").found)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/liu", ""),
        ("/mnt/my share/records", "cifs"),
        ("/mnt/my shares", ""),
        ("/srv/group", "nfs4"),
        ("/srv/group/disk/records", ""),
        ("/run/user/1000/gvfs/smb-share:server=a", "fuse.gvfsd-fuse"),
        ("/Volumes/tai zhang/records", "smbfs"),
    ],
)
def test_a_network_share_is_told_from_a_disk(path: str, kind: str) -> None:
    mounts = [
        "/dev/sda1 / ext4 rw 0 0",
        "//server/x /mnt/my\\040share cifs rw 0 0",
        "/dev/sdb1 /srv/group/disk ext4 rw 0 0",
        "server:/x /srv/group nfs4 rw 0 0",
        "gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0",
        "//liu@server/tai%20zhang on /Volumes/tai zhang (smbfs, nodev, nosuid, mounted by liu)",
    ]
    assert share_in(mounts, Path(path)) == kind


def test_init_says_what_a_network_share_does_not_guarantee(
    typed: Typed, tmp_path: Path, monkeypatch: Patch
) -> None:
    monkeypatch.setattr(
        "deputylog.keep.network_share._mounts", lambda: [f"//s/x {tmp_path} cifs rw 0 0"]
    )
    line = "init 台账 --name 示例区 --term 17 --term-from 2021-12-20"
    assert "is on a network share (cifs)" in typed(line).err
