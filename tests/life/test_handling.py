"""How a suggestion stands, and what it says for the matters behind it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from deputylog.book import Book
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.life.steps import NextStep, Outcome, State
from deputylog.record.unknown_day import UNKNOWN

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
TOLD_AT_ONCE = "{date: 2026-07-01, event: fed_back}"
TOLD = "{date: 2026-08-12, event: fed_back, how: phone, satisfaction: satisfied}"
MakeBook = Callable[..., Book]


def whole(
    book_of: MakeBook, *events: str, as_of: str = "2026-10-09", kind: str = "suggestion"
) -> Book:
    """The Book of a letter and a suggestion that grew out of it."""
    lines = "events:\n" + "".join(f"  - {event}\n" for event in events) if events else ""
    text = HEAD.format(kind=kind) + lines
    return book_of({PATH: text, SOURCE: LETTER}, as_of=as_of)


def read(
    book_of: MakeBook, *events: str, as_of: str = "2026-10-09", kind: str = "suggestion"
) -> tuple[Handling, Matter]:
    book = whole(book_of, *events, as_of=as_of, kind=kind)
    (handling,) = book.handlings
    (matter,) = book.matters
    return handling, matter


WITHDRAWN = "{date: 2026-04-03, event: withdrawn}"
TABLED = "{date: 2026-04-02, event: tabled}"
ADOPTED = "{date: 2026-04-04, event: adopted}"
REJECTED = "{date: 2026-04-04, event: rejected}"
TURNED = "{date: 2026-04-05, event: turned_into_suggestion}"
REASSIGNED = "{date: 2026-05-06, event: assigned, lead: urban}"


@pytest.mark.parametrize(
    ("events", "state", "outcome"),
    [
        ((), State.NEW, None),
        ((SUBMITTED,), State.NEW, None),
        ((SUBMITTED, ASSIGNED), State.IN_HAND, None),
        ((SUBMITTED, ASSIGNED, PLANNED), State.IN_HAND, None),
        ((SUBMITTED, ASSIGNED, PLANNED, SATISFIED), State.IN_HAND, None),
        ((SUBMITTED, ASSIGNED, ANSWERED), State.TO_FEED_BACK, Outcome.SOLVED),
        ((SUBMITTED, ASSIGNED, ANSWERED, SATISFIED), State.SETTLED, Outcome.SOLVED),
        ((SUBMITTED, ASSIGNED, ANSWERED, DISSATISFIED), State.AGAIN, None),
        ((SUBMITTED, ASSIGNED, ANSWERED, DISSATISFIED, REDONE), State.TO_FEED_BACK, Outcome.SOLVED),
        ((SUBMITTED, ASSIGNED, PLANNED, SATISFIED, PROMISED), State.IN_HAND, None),
        ((SUBMITTED, ASSIGNED, PLANNED, SATISFIED, PROMISED, KEPT), State.SETTLED, Outcome.SOLVED),
        ((SUBMITTED, ASSIGNED, PLANNED, PROMISED, KEPT), State.TO_FEED_BACK, Outcome.SOLVED),
        ((SUBMITTED, WITHDRAWN), State.SETTLED, Outcome.WITHDRAWN),
    ],
)
def test_state_and_result_of_a_suggestion(
    book_of: MakeBook, events: tuple[str, ...], state: State, outcome: Outcome | None
) -> None:
    handling, _ = read(book_of, *events)
    assert (handling.state, handling.outcome) == (state, outcome)
    assert handling.is_open is (state is not State.SETTLED)


@pytest.mark.parametrize(
    ("events", "state", "outcome"),
    [
        ((SUBMITTED,), State.NEW, None),
        ((SUBMITTED, TABLED), State.IN_HAND, None),
        ((SUBMITTED, TABLED, ADOPTED), State.SETTLED, Outcome.ADOPTED),
        ((SUBMITTED, TABLED, REJECTED), State.SETTLED, Outcome.REJECTED),
        ((SUBMITTED, TABLED, REJECTED, TURNED), State.IN_HAND, None),
        ((SUBMITTED, TURNED, ASSIGNED, PLANNED, SATISFIED), State.IN_HAND, None),
        ((SUBMITTED, TURNED, ASSIGNED, ANSWERED, SATISFIED), State.SETTLED, Outcome.SOLVED),
    ],
)
def test_state_and_result_of_a_motion(
    book_of: MakeBook, events: tuple[str, ...], state: State, outcome: Outcome | None
) -> None:
    handling, _ = read(book_of, *events, kind="motion")
    assert (handling.state, handling.outcome) == (state, outcome)


@pytest.mark.parametrize(
    ("events", "day", "step", "who", "due"),
    [
        ((), "2026-04-01", "submit", "zhang-wei", None),
        ((SUBMITTED,), "2026-04-01", "assign", "", "2026-04-16"),
        ((SUBMITTED, ASSIGNED), "2026-04-08", "answer", "housing", "2026-07-08"),
        ((SUBMITTED, ASSIGNED, REASSIGNED), "2026-05-06", "answer", "urban", "2026-08-06"),
        ((SUBMITTED, ASSIGNED, ANSWERED), "2026-06-30", "feed_back", "zhang-wei", "2026-07-15"),
        (
            (SUBMITTED, ASSIGNED, ANSWERED, TOLD_AT_ONCE),
            "2026-07-01",
            "rate",
            "zhang-wei",
            "2026-07-21",
        ),
        ((SUBMITTED, ASSIGNED, ANSWERED, TOLD_AT_ONCE, SATISFIED), "2026-07-06", None, "", None),
        (
            (SUBMITTED, ASSIGNED, ANSWERED, DISSATISFIED),
            "2026-07-06",
            "handle_again",
            "housing",
            "2026-08-06",
        ),
        ((SUBMITTED, ASSIGNED, PLANNED, SATISFIED), "2026-07-06", "carry_out", "housing", None),
        (
            (SUBMITTED, ASSIGNED, PLANNED, PROMISED, SATISFIED),
            "2026-07-06",
            "carry_out",
            "housing",
            "2026-09-30",
        ),
        ((SUBMITTED, WITHDRAWN), "2026-04-03", None, "", None),
    ],
)
def test_the_next_step_and_who_owes_it(
    book_of: MakeBook,
    events: tuple[str, ...],
    day: str,
    step: str | None,
    who: str,
    due: str | None,
) -> None:
    following = whole(book_of, *events, as_of=day).next_of["S20260401-00000"]
    if following is None:
        assert step is None
    else:
        due_day = str(following.due) if following.due else None
        assert (str(following.step), ",".join(following.who), due_day) == (step, who, due)


def test_a_motion_waits_for_the_congress(book_of: MakeBook) -> None:
    following = whole(book_of, SUBMITTED, kind="motion").next_of["S20260401-00000"]
    assert following is not None
    assert (following.step, following.due) == (NextStep.DELIBERATE, None)


def test_the_voters_matter_is_escalated_until_the_suggestion_is_done(book_of: MakeBook) -> None:
    _, matter = read(book_of, SUBMITTED, ASSIGNED)
    assert (matter.state, matter.suggestions) == (State.IN_HAND, ("S20260401-00000",))


@pytest.mark.parametrize(("day", "is_open"), [("2026-08-11", True), ("2026-08-12", False)])
def test_telling_the_voters_in_the_suggestion_settles_their_matter(
    book_of: MakeBook, day: str, is_open: bool
) -> None:
    _, matter = read(book_of, SUBMITTED, ASSIGNED, ANSWERED, DISSATISFIED, REDONE, TOLD, as_of=day)
    assert matter.is_open is is_open
    assert matter.is_solved


def test_an_answer_that_the_deputy_sent_back_says_nothing_for_the_matter(book_of: MakeBook) -> None:
    assert read(book_of, SUBMITTED, ASSIGNED, ANSWERED, as_of="2026-07-05")[1].is_solved
    assert not read(book_of, SUBMITTED, ASSIGNED, ANSWERED, DISSATISFIED, as_of="2026-07-06")[
        1
    ].is_solved


def test_a_withdrawn_suggestion_gives_the_matter_back(book_of: MakeBook) -> None:
    _, matter = read(book_of, SUBMITTED, ASSIGNED, ANSWERED, "{date: 2026-07-01, event: withdrawn}")
    assert (matter.suggestions, matter.is_solved, matter.is_open) == ((), False, True)


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
    book = book_of(
        {PATH.replace("2026", "2025", 1).replace("S2026", "S2025"): text + events},
        as_of="2026-03-31",
    )
    (answer,) = [duty for duty in next(iter(book.duties.values())) if duty.step == "answer_deputy"]
    assert answer.due == date(2026, 2, 28)


def test_signers_are_those_who_had_not_withdrawn(book_of: MakeBook) -> None:
    text = HEAD.format(kind="motion").replace("sources:", "cosigners: [sun-li]\nsources:")
    events = "events:\n  - {date: 2026-03-30, event: withdrew, who: sun-li}\n  - {date: 2026-04-01, event: submitted}\n"
    book = book_of({PATH: text + events, SOURCE: LETTER}, as_of="2026-10-09")
    (handling,) = book.handlings
    assert handling.signers_on(date(2026, 3, 29)) == ("zhang-wei", "sun-li")
    assert handling.signers_on(date(2026, 4, 1)) == ("zhang-wei",)


def test_a_signature_taken_back_has_its_day(book_of: MakeBook) -> None:
    text = HEAD.format(kind="suggestion").replace("sources:", "cosigners: [sun-li]\nsources:")
    events = "events:\n  - {date: 2026-04-01, event: submitted}\n  - {date: 2026-04-03, event: withdrew, who: sun-li}\n"
    (handling,) = book_of({PATH: text + events, SOURCE: LETTER}, as_of="2026-10-09").handlings
    assert (handling.withdrew("sun-li"), handling.withdrew("zhang-wei")) == (date(2026, 4, 3), None)
    assert handling.known_on(date(2026, 4, 2)).withdrew("sun-li") is None


def test_a_withdrawn_suggestion_says_so_from_that_day_on(book_of: MakeBook) -> None:
    handling, _ = read(book_of, SUBMITTED, WITHDRAWN)
    assert (handling.is_withdrawn, handling.withdrawn_on) == (True, date(2026, 4, 3))
    assert not handling.known_on(date(2026, 4, 2)).is_withdrawn


def test_within_a_day_the_order_in_the_file_is_the_order_of_life(book_of: MakeBook) -> None:
    answered = "{date: 2026-07-06, event: answered, by: housing, result: solved}"
    assert read(book_of, SUBMITTED, ASSIGNED, answered, SATISFIED)[0].state is State.SETTLED
    assert read(book_of, SUBMITTED, ASSIGNED, SATISFIED, answered)[0].state is State.TO_FEED_BACK


def test_the_opinion_of_an_assisting_department_answers_nothing(book_of: MakeBook) -> None:
    assigned = "{date: 2026-04-08, event: assigned, lead: urban, assisting: [housing]}"
    handling, matter = read(book_of, SUBMITTED, assigned, ANSWERED)
    assert (handling.state, handling.outcome, handling.answered_on) == (State.IN_HAND, None, None)
    assert not handling.misfits
    assert not matter.is_solved


def test_an_answer_without_a_name_is_of_the_lead_department(book_of: MakeBook) -> None:
    handling, _ = read(
        book_of, SUBMITTED, ASSIGNED, "{date: 2026-06-30, event: answered, result: solved}"
    )
    assert (handling.state, handling.answered_on) == (State.TO_FEED_BACK, date(2026, 6, 30))


def test_the_day_of_the_answer_is_that_of_the_first_one(book_of: MakeBook) -> None:
    supplement = "{date: 2026-07-20, event: answered, by: housing, result: solved}"
    handling, _ = read(book_of, SUBMITTED, ASSIGNED, PLANNED, supplement)
    assert (handling.answered_on, handling.outcome) == (date(2026, 6, 30), Outcome.SOLVED)
    assert "redo" not in {
        str(duty.step)
        for duty in whole(book_of, SUBMITTED, ASSIGNED, PLANNED, supplement).duties[handling.id]
    }


def test_a_deputy_may_accept_the_answer_after_all(book_of: MakeBook) -> None:
    accepted = "{date: 2026-07-10, event: rated, outcome: satisfied}"
    handling, matter = read(book_of, SUBMITTED, ASSIGNED, ANSWERED, DISSATISFIED, accepted)
    assert (handling.state, handling.settled_on) == (State.SETTLED, date(2026, 7, 10))
    assert matter.is_solved


def test_an_answer_before_a_reassignment_says_nothing_for_the_matter(book_of: MakeBook) -> None:
    refused = "{date: 2026-05-04, event: answered, by: housing, result: not_accepted}"
    assert not read(book_of, SUBMITTED, ASSIGNED, refused, as_of="2026-05-05")[1].is_solved
    handling, matter = read(book_of, SUBMITTED, ASSIGNED, refused, REASSIGNED)
    assert (handling.state, handling.outcome) == (State.IN_HAND, None)
    assert matter.outcome is None


@pytest.mark.parametrize(
    ("kept", "open_promise"),
    [
        ("", "划出夜间车位"),
        (', what: "划出夜间车位"', "安装路灯"),
        (', what: "安装路灯"', "划出夜间车位"),
    ],
)
def test_a_promise_is_kept_by_its_words_else_the_one_due_first(
    book_of: MakeBook, kept: str, open_promise: str
) -> None:
    later = PROMISED.replace("2026-09-30", "2026-10-31")
    lamps = '{date: 2026-06-30, event: promised, until: 2026-09-30, what: "安装路灯"}'
    handling, _ = read(
        book_of,
        SUBMITTED,
        ASSIGNED,
        PLANNED,
        later,
        lamps,
        f"{{date: 2026-09-20, event: kept{kept}}}",
    )
    assert [promise.made.what for promise in handling.open_promises] == [open_promise]


IMPORTED = 'ref: "31"\n'


@pytest.mark.parametrize(
    ("events", "state"),
    [
        (("{event: submitted}", "{event: answered, result: solved}", ASSIGNED), State.TO_FEED_BACK),
        ((SUBMITTED, "{event: assigned, lead: housing}", ANSWERED), State.TO_FEED_BACK),
        ((SUBMITTED, ASSIGNED, SATISFIED, "{event: answered, result: solved}"), State.SETTLED),
        (("{event: submitted}", "{event: assigned, lead: housing}", WITHDRAWN), State.SETTLED),
    ],
)
def test_an_undated_step_may_have_come_before_what_presupposes_it(
    book_of: MakeBook, events: tuple[str, ...], state: State
) -> None:
    text = (
        IMPORTED
        + HEAD.format(kind="suggestion")
        + "events:\n"
        + "".join(f"  - {event}\n" for event in events)
    )
    (handling,) = book_of({PATH: text, SOURCE: LETTER}, as_of="2026-10-09").handlings
    assert (handling.misfits, handling.state) == ([], state)


def test_a_step_on_an_unknown_day_is_unknown_and_no_duty_is_judged_by_it(book_of: MakeBook) -> None:
    text = IMPORTED + HEAD.format(kind="suggestion")
    events = f"events:\n  - {SUBMITTED}\n  - {ASSIGNED}\n  - {{event: answered, result: solved}}\n  - {{event: withdrawn}}\n"
    book = book_of({PATH: text + events, SOURCE: LETTER}, as_of="2026-10-09")
    (handling,) = book.handlings
    assert (handling.answered_on, handling.settled_on) == (UNKNOWN, UNKNOWN)
    assert {str(duty.step) for duty in book.duties[handling.id]} == {"assign"}
