"""A deputy's performance archive (代表履职档案) for a year or a term (founding §4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import TYPE_CHECKING

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.facts.facts import Facts
from deputylog.facts.matter_rows import owners
from deputylog.facts.period_words import of_period, period_words
from deputylog.kinds.deputy import Deputy
from deputylog.kinds.visit import Visit
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.life.quota import Quota
from deputylog.papers.agenda import advice
from deputylog.papers.asks import asks_table
from deputylog.papers.partial_counts import OF_THESE
from deputylog.papers.performance import (
    attended,
    cell,
    performances,
    seen_to,
    signatures,
    took_part,
)
from deputylog.papers.signs import SIGNS
from deputylog.table import Cell, Column, Head, Report, Table
from deputylog.text.identity import masked
from deputylog.words import Bilingual, Phrase, phrase

if TYPE_CHECKING:
    from pandas import DataFrame, Series

_DAY = Column("day", Bilingual("日期", "day"), "day")
_TITLE = Column("title", Bilingual("内容", "title"), width=45)
_STATE = Column("state", Bilingual("状态", "state"))
_ID = Column("id", Bilingual("编号", "id"), width=26)


def dossier(book: Book, deputy: str, period: Period) -> Report:
    """Return the archive of one deputy for a period."""
    (made,) = dossiers(book, [deputy], period)
    return made


def dossiers(book: Book, deputies: Sequence[str], period: Period) -> Iterator[Report]:
    """Yield the archive of each deputy, as it stood at the period's end."""
    facts = Facts(book, period)
    frames = (attended(facts), seen_to(facts), signatures(facts), took_part(facts))
    for deputy, counts in performances(facts, deputies).iterrows():
        yield _dossier(
            facts, str(deputy), counts, [frame[frame["deputy"] == deputy] for frame in frames]
        )


def _dossier(facts: Facts, deputy: str, counts: Series, frames: Sequence[DataFrame]) -> Report:
    book, period = facts.book, facts.period
    visits, matters, signed, activities = frames
    when = _when(book, period)
    report = Report(
        name="dossier",
        title=phrase(
            "{name}代表履职档案（{period}）",
            "{name}: performance archive, {period}",
            name=book.name("deputy", deputy),
            period=when,
        ),
        header={
            "district": book.district.name,
            "working_body": book.district.working_body,
            "period": when,
        },
        as_of=book.as_of,
        tables=(
            _seats(book, book.deputies[deputy].record),
            _visits(facts, visits, deputy),
            asks_table(facts.then, visits),
            *advice(facts.then, visits["id"]),
            _matters(facts.then, matters),
            _suggestions(facts.then, signed),
            _activities(facts.then, activities),
        ),
        heads=tuple(_heads(counts)),
        wide=True,
        signs=SIGNS,
    )
    return of_period(book, report, period)


def _when(book: Book, period: Period) -> Phrase:
    """Return the number of the term if the period is a whole term; else the dates."""
    term = next(
        (
            term.id
            for term in book.district.terms
            if (term.start, term.end or book.as_of) == (period.first, period.last)
        ),
        "",
    )
    return phrase("第{term}届", "term {term}", term=term) if term else period_words(period)


def _heads(counts: Series) -> Iterator[Head]:
    yield "visits", Bilingual("走访次数", "visits"), int(counts["visits"])
    yield "counted", Bilingual("计入次数", "visits that count"), int(counts["counted"])
    yield "matters", Bilingual("负责的问题", "matters seen to"), int(counts["matters"])
    yield (
        "joint",
        Bilingual("共同负责的问题", "matters seen to jointly"),
        int(counts["joint_matters"]),
    )
    yield "solved", Bilingual("推动解决", "brought to a solution"), cell(counts, "solved", OF_THESE)
    yield (
        "joint_solved",
        Bilingual("共同推动解决", "brought to a solution jointly"),
        cell(counts, "joint_solved", OF_THESE),
    )
    yield "led", Bilingual("领衔建议、议案", "suggestions and motions led"), int(counts["led"])
    yield "cosigned", Bilingual("附议", "cosigned"), int(counts["cosigned"])
    yield (
        "withdrawn",
        Bilingual("已撤回的建议、签名", "suggestions or signatures withdrawn"),
        int(counts["withdrawn"]),
    )
    yield "activities", Bilingual("其他活动", "other activities"), int(counts["activities"])


def _seats(book: Book, deputy: Deputy) -> Table:
    columns = (
        Column("term", Bilingual("届", "term")),
        Column("constituency", Bilingual("选区", "constituency")),
        Column("group", Bilingual("代表组", "deputy group")),
        Column("from", Bilingual("起", "from"), "day"),
        Column("to", Bilingual("止", "to"), "day"),
        Column("end", Bilingual("终止原因", "why it ended")),
    )
    rows = tuple(
        (
            seat.term,
            book.name("constituency", seat.constituency),
            book.name("group", seat.group),
            seat.start,
            seat.end,
            seat.ended_by,
        )
        for seat in deputy.seats
    )
    return Table("seats", Bilingual("基本情况", "seats held"), columns, rows)


def _visits(facts: Facts, visits: DataFrame, deputy: str) -> Table:
    columns = (
        _DAY,
        Column("constituency", Bilingual("选区", "constituency")),
        Column("ask", Bilingual("三问", "ask")),
        Column("form", Bilingual("形式", "form")),
        Column("place", Bilingual("地点", "place"), width=30),
        Column("voters", Bilingual("联系选民", "voters met"), "number"),
        Column("matters", Bilingual("问题数", "matters"), "number"),
        Column("counts", Bilingual("是否计入", "counts")),
        _ID,
    )
    book, by_id = facts.then, {filed.id: filed.record for filed in facts.then.visits}
    rows = tuple(
        (*_visit(book, by_id[wanted]), bool(counts), wanted)
        for wanted, counts in zip(visits["id"], visits["counts"], strict=True)
    )
    quotas = [
        quota
        for filed, quota in book.quotas
        if filed.id == deputy and len(quota.year.meet(facts.period))
    ]
    return Table("visits", Bilingual("联系选民", "visits"), columns, rows, _reckonings(quotas))


def _visit(book: Book, visit: Visit) -> tuple[Cell, ...]:
    where, voters = (
        book.name("constituency", visit.constituency),
        visit.met.voters if visit.met else None,
    )
    return (
        visit.held_on,
        where,
        visit.ask,
        visit.form,
        masked(visit.place or ""),
        voters,
        len(visit.matters),
    )


def _reckonings(quotas: Sequence[Quota]) -> Phrase | None:
    """Explain how many visits were required each year; None without a requirement."""
    if not quotas:
        return None
    text = Bilingual("{year}年：{reckoning}，已走访{made}次", "{year}: {reckoning}, {made} made")
    years = [
        phrase(text, year=quota.year.first.year, reckoning=quota.reckoning, made=quota.made)
        for quota in quotas
    ]
    return phrase(
        "应走访次数：{years}",
        "Reckoning: {years}",
        years=reduce(
            lambda before, one: phrase(
                "{before}；{one}", "{before}; {one}", before=before, one=one
            ),
            years,
        ),
    )


def _matters(book: Book, matters: DataFrame) -> Table:
    columns = (
        Column("received", Bilingual("收到日期", "received"), "day"),
        _TITLE,
        Column("deputy", Bilingual("负责代表", "seen to by")),
        Column("departments", Bilingual("转交单位", "forwarded to"), width=28),
        Column("result", Bilingual("结果", "result")),
        _STATE,
        Column("solved", Bilingual("推动解决", "brought to a solution")),
        _ID,
    )
    solved = zip(matters["id"], matters["solved"], strict=True)
    rows = tuple(
        (*_matter(book, book.matter_by_id[wanted]), bool(is_solved), wanted)
        for wanted, is_solved in solved
    )
    return Table("matters", Bilingual("反映和推动解决的问题", "matters seen to"), columns, rows)


def _matter(book: Book, matter: Matter) -> tuple[Cell, ...]:
    departments = [book.name("department", department) for department in matter.departments]
    title = matter.masked_title
    return matter.received, title, owners(book, matter), departments, matter.outcome, matter.state


_PART = {
    (True, True): Bilingual("领衔", "lead"),
    (True, False): Bilingual("领衔（已撤回）", "lead (withdrawn)"),
    (False, True): Bilingual("附议", "cosigner"),
    (False, False): Bilingual("附议（已撤回）", "cosigner (withdrawn)"),
}


def _suggestions(book: Book, signed: DataFrame) -> Table:
    columns = (
        Column("day", Bilingual("提出日期", "submitted"), "day"),
        Column("kind", Bilingual("类型", "kind")),
        Column("part", Bilingual("身份", "as")),
        _TITLE,
        Column("department", Bilingual("主办单位", "department"), width=28),
        Column("result", Bilingual("结果", "result")),
        Column("rating", Bilingual("代表评价", "rated")),
        _STATE,
        _ID,
    )
    by_id = {handling.id: handling for handling in book.handlings}
    signed = signed.sort_values("leads", ascending=False, kind="stable")
    parts = (
        _PART[bool(leads), bool(stands)]
        for leads, stands in zip(signed["leads"], signed["stands"], strict=True)
    )
    rows = tuple(
        _suggestion(book, by_id[wanted], part)
        for wanted, part in zip(signed["id"], parts, strict=True)
    )
    return Table(
        "suggestions", Bilingual("议案和代表建议", "motions and suggestions"), columns, rows
    )


def _suggestion(book: Book, handling: Handling, part: Bilingual) -> tuple[Cell, ...]:
    department = book.name("department", handling.department)
    rated, title = (
        handling.rating.outcome if handling.rating else None,
        masked(handling.record.title),
    )
    return (
        handling.day,
        handling.record.kind,
        part,
        title,
        department,
        handling.outcome,
        rated,
        handling.state,
        handling.id,
    )


def _activities(book: Book, activities: DataFrame) -> Table:
    columns = (
        _DAY,
        Column("kind", Bilingual("活动类别", "kind")),
        _TITLE,
        Column("by", Bilingual("组织者", "held by")),
        _ID,
    )
    by_id = {filed.id: filed for filed in book.activities}
    rows = tuple(
        (
            filed.record.held_on,
            book.directory.word("activity_kind", filed.record.kind),
            masked(filed.record.title or ""),
            book.name("organizer", filed.record.by),
            filed.id,
        )
        for filed in map(by_id.__getitem__, activities["id"])
    )
    return Table("activities", Bilingual("其他履职活动", "other activities"), columns, rows)
