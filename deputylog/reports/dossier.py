"""A deputy's performance archive (代表履职档案) for a year or a term (founding §4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.model.identity import masked
from deputylog.model.state import state_of, state_of_suggestion
from deputylog.reports.performance import Performance, performances
from deputylog.reports.period_words import of_period, period_words
from deputylog.reports.signs import SIGNS
from deputylog.table import Cell, Column, Head, Report, Table
from deputylog.words import N_, Phrase, Said, phrase

_DAY = Column("day", Said("日期", "day"), "day")
_TITLE = Column("title", Said("内容", "title"), width=45)
_STATE = Column("state", Said("状态", "state"))
_ID = Column("id", Said("编号", "id"), width=26)


def dossier(book: Book, deputy: str, period: Period) -> Report:
    """Return the archive of one deputy for a period."""
    (done,) = performances(book, [deputy], period)
    when = _when(book, period)
    report = Report(
        name="dossier",
        title=phrase(N_("{name}: performance archive, {period}"), name=done.deputy.record.name, period=when),
        header={"district": book.district.name, "working_body": book.district.working_body, "period": when},
        as_of=book.as_of,
        tables=(_seats(book, done), _visits(book, done), _matters(book, done), _suggestions(book, done), _activities(book, done)),
        heads=tuple(_heads(done)),
        notes=tuple([book.unread] if book.unread else []),
        wide=True,
        signs=SIGNS,
    )
    return of_period(book, report, period)


def _when(book: Book, period: Period) -> Phrase:
    """Return the number of the term if the period is a whole term; else the dates."""
    term = next((term.id for term in book.district.terms if (term.start, term.end or book.as_of) == (period.first, period.last)), "")
    return phrase(N_("term {term}"), term=term) if term else period_words(period)


def _heads(done: Performance) -> Iterator[Head]:
    yield "visits", Said("走访次数", "visits"), len(done.visits)
    yield "counted", Said("计入次数", "visits that count"), len(done.counted_days)
    yield "matters", Said("负责的问题", "matters seen to"), len(done.matters)
    yield "solved", Said("推动解决", "brought to a solution"), done.solved_count
    yield "led", Said("领衔建议、议案", "suggestions and motions led"), len(done.led)
    yield "cosigned", Said("附议", "cosigned"), len(done.cosigned)
    yield "activities", Said("其他活动", "other activities"), len(done.activities)


def _seats(book: Book, done: Performance) -> Table:
    columns = (
        Column("term", Said("届", "term")),
        Column("constituency", Said("选区", "constituency")),
        Column("group", Said("代表组", "deputy group")),
        Column("from", Said("起", "from"), "day"),
        Column("to", Said("止", "to"), "day"),
        Column("end", Said("终止原因", "why it ended")),
    )
    rows = tuple(
        (seat.term, book.name("constituency", seat.constituency), book.name("group", seat.group), seat.start, seat.end, seat.ended_by)
        for seat in done.deputy.record.seats
    )
    return Table("seats", Said("基本情况", "seats held"), columns, rows)


def _visits(book: Book, done: Performance) -> Table:
    columns = (
        _DAY,
        Column("constituency", Said("选区", "constituency")),
        Column("ask", Said("三问", "ask")),
        Column("form", Said("形式", "form")),
        Column("place", Said("地点", "place"), width=30),
        Column("voters", Said("联系选民", "voters met"), "number"),
        Column("matters", Said("问题数", "matters"), "number"),
        Column("counts", Said("是否计入", "counts")),
        _ID,
    )
    seen: set[object] = set()
    rows: list[tuple[Cell, ...]] = []
    for filed in done.visits:
        visit = filed.record
        counts = visit.held_on in done.counted_days and visit.held_on not in seen
        seen.add(visit.held_on)
        where, voters = book.name("constituency", visit.constituency), visit.met.voters if visit.met else None
        place = masked(visit.place or "")
        rows.append((visit.held_on, where, visit.ask, visit.form, place, voters, len(visit.matters), counts, filed.id))
    return Table("visits", Said("联系选民", "visits"), columns, tuple(rows), _reckonings(done))


def _reckonings(done: Performance) -> Phrase | None:
    """Explain how many visits were required each year; None without a requirement."""
    if not done.quotas:
        return None
    text = N_("{year}: {reckoning}, {made} made")
    years = [phrase(text, year=quota.year.first.year, reckoning=quota.reckoning, made=quota.made) for quota in done.quotas]
    return phrase(N_("Reckoning: {years}"), years=reduce(lambda before, one: phrase(N_("{before}; {one}"), before=before, one=one), years))


def _matters(book: Book, done: Performance) -> Table:
    columns = (
        Column("received", Said("收到日期", "received"), "day"),
        _TITLE,
        Column("departments", Said("转交单位", "forwarded to"), width=28),
        Column("result", Said("结果", "result")),
        _STATE,
        Column("solved", Said("推动解决", "brought to a solution")),
        _ID,
    )
    solved: dict[str, bool | None] = {matter.id: True for matter in done.solved}
    solved |= {matter.id: None for matter in done.solved_undated}  # solved, but possibly not in this period
    rows = tuple(
        (
            matter.received,
            masked(matter.title or matter.summary or ""),
            [book.name("department", department) for department in matter.departments],
            matter.outcome,
            state_of(matter),
            solved.get(matter.id, False),
            matter.id,
        )
        for matter in done.matters
    )
    return Table("matters", Said("反映和推动解决的问题", "matters seen to"), columns, rows)


_LED = Said("领衔", "lead")
_COSIGNED = Said("附议", "cosigner")


def _suggestions(book: Book, done: Performance) -> Table:
    columns = (
        Column("day", Said("提出日期", "submitted"), "day"),
        Column("kind", Said("类型", "kind")),
        Column("part", Said("身份", "as")),
        _TITLE,
        Column("department", Said("主办单位", "department"), width=28),
        Column("result", Said("结果", "result")),
        Column("rating", Said("代表评价", "rated")),
        _STATE,
        _ID,
    )
    both = [*((handling, _LED) for handling in done.led), *((handling, _COSIGNED) for handling in done.cosigned)]
    rows: list[tuple[Cell, ...]] = []
    for handling, part in both:
        department = book.name("department", handling.assignment.lead if handling.assignment else None)
        rating = handling.rounds[-1].rating if handling.rounds else None
        outcome, title = rating.outcome if rating else None, masked(handling.record.title)
        state = state_of_suggestion(handling)
        rows.append((handling.day, handling.record.kind, part, title, department, handling.result, outcome, state, handling.id))
    return Table("suggestions", Said("议案和代表建议", "motions and suggestions"), columns, tuple(rows))


def _activities(book: Book, done: Performance) -> Table:
    columns = (
        _DAY,
        Column("kind", Said("活动类别", "kind")),
        _TITLE,
        Column("by", Said("组织者", "held by")),
        _ID,
    )
    rows: Sequence[tuple[Cell, ...]] = [
        (
            filed.record.held_on,
            book.directory.activity_kind(filed.record.kind),
            masked(filed.record.title or ""),
            book.name("organizer", filed.record.by),
            filed.id,
        )
        for filed in done.activities
    ]
    return Table("activities", Said("其他履职活动", "other activities"), columns, tuple(rows))
