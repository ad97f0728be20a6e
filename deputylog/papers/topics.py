"""Hot and difficult topics (热点、难点), candidates for supervision (founding §3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from deputylog.book import Book
from deputylog.calendar import DAY, Period, Quarter
from deputylog.facts import cells
from deputylog.facts.cells import column, day, number, table
from deputylog.facts.fact import frame_of
from deputylog.facts.facts import Facts
from deputylog.facts.matters import MATTERS
from deputylog.finding import DeputylogError
from deputylog.kinds.activity import Activity, ActivityKind
from deputylog.kinds.references import REFERRED
from deputylog.life.record_places import Filed
from deputylog.names.find import find_agenda
from deputylog.papers.agenda import agenda
from deputylog.papers.clusters import Cluster, clusters
from deputylog.papers.paper import PaperType, Subject, UsualPeriod, last_quarters
from deputylog.period_words import quarter_words
from deputylog.repository.reading import read_repository
from deputylog.table import Column, Report, Table, Valued
from deputylog.words import LANGUAGES, Bilingual, phrase, words

if TYPE_CHECKING:
    from pandas import DataFrame

_CONCENTRATED = 2
"""The least number of distinct matters for a place to be listed under a topic."""
_COUNTS = (
    Column("raised", Bilingual("提出次数", "times raised"), "number"),
    Column("matters", Bilingual("不同问题", "distinct matters"), "number"),
    Column("constituencies", Bilingual("涉及选区", "constituencies"), "number"),
    Column("open", Bilingual("未办结", "open"), "number"),
    Column("solved", Bilingual("已解决", "solved"), "number"),
)
_KNOWN = {one.name: one for one in _COUNTS} | {
    "change": Column("change", Bilingual("较上季增减", "change"), "number")
}
_TOPIC = Column("topic", Bilingual("问题领域", "topic"))
_SINCE = Column("supervised_since", Bilingual("监督起始", "supervised since"), "day")
_CLUSTER = number("cluster", "序号", "No.", "number")


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
    return TOPICS.report(
        book,
        period=period,
        as_of=then.as_of,
        group=group,
        tables=(
            _by_topic(facts, chosen, found),
            _cluster_table(then, alike, behind, found),
            _by_place(facts, chosen),
            _behind(then, behind),
            table(then, "supervisions", _SUPERVISIONS, _SUPERVISION, found),
        ),
        heads=((one.name, one.head, int(total[one.name])) for one in _COUNTS),
        notes=_NOTES,
    )


TOPICS = PaperType(
    "topics",
    Bilingual(
        "{name}{period}群众反映热点难点问题",
        "{name}: topics that may want supervision, {period}",
    ),
    Bilingual("群众反映的热点难点问题，供选择监督议题", "topics that may want supervision"),
    "topics",
    Subject.GROUP_OR_DISTRICT,
    UsualPeriod.LAST_QUARTERS,
    topics,
    Bilingual("摘录群众来信的标题", "it quotes titles of letters"),
)
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


def topics_of(root: Path, group: str, period: Period | None, *, as_of: date) -> Report:
    """Return the topics of a period, by default of the last four quarters."""
    book, _ = read_repository(root, as_of=as_of)
    return topics(book, group, period or last_quarters(as_of))


def advice_on(root: Path, wanted: str, *, as_of: date) -> Report:
    """Return what voters advised on an activity; DeputylogError if it can be no agenda."""
    found = find_agenda(root, wanted)
    book, _ = read_repository(root, as_of=as_of)
    if not book.exists("agenda", found.id):
        raise DeputylogError(
            "{id}不是{what}", "{id} is no {what}", id=found.id, what=REFERRED["agenda"]
        )
    return agenda(book, found.id)


def one_cluster(report: Report, number: int) -> Table:
    """Return the records of a cluster; DeputylogError if there is no such cluster."""
    behind = next(one for one in report.tables if one.name == "records")
    rows = tuple(row for row in behind.rows if row[0] == number)
    if not rows:
        raise DeputylogError(
            "没有第{number}组相似问题；可用 'deputylog topics' 查看",
            "there is no cluster {number}; 'deputylog topics' lists them",
            number=number,
        )
    return replace(behind, rows=rows)


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


def _change(before: int | None, now: int | None) -> Valued | None:
    """Return the change between two quarters; None if one of them is not recorded."""
    if before is None or now is None:
        return None
    change = f"{now - before:+d}".replace("-", "−") if now != before else "0"
    return Valued(change, {}, {"": now - before})


def _counted(facts: Facts, matters: DataFrame, by: str | list[str]) -> DataFrame:
    """Return the distinct matters of each quarter, the change in the last whole one, and the
    counts; a running quarter is left out until it brings some.
    """
    from pandas import PeriodIndex, Series

    over = over_quarters(facts, matters, by)
    is_running = PeriodIndex(over.columns).end_time[-1].date() > facts.then.as_of
    if is_running and len(over.columns) > 1 and not over.iloc[:, -1].any():
        over = over.iloc[:, :-1]
    ends = zip(over.columns, PeriodIndex(over.columns).end_time, strict=True)
    whole = [quarter for quarter, end in ends if end.date() <= facts.then.as_of][-2:]
    changes: list[Valued | None] = [None] * len(over)
    if len(whole) == 2:
        changes = list(map(_change, *(over[quarter] for quarter in whole)))
    over = over.rename(columns=str).assign(change=Series(changes, over.index, object))
    return over.join(counts(matters, by)).astype(object)


def _columns(counted: DataFrame, as_of: date) -> Iterator[Column]:
    for name in counted.columns:
        yield _KNOWN.get(name) or _quarter(Quarter.parse(name), as_of)


def _quarter(quarter: Quarter, as_of: date) -> Column:
    """Return the column of a quarter; its head says so while the quarter is running."""
    text = Bilingual("{quarter}（未结束）", "{quarter} (not over)")
    if as_of > quarter.period.last:
        text = Bilingual("{quarter}", "{quarter}")
    head = phrase(text, quarter=quarter_words(quarter))
    zh, en = (words(language).say(head) for language in LANGUAGES)
    return Column(str(quarter), Bilingual(zh, en), "number")


def _by_topic(facts: Facts, chosen: DataFrame, found: Sequence[Supervision]) -> Table:
    counted = _counted(facts, chosen, "topic")
    since = {one.record.topic: one.record.held_on for one in reversed(found)}
    rows = tuple(
        (
            facts.book.name("topic", topic) or cells.NONE_GIVEN,
            *numbers,
            since.get(topic) if topic else None,
        )
        for topic, *numbers in counted.itertuples(name=None)
    )
    title = Bilingual("按领域（重复、合并办理的计一件）", "by topic (joined matters are one)")
    return Table("topics", title, (_TOPIC, *_columns(counted, facts.book.as_of), _SINCE), rows)


def _by_place(facts: Facts, chosen: DataFrame) -> Table:
    counted = _counted(facts, chosen, ["topic", "constituency"]).drop(columns="constituencies")
    counted, name = counted[counted["matters"] >= _CONCENTRATED], facts.book.name
    rows = tuple(
        (
            name("topic", topic) or cells.NONE_GIVEN,
            name("constituency", place) or cells.NONE_GIVEN,
            *numbers,
        )
        for (topic, place), *numbers in counted.itertuples(name=None)
    )
    place = Column("constituency", Bilingual("选区", "constituency"))
    title = Bilingual("按领域和选区", "by topic and place")
    return Table("places", title, (_TOPIC, place, *_columns(counted, facts.book.as_of)), rows)


_CLUSTERS = (
    _CLUSTER,
    Column("label", Bilingual("代表性表述", "in the words of one")),
    Column("shared", Bilingual("共同词语（含近义词）", "words they share, or the like")),
    *_COUNTS,
    Column("first", Bilingual("最早提出", "first raised"), "day"),
    Column("last", Bilingual("最近提出", "last raised"), "day"),
    Column("days", Bilingual("跨度（天）", "span in days"), "number"),
    Column("topics", Bilingual("所属领域", "filed under")),
    _SINCE,
)


def _cluster_table(
    book: Book, alike: Sequence[Cluster], behind: DataFrame, found: Sequence[Supervision]
) -> Table:
    counted = counts(behind, "cluster").astype(object).itertuples(index=False, name=None)
    rows = []
    for place, (cluster, numbers) in enumerate(zip(alike, counted, strict=True), 1):
        first, last = (book.matter_by_id[cluster.matters[end]].received for end in (0, -1))
        days = (last - first).days + 1
        topics = _topics(book, behind[behind["cluster"] == place])
        since = (one.record.held_on for one in found if one.follows(cluster.matters))
        start = (place, cluster.label, cluster.shared, *numbers)
        rows.append((*start, first, last, days, topics, next(since, None)))
    title = Bilingual("相似问题归并", "matters that speak of the same thing")
    return Table("clusters", title, _CLUSTERS, tuple(rows))


def _topics(book: Book, behind: DataFrame) -> list[str]:
    """Return the names of the topics, the most frequent first."""
    sizes = counts(behind[behind["topic"] != ""], "topic")
    sizes = sizes.sort_values("matters", ascending=False, kind="stable")
    return [book.name("topic", topic) for topic in sizes.index]


_BEHIND = (
    _CLUSTER,
    cells.short_number("one.id"),
    cells.received("one.received"),
    cells.constituency("one.constituency"),
    cells.summary("one.heading"),
    cells.state("one.state"),
    cells.record_id("one.id"),
)


def _behind(book: Book, behind: DataFrame) -> Table:
    matters = map(book.matter_by_id.__getitem__, behind["id"])
    items = map(cells.Numbered, map(int, behind["cluster"]), matters)
    title = Bilingual("归并所依据的记录", "the records behind them")
    return table(book, "records", title, _BEHIND, items)


class Supervision(Struct, frozen=True, eq=False):
    """A supervision and its matters: those named, else the open ones of its topic when it began."""

    id: str
    record: Activity
    matters: DataFrame

    def follows(self, ids: Sequence[str]) -> bool:
        return bool(self.matters["id"].isin(ids).any())


def supervisions(book: Book) -> list[Supervision]:
    """Return every supervision, by date and id."""
    found = [filed for filed in book.activities if filed.record.kind == ActivityKind.SUPERVISION]
    found.sort(key=lambda filed: (filed.record.held_on, filed.id))
    return [Supervision(filed.id, filed.record, _followed(book, filed)) for filed in found]


def _followed(book: Book, filed: Filed[Activity]) -> DataFrame:
    activity = filed.record
    before = book.known_on(activity.held_on - DAY)
    wanted = activity.matters or [
        matter.id for matter in before.matters if matter.topic == activity.topic and matter.is_open
    ]
    known = [book.matter_by_id[one] for one in wanted if one in book.matter_by_id]
    followed = frame_of(MATTERS, known)
    return followed[followed["topical"]]


_SUPERVISIONS = Bilingual("专题监督及成效", "supervisions and what came of them")
_SUPERVISION = (
    day("since", "监督日期", "since", "record.held_on"),
    column("topic", "问题领域", "topic", "record.topic", names="topic"),
    column("by", "组织者", "by", "record.by", names="organizer"),
    number("matters", "所监督的问题", "matters followed", lambda _, one: len(one.matters)),
    number("open", "未办结", "open", lambda _, one: int(one.matters["open"].sum())),
    number(
        "settled",
        "已办结",
        "settled",
        lambda _, one: int((~one.matters["open"]).sum()),
    ),
    number(
        "solved",
        "其中已解决",
        "of these solved",
        lambda _, one: int(one.matters["solved"].sum()),
    ),
    number(
        "suggestions",
        "转为建议",
        "became suggestions",
        lambda _, one: one.matters["suggestions"].explode().nunique(),
    ),
    cells.record_id(),
)
