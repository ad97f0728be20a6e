"""The spreadsheet columns of a kind of record, derived from its type.

A record is one row; lists in it continue in the rows below.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from deputylog.caching import cached_property
from deputylog.kinds.event_dates import label_of
from deputylog.kinds.registry import PRIVATE_FILE
from deputylog.names.terms import not_allowed
from deputylog.record.kind import Kind
from deputylog.record.shape import (
    Choice,
    Field,
    Listing,
    Scalar,
    Shape,
    Structure,
    TableShape,
    shape_of,
)
from deputylog.text.spelling import plain
from deputylog.words import Bilingual

ColumnPath = tuple[str, ...]

ID = ("id",)
PRIVATE = "private"


class SheetColumn(Struct, frozen=True):
    """A column for a value of a record or list entry; `step` is its event, in forms."""

    path: ColumnPath
    head: Bilingual
    wording: Bilingual
    shape: Shape
    required: bool = False
    step: str = ""
    full: Bilingual | None = None

    @property
    def form(self) -> Literal["text", "number", "day"]:
        """The format of its cells."""
        match self.shape:
            case Scalar(kind="day" | "day_or_month"):
                return "day"
            case Scalar(kind="int"):
                return "number"
        return "text"


class Keyed(Struct, frozen=True):
    """A mapping whose keys are data: each key gets its own column, headed by `head` and the key."""

    path: ColumnPath
    head: Bilingual
    shape: TableShape


class ColumnGroup(Struct, frozen=True, dict=True):
    """The columns of a record, or of the list at `path`; keys that are data make a list too."""

    path: ColumnPath
    shape: Shape
    columns: tuple[SheetColumn, ...]
    keyed: tuple[Keyed, ...]
    levels: tuple[ColumnGroup, ...]

    @property
    def id_path(self) -> ColumnPath | None:
        """The path of the entries' id; None if they have none."""
        wanted = (*self.path, "id")
        return wanted if any(column.path == wanted for column in self.columns) else None

    @cached_property
    def own(self) -> dict[ColumnPath, int]:
        """The place of each of its columns that are no steps."""
        return {one.path: place for place, one in enumerate(self.columns) if not one.step}

    def every(self) -> Iterator[SheetColumn]:
        """Yield its columns and those of the lists in it."""
        yield from self.columns
        for level in self.levels:
            yield from level.every()

    def every_keyed(self) -> Iterator[Keyed]:
        yield from self.keyed
        for level in self.levels:
            yield from level.every_keyed()


def kind_called(name: str, kinds: Sequence[Kind], others: Sequence[str] = ()) -> Kind:
    """Return the one of these kinds called `name`, in Chinese or English, singular or plural.

    DeputylogError lists what can be named: the kinds, and the `others`.
    """
    for kind in kinds:
        if name in (kind.name, kind.folder, kind.wording.zh, kind.wording.en):
            return kind
    raise not_allowed("KIND", name, [*(kind.name for kind in kinds), *others])


@cache
def level_of(kind: Kind) -> ColumnGroup:
    """Return the columns of a kind of record, each with a unique heading."""
    named = Bilingual("编号", "id")
    number = SheetColumn(ID, named, named, Scalar("id"))
    level = _level((), shape_of(kind.type), Bilingual("", ""))
    columns = (number, *level.columns, *_private_columns(kind))
    return _with_unique_heads(replace(level, columns=columns))


@cache
def columns_by_path(kind: Kind) -> dict[ColumnPath, SheetColumn]:
    return {column.path: column for column in level_of(kind).every()}


def path_at(kind: Kind, head: str) -> ColumnPath | None:
    """Return the path of the values in the column with a heading; None if there is no such column.

    The heading may be in either language, or a path with dots.
    """
    if column := _columns_by_heading(kind).get(plain(head)):
        return column.path
    for keyed in level_of(kind).every_keyed():
        starts = (f"{keyed.head.zh}·", f"{keyed.head.en}·", f"{'.'.join(keyed.path)}.")
        for start in starts:
            if key := _key(head.removeprefix(start)) if head.startswith(start) else "":
                return *keyed.path, key
    return None


@cache
def _columns_by_heading(kind: Kind) -> dict[str, SheetColumn]:
    """The columns by their headings in both languages and by their paths with dots."""
    found: dict[str, SheetColumn] = {}
    for column in level_of(kind).every():
        for heading in (column.head.zh, column.head.en, ".".join(column.path)):
            found.setdefault(plain(heading), column)
    return found


def keyed_head(head: str, key: str) -> str:
    """Return the heading of a key's column; keys with outer spaces or a leading " are quoted."""
    is_plain = key == key.strip() and not key.startswith('"')
    return f"{head}·{key if is_plain else json.dumps(key)}"


def _key(text: str) -> str:
    try:
        return str(json.loads(text)) if text.startswith('"') else text
    except ValueError:
        return text


def _level(path: ColumnPath, shape: Shape, head: Bilingual) -> ColumnGroup:
    match shape:
        case TableShape():
            key = Field("key", "key", shape.key, True, None, Bilingual("项目", "key"))
            value = Field("value", "value", shape.value, True, None, Bilingual("内容", "value"))
            columns = (_column(path, head, key), _column(path, head, value))
            return ColumnGroup(path, shape, columns, (), ())
        case Choice():
            step = SheetColumn(
                (*path, shape.tag_field),
                _under(head, Bilingual("步骤", "step")),
                Bilingual("步骤", "what happened"),
                Scalar("id"),
                True,
            )
            return ColumnGroup(path, shape, (step, *_of_choice(path, shape, head)), (), ())
        case Structure():
            return _of_structure(path, shape, head)
    raise TypeError(shape)


def _of_choice(path: ColumnPath, shape: Choice, head: Bilingual) -> Iterator[SheetColumn]:
    """Yield a column for each field of any event, combining the events' descriptions."""
    fields: dict[str, list[Field]] = {}
    for variant in shape.variants:
        for field in variant.fields:
            fields.setdefault(field.name, []).append(field)
    for several in fields.values():
        zh = dict.fromkeys(short(field.wording).zh for field in several)
        en = dict.fromkeys(short(field.wording).en for field in several)
        wording = Bilingual("／".join(zh), " / ".join(en))
        yield _column(path, head, replace(several[0], wording=wording, required=False))


def _of_structure(path: ColumnPath, shape: Structure, head: Bilingual) -> ColumnGroup:
    columns: list[SheetColumn] = []
    keyed: list[Keyed] = []
    levels: list[ColumnGroup] = []
    for field in shape.fields:
        here, named = (*path, field.name), _under(head, short(field.wording))
        match field.shape:
            case Structure() as inner:
                within = _of_structure(here, inner, named)
                columns += within.columns
            case Listing(item=(Structure() | Choice()) as item):
                levels.append(_level(here, item, short(field.wording)))
                columns += _steps(here, item)
            case TableShape() if field.name == "not_opened":
                continue  # it is written in the columns of the mailboxes
            case TableShape() as table if table.key.free or field.name == "mailboxes":
                keyed.append(Keyed(here, named, table))
            case TableShape() as table:
                levels.append(_level(here, table, named))
            case _:
                columns.append(_column(path, head, field))
    return ColumnGroup(path, shape, tuple(columns), tuple(keyed), tuple(levels))


def _steps(path: ColumnPath, shape: Structure | Choice) -> Iterator[SheetColumn]:
    """Yield a column for each field of each event, for forms with events in the matter's row."""
    if isinstance(shape, Choice):
        for variant in shape.variants:
            step = label_of(variant.type)
            for field in variant.fields:
                column = _column((*path, variant.tag), step, field)
                is_only = field.name == "date" and len(variant.fields) == 3
                yield replace(column, step=variant.tag, head=step if is_only else column.head)


def _private_columns(kind: Kind) -> Iterator[SheetColumn]:
    """The values of a form that are stored in private/, such as the writer's name."""
    in_form = kind.form.split()
    for field in shape_of(PRIVATE_FILE.type).fields:
        if f"{PRIVATE}.{field.name}" in in_form:
            yield _column((PRIVATE,), Bilingual("来信人", "writer"), field)


def _column(path: ColumnPath, head: Bilingual, field: Field) -> SheetColumn:
    return SheetColumn(
        (*path, field.name),
        _under(head, short(field.wording)),
        field.wording,
        field.shape,
        field.required,
        full=_under(head, field.wording),
    )


def short(wording: Bilingual) -> Bilingual:
    """Return a description up to its first comma, semicolon or bracket."""
    return Bilingual(re.split("[，（]", wording.zh)[0], re.split(r"[,;(]", wording.en)[0].strip())


def _under(head: Bilingual, own: Bilingual) -> Bilingual:
    return Bilingual(f"{head.zh}·{own.zh}", f"{head.en}: {own.en}") if head.zh else own


def _with_unique_heads(level: ColumnGroup) -> ColumnGroup:
    """Replace headings that occur twice by the full description, or else by the dotted path."""
    columns = {column.path: column for column in level.every()}
    heads = {path: column.head for path, column in columns.items()}
    full = {path: column.full or column.head for path, column in columns.items()}
    dotted = {path: Bilingual(".".join(path), ".".join(path)) for path in columns}
    for others in (full, dotted):
        zh, en = Counter(head.zh for head in heads.values()), Counter(map(str, heads.values()))
        heads = {
            path: others[path] if zh[head.zh] > 1 or en[head.en] > 1 else head
            for path, head in heads.items()
        }
    return _renamed(level, heads)


def _renamed(level: ColumnGroup, heads: Mapping[ColumnPath, Bilingual]) -> ColumnGroup:
    columns = tuple(replace(column, head=heads[column.path]) for column in level.columns)
    levels = tuple(_renamed(inner, heads) for inner in level.levels)
    return replace(level, columns=columns, levels=levels)
