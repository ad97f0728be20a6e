"""Rules whose day is that of a record, of a term, of a round or of an excuse: the day before, the day, the day after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from deputylog.check.result import CheckResult
from deputylog.finding import Finding, Standing
from tests.conftest import DISTRICT, GROUP, LETTER, SUN_LI

Find = Callable[..., list[Finding]]


def opening(day: str, mailboxes: str = "m03: 0", by: str = "") -> dict[str, str]:
    who = f"by: {by}\n" if by else ""
    return {
        f"records/openings/2026/O{day.replace('-', '')}-00000.yaml": f"date: {day}\ngroup: lianhua\n{who}mailboxes: {{{mailboxes}}}\n"
    }


def letter(
    kind: str, *events: str, received: str = "2026-03-02", more: str = "constituency: c03\n"
) -> dict[str, str]:
    steps = "events:\n" + "".join(f"  - {{{event}}}\n" for event in events) if events else ""
    return {LETTER: f"received: {received}\n{more}kind: {kind}\n{steps}"}


def visit(day: str, number: int = 0, who: str = "zhang-wei", more: str = "") -> dict[str, str]:
    path = f"records/visits/{day[:4]}/V{day.replace('-', '')}-0000{number}.yaml"
    return {path: f"date: {day}\ndeputies: [{who}]\nconstituency: c03\n{more}"}


@pytest.mark.parametrize(
    ("today", "found"), [("2026-03-01", True), ("2026-03-02", False), ("2026-03-03", False)]
)
def test_today_is_not_later_than_today(
    outcome_of: Callable[..., CheckResult], today: str, found: bool
) -> None:
    outcome = outcome_of(letter("thanks"), as_of="2026-03-05", today=date.fromisoformat(today))
    assert any(finding.code == "R006" for finding in outcome.findings) is found


@pytest.mark.parametrize(
    ("day", "found"), [("2004-12-31", True), ("2005-01-01", False), ("1900-01-03", True)]
)
def test_a_record_is_not_more_than_twenty_years_older_than_the_records(
    findings_of: Find, day: str, found: bool
) -> None:
    assert bool(findings_of("R017", visit(day), as_of="2026-03-05")) is found


def test_no_day_is_too_old_where_the_district_cannot_be_read(findings_of: Find) -> None:
    files = visit("2026-03-02") | {"records/district.yaml": "name: [\n"}
    assert not findings_of("R017", files, as_of="2026-03-05")


@pytest.mark.parametrize(
    ("day", "found"), [("2026-03-01", True), ("2026-03-02", False), ("2026-03-03", False)]
)
def test_an_event_may_stand_on_the_day_of_its_matter(
    findings_of: Find, day: str, found: bool
) -> None:
    assert (
        bool(
            findings_of(
                "R008", letter("inquiry", f"date: {day}, event: replied"), as_of="2026-03-05"
            )
        )
        is found
    )


@pytest.mark.parametrize(
    ("day", "event", "found"),
    [
        ("02-28", "withdrew, who: sun-li", False),
        ("02-28", "assigned, lead: housing", True),
        ("03-01", "assigned, lead: housing", False),
    ],
)
def test_only_a_signature_is_withdrawn_before_the_submission(
    findings_of: Find, day: str, event: str, found: bool
) -> None:
    suggestion = "kind: suggestion\ntitle: 建议\nlead: zhang-wei\ncosigners: [sun-li]\nevents:\n  - {date: 2026-03-01, event: submitted}\n"
    files = {
        "records/suggestions/2026/S20260301-00000.yaml": f"{suggestion}  - {{date: 2026-{day}, event: {event}}}\n"
    }
    assert bool(findings_of("R008", files, as_of="2026-03-05")) is found


def list_of_the_first_quarter(day: str, number: int = 0) -> dict[str, str]:
    path = f"records/submissions/2026/Q{day.replace('-', '')}-0000{number}.yaml"
    return {path: f"group: lianhua\nquarter: 2026Q1\ndate: {day}\n"}


@pytest.mark.parametrize(
    ("day", "found"), [("2026-03-30", True), ("2026-03-31", True), ("2026-04-01", False)]
)
def test_a_list_is_handed_in_when_its_quarter_is_over(
    findings_of: Find, day: str, found: bool
) -> None:
    assert bool(findings_of("R008", list_of_the_first_quarter(day), as_of="2026-04-02")) is found


@pytest.mark.parametrize(("first", "late"), [("2026-04-10", False), ("2026-04-13", True)])
def test_the_first_list_of_a_quarter_is_in_time_or_late_whatever_corrects_it(
    findings_of: Find, first: str, late: bool
) -> None:
    lists = {**list_of_the_first_quarter("2026-04-20", 1), **list_of_the_first_quarter(first)}
    found = [
        finding
        for finding in findings_of("G001", lists, as_of="2026-04-30")
        if "first quarter of 2026" in str(finding.text)
    ]
    assert [(finding.place.path, finding.pending) for finding in found] == [
        (path, False) for path in list(lists)[1:] if late
    ]


def test_a_list_that_is_handed_in_late_was_late(findings_of: Find) -> None:
    def late(files: dict[str, str]) -> list[tuple[bool, str]]:
        found = findings_of("G001", files, as_of="2026-04-30")
        return [
            (finding.pending, str(finding.text))
            for finding in found
            if "first quarter of 2026" in str(finding.text)
        ]

    assert late({}) == [
        (True, "the list of the first quarter of 2026 was due on 2026-04-10 (20 days late)")
    ]
    assert late(list_of_the_first_quarter("2026-04-13")) == [
        (False, "the list of the first quarter of 2026 was due on 2026-04-10 (3 days late)")
    ]


@pytest.mark.parametrize(
    ("events", "standing"),
    [((), Standing.PENDING), (("date: 2026-03-30, event: replied",), Standing.ON_RECORD)],
)
def test_a_late_reply_is_to_do_until_it_is_given_whatever_was_handed_in(
    outcome_of: Callable[..., CheckResult], events: tuple[str, ...], standing: Standing
) -> None:
    files = {**letter("inquiry", *events), **list_of_the_first_quarter("2026-04-01")}
    found = outcome_of(files, as_of="2026-04-30").findings
    assert [one.standing for one in found if one.code == "L002"] == [standing]
    assert {one.standing for one in found if one.code == "M001"} == {Standing.ON_RECORD}


@pytest.mark.parametrize(("day", "found"), [("2025-12-31", False), ("2026-01-01", True)])
def test_a_signature_of_the_last_day_in_office_counts(
    findings_of: Find, day: str, found: bool
) -> None:
    suggestion = f"kind: suggestion\ntitle: 建议\nlead: zhang-wei\ncosigners: [sun-li]\nevents:\n  - {{date: {day}, event: submitted}}\n"
    path = f"records/suggestions/{day[:4]}/S{day.replace('-', '')}-00000.yaml"
    assert bool(findings_of("R007", {path: suggestion}, as_of="2026-03-05")) is found


@pytest.mark.parametrize(("day", "found"), [("2026-03-05", False), ("2026-03-06", True)])
def test_letters_may_be_entered_within_three_days_of_the_round(
    findings_of: Find, day: str, found: bool
) -> None:
    assert bool(findings_of("R009", opening("2026-03-02", "m03: 1"), as_of=day)) is found


def test_more_letters_than_counted_is_an_error_on_the_day_itself(findings_of: Find) -> None:
    (found,) = findings_of(
        "R009",
        {**opening("2026-03-02"), **letter("thanks", more="mailbox: m03\n")},
        as_of="2026-03-02",
    )
    assert found.severity == "error"


@pytest.mark.parametrize(("day", "found"), [("2026-03-01", True), ("2026-03-02", False)])
def test_a_constituency_has_its_mailbox_from_the_day_it_hangs(
    findings_of: Find, day: str, found: bool
) -> None:
    assert bool(findings_of("M003", as_of=day)) is found


def test_no_mailbox_is_wanted_before_the_records_or_after_the_term(findings_of: Find) -> None:
    none = {"records/groups/lianhua.yaml": GROUP.partition("mailboxes:")[0]}
    wanted = [
        bool(findings_of("M003", none, as_of=day))
        for day in ("2024-12-31", "2025-01-01", "2027-01-08", "2027-01-09")
    ]
    assert wanted == [False, True, True, False]


def test_the_keeper_of_the_day_opens_or_the_officer(findings_of: Find) -> None:
    changed = GROUP.replace(
        "who: zhang-wei}", "who: zhang-wei}\n      - {from: 2026-03-09, who: sun-li}"
    )
    files = {"records/groups/lianhua.yaml": changed}
    assert not findings_of(
        "M006", {**files, **opening("2026-03-08", by="zhang-wei")}, as_of="2026-03-10"
    )
    assert findings_of(
        "M006", {**files, **opening("2026-03-09", by="zhang-wei")}, as_of="2026-03-10"
    )
    assert not findings_of(
        "M006", {**files, **opening("2026-03-09", by="liu-fang")}, as_of="2026-03-10"
    )


def test_two_days_are_two_visits(findings_of: Find) -> None:
    assert findings_of(
        "V003", {**visit("2026-03-14"), **visit("2026-03-14", 1)}, as_of="2026-03-15"
    )
    assert not findings_of(
        "V003", {**visit("2026-03-14"), **visit("2026-03-15", 1)}, as_of="2026-03-15"
    )


def test_an_ask_is_missing_when_the_year_is_over(findings_of: Find) -> None:
    asked = visit("2025-03-14", more="ask: needs\n")
    assert not findings_of("V004", asked, as_of="2025-12-31")
    assert findings_of("V004", asked, as_of="2026-01-01")
    rest = {
        **visit("2025-12-30", more="ask: ideas\n"),
        **visit("2025-12-31", more="ask: hardship\n"),
    }
    assert not findings_of("V004", {**asked, **rest}, as_of="2026-01-01")


def test_whose_constituency_it_is_goes_by_the_seat_of_the_day(findings_of: Find) -> None:
    moved = SUN_LI.replace(
        "end: resigned}",
        'end: moved_away}\n  - {term: "17", constituency: c04, group: lianhua, from: 2026-01-01}',
    )
    files = {
        "records/deputies/sun-li.yaml": moved,
        "records/groups/lianhua.yaml": GROUP.replace(
            "mailboxes:", '  - {id: c04, term: "17", name: "第四选区"}\nmailboxes:'
        ),
    }
    assert not findings_of(
        "V005", {**files, **visit("2025-12-31", who="sun-li")}, as_of="2026-01-02"
    )
    assert findings_of("V005", {**files, **visit("2026-01-01", who="sun-li")}, as_of="2026-01-02")


@pytest.mark.parametrize(("day", "found"), [("2025-12-31", False), ("2026-01-01", True)])
def test_a_matter_waits_for_another_deputy_on_the_day_after_the_last(
    findings_of: Find, day: str, found: bool
) -> None:
    waiting = {
        "records/letters/2025/L20251229-00000.yaml": "received: 2025-12-29\nconstituency: c03\nkind: request\ndeputy: sun-li\n",
    }
    assert bool(findings_of("L013", waiting, as_of=day)) is found


def test_the_day_on_which_it_was_fed_back_settles_it(findings_of: Find) -> None:
    alone = letter(
        "request", "date: 2026-03-03, event: replied", "date: 2026-03-05, event: fed_back"
    )
    assert not findings_of("L010", alone, as_of="2026-03-04")
    assert findings_of("L010", alone, as_of="2026-03-05")


@pytest.mark.parametrize(("as_of", "found"), [("2026-12-27", False), ("2026-12-28", True)])
def test_the_calendar_is_wanted_from_the_first_mailbox_week_that_reaches_into_the_year(
    findings_of: Find, as_of: str, found: bool
) -> None:
    """The term ends in 2027, of which the library knows nothing yet; that alone is no reason."""
    assert bool(findings_of("C001", as_of=as_of)) is found


@pytest.mark.parametrize(("received", "found"), [("2026-12-16", False), ("2026-12-17", True)])
def test_the_calendar_is_wanted_when_a_reply_falls_due_in_the_year(
    findings_of: Find, received: str, found: bool
) -> None:
    """15 days from 16 December are 31 December."""
    files = {
        f"records/letters/2026/L{received.replace('-', '')}-00000.yaml": f"received: {received}\nconstituency: c03\nkind: inquiry\n"
    }
    assert bool(findings_of("C001", files, as_of="2026-12-20")) is found


def test_a_step_taken_in_the_year_before_needs_no_calendar(findings_of: Find) -> None:
    letter = "received: 2026-12-17\nconstituency: c03\nkind: inquiry\nevents:\n  - {date: 2026-12-18, event: replied}\n"
    assert not findings_of(
        "C001", {"records/letters/2026/L20261217-00000.yaml": letter}, as_of="2026-12-20"
    )


OF_2028 = {
    "records/district.yaml": DISTRICT.replace(", to: 2027-01-08", "")
    + "calendar:\n  - {year: 2028}\n"
}
WITHIN = "settings: {reply_within: 5 working days}\n"


@pytest.mark.parametrize(
    ("received", "changes", "found"),
    [
        ("2027-12-29", WITHIN, True),  # 30 and 31 December count
        ("2027-12-31", WITHIN, False),
        ("2027-12-29", "", False),  # 15 days are 13 January
    ],
)
def test_the_calendar_of_a_year_is_wanted_in_which_days_were_counted(
    findings_of: Find, received: str, changes: str, found: bool
) -> None:
    """2027 is unknown, and 2028, in which the reply is due, is known."""
    path = f"records/letters/2027/L{received.replace('-', '')}-00000.yaml"
    text = (OF_2028["records/district.yaml"] + changes).replace(
        "records_from: 2025-01-01", "records_from: 2027-12-29"
    )
    files = {
        "records/district.yaml": text,
        path: f"received: {received}\nconstituency: c03\nkind: inquiry\n",
    }
    group = {"records/groups/lianhua.yaml": GROUP[: GROUP.index("mailboxes:")]}
    assert [
        one.text.values["years"]
        for one in findings_of("C001", {**files, **group}, as_of="2028-01-01")
    ] == [[2027]] * found


def test_several_unknown_years_are_one_finding(findings_of: Find) -> None:
    (found,) = findings_of("C001", as_of="2028-03-01")
    assert found.text.values["years"] == [2027, 2028]


def test_the_calendar_is_wanted_as_far_as_an_answer_is_due(findings_of: Find) -> None:
    suggestion = "kind: suggestion\ntitle: 建议\nlead: zhang-wei\nevents:\n  - {date: 2026-09-28, event: submitted}\n"
    files = {
        "records/suggestions/2026/S20260928-00000.yaml": f"{suggestion}  - {{date: 2026-10-08, event: assigned, lead: housing}}\n"
    }
    assert findings_of("C001", files, as_of="2026-10-09")
    told = {"records/district.yaml": DISTRICT + "calendar:\n  - {year: 2027}\n"}
    assert not findings_of("C001", {**files, **told}, as_of="2026-10-09")


@pytest.mark.parametrize(
    ("last", "nothing"), [("2026-03-16", True), ("2026-03-17", False), ("2026-03-18", False)]
)
def test_an_excuse_holds_on_the_day_of_the_lapse(
    findings_of: Find, last: str, nothing: bool
) -> None:
    """The reply was due on 17 March."""
    excuse = f"rule: L002\nsubject: L20260302-00000\nfrom: 2026-03-01\nto: {last}\nwhy: 住院\naccepted_by: working-body\naccepted_on: 2026-03-20\n"
    files = {**letter("inquiry"), "records/excuses/2026/E20260320-00000.yaml": excuse}
    assert bool(findings_of("E001", files, as_of="2026-03-20")) is nothing
    (late,) = findings_of("L002", files, as_of="2026-03-20")
    assert (late.severity == "breach") is nothing


def test_an_excuse_of_a_suggestion_is_found_by_its_id(findings_of: Find) -> None:
    suggestion = "kind: suggestion\ntitle: 建议\nlead: zhang-wei\nevents:\n  - {date: 2026-03-02, event: submitted}\n"
    excuse = "rule: S004\nsubject: S20260302-00000\nfrom: 2026-03-01\nto: 2026-03-31\nwhy: 机构改革\naccepted_by: working-body\naccepted_on: 2026-03-20\n"
    files = {
        "records/suggestions/2026/S20260302-00000.yaml": suggestion,
        "records/excuses/2026/E20260320-00000.yaml": excuse,
    }
    assert not findings_of("E001", files, as_of="2026-03-20")
    (late,) = findings_of("S004", files, as_of="2026-03-20")
    assert late.severity == "advice"


@pytest.mark.parametrize(
    "district",
    [
        DISTRICT.replace("terms:\n", 'terms:\n  - {id: "17", from: 2016-12-20, to: 2021-12-19}\n'),
        DISTRICT
        + "sessions:\n  - {id: 17-5, from: 2026-01-12}\n  - {id: 17-5, from: 2026-02-12}\n",
        DISTRICT + 'activity_kinds:\n  training: {name: "培训"}\n',
    ],
)
def test_a_term_a_session_or_a_kind_of_activity_stands_once(
    findings_of: Find, district: str
) -> None:
    (found,) = findings_of("R005", {"records/district.yaml": district}, as_of="2026-03-02")
    assert found.place.path == "records/district.yaml"
    assert not findings_of("R005", as_of="2026-03-02")


def test_private_words_in_a_suggestion_or_a_spot_check_are_found(findings_of: Find) -> None:
    files = {
        "records/suggestions/2026/S20260302-00000.yaml": "kind: suggestion\ntitle: 请回电 13912345678\nlead: zhang-wei\n",
        "records/spot-checks/2026/C20260302-00000.yaml": 'date: 2026-03-02\nseed: "1"\ndrawn: []\nnote: 电话 13912345678\n',
    }
    assert len(findings_of("P001", files, as_of="2026-03-02")) == 2
