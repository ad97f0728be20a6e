"""`check --changed`: what a change brought, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.conftest import LETTER, REGISTER, ZHANG_WEI
from tests.hooks.conftest import Clone, make  # noqa: F401

VISIT = "records/visits/2026/V20260314-00000.yaml"
OTHER = "records/letters/2026/L20260303-00000.yaml"
LATE = "received: 2026-03-02\nmailbox: m03\nkind: request\n"
GOOD = "date: 2026-03-14\ndeputies: [zhang-wei]\nconstituency: c03\n"
Seen = Callable[..., set[tuple[str, str]]]


@pytest.fixture
def mine(make: Callable[..., Clone]) -> Clone:  # noqa: F811
    """The small district with a late letter and a visit, committed."""
    clone = make("mine")
    clone.commit({**REGISTER, LETTER: LATE, VISIT: GOOD})
    return clone


@pytest.fixture
def seen(typed: Typed, mine: Clone) -> Seen:
    """Code and file of each finding that is shown."""

    def run(ref: str = "", *, code: int = 0, day: str = "2026-04-30") -> set[tuple[str, str]]:
        out = typed(f"check --as-of {day} --ignore R010 --format json --changed {ref}", repo=mine.root, code=code).out
        return {(finding["code"], finding["path"]) for finding in json.loads(out)["findings"]}

    return run


def test_what_was_there_before_is_not_shown(seen: Seen) -> None:
    assert seen() == set()


def test_findings_in_a_changed_and_in_an_untracked_file_are(seen: Seen, mine: Clone) -> None:
    mine.write({OTHER: LATE.replace("03-02", "03-03")})
    assert {path for _, path in seen()} == {OTHER}
    mine.git("add", OTHER)
    assert {path for _, path in seen()} == {OTHER}
    mine.write({LETTER: LATE + "title: 路灯\n"})
    assert ("L002", LETTER) in seen()


def test_a_reference_that_the_change_broke_is_shown_in_a_file_it_did_not_touch(seen: Seen, mine: Clone) -> None:
    (mine.root / "records/deputies/zhang-wei.yaml").unlink()
    assert ("R003", VISIT) in seen(code=1)
    mine.git("rm", "-q", "records/deputies/zhang-wei.yaml")
    assert ("R003", VISIT) in seen(code=1)


def test_a_reference_that_was_broken_before_is_not(seen: Seen, mine: Clone) -> None:
    mine.commit({VISIT: GOOD.replace("zhang-wei", "nobody")})
    mine.write({LETTER: LATE + "title: 路灯\n"})
    assert ("R003", VISIT) not in seen()


def test_a_breach_that_the_change_made_worse_is_shown_and_one_it_made_better_is_not(seen: Seen, mine: Clone) -> None:
    opened = "records/openings/2026/O20260316-00000.yaml"
    mine.write({opened: "date: 2026-03-16\ngroup: lianhua\nby: liu-fang\nmailboxes: {m03: 0}\n"})
    assert ("M001", "records/groups/lianhua.yaml") not in seen()
    mine.git("add", "--all")
    mine.git("commit", "-q", "-m", "opened")
    (mine.root / opened).unlink()
    assert ("M001", "records/groups/lianhua.yaml") in seen()


def test_a_breach_that_is_no_longer_excused_is_shown(seen: Seen, mine: Clone) -> None:
    excuse = "records/excuses/2026/E20260401-00000.yaml"
    mine.commit(
        {
            excuse: "rule: L002\nsubject: L20260302-00000\nfrom: 2026-03-02\nto: 2026-12-31\nwhy: 出国\naccepted_by: liu-fang\naccepted_on: 2026-04-01\n"
        }
    )
    assert seen() == set()
    (mine.root / excuse).unlink()
    assert ("L002", LETTER) in seen()


def test_since_a_named_branch_from_where_both_parted(seen: Seen, mine: Clone) -> None:
    mine.git("checkout", "-q", "-b", "mine")
    mine.commit({OTHER: LATE.replace("03-02", "03-03")})
    mine.git("checkout", "-q", "main")
    mine.commit({LETTER: LATE + "title: 路灯\n"})
    mine.git("checkout", "-q", "mine")
    assert {path for _, path in seen("main")} == {OTHER}
    assert seen() == set()


def test_since_the_upstream_where_there_is_one(seen: Seen, mine: Clone) -> None:
    mine.git("checkout", "-q", "-b", "mine", "--track", "main")
    mine.commit({OTHER: LATE.replace("03-02", "03-03")})
    assert {path for _, path in seen()} == {OTHER}


def test_before_the_first_commit_everything_is_new(typed: Typed, make: Callable[..., Clone]) -> None:  # noqa: F811
    clone = make("fresh")
    clone.write({**REGISTER, LETTER: LATE})
    assert "L002" in typed("check --as-of 2026-04-30 --changed", repo=clone.root).out


def test_records_below_gits_top(typed: Typed, make: Callable[..., Clone]) -> None:  # noqa: F811
    clone = make("all")
    clone.commit({f"区/{path}": text for path, text in {**REGISTER, LETTER: LATE, VISIT: GOOD}.items()})
    (clone.root / "区/records/deputies/zhang-wei.yaml").unlink()
    clone.write({f"区/{LETTER}": LATE + "title: 路灯\n"})
    shown = typed("check --as-of 2026-04-30 --changed --format github", repo=clone.root / "区", code=1).out
    assert f"::error file=区/{VISIT},line=2," in shown
    assert f"file=区/{LETTER}" in shown


def test_a_name_that_git_does_not_know_is_told(typed: Typed, mine: Clone) -> None:
    assert "git does not know 'nothing' here" in typed("check --changed nothing", repo=mine.root, code=2).err
    assert "git does not know '--output=x' here" in typed("check --changed=--output=x", repo=mine.root, code=2).err


def test_without_git_it_is_told(typed: Typed, tmp_path: Path, make: Callable[..., Clone]) -> None:  # noqa: F811
    clone = make("plain")
    clone.write(REGISTER)
    (clone.root / ".git").rename(tmp_path / "gone")
    assert "git could not answer" in typed("check --changed", repo=clone.root, code=3).err


def test_a_change_to_a_deputys_name_says_nothing_of_others(seen: Seen, mine: Clone) -> None:
    mine.write({"records/deputies/zhang-wei.yaml": ZHANG_WEI.replace("张伟", "张大伟")})
    assert {path for _, path in seen()} <= {"records/deputies/zhang-wei.yaml"}
