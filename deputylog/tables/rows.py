"""Read rows from CSV in any encoding, a spreadsheet or JSON, recognised by content."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from deputylog.finding import DeputylogError, utf8
from deputylog.tables.find_table import table_in
from deputylog.tables.headers import Known
from deputylog.tables.table import TableRow, TableRows
from deputylog.workbooks.documents import is_workbook
from deputylog.workbooks.parsed import MOST_CELLS, texts_without_value
from deputylog.workbooks.reading import ReadSheet, read_sheets

_MOST_ROWS = 101_000
"""A hundred thousand, and what stands above and below them."""
_FIRST_LINES = 50
_ENCODINGS = ("utf-8-sig", "gb18030")
_SEPARATOR = re.compile(r"sep=([,;\t|])\r?\n")
"""The first line by which some programs tell a spreadsheet program the separator; it does not count
as a row.
"""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*[{\]]|\{\s*[\"}])")
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def read_tables(
    name: str,
    raw: bytes,
    encoding: str | None = None,
    known: Known | None = None,
    sheet: str = "",
) -> list[TableRows]:
    """Return the tables in a file: one for each visible sheet with cells, or only that of the
    `sheet` named.

    A sheet without a table has no columns. DeputylogError if nothing can be read.
    """
    if not is_workbook(raw) and is_json(raw):
        refuse_sheet(name, sheet)
        return [_rows_of_objects(name, read_json(name, raw))]
    return [table_in(name, one, known) for one in sheets_in(name, raw, encoding, sheet)]


def sheets_in(
    name: str, raw: bytes, encoding: str | None = None, wanted: str = ""
) -> list[ReadSheet]:
    """Return the visible sheets with cells, or only the one that is wanted; of CSV, its lines."""
    if not is_workbook(raw):
        refuse_sheet(name, wanted)
        sheets = [_sheet_of_csv(name, raw, encoding)]
    else:
        sheets = [one for one in read_sheets(name, raw) if any(map(any, one.cells))]
    for one in sheets:
        width = max(map(len, one.cells), default=0)
        _refuse_too_large(name, len(one.cells) - 1, width * len(one.cells))
    chosen = [one for one in sheets if wanted in ("", one.name)]
    if wanted and not chosen:
        raise DeputylogError(
            "{path}没有工作表“{sheet}”；有：{sheets}",
            "{path} has no sheet '{sheet}'; it has {sheets}",
            path=name,
            sheet=wanted,
            sheets=[one.name for one in sheets],
        )
    return chosen or [ReadSheet("", ())]


def refuse_sheet(name: str, wanted: str) -> None:
    """Raise DeputylogError if a sheet is wanted of a file that has none."""
    if wanted:
        raise DeputylogError(
            "{path}没有工作表；请去掉 --sheet", "{path} has no sheets; leave out --sheet", path=name
        )


def _sheet_of_csv(name: str, raw: bytes, encoding: str | None) -> ReadSheet:
    text = _decoded(name, raw, encoding)
    separator = _SEPARATOR.match(text)
    text = text[separator.end() :] if separator else text
    delimiter = separator[1] if separator else _delimiter(text)
    try:
        split = (found[0] for found in _LINE.finditer(text))
        lines = list(_few(name, csv.reader(split, delimiter=delimiter)))
    except csv.Error as error:
        raise DeputylogError(
            "{path}：不是CSV表格：{problem}",
            "{path}: not a CSV table: {problem}",
            path=name,
            problem=str(error),
        ) from error
    known: dict[str, str] = {}  # a text that is in many cells is held once
    cells = tuple(tuple(known.setdefault(cell, cell) for cell in map(bare, line)) for line in lines)
    return ReadSheet("", cells, unread=texts_without_value(cells))


def _few(name: str, lines: Iterable[list[str]]) -> Iterator[list[str]]:
    """Yield the rows; DeputylogError after too many rows or cells."""
    cells = 0
    for row, line in enumerate(lines):
        cells += len(line)
        _refuse_too_large(name, row, cells)
        yield line


def _refuse_too_large(name: str, rows: int, cells: int) -> None:
    if rows > _MOST_ROWS or cells > MOST_CELLS:
        raise DeputylogError(
            "{path}：表格过大，不予读取：最多{rows}行、{cells}格（空白也算）；请拆成几个文件",
            "{path}: the table is too large and not read (the most, blank ones included: rows "
            "{rows}, cells {cells}); split it into several files",
            path=name,
            rows=_MOST_ROWS,
            cells=MOST_CELLS,
        )


def _decoded(name: str, raw: bytes, encoding: str | None) -> str:
    tried = ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else _ENCODINGS
    for wanted in (encoding,) if encoding else tried:
        try:
            return utf8(raw.decode(wanted), name)
        except UnicodeError:
            continue
        except (LookupError, ValueError):
            raise DeputylogError(
                "没有“{name}”这种编码", "unknown encoding '{name}'", name=wanted
            ) from None
    raise DeputylogError(
        "{path}：既不是UTF-8也不是GB18030，请在导入对照表中写明编码",
        "{path}: not UTF-8 and not GB18030; name the encoding in the mapping file",
        path=name,
    )


def _delimiter(text: str) -> str:
    """Return the sign that stands as often in most of the first lines."""
    lines = re.sub(r'"(?:[^"]|"")*"', "", text[:100_000]).splitlines()[:_FIRST_LINES]

    def steady(sign: str) -> tuple[int, int]:
        counts = Counter(filter(None, (line.count(sign) for line in lines)))
        return max(((lines, count) for count, lines in counts.items()), default=(0, 0))

    return max(",;\t", key=steady)


def write_csv(lines: Iterable[Sequence[str]]) -> bytes:
    """Return CSV for spreadsheet programs: UTF-8 with a byte order mark, formulas guarded."""
    out = io.StringIO(newline="")
    for number, line in enumerate(lines):
        csv.writer(out, quoting=csv.QUOTE_MINIMAL if number else csv.QUOTE_ALL).writerow(
            [guarded(cell) for cell in line]
        )
    return out.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """Prefix a cell with ' if a spreadsheet would read it as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def bare(cell: str) -> str:
    """Remove the prefix that `guarded` added."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def is_json(raw: bytes) -> bool:
    return bool(_JSON.match(raw))


def read_json(name: str, raw: bytes) -> object:
    """Parse JSON; raise DeputylogError with the position of a syntax error."""
    _refuse_too_large(name, 0, sum(map(raw.count, (b",", b"[", b"{"))))
    try:
        content = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise DeputylogError(
            "{path}：不是有效的 JSON：{problem}",
            "{path}: not valid JSON: {problem}",
            path=name,
            problem=str(error),
        ) from error
    for text, place in _texts(content, name):
        utf8(text, place)
    return content


def _texts(value: object, place: str) -> Iterator[tuple[str, str]]:
    """Yield every string, each with the keys and the numbers, from 1, of the entries that lead to
    it.
    """
    match value:
        case str():
            yield value, place
        case dict():
            for key, item in value.items():
                yield key, place
                yield from _texts(item, f"{place}, {key}")
        case list():
            for number, item in enumerate(value, 1):
                yield from _texts(item, f"{place}, {number}")


def _rows_of_objects(name: str, content: object) -> TableRows:
    """Return a list of objects as rows, numbered from 1."""
    if not isinstance(content, list) or not all(isinstance(item, dict) for item in content):
        raise DeputylogError(
            "{path}：用作表格的 JSON 应为对象列表",
            "{path}: JSON rows must be a list of objects",
            path=name,
        )
    columns = tuple(dict.fromkeys(str(key) for item in content for key in item))
    _refuse_too_large(name, len(content), len(columns) * len(content))
    return TableRows(
        columns,
        tuple(
            TableRow(number, {key: _word(item.get(key)) for key in columns})
            for number, item in enumerate(content, 1)
        ),
    )


def _word(value: object) -> str:
    """Return a JSON value as cell text: whole numbers without a point, lists with commas."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case list():
            return ", ".join(map(_word, value))
        case dict():
            return json.dumps(value, ensure_ascii=False)
    return str(value)
