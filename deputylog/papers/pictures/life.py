"""The life of matters: days from receipt to each step, median and quartiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.facts.facts import Facts
from deputylog.picture import ChartForm, Line, Picture
from deputylog.table import Column, Table
from deputylog.text import counts
from deputylog.words import Bilingual, phrase

if TYPE_CHECKING:
    from pandas import DataFrame

TITLE = Bilingual("问题办理各环节用时", "the life of matters")
STEPS = {
    "delivered": Bilingual("送交代表", "delivered to the deputy"),
    "forwarded": Bilingual("转交部门", "forwarded to a department"),
    "replied": Bilingual("答复反映人", "writer answered"),
    "answered": Bilingual("部门答复", "answered by the department"),
    "fed_back": Bilingual("反馈选民", "voter told the result"),
    "solved": Bilingual("问题解决", "solved"),
}


def life(book: Book, group: str, period: Period) -> Picture:
    """Return the days from receipt to each step for matters received in the period."""
    spans = _spans(Facts(book, period), group)
    columns = (
        Column("step", Bilingual("环节", "step")),
        Column("matters", Bilingual("日期已知的问题数", "matters with a known day"), "number"),
        Column("undated", Bilingual("日期不详的问题数", "matters with an unknown day"), "number"),
        Column("quarter", Bilingual("四分之一不超过（天）", "a quarter within (days)"), "number"),
        Column("median", Bilingual("中位数（天）", "median (days)"), "number"),
        Column(
            "three_quarters",
            Bilingual("四分之三不超过（天）", "three quarters within (days)"),
            "number",
        ),
    )
    rows = tuple((STEPS[step], *cells) for step, *cells in spans.itertuples(name=None))
    table = Table("life", TITLE, columns, rows)
    lines = tuple(Line(step, tuple(marks), base) for step, base, _, *marks in rows)
    known = [line for line in lines if line.base]
    shown = [
        phrase(
            "{step}{days}", "{step} {days}", step=line.label, days=counts.days(f"{line.marks[1]:g}")
        )
        for line in known
    ]
    alt = phrase(
        "自收到问题起各环节用时中位数：{steps}。",
        "Median number of days from the receipt of a matter: {steps}.",
        steps=shown,
    )
    keys = (
        ("median", Bilingual("中位数", "median")),
        ("middle_half", Bilingual("居中的一半", "the middle half")),
    )
    return Picture("life", TITLE, alt, ChartForm.SPANS, keys, (), lines, table)


def _spans(facts: Facts, group: str) -> DataFrame:
    """Return for each step the matters with a known and an unknown number of days, and their
    quartiles.
    """
    from pandas import concat

    matters = facts.raised(group)
    solved = matters[matters["solved"]].assign(step="solved", day=matters["settled_on"])
    first = facts.steps[facts.steps["life"] == 1].drop_duplicates(["id", "step"])
    taken = concat([first, solved])[["id", "step", "day"]].merge(
        matters[["id", "received", "received_exactly"]], on="id"
    )
    days = (
        (taken["day"] - taken["received"])
        .dt.days.where(taken["received_exactly"])
        .groupby(taken["step"])
    )
    spans = days.describe()[["25%", "50%", "75%"]].round(1)
    spans.insert(0, "matters", days.count())
    spans.insert(1, "undated", days.size() - days.count())
    spans = (
        spans.reindex(list(STEPS))
        .fillna({"matters": 0, "undated": 0})
        .astype({"matters": int, "undated": int})
        .astype(object)
    )
    return spans.where(spans.notna(), None)
