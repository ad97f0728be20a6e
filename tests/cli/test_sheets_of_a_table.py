"""`import` says which sheets it read, which rows are no records, and what it did not import."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.zoo.drawn import Case, file_of

openpyxl = pytest.importorskip("openpyxl")

MAP = """\
kind: letter
ref: ["编号"]
fields:
  received: {column: "收信日期"}
  title: {column: "内容"}
  constituency: {constant: c03}
  channel: {constant: online}
  kind: {constant: inquiry}
"""
MONTHS = """\
[3月]
来信登记台账
编号 | 收信日期 | 内容
1 | 2026-03-02 | 路灯损坏
合计 | | 1
联系人：张三 13800138000
[4月]
编号 | 收信日期 | 内容
2 | 2026-04-02 | 井盖破损
3 | 四月 | 物业费
[走访]
编号 | 走访日期 | 走访人
Z1 | 2026-03-05 | 张伟
[说明]
每月五日前报送。
"""


@pytest.fixture
def months(district: Path) -> None:
    Path("map.yaml").write_text(MAP, encoding="utf-8")
    drawn = Case("", "xlsx", {}, MONTHS.splitlines(), "")
    Path("in.xlsx").write_bytes(file_of(drawn)[1])


def test_every_sheet_is_named_with_what_became_of_it(typed: Typed, months: None) -> None:
    ran = typed("import in.xlsx --map map.yaml", lang="zh-CN", code=1)
    assert ran.err.splitlines()[:7] == [
        "读取工作表：3月、4月",
        "以下工作表中没有表格：说明",
        "工作表“3月”：第1行是标题，没有导入：来信登记台账",
        "工作表“3月”：第4行是合计，没有导入：合计 1",
        "工作表“3月”：第5行是附注，没有导入：联系人：张三 ***",
        "工作表“走访”：没有导入：表中没有内容、收信日期栏；有：编号、走访日期、走访人；如不需要导入，请用 --sheet 指明要导入的工作表",
        "工作表“4月”第3行，收信日期栏：收到日期应为日期，如2026-03-14，而不是“四月”",
    ]
    assert "共3行：写入2行" in ran.out


def test_one_sheet_that_is_asked_for_is_imported_alone(typed: Typed, months: None) -> None:
    ran = typed("import in.xlsx --map map.yaml --sheet 3月")
    assert "1 row: 1 written" in ran.out
    assert ran.err.splitlines()[0] == "sheets read: 3月"
    assert "走访" not in ran.err


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("in.xlsx --map map.yaml --sheet 5月", "no sheet '5月'; it has 3月, 4月, 走访, 说明"),
        ("in.xlsx --map map.yaml --sheet 走访", "the table has no column"),
        ("in.csv --map map.yaml --sheet 3月", "in.csv has no sheets"),
    ],
)
def test_a_sheet_that_cannot_be_imported_is_refused(
    typed: Typed, months: None, command: str, told: str
) -> None:
    Path("in.csv").write_text("编号,收信日期,内容\n1,2026-03-02,路灯\n", encoding="utf-8")
    assert told in typed(f"import {command}", code=2).err


MIXED = """[3月]
编号 | 收信日期 | 内容
1 | 1926-03-02 | 路灯损坏
2 | 四月 | 井盖破损
[4月]
编号 | 收信日期 | 内容
3 | 2126-04-02 | 物业费
4 | 四月 | 垃圾清运
"""


def test_rejected_rows_come_in_the_order_of_the_file_whatever_is_wrong_with_them(
    typed: Typed, months: None
) -> None:
    Path("in.xlsx").write_bytes(file_of(Case("", "xlsx", {}, MIXED.splitlines(), ""))[1])
    told = typed("import in.xlsx --map map.yaml", code=1).err
    places = re.findall(r"sheet '(..)', row (.)", told)
    assert places == [("3月", "2"), ("3月", "3"), ("4月", "2"), ("4月", "3")]
    book = openpyxl.load_workbook("private/out/in-rejected.xlsx")
    for month, numbers in (("3月", ["1", "2"]), ("4月", ["3", "4"])):
        assert [row[1].value for row in book[month].iter_rows(2)][:2] == numbers


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_programs_are_told_the_same(typed: Typed, months: None, lang: str) -> None:
    command = "import in.xlsx --map map.yaml --format json"
    told = json.loads(typed(command, code=1, lang=lang).out)
    assert told["sheets"] == ["3月", "4月"]
    assert told["left_out"] == [
        {"sheet": "3月", "row": 1, "why": "title"},
        {"sheet": "3月", "row": 4, "why": "total"},
        {"sheet": "3月", "row": 5, "why": "note"},
    ]


@pytest.mark.parametrize(
    ("many", "told"),
    [(20, []), (21, ["… and 1 × total, which are no records"])],
)
def test_after_twenty_rows_that_are_left_out_the_rest_is_counted(
    typed: Typed, months: None, many: int, told: list[str]
) -> None:
    rows = "".join(f"{at},2026-03-02,第{at}封\n小计,,1\n" for at in range(many))
    Path("in.csv").write_text(f"编号,收信日期,内容\n{rows}", encoding="utf-8")
    assert typed("import in.csv --map map.yaml --dry-run").err.splitlines()[20:] == told
