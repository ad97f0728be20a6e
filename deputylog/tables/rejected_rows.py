"""Write rejected rows with their reasons to private/out/, in the format they came in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from deputylog.keep.private_files import save_rejected_part
from deputylog.kinds.registry import kind_named
from deputylog.names.register import Register
from deputylog.record.kind import Kind
from deputylog.tables.cells import Labels
from deputylog.tables.columns import columns_by_path, path_at
from deputylog.tables.forms import REASON, head_of
from deputylog.tables.record_rows import ImportedRecord
from deputylog.tables.rows import write_csv
from deputylog.words import Bilingual, Words, phrase
from deputylog.workbooks.documents import is_workbook
from deputylog.workbooks.reading import read_marker
from deputylog.workbooks.writing import Heading, MarkedCell, Worksheet, write_workbook

_SPARE = 50
_HEADS = (Bilingual("行号", "row"), Bilingual("栏目", "column"), Bilingual("原因", "reason"))


def write_rejected(
    root: Path, name: str, raw: bytes, rejected: Sequence[ImportedRecord], words: Words
) -> Path:
    """Write the rejected rows; once corrected, the file can be imported as it is."""
    if not is_workbook(raw):
        return save_rejected_part(root, name, "-rejected.csv", _csv(rejected, words))
    labels, marker = Labels(Register(root), words), read_marker(name, raw)
    sheets = []
    for sheet, entries in groupby(rejected, key=lambda entry: entry.sheet):
        written = marker.get(f"sheet:{sheet}")
        kind = kind_named(written) if written is not None else None
        sheets.append(_sheet(sheet or Path(name).stem, kind, list(entries), labels))
    content = write_workbook(sheets, marker)
    return save_rejected_part(root, name, "-rejected.xlsx", content)


def _headings(rejected: Sequence[ImportedRecord]) -> list[str]:
    return list(dict.fromkeys(head for entry in rejected for head in entry.row.cells))


def _csv(rejected: Sequence[ImportedRecord], words: Words) -> bytes:
    columns = _headings(rejected)
    lines = [[*map(words.text, _HEADS), *columns]]
    for entry in rejected:
        for reason in entry.reasons:
            why = [str(entry.row.number), reason.column, words.say(reason.text)]
            for cells in entry.written:
                lines.append([*why, *(cells.get(column, "") for column in columns)])
                why = ["", "", ""]
    return write_csv(lines)


def _sheet(
    name: str, kind: Kind | None, rejected: Sequence[ImportedRecord], labels: Labels
) -> Worksheet:
    """Return the original sheet, with wrong cells marked and the reasons in each row."""
    reason = labels.words.text(REASON)
    columns = [head for head in _headings(rejected) if head != reason]
    heads = (Heading(reason, 40), *(_head(kind, head, labels) for head in columns))
    rows = (row for entry in rejected for row in _rows(entry, columns, labels.words))
    return Worksheet(name, heads, tuple(rows), spare=_SPARE)


def _head(kind: Kind | None, head: str, labels: Labels) -> Heading:
    path = path_at(kind, head) if kind else None
    if kind and path and path in columns_by_path(kind):
        return head_of(kind, path, labels)
    return Heading(head)


def _rows(
    entry: ImportedRecord, columns: Sequence[str], words: Words
) -> Iterator[tuple[object, ...]]:
    why: MarkedCell | None = MarkedCell(_reasons(entry, words), look="wrong")
    wrong = {reason.column for reason in entry.reasons}
    for cells in entry.written:
        yield why, *(_cell(cells, column, wrong) for column in columns)
        why, wrong = None, set()


def _cell(cells: Mapping[str, str], column: str, wrong: set[str]) -> MarkedCell:
    return MarkedCell(cells.get(column), look="wrong" if column in wrong else "")


def _reasons(entry: ImportedRecord, words: Words) -> str:
    """Return the number of the row, then every reason on a line, with the name of its column."""
    lines = [words.say(phrase("第{row}行", "row {row}", row=entry.row.number))]
    reasons = ((reason.column, words.say(reason.text)) for reason in entry.reasons)
    return "\n".join([*lines, *(": ".join(filter(None, one)) for one in reasons)])
