"""Matters from letters and visits: a letter is one matter, a visit can have several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from deputylog.model.event import Event
from deputylog.model.handling import Handling, echo
from deputylog.model.letter import Letter
from deputylog.model.matter import Matter, MatterKind
from deputylog.model.suggestion_event import Withdrawn
from deputylog.model.unknown import known
from deputylog.model.visit import Visit


@dataclass(frozen=True, slots=True)
class Setting:
    """What a record does not contain itself about its matters.

    Its constituency and group, whether the group was informed by the recorder, and the suggestions
    that grew out of each matter, by the matter's id.
    """

    constituency: str
    group: str
    as_of: date
    group_knows: bool
    suggestions: Mapping[str, Sequence[Handling]]

    def echoed(self, matter: str) -> tuple[Event, ...]:
        return tuple(event for handling in self.suggestions.get(matter, ()) for event in echo(handling))

    def raised_on(self, matter: str) -> date | None:
        """The day on which the first suggestion from it was submitted, ignoring withdrawn ones."""
        standing = (handling for handling in self.suggestions.get(matter, ()) if not handling.of(Withdrawn))
        return min((day for handling in standing if (day := known(handling.submitted_on))), default=None)

    def ids(self, matter: str) -> tuple[str, ...]:
        return tuple(handling.id for handling in self.suggestions.get(matter, ()) if not handling.of(Withdrawn))


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
        echoed=() if letter.kind is MatterKind.ACCUSATION else setting.echoed(record_id),
        suggestions=setting.ids(record_id),
        raised_on=setting.raised_on(record_id),
    )


def matters_of_visit(path: str, record_id: str, visit: Visit, setting: Setting) -> Iterator[Matter]:
    """The matters of a visit; the deputy in charge is the one named, or the only one present."""
    alone = visit.deputies[0] if len(visit.deputies) == 1 else None
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
            title=raised.title,
            summary=raised.summary,
            topic=raised.topic,
            addressee=raised.deputy or alone,
            recorded_by=visit.recorded_by,
            group_knows=setting.group_knows,
            echoed=setting.echoed(matter_id),
            suggestions=setting.ids(matter_id),
            raised_on=setting.raised_on(matter_id),
        )
