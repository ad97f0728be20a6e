"""Rows to the plain values of records, by a mapping file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from deputylog.exchange.mapping import BadValueError, EventSource, ImportMap, Source, value_of
from deputylog.exchange.rows import Row
from deputylog.finding import DeputylogError
from deputylog.model.dated import name_of
from deputylog.model.event import EVENTS
from deputylog.model.kinds import LETTER
from deputylog.model.shape import Scalar, shape_of
from deputylog.words import N_, Phrase, phrase

Resolve = Callable[[str, str], str]
"""The id of what has a name: by its kind and the name; DeputylogError when nothing has it."""

SEAT_FIELDS = {"group": "group", "constituency": "constituency", "term": "term"}


@dataclass(frozen=True)
class Reason:
    """Why a row, or a part of it, could not be taken."""

    column: str
    text: Phrase


@dataclass
class Draft:
    """What a row says: values of a record, or reasons why it makes none."""

    row: Row
    ref: str
    data: dict[str, object] = field(default_factory=dict)
    reasons: list[Reason] = field(default_factory=list)


def wanted_names(mapping: ImportMap, row: Row) -> list[tuple[str, str, str | None]]:
    """The names in a row that must have ids: what kind of thing, the name, and the name of the group it belongs to."""
    nothing = frozenset(mapping.nothing)
    group = _quietly(mapping.group, row, nothing)
    found = [(kind, name, group) for kind, source in _references(mapping) if (name := _quietly(source, row, nothing))]
    return [("group", group, None), *found] if group else [(kind, name, None) for kind, name, _ in found]


def _references(mapping: ImportMap) -> list[tuple[str, Source]]:
    sources = [(_kind_of_field(mapping, name), source) for name, source in mapping.fields.items()]
    for event in mapping.events:
        sources += [(_kind_in_event(event.event, name), source) for name, source in _sources(event)]
    return [(kind, source) for kind, source in sources if kind]


def _kind_of_field(mapping: ImportMap, name: str) -> str:
    if mapping.kind == "deputy":
        return SEAT_FIELDS.get(name, "")
    found = shape_of(LETTER.type).field(name)
    return found.shape.refers if found and isinstance(found.shape, Scalar) else ""


def _kind_in_event(event: str, name: str) -> str:
    shape = next((shape_of(kind) for kind in EVENTS if name_of(kind) == event), None)
    found = shape.field(name) if shape else None
    return found.shape.refers if found and isinstance(found.shape, Scalar) else ""


def _sources(event: EventSource) -> list[tuple[str, Source]]:
    named = {name: getattr(event, name) for name in ("date", "to", "by", "how", "result", "satisfaction", "why", "note")}
    return [(name, source) for name, source in named.items() if source is not None]


def _quietly(source: Source | None, row: Row, nothing: frozenset[str]) -> str | None:
    try:
        return value_of(source, row.cells, nothing) if source else None
    except BadValueError:
        return None


def draft_of(mapping: ImportMap, row: Row, resolve: Resolve) -> Draft:
    """The row as plain values of a record; every column that does not fit is a reason."""
    nothing = frozenset(mapping.nothing)
    draft = Draft(row, "/".join(row.cells[name].strip() for name in mapping.ref))
    if row.uneven:
        draft.reasons.append(Reason("", phrase(N_("the row has more or fewer cells than the head"))))
    if not draft.ref.strip("/"):
        draft.reasons.append(Reason(mapping.ref[0], phrase(N_("empty; this column tells the rows apart"))))
    for name, source in mapping.fields.items():
        value = _value(draft, source, nothing, _kind_of_field(mapping, name), resolve)
        if value is not None:
            draft.data[name] = value
    events = [_event(draft, event, nothing, resolve) for event in mapping.events]
    if any(events):
        draft.data["events"] = [event for event in events if event]
    kept = {name: row.cells[name].strip() for name in mapping.keep}
    draft.data["imported"] = {name: text for name, text in kept.items() if text and text not in nothing}
    draft.data["ref"] = draft.ref
    return draft


def _value(draft: Draft, source: Source, nothing: frozenset[str], kind: str, resolve: Resolve) -> str | None:
    column = ", ".join(source.named())
    try:
        value = value_of(source, draft.row.cells, nothing)
        return resolve(kind, value) if value is not None and kind else value
    except BadValueError as error:
        draft.reasons.append(
            Reason(column, phrase(N_("'{value}' is no date of the forms {forms}"), value=error.value, forms=list(source.date)))
        )
    except DeputylogError as error:
        draft.reasons.append(Reason(column, error.text))
    return None


def _event(draft: Draft, event: EventSource, nothing: frozenset[str], resolve: Resolve) -> dict[str, object] | None:
    """The event a row tells of; None where a column of it, or the one for its day, is empty."""
    found: dict[str, object] = {"event": event.event}
    for name, source in _sources(event):
        value = _value(draft, source, nothing, _kind_in_event(event.event, name), resolve)
        if value is None and source.constant is None and name in ("date", "to", "result"):
            return None
        if value is not None:
            found[name] = value
    return found


def check_mapping(mapping: ImportMap, columns: Mapping[str, object]) -> None:
    """DeputylogError when the mapping names a column that the table lacks, or a field or event that there is not."""
    used = {*mapping.ref, *mapping.keep, *(mapping.group.named() if mapping.group else ())}
    sources = [*mapping.fields.values(), *(source for event in mapping.events for _, source in _sources(event))]
    used |= {name for source in sources for name in source.named()}
    missing = sorted(used - columns.keys())
    if missing:
        raise DeputylogError(N_("the table has no column {missing}; it has {columns}"), missing=missing, columns=list(columns))
    allowed = _allowed_fields(mapping)
    wrong = sorted(mapping.fields.keys() - allowed)
    if wrong:
        raise DeputylogError(N_("there is no field {wrong} to import; there are {allowed}"), wrong=wrong, allowed=sorted(allowed))
    unknown = sorted({event.event for event in mapping.events} - {name_of(kind) for kind in EVENTS})
    if unknown:
        raise DeputylogError(N_("'{name}' is no event; there are {events}"), name=unknown[0], events=[name_of(kind) for kind in EVENTS])


def _allowed_fields(mapping: ImportMap) -> set[str]:
    if mapping.kind == "deputy":
        return {"name", "group", "constituency", "term", "from", "to", "end"}
    scalars = {found.name for found in shape_of(LETTER.type).fields if isinstance(found.shape, Scalar)}
    return scalars - {"ref"}
