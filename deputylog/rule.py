"""Rules: what one declares, what it hits, and how hits become findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Protocol

from deputylog.book import Book
from deputylog.calendar import Week
from deputylog.finding import Place, Severity
from deputylog.model.duty import Step
from deputylog.model.fields import Key
from deputylog.model.handling import Handling
from deputylog.model.matter import Matter
from deputylog.tree import Tree
from deputylog.words import N_, Phrase, Said, phrase


@dataclass(frozen=True)
class Law:
    """An article of a law or regulation."""

    law: Said
    article: str


@dataclass(frozen=True)
class Founding:
    """A section of the founding document."""

    section: int


@dataclass(frozen=True)
class Local:
    """A number that no law gives: the setting that holds it, and what it leans on."""

    setting: str
    after: Law | Founding | None = None


@dataclass(frozen=True)
class Practice:
    """What places do by habit: no law, no section of the founding document and no number asks for it."""


Basis = Law | Founding | Local | Practice

DEPUTIES_LAW = Said("代表法", "Deputies Law")
PETITIONS = Said("信访工作条例", "Regulations on Petitions")
PRIVACY_LAW = Said("个人信息保护法", "Personal Information Protection Law")
HOLIDAYS = Said("全国年节及纪念日放假办法", "Regulations on Public Holidays")


class About(Protocol):
    """What a hit speaks of: something filed."""

    @property
    def path(self) -> str: ...
    @property
    def id(self) -> str: ...


class Hit:
    """A place where a rule was offended, with the values of its message; code, severity and words are the rule's."""

    __slots__ = ("day", "group", "key", "late", "path", "place", "severity", "subject", "values", "week")

    def __init__(
        self,
        about: About,
        key: Key = (),
        /,
        *,
        late: bool = False,
        day: date | None = None,
        week: Week | None = None,
        group: str | None = None,
        subject: str | None = None,
        severity: Severity | None = None,
        place: Place | None = None,
        **values: Any,
    ) -> None:
        self.path, self.key, self.place = about.path, key, place
        self.late, self.severity = late, severity
        self.day, self.week = day, week
        self.subject = about.id if subject is None else subject
        self.group = group if group is not None else str(getattr(about, "group", ""))
        self.values: Mapping[str, object] = values


@dataclass(frozen=True)
class AFile:
    """A file of which nothing more than its path is known."""

    path: str
    id: str = ""


class Sees(Enum):
    """What a rule's function is given."""

    BOOK = "book"
    TREE = "tree and book"
    EXCUSES = "book and the ids of excuses that excused something"


@dataclass(frozen=True)
class Rule:
    """A duty or a form, and the function that finds where it is not kept; its page is its module's docstring."""

    code: str
    name: str
    severity: Severity
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

    def in_force(self, day: date | None) -> bool:
        return day is None or ((self.since is None or self.since <= day) and (self.until is None or day <= self.until))

    def hits(self, book: Book, tree: Tree, used_excuses: frozenset[str]) -> Iterator[Hit]:
        match self.sees:
            case Sees.BOOK:
                found = self.check(book)
            case Sees.TREE:
                found = self.check(tree, book)
            case Sees.EXCUSES:
                found = self.check(book, used_excuses)
        return (hit for hit in found if self.in_force(hit.day))


def rule(
    *,
    code: str,
    severity: Severity,
    message: str,
    basis: Basis | None = None,
    late: str = "",
    run: str = "",
    sees: Sees = Sees.BOOK,
    since: date | None = None,
    until: date | None = None,
    local_only: bool = False,
) -> Callable[[Callable[..., Iterable[Hit]]], Rule]:
    """Declare the decorated function a rule; its name is the offence, the module's docstring its page.

    `late` words a hit of something done too late, `run` a hit that stands for several weeks; `since` and `until` are the
    first and last day in force; `local_only` rules look at this machine and run only when asked.
    """

    def declare(check: Callable[..., Iterable[Hit]]) -> Rule:
        import sys

        page = sys.modules[check.__module__].__doc__ or ""
        name = check.__name__.replace("_", "-")
        return Rule(code, name, severity, message, check, page, basis, late, run, sees, since, until, local_only)

    return declare


def lapses(book: Book, step: Step) -> Iterator[Hit]:
    """A hit for every duty of that step that was not kept in time."""
    owing_all: tuple[Matter | Handling, ...] = (*book.matters, *book.handlings)
    for owing in owing_all:
        for duty in book.duties[owing.id]:
            if duty.step is step and duty.days_late:
                department = book.name("department", duty.department)
                yield Hit(
                    owing, duty.key, late=duty.done is not None, day=duty.due, due=duty.due, days=duty.days_late, department=department
                )


def cited(basis: Law | Founding) -> Phrase:
    """A law with its article, or the section of the founding document."""
    if isinstance(basis, Law):
        return phrase(N_("{law} {article}"), law=basis.law, article=basis.article)
    return phrase(N_("founding document, section {section}"), section=basis.section)


def basis_phrase(basis: Basis | None, book: Book) -> Phrase | None:
    """What a finding rests on, in a few words; a local number is called so."""
    match basis:
        case Law() | Founding():
            return cited(basis)
        case Local():
            value = getattr(book.district.settings, basis.setting)
            shown = list(value) if isinstance(value, tuple) else str(value)
            return phrase(N_("local: {setting} = {value}"), setting=basis.setting, value=shown)
        case Practice():
            return phrase(N_("local practice"))
    return None
