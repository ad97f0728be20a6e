"""Dirty tables, as offices have them: each with the records that come of it, and what is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from deputylog.finding import DeputylogError
from deputylog.tables.rows import read_tables, sheets_in
from deputylog.workbooks import reading
from tests.conftest import REGISTER, write
from tests.zoo.drawn import Case, cases_of, file_of, imported, outcome_of

pytest.importorskip("openpyxl")

CASES = [case for path in sorted(Path(__file__).parent.glob("*.md")) for case in cases_of(path)]


@pytest.fixture
def district(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(
        reading, "apart", lambda limit, function, *given: function(*given)
    )  # sooner
    return write(tmp_path / "district", REGISTER)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_of_a_dirty_table_comes_what_is_drawn_below_it(case: Case, district: Path) -> None:
    if case.outcome.startswith("refused: "):
        with pytest.raises(DeputylogError) as refused:
            imported(district, case)
        assert f"refused: {refused.value}\n" == case.outcome
        return
    report = imported(district, case)
    assert outcome_of(district, report) == case.outcome
    done = report.written + report.changed + report.already + report.rejected
    assert done == report.rows
    again = imported(district, case)
    assert (again.written, again.changed, again.rejected) == (0, 0, report.rejected)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_row_is_a_record_a_header_or_left_out(case: Case, district: Path) -> None:
    name, raw = file_of(case)
    tables = {table.sheet: table for table in read_tables(name, raw, case.options.get("encoding"))}
    for sheet in sheets_in(name, raw, case.options.get("encoding")):
        table = tables[sheet.name]
        filled = {row for row, line in enumerate(sheet.cells, 1) if any(map(str.strip, line))}
        places = [
            *table.header_rows,
            *(row.number for row in table.left_out),
            *(row.number for row in table.rows),
        ]
        if table.columns:
            assert len(places) == len(set(places))
            assert filled <= {*places}


def test_there_are_sixty_of_them() -> None:
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)
