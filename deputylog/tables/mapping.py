"""The mapping file of an import: which column of a table becomes which column of the records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, defstruct

from deputylog.calendar import day_at
from deputylog.finding import DeputylogError
from deputylog.keep.new_record import body_of
from deputylog.kinds.registry import DEPUTY, LETTER, SUGGESTION, kind_named
from deputylog.record.fields import Block, Part, Record, Text, wording
from deputylog.record.kind import Kind
from deputylog.record.reading import convert
from deputylog.record.shape import Choice, Field, Listing, Scalar, Shape
from deputylog.tables.cells import listed, parts
from deputylog.tables.columns import PRIVATE, ColumnGroup, Path, columns_by_path, level_of
from deputylog.tables.record_rows import ImportedRecord, Reason, SheetRow, Value, entry_of
from deputylog.tables.rows import Row
from deputylog.words import Bilingual, Term, phrase
from deputylog.workbooks.formulas import no_value

SEAT = ("group", "constituency", "term", "from", "to", "end")
"""The fields of a deputy's seat, which a mapping file names without `seats.`."""


class Imported(Term):
    LETTER = "letter", "群众来信", "letters"
    DEPUTY = "deputy", "代表", "deputies"
    VISIT = "visit", "走访", "visits"
    OPENING = "opening", "开箱", "rounds"
    SUGGESTION = "suggestion", "代表建议", "suggestions"
    ACTIVITY = "activity", "活动", "activities"
    SUBMISSION = "submission", "报送", "submissions"
    SPOT_CHECK = "spot-check", "抽查", "spot checks"
    EXCUSE = "excuse", "准予说明", "excuses"


class CellSource(Part, frozen=True, kw_only=True):
    """CellSource of a value: a column, the first non-empty of several columns, or a constant."""

    column: Annotated[Text | None, wording("栏目", "column")] = None
    columns: Annotated[
        tuple[Text, ...],
        wording("依次取第一个有内容的栏目", "the first of these columns that is filled"),
    ] = ()
    join: Annotated[
        Text | None,
        wording(
            "把各栏目的内容连起来，中间用",
            "what stands between the columns, where their words make one",
        ),
    ] = None
    constant: Annotated[Text | None, wording("固定值", "the same for every row")] = None
    values: Annotated[
        dict[Text, Text], wording("取值对照", "what each value becomes", flow=True)
    ] = {}
    take: Annotated[
        Text | None, wording("只取匹配此正则式的部分", "only what this regular expression matches")
    ] = None
    split: Annotated[
        Text | None,
        wording(
            "分隔多项的正则式", "regular expression between the entries of a list; else commas"
        ),
    ] = None
    date: Annotated[
        tuple[Text, ...], wording("日期格式，如 %Y-%m-%d", "date formats, such as %Y-%m-%d")
    ] = ()

    def named(self) -> tuple[str, ...]:
        """Return the columns it reads."""
        return (self.column,) if self.column else self.columns

    def value(self, row: Row, nothing: Iterable[str], time_zone: str = "") -> str | None:
        """Return the value in a row; None if it is empty. Days are those of `time_zone`.

        Raise BadValueError if no date format fits.
        """
        if self.constant is not None:
            return self.constant
        cells = [row.cells[name].strip() for name in self.named()]
        if cells and (meant := self.values.get(cells[0])) is not None:
            return None if meant in nothing else meant
        filled = [text for text in cells if text and text not in nothing]
        if not filled:
            return None
        cell: str | None = filled[0] if self.join is None else self.join.join(filled)
        if self.take:
            found = re.search(self.take, cell or "")
            cell = found[0].strip() if found else None
        if not cell:
            return cell
        cell = self.values.get(cell, cell)
        return self._day(cell, time_zone) if self.date else cell

    def _day(self, cell: str, time_zone: str) -> str:
        for form in self.date:
            try:
                day = datetime.strptime(cell, form)
            except ValueError:
                continue
            if moment := day_at(cell, time_zone):
                return moment.isoformat()
            return f"{day:%Y-%m-%d}" if "%d" in form or "%j" in form else f"{day:%Y-%m}"
        is_moment = re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?", cell)
        if is_moment and (moment := day_at(cell, time_zone)):
            return moment.isoformat()
        raise BadValueError(cell)

    def entries(self, text: str) -> list[str]:
        """Split the text of a list."""
        if not self.split:
            return parts(text)
        return [part.strip() for part in re.split(self.split, text) if part.strip()]


class BadValueError(ValueError):
    """A cell that does not fit any of the date formats."""

    def __init__(self, value: str) -> None:
        super().__init__(value)
        self.value = value


class EventSource(Block, frozen=True, kw_only=True):
    """An event of a row, with a source for each field; left out if its columns are empty."""

    event: Annotated[Text, wording("步骤", "event")]

    def sources(self) -> dict[str, CellSource]:
        """Return the source of each field of the event."""
        named = {name: getattr(self, name) for name in self.__struct_fields__ if name != "event"}
        return {name: source for name, source in named.items() if source is not None}


def _events_of(kind: Kind) -> ColumnGroup | None:
    """Return the columns of the events of that kind of record, or of the matters in it."""
    levels = level_of(kind).levels
    every = (*levels, *(inner for level in levels for inner in level.levels))
    return next((level for level in every if isinstance(level.shape, Choice)), None)


def _event_fields() -> dict[str, Field]:
    """Return every field of the events of matters and suggestions, each once."""
    levels = (_events_of(LETTER), _events_of(SUGGESTION))
    choices = (level.shape for level in levels if level and isinstance(level.shape, Choice))
    variants = [variant for choice in choices for variant in choice.variants]
    return {one.name: one for variant in reversed(variants) for one in variant.fields}


if TYPE_CHECKING:
    _AnyEvent = EventSource
else:
    _AnyEvent = defstruct(
        "EventSource",
        [
            (name, Annotated[CellSource | None, wording(one.wording.zh, one.wording.en)], None)
            for name, one in _event_fields().items()
        ],
        bases=(EventSource,),
        frozen=True,
        kw_only=True,
    )


class ImportMap(Record, frozen=True, kw_only=True):
    """The content of a mapping file."""

    kind: Annotated[Imported, wording("导入成什么", "what the rows become")]
    ref: Annotated[
        Annotated[tuple[Text, ...], Meta(min_length=1)],
        wording("合起来指明一行的栏目", "columns that together tell a row from all others"),
    ]
    encoding: Annotated[Text | None, wording("编码", "encoding; else it is found out")] = None
    nothing: Annotated[tuple[Text, ...], wording("等于空白的内容", "cells that hold nothing")] = ()
    group: Annotated[
        CellSource | None,
        wording("代表组（新建选区时用）", "deputy group, for constituencies that are created"),
    ] = None
    constituency: Annotated[
        CellSource | None,
        wording("选区（新建代表时用）", "constituency, for deputies that are created"),
    ] = None
    fields: Annotated[dict[Text, CellSource], wording("字段", "fields")]
    events: Annotated[tuple[_AnyEvent, ...], wording("步骤", "events")] = ()
    keep: Annotated[tuple[Text, ...], wording("原样保留的栏目", "columns kept as they are")] = ()


MAPPING = Kind("mapping", "", ImportMap, Bilingual("导入对照表", "mapping file"))


@dataclass(frozen=True)
class WantedName:
    """A name that needs an id, with the names of the group and constituency it belongs to."""

    kind: str
    name: str
    group: str | None = None
    constituency: str | None = None


def load_mapping(name: str, raw: bytes) -> Mapped:
    """Read a mapping file; NotARecordError lists every fault with its line."""
    mapping = convert(MAPPING, body_of(MAPPING, name, raw))
    assert isinstance(mapping, ImportMap)
    return Mapped(mapping)


@dataclass(frozen=True)
class Mapped:
    """A mapping file with the columns of the records that its sources fill."""

    file: ImportMap

    @cached_property
    def kind(self) -> Kind:
        return kind_named(self.file.kind)

    @cached_property
    def _events(self) -> Choice:
        """The events that records of the kind, or matters in them, can have."""
        level = _events_of(self.kind)
        return level.shape if level and isinstance(level.shape, Choice) else Choice("event", ())

    def _column(self, name: str) -> tuple[Path, Shape] | None:
        """Return the column of a field, which may be a dotted path; None if it is unknown."""
        path = tuple(name.split("."))
        columns, level = columns_by_path(self.kind), level_of(self.kind)
        if self.kind is DEPUTY and name in SEAT:
            path = ("seats", name)
        column = columns.get(path)
        if column and not column.step and path[0] not in ("id", "ref", "events", PRIVATE):
            return path, column.shape
        shapes = (one.shape.value for one in level.every_keyed() if path[:-1] == one.path)
        return next(((path, shape) for shape in shapes), None)

    @cached_property
    def _fields(self) -> list[tuple[Path, Shape, CellSource]]:
        found = ((self._column(name), source) for name, source in self.file.fields.items())
        return [(*column, source) for column, source in found if column]

    def _field(self, event: str, name: str) -> Field | None:
        variant = self._events.variant(event)
        return variant.field(name) if variant else None

    def _shapes(self) -> Iterator[tuple[Shape | None, CellSource]]:
        yield from ((shape, source) for _, shape, source in self._fields)
        for event in self.file.events:
            for name, source in event.sources().items():
                found = self._field(event.event, name)
                yield found.shape if found else None, source

    def _quietly(self, source: CellSource | None, row: Row) -> str | None:
        try:
            return source.value(row, self.file.nothing) if source else None
        except BadValueError:
            return None

    def wanted_names(self, row: Row) -> Iterator[WantedName]:
        """Yield the names in a row that need ids: the group, the constituency, then the others."""
        group = self._quietly(self.file.group, row)
        where = self._quietly(self.file.constituency, row)
        if group:
            yield WantedName("group", group)
        if where:
            yield WantedName("constituency", where, group)
        for shape, source in self._shapes():
            item = shape.item if isinstance(shape, Listing) else shape
            text = self._quietly(source, row)
            if isinstance(item, Scalar) and item.refers and text:
                for name in source.entries(text) if isinstance(shape, Listing) else [text]:
                    yield WantedName(item.refers, name, group, where)

    def ref(self, row: Row) -> str:
        """Return what tells a row from all others."""
        return "/".join(row.cells[name].strip() for name in self.file.ref)

    def entry(self, row: Row, time_zone: str, value: Value) -> ImportedRecord:
        """Return the record in a row, with the reasons if it cannot be imported."""
        flaws = list(self._flaws(row))
        if row.unread and flaws:
            return ImportedRecord([SheetRow(row, {}, {})], reasons=flaws)
        cells = _Cells(row, self.file.nothing, time_zone)
        own = cells.of(self._fields)
        at = ("matters", "events") if any(path[0] == "matters" for path in own) else ("events",)
        events = [found for event in self.file.events if (found := self._event(at, event, cells))]
        kept = {("imported", name): row.cells[name].strip() for name in self.file.keep}
        own |= {path: text for path, text in kept.items() if text not in ("", *self.file.nothing)}
        own[("ref",)] = self.ref(row)
        heads = {path: path[-1] for path in kept} | _heads(self._fields)
        first, *others = events or [SheetRow(row, {}, {})]
        lines = [SheetRow(row, own | {**first.cells}, heads | {**first.heads}), *others]
        entry = entry_of(self.kind, lines, value)
        order = {head: place for place, head in enumerate(self._every_head())}
        wrong = sorted(
            [*cells.reasons, *entry.reasons], key=lambda reason: order.get(reason.column, -1)
        )
        entry.reasons = [*flaws, *wrong]
        return entry

    def _event(self, at: Path, event: EventSource, cells: _Cells) -> SheetRow | None:
        """Return the columns of an event; None if a required one, or its date, is empty."""
        fields = [
            ((*at, name), described, source)
            for name, source in event.sources().items()
            if (described := self._field(event.event, name))
        ]
        columns = [(path, described.shape, source) for path, described, source in fields]
        found = cells.of(columns)
        for path, described, source in fields:
            needs = described.required or described.name == "date"
            is_needed = needs and source.constant is None
            if is_needed and path not in found:
                return None
        return SheetRow(cells.row, {(*at, "event"): event.event, **found}, _heads(columns))

    def _flaws(self, row: Row) -> Iterator[Reason]:
        """Yield the reasons to reject the row before its values are read."""
        if row.uneven:
            text = phrase("本行格数与表头不符", "the row has more or fewer cells than the header")
            yield Reason("", text)
        if not self.ref(row).strip("/"):
            text = phrase("空白；该栏目用来区分各行", "empty; this column identifies the row")
            yield Reason(self.file.ref[0], text)
        if row.unread:
            used = self.used_columns()
            yield from (
                Reason(name, no_value(row.cells[name])) for name in row.unread if name in used
            )

    def _every_head(self) -> Iterator[str]:
        events = (source for event in self.file.events for source in event.sources().values())
        yield from map(_head, (*self.file.fields.values(), *events))

    def used_columns(self) -> set[str]:
        """Return the columns that the mapping names."""
        own = (source for source in (self.file.group, self.file.constituency) if source)
        sources = [*self.file.fields.values(), *own]
        sources += [source for event in self.file.events for source in event.sources().values()]
        named = (name for source in sources for name in source.named())
        return {*self.file.ref, *self.file.keep, *named}

    def check(self, columns: Iterable[str]) -> None:
        """Raise DeputylogError if the mapping names an unknown column, field or event."""
        there = list(dict.fromkeys(columns))
        if missing := sorted(self.used_columns().difference(there)):
            raise DeputylogError(
                "表中没有{missing}栏；有：{columns}",
                "the table has no column {missing}; it has {columns}",
                missing=missing,
                columns=there,
            )
        if wrong := sorted(name for name in self.file.fields if self._column(name) is None):
            raise _no_field(wrong, self._allowed())
        tags = [variant.tag for variant in self._events.variants]
        if unknown := sorted({event.event for event in self.file.events}.difference(tags)):
            raise DeputylogError(
                "没有“{name}”这一步骤，可用的有：{events}",
                "there is no event '{name}'; the events are {events}",
                name=unknown[0],
                events=tags,
            )
        lacking = [
            f"{event.event}.{name}"
            for event in self.file.events
            for name in event.sources()
            if not self._field(event.event, name)
        ]
        if lacking:
            variants = self._events.variants
            fields = [f"{one.tag}.{inner.name}" for one in variants for inner in one.fields]
            raise _no_field(lacking, fields)

    def _allowed(self) -> list[str]:
        if self.kind is DEPUTY:
            return sorted(["name", "aliases", *SEAT])
        names = map(".".join, columns_by_path(self.kind))
        return sorted({name for name in names if self._column(name)})


def _no_field(wrong: list[str], allowed: list[str]) -> DeputylogError:
    return DeputylogError(
        "不能导入{wrong}；可以导入：{allowed}",
        "there is no field {wrong} to import; the fields are {allowed}",
        wrong=wrong,
        allowed=allowed,
    )


Filled = tuple[Path, Shape, CellSource]
"""A column of the records, its shape, and the source that fills it."""


def _head(source: CellSource) -> str:
    return ", ".join(source.named())


def _heads(columns: Iterable[Filled]) -> dict[Path, str]:
    return {path: _head(source) for path, _, source in columns}


@dataclass
class _Cells:
    """The cells of a row by the columns of the records; values that do not fit are reasons."""

    row: Row
    nothing: tuple[str, ...]
    time_zone: str
    reasons: list[Reason] = field(default_factory=list)

    def of(self, columns: Iterable[Filled]) -> dict[Path, str]:
        """Return the columns that are not empty."""
        found = ((path, self._cell(shape, source)) for path, shape, source in columns)
        return {path: text for path, text in found if text is not None}

    def _cell(self, shape: Shape, source: CellSource) -> str | None:
        try:
            text = source.value(self.row, self.nothing, self.time_zone)
        except BadValueError as error:
            wrong = phrase(
                "“{value}”不是规定格式的日期（{forms}）",
                "'{value}' is not a date in the form {forms}",
                value=error.value,
                forms=list(source.date),
            )
            self.reasons.append(Reason(_head(source), wrong))
            return None
        if text is not None and isinstance(shape, Listing):
            return listed(source.entries(text))
        return text
