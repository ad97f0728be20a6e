"""Every cell of a ledger that can be filled makes its event, whatever is chosen; formulas and dates of saving are found in the file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from deputylog.kinds.registry import LETTER, SUGGESTION
from deputylog.ledger.cell_steps import Subject, Teller, read_steps
from deputylog.ledger.columns import FROZEN, places
from deputylog.ledger.layout import MATTER_BANDS, SUGGESTION_BANDS, Band, Blank, choices
from deputylog.ledger.lines import MATTER_COLUMNS, SUGGESTION_COLUMNS
from deputylog.ledger.printing import breaks_of
from deputylog.ledger.reading import FilledRow
from deputylog.names.find import Found
from deputylog.names.values import Values
from deputylog.workbooks.formulas import _cells, formula_cells
from deputylog.workbooks.save_date import saved_on
from tests.conftest import LETTER as LETTER_PATH

TODAY = date(2026, 3, 16)
SUGGESTION_PATH = "records/suggestions/2026/S20260302-00000.yaml"
FILES = {
    LETTER_PATH: "received: 2026-03-02\nmailbox: m03\nkind: request\ndeputy: zhang-wei\n",
    SUGGESTION_PATH: "kind: suggestion\ntitle: x\nlead: zhang-wei\n",
}
TYPED = {"department": "区住房和城乡建设局", "deputy": "张伟", "": "其他文字"}


def every_choice() -> Iterator[tuple[Band, Blank, str]]:
    for band in (*MATTER_BANDS, *SUGGESTION_BANDS):
        for blank in band.blanks:
            for wording in choices(band, blank):
                yield band, blank, wording.zh


def reading(root: Path, band: Band, cells: dict[str, str]) -> Any:
    """What a row says in which the cells of one step are filled, those that must be with something."""
    found = (
        Found(SUGGESTION_PATH, "S20260302-00000", SUGGESTION)
        if band in SUGGESTION_BANDS
        else Found(LETTER_PATH, "L20260302-00000", LETTER)
    )
    for blank in band.blanks:
        if blank.must and blank.field not in cells:
            offered = choices(band, blank)
            cells[blank.field] = (
                "3-10"
                if blank.field == "date"
                else offered[0].zh
                if offered
                else TYPED[band.shape(blank).refers]
            )
    row = FilledRow(
        "", 4, found.id, {f"{band.step}.{field}": text for field, text in cells.items()}
    )
    return read_steps(
        row, Subject(found, date(2026, 3, 2), (), None), Teller(root, Values(root), TODAY, TODAY)
    )


@pytest.mark.parametrize(
    ("band", "blank", "choice"),
    list(every_choice()),
    ids=lambda part: getattr(part, "field", str(part))[:20],
)
def test_every_choice_of_a_pull_down_is_taken(
    repository: Callable[..., Path], band: Band, blank: Blank, choice: str
) -> None:
    cells = {blank.field: choice, "by": "住建局"} if choice == "退回" else {blank.field: choice}
    found = reading(repository(FILES), band, cells)
    assert found.wrong == {}
    (step,) = found.steps
    assert step.data["event"] == ("declined" if choice == "退回" else band.step)
    assert step.data["date"] == "2026-03-10"
    assert choice == "退回" or blank.field in step.data


@pytest.mark.parametrize("band", [*MATTER_BANDS, *SUGGESTION_BANDS], ids=lambda band: band.step)
def test_every_cell_filled_alone_asks_for_what_is_missing(
    repository: Callable[..., Path], band: Band
) -> None:
    root = repository(FILES)
    for blank in band.blanks:
        row_id = "S20260302-00000" if band in SUGGESTION_BANDS else "L20260302-00000"
        offered = choices(band, blank)
        typed = (
            "3-10"
            if blank.field == "date"
            else offered[0].zh
            if offered
            else TYPED[band.shape(blank).refers]
        )
        row = FilledRow("", 4, row_id, {band.key(blank): typed})
        kind, path = (
            (SUGGESTION, SUGGESTION_PATH) if band in SUGGESTION_BANDS else (LETTER, LETTER_PATH)
        )
        found = read_steps(
            row,
            Subject(Found(path, row_id, kind), None, (), None),
            Teller(root, Values(root), TODAY, TODAY),
        )
        assert set(found.wrong) == {
            band.key(other) for other in band.blanks if other.must and other is not blank
        }


@pytest.mark.parametrize("bands", [MATTER_BANDS, SUGGESTION_BANDS])
def test_no_two_columns_have_one_head(bands: tuple[Band, ...]) -> None:
    columns = MATTER_COLUMNS if bands is MATTER_BANDS else SUGGESTION_COLUMNS
    found = places(columns, bands, with_reasons=True)
    for language in ("zh", "en"):
        heads = [getattr(place.head, language) for place in found]
        assert len(heads) == len(set(heads))


@pytest.mark.parametrize("bands", [MATTER_BANDS, SUGGESTION_BANDS])
def test_a_page_never_ends_within_a_step(bands: tuple[Band, ...]) -> None:
    columns = MATTER_COLUMNS if bands is MATTER_BANDS else SUGGESTION_COLUMNS
    found = places(columns, bands, with_reasons=False)
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
    assert list(_cells(cell, texts=False)) == found


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
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(
            "docProps/core.xml",
            f'<x><dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></x>',
        )
    assert saved_on(out.getvalue(), "Asia/Shanghai") == day
