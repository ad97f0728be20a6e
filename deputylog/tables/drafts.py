"""Conversion of rows to the plain values of records by a mapping file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from deputylog.finding import DeputylogError
from deputylog.kinds.registry import DEPUTY, kind_named
from deputylog.record.kind import Kind
from deputylog.record.shape import (
    Choice,
    Field,
    Listing,
    Scalar,
    Shape,
    Structure,
    shape_at,
    shape_of,
)
from deputylog.tables.cell_lists import parts
from deputylog.tables.columns import PRIVATE, Path, columns_by_path, level_of
from deputylog.tables.mapping import BadValueError, EventSource, ImportMap, Source, value_of
from deputylog.tables.rows import Row
from deputylog.words import Phrase, phrase
from deputylog.workbooks.formulas import no_value

Take = Callable[[Path, Shape, str, str], object]
"""Parses a text by field path, shape and the day of its record or step; raises DeputylogError if
the text does not fit.
"""

SEAT = ("group", "constituency", "term", "from", "to", "end")


@dataclass(frozen=True)
class Reason:
    """Why a row, or one column of it, was rejected."""

    column: str
    text: Phrase


@dataclass
class Draft:
    """The values of a record read from a row, and the reasons if the row is rejected."""

    row: Row
    ref: str
    data: dict[str, object] = field(default_factory=dict)
    reasons: list[Reason] = field(default_factory=list)
    columns: dict[tuple[str | int, ...], str] = field(default_factory=dict)
    """The column of each value, by its key in the record."""

    def column_of(self, key: tuple[str | int, ...]) -> str:
        """Return the column of the value at a key, or of the day of the event there; else empty."""
        return next(
            (
                self.columns[wanted]
                for wanted in (key, (*key, "date"))
                if key and wanted in self.columns
            ),
            "",
        )


@dataclass(frozen=True)
class WantedName:
    """A name that needs an id, with the names of the group and constituency it belongs to."""

    kind: str
    name: str
    group: str | None = None
    constituency: str | None = None


def kind_of(mapping: ImportMap) -> Kind:
    return kind_named(mapping.kind)


def _shape_of_field(kind: Kind, name: str) -> Shape | None:
    """Return the shape of a mapping's field, which may be a dotted path; None if it is unknown.

    For a deputy, fields of the seat are found by name.
    """
    if kind is DEPUTY and name in SEAT:
        return columns_by_path(kind)["seats", name].shape
    path = tuple(name.split("."))
    column = columns_by_path(kind).get(path)
    if column and not column.step and path[0] not in ("id", "ref", "events", PRIVATE):
        return column.shape
    return next(
        (keyed.shape.value for keyed in level_of(kind).every_keyed() if path[:-1] == keyed.path),
        None,
    )


def _events_of(kind: Kind) -> Choice | None:
    """Return the events of that kind of record, or of the matters in it."""
    shape = shape_of(kind.type)
    found = shape.field("events") or shape.field("matters")
    if found is None or not isinstance(found.shape, Listing):
        return None
    item = found.shape.item if found.name == "events" else shape_at(found.shape, (0, "events", 0))
    return item if isinstance(item, Choice) else None


def _field_in_event(kind: Kind, event: str, name: str) -> Field | None:
    events = _events_of(kind)
    variant = next((one for one in events.variants if one.tag == event), None) if events else None
    return variant.field(name) if variant else None


def wanted_names(mapping: ImportMap, row: Row) -> Iterator[WantedName]:
    """Yield the names in a row that need ids: the group, the constituency, then the others."""
    nothing = frozenset(mapping.nothing)
    group, where = (
        _quietly(source, row, nothing) for source in (mapping.group, mapping.constituency)
    )
    if group:
        yield WantedName("group", group)
    if where:
        yield WantedName("constituency", where, group)
    for shape, source in _shapes(mapping):
        item = shape.item if isinstance(shape, Listing) else shape
        text = _quietly(source, row, nothing)
        if isinstance(item, Scalar) and item.refers and text:
            for name in _entries(source, text) if isinstance(shape, Listing) else [text]:
                yield WantedName(item.refers, name, group, where)


def _shapes(mapping: ImportMap) -> Iterator[tuple[Shape | None, Source]]:
    kind = kind_of(mapping)
    yield from ((_shape_of_field(kind, name), source) for name, source in mapping.fields.items())
    for event in mapping.events:
        fields = (
            (_field_in_event(kind, event.event, name), source)
            for name, source in event.sources().items()
        )
        yield from ((found.shape if found else None, source) for found, source in fields)


def _quietly(source: Source | None, row: Row, nothing: frozenset[str]) -> str | None:
    try:
        return value_of(source, row.cells, nothing) if source else None
    except BadValueError:
        return None


def _entries(source: Source, text: str) -> list[str]:
    return (
        [part.strip() for part in re.split(source.split, text) if part.strip()]
        if source.split
        else parts(text)
    )


def draft_of(mapping: ImportMap, row: Row, take: Take, time_zone: str) -> Draft:
    """Convert a row to the values of a record; each value that does not fit adds a reason."""
    kind = kind_of(mapping)
    draft = Draft(row, "/".join(row.cells[name].strip() for name in mapping.ref))
    if row.uneven:
        draft.reasons.append(
            Reason(
                "", phrase("本行格数与表头不符", "the row has more or fewer cells than the header")
            )
        )
    if not draft.ref.strip("/"):
        draft.reasons.append(
            Reason(
                mapping.ref[0],
                phrase("空白；该栏目用来区分各行", "empty; this column identifies the row"),
            )
        )
    if row.unread:
        used = used_columns(mapping)
        draft.reasons += [
            Reason(name, no_value(row.cells[name])) for name in row.unread if name in used
        ]
        if draft.reasons:
            return draft
    nothing = frozenset(mapping.nothing)
    day = mapping.fields.get(kind.date_key)
    reader = _Reader(mapping, draft, take, (day and _quietly(day, row, nothing)) or "", time_zone)
    for name, source in mapping.fields.items():
        value = reader.value(name, _shape_of_field(kind, name), source)
        if value is not None:
            _put(draft.data, name.split("."))[name.rpartition(".")[2]] = value
            key = ("seats", 0, name) if kind is DEPUTY and name in SEAT else _key(name.split("."))
            draft.columns[key] = ", ".join(source.named())
    read = [(event, found) for event in mapping.events if (found := reader.event(event))]
    if read:
        way = ["matters", "events"] if "matters" in draft.data else ["events"]
        _put(draft.data, way)["events"] = [found for _, found in read]
        for number, (event, _) in enumerate(read):
            draft.columns |= {
                (*_key(way), number, name): ", ".join(source.named())
                for name, source in event.sources().items()
            }
    kept = {name: row.cells[name].strip() for name in mapping.keep}
    draft.data["imported"] = {
        name: text for name, text in kept.items() if text and text not in mapping.nothing
    }
    draft.columns |= {("imported", name): name for name in kept}
    draft.data["ref"] = draft.ref
    return draft


def _key(path: list[str]) -> tuple[str | int, ...]:
    """Return the key of a value in the record; of `matters`, there is one entry."""
    return (path[0], 0, *path[1:]) if path[0] == "matters" else tuple(path)


def _put(data: dict[str, object], path: list[str]) -> dict[str, object]:
    """Return the mapping that holds the last key of `path`; of `matters`, the only entry."""
    for key in path[:-1]:
        inner = data.setdefault(key, [{}] if key == "matters" else {})
        data = inner[0] if isinstance(inner, list) else inner  # type: ignore[assignment]
    return data


@dataclass(frozen=True)
class _Reader:
    """Reads the values of a row and adds reasons to the draft for those that do not fit."""

    mapping: ImportMap
    draft: Draft
    take: Take
    day: str
    time_zone: str

    def value(self, name: str, shape: Shape | None, source: Source) -> object:
        column = ", ".join(source.named())
        try:
            text = value_of(
                source, self.draft.row.cells, frozenset(self.mapping.nothing), self.time_zone
            )
            if text is None or shape is None:
                return None
            if isinstance(shape, Listing):
                return [
                    self.take((name,), shape.item, part, self.day)
                    for part in _entries(source, text)
                ]
            return self.take((name,), shape, text, self.day)
        except BadValueError as error:
            wording = phrase(
                "“{value}”不是规定格式的日期（{forms}）",
                "'{value}' is not a date in the form {forms}",
                value=error.value,
                forms=list(source.date),
            )
            self.draft.reasons.append(Reason(column, wording))
        except DeputylogError as error:
            self.draft.reasons.append(Reason(column, error.text))
        return None

    def event(self, event: EventSource) -> dict[str, object] | None:
        """Return the event in a row; None if a required column, or its date, is empty."""
        found: dict[str, object] = {"event": event.event}
        day = event.date and _quietly(event.date, self.draft.row, frozenset(self.mapping.nothing))
        of_day = replace(self, day=day or self.day)
        for name, source in event.sources().items():
            described = _field_in_event(kind_of(self.mapping), event.event, name)
            value = of_day.value(name, described.shape if described else None, source)
            if (
                value is None
                and source.constant is None
                and described
                and (described.required or name == "date")
            ):
                return None
            if value is not None:
                found[name] = value
        return found


def used_columns(mapping: ImportMap) -> set[str]:
    """Return the columns that the mapping names."""
    sources = [source for _, source in _shapes(mapping)] + [
        source for source in (mapping.group, mapping.constituency) if source
    ]
    return {*mapping.ref, *mapping.keep, *(name for source in sources for name in source.named())}


def check_mapping(mapping: ImportMap, columns: Mapping[str, object]) -> None:
    """Raise DeputylogError if the mapping names an unknown column, field or event."""
    kind = kind_of(mapping)
    fields = set(mapping.fields)
    missing = sorted(used_columns(mapping) - columns.keys())
    if missing:
        raise DeputylogError(
            "表中没有{missing}栏；有：{columns}",
            "the table has no column {missing}; it has {columns}",
            missing=missing,
            columns=list(columns),
        )
    wrong = sorted(name for name in fields if _shape_of_field(kind, name) is None)
    if wrong:
        raise DeputylogError(
            "不能导入{wrong}；可以导入：{allowed}",
            "there is no field {wrong} to import; the fields are {allowed}",
            wrong=wrong,
            allowed=_allowed(kind),
        )
    events = _events_of(kind)
    known = [variant.tag for variant in events.variants] if events else []
    unknown = sorted({event.event for event in mapping.events} - set(known))
    if unknown:
        raise DeputylogError(
            "没有“{name}”这一步骤，可用的有：{events}",
            "there is no event '{name}'; the events are {events}",
            name=unknown[0],
            events=known,
        )
    lacking = [
        f"{event.event}.{name}"
        for event in mapping.events
        for name in event.sources()
        if not _field_in_event(kind, event.event, name)
    ]
    if lacking:
        raise DeputylogError(
            "不能导入{wrong}；可以导入：{allowed}",
            "there is no field {wrong} to import; the fields are {allowed}",
            wrong=lacking,
            allowed=_fields_of_events(events),
        )


def _allowed(kind: Kind) -> list[str]:
    if kind is DEPUTY:
        return sorted(["name", "aliases", *SEAT])
    names = {
        ".".join(path) for path in columns_by_path(kind) if _shape_of_field(kind, ".".join(path))
    }
    return sorted(names)


def _fields_of_events(events: Choice | None) -> list[str]:
    variants: tuple[Structure, ...] = events.variants if events else ()
    return [f"{variant.tag}.{field.name}" for variant in variants for field in variant.fields]
