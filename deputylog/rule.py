"""The declaration of rules, their hits, and the legal basis in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, Protocol

from deputylog.book import Book
from deputylog.calendar import Period, Week
from deputylog.finding import Place, Severity
from deputylog.kinds.actor import Actor
from deputylog.kinds.basis import (
    DEPUTIES_LAW,
    HOLIDAYS,
    ORGANIC_LAW,
    PETITIONS,
    PRIVACY_LAW,
    Basis,
    Founding,
    Law,
    Local,
    Practice,
    cited,
    practice_phrase,
    provision_phrase,
)
from deputylog.kinds.group import Group
from deputylog.life.record_places import Filed
from deputylog.record.fields import Key
from deputylog.text import counts
from deputylog.tree import Tree
from deputylog.words import Bilingual, Phrase, phrase

if TYPE_CHECKING:
    from deputylog.life.steps import Step

__all__ = [
    "DEPUTIES_LAW",
    "HOLIDAYS",
    "ORGANIC_LAW",
    "PETITIONS",
    "PRIVACY_LAW",
    "AFile",
    "About",
    "Actor",
    "Basis",
    "Founding",
    "Hit",
    "Law",
    "Local",
    "Practice",
    "Rule",
    "Sees",
    "basis_phrase",
    "cited",
    "lapses",
    "of_group",
    "rule",
]


class About(Protocol):
    """What a hit is about: a record, group, matter or file with a path and an id."""

    @property
    def path(self) -> str: ...
    @property
    def id(self) -> str: ...


class Hit:
    """A violation of a rule, with the values for its message.

    Code, severity and text come from the rule. `day` is the day of the violation; `began` is the
    day on which the judged duty began, whose law applies (default: `day`). `judged` are the days
    that
    an excuse must meet (default: the week, else `day`). `pending` says that something can still be
    done: a late reply cannot become punctual. `text` replaces the message.
    """

    __slots__ = (
        *("began", "day", "group", "judged", "key", "late", "path", "pending", "place"),
        *("severity", "subject", "text", "values", "week"),
    )

    def __init__(
        self,
        about: About,
        key: Key = (),
        /,
        *,
        late: bool = False,
        pending: bool = True,
        day: date | None = None,
        began: date | None = None,
        week: Week | None = None,
        judged: Period | None = None,
        group: str | None = None,
        subject: str | None = None,
        severity: Severity | None = None,
        place: Place | None = None,
        text: str = "",
        **values: Any,
    ) -> None:
        self.path, self.key, self.place = about.path, key, place
        self.late, self.severity, self.pending, self.text = late, severity, pending, text
        self.day, self.week = day, week
        self.judged = judged or (week.period if week else Period(day, day) if day else None)
        self.began = began or day
        self.subject = about.id if subject is None else subject
        self.group = group if group is not None else str(getattr(about, "group", ""))
        self.values: Mapping[str, object] = values


@dataclass(frozen=True)
class AFile:
    """A file of which only the path is known."""

    path: str
    id: str = ""


class Sees(Enum):
    """The arguments that a rule's function receives."""

    BOOK = "book"
    TREE = "tree and book"
    EXCUSES = "book and the ids of excuses that excused a breach"


@dataclass(frozen=True)
class Rule:
    """A rule: its declaration and the function that finds violations.

    `page` is the docstring of the rule's module. `since` and `until` are the first and last day in
    force; only what began between them is judged.
    """

    code: str
    name: str
    severity: Severity
    actor: Actor
    message: str
    check: Callable[..., Iterable[Hit]]
    page: str
    basis: Basis | None = None
    late: str = ""
    run: str = ""
    sees: Sees = Sees.BOOK
    since: date | None = None
    until: date | None = None
    local_only: bool = False
    implies: tuple[str, ...] = ()

    @property
    def can_be_excused(self) -> bool:
        """Whether the rule reports breaches; errors, advice and what is not yet due need no excuse."""
        return self.severity is Severity.BREACH

    def in_force(self, day: date | None) -> bool:
        return day is None or (
            (self.since is None or self.since <= day) and (self.until is None or day <= self.until)
        )

    def hits(self, book: Book, tree: Tree, used_excuses: frozenset[str]) -> Iterator[Hit]:
        match self.sees:
            case Sees.BOOK:
                found = self.check(book)
            case Sees.TREE:
                found = self.check(tree, book)
            case Sees.EXCUSES:
                found = self.check(book, used_excuses)
        return (hit for hit in found if self.in_force(hit.began))

    def says(self, hit: Hit) -> Phrase:
        """The message about a hit."""
        own = self.late if hit.late and self.late else self.message
        return phrase(hit.text or own, **hit.values)


def rule(
    *,
    code: str,
    severity: Severity,
    actor: Actor,
    message: str,
    basis: Basis | None = None,
    late: str = "",
    run: str = "",
    sees: Sees = Sees.BOOK,
    since: date | None = None,
    until: date | None = None,
    local_only: bool = False,
    implies: tuple[str, ...] = (),
) -> Callable[[Callable[..., Iterable[Hit]]], Rule]:
    """Turn the decorated function into a rule, named after the function.

    The module's docstring becomes the page of the rule. `actor` must act; `implies` lists the codes
    of rules that a violation always violates too. `late` is the message for something done too
    late, `run` the message for several weeks in one hit; `since` and `until` are the first and last
    day in force; `local_only` rules inspect this machine and run only on request.
    """

    def declare(check: Callable[..., Iterable[Hit]]) -> Rule:
        import sys

        page = sys.modules[check.__module__].__doc__ or ""
        name = check.__name__.replace("_", "-")
        return Rule(
            code,
            name,
            severity,
            actor,
            message,
            check,
            page,
            basis,
            late,
            run,
            sees,
            since,
            until,
            local_only,
            implies,
        )

    return declare


_ENDED = Bilingual(
    "{step}应于{due}前完成而未完成，逾期{days}后{ended_by}",
    "{step}: due on {due}, not done; {ended_by} {days} late",
)
_ENDED_AT_A_DEPARTMENT = Bilingual(
    "{department}：{step}应于{due}前完成而未完成，逾期{days}后{ended_by}",
    "{department}, {step}: due on {due}, not done; {ended_by} {days} late",
)


def lapses(book: Book, step: Step) -> Iterator[Hit]:
    """A hit for every duty of that step not done in time, also if it ended late without being done."""
    for owing, duty in book.late:
        if duty.step is step:
            yield Hit(
                owing,
                duty.key,
                late=duty.done is not None,
                pending=duty.is_running,
                text=""
                if duty.ended is None
                else _ENDED_AT_A_DEPARTMENT
                if duty.department
                else _ENDED,
                day=duty.due,
                began=duty.start,
                due=duty.due,
                days=counts.days(duty.days_late),
                department=book.name("department", duty.department),
                step=duty.step,
                ended_by=duty.ended_by,
            )


def of_group(group: Filed[Group], period: Period, **values: Any) -> Hit:
    """A hit for something that a group did not do in a period that is over."""
    values |= {"group_name": group.record.name, "first": period.first, "last": period.last}
    return Hit(
        group,
        ("name",),
        day=period.last,
        began=period.first,
        group=group.id,
        pending=False,
        **values,
    )


def of_groups_without(book: Book, period: Period, done: Collection[str | None]) -> Iterator[Hit]:
    """A hit for every group at work in the whole period that is not among those for which it was
    done.
    """
    for group in book.groups.values():
        if group.id not in done and book.directory.works_throughout(group.id, period):
            yield of_group(group, period)


def basis_phrase(rule: Rule, book: Book, day: date | None = None) -> Phrase | None:
    """The legal basis of a rule on `day` in words; None if it has none.

    A number that the district sets itself is marked as local.
    """
    match rule.basis:
        case Law() | Founding():
            return cited(rule.basis, day)
        case Local(setting=setting):
            value = getattr(book.clock.numbers.on(day), setting)
            values = {
                "setting": setting,
                "value": list(value) if isinstance(value, tuple) else str(value),
            }
            if found := book.clock.numbers.provision(setting, day):
                return phrase(
                    "地方规定：{setting} = {value}，{article}",
                    "local: {setting} = {value}, {article}",
                    **values,
                    article=provision_phrase(found),
                )
            return phrase("本地：{setting} = {value}", "local: {setting} = {value}", **values)
        case Practice(after=after):
            found = book.clock.numbers.provision(rule.code, day)
            return provision_phrase(found) if found else practice_phrase(after)
    return None
