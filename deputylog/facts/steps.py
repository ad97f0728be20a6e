"""Steps: a row per step of a matter that counts, with the life of the matter to which it belongs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deputylog.book import Book
from deputylog.facts.fact import COUNT, DAY, SEVERAL, TEXT, YES_NO, Fact, frame_of
from deputylog.kinds.event_dates import name_of
from deputylog.kinds.events import MatterEvent, Suggested
from deputylog.life.matter import Matter
from deputylog.words import Bilingual

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class _Step:
    matter: Matter
    life: int
    event: MatterEvent
    deputies: tuple[str, ...]

    @property
    def is_implied(self) -> bool:
        return all(event is not self.event for event in self.matter.written)


STEPS: tuple[Fact[_Step], ...] = (
    Fact("id", TEXT, Bilingual("问题编号", "id of the matter"), lambda one: one.matter.id),
    Fact("group", TEXT, Bilingual("代表组", "deputy group"), lambda one: one.matter.group),
    Fact("life", COUNT, Bilingual("第几次办理", "which of its lives"), lambda one: one.life),
    Fact("step", TEXT, Bilingual("步骤", "step"), lambda one: name_of(one.event)),
    Fact("day", DAY, Bilingual("日期", "day"), lambda one: one.event.on),
    Fact(
        "implied",
        YES_NO,
        Bilingual("由建议或者开箱推定", "implied by a suggestion or a round"),
        lambda one: one.is_implied,
    ),
    Fact(
        "deputies",
        SEVERAL,
        Bilingual(
            "办理的代表，未写明时为负责代表", "deputy who did it, else who see to the matter"
        ),
        lambda one: one.deputies,
    ),
)


def steps(book: Book, several: Iterable[Matter]) -> DataFrame:
    return frame_of(STEPS, list(_steps(book, several)))


def _steps(book: Book, several: Iterable[Matter]) -> Iterator[_Step]:
    for matter in several:
        for number, life in enumerate(matter.lives, 1):
            for event in life.events:
                if not isinstance(event, Suggested):
                    who = (
                        (event.who,)
                        if event.who and event.who in book.deputies
                        else matter.deputies
                    )
                    yield _Step(matter, number, event, who)
