"""Visits, mailboxes, suggestions, duties, deputies and activities: a row per item of a Book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from deputylog.book import Book
from deputylog.calendar import Period, Week
from deputylog.facts.fact import count, day, several, text, yes_no
from deputylog.kinds.asks import Ask
from deputylog.kinds.visit import Visit
from deputylog.life.duties import Duty
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.life.steps import Step
from deputylog.life.weeks import MailboxWeeks
from deputylog.record.unknown_day import UNKNOWN


class VisitMade(NamedTuple):
    """A visit, the group that held its constituency, and what it counts for."""

    id: str
    record: Visit
    group: str
    counts: tuple[bool, ...]
    asks: tuple[Ask, ...]


VISITS = (
    text("id", "编号", "id"),
    day("day", "日期", "day", "record.held_on"),
    text("group", "当日联系该选区的代表组", "group that held the constituency on the day"),
    text("constituency", "选区", "constituency", "record.constituency"),
    several("deputies", "参加代表", "deputies who took part", "record.deputies"),
    several("counts", "是否计入各代表的活动次数", "whether it counts for each of them"),
    text("ask", "三问类别", "which of the three asks", "record.ask"),
    several("asks", "所问的三问", "asks it put, also by the people met"),
    several(
        "met",
        "联系对象类别",
        "kinds of people met",
        lambda one: tuple(dict.fromkeys(one.record.people)),
    ),
    text("about", "所围绕的议题", "agenda it asked ideas on", "record.about"),
    count("voters", "联系选民人数", "voters met", "record.met.voters"),
    yes_no(
        "voters_unknown",
        "未记人数",
        "without a head count",
        lambda visit: not visit.record.met or visit.record.met.voters is None,
    ),
    count("matters", "反映问题数", "matters raised", lambda visit: len(visit.record.matters)),
    several("priorities", "五个重点", "priorities served", "record.priorities"),
    yes_no("explained", "宣传法律政策", "explained law or policy", "record.explained"),
)


def visits(book: Book) -> Iterator[VisitMade]:
    """Yield the visits; of several on one day, the first in the Book counts for a deputy."""
    left = {
        (deputy.id, day)
        for deputy, quota in book.quotas
        for spell in quota.spells
        for day in spell.visited
    }
    for filed in book.visits:
        visit = filed.record
        days = [(deputy, visit.held_on) for deputy in visit.deputies]
        counted = left.intersection(days if book.enters(visit) else ())
        left -= counted
        group = book.group_holding(visit.constituency, visit.held_on)
        asks = tuple(sorted(book.directory.asks(visit)))
        yield VisitMade(filed.id, visit, group, tuple(one in counted for one in days), asks)


class MailboxWeek(NamedTuple):
    """A week of a mailbox; `judged` if it is owed, and over or opened."""

    mailbox: str
    group: str
    week: Week
    weeks: MailboxWeeks
    judged: bool
    is_over: bool
    letters: int | None

    @property
    def opened(self) -> bool:
        return self.week in self.weeks.opened

    @property
    def state(self) -> str:
        if self.opened:
            return "opened"
        if self.week in self.weeks.stated:
            return "stated"
        if self.week in self.weeks.owed:
            return "missed" if self.is_over else "due"
        return "exempt"


MAILBOX_WEEKS = (
    text("mailbox", "信箱", "mailbox"),
    text("group", "该周周四的代表组", "group that held it on the week's Thursday"),
    text("week", "周", "week", lambda one: str(one.week)),
    day("monday", "周一", "Monday", "week.monday"),
    day(
        "thursday",
        "周四，决定所属时期",
        "Thursday, which decides the period",
        "week.thursday",
    ),
    yes_no("owed", "应开启，且该周已过或者已开启", "owed, and over or opened", "judged"),
    yes_no("opened", "已开启", "opened"),
    text(
        "state",
        "已开启 opened、说明未开启的原因 stated、未开启 missed、本周待开启 due、不要求开启 exempt",
        "opened, stated (a reason for not), missed, due (this week) or exempt",
    ),
    count("letters", "开箱收到的信件", "letters found"),
)


def mailbox_weeks(book: Book) -> Iterator[MailboxWeek]:
    """Yield the weeks of each mailbox: in use, opened or with a reason for not."""
    found: Counter[tuple[str, Week]] = Counter()
    for filed in book.openings:
        for mailbox, letters in filed.record.mailboxes.items():
            found[mailbox, Week.of(filed.record.held_on)] += letters
    for wanted, held in book.mailboxes.items():
        weeks = book.mailbox_weeks[wanted]
        judged = set(weeks.counted(book.as_of))
        for week in sorted({*weeks.whole, *weeks.opened, *weeks.stated}):
            group, is_over = held.group_on(week.thursday), week.period.last < book.as_of
            letters_found = found.get((wanted, week))
            yield MailboxWeek(wanted, group, week, weeks, week in judged, is_over, letters_found)


ROUNDS = (
    text("id", "编号", "id"),
    day("day", "日期", "day", "record.held_on"),
    day(
        "thursday",
        "该周周四",
        "Thursday of its week",
        lambda filed: Week.of(filed.record.held_on).thursday,
    ),
    text("group", "代表组", "deputy group", "record.group"),
    count("opened", "开启的信箱数", "mailboxes opened", lambda filed: len(filed.record.mailboxes)),
)


class SuggestionMade(NamedTuple):
    """A suggestion or motion with its duties."""

    one: Handling
    duties: tuple[Duty, ...]

    @property
    def is_overdue(self) -> bool:
        return any(
            duty.step is Step.ANSWER_DEPUTY and duty.is_running and duty.days_late
            for duty in self.duties
        )

    @property
    def signers(self) -> tuple[str, ...]:
        return (self.one.record.lead, *self.one.record.cosigners)

    @property
    def signed(self) -> tuple[bool, ...]:
        return tuple(self.one.withdrew(signer) is None for signer in self.signers)


SUGGESTIONS = (
    text("id", "编号", "id", "one.id"),
    text("group", "领衔代表所在代表组", "group of the lead deputy", "one.group"),
    text("constituency", "领衔代表的选区", "constituency of the lead deputy", "one.constituency"),
    text("kind", "类型", "kind", "one.record.kind"),
    text("topic", "领域", "topic", "one.record.topic"),
    text("session", "会议", "session", "one.record.session"),
    day("day", "提出日期，不详时为记录的首日", "submitted, else the record's first day", "one.day"),
    yes_no("submitted", "已提出", "submitted", "one.submitted_on"),
    day("submitted_on", "提出日期", "submitted on", "one.submitted_on"),
    yes_no("withdrawn", "已撤回", "withdrawn", "one.is_withdrawn"),
    day("withdrawn_on", "撤回日期", "withdrawn on", "one.withdrawn_on"),
    text("lead", "领衔代表", "lead deputy", "one.record.lead"),
    several("signers", "领衔代表和附议代表", "lead deputy and cosigners"),
    several("signed", "各人签名未撤回", "whether each signature stands"),
    yes_no("answered", "已获答复", "answered", "one.answered_on"),
    day("answered_on", "首次答复日期", "first answered on", "one.answered_on"),
    yes_no("overdue", "答复已逾期", "answer overdue", "is_overdue"),
    text("state", "状态", "state", "one.state"),
    text("outcome", "结果", "result", "one.outcome"),
    yes_no("open", "未办结", "open", "one.is_open"),
    day("settled_on", "办结日期", "settled on", "one.settled_on"),
    yes_no(
        "settled_unknown",
        "已办结，日期不详",
        "settled, on an unknown day",
        lambda made: made.one.settled_on is UNKNOWN,
    ),
)


class DutyOwed(NamedTuple):
    """A duty with the matter or suggestion for which it is owed."""

    about: Matter | Handling
    duty: Duty

    @property
    def is_of_matter(self) -> bool:
        return isinstance(self.about, Matter) and not self.about.is_accusation

    @property
    def is_overdue(self) -> bool:
        return self.duty.is_running and self.duty.days_late > 0

    @property
    def owners(self) -> tuple[str, ...]:
        return self.about.deputies if isinstance(self.about, Matter) else (self.about.record.lead,)


DUTIES = (
    text("id", "问题或者建议的编号", "id of the matter or suggestion", "about.id"),
    yes_no(
        "of_matter",
        "属于群众反映的问题，检举控告除外",
        "of a matter that is no accusation",
        "is_of_matter",
    ),
    text("group", "代表组", "deputy group", "about.group"),
    several("owners", "负责代表", "deputies who see to it"),
    text("step", "步骤", "step", "duty.step"),
    text("department", "承办单位", "department", "duty.department"),
    day("start", "起算日", "counted from", "duty.start"),
    day("due", "到期日", "due", "duty.due"),
    day("done", "完成日期", "done on", "duty.done"),
    count("days_late", "逾期天数", "days late", "duty.days_late"),
    yes_no("running", "仍待完成", "still to be done", "duty.is_running"),
)


def duties(book: Book) -> Iterator[DutyOwed]:
    """Yield the duties since `records_from`."""
    owing: tuple[Matter | Handling, ...] = (*book.matters, *book.handlings)
    for about in owing:
        yield from (DutyOwed(about, duty) for duty in book.duties[about.id])


class DeputyInOffice(NamedTuple):
    """A deputy in the group of the seat that began last, and the visits of the year that count."""

    id: str
    group: str
    visits: int


DEPUTIES = (
    text("id", "编号", "id"),
    text("group", "代表组", "deputy group"),
    count("visits", "本年计入的活动次数", "visits of the year that count"),
)


def deputies(book: Book) -> Iterator[DeputyInOffice]:
    """Yield the deputies in office, each once."""
    made: Counter[str] = Counter()
    for deputy, quota in book.quotas:
        if book.as_of in quota.year:
            made[deputy.id] += quota.made
    for wanted in book.deputies:
        if book.directory.in_office(wanted, book.as_of):
            seats = book.directory.seats_on(wanted, book.as_of)
            latest = max(reversed(seats), key=lambda seat: seat.start or date.min)
            group = book.directory.group_of_seat(latest, book.as_of)
            yield DeputyInOffice(wanted, group, made[wanted])


def members(book: Book, group: str, period: Period) -> list[str]:
    """Return the deputies with a seat in the period, in any group if `group` is ""."""
    chosen = (
        deputy
        for deputy, tenure in book.directory.deputies.items()
        for seat in tenure.seats
        if (days := seat.days_held(period))
        and group in ("", book.directory.group_of_seat(seat, days.last))
    )
    return list(dict.fromkeys(chosen))


ACTIVITIES = (
    text("id", "编号", "id"),
    day("day", "日期", "day", "record.held_on"),
    text("kind", "活动类别", "kind", "record.kind"),
    text("group", "组织者（代表组或者个人）", "held by, a group or a person", "record.by"),
    several(
        "people",
        "组织者、参加者和受表扬者",
        "who held it, took part or was honoured",
        lambda filed: tuple(
            dict.fromkeys((filed.record.by, *filed.record.deputies, filed.record.who or ""))
        ),
    ),
)
