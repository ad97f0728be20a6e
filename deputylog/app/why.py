"""How each deadline of a record was reckoned: start, span, days skipped and why, result, rule and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from deputylog.app.find import NothingFoundError, find_with_a_life
from deputylog.app.names import Register, UnknownNameError
from deputylog.app.repository import read_repository
from deputylog.book import Book
from deputylog.calendar import DAY, Period, Unit
from deputylog.model.duty import Duty, Step
from deputylog.rule import basis_phrase
from deputylog.rules import rule_with_code
from deputylog.words import N_, Phrase, Said, phrase

Line = tuple[object, object]

RULES_OF_STEPS = {
    Step.DELIVER: "L001",
    Step.REPLY: "L002",
    Step.FORWARD: "L003",
    Step.FOLLOW_UP: "L004",
    Step.ANSWER: "L005",
    Step.FEED_BACK: "L006",
    Step.TELL_GROUP: "L007",
    Step.ASSIGN: "S004",
    Step.ANSWER_DEPUTY: "S005",
    Step.RATE: "S006",
    Step.REDO: "S007",
    Step.KEEP_PROMISE: "S008",
    Step.TELL_VOTERS: "S010",
}
_UNITS = {
    Unit.DAYS: Said("天", "days"),
    Unit.WORKING_DAYS: Said("个工作日", "working days"),
    Unit.MONTHS: Said("个月", "months"),
}


def reckoning(root: Path, wanted: str, *, as_of: date, today: date) -> tuple[str, list[Line]]:
    """The id of a matter, suggestion or deputy, and a line for each step of the reckoning."""
    book, _ = read_repository(root, as_of=as_of, today=today)
    try:
        found = find_with_a_life(root, wanted).id
    except NothingFoundError as nothing:
        try:
            deputy = Register(root).resolve("deputy", wanted)
        except UnknownNameError:
            raise nothing from None
        return deputy, list(_visits(book, deputy))
    return found, list(_deadlines(book, book.duties.get(found, ())))


def _deadlines(book: Book, duties: Sequence[Duty]) -> Iterator[Line]:
    for duty in duties:
        yield duty.step, _rests_on(book, duty)
        yield "", _counted(duty)
        if skipped := _skipped(book, duty):
            yield "", phrase(N_("not counted: {days}"), days=skipped)
        yield "", _outcome(book, duty)
    if not duties:
        yield "", phrase(N_("no deadline runs for it"))


def _rests_on(book: Book, duty: Duty) -> Phrase:
    code = RULES_OF_STEPS[duty.step]
    rule = rule_with_code(code)
    assert rule
    return phrase(N_("{code}, {basis}"), code=code, basis=basis_phrase(rule, book, duty.start) or "")


def _counted(duty: Duty) -> Phrase:
    return phrase(
        N_("from {start}, that day not counted, {count} {unit}: {due}"),
        start=duty.start,
        count=duty.within.count,
        unit=_UNITS[duty.within.unit],
        due=duty.due,
    )


def _skipped(book: Book, duty: Duty) -> list[Phrase]:
    """The rest days that were passed over, each with its reason: all of them for working days, else those at the end."""
    calendar = book.clock.calendar
    first = duty.start + DAY if duty.within.unit is Unit.WORKING_DAYS else calendar.after(duty.start, duty.within, move=False)
    days = (first + number * DAY for number in range(len(Period(first, duty.due))))
    return [phrase(N_("{day} ({reason})"), day=day, reason=calendar.rest_reason(day)) for day in days if not calendar.is_working_day(day)]


def _outcome(book: Book, duty: Duty) -> Phrase:
    if duty.done:
        done = N_("done on {done}, {days} days late") if duty.days_late else N_("done on {done}, in time")
        return phrase(done, done=duty.done, days=duty.days_late)
    left = N_("not done by {day}, overdue by {days} days") if duty.days_late else N_("not done by {day}, still in time")
    return phrase(left, day=min(duty.until, book.as_of), days=duty.days_late)


def _visits(book: Book, deputy: str) -> Iterator[Line]:
    for filed, quota in book.quotas:
        if filed.id == deputy:
            yield (
                phrase(N_("visits of {year}"), year=quota.year.first.year),
                phrase(
                    N_("{days} days in office, {owed} owed, {made} made, by {due}"),
                    days=quota.days,
                    owed=quota.owed,
                    made=quota.made,
                    due=quota.year.last,
                ),
            )
            settings = book.clock.settings_on(quota.year.first)
            if settings.visits_pro_rata and quota.days < settings.visits_full_from:
                yield (
                    "",
                    phrase(
                        N_("{full} days or more owe all {visits}, {half} or more half of them, fewer none (local)"),
                        full=settings.visits_full_from,
                        half=settings.visits_half_from,
                        visits=settings.visits_per_year,
                    ),
                )
