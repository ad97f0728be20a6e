"""A table is found whatever an office writes above, between and below its rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from deputylog.tables.find_table import table_in
from deputylog.tables.headers import known_names
from deputylog.workbooks.reading import ReadSheet

Line = tuple[str, ...]

HEADS: list[tuple[list[Line], Line]] = [
    ([("编号", "日期", "代表", "内容", "金额")], ("编号", "日期", "代表", "内容", "金额")),
    (
        [("编号", "日期", "代表", "事项", ""), ("", "", "", "内容", "金额")],
        ("编号", "日期", "代表", "事项·内容", "事项·金额"),
    ),
    (
        [
            ("编号", "来信", "", "", ""),
            ("", "基本情况", "", "事项", ""),
            ("", "日期", "代表", "内容", "金额"),
        ],
        ("编号", "来信·基本情况·日期", "来信·基本情况·代表", "来信·事项·内容", "来信·事项·金额"),
    ),
]
TITLES: list[Line] = [
    ("莲花街道代表建议处理明细表",),
    ("至102年12月止",),
    ("表4", "(本表為半年報)", "", "", "單位：千元"),
    ("填报单位：莲花街道", "", "填报日期：2026-03-31"),
    ("", "", "2026年一季度"),
    (),
]
BELOW: list[Line] = [
    ("合          計", "", "", "", "31076"),
    ("註：1.本表主辦機關為主計處。",),
    ("　　2.第一次查填期限為七月。",),
    ("填表人：", "张三", "", "审核人：", "李四"),
    ("承辦人：", "", "主辦會計：", "", "機關首長："),
    (),
]
RECORD: st.SearchStrategy[Line] = st.tuples(
    st.integers(1, 999).map("A{}".format),
    st.integers(1, 31).map("2026-03-{:02}".format),
    st.sampled_from(["张伟", "李娜", "合", "张伟\n李娜"]),
    st.sampled_from(
        ["路灯损坏", "合计公示不清", "说明：物业费", "一、修路；二、修桥", "小计", "备注"]
    ),
    st.integers(0, 9999).map(str),
)
BETWEEN: list[Line] = [
    ("小计", "", "", "", "12"),
    ("一、城市建设",),
    (),
    ("本页小計", "", "", "", "5"),
]


@st.composite
def sheets(draw: st.DrawFn) -> tuple[ReadSheet, Line, list[Line]]:
    """A sheet, the names of its columns, and its records."""
    head, names = draw(st.sampled_from(HEADS))
    titles = draw(st.lists(st.sampled_from(TITLES), max_size=5))
    # With its number as well, a row of the word 小计 repeats the labels above: it is a subtotal.
    records = draw(st.lists(RECORD, min_size=1, max_size=8, unique_by=lambda record: record[0]))
    lines = [*titles, *head]
    for record in records:
        lines.append(record)
        lines += draw(st.sampled_from([[], [], [], *([one] for one in BETWEEN), [*titles, *head]]))
    lines += draw(st.sampled_from([[], BELOW, BELOW[:1], BELOW[1:4], BELOW[4:]]))
    return ReadSheet("1", tuple((*line, *[""] * (5 - len(line))) for line in lines)), names, records


@given(drawn=sheets(), is_known=st.booleans())
def test_its_records_come_out_and_nothing_else(
    drawn: tuple[ReadSheet, Line, list[Line]], is_known: bool
) -> None:
    sheet, names, records = drawn
    table = table_in("a.xlsx", sheet, known_names({"编号", "金额"}) if is_known else None)
    assert table.columns == names
    assert [tuple(row.cells.values()) for row in table.rows] == records
    filled = {number for number, line in enumerate(sheet.cells, 1) if any(line)}
    places = [*table.header_rows, *(row.number for row in table.rows)]
    places += [row.number for row in table.left_out]
    assert sorted(places) == sorted(filled)


def test_merged_cells_beyond_the_rows_are_nothing() -> None:
    cells = (("编号", "内容", ""), ("1", "路灯", ""), ("", "井盖"))
    merged = ((1, 0, 9, 0), (1, 2, 2, 2), (2, 1, 2, 7), (5, 0, 1_048_575, 16_383))
    table = table_in("a.xlsx", ReadSheet("1", cells, merged))
    assert [tuple(row.cells.values()) for row in table.rows] == [("1", "路灯"), ("1", "井盖")]


def test_merged_cells_that_overlap_cost_no_time() -> None:
    cells = (("编号", "内容"), *((str(number), "路灯") for number in range(2000)))
    merged = tuple((1, 0, 2000 - at % 9, 1) for at in range(100_000))
    assert len(table_in("a.xlsx", ReadSheet("1", cells, merged)).rows) == 2000
