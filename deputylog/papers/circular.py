"""The circular (通报) for a group meeting: deputies, matters and mailboxes (founding §4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.facts import cells
from deputylog.facts.cells import column, number, table
from deputylog.facts.fact import of_group
from deputylog.facts.facts import Facts
from deputylog.facts.frames import members
from deputylog.kinds.group import Mailbox
from deputylog.papers.agenda import advice
from deputylog.papers.counts import (
    HEAD,
    OF_DEPUTY,
    Count,
    Counts,
    frames_of_deputies,
    heads_of,
    open_on,
    performances,
    reworded,
    settled_on,
    table_of_deputies,
)
from deputylog.papers.paper import SIGNS, PaperType, Subject, UsualPeriod
from deputylog.table import Head, Report, Table
from deputylog.words import Bilingual

if TYPE_CHECKING:
    from pandas import DataFrame

_MATTER = (
    cells.received(),
    cells.summary("heading", width=45),
    column("deputy", "代表", "deputy", cells.owners),
    column("departments", "承办单位", "departments", names="department", width=28),
    cells.state(),
    cells.result("outcome"),
)


def circular(book: Book, group: str, period: Period) -> Report:
    """Return the circular of a group for a period, as it stood at the period's end."""
    facts = Facts(book, period)
    frames, deputies = frames_of_deputies(facts), members(facts.then, group, period)
    done, listed = performances(facts, frames, deputies), facts.in_list(group)

    def matters(name: str, title: Bilingual) -> Table:
        chosen = map(facts.then.matter_by_id.__getitem__, listed[listed[name]]["id"])
        return table(facts.then, name, title, _MATTER, chosen)

    return CIRCULAR.report(
        book,
        period=period,
        group=group,
        tables=(
            _deputies(facts, done),
            matters("solved", Bilingual("已推动解决的问题", "brought to a solution")),
            matters("open", Bilingual("尚未办结的问题", "still open")),
            *advice(facts.then, of_group(facts.visits, group)["id"]),
            _mailboxes(facts, group),
        ),
        heads=_heads(facts, len(done), heads_of(facts)[group]),
    )


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
)


def _heads(facts: Facts, deputies: int, heads: Counts) -> Iterator[Head]:
    day = facts.then.as_of
    yield "deputies", Bilingual("代表人数", "deputies"), deputies
    for name, wording in {
        "visits": HEAD["visits"].wording,
        "carried_over": HEAD["carried_over"].wording,
        "received": Bilingual("新收问题", "matters received"),
        "reopened": HEAD["reopened"].wording,
        "settled": settled_on(day),
        "open": open_on(day),
        "suggestions": HEAD["suggestions"].wording,
        "suggestions_withdrawn": HEAD["suggestions_withdrawn"].wording,
    }.items():
        yield name, wording, HEAD[name].cell(heads)


_WORDING = {
    "joint": Bilingual("共同负责", "seen to jointly"),
    "led": Bilingual("领衔建议、议案", "led"),
}
"""Counts that are worded otherwise than in other papers."""
_OWED = Count("owed", "本年应走访", "owed this year", frame="", select="")
_COUNTS = "matters joint solved joint_solved led cosigned activities".split()


def _deputies(facts: Facts, done: Mapping[str, Counts]) -> Table:
    owed = Counter[str]()
    for deputy, quota in facts.then.quotas:
        owed[deputy.id] += quota.owed if facts.period.last in quota.year else 0
    named = {one.name: reworded(one, _WORDING.get(one.name, one.wording)) for one in OF_DEPUTY}
    counts = (named["counted"], _OWED, *(named[name] for name in _COUNTS))
    rows = {deputy: {**row, "owed": owed[deputy]} for deputy, row in done.items()}
    title = Bilingual("代表履职情况", "what deputies did")
    return table_of_deputies(facts.book, "deputies", title, counts, rows)


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
    column("place", "位置", "place", lambda book, one: one.mailbox.place_on(book.as_of), width=30),
    number(
        "owed",
        "应开启周数",
        "weeks owed",
        lambda _, one: int(one.weeks["owed"].sum()),
    ),
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
