"""What is due, when and from whom: tasks of every kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any, TypeAlias, cast

from msgspec import Struct
from msgspec.structs import replace

from deputylog.book import Book
from deputylog.calendar import DAY, Quarter, Week, year
from deputylog.kinds.actor import Actor
from deputylog.kinds.asks import Ask
from deputylog.kinds.registry import ACTIVITY, SPOT_CHECK, VISIT
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.life.record_places import MailboxInGroup
from deputylog.life.steps import NextStep, Step
from deputylog.life.weeks import last_day_to_open
from deputylog.period_words import quarter_words
from deputylog.repository.books import Books
from deputylog.repository.plain_words import day_said, plain, plain_day, said
from deputylog.repository.worked_out import of_parts
from deputylog.rule import Rule
from deputylog.rules.ask_missing import ask_missing
from deputylog.rules.group_not_heard import group_not_heard
from deputylog.rules.mailbox_not_publicised import mailbox_not_publicised
from deputylog.rules.no_circular import no_circular
from deputylog.rules.no_commendation import no_commendation
from deputylog.rules.no_duty_report import no_duty_report
from deputylog.rules.no_spot_check import no_spot_check
from deputylog.rules.post_left import KEEPER, LEADER, OFFICER, post_left
from deputylog.table import Cell, Valued
from deputylog.words import Bilingual, Term, phrase


class Task(Term):
    """Something to do that is no step of a matter or a suggestion."""

    NAME_DEPUTY = "name_deputy", "另行确定负责代表", "name another deputy"
    NAME_KEEPER = "name_keeper", "另行确定信箱管理人", "name another keeper"
    NAME_LEADER = "name_leader", "另行确定组长", "name another leader"
    NAME_OFFICER = "name_officer", "另行确定联络员", "name another officer"
    ENTER_LETTERS = "enter_letters", "登记来信", "enter the letters found"
    OPEN_MAILBOX = "open_mailbox", "开启信箱", "open the mailbox"
    VISIT = "visit", "进选区活动", "visit the constituency"
    HAND_IN = "hand_in", "报送季度清单", "hand in the quarterly list"
    ASK = "ask", "开展三问活动", "visit with the ask that is missing"
    PUBLICISE = "publicise", "宣传代表信箱", "publicise the mailbox"
    CIRCULATE = "circulate", "通报代表履职情况", "circulate what deputies did"
    COMMEND = "commend", "推出典型", "commend a deputy, the group or a case"
    REPORT = "report", "组织代表向选民报告履职", "let deputies report to the voters"
    HEAR = "hear", "听取代表组汇报", "hear the report of the group"
    SPOT_CHECK = "spot_check", "抽查活动记录", "spot-check the records"


_OF_PERIODS: tuple[tuple[Rule, Task, str], ...] = (
    (ask_missing, Task.ASK, "asks"),
    (mailbox_not_publicised, Task.PUBLICISE, "constituency"),
    (no_circular, Task.CIRCULATE, "group_name"),
    (no_commendation, Task.COMMEND, "group_name"),
    (no_duty_report, Task.REPORT, "deputies"),
    (group_not_heard, Task.HEAR, "group_name"),
    (no_spot_check, Task.SPOT_CHECK, "group_name"),
)
"""Each rule, the task it asks for, and the value of its message that says for whom or what."""

_ANOTHER = {KEEPER: Task.NAME_KEEPER, LEADER: Task.NAME_LEADER, OFFICER: Task.NAME_OFFICER}


Packed: TypeAlias = list[Any]
"""A task as plain values."""


class Owed(Struct, frozen=True):
    """A task: its due date, who must act, what to do, about what, and for which record.

    `who` is a list where several deputies owe it `jointly`. `plainly` replaces `about` in a chat.
    `code` is the rule that will report a periodic task if it is not done.
    """

    due: date
    actor: Actor
    who: str | list[str]
    what: Task | Step
    about: Cell
    id: str
    group: str
    deputy: str = ""
    plainly: Cell = None
    code: str = ""
    jointly: tuple[str, ...] = ()

    @property
    def packed(self) -> Packed:
        """The task as plain values."""
        is_ask = self.what is Task.ASK
        return [
            *plain_day(self.due),
            self.actor,
            self.who,
            self.what,
            [str(ask) for ask in cast("list[Ask]", self.about)] if is_ask else plain(self.about),
            self.id,
            self.group,
            self.deputy,
            plain(self.plainly),
            self.code,
            self.jointly,
        ]

    @property
    def order(self) -> tuple[object, ...]:
        """Sort key: the earliest due date first, in the same order on every machine."""
        return (self.due, self.id, str(self.what), str(self.who), str(self.about))

    @property
    def person(self) -> tuple[object, ...]:
        """Key that distinguishes two people with the same name."""
        is_deputy = self.actor is Actor.DEPUTY
        return (str(self.who), *((self.deputy, *self.jointly) if is_deputy else ()))


_ACTORS = {str(one): one for one in Actor}
_ASKS = {str(one): one for one in Ask}
_WHAT = {str(one): one for several in (Step, Task) for one in several}


def unpacked(values: Packed) -> Owed:
    """Return the same task as it was, of its plain values."""
    due, assumed, actor, who, named, about, *rest = values
    wanted, group, deputy, plainly, code, jointly = rest
    what = _WHAT[named]
    return Owed(
        cast("date", day_said(due, assumed)),
        _ACTORS[actor],
        who,
        what,
        [_ASKS[ask] for ask in about] if what is Task.ASK else said(about),
        wanted,
        group,
        deputy,
        said(plainly),
        code,
        tuple(jointly),
    )


def what_is_due(
    owed: Iterable[Owed], until: date, *, group: str = "", deputy: str = "", actor: str = ""
) -> list[Owed]:
    """Return what is due by `until`, the longest overdue first."""
    found = [
        one
        for one in owed
        if one.due <= until
        and group in ("", one.group)
        and deputy in ("", one.deputy, *one.jointly)
        and actor in ("", one.actor)
    ]
    return sorted(found, key=lambda one: one.order)


def owed_about(books: Books, word: str) -> Iterator[Owed]:
    """Yield what is owed on any day in the parts that an id leads to; in all without one."""
    parts = books.parts
    if parts is None:
        yield from owed_in(books.all)
        return

    def work(number: int) -> list[Packed]:
        own = frozenset(parts.part(number).own)
        return [owed.packed for owed in owed_in(books.of([number]), own)]

    numbers = parts.about(word) if word else None
    for several in of_parts(parts, f"owed-{books.as_of}", list[Packed], work, numbers):
        yield from map(unpacked, several)


def owed_in(book: Book, own: Collection[str] | None = None) -> Iterator[Owed]:
    """Yield what is owed in a Book on any day; if there are paths, for these records alone."""
    yield from _steps(book, own)
    yield from _letters(book, own)
    yield from _mailboxes(book)
    yield from _visits(book)
    yield from _lists(book)
    yield from tasks_of_periods(book)
    yield from _posts(book)


def _steps(book: Book, own: Collection[str] | None) -> Iterator[Owed]:
    """Yield the open steps of matters and suggestions; what has no deadline is due today."""
    for one in book.lives:
        if own is not None and one.path not in own:
            continue
        for duty in book.duties[one.id]:
            if duty.is_running:
                yield _step(book, one, duty.step, duty.due, duty.department)
        if isinstance(one, Matter) and one.is_open:
            yield from _without_deadline(book, one)


def _without_deadline(book: Book, matter: Matter) -> Iterator[Owed]:
    known = book.directory.deputies
    if not book.owners_of(matter) and any(who in known for who in matter.deputies):
        task = _step(book, matter, Step.DELIVER, book.as_of)
        yield replace(task, what=Task.NAME_DEPUTY)
    following = book.next_of[matter.id]
    if following and following.step is NextStep.CLOSE:
        yield _step(book, matter, Step.CLOSE, book.as_of)


def _step(
    book: Book, one: Matter | Handling, step: Step, due: date, department: str | None = None
) -> Owed:
    task = Owed(due, *book.acting_on(one, step, department), step, "", one.id, one.group)
    if isinstance(one, Handling):
        deputy = book.signer_of(one) or one.record.lead
        return replace(task, about=one.record.title, deputy=deputy)
    task = replace(task, about=one.title or "", plainly=book.in_short(one))
    return replace(task, deputy=one.deputy or "", jointly=() if one.deputy else one.deputies)


def _letters(book: Book, own: Collection[str] | None) -> Iterator[Owed]:
    """Yield the letters that a round counted and nobody entered."""
    forms = Bilingual(
        "{where}信箱{day}开启，尚有{count}封未登记",
        "mailbox of {where}, opened {day}: {count} letter",
        "mailbox of {where}, opened {day}: {count} letters",
    )
    for (mailbox, day), (counted, filed) in book.letters_counted.items():
        missing = counted - len(book.letters_entered.get((mailbox, day), ()))
        if missing > 0 and (own is None or filed.path in own):
            due = book.clock.due(day, book.clock.settings_on(day).letters_entered_within)
            about = phrase(forms, where=_constituency(book, mailbox), day=day, count=missing)
            group = book.directory.holdings.successor(filed.record.group, book.as_of)
            yield Owed(due, *book.acting_for(group), Task.ENTER_LETTERS, about, filed.id, group)


def _mailboxes(book: Book) -> Iterator[Owed]:
    """Yield the mailboxes to be opened this week."""
    week = Week.of(book.as_of)
    last = last_day_to_open(week, book.clock, book.as_of)
    for held in book.mailboxes.values():
        known = book.mailbox_weeks[held.id]
        if week in known.owed and week not in known.opened:
            actor, who, keeper = _keeper(book, held)
            about = _where(book, held)
            yield Owed(last, actor, who, Task.OPEN_MAILBOX, about, held.id, held.group.id, keeper)


def _where(book: Book, held: MailboxInGroup) -> Cell:
    name, place = _constituency(book, held.id), held.mailbox.place_on(book.as_of)
    text = Bilingual("{constituency}，{place}", "{constituency}, {place}")
    return phrase(text, constituency=name, place=place) if place else name


def _constituency(book: Book, mailbox: str) -> str:
    """Return the constituency of a mailbox, by which people know it; the id of an unknown one."""
    held = book.mailboxes.get(mailbox)
    return book.name("constituency", held.mailbox.constituency_on(book.as_of)) if held else mailbox


def _keeper(book: Book, held: MailboxInGroup) -> tuple[Actor, str, str]:
    """Return who keeps the mailbox today, and the id if it is a deputy.

    If the keeper has left office, whoever acts for the group keeps it.
    """
    keeper = held.mailbox.keeper_on(book.as_of) or ""
    if book.directory.in_office(keeper, book.as_of):
        return Actor.DEPUTY, book.name("deputy", keeper), keeper
    officer = book.directory.holdings.officers(held.group.id, book.as_of).get(keeper)
    return *((Actor.OFFICER, officer) if officer else book.acting_for(held.group.id)), ""


def _visits(book: Book) -> Iterator[Owed]:
    """Yield the visits still owed this year; who is suspended today can make none."""
    for deputy, quota in book.quotas:
        is_running = quota.runs_on(book.as_of) and quota.made < quota.owed
        if is_running and book.directory.in_office(deputy.id, book.as_of):
            about = phrase(
                "应{owed}次，已{made}次", "{made} of {owed} made", made=quota.made, owed=quota.owed
            )
            who, group = deputy.record.name, book.directory.group_of_seat(quota.seat, book.as_of)
            task = Owed(quota.last, Actor.DEPUTY, who, Task.VISIT, about, deputy.id, group)
            yield replace(task, deputy=deputy.id)


def quarters_owed(book: Book, group: str) -> Iterator[Quarter]:
    """Yield the quarters since records began for which the group owes a list, also the present."""
    quarter = Quarter.of(book.district.records_from)
    while book.district.records_from <= book.as_of and quarter.period.first <= book.as_of:
        if book.owes_list(group, quarter):
            yield quarter
        quarter = quarter.next()


def _lists(book: Book) -> Iterator[Owed]:
    """Yield the missing lists; that of a group which became part of another is for that one."""
    for group in book.groups:
        acting = book.acting_for(group)
        present = book.directory.holdings.successor(group, book.as_of)
        for quarter in quarters_owed(book, group):
            if book.submissions_of(group, quarter):
                continue
            about = quarter_words(quarter)
            if present != group:
                text = Bilingual("{group}{quarter}", "{group}, {quarter}")
                values = {"group": book.name("group", group), "quarter": about}
                about = Valued(text, values, about.plain)
            due = book.clock.list_due(quarter)
            yield Owed(due, *acting, Task.HAND_IN, about, group, present)


def tasks_of_periods(book: Book) -> Iterator[Owed]:
    """Yield tasks due by the end of the current half-year, year or term.

    They are what a rule will report on the day after the end of the year if nothing more is
    recorded: one for each rule, group and due date.
    """
    done = {
        VISIT.name: book.visits,
        ACTIVITY.name: book.activities,
        SPOT_CHECK.name: book.spot_checks,
    }
    end = year(book.as_of.year).last
    later = replace(book.known_on(end + DAY), by_kind={**book.by_kind, **done})
    for rule, what, value in _OF_PERIODS:
        for (group, due), about in _missing(rule, value, later, book.as_of).items():
            task = Owed(due, *book.acting_for(group), what, about, group, group, code=rule.code)
            if rule.actor is Actor.WORKING_BODY:
                who, name = book.district.working_body, book.name("group", group)
                task = replace(task, actor=rule.actor, who=who, plainly=name)
            yield task


def _missing(
    rule: Rule, value: str, later: Book, today: date
) -> dict[tuple[str, date], list[object]]:
    """Return for whom or what a task is not done, by group and due date."""
    found: dict[tuple[str, date], list[object]] = {}
    for hit in rule.check(later):
        if hit.day and hit.day >= today and rule.in_force(hit.began):
            about = hit.values[value]
            several = about if isinstance(about, list) else [about]
            found.setdefault((hit.group, hit.day), []).extend(several)
    return found


def _posts(book: Book) -> Iterator[Owed]:
    """Yield a task for each post whose holder is gone (G009); without a deadline, due today."""
    for hit in post_left.check(book):
        values: Any = hit.values
        held = book.mailboxes.get(hit.subject)
        text = Bilingual("{about}（原为{who}）", "{about} (so far {who})")
        where = _where(book, held) if held else values["about"]
        about = phrase(text, about=where, who=values["who"])
        acting = book.acting_for(hit.group)
        what = _ANOTHER[values["post"]]
        yield Owed(book.as_of, *acting, what, about, hit.subject, hit.group)
