"""Ageing: open matters by department and waiting time."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.facts.fact import of_group
from deputylog.facts.facts import Facts
from deputylog.picture import ChartForm, Line, Picture
from deputylog.table import Column, Table
from deputylog.words import Bilingual, phrase

if TYPE_CHECKING:
    from pandas import DataFrame

UP_TO = (30, 60, 90)
KEYS = (
    ("to_30", Bilingual("30天以内", "up to 30 days")),
    ("to_60", Bilingual("31—60天", "31–60 days")),
    ("to_90", Bilingual("61—90天", "61–90 days")),
    ("over_90", Bilingual("90天以上", "over 90 days")),
    ("unknown", Bilingual("起始日期不详", "since an unknown day")),
)
TITLE = Bilingual("未办结问题在各部门的时间", "how long open matters lie with departments")
NOBODY = Bilingual("尚未转交", "not forwarded")


def ageing(book: Book, group: str, period: Period) -> Picture:
    """Return open matters by the department that owes an answer and by days since forwarding."""
    lying = _lying(Facts(book, period), group)
    counts = lying.pivot_table(
        index="pending", columns="age", values="id", aggfunc="count", fill_value=0, observed=False
    )
    counts = counts.assign(all=counts.sum(axis=1), forwarded=counts.index != "")
    counts = (
        counts.sort_values(["forwarded", "all"], ascending=False, kind="stable")
        .drop(columns="forwarded")
        .astype(object)
    )
    lines = tuple(
        Line(book.name("department", department) if department else NOBODY, tuple(numbers), total)
        for department, *numbers, total in counts.itertuples(name=None)
    )
    columns = (
        Column("department", Bilingual("部门", "department")),
        *(Column(name, wording, "number") for name, wording in KEYS),
        Column("all", Bilingual("合计", "in all"), "number"),
    )
    table = Table(
        "ageing", TITLE, columns, tuple((line.label, *line.marks, line.base) for line in lines)
    )
    alt = phrase(
        "未办结问题共{total}件，按部门和转交后的天数统计，其中{old}件超过90天。",
        "Open matters by department and by days since they were forwarded: {total} in "
        "all, {old} of them for over 90 days.",
        total=lying["id"].nunique(),
        old=lying[lying["age"] == "over_90"]["id"].nunique(),
    )
    return Picture("ageing", TITLE, alt, ChartForm.BARS, KEYS, (), lines, table)


def _lying(facts: Facts, group: str) -> DataFrame:
    """Return the open matters, a row for each department that has one, with the class of its age."""
    from pandas import Timestamp, cut, to_datetime

    matters = of_group(facts.matters, group)
    lying = (
        matters[matters["open"] & matters["topical"]]
        .explode(["pending", "pending_since"])
        .dropna(subset="pending")
    )
    days = (Timestamp(facts.then.as_of) - to_datetime(lying["pending_since"])).dt.days
    *names, unknown = (name for name, _ in KEYS)
    ages = cut(days, [-inf, *UP_TO, inf], labels=names).cat.add_categories(unknown).fillna(unknown)
    return lying.assign(age=ages)
