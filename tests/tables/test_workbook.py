"""Sheets go out and come back: text stays text, days stay days, and nothing becomes a formula."""

from __future__ import annotations

import io
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deputylog.finding import DeputylogError
from deputylog.tables.rows import bare, guarded, read_tables, write_csv
from deputylog.text.spelling import is_blank
from deputylog.workbooks import reading
from deputylog.workbooks.parsing import content
from deputylog.workbooks.reading import read_marker, read_sheets
from deputylog.workbooks.writing import Heading, MarkedCell, Worksheet, write_workbook

openpyxl = pytest.importorskip("openpyxl")

VISITS = Worksheet(
    "走访",
    (
        Heading("日期", form="day", note="走访当日"),
        Heading("代表", choices=("张伟", "李娜"), strict=True),
        Heading("人数", form="number"),
    ),
    (
        (date(2026, 3, 14), "张伟", 12),
        (None, MarkedCell("=1+1", look="wrong"), None),
    ),
    spare=20,
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def test_cells_come_back_as_text() -> None:
    (sheet,) = read_sheets("a.xlsx", write_workbook([VISITS]))
    assert sheet.name == "走访"
    assert sheet.cells == (("日期", "代表", "人数"), ("2026-03-14", "张伟", "12"), ("", "=1+1", ""))


def test_the_workbook_says_what_it_is_and_hides_that() -> None:
    raw = write_workbook([VISITS], {"kind": "visit", "version": "1"})
    assert read_marker("a.xlsx", raw) == {"kind": "visit", "version": "1"}
    assert [sheet.name for sheet in read_sheets("a.xlsx", raw)] == ["走访"]


def test_the_same_sheets_give_the_same_bytes() -> None:
    assert write_workbook([VISITS], {"kind": "visit"}) == write_workbook(
        [VISITS], {"kind": "visit"}
    )


def test_another_reader_sees_pull_downs_notes_and_no_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_workbook([VISITS])))
    page = book["走访"]
    assert page["B3"].data_type == "s"
    assert page["A1"].comment.text == "走访当日"
    assert page.freeze_panes == "A2"
    (rule,) = page.data_validations.dataValidation
    assert (str(rule.sqref), rule.formula1, rule.showErrorMessage) == (
        "B2:B23",
        "_deputylog!$C$1:$C$2",
        True,
    )
    assert [cell.value for (cell,) in book["_deputylog"]["C1:C2"]] == ["张伟", "李娜"]


@given(text=TEXT)
@example(text="\ufffe_xFFFE_\uffff_x005F_xFFFF_")
def test_no_text_becomes_anything_else_in_a_spreadsheet(text: str) -> None:
    raw = write_workbook([Worksheet("a", (Heading("b"),), ((text or "x",),))])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "apart", lambda limit, function, raw: function(raw))  # sooner
        (sheet,) = read_sheets("a.xlsx", raw)
    assert sheet.cells[1] == (text or "x",)


@given(text=TEXT)
def test_no_text_becomes_anything_else_in_csv(text: str) -> None:
    table = read_tables("a.csv", write_csv([["甲", "乙"], [text, "x"]]))[0]
    assert table.rows[0].cells == {"甲": "" if is_blank(text) else text, "乙": "x"}


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@x", "\t=1", "＝1", "'=1", "''-"])
def test_a_cell_that_a_spreadsheet_would_reckon_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert bare(guarded(text)) == text


@pytest.mark.parametrize("text", ["甲", "'甲", "1-1", ""])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert guarded(text) == bare(text) == text


def test_a_table_is_read_by_its_content_whatever_it_is_called() -> None:
    lines = (("日期", "件数"), ("2026-03-16", "2"))
    as_csv = "日期,件数\n2026-03-16,2\n".encode("gb18030")
    as_json = '[{"日期": "2026-03-16", "件数": 2.0}]'.encode()
    as_sheet = write_workbook(
        [Worksheet("信", tuple(map(Heading, lines[0])), ((date(2026, 3, 16), 2),))]
    )
    for raw in (as_csv, as_json, as_sheet):
        assert [row.cells for row in read_tables("table.dat", raw)[0].rows] == [
            {"日期": "2026-03-16", "件数": "2"}
        ]


@given(
    cut=st.integers(4, 5000),
    broken=st.lists(st.tuples(st.integers(4, 5000), st.integers(0, 255)), max_size=20),
)
def test_a_damaged_workbook_is_told(cut: int, broken: list[tuple[int, int]]) -> None:
    raw = bytearray(write_workbook([VISITS], {"kind": "visit"}))
    for at, byte in broken:
        raw[at % len(raw)] = byte
    with suppress(ValueError):
        assert content(bytes(raw[:cut] if len(broken) % 2 else raw))


@pytest.mark.parametrize(
    ("rows", "columns", "is_read"),
    [(101_000, 1, True), (101_001, 1, False), (4, 399_999, True), (4, 400_001, False)],
)
def test_a_table_has_so_many_rows_and_cells_and_no_more(
    rows: int, columns: int, is_read: bool
) -> None:
    line = ",".join(map(str, range(columns)))
    raw = (line + "\n" + "1\n" * rows).encode()
    if is_read:
        assert len(read_tables("a.csv", raw)[0].rows) == rows
        return
    with pytest.raises(DeputylogError, match=r"a\.csv: the table is too large"):
        read_tables("a.csv", raw)[0]


@pytest.mark.parametrize(("many", "is_read"), [(101_000, True), (101_001, False)])
def test_so_do_objects(many: int, is_read: bool) -> None:
    raw = b'[{"a":1}' + b',{"b":1}' * (many - 1) + b"]"
    if is_read:
        assert len(read_tables("a.json", raw)[0].rows) == many
        return
    with pytest.raises(DeputylogError, match=r"a\.json: the table is too large"):
        read_tables("a.json", raw)[0]
