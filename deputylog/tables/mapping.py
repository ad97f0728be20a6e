"""A mapping file applied: which column of a table becomes which column of the records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from deputylog.finding import DeputylogError
from deputylog.keep.new_record import body_of
from deputylog.kinds.registry import DEPUTY, kind_named
from deputylog.names.days import Days, year_in
from deputylog.record.kind import Kind
from deputylog.record.reading import convert
from deputylog.record.shape import Choice, Listing, Scalar, Shape, is_day, references
from deputylog.tables.cells import joined
from deputylog.tables.columns import ColumnPath, columns_by_path, level_of
from deputylog.tables.existing import NEW
from deputylog.tables.mapping_file import MAPPING, CellSource, EventSource, ImportMap, events_of
from deputylog.tables.record_rows import (
    NO_SUCH_EVENT,
    ImportedRecord,
    Reason,
    SheetRow,
    Value,
    record_of,
)
from deputylog.tables.table import TableRow, TableRows
from deputylog.words import Phrase, phrase
from deputylog.workbooks.reading import no_value

SEAT = ("group", "constituency", "term", "from", "to", "end")
"""The fields of a deputy's seat, which a mapping file names without `seats.`."""

_SHEET = ("工作表", "sheet")
"""What a mapping file calls the name of the sheet, as if it were a column."""


class WantedName(Struct, frozen=True):
    """A name in a column that needs an id, and the group and constituency it belongs to."""

    column: str
    kind: str
    name: str
    group: str | None = None
    constituency: str | None = None


def load_mapping(name: str, raw: bytes) -> Mapped:
    """Read a mapping file; NotARecordError lists every fault with its line."""
    mapping = convert(MAPPING, body_of(MAPPING, name, raw))
    assert isinstance(mapping, ImportMap)
    return Mapped(mapping)


class MappedField(Struct, frozen=True):
    """What a source fills: a column of the records, or a field of an event, by its name.

    There is no `shape` if there is no such column. An event without a needed field is left out.
    """

    name: str
    source: CellSource
    path: ColumnPath = ()
    shape: Shape | None = None
    is_needed: bool = False

    @property
    def head(self) -> str:
        """The columns that it reads, as one text."""
        return self.source.head


class Mapped(Struct, frozen=True, dict=True):
    """A mapping file with the columns of the records that its sources fill."""

    file: ImportMap

    @cached_property
    def kind(self) -> Kind:
        return kind_named(self.file.kind)

    @cached_property
    def _choice(self) -> Choice:
        """The events that records of the kind, or matters in them, can have."""
        return events_of(self.kind)

    @cached_property
    def _fields(self) -> list[MappedField]:
        return [self._target(name, source) for name, source in self.file.fields.items()]

    def _target(self, name: str, source: CellSource) -> MappedField:
        """Return the column of a field, whose name may be a dotted path."""
        columns, path = columns_by_path(self.kind), tuple(name.split("."))
        if self.kind is DEPUTY and name in SEAT:
            path = ("seats", name)
        column = columns.get(path)
        if column and not column.step and path[0] not in ("id", "ref", "events"):
            return MappedField(name, source, path, column.shape)
        keyed = level_of(self.kind).every_keyed()
        shape = next((one.shape.value for one in keyed if path[:-1] == one.path), None)
        return MappedField(name, source, path, shape)

    @cached_property
    def _events(self) -> list[tuple[str, list[MappedField]]]:
        """The name of each event with what its sources fill."""
        return [(one.event, list(self._targets(one))) for one in self.file.events]

    def _targets(self, event: EventSource) -> Iterator[MappedField]:
        variant = self._choice.variant(event.event)
        for name, source in event.sources().items():
            found, full = variant.field(name) if variant else None, f"{event.event}.{name}"
            needed = found is not None and (found.required or name == "date")
            is_needed = needed and source.constant is None
            yield MappedField(full, source, (name,), found.shape if found else None, is_needed)

    @cached_property
    def _every(self) -> list[MappedField]:
        return [*self._fields, *(target for _, targets in self._events for target in targets)]

    @cached_property
    def refers(self) -> set[str]:
        """The kinds of what its fields refer to."""
        shapes = (one.shape for one in self._every if one.shape)
        return {kind for shape in shapes for kind in references(shape)}

    @cached_property
    def used_columns(self) -> set[str]:
        """The columns that the mapping names."""
        own = filter(None, (self.file.group, self.file.constituency, self.file.year))
        sources = [*(target.source for target in self._every), *own]
        named = (name for source in sources for name in source.named())
        return {*self.file.ref, *self._kept, *named}

    @cached_property
    def _kept(self) -> dict[str, str]:
        """The columns that are kept, each with the name under which it is."""
        return {**{name: name for name in self.file.keep}, **self.file.keep_as}

    @property
    def header_columns(self) -> set[str]:
        """The columns that are found in a header, other than the name of the sheet."""
        return self.used_columns.difference(_SHEET) or self.used_columns

    def check(self, columns: Iterable[str]) -> None:
        """Raise DeputylogError if the mapping names an unknown column, field or event."""
        there = list(dict.fromkeys(columns))
        if missing := sorted(self.used_columns.difference(there)):
            text = no_column(missing, there)
            raise DeputylogError(text.text, **text.values)
        if wrong := sorted(target.name for target in self._fields if not target.shape):
            raise _no_field(wrong, self._allowed())
        variants = self._choice.variants
        tags = [variant.tag for variant in variants]
        if unknown := sorted({event for event, _ in self._events}.difference(tags)):
            raise DeputylogError(NO_SUCH_EVENT, name=unknown[0], events=tags)
        if lacking := [target.name for target in self._every if not target.shape]:
            raise _no_field(
                lacking, [f"{one.tag}.{has.name}" for one in variants for has in one.fields]
            )

    def _allowed(self) -> list[str]:
        if self.kind is DEPUTY:
            return sorted(["name", "aliases", *SEAT])
        names = map(".".join, columns_by_path(self.kind))
        return sorted({name for name in names if self._target(name, CellSource()).shape})

    def with_sheet_name(self, table: TableRows) -> TableRows:
        """Return the table with the name of its sheet as a column, if the mapping uses one that is
        called 工作表 or sheet and that is not there.
        """
        new = self.used_columns.intersection(_SHEET).difference(table.columns)
        if not (new and table.sheet and table.columns):
            return table
        cells = dict.fromkeys(sorted(new), table.sheet)
        rows = tuple(replace(row, cells={**row.cells, **cells}) for row in table.rows)
        return replace(table, columns=(*table.columns, *cells), rows=rows)

    def wanted_names(self, row: TableRow) -> Iterator[WantedName]:
        """Yield the names in a row that need ids: the group, the constituency, then the others."""
        group = self._text(self.file.group, row)
        where = self._text(self.file.constituency, row)
        if self.file.group and group:
            yield WantedName(self.file.group.head, "group", group)
        if self.file.constituency and where:
            yield WantedName(self.file.constituency.head, "constituency", where, group)
        for target in self._every:
            shape = target.shape
            one = shape.item if isinstance(shape, Listing) else shape
            if not (isinstance(one, Scalar) and one.refers):
                continue
            text = self._text(target.source, row) or ""
            for name in target.source.entries(text) if one is not shape else filter(None, [text]):
                yield WantedName(target.head, one.refers, name, group, where)

    def _text(self, source: CellSource | None, row: TableRow) -> str | None:
        return source.value(row, self.file.nothing) if source else None

    def days(self, row: TableRow, days: Days) -> Days:
        """Return how the days of a row are understood, with the year that its columns name."""
        year = self.file.year and year_in(self._text(self.file.year, row) or "")
        return replace(days, year=year) if year else days

    def without_year(self, row: TableRow, days: Days) -> Iterator[str]:
        """Yield the days in a row of which the year is not known."""
        known = self.days(row, days)
        for target in self._every:
            text = self._text(target.source, row) if is_day(target.shape) else None
            if text and known.lacks_year(text):
                yield text

    def record(self, row: TableRow, value: Value) -> ImportedRecord:
        """Return the record in a row, with the reasons if it cannot be imported."""
        flaws = list(self._flaws(row))
        if row.unread and flaws:
            return ImportedRecord([SheetRow(row)], reasons=flaws)
        cells = _RowCells(row, self.file.nothing)
        rows = self._rows(row, cells)
        record = record_of(self.kind, rows, value)
        record.unrecorded = self._unrecorded(rows, cells)
        if flaws or record.reasons:
            order = {target.head: place for place, target in enumerate(self._every)}
            wrong = sorted(record.reasons, key=lambda one: order.get(one.column, -1))
            record.reasons = [*flaws, *wrong]
        return record

    @cached_property
    def _heads(self) -> dict[ColumnPath, str]:
        """The columns that each field is read from."""
        heads = {target.path: target.head for target in self._fields}
        return {**heads, ("ref",): ", ".join(self.file.ref)}

    def _rows(self, row: TableRow, cells: _RowCells) -> list[SheetRow]:
        """Return a row as rows of the records' columns, with one for each further event."""
        filled = cells.filled(self._fields)
        is_matter = any(path[0] == "matters" for path in filled)
        at = ("matters", "events") if is_matter else ("events",)
        heads = dict(self._heads)
        for name, kept in self._kept.items():
            if (text := row.cells[name].strip()) not in ("", *cells.nothing):
                filled["imported", kept] = text
                heads["imported", kept] = name
        filled["ref",] = self.ref(row)
        steps = (cells.step(event, targets, at) for event, targets in self._events)
        first, *others = [step for step in steps if step] or [SheetRow(row)]
        return [SheetRow(row, {**filled, **first.cells}, {**heads, **first.heads}), *others]

    def _unrecorded(self, rows: Iterable[SheetRow], cells: _RowCells) -> tuple[str, ...]:
        """Return the filled columns of steps that are left out, if nothing else is read there."""
        used = {*self.file.ref, *(head for one in rows for head in one.heads.values())}
        left = (target for _, targets in self._events for target in targets)
        filled = [one.head for one in left if one.head not in used and cells.text(one)]
        return tuple(dict.fromkeys(filter(None, filled)))

    def ref(self, row: TableRow) -> str:
        """Return what tells a row from all others."""
        return "/".join(row.cells[name].strip() for name in self.file.ref)

    def _flaws(self, row: TableRow) -> Iterator[Reason]:
        """Yield the reasons to reject the row before its values are read."""
        if row.flaw:
            yield Reason("", row.flaw)
        if not self.ref(row).strip("/"):
            text = phrase("空白；该栏目用来区分各行", "empty; this column identifies the row")
            yield Reason(self.file.ref[0], text)
        if any(row.cells[name].strip() in NEW for name in self.file.ref):
            word = phrase(
                "这不是编号；用对照表导入的，每行要有自己的编号",
                "this is no number; with a mapping file, every row needs a number of its own",
            )
            yield Reason(self.file.ref[0], word)
        for name in row.unread:
            if name in self.used_columns:
                yield Reason(name, no_value(row.cells[name]))


class _RowCells(Struct, frozen=True):
    """The cells of a row by the columns of the records."""

    row: TableRow
    nothing: tuple[str, ...]

    def filled(self, targets: Iterable[MappedField]) -> dict[ColumnPath, str]:
        """Return the columns that are not empty."""
        found = ((target.path, self.text(target)) for target in targets)
        return {path: text for path, text in found if text is not None}

    def step(self, event: str, targets: Sequence[MappedField], at: ColumnPath) -> SheetRow | None:
        """Return the columns of an event of the list at a path; None if a needed one is empty."""
        found = self.filled(targets)
        if any(target.is_needed and target.path not in found for target in targets):
            return None
        cells = {(*at, *path): text for path, text in found.items()}
        heads = {(*at, *target.path): target.head for target in targets}
        return SheetRow(self.row, {(*at, "event"): event, **cells}, heads)

    def text(self, target: MappedField) -> str | None:
        """Return what fills a target; None if nothing does."""
        source = target.source
        text = source.value(self.row, self.nothing)
        if text is None or not isinstance(target.shape, Listing):
            return text
        return joined(source.entries(text))


def no_column(missing: Sequence[str], there: Sequence[str]) -> Phrase:
    """Return that columns are missing from a table that has others."""
    return phrase(
        "表中没有{missing}栏；有：{columns}",
        "the table has no column {missing}; it has {columns}",
        missing=missing,
        columns=there,
    )


def _no_field(wrong: list[str], allowed: list[str]) -> DeputylogError:
    return DeputylogError(
        "不能导入{wrong}；可以导入：{allowed}",
        "there is no field {wrong} to import; the fields are {allowed}",
        wrong=wrong,
        allowed=allowed,
    )
