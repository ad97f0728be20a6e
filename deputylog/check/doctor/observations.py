"""What is examined, and what is observed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from deputylog.book import Book
from deputylog.finding import CannotReadError
from deputylog.git.run import Git, GitError, is_installed
from deputylog.record.files import WorkTree
from deputylog.repository.private import private_folder
from deputylog.repository.reading import read_source
from deputylog.tree import Tree
from deputylog.words import Bilingual, Phrase, Term, phrase


class Condition(Term):
    """How something is: a note is worth knowing, a problem has to be solved."""

    OK = "ok", "正常", "ok"
    NOTE = "note", "提示", "note"
    PROBLEM = "problem", "问题", "problem"


class Observation(Struct, frozen=True):
    """What was found, and what to do about it."""

    condition: Condition
    found: Phrase | None = None
    cure: Phrase | None = None


def problem(found: str, cure: str | Phrase, **values: object) -> Observation:
    """Return a problem with its cure, both with these values."""
    return Observation(Condition.PROBLEM, phrase(found, **values), _phrase(cure, values))


def note(found: str, cure: str | Phrase, **values: object) -> Observation:
    """Return a note with what can be done, both with these values."""
    return Observation(Condition.NOTE, phrase(found, **values), _phrase(cure, values))


def run(command: str | Bilingual) -> Phrase:
    """Return the cure that is to run a command."""
    return phrase("请运行“{command}”", "run '{command}'", command=command)


def _phrase(text: str | Phrase, values: dict[str, object]) -> Phrase:
    return text if isinstance(text, Phrase) else phrase(text, **values)


class Installation(Struct, frozen=True, dict=True):
    """A repository on this machine, at a time; what several examinations need is read once."""

    root: Path
    now: datetime

    @cached_property
    def git(self) -> Git | None:
        """Git, if it is installed, keeps the records and answers; the examination of git says why
        not.
        """
        git = Git(self.root)
        with suppress(GitError):
            return git if is_installed() and git.in_work_tree() else None
        return None

    @cached_property
    def private(self) -> Path | None:
        """The folder of private files; None if it is not there, or cannot be, which is examined
        too.
        """
        with suppress(CannotReadError):
            folder = private_folder(self.root)
            return folder if folder.is_dir() else None
        return None

    @property
    def book(self) -> Book:
        return self._read[0]

    @property
    def tree(self) -> Tree:
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[Book, Tree]:
        return read_source(WorkTree(self.root), as_of=self.now.date())


class Examination(Struct, frozen=True):
    """One thing to look at: no observation means that all is well, an error that it is not.

    `mend` solves what can be solved without asking anybody.
    """

    name: str
    wording: Bilingual
    look: Callable[[Installation], Iterable[Observation]]
    mend: Callable[[Installation], None] | None = None
    of_git: bool = False
    """Whether it cannot be examined without git."""
