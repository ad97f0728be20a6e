"""Import filled-in forms and exports, whose columns are known, so that no mapping is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from deputylog.enter.names import shared_constituency
from deputylog.enter.register_records import completed_seat
from deputylog.finding import DeputylogError
from deputylog.kinds.registry import DEPUTY, LETTER, OPENING, VISIT, kind_named
from deputylog.names.register import Register
from deputylog.record.fields import exact_day
from deputylog.record.kind import Kind
from deputylog.tables.cells import Cells, labels_of, said_on
from deputylog.tables.columns import ID, column_at
from deputylog.tables.columns import Path as ColumnPath
from deputylog.tables.drafts import Reason
from deputylog.tables.entries import Entry, Filled, entries_of
from deputylog.tables.export_files import EXPORTED, exported_kind
from deputylog.tables.form_sheets import EXAMPLE
from deputylog.tables.labels import Labels
from deputylog.tables.results import NEW, Given, take
from deputylog.tables.rows import Rows, is_json, read_json, read_rows, rows_of
from deputylog.tables.tally import Report, Reported
from deputylog.words import Bilingual, Phrase, Words
from deputylog.workbooks.formulas import formula_cells, no_value
from deputylog.workbooks.reading import is_workbook, read_marker, read_sheets

TOLD = "reason"
"""The header of the column with the reasons for rejection, which is ignored on import."""

_EXAMPLES = (EXAMPLE.zh, EXAMPLE.en)


@dataclass(frozen=True)
class _Part:
    """A sheet or a whole file: the kind of its records, its rows, and the field of each header."""

    sheet: str
    kind: Kind
    rows: Rows
    paths: Mapping[str, ColumnPath]


def import_returned(
    root: Path, name: str, raw: bytes, words: Words, today: date, *, kind: str, dry_run: bool
) -> Report:
    """Import a form, an export or its JSON; `kind` is used for files that do not name one."""
    report = Report()
    if is_json(raw) and isinstance(content := read_json(name, raw), dict):
        _take_envelope(root, name, content, report, today, dry_run=dry_run)
        return report
    register = Register(root)
    labels = labels_of(register, words)
    day = said_on(register, raw, today)
    for part in _parts(name, raw, labels, words, exported_kind(kind) if kind else None):
        report.ignored += [
            head
            for head in part.rows.columns
            if head not in part.paths and not _is_told(head, words)
        ]
        _take_part(
            root,
            part,
            Cells(root, part.kind, words, day, None, labels),
            register,
            report,
            today,
            dry_run=dry_run,
        )
    return report


def _parts(
    name: str, raw: bytes, labels: Labels, words: Words, kind: Kind | None
) -> Iterator[_Part]:
    """Yield the sheets that hold records; DeputylogError if there are none."""

    def known(line: Sequence[str], kinds: Sequence[Kind]) -> int:
        return max(len(_paths(one, tuple(line), labels)) for one in kinds)

    if not is_workbook(raw):
        yield _part(
            "",
            kind,
            read_rows(name, raw, known=partial(known, kinds=[kind] if kind else EXPORTED)),
            labels,
            name,
        )
        return
    marker, unread = read_marker(name, raw), formula_cells(raw, texts=False)
    sheets = [sheet for sheet in read_sheets(name, raw) if any(map(any, sheet.cells))]
    for sheet in sheets:
        wording = marker.get(f"sheet:{sheet.name}")
        own = kind_named(wording) if wording else kind
        heads = partial(known, kinds=[own] if own else EXPORTED)
        yield _part(
            sheet.name,
            own,
            rows_of(f"{name} {sheet.name}", sheet.cells, heads, unread.get(sheet.name)),
            labels,
            name,
        )
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


def _paths(kind: Kind, heads: tuple[str, ...], labels: Labels) -> dict[str, ColumnPath]:
    """Return the field for each header; unknown headers are left out."""
    paths: dict[str, ColumnPath] = {}
    for head in heads:
        if kind is OPENING and (mailbox := labels.id("mailbox", head)):
            paths[head] = ("mailboxes", mailbox)
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


def _is_told(head: str, words: Words) -> bool:
    return head in (TOLD, words.text(Bilingual("未导入的原因", "reason for rejection")))


def _take_part(
    root: Path,
    part: _Part,
    cells: Cells,
    register: Register,
    report: Report,
    today: date,
    *,
    dry_run: bool,
) -> None:
    rows = {row.number: row.cells for row in part.rows.rows}
    unread = {row.number: row.unread for row in part.rows.rows if row.unread}
    lines = [_filled(part, number, row) for number, row in rows.items()]
    entries = list(entries_of(part.kind, [line for line in lines if _is_meant(line)], cells.take))
    report.rows += len(entries)
    for entry in entries:
        found = [
            (line.number, head)
            for line in entry.lines
            for head in unread.get(line.number, ())
            if head in part.paths
        ]
        lacking = {part.paths[head]: no_value(rows[number][head]) for number, head in found}
        entry.wrong = [*lacking.items(), *(told for told in entry.wrong if told[0] not in lacking)]
    good = {entry.number: entry for entry in entries if not entry.wrong}
    for entry in entries:
        if entry.wrong:
            report.reject(*(_reported(part, entry, rows, text, path) for path, text in entry.wrong))
    given = [_given(part.kind, entry, register) for entry in good.values()]
    taken = take(root, part.kind, given, today, dry_run=dry_run)
    report.add(
        taken,
        lambda outcome, why: _reported(
            part, good[outcome.at], rows, why, good[outcome.at].path_of(outcome.key)
        ),
    )


def _filled(part: _Part, number: int, cells: Mapping[str, str]) -> Filled:
    return Filled(
        number,
        {
            part.paths[head]: text
            for head, text in cells.items()
            if head in part.paths and text.strip()
        },
    )


def _is_meant(line: Filled) -> bool:
    """Return whether the line is filled in, and not one of the form's examples."""
    return bool(line.cells) and line.cells.get(ID, "").strip() not in _EXAMPLES


def _reported(
    part: _Part,
    entry: Entry,
    rows: Mapping[int, Mapping[str, str]],
    text: Phrase,
    path: ColumnPath = (),
) -> Reported:
    column = next((head for head, found in part.paths.items() if found == path), "")
    first, *more = (rows[line.number] for line in entry.lines)
    return Reported(entry.number, Reason(column, text), first, tuple(more), part.sheet)


def _given(kind: Kind, entry: Entry, register: Register) -> Given:
    """Return the record of an entry, with the values that a form leaves out as evident."""
    data = entry.data
    if not entry.id and kind is LETTER and data.get("mailbox"):
        data.setdefault("channel", "mailbox")
    if kind is OPENING and "group" not in data and isinstance(boxes := data.get("mailboxes"), dict):
        groups = _groups_of_round(
            register,
            {*boxes, *(data.get("not_opened") or {})},  # type: ignore[misc]
            str(data.get("date")),
        )
        data.update({"group": groups.pop()} if len(groups) == 1 else {})
    if not entry.id and kind is VISIT and "constituency" not in data:
        own = shared_constituency(register, data.get("deputies"), str(data.get("date")))
        data |= {"constituency": own} if own else {}
    if not entry.id and kind is DEPUTY and isinstance(seats := data.get("seats"), list):
        data["seats"] = [completed_seat(register, seat) for seat in seats]
    return Given(entry.number, data, entry.id, entry.private, is_exact=entry.id not in ("", *NEW))


def _groups_of_round(register: Register, named: Set[str], day: str) -> set[str]:
    """Return the groups that the mailboxes of a round belonged to on its day."""
    try:
        on = exact_day(day)
    except ValueError:
        return set()
    return {holder for holder, mailbox in register.mailboxes_on(on) if mailbox.id in named}


def _take_envelope(
    root: Path,
    name: str,
    content: Mapping[object, object],
    report: Report,
    today: date,
    *,
    dry_run: bool,
) -> None:
    """Import the records in the JSON of an export, with their ids."""
    records = content.get("records")
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise DeputylogError(
            "{path}：记录的 JSON 应有 what（记录类别）和 records（对象列表）",
            "{path}: JSON of records has 'what', the kind, and 'records', a list of objects",
            path=name,
        )
    kind = exported_kind(str(content.get("what")))
    given = [
        Given(at, _without_id(record), str(record.get("id") or ""), is_exact=True)
        for at, record in enumerate(records, 1)
    ]
    cells = [{key: str(value) for key, value in record.items()} for record in records]
    report.rows = len(given)
    taken = take(root, kind, given, today, dry_run=dry_run)
    report.add(
        taken,
        lambda outcome, why: Reported(
            outcome.at, Reason(".".join(map(str, outcome.key)), why), cells[outcome.at - 1]
        ),
    )


def _without_id(record: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in record.items() if key != "id"}
