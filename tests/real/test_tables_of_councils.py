"""In spreadsheets as councils publish them the table is found: its header, its rows, and what is no record."""

from __future__ import annotations

import pytest

from deputylog.tables.rows import read_tables
from deputylog.tables.table import TableRows
from tests.conftest import real_data

COLUMNS = (
    "議員姓名",
    "建議項目及內容",
    "建議地點",
    "建議金額",
    "核定情形·核定金額",
    "核定情形·經費支用科目",
    "核定情形·主辦機關",
    "核定情形·招標方式",
    "核定情形·得標廠商",
)


def table_of(name: str) -> TableRows:
    (table,) = read_tables(name, real_data(f"raw-tables/{name}").read_bytes())
    return table


@pytest.mark.parametrize(
    ("name", "records", "left_out"),
    [
        ("hsinchu-2013.xls", 55, {61: "total"}),
        ("kaohsiung-2013-1.xls", 839, {845: "total", 846: "note", 847: "note"}),
        ("kaohsiung-2014-1.xlsx", 528, {534: "total", 535: "note", 536: "note"}),
        ("taipei-2011.xls", 116, {122: "total", 123: "note"}),
    ],
)
def test_header_rows_and_what_is_left_out(
    name: str, records: int, left_out: dict[int, str]
) -> None:
    table = table_of(name)
    assert (table.columns, table.header_rows) == (COLUMNS, (4, 5))
    assert [row.number for row in table.rows] == list(range(6, 6 + records))
    titles = {1: "title", 2: "title", 3: "title"}
    assert {row.number: str(row.why) for row in table.left_out} == {**titles, **left_out}
    assert len(table.titles) == 3
    assert not table.problems
