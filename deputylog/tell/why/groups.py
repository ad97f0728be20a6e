"""Explain the deadlines of a group: its quarterly lists and its half-yearly or yearly tasks."""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.calendar import Period, Quarter, Span, Unit
from deputylog.tell.due import tasks_of_periods
from deputylog.tell.why.explanation import Line, counted, excused, outcome, rests_on, skipped
from deputylog.words import phrase


def of_group(book: Book, group: str) -> Iterator[Line]:
    since = book.district.records_from
    if since > book.as_of:
        yield (
            "",
            phrase(
                "{day}（records_from）之前起算的期限不作评判",
                "deadlines that began before {day} (records_from) are not judged",
                day=since,
            ),
        )
        return
    quarter = Quarter.of(since)
    while quarter.period.first <= book.as_of:
        if book.owes_list(group, quarter):
            yield from _list(book, group, quarter)
        quarter = quarter.next()
    for owed in tasks_of_periods(book):
        if owed.group == group:
            yield owed.what, rests_on(book, owed.code, book.as_of)
            yield (
                "",
                phrase(
                    "至{day}尚未开展，应于{due}前完成：{about}",
                    "not done by {day}, still in time until {due}: {about}",
                    day=book.as_of,
                    due=owed.due,
                    about=owed.about,
                ),
            )


def _list(book: Book, group: str, quarter: Quarter) -> Iterator[Line]:
    start, due = quarter.period.last, book.clock.list_due(quarter)
    within = Span(book.clock.settings_on(start).quarterly_list_due, Unit.DAYS)
    lists = [filed.record.handed_in for filed in book.submissions_of(group, quarter)]
    yield (
        phrase("{quarter}季度清单", "list of {quarter}", quarter=str(quarter)),
        rests_on(book, "G001", quarter.period.first),
    )
    yield "", counted(start, within, due)
    yield from skipped(book, start, within, due)
    handed_in = lists[0] if lists else None
    yield "", outcome(due, handed_in, book.as_of)
    if len(lists) > 1:
        yield (
            "",
            phrase(
                "已于{days}更正；是否按时以首次报送为准",
                "corrected on {days}; the first list is judged",
                days=lists[1:],
            ),
        )
    if (handed_in or book.as_of) > due:
        yield from excused(book, "G001", group, Period(due, due))
