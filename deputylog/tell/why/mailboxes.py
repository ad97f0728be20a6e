"""Explain the weeks of a mailbox: opening required or not, done, explained or excused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from deputylog.book import Book
from deputylog.calendar import DAY, Week, week_ranges
from deputylog.life.record_places import MailboxInGroup
from deputylog.life.weeks import MailboxWeeks, last_day_to_open
from deputylog.tell.why.explanation import Line, rests_on
from deputylog.text import counts
from deputylog.words import Bilingual, Phrase, phrase

_JUDGED = Bilingual("开箱周", "weeks of opening")
_OWED = Bilingual("应开启", "owed")
_EXEMPT = Bilingual("不要求开启", "exempt")
_OPENED = Bilingual("已开启", "opened")
_STATED = Bilingual("已说明未开启", "stated, not opened")
_MISSED = Bilingual("未开启", "missed")
_EXCUSED = Bilingual("准予说明", "excused")
_THIS_WEEK = Bilingual("本周", "this week")


def of_mailbox(book: Book, wanted: str) -> Iterator[Line]:
    held, known = book.mailboxes[wanted], book.mailbox_weeks[wanted]
    yield _JUDGED, rests_on(book, "M001", book.as_of)
    yield "", _in_use(book, held)
    for place in held.mailbox.places:
        yield (
            "",
            phrase(
                "自{day}起设于{place}", "from {day} at {place}", day=place.start, place=place.at
            ),
        )
    judged = known.counted(book.as_of)
    yield from _by_year(_OWED, judged)
    yield from _exempt(book, held)
    yield from _by_year(_OPENED, (week for week in judged if week in known.opened))
    yield from _stated(book, wanted)
    missed = known.missed(book.as_of)
    yield from _by_year(_MISSED, missed)
    yield from _excused(book, wanted, missed)
    yield from _this_week(book, known)


def _by_year(head: Bilingual, several: Iterable[Week]) -> Iterator[Line]:
    """A line for the weeks of each year, as the papers on a year count them; one if there are none."""
    years = [list(weeks) for _, weeks in groupby(several, key=lambda week: week.year)]
    if not years:
        yield head, phrase("无", "none")
    for weeks in years:
        yield head, _counted(weeks)


def _counted(several: list[Week]) -> Phrase:
    return phrase(
        Bilingual("{count}周：{weeks}", "{count} week: {weeks}", "{count} weeks: {weeks}"),
        count=len(several),
        weeks=week_ranges(several),
    )


def _in_use(book: Book, held: MailboxInGroup) -> Phrase:
    mailbox, since = held.mailbox, book.district.records_from
    first = max(mailbox.start or since, since)
    text = (
        Bilingual(
            "{start}至{end}启用，按周一至周日的整周计",
            "in use from {start} to {end}; whole weeks count, Monday to Sunday",
        )
        if mailbox.end
        else Bilingual("自{start}起启用，按整周计", "in use from {start}; whole weeks count")
    )
    return phrase(text, start=first, end=mailbox.end)


def _exempt(book: Book, held: MailboxInGroup) -> Iterator[Line]:
    """Yield weeks with few working days (`exempt_if_workdays_at_most`) and the holidays in them."""
    known = book.mailbox_weeks[held.id]
    for week in known.whole:
        if week not in known.owed:
            yield _EXEMPT, _few_working_days(book, week)


def _few_working_days(book: Book, week: Week) -> Phrase:
    calendar = book.clock.calendar
    rest = [
        week.monday + number * DAY
        for number in range(5)
        if not calendar.is_working_day(week.monday + number * DAY)
    ]
    reasons = list(dict.fromkeys(calendar.rest_reason(day) for day in rest))
    text = Bilingual(
        "{week}：{days}（{reasons}；本地规定：exempt_if_workdays_at_most = {at_most}）",
        "{week}: {days} ({reasons}; local: exempt_if_workdays_at_most = {at_most})",
    )
    days = counts.working_days(len(calendar.working_days(week.period)))
    return phrase(
        text,
        week=week,
        days=days,
        reasons=reasons,
        at_most=book.clock.settings_on(week.monday).exempt_if_workdays_at_most,
    )


def _stated(book: Book, wanted: str) -> Iterator[Line]:
    """Yield the openings that say why the mailbox was not opened."""
    for filed in sorted(book.openings, key=lambda opening: (opening.record.held_on, opening.id)):
        if reason := filed.record.not_opened.get(wanted):
            day = filed.record.held_on
            yield (
                _STATED,
                phrase(
                    "{week}：{why}，{day}",
                    "{week}: {why}, {day}",
                    week=Week.of(day),
                    why=reason.why,
                    day=day,
                ),
            )


def _excused(book: Book, wanted: str, missed: Iterable[Week]) -> Iterator[Line]:
    """Yield each excuse of weeks without an opening, with those weeks."""
    weeks: dict[str, list[Week]] = {}
    why: dict[str, str] = {}
    for week in missed:
        for filed in book.excuses_of("M001", wanted, week.period):
            weeks.setdefault(filed.id, []).append(week)
            why[filed.id] = filed.record.why
    for excuse, several in weeks.items():
        text = Bilingual("{weeks}：{why}（{id}）", "{weeks}: {why} ({id})")
        yield _EXCUSED, phrase(text, weeks=week_ranges(several), why=why[excuse], id=excuse)


def _this_week(book: Book, known: MailboxWeeks) -> Iterator[Line]:
    week = Week.of(book.as_of)
    if week not in known.owed:
        return
    last = last_day_to_open(week, book.clock, book.as_of)
    text = (
        Bilingual("{week}：已开启", "{week}: opened")
        if week in known.opened
        else Bilingual("{week}：应于{last}前开启", "{week}: to be opened by {last}")
    )
    yield _THIS_WEEK, phrase(text, week=week, last=last)
