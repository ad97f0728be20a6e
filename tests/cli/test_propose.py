"""`import FILE --propose MAP.yaml` writes a mapping file to be checked, and imports nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Typed

TABLE = "编号,收信日期,社区,类别,内容,承办单位\nA1,2026-03-02,第三选区,投诉,路灯不亮,住建局\n"


@pytest.fixture
def table(district: Path) -> None:
    Path("in.csv").write_text(TABLE, encoding="utf-8")


def records() -> set[Path]:
    return set(Path("records").rglob("*.yaml"))


def test_the_steps_from_a_table_to_records(typed: Typed, table: None) -> None:
    before = records()
    out = typed("import in.csv --propose map.yaml").out
    assert "recognised as letter: received (收信日期)" in out
    assert "check line 2, kind: letter" in out
    (command,) = (line for line in out.splitlines() if "check it, then run" in line)
    assert records() == before
    dry = typed(command.partition("deputylog ")[2]).out
    assert "1 would be written" in dry
    assert records() == before
    assert "1 written" in typed("import in.csv --map map.yaml --create").out


def test_an_existing_file_is_not_overwritten(typed: Typed, table: None) -> None:
    Path("map.yaml").write_text("mine", encoding="utf-8")
    assert "was not overwritten" in typed("import in.csv --propose map.yaml", code=2).err
    assert Path("map.yaml").read_text(encoding="utf-8") == "mine"


def test_a_table_of_something_else_writes_no_file(typed: Typed, table: None) -> None:
    Path("in.csv").write_text("物品,数量\n桌子,3\n", encoding="utf-8")
    assert "--kind" in typed("import in.csv --propose map.yaml", code=2).err
    assert not Path("map.yaml").exists()


def test_the_kind_can_be_named(typed: Typed, table: None) -> None:
    typed("import in.csv --propose map.yaml --kind activity")
    assert "\nkind: activity" in Path("map.yaml").read_text(encoding="utf-8")


def test_json_says_which_column_is_which_field(typed: Typed, table: None) -> None:
    out = json.loads(typed("import in.csv --propose map.yaml --format json").out)
    assert (out["kind"], out["fields"]["forwarded.to"]) == ("letter", "承办单位")


@pytest.mark.parametrize("other", ["--map other.yaml", "--create", "--dry-run", "--commit"])
def test_it_does_nothing_else(typed: Typed, table: None, other: str) -> None:
    typed(f"import in.csv --propose map.yaml {other}", code=2)
    assert not Path("map.yaml").exists()


def test_a_ledger_needs_no_mapping_file(typed: Typed, table: None) -> None:
    typed("ledger --out ledger.xlsx")
    assert "--propose" in typed("import ledger.xlsx --propose map.yaml", code=2).err
