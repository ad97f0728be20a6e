"""Writing papers and handing them in."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

from deputylog.app.add import add
from deputylog.app.repository import read_repository
from deputylog.calendar import Quarter
from deputylog.finding import CannotReadError, DeputylogError
from deputylog.model.fields import WORKING_BODY
from deputylog.model.kinds import SUBMISSION
from deputylog.render.json import report_json
from deputylog.render.paper import render
from deputylog.reports.quarterly_list import QuarterlyList, quarterly_list, reporting_day
from deputylog.store.files import replace_file
from deputylog.words import N_, Words

FORMATS = ("md", "html", "json")


def list_of_quarter(root: Path, quarter: Quarter, group: str | None, *, as_of: date | None, today: date) -> QuarterlyList:
    """The list as known on `as_of`; without one, on the day it was handed in, else today."""
    book, _ = read_repository(root, as_of=as_of or today, today=today)
    if as_of is None:
        book = replace(book, as_of=reporting_day(book, quarter, group, today))
    if quarter.period.first > book.as_of:
        raise DeputylogError(N_("{quarter} had not begun on {day}"), quarter=str(quarter), day=book.as_of)
    return quarterly_list(book, quarter, group)


def paper_text(root: Path, made: QuarterlyList, format: str, words: Words) -> str:
    if format == "json":
        return report_json(made.report, words)
    return render(made.report, format, words, root / "templates")


def write_paper(out: Path, text: str) -> None:
    """Write a paper; CannotReadError when the place does not take it."""
    try:
        replace_file(out, text)
    except OSError as error:
        raise CannotReadError(N_("{path}: cannot be written: {reason}"), path=str(out), reason=error.strerror or "") from error


def submit(root: Path, made: QuarterlyList, text: str, quarter: Quarter, group: str, *, by: str | None, day: date, random: Random) -> str:
    """Record that the list was handed in: the file's hash, its counts and a digest of every row. Gives the path."""
    book, _ = read_repository(root, as_of=day, today=day)
    before = book.submission(group, quarter)
    if before:
        raise DeputylogError(
            N_("the list of {quarter} was handed in on {day} already: {path}"),
            quarter=str(quarter),
            day=before.record.handed_in,
            path=before.path,
        )
    if quarter.period.last >= day:
        raise DeputylogError(
            N_("{quarter} is not over on {day}; a list is handed in when the quarter has ended"), quarter=str(quarter), day=day
        )
    data = {
        "group": group,
        "quarter": str(quarter),
        "date": day.isoformat(),
        "by": by,
        "to": WORKING_BODY,
        "file_hash": hashlib.sha256(text.encode("utf-8")).hexdigest(),
        "heads": made.heads,
        "rows": made.rows,
    }
    return add(root, SUBMISSION, data, day=day, random=random)
