"""A table that is imported again is known row by row, and what is kept of it changes no result."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from deputylog.repository import kept
from deputylog.tables.importing import Import
from deputylog.tables.mapping import Mapped, load_mapping
from deputylog.tables.record_rows import ImportedRecord, Value
from deputylog.tables.remarks import remarks_on
from deputylog.tables.report import ImportReport
from deputylog.tables.table import TableRow
from deputylog.words import words

MAP = """\
kind: letter
ref: ["编号"]
fields:
  received: {column: "收信日期", date: ["%Y-%m-%d"]}
  constituency: {constant: c03}
  kind: {column: "类别", values: {"求助": request, "建议": opinion}}
  title: {column: "内容"}
events:
  - event: forwarded
    to: {column: "转交单位"}
keep: ["备注"]
"""
HEAD = "编号,收信日期,类别,内容,转交单位,备注\n"
ROWS = """\
1,2026-03-02,求助,路灯损坏,住建局,
2,2026-03-03,建议,增设座椅,,东门
3,2026-03-04,建议,修剪树枝,没有这个局,
4,2026-03-05,求助,路面积水,,
4,2026-03-06,求助,消防通道,,
5,2026-03-07,求助,垃圾清运,,
5,2026-03-07,求助,垃圾清运,,
"""


def taken(table: str = HEAD + ROWS, mapping: str = MAP, day: int = 1) -> ImportReport:
    table_of = Import(Path(), "in.csv", table.encode(), words("zh-CN"), date(2026, 4, day))
    map_of = load_mapping("map.yaml", mapping.encode())
    return table_of.by_mapping(map_of, create=False, progress=lambda _done, _all: None)


def told(report: ImportReport) -> object:
    reasons = [(one.row.number, list(map(str, one.reasons))) for one in report.reported]
    counts = (report.rows, report.written, report.changed, report.already)
    return counts, reasons, sorted(report.paths), list(map(str, remarks_on(report)))


def rows_read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the rows that are read from now on."""
    read: list[int] = []
    record = Mapped.record

    def noted(self: Mapped, row: TableRow, value: Value) -> ImportedRecord:
        read.append(row.number)
        return record(self, row, value)

    monkeypatch.setattr(Mapped, "record", noted)
    return read


def letter(title: str) -> Path:
    files = Path("records/letters").rglob("*.yaml")
    return next(path for path in files if title in path.read_text("utf-8"))


def edit(title: str, old: str, new: str) -> None:
    path = letter(title)
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def district_says(old: str, new: str) -> None:
    path = Path("records/district.yaml")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


CHANGES: dict[str, Callable[[], object]] = {
    "nothing": lambda: None,
    "a record says something else": lambda: edit("路灯损坏", "kind: request", "kind: opinion"),
    "a record has more": lambda: edit("路灯损坏", "kind: request", "kind: request\nsummary: 三盏"),
    "a record has less": lambda: edit("增设座椅", "imported:\n  备注: 东门\n", ""),
    "a record is gone": lambda: letter("增设座椅").unlink(),
    "a record is no record": lambda: edit("增设座椅", "kind: opinion", "kind: ["),
    "the same length": lambda: edit("路灯损坏", "路灯损坏", "路灯拐坏"),
    "a name means another": lambda: district_says(
        ', aliases: ["住建局"]}', '}\n  works: {name: "住建局"}'
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_is_kept_changes_no_result(district: Path, change: Callable[[], object]) -> None:
    taken()
    change()
    state = {path: path.read_bytes() for path in Path("records").rglob("*.yaml")}
    with_it = told(taken())
    after = {path: path.read_bytes() for path in Path("records").rglob("*.yaml")}
    for path in after:
        path.unlink()
    for path, raw in state.items():
        path.write_bytes(raw)
    kept.forget(Path())
    assert told(taken()) == with_it
    assert {path: path.read_bytes() for path in Path("records").rglob("*.yaml")} == after


def test_only_rows_that_are_not_known_are_read(
    district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = taken()
    assert (first.rows, first.written, first.rejected) == (7, 5, 2)
    read = rows_read(monkeypatch)
    again = taken(HEAD + ROWS + "6,2026-03-08,求助,井盖缺失,,\n")
    assert (again.rows, again.written, again.already, again.rejected) == (8, 1, 5, 2)
    assert read == [4, 5, 6, 7, 8, 9]  # rejected, with a number that is there twice, and new


@pytest.mark.parametrize(
    ("table", "mapping", "day"),
    [
        (HEAD + ROWS, MAP.replace("keep", "nothing: ['-']\nkeep"), 1),
        (HEAD + ROWS, MAP, 2),
        (HEAD.replace("备注", "附注") + ROWS, MAP.replace("备注", "附注"), 1),
    ],
    ids=["another mapping file", "another day", "other headings"],
)
def test_under_other_conditions_every_row_is_read(
    district: Path, monkeypatch: pytest.MonkeyPatch, table: str, mapping: str, day: int
) -> None:
    taken()
    read = rows_read(monkeypatch)
    taken(table, mapping, day)
    assert read == [2, 3, 4, 5, 6, 7, 8]


def test_a_dry_run_keeps_nothing(district: Path) -> None:
    table = Import(
        Path(), "in.csv", (HEAD + ROWS).encode(), words("zh-CN"), date(2026, 4, 1), dry_run=True
    )
    columns = load_mapping("map.yaml", MAP.encode())
    table.by_mapping(columns, create=False, progress=lambda _done, _all: None)
    assert not list(kept.folder(Path()).glob("rows-*"))
