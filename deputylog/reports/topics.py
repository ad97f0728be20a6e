"""Hot and difficult topics (热点、难点): candidates for supervision (founding §3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from deputylog.book import Book
from deputylog.calendar import Period, Quarter, add_months
from deputylog.model.identity import masked
from deputylog.model.matter import Matter
from deputylog.model.state import state_of
from deputylog.reports.clusters import Cluster, clusters, distinct, is_candidate
from deputylog.reports.period_words import of_period, period_words
from deputylog.reports.supervision import Supervision, since_by_topic, supervision_table, supervisions, taken_up
from deputylog.table import Cell, Column, Report, Table
from deputylog.words import N_, Phrase, Said, phrase

_TITLE = N_("{name}: topics that may want supervision, {period}")
_CONCENTRATED = 2
"""The least number of distinct matters for a place to be listed under a topic."""
_NONE_GIVEN = Said("未注明", "none given")
_CHANGE = Column("change", Said("较上季增减", "change"), "number")
_COUNTS = (
    Column("raised", Said("提出次数", "times raised"), "number", width=15),
    Column("matters", Said("不同问题", "distinct matters"), "number", width=15),
    Column("constituencies", Said("涉及选区", "constituencies"), "number", width=15),
    Column("open", Said("办理中", "open"), "number", width=13),
    Column("solved", Said("已解决", "solved"), "number", width=13),
)
_SINCE = Column("supervised_since", Said("监督起始", "supervised since"), "day", width=20)
_CLUSTER = Column("cluster", Said("序号", "No."), "number", width=11)


def last_quarters(day: date, count: int = 4) -> Period:
    """Return the period of `count` quarters that ends with the quarter of `day`."""
    last = Quarter.of(day).period
    return Period(add_months(last.first, -3 * (count - 1)), last.last)


def topics(book: Book, group: str, period: Period) -> Report:
    """Return what was raised, by topic, place and cluster; in the district if `group` is empty."""
    found = supervisions(book)
    chosen = [matter for matter in book.matters if matter.received in period and group in ("", matter.group) and is_candidate(matter)]
    bunches = clusters(book, chosen)
    tables = (
        _by_topic(book, chosen, begun_quarters(book, period), found),
        _cluster_table(book, bunches, found),
        _by_place(book, chosen, begun_quarters(book, period)),
        _behind(book, bunches),
        supervision_table(book, found),
    )
    heads = zip(_COUNTS, _counts(chosen), strict=True)
    report = Report(
        name="topics",
        title=phrase(_TITLE, name=book.name("group", group) if group else book.district.name, period=period_words(period)),
        header={
            "district": book.district.name,
            "group": book.name("group", group) if group else None,
            "working_body": book.district.working_body,
            "period": period_words(period),
        },
        as_of=book.as_of,
        tables=tables,
        heads=tuple((column.name, column.head, count) for column, count in heads),
        notes=tuple(_notes(book)),
        wide=True,
    )
    return of_period(book, report, period)


def begun_quarters(book: Book, period: Period) -> list[Quarter]:
    """Return the quarters of the period that have begun."""
    quarter, found = Quarter.of(period.first), list[Quarter]()
    while quarter.period.first <= min(period.last, book.as_of):
        found.append(quarter)
        quarter = quarter.next()
    return found


def _counts(matters: Sequence[Matter]) -> tuple[int, int, int, int, int]:
    """Return times raised, distinct matters, constituencies, open and solved matters."""
    different = distinct(matters)
    solved = sum(matter.is_solved and not matter.is_open for matter in different)
    places = {matter.constituency for matter in different if matter.constituency}
    return len(matters), len(different), len(places), sum(matter.is_open for matter in different), solved


def of_quarters(book: Book, matters: Sequence[Matter], quarters: Sequence[Quarter]) -> list[int | None]:
    """Return distinct matters received in each quarter; None for a quarter without records."""
    counts = [len(distinct(matter for matter in matters if matter.received in quarter.period)) for quarter in quarters]
    return [count if _is_recorded(book, quarter) else None for count, quarter in zip(counts, quarters, strict=True)]


def _is_recorded(book: Book, quarter: Quarter) -> bool:
    """Whether records exist for the quarter, including imported ones."""
    begun = quarter.period.last >= book.district.records_from
    return begun or any(matter.received in quarter.period for matter in book.matters)


def _over(book: Book, matters: Sequence[Matter], quarters: Sequence[Quarter]) -> tuple[Cell, ...]:
    """Return distinct matters per quarter, and the change in the last whole one."""
    numbers = of_quarters(book, matters, quarters)
    whole = [number for number, quarter in zip(numbers, quarters, strict=True) if quarter.period.last <= book.as_of]
    return (*numbers, _change(*whole[-2:]) if len(whole) > 1 else None)


def _change(before: int | None, now: int | None) -> str | None:
    return None if before is None or now is None else _signed(now - before)


def _signed(change: int) -> str:
    return f"{change:+d}".replace("-", "−") if change else "0"


def _quarter_columns(quarters: Sequence[Quarter]) -> tuple[Column, ...]:
    return (*(Column(str(quarter), Said(str(quarter), str(quarter)), "number") for quarter in quarters), _CHANGE)


def _by(matters: Iterable[Matter], key: Callable[[Matter], tuple[str, ...]]) -> list[tuple[tuple[str, ...], list[Matter]]]:
    """Group matters by a key, largest groups first."""
    found: dict[tuple[str, ...], list[Matter]] = {}
    for matter in matters:
        found.setdefault(key(matter), []).append(matter)
    return sorted(found.items(), key=lambda item: (-len(distinct(item[1])), item[0]))


def matters_by_topic(matters: Iterable[Matter]) -> list[tuple[str, list[Matter]]]:
    """Group matters by topic (empty if none is given), largest groups first."""
    return [(topic, several) for (topic,), several in _by(matters, lambda matter: (matter.topic or "",))]


def _by_topic(book: Book, chosen: Sequence[Matter], quarters: Sequence[Quarter], found: Sequence[Supervision]) -> Table:
    since = since_by_topic(found)
    rows = tuple(
        (book.name("topic", topic) or _NONE_GIVEN, *_over(book, matters, quarters), *_counts(matters), since.get(topic))
        for topic, matters in matters_by_topic(chosen)
    )
    columns = (Column("topic", Said("问题领域", "topic")), *_quarter_columns(quarters), *_COUNTS, _SINCE)
    return Table("topics", Said("按领域", "by topic"), columns, rows)


def _by_place(book: Book, chosen: Sequence[Matter], quarters: Sequence[Quarter]) -> Table:
    rows = []
    for (topic, place), matters in _by(chosen, lambda matter: (matter.topic or "", matter.constituency or "")):
        raised, different, _, is_open, solved = _counts(matters)
        if different < _CONCENTRATED:
            continue
        names = (book.name("topic", topic) or _NONE_GIVEN, book.name("constituency", place) or _NONE_GIVEN)
        rows.append((*names, *_over(book, matters, quarters), raised, different, is_open, solved))
    columns = (Column("topic", Said("问题领域", "topic")), Column("constituency", Said("选区", "constituency")))
    counts = tuple(column for column in _COUNTS if column.name != "constituencies")
    return Table("places", Said("按领域和选区", "by topic and place"), (*columns, *_quarter_columns(quarters), *counts), tuple(rows))


def _cluster_table(book: Book, bunches: Sequence[Cluster], found: Sequence[Supervision]) -> Table:
    columns = (
        _CLUSTER,
        Column("label", Said("代表性表述", "in the words of one"), width=52),
        Column("shared", Said("共同词语", "what they share"), width=18),
        *_COUNTS,
        Column("first", Said("最早提出", "first raised"), "day", width=20),
        Column("last", Said("最近提出", "last raised"), "day", width=20),
        Column("days", Said("跨度（天）", "span in days"), "number", width=15),
        Column("topics", Said("所属领域", "filed under"), width=28),
        _SINCE,
    )
    rows = tuple((number, *_cluster_row(book, bunch, found)) for number, bunch in enumerate(bunches, 1))
    return Table("clusters", Said("相似问题归并", "matters that speak of the same thing"), columns, rows)


def _cluster_row(book: Book, bunch: Cluster, found: Sequence[Supervision]) -> tuple[Cell, ...]:
    first, last = bunch.matters[0].received, bunch.matters[-1].received
    supervision = taken_up(found, bunch.matters)
    names = [book.name("topic", topic) for topic, _ in matters_by_topic(bunch.matters) if topic]
    counts = _counts(bunch.matters)
    return (bunch.label, bunch.shared, *counts, first, last, (last - first).days + 1, names, supervision.since if supervision else None)


def _behind(book: Book, bunches: Sequence[Cluster]) -> Table:
    columns = (
        _CLUSTER,
        Column("id", Said("编号", "id"), width=40),
        Column("received", Said("收到日期", "received"), "day", width=22),
        Column("constituency", Said("选区", "constituency"), width=24),
        Column("title", Said("反映问题摘要", "what was raised"), width=90),
        Column("state", Said("状态", "state"), width=30),
    )
    rows = tuple(
        (number, matter.id, matter.received, book.name("constituency", matter.constituency), _title(matter), state_of(matter))
        for number, bunch in enumerate(bunches, 1)
        for matter in bunch.matters
    )
    return Table("records", Said("归并所依据的记录", "the records behind them"), columns, rows)


def _title(matter: Matter) -> str:
    return masked(matter.title or matter.summary or "")


def _notes(book: Book) -> Iterator[Phrase]:
    if book.unread:
        yield book.unread
    yield phrase(N_("Distinct matters leave out duplicates: those closed as such, and one title from one constituency."))
    yield phrase(N_("The change compares the last whole quarter with the one before it."))
    yield phrase(N_("Clusters are formed only by the words of titles; a person decides whether they are one topic."))
