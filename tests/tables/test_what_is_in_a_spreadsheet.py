"""What cells do not say themselves: formulas, errors, lost digits, merges, what is hidden."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from deputylog.tables.rows import read_tables
from deputylog.workbooks.reading import ReadSheet, hidden_sheets, no_value, read_sheets
from tests.hostile import files
from tests.programs import LibreOffice

openpyxl = pytest.importorskip("openpyxl")
xlsxwriter = pytest.importorskip("xlsxwriter")
CellRange = pytest.importorskip("openpyxl.worksheet.cell_range").CellRange


def by_openpyxl(fill: Callable[[Any], None]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    fill(book.active)
    book.save(out)
    return out.getvalue()


def by_xlsxwriter(fill: Callable[[Any, Any], None]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        fill(book, book.add_worksheet())
    return out.getvalue()


def sheet(raw: bytes) -> ReadSheet:
    return read_sheets("a.xlsx", raw)[0]


def roster(page: Any) -> None:
    """A roster as an office has it, whatever program writes it."""
    page.append(["编号", "姓名", "日期", "备注"])
    page.append([110101199003078515, "=B9", date(2026, 3, 5), "#N/A"])
    page.append(["110101199003078515", "张伟", None, "=1/0"])
    page.append([123456789012345, None, None, None])
    page["A5"], page["B7"] = "第一组", "李娜"
    page.merge_cells("A5:A7")
    page.row_dimensions[3].hidden = True
    page.column_dimensions["C"].hidden = True


ROSTER = by_openpyxl(roster)
LONG = "110101199003078512"  # the nearest number that a spreadsheet can store


def test_a_formula_without_a_result_an_error_and_a_number_without_its_last_digits_are_no_values() -> (
    None
):
    read = sheet(ROSTER)
    assert read.unread.keys() == {(1, 0), (1, 1), (1, 3), (2, 3)}
    assert read.unread[1, 1] == "=B9"
    assert read.unread[1, 3] == "#N/A"
    assert read.cells[1][0] == read.unread[1, 0]
    assert read.cells[3][0] == "123456789012345"


def test_merged_cells_and_hidden_rows_and_columns_are_told() -> None:
    read = sheet(ROSTER)
    assert read.merged == ((4, 0, 6, 0),)
    assert read.hidden_rows == read.hidden_columns == {2}
    assert not read.unseen


@pytest.mark.parametrize("form", ["xlsx:Calc MS Excel 2007 XML", "ods"])
def test_what_libreoffice_saves_says_the_same(calc: LibreOffice, tmp_path: Path, form: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(ROSTER)
    read = sheet(calc.convert(tmp_path / "a.xlsx", form, tmp_path / "saved").read_bytes())
    assert read.merged == ((4, 0, 6, 0),)
    assert read.hidden_rows == read.hidden_columns == {2}
    assert read.unread.keys() == {(1, 0), (1, 3), (2, 3)}  # LibreOffice has a result for =B9
    assert (read.unread[1, 3], read.unread[2, 3]) == ("#N/A", "#DIV/0!")
    assert not read.unseen


def test_an_xls_file_says_that_it_does_not_tell_what_is_hidden(
    calc: LibreOffice, tmp_path: Path
) -> None:
    (tmp_path / "a.xlsx").write_bytes(ROSTER)
    read = sheet(calc.convert(tmp_path / "a.xlsx", "xls", tmp_path).read_bytes())
    assert read.merged == ((4, 0, 6, 0),)
    assert (1, 0) in read.unread
    (phrase,) = read.unseen
    assert "save it as .xlsx" in str(phrase)


def test_a_formula_below_all_values_is_a_row() -> None:
    def fill(page: Any) -> None:
        page["A1"] = "编号"
        page["A4"] = "=1+1"

    read = sheet(by_openpyxl(fill))
    assert read.unread == {(3, 0): "=1+1"}
    assert len(read.cells) == 4


@pytest.mark.parametrize(
    ("value", "is_exact"),
    [
        (999_999_999_999_999, True),
        (1_000_000_000_000_000, False),
        (123456789012345678, False),
        (1.5, True),
        ("123456789012345678", True),
        ("1.23457E+17", False),
        ("1E+02", True),
        ("1E+9", True),
        ("1.38E+10", False),
        ("E+5", True),
        ("建议1.5E+3", True),
    ],
)
def test_a_spreadsheet_keeps_fifteen_digits(value: object, is_exact: bool) -> None:
    read = sheet(by_xlsxwriter(lambda _, page: page.write(0, 0, value)))
    assert (not read.unread) is is_exact


def test_a_text_with_the_digits_of_a_number_in_another_row_is_exact() -> None:
    read = sheet(by_xlsxwriter(lambda _, page: page.write_column(0, 0, [float(LONG), LONG])))
    assert [*read.unread] == [(0, 0)]


def test_why_a_number_is_none_is_said_without_the_number() -> None:
    said = str(no_value(LONG))
    assert "format the column as text" in said
    assert LONG not in said


def test_a_formula_with_a_stored_result_is_read_by_its_result() -> None:
    def fill(_: Any, page: Any) -> None:
        page.write_formula(0, 0, "=1+1", None, 2)
        page.write_formula(1, 0, '=""', None, "")
        page.write_formula(2, 0, "=NA()", None, "#N/A")

    read = sheet(by_xlsxwriter(fill))
    assert [line[0] for line in read.cells] == ["2", "", ""]
    assert read.unread.get((2, 0)) == "#N/A"


def test_a_hidden_sheet_is_named_if_it_holds_something() -> None:
    def fill(book: Any, page: Any) -> None:
        page.write(0, 0, "编号")
        for name, value in (("二月", "张伟"), ("空表", "")):
            other = book.add_worksheet(name)
            other.write(0, 0, value)
            other.hide()

    raw = by_xlsxwriter(fill)
    assert hidden_sheets("a.xlsx", raw) == ("二月",)
    assert len(read_sheets("a.xlsx", raw)) == 1


def test_columns_hidden_to_the_end_of_the_sheet_are_as_many_as_there_are() -> None:
    raw = by_xlsxwriter(lambda _, page: page.set_column(2, 16_383, None, None, {"hidden": True}))
    assert sheet(raw).hidden_columns == {*range(2, 16_384)}


CELLS = (
    '<row hidden="true"><c t="inlineStr"><is><t>a</t></is></c><c t="e"><v>#N/A</v></c></row>'
    '<row><c/><c r="Z2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c><f>A1</f></c></row>'
    '<row r="5"><c><f>B1</f></c></row>'
)
UNREAD = {(0, 1): "#N/A", (1, 25): "#DIV/0!", (1, 26): "=A1", (4, 0): "=B1"}


def rewritten(raw: bytes, *changes: tuple[bytes, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    for old, new in changes:
        parts = {name: xml.replace(old, new) for name, xml in parts.items()}
    return files.packed(parts)


PREFIXED = [
    (b"<worksheet xmlns=", b"<x:worksheet xmlns:x="),
    (b"</worksheet", b"</x:worksheet"),
    *(
        (b"<" + tag, b"<x:" + tag)
        for tag in (b"sheetData", b"row", b"c>", b"c ", b"c/", b"v", b"f")
    ),
    *((b"</" + tag, b"</x:" + tag) for tag in (b"sheetData", b"row", b"c>", b"v", b"f>")),
    (b"<is><t>a</t></is>", b"<x:is><x:t>a</x:t></x:is>"),
]
STRICT = [
    (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    ),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
]
ROOTED = [(b'Target="worksheets/', b'Target="/xl/worksheets/'), (b'Target="xl/', b'Target="/xl/')]


@pytest.mark.parametrize(
    "changes", [[], PREFIXED, STRICT, ROOTED], ids=["no references", "prefix", "strict", "rooted"]
)
def test_other_writers_of_xlsx_are_understood(changes: list[tuple[bytes, bytes]]) -> None:
    read = sheet(rewritten(files.workbook(CELLS), *changes))
    assert read.cells[0][0] == "a"
    assert read.unread == UNREAD
    assert read.hidden_rows == {0}


def test_days_since_1904_are_the_same_days() -> None:
    def fill(page: Any) -> None:
        page.parent.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        page["A1"] = date(2026, 3, 5)

    assert sheet(by_openpyxl(fill)).cells == (("2026-03-05",),)


@pytest.mark.parametrize("text", ["1.10101E+17", "#N/A", "#DIV/0!", "######"])
def test_what_a_spreadsheet_program_wrote_into_csv_instead_of_a_value_is_none(text: str) -> None:
    (table,) = read_tables("a.csv", f"编号,备注\n1,{text}\n2,#1\n".encode())
    assert [row.unread for row in table.rows] == [("备注",), ()]


@pytest.mark.parametrize(("below", "is_told"), [("乙组", True), ("甲组", False), (None, False)])
def test_another_value_under_merged_cells_is_told(below: str | None, is_told: bool) -> None:
    def fill(page: Any) -> None:
        for row in (["代表组", "姓名"], ["甲组", "张伟"], [below, "李娜"]):
            page.append(row)
        page.merged_cells.ranges.add(CellRange("A2:A3"))

    (table,) = read_tables("a.xlsx", by_openpyxl(fill))
    first, second = table.rows
    assert first.flaw is None
    assert ("A3" in str(second.flaw)) is is_told
    assert second.cells["代表组"] == (below or "甲组")


def test_a_merge_to_the_end_of_the_sheet_ends_with_the_rows() -> None:
    def fill(page: Any) -> None:
        page.append(["代表组"])
        page.merged_cells.ranges.add(CellRange("A1:A1000000"))

    assert sheet(by_openpyxl(fill)).merged == ((0, 0, 0, 0),)
