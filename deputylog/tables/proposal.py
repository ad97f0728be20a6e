"""Propose a mapping file for an office's own table, from its headings, values and titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from deputylog.finding import DeputylogError
from deputylog.kinds.registry import DEPUTY, GROUP, KINDS, LETTER, SUGGESTION
from deputylog.names.register import Register
from deputylog.record.kind import Kind
from deputylog.record.shape import Scalar
from deputylog.tables.columns import kind_called
from deputylog.tables.mapping_file import events_of
from deputylog.tables.proposed_constants import constants, usual_group
from deputylog.tables.proposed_keep import kept_lines
from deputylog.tables.proposed_source import (
    Line,
    Source,
    constant,
    joint_sources,
    name_source,
    people_source,
    plain_source,
    separator,
    source_of,
    text,
    writer_sources,
)
from deputylog.tables.recognition import (
    Recognised,
    SeenColumn,
    are_openings,
    columns_of,
    is_of_minguo,
    likely_kinds,
    recognised,
    shape_at,
)
from deputylog.tables.row_identity import identifying_columns
from deputylog.tables.table import TableRows
from deputylog.tables.value_words import NOT_YET, NOTHING
from deputylog.words import Bilingual, Phrase, Words, phrase

_BY_DAY_ALONE = ("replied", "fed_back")
"""Events that are known to have happened only by their day."""


class Proposal(Struct, frozen=True):
    """A mapping file to be checked, with the column of each recognised field."""

    found: Recognised
    lines: Sequence[Line]

    @property
    def fields(self) -> dict[str, str]:
        """The column of each recognised field."""
        return {path: one.name for path, one in self.found.fields.items() if path != "ref"}

    @property
    def summary(self) -> Iterator[Phrase]:
        """Yield what was recognised, and the lines that are to be checked."""
        fields = [
            phrase("{field}（{column}）", "{field} ({column})", field=field, column=column)
            for field, column in self.fields.items()
        ]
        kind = self.found.kind
        yield phrase(
            "识别为{kind}：{fields}",
            "recognised as {kind}: {fields}",
            kind=kind.wording,
            fields=fields,
        )
        for number, line in enumerate(self.lines, 1):
            if line.doubt:
                said = Bilingual(
                    "请核对第{number}行 {line}：{why}", "check line {number}, {line}: {why}"
                )
                yield phrase(said, number=number, line=line.text.strip(), why=line.doubt)

    def text(self, words: Words) -> str:
        """Return the mapping file, with comments in the language of `words`."""
        return "".join(f"{line.written(words)}\n" for line in self.lines)


def propose(
    tables: Sequence[TableRows],
    names: Sequence[str],
    register: Register,
    today: date,
    kind: str = "",
) -> Proposal:
    """Return the mapping for the table of which most is recognised, and those with the same
    columns.

    `names`, such as that of the file, may tell the year, as titles do. DeputylogError if it cannot
    be told what the rows are.
    """
    alike: dict[frozenset[str], list[TableRows]] = {}
    for table in tables:
        alike.setdefault(frozenset(table.columns), []).append(table)
    drafts = [_draft(several, names, register, today, kind) for several in alike.values()]
    best = max(filter(None, drafts), key=lambda one: one.found.score, default=None)
    if best is None:
        raise DeputylogError(
            "看不出各行是什么记录，请用 --kind 写明（letter、suggestion、visit、deputy 等）；"
            "表中有：{columns}",
            "it cannot be told what the rows are: say it by --kind (letter, suggestion, visit, "
            "deputy …); the table has {columns}",
            columns=list(tables[0].columns) if tables else [],
        )
    return Proposal(best.found, list(best.lines()))


def _draft(
    tables: Sequence[TableRows],
    names: Sequence[str],
    register: Register,
    today: date,
    kind: str,
) -> _Draft | None:
    """Return the proposal for tables with the same columns; None if their kind is unclear."""
    rows = [row for table in tables for row in table.rows]
    if not rows:
        return None
    columns = columns_of(tables[0].columns, rows)
    titles = {table.sheet: (*table.titles, table.sheet, *names) for table in tables}
    if kind:
        imported = [one for one in KINDS if one.is_imported and one is not GROUP]
        likely = [recognised(kind_called(kind, imported), columns, register)]
    else:
        said = [*chain.from_iterable(titles.values())]
        likely = likely_kinds(columns, said, register)
        if likely and are_openings(likely[0], columns, said):
            raise DeputylogError(
                "这是信箱开启登记，不能凭对照表导入：一轮开箱占一行；请填写“deputylog forms "
                "opening”生成的登记表",
                "these are openings of mailboxes, which no mapping file can read, since a round "
                "takes one row; fill in the form that 'deputylog forms opening' writes",
            )
    return _Draft(_usable(likely[0]), columns, titles, register, today) if likely else None


def _usable(found: Recognised) -> Recognised:
    """Return what is recognised without the fields of steps that lack a needed column."""
    fields = {
        path: one
        for path, one in found.fields.items()
        if _step_needs(found.kind, path) <= found.fields.keys()
    }
    return replace(found, fields=fields)


def _step_needs(kind: Kind, path: str) -> set[str]:
    """Return the fields without which the step of a field cannot be told."""
    event = path.rpartition(".")[0]
    variant = events_of(kind).variant(event)
    needed = {field.name for field in variant.fields if field.required} if variant else set()
    needed |= {"date"} if event in _BY_DAY_ALONE else set()
    return {f"{event}.{name}" for name in needed}


class _Draft(Struct, frozen=True, dict=True):
    """What a proposal is made of."""

    found: Recognised
    columns: Sequence[SeenColumn]
    titles: Mapping[str, Sequence[str]]
    """The titles of each table, by its sheet."""

    register: Register
    today: date

    def lines(self) -> Iterator[Line]:
        yield from self._head()
        yield from chain.from_iterable(source.lines for source in self._places)
        yield Line("fields:")
        for source in (*self._constants, *self._fields):
            yield from _indented(source, "  ")
        yield from self._events()
        rest = [column for column in self.columns if not self._is_held(column)]
        yield from kept_lines(rest, self.columns, chain.from_iterable(self.titles.values()))

    @property
    def _kind(self) -> Kind:
        return self.found.kind

    @cached_property
    def _by_path(self) -> dict[str, SeenColumn]:
        """The column of each field."""
        fields = dict(self.found.fields)
        if "mailbox" in fields:
            fields.pop("constituency", None)
        elif self._kind is LETTER and "group" in fields:
            fields.setdefault("constituency", fields["group"])
        return fields

    def _head(self) -> Iterator[Line]:
        about = phrase(
            "按栏目名称和内容拟出：请对照表格核对，有误的改正",
            "Proposed from the headings and values: compare it with the table and correct it",
        )
        judged = phrase(
            "依据是栏目{columns}", "judged by {columns}", columns=self.found.recognised_by
        )
        nothing = [word for word in NOTHING if any(word in one.cells for one in self.columns)]
        sources = (*self._fields, *chain.from_iterable(self._steps.values()))
        if NOT_YET not in nothing and any(source.has_none for source in sources):
            nothing.append(NOT_YET)
        yield Line("", remark=about)
        yield Line(f"kind: {self._kind.name}", judged)
        yield self._ref()
        if nothing:
            yield Line(f"nothing: {_texts(nothing)}")
        if any(is_of_minguo(one) for path, one in self._by_path.items() if self._is_day(path)):
            yield Line("calendar: minguo", phrase("三位数的年份", "years of three digits"))

    def _is_day(self, path: str) -> bool:
        shape = shape_at(self._kind, path)
        return isinstance(shape, Scalar) and shape.kind.startswith("day")

    @cached_property
    def _identifying(self) -> tuple[tuple[SeenColumn, ...], int]:
        return identifying_columns(self.found, self.columns)

    def _ref(self) -> Line:
        columns, alike = self._identifying
        doubt = phrase(
            "每行各不相同；再次导入时凭它认出同一件",
            "no two rows have the same; by it a row is recognised when it is imported again",
        )
        if alike:
            doubt = phrase(
                "有{count}行与别的行相同，编号后加“/2”等区分；再次导入时可能认错",
                "rows that share it with another one: {count}; they get '/2' and so on, and may be "
                "mistaken for each other when the table is imported again",
                count=alike,
            )
        return Line(f"ref: {_texts(column.name for column in columns)}", doubt)

    @cached_property
    def _places(self) -> list[Source]:
        """The group, and for suggestions the constituency, of what --create adds."""
        doubt = phrase("供 --create 新建时用", "for what --create adds")
        named = [path for path in ("group", "constituency") if path in self._by_path]
        if self._kind is SUGGESTION:
            named = named if len(named) == 2 else []
        elif named == ["constituency"] and self._has_new(self._by_path["constituency"]):
            return [constant("group", usual_group(self.register), doubt)]
        else:
            named = [path for path in named if path == "group"]
        return [plain_source(path, self._by_path[path], doubt) for path in named]

    @property
    def _constants(self) -> Iterator[Source]:
        """The fields that no column holds."""
        return constants(self._kind, self._by_path, self.titles, self.register, self.today)

    def _has_new(self, column: SeenColumn) -> bool:
        return not all(self.register.is_known("constituency", name) for name in column.counts)

    @cached_property
    def _fields(self) -> list[Source]:
        """The sources of the record's own fields."""
        own = [
            path for path in self._by_path if not self._event_of(path) and path not in self._apart
        ]
        found: list[Source] = []
        for path in own:
            column = self._by_path[path]
            if path == "lead" and ("cosigners" not in own or not separator(column)):
                found += joint_sources(column)
            elif path == "name":
                found.append(name_source(column))
            elif path in ("cosigners", "deputies"):
                found.append(people_source(path, shape_at(self._kind, path), column))
            elif path == "private.name":
                found += writer_sources(column)
            else:
                found.append(source_of(path, shape_at(self._kind, path), column))
        return found

    @property
    def _apart(self) -> tuple[str, ...]:
        """The columns that are named outside the fields."""
        if self._kind is DEPUTY:
            return ("ref",)
        return ("ref", "group", "constituency") if self._kind is SUGGESTION else ("ref", "group")

    def _event_of(self, path: str) -> str:
        event = path.rpartition(".")[0]
        return event if events_of(self._kind).variant(event) else ""

    @cached_property
    def _steps(self) -> dict[str, list[Source]]:
        """The sources of each event."""
        events = [event for path in self._by_path if (event := self._event_of(path))]
        if self._kind is SUGGESTION:
            events.insert(0, "submitted")
        return {event: self._step(event) for event in dict.fromkeys(events)}

    def _step(self, event: str) -> list[Source]:
        return [
            source_of(path.rpartition(".")[2], shape_at(self._kind, path), column)
            for path, column in self._by_path.items()
            if self._event_of(path) == event
        ]

    def _events(self) -> Iterator[Line]:
        if self._steps:
            yield Line("events:")
        for event, sources in self._steps.items():
            doubt = phrase("表中各件都已提出", "everything in the table was handed in")
            yield Line(f"  - event: {event}", None if sources else doubt)
            for source in sources:
                yield from _indented(source, "    ")

    def _is_held(self, column: SeenColumn) -> bool:
        """Whether the mapping holds all that a column says without keeping it."""
        sources = (*self._places, *self._fields, *chain.from_iterable(self._steps.values()))
        is_read = any(one.column is column and not one.loses for one in sources)
        return is_read or (column is self._by_path.get("ref") and column in self._identifying[0])


def _texts(values: Iterable[str]) -> str:
    return f"[{', '.join(map(text, values))}]"


def _indented(source: Source, indent: str) -> Iterator[Line]:
    for line in source.lines:
        yield Line(f"{indent}{line.text}", line.doubt, line.remark)
