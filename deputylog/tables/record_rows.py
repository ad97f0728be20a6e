"""Records as rows of a sheet, and back; lists in a record continue in the rows below it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from deputylog.finding import DeputylogError
from deputylog.kinds.event_dates import label_of
from deputylog.kinds.opening import NotOpened
from deputylog.kinds.registry import OPENING
from deputylog.record.editing import value_at
from deputylog.record.fields import Data, Key
from deputylog.record.kind import Kind, Values
from deputylog.record.shape import Choice, Scalar, Shape, Structure, TableShape
from deputylog.tables.cells import CellWriter
from deputylog.tables.columns import ID, PRIVATE, ColumnGroup, ColumnPath, SheetColumn, level_of
from deputylog.tables.table import TableRow
from deputylog.words import Bilingual, Phrase, Words, phrase
from deputylog.workbooks.reading import no_value

Written = dict[ColumnPath, object]
"""The cells of a row that is written, by the path of the column."""

Value = Callable[[ColumnPath, Shape, str, str], object]
"""Reads a cell by column path, shape and the day of its record or step; raises DeputylogError if
the text does not fit.
"""

NO_SUCH_EVENT = Bilingual(
    "没有“{name}”这一步骤，可用的有：{events}",
    "there is no event '{name}'; the events are {events}",
)
MAILBOXES = ("mailboxes",)
_WHY = Scalar("term", terms=NotOpened)


def rows_of_record(kind: Kind, record_id: str, data: Data, writing: CellWriter) -> list[Written]:
    """Return the rows of a record, each with the record's id."""
    if kind is OPENING:
        data = {**data, "mailboxes": _states(data, writing.words)}
    return [{ID: record_id, **row} for row in _rows(level_of(kind), data, writing)]


def _states(data: Data, words: Words) -> Values:
    """Return the state of each mailbox in a round as one text: `2`, or `打不开：物业换锁`."""
    opened, shut = data.get("mailboxes"), data.get("not_opened")
    cells: Values = {**opened} if isinstance(opened, Mapping) else {}
    for mailbox, reason in shut.items() if isinstance(shut, Mapping) else ():
        why = words.say(next(why for why in NotOpened if why == reason["why"]))
        cells[mailbox] = f"{why}：{reason['note']}" if reason.get("note") else why
    return cells


def _rows(level: ColumnGroup, data: Data, writing: CellWriter) -> list[Written]:
    own: Written = {}
    for column in level.columns:
        value = value_at(data, column.path[len(level.path) :])
        if not column.step and value is not None:
            own[column.path] = _cell(level, column, value, data, writing)
    for keyed in level.keyed:
        table = data.get(keyed.path[-1])
        for key, value in table.items() if isinstance(table, Mapping) else ():
            own[(*keyed.path, key)] = writing.cell(keyed.shape.value, value)
    blocks = [_block(inner, data.get(inner.path[-1]), writing) for inner in level.levels]
    rows: list[Written] = [{} for _ in range(max([1, *map(len, blocks)]))]
    rows[0] |= own
    for block in blocks:
        for number, cells in enumerate(block):
            rows[number] |= cells
    if level.id_path and level.path:
        for row in rows:
            row[level.id_path] = own.get(level.id_path, "")
    return rows


def _block(level: ColumnGroup, entries: object, writing: CellWriter) -> list[Written]:
    """Return the rows of a list, entry by entry."""
    if isinstance(level.shape, TableShape) and isinstance(entries, Mapping):
        entries = [{"key": key, "value": value} for key, value in entries.items()]
    found = entries if isinstance(entries, list) else []
    return [row for entry in found for row in _rows(level, entry, writing)]


def _cell(
    level: ColumnGroup,
    column: SheetColumn,
    value: object,
    data: Data,
    writing: CellWriter,
) -> object:
    if not isinstance(level.shape, Choice):
        return writing.cell(column.shape, value)
    variant = level.shape.variant(str(data[level.shape.tag_field]))
    assert variant
    found = variant.field(column.path[-1])
    return writing.cell(found.shape, value) if found else writing.words.say(label_of(variant.type))


class SheetRow(Struct, frozen=True):
    """The non-empty cells of a row, by the path of their column, and the heading of each column.

    `unread` are the cells with a formula without a result, or an error, as written.
    """

    row: TableRow
    cells: Mapping[ColumnPath, str] = {}
    heads: Mapping[ColumnPath, str] = {}
    unread: Mapping[ColumnPath, str] = {}


_NOTHING: dict[Any, Any] = {}
"""Shared by all rows that are read, and never changed."""


class Reason(Struct, frozen=True):
    """Why a row, or one column of it, was rejected."""

    column: str
    text: Phrase


class ImportedRecord(Struct):
    """A record read from its rows, with the reasons if it is rejected."""

    lines: list[SheetRow]
    id: str = ""
    data: Values = {}
    private: Values = {}
    reasons: list[Reason] = []
    heads: Mapping[Key, str] = {}
    """The heading of each value, by its key in the record; JSON has none."""
    moved: list[tuple[str, list[Bilingual]]] = []
    """The columns of which personal data goes to private/, each with what it is."""
    sheet: str = ""
    unrecorded: tuple[str, ...] = ()
    """The filled columns that are recorded nowhere, since a step lacks another."""

    @property
    def row(self) -> TableRow:
        return self.lines[0].row

    @property
    def place(self) -> tuple[str, int]:
        """The sheet and the number of its first row, which no other record of the file has."""
        return self.sheet, self.row.number

    def without_values(self, known: dict[object, Mapping[Key, str]]) -> ImportedRecord:
        """Return the entry with its rows, headings and private values alone; headings that are
        `known` from other entries are shared.
        """
        rows = {line.row.number: line.row for line in self.lines}
        lines = [SheetRow(row, _NOTHING, _NOTHING, _NOTHING) for row in rows.values()]
        heads = known.setdefault(tuple(self.heads.items()), self.heads)
        return replace(self, lines=lines, data=_NOTHING, heads=heads)

    @property
    def written(self) -> list[Mapping[str, str]]:
        """The cells of its rows as they were written."""
        rows = {line.row.number: line.row.cells for line in self.lines}
        return list(rows.values())

    def column_of(self, key: Key) -> str:
        """Return the heading of the value at a key, or of the day of the event there, or empty; of
        JSON, the key with dots.
        """
        if not self.heads:
            return ".".join(map(str, key))
        whole = key
        while whole and isinstance(whole[-1], int):  # an item of a list in one cell
            whole = whole[:-1]
        keys = (key, (*key, "date"), whole) if key else ()
        return next((self.heads[one] for one in keys if one in self.heads), "")


def grouped(kind: Kind, lines: Sequence[SheetRow]) -> list[list[SheetRow]]:
    """Return the lines of each record, in order."""
    level = level_of(kind)
    own = {column.path for column in level.columns}
    several: list[list[SheetRow]] = []
    for line in lines:
        if several and _goes_on(several[-1][0], line, own, level):
            several[-1].append(line)
        else:
            several.append([line])
    return several


def _goes_on(first: SheetRow, line: SheetRow, own: set[ColumnPath], level: ColumnGroup) -> bool:
    """Whether a row continues the record that begins in the row `first`.

    It does if it repeats the id, or leaves the record's own columns empty or repeats them.
    """
    cells, before = line.cells, first.cells
    if cells.get(ID):
        return cells[ID] == before.get(ID)

    def is_own(path: ColumnPath) -> bool:
        return path in own or any(path[: len(keyed.path)] == keyed.path for keyed in level.keyed)

    repeated = {path: text for path, text in cells.items() if is_own(path)}
    if len(repeated) == len(cells):
        return False
    written = {path: text for path, text in before.items() if is_own(path) and path != ID}
    return repeated in ({}, written)


def record_of(kind: Kind, lines: list[SheetRow], value: Value) -> ImportedRecord:
    """Return the record in the lines; what does not fit is among its reasons."""
    reader = _RecordReader(lines[0].cells.get((kind.date_key,), ""), value, lines)
    data = reader.entry(level_of(kind), lines)
    if kind is OPENING and isinstance(data.get("mailboxes"), dict):
        reader.split_states(data)
    private = data.pop(PRIVATE, {})
    assert isinstance(private, dict)
    unread = {line.heads[path]: text for line in lines for path, text in line.unread.items()}
    lacking = [Reason(head, no_value(text)) for head, text in unread.items()]
    others = [reason for reason in reader.reasons if reason.column not in unread]
    reasons = [*lacking, *others]
    return ImportedRecord(lines, str(data.pop("id", "")), data, private, reasons, reader.heads)


class _RecordReader:
    """Reads the rows of one record; `day` is that of the record or step that is read."""

    def __init__(self, day: str, value: Value, lines: list[SheetRow]) -> None:
        self._day = day
        self._value = value
        self._line = lines[0]
        self.reasons: list[Reason] = []
        self.heads: dict[Key, str] = {}

    def entry(self, level: ColumnGroup, lines: list[SheetRow], at: Key = ()) -> Values:
        """Return the values of a level from its first row, and the entries of the lists in it.

        `at` is the key of the level in the record.
        """
        before, self._line = (self._day, self._line), lines[0]
        self._day = self._line.cells.get((*level.path, "date"), self._day)
        data: Values = {}
        shapes = self._shapes(level, data) | self._keyed_shapes(level)
        for path, shape in shapes.items():
            inside = path[len(level.path) :]
            _put(data, inside, self._read(path, shape, (*at, *inside)))
        for inner in level.levels:
            name = inner.path[-1]
            found = [
                self.entry(inner, group, (*at, name, number))
                for number, group in enumerate(_split(inner, lines))
            ]
            found += self._steps(inner, level, (*at, name), len(found))
            if found and isinstance(inner.shape, TableShape):
                data[name] = {str(one.get("key")): one.get("value") for one in found}
            elif found:
                data[name] = found
        self._day, self._line = before
        return data

    def _keyed_shapes(self, level: ColumnGroup) -> dict[ColumnPath, Shape]:
        """Return the shapes of columns whose headings are keys; states of mailboxes are text."""
        shapes = {keyed.path: keyed.shape.value for keyed in level.keyed}
        if MAILBOXES in shapes:
            shapes[MAILBOXES] = Scalar("text", free=True)
        return {path: shapes[path[:-1]] for path in self._line.cells if path[:-1] in shapes}

    def _shapes(self, level: ColumnGroup, data: Values) -> dict[ColumnPath, Shape]:
        """Return the shapes of the level's own columns that are filled; of an event, by its tag."""
        places = sorted(level.own[path] for path in self._line.cells if path in level.own)
        filled = [level.columns[place] for place in places]
        if not isinstance(level.shape, Choice):
            return {column.path: column.shape for column in filled}
        tag = (*level.path, level.shape.tag_field)
        variant = self._variant(level.shape, tag)
        if variant is None:
            return {}
        data[level.shape.tag_field] = variant.tag
        shapes: dict[ColumnPath, Shape] = {}
        for path in (column.path for column in filled if column.path != tag):
            if found := variant.field(path[-1]):
                shapes[path] = found.shape
                continue
            text = Bilingual("“{event}”没有这一项", "the event '{event}' has no such field")
            self._refuse(path, phrase(text, event=label_of(variant.type)))
        return shapes

    def _variant(self, shape: Choice, tag: ColumnPath) -> Structure | None:
        wanted = self._line.cells.get(tag, "").strip()
        if variant := shape.variant(wanted):
            return variant
        names = {variant.tag: label_of(variant.type) for variant in shape.variants}
        for variant in shape.variants:
            name = names[variant.tag]
            if wanted in (name.zh, name.en):
                return variant
        self._refuse(tag, phrase(NO_SUCH_EVENT, name=wanted, events=list(names.values())))
        return None

    def _steps(self, inner: ColumnGroup, level: ColumnGroup, at: Key, start: int) -> list[Values]:
        """Return the events whose columns are in the row of the record or matter itself."""
        cells = self._line.cells
        if all(path[:-2] != inner.path for path in cells):
            return []
        steps = [one for one in level.columns if one.step and one.path[:-2] == inner.path]
        found: dict[str, Values] = {}
        for column in steps:
            if column.path in cells:
                event = found.setdefault(column.step, {"event": column.step})
                key = (*at, start + len(found) - 1, column.path[-1])
                event[column.path[-1]] = self._read(column.path, column.shape, key)
        for column in steps:
            if column.step in found and column.path[-1] == "date" and column.path not in cells:
                self._refuse(
                    column.path, phrase("缺少这一步骤的日期", "the date of this step is missing")
                )
        return list(found.values())

    def _read(self, path: ColumnPath, shape: Shape, key: Key) -> object:
        """Return the value of a cell; None, with a reason, if it does not fit."""
        text = self._line.cells[path]
        self.heads[key] = self._line.heads.get(path, "")
        if path == ID:
            return text.strip()
        try:
            return self._value(path, shape, text, self._day)
        except DeputylogError as error:
            self._refuse(path, error.text)
            return None

    def _refuse(self, path: ColumnPath, text: Phrase) -> None:
        self.reasons.append(Reason(self._line.heads.get(path, ""), text))

    def split_states(self, data: Values) -> None:
        """Reverse `_states`: the number of letters, or why the mailbox was not opened."""
        cells, opened, shut = data["mailboxes"], {}, {}
        assert isinstance(cells, dict)
        for mailbox, text in cells.items():
            if text.strip().isdecimal():
                opened[mailbox] = int(text)
                continue
            why, _, note = text.partition("：" if "：" in text else ":")
            try:
                reason = self._value((*MAILBOXES, mailbox), _WHY, why.strip(), self._day)
            except DeputylogError as error:
                self._refuse((*MAILBOXES, mailbox), error.text)
                continue
            shut[mailbox] = {"why": reason, **({"note": note} if note else {})}
            self.heads["not_opened", mailbox] = self.heads["mailboxes", mailbox]
        data |= {"mailboxes": opened, "not_opened": shut}


def _put(data: Values, path: ColumnPath, value: object) -> None:
    if value is None:
        return
    for key in path[:-1]:
        inner = data.setdefault(key, {})
        assert isinstance(inner, dict)
        data = inner
    data[path[-1]] = value


def _split(level: ColumnGroup, lines: list[SheetRow]) -> list[list[SheetRow]]:
    """Split the rows of a list into entries.

    An entry begins where one of its own columns other than the id is filled, or the id changes.
    """
    found: list[list[SheetRow]] = []
    id_path = level.id_path or ()
    own = level.own.keys() - {id_path}
    for line in lines:
        inside = [path for path in line.cells if path[: len(level.path)] == level.path]
        begins = any(path in own for path in inside)
        # A step in the row of the matter itself begins nothing.
        if not inside or (isinstance(level.shape, Choice) and not begins):
            continue
        wanted = line.cells.get(id_path)
        is_other = wanted and found and wanted != found[-1][0].cells.get(id_path)
        if not found or begins or is_other:
            found.append([line])
        else:
            found[-1].append(line)
    return found
