"""The public edition of a quarter, from which no count of one or two matters can be worked out.

It counts the matters received in the quarter, accusations excepted. So each matter is in one
edition only: what was carried over, reopened or settled later has no number in any of them. Every
table divides the same matters into classes of at least three.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from deputylog.book import Book
from deputylog.calendar import Period, Quarter
from deputylog.facts.cells import CellColumn, column, day, number, table
from deputylog.facts.fact import of_group
from deputylog.facts.facts import Facts
from deputylog.finding import DeputylogError
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.registry import DEPUTY, GROUP, LETTER, SUGGESTION, VISIT
from deputylog.kinds.visit import Visit
from deputylog.life.steps import Outcome
from deputylog.papers.counts import Count, Counts, heads_of, heads_worded
from deputylog.papers.paper import IS_PUBLIC, PaperType, Subject, UsualPeriod
from deputylog.period_words import quarter_words
from deputylog.table import Cell, Column, Head, Report, Table, Valued
from deputylog.words import Bilingual, Term, phrase

if TYPE_CHECKING:
    from pandas import DataFrame

LEAST = 3
"""Smaller counts might identify a person."""
ENOUGH = 10
"""From this many matters on, and half the average, a group has tables of its own."""


class Class(Term):
    """A class that is not in the register; no id begins with a bracket."""

    OTHER = "(merged)", "其他（合并）", "other (merged)"
    NONE = "(none)", "未注明", "none given"
    NOT_FORWARDED = "(not forwarded)", "未转交", "not forwarded"
    SEVERAL = "(several)", "多个单位办理", "several departments"
    OPEN = "(open)", "未办结", "open"
    SETTLED = "(settled)", "已办结（另有结果）", "settled, another result"


TABLES = {
    "kind": Bilingual("类别", "kind"),
    "topic": Bilingual("领域", "topic"),
    "department": Bilingual("承办单位", "department"),
    "result": Bilingual("季末结果", "result at the end of the quarter"),
    "group": Bilingual("代表组", "deputy group"),
}
"""How matters are divided into classes: one table each."""

Matter = Mapping[str, str]
"""The class of a matter in each table."""
Counted = Mapping[str, int]
"""The counts of a table by class, the largest first, OTHER last."""


class Edition(Struct, frozen=True):
    """The number of matters, None if it is withheld, and the tables that are published."""

    total: int | None = None
    tables: Mapping[str, Counted] = {}


def editions(matters: Sequence[Matter], known: Mapping[str, int]) -> dict[str, Edition]:
    """Return what is published of the matters received in a quarter by the district ("") and by
    each group; groups that publish none of it are not in it.

    `known` is the number of classes that each table could have.
    """
    district = {
        name: _table(Counter(one[name] for one in matters), number)
        for name, number in known.items()
    }
    places = _places(district["group"], len(matters))
    own: dict[str, dict[str, Counted]] = {place: {} for place in places}
    for name in district.keys() - {"group"} if places else ():
        for place, counted in _tables_of(places, name, district[name], matters).items():
            own[place][name] = counted
    groups = district["group"].items()
    return {
        "": Edition(len(matters) if len(matters) >= LEAST else None, district),
        **{one: Edition(count, own.get(one, {})) for one, count in groups if one != Class.OTHER},
    }


def _table(counts: Counter[str], known: int) -> Counted:
    """Return the counts that are published; none if no class stands alone.

    Classes under three are merged. If their sum is under three, or so great that one of those that
    are not shown cannot be 0, the smallest of the others are merged with them. So each may be 0, 1
    or 2, or one may be the larger class.
    """
    large = [count for count in counts.values() if count >= LEAST]
    merged, unseen = counts.total() - sum(large), known - len(large)
    is_telling = merged and not LEAST <= merged <= (LEAST - 1) * (unseen - 1)
    smallest = min(large, default=0) if is_telling else 0
    alone = [one for one, count in counts.items() if count >= LEAST and count > smallest]
    return _sorted(_merged(counts, alone))


def _sorted(counts: Counter[str]) -> Counted:
    order = sorted(counts, key=lambda one: (one == Class.OTHER, -counts[one], one))
    return {one: counts[one] for one in order if set(counts) != {Class.OTHER}}


def _places(groups: Counted, total: int) -> list[str]:
    """Return the groups that have tables of their own, from the published numbers alone.

    The matters of all other groups, if there are any, are numerous enough for a table, too.
    """
    least = max(ENOUGH, total // (2 * len(groups) or 1))
    large = [one for one, count in groups.items() if count >= least and one != Class.OTHER]
    return large[:-1] if 0 < total - sum(map(groups.__getitem__, large)) < least else large


def _tables_of(
    places: Sequence[str], name: str, published: Counted, matters: Sequence[Matter]
) -> dict[str, Counted]:
    """Return the tables of these groups, with the same classes: those of which each group can
    expect three. None, if one has less.
    """
    tables: dict[str, Counter[str]] = {}
    for matter in matters:
        place = matter["group"] if matter["group"] in places else Class.OTHER
        tables.setdefault(place, Counter())[matter[name]] += 1
    least = LEAST * len(matters) / min(table.total() for table in tables.values())
    large = [one for one, count in published.items() if count >= least and one != Class.OTHER]
    if 0 < len(matters) - sum(map(published.__getitem__, large)) < least:
        large = large[:-1]
    merged = {place: _merged(table, large) for place, table in tables.items()}
    found = {one for table in merged.values() for one in table}
    if any(table[one] < LEAST for table in merged.values() for one in found):
        return {}
    return {place: _sorted(merged[place]) for place in places}


def _merged(counts: Counter[str], alone: Sequence[str]) -> Counter[str]:
    """Return the counts of these classes, and the sum of the others as OTHER."""
    merged = Counter[str]()
    for one, count in counts.items():
        merged[one if one in alone else Class.OTHER] += count
    return merged


_FACTS = ("kind", "topic", "departments", "open", "outcome", "group")
"""What is read of a matter; nothing else can be published."""


def public_counts(facts: Facts) -> dict[str, Edition]:
    """Return what is published of the matters received in the quarter of these facts."""
    listed = facts.in_list()
    received = listed[listed["listed_as"] == "received"][list(_FACTS)]
    district = facts.book.district
    known = {
        "kind": len(MatterKind) - 1,
        "topic": len(district.topics) + 1,
        "department": len(district.departments) + 2,
        "result": len(Outcome),  # two of them are of motions; two are not in it
        "group": len(facts.book.groups),
    }
    return editions([_matter(one) for one in received.to_dict("records")], known)


def _matter(row: Mapping[Hashable, Any]) -> Matter:
    departments = row["departments"]
    several = Class.SEVERAL if departments else Class.NOT_FORWARDED
    closed = str(row["outcome"] or Class.SETTLED)
    return {
        "kind": str(row["kind"]),
        "topic": str(row["topic"] or Class.NONE),
        "department": departments[0] if len(departments) == 1 else several,
        "result": Class.OPEN if row["open"] else closed,
        "group": str(row["group"] or Class.NONE),
    }


_TERMS: Mapping[str, Sequence[Term]] = {"kind": tuple(MatterKind), "result": tuple(Outcome)}


def class_name(book: Book, table: str, one: str) -> Term | str:
    """Return the name of a class of a table."""
    terms: tuple[Term, ...] = (*Class, *_TERMS.get(table, ()))
    return next(filter(one.__eq__, terms), None) or book.name(table, one)


def _tables(book: Book, published: Edition) -> Iterator[Table]:
    counted = Column("count", Bilingual("件数", "matters"), "number")
    for name, wording in TABLES.items():
        counts = published.tables.get(name, {}).items()
        rows = tuple((class_name(book, name, one), count) for one, count in counts)
        title = phrase("{by}分布", "by {by}", by=wording)
        if rows:
            yield Table(name, title, (Column(name, wording), counted), rows)


def _voters(book: Book, visit: Visit) -> int | None:
    """Return the head count of a visit, None if it is unknown or small."""
    voters = visit.met.voters if visit.met else None
    return voters if voters is not None and voters >= LEAST else None


def _deputies(book: Book, visit: Visit) -> Cell:
    """Return the deputies who took part, on one line."""
    names = [book.name("deputy", one) for one in visit.deputies]
    return Valued("{names}", {"names": names}, {"": names})


_VISIT: tuple[CellColumn, ...] = (
    day("day", "日期", "day", "held_on"),
    column("deputies", "代表", "deputies", _deputies),
    column("ask", "三问", "ask"),
    column("form", "形式", "form"),
    number("voters", "联系选民人次", "voters met", _voters),
)
_VISITS = Bilingual("代表进选区活动", "visits of deputies")


def public_visits(book: Book, ids: Iterable[str]) -> Table:
    """Return what is published of these visits: neither place nor head counts under three."""
    by_id = {filed.id: filed.record for filed in book.visits}
    chosen = [by_id[wanted] for wanted in ids]
    note = phrase(
        "人次不足{least}或者没有登记的，不列出。",
        "Head counts under {least} and those not recorded are not shown.",
        least=LEAST,
    )
    hidden = any(_voters(book, visit) is None for visit in chosen)
    return table(book, "visits", _VISITS, _VISIT, chosen, note if hidden else None)


_HEADS = (
    "visits",
    "voters_met",
    "deputies",
    "deputies_without_visit",
    "openings_owed",
    "openings_done",
)
"""The counts of what deputies and groups did; none of them is about a matter."""


def _voters_met(visits: DataFrame) -> Cell:
    """Return the sum of the head counts that are published."""
    shown = visits["voters"][visits["voters"] >= LEAST]
    if len(shown) == len(visits):
        return int(shown.sum())
    return Valued(
        Bilingual("不少于{count}", "at least {count}"),
        {"count": int(shown.sum())},
        {"": int(shown.sum()), "voters_met_incomplete": True},
    )


def _done(facts: Facts, heads: Mapping[str, Count], counts: Counts, group: str) -> list[Cell]:
    """Return the counts of what a group, or the district, did."""
    known: list[Cell] = [heads[name].cell(counts) for name in _HEADS]
    known[_HEADS.index("voters_met")] = _voters_met(of_group(facts.visits, group))
    return known


def _heads(heads: Mapping[str, Count], done: Sequence[Cell], total: int | None) -> Iterator[Head]:
    for name, cell in zip(_HEADS, done, strict=True):
        yield name, heads[name].wording, cell
    withheld = Valued(Bilingual("不单独公布", "not published"), {}, {"": None})
    wording = Bilingual("本季新收群众反映的问题", "matters received from voters")
    yield "received", wording, withheld if total is None else total


def _groups(book: Book, heads: Mapping[str, Count], rows: Mapping[str, list[Cell]]) -> Table:
    columns = [Column(name, heads[name].wording, "number") for name in _HEADS]
    head = Column("group", TABLES["group"])
    cells = tuple((book.name("group", group), *row) for group, row in rows.items())
    title = Bilingual("各代表组活动情况", "what deputy groups did")
    return Table("groups", title, (head, *columns), cells)


def refuse_incomplete(book: Book) -> None:
    """Raise CannotReadError if a record that is counted cannot be read: next to an edition that is
    complete, one without it would show what it says.
    """
    for kind in (GROUP, DEPUTY, VISIT, LETTER, SUGGESTION):
        book.refuse_unreadable(kind)


def public_list(book: Book, group: str, period: Period) -> Report:
    """Return the public edition of a quarter, of a group or of the district.

    DeputylogError if the quarter is not over, CannotReadError if a record cannot be read.
    """
    (made,) = public_lists(book, [group], period)
    return made


def public_lists(book: Book, groups: Sequence[str], period: Period) -> Iterator[Report]:
    """Yield the public edition of a quarter for each group, and for the district ("")."""
    quarter = Quarter.of(period.first)
    if book.as_of <= period.last:
        raise DeputylogError(
            "{quarter}尚未结束；季度结束后才能出公开版",
            "{quarter} is not over; its public edition can be made when it is",
            quarter=quarter_words(quarter),
        )
    refuse_incomplete(book)
    facts = Facts(book, period)
    heads, published = heads_worded(book, quarter), public_counts(facts)
    counted = heads_of(facts)
    done = {one: _done(facts, heads, counted[one or None], one) for one in ("", *book.groups)}
    for group in groups:
        own = published.get(group, Edition())
        of_groups = {one: row for one, row in done.items() if one}
        visits = of_group(facts.visits, group)["id"]
        first = public_visits(facts.then, visits) if group else _groups(book, heads, of_groups)
        yield PUBLIC_LIST.report(
            book,
            period=period,
            group=group,
            tables=(first, *_tables(book, own)),
            heads=_heads(heads, done[group], own.total),
            notes=[PUBLIC_NOTE],
        )


PUBLIC_NOTE = phrase(
    "本件为公开版。群众反映的问题只统计本季度新收的，每件只计一次，不含检举控告，结果为季末情况。"
    "不足{least}件的类别并入“其他（合并）”，必要时连同其余类别中最少的一类；没有类别可以单列的，"
    "不列表。",
    "Public edition. It counts the matters received in the quarter, each once and without "
    "accusations, with their results at its end. Classes under {least} are merged into “other "
    "(merged)”, where needed with the smallest of the others; a table without any other class is "
    "left out.",
    least=LEAST,
)
PUBLIC_LIST = PaperType(
    "public-list",
    Bilingual(
        "{name}{period}代表联系群众情况（公开版）",
        "{name}: deputies and voters, {period} (public edition)",
    ),
    Bilingual("季度清单的公开版", "the public edition of the quarterly list"),
    "report --public",
    Subject.GROUP_OR_DISTRICT,
    UsualPeriod.QUARTER,
    public_list,
    IS_PUBLIC,
    wide=False,
)
