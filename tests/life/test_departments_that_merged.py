"""What a department had is its successor's from the day after its end: the clock runs on, and either name answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from deputylog.book import Book
from deputylog.finding import Finding
from deputylog.life.steps import State
from tests.conftest import DISTRICT, LETTER, Files

DEPARTMENTS = """\
  water: {name: "区水务局", to: 2026-03-31, merged_into: heat}
  heat: {name: "区供热办", to: 2026-05-31, merged_into: utilities}
  utilities: {name: "区城市运行局"}
  parks: {name: "区园林局", to: 2026-03-31}
topics:
"""
MERGED = {"records/district.yaml": DISTRICT.replace("topics:\n", DEPARTMENTS)}
SUGGESTION = "records/suggestions/2026/S20260302-00000.yaml"
BY_HEIR = "{date: 2026-04-10, event: answered, by: heat, result: solved}"

MakeBook = Callable[..., Book]
Find = Callable[..., list[Finding]]


def letter(*events: str, to: str = "water") -> Files:
    written = "".join(
        f"  - {event}\n" for event in (f"{{date: 2026-03-03, event: forwarded, to: {to}}}", *events)
    )
    text = f"received: 2026-03-02\nconstituency: c03\nchannel: online\nkind: request\ntitle: 停水\nevents:\n{written}"
    return {**MERGED, LETTER: text}


def suggestion(*events: str, assigned: str = "lead: water") -> Files:
    first = (
        "{date: 2026-03-02, event: submitted}",
        f"{{date: 2026-03-03, event: assigned, {assigned}}}",
    )
    written = "".join(f"  - {event}\n" for event in (*first, *events))
    return {
        **MERGED,
        SUGGESTION: f"kind: suggestion\ntitle: 关于供水的建议\nlead: zhang-wei\nevents:\n{written}",
    }


@pytest.mark.parametrize(
    ("event", "is_its"),
    [
        ("{date: 2026-03-31, event: answered, by: water, result: solved}", True),
        ("{date: 2026-03-31, event: answered, by: heat, result: solved}", False),
        ("{date: 2026-04-01, event: answered, by: heat, result: solved}", True),
        ("{date: 2026-04-01, event: answered, by: water, result: solved}", True),
        ("{date: 2026-04-01, event: answered, by: utilities, result: solved}", False),
        ("{date: 2026-06-01, event: answered, by: utilities, result: solved}", True),
        ("{date: 2026-04-01, event: declined, by: heat}", True),
        ("{date: 2026-04-01, event: extended, by: heat, to_days: 90}", True),
        ("{date: 2026-04-01, event: answered, by: housing, result: solved}", False),
    ],
)
def test_a_step_is_that_of_the_department_that_has_taken_over_by_its_day(
    book_of: MakeBook, event: str, is_its: bool
) -> None:
    (matter,) = book_of(letter(event), as_of="2026-06-20").matters
    assert (not matter.misfits) is is_its


def test_an_answer_of_the_successor_is_the_answer(book_of: MakeBook) -> None:
    (matter,) = book_of(letter(BY_HEIR), as_of="2026-06-20").matters
    assert matter.state is State.TO_FEED_BACK


@pytest.mark.parametrize(
    ("day", "name"), [("2026-05-31", "区供热办"), ("2026-06-01", "区城市运行局")]
)
def test_the_successor_owes_what_is_open_and_the_clock_runs_on(
    findings_of: Find, book_of: MakeBook, day: str, name: str
) -> None:
    (late,) = findings_of("L005", letter(), as_of=day)
    assert str(late.text.values["department"]) == name
    assert str(late.text.values["due"]) == "2026-05-06"
    book = book_of(letter(), as_of=day)
    assert [book.name("department", one) for one in book.matters[0].having] == [name]


def test_what_was_late_before_the_merger_stays_with_the_one_that_was_late(
    findings_of: Find,
) -> None:
    answer = "{date: 2026-05-20, event: answered, by: heat, result: solved}"
    (late,) = findings_of("L005", letter(answer), as_of="2026-06-20")
    assert str(late.text.values["department"]) == "区供热办"


def test_two_departments_that_became_one_have_it_once(book_of: MakeBook) -> None:
    both = letter(
        "{date: 2026-03-04, event: forwarded, to: heat}",
        "{date: 2026-04-10, event: answered, result: solved}",
    )
    (matter,) = book_of(both, as_of="2026-04-20").matters
    assert matter.misfits == ()
    assert matter.having == ()


def test_a_suggestion_is_answered_by_the_successor_and_owed_by_it(
    findings_of: Find, book_of: MakeBook
) -> None:
    (late,) = findings_of("S005", suggestion(), as_of="2026-06-20")
    assert str(late.text.values["department"]) == "区城市运行局"
    answered = book_of(
        suggestion("{date: 2026-05-10, event: answered, by: heat, result: solved}"),
        as_of="2026-06-20",
    )
    assert answered.handlings[0].misfits == []
    assert answered.handlings[0].state is State.TO_FEED_BACK


def test_to_be_assigned_to_the_successor_is_no_new_assignment(book_of: MakeBook) -> None:
    again = suggestion("{date: 2026-04-10, event: assigned, lead: heat}")
    assert len(book_of(again, as_of="2026-04-20").handlings[0].rounds) == 1


@pytest.mark.parametrize(("day", "is_gone"), [("2026-03-31", False), ("2026-04-01", True)])
def test_what_is_handed_to_a_department_after_its_end_is_an_error_that_names_the_successor(
    findings_of: Find, day: str, is_gone: bool
) -> None:
    for department, cure in (("water", "区供热办 took over"), ("parks", "name another department")):
        forwarded = letter(f"{{date: {day}, event: forwarded, to: {department}}}", to="housing")
        assigned = suggestion(
            f"{{date: {day}, event: assigned, lead: housing, assisting: [{department}]}}",
            assigned="lead: housing",
        )
        for files in (forwarded, assigned):
            told = [str(finding.text) for finding in findings_of("R003", files, as_of="2026-04-20")]
            assert [cure in text for text in told] == [True] * is_gone
