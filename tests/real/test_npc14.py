"""The roster of the 14th National People's Congress: doubles are told, namesakes stay two, seats end in mid-year."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from deputylog.repository.reading import read_repository
from deputylog.tables.report import ImportReport
from tests.real.conftest import CHANGES, DEPUTIES, rows_of, taken

Roster = tuple[Path, ImportReport, ImportReport]
TODAY = date(2026, 10, 9)


def test_every_row_is_a_deputy_or_a_told_double(npc14: Roster) -> None:
    _, first, _ = npc14
    assert (first.rows, first.written, first.rejected) == (2953, 2951, 2)


def test_two_of_one_name_stay_two(npc14: Roster) -> None:
    book, _ = read_repository(npc14[0], as_of=TODAY)
    named = [filed for filed in book.deputies.values() if filed.record.name == "拉琼"]
    assert len(named) == 2
    assert len({filed.id for filed in named}) == 2


def test_seats_end_when_the_table_says(npc14: Roster) -> None:
    root, _, changes = npc14
    book, _ = read_repository(root, as_of=TODAY)
    ends = Counter(
        str(seat.ended_by)
        for filed in book.deputies.values()
        for seat in filed.record.seats
        if seat.ended_by
    )
    reported = {told.row.cells["姓名"] for told in changes.reported}
    told = Counter(
        {"辞职": "resigned", "罢免": "recalled", "去世": "died"}[row["_表"]]
        for row in rows_of("npc14_changes.csv")
        if row["_表"] != "补选" and row["姓名"] not in reported
    )
    assert ends == told
    assert changes.rows == changes.written + changes.changed + changes.already + changes.rejected
    late = [
        filed
        for filed in book.deputies.values()
        if any(seat.start and seat.start > date(2023, 3, 5) for seat in filed.record.seats)
    ]
    assert {filed.record.name for filed in late} >= {"胡玉亭"}


def test_both_tables_twice_add_nothing(npc14: Roster) -> None:
    root, _, _ = npc14
    before = sorted(path.read_bytes() for path in (root / "records").rglob("*.yaml"))
    assert taken(root, "npc14_deputies.csv", DEPUTIES).written == 0
    taken(root, "npc14_changes.csv", CHANGES, create=False)
    assert sorted(path.read_bytes() for path in (root / "records").rglob("*.yaml")) == before
