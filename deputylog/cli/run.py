"""The context of a command: the repository, the language and the date."""

from __future__ import annotations

import os
import re
import shlex
import sys
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from deputylog.finding import DeputylogError
from deputylog.words import Words

if TYPE_CHECKING:
    from deputylog.book import Book


@dataclass
class Run:
    """One run of the program; the clock is read only here."""

    repo: str | None
    words: Words
    fixed_today: date | None = None

    @cached_property
    def root(self) -> Path:
        """The root folder of the records repository."""
        from deputylog.repository.root import find_root

        return find_root(self.repo)

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
        return self.fixed_today or day_in(self._time_zone)

    @property
    def _time_zone(self) -> str:
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

    def day(self, text: str, option: str) -> date:
        """Return the date given by an option; today if it is empty."""
        return self.given_day(text, option) if text else self.today

    def given_day(self, text: str, option: str) -> date:
        """Return the date given by an option; raise an error that shows the accepted forms."""
        from deputylog.record.fields import exact_day

        try:
            return exact_day(text)
        except ValueError:
            from deputylog.names.days import day_given

            return day_given(text, self.today, option, self._time_zone)

    def book(self, as_of: str) -> Book:
        """Read the records as known on the day given by --as-of; a note names those that cannot be
        read.
        """
        from deputylog.repository.reading import read_repository

        book, _ = read_repository(self.root, as_of=self.day(as_of, "--as-of"))
        if book.unread:
            self.note(book.unread)
        return book

    def say(self, wording: object) -> None:
        """Print a line to standard output."""
        print(self.words.say(wording))

    def note(self, wording: object) -> None:
        """Print a line to standard error, for people rather than programs."""
        print(self.words.say(wording), file=sys.stderr)


def shell_word(text: str) -> str:
    """Quote `text` for a shell command shown to the user; Chinese needs no quotes."""
    return text if re.fullmatch(r"[\w./+@%,:-]+", text) else shlex.quote(text)


def day_in(time_zone: str) -> date:
    """Return today's date in the time zone, or in that of the machine if it is empty."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo(time_zone) if time_zone else None).date()
