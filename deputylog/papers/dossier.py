"""A deputy's performance archive (代表履职档案) for a year or a term (founding §4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.facts import cells
from deputylog.facts.cells import CellColumn, column, day, number, table
from deputylog.facts.facts import Facts
from deputylog.kinds.asks import THREE_ASKS, Ask, People
from deputylog.kinds.visit import Visit
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.life.quota import Quota
from deputylog.papers.agenda import advice
from deputylog.papers.counts import OF_DEPUTY, Counts, frames_of_deputies, performances
from deputylog.papers.paper import IS_PUBLIC, SIGNS, PaperType, Subject, UsualPeriod
from deputylog.papers.public import public_visits, refuse_incomplete
from deputylog.period_words import period_words
from deputylog.table import Cell, Report, Table, Valued, coded
from deputylog.text.numerals import numeral
from deputylog.words import Bilingual, Phrase, phrase

if TYPE_CHECKING:
    from pandas import DataFrame


def dossier(book: Book, deputy: str, period: Period) -> Report:
    """Return the archive of one deputy for a period."""
    (made,) = dossiers(book, [deputy], period)
    return made


def dossiers(
    book: Book, deputies: Sequence[str], period: Period, *, public: bool = False
) -> Iterator[Report]:
    """Yield the archive of each deputy, as it stood at the period's end, or what is published."""
    facts = Facts(book, period)
    frames = frames_of_deputies(facts)
    for deputy, counts in performances(facts, frames, deputies).items():
        own = {name: frame[frame["deputy"] == deputy] for name, frame in frames.items()}
        yield _public(facts, deputy, own) if public else _dossier(facts, deputy, counts, own)


def _public_dossier(book: Book, deputy: str, period: Period) -> Report:
    (made,) = dossiers(book, [deputy], period, public=True)
    return made


def _public(facts: Facts, deputy: str, frames: dict[str, DataFrame]) -> Report:
    """Return the seats and visits of a deputy, and the suggestions that may be published."""
    book, then = facts.book, facts.then
    refuse_incomplete(book)
    signed = _signatures(then, frames["suggestions"])
    published = [one for one in signed if one.stands and one.one.record.public]
    return PUBLIC_DOSSIER.report(
        book,
        period=facts.period,
        as_of=then.as_of,
        **_head(facts, deputy),
        tables=(
            _seats(book, deputy, _PUBLIC_SEAT),
            public_visits(then, frames["visits"]["id"]),
            table(then, "suggestions", _SUGGESTIONS, _PUBLIC_SUGGESTION, published),
        ),
    )


class _Head(TypedDict):
    names: dict[str, Cell]
    header: dict[str, Cell]


def _head(facts: Facts, deputy: str) -> _Head:
    """Return what the title and the head of the paper say."""
    book, when = facts.book, _when(facts.book, facts.period)
    names: dict[str, Cell] = {"name": book.name("deputy", deputy), "period": when}
    district = {"district": book.district.name, "working_body": book.district.working_body}
    return {"names": names, "header": {**district, "period": when}}


def _dossier(facts: Facts, deputy: str, counts: Counts, frames: dict[str, DataFrame]) -> Report:
    book, then = facts.book, facts.then
    return DOSSIER.report(
        book,
        period=facts.period,
        as_of=then.as_of,
        **_head(facts, deputy),
        tables=(
            _seats(book, deputy, _SEAT),
            _visits(facts, frames["visits"], deputy),
            _asks(then, frames["visits"]),
            *advice(then, frames["visits"]["id"]),
            _matters(then, frames["matters"]),
            _suggestions(then, frames["suggestions"]),
            _activities(then, frames["activities"]),
        ),
        heads=(
            (one.name, one.wording, one.cell(counts)) for one in OF_DEPUTY if one.name in _HEADS
        ),
    )


PUBLIC_DOSSIER = PaperType(
    "public-dossier",
    Bilingual(
        "{name}代表{period}履职情况（公开版）",
        "{name}: what the deputy did, {period} (public edition)",
    ),
    Bilingual("代表履职档案的公开版", "the public edition of the archive"),
    "dossier --public",
    Subject.DEPUTY,
    UsualPeriod.YEAR,
    _public_dossier,
    IS_PUBLIC,
    wide=False,
)
DOSSIER = PaperType(
    "dossier",
    Bilingual("{name}代表{period}履职档案", "{name}: performance archive, {period}"),
    Bilingual("一名代表一年或者一届的履职档案", "what a deputy did in a year or a term"),
    "dossier",
    Subject.DEPUTY,
    UsualPeriod.YEAR,
    dossier,
    PUBLIC_DOSSIER,
    signs=SIGNS,
    wide=False,
)
_HEADS = frozenset(
    "visits counted matters joint solved joint_solved led cosigned withdrawn activities".split()
)


def _when(book: Book, period: Period) -> Phrase:
    """Return the number of the term if the period is a whole term; else the dates."""
    for term in book.district.terms:
        if (term.start, term.end or book.as_of) == (period.first, period.last):
            return _term(term.id)
    return period_words(period)


def _term(wanted: str) -> Valued:
    number = numeral(int(wanted)) if wanted.isdigit() else wanted
    return coded(Bilingual(f"第{number}届", f"term {wanted}"), wanted)


_PUBLIC_SEAT = (
    column("term", "届", "term", lambda _, seat: _term(seat.term)),
    cells.constituency(),
    column("group", "代表组", "deputy group", names="group"),
    day("from", "起", "from", "start"),
    day("to", "止", "to", "end"),
)
_SEAT = (*_PUBLIC_SEAT, column("end", "终止原因", "why it ended", "ended_by"))


def _seats(book: Book, deputy: str, columns: Sequence[CellColumn]) -> Table:
    seats = book.deputies[deputy].record.seats
    return table(book, "seats", Bilingual("基本情况", "seats held"), columns, seats)


class VisitOfDeputy(NamedTuple):
    """A visit, and whether it counts for the deputy."""

    id: str
    record: Visit
    counts: bool


_VISIT = (
    day("day", "日期", "day", "record.held_on"),
    cells.constituency("record.constituency"),
    column("ask", "三问", "ask", "record.ask"),
    column("form", "形式", "form", "record.form"),
    column("place", "地点", "place", lambda _, one: one.record.place or ""),
    number("voters", "联系选民", "voters met", "record.met.voters"),
    number("matters", "问题数", "matters", lambda _, one: len(one.record.matters)),
    column("counts", "是否计入", "counts"),
    cells.record_id(),
)


def _visits(facts: Facts, visits: DataFrame, deputy: str) -> Table:
    by_id = {filed.id: filed.record for filed in facts.then.visits}
    items = (
        VisitOfDeputy(wanted, by_id[wanted], bool(counts))
        for wanted, counts in zip(visits["id"], visits["counts"], strict=True)
    )
    quotas = [
        quota
        for filed, quota in facts.then.quotas
        if filed.id == deputy and len(quota.year.meet(facts.period))
    ]
    note = _reckonings(quotas) if quotas else None
    return table(facts.then, "visits", Bilingual("联系选民", "visits"), _VISIT, items, note)


def _reckonings(quotas: Sequence[Quota]) -> Phrase:
    """Explain how many visits were required each year."""
    text = Bilingual("{year}年{reckoning}，已计入{made}次", "{year}: {reckoning}, {made} made")
    years = [
        phrase(text, year=quota.year.first.year, reckoning=quota.reckoning, made=quota.made)
        for quota in quotas
    ]
    both = Bilingual("{before}；{one}", "{before}; {one}")
    joined = reduce(lambda before, one: phrase(both, before=before, one=one), years)
    return phrase("应开展活动的次数：{years}。", "Visits owed: {years}.", years=joined)


class AskPut(NamedTuple):
    """One of the asks (三问), the visits that put it, and the people met for it."""

    ask: Ask
    visits: int
    met: list[str]


_ASK = (
    column("ask", "三问", "ask"),
    number("visits", "活动次数", "visits"),
    column("met", "联系对象", "people met", names="people"),
)


def _asks(book: Book, visits: DataFrame) -> Table:
    """Return a row for each ask; a visit counts for every ask that it put (rule V004)."""
    note = phrase(
        "一次活动按所写明的三问和所联系的对象，可以计入几问。",
        "A visit counts for each ask: the one named, and those meant for the people met.",
    )
    asked = visits["asks"].explode().value_counts()
    met = frozenset(visits["met"].explode().dropna())
    words = [*filter(met.__contains__, People), *sorted(met - frozenset(People))]
    items = [
        AskPut(
            ask,
            int(asked.get(ask, 0)),
            [one for one in words if (book.directory.ask_of(one) or Ask.OTHER) is ask],
        )
        for ask in (*THREE_ASKS, Ask.OTHER)
    ]
    rows = [one for one in items if one.ask in THREE_ASKS or one.visits or one.met]
    return table(
        book, "asks", Bilingual("三问和联系对象", "asks, and people met"), _ASK, rows, note
    )


def _title(book: Book, matter: Matter) -> Valued:
    """Return what was raised, and who sees to it if several deputies do."""
    names = [book.name("deputy", one) for one in matter.deputies]
    joint = names if len(names) > 1 else []
    text = Bilingual("{title}（{who}共同负责）", "{title} (seen to jointly by {who})")
    values = {"title": matter.heading, "who": joint}
    return Valued(text if joint else "{title}", values, {"": matter.heading, "joint": joint})


_MATTER = (
    cells.short_number(),
    cells.received(),
    column("title", "反映问题", "title", _title),
    column("departments", "转交单位", "forwarded to", names="department"),
    cells.state(),
    cells.result("outcome"),
    cells.record_id(),
)


def _matters(book: Book, matters: DataFrame) -> Table:
    items = map(book.matter_by_id.__getitem__, matters["id"])
    title = Bilingual("反映和推动解决的问题", "matters seen to")
    return table(book, "matters", title, _MATTER, items)


class Signature(NamedTuple):
    """A suggestion and the part of the deputy in it."""

    one: Handling
    leads: bool
    stands: bool

    @property
    def part(self) -> Valued:
        return _PARTS[self.leads, self.stands]


_PARTS = {
    (True, True): coded(Bilingual("领衔", "lead"), "lead"),
    (True, False): coded(Bilingual("领衔（已撤回）", "lead (withdrawn)"), "lead_withdrawn"),
    (False, True): coded(Bilingual("附议", "cosigner"), "cosigner"),
    (False, False): coded(
        Bilingual("附议（已撤回）", "cosigner (withdrawn)"), "cosigner_withdrawn"
    ),
}


_SUGGESTIONS = Bilingual("议案和代表建议", "motions and suggestions")
_PUBLIC_SUGGESTION = (
    day("day", "提出日期", "submitted", "one.day"),
    column("kind", "类型", "kind", "one.record.kind"),
    column("part", "身份", "as"),
    column("title", "题目", "title", "one.record.title"),
)
_SUGGESTION = (
    *_PUBLIC_SUGGESTION,
    column("department", "主办单位", "department", "one.department", names="department"),
    cells.state("one.state"),
    cells.result("one.outcome"),
    column("rating", "代表评价", "rated", "one.rating.outcome"),
    cells.record_id("one.id"),
)


def _suggestions(book: Book, signed: DataFrame) -> Table:
    return table(book, "suggestions", _SUGGESTIONS, _SUGGESTION, _signatures(book, signed))


def _signatures(book: Book, signed: DataFrame) -> list[Signature]:
    """Return the suggestions that a deputy signed, first those that the deputy leads."""
    by_id = {handling.id: handling for handling in book.handlings}
    signed = signed.sort_values("leads", ascending=False, kind="stable")
    parts = signed[["id", "leads", "stands"]].itertuples(index=False, name=None)
    return [Signature(by_id[wanted], leads, stands) for wanted, leads, stands in parts]


_ACTIVITY = (
    day("day", "日期", "day", "record.held_on"),
    column("kind", "活动类别", "kind", "record.kind", names="activity_kind"),
    column("title", "内容", "title", lambda _, filed: filed.record.title or ""),
    column("by", "组织者", "held by", "record.by", names="organizer"),
    cells.record_id(),
)


def _activities(book: Book, activities: DataFrame) -> Table:
    by_id = {filed.id: filed for filed in book.activities}
    items = map(by_id.__getitem__, activities["id"])
    title = Bilingual("其他履职活动", "other activities")
    return table(book, "activities", title, _ACTIVITY, items)
