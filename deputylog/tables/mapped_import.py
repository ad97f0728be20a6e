"""Import a table: each row becomes a record, is recorded already, or is rejected with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from deputylog.keep.new_record import body_of
from deputylog.kinds.registry import DEPUTY
from deputylog.names.register import Register
from deputylog.record.fields import Key
from deputylog.record.reading import convert
from deputylog.tables.cells import Cells, said_on
from deputylog.tables.checks import judged
from deputylog.tables.drafts import Draft, Reason, check_mapping, draft_of, kind_of, wanted_names
from deputylog.tables.mapping import MAPPING, ImportMap
from deputylog.tables.register_names import Creator
from deputylog.tables.results import Given, take
from deputylog.tables.roster import Roster
from deputylog.tables.rows import Rows, read_rows
from deputylog.tables.tally import Report, Reported
from deputylog.words import Phrase, Words, phrase

Progress = Callable[[int, int], None]


def load_mapping(name: str, raw: bytes) -> ImportMap:
    """Read a mapping file; NotARecordError lists every fault with its line."""
    mapping = convert(MAPPING, body_of(MAPPING, name, raw))
    assert isinstance(mapping, ImportMap)
    return mapping


def import_rows(
    root: Path,
    mapping: ImportMap,
    name: str,
    raw: bytes,
    words: Words,
    *,
    today: date,
    create: bool,
    dry_run: bool,
    progress: Progress,
) -> Report:
    """Import a table by a mapping; a bad row does not stop the others.

    After an interruption, importing again recognises the rows already written.
    """
    table = read_rows(name, raw, mapping.encoding)
    check_mapping(mapping, dict.fromkeys(table.columns))
    report = Report(rows=len(table.rows))
    creator = Creator(root, Register(root), exact=create)
    if create:
        for row in table.rows:
            for wanted in wanted_names(mapping, row):
                creator.want(wanted)
        report.created = creator.write(today, dry_run=dry_run)
        report.paths += creator.changes.files
    cells = Cells(
        root, kind_of(mapping), words, said_on(creator.register, raw, today), creator.resolve
    )
    time_zone = creator.register.district.time_zone
    drafts = list(_drafts(mapping, table, cells, time_zone, report, progress))
    made, by_row = creator.changes.files, {draft.row.number: draft for draft in drafts}
    if kind_of(mapping) is DEPUTY:
        taken = judged(
            root, drafts, lambda: Roster(root, creator.register).take, today, made, dry_run=dry_run
        )
    else:
        given = [Given(draft.row.number, draft.data) for draft in _told_apart(drafts, report)]
        taken = take(root, kind_of(mapping), given, today, made, dry_run=dry_run)
    report.add(taken, lambda outcome, why: _reported(by_row[outcome.at], why, outcome.key))
    return report


def _reported(draft: Draft, why: Phrase, key: Key = ()) -> Reported:
    return Reported(draft.row.number, Reason(draft.column_of(key), why), draft.row.cells)


def _drafts(
    mapping: ImportMap,
    table: Rows,
    cells: Cells,
    time_zone: str,
    report: Report,
    progress: Progress,
) -> Iterator[Draft]:
    """Yield the rows that are valid by themselves, and report the others."""
    for done, row in enumerate(table.rows, 1):
        draft = draft_of(mapping, row, cells.take, time_zone)
        if draft.reasons:
            report.reject(*(Reported(row.number, reason, row.cells) for reason in draft.reasons))
        else:
            yield draft
        progress(done, len(table.rows))


def _told_apart(drafts: list[Draft], report: Report) -> Iterator[Draft]:
    """Yield the rows, numbering those with the same ref; report rows that are identical."""
    before: dict[str, list[Draft]] = {}
    for draft in drafts:
        same = before.setdefault(draft.ref, [])
        twin = next((other for other in same if other.row.cells == draft.row.cells), None)
        if twin:
            report.reject(
                _reported(
                    draft, phrase("与第{row}行相同", "the same as row {row}", row=twin.row.number)
                )
            )
            continue
        same.append(draft)
        if len(same) > 1:
            draft.data["ref"] = f"{draft.ref}/{len(same)}"
        yield draft
