"""Write rejected rows with their reasons to private/out/, in the format they came in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from deputylog.keep.private_files import save_rejected_part
from deputylog.kinds.registry import kind_named
from deputylog.names.register import Register
from deputylog.record.kind import Kind
from deputylog.tables.cells import labels_of
from deputylog.tables.columns import column_at
from deputylog.tables.form_sheets import head_of
from deputylog.tables.labels import Labels
from deputylog.tables.rows import write_csv
from deputylog.tables.tally import Reported
from deputylog.words import Bilingual, Words
from deputylog.workbooks.reading import is_workbook, read_marker
from deputylog.workbooks.writing import Heading, MarkedCell, Worksheet, write_workbook

_SPARE = 50


def write_rejected(
    root: Path, name: str, raw: bytes, reported: Sequence[Reported], words: Words
) -> Path:
    """Write the rejected rows; once corrected, the file can be imported as it is."""
    if is_workbook(raw):
        return save_rejected_part(
            root, name, "-rejected.xlsx", _workbook(root, name, raw, reported, words)
        )
    return save_rejected_part(root, name, "-rejected.csv", _csv(reported, words))


def _csv(reported: Sequence[Reported], words: Words) -> bytes:
    columns = list(dict.fromkeys(head for told in reported for head in told.cells))
    lines = [
        [
            words.text(Bilingual("行号", "row")),
            words.text(Bilingual("栏目", "column")),
            words.text(Bilingual("原因", "reason")),
            *columns,
        ]
    ]
    for told in reported:
        for number, cells in enumerate((told.cells, *told.more)):
            why = (
                ["", "", ""]
                if number
                else [str(told.number), told.reason.column, words.say(told.reason.text)]
            )
            lines.append([*why, *(cells.get(column, "") for column in columns)])
    return write_csv(lines)


def _workbook(
    root: Path, name: str, raw: bytes, reported: Sequence[Reported], words: Words
) -> bytes:
    """Return a workbook with the original sheets, wrong cells marked, and a reason in each row."""
    labels = labels_of(Register(root), words)
    marker = read_marker(name, raw)
    sheets = []
    for sheet, told in groupby(reported, key=lambda one: one.sheet):
        kind = kind_named(marker[f"sheet:{sheet}"]) if f"sheet:{sheet}" in marker else None
        sheets.append(_sheet(sheet or Path(name).stem, kind, list(told), labels, words))
    return write_workbook(sheets, marker)


def _sheet(
    name: str, kind: Kind | None, reported: Sequence[Reported], labels: Labels, words: Words
) -> Worksheet:
    columns = list(
        dict.fromkeys(
            head
            for told in reported
            for head in told.cells
            if head != words.text(Bilingual("未导入的原因", "reason for rejection"))
        )
    )
    heads = (
        Heading(words.text(Bilingual("未导入的原因", "reason for rejection")), 40),
        *(_head(kind, head, labels, words) for head in columns),
    )
    return Worksheet(name, heads, tuple(_rows(reported, columns, words)), spare=_SPARE)


def _head(kind: Kind | None, head: str, labels: Labels, words: Words) -> Heading:
    found = column_at(kind, head) if kind else None
    return (
        head_of(kind, found[0], labels, words)
        if kind and found and hasattr(found[1], "step")
        else Heading(head)
    )


def _rows(
    reported: Iterable[Reported], columns: Sequence[str], words: Words
) -> Iterator[tuple[object, ...]]:
    for _, several in groupby(reported, key=lambda told: told.number):
        reasons = list(several)
        first = reasons[0]
        wrong = {told.reason.column for told in reasons}
        yield (
            MarkedCell(_why(reasons, words), look="wrong"),
            *(_cell(first.cells, column, column in wrong) for column in columns),
        )
        for cells in first.more:
            yield (None, *(_cell(cells, column, wrong=False) for column in columns))


def _cell(cells: Mapping[str, str], column: str, wrong: bool) -> object:
    return MarkedCell(cells.get(column), look="wrong" if wrong else "")


def _why(reasons: Sequence[Reported], words: Words) -> str:
    """Return the number of the row, then every reason on a line, with the name of its column."""
    number = words.text(Bilingual("第{row}行", "row {row}")).format(row=reasons[0].number)
    wording = [
        f"{told.reason.column}: {words.say(told.reason.text)}"
        if told.reason.column
        else words.say(told.reason.text)
        for told in reasons
    ]
    return "\n".join([number, *wording])
