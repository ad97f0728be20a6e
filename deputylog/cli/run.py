"""What a command is given of the world: the repository, the language, the day."""

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
    """One run of the program; only here is the clock read."""

    repo: str
    words: Words
    fixed_today: date | None = None

    @cached_property
    def root(self) -> Path:
        """The records repository worked on."""
        from deputylog.app.folder import find_root

        return find_root(Path(self.repo or ".").absolute())

    @cached_property
    def today(self) -> date:
        """The day it is where the district is."""
        from deputylog.app.folder import read_district

        return self.fixed_today or day_in(read_district(self.root).time_zone)

    @property
    def place_in_git(self) -> tuple[Path, str]:
        """Git's top folder, and the way from there to the records repository with a slash at its end; for a hook."""
        from deputylog.app.folder import NoRepositoryError
        from deputylog.app.git import answer

        try:
            root = self.root
        except NoRepositoryError:
            root = Path(self.repo or ".").absolute()
        # A hook is run in the top folder, and git's variables count from there.
        asked = answer(Path.cwd() if "GIT_INDEX_FILE" in os.environ else root, "rev-parse", "--show-toplevel")
        top = Path(os.fsdecode(asked.rstrip(b"\n")))
        way = root.resolve().relative_to(top.resolve()).as_posix()
        return top, "" if way == "." else f"{way}/"

    @property
    def git(self) -> str:
        """How git is called for this repository, for a command that the user is told to run."""
        return f"git -C {shell_word(self.repo)}" if self.repo else "git"

    def day(self, text: str, option: str) -> date:
        """The day an option names, today when it names none."""
        if not text:
            return self.today
        return self.given_day(text, option)

    def given_day(self, text: str, option: str) -> date:
        """The day an option names, as people say days; an error that shows the ways to write one."""
        from deputylog.model.fields import exact_day

        try:
            return exact_day(text)
        except ValueError:
            from deputylog.app.days import day_given

            return day_given(text, self.today, option)

    def say(self, said: object) -> None:
        """One line on standard output."""
        print(self.words.say(said))

    def note(self, said: object) -> None:
        """One line on standard error: for people, not for what reads the output."""
        print(self.words.say(said), file=sys.stderr)


def shell_word(text: str) -> str:
    """`text` as one word of a command that the user is shown; Chinese needs no quotes."""
    return text if re.fullmatch(r"[\w./+@%,:-]+", text) else shlex.quote(text)


def day_in(time_zone: str) -> date:
    """The day it is there."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo(time_zone)).date()
