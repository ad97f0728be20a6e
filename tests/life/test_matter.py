"""How a matter stands: its state, its result, since when it is settled, and who sees to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from deputylog.book import Book
from deputylog.life.matter import Matter
from deputylog.record.unknown_day import UNKNOWN
from tests.conftest import GROUP, LETTER

MakeBook = Callable[..., Book]

FORWARDED = "{date: 2026-03-04, event: forwarded, to: housing}"
ALSO = "{date: 2026-03-04, event: forwarded, to: urban}"
REPLIED = "{date: 2026-03-05, event: replied, how: phone}"
ANSWERED = "{date: 2026-03-20, event: answered, by: housing, result: solved}"
IN_PROGRESS = "{date: 2026-03-20, event: answered, by: housing, result: in_progress}"
NOT_NOW = "{date: 2026-03-22, event: answered, by: urban, result: not_now}"
DECLINED = "{date: 2026-03-10, event: declined, by: housing}"
AIDED = "{date: 2026-03-10, event: aided}"
FED_BACK = "{date: 2026-03-25, event: fed_back, how: phone, satisfaction: satisfied}"
DISSATISFIED = "{date: 2026-03-25, event: fed_back, how: phone, satisfaction: dissatisfied}"
REOPENED = "{date: 2026-04-10, event: reopened}"


def closed(why: str) -> str:
    return f"{{date: 2026-03-26, event: closed, why: {why}}}"


def letter(*events: str, kind: str = "request", more: str = "") -> str:
    head = f"received: 2026-03-02\nconstituency: c03\nkind: {kind}\n{more}"
    return head + ("events:\n" + "".join(f"  - {event}\n" for event in events) if events else "")


def read(
    book_of: MakeBook,
    *events: str,
    kind: str = "request",
    more: str = "",
    as_of: str = "2026-06-30",
) -> Matter:
    (matter,) = book_of({LETTER: letter(*events, kind=kind, more=more)}, as_of=as_of).matters
    return matter


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ((), "new"),
        (("{date: 2026-03-03, event: group_told}",), "new"),
        ((REPLIED,), "in_hand"),
        ((FORWARDED,), "in_hand"),
        ((FORWARDED, ANSWERED), "to_feed_back"),
        ((FORWARDED, ALSO, ANSWERED), "in_hand"),
        ((FORWARDED, ALSO, DECLINED, NOT_NOW), "to_feed_back"),
        ((AIDED,), "to_feed_back"),
        ((FORWARDED, ANSWERED, FED_BACK), "settled"),
        ((FORWARDED, ANSWERED, DISSATISFIED), "again"),
        ((FORWARDED, ANSWERED, FED_BACK, REOPENED), "again"),
        ((closed("explained"),), "settled"),
    ],
)
def test_a_request_is_in_one_of_five_states(
    book_of: MakeBook, events: tuple[str, ...], state: str
) -> None:
    assert str(read(book_of, *events).state) == state


@pytest.mark.parametrize(
    ("events", "outcome"),
    [
        ((FORWARDED,), None),
        ((FORWARDED, IN_PROGRESS), None),
        ((FORWARDED, ANSWERED), "solved"),
        ((FORWARDED, ALSO, ANSWERED), None),
        ((FORWARDED, ALSO, ANSWERED, NOT_NOW), "partly_solved"),
        ((FORWARDED, ALSO, DECLINED, NOT_NOW), "not_now"),
        ((AIDED,), "solved"),
        ((REPLIED,), None),
        ((FORWARDED, ANSWERED, DISSATISFIED), None),
        ((FORWARDED, ANSWERED, FED_BACK, REOPENED), None),
        ((FORWARDED, ANSWERED, closed("other")), "solved"),
        ((closed("other"),), None),
        ((FORWARDED, ANSWERED, closed("litigation")), "litigation"),
        ((closed("duplicate"),), "joined"),
        ((closed("joined"),), "joined"),
        ((closed("explained"),), "explained"),
        ((closed("answered_on_the_spot"),), "answered_on_the_spot"),
        ((closed("withdrawn"),), "withdrawn"),
        ((closed("no_address"),), "no_address"),
    ],
)
def test_the_result_is_that_of_the_present_life(
    book_of: MakeBook, events: tuple[str, ...], outcome: str | None
) -> None:
    found = read(book_of, *events).outcome
    assert (None if found is None else str(found)) == outcome


@pytest.mark.parametrize(
    ("kind", "events", "settled"),
    [
        ("opinion", (), None),
        ("opinion", (REPLIED,), "2026-03-05"),
        ("inquiry", (FORWARDED, REPLIED), None),
        ("inquiry", (FORWARDED, REPLIED, ANSWERED), "2026-03-20"),
        ("other", (FORWARDED, ANSWERED, FED_BACK), "2026-03-25"),
        ("litigation", (REPLIED,), None),
        ("litigation", (FORWARDED, REPLIED, ANSWERED, FED_BACK), None),
        ("litigation", (REPLIED, closed("litigation")), "2026-03-26"),
        ("thanks", (), "2026-03-02"),
        ("accusation", (), None),
        ("accusation", ("{date: 2026-03-04, event: forwarded, to: discipline}",), "2026-03-04"),
        ("request", (FED_BACK,), "2026-03-25"),
        ("request", (FORWARDED, DECLINED, FED_BACK), "2026-03-25"),
        (
            "request",
            (FORWARDED, FED_BACK, "{date: 2026-03-26, event: declined, by: housing}"),
            None,
        ),
        (
            "request",
            (
                FORWARDED,
                FED_BACK,
                "{date: 2026-03-26, event: declined, by: housing}",
                "{date: 2026-03-27, event: fed_back}",
            ),
            "2026-03-27",
        ),
        ("request", (FORWARDED, FED_BACK), None),
        (
            "request",
            (
                FORWARDED,
                FED_BACK,
                "{date: 2026-03-26, event: answered, by: housing, result: solved}",
            ),
            None,
        ),
    ],
)
def test_what_settles_it_depends_on_its_kind(
    book_of: MakeBook, kind: str, events: tuple[str, ...], settled: str | None
) -> None:
    assert read(book_of, *events, kind=kind).settled_on == (settled and date.fromisoformat(settled))


@pytest.mark.parametrize("writer", ["anonymous", "no_address"])
@pytest.mark.parametrize("kind", ["request", "opinion", "inquiry", "other"])
@pytest.mark.parametrize(
    ("events", "settled"),
    [
        ((), None),
        ((FORWARDED,), None),
        ((FORWARDED, IN_PROGRESS), None),
        ((FORWARDED, ANSWERED), date(2026, 3, 20)),
        ((FORWARDED, DECLINED), None),
        ((AIDED,), None),
        ((closed("no_address"),), date(2026, 3, 26)),
    ],
)
def test_a_writer_who_cannot_be_told_does_not_settle_it(
    book_of: MakeBook, writer: str, kind: str, events: tuple[str, ...], settled: date | None
) -> None:
    assert read(book_of, *events, kind=kind, more=f"writer: {writer}\n").settled_on == settled


def test_events_of_one_day_happened_in_the_order_of_the_file(book_of: MakeBook) -> None:
    on_one_day = [
        FORWARDED,
        "{date: 2026-03-25, event: answered, by: housing, result: solved}",
        FED_BACK,
    ]
    assert not read(book_of, *on_one_day).is_open
    assert read(book_of, FORWARDED, on_one_day[2], on_one_day[1]).is_open
    reopened = "{date: 2026-04-10, event: forwarded, to: urban}"
    assert read(book_of, *on_one_day, REOPENED, reopened).having == ("urban",)
    assert read(book_of, *on_one_day, reopened, REOPENED).having == ()


def test_an_answer_after_the_voter_was_told_must_be_told_again(book_of: MakeBook) -> None:
    later = "{date: 2026-04-01, event: forwarded, to: urban}"
    answered = "{date: 2026-04-20, event: answered, by: urban, result: solved}"
    told = "{date: 2026-04-22, event: fed_back}"
    assert read(book_of, FORWARDED, ANSWERED, FED_BACK, later).is_open
    assert (
        str(read(book_of, FORWARDED, ANSWERED, FED_BACK, later, answered).state) == "to_feed_back"
    )
    assert read(book_of, FORWARDED, ANSWERED, FED_BACK, later, answered, told).settled_on == date(
        2026, 4, 22
    )


def test_it_is_settled_from_the_day_on_which_it_became_so(book_of: MakeBook) -> None:
    """On every day it is open or settled just as `settled_on` says from the end."""
    events = (FORWARDED, ALSO, REPLIED, ANSWERED, "{date: 2026-04-08, event: declined, by: urban}")
    matter = read(book_of, *events, kind="inquiry")
    assert matter.settled_on == date(2026, 4, 8)
    assert [matter.known_on(date(2026, 4, day)).is_open for day in (7, 8)] == [True, False]


def test_what_nobody_dated_is_done_on_an_unknown_day(book_of: MakeBook) -> None:
    undated = "{event: fed_back}"
    matter = read(book_of, FORWARDED, ANSWERED, undated, more="ref: 12345-1\n")
    assert matter.settled_on is UNKNOWN
    assert not matter.known_on(date(2026, 3, 20)).is_open, (
        "the day is not known, so it shows on every day"
    )


def test_a_forward_of_an_unknown_day_may_be_the_one_that_was_answered(book_of: MakeBook) -> None:
    matter = read(book_of, ANSWERED, "{event: forwarded, to: housing}", more="ref: 12345-1\n")
    assert (str(matter.outcome), matter.misfits) == ("solved", ())


OPENED = "records/openings/2026/O20260302-00000.yaml"
FOUND = "received: 2026-03-02\nmailbox: m03\nkind: request\n"
VISIT = "records/visits/2026/V20260302-00000.yaml"
MET = "date: 2026-03-02\ndeputies: [zhang-wei, sun-li]\nconstituency: c03\nmatters:\n  - id: p4f9\n    kind: request\n"


@pytest.mark.parametrize(
    ("more", "deputies"),
    [
        ("", ("zhang-wei", "sun-li")),
        ("    deputy: sun-li\n", ("sun-li",)),
        (
            "    events:\n      - {date: 2026-03-03, event: delivered, to: zhang-wei}\n",
            ("zhang-wei",),
        ),
    ],
)
def test_a_matter_of_a_visit_belongs_to_all_who_visited_unless_one_sees_to_it(
    book_of: MakeBook, more: str, deputies: tuple[str, ...]
) -> None:
    (matter,) = book_of({VISIT: MET + more}, as_of="2026-03-31").matters
    assert matter.deputies == deputies
    assert matter.deputy == (deputies[0] if len(deputies) == 1 else None)


@pytest.mark.parametrize(
    ("by", "more", "deputies"),
    [
        ("zhang-wei", "", ("zhang-wei",)),
        ("liu-fang", "", ()),
        ("sun-li", "", ()),
        ("zhang-wei", "deputy: sun-li\n", ("sun-li",)),
        (
            "zhang-wei",
            "events:\n  - {date: 2026-03-03, event: delivered, to: sun-li}\n",
            ("sun-li",),
        ),
    ],
)
def test_a_deputy_who_opens_the_mailbox_that_he_keeps_has_its_letters(
    book_of: MakeBook, by: str, more: str, deputies: tuple[str, ...]
) -> None:
    opened = f"date: 2026-03-02\ngroup: lianhua\nby: {by}\nmailboxes: {{m03: 1}}\n"
    (matter,) = book_of({LETTER: FOUND + more, OPENED: opened}, as_of="2026-03-31").matters
    assert matter.deputies == deputies


def test_who_keeps_the_mailbox_is_asked_on_the_day_of_the_opening(book_of: MakeBook) -> None:
    handed_over = GROUP.replace(
        "      - {from: 2026-03-02, who: zhang-wei}\n",
        "      - {from: 2025-01-01, who: sun-li}\n      - {from: 2026-03-02, who: zhang-wei}\n",
    )
    files = {
        "records/groups/lianhua.yaml": handed_over.replace(
            "from: 2026-03-02\n    keepers", "from: 2025-01-01\n    keepers"
        ),
        "records/letters/2025/L20250602-00000.yaml": FOUND.replace("2026-03-02", "2025-06-02"),
        "records/openings/2025/O20250602-00000.yaml": "date: 2025-06-02\ngroup: lianhua\nby: sun-li\nmailboxes: {m03: 1}\n",
    }
    assert [matter.deputies for matter in book_of(files, as_of="2026-03-31").matters] == [
        ("sun-li",)
    ]


@pytest.mark.parametrize(
    ("events", "kind", "step", "who", "due"),
    [
        ((), "request", "forward", ("zhang-wei",), "2026-03-09"),
        ((FORWARDED,), "request", "reply", ("zhang-wei",), "2026-03-17"),
        ((FORWARDED, REPLIED), "request", "follow_up", ("zhang-wei",), "2026-04-03"),
        ((FORWARDED, REPLIED, IN_PROGRESS), "request", "carry_out", ("housing",), None),
        ((FORWARDED, REPLIED, DECLINED), "request", "forward_again", ("zhang-wei",), "2026-03-17"),
        ((FORWARDED, REPLIED, ANSWERED), "request", "feed_back", ("zhang-wei",), "2026-04-07"),
        (
            (FORWARDED, REPLIED, ANSWERED, DISSATISFIED),
            "request",
            "handle_again",
            ("zhang-wei",),
            "2026-04-01",
        ),
        ((REPLIED,), "litigation", "close", ("zhang-wei",), None),
        ((), "inquiry", "reply", ("zhang-wei",), "2026-03-17"),
        ((), "accusation", "forward", (), "2026-03-09"),
    ],
)
def test_the_next_step_is_the_one_that_is_due_first(
    book_of: MakeBook,
    events: tuple[str, ...],
    kind: str,
    step: str,
    who: tuple[str, ...],
    due: str | None,
) -> None:
    more = "" if kind == "accusation" else "deputy: zhang-wei\n"
    book = book_of({LETTER: letter(*events, kind=kind, more=more)}, as_of="2026-03-30")
    following = book.next_of["L20260302-00000"]
    assert following
    assert (str(following.step), following.who, following.due) == (
        step,
        who,
        due and date.fromisoformat(due),
    )


def test_when_half_a_year_is_over_the_next_step_is_a_suggestion(book_of: MakeBook) -> None:
    def following(day: str) -> str:
        files = {LETTER: letter(FORWARDED, REPLIED, IN_PROGRESS, more="deputy: zhang-wei\n")}
        found = book_of(files, as_of=day).next_of["L20260302-00000"]
        return str(found.step) if found else ""

    assert [following(day) for day in ("2026-09-02", "2026-09-03")] == ["carry_out", "suggest"]


def test_what_waits_to_be_fed_back_has_no_other_next_step(book_of: MakeBook) -> None:
    more = "mailbox: m03\nchannel: mailbox\ndeputy: zhang-wei\n"
    text = letter(FORWARDED, ANSWERED, more=more).replace("constituency: c03\n", "")
    book = book_of({LETTER: text}, as_of="2026-03-30")
    (matter,) = book.matters
    following = book.next_of[matter.id]
    assert following
    assert (str(matter.state), str(following.step)) == ("to_feed_back", "feed_back")


def test_a_settled_matter_has_no_next_step(book_of: MakeBook) -> None:
    book = book_of({LETTER: letter(FORWARDED, ANSWERED, FED_BACK)}, as_of="2026-03-30")
    assert book.next_of["L20260302-00000"] is None


@pytest.mark.parametrize(
    ("day", "owed"), [("2026-03-16", False), ("2026-03-17", False), ("2026-03-18", True)]
)
def test_a_reply_that_was_not_yet_due_when_the_matter_was_closed_was_not_owed(
    book_of: MakeBook, day: str, owed: bool
) -> None:
    book = book_of(
        {LETTER: letter(f"{{date: {day}, event: closed, why: explained}}")}, as_of="2026-06-30"
    )
    found = [
        (duty.is_running, str(duty.ended_by))
        for duty in book.duties["L20260302-00000"]
        if duty.step == "reply"
    ]
    assert found == ([(False, "closed")] if owed else [])
