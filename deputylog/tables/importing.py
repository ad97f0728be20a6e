"""Import a table: forms and exports, whose columns are known, or any table by a mapping file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from deputylog.enter.names import shared_constituency
from deputylog.enter.register_records import completed_seat
from deputylog.finding import DeputylogError
from deputylog.keep.objections import Objection
from deputylog.kinds.registry import DEPUTY, LETTER, OPENING, VISIT, kind_named
from deputylog.names.register import Register
from deputylog.names.values import Values
from deputylog.record.fields import exact_day
from deputylog.record.kind import Kind
from deputylog.tables.cells import CellReader, Labels, day_saved
from deputylog.tables.columns import ID, column_at
from deputylog.tables.columns import Path as ColumnPath
from deputylog.tables.existing import NEW, Candidates, Existing
from deputylog.tables.export import EXPORTED, exported_kind
from deputylog.tables.forms import EXAMPLE
from deputylog.tables.mapping import Mapped
from deputylog.tables.new_names import Creator
from deputylog.tables.outcomes import Decide, Decision, decide_and_write
from deputylog.tables.record_rows import (
    MAILBOXES,
    ImportedRecord,
    Reason,
    SheetRow,
    grouped,
    record_of,
)
from deputylog.tables.roster import Roster
from deputylog.tables.rows import Row, Rows, is_json, read_json, read_rows, rows_of
from deputylog.words import Bilingual, Words, phrase
from deputylog.workbooks.reading import formula_cells, is_workbook, read_marker, read_sheets

REASON = Bilingual("未导入的原因", "reason for rejection")
"""The heading of the column with the reasons for rejection, which is ignored on import."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class RejectedRow:
    """A record that was rejected for a reason."""

    entry: ImportedRecord
    reason: Reason


@dataclass
class ImportReport:
    """Counts of an import, where `rows` = written + changed + already + rejected.

    A row is a record with all the lines it takes.
    """

    rows: int = 0
    written: int = 0
    changed: int = 0
    already: int = 0
    rejected: int = 0
    created: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    """The files that were written or changed."""
    reported: list[RejectedRow] = field(default_factory=list)
    advice: list[Objection] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    """Headers that match no column, in files without a mapping."""

    def reject(self, entry: ImportedRecord, *reasons: Reason) -> None:
        """Count a rejected row and keep every reason."""
        self.rejected += 1
        self.reported += (RejectedRow(entry, reason) for reason in reasons)

    def count(self, outcome: Decision) -> None:
        if outcome.problem:
            column = outcome.entry.column_of(outcome.key)
            self.reject(outcome.entry, Reason(column, outcome.problem))
            return
        setattr(self, outcome.done, getattr(self, outcome.done) + 1)
        self.paths += [outcome.path] if outcome.path else []


@dataclass(frozen=True)
class Import:
    """The import of a file into a repository."""

    root: Path
    name: str
    raw: bytes
    words: Words
    today: date
    dry_run: bool = False

    def by_headings(self, kind_name: str = "") -> ImportReport:
        """Import a form, an export or its JSON; the kind is used for files that do not name one."""
        report = ImportReport()
        if is_json(self.raw) and isinstance(content := read_json(self.name, self.raw), dict):
            kind, entries = _records_of_json(self.name, content)
            self._decide(kind, entries, report)
            return report
        register = Register(self.root)
        values = Values(self.root, register)
        labels = Labels(register, self.words)
        today = day_saved(register, self.raw, self.today)
        named = exported_kind(kind_name) if kind_name else None
        for part in _parts(self.name, self.raw, labels, named):
            ignored = (head for head in part.rows.columns if head not in part.paths)
            reasons = ("reason", self.words.text(REASON))
            report.ignored += [head for head in ignored if head not in reasons]
            reading = CellReader(values, part.kind, self.words, today, labels=labels)
            entries = [
                record_of(part.kind, lines, reading.value)
                for lines in grouped(part.kind, part.lines())
            ]
            for entry in entries:
                entry.sheet = part.sheet
                _complete(part.kind, entry, register)
            self._decide(part.kind, entries, report)
        return report

    def by_mapping(self, mapping: Mapped, *, create: bool, progress: Progress) -> ImportReport:
        """Import a table by a mapping; a bad row does not stop the others.

        After an interruption, importing again recognises the rows already written.
        """
        table = read_rows(self.name, self.raw, mapping.file.encoding)
        mapping.check(table.columns)
        report, creator = ImportReport(), Creator(self.root, Register(self.root))
        if create:
            for wanted in (name for row in table.rows for name in mapping.wanted_names(row)):
                creator.want(wanted)
            report.created = creator.write(self.today, dry_run=self.dry_run)
            report.paths += creator.changes.files
        register = creator.register
        reading = CellReader(
            Values(self.root, register),
            mapping.kind,
            self.words,
            day_saved(register, self.raw, self.today),
            resolve=creator.resolve if create else None,
        )
        entries = []
        for done, row in enumerate(table.rows, 1):
            entries.append(mapping.record(row, register.district.time_zone, reading.value))
            progress(done, len(table.rows))
        for entry in entries:
            _complete(mapping.kind, entry, register)
        self._decide(mapping.kind, entries, report, creator)
        return report

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
        report.rows += len(entries)
        for entry in entries:
            if entry.reasons:
                report.reject(entry, *entry.reasons)
        good = [entry for entry in entries if not entry.reasons]
        if creator and kind is not DEPUTY:
            good = list(_with_own_refs(good, report))
        candidates = Candidates(kind, good)

        def start() -> Decide:
            if creator and kind is DEPUTY:
                return Roster(self.root, creator.register).decide
            return Existing(self.root, kind, candidates).decide

        made = creator.changes.files if creator else {}
        outcomes, advice = decide_and_write(
            self.root, start, good, self.today, made, dry_run=self.dry_run
        )
        report.advice += advice
        for outcome in outcomes:
            report.count(outcome)


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
            report.reject(entry, Reason("", text))
            continue
        same.append(entry)
        if ref and len(same) > 1:
            entry.data["ref"] = f"{ref}/{len(same)}"
        yield entry


@dataclass(frozen=True)
class _Part:
    """A sheet or a whole file: the kind of its records, its rows, and the field of each header."""

    sheet: str
    kind: Kind
    rows: Rows
    paths: Mapping[str, ColumnPath]

    def lines(self) -> list[SheetRow]:
        """Return the lines that are filled in, without the examples of a form."""
        heads = {path: head for head, path in reversed(list(self.paths.items()))}
        lines = (self._line(row, heads) for row in self.rows.rows)
        examples = (EXAMPLE.zh, EXAMPLE.en)
        return [
            line for line in lines if line.cells and line.cells.get(ID, "").strip() not in examples
        ]

    def _line(self, row: Row, heads: Mapping[ColumnPath, str]) -> SheetRow:
        known = {head: text for head, text in row.cells.items() if head in self.paths}
        cells = {self.paths[head]: text for head, text in known.items() if text.strip()}
        unread = {self.paths[head]: known[head] for head in row.unread if head in known}
        return SheetRow(row, cells, heads, unread)


def _parts(name: str, raw: bytes, labels: Labels, kind: Kind | None) -> Iterator[_Part]:
    """Yield the sheets that hold records; DeputylogError if there are none."""

    def known(kinds: Sequence[Kind], line: Sequence[str]) -> int:
        return max(len(_paths(one, line, labels)) for one in kinds)

    if not is_workbook(raw):
        heads = partial(known, [kind] if kind else EXPORTED)
        yield _part("", kind, read_rows(name, raw, known=heads), labels, name)
        return
    marker, unread = read_marker(name, raw), formula_cells(raw, texts=False)
    sheets = [sheet for sheet in read_sheets(name, raw) if any(map(any, sheet.cells))]
    for sheet in sheets:
        written = marker.get(f"sheet:{sheet.name}")
        own = kind_named(written) if written else kind
        heads = partial(known, [own] if own else EXPORTED)
        rows = rows_of(f"{name} {sheet.name}", sheet.cells, heads, unread.get(sheet.name))
        yield _part(sheet.name, own, rows, labels, name)
    if not sheets:
        raise DeputylogError(
            "{path}：首行应写明各栏名称，且不得重复",
            "{path}: the first row must name every column, each name once",
            path=name,
        )


def _part(sheet: str, kind: Kind | None, rows: Rows, labels: Labels, name: str) -> _Part:
    if kind is None:
        kind = _kind_by_heads(rows.columns, labels, name)
    paths = _paths(kind, rows.columns, labels)
    if not paths:
        text = Bilingual(
            "{path}：{heads} 中没有“{kind}”的任何栏目；须有一行写明表单的栏目名称",
            "{path}: no known column for {kind} in {heads}; a row must hold the headings "
            "of the form",
        )
        raise DeputylogError(
            text, path=f"{name} {sheet}".strip(), kind=kind.wording, heads=list(rows.columns)
        )
    return _Part(sheet, kind, rows, paths)


def _paths(kind: Kind, heads: Iterable[str], labels: Labels) -> dict[str, ColumnPath]:
    """Return the field for each header; unknown headers are left out."""
    paths: dict[str, ColumnPath] = {}
    for head in heads:
        if kind is OPENING and (mailbox := labels.id("mailbox", head)):
            paths[head] = (*MAILBOXES, mailbox)
        elif found := column_at(kind, head):
            paths[head] = found[0]
    return paths


def _kind_by_heads(heads: tuple[str, ...], labels: Labels, name: str) -> Kind:
    """Return the kind that knows most headers.

    DeputylogError if it knows less than half of them, or if two kinds know as many.
    """
    known = {kind: len(_paths(kind, heads, labels)) for kind in EXPORTED}
    most = max(known.values())
    best = [kind for kind, count in known.items() if count == most]
    if len(best) == 1 and 2 * most >= len(heads) and most > 1:
        return best[0]
    problem = Bilingual(
        "{path}：看不出各行是什么记录，请用 --kind 说明，或者用 --map 给出对照表（{heads}）",
        "{path}: cannot tell what kind of records these rows are; name the kind with "
        "--kind, or a mapping file with --map ({heads})",
    )
    raise DeputylogError(problem, path=name, heads=list(heads))


def _complete(kind: Kind, entry: ImportedRecord, register: Register) -> None:
    """Fill in the values that a row leaves out as evident."""
    data, is_new = entry.data, not entry.id
    entry.is_exact = entry.id not in ("", *NEW)
    if is_new and kind is LETTER and data.get("mailbox") and "ref" not in data:
        data.setdefault("channel", "mailbox")
    if kind is OPENING and "group" not in data and "mailboxes" in data:
        data |= _group_of_round(register, data)
    if is_new and kind is VISIT and "constituency" not in data:
        own = shared_constituency(register, data.get("deputies"), str(data.get("date")))
        data |= {"constituency": own} if own else {}
    if is_new and kind is DEPUTY and isinstance(seats := data.get("seats"), list):
        data["seats"] = [completed_seat(register, seat) for seat in seats]


def _group_of_round(register: Register, data: Mapping[str, object]) -> dict[str, object]:
    """Return the group that all mailboxes of the round belong to on its day."""
    tables = (data.get("mailboxes"), data.get("not_opened"))
    named = {mailbox for table in tables if isinstance(table, dict) for mailbox in table}
    try:
        day = exact_day(str(data.get("date")))
    except ValueError:
        return {}
    holders = {holder for holder, mailbox in register.mailboxes_on(day) if mailbox.id in named}
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
        row = Row(number, {key: str(value) for key, value in record.items()})
        record_id = str(record.pop("id", None) or "")
        entries.append(
            ImportedRecord([SheetRow(row)], record_id, record, is_exact=True, is_json=True)
        )
    return exported_kind(str(content.get("what"))), entries
