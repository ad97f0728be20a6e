"""What a commit is refused for, with the hooks that `hooks install` writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LETTER, REGISTER
from tests.hooks.conftest import Clone

VISIT = "records/visits/2026/V20260314-00000.yaml"
GOOD = "date: 2026-03-14\ndeputies: [zhang-wei]\nconstituency: c03\n"
BROKEN = GOOD.replace("zhang-wei", "nobody")
ENGLISH = {**REGISTER, "records/district.yaml": REGISTER["records/district.yaml"] + "language: en\n", ".gitignore": "/private/\n"}


@pytest.fixture
def mine(make: Callable[..., Clone]) -> Clone:
    """The small district, committed, with both hooks."""
    clone = make("mine")
    clone.write(ENGLISH)
    clone.deputylog("hooks", "install")
    clone.commit({})
    return clone


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
    "value", ["13912345678", "１３９１２３４５６７８", "11010519491231002X", "wang@example.cn", "王小明", "4532015112830366"]
)
def test_a_message_that_tells_who_somebody_is_is_refused_without_showing_it(mine: Clone, value: str) -> None:
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


def test_the_difference_below_a_message_is_no_part_of_it(mine: Clone, tmp_path: Path) -> None:
    mine.write({"note.txt": "13912345678\n"})
    mine.git("add", "--all")
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf \'note\\n\' | cat - "$1" > "$1.new" && mv "$1.new" "$1"\n', encoding="utf-8")
    editor.chmod(0o755)
    mine.env["GIT_EDITOR"] = str(editor)
    mine.git("commit", "-q", "-v")


def test_records_in_a_folder_below_gits_top(make: Callable[..., Clone]) -> None:
    clone = make("all")
    clone.write({f"区/{path}": text for path, text in ENGLISH.items()})
    clone.deputylog("--repo", "区", "hooks", "install")
    clone.commit({"elsewhere/Private/x": "not ours"})
    assert f"{VISIT}:2:12: R003" in clone.commit({f"区/{VISIT}": BROKEN}, code=1).err
    clone.commit({f"区/{VISIT}": GOOD})


def test_in_a_second_work_tree_too(mine: Clone, tmp_path: Path) -> None:
    mine.git("worktree", "add", "-q", str(tmp_path / "second"), "-b", "second")
    second = Clone(tmp_path / "second", mine.env)
    assert "R003" in second.commit({VISIT: BROKEN}, code=1).err
    second.commit({VISIT: GOOD})


def test_no_code_of_the_work_tree_is_run(mine: Clone, tmp_path: Path) -> None:
    trap = f"import pathlib; pathlib.Path({str(tmp_path / 'trapped')!r}).touch()\n"
    mine.commit({"deputylog/__init__.py": trap, "typer.py": trap, "json.py": trap, "sitecustomize.py": trap})
    assert not (tmp_path / "trapped").exists()
