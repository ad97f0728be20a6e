"""Parsing the rows of a sheet into records, with an error for each value that does not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from deputylog.finding import DeputylogError
from deputylog.kinds.event_dates import said_of
from deputylog.record.editing import value_at
from deputylog.record.kind import Kind
from deputylog.record.shape import Choice, Listing, OneOrList, Shape, Structure, Table
from deputylog.tables.cell_lists import parts
from deputylog.tables.columns import ID, PRIVATE, Column, Level, Path, level_of
from deputylog.tables.rounds import from_cells
from deputylog.words import Phrase, phrase

Parse = Callable[[Path, Shape, str, str], object]
"""Parses a cell by column path, shape and the day of its record or step; raises DeputylogError if
the text does not fit.
"""


@dataclass(frozen=True)
class Filled:
    """A row of a sheet: its number and its non-empty cells."""

    number: int
    cells: Mapping[Path, str]


@dataclass
class Entry:
    """A record parsed from its rows, with the errors by path of the column."""

    lines: list[Filled]
    id: str = ""
    data: dict[str, object] = field(default_factory=dict)
    private: dict[str, object] = field(default_factory=dict)
    wrong: list[tuple[Path, Phrase]] = field(default_factory=list)

    @property
    def number(self) -> int:
        return self.lines[0].number

    def path_of(self, key: tuple[str | int, ...]) -> Path:
        """Return the column of the value at a key of the record, or of the day of the event there."""
        names = tuple(part for part in key if isinstance(part, str))
        wanted = [names, (*names, "date")] if names else []
        if "events" in names:
            end = key.index("events") + 2
            event = value_at(self.data, key[:end])
            step = str(event.get("event")) if isinstance(event, Mapping) else ""
            wanted.append(
                (
                    *(part for part in key[:end] if isinstance(part, str)),
                    step,
                    str(key[-1]) if key[end:] else "date",
                )
            )
        filled = {path for line in self.lines for path in line.cells}
        return next((path for path in wanted if path in filled), ())


def entries_of(kind: Kind, lines: Sequence[Filled], parse: Parse) -> Iterator[Entry]:
    """Yield the records that the rows contain, in order."""
    level = level_of(kind)
    own = {column.path for column in level.columns}
    several: list[list[Filled]] = []
    for line in lines:
        if several and _goes_on(several[-1], line, own, level):
            several[-1].append(line)
        else:
            several.append([line])
    return (_Reader(kind, parse).entry(group) for group in several)


def _goes_on(before: list[Filled], line: Filled, own: set[Path], level: Level) -> bool:
    """Whether a row continues the record above.

    It does if it repeats the id, or leaves the record's own columns empty or repeats them.
    """
    first = before[0].cells
    if line.cells.get(ID) or first.get(ID):
        if line.cells.get(ID, first.get(ID)) != first.get(ID):
            return False
        if line.cells.get(ID):
            return True
    wording = {path: text for path, text in line.cells.items() if _is_own(path, own, level)}
    deep = len(wording) < len(line.cells)
    return deep and (
        not wording
        or wording
        == {path: text for path, text in first.items() if _is_own(path, own, level) and path != ID}
    )


def _is_own(path: Path, own: set[Path], level: Level) -> bool:
    return path in own or any(path[: len(keyed.path)] == keyed.path for keyed in level.keyed)


class _Reader:
    """Parses the rows of one record."""

    def __init__(self, kind: Kind, parse: Parse) -> None:
        self._kind = kind
        self._parse = parse
        self._wrong: list[tuple[Path, Phrase]] = []
        self._day = ""

    def entry(self, lines: list[Filled]) -> Entry:
        self._day = lines[0].cells.get((self._kind.date_key,), "")
        data = self._entry_of(level_of(self._kind), lines)
        private = data.pop(PRIVATE, {})
        record_id = str(data.pop("id", ""))
        data = from_cells(self._kind, data, self._take)
        assert isinstance(private, dict)
        return Entry(lines, record_id, data, private, self._wrong)

    def _entry_of(self, level: Level, lines: list[Filled]) -> dict[str, object]:
        """Return the values of a level from its first row, and the entries of the lists in it."""
        data: dict[str, object] = {}
        first = lines[0].cells
        before, self._day = self._day, first.get((*level.path, "date"), self._day)
        variant = self._variant(level, first) if isinstance(level.shape, Choice) else None
        for column in level.columns:
            if not column.step and (text := first.get(column.path)) is not None:
                value = self._value(level, variant, column, text)
                _put(data, column.path[len(level.path) :], value)
        for keyed in level.keyed:
            for path, text in first.items():
                if path[:-1] == keyed.path:
                    value = (
                        text
                        if keyed.path == ("mailboxes",)
                        else self._take(path, keyed.shape.value, text)
                    )
                    _put(data, path[len(level.path) :], value)
        for inner in level.levels:
            self._list(inner, lines, data, level)
        self._day = before
        return data

    def _list(
        self, inner: Level, lines: list[Filled], data: dict[str, object], level: Level
    ) -> None:
        found = [self._entry_of(inner, group) for group in _split(inner, lines)]
        found += self._steps(inner, level, lines[0].cells)
        if found and isinstance(inner.shape, Table):
            data[inner.path[-1]] = {str(entry.get("key")): entry.get("value") for entry in found}
        elif found:
            data[inner.path[-1]] = found

    def _steps(
        self, inner: Level, level: Level, cells: Mapping[Path, str]
    ) -> Iterator[dict[str, object]]:
        """Yield the events whose columns are in the row of the record or matter itself."""
        found: dict[str, dict[str, object]] = {}
        for column in level.columns:
            if (
                column.step
                and column.path[:-2] == inner.path
                and (text := cells.get(column.path)) is not None
            ):
                event = found.setdefault(column.step, {"event": column.step})
                event[column.path[-1]] = self._take(column.path, column.shape, text)
        for column in level.columns:
            if column.step in found and column.path[-1] == "date" and column.path not in cells:
                self._wrong.append(
                    (column.path, phrase("缺少这一步骤的日期", "the date of this step is missing"))
                )
        yield from found.values()

    def _variant(self, level: Level, cells: Mapping[Path, str]) -> Structure | None:
        assert isinstance(level.shape, Choice)
        path = (*level.path, level.shape.tag_field)
        wanted = cells.get(path, "").strip()
        for variant in level.shape.variants:
            wording = said_of(variant.type)
            if wanted in (variant.tag, wording.zh, wording.en):
                return variant
        allowed = [said_of(variant.type) for variant in level.shape.variants]
        self._wrong.append(
            (
                path,
                phrase(
                    "没有“{name}”这一步骤，可用的有：{events}",
                    "there is no event '{name}'; the events are {events}",
                    name=wanted,
                    events=allowed,
                ),
            )
        )
        return None

    def _value(self, level: Level, variant: Structure | None, column: Column, text: str) -> object:
        if not isinstance(level.shape, Choice):
            return (
                text.strip() if column.path == ID else self._take(column.path, column.shape, text)
            )
        if variant is None:
            return None
        if column.path[-1] == level.shape.tag_field:
            return variant.tag
        found = variant.field(column.path[-1])
        if found is None:
            self._wrong.append(
                (
                    column.path,
                    phrase(
                        "“{event}”没有这一项",
                        "the event '{event}' has no such field",
                        event=said_of(variant.type),
                    ),
                )
            )
            return None
        return self._take(column.path, found.shape, text)

    def _take(self, path: Path, shape: Shape, text: str) -> object:
        """Return the value of a cell; if it does not fit, record an error and return None."""
        try:
            if isinstance(shape, Listing):
                return [self._parse(path, shape.item, part, self._day) for part in parts(text)]
            if isinstance(shape, OneOrList):
                return self._one_or_dated(path, shape, text)
            return self._parse(path, shape, text, self._day)
        except DeputylogError as error:
            self._wrong.append((path, error.text))
            return None

    def _one_or_dated(self, path: Path, shape: OneOrList, text: str) -> object:
        """Return the value of a cell with an id, or with days and ids, such as `2027-01-08 d01`."""
        dated = [part.rpartition(" ") for part in parts(text)]
        if len(dated) == 1 and not dated[0][0]:
            return self._parse(path, shape.one, text, self._day)
        return [
            {"from": day, "id": self._parse(path, shape.one, wanted, day)}
            for day, _, wanted in dated
        ]


def _put(data: dict[str, object], path: Path, value: object) -> None:
    if value is None:
        return
    for key in path[:-1]:
        inner = data.setdefault(key, {})
        assert isinstance(inner, dict)
        data = inner
    data[path[-1]] = value


def _split(level: Level, lines: list[Filled]) -> list[list[Filled]]:
    """Split the rows of a list into entries.

    An entry begins where one of its own columns other than the id is filled, or the id changes.
    """
    found: list[list[Filled]] = []
    own = {column.path for column in level.columns}
    for line in lines:
        mine = {
            path: text
            for path, text in line.cells.items()
            if path[: len(level.path)] == level.path and not _beside(path, level, own)
        }
        if not mine:
            continue
        wanted = mine.get(level.id_path) if level.id_path else None
        begins = any(path in own and path != level.id_path for path in mine)
        if (
            not found
            or begins
            or (wanted and wanted != found[-1][0].cells.get(level.id_path or ()))
        ):
            found.append([line])
        else:
            found[-1].append(line)
    return found


def _beside(path: Path, level: Level, own: set[Path]) -> bool:
    """Whether the column belongs to an event in the matter's own row."""
    return isinstance(level.shape, Choice) and path not in own
