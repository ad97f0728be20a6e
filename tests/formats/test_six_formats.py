"""Every paper in the six formats, read back: the same counts and the same rows."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from deputylog.formats import paper
from deputylog.formats.texts import lines
from deputylog.papers import PAPERS
from deputylog.repository.reading import read_repository
from deputylog.table import Cell, Column, Counted, Report, Table, Valued
from deputylog.words import LANGUAGES, Term, words
from tests.formats.reading import pdf_text, read_html
from tests.papers.test_papers import reports

SAID = words("zh-CN")
DAY = date(2026, 10, 9)
PRINTED = ("item", "content", "look_at")
"""What a form says to those who read or fill it in."""
EACH = pytest.mark.parametrize("name", [one.name for one in PAPERS])


@cache
def report_named(name: str) -> Report:
    """The paper of the first subject that has rows."""
    book, _ = read_repository(Path(__file__).parent.parent.parent, as_of=DAY)
    (one,) = [one for one in PAPERS if one.name == name]
    return next(report for report in reports(book, one) if any(t.rows for t in report.tables))


def content(name: str, format: str) -> bytes:
    return paper(report_named(name), format, SAID, None).content


def expected(name: str) -> list[list[str]]:
    """The rows for readers, as texts."""
    tables = [table.for_readers for table in report_named(name).tables]
    return [[lines(cell, SAID) for cell in row] for table in tables for row in table.rows]


def counts(name: str) -> dict[str, str]:
    return {SAID.say(label): SAID.say(count) for _, label, count in report_named(name).heads}


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@EACH
def test_html_has_the_counts_and_rows(name: str) -> None:
    assert read_html(content(name, "html")) == (counts(name), expected(name))


@EACH
def test_word_has_the_counts_and_rows(name: str) -> None:
    from docx import Document

    tables = Document(BytesIO(content(name, "docx"))).tables
    rows = [[bare(cell.text) for cell in row.cells] for table in tables for row in table.rows]
    cells = {cell for row in rows for cell in row}
    assert [row for row in expected(name) if list(map(bare, row)) not in rows] == []
    assert {bare(f"{label}{count}") for label, count in counts(name).items()} <= cells


@EACH
@pytest.mark.parametrize("format", ["md", "pdf"])
def test_text_has_the_counts_and_cells(name: str, format: str) -> None:
    made = content(name, format)
    text = pdf_text(made) if format == "pdf" else made.decode()
    shown = bare(text.replace("\\", "").replace("|", ""))
    told = [line for row in expected(name) for cell in row for line in cell.split("\n")]
    assert [one for one in told if not _is_in(shown, bare(one))] == []
    assert [one for one in counts(name).items() if bare("".join(one)) not in shown] == []


def _is_in(shown: str, line: str) -> bool:
    """Whether a line is there, in two parts if it goes on on the next page."""
    return any(line[:at] in shown and line[at:] in shown for at in range(len(line) + 1))


def plain(cell: Cell) -> object:
    """What a program gets of a number, a day, a code or a text; None for what has values of its own."""
    if isinstance(cell, Counted):
        return cell.known
    if isinstance(cell, Valued) and isinstance(cell.plain.get(""), (int, float)):
        return cell.plain[""]
    is_plain = isinstance(cell, (int, float, date, Term)) or type(cell) is str
    return cell if is_plain else None


def values(name: str) -> list[list[tuple[Column, Cell]]]:
    """Each row of each table, as columns with their cells."""
    return [
        list(zip(table.columns, row, strict=True))
        for table in report_named(name).tables
        for row in table.rows
    ]


@EACH
def test_json_has_the_values(name: str) -> None:
    made: dict[str, Any] = json.loads(content(name, "json"))
    rows = [row for table in made["tables"] for row in table["rows"]]
    for row, pairs in zip(rows, values(name), strict=True):
        for column, cell in pairs:
            if (value := plain(cell)) is not None:
                assert row[column.name] == (str(value) if isinstance(value, date) else value)
    for head, _, count in report_named(name).heads:
        assert made["heads"][head] == plain(count)


@EACH
def test_json_rows_are_the_same_in_every_language(name: str) -> None:
    chinese, english = (
        json.loads(paper(report_named(name), "json", words(language), None).content)["tables"]
        for language in LANGUAGES
    )
    for one, other in zip(chinese, english, strict=True):
        for row, same in zip(one["rows"], other["rows"], strict=True):
            assert {key: row[key] for key in row if key not in PRINTED} == {
                key: same[key] for key in same if key not in PRINTED
            }


@EACH
def test_a_workbook_has_the_values(name: str) -> None:
    from openpyxl import load_workbook

    summary, *sheets = load_workbook(BytesIO(content(name, "xlsx")), data_only=True).worksheets
    told = {row[0]: row[1] for row in summary.iter_rows(max_col=2, values_only=True)}
    for _, label, count in report_named(name).heads:
        assert str(told[SAID.say(label)]) in (str(plain(count)), SAID.say(count))
    for sheet, table in zip(sheets, report_named(name).tables, strict=True):
        if not table.form:
            _same_values(sheet, table)


def _same_values(sheet: Any, table: Table) -> None:
    heads, *rows = sheet.iter_rows(max_row=len(table.rows) + 1, values_only=True)
    places = {SAID.say(column.head): at for at, column in enumerate(table.columns)}
    for shown, row in zip(rows, table.rows, strict=True):
        for head, value in zip(heads, shown, strict=True):
            cell = row[places[head]]
            found = value.date() if isinstance(value, datetime) else value
            assert found in (plain(cell), lines(cell, SAID) or None)
