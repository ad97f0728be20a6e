"""The same text means the same day in an option, a form, a ledger and a table with a mapping."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from deputylog.ledger.columns import MATTERS
from tests.cli.conftest import Typed
from tests.cli.test_cells_of_tables import OF_LETTERS
from tests.cli.test_forms import VISIT, fill, records
from tests.filling import _redate
from tests.ledger.test_ledger_cells import FILES, reading

pytest.importorskip("openpyxl")
MEANT = {
    "2026.3.2": "2026-03-02",
    "3月3日": "2026-03-03",
    "３-４": "2026-03-04",
    "二〇二六年三月五日": "2026-03-05",
    "上周五": "2026-03-06",
    "2026-03-07T16:30:00Z": "2026-03-08",
    "2026年3月9日（周一）": "2026-03-09",
    "民国115年3月10日": "2026-03-10",
    "46092": "2026-03-11",
    "2026/3/12 下午2:30": "2026-03-12",
    "20260313": "2026-03-13",
    "昨天": "2026-03-14",
}
NO_DAY = ["2026-3-5前后", "3/5/2026", "2026年3月9日（周二）", "1926年2月30日"]
ON = "2026-03-15"


def test_an_option(typed: Typed, district: Path) -> None:
    for text in MEANT:
        typed("add-letter --mailbox m03 --kind thanks --received", text, on=ON)
    assert dated("letters", "received") == sorted(MEANT.values())
    for text in NO_DAY:
        typed("add-letter --mailbox m03 --kind thanks --received", text, on=ON, code=2)


def test_a_form(typed: Typed, district: Path) -> None:
    typed("forms visit --out f.xlsx", lang="zh-CN")
    fill("f.xlsx", [{**VISIT, "日期": text} for text in [*MEANT, *NO_DAY]])
    _redate(Path("f.xlsx"), f"{ON}T04:00:00Z")
    assert f"{len(NO_DAY)} reported" in typed("import f.xlsx", code=1, on="2026-03-20").out
    assert dated("visits", "date") == sorted(MEANT.values())


def test_a_ledger(repository: Callable[..., Path]) -> None:
    root = repository(FILES)

    def means(text: str) -> str:
        return str(reading(root, MATTERS, {"replied.date": text}, date(2026, 3, 15)).steps[0].on)

    assert {text: means(text) for text in MEANT} == MEANT
    assert all(reading(root, MATTERS, {"replied.date": text}).wrong for text in NO_DAY)


def test_a_table(typed: Typed, district: Path) -> None:
    Path("map.yaml").write_text(OF_LETTERS, encoding="utf-8")
    with Path("in.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [
            [number, text, "m03", f"第{number}件"] for number, text in enumerate([*MEANT, *NO_DAY])
        ]
        csv.writer(file).writerows([["编号", "收信日期", "信箱", "内容"], *rows])
    ran = typed("import in.csv --map map.yaml --year 2026", code=1, on=ON)
    assert f"{len(NO_DAY)} reported" in ran.out
    assert dated("letters", "received") == sorted(MEANT.values())


def dated(kind: str, key: str) -> list[str]:
    lines = (line for text in records(kind) for line in text.splitlines())
    return sorted(line.split(": ")[1] for line in lines if line.startswith(f"{key}: "))
