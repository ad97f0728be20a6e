"""The circular (通报) for a group meeting: what its deputies did, in sentences (founding §4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from deputylog.book import Book
from deputylog.calendar import Period, day_in_full
from deputylog.facts import cells
from deputylog.facts.cells import CellColumn, column, day, number, table
from deputylog.facts.fact import of_group, within
from deputylog.facts.facts import Facts
from deputylog.facts.frames import members
from deputylog.facts.matters import is_solved
from deputylog.kinds.activity import ActivityKind
from deputylog.kinds.asks import THREE_ASKS
from deputylog.kinds.group import Mailbox
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.life.matter import Matter
from deputylog.papers.counts import (
    HEAD,
    OF_DEPUTY_BY_NAME,
    Count,
    Counts,
    frames_of_deputies,
    heads_of,
    performances,
    table_of_deputies,
    without_zeros,
)
from deputylog.papers.covering import mailboxes_opened, topics_raised, voters_met
from deputylog.papers.paper import SIGNS, PaperType, Subject, UsualPeriod
from deputylog.record.unknown_day import known
from deputylog.table import Cell, Report, Table
from deputylog.words import Bilingual, phrase

if TYPE_CHECKING:
    from pandas import DataFrame


def circular(book: Book, group: str, period: Period) -> Report:
    """Return the circular of a group for a period, as it stood at the period's end."""
    facts = Facts(book, period)
    frames, deputies = frames_of_deputies(facts), members(facts.then, group, period)
    done = performances(facts, frames, deputies)
    matters = [facts.then.matter_by_id[one] for one in facts.in_list(group)["id"]]
    return CIRCULAR.report(
        book,
        period=period,
        as_of=facts.then.as_of,
        group=group,
        values=_values(facts, group, done, matters),
        heads_for_programs=[
            (name, HEAD[name].wording, HEAD[name].cell(heads_of(facts)[group])) for name in _HEADS
        ],
        tables=(
            _deputies(facts, done),
            table(
                facts.then,
                "solved",
                _SOLVED_TITLE,
                _SOLVED,
                [one for one in matters if is_solved(one)],
            ),
            table(
                facts.then,
                "open",
                _OPEN_TITLE,
                _open_columns(facts),
                [one for one in matters if one.is_open],
            ),
            _mailboxes(facts, group),
        ),
    )


class Visits(NamedTuple):
    """The visits that a deputy owes in the year of the paper, and has made in it."""

    owed: int
    made: int


def _visits_of(book: Book, deputies: Sequence[str]) -> dict[str, Visits]:
    owed, made = Counter[str](), Counter[str]()
    for deputy, quota in book.quotas:
        if book.as_of in quota.year:
            owed[deputy.id] += quota.owed
            made[deputy.id] += quota.made
    return {deputy: Visits(owed[deputy], made[deputy]) for deputy in deputies}


_HEADS = (
    "visits",
    "carried_over",
    "received",
    "reopened",
    "settled",
    "solved",
    "open",
    "satisfied",
    "basically_satisfied",
    "dissatisfied",
    "suggestions",
    "suggestions_withdrawn",
)
"""The counts of the group that the text may name; programs get them too."""
VALUES: Mapping[str, Bilingual] = {
    **{name: HEAD[name].wording for name in _HEADS},
    "deputies": Bilingual("本组代表人数", "deputies of the group in the period"),
    "asks": Bilingual(
        "三问各开展的次数，各有name、count", "visits for each of the three asks: name and count"
    ),
    "voters": Bilingual("联系选民人次，附未记人数的次数", "voters met, with what is unknown"),
    "owing": Bilingual("本年应开展活动的代表人数", "deputies who owe visits this year"),
    "behind": Bilingual("其中尚未完成的代表姓名", "names of those who have not made them yet"),
    "day": Bilingual("情况截至的日期", "the day on which things stood so"),
    "letters": Bilingual("收到来信件数，检举控告除外", "letters received, without accusations"),
    "raised_at_visits": Bilingual("活动中反映的问题件数", "matters raised at visits"),
    "topics": Bilingual(
        "反映较集中的领域，各有name、count", "most frequent topics, each with name and count"
    ),
    "listed": Bilingual("列入办理的问题件数", "matters handled"),
    "overdue": Bilingual("下一步已超过期限的问题件数", "open matters whose next step is overdue"),
    "submitted": Bilingual(
        "提出的建议、议案，各有lead、title", "suggestions and motions submitted: lead and title"
    ),
    "mailboxes": Bilingual("信箱开启情况", "how the mailboxes were opened, in words"),
    "solvers": Bilingual("推动问题解决的代表姓名", "deputies who brought matters to a solution"),
    "honours": Bilingual("受到的表彰，各有what、as", "commendations: what and as"),
    "thanks": Bilingual("感谢来信件数", "letters of thanks"),
}
"""The named values of the text (templates/circular-text.md.j2), and what they mean."""

CIRCULAR = PaperType(
    "circular",
    Bilingual(
        "{name}{period}代表联系选民情况通报", "{name}: circular on contact with voters, {period}"
    ),
    Bilingual(
        "代表组一个期间代表联系选民的情况",
        "what the deputies of a group did for voters in a period",
    ),
    "circular",
    Subject.GROUP,
    UsualPeriod.YEAR,
    circular,
    Bilingual("含每名代表经办的件数", "it counts matters of single deputies"),
    signs=SIGNS,
    wide=False,
    values=VALUES,
)


def _values(
    facts: Facts, group: str, done: Mapping[str, Counts], matters: Sequence[Matter]
) -> dict[str, Cell]:
    """Return the values by name, as VALUES lists them."""
    book, then, heads = facts.book, facts.then, heads_of(facts)[group]
    owing = {one: made for one, made in _visits_of(then, list(done)).items() if made.owed}
    new = [one for one in matters if one.received in facts.period]
    due = [following.due for one in matters if (following := then.next_of[one.id])]
    return {
        **{name: HEAD[name].cell(heads) for name in _HEADS},
        "deputies": len(done),
        "asks": list(_asks(of_group(facts.visits, group))),
        "voters": voters_met(heads),
        "owing": len(owing),
        "behind": [
            book.name("deputy", one) for one, made in owing.items() if made.made < made.owed
        ],
        "day": day_in_full(then.as_of),
        "letters": sum(not one.from_visit for one in new),
        "raised_at_visits": sum(one.from_visit for one in new),
        "topics": topics_raised(facts, group)["topics"],
        "listed": len(matters),
        "overdue": sum(day is not None and day < then.as_of for day in due),
        "submitted": list(_submitted(facts, group)),
        "mailboxes": mailboxes_opened(facts, group, heads),
        "solvers": [
            book.name("deputy", one)
            for one, row in done.items()
            if row["solved"] or row["joint_solved"]
        ],
        "honours": list(_honours(facts, group, done)),
        "thanks": sum(one.kind is MatterKind.THANKS for one in new),
    }


def _asks(visits: DataFrame) -> Iterator[dict[str, Cell]]:
    """Yield each of the three asks with its visits; one visit may count for several."""
    asked = visits["asks"].explode().value_counts()
    for ask in THREE_ASKS:
        if number := int(asked.get(ask, 0)):
            yield {"name": ask, "count": number}


def _submitted(facts: Facts, group: str) -> Iterator[dict[str, Cell]]:
    made = of_group(facts.suggestions, group)
    made = made[within(made["submitted_on"], facts.period) & ~made["withdrawn"]]
    by_id = {one.id: one.record for one in facts.then.handlings}
    for record in map(by_id.__getitem__, made["id"]):
        yield {"lead": facts.book.name("deputy", record.lead), "title": record.title}


def _honours(facts: Facts, group: str, deputies: Collection[str]) -> Iterator[dict[str, Cell]]:
    """Yield the commendations of the group, its deputies and its matters in the period."""
    book = facts.then
    for filed in book.activities:
        one = filed.record
        if one.kind != ActivityKind.COMMENDATION or one.held_on not in facts.period:
            continue
        matter = book.matter_by_id.get(one.who or "")
        if matter and matter.group == group:
            yield {"what": f"“{matter.heading}”", "as": one.honoured_as}
        elif one.who == group or one.who in deputies:
            yield {"what": book.name("organizer", one.who), "as": one.honoured_as}
        elif one.title and one.by == group:
            yield {"what": one.title, "as": one.honoured_as}


_COUNTS = "matters joint solved joint_solved led cosigned activities".split()


def _deputies(facts: Facts, done: Mapping[str, Counts]) -> Table:
    """Return a row per deputy: the visits of the year, and what is not 0 for everybody."""
    visits = _visits_of(facts.then, list(done))
    rows = {one: {**row, **visits[one]._asdict()} for one, row in done.items()}
    several = without_zeros([OF_DEPUTY_BY_NAME[name] for name in _COUNTS], list(rows.values()))
    title = Bilingual("代表履职情况", "what deputies did")
    made = table_of_deputies(facts.book, "deputies", title, (*_OWED, *several), rows)
    note = phrase(
        "几名代表共同负责的问题另列，不计入各人负责的问题。",
        "Matters that several deputies see to jointly are counted apart.",
    )
    joint = any(one.name.startswith("joint") and not one.for_programs for one in several)
    return replace(made, note=note) if joint else made


_OWED = (
    Count("owed", "本年应开展活动", "visits owed this year", "", ""),
    Count("made", "已计入活动", "visits that count", "", ""),
)
_RAISED = (
    cells.short_number(),
    cells.summary("heading"),
    column("deputy", "负责代表", "deputy", cells.owners),
    column("departments", "承办单位", "departments", names="department"),
)
_SOLVED = (*_RAISED, day("settled_on", "办结日期", "settled"), cells.record_id())


def _open_columns(facts: Facts) -> tuple[CellColumn, ...]:
    """Return the columns of what was open at the end of the period, with what was settled later."""
    later = facts.book.matter_by_id
    return (
        *_OPEN,
        day(
            "later",
            "此后办结",
            "settled later",
            lambda _, one: known(later[one.id].settled_on),
        ),
    )


_OPEN = (
    *_RAISED,
    *cells.NEXT_SAID,
    cells.record_id(),
)
_SOLVED_TITLE = Bilingual("已推动解决的问题", "brought to a solution")
_OPEN_TITLE = Bilingual("尚未办结的问题", "still open")


class WeeksOfMailbox(NamedTuple):
    """A mailbox with its weeks in a period."""

    mailbox: Mailbox
    weeks: DataFrame

    @property
    def letters(self) -> int | None:
        """The letters found; None, for unknown, if it was never opened."""
        return int(self.weeks["letters"].sum()) if self.weeks["opened"].any() else None


_MAILBOX = (
    cells.constituency(lambda book, one: one.mailbox.constituency_on(book.as_of)),
    column("place", "位置", "place", lambda book, one: one.mailbox.place_on(book.as_of)),
    number("owed", "应开启周数", "weeks owed", lambda _, one: int(one.weeks["owed"].sum())),
    number(
        "opened",
        "其中已开启",
        "of these opened",
        lambda _, one: int((one.weeks["owed"] & one.weeks["opened"]).sum()),
    ),
    number("letters", "收到信件", "letters found"),
)


def _mailboxes(facts: Facts, group: str) -> Table:
    """Return the weeks of the group's mailboxes, each where it hung at the end of the period."""
    weeks = of_group(facts.mailbox_weeks, group)
    items = [
        WeeksOfMailbox(held.mailbox, weeks[weeks["mailbox"] == held.id])
        for held in facts.mailboxes(group)
    ]
    title = Bilingual("代表信箱", "deputy mailboxes")
    return table(facts.then, "mailboxes", title, _MAILBOX, items)
