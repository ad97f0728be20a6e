"""Matters from letters and visits: a letter is one matter, a visit can have several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from deputylog.kinds.letter import Letter
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.visit import Visit
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter

if TYPE_CHECKING:
    from deputylog.kinds.district import Successor
    from deputylog.life.deadlines import Clock


@dataclass(frozen=True, slots=True)
class Setting:
    """What a record does not contain itself about its matters.

    Its constituency and group, whether the group was informed by the recorder, the keeper who took
    the letter out of the mailbox, and the suggestions that grew out of each matter, by its id.
    """

    constituency: str
    group: str
    as_of: date
    group_knows: bool
    suggestions: Mapping[str, Sequence[Handling]]
    successor: Successor
    keeper: str | None = None
    clock: Clock | None = None

    def handlings(self, matter: str) -> tuple[Handling, ...]:
        return tuple(self.suggestions.get(matter, ()))


def matter_of_letter(path: str, record_id: str, letter: Letter, setting: Setting) -> Matter:
    is_accusation = letter.kind is MatterKind.ACCUSATION
    is_handed_over = setting.keeper and not is_accusation
    return Matter(
        id=record_id,
        path=path,
        at=(),
        date_key=("received",),
        kind=letter.kind,
        received=letter.received,
        constituency=setting.constituency,
        group=setting.group,
        written=letter.events,
        as_of=setting.as_of,
        successor=setting.successor,
        title=letter.title,
        summary=letter.summary,
        topic=letter.topic,
        raised_with=(letter.deputy,) if letter.deputy else (),
        handed_to=(letter.deputy or setting.keeper) if is_handed_over else None,
        mailbox=letter.mailbox,
        channel=letter.came_by,
        source=letter.source,
        writer=letter.writer,
        recorded_by=letter.recorded_by,
        group_knows=setting.group_knows,
        is_imported=letter.ref is not None,
        handlings=() if is_accusation else setting.handlings(record_id),
        clock=setting.clock,
    )


def matters_of_visit(path: str, record_id: str, visit: Visit, setting: Setting) -> Iterator[Matter]:
    """The matters of a visit; each belongs to the deputy named, else to all who visited."""
    for index, raised in enumerate(visit.matters):
        matter_id = f"{record_id}#{raised.id}"
        yield Matter(
            id=matter_id,
            path=path,
            at=("matters", index),
            date_key=("matters", index, "id"),
            kind=raised.kind,
            received=visit.held_on,
            constituency=setting.constituency,
            group=setting.group,
            written=raised.events,
            as_of=setting.as_of,
            successor=setting.successor,
            title=raised.title,
            summary=raised.summary,
            topic=raised.topic,
            raised_with=(raised.deputy,) if raised.deputy else visit.deputies,
            recorded_by=visit.recorded_by,
            group_knows=setting.group_knows,
            is_imported=visit.ref is not None,
            handlings=setting.handlings(matter_id),
            clock=setting.clock,
        )
