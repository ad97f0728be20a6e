"""Names that are cut and cleaned stay valid and distinct."""

from __future__ import annotations

import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deputylog.text.file_names import file_names, sheet_names
from deputylog.workbooks.reading import read_marker, read_sheets
from deputylog.workbooks.writing import MARKER, Heading, Worksheet, write_workbook

openpyxl = pytest.importorskip("openpyxl")

LONG = "清河街道第一选区至第二十八选区人大代表联合活动小组及基层工作站"
NAME = st.text(st.sampled_from("清河街道代表组AaßẞSs'[]:*?/\\_ .2\x01𠮷"), max_size=40)
KNOWN_TO_EXCEL = frozenset("[]:*?/\\\x01")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ([f"{LONG}（东）", f"{LONG}（西）"], [LONG[:31], f"{LONG[:29]} 2"]),
        (["North", "NORTH", "north"], ["North", "NORTH 2", "north 3"]),
        (["东/西", "东:西", "东 西 2"], ["东 西", "东 西 2", "东 西 2 2"]),
        (["'甲'", "乙's", "丙" * 30 + "'丁"], ["甲", "乙's", "丙" * 30]),
        (["History", "HISTORY"], ["History 2", "HISTORY 3"]),
        ([MARKER, "", "*"], ["deputylog", "-", "- 2"]),
        (["𠮷" * 16], ["𠮷" * 15]),
    ],
)
def test_sheets_get_a_number_where_excel_sees_the_same(wanted: list[str], found: list[str]) -> None:
    assert sheet_names(wanted) == found


@given(st.lists(NAME, max_size=12))
@example(["a" * 40] * 12)
@example([f"{'a' * 30}_a"])
def test_any_names_are_names_of_sheets(wanted: list[str]) -> None:
    found = sheet_names(wanted)
    assert len({name.casefold() for name in found} | {"history", MARKER}) == len(wanted) + 2
    for name in found:
        assert 0 < len(name.encode("utf-16-le")) <= 62
        assert not KNOWN_TO_EXCEL & set(name)
        assert name == name.strip("' ")
    assert sheet_names(found) == found


def test_sheets_of_one_name_come_back_as_two_of_one_kind() -> None:
    names = sheet_names([f"{LONG}（东）", f"{LONG}（西）", MARKER])
    raw = write_workbook(
        [Worksheet(name, (Heading("日期"),), ((name,),)) for name in names],
        {f"sheet:{name}": "opening" for name in names},
    )
    assert [(sheet.name, sheet.cells[1]) for sheet in read_sheets("a.xlsx", raw)] == [
        (name, (name,)) for name in names
    ]
    assert list(read_marker("a.xlsx", raw)) == [f"sheet:{name}" for name in names]
    assert openpyxl.load_workbook(io.BytesIO(raw)).sheetnames == [*names, MARKER]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"a": "张伟", "b": "张伟"}, ["张伟-a", "张伟-b"]),
        ({"a": "张/伟", "b": "张:伟"}, ["张_伟-a", "张_伟-b"]),
        ({"a": "North", "b": "NORTH"}, ["North-a", "NORTH-b"]),
        ({"a": "张伟", "b": "张伟", "c": "张伟-a"}, ["张伟-a", "张伟-b", "张伟-a 2"]),
        ({"a": "长" * 90 + "东", "b": "长" * 90 + "西"}, ["长" * 66, "长" * 66 + " 2"]),
        ({"a": " ..", "b": "甲."}, ["_", "甲"]),
    ],
)
def test_files_of_one_name_are_told_apart(wanted: dict[str, str], found: list[str]) -> None:
    assert list(file_names(wanted).items()) == list(zip(wanted, found, strict=True))


@given(st.lists(NAME, max_size=12))
def test_any_names_are_names_of_files(wanted: list[str]) -> None:
    found = list(file_names({str(number): name for number, name in enumerate(wanted)}).values())
    assert len({name.casefold() for name in found}) == len(wanted)
    assert all(found)
    assert all(
        len(name.encode()) <= 200
        and not set('<>:"/\\|?*\x01') & set(name)
        and not name.endswith((" ", "."))
        for name in found
    )
