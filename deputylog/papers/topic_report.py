"""Report topics that may need supervision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from deputylog.calendar import Period
from deputylog.finding import DeputylogError
from deputylog.kinds.references import REFERRED
from deputylog.names.find import find_agenda
from deputylog.papers.agenda import agenda
from deputylog.papers.topics import last_quarters, topics
from deputylog.repository.reading import read_repository
from deputylog.table import Report, Table


def topics_of(root: Path, group: str, period: Period | None, *, as_of: date, today: date) -> Report:
    """Return the topics of a period, by default of the last four quarters."""
    book, _ = read_repository(root, as_of=as_of, today=today)
    return topics(book, group, period or last_quarters(as_of))


def advice_on(root: Path, wanted: str, *, as_of: date, today: date) -> Report:
    """Return what voters advised on an activity; DeputylogError if it can be no agenda."""
    found = find_agenda(root, wanted)
    book, _ = read_repository(root, as_of=as_of, today=today)
    if not book.exists("agenda", found.id):
        raise DeputylogError(
            "{id}不是{what}", "{id} is no {what}", id=found.id, what=REFERRED["agenda"]
        )
    return agenda(book, found.id)


def one_cluster(report: Report, number: int) -> Table:
    """Return the records of a cluster; DeputylogError if there is no such cluster."""
    behind = next(table for table in report.tables if table.name == "records")
    rows = tuple(row for row in behind.rows if row[0] == number)
    if not rows:
        raise DeputylogError(
            "没有第{number}组相似问题；可用 'deputylog topics' 查看",
            "there is no cluster {number}; 'deputylog topics' lists them",
            number=number,
        )
    return replace(behind, rows=rows)
