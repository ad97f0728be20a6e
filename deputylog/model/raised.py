"""The matters of letters and visits: a letter is one, a visit holds any number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from deputylog.model.letter import Letter
from deputylog.model.matter import Matter
from deputylog.model.visit import Visit


@dataclass(frozen=True, slots=True)
class Setting:
    """What a record does not say itself: whose constituency it is, and what the group knows by the one who recorded it."""

    constituency: str
    group: str
    as_of: date
    group_knows: bool


def matter_of_letter(path: str, record_id: str, letter: Letter, setting: Setting) -> Matter:
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
        title=letter.title,
        summary=letter.summary,
        topic=letter.topic,
        addressee=letter.deputy,
        mailbox=letter.mailbox,
        channel=letter.came_by,
        source=letter.source,
        writer=letter.writer,
        recorded_by=letter.recorded_by,
        group_knows=setting.group_knows,
    )


def matters_of_visit(path: str, record_id: str, visit: Visit, setting: Setting) -> Iterator[Matter]:
    """Each is seen to by the deputy named, or by the only one who was there."""
    alone = visit.deputies[0] if len(visit.deputies) == 1 else None
    for index, raised in enumerate(visit.matters):
        yield Matter(
            id=f"{record_id}#{raised.id}",
            path=path,
            at=("matters", index),
            date_key=("matters", index, "id"),
            kind=raised.kind,
            received=visit.held_on,
            constituency=setting.constituency,
            group=setting.group,
            written=raised.events,
            as_of=setting.as_of,
            title=raised.title,
            summary=raised.summary,
            topic=raised.topic,
            addressee=raised.deputy or alone,
            recorded_by=visit.recorded_by,
            group_knows=setting.group_knows,
        )
