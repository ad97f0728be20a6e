"""3,461 councillors' suggestions of which only the month is known: none is lost, and what has no field is kept."""

from __future__ import annotations

from collections import Counter
from datetime import date
from json import loads
from pathlib import Path

import pytest

from deputylog.check.runner import check
from deputylog.kinds.registry import SUGGESTION
from deputylog.kinds.suggestion import Suggestion
from deputylog.repository.folder import read_records
from deputylog.repository.reading import read_repository
from deputylog.rules import RULES
from deputylog.tables.report import ImportReport
from tests.conftest import real_data
from tests.real.conftest import new_district, taken

NAME = "suggestions-kaohsiung.json"
END = date(2015, 12, 31)
# Money that was granted is being spent; none granted is not possible now; where the amount is unknown, so is the answer.
MAP = r"""
kind: suggestion
ref: [uid]
group: {constant: "高雄市"}
constituency: {constant: "高雄市"}
fields:
  date: {columns: [suggest_year, suggest_month], join: "-", date: ["%Y-%m"]}
  kind: {constant: suggestion}
  title: {column: suggestion}
  lead: {column: councilor, take: '^\S+'}
  cosigners: {column: councilor, take: '(?s)(?<=\s)\S.*', split: '\s+'}
events:
  - event: submitted
  - event: assigned
    lead: {column: brought_by}
  - event: answered
    by: {column: brought_by}
    result:
      column: approved_expense
      take: "^[0-9]"
      values: {"0": not_now, "1": in_progress, "2": in_progress, "3": in_progress, "4": in_progress, "5": in_progress, "6": in_progress, "7": in_progress, "8": in_progress, "9": in_progress}
keep: [suggest_expense, approved_expense, position, expend_on, bid_type, bid_by, election_year]
"""

Kaohsiung = tuple[Path, ImportReport]


@pytest.fixture(scope="module")
def kaohsiung(tmp_path_factory: pytest.TempPathFactory) -> Kaohsiung:
    real_data(NAME)
    root = new_district(
        tmp_path_factory.mktemp("kaohsiung"), term="1", first="2010-12-25", since="2010-12-25"
    )
    return root, taken(root, NAME, MAP)


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


def test_each_says_what_the_object_says(kaohsiung: Kaohsiung) -> None:
    root, _ = kaohsiung
    book, _ = read_repository(root, as_of=END)
    by_ref = suggestions(root)
    for row in rows():
        record = by_ref[str(row["uid"])]
        assert f"{record.day}" == f"{row['suggest_year']}-{int(str(row['suggest_month'])):02}"
        assert record.title == str(row["suggestion"]).strip()
        assert [book.name("deputy", who) for who in (record.lead, *record.cosigners)] == str(
            row["councilor"]
        ).split()
        assert all(event.on is None for event in record.events)
        for key in ("suggest_expense", "approved_expense"):
            assert (
                record.imported.get(key) is None
                if row[key] is None
                else float(record.imported[key]) == row[key]
            )


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
    again = taken(kaohsiung[0], NAME, MAP)
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
