"""What a commit is refused for, with the hooks that `hooks install` writes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from deputylog.check.hooks.message import identifying_parts
from deputylog.record.ids import new_id
from tests.conftest import LETTER, REGISTER
from tests.hooks.conftest import Build, Clone, Make, Told, environment

VISIT = "records/visits/2026/V20260314-00000.yaml"
GOOD = "date: 2026-03-14\ndeputies: [zhang-wei]\nconstituency: c03\n"
BROKEN = GOOD.replace("zhang-wei", "nobody")
ENGLISH = {
    **REGISTER,
    "records/district.yaml": REGISTER["records/district.yaml"] + "language: en\n",
    ".gitignore": "/private/\n",
}


def committed(make: Make) -> None:
    clone = make("mine")
    clone.write(ENGLISH)
    clone.deputylog("hooks", "install")
    clone.commit({})


@pytest.fixture
def mine(copy_of: Callable[[Build, Path], None], make: Make, tmp_path: Path) -> Clone:
    """The small district, committed, with both hooks."""
    copy_of(committed, tmp_path)
    return Clone(tmp_path / "mine", environment(tmp_path))


def test_a_broken_record_is_refused_and_the_mended_one_taken(mine: Clone) -> None:
    told = mine.commit({VISIT: BROKEN}, code=1)
    assert f"{VISIT}:2:12: R003 [error] there is no deputy nobody" in told.err
    assert "Nothing is lost" in told.err
    mine.commit({VISIT: GOOD})


def test_what_is_staged_counts_and_not_what_lies_in_the_folder(mine: Clone) -> None:
    mine.write({VISIT: BROKEN})
    mine.git("add", VISIT)
    mine.write({VISIT: GOOD})
    assert "R003" in mine.git("commit", "-q", "-m", "x", code=1).err
    mine.git("add", VISIT)
    mine.write({VISIT: BROKEN})
    mine.git("commit", "-q", "-m", "x")


def test_a_commit_of_named_files_is_judged_as_it_will_stand(mine: Clone) -> None:
    mine.write({VISIT: GOOD, LETTER: "received: 2026-03-02\nkind: [\n"})
    mine.git("add", "--all")
    mine.git("commit", "-q", "-m", "the visit alone", "--", VISIT)
    assert "R001" in mine.git("commit", "-q", "-a", "-m", "the rest", code=1).err


def test_a_commit_of_chosen_pieces_is_judged_as_it_will_stand(mine: Clone) -> None:
    thanks = "received: 2026-03-02\nmailbox: m03\nkind: thanks\n"
    mine.commit({VISIT: GOOD, LETTER: thanks})
    mine.write({VISIT: BROKEN, LETTER: f"{thanks}title: 谢\n"})
    mine.git("commit", "-q", "-p", "-m", "the letter", given=b"y\nn\n")
    assert mine.git("show", "--name-only", "--format=").out.split() == [LETTER]
    told = mine.git("commit", "-q", "-p", "-m", "the visit", given=b"y\n", code=1).err
    assert f"{VISIT}:2:12: R003" in told
    assert (
        f"{VISIT}:2:12: R003"
        in mine.deputylog("--lang", "en", "check", "--changed", "HEAD", code=1).out
    )


def test_pathspecs_of_the_caller_do_not_reach_the_hook(mine: Clone) -> None:
    mine.write({VISIT: GOOD})
    mine.git("add", "--all")
    mine.git("--literal-pathspecs", "commit", "-q", "-m", "x")


def test_a_deputy_who_is_still_named_cannot_be_deleted(mine: Clone) -> None:
    mine.commit({VISIT: GOOD})
    (mine.root / "records/deputies/zhang-wei.yaml").unlink()
    assert f"{VISIT}:2:12: R003" in mine.commit({}, code=1).err


def test_an_error_that_stood_there_before_does_not_keep_others_from_committing(mine: Clone) -> None:
    mine.write({VISIT: BROKEN})
    mine.git("add", "--all")
    mine.git("commit", "-q", "--no-verify", "-m", "around the hook")
    mine.commit({LETTER: "received: 2026-03-02\nmailbox: m03\nkind: thanks\n"})


def test_a_private_file_a_link_and_a_submodule_are_refused(mine: Clone) -> None:
    mine.write({"private/letters/2026/L20260302-00000.yaml": "name: 王某\n"})
    mine.git("add", "--force", "private")
    (mine.root / "other").mkdir()
    (mine.root / "records/visits").mkdir()
    (mine.root / "records/visits/2026").symlink_to("/etc")
    mine.git("update-index", "--add", "--cacheinfo", f"160000,{mine.tip()},other")
    told = mine.commit({}, code=1).err
    for line in (
        "private/letters/2026/L20260302-00000.yaml: P004",
        "records/visits/2026: R004 [error] this is a symbolic link",
        "other: R004 [error] this is a submodule",
    ):
        assert line in told
    assert "王某" not in told


def test_a_district_that_is_deleted_is_missed(mine: Clone) -> None:
    (mine.root / "records/district.yaml").unlink()
    assert "records/district.yaml: R001" in mine.commit({}, code=1).err


@pytest.mark.parametrize(
    "value",
    [
        "13912345678",
        "１３９１２３４５６７８",
        "11010519491231002X",
        "wang@example.cn",
        "王小明",
        "4532015112830366",
    ],
)
def test_a_message_that_tells_who_somebody_is_is_refused_without_showing_it(
    mine: Clone, value: str
) -> None:
    mine.write({"private/letters/2026/L20260302-00000.yaml": "name: 王小明\n"})
    told = mine.commit({VISIT: GOOD}, f"来访\n\n{value}来电", code=1).err
    assert "line 3 of the message contains" in told
    assert value not in told.replace("L20260316-9qw2e", "")


@pytest.mark.parametrize(
    "message",
    [
        "V20260314-00000 张伟走访",
        "L20260316-9qw2e replied",
        "Merge branch 'main' of git@git.example.com:records",
        "x\n\nSigned-off-by: 刘芳 <liu@example.com>",
    ],
)
def test_a_message_that_tells_of_nobody_is_taken(mine: Clone, message: str) -> None:
    mine.write({"private/letters/2026/L20260302-00000.yaml": "name: 张伟\n"})
    mine.commit({VISIT: GOOD}, message)


def test_no_id_looks_like_a_number_that_identifies_somebody() -> None:
    random = Random(1)
    for _ in range(3000):
        day = date(1990, 1, 1) + timedelta(days=random.randrange(20_000))
        number = f"L{day:%Y%m%d}-{random.randrange(100_000):05}"
        for record_id in (new_id("L", day, random), number):
            assert list(identifying_parts(f"letter {record_id}#p4f9: replied")) == []


def test_the_difference_below_a_message_is_no_part_of_it(mine: Clone, tmp_path: Path) -> None:
    mine.write({"note.txt": "13912345678\n"})
    mine.git("add", "--all")
    mine.git("commit", "-q", "--no-verify", "-m", "a number")
    mine.git("rm", "-q", "note.txt")
    editor = tmp_path / "editor"
    editor.write_text(
        '#!/bin/sh\nprintf \'note\\n\' | cat - "$1" > "$1.new" && mv "$1.new" "$1"\n',
        encoding="utf-8",
    )
    editor.chmod(0o755)
    mine.env["GIT_EDITOR"] = str(editor)
    mine.git("commit", "-q", "-v")


def announced(clone: Clone, path: str, content: str) -> None:
    clone.write({path: content})
    clone.git("add", "--force", "--intent-to-add", path)


def test_what_is_only_announced_is_no_part_of_the_commit(mine: Clone) -> None:
    announced(mine, VISIT, BROKEN)
    announced(mine, "private/letters/2026/L20260302-00000.yaml", "name: 王某\n")
    mine.write({LETTER: "received: 2026-03-02\nmailbox: m03\nkind: thanks\n"})
    mine.git("add", LETTER)
    mine.git("commit", "-q", "-m", "x")
    mine.git("rm", "-q", "--cached", "private/letters/2026/L20260302-00000.yaml")
    assert "R003" in mine.git("commit", "-q", "-a", "-m", "all of it", code=1).err


def test_an_empty_file_that_is_really_added_is_part_of_it(mine: Clone) -> None:
    assert f"{VISIT}" in mine.commit({VISIT: ""}, code=1).err


def test_before_the_first_commit_too(make: Callable[..., Clone]) -> None:
    clone = make("new")
    clone.write(ENGLISH)
    clone.deputylog("hooks", "install")
    clone.git("add", "--all")
    announced(clone, VISIT, BROKEN)
    clone.git("commit", "-q", "-m", "first")


def test_both_sides_of_a_merge_are_named_until_one_is_chosen(mine: Clone) -> None:
    blob = mine.git("hash-object", "-w", "--stdin", given=b"date: 2026-03-14\n").out.strip()
    mine.git(
        "update-index",
        "--index-info",
        given="".join(f"100644 {blob} {side}\t{VISIT}\n" for side in (2, 3)).encode(),
    )
    assert (
        f"{VISIT}: R013 [error] the file has unresolved merge conflicts"
        in mine.deputylog("hooks", "pre-commit", code=1).err
    )


def test_marks_of_a_merge_are_refused(mine: Clone) -> None:
    told = mine.commit({VISIT: f"{GOOD}<<<<<<< HEAD\nask: needs\n=======\n>>>>>>> x\n"}, code=1).err
    assert f"{VISIT}:4:1: R013 [error] undecided after a merge (1)" in told


def test_a_submodule_is_refused_though_its_changes_are_ignored(mine: Clone) -> None:
    mine.write(
        {".gitmodules": '[submodule "other"]\n\tpath = other\n\turl = ./x\n\tignore = all\n'}
    )
    mine.git("config", "diff.ignoreSubmodules", "all")
    mine.git("add", ".gitmodules")
    mine.git("update-index", "--add", "--cacheinfo", f"160000,{mine.tip()},other")
    assert "this is a submodule" in mine.git("commit", "-q", "-m", "x", code=1).err


@pytest.mark.parametrize("option", ["--amend", "--allow-empty"])
def test_a_commit_without_content_is_not_refused_for_old_errors_and_a_check_by_hand_is(
    mine: Clone, option: str
) -> None:
    mine.write({VISIT: BROKEN})
    mine.git("add", "--all")
    mine.git("commit", "-q", "--no-verify", "-m", "around the hook")
    mine.git("commit", "-q", option, "-m", "only the message")
    assert f"{VISIT}:2:12: R003" in mine.deputylog("hooks", "pre-commit", code=1).err


@pytest.fixture
def type_in(mine: Clone, tmp_path: Path) -> Callable[..., Told]:
    """Commit with an editor that writes `words` above what git says; 王小明 is a name from private/."""
    mine.write({"private/letters/2026/L20260302-00000.yaml": "name: 王小明\n"})

    def run(words: str, *options: str, code: int = 0) -> Told:
        (tmp_path / "words").write_text(words, encoding="utf-8")
        (tmp_path / "editor").write_text(
            f'#!/bin/sh\ncat "{tmp_path}/words" "$1" > "$1.new" && mv "$1.new" "$1"\n',
            encoding="utf-8",
        )
        (tmp_path / "editor").chmod(0o755)
        mine.env["GIT_EDITOR"] = str(tmp_path / "editor")
        mine.git("checkout", "-q", "-B", "王小明的来信")
        return mine.git(*options, "commit", "-q", "--allow-empty", code=code)

    return run


@pytest.mark.parametrize(
    "sign",
    [
        "",
        "core.commentChar=;",
        "core.commentChar=auto",
        "commit.cleanup=strip",
        "commit.cleanup=scissors",
    ],
)
def test_what_git_itself_says_in_a_message_is_no_part_of_it(
    mine: Clone, type_in: Callable[..., Told], sign: str
) -> None:
    type_in("#1 收到\n\n已转交\n", *(["-c", sign] if sign else []))
    assert "王小明" not in mine.git("log", "-1", "--format=%B").out


@pytest.mark.parametrize(
    "setting",
    [
        "core.commentChar=;",
        "commit.cleanup=whitespace",
        "commit.cleanup=verbatim",
        "commit.cleanup=scissors",
    ],
)
def test_a_line_that_git_keeps_is_a_part_of_it(type_in: Callable[..., Told], setting: str) -> None:
    assert "line 3 of the message contains" in type_in("x\n\n# 王小明\n", "-c", setting, code=1).err


@pytest.mark.parametrize("setting", ["commit.cleanup=default", "core.commentChar=auto"])
def test_without_an_editor_git_keeps_every_line(
    mine: Clone, type_in: Callable[..., Told], setting: str
) -> None:
    type_in("x\n")
    cut = "# ------------------------ >8 ------------------------"
    for message in ("x\n\n# 王小明", f"x\n{cut}\n王小明"):
        mine.git("-c", setting, "commit", "-q", "--allow-empty", "-m", message, code=1)


def test_records_in_a_folder_below_gits_top(make: Callable[..., Clone]) -> None:
    clone = make("all")
    clone.write({f"区/{path}": text for path, text in ENGLISH.items()})
    clone.deputylog("--repo", "区", "hooks", "install")
    clone.commit({"elsewhere/Private/x": "not ours"})
    assert f"{VISIT}:2:12: R003" in clone.commit({f"区/{VISIT}": BROKEN}, code=1).err
    clone.commit({f"区/{VISIT}": GOOD})
    clone.write({"区/private/x": ""})
    clone.git("add", "--force", "区/private/x")
    assert "区/private/x: P004" in clone.commit({}, code=1).err


def test_names_from_private_below_gits_top_too(make: Callable[..., Clone]) -> None:
    clone = make("all")
    clone.commit({f"区/{path}": text for path, text in ENGLISH.items()})
    clone.write(
        {
            "区/private/letters/2026/L20260302-00000.yaml": "name: 王小明\n",
            "message": "王小明来电\n",
        }
    )
    assert (
        "line 1 of the message"
        in clone.deputylog("--lang", "en", "hooks", "commit-msg", "message", code=1).err
    )


NAMED = {
    "a field": (VISIT, f"{GOOD}place: 王小明家\n"),
    "an escape": (VISIT, f'{GOOD}place: "\\u738b小明家"\n'),
    "a file beside the records": ("说明.txt", "王小明反映路灯不亮\n"),
    "the name of a file": ("王小明.md", "路灯\n"),
    "what may be public": (VISIT, f"{GOOD}place: 王小明工作室\npublic_anyway: 已挂牌公开\n"),
    "a reason with the name": (VISIT, f"{GOOD}public_anyway: 王小明同意\n"),
}


@pytest.mark.parametrize(("path", "text"), NAMED.values(), ids=NAMED)
def test_a_name_from_private_is_not_committed(mine: Clone, path: str, text: str) -> None:
    mine.write({"private/letters/2026/L20260302-00000.yaml": "name: 王小明\n"})
    is_public = "已挂牌公开" in text
    told = mine.commit({path: text}, code=0 if is_public else 1).err
    assert ("P002" in told) is not is_public
    assert "王小明" not in told


def test_names_from_private_are_known_in_a_second_work_tree(mine: Clone, tmp_path: Path) -> None:
    mine.write({"private/letters/2026/L20260302-00000.yaml": "name: 王小明\n"})
    mine.git("worktree", "add", "-q", str(tmp_path / "second"), "-b", "second")
    second = Clone(tmp_path / "second", mine.env)
    second.commit({VISIT: GOOD})
    told = second.git("commit", "-q", "--amend", "-m", "x\n\n王小明来电", code=1).err
    assert "line 3 of the message contains" in told
    assert "王小明" not in told
    second.write({"private/letters/2026/L20260303-00000.yaml": "name: 李小红\n"})
    assert "line 1" in second.git("commit", "-q", "--amend", "-m", "李小红", code=1).err


@pytest.mark.parametrize("content", ["name: [\n", "", None])
def test_names_that_cannot_be_read_are_not_taken_for_none(mine: Clone, content: str | None) -> None:
    path = "private/letters/2026/L20260302-00000.yaml"
    if content is None:
        (mine.root / path).mkdir(parents=True)
        (mine.root / "private/notes").symlink_to("nowhere")
    else:
        mine.write({path: content})
    assert "private/" in mine.commit({VISIT: GOOD}, code=1).err


def test_in_a_second_work_tree_too(mine: Clone, tmp_path: Path) -> None:
    mine.git("worktree", "add", "-q", str(tmp_path / "second"), "-b", "second")
    second = Clone(tmp_path / "second", mine.env)
    assert "R003" in second.commit({VISIT: BROKEN}, code=1).err
    second.commit({VISIT: GOOD})


def test_in_a_submodule_too(mine: Clone, make: Callable[..., Clone]) -> None:
    above = make("above")
    above.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(mine.root), "区")
    inner = Clone(above.root / "区", mine.env)
    inner.deputylog("hooks", "install")
    assert "R003" in inner.commit({VISIT: BROKEN}, code=1).err
    assert "R003" in above.git("-C", "区", "commit", "-q", "-m", "x", code=1).err
    inner.commit({VISIT: GOOD})


def test_a_merge_of_two_good_branches_that_do_not_fit_is_refused(mine: Clone) -> None:
    mine.git("checkout", "-q", "-b", "leave")
    (mine.root / "records/deputies/sun-li.yaml").unlink()
    mine.commit({})
    mine.git("checkout", "-q", "main")
    mine.commit({VISIT: GOOD.replace("zhang-wei", "sun-li").replace("2026-03-14", "2025-03-14")})
    assert f"{VISIT}:2:12: R003" in mine.git("merge", "--no-edit", "leave", code=1).err
    mine.commit({VISIT: GOOD})
    assert mine.git("log", "--merges", "--format=%s").out


@pytest.mark.parametrize(
    ("visit", "message", "told"),
    [
        (GOOD, "visited", ""),
        (BROKEN, "visited", f"{VISIT}:2:12: R003"),
        (GOOD, "请回电 13912345678", "line 1 of the message"),
        (GOOD, "visited\n\nSigned-off-by: 王 <wang@example.com>", ""),
        (GOOD, "visited\n\nSigned-off-by: 李 <li@example.com>", "line 3 of the message"),
    ],
)
def test_a_patch_is_judged_like_a_commit(mine: Clone, visit: str, message: str, told: str) -> None:
    mine.write({VISIT: visit})
    mine.git("add", "--all")
    mine.git("commit", "-q", "--no-verify", "--author", "王 <wang@example.com>", "-m", message)
    patch = mine.git("format-patch", "-1", "--stdout").out.encode()
    mine.git("reset", "-q", "--hard", "HEAD~1")
    assert told in mine.git("am", code=int(bool(told)), given=patch).err


def test_what_is_put_aside_is_not_judged_and_what_a_rebase_runs_is(mine: Clone) -> None:
    mine.commit({"notes": "x"})
    mine.write({VISIT: BROKEN})
    mine.git("stash", "--include-untracked")
    told = mine.git(
        "rebase", "--exec", "git stash pop && git add -A && git commit -q -m x", "HEAD~1", code=1
    ).err
    assert f"{VISIT}:2:12: R003" in told


def test_no_code_of_the_work_tree_is_run(mine: Clone, tmp_path: Path) -> None:
    trap = f"import pathlib; pathlib.Path({str(tmp_path / 'trapped')!r}).touch()\n"
    mine.commit(
        {"deputylog/__init__.py": trap, "typer.py": trap, "json.py": trap, "sitecustomize.py": trap}
    )
    assert not (tmp_path / "trapped").exists()


@pytest.mark.parametrize(
    ("path", "content", "told"),
    [
        ("notes.txt", "x\n请回电 13912345678\n", "notes.txt:2:5: P001"),
        (".hidden/13912345678.txt", "x", ".hidden/***.txt: P001"),
        ("notes.bin", "ab\0\1", "notes.bin: R004"),
        ("large.txt", "x" * 1025, "large.txt: R004"),
    ],
)
def test_every_staged_file_is_looked_into(mine: Clone, path: str, content: str, told: str) -> None:
    mine.git("config", "deputylog.mostBytes", "1k")
    refused = mine.commit({path: content}, code=1).err
    assert told in refused
    assert "13912345678" not in refused
    mine.git("rm", "-q", "--cached", path)
    (mine.root / path).unlink()
    mine.commit({"notes.txt": "电话见 private/\n"})
