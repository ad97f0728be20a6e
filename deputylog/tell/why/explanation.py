"""Lines that explain one deadline: its rule and basis, the count of days, and the result."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from deputylog.book import Book
from deputylog.calendar import DAY, Period, Span, Unit
from deputylog.life.duties import Duty
from deputylog.rule import basis_phrase
from deputylog.rules import RULES
from deputylog.text import counts
from deputylog.words import Bilingual, Phrase, phrase

Line = tuple[object, object]


def rests_on(book: Book, code: str, began: date) -> Phrase:
    """Return the rule in force when the case began, with its legal basis then."""
    rule = next((rule for rule in RULES if rule.code == code and rule.in_force(began)), None)
    if rule is None:
        return phrase(
            "{code}，{day}尚未施行或者已经失效",
            "{code}, not in force on {day}",
            code=code,
            day=began,
        )
    return phrase(
        "{code}，{basis}", "{code}, {basis}", code=code, basis=basis_phrase(rule, book, began) or ""
    )


def counted(start: date, within: Span, due: date) -> Phrase:
    return phrase(
        "自{start}起，当日不计，{span}：{due}",
        "{span} from {start}, not counting that day: {due}",
        start=start,
        span=counts.span(within),
        due=due,
    )


def skipped(book: Book, start: date, within: Span, due: date) -> Iterator[Line]:
    """Yield the rest days skipped, with reasons: all for working days, else those at the end."""
    calendar = book.clock.calendar
    first = (
        start + DAY
        if within.unit is Unit.WORKING_DAYS
        else calendar.after(start, within, move=False)
    )
    days = (first + number * DAY for number in range(len(Period(first, due))))
    if rest := [day for day in days if not calendar.is_working_day(day)]:
        passed = (
            Bilingual("不计的休息日：{days}", "not counted: {days}")
            if within.unit is Unit.WORKING_DAYS
            else Bilingual(
                "到期日逢休息日，顺延越过{days}",
                "the last day is a rest day and moves to the next working day, past {days}",
            )
        )
        yield "", phrase(passed, days=[_with_reason(book, day) for day in rest])


def _with_reason(book: Book, day: date) -> Phrase:
    return phrase(
        "{day}（{reason}）",
        "{day} ({reason})",
        day=day,
        reason=book.clock.calendar.rest_reason(day),
    )


def outcome(due: date, done: date | None, until: date) -> Phrase:
    """Return whether it was done in time, late, or not yet by `until`."""
    late = max(0, ((done or until) - due).days)
    if done:
        text = (
            Bilingual("{done}已办，逾期{days}", "done on {done}, {days} late")
            if late
            else Bilingual("{done}已办，未逾期", "done on {done}, in time")
        )
        return phrase(text, done=done, days=counts.days(late))
    left = (
        Bilingual("截至{day}未办，已逾期{days}", "not done by {day}, overdue by {days}")
        if late
        else Bilingual("截至{day}未办，尚在期限内", "not done by {day}, still in time")
    )
    return phrase(left, day=until, days=counts.days(late))


def overtaken(duty: Duty) -> Phrase:
    """Return what ended a duty after its last day, and when."""
    text = Bilingual(
        "未完成；{day}{ended_by}，当时已逾期{days}", "not done; {ended_by} on {day}, {days} late"
    )
    return phrase(text, ended_by=duty.ended_by, day=duty.ended, days=counts.days(duty.days_late))


def excused(book: Book, code: str, subject: str, days: Period) -> Iterator[Line]:
    """Yield why a breach of these days is excused, and by which record."""
    for filed in book.excuses_of(code, subject, days):
        yield (
            "",
            phrase(
                "准予说明：{why}（{id}）",
                "accepted: {why} ({id})",
                why=filed.record.why,
                id=filed.id,
            ),
        )
