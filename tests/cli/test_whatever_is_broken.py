"""All findings in one run: what is broken in one place hides nothing in another."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.conftest import LETTER, REGISTER, write

VISIT = "records/visits/2026/V20260314-00000.yaml"
DAY = "--as-of 2026-04-30"


@pytest.fixture
def records(tmp_path: Path) -> Path:
    visit = "date: 2026-03-14\ndeputies: [zhang-wei]\nconstituency: c03\nplacee: x\n"
    return write(
        tmp_path / "d",
        {**REGISTER, LETTER: "received: 2026-13-02\nmailbox: m03\nkind: request\n", VISIT: visit},
    )


def errors(typed: Typed, records: Path) -> str:
    return typed(f"check {DAY}", repo=records, code=1).out


def both(shown: str) -> bool:
    return f"{LETTER}:1:11: R002" in shown and f"{VISIT}:4:1: R002" in shown


@pytest.mark.parametrize("folder", ["groups", "deputies"])
def test_a_roster_that_is_missing(typed: Typed, records: Path, folder: str) -> None:
    shutil.rmtree(records / "records" / folder)
    assert both(errors(typed, records))


@pytest.mark.parametrize("folder", ["groups", "deputies", "visits/2025", ""])
def test_a_folder_that_cannot_be_looked_into(
    typed: Typed, records: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (records / "records/visits/2025").mkdir()
    scandir, closed = os.scandir, str(records / "records" / folder).rstrip("/")

    def refuse(path: str) -> object:
        if path == closed:
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr("deputylog.record.files.os.scandir", refuse)
    shown = errors(typed, records)
    assert (
        f"records{'/' if folder else ''}{folder}: R001 [error] cannot be read: permission denied"
        in shown
    )
    assert "R003" not in shown
    assert both(shown) is bool(folder)


def test_a_file_that_cannot_be_read(
    typed: Typed, records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deputylog.record.files import open_file

    def refuse(path: str) -> int:
        if path.endswith("zhang-wei.yaml"):
            raise PermissionError(13, "Permission denied", path)
        return open_file(path)

    monkeypatch.setattr("deputylog.record.files.open_file", refuse)
    shown = errors(typed, records)
    assert "records/deputies/zhang-wei.yaml: R001" in shown
    assert "R003" not in shown
    assert both(shown)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "schema: [",
        "schema: 1\n",
        "- 1\n",
        "\0",
        "name: x\ntime_zone: Mars/Base\n",
        "a: &x [*x]\n",
    ],
)
def test_a_district_that_does_not_stand(typed: Typed, records: Path, text: str) -> None:
    write(records, {"records/district.yaml": text})
    shown = errors(typed, records)
    assert (
        "records/district.yaml:1" in shown
        or "records/district.yaml:2" in shown
        or "records/district.yaml: " in shown
    )
    assert both(shown)


@pytest.mark.parametrize("at", ["groups/lianhua.yaml", "deputies/zhang-wei.yaml", "district.yaml"])
def test_a_folder_where_a_file_belongs(typed: Typed, records: Path, at: str) -> None:
    (records / "records" / at).unlink()
    (records / "records" / at).mkdir()
    write(records, {f"records/{at}/x.yaml": "a: 1\n"})
    assert both(errors(typed, records))


def test_a_link_that_goes_round_in_circles(typed: Typed, records: Path) -> None:
    (records / "records/letters/2025").symlink_to(records / "records")
    (records / "records/openings").symlink_to("openings")
    shown = errors(typed, records)
    assert "records/letters/2025: R004" in shown
    assert "records/openings: R004" in shown
    assert both(shown)


@pytest.mark.parametrize(
    "line",
    [
        "report --quarter 2026Q1",
        "topics",
        "topics --format json",
        "circular lianhua",
        "pictures --out pages",
    ],
)
def test_a_paper_names_the_records_that_it_leaves_out(
    typed: Typed, records: Path, tmp_path: Path, line: str
) -> None:
    write(records, {"records/visits/王芳.yaml": "date: 2026-03-14\n"})
    shown = typed(f"{line} {DAY}", repo=records).out
    shown += "".join(page.read_text("utf-8") for page in tmp_path.glob("pages/*.html"))
    assert "L20260302-00000" in shown
    assert "V20260314-00000" in shown
    assert "王芳" not in shown


def test_a_ledger_names_the_records_that_it_leaves_out(
    typed: Typed, records: Path, tmp_path: Path
) -> None:
    import openpyxl

    typed(f"ledger {DAY} --out {tmp_path}/ledger.xlsx", repo=records)
    sheets = openpyxl.load_workbook(tmp_path / "ledger.xlsx").worksheets
    headings = [str(sheet.cell(1, 1).value) for sheet in sheets[:2]]
    for heading in headings:
        assert "2 records cannot be read and are left out" in heading
        assert "L20260302-00000" in heading
