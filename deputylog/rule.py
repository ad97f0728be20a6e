"""What a rule is made of: its declaration, its hits, and its legal basis in words."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from msgspec import Struct

from deputylog.book import Acting, Book
from deputylog.calendar import Period, Week
from deputylog.finding import Place, Severity
from deputylog.kinds.activity import Activity, ActivityKind
from deputylog.kinds.actor import Actor
from deputylog.kinds.basis import (
    ACCUSATIONS,
    ANSWERS,
    DEPUTIES_LAW,
    GROUPS,
    HOLIDAYS,
    IN_OFFICE,
    NO_SECRETS,
    NOT_HANDLED_DIRECTLY,
    PARTS_OF_A_MOTION,
    PERFORMANCE,
    PETITIONS_SINCE,
    PRIVACY_LAW,
    SIGNERS,
    Basis,
    Founding,
    Law,
    Local,
    Practice,
    cited,
    local_phrase,
    practice_phrase,
    provision_phrase,
)
from deputylog.kinds.group import Group
from deputylog.life.record_places import Filed, MailboxInGroup
from deputylog.period_words import day_words, period_words
from deputylog.record.fields import Key
from deputylog.text import counts
from deputylog.text.identity import masked
from deputylog.tree import Tree
from deputylog.words import Bilingual, Phrase, phrase

if TYPE_CHECKING:
    from deputylog.life.duties import Duty
    from deputylog.life.handling import Handling
    from deputylog.life.matter import Matter
    from deputylog.life.steps import Step

__all__ = [
    "ACCUSATIONS",
    "ANSWERS",
    "DEPUTIES_LAW",
    "GROUPS",
    "HOLIDAYS",
    "IN_OFFICE",
    "NOT_HANDLED_DIRECTLY",
    "NO_SECRETS",
    "PARTS_OF_A_MOTION",
    "PERFORMANCE",
    "PETITIONS_SINCE",
    "PRIVACY_LAW",
    "SIGNERS",
    "AFile",
    "About",
    "ActivityKind",
    "Actor",
    "Basis",
    "Bilingual",
    "Book",
    "Evidence",
    "Filed",
    "Founding",
    "Hit",
    "Hits",
    "Key",
    "Law",
    "Local",
    "MailboxInGroup",
    "Period",
    "Phrase",
    "Place",
    "Practice",
    "Rule",
    "Severity",
    "Tree",
    "activities_of_periods",
    "advice",
    "basis_phrase",
    "breach",
    "cited",
    "counts",
    "due",
    "error",
    "local_phrase",
    "mailbox_words",
    "of_group",
    "of_groups_without",
    "phrase",
    "rule_of_step",
]


class About(Protocol):
    """What a hit is about: a record, group, matter or file with a path and an id."""

    @property
    def path(self) -> str: ...
    @property
    def id(self) -> str: ...


class AFile(Struct, frozen=True):
    """A file of which only the path is known."""

    path: str
    id: str = ""


class Hit(Struct):
    """A violation of a rule, with the values for its message.

    Code, severity and text come from the rule, unless the hit has its own. `day` is the day of the
    violation; `began` is the day on which the judged duty began, whose law applies (default:
    `day`). `judged` are the days that an excuse must meet (default: the week, else `day`). `group`
    is the group concerned on `day` (default: the group of what the hit is about). `pending` says
    that something can still be done: a late reply cannot become punctual. `acting` says who
    must act (default: the rule's actor), `basis` replaces the rule's. `together` are the mailboxes
    of a group that all missed the week, and `text_of_all` is the message on them.
    """

    about: About
    key: Key = ()
    values: Mapping[str, object] = {}
    text: Bilingual | None = None
    pending: bool = True
    day: date | None = None
    began: date | None = None
    week: Week | None = None
    judged: Period | None = None
    group: str = ""
    subject: str = ""
    severity: Severity | None = None
    place: Place | None = None
    acting: Acting | None = None
    basis: Phrase | None = None
    together: tuple[str, ...] = ()
    text_of_all: Bilingual | None = None

    def __post_init__(self) -> None:
        self.began = self.began or self.day
        if self.day and not self.judged:
            self.judged = self.week.period if self.week else Period(self.day, self.day)
        self.group = self.group or _group_of(self.about, self.day)
        self.subject = self.subject or self.about.id

    @property
    def path(self) -> str:
        return self.about.path


Hits: TypeAlias = Iterator[Hit]


def _group_of(about: About, day: date | None) -> str:
    match about:
        case MailboxInGroup() if day:
            return about.group_on(day)
        case Filed(record=Group()) if day:
            return about.id
        case Filed() if day:
            return str(getattr(about.record, "group", ""))
    return str(getattr(about, "group", ""))


class Evidence(Struct):
    """What rules look at; the function of a rule gets what it names as its arguments."""

    book: Book
    tree: Tree
    today: date
    used_excuses: frozenset[str] = frozenset()
    """The ids of the excuses that excused a breach."""


_OF_PARTS = set(Evidence.__annotations__)


class Rule(Struct, frozen=True):
    """A rule: its declaration and the function that finds violations.

    `actor` must act; `implies` lists the codes of rules that a violation always violates too.
    `page` is the docstring of the rule's module. `since` and `until` are the first and last day in
    force; only what began between them is judged. `local_only` rules inspect this machine and run
    only on request.
    """

    code: str
    name: str
    severity: Severity
    actor: Actor
    message: Bilingual
    check: Callable[..., Iterable[Hit]]
    page: str
    basis: Basis | None = None
    since: date | None = None
    until: date | None = None
    local_only: bool = False
    implies: tuple[str, ...] = ()

    @property
    def can_be_excused(self) -> bool:
        """Whether the rule reports breaches; nothing else needs an excuse."""
        return self.severity is Severity.BREACH

    @property
    def sees(self) -> tuple[str, ...]:
        """The parts of the evidence that the rule looks at: the arguments of its function."""
        code = self.check.__code__
        return code.co_varnames[: code.co_argcount]

    @property
    def is_of_parts(self) -> bool:
        """Whether the rule can be judged in each part of a district: it looks at nothing else."""
        return set(self.sees) <= _OF_PARTS

    def in_force(self, day: date | None) -> bool:
        return day is None or (
            (self.since is None or self.since <= day) and (self.until is None or day <= self.until)
        )

    def hits(self, evidence: Evidence) -> Hits:
        found = self.check(*(getattr(evidence, name) for name in self.sees))
        return (hit for hit in found if self.in_force(hit.began))

    def says(self, hit: Hit) -> Phrase:
        """The message about a hit, with its days in words."""
        return phrase(hit.text or self.message, **_in_words(hit.values))


def _in_words(values: Mapping[str, object]) -> dict[str, object]:
    """Values of a message, with days as in a sentence, and with personal numbers masked: others
    print, send and keep what a check says.
    """
    return {key: _in_word(value) for key, value in values.items()}


def _in_word(value: object) -> object:
    if isinstance(value, date):
        return day_words(value)
    return masked(value) if type(value) is str else value


def rule(
    severity: Severity,
    code: str,
    actor: Actor,
    zh: str,
    en: str,
    basis: Basis | None = None,
    **more: Any,
) -> Callable[[Callable[..., Iterable[Hit]]], Rule]:
    """Turn the decorated function into a Rule with that message, named after the function.

    The module's docstring becomes the page of the rule; `more` are other fields of Rule.
    """

    def declare(check: Callable[..., Iterable[Hit]]) -> Rule:
        page = sys.modules[check.__module__].__doc__ or ""
        name, message = check.__name__.replace("_", "-"), Bilingual(zh, en)
        return Rule(code, name, severity, actor, message, check, page, basis, **more)

    return declare


def mailbox_words(book: Book, wanted: str, day: date) -> Bilingual:
    """A mailbox by the constituency that it served on `day`, with its id."""
    held = book.mailboxes.get(wanted)
    served = book.name("constituency", held.mailbox.constituency_on(day)) if held else ""
    return Bilingual(f"{served}信箱（{wanted}）", f"mailbox {wanted}")


error, breach, due, advice = (partial(rule, severity) for severity in Severity)


_ENDED = Bilingual(
    "{step}最迟应于{due}完成而未完成，逾期{days}后{ended_by}",
    "{step}: due on {due}, not done; {ended_by} {days} late",
)
_ENDED_AT_A_DEPARTMENT = Bilingual(
    "{department}：{step}最迟应于{due}完成而未完成，逾期{days}后{ended_by}",
    "{department}, {step}: due on {due}, not done; {ended_by} {days} late",
)


def rule_of_step(step: Step, module: str) -> Rule:
    """The rule on a step, declared in the row of the step; the module has its page and its name."""
    row = step.row
    name, page = module.rpartition(".")[2].replace("_", "-"), sys.modules[module].__doc__ or ""

    def check(book: Book) -> Hits:
        return (_lapse(book, *late) for late in book.late if late[1].step is step)

    return Rule(row.rule, name, Severity.BREACH, row.actor, row.overdue, check, page, row.basis)


def _lapse(book: Book, owing: Matter | Handling, duty: Duty) -> Hit:
    """A hit for a duty that was not done in time: done late, ended without being done, or open."""
    text = duty.step.row.late if duty.done else None
    if duty.ended:
        text = _ENDED_AT_A_DEPARTMENT if duty.department else _ENDED
    return Hit(
        owing,
        duty.key,
        {
            "due": duty.due,
            "days": counts.days(duty.days_late),
            "department": book.name("department", duty.department),
            "step": duty.step,
            "ended_by": duty.ended_by,
        },
        text=text,
        pending=duty.is_running,
        day=duty.due,
        began=duty.start,
        acting=book.acting_on(owing, duty.step, duty.department),
    )


def activities_of_periods(
    book: Book, every: str, kind: ActivityKind
) -> Iterator[tuple[Period, list[Activity]]]:
    """Each period that is over, with the activities of that kind in it; `every` is the setting of
    its length.
    """
    activities = [filed.record for filed in book.activities if filed.record.kind == kind]
    for period in book.periods_over(attrgetter(every)):
        yield period, [record for record in activities if record.held_on in period]


def of_group(
    group: Filed[Group], period: Period, values: Mapping[str, object] | None = None
) -> Hit:
    """A hit for something that a group did not do in a period that is over."""
    named = {"group_name": group.record.name, "period": period_words(period)}
    return Hit(
        group,
        ("name",),
        {**named, **(values or {})},
        day=period.last,
        began=period.first,
        pending=False,
    )


def of_groups_without(book: Book, period: Period, done: Collection[str | None]) -> Hits:
    """A hit for every group at work in the whole period that is not among those for which it was
    done.
    """
    for group in book.groups.values():
        if group.id not in done and book.directory.holdings.works(
            group.id, period.first, period.last
        ):
            yield of_group(group, period)


def basis_phrase(rule: Rule, book: Book, day: date | None = None) -> Phrase | None:
    """The legal basis of a rule on `day` in words; None if it has none.

    A number that the district sets itself is marked as local.
    """
    numbers = book.clock.numbers
    match rule.basis:
        case Law() | Founding():
            return cited(rule.basis, day)
        case Practice(after=after):
            found = numbers.provision(rule.code, day)
            return provision_phrase(found) if found else practice_phrase(after)
        case Local(setting=setting):
            value = getattr(numbers.on(day), setting)
            return local_phrase(setting, value, numbers.provision(setting, day))
    return None
