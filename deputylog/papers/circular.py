"""The circular (通报) for a group meeting: what its deputies did, in sentences (founding §4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from deputylog.book import Book
from deputylog.calendar import Period, day_in_full
from deputylog.facts import cells
from deputylog.facts.cells import column, day, number, table
from deputylog.facts.fact import of_group, within
from deputylog.facts.facts import Facts
from deputylog.facts.frames import members
from deputylog.facts.matters import is_solved
from deputylog.kinds.activity import Activity, ActivityKind
from deputylog.kinds.events import FedBack, Satisfaction
from deputylog.kinds.group import Mailbox
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.life.matter import Matter
from deputylog.papers.counts import (
    OF_DEPUTY_BY_NAME,
    Count,
    Counts,
    frames_of_deputies,
    heads_of,
    performances,
    table_of_deputies,
    used,
    voters_met,
)
from deputylog.papers.paper import SIGNS, PaperType, Subject, UsualPeriod
from deputylog.period_words import period_words
from deputylog.table import Cell, Report, Table
from deputylog.text import counts
from deputylog.words import Bilingual, Phrase, phrase

if TYPE_CHECKING:
    from pandas import DataFrame

_TOPICS_NAMED = 3


def circular(book: Book, group: str, period: Period) -> Report:
    """Return the circular of a group for a period, as it stood at the period's end."""
    facts = Facts(book, period)
    frames, deputies = frames_of_deputies(facts), members(facts.then, group, period)
    done = performances(facts, frames, deputies)
    matters = [facts.then.matter_by_id[one] for one in facts.in_list(group)["id"]]
    return CIRCULAR.report(
        book,
        period=period,
        group=group,
        paragraphs=_paragraphs(facts, group, done, matters),
        tables=(
            _deputies(facts, done),
            table(
                facts.then,
                "solved",
                _SOLVED_TITLE,
                _SOLVED,
                [one for one in matters if is_solved(one)],
            ),
            table(facts.then, "open", _OPEN_TITLE, _OPEN, [one for one in matters if one.is_open]),
            _mailboxes(facts, group),
        ),
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
    wide=False,
)


class Visits(NamedTuple):
    """The visits that a deputy owes in the year of the paper, and has made in it."""

    owed: int
    made: int

    @property
    def are_enough(self) -> bool:
        return self.made >= self.owed


def _visits_of(book: Book, deputies: Sequence[str]) -> dict[str, Visits]:
    owed, made = Counter[str](), Counter[str]()
    for deputy, quota in book.quotas:
        if book.as_of in quota.year:
            owed[deputy.id] += quota.owed
            made[deputy.id] += quota.made
    return {deputy: Visits(owed[deputy], made[deputy]) for deputy in deputies}


def _paragraphs(
    facts: Facts, group: str, done: Mapping[str, Counts], matters: Sequence[Matter]
) -> Iterator[Phrase]:
    """Yield what the circular says, in sentences with named counts."""
    heads = heads_of(facts)[group]
    yield from _on_visits(facts, heads, _visits_of(facts.then, list(done)))
    yield from _on_what_was_raised(facts, group, heads)
    yield from _on_handling(facts, heads, matters)
    yield from _on_suggestions(facts, group)
    yield from _on_mailboxes(heads, len(facts.mailboxes(group)))
    yield from _praise(facts, group, done)


def _on_visits(facts: Facts, heads: Counts, visits: Mapping[str, Visits]) -> Iterator[Phrase]:
    yield phrase(
        "{period}，本组{deputies}名代表开展进选区联系选民活动{visits}，联系选民{voters}。几名代表一同参加的"
        "活动，在总数中计一次，为每名参加的代表各计一次；一名代表同一天参加几次的，计一次。",
        "In the period, the {deputies} deputies of the group made {visits} and met {voters}. "
        "A visit of several deputies counts once in the total, and once for each of them; several "
        "visits of a deputy on one day count once.",
        period=period_words(facts.period),
        deputies=len(visits),
        visits=counts.visits(heads["visits"]),
        voters=voters_met(heads),
    )
    owing = {deputy: one for deputy, one in visits.items() if one.owed}
    left = [facts.book.name("deputy", one) for one in owing if not owing[one].are_enough]
    text = Bilingual(
        "本年应开展活动的{owing}名代表均已完成应开展的次数。",
        "All {owing} deputies who owe visits this year have made them.",
    )
    if left:
        text = Bilingual(
            "截至{day}，本年应开展活动的{owing}名代表中，{enough}名已完成应开展的次数；尚未完成的有{left}。",
            "By {day}, {enough} of the {owing} deputies who owe visits this year had made them; "
            "these had not: {left}.",
        )
    if owing:
        yield phrase(
            text,
            day=day_in_full(facts.then.as_of),
            owing=len(owing),
            enough=len(owing) - len(left),
            left=left,
        )


def _on_what_was_raised(facts: Facts, group: str, heads: Counts) -> Iterator[Phrase]:
    listed = facts.in_list(group)
    new = listed[listed["listed_as"] == "received"]
    topics = new[new["topic"] != ""]["topic"].value_counts()
    often = topics[topics > 1].head(_TOPICS_NAMED)
    text = Bilingual(
        "收到群众来信{letters}，活动中反映问题{raised}。",
        "Voters sent {letters} and raised {raised} at visits.",
    )
    if len(often):
        text = Bilingual(
            "收到群众来信{letters}，活动中反映问题{raised}，反映较多的是{topics}。",
            "Voters sent {letters} and raised {raised} at visits; most often: {topics}.",
        )
    yield phrase(
        text,
        letters=counts.letters(int((~new["from_visit"]).sum())),
        raised=counts.matters(heads["raised_at_visits"]),
        topics=_each({facts.book.name("topic", str(one)): int(often[one]) for one in often.index}),
    )


def _on_handling(facts: Facts, heads: Counts, matters: Sequence[Matter]) -> Iterator[Phrase]:
    book = facts.then
    due = [following.due for one in matters if (following := book.next_of[one.id])]
    text = Bilingual(
        "列入办理的问题共{listed}（{why}），已办结{settled}件，其中已解决{solved}件；尚未办结{open}件。",
        "{listed} in hand ({why}): {settled} settled, of these {solved} solved, and {open} still "
        "open.",
    )
    overdue = sum(day is not None and day < book.as_of for day in due)
    if overdue:
        text = Bilingual(
            f"{text.zh[:-1]}，其中{{overdue}}件的下一步已超过期限。",
            f"{text.en[:-1]}; the next step is overdue for {{overdue}}.",
        )
    yield phrase(
        text,
        listed=counts.matters(len(matters)),
        why=_each({_LISTED[one]: heads[one] for one in _LISTED}),
        settled=heads["settled"],
        solved=heads["solved"],
        open=heads["open"],
        overdue=overdue,
    )
    rated = Counter(
        event.satisfaction
        for one in matters
        for event in one.course
        if isinstance(event, FedBack) and event.on and event.on in facts.period
    )
    if rating := _each({one: rated[one] for one in Satisfaction}):
        yield phrase(
            "选民对办理结果的评价：{rating}。",
            "Voters' opinion of the results: {rating}.",
            rating=rating,
        )


_LISTED = {
    "carried_over": Bilingual("上期结转", "carried over"),
    "received": Bilingual("新收", "received"),
    "reopened": Bilingual("重新办理", "reopened"),
}


def _each(numbers: Mapping[str, int | None]) -> list[Phrase]:
    """Return each name with its number of matters, without those that are 0."""
    text = Bilingual("{name}{count}件", "{count} {name}")
    return [phrase(text, name=name, count=count) for name, count in numbers.items() if count]


def _on_suggestions(facts: Facts, group: str) -> Iterator[Phrase]:
    made = of_group(facts.suggestions, group)
    made = made[within(made["submitted_on"], facts.period) & ~made["withdrawn"]]
    by_id = {one.id: one for one in facts.then.handlings}
    each = Bilingual("{lead}领衔的《{title}》", "{title} ({lead})")
    several = [
        phrase(each, lead=facts.book.name("deputy", one.record.lead), title=one.record.title)
        for one in map(by_id.__getitem__, made["id"])
    ]
    if several:
        yield phrase(
            Bilingual(
                "提出代表建议、议案{count}件：{several}。",
                "{count} suggestion or motion was submitted: {several}.",
                "{count} suggestions and motions were submitted: {several}.",
            ),
            count=len(several),
            several=several,
        )


def _on_mailboxes(heads: Counts, mailboxes: int) -> Iterator[Phrase]:
    owed, done = heads["openings_owed"] or 0, heads["openings_done"] or 0
    text = Bilingual(
        "{mailboxes}应开启{owed}，均已按时开启。",
        "{mailboxes} had to be opened in {owed} and were opened in all of them.",
    )
    if done < owed:
        text = Bilingual(
            "{mailboxes}应开启{owed}，已开启{done}，未开启{missed}。",
            "{mailboxes} had to be opened in {owed}: opened in {done}, missed in {missed}.",
        )
    if owed:
        yield phrase(
            text,
            mailboxes=counts.mailboxes(mailboxes),
            owed=counts.mailbox_weeks(owed),
            done=counts.mailbox_weeks(done),
            missed=counts.mailbox_weeks(owed - done),
        )


def _praise(facts: Facts, group: str, done: Mapping[str, Counts]) -> Iterator[Phrase]:
    """Yield what the records praise: what deputies got solved, commendations, letters of thanks."""
    book, listed = facts.book, facts.in_list(group)
    solved = [one for one, row in done.items() if row["solved"] or row["joint_solved"]]
    if solved:
        yield phrase(
            "推动问题得到解决的代表有{names}。",
            "These deputies brought matters to a solution: {names}.",
            names=[book.name("deputy", one) for one in solved],
        )
    honours = [
        phrase(_HONOUR, what=what, honoured_as=one.honoured_as)
        for filed in facts.then.activities
        if (one := filed.record).kind == ActivityKind.COMMENDATION and one.held_on in facts.period
        for what in _honoured(book, one, group, done)
    ]
    if honours:
        yield phrase("受到表彰、推广的有{honours}。", "Commended: {honours}.", honours=honours)
    if thanks := int((listed["kind"] == MatterKind.THANKS).sum()):
        yield phrase(
            "收到群众感谢来信{letters}。",
            "Voters sent thanks in {letters}.",
            letters=counts.letters(thanks),
        )


_HONOUR = Bilingual("{what}（{honoured_as}）", "{what} ({honoured_as})")


def _honoured(book: Book, one: Activity, group: str, deputies: Collection[str]) -> Iterator[Cell]:
    """Yield the name of the group or its deputy, or the title of the matter, that is commended."""
    matter = book.matter_by_id.get(one.who or "")
    if matter and matter.group == group:
        yield phrase("“{title}”", title=matter.heading)
    elif one.who == group or one.who in deputies:
        yield book.name("organizer", one.who)
    elif one.title and one.by == group:
        yield one.title


_COUNTS = "matters joint solved joint_solved led cosigned activities".split()


def _deputies(facts: Facts, done: Mapping[str, Counts]) -> Table:
    """Return a row per deputy: the visits of the year, and what is not 0 for everybody."""
    visits = _visits_of(facts.then, list(done))
    rows = {one: {**row, **visits[one]._asdict()} for one, row in done.items()}
    several = used([OF_DEPUTY_BY_NAME[name] for name in _COUNTS], list(rows.values()))
    title = Bilingual("代表履职情况", "what deputies did")
    made = table_of_deputies(facts.book, "deputies", title, (*_OWED, *several), rows)
    note = phrase(
        "几名代表共同负责的问题另列，不计入各人负责的问题。",
        "Matters that several deputies see to jointly are counted apart.",
    )
    joint = any(one.name.startswith("joint") for one in several)
    return replace(made, note=note) if joint else made


_OWED = (
    Count("owed", "本年应开展活动", "visits owed this year", "", ""),
    Count("made", "已计入", "visits that count", "", ""),
)
_RAISED = (
    cells.short_number(),
    cells.summary("heading", width=48),
    column("deputy", "负责代表", "deputy", cells.owners, width=18),
    column("departments", "承办单位", "departments", names="department", width=30),
)
_SOLVED = (*_RAISED, day("settled_on", "办结日期", "settled", width=20), cells.record_id())
_OPEN = (
    *_RAISED,
    column(
        "next", "下一步", "next step", lambda book, one: cells.next_cell(book, one.id), width=32
    ),
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
    column("place", "位置", "place", lambda book, one: one.mailbox.place_on(book.as_of), width=40),
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
