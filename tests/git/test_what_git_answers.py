"""What git refuses to answer is told, and it is asked about the program's own folder, whatever its variables say."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deputylog.git.commit import commit
from deputylog.git.objects import open_blobs
from deputylog.git.run import Git
from tests.cli.conftest import Typed
from tests.conftest import REGISTER
from tests.hooks.conftest import Clone

PRIVATE = "private/letters/2026/L20260302-00000.yaml"
LETTER = "add-letter --received 2026-03-16 --mailbox m03 --kind request --title 路灯损坏"
LOCAL = "check --local --select P004"
Make = Callable[..., Clone]


@pytest.fixture
def mine(make: Make, monkeypatch: pytest.MonkeyPatch) -> Clone:
    """The small district, committed with a private file; this process has the settings of its git."""
    clone = make("mine")
    clone.commit({**REGISTER, PRIVATE: "name: 王某\n"})
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in clone.env.items():
        if name.startswith("GIT_"):
            monkeypatch.setenv(name, value)
    monkeypatch.chdir(clone.root)
    return clone


def another_owner(_: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")


def broken_settings(clone: Clone, _: pytest.MonkeyPatch) -> None:
    with (clone.root / ".git/config").open("a", encoding="utf-8") as out:
        out.write("[core\n")


def no_head(clone: Clone, _: pytest.MonkeyPatch) -> None:
    (clone.root / ".git/HEAD").unlink()


def leads_nowhere(clone: Clone, _: pytest.MonkeyPatch) -> None:
    (clone.root / ".git").rename(clone.root / "was-git")
    clone.write({".git": "gitdir: nowhere\n"})


def not_installed(_: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")


REFUSALS = [
    pytest.param(another_owner, "git config --global --add safe.directory", id="another owner"),
    pytest.param(broken_settings, "bad config line", id="broken settings"),
    pytest.param(no_head, "not a git repository", id="no HEAD"),
    pytest.param(leads_nowhere, "not a git repository", id="leads nowhere"),
]
Prepare = Callable[[Clone, pytest.MonkeyPatch], None]


@pytest.mark.parametrize(
    "line",
    [
        LETTER,
        f"{LETTER} --commit",
        "check --changed",
        "hooks install",
        "init . --name x --term 17 --term-from 2021-12-20",
    ],
)
@pytest.mark.parametrize(("refuse", "reason"), REFUSALS)
def test_a_refusal_is_told_in_gits_words(
    typed: Typed,
    mine: Clone,
    monkeypatch: pytest.MonkeyPatch,
    refuse: Prepare,
    reason: str,
    line: str,
) -> None:
    refuse(mine, monkeypatch)
    before = sorted(mine.root.rglob("*"))
    monkeypatch.chdir(mine.root)
    told = typed(line, code=3).err
    assert "git could not answer" in told
    assert reason in told
    assert sorted(mine.root.rglob("*")) == before


@pytest.mark.parametrize(
    ("refuse", "reason"),
    [*REFUSALS, pytest.param(not_installed, "git is not installed", id="not installed")],
)
def test_that_git_could_not_be_asked_is_a_finding_beside_the_others(
    typed: Typed, mine: Clone, monkeypatch: pytest.MonkeyPatch, refuse: Prepare, reason: str
) -> None:
    mine.write({"records/deputies/zhang-wei.yaml": "name: [\n"})
    refuse(mine, monkeypatch)
    told = typed("check --local --select P004,R001", code=1).out
    assert "private: P004 [error] git could not answer" in told
    assert reason in told
    assert "records/deputies/zhang-wei.yaml:2:1: R001" in told


def test_a_private_file_that_cannot_be_read_is_a_finding_that_quotes_nothing(
    typed: Typed, mine: Clone
) -> None:
    mine.write({PRIVATE: "name: a\nname: 王某\n"})
    told = typed("check --local --select R015", code=1).out
    assert "L20260302-00000.yaml:2:1: cannot be read: not valid YAML" in told
    assert "王某" not in told
    (mine.root / PRIVATE).unlink()
    (mine.root / PRIVATE).symlink_to("nowhere")
    assert "R015" in typed("check --local --select R015", code=1).out


def test_a_private_file_as_an_editor_leaves_it_is_read(typed: Typed, mine: Clone) -> None:
    mine.write(
        {
            "records/letters/2026/L20260302-00000.yaml": "received: 2026-03-02\nmailbox: m03\nkind: thanks\nwriter: anonymous\n"
        }
    )
    mine.write({PRIVATE: "name: 王某"})
    assert "writer is 'anonymous'" in typed("check --local --select R015", code=1).out


def test_without_git_the_rest_works(
    typed: Typed, mine: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    not_installed(mine, monkeypatch)
    typed("check")
    typed("check --local --ignore P")
    typed("check --format github")
    assert "git was not found here; install it" in typed(LETTER).err
    assert "needs git" in typed(f"{LETTER} --commit", code=2).err


def test_outside_git_nothing_is_tracked_and_git_is_not_needed(
    typed: Typed, mine: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    (mine.root / ".git").rename(mine.root / "was-git")
    typed(LOCAL)
    not_installed(mine, monkeypatch)
    typed(LOCAL)


@pytest.fixture
def elsewhere(mine: Clone, make: Make, monkeypatch: pytest.MonkeyPatch) -> Clone:
    """Another repository, to which git's variables lead, as in an alias or in one of its hooks."""
    other = make("other")
    other.commit({"x": ""}, "theirs")
    git = other.root / ".git"
    led = {
        "DIR": git,
        "WORK_TREE": other.root,
        "INDEX_FILE": git / "index",
        "OBJECT_DIRECTORY": git / "objects",
        "COMMON_DIR": git,
    }
    for name, value in {
        **led,
        "CEILING_DIRECTORIES": mine.root.parent,
        "NAMESPACE": "x",
        "LITERAL_PATHSPECS": "1",
    }.items():
        monkeypatch.setenv(f"GIT_{name}", str(value))
    return other


def test_a_commit_goes_into_the_folder_of_the_records(
    typed: Typed, mine: Clone, elsewhere: Clone
) -> None:
    path = typed(f"{LETTER} --commit").path
    assert mine.git("show", "--name-only", "--format=%s").out.split() == [
        "letter",
        f"{Path(path).stem}:",
        "added",
        path,
    ]
    assert elsewhere.git("log", "--format=%s").out == "theirs\n"


def test_private_files_changes_and_hooks_are_those_of_the_records(
    typed: Typed, mine: Clone, elsewhere: Clone
) -> None:
    assert PRIVATE in typed(LOCAL, code=1).out
    mine.write({"records/deputies/zhang-wei.yaml": "name: [\n"})
    assert "R001" in typed("check --changed", code=1).out
    typed("hooks install")
    assert (mine.root / ".git/hooks/pre-commit").exists()
    assert not (elsewhere.root / ".git/hooks/pre-commit").exists()


def test_a_new_repository_is_its_own(typed: Typed, elsewhere: Clone, tmp_path: Path) -> None:
    typed(f"init {tmp_path / 'new'} --name x --term 17 --term-from 2021-12-20")
    assert (tmp_path / "new/.git/HEAD").exists()
    assert elsewhere.git("log", "--format=%s").out == "theirs\n"


def test_a_step_of_a_rebase_commits_into_the_records_too(make: Make) -> None:
    mine, other = make("records"), make("code")
    mine.commit(REGISTER)
    other.commit({"x": "1"}, "one")
    other.commit({"x": "2"}, "two")
    other.git(
        "rebase",
        "-q",
        "--exec",
        f"{sys.executable} -P -m deputylog --repo {mine.root} {LETTER} --commit",
        "HEAD~1",
    )
    assert other.git("log", "--format=%s").out == "two\none\n"
    assert mine.git("log", "-1", "--format=%s").out.startswith("letter ")


@pytest.mark.parametrize("given", ["config", "environment"])
def test_what_the_user_set_still_counts(
    typed: Typed, mine: Clone, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    if given == "config":
        mine.git("config", "deputylog.commit", "true")
    else:
        for name, value in {"COUNT": "1", "KEY_0": "deputylog.commit", "VALUE_0": "true"}.items():
            monkeypatch.setenv(f"GIT_CONFIG_{name}", value)
    typed(LETTER)
    assert mine.git("log", "-1", "--format=%s").out.startswith("letter ")


def test_names_with_the_signs_of_patterns_are_committed_literally(
    typed: Typed, mine: Clone
) -> None:
    mine.write({"records/a*.txt": "", "records/ab.txt": ""})
    commit(Git(mine.root), ["records/a*.txt"], "one")
    assert mine.git("status", "--porcelain").out == "?? records/ab.txt\n"


def test_an_object_that_is_damaged_is_never_read_as_an_empty_one_nor_any_after_it(
    mine: Clone,
) -> None:
    good = mine.tip("HEAD:records/district.yaml")
    bad = mine.git("hash-object", "-w", "--stdin", given=bytes(range(256)) * 99).out.strip()
    path = mine.root / ".git/objects" / bad[:2] / bad[2:]
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:200])
    with open_blobs(Git(mine.root)) as blobs:
        assert blobs.read(good)
        for name in (bad, good):
            with pytest.raises(OSError, match="git has no object"):
                blobs.read(name)
