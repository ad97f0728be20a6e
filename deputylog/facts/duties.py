"""Duties: a row per step owed for a matter or a suggestion, as known on the Book's day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deputylog.book import Book
from deputylog.facts.fact import COUNT, DAY, SEVERAL, TEXT, YES_NO, Fact, frame_of
from deputylog.life.duties import Duty
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.record.unknown_day import known
from deputylog.words import Bilingual

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class _Owed:
    about: Matter | Handling
    duty: Duty

    @property
    def is_of_matter(self) -> bool:
        return isinstance(self.about, Matter) and not self.about.is_accusation

    @property
    def owners(self) -> tuple[str, ...]:
        return self.about.deputies if isinstance(self.about, Matter) else (self.about.record.lead,)


DUTIES: tuple[Fact[_Owed], ...] = (
    Fact(
        "id",
        TEXT,
        Bilingual("问题或者建议的编号", "id of the matter or suggestion"),
        lambda one: one.about.id,
    ),
    Fact(
        "of_matter",
        YES_NO,
        Bilingual("属于群众反映的问题，检举控告除外", "of a matter that is no accusation"),
        lambda one: one.is_of_matter,
    ),
    Fact("group", TEXT, Bilingual("代表组", "deputy group"), lambda one: one.about.group),
    Fact(
        "owners", SEVERAL, Bilingual("负责代表", "deputies who see to it"), lambda one: one.owners
    ),
    Fact("step", TEXT, Bilingual("步骤", "step"), lambda one: one.duty.step),
    Fact(
        "department",
        TEXT,
        Bilingual("承办单位", "department"),
        lambda one: one.duty.department or "",
    ),
    Fact("start", DAY, Bilingual("起算日", "counted from"), lambda one: one.duty.start),
    Fact("due", DAY, Bilingual("到期日", "due"), lambda one: one.duty.due),
    Fact("done", DAY, Bilingual("完成日期", "done on"), lambda one: known(one.duty.done)),
    Fact("days_late", COUNT, Bilingual("逾期天数", "days late"), lambda one: one.duty.days_late),
    Fact(
        "running",
        YES_NO,
        Bilingual("仍待完成", "still to be done"),
        lambda one: one.duty.is_running,
    ),
)


def duties(book: Book) -> DataFrame:
    """Return the duties since `records_from`."""
    owing: tuple[Matter | Handling, ...] = (*book.matters, *book.handlings)
    return frame_of(
        DUTIES, [_Owed(about, duty) for about in owing for duty in book.duties[about.id]]
    )
