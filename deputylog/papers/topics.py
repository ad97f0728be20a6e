"""Hot and difficult topics (热点、难点): candidates for supervision (founding §3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from deputylog.book import Book
from deputylog.calendar import Period, Quarter, add_months
from deputylog.facts.facts import Facts
from deputylog.facts.period_words import as_it_stood, header_of, of_period, period_words, whose
from deputylog.papers.clusters import Cluster, clusters
from deputylog.papers.supervision import (
    Supervision,
    since_by_topic,
    supervision_table,
    supervisions,
)
from deputylog.table import Column, Report, Table
from deputylog.words import Bilingual, phrase

if TYPE_CHECKING:
    from pandas import DataFrame

_TITLE = Bilingual(
    "{name}{period}群众反映热点难点问题（专题监督备选）",
    "{name}: topics that may want supervision, {period}",
)
_CONCENTRATED = 2
"""The least number of distinct matters for a place to be listed under a topic."""
NONE_GIVEN = Bilingual("未注明", "none given")
_CHANGE = Column("change", Bilingual("较上季增减", "change"), "number")
_COUNTS = (
    Column("raised", Bilingual("提出次数", "times raised"), "number", width=15),
    Column("matters", Bilingual("不同问题", "distinct matters"), "number", width=15),
    Column("constituencies", Bilingual("涉及选区", "constituencies"), "number", width=15),
    Column("open", Bilingual("未办结", "open"), "number", width=13),
    Column("solved", Bilingual("已解决", "solved"), "number", width=13),
)
_TOPIC = Column("topic", Bilingual("问题领域", "topic"))
_SINCE = Column("supervised_since", Bilingual("监督起始", "supervised since"), "day", width=20)
_CLUSTER = Column("cluster", Bilingual("序号", "No."), "number", width=11)


def last_quarters(day: date, count: int = 4) -> Period:
    """Return the period of `count` quarters that ends with the quarter of `day`."""
    last = Quarter.of(day).period
    return Period(add_months(last.first, -3 * (count - 1)), last.last)


def topics(book: Book, group: str, period: Period) -> Report:
    """Return what was raised, by topic, place and cluster; in the district if `group` is empty."""
    facts = Facts(book, period)
    then, chosen = facts.then, facts.raised(group)
    found, alike = supervisions(then), clusters(then, chosen)
    number_of = {
        wanted: number for number, cluster in enumerate(alike, 1) for wanted in cluster.matters
    }
    behind = (
        chosen.assign(cluster=chosen["id"].map(number_of))
        .dropna(subset="cluster")
        .sort_values("cluster", kind="stable")
    )
    total = counts(chosen, lambda _: "").reindex([""], fill_value=0).iloc[0]
    report = Report(
        name="topics",
        title=phrase(_TITLE, name=whose(book, group), period=period_words(period)),
        header=header_of(book, group, period),
        as_of=book.as_of,
        tables=(
            _by_topic(facts, chosen, found),
            _cluster_table(then, alike, behind, found),
            _by_place(facts, chosen),
            _behind(then, behind),
            supervision_table(then, found),
        ),
        heads=tuple((column.name, column.head, int(total[column.name])) for column in _COUNTS),
        notes=(*as_it_stood(book, period), *_NOTES),
        wide=True,
    )
    return of_period(book, report, period)


def counts(matters: DataFrame, by: str | list[str] | Callable[[int], str]) -> DataFrame:
    """Return the times raised, and of the distinct matters their number, places, and the open and
    solved ones.
    """
    distinct = matters["distinct"]
    places = matters["constituency"].where(distinct & (matters["constituency"] != ""))
    of_distinct = matters.assign(
        places=places, open=matters["open"] & distinct, solved=matters["solved"] & distinct
    )
    return of_distinct.groupby(by).agg(
        raised=("id", "size"),
        matters=("distinct", "sum"),
        constituencies=("places", "nunique"),
        open=("open", "sum"),
        solved=("solved", "sum"),
    )


def over_quarters(facts: Facts, matters: DataFrame, by: str | list[str]) -> DataFrame:
    """Return the distinct matters received in each quarter that has begun, the largest group first.

    None stands for a quarter without records.
    """
    from pandas import period_range

    received = facts.matters["received"].dt.to_period("Q")
    quarters = period_range(facts.period.first, facts.then.as_of, freq="Q")
    counted = matters.assign(quarter=received).pivot_table(
        index=by, columns="quarter", values="distinct", aggfunc="sum", fill_value=0
    )
    largest = counted.sum(axis=1).sort_values(ascending=False, kind="stable")
    over = counted.loc[largest.index].reindex(columns=quarters, fill_value=0).astype(object)
    recorded = quarters.isin(received) | (
        quarters.end_time.date >= facts.book.district.records_from
    )
    over.loc[:, ~recorded] = None
    return over


def _change(pair: Sequence[int | None]) -> str | None:
    """Return the change within a pair of quarters; None without two that are recorded."""
    before, now = pair
    if before is None or now is None:
        return None
    return f"{now - before:+d}".replace("-", "−") if now != before else "0"


def _counted(facts: Facts, matters: DataFrame, by: str | list[str]) -> DataFrame:
    """Return the distinct matters of each quarter, the change in the last whole one, and the
    counts.
    """
    from pandas import PeriodIndex, Series

    over = over_quarters(facts, matters, by)
    ends = zip(over.columns, PeriodIndex(over.columns).end_time, strict=True)
    whole = [quarter for quarter, end in ends if end.date() <= facts.then.as_of][-2:]
    changes = (
        [_change(pair) for pair in over[whole].itertuples(index=False, name=None)]
        if len(whole) == 2
        else [None] * len(over)
    )
    return (
        over.rename(columns=str)
        .assign(change=Series(changes, over.index, object))
        .join(counts(matters, by))
        .astype(object)
    )


def _columns(*columns: Column, counted: DataFrame) -> tuple[Column, ...]:
    known = {column.name: column for column in (*_COUNTS, _CHANGE)}
    return (
        *columns,
        *(
            known.get(name) or Column(name, Bilingual(name, name), "number")
            for name in counted.columns
        ),
    )


def _by_topic(facts: Facts, chosen: DataFrame, found: list[Supervision]) -> Table:
    counted, since = _counted(facts, chosen, "topic"), since_by_topic(found)
    rows = tuple(
        (facts.book.name("topic", topic) or NONE_GIVEN, *cells, since.get(topic))
        for topic, *cells in counted.itertuples(name=None)
    )
    return Table(
        "topics",
        Bilingual("按领域", "by topic"),
        (*_columns(_TOPIC, counted=counted), _SINCE),
        rows,
    )


def _by_place(facts: Facts, chosen: DataFrame) -> Table:
    counted = _counted(facts, chosen, ["topic", "constituency"]).drop(columns="constituencies")
    counted, name = counted[counted["matters"] >= _CONCENTRATED], facts.book.name
    rows = tuple(
        (name("topic", topic) or NONE_GIVEN, name("constituency", place) or NONE_GIVEN, *cells)
        for (topic, place), *cells in counted.itertuples(name=None)
    )
    columns = _columns(
        _TOPIC, Column("constituency", Bilingual("选区", "constituency")), counted=counted
    )
    return Table("places", Bilingual("按领域和选区", "by topic and place"), columns, rows)


def _cluster_table(
    book: Book, alike: Sequence[Cluster], behind: DataFrame, found: list[Supervision]
) -> Table:
    columns = (
        _CLUSTER,
        Column("label", Bilingual("代表性表述", "in the words of one"), width=52),
        Column("shared", Bilingual("共同词语", "what they share"), width=18),
        *_COUNTS,
        Column("first", Bilingual("最早提出", "first raised"), "day", width=20),
        Column("last", Bilingual("最近提出", "last raised"), "day", width=20),
        Column("days", Bilingual("跨度（天）", "span in days"), "number", width=15),
        Column("topics", Bilingual("所属领域", "filed under"), width=28),
        _SINCE,
    )
    counted = counts(behind, "cluster").astype(object).itertuples(index=False, name=None)
    rows = tuple(
        (
            number,
            cluster.label,
            cluster.shared,
            *cells,
            *_span(book, cluster),
            _topics(book, behind[behind["cluster"] == number]),
            since,
        )
        for number, (cluster, cells) in enumerate(zip(alike, counted, strict=True), 1)
        for since in [
            next(
                (
                    one.filed.record.held_on
                    for one in found
                    if one.matters["id"].isin(cluster.matters).any()
                ),
                None,
            )
        ]
    )
    return Table(
        "clusters", Bilingual("相似问题归并", "matters that speak of the same thing"), columns, rows
    )


def _span(book: Book, cluster: Cluster) -> tuple[date, date, int]:
    """Return the first and the last day on which one was raised, and the days between, both
    included.
    """
    first, last = (book.matter_by_id[cluster.matters[end]].received for end in (0, -1))
    return first, last, (last - first).days + 1


def _topics(book: Book, behind: DataFrame) -> list[str]:
    """Return the names of the topics, the most frequent first."""
    sizes = counts(behind[behind["topic"] != ""], "topic").sort_values(
        "matters", ascending=False, kind="stable"
    )
    return [book.name("topic", topic) for topic in sizes.index]


def _behind(book: Book, behind: DataFrame) -> Table:
    columns = (
        _CLUSTER,
        Column("id", Bilingual("编号", "id"), width=40),
        Column("received", Bilingual("收到日期", "received"), "day", width=22),
        Column("constituency", Bilingual("选区", "constituency"), width=24),
        Column("title", Bilingual("反映问题摘要", "what was raised"), width=90),
        Column("state", Bilingual("状态", "state"), width=30),
    )
    several = zip(behind["cluster"], map(book.matter_by_id.__getitem__, behind["id"]), strict=True)
    rows = tuple(
        (
            int(number),
            matter.id,
            matter.received,
            book.name("constituency", matter.constituency),
            matter.masked_title,
            matter.state,
        )
        for number, matter in several
    )
    return Table("records", Bilingual("归并所依据的记录", "the records behind them"), columns, rows)


_NOTES = (
    phrase(
        "“不同问题”不含以重复来信或者并入另一件办结的。",
        "Distinct matters leave out those closed as a duplicate of another or joined to one.",
    ),
    phrase(
        "“较上季增减”为最近一个完整季度与上一季度之差。",
        "The change compares the last whole quarter with the one before it.",
    ),
    phrase(
        "相似问题仅依据标题用语归并，是否属于同一议题由人判断。",
        "Clusters are formed only by the words of titles; a person decides whether "
        "they are one topic.",
    ),
)
