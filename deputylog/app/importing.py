"""Importing a table: every row becomes a record, is there already, or comes back with its number and reason."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from deputylog.app.add import NotARecordError, body_of, make_private, text_of, tidy
from deputylog.app.create import Creator
from deputylog.app.folder import private_folder, read_records
from deputylog.app.names import Register
from deputylog.app.roster import Roster
from deputylog.exchange.drafts import Draft, Reason, check_mapping, draft_of, wanted_names
from deputylog.exchange.mapping import MAPPING, Imported, ImportMap
from deputylog.exchange.rows import Row, Rows, read_rows
from deputylog.finding import DeputylogError, RecordExistsError
from deputylog.model.ids import id_of_ref
from deputylog.model.kinds import LETTER
from deputylog.model.letter import Letter
from deputylog.schema.records import convert
from deputylog.store.files import write_new
from deputylog.words import N_, Words, phrase

Progress = Callable[[int, int], None]


@dataclass
class Report:
    """Rows in = written + changed + already there + reported."""

    rows: int = 0
    written: int = 0
    changed: int = 0
    already: int = 0
    created: list[str] = field(default_factory=list)
    reported: list[tuple[Row, Reason]] = field(default_factory=list)

    @property
    def rejected(self) -> int:
        return len({row.number for row, _ in self.reported})


def load_mapping(name: str, raw: bytes) -> ImportMap:
    """The mapping in the bytes of a file; NotARecordError with every fault and its line."""
    mapping = convert(MAPPING, body_of(MAPPING, name, raw))
    assert isinstance(mapping, ImportMap)
    return mapping


def import_rows(root: Path, mapping: ImportMap, name: str, raw: bytes, *, create: bool, dry_run: bool, progress: Progress) -> Report:
    """Import a table. A bad row stops nobody; what an interrupted run wrote, the next finds there."""
    table = read_rows(name, raw, mapping.encoding)
    check_mapping(mapping, dict.fromkeys(table.columns))
    report = Report(rows=len(table.rows))
    creator = Creator(root, Register(root), exact=create)
    if create:
        for row in table.rows:
            for kind, wanted, group in wanted_names(mapping, row):
                creator.want(kind, wanted, group)
        report.created = creator.write(dry_run=dry_run)
    drafts = _drafts(mapping, table, creator, report, progress)
    if mapping.kind is Imported.LETTER:
        _letters(root, drafts, report, dry_run=dry_run)
    else:
        Roster(root, creator.register, dry_run=dry_run).take(drafts, report)
    return report


def _drafts(mapping: ImportMap, table: Rows, creator: Creator, report: Report, progress: Progress) -> Iterator[Draft]:
    """The rows that make sense by themselves; the others are reported."""
    for done, row in enumerate(table.rows, 1):
        draft = draft_of(mapping, row, creator.resolve)
        if draft.reasons:
            report.reported += [(row, reason) for reason in draft.reasons]
        else:
            yield draft
        progress(done, len(table.rows))


def _letters(root: Path, drafts: Iterator[Draft], report: Report, *, dry_run: bool) -> None:
    there = {record.ref for _, record in read_records(root, LETTER) if isinstance(record, Letter) and record.ref}
    seen: dict[str, int] = {}
    for draft in drafts:
        if draft.ref in seen:
            twice = phrase(N_("the same number as in row {row}"), row=seen[draft.ref])
            report.reported.append((draft.row, Reason("", twice)))
            continue
        seen[draft.ref] = draft.row.number
        if draft.ref in there:
            report.already += 1
            continue
        try:
            _write_letter(root, draft, dry_run=dry_run)
        except NotARecordError as error:
            report.reported.append((draft.row, Reason("", error.text)))
        else:
            report.written += 1


def _write_letter(root: Path, draft: Draft, *, dry_run: bool) -> None:
    data = tidy(draft.data)
    assert isinstance(data, dict)
    text = text_of(LETTER, data)
    letter = convert(LETTER, data)
    assert isinstance(letter, Letter)
    if dry_run:
        return
    for attempt in range(100):
        path = LETTER.path(id_of_ref(LETTER.letter, letter.received, draft.ref, attempt))
        try:
            write_new(root, path, text, durable=False)
        except RecordExistsError:
            continue
        return
    raise DeputylogError(N_("{path} exists; choose another id or edit that file"), path=path)


def write_rejected(root: Path, name: str, reported: Sequence[tuple[Row, Reason]], words: Words) -> Path:
    """The rows that were not taken, as a table with number, column and reason, in private/out/: they may tell who wrote."""
    folder = private_folder(root) / "out"
    make_private(folder)
    path = folder / f"{Path(name).stem}-rejected.csv"
    columns = list(reported[0][0].cells)
    path.touch(mode=0o600)
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([words.text(N_("row")), words.text(N_("column")), words.text(N_("reason")), *columns])
        for row, reason in reported:
            writer.writerow([row.number, reason.column, words.say(reason.text), *(row.cells[column] for column in columns)])
    return path
