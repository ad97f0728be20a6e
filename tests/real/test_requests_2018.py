"""3,976 requests of a real district: none is lost, and every head count is that of the table itself."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from deputylog.calendar import Quarter
from deputylog.check.runner import check
from deputylog.check.text import summary
from deputylog.kinds.events import Forwarded
from deputylog.kinds.letter import Letter
from deputylog.kinds.registry import LETTER
from deputylog.papers.lists import list_of_quarter
from deputylog.papers.output import paper
from deputylog.repository.folder import read_records
from deputylog.repository.reading import read_repository
from deputylog.rules import RULES
from deputylog.tables.report import ImportReport
from deputylog.words import words
from tests.conftest import drilled
from tests.real.conftest import REQUESTS, rows_of, taken

KINDS = {
    "投诉": "request",
    "求决": "request",
    "建议": "opinion",
    "咨询": "inquiry",
    "感谢": "thanks",
    "-": "other",
}
END = date(2018, 12, 31)
Requests = tuple[Path, ImportReport]


def letters(root: Path) -> dict[str, Letter]:
    found = {}
    for _, record in read_records(root, LETTER):
        assert isinstance(record, Letter)
        assert record.ref
        found[record.ref] = record
    return found


def test_every_row_is_a_letter(requests_2018: Requests) -> None:
    root, report = requests_2018
    rows = rows_of("requests-2018.csv")
    assert (report.rows, report.written, report.reported) == (3976, 3976, [])
    by_ref = letters(root)
    assert by_ref.keys() == {row["REC_ID"] for row in rows}
    for row in rows:
        letter = by_ref[row["REC_ID"]]
        assert letter.received.isoformat() == row["CREATE_TIME"][:10]
        assert letter.kind == KINDS[row["EVENT_PROPERTY_NAME"]]
        assert letter.source == (None if row["EVENT_SRC_NAME"] == "-" else row["EVENT_SRC_NAME"])
        assert [event.on for event in letter.events] == [None] * (row["DISPOSE_UNIT_NAME"] != "-")


def test_sources_that_yaml_would_misread_stay_text(requests_2018: Requests) -> None:
    sources = Counter(letter.source for letter in letters(requests_2018[0]).values())
    wanted = Counter(row["EVENT_SRC_NAME"] for row in rows_of("requests-2018.csv"))
    assert sources["@坪山"] == wanted["@坪山"] > 0
    assert sources["12345"] == wanted["12345"] > 0


@pytest.mark.parametrize("quarter", ["2018Q1", "2018Q2", "2018Q3"])
@pytest.mark.parametrize(
    "group",
    [None, "坪山街道", "龙田街道", "坑梓街道", "碧岭街道", "马峦街道", "石井街道"][: drilled(3, 7)],
)
def test_the_head_counts_are_those_of_the_table(
    requests_2018: Requests, quarter: str, group: str | None
) -> None:
    root, _ = requests_2018
    first, last = {
        "2018Q1": ("2018-01", "2018-04"),
        "2018Q2": ("2018-04", "2018-07"),
        "2018Q3": ("2018-07", "2018-10"),
    }[quarter]
    rows = [row for row in rows_of("requests-2018.csv") if group in (None, row["STREET_NAME"])]
    new = [row for row in rows if first <= row["CREATE_TIME"] < last]
    # Nothing in the table ends a matter, so all but thanks of earlier quarters are carried over; a forward without a
    # date is done but not known to be done by any day, and shows all the same.
    before = [
        row for row in rows if row["CREATE_TIME"] < first and row["EVENT_PROPERTY_NAME"] != "感谢"
    ]
    book, _ = read_repository(root, as_of=END)
    group_id = next((wanted for wanted in book.groups if book.name("group", wanted) == group), None)
    made = list_of_quarter(
        root, Quarter(int(quarter[:4]), int(quarter[5])), group_id, as_of=END, today=END
    )
    expected = {
        "letters": len(new),
        "raised_at_visits": 0,
        "received": len(new),
        "carried_over": len(before),
        "replied": 0,
        "forwarded": sum(row["DISPOSE_UNIT_NAME"] != "-" for row in new + before),
        "settled": sum(row["EVENT_PROPERTY_NAME"] == "感谢" for row in new),
        "solved": 0,
        "open": len(before) + sum(row["EVENT_PROPERTY_NAME"] != "感谢" for row in new),
        "accusations": 0,
        "visits": 0,
    }
    assert {name: made.kept.heads[name] for name in expected} == expected
    # Above 1,000 rows the list of the district is a summary, with a file for each group beside it.
    rows_of_list = len(new) + len(before)
    shown = [len(table.rows) for table in made.report.tables if table.name == "matters"]
    assert shown == ([] if group is None and rows_of_list > 1000 else [rows_of_list])


def test_check_runs_and_says_what_it_does_not_know(requests_2018: Requests) -> None:
    outcome = check(
        requests_2018[0],
        [rule for rule in RULES if not rule.local_only],
        as_of=END,
        today=END,
    )
    codes = Counter(finding.code for finding in outcome.findings)
    assert not [finding for finding in outcome.findings if finding.severity == "error"]
    waiting = [row for row in rows_of("requests-2018.csv") if row["EVENT_PROPERTY_NAME"] != "感谢"]
    assert codes["L002"] == len(waiting)
    assert codes["L005"] == 0


def test_the_same_table_twice_adds_nothing(requests_2018: Requests) -> None:
    root, _ = requests_2018
    before = sorted((path, path.stat().st_mtime_ns) for path in (root / "records").rglob("*.yaml"))
    again = taken(root, "requests-2018.csv", REQUESTS)
    assert (again.written, again.already, again.created, again.reported) == (0, 3976, [], [])
    assert (
        sorted((path, path.stat().st_mtime_ns) for path in (root / "records").rglob("*.yaml"))
        == before
    )


def test_the_list_says_what_the_table_says(requests_2018: Requests) -> None:
    book, _ = read_repository(requests_2018[0], as_of=END)
    group = next(wanted for wanted in book.groups if book.name("group", wanted) == "坪山街道")
    made = list_of_quarter(requests_2018[0], Quarter(2018, 3), group, as_of=END, today=END)
    page = paper(requests_2018[0], made.report, "html", words("zh-CN")).content.decode()
    assert page.count("<tr") > made.kept.heads["received"]
    assert "@坪山" in page


def test_no_rule_judges_a_forward_whose_day_the_table_does_not_tell(
    requests_2018: Requests,
) -> None:
    """Of 3,976 requests none has the day on which it was forwarded or answered: no clock starts from what nobody wrote down."""
    book, _ = read_repository(requests_2018[0], as_of=END)
    forwarded = {
        matter.id
        for matter in book.matters
        if any(isinstance(event, Forwarded) for event in matter.events)
    }
    assert all(event.on is None for matter in book.matters for event in matter.events)
    rules = [rule for rule in RULES if rule.code in ("L003", "L004", "L005", "L006")]
    found = check(requests_2018[0], rules, as_of=END, today=END).findings
    assert not [finding for finding in found if finding.subject in forwarded]
    requests = [
        row
        for row in rows_of("requests-2018.csv")
        if row["EVENT_PROPERTY_NAME"] in ("投诉", "求决")
    ]
    assert {finding.code for finding in found} <= {"L003"}
    assert len(found) == sum(row["DISPOSE_UNIT_NAME"] == "-" for row in requests)


def test_what_has_no_day_is_told_as_unknown_and_judged_by_nothing(requests_2018: Requests) -> None:
    outcome = check(
        requests_2018[0],
        [rule for rule in RULES if not rule.local_only],
        as_of=END,
        today=END,
    )
    forwarded = sum(row["DISPOSE_UNIT_NAME"] != "-" for row in rows_of("requests-2018.csv"))
    assert outcome.undated == forwarded
    wording = summary(outcome, words("zh-CN"))
    assert f"有{forwarded}个步骤未注明日期" in "\n".join(wording)
    assert not {"L004", "L005", "L006"} & {finding.code for finding in outcome.findings}
