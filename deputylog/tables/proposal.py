"""Propose a mapping file for an office's own table, from its headings, values and titles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import chain

from msgspec import Struct

from deputylog.enter.register_records import only_term
from deputylog.finding import DeputylogError
from deputylog.kinds.registry import DEPUTY, GROUP, KINDS, LETTER, SUGGESTION, VISIT
from deputylog.names.register import Register
from deputylog.record.kind import Kind
from deputylog.tables.columns import kind_called
from deputylog.tables.headings import heading_form, is_personal
from deputylog.tables.mapping import events_of
from deputylog.tables.proposed_source import (
    Line,
    Source,
    constant,
    joint_sources,
    plain_source,
    source_of,
    text,
    writer_sources,
)
from deputylog.tables.recognition import (
    Recognised,
    SeenColumn,
    columns_of,
    is_known,
    likely_kinds,
    recognised,
    shape_at,
)
from deputylog.tables.row_identity import is_serial, telling_columns
from deputylog.tables.table import TableRows
from deputylog.tables.value_words import NOT_YET, NOTHING, month_in
from deputylog.words import Bilingual, Phrase, Words, phrase

_AMOUNT = re.compile("金额|经费|费用|预算|amount|cost|budget")
_UNIT = re.compile(r"[单單]位\s*[:：]\s*([^\s()（）]*[元圆圓])")
_NUMBER = re.compile(r"[-\d.,]+")
_FILL_IN = Bilingual("请填写，并删去行首的#", "fill it in and delete the # before it")
_DAY = {SUGGESTION: "date", LETTER: "received", VISIT: "date"}
_ORDINARY = {SUGGESTION: "suggestion", LETTER: "other"}
"""The kind of suggestions and letters whose table does not say it."""

_LEFT_OUT: tuple[tuple[Bilingual, Callable[[SeenColumn], object]], ...] = (
    (
        Bilingual("空白的栏目：{names}", "empty columns: {names}"),
        lambda column: not column.counts,
    ),
    (
        Bilingual("只是行号，没有列入：{names}", "left out, since they only count rows: {names}"),
        is_serial,
    ),
    (
        Bilingual("涉及个人信息，没有列入：{names}", "left out as personal data: {names}"),
        lambda column: is_personal(column.name),
    ),
)
"""Columns that are not kept, and what the file says of them."""

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
    def told(self) -> Iterator[Phrase]:
        """Yield what was recognised, and the lines that are to be checked."""
        told = [
            phrase("{field}（{column}）", "{field} ({column})", field=field, column=column)
            for field, column in self.fields.items()
        ]
        kind = self.found.kind
        yield phrase(
            "识别为{kind}：{fields}",
            "recognised as {kind}: {fields}",
            kind=kind.wording,
            fields=told,
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
    """Return the proposal for tables with the same columns; None if their kind cannot be told."""
    rows = [row for table in tables for row in table.rows]
    columns = columns_of(tables[0].columns, rows)
    titles = [(*table.titles, table.sheet, *names) for table in tables]
    if kind:
        imported = [one for one in KINDS if one.is_imported and one is not GROUP]
        likely = [recognised(kind_called(kind, imported), columns, register)]
    else:
        likely = likely_kinds(columns, [*chain.from_iterable(titles)], register)
    return _Draft(likely[0], columns, titles, register, today) if likely else None


class _Draft(Struct, frozen=True, dict=True):
    """What a proposal is made of."""

    found: Recognised
    columns: Sequence[SeenColumn]
    titles: Sequence[Sequence[str]]
    """The titles of each table."""

    register: Register
    today: date

    def lines(self) -> Iterator[Line]:
        yield from self._head()
        yield from chain.from_iterable(source.lines for source in self._places)
        yield Line("fields:")
        for source in (*self._constants(), *self._fields):
            yield from _indented(source, "  ")
        yield from self._events()
        yield from self._kept()

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
        judged = phrase("依据是栏目{columns}", "judged by {columns}", columns=self.found.telling)
        nothing = [word for word in NOTHING if any(word in one.cells for one in self.columns)]
        sources = (*self._fields, *chain.from_iterable(self._steps.values()))
        if NOT_YET not in nothing and any(source.has_none for source in sources):
            nothing.append(NOT_YET)
        yield Line("", remark=about)
        yield Line(f"kind: {self._kind.name}", judged)
        yield self._ref()
        if nothing:
            yield Line(f"nothing: {_texts(nothing)}")

    @cached_property
    def _telling(self) -> tuple[tuple[SeenColumn, ...], int]:
        return telling_columns(self.found, self.columns)

    def _ref(self) -> Line:
        columns, alike = self._telling
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
            return [constant("group", self._usual_group(), doubt)]
        else:
            named = [path for path in named if path == "group"]
        return [plain_source(path, self._by_path[path], doubt) for path in named]

    def _has_new(self, column: SeenColumn) -> bool:
        return not all(is_known(self.register, "constituency", name) for name in column.counts)

    def _usual_group(self) -> str:
        """Return the only group, or else the name of the district."""
        groups = [named.names[0] for named in self.register.known("group")]
        return groups[0] if len(groups) == 1 else self.register.district.name

    def _constants(self) -> Iterator[Source]:
        """Yield the fields that no column holds, the same in every row."""
        if self._kind in _DAY and not self._has_day():
            yield self._month(_DAY[self._kind])
        if self._kind in _ORDINARY and "kind" not in self._by_path:
            why = phrase("表中没有类别", "the table does not say")
            yield constant("kind", _ORDINARY[self._kind], why)
        if self._kind in (LETTER, DEPUTY) and not {"mailbox", "constituency"} & {*self._by_path}:
            yield self._only_constituency()
        if self._kind is DEPUTY and "group" not in self._by_path:
            doubt = phrase(
                "表中没有代表组：{cure}", "the table has no group: {cure}", cure=_FILL_IN
            )
            yield constant("group", self._usual_group(), doubt, fill_in=True)
        if self._kind is DEPUTY and "term" not in self._by_path:
            term = only_term(self.register, self.today)
            yield constant("term", term, phrase("届次", "the term"), fill_in=not term)
        if "matters.title" in self._by_path and "matters.kind" not in self._by_path:
            yield self._kind_of_matters(self._by_path["matters.title"])

    def _has_day(self) -> bool:
        """Whether a column tells the day; of a suggestion, one of any step does."""
        own = _DAY[self._kind] in self._by_path
        steps = any(path.endswith(".date") for path in self._by_path)
        return own or (self._kind is SUGGESTION and steps)

    def _month(self, name: str) -> Source:
        found = [month_in(titles, self.today) for titles in self.titles]
        if not found[0]:
            doubt = phrase("表中没有日期：{cure}", "the table has no date: {cure}", cure=_FILL_IN)
            return constant(name, f"{self.today:%Y-%m}", doubt, fill_in=True)
        month, title = found[0]
        doubt = phrase("表中没有日期，按“{title}”", "from the title '{title}'", title=title)
        if any(one and one[0] != month for one in found):
            doubt = phrase(
                "各工作表的年月不同：请用 --sheet 逐张导入，每次改写这里",
                "the sheets are of several months: import one by one with --sheet, and change this",
            )
        return constant(name, month, doubt)

    def _only_constituency(self) -> Source:
        names = [named.names[0] for named in self.register.known("constituency", self.today)]
        doubt = phrase("表中没有选区", "the table has no constituency")
        if len(names) != 1:
            doubt = phrase("{why}：{cure}", "{why}: {cure}", why=doubt, cure=_FILL_IN)
        return constant("constituency", (*names, "c01")[0], doubt, fill_in=len(names) != 1)

    def _kind_of_matters(self, column: SeenColumn) -> Source:
        doubt = phrase("表中没有问题的类别", "the table does not say the kind")
        return Source(
            (Line(f"matters.kind: {{column: {text(column.name)}, constant: other}}", doubt),)
        )

    @cached_property
    def _fields(self) -> list[Source]:
        """The sources of the record's own fields."""
        own = [
            path for path in self._by_path if not self._event_of(path) and path not in self._apart
        ]
        found: list[Source] = []
        for path in own:
            column = self._by_path[path]
            if path == "lead" and "cosigners" not in own:
                found += joint_sources(column)
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
        """The sources of each event; without those that lack a needed column."""
        events = [event for path in self._by_path if (event := self._event_of(path))]
        if self._kind is SUGGESTION:
            events.insert(0, "submitted")
        return {
            event: self._step(event) for event in dict.fromkeys(events) if self._is_known(event)
        }

    def _is_known(self, event: str) -> bool:
        variant = events_of(self._kind).variant(event)
        needed = {field.name for field in variant.fields if field.required} if variant else set()
        needed |= {"date"} if event in _BY_DAY_ALONE else set()
        return all(f"{event}.{name}" in self._by_path for name in needed)

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

    def _kept(self) -> Iterator[Line]:
        """Yield the columns that no field holds, some with their units, and those left out."""
        rest = [column for column in self.columns if not self._is_held(column)]
        left_out: set[str] = set()
        for why, is_left_out in _LEFT_OUT:
            if names := [one.name for one in rest if one.name not in left_out and is_left_out(one)]:
                left_out.update(names)
                yield Line("", remark=phrase(why, names=names))
        kept = {one.name: self._with_unit(one) for one in rest if one.name not in left_out}
        same = [name for name, called in kept.items() if name == called]
        if same:
            yield Line("keep:")
            yield from (Line(f"  - {text(name)}") for name in same)
        if len(same) < len(kept):
            yield Line("keep_as:", phrase("单位写在栏目名称里", "the unit stands in the name"))
        for name in (name for name in kept if name not in same):
            yield Line(f"  {text(name)}: {text(kept[name])}")

    def _is_held(self, column: SeenColumn) -> bool:
        """Whether the mapping holds all that a column says without keeping it."""
        sources = (*self._places, *self._fields, *chain.from_iterable(self._steps.values()))
        is_read = any(one.column is column and not one.loses for one in sources)
        return is_read or (column is self._by_path.get("ref") and column in self._telling[0])

    def _with_unit(self, column: SeenColumn) -> str:
        """Return the name under which a column is kept: an amount with the unit of the table."""
        name = column.name.rpartition("·")[2]
        amounts = sum(count for value, count in column.counts.items() if _NUMBER.fullmatch(value))
        is_amount = _AMOUNT.search(heading_form(name)) and 2 * amounts > column.counts.total()
        titles = chain.from_iterable(self.titles)
        unit = next((found[1] for title in titles if (found := _UNIT.search(title))), "")
        if not is_amount or not unit or re.search("[元圆圓]", name):
            return column.name
        others = [one.name.rpartition("·")[2] for one in self.columns if one is not column]
        return f"{column.name if name in others else name}（{unit}）"


def _texts(values: Iterable[str]) -> str:
    return f"[{', '.join(map(text, values))}]"


def _indented(source: Source, indent: str) -> Iterator[Line]:
    for line in source.lines:
        yield Line(f"{indent}{line.text}", line.doubt, line.remark)
