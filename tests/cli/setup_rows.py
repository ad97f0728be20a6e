"""The rows of a setup workbook that a test fills in, and the workbook filled with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

Rows = Mapping[str, Sequence[Mapping[str, object]]]
"""The rows of each sheet, by the headings of their cells."""

DISTRICT: Rows = {
    "区情": [
        {"名称": "莲花区", "常委会工作机构": "区人大常委会代表工委", "自何日起记录": "2026-01-01"}
    ],
    "届次": [
        {"届": "17", "起": "2021-12-20"},
        {"届": "17", "次会议": 5, "起": "2026-01-12", "止": "2026-01-15"},
    ],
    "代表组": [
        {"名称": "莲花街道代表组", "简称": "莲", "所在办事处": "莲花街道办事处", "组长": "张伟"},
        {"名称": "北湖街道代表组", "简称": "北"},
    ],
    "联络员": [
        {"姓名": "刘芳", "代表组": "莲花街道代表组", "起": "2024-03-01"},
        {"姓名": "冯蕾", "代表组": "北湖街道代表组"},
    ],
    "选区": [
        {"名称": "第一选区", "代表组": "莲花街道代表组"},
        {"名称": "第二选区", "代表组": "莲花街道代表组"},
        {"名称": "第三选区", "代表组": "北湖街道代表组"},
    ],
    "信箱": [
        {"选区": "第一选区", "位置": "莲花社区门口", "管理人": "张伟", "自": "2026-01-05"},
        {
            "选区": "第二选区",
            "位置": "桃园社区门口",
            "管理人": "刘芳",
            "委托原因": "代表在外就医",
            "自": "2026-01-05",
        },
        {"选区": "第三选区", "管理人": "李娜"},
    ],
    "代表": [
        {"姓名": "张伟", "选区": "第一选区", "次序": 1},
        {"姓名": "王芳", "选区": "第二选区"},
        {"姓名": "李娜", "选区": "第三选区", "代表组": "北湖街道代表组", "起": "2023-03-01"},
    ],
}
STARTERS = ("承办单位", "领域")


def fill(path: Path, rows: Rows) -> Path:
    """Write rows below the examples of a blank workbook, or over the rows of one filled before."""
    book = openpyxl.load_workbook(path)
    for sheet, lines in rows.items():
        page = book[sheet]
        heads = {cell.value: cell.column for cell in page[1]}
        first = 3 if page.cell(2, 1).value == "示例" else 2
        if sheet != "区情":
            page.delete_rows(first, page.max_row)
        for number, line in enumerate(lines, first):
            for head, value in line.items():
                page.cell(number, heads[head]).value = value
    book.save(path)
    return path
