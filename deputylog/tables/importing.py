"""Import a table: forms and exports, whose columns are known, or any table by a mapping file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from deputylog.enter.names import shared_constituency
from deputylog.enter.register_records import completed_seat
from deputylog.finding import DeputylogError
from deputylog.keep.change import Change
from deputylog.keep.objections import (
    Objection,
    found_in,
    kind_at,
    names_held,
    names_of,
    names_told,
    with_files,
)
from deputylog.keep.write import together, write
from deputylog.kinds.registry import DEPUTY, OPENING, VISIT, kind_named
from deputylog.names.register import Register
from deputylog.names.values import Values
from deputylog.record.fields import Data, exact_day
from deputylog.record.kind import Kind
from deputylog.repository.private import private_name
from deputylog.repository.reading import read_repository
from deputylog.tables.cells import CellReader, Labels
from deputylog.tables.columns import ID, ColumnPath, path_at
from deputylog.tables.existing import (
    NEW,
    Candidates,
    Decision,
    Existing,
    candidates_of,
    refuse_unread,
)
from deputylog.tables.export import EXPORTED, exported_kind
from deputylog.tables.forms import EXAMPLE
from deputylog.tables.mapping import Mapped
from deputylog.tables.new_names import Creator
from deputylog.tables.record_rows import (
    MAILBOXES,
    ImportedRecord,
    Reason,
    SheetRow,
    grouped,
    record_of,
)
from deputylog.tables.roster import Roster
from deputylog.tables.rows import TableRow, TableRows, is_json, read_json, read_rows, rows_of
from deputylog.words import Bilingual, Phrase, Words, phrase
from deputylog.workbooks.reading import (
    day_meant,
    formula_cells,
    is_workbook,
    read_marker,
    read_sheets,
)

REASON = Bilingual("未导入的原因", "reason for rejection")
"""The heading of the column with the reasons for rejection, which is ignored on import."""


class ImportReport(Struct):
    """Counts of an import, where `rows` = written + changed + already + rejected.

    A row is a record with all the lines it takes.
    """

    rows: int = 0
    written: int = 0
    changed: int = 0
    already: int = 0
    created: list[str] = []
    paths: list[str] = []
    """The files that were written or changed."""
    reported: list[ImportedRecord] = []
    """The rejected records, each with its reasons."""
    advice: list[Objection] = []
    ignored: list[str] = []
    """Headers that match no column, in files without a mapping."""
    maybe: dict[int, tuple[str, ...]] = {}
    """By number of row, the records that may be the same, and cannot be compared here."""
    unused: list[int] = []
    """The rows of records that are there already, without what the row says about the writer."""
    unread: list[str] = []
    """The records of the kind that cannot be read, so that no row was compared with them."""

    @property
    def rejected(self) -> int:
        """How many records were rejected."""
        return len(self.reported)

    def count(self, outcome: Decision) -> None:
        """Count what became of a record."""
        if outcome.problem:
            column = outcome.entry.column_of(outcome.key)
            outcome.entry.reasons.append(Reason(column, outcome.problem))
            self.reported.append(outcome.entry)
            return
        if outcome.maybe:
            self.maybe[outcome.entry.row.number] = outcome.maybe
        self.unused += [outcome.entry.row.number] if outcome.unused else []
        setattr(self, outcome.done, getattr(self, outcome.done) + 1)
        self.paths += [outcome.path] if outcome.path else []

    @property
    def remarks(self) -> Iterator[Phrase]:
        """Yield what could not be compared, and so may be there twice or not at all."""
        if self.maybe:
            text = Bilingual(
                "有{count}行可能重复（第{rows}行）：{ids}的不公开部分本机没有或者无法读取，"
                "无从比对；"
                "请核对",
                "{count} row may be a duplicate ({rows}): the private part of {ids} is not here or "
                "cannot be read, so they could not be compared; please look at them",
                "{count} rows may be duplicates ({rows}): the private parts of {ids} are not here "
                "or cannot be read, so they could not be compared; please look at them",
            )
            ids = list(dict.fromkeys(chain(*self.maybe.values())))
            yield phrase(text, count=len(self.maybe), rows=list(self.maybe), ids=ids)
        if self.unused:
            text = Bilingual(
                "有{count}行的记录已有（第{rows}行），但本机没有该行所写的来信人情况；这部分没有"
                "导入",
                "{count} row is there already ({rows}), but private/ does not hold what it says "
                "about the writer; that was not imported",
                "{count} rows are there already ({rows}), but private/ does not hold what they say "
                "about the writers; that was not imported",
            )
            yield phrase(text, count=len(self.unused), rows=self.unused)
        if self.unread:
            text = Bilingual(
                "有{count}份记录无法读取，没有比对，因而可能重复：{paths}；原因见“deputylog check”",
                "{count} record cannot be read and was not compared, so that a row may be there "
                "twice: {paths}; 'deputylog check' shows why",
                "{count} records cannot be read and were not compared, so that a row may be there "
                "twice: {paths}; 'deputylog check' shows why",
            )
            yield phrase(text, count=len(self.unread), paths=self.unread)


class Import(Struct, frozen=True):
    """The import of a file into a repository."""

    root: Path
    name: str
    raw: bytes
    words: Words
    today: date
    dry_run: bool = False
    commit: bool = False

    def by_headings(self, kind_name: str = "") -> ImportReport:
        """Import a form, an export or its JSON; the kind is used for files that do not name one."""
        with self._together() as report:
            if is_json(self.raw) and isinstance(content := read_json(self.name, self.raw), dict):
                self._decide(*_records_of_json(self.name, content), report)
                return report
            values = Values(self.root)
            labels = Labels(values.register, self.words)
            today = self._day_saved(values.register)
            kind = exported_kind(kind_name) if kind_name else None
            for sheet in _FilledTable(self.name, labels, kind).sheets(self.raw):
                known = {*sheet.paths, "reason", self.words.text(REASON)}
                report.ignored += [head for head in sheet.rows.columns if head not in known]
                reading = CellReader(values, sheet.kind, self.words, today, labels=labels)
                lines = grouped(sheet.kind, sheet.lines())
                entries = [record_of(sheet.kind, several, reading.value) for several in lines]
                for entry in entries:
                    entry.sheet = sheet.name
                    _complete(sheet.kind, entry, values.register)
                self._decide(sheet.kind, entries, report)
        return report

    @contextmanager
    def _together(self) -> Iterator[ImportReport]:
        """Make what is written one step for undo and one commit; nobody else writes meanwhile."""
        report = ImportReport()
        if self.dry_run:
            yield report
            return
        said = phrase("导入表格《{name}》", "table imported: {name}", name=Path(self.name).name)
        with together(self.root, said, commit=self.commit) as done:
            yield report
            done.message = f"import: {len(dict.fromkeys(report.paths))} written"

    def by_mapping(
        self, mapping: Mapped, *, create: bool, progress: Callable[[int, int], None]
    ) -> ImportReport:
        """Import a table by a mapping; a bad row does not stop the others."""
        with self._together() as report:
            refuse_unread(self.root, mapping.kind)
            table = read_rows(self.name, self.raw, mapping.file.encoding)
            mapping.check(table.columns)
            creator = Creator(self.root)
            if create:
                for wanted in (name for row in table.rows for name in mapping.wanted_names(row)):
                    creator.want(wanted)
                report.created = creator.write(self.today, dry_run=self.dry_run)
                report.paths += creator.changes.files
            register = creator.register
            resolve = creator.resolve if create else None
            values, day = Values(self.root, register), self._day_saved(register)
            reading = CellReader(values, mapping.kind, self.words, day, resolve=resolve)
            entries = []
            for done, row in enumerate(table.rows, 1):
                entry = mapping.record(row, register.district.time_zone, reading.value)
                _complete(mapping.kind, entry, register)
                entries.append(entry)
                progress(done, len(table.rows))
            self._decide(mapping.kind, entries, report, creator)
        return report

    def _day_saved(self, register: Register) -> date:
        """Return the day that 今天 means in the table."""
        district = register.district
        since = district.records_from.isoformat()
        return day_meant(self.raw, district.time_zone, since, self.today)

    def _decide(
        self,
        kind: Kind,
        entries: Sequence[ImportedRecord],
        report: ImportReport,
        creator: Creator | None = None,
    ) -> None:
        """Write the entries that are new, and report those that are wrong or in conflict.

        The `creator` is that of a table with a mapping file.
        """
        refuse_unread(self.root, kind)
        report.rows += len(entries)
        report.reported += [entry for entry in entries if entry.reasons]
        good = [entry for entry in entries if not entry.reasons]
        if creator and kind is not DEPUTY:
            good = list(_with_own_refs(good, report))
        candidates = candidates_of(kind, good)
        made = creator.changes.files if creator else {}
        wrong: dict[int, Decision] = {}
        while True:
            outcomes = self._outcomes(kind, good, candidates, creator, wrong, report)
            objections = self._objections(outcomes, made)
            errors = [objection for objection in objections if objection.is_error]
            if not errors:
                break
            wrong |= _blamed(outcomes, errors)
        report.advice += objections
        change = Change(self.root)
        for outcome in outcomes:
            report.count(_put(change, outcome))
        if not self.dry_run:
            write(change, phrase("导入", "import"), "import")

    def _outcomes(
        self,
        kind: Kind,
        entries: Sequence[ImportedRecord],
        candidates: Candidates,
        creator: Creator | None,
        wrong: Mapping[int, Decision],
        report: ImportReport,
    ) -> list[Decision]:
        """Return what becomes of each entry, from the records as they are.

        `wrong` are the decisions about entries that are an error, by their number.
        """
        deciding: Roster | Existing
        if creator and kind is DEPUTY:
            deciding = Roster(self.root, creator.register)
        else:
            deciding = Existing(self.root, kind, candidates)
            report.unread = deciding.unread
        outcomes: list[Decision] = []
        for number, entry in enumerate(entries):
            try:
                outcomes.append(wrong.get(number) or deciding.decide(entry))
            except DeputylogError as error:
                outcomes.append(Decision(entry, problem=error.text))
        return outcomes

    def _objections(
        self, outcomes: Sequence[Decision], made: Mapping[str, bytes]
    ) -> list[Objection]:
        """Return what `check` says against what will be written.

        `made` are register files that come with it, and that a dry run does not write.
        """
        files = {one.path: one.text.encode("utf-8") for one in outcomes if one.text}
        if not files:
            return []
        others = names_held(self.root)
        told = [
            one
            for outcome in outcomes
            for one in names_told(
                self.root,
                outcome.path,
                outcome.text.encode("utf-8"),
                others | names_of(outcome.entry.private),
            )
            if outcome.text and kind_at(outcome.path).is_dated
        ]
        book, tree = read_repository(self.root, as_of=self.today)
        before = {path: tree.contents[path] for path in files if path in tree.contents}
        return [*found_in(with_files(book, made), files, before), *told]


def _put(change: Change, outcome: Decision) -> Decision:
    """Add a record to a change; return the decision, with the problem if there is one already."""
    try:
        if outcome.private:  # first: a record must not come without it
            change.create(
                private_name(kind_at(outcome.path), Path(outcome.path).stem), outcome.private
            )
        if outcome.done == "changed":
            change.put(outcome.path, outcome.text)
        elif outcome.text:
            change.create(outcome.path, outcome.text)
    except DeputylogError as error:
        return replace(outcome, problem=error.text)
    return outcome


def _blamed(outcomes: Sequence[Decision], errors: Sequence[Objection]) -> dict[int, Decision]:
    """Return the decisions to reject entries, by their number.

    An error in another record, such as more letters than its opening counted, is the fault of all
    new ones of its day that name the same thing.
    """
    by_path = {outcome.path: number for number, outcome in enumerate(outcomes) if outcome.text}
    found: dict[int, Decision] = {}
    for error in reversed(errors):
        blamed, key = [error.path], error.key
        if error.path not in by_path:
            blamed = [path for path in by_path if _is_beside(error, outcomes[by_path[path]])]
            key = ()
        for path in blamed:
            number = by_path[path]
            found[number] = Decision(outcomes[number].entry, problem=error.refused, key=key)
    return found


def _is_beside(error: Objection, outcome: Decision) -> bool:
    is_same_day = Path(outcome.path).stem[1:9] == Path(error.path).stem[1:9]
    return is_same_day and str(error.key[-1]) in outcome.text


def _with_own_refs(
    entries: Iterable[ImportedRecord], report: ImportReport
) -> Iterator[ImportedRecord]:
    """Yield the entries, numbering those with the same ref; report rows that are identical."""
    before: dict[object, list[ImportedRecord]] = {}
    for entry in entries:
        ref = entry.data.get("ref")
        same = before.setdefault(ref, [])
        twin = next((other for other in same if other.row.cells == entry.row.cells), None)
        if twin:
            text = phrase("与第{row}行相同", "the same as row {row}", row=twin.row.number)
            report.count(Decision(entry, problem=text))
            continue
        same.append(entry)
        if ref and len(same) > 1:
            entry.data["ref"] = f"{ref}/{len(same)}"
        yield entry


class _FilledSheet(Struct, frozen=True):
    """A sheet or a whole file: the kind of its records, its rows, and the field of each header."""

    name: str
    kind: Kind
    rows: TableRows
    paths: Mapping[str, ColumnPath]

    def lines(self) -> list[SheetRow]:
        """Return the lines that are filled in, without the examples of a form."""
        heads = {path: head for head, path in reversed(list(self.paths.items()))}
        lines = (self._line(row, heads) for row in self.rows.rows)
        examples = (EXAMPLE.zh, EXAMPLE.en)
        return [
            line for line in lines if line.cells and line.cells.get(ID, "").strip() not in examples
        ]

    def _line(self, row: TableRow, heads: Mapping[ColumnPath, str]) -> SheetRow:
        filled = {head: text for head, text in row.cells.items() if text.strip()}
        cells = {path: filled[head] for head, path in self.paths.items() if head in filled}
        unread = {self.paths[head]: row.cells[head] for head in row.unread if head in self.paths}
        return SheetRow(row, cells, heads, unread)


class _FilledTable(Struct, frozen=True):
    """A form or an export: the name of its file, and the kind of its records if it is known."""

    name: str
    labels: Labels
    kind: Kind | None

    def sheets(self, raw: bytes) -> Iterator[_FilledSheet]:
        """Yield the sheets that hold records; DeputylogError if there are none."""
        if not is_workbook(raw):
            rows = read_rows(self.name, raw, known=partial(self._known_heads, self.kind))
            yield self._sheet("", self.kind, rows)
            return
        marker, unread = read_marker(self.name, raw), formula_cells(raw, texts=False)
        sheets = [sheet for sheet in read_sheets(self.name, raw) if any(map(any, sheet.cells))]
        for sheet in sheets:
            written = marker.get(f"sheet:{sheet.name}")
            kind = kind_named(written) if written else self.kind
            known, name = partial(self._known_heads, kind), f"{self.name} {sheet.name}"
            rows = rows_of(name, sheet.cells, known, unread.get(sheet.name))
            yield self._sheet(sheet.name, kind, rows)
        if not sheets:
            rows_of(self.name, ())  # raises the error of a table without headings

    def _known_heads(self, kind: Kind | None, line: Sequence[str]) -> int:
        return max(len(self._paths(one, line)) for one in ([kind] if kind else EXPORTED))

    def _sheet(self, sheet: str, kind: Kind | None, rows: TableRows) -> _FilledSheet:
        kind = kind or self._kind_by_heads(rows.columns)
        if paths := self._paths(kind, rows.columns):
            return _FilledSheet(sheet, kind, rows, paths)
        raise DeputylogError(
            "{path}：{heads} 中没有“{kind}”的任何栏目；须有一行写明表单的栏目名称",
            "{path}: no known column for {kind} in {heads}; a row must hold the headings "
            "of the form",
            path=f"{self.name} {sheet}".strip(),
            kind=kind.wording,
            heads=list(rows.columns),
        )

    def _paths(self, kind: Kind, heads: Iterable[str]) -> dict[str, ColumnPath]:
        """Return the field for each header; unknown headers are left out."""
        paths: dict[str, ColumnPath] = {}
        for head in heads:
            if kind is OPENING and (mailbox := self.labels.id("mailbox", head)):
                paths[head] = (*MAILBOXES, mailbox)
            elif path := path_at(kind, head):
                paths[head] = path
        return paths

    def _kind_by_heads(self, heads: tuple[str, ...]) -> Kind:
        """Return the kind that knows most headers.

        DeputylogError if it knows less than half of them, or if two kinds know as many.
        """
        known = {kind: len(self._paths(kind, heads)) for kind in EXPORTED}
        most = max(known.values())
        best = [kind for kind, count in known.items() if count == most]
        if len(best) == 1 and 2 * most >= len(heads) and most > 1:
            return best[0]
        raise DeputylogError(
            "{path}：看不出各行是什么记录，请用 --kind 说明，或者用 --map 给出对照表（{heads}）",
            "{path}: cannot tell what kind of records these rows are; name the kind with "
            "--kind, or a mapping file with --map ({heads})",
            path=self.name,
            heads=list(heads),
        )


def _complete(kind: Kind, entry: ImportedRecord, register: Register) -> None:
    """Fill in the values that a row leaves out as evident, unless it is rejected."""
    if entry.reasons:
        return
    data, is_new = entry.data, not entry.id
    entry.is_exact = entry.id not in ("", *NEW)
    for item in kind.inputs if is_new and "ref" not in data else ():
        if item.implies and data.get(item.field):
            data.setdefault(*item.implies)
    if kind is OPENING and "group" not in data and "date" in data:
        data |= _group_of_round(register, data)
    if is_new and kind is VISIT and "constituency" not in data:
        own = shared_constituency(register, data.get("deputies"), str(data.get("date")))
        data |= {"constituency": own} if own else {}
    if is_new and kind is DEPUTY and isinstance(seats := data.get("seats"), list):
        data["seats"] = [completed_seat(register, seat) for seat in seats]


def _group_of_round(register: Register, data: Data) -> dict[str, str]:
    """Return the group that all mailboxes of the round belong to on its day."""
    tables = (data.get("mailboxes"), data.get("not_opened"))
    named = {mailbox for table in tables if isinstance(table, dict) for mailbox in table}
    in_use = register.mailboxes_on(exact_day(str(data["date"])))
    holders = {holder for holder, mailbox in in_use if mailbox.id in named}
    return {"group": holders.pop()} if len(holders) == 1 else {}


def _records_of_json(
    name: str, content: Mapping[object, object]
) -> tuple[Kind, list[ImportedRecord]]:
    """Return the records in the JSON of an export, with their ids."""
    records = content.get("records")
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise DeputylogError(
            "{path}：记录的 JSON 应有 what（记录类别）和 records（对象列表）",
            "{path}: JSON of records has 'what', the kind, and 'records', a list of objects",
            path=name,
        )
    entries = []
    for number, record in enumerate(records, 1):
        row = TableRow(number, {key: str(value) for key, value in record.items()})
        record_id = str(record.pop("id", None) or "")
        entries.append(ImportedRecord([SheetRow(row)], record_id, record, is_exact=True))
    return exported_kind(str(content.get("what"))), entries
