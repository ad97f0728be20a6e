"""Dirty tables drawn as text, made into files, and what an import makes of them, as text.

A case is a heading, a block with the table and a block with what must come out. In the table `|` parts
cells, `<` is merged with the cell to its left and `^` with the one above, `⏎` is a line break. `[3月]`
begins a sheet, and `[3月 hidden]` a hidden one; a row that begins with `~` is hidden. In a spreadsheet
numbers and days are cells of that kind, unless ' stands before them; =A1 is a formula without a result.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from msgspec import Struct

from deputylog.kinds.letter import Letter
from deputylog.kinds.registry import LETTER
from deputylog.record.values import values_of
from deputylog.repository.folder import read_records
from deputylog.tables.importing import Import
from deputylog.tables.mapping import load_mapping
from deputylog.tables.remarks import remarks_on
from deputylog.tables.report import ImportReport
from deputylog.words import words
from tests.conftest import TODAY

_CASE = re.compile(r"^## (.+?)\n(.*?)```(.*?)\n(.*?)```\n+```\n(.*?)```", re.MULTILINE | re.DOTALL)
_SHEET = re.compile(r"\[(.+?)( hidden)?\]")
_MAP = """\
kind: letter
ref: [{ref}]
fields:
  received: {{column: {day}}}
  title: {{column: {title}}}
  constituency: {{constant: c03}}
  channel: {{constant: online}}
  kind: {{constant: inquiry}}
keep: [{keep}]
"""

Cells = list[list[str]]


class Case(Struct, frozen=True):
    """A drawn table: the kind of its file, its lines, and what must come out.

    `options` are names of columns, `--sheet`, `--kind` or the encoding.
    """

    name: str
    format: str
    options: dict[str, str]
    lines: list[str]
    outcome: str


def cases_of(path: Path) -> Iterator[Case]:
    """Yield the cases in a file."""
    for found in _CASE.finditer(path.read_text(encoding="utf-8")):
        kind, *options = found[3].split()
        pairs = (option.partition("=") for option in options)
        named = {key: value for key, _, value in pairs}
        yield Case(found[1], kind, named, found[4].splitlines(), found[5])


def file_of(case: Case) -> tuple[str, bytes]:
    """Return the name and the content of the file that is drawn."""
    if case.format == "csv":
        out = io.StringIO(newline="")
        csv.writer(out).writerows(_cells(case.lines))
        return "in.csv", out.getvalue().encode(case.options.get("encoding", "utf-8"))
    if case.format == "text":
        return "in.csv", "\n".join(case.lines).encode(case.options.get("encoding", "utf-8"))
    if case.format == "html":
        return "in.xls", _html(_cells(case.lines)).encode()
    return "in.xlsx", _workbook(case.lines)


def _cells(lines: Iterable[str]) -> Cells:
    return [
        [cell.strip().replace("⏎", "\n") for cell in line.removeprefix("~").split("|")]
        for line in lines
    ]


def _workbook(lines: Iterable[str]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    sheets: dict[str, list[str]] = {}
    for line in lines:
        found = _SHEET.fullmatch(line)
        name = found[0] if found else next(reversed(sheets), "[Sheet1]")
        sheets.setdefault(name, []).extend([] if found else [line])
    for name, drawn in sheets.items():
        found = _SHEET.fullmatch(name)
        assert found
        sheet = book.create_sheet(found[1])
        sheet.sheet_state = "hidden" if found[2] else "visible"
        _fill(sheet, drawn)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Any, drawn: list[str]) -> None:
    cells = _cells(drawn)
    for row, line in enumerate(cells, 1):
        sheet.row_dimensions[row].hidden = drawn[row - 1].startswith("~")
        for column, text in enumerate(line, 1):
            if text not in ("", "<", "^"):
                sheet.cell(row, column).value = _typed(text)
    for top, left, bottom, right in merged_in(cells):
        sheet.merge_cells(
            start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
        )


def _typed(text: str) -> object:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text) if "." in text else int(text)
    return text.removeprefix("'")


def merged_in(cells: Cells) -> Iterator[tuple[int, int, int, int]]:
    """Yield the first row and column, and the last ones, of the cells drawn with < and ^."""
    for row, line in enumerate(cells):
        for column, text in enumerate(line):
            if text in ("<", "^"):
                continue
            right = column
            while right + 1 < len(line) and line[right + 1] == "<":
                right += 1
            bottom = row
            while bottom + 1 < len(cells) and cells[bottom + 1][column : column + 1] == ["^"]:
                bottom += 1
            if (bottom, right) != (row, column):
                yield row, column, bottom, right


def _html(cells: Cells) -> str:
    spans = {
        (top, left): (bottom - top, right - left) for top, left, bottom, right in merged_in(cells)
    }
    rows = []
    for row, line in enumerate(cells):
        tags = []
        for column, text in enumerate(line):
            down, across = spans.get((row, column), (0, 0))
            span = f' rowspan="{down + 1}" colspan="{across + 1}"'
            if text not in ("<", "^"):
                tags.append(f"<td{span}>{escape(text)}</td>")
        rows.append(f"<tr>{''.join(tags)}</tr>")
    return f'<html><meta charset="utf-8"><table>{"".join(rows)}</table></html>'


def imported(root: Path, case: Case) -> ImportReport:
    """Import the table into a district."""
    name, raw = file_of(case)
    language = words("en")
    this = Import(root, name, raw, language, TODAY, sheet=case.options.get("sheet", ""))
    if kind := case.options.get("kind"):
        return this.by_headings(kind)
    names = {"ref": "编号", "day": "收信日期", "title": "内容", "keep": "", **case.options}
    mapping = load_mapping("map.yaml", _MAP.format_map(names).encode())
    return this.by_mapping(mapping, create=False, progress=lambda _done, _all: None)


def outcome_of(root: Path, report: ImportReport) -> str:
    """Return the records and what was reported, as it stands in the second block of a case."""
    lines = []
    several = len(report.tables) > 1
    for table in report.tables:
        sheet = f"{table.sheet} " if several else ""
        lines += [f"{sheet}{row.number} {row.why}" for row in table.left_out]
    lines += [
        f"rejected {entry.sheet + ' ' if several else ''}{entry.row.number}"
        f"{' ' + reason.column if reason.column else ''}: {reason.text}"
        for entry in report.reported
        for reason in entry.reasons
    ]
    lines += [f"problem: {problem}" for problem in report.all_problems]
    lines += [
        f"remark: {remark}" for remark in remarks_on(report) if "sheets read" not in str(remark)
    ]
    return "".join(f"{line}\n" for line in [*_records(root), *lines])


def _records(root: Path) -> list[str]:
    found = [values_of(one) for _, one in read_records(root, LETTER) if isinstance(one, Letter)]
    lines = []
    for values in sorted(found, key=lambda one: str(one.get("ref"))):
        kept = values.get("imported") or {}
        assert isinstance(kept, Mapping)
        named = [values.get(name) for name in ("ref", "received", "title")]
        fields = [str(value).replace("\n", "⏎") for value in named if value]
        lines.append(" ".join([*fields, *(f"{key}={value}" for key, value in kept.items())]))
    return lines
