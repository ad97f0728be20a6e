"""Where a command runs: the repository, the language, the day, and where its lines go."""

from __future__ import annotations

import os
import re
import shlex
import sys
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from deputylog.finding import DeputylogError
from deputylog.words import Phrase, Words

if TYPE_CHECKING:
    from deputylog.book import Book
    from deputylog.enter.context import EntryContext
    from deputylog.names.register import Register
    from deputylog.repository.books import Books


class Environment(Struct, dict=True):
    """Where a command runs: repository, language and day; the clock is read only here."""

    repo: str | None
    words: Words
    fixed_today: date | None = None
    judges_links: bool = False
    """Whether the command itself reports links below `records/`, as R004."""
    last_notes: list[Phrase] = []
    """What is noted when the command has said everything else."""
    written: dict[str, Any] | None = None
    """What a command that writes did, for JSON at its end; None where it speaks in sentences."""

    @cached_property
    def root(self) -> Path:
        """The root folder of the records repository; LinkRefusedError if a link in it could lead
        a command elsewhere.
        """
        from deputylog.keep import listeners
        from deputylog.record.files import refuse_links
        from deputylog.repository.root import find_root

        listeners.on_wait, listeners.on_end = self.note, self.last_notes.append
        root = find_root(self.repo)
        refuse_links(root, in_records=not self.judges_links)
        return root

    @property
    def folder(self) -> Path:
        """The folder named by --repo, with records or without; the current folder by default."""
        if self.repo is not None and not os.path.isdir(self.repo):
            raise DeputylogError(
                "--repo：没有文件夹“{folder}”",
                "--repo: there is no folder '{folder}'",
                folder=self.repo,
            )
        return Path(os.path.realpath(self.repo or "."))

    @cached_property
    def today(self) -> date:
        """Today's date in the time zone of the district."""
        return self.fixed_today or day_in(self.time_zone)

    @property
    def now(self) -> datetime:
        """The time in the time zone of the district; noon of the day that a test has fixed."""
        if self.fixed_today:
            return datetime.combine(self.fixed_today, time(12))
        return datetime.now(_zone(self.time_zone))

    @property
    def time_zone(self) -> str:
        """The time zone of the district; empty where there is none yet."""
        from deputylog.repository.folder import read_district
        from deputylog.repository.root import NoRepositoryError

        try:
            return read_district(self.root).time_zone
        except NoRepositoryError:
            return ""

    @property
    def git(self) -> str:
        """The git command for this repository, used in commands shown to the user."""
        return f"git -C {shell_word(self.repo)}" if self.repo else "git"

    @cached_property
    def commits_always(self) -> bool:
        """Whether git is set to commit every write; DeputylogError if it is set to no boolean."""
        from deputylog.git.commit import commits_always
        from deputylog.git.run import Git

        return commits_always(Git(self.root))

    @cached_property
    def register(self) -> Register:
        """The names in the register."""
        from deputylog.names.register import Register

        return Register(self.root)

    @property
    def entry_context(self) -> EntryContext:
        """What entering a record needs."""
        from random import SystemRandom

        from deputylog.enter.context import EntryContext

        return EntryContext(self.root, today=self.today, random=SystemRandom(), words=self.words)

    def day(self, option: str, text: str) -> date:
        """Return the day given by an option; raise an error that shows the accepted forms."""
        from deputylog.record.fields import exact_day

        try:
            return exact_day(text)
        except ValueError:
            from deputylog.names.days import option_day

            return exact_day(option_day(text, self.today, option, self.time_zone))

    def books(self, as_of: date | None) -> Books:
        """Return what was known on the day, by default today; note files that cannot be read."""
        from deputylog.repository.books import books

        found = books(self.root, as_of=as_of or self.today)
        if unread := found.register.unread:
            self.note(unread)
        return found

    def book(self, as_of: date | None) -> Book:
        """Return the Book of all that was known on the day; see `books`."""
        return self.books(as_of).all

    def say(self, wording: object) -> None:
        """Print a line to standard output, which is for JSON alone where that was asked for."""
        print(self.words.say(wording), file=sys.stdout if self.written is None else sys.stderr)

    def collect(self, **what: object) -> None:
        """Keep what the command did, where it ends with JSON; lists of one name are joined."""
        if self.written is not None:
            for name, value in what.items():
                is_list = isinstance(value, list)
                self.written[name] = self.written.get(name, []) + value if is_list else value

    def say_last(self, command: str) -> None:
        """Print what was left for the end, and as JSON what the command did."""
        for said in dict.fromkeys(map(self.words.say, self.last_notes)):
            self.note(said)
        if self.written:
            from deputylog.cli.output import show_json

            show_json(self, command, self.today, self.written)

    def note(self, wording: object) -> None:
        """Print a line to standard error, for people rather than programs."""
        print(self.words.say(wording), file=sys.stderr)


def shell_word(text: str) -> str:
    """Quote `text` for a shell command shown to the user; Chinese needs no quotes."""
    return text if re.fullmatch(r"[\w./+@%,:-]+", text) else shlex.quote(text)


def end_of_day(root: Path, moment: float) -> float:
    """Return the moment at which another day begins in a district."""
    from deputylog.repository.folder import read_district

    zone = _zone(read_district(root).time_zone)
    tomorrow = datetime.fromtimestamp(moment, zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone).timestamp()


def day_in(time_zone: str) -> date:
    """Return today's date in the time zone, or in that of the machine if it is empty."""
    return datetime.now(_zone(time_zone)).date()


def _zone(name: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo

    return ZoneInfo(name) if name else None
