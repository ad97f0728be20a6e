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

from deputylog.words import Words


@dataclass
class Run:
    """One run of the program; the clock is read only here."""

    repo: str
    words: Words
    fixed_today: date | None = None

    @cached_property
    def root(self) -> Path:
        """The root folder of the records repository."""
        from deputylog.app.folder import find_root

        return find_root(Path(self.repo or ".").absolute())

    @cached_property
    def today(self) -> date:
        """Today's date in the time zone of the district."""
        return self.fixed_today or day_in(self._time_zone)

    @property
    def _time_zone(self) -> str:
        """The time zone of the district; empty where there is none yet."""
        from deputylog.app.folder import NoRepositoryError, read_district

        try:
            return read_district(self.root).time_zone
        except NoRepositoryError:
            return ""

    @property
    def place_in_git(self) -> tuple[Path, str]:
        """Return git's top folder and the path from there to the records with a final slash."""
        from deputylog.app.folder import NoRepositoryError
        from deputylog.app.git import answer

        try:
            root = self.root
        except NoRepositoryError:
            root = Path(self.repo or ".").absolute()
        # Git runs a hook in its top folder, and its variables are relative to that folder.
        asked = answer(Path.cwd() if "GIT_INDEX_FILE" in os.environ else root, "rev-parse", "--show-toplevel")
        top = Path(os.fsdecode(asked.rstrip(b"\n")))
        way = root.resolve().relative_to(top.resolve()).as_posix()
        return top, "" if way == "." else f"{way}/"

    @property
    def git(self) -> str:
        """The git command for this repository, used in commands shown to the user."""
        return f"git -C {shell_word(self.repo)}" if self.repo else "git"

    def day(self, text: str, option: str) -> date:
        """Return the date given by an option; today if it is empty."""
        if not text:
            return self.today
        return self.given_day(text, option)

    def given_day(self, text: str, option: str) -> date:
        """Return the date given by an option; raise an error that shows the accepted forms."""
        from deputylog.model.fields import exact_day

        try:
            return exact_day(text)
        except ValueError:
            from deputylog.app.days import day_given

            return day_given(text, self.today, option, self._time_zone)

    def say(self, said: object) -> None:
        """Print a line to standard output."""
        print(self.words.say(said))

    def note(self, said: object) -> None:
        """Print a line to standard error, for people rather than programs."""
        print(self.words.say(said), file=sys.stderr)


def shell_word(text: str) -> str:
    """Quote `text` for a shell command shown to the user; Chinese needs no quotes."""
    return text if re.fullmatch(r"[\w./+@%,:-]+", text) else shlex.quote(text)


def day_in(time_zone: str) -> date:
    """Return today's date in the time zone."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo(time_zone)).date()
