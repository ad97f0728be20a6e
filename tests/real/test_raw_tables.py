"""Spreadsheets as councils publish them, untouched: the steps of the page on importing, row by row."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from deputylog.check.runner import check
from deputylog.cli.main import main
from deputylog.kinds.registry import SUGGESTION
from deputylog.kinds.suggestion import Suggestion
from deputylog.repository.folder import read_records
from deputylog.repository.reading import read_repository
from deputylog.rules import RULES
from tests.conftest import real_data
from tests.real.conftest import new_district

TODAY = date(2018, 1, 1)
FOLDER = Path(os.environ.get("DEPUTYLOG_REAL_DATA", "")) / "raw-tables"
FILES = sorted(path.name for path in FOLDER.glob("*.xls*"))

Row = dict[str, str]


@pytest.fixture(scope="module", params=FILES or ["any table"])
def imported(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """A district into which one of the files was imported, as the page says."""
    path = real_data(f"raw-tables/{request.param}")
    root = new_district(
        tmp_path_factory.mktemp(path.stem), term="1", first="2006-12-25", since="2006-12-25"
    )
    mapping = str(root / "map.yaml")
    begun = ["--lang", "zh-CN", "--repo", str(root), "import", str(path)]
    assert main([*begun, "--propose", mapping], today=TODAY) == 0
    twice = int(len(list(rows(path))) > len(distinct(path)))
    for step in (["--create", "--dry-run"], ["--create"]):
        assert main([*begun, "--map", mapping, *step], today=TODAY) == twice, step
    return root, path


def rows(path: Path) -> Iterator[Row]:
    """The rows of a file by a reader of its own: those that have a title and are no head."""
    for sheet in CalamineWorkbook.from_path(path).sheet_names:
        names: list[str] = []
        for line in CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python():
            cells = [_text(cell) for cell in line]
            bare = ["".join(cell.split()) for cell in cells]
            if "建議項目及內容" in bare:
                names = bare
            elif names and "核定金額" in bare:
                names = [below or above for above, below in zip(names, bare, strict=True)]
            elif names and cells[names.index("建議項目及內容")]:
                yield dict(zip(names, cells, strict=True))


def distinct(path: Path) -> list[Row]:
    """The rows, without those that repeat another one in every cell, which are reported."""
    return [dict(cells) for cells in {tuple(row.items()) for row in rows(path)}]


def _text(cell: object) -> str:
    return str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).strip()


def suggestions(root: Path) -> list[Suggestion]:
    found = (record for _, record in read_records(root, SUGGESTION))
    return [record for record in found if isinstance(record, Suggestion)]


def test_every_row_is_a_record_that_says_what_its_cells_say(imported: tuple[Path, Path]) -> None:
    root, path = imported
    book, _ = read_repository(root, as_of=TODAY)
    written = sorted(
        (
            suggestion.title,
            *(book.name("deputy", who) for who in (suggestion.lead, *suggestion.cosigners)),
            suggestion.imported.get("建議金額（千元）", ""),
            suggestion.imported.get("核定金額（千元）", ""),
            suggestion.imported.get("建議地點", ""),
        )
        for suggestion in suggestions(root)
    )
    assert written == sorted(
        (
            row["建議項目及內容"],
            *re.split(r"[、\s]+", row["議員姓名"]),
            row["建議金額"],
            row["核定金額"],
            row["建議地點"],
        )
        for row in distinct(path)
    )


def test_what_is_handled_is_assigned_and_nothing_is_said_to_be_answered(
    imported: tuple[Path, Path],
) -> None:
    root, path = imported
    steps = [type(event).__name__ for one in suggestions(root) for event in one.events]
    assert set(steps) <= {"Submitted", "Assigned"}
    assert 0 < steps.count("Assigned") <= sum(bool(row["主辦機關"]) for row in distinct(path))


def test_the_month_is_that_of_the_title(imported: tuple[Path, Path]) -> None:
    root, path = imported
    (year,) = re.findall(r"\d{4}", path.name)
    assert {f"{one.day}"[:4] for one in suggestions(root)} == {year}


def test_check_finds_no_error(imported: tuple[Path, Path]) -> None:
    rules = [rule for rule in RULES if not rule.local_only]
    outcome = check(imported[0], rules, as_of=TODAY, today=TODAY)
    assert [finding for finding in outcome.findings if finding.severity == "error"] == []


def test_imported_again_every_row_is_there_already(
    imported: tuple[Path, Path], capfd: pytest.CaptureFixture[str]
) -> None:
    root, path = imported
    words = ["--repo", str(root), "import", str(path), "--map", str(root / "map.yaml"), "--create"]
    capfd.readouterr()
    main([*words, "--format", "json"], today=TODAY)
    counts = json.loads(capfd.readouterr().out)
    assert (counts["written"], counts["changed"]) == (0, 0)
    assert counts["already"] == len(distinct(path))
    assert counts["already"] + counts["rejected"] == counts["rows"] == len(list(rows(path)))
