"""A ledger over 3,976 requests of a real district: written, a hundred cells filled elsewhere, imported; nothing else changed."""

from __future__ import annotations

import difflib
import shutil
from datetime import date
from pathlib import Path

import pytest

from deputylog.ledger.importing import LedgerImport, import_ledger
from deputylog.ledger.writing import ledger_bytes
from deputylog.repository.reading import read_repository
from deputylog.tables.report import ImportReport
from deputylog.words import words
from tests.conftest import drilled
from tests.filling import Workbook

END = date(2018, 12, 31)
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""What ids end with."""
FILLED = 100


@pytest.fixture
def requests(requests_2018: tuple[Path, ImportReport], tmp_path: Path) -> Path:
    """The district of the requests, or a part of it, to write in."""
    left_out = [f"*{sign}.yaml" for sign in ALPHABET[drilled(8, len(ALPHABET)) :]]
    ignore = shutil.ignore_patterns(*left_out)
    district = shutil.ignore_patterns("letters", "private", ".deputylog")
    root = Path(shutil.copytree(requests_2018[0], tmp_path / "district", ignore=district))
    shutil.copytree(requests_2018[0] / "records/letters", root / "records/letters", ignore=ignore)
    return root


def ledger(root: Path, path: Path) -> Workbook:
    book, _ = read_repository(root, as_of=END)
    path.write_bytes(ledger_bytes(book, words("zh-CN")))
    return Workbook(path)


def take(root: Path, path: Path) -> LedgerImport:
    return import_ledger(
        root,
        path.name,
        path.read_bytes(),
        today=END,
        dry_run=False,
        progress=lambda _done, _all: None,
    )


def texts(root: Path) -> dict[str, str]:
    return {
        str(path.relative_to(root)): path.read_text(encoding="utf-8")
        for path in root.rglob("*.yaml")
    }


def changes(before: str, after: str) -> list[str]:
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""))[
        2:
    ]
    return [line for line in lines if not line.startswith("@@")]


def test_every_open_request_has_its_row(requests: Path, tmp_path: Path) -> None:
    book, _ = read_repository(requests, as_of=END)
    wanted = {matter.id for matter in book.matters if matter.is_open}
    ids = ledger(requests, tmp_path / "l.xlsx").ids()
    assert len(ids) == len(wanted) > drilled(900, 3900)
    assert set(ids) == wanted


def test_a_hundred_filled_cells_become_events_and_nothing_else_changes(
    requests: Path, tmp_path: Path
) -> None:
    before = texts(requests)
    filled = ledger(requests, tmp_path / "l.xlsx")
    ids = filled.ids()[:: len(filled.ids()) // (FILLED // 2)][: FILLED // 2]
    for number, wanted in enumerate(ids):
        filled.fill(wanted, 答复日期=date(2018, 12, 1 + number % 28), 答复方式="电话")
    taken = take(requests, filled.save())
    assert (taken.events, taken.records, taken.already, taken.rejected) == (
        FILLED // 2,
        FILLED // 2,
        0,
        [],
    )
    after = texts(requests)
    assert after.keys() == before.keys()
    added = {path: after[path] for path in after if after[path] != before[path]}
    assert {Path(path).stem for path in added} == set(ids)
    for number, wanted in enumerate(ids):
        path = next(path for path in added if Path(path).stem == wanted)
        line = f"+  - {{date: 2018-12-{1 + number % 28:02}, event: replied, how: phone}}"
        assert [
            change for change in changes(before[path], added[path]) if change != "+events:"
        ] == [line]


def test_the_same_sheet_twice_adds_nothing(requests: Path, tmp_path: Path) -> None:
    filled = ledger(requests, tmp_path / "l.xlsx")
    for wanted in filled.ids()[:FILLED]:
        filled.fill(wanted, 督办日期="12-20")
    path = filled.save()
    assert take(requests, path).events == FILLED
    once = texts(requests)
    again = take(requests, path)
    assert (again.events, again.already, again.rejected) == (0, FILLED, [])
    assert texts(requests) == once
