"""What the hooks report after a merge or a rebase, which git does not let them refuse."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from deputylog.check.hooks.arrived import wrong_merges
from deputylog.check.hooks.install import install
from tests.conftest import LETTER, REGISTER
from tests.hooks.conftest import Clone

VISIT = "records/visits/2026/V20260314-00000.yaml"
BROKEN = "date: 2026-03-14\ndeputies: [nobody]\nconstituency: c03\n"
THANKS = "received: 2026-03-02\nmailbox: m03\nkind: thanks\n"
DISTRICT = "records/district.yaml"


@pytest.fixture
def both(make: Callable[..., Clone]) -> tuple[Clone, Clone]:
    """Two clones with hooks, of a repository that judges nothing."""
    bare, mine, other = make("server.git", "--bare"), make("mine"), make("other")
    mine.git("remote", "add", "origin", str(bare.root))
    mine.write({**REGISTER, DISTRICT: REGISTER[DISTRICT] + "language: en\n"})
    mine.commit({})
    install(mine.root, server=False, python=sys.executable)
    mine.push("-u", "main")
    other.git("pull", "-q", str(bare.root), "main")
    other.git("remote", "add", "origin", str(bare.root))
    return mine, other


def arrives(other: Clone, files: dict[str, str]) -> None:
    other.commit(files)
    other.push("main")


@pytest.mark.parametrize(("how", "local"), [("--ff-only", False), ("--rebase", True)])
def test_what_came_in_is_judged_and_stays(both: tuple[Clone, Clone], how: str, local: bool) -> None:
    mine, other = both
    arrives(other, {VISIT: BROKEN})
    if local:
        mine.write({LETTER: THANKS})
        mine.git("add", "--all")
        mine.git("commit", "-qnm", "mine")
    told = mine.git("pull", how).err
    assert f"{VISIT}:2:12: R003 [error] there is no deputy nobody" in told
    assert f"deputylog check --changed {mine.tip('ORIG_HEAD')[:10]}" in told
    assert mine.git("show", f"HEAD:{VISIT}").out == BROKEN


def test_what_is_in_order_and_what_was_there_before_is_not_reported(
    both: tuple[Clone, Clone],
) -> None:
    mine, other = both
    mine.write({VISIT: BROKEN})
    mine.git("add", "--all")
    mine.git("commit", "-qnm", "around the hook")
    arrives(other, {LETTER: OPINION.replace("opinion", "thanks")})
    assert "deputylog check" not in mine.git("pull", "--rebase").err
    assert "deputylog check" not in mine.git("commit", "-q", "--amend", "-nm", "x").err


OPINION = "received: 2026-03-02\nconstituency: c03\nkind: opinion\n"
ONE = "  - {date: 2026-03-04, event: replied, how: phone}\n"
TWO = "  - {date: 2026-03-05, event: group_told}\n"
REPLIED = {"date": "2026-03-04", "event": "replied", "how": "phone"}
TOLD = {"date": "2026-03-05", "event": "group_told"}


def merged_on_a_page(clone: Clone, result: str) -> str:
    """Merge two branches, each with a step and a title, to that result; return where they begin."""
    clone.commit({**REGISTER, DISTRICT: REGISTER[DISTRICT] + "language: en\n", LETTER: OPINION})
    base = clone.tip()
    clone.git("checkout", "-q", "-b", "page")
    clone.commit({LETTER: f"{OPINION}title: 路灯\nevents:\n{TWO}"})
    clone.git("checkout", "-q", "main")
    clone.commit({LETTER: f"{OPINION}title: 井盖\nevents:\n{ONE}"})
    clone.git("merge", "-q", "--no-commit", "-s", "ours", "page")
    clone.commit({LETTER: f"{OPINION}{result}"})
    return base


@pytest.mark.parametrize(
    ("result", "later", "done"),
    [
        (f"title: 路灯\nevents:\n{ONE}{TWO}", "", []),
        (f"title: 井盖\nevents:\n{TWO}{ONE}", "", []),
        (f"title: 井盖\nevents:\n{ONE}", "", [(TOLD, None)]),
        (f"title: 路灯\nevents:\n{ONE}{TWO}{ONE}", "", [(None, REPLIED)]),
        (f"title: 井盖\nevents:\n{ONE}", f"title: 井盖\nevents:\n{ONE}{TWO}", []),
    ],
    ids=["united", "in another order", "a step is lost", "a step is doubled", "mended since"],
)
def test_a_merge_is_compared_with_what_both_sides_entered(
    make: Callable[..., Clone], result: str, later: str, done: list[object]
) -> None:
    clone = make("mine")
    base = merged_on_a_page(clone, result)
    if later:
        clone.commit({LETTER: f"{OPINION}{later}"})
    found = [what for one in wrong_merges(clone.root, base) for what in one.done]
    assert [(one.before, one.after) for what in found for one in what.changes] == done


def test_what_a_merge_on_a_page_did_is_said_in_words(make: Callable[..., Clone]) -> None:
    clone = make("mine")
    base = merged_on_a_page(clone, f"title: 井盖\nevents:\n{ONE}")
    clone.git("update-ref", "ORIG_HEAD", base)
    told = clone.deputylog("hooks", "post-merge").err
    assert "merged without deputylog" in told
    assert f"{LETTER}, commit {clone.tip()[:10]}: removed what became of it: 2026-03-05" in told


def test_a_letter_that_a_merge_dropped_is_named_and_comes_back_as_told(
    make: Callable[..., Clone],
) -> None:
    clone, new = make("mine"), "records/letters/2026/L20260304-00000.yaml"
    clone.commit({**REGISTER, DISTRICT: REGISTER[DISTRICT] + "language: en\n", LETTER: OPINION})
    clone.git("update-ref", "ORIG_HEAD", "HEAD")
    clone.git("checkout", "-q", "-b", "page")
    clone.commit({new: OPINION, LETTER: f"{OPINION}events:\n{TWO}"})
    clone.git("checkout", "-q", "main")
    clone.commit({VISIT: BROKEN.replace("nobody", "zhang-wei")})
    clone.git("merge", "-q", "-s", "ours", "-m", "page", "page")
    told = clone.deputylog("hooks", "post-merge").err
    assert f"{LETTER}, commit {clone.tip()[:10]}: removed what became of it: 2026-03-05" in told
    cure = f"git checkout {clone.tip('page')[:10]} -- {new}"
    assert (
        f"{new}, commit {clone.tip()[:10]}: the whole record was removed; get it back with '{cure}'"
        in told
    )
    assert VISIT not in told
    clone.run(*cure.split())
    clone.commit({})
    assert "was removed" not in clone.deputylog("hooks", "post-merge").err
    assert (clone.root / new).read_text(encoding="utf-8") == OPINION


def test_a_letter_that_both_sides_or_one_side_deleted_is_not_called_lost(
    make: Callable[..., Clone],
) -> None:
    clone = make("mine")
    clone.commit({LETTER: OPINION, VISIT: BROKEN})
    base = clone.tip()
    clone.git("checkout", "-q", "-b", "page")
    clone.git("rm", "-q", LETTER, VISIT)
    clone.git("commit", "-qm", "deleted")
    clone.git("checkout", "-q", "main")
    clone.commit({VISIT: f"{BROKEN}place: 莲花社区\n"})
    clone.git("merge", "-q", "--no-commit", "page", code=None)
    clone.git("rm", "-q", VISIT)
    clone.git("commit", "-qm", "the visit is deleted although it was changed")
    assert [*wrong_merges(clone.root, base)] == []


def test_a_reporting_hook_of_somebody_else_stays_and_the_line_for_it_is_told(
    make: Callable[..., Clone],
) -> None:
    mine = make("mine")
    mine.write({**REGISTER, ".git/hooks/post-merge": "#!/bin/sh\n"})
    told = mine.deputylog("--lang", "en", "hooks", "install").err
    assert 'so that what comes in is checked: deputylog --repo . hooks post-merge "$@"' in told
    assert (mine.root / ".git/hooks/post-merge").read_text(encoding="utf-8") == "#!/bin/sh\n"
    assert (mine.root / ".git/hooks/pre-commit").exists()
