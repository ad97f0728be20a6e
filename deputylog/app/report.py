"""Write reports to files, and record that a list was handed in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from deputylog import render
from deputylog.app.entering.entry import Made
from deputylog.app.repository import read_repository
from deputylog.book import Book
from deputylog.calendar import Quarter
from deputylog.distinct import file_names
from deputylog.finding import DeputylogError
from deputylog.model.fields import WORKING_BODY
from deputylog.model.kinds import SUBMISSION
from deputylog.render import Paper
from deputylog.reports.public import public_edition
from deputylog.reports.quarterly_list import QuarterlyList, quarterly_list, reporting_day
from deputylog.table import Report
from deputylog.words import N_, Words

FORMATS = render.NAMES
Progress = Callable[[int, int], None]


def list_of_quarter(root: Path, quarter: Quarter, group: str | None, *, as_of: date | None, today: date) -> QuarterlyList:
    """Return the list as known on `as_of`; by default on the day it was handed in, else today."""
    book, _ = read_repository(root, as_of=as_of or today, today=today)
    return _list(book, quarter, group, as_of)


def _list(book: Book, quarter: Quarter, group: str | None, as_of: date | None) -> QuarterlyList:
    if as_of is None:
        book = replace(book, as_of=reporting_day(book, quarter, group, book.today))
    if quarter.period.first > book.as_of:
        raise DeputylogError(N_("{quarter} had not begun on {day}"), quarter=str(quarter), day=book.as_of)
    return quarterly_list(book, quarter, group)


def lists_of_groups(root: Path, quarter: Quarter, *, as_of: date | None, today: date) -> list[tuple[str, QuarterlyList]]:
    """Return the list of each group, with a file name that no other group has."""
    book, _ = read_repository(root, as_of=as_of or today, today=today)
    names = file_names({group: book.name("group", group) for group in book.groups})
    return [(name, _list(book, quarter, group, as_of)) for group, name in names.items()]


def paper(root: Path, report: Report, format: str, words: Words, *, public: bool = False, room: int = 0) -> Paper:
    """Return a report in one of the FORMATS; with `public`, only what may be published.

    `room` is the width of the terminal for Markdown; 0 is for a file.
    """
    edition = public_edition(report) if public else report
    return render.paper(edition, format, words, root / "templates", room)


def check_is_over(quarter: Quarter, day: date) -> None:
    """Raise DeputylogError unless the quarter is over; its last day still belongs to it."""
    if day <= quarter.period.last:
        text = N_("{quarter} is not over on {day}; its list can be handed in from {first}")
        raise DeputylogError(text, quarter=str(quarter), day=day, first=quarter.next().period.first)


def submission(root: Path, made: QuarterlyList, file: bytes, quarter: Quarter, group: str, by: str | None, day: date) -> Made:
    """Return the record that the list was handed in: the file's hash, the counts and a digest of every row.

    DeputylogError if the quarter is not over, or if its list was handed in before.
    """
    check_is_over(quarter, day)
    book, _ = read_repository(root, as_of=day, today=day)
    if before := book.submission(group, quarter):
        text = N_("the list of {quarter} was already handed in on {day}: {path}")
        raise DeputylogError(text, quarter=str(quarter), day=before.record.handed_in, path=before.path)
    data = {
        "group": group,
        "quarter": str(quarter),
        "date": day.isoformat(),
        "by": by,
        "to": WORKING_BODY,
        "file_hash": hashlib.sha256(file).hexdigest(),
        "heads": made.heads,
        "rows": made.rows,
    }
    return Made(SUBMISSION, data, day)
