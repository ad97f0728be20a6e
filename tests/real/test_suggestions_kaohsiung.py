"""3,461 councillors' suggestions of which only the month is known: none is lost, and what has no field is kept."""

from __future__ import annotations

from collections import Counter
from datetime import date
from json import loads
from pathlib import Path

from deputylog.check.runner import check
from deputylog.kinds.registry import SUGGESTION
from deputylog.kinds.suggestion import Suggestion
from deputylog.repository.folder import read_records
from deputylog.rules import RULES
from deputylog.tables.report import ImportReport
from tests.conftest import real_data
from tests.real.conftest import SUGGESTIONS, taken

NAME = "suggestions-kaohsiung.json"
END = date(2015, 12, 31)
Kaohsiung = tuple[Path, ImportReport]


def rows() -> list[dict[str, object]]:
    found: list[dict[str, object]] = loads(real_data(NAME).read_text(encoding="utf-8"))
    return found


def suggestions(root: Path) -> dict[str, Suggestion]:
    return {
        str(record.ref): record
        for _, record in read_records(root, SUGGESTION)
        if isinstance(record, Suggestion)
    }


def test_every_object_is_written_or_told(kaohsiung: Kaohsiung) -> None:
    root, report = kaohsiung
    assert report.rows == len(rows()) == 3461
    assert report.written + report.rejected == 3461
    assert report.reported == []
    assert suggestions(root).keys() == {row["uid"] for row in rows()}


def test_what_became_of_them(kaohsiung: Kaohsiung) -> None:
    results = Counter(
        str(event.result)
        for record in suggestions(kaohsiung[0]).values()
        for event in record.events
        if hasattr(event, "result")
    )
    granted = [row["approved_expense"] for row in rows() if row["approved_expense"] is not None]
    assert results == {
        "not_now": granted.count(0.0),
        "in_progress": len(granted) - granted.count(0.0),
    }


def test_the_same_file_twice_adds_nothing(kaohsiung: Kaohsiung) -> None:
    again = taken(kaohsiung[0], NAME, SUGGESTIONS)
    assert (again.written, again.already, again.created, again.reported) == (0, 3461, [], [])


def test_check_finds_no_record_that_cannot_stand(kaohsiung: Kaohsiung) -> None:
    outcome = check(
        kaohsiung[0],
        [rule for rule in RULES if not rule.local_only],
        as_of=END,
        today=END,
    )
    assert (
        Counter(finding.code for finding in outcome.findings if finding.severity == "error") == {}
    )
