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
from deputylog.tables.columns import SheetColumn, column_at
from deputylog.tables.forms import head_of
from deputylog.tables.importing import REASON, RejectedRow
from deputylog.tables.record_rows import Reason
from deputylog.tables.rows import write_csv
from deputylog.words import Bilingual, Words
from deputylog.workbooks.reading import is_workbook, read_marker
from deputylog.workbooks.writing import Heading, MarkedCell, Worksheet, write_workbook

_SPARE = 50
_HEADS = (Bilingual("行号", "row"), Bilingual("栏目", "column"), Bilingual("原因", "reason"))


def write_rejected(
    root: Path, name: str, raw: bytes, reported: Sequence[RejectedRow], words: Words
) -> Path:
    """Write the rejected rows; once corrected, the file can be imported as it is."""
    if is_workbook(raw):
        return save_rejected_part(
            root, name, "-rejected.xlsx", _workbook(root, name, raw, reported, words)
        )
    return save_rejected_part(root, name, "-rejected.csv", _csv(reported, words))


def _csv(reported: Sequence[RejectedRow], words: Words) -> bytes:
    columns = list(dict.fromkeys(head for one in reported for head in one.entry.row.cells))
    lines = [[*map(words.text, _HEADS), *columns]]
    for one in reported:
        why = [str(one.entry.row.number), one.reason.column, words.say(one.reason.text)]
        for cells in one.entry.written:
            lines.append([*why, *(cells.get(column, "") for column in columns)])
            why = ["", "", ""]
    return write_csv(lines)


def _workbook(
    root: Path, name: str, raw: bytes, reported: Sequence[RejectedRow], words: Words
) -> bytes:
    """Return a workbook with the original sheets, wrong cells marked, and a reason in each row."""
    labels = Labels(Register(root), words)
    marker = read_marker(name, raw)
    sheets = []
    for sheet, rejected in groupby(reported, key=lambda one: one.entry.sheet):
        written = marker.get(f"sheet:{sheet}")
        kind = kind_named(written) if written is not None else None
        sheets.append(_sheet(sheet or Path(name).stem, kind, list(rejected), labels, words))
    return write_workbook(sheets, marker)


def _sheet(
    name: str, kind: Kind | None, rejected: Sequence[RejectedRow], labels: Labels, words: Words
) -> Worksheet:
    reason = words.text(REASON)
    every = dict.fromkeys(head for one in rejected for head in one.entry.row.cells)
    columns = [head for head in every if head != reason]
    heads = (Heading(reason, 40), *(_head(kind, head, labels, words) for head in columns))
    return Worksheet(name, heads, tuple(_rows(rejected, columns, words)), spare=_SPARE)


def _head(kind: Kind | None, head: str, labels: Labels, words: Words) -> Heading:
    found = column_at(kind, head) if kind else None
    if kind and found and isinstance(found[1], SheetColumn):
        return head_of(kind, found[0], labels, words)
    return Heading(head)


def _rows(
    rejected: Sequence[RejectedRow], columns: Sequence[str], words: Words
) -> Iterator[tuple[object, ...]]:
    for _, several in groupby(rejected, key=lambda one: one.entry.row.number):
        together = list(several)
        entry, reasons = together[0].entry, [one.reason for one in together]
        why: MarkedCell | None = MarkedCell(_why(entry.row.number, reasons, words), look="wrong")
        wrong = {reason.column for reason in reasons}
        for cells in entry.written:
            yield why, *(_cell(cells, column, wrong) for column in columns)
            why, wrong = None, set()


def _cell(cells: Mapping[str, str], column: str, wrong: set[str]) -> MarkedCell:
    return MarkedCell(cells.get(column), look="wrong" if column in wrong else "")


def _why(number: int, reasons: Sequence[Reason], words: Words) -> str:
    """Return the number of the row, then every reason on a line, with the name of its column."""
    row = words.text(Bilingual("第{row}行", "row {row}")).format(row=number)
    lines = (": ".join(filter(None, (reason.column, words.say(reason.text)))) for reason in reasons)
    return "\n".join([row, *lines])
