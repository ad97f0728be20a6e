"""The example district: invented, without errors, and in form."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from deputylog.calendar import Quarter
from deputylog.check.runner import check
from deputylog.formats.md import PAGE
from deputylog.kinds.activity import ActivityKind
from deputylog.kinds.events import Closed
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.spot_check import Checked
from deputylog.kinds.suggestion import SuggestionKind
from deputylog.kinds.suggestion_events import VotersTold
from deputylog.life.steps import State
from deputylog.papers.changes import RowChange
from deputylog.papers.quarterly_list import quarterly_list
from deputylog.repository.reading import read_repository
from deputylog.rules import RULES
from deputylog.text.width import width
from tests.cli.conftest import Typed, typed

__all__ = ["typed"]

ROOT = Path(__file__).parent.parent
DAY = date(2026, 10, 9)
AS_OF = f"--as-of {DAY}"


def test_it_has_lapses_but_no_errors(typed: Typed) -> None:
    outcome = check(ROOT, [rule for rule in RULES if not rule.local_only], as_of=DAY, today=DAY)
    severities = {finding.severity for finding in outcome.findings}
    assert severities == {"breach", "due", "advice"}
    typed("fmt --check", repo=ROOT)


def test_it_is_as_large_as_it_should_be() -> None:
    book, _ = read_repository(ROOT, as_of=DAY)
    assert (len(book.groups), len(book.deputies)) == (3, 20)
    assert sum(len(filed.record.constituencies) for filed in book.groups.values()) == 9
    assert len(book.excuses) >= 1


def test_every_closed_quarter_but_one_was_handed_in() -> None:
    book, _ = read_repository(ROOT, as_of=DAY)
    quarters = [Quarter(2025, n) for n in (1, 2, 3, 4)] + [Quarter(2026, n) for n in (1, 2)]
    missing = [
        (group, str(quarter))
        for group in book.groups
        for quarter in quarters
        if not book.submissions_of(group, quarter)
    ]
    assert len(missing) == 1


def test_a_list_that_version_0_1_0_handed_in_shows_no_change_of_a_record() -> None:
    """Its rows cannot be compared, and a count that differs is one that the program counts in another way."""
    book, _ = read_repository(ROOT, as_of=DAY)
    for filed in book.submissions:
        assert filed.record.rows_version is None
        made = quarterly_list(
            book.known_on(filed.record.handed_in), filed.record.quarter, filed.record.group
        ).report
        (row,) = next(table.rows for table in made.tables if table.name == "amendments")
        assert row[2] is RowChange.NOT_COMPARED
        assert "amended_heads" not in {table.name for table in made.tables}, filed.path


def test_a_hard_matter_went_all_the_way() -> None:
    """A call about parking grew into a suggestion, whose first answer was sent back; the second solved it, and the voter was told."""
    book, _ = read_repository(ROOT, as_of=DAY)
    matter = book.matter_by_id["L20251104-p3kx7"]
    (handling,) = book.suggestions_of[matter.id]
    assert [one.is_redo for one in handling.rounds] == [False, True]
    assert matter.is_solved
    assert [matter.settled_on] == [told.on for told in handling.of(VotersTold)]


def test_a_motion_has_its_signers() -> None:
    book, _ = read_repository(ROOT, as_of=DAY)
    (motion,) = [
        handling for handling in book.handlings if handling.record.kind is SuggestionKind.MOTION
    ]
    assert motion.record.session == "17-5"
    assert motion.day
    assert len(motion.signers_on(motion.day)) == 11
    assert len(motion.record.cosigners) == 11


def test_it_shows_whatever_can_be_recorded() -> None:
    book, _ = read_repository(ROOT, as_of=DAY)
    assert {filed.record.kind for filed in book.activities} == set(ActivityKind)
    assert {
        finding.found for filed in book.spot_checks for finding in filed.record.findings
    } == set(Checked)
    assert [
        filed.record.matters
        for filed in book.activities
        if filed.record.kind == ActivityKind.SUPERVISION
    ] != [()]
    assert {matter.kind for matter in book.matters} >= set(MatterKind) - {MatterKind.OTHER}
    assert [matter.id for matter in book.matters if len(matter.deputies) > 1] == [
        "V20260825-ftm41#mj01"
    ]
    linked = {
        matter.life.closed.why
        for matter in book.matters
        if matter.life.closed and matter.life.closed.of
    }
    assert linked == {Closed.DUPLICATE, Closed.JOINED}


def test_what_nobody_can_be_told_of_was_handled_but_for_one_letter() -> None:
    book, _ = read_repository(ROOT, as_of=DAY)
    assert [
        matter.id
        for matter in book.matters
        if not matter.can_be_answered and matter.state is State.NEW
    ] == ["L20260119-42mg7"]


def test_it_lapses_in_several_ways_but_not_in_every_one() -> None:
    outcome = check(ROOT, [rule for rule in RULES if not rule.local_only], as_of=DAY, today=DAY)
    breached = {finding.code for finding in outcome.findings if finding.severity == "breach"}
    assert breached == {
        "G001",
        "L002",
        "L003",
        "L004",
        "L005",
        "L006",
        "M001",
        "S005",
        "S006",
        "V001",
    }


PAPERS = (
    "report --quarter 2026Q3",
    "report --quarter 2026Q3 --group 莲花",
    "dossier 张伟",
    "circular 莲花",
    "evaluate",
    "topics --format md",
    "sample --quarter 2026Q3 --seed 1 --format md",
    "handover 刘芳",
    "slip L20260608-4z6yq",
    "slip mailbox m03",
    "slip urge 教育局",
    "case 水压不足",
)


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
@pytest.mark.parametrize("line", PAPERS)
def test_a_paper_in_markdown_has_tables_of_a_page_and_few_long_lines(
    typed: Typed, line: str, lang: str
) -> None:
    lines = typed(f"{line} {AS_OF}", repo=ROOT, lang=lang).out.splitlines()
    assert [one for one in lines if one.startswith("|") and width(one) > PAGE] == []
    assert [one for one in lines if one.startswith("- ") and width(one) > PAGE + 30] == []
