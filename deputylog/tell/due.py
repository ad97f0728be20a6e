"""What is due, when and from whom: tasks of every kind, as a table or as lines for a chat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from deputylog.book import Book
from deputylog.calendar import DAY, Quarter, Week, year
from deputylog.facts.period_words import quarter_words
from deputylog.kinds.actor import Actor
from deputylog.kinds.group import Mailbox
from deputylog.kinds.registry import ACTIVITY, SPOT_CHECK, VISIT
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.life.next_step import responsible
from deputylog.life.record_places import MailboxInGroup
from deputylog.life.steps import NextStep, Step
from deputylog.life.weeks import last_day_to_open
from deputylog.rule import Rule
from deputylog.rules.ask_missing import ask_missing
from deputylog.rules.group_not_heard import group_not_heard
from deputylog.rules.mailbox_not_publicised import mailbox_not_publicised
from deputylog.rules.no_circular import no_circular
from deputylog.rules.no_commendation import no_commendation
from deputylog.rules.no_duty_report import no_duty_report
from deputylog.rules.no_spot_check import no_spot_check
from deputylog.rules.post_left import KEEPER, LEADER, OFFICER, post_left
from deputylog.table import Cell, Column, Table
from deputylog.text import counts
from deputylog.text.identity import masked
from deputylog.words import Bilingual, Phrase, phrase

_SHORT = 20
"""The maximum length of a title in a chat line."""

_OF_PERIODS: tuple[tuple[Rule, Bilingual, str], ...] = (
    (ask_missing, Bilingual("安排三问走访", "visit with the ask that is missing"), "asks"),
    (mailbox_not_publicised, Bilingual("宣传代表信箱", "publicise the mailbox"), "constituency"),
    (no_circular, Bilingual("通报代表履职情况", "circulate what deputies did"), "group_name"),
    (
        no_commendation,
        Bilingual("表彰或者推广先进典型", "commend a deputy, the group or a case"),
        "group_name",
    ),
    (
        no_duty_report,
        Bilingual("组织代表向选民报告履职", "let deputies report to the voters"),
        "deputies",
    ),
    (group_not_heard, Bilingual("听取代表组汇报", "hear the report of the group"), "group_name"),
    (no_spot_check, Bilingual("抽查活动记录", "spot-check the records"), "group_name"),
)
"""Each rule, the task it asks for, and the value of its message that says for whom or what."""

_ANOTHER = {
    KEEPER: Bilingual("另行确定信箱管理人", "name another keeper"),
    LEADER: Bilingual("另行确定组长", "name another leader"),
    OFFICER: Bilingual("另行确定联络员", "name another officer"),
}


@dataclass(frozen=True)
class Owed:
    """A task: its due date, who must act, what to do, about what, and for which record.

    `who` is a list where several deputies owe it `jointly`. `plainly` replaces `about` in a chat.
    `code` is the rule that will report a periodic task if it is not done.
    """

    due: date
    actor: Actor
    who: str | list[str]
    what: Bilingual | Step
    about: Cell
    id: str
    group: str
    deputy: str = ""
    plainly: Cell = None
    code: str = ""
    jointly: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[object, ...]:
        """Sort key: the earliest due date first, in the same order on every machine."""
        is_owed_step = isinstance(self.what, Step) and self.what.row.rule
        what = str(self.what) if is_owed_step else self.what.zh
        return (self.due, self.id, what, str(self.who), str(self.about))

    @property
    def person(self) -> tuple[object, ...]:
        """Key that distinguishes two people with the same name."""
        is_deputy = self.actor is Actor.DEPUTY
        return (str(self.who), *((self.deputy, *self.jointly) if is_deputy else ()))


def what_is_due(
    book: Book, until: date, *, group: str = "", deputy: str = "", actor: str = ""
) -> list[Owed]:
    """Return what is due by `until`, the longest overdue first."""
    kinds = (_steps, _letters, _mailboxes, _visits, _lists, tasks_of_periods, _posts)
    owed = [
        one
        for kind in kinds
        for one in kind(book)
        if one.due <= until
        and group in ("", one.group)
        and deputy in ("", one.deputy, *one.jointly)
        and actor in ("", one.actor)
    ]
    return sorted(owed, key=lambda one: one.order)


def _steps(book: Book) -> Iterator[Owed]:
    """Yield the open steps of matters and suggestions; what has no deadline is due today."""
    for one in book.lives:
        for duty in book.duties[one.id]:
            if duty.is_running:
                yield _step(book, one, duty.step, duty.due, duty.department)
        if isinstance(one, Matter) and one.is_open:
            yield from _without_deadline(book, one)


def _without_deadline(book: Book, matter: Matter) -> Iterator[Owed]:
    if not book.owners_of(matter) and any(who in book.deputies for who in matter.deputies):
        task = _step(book, matter, Step.DELIVER, book.as_of)
        yield replace(task, what=Bilingual("另行确定负责代表", "name another deputy"))
    following = book.next_of[matter.id]
    if following and following.step is NextStep.CLOSE:
        yield _step(book, matter, Step.CLOSE, book.as_of)


def _step(
    book: Book, one: Matter | Handling, step: Step, due: date, department: str | None = None
) -> Owed:
    if isinstance(one, Handling):
        signer = book.signer_of(one)
        acting = _acting(book, one.group, step, (signer,) if signer else (), department)
        deputy, title = signer or one.record.lead, one.record.title
        return Owed(due, *acting, step, title, one.id, one.group, deputy)
    owners = () if one.is_accusation and step is not Step.CLOSE else book.owners_of(one)
    acting = _acting(book, one.group, step, owners, department)
    about, jointly = one.title or "", () if one.deputy else one.deputies
    task = Owed(due, *acting, step, about, one.id, one.group, one.deputy or "", jointly=jointly)
    return replace(task, plainly=about or _where_and_when(book, one))


def _acting(
    book: Book, group: str, step: Step, owners: tuple[str, ...], department: str | None
) -> tuple[Actor, str | list[str]]:
    """Return who must take a step, with the name."""
    actor, ids = responsible(step, owners)
    match actor:
        case Actor.DEPARTMENT:
            return actor, book.name("department", department)
        case Actor.WORKING_BODY:
            return actor, book.district.working_body
        case Actor.OFFICER:
            return book.acting_for(group)
    names = [book.name("deputy", wanted) for wanted in ids]
    return actor, names if len(names) > 1 else "".join(names)


def _where_and_when(book: Book, matter: Matter) -> Phrase:
    """Describe an untitled matter, such as an accusation, without saying what it is about."""
    return phrase(
        "{constituency}{day}的{what}",
        "{constituency}, {what} of {day}",
        constituency=book.name("constituency", matter.constituency),
        what=Bilingual("走访问题", "matter of a visit")
        if matter.from_visit
        else Bilingual("来信", "letter"),
        day=matter.received,
    )


def _letters(book: Book) -> Iterator[Owed]:
    """Yield the letters that a round counted and nobody entered."""
    what = Bilingual("登记来信", "enter the letters found")
    forms = Bilingual(
        "{day}开启的信箱{mailbox}，尚有{count}封未登记",
        "mailbox {mailbox}, opened {day}: {count} letter",
        "mailbox {mailbox}, opened {day}: {count} letters",
    )
    for (mailbox, day), (counted, filed) in book.letters_counted.items():
        missing = counted - len(book.letters_entered.get((mailbox, day), ()))
        if missing > 0:
            due = book.clock.due(day, book.clock.settings_on(day).letters_entered_within)
            about = phrase(forms, mailbox=mailbox, day=day, count=missing)
            group = book.directory.holdings.successor(filed.record.group, book.as_of)
            yield Owed(due, *book.acting_for(group), what, about, filed.id, group, plainly=about)


def _mailboxes(book: Book) -> Iterator[Owed]:
    """Yield the mailboxes to be opened this week."""
    week = Week.of(book.as_of)
    last = last_day_to_open(week, book.clock, book.as_of)
    what = Bilingual("开启信箱", "open the mailbox")
    for held in book.mailboxes.values():
        known = book.mailbox_weeks[held.id]
        if week in known.owed and week not in known.opened:
            actor, who, keeper = _keeper(book, held)
            about = _where(book, held.mailbox)
            yield Owed(last, actor, who, what, about, held.id, held.group.id, keeper)


def _where(book: Book, mailbox: Mailbox) -> Cell:
    name = book.name("constituency", mailbox.constituency_on(book.as_of))
    place = mailbox.place_on(book.as_of)
    text = Bilingual("{constituency}，{place}", "{constituency}, {place}")
    return phrase(text, constituency=name, place=place) if place else name


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
    what = Bilingual("进选区联系选民", "visit the constituency")
    for deputy, quota in book.quotas:
        is_running = quota.runs_on(book.as_of) and quota.made < quota.owed
        if is_running and book.directory.in_office(deputy.id, book.as_of):
            about = phrase(
                "应{owed}次，已{made}次", "{made} of {owed} made", made=quota.made, owed=quota.owed
            )
            who, group = deputy.record.name, book.directory.group_of_seat(quota.seat, book.as_of)
            yield Owed(quota.last, Actor.DEPUTY, who, what, about, deputy.id, group, deputy.id)


def quarters_owed(book: Book, group: str) -> Iterator[Quarter]:
    """Yield the quarters since records began for which the group owes a list, also the present."""
    quarter = Quarter.of(book.district.records_from)
    while book.district.records_from <= book.as_of and quarter.period.first <= book.as_of:
        if book.owes_list(group, quarter):
            yield quarter
        quarter = quarter.next()


def _lists(book: Book) -> Iterator[Owed]:
    """Yield the missing lists; that of a group which became part of another is for that one."""
    what = Bilingual("报送季度清单", "hand in the quarterly list")
    for group in book.groups:
        acting = book.acting_for(group)
        present = book.directory.holdings.successor(group, book.as_of)
        for quarter in quarters_owed(book, group):
            if book.submissions_of(group, quarter):
                continue
            about: Cell = str(quarter)
            plainly: Cell = quarter_words(quarter)
            if present != group:
                name = book.name("group", group)
                text = Bilingual("{group}{quarter}", "{group}, {quarter}")
                about = plainly = phrase(text, group=name, quarter=about)
            due = book.clock.list_due(quarter)
            yield Owed(due, *acting, what, about, group, present, plainly=plainly)


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
    later = replace(book, as_of=end + DAY, by_kind={**book.by_kind, **done})
    for rule, what, value in _OF_PERIODS:
        for (group, due), about in _missing(rule, value, later, book.as_of).items():
            acting: tuple[Actor, str] = book.acting_for(group)
            if rule.actor is Actor.WORKING_BODY:
                acting = rule.actor, book.district.working_body
            yield Owed(due, *acting, what, about, group, group, code=rule.code)


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
        about = phrase(
            "{about}（原为{who}）",
            "{about} (so far {who})",
            about=values["about"],
            who=values["who"],
        )
        acting = book.acting_for(hit.group)
        what = _ANOTHER[values["post"]]
        yield Owed(book.as_of, *acting, what, about, hit.subject, hit.group)


def due_table(owed: Sequence[Owed], as_of: date) -> Table:
    """Return a table with one row for each task."""
    columns = (
        Column("due", Bilingual("到期日", "due"), "day"),
        Column("state", Bilingual("状态", "state"), leaves=1),
        Column("who", Bilingual("责任人", "who acts")),
        Column("what", Bilingual("事项", "what")),
        Column("about", Bilingual("内容", "about")),
        Column("id", Bilingual("编号", "id")),
    )
    rows = tuple(
        (one.due, counts.time_left(one.due, as_of), one.who, one.what, one.about, one.id)
        for one in owed
    )
    return Table("due", Bilingual("待办事项", "what is owed"), columns, rows)


def nothing_due(book: Book, until: date) -> Phrase:
    if not book.groups:
        return phrase(
            "还没有登记代表组，因此没有待办事项。下一步：“deputylog add-group”。",
            "No deputy group has been entered yet, so nothing is due. Next: 'deputylog add-group'.",
        )
    return phrase(
        "截至{until}没有到期待办的事项，辛苦了！",
        "Nothing is due by {until}. Thank you for your work!",
        until=until,
    )


def chat_lines(owed: Sequence[Owed], as_of: date) -> Iterator[Phrase]:
    """Yield lines to paste into a chat: a heading per person, then the tasks by due date.

    They contain no ids and no identities.
    """
    by_person: dict[tuple[object, ...], list[Owed]] = {}
    for one in owed:
        by_person.setdefault(one.person, []).append(one)
    for theirs in by_person.values():
        yield phrase(
            "【{who}】待办{count}件", "[{who}] {count} to do", who=theirs[0].who, count=len(theirs)
        )
        for number, one in enumerate(theirs, 1):
            yield phrase(
                "{number}. {what}：{about}（{due}，{state}）",
                "{number}. {what}: {about} ({due}, {state})",
                number=number,
                what=one.what,
                about=_in_short(one.plainly or one.about),
                due=one.due,
                state=counts.time_left(one.due, as_of),
            )


def _in_short(about: Cell) -> Cell:
    if not isinstance(about, str):
        return about
    text = masked(about)
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"
