"""Every cell of a ledger that can be filled makes its event, whatever is chosen; formulas and dates of saving are found in the file."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from deputylog.kinds.registry import LETTER, SUGGESTION
from deputylog.ledger.columns import (
    FROZEN,
    SHEETS,
    SUGGESTIONS,
    LedgerColumn,
    LedgerSheet,
    StepColumns,
)
from deputylog.ledger.printing import breaks_of
from deputylog.ledger.reading import FilledRow
from deputylog.ledger.steps import RowReading
from deputylog.names.find import Found
from deputylog.names.values import Values
from deputylog.workbooks.ooxml import formulas_in
from deputylog.workbooks.reading import formula_cells, saved_on
from tests.conftest import LETTER as LETTER_PATH
from tests.hostile import files

TODAY = date(2026, 3, 16)
SUGGESTION_PATH = "records/suggestions/2026/S20260302-00000.yaml"
FILES = {
    LETTER_PATH: "received: 2026-03-02\nmailbox: m03\nkind: request\ndeputy: zhang-wei\n",
    SUGGESTION_PATH: "kind: suggestion\ntitle: x\nlead: zhang-wei\n",
}
TYPED = {"department": "区住房和城乡建设局", "deputy": "张伟", "": "其他文字"}


STEPS = [(sheet, step) for sheet in SHEETS for step in sheet.steps]


def every_choice() -> Iterator[tuple[LedgerSheet, StepColumns, LedgerColumn, str]]:
    for sheet, step in STEPS:
        for column in step.inputs:
            for wording in column.choices:
                yield sheet, step, column, wording.zh


def typed_in(column: LedgerColumn) -> str:
    """What somebody may type in a cell."""
    if column.field == "date":
        return "3-10"
    return column.choices[0].zh if column.choices else TYPED[column.scalar.refers]


def reading(
    root: Path, sheet: LedgerSheet, cells: dict[str, str], saved: date = TODAY
) -> RowReading:
    """What a row says in which these cells are filled."""
    found = (
        Found(SUGGESTION_PATH, "S20260302-00000", SUGGESTION)
        if sheet is SUGGESTIONS
        else Found(LETTER_PATH, "L20260302-00000", LETTER)
    )
    row = FilledRow("", 4, found.id, cells)
    made = RowReading(root, Values(root), saved, row, found, ())
    made.read()
    return made


@pytest.mark.parametrize(
    ("sheet", "step", "column", "choice"),
    list(every_choice()),
    ids=lambda part: getattr(part, "field", str(part))[:20],
)
def test_every_choice_of_a_pull_down_is_taken(
    repository: Callable[..., Path],
    sheet: LedgerSheet,
    step: StepColumns,
    column: LedgerColumn,
    choice: str,
) -> None:
    cells = {one.name: typed_in(one) for one in step.inputs if one.must} | {column.name: choice}
    if choice == "退回":
        cells[f"{step.step}.by"] = "住建局"
    found = reading(repository(FILES), sheet, cells)
    assert found.wrong == {}
    (filled,) = found.steps
    assert filled.data["event"] == ("declined" if choice == "退回" else step.step)
    assert filled.data["date"] == "2026-03-10"
    assert choice == "退回" or column.field in filled.data


@pytest.mark.parametrize(("sheet", "step"), STEPS, ids=lambda part: getattr(part, "step", ""))
def test_every_cell_filled_alone_asks_for_what_is_missing(
    repository: Callable[..., Path], sheet: LedgerSheet, step: StepColumns
) -> None:
    root = repository(FILES)
    for column in step.inputs:
        found = reading(root, sheet, {column.name: typed_in(column)})
        others = {other.name for other in step.inputs if other.must and other is not column}
        assert set(found.wrong) == others


@pytest.mark.parametrize("sheet", SHEETS, ids=("matters", "suggestions"))
def test_no_two_columns_have_one_head(sheet: LedgerSheet) -> None:
    found = sheet.columns(sheet.steps, with_reasons=True)
    for language in ("zh", "en"):
        heads = [getattr(column.head, language) for column in found]
        assert len(heads) == len(set(heads))


def test_no_input_column_has_the_head_of_any_other_column() -> None:
    """A filled ledger is read by these heads alone, whichever sheet a row was copied to."""
    for language in ("zh", "en"):
        inputs = {
            getattr(column.head, language): column.name for one in SHEETS for column in one.inputs
        }
        for sheet in SHEETS:
            for column in sheet.columns(sheet.steps, with_reasons=True):
                head = getattr(column.head, language)
                assert inputs.get(head, column.name) == column.name
                assert column.field or head not in inputs


@pytest.mark.parametrize("sheet", SHEETS, ids=("matters", "suggestions"))
def test_a_page_never_ends_within_a_step(sheet: LedgerSheet) -> None:
    found = sheet.columns(sheet.steps)
    breaks, scale = breaks_of(found)
    assert breaks
    assert all(
        found[column].group != found[column - 1].group and column > len(FROZEN) for column in breaks
    )
    assert 50 <= scale <= 100


def workbook(cells: dict[str, object]) -> bytes:
    book: Any = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
    book.create_sheet("乙 & 丙")["AA7"] = "=SUM(A1:A2)"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_formulas_are_found_where_they_stand() -> None:
    assert formula_cells(workbook({"A1": 1, "B3": '=A1&"<"', "C3": "x"})) == {
        "Sheet": {(2, 1): '=A1&"<"'},
        "乙 & 丙": {(6, 26): "=SUM(A1:A2)"},
    }


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (b'<c r="A1" t="str"><f>IF(1,"","")</f><v></v></c>', []),
        (b'<c r="A1"><f>1+1</f><v></v></c>', [((0, 0), "=1+1")]),
        (b'<c r="A1" s="2" t="e"><v>#N/A</v></c>', [((0, 0), "#N/A")]),
        (b'<c t="e" r="A1"><v>#N/A</v></c><c r="B1"><v>1</v></c>', [((0, 0), "#N/A")]),
    ],
)
def test_a_formula_whose_result_is_an_empty_text_has_a_value_and_an_error_has_none(
    cell: bytes, found: list[object]
) -> None:
    read = [(place, formula.text) for place, formula in formulas_in(cell) if not formula.is_text]
    assert read == found


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_is_no_zip_file_has_no_formulas_and_no_day(raw: bytes) -> None:
    assert formula_cells(raw) == {}
    assert saved_on(raw, "Asia/Shanghai") is None


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-03-16T15:59:59Z", date(2026, 3, 16)),
        ("2026-03-16T16:00:00Z", date(2026, 3, 17)),
        ("2026-03-16", None),
        ("gestern", None),
    ],
)
def test_the_day_of_saving_is_that_of_the_district(moment: str, day: date | None) -> None:
    core = f'<x><dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></x>'
    raw = files.workbook(files.A1, more={"docProps/core.xml": core.encode()})
    assert saved_on(raw, "Asia/Shanghai") == day
