"""The life of matters: days from receipt to each step, median and quartiles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import quantiles

from deputylog import counts
from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.model.event import Answered, Delivered, FedBack, Forwarded, Replied
from deputylog.model.fields import is_exact
from deputylog.model.matter import Matter
from deputylog.model.unknown import UNKNOWN, Day
from deputylog.picture import Form, Line, Picture
from deputylog.reports.clusters import is_candidate
from deputylog.table import Column, Table
from deputylog.words import N_, Said, phrase

TITLE = Said("问题办理各环节用时", "the life of matters")
STEPS: tuple[tuple[Said, Callable[[Matter], Day | None]], ...] = (
    (Said("送交代表", "delivered to the deputy"), lambda matter: matter.lives[0].first(Delivered)),
    (Said("转交部门", "forwarded to a department"), lambda matter: matter.lives[0].first(Forwarded)),
    (Said("答复反映人", "writer answered"), lambda matter: matter.lives[0].first(Replied)),
    (Said("部门答复", "answered by the department"), lambda matter: matter.lives[0].first(Answered)),
    (Said("反馈选民", "voter told the result"), lambda matter: matter.lives[0].first(FedBack)),
    (Said("问题解决", "solved"), lambda matter: matter.settled_on if matter.is_solved else None),
)


def life(book: Book, group: str, period: Period) -> Picture:
    """Return the days from receipt to each step for matters received in the period."""
    chosen = [matter for matter in book.matters if matter.received in period and group in ("", matter.group) and is_candidate(matter)]
    lines = tuple(_line(said, [_days(matter, taken) for matter in chosen]) for said, taken in STEPS)
    undated = [sum(_is_undated(matter, taken) for matter in chosen) for _, taken in STEPS]
    columns = (
        Column("step", Said("环节", "step")),
        Column("matters", Said("日期已知的问题数", "matters with a known day"), "number"),
        Column("undated", Said("日期不详的问题数", "matters with an unknown day"), "number"),
        Column("quarter", Said("四分之一不超过（天）", "a quarter within (days)"), "number"),
        Column("median", Said("中位数（天）", "median (days)"), "number"),
        Column("three_quarters", Said("四分之三不超过（天）", "three quarters within (days)"), "number"),
    )
    rows = tuple((line.label, line.base, unknown, *line.marks) for line, unknown in zip(lines, undated, strict=True))
    table = Table("life", TITLE, columns, rows)
    known = [line for line in lines if line.marks[1] is not None]
    shown = [phrase(N_("{step} {days}"), step=line.label, days=counts.days(_short(line.marks[1]))) for line in known]
    alt = phrase(N_("Median number of days from the receipt of a matter: {steps}."), steps=shown)
    keys = (("median", Said("中位数", "median")), ("middle_half", Said("居中的一半", "the middle half")))
    return Picture("life", TITLE, alt, Form.SPANS, keys, (), lines, table)


def _days(matter: Matter, taken: Callable[[Matter], Day | None]) -> int | None:
    day = taken(matter)
    return (day - matter.received).days if day and day is not UNKNOWN and is_exact(matter.received) else None


def _is_undated(matter: Matter, taken: Callable[[Matter], Day | None]) -> bool:
    """Whether the step was taken after an unknown number of days."""
    return taken(matter) is not None and _days(matter, taken) is None


def _line(said: Said, days: Sequence[int | None]) -> Line:
    known = sorted(day for day in days if day is not None)
    if not known:
        return Line(said, (None, None, None), 0)
    three = quantiles(known, n=4, method="inclusive") if len(known) > 1 else known * 3
    return Line(said, tuple(round(value, 1) for value in three), len(known))


def _short(value: object) -> str:
    return f"{value:g}" if isinstance(value, (int, float)) else ""
