"""Visits that ask ideas on an agenda of the committee (问计, founding §1), and the papers that collect what voters advised."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from deputylog.finding import Finding
from deputylog.formats import NAMES
from tests.cli.conftest import Typed

Find = Callable[..., list[Finding]]

VISIT = "records/visits/2026/V20260314-00000.yaml"
ABOUT = "date: 2026-03-14\ndeputies: [zhang-wei]\nconstituency: c03\nask: needs\nabout: A20260401-00000\n"
AGENDA = "records/activities/2026/A20260401-00000.yaml"
KINDS = {
    "research": "",
    "meeting": "",
    "supervision": "topic: municipal\n",
    "training": "",
    "publicity": "constituencies: [c03]\n",
}


@pytest.fixture
def parking(typed: Typed, district: Path) -> Path:
    """A research on parking, and three visits, of which two asked about it."""
    typed("add-activity research --by 莲花 --date 2026-03-01 --title 停车难调研")
    asked = "--ask ideas --about 停车难调研 --met leading"
    raised = "--matter opinion:错时停车 --matter request:加装道闸"
    visit = district / typed(f"add-visit --date 2026-03-14 --deputy 张伟 {asked} {raised}").path
    visit.write_text(
        visit.read_text(encoding="utf-8").replace("错时停车", "错时停车13812345678"),
        encoding="utf-8",
    )
    typed(f"add-visit --date 2026-03-15 --deputy 王芳 {asked}")
    typed("add-visit --date 2026-06-14 --deputy 张伟 --matter opinion:增设路灯")
    return district


def advice(shown: str) -> list[dict[str, object]]:
    tables = json.loads(shown)["tables"]
    return [row for table in tables if table["name"] == "advice" for row in table["rows"]]


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [("research", 0), ("meeting", 0), ("supervision", 0), ("training", 1), ("publicity", 1)],
)
def test_only_a_research_a_supervision_or_a_meeting_is_an_agenda(
    findings_of: Find, kind: str, wrong: int
) -> None:
    activity = f"date: 2026-04-01\nkind: {kind}\nby: lianhua\n{KINDS[kind]}"
    found = findings_of("R003", {VISIT: ABOUT, AGENDA: activity}, as_of="2026-04-02")
    assert len(found) == wrong
    assert all(
        "research, supervision or meeting A20260401-00000" in str(finding.text) for finding in found
    )


def test_an_agenda_that_does_not_exist_is_an_error(findings_of: Find) -> None:
    (found,) = findings_of("R003", {VISIT: ABOUT}, as_of="2026-04-02")
    assert found.severity == "error"


def test_an_agenda_is_named_by_its_title_or_a_part_of_its_id(typed: Typed, parking: Path) -> None:
    (path,) = (parking / "records/activities/2026").iterdir()
    typed(f"add-visit --date 2026-07-01 --deputy 张伟 --about {path.stem[-5:]}")
    visits = [
        file.read_text(encoding="utf-8") for file in (parking / "records/visits/2026").iterdir()
    ]
    assert sum(f"about: {path.stem}\n" in text for text in visits) == 3


def test_another_activity_is_refused_as_an_agenda(typed: Typed, district: Path) -> None:
    typed("add-activity training --by 莲花 --date 2026-03-01 --title 代表法培训")
    told = typed("add-visit --date 2026-03-14 --deputy 张伟 --about 代表法培训", code=2).err
    assert "--about" in told
    assert "research, supervision or meeting" in told
    assert "research, supervision or meeting" in typed("topics --about 代表法培训", code=2).err


def test_the_list_of_an_agenda_holds_every_visit_about_it_and_what_voters_advised(
    typed: Typed, parking: Path
) -> None:
    rows = advice(typed("topics --about 停车难 --format json --as-of 2026-12-31").out)
    assert [(row["day"], row["title"]) for row in rows] == [
        ("2026-03-14", "错时停车***"),
        ("2026-03-14", "加装道闸"),
        ("2026-03-15", None),
    ]
    before = advice(typed("topics --about 停车难 --format json --as-of 2026-03-14").out)
    assert len(before) == 2


@pytest.mark.parametrize("name", NAMES)
def test_the_list_of_an_agenda_comes_in_every_format(
    typed: Typed, parking: Path, name: str
) -> None:
    typed(f"topics --about 停车难 --format {name} --out agenda.{name}")
    assert Path(f"agenda.{name}").stat().st_size > 200


def test_the_archive_collects_the_advice_that_the_deputy_asked(typed: Typed, parking: Path) -> None:
    of_one = advice(typed("dossier 张伟 --period 2026 --format json").out)
    assert [row["title"] for row in of_one] == ["错时停车***", "加装道闸"]
    assert advice(typed("dossier 张伟 --period 2026H2 --format json").out) == []
