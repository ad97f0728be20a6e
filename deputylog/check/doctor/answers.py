"""What is examined, and what is answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from deputylog.book import Book
from deputylog.git.run import Git, is_installed
from deputylog.repository.reading import read_repository
from deputylog.tree import Tree
from deputylog.words import Bilingual, Code, Phrase, phrase


class Condition(Code):
    """How something is: a note is worth knowing, a problem has to be solved."""

    OK = "ok", "正常", "ok"
    NOTE = "note", "提示", "note"
    PROBLEM = "problem", "问题", "problem"


@dataclass(frozen=True)
class Answer:
    """What was found, and what to do about it."""

    condition: Condition
    found: Phrase | None = None
    cure: Phrase | None = None


def ok(zh: str, en: str = "", /, **values: object) -> Answer:
    return Answer(Condition.OK, phrase(zh, en, **values))


@dataclass(frozen=True)
class Installation:
    """A repository on this machine, at a time; what several examinations need is read once."""

    root: Path
    now: datetime
    python: str

    @cached_property
    def git(self) -> Git | None:
        """Git, if it is installed and keeps the records."""
        git = Git(self.root)
        return git if is_installed() and git.in_work_tree() else None

    @property
    def book(self) -> Book:
        return self._read[0]

    @property
    def tree(self) -> Tree:
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[Book, Tree]:
        return read_repository(self.root, as_of=self.now.date())


@dataclass(frozen=True)
class Examination:
    """One thing to look at; no answer means that all is well.

    `mend` solves what can be solved without asking anybody.
    """

    name: str
    wording: Bilingual
    look: Callable[[Installation], Iterable[Answer]]
    mend: Callable[[Installation], object] | None = None
