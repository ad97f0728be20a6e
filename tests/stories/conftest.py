"""An office that keeps records by the command line, and what it is told on a day."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from deputylog.life.steps import Step
from deputylog.tell.due import Task
from tests.cli.conftest import Ran, Typed, typed

__all__ = ["typed"]

DEPARTMENTS = """\
sessions:
  - {id: 17-5, from: 2026-01-12, to: 2026-01-15}
departments:
  housing: {name: "区住房和城乡建设局", aliases: ["住建局"]}
  urban: {name: "区城市管理局", aliases: ["城管局"]}
  discipline: {name: "区纪委监委", takes_accusations: true}
topics:
  municipal: {name: "市政设施"}
"""
TASKS = {str(one): one.en for one in (*Step, *Task)}
"""What is to be done in English, by its code in JSON."""


@dataclass(frozen=True)
class Office:
    """Types commands, and asks what check, due, show, why and the quarterly list say on a day."""

    typed: Typed
    root: Path

    def types(self, line: str, on: str, code: int = 0) -> Ran:
        """A command typed on a day."""
        return self.typed(line, on=on, code=code)

    def edits(self, path: str, old: str, new: str) -> None:
        """A line of the register changed by hand."""
        file = self.root / "records" / path
        before = file.read_text(encoding="utf-8")
        assert before.count(old) == 1, before
        file.write_text(before.replace(old, new), encoding="utf-8", newline="\n")

    def finds(self, code: str, on: str) -> list[str]:
        """What `check` says of one rule on a day."""
        return [
            f"{found['severity']}: {found['message']}"
            for found in self._findings(f"--select {code}", on)
        ]

    def errors(self, on: str) -> list[str]:
        return [
            found["message"] for found in self._findings("", on) if found["severity"] == "error"
        ]

    def _findings(self, options: str, on: str) -> list[dict[str, Any]]:
        shown = self.typed(f"check --all --format json --as-of {on} {options}", on=on)
        found: list[dict[str, Any]] = json.loads(shown.out)["findings"]
        return found

    def due(self, on: str, options: str = "--within 0") -> list[str]:
        """What `due` says on a day: who, what, about what, when."""
        rows = json.loads(self.typed(f"due --as-of {on} --format json {options}", on=on).out)[
            "tables"
        ][0]["rows"]
        return [f"{row['who']}: {TASKS[row['what']]}, {row['about']}, {row['due']}" for row in rows]

    def chat(self, on: str, options: str = "--within 0") -> str:
        return self.typed(f"due --format chat --as-of {on} {options}", on=on).out

    def show(self, wanted: str, on: str) -> str:
        return self.typed(f"show {wanted} --as-of {on}", on=on).out

    def why(self, wanted: str, on: str) -> str:
        return self.typed(f"why {wanted} --as-of {on}", on=on).out

    def quarter(self, quarter: str, on: str) -> dict[str, Any]:
        """The quarterly list of the group: its head counts, and its rows by title."""
        paper = json.loads(
            self.typed(
                f"report --quarter {quarter} --group 莲花 --format json --as-of {on}", on=on
            ).out
        )
        rows = next(table["rows"] for table in paper["tables"] if table["name"] == "matters")
        return {"heads": paper["heads"], "rows": {row["title"]: row for row in rows}}

    def sums(self, quarter: str, on: str, group: str = "") -> dict[str, int]:
        """The head counts of a group's list, or of the district's; both sides of it come out even."""
        chosen = f"--group {group}" if group else ""
        heads = json.loads(
            self.typed(f"report --quarter {quarter} {chosen} --format json --as-of {on}", on=on).out
        )["heads"]
        counts: dict[str, int] = {
            name: heads[name]
            for name in ("carried_over", "received", "reopened", "settled", "open")
        }
        assert (
            counts["carried_over"] + counts["received"] + counts["reopened"]
            == counts["settled"] + counts["open"]
        )
        return counts


@pytest.fixture
def office(typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A group of three constituencies with a mailbox and a deputy each; its officer is 刘芳, records begin with 2026."""
    folder = tmp_path / "示例区"
    typed(
        f"init {folder} --name 示例区 --working-body 代表工委 --term 17 --term-from 2021-12-20 --records-from 2026-01-01"
    )
    monkeypatch.chdir(folder)
    with (folder / "records/district.yaml").open("a", encoding="utf-8") as out:
        out.write(DEPARTMENTS)
    places = " ".join(
        f"--constituency c0{n}=第{name}选区 --mailbox m0{n}=c0{n}"
        for n, name in enumerate("一二三", 1)
    )
    typed(
        f"add-group lianhua 莲花街道代表组 --officer liu-fang=刘芳 {places} --from-day 2026-01-01"
    )
    for name, constituency in (("李娜", "c01"), ("王芳", "c02"), ("张伟", "c03")):
        typed(f"add-deputy {name} --constituency {constituency} --from-day 2021-12-20")
    return Office(typed, folder)
