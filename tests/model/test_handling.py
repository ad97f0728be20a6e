"""How a suggestion stands, and what it says for the matters behind it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from deputylog.book import Book
from deputylog.model.handling import Handling
from deputylog.model.matter import Matter
from deputylog.model.state import SuggestionState, state_of, state_of_suggestion

PATH = "records/suggestions/2026/S20260401-00000.yaml"
SOURCE = "records/letters/2026/L20260302-00000.yaml"
LETTER = """\
received: 2026-03-02
constituency: c03
kind: request
deputy: zhang-wei
title: 老旧小区停车难
events:
  - {date: 2026-03-04, event: forwarded, to: housing}
  - {date: 2026-03-05, event: replied, how: phone}
  - {date: 2026-03-25, event: answered, by: housing, result: in_progress}
"""
HEAD = """\
kind: {kind}
title: 关于解决停车难的建议
lead: zhang-wei
sources: [L20260302-00000]
"""
SUBMITTED = "{date: 2026-04-01, event: submitted}"
ASSIGNED = "{date: 2026-04-08, event: assigned, lead: housing}"
ANSWERED = "{date: 2026-06-30, event: answered, by: housing, result: solved}"
SATISFIED = "{date: 2026-07-06, event: rated, outcome: satisfied}"
DISSATISFIED = "{date: 2026-07-06, event: rated, attitude: satisfied, outcome: dissatisfied}"
REDONE = "{date: 2026-08-03, event: answered, by: housing, result: solved}"
PLANNED = "{date: 2026-06-30, event: answered, by: housing, result: planned}"
PROMISED = '{date: 2026-06-30, event: promised, until: 2026-09-30, what: "划出夜间车位"}'
KEPT = "{date: 2026-09-20, event: kept}"
TOLD = "{date: 2026-08-12, event: fed_back, how: phone, satisfaction: satisfied}"
MakeBook = Callable[..., Book]


def whole(book_of: MakeBook, *events: str, as_of: str = "2026-10-09", kind: str = "suggestion") -> Book:
    """The Book of a letter and a suggestion that grew out of it."""
    text = HEAD.format(kind=kind) + "events:\n" + "".join(f"  - {event}\n" for event in events)
    return book_of({PATH: text, SOURCE: LETTER}, as_of=as_of)


def read(book_of: MakeBook, *events: str, as_of: str = "2026-10-09", kind: str = "suggestion") -> tuple[Handling, Matter]:
    book = whole(book_of, *events, as_of=as_of, kind=kind)
    (handling,) = book.handlings
    (matter,) = book.matters
    return handling, matter


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ((SUBMITTED,), SuggestionState.SUBMITTED),
        ((SUBMITTED, ASSIGNED), SuggestionState.ASSIGNED),
        ((SUBMITTED, ASSIGNED, ANSWERED), SuggestionState.ANSWERED),
        ((SUBMITTED, ASSIGNED, ANSWERED, SATISFIED), SuggestionState.SOLVED),
        ((SUBMITTED, ASSIGNED, ANSWERED, DISSATISFIED), SuggestionState.REDO),
        ((SUBMITTED, ASSIGNED, ANSWERED, DISSATISFIED, REDONE), SuggestionState.ANSWERED),
        ((SUBMITTED, ASSIGNED, PLANNED, SATISFIED, PROMISED), SuggestionState.PROMISED),
        ((SUBMITTED, ASSIGNED, PLANNED, SATISFIED, PROMISED, KEPT), SuggestionState.SOLVED),
        ((SUBMITTED, "{date: 2026-04-03, event: withdrawn}"), SuggestionState.WITHDRAWN),
    ],
)
def test_the_state_follows_from_the_events(book_of: MakeBook, events: tuple[str, ...], state: SuggestionState) -> None:
    assert state_of_suggestion(read(book_of, *events)[0]) is state


def test_a_motion_is_settled_when_it_is_adopted_or_rejected(book_of: MakeBook) -> None:
    tabled = "{date: 2026-04-02, event: tabled}"
    assert state_of_suggestion(read(book_of, SUBMITTED, tabled, kind="motion")[0]) is SuggestionState.UNDER_DELIBERATION
    adopted, _ = read(book_of, SUBMITTED, tabled, "{date: 2026-04-04, event: adopted}", kind="motion")
    assert (state_of_suggestion(adopted), adopted.is_open) == (SuggestionState.ADOPTED, False)


def test_the_voters_matter_is_escalated_until_the_suggestion_is_done(book_of: MakeBook) -> None:
    _, matter = read(book_of, SUBMITTED, ASSIGNED)
    assert (str(state_of(matter)), matter.suggestions) == ("escalated", ("S20260401-00000",))


@pytest.mark.parametrize(("day", "is_open"), [("2026-08-11", True), ("2026-08-12", False)])
def test_telling_the_voters_in_the_suggestion_settles_their_matter(book_of: MakeBook, day: str, is_open: bool) -> None:
    _, matter = read(book_of, SUBMITTED, ASSIGNED, ANSWERED, DISSATISFIED, REDONE, TOLD, as_of=day)
    assert matter.is_open is is_open
    assert matter.is_solved


def test_an_answer_that_the_deputy_sent_back_says_nothing_for_the_matter(book_of: MakeBook) -> None:
    assert read(book_of, SUBMITTED, ASSIGNED, ANSWERED, as_of="2026-07-05")[1].is_solved
    assert not read(book_of, SUBMITTED, ASSIGNED, ANSWERED, DISSATISFIED, as_of="2026-07-06")[1].is_solved


def test_a_withdrawn_suggestion_gives_the_matter_back(book_of: MakeBook) -> None:
    _, matter = read(book_of, SUBMITTED, ASSIGNED, ANSWERED, "{date: 2026-07-01, event: withdrawn}")
    assert (matter.suggestions, str(state_of(matter))) == ((), "open")


def test_what_the_suggestion_brought_is_not_owed_twice(book_of: MakeBook) -> None:
    """After the answer by way of the suggestion telling the voter is a duty of the suggestion, not of the letter too."""
    book = whole(book_of, SUBMITTED, ASSIGNED, ANSWERED, as_of="2026-07-05")
    assert "feed_back" not in {str(duty.step) for duty in book.duties["L20260302-00000"]}
    told = [duty for duty in book.duties["S20260401-00000"] if duty.step == "tell_voters"]
    assert [(duty.start, duty.due) for duty in told] == [(date(2026, 6, 30), date(2026, 7, 15))]


def test_the_steps_of_a_suggestion_and_their_days(book_of: MakeBook) -> None:
    """Assigned in ten working days; answered in three months; rated in fifteen working days; redone in a month."""
    book = whole(book_of, SUBMITTED, ASSIGNED, ANSWERED, DISSATISFIED, REDONE)
    due = {(str(duty.step), duty.start): duty.due for duty in book.duties["S20260401-00000"]}
    assert due == {
        ("assign", date(2026, 4, 1)): date(2026, 4, 16),
        ("answer_deputy", date(2026, 4, 8)): date(2026, 7, 8),
        ("rate", date(2026, 6, 30)): date(2026, 7, 21),
        ("redo", date(2026, 7, 6)): date(2026, 8, 6),
        ("rate", date(2026, 8, 3)): date(2026, 8, 24),
        ("tell_voters", date(2026, 8, 3)): date(2026, 8, 18),
    }


def test_an_extension_gives_six_months_from_the_assignment(book_of: MakeBook) -> None:
    extended = "{date: 2026-06-20, event: extended, to_months: 6, consented_by: working-body}"
    book = whole(book_of, SUBMITTED, ASSIGNED, extended)
    (answer,) = [duty for duty in book.duties["S20260401-00000"] if duty.step == "answer_deputy"]
    assert answer.due == date(2026, 10, 8)


def test_three_months_from_the_end_of_november_end_with_february(book_of: MakeBook) -> None:
    text = HEAD.format(kind="suggestion").replace("sources: [L20260302-00000]\n", "")
    events = "events:\n  - {date: 2025-11-28, event: submitted}\n  - {date: 2025-11-30, event: assigned, lead: housing}\n"
    book = book_of({PATH.replace("2026", "2025", 1).replace("S2026", "S2025"): text + events}, as_of="2026-03-31")
    (answer,) = [duty for duty in next(iter(book.duties.values())) if duty.step == "answer_deputy"]
    assert answer.due == date(2026, 2, 28)


def test_signers_are_those_who_had_not_withdrawn(book_of: MakeBook) -> None:
    text = HEAD.format(kind="motion").replace("sources:", "cosigners: [sun-li]\nsources:")
    events = "events:\n  - {date: 2026-03-30, event: withdrew, who: sun-li}\n  - {date: 2026-04-01, event: submitted}\n"
    book = book_of({PATH: text + events, SOURCE: LETTER}, as_of="2026-10-09")
    (handling,) = book.handlings
    assert handling.signers_on(date(2026, 3, 29)) == ("zhang-wei", "sun-li")
    assert handling.signers_on(date(2026, 4, 1)) == ("zhang-wei",)
