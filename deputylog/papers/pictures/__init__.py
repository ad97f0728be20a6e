"""The pictures of a period; each is a module of this package."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.papers.pictures.ageing import ageing
from deputylog.papers.pictures.coverage import coverage
from deputylog.papers.pictures.life import life
from deputylog.papers.pictures.mailbox_calendar import mailbox_calendar
from deputylog.papers.pictures.topics import topics_over_quarters
from deputylog.picture import Picture

Draw = Callable[[Book, str, Period], Picture]


@dataclass(frozen=True)
class Drawn:
    """A picture, its name, and whether it may be published."""

    name: str
    draw: Draw
    public: bool


PICTURES = (
    Drawn("coverage", coverage, public=True),
    Drawn("mailbox-calendar", mailbox_calendar, public=False),
    Drawn("life", life, public=True),
    Drawn("ageing", ageing, public=True),
    Drawn("topics", topics_over_quarters, public=True),
)
