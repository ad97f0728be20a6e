"""The criteria of a list, and the description of a kind of list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.finding import DeputylogError
from deputylog.table import Cell, Column
from deputylog.words import Bilingual, Term


@dataclass(frozen=True)
class Filter:
    """What to list; an empty criterion matches everything."""

    group: str = ""
    deputy: str = ""
    constituency: str = ""
    topic: str = ""
    kinds: tuple[str, ...] = ()
    period: Period | None = None
    is_open: bool = False
    overdue: bool = False

    def check_applies(self, listed: Listing) -> None:
        """Raise DeputylogError for a criterion that this kind of list does not have."""
        for name, value in vars(self).items():
            if value and name not in listed.filters:
                option = f"--{name.removeprefix('is_').removesuffix('s')}"
                raise DeputylogError(
                    "{option} 不适用于{what}",
                    "{option} does not apply to {what}",
                    option=option,
                    what=listed.title,
                )

    def takes(
        self,
        *,
        day: date,
        group: str,
        deputies: tuple[str | None, ...] = (),
        constituency: str | None = "",
        topic: str | None = None,
    ) -> bool:
        return (
            self.group in ("", group)
            and (not self.deputy or self.deputy in deputies)
            and self.constituency in ("", constituency or "")
            and self.topic in ("", topic or "")
            and (self.period is None or day in self.period)
        )


@dataclass(frozen=True)
class Listing:
    """A kind of list: its name, columns, rows, the criteria it can be filtered by, and the choices
    for a kind.
    """

    name: str
    title: Bilingual
    columns: tuple[Column, ...]
    rows: Callable[[Book, Filter], Iterator[tuple[Cell, ...]]]
    filters: tuple[str, ...]
    kinds: type[Term] | None = None


ID = Column("id", Bilingual("编号", "id"))
DAY = Column("day", Bilingual("日期", "day"), "day")
GROUP = Column("group", Bilingual("代表组", "deputy group"))
DEPUTIES = Column("deputies", Bilingual("代表", "deputies"), leaves=4)
CONSTITUENCY = Column("constituency", Bilingual("选区", "constituency"), leaves=3)
