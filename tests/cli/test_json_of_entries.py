"""What a command wrote, for programs: standard output is one JSON object, sentences go to stderr."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Typed


def done(typed: Typed, line: str, code: int = 0) -> dict[str, Any]:
    ran = typed(f"{line} --format json", code=code)
    shown: dict[str, Any] = json.loads(ran.out)
    assert ran.err
    return shown


def test_a_letter_that_may_have_been_entered_before(typed: Typed, records: Path) -> None:
    """The files with kind and id, what nobody gave, what may be wrong, and what is not committed."""
    line = "add-letter --received 2026-03-17 --constituency c03 --kind request --title 路灯损坏"
    shown = done(typed, line)
    (file,) = shown["files"]
    assert (shown["what"], shown["committed"], file["kind"]) == ("add-letter", False, "letter")
    assert Path(file["path"]).stem == file["id"]
    assert shown["uncommitted"] == [file["path"]]
    (advice,) = shown["advice"]
    assert advice["text"].endswith("is much the same")
    assert "path" not in advice, "it was given before there was a file"


def test_a_visit_names_its_matters(typed: Typed, district: Path) -> None:
    shown = done(typed, "add-visit --date 2026-03-14 --deputy 张伟 --matter request:电梯")
    record = Path(shown["files"][0]["path"]).read_text(encoding="utf-8")
    assert [f"id: {matter}" in record for matter in shown["matters"]] == [True]


def test_a_step_that_is_committed(typed: Typed, records: Path) -> None:
    shown = done(typed, "log 路灯 replied phone --date 2026-03-18 --commit")
    assert (shown["what"], shown["committed"]) == ("log", True)
    assert "uncommitted" not in shown


def test_an_import_with_a_row_that_is_rejected(typed: Typed, district: Path) -> None:
    """The exit code is 1 as ever; every rejected row has its reason."""
    table = "ref,received,constituency,kind,title\nA1,2026-03-02,c03,request,路灯\nA2,2026-13-01,c03,request,井盖\n"
    Path("letters.csv").write_text(table, encoding="utf-8")
    shown = done(typed, "import letters.csv --kind letter", code=1)
    counts = {name: shown[name] for name in ("rows", "written", "already", "rejected")}
    assert counts == {"rows": 2, "written": 1, "already": 0, "rejected": 1}
    assert [(one["row"], "2026-13-01" in one["reason"]) for one in shown["reasons"]] == [(3, True)]
    assert Path(shown["rejected_file"]).exists()
    again = done(typed, "import letters.csv --kind letter --dry-run", code=1)
    assert (again["already"], again["dry_run"], again["files"]) == (1, True, [])


@pytest.mark.parametrize("line", ["add-visit", "log 路灯", "import nothing.csv"])
def test_what_fails_leaves_standard_output_empty(typed: Typed, records: Path, line: str) -> None:
    ran = typed(f"{line} --format json", code=3 if "import" in line else 2)
    assert ran.out == ""
    assert ran.err


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("show 路灯", "kind", "letter"),
        ("why 路灯", "title", "request: 路灯损坏"),
        ("explain L002", "setting", "reply_within"),
    ],
)
def test_what_is_looked_at(typed: Typed, records: Path, line: str, name: str, value: str) -> None:
    shown = json.loads(typed(f"{line} --format json").out)
    assert shown["what"] == line.split(maxsplit=1)[0]
    assert str(shown[name]).startswith(value)


def test_settings_are_values(typed: Typed, district: Path) -> None:
    typed("set setting reply_within 10日")
    rows = json.loads(typed("settings --format json").out)["tables"][0]["rows"]
    by_name = {row["setting"]: row for row in rows}
    reply, reminders = by_name["reply_within"], by_name["visits_reminders"]
    assert (reply["value"], reply["default"], reply["set_by"]) == ("10 days", "15 days", "district")
    assert (reminders["value"], reminders["set_by"]) == (["06-30", "09-30"], "default")
    assert by_name["circular_every"]["value"] == "half_year"
    assert "10日" in typed("settings", lang="zh-CN").out
