"""Ageing: open matters by department and waiting time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.model.fields import is_exact
from deputylog.model.matter import Matter
from deputylog.model.unknown import UNKNOWN, Day
from deputylog.picture import Form, Line, Picture
from deputylog.reports.clusters import is_candidate
from deputylog.table import Column, Table
from deputylog.words import N_, Said, phrase

UP_TO = (30, 60, 90)
KEYS = (
    ("to_30", Said("30天以内", "up to 30 days")),
    ("to_60", Said("31—60天", "31–60 days")),
    ("to_90", Said("61—90天", "61–90 days")),
    ("over_90", Said("90天以上", "over 90 days")),
    ("unknown", Said("起始日期不详", "since an unknown day")),
)
TITLE = Said("未办结问题在各部门的时间", "how long open matters lie with departments")
NOBODY = Said("尚未转交", "not forwarded")


def ageing(book: Book, group: str, period: Period) -> Picture:
    """Return open matters by the department that owes an answer and by days since forwarding."""
    counts: dict[str, list[int]] = {}
    total = 0
    for matter in book.matters:
        if matter.is_open and is_candidate(matter) and group in ("", matter.group) and matter.received <= period.last:
            total += 1
            for department, since in _waiting(matter):
                counts.setdefault(department, [0] * len(KEYS))[_class(since, book.as_of)] += 1
    ordered = sorted(counts.items(), key=lambda item: (not item[0], -sum(item[1]), item[0]))
    lines = tuple(Line(book.name("department", name) if name else NOBODY, tuple(numbers), sum(numbers)) for name, numbers in ordered)
    columns = (
        Column("department", Said("部门", "department")),
        *(Column(name, said, "number") for name, said in KEYS),
        Column("all", Said("合计", "in all"), "number"),
    )
    table = Table("ageing", TITLE, columns, tuple((line.label, *line.marks, line.base) for line in lines))
    old = sum(numbers[len(UP_TO)] for numbers in counts.values())
    alt = phrase(
        N_("Open matters by department and by days since they were forwarded: {total} in all, {old} of them for over 90 days."),
        total=total,
        old=old,
    )
    return Picture("ageing", TITLE, alt, Form.BARS, KEYS, (), lines, table)


def _waiting(matter: Matter) -> Iterator[tuple[str, Day]]:
    """Return the departments that owe a final answer and the day of the first forward to each.

    If the matter was never forwarded, the department is empty and the day that of the receipt.
    A day that is not known is UNKNOWN.
    """
    since: dict[str, Day] = {}
    for forward in matter.life.pending:
        since.setdefault(matter.successor(forward.sent.to, matter.as_of), forward.sent.on or UNKNOWN)
    if not since and not matter.life.forwards:
        since[""] = matter.life.start
    return iter(since.items())


def _class(since: Day, as_of: date) -> int:
    """Return the index in KEYS; the last one for an unknown day."""
    if since is UNKNOWN or not is_exact(since):
        return len(UP_TO) + 1
    return sum((as_of - since).days > limit for limit in UP_TO)
