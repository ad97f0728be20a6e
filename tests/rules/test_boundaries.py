"""The day before, the day, the day after."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from deputylog.finding import Finding
from deputylog.words import words
from tests.conftest import DISTRICT, GROUP, LETTER

Find = Callable[..., list[Finding]]

REQUEST = "received: 2026-03-02\nmailbox: m03\nchannel: mailbox\nkind: request\n"
MOVES = "records/district.yaml"
FIXED = DISTRICT + "settings: {move_past_rest_days: false}\n"


@pytest.mark.parametrize(
    ("code", "last_good", "first_late"),
    [
        ("L001", "2026-03-05", "2026-03-06"),
        ("L002", "2026-03-17", "2026-03-18"),
        ("L003", "2026-03-09", "2026-03-10"),
        ("L007", "2026-03-17", "2026-03-18"),
    ],
)
def test_a_letter_is_late_on_the_day_after(
    findings_of: Find, code: str, last_good: str, first_late: str
) -> None:
    assert not findings_of(code, {LETTER: REQUEST}, as_of=last_good)
    assert len(findings_of(code, {LETTER: REQUEST}, as_of=first_late)) == 1


def test_a_due_day_on_a_saturday_moves_to_monday(findings_of: Find) -> None:
    saturday = {LETTER.replace("0302", "0306"): REQUEST.replace("03-02", "03-06")}
    assert not findings_of("L002", saturday, as_of="2026-03-23")
    assert findings_of("L002", saturday, as_of="2026-03-24")
    assert findings_of("L002", {**saturday, MOVES: FIXED}, as_of="2026-03-22")


def test_a_reply_on_the_last_day_is_in_time_and_one_day_later_is_late(findings_of: Find) -> None:
    def replied(day: str) -> dict[str, str]:
        return {LETTER: f"{REQUEST}events:\n  - {{date: {day}, event: replied, how: phone}}\n"}

    assert not findings_of("L002", replied("2026-03-17"), as_of="2026-12-31")
    assert len(findings_of("L002", replied("2026-03-18"), as_of="2026-12-31")) == 1
    assert "late" in str(
        findings_of("L002", replied("2026-03-18"), as_of="2026-12-31")[0].text.text
    )


def test_the_clock_of_a_leap_day(findings_of: Find) -> None:
    leap = {
        MOVES: FIXED.replace("records_from: 2025-01-01", "records_from: 2023-01-01"),
        "records/groups/lianhua.yaml": GROUP.replace("2026-03-02", "2023-01-01"),
        "records/letters/2024/L20240214-00000.yaml": "received: 2024-02-14\nconstituency: c03\nchannel: phone\nkind: inquiry\n",
    }
    assert not findings_of("L002", leap, as_of="2024-02-29")
    assert findings_of("L002", leap, as_of="2024-03-01")


def visits(*days: str, who: str = "zhang-wei") -> dict[str, str]:
    return {
        f"records/visits/{day[:4]}/V{day.replace('-', '')}-0000{n}.yaml": f"date: {day}\ndeputies: [{who}]\nconstituency: c03\n"
        for n, day in enumerate(days)
    }


def test_two_visits_are_owed_until_the_last_day_of_the_year(findings_of: Find) -> None:
    one = visits("2025-05-01")
    assert not [f for f in findings_of("V001", one, as_of="2025-12-31") if f.subject == "zhang-wei"]
    (late,) = [f for f in findings_of("V001", one, as_of="2026-01-01") if f.subject == "zhang-wei"]
    assert str(late.text.values["made"]) == "1 visit"
    assert not [
        f
        for f in findings_of("V001", visits("2025-05-01", "2025-12-31"), as_of="2026-01-01")
        if f.subject == "zhang-wei"
    ]


def test_the_reminders_come_on_30_june_and_30_september(findings_of: Find) -> None:
    def behind(day: str, files: dict[str, str] | None = None) -> bool:
        return bool([f for f in findings_of("V002", files, as_of=day) if f.subject == "zhang-wei"])

    assert [behind(day) for day in ("2026-06-29", "2026-06-30", "2026-09-30")] == [
        False,
        True,
        True,
    ]
    assert not behind("2026-06-30", visits("2026-06-30"))


def test_a_seat_that_ended_owes_nothing_afterwards(findings_of: Find) -> None:
    years = [
        f.text.values["year"]
        for f in findings_of("V001", as_of="2027-01-05")
        if f.subject == "sun-li"
    ]
    assert years == [2025]


def opened(*days: str) -> dict[str, str]:
    return {
        f"records/openings/{day[:4]}/O{day.replace('-', '')}-0000{n}.yaml": f"date: {day}\ngroup: lianhua\nmailboxes: {{m03: 0}}\n"
        for n, day in enumerate(days)
    }


def test_a_week_is_over_on_monday(findings_of: Find) -> None:
    assert not findings_of("M001", as_of="2026-03-08")
    (found,) = findings_of("M001", as_of="2026-03-09")
    assert found.subject == "m03"
    assert not findings_of("M001", opened("2026-03-08"), as_of="2026-03-09")
    assert findings_of("M001", opened("2026-03-09"), as_of="2026-03-09")


def test_this_weeks_opening_is_still_due_until_it_is_done(findings_of: Find) -> None:
    assert findings_of("M002", as_of="2026-03-06")
    assert str(findings_of("M002", as_of="2026-03-06")[0].text).endswith("by 2026-03-06")
    assert str(findings_of("M002", as_of="2026-03-07")[0].text).endswith("by 2026-03-08"), (
        "a round on the weekend still counts"
    )
    assert not findings_of("M002", opened("2026-03-04"), as_of="2026-03-06")


def test_the_week_of_the_spring_festival_owes_nothing(findings_of: Find) -> None:
    """16 to 22 February 2026 has no working day."""
    hung = {"records/groups/lianhua.yaml": GROUP.replace("2026-03-02", "2026-02-09")}
    around = opened("2026-02-09", "2026-02-23")
    assert not findings_of("M001", {**hung, **around}, as_of="2026-03-02")
    every_week = {MOVES: DISTRICT + "settings: {exempt_if_workdays_at_most: 3}\n"}
    assert not findings_of("M001", {**hung, **around, **every_week}, as_of="2026-03-02")


def test_a_year_of_53_weeks(findings_of: Find) -> None:
    """2026 has a week 53, from 28 December to 3 January; it belongs to the quarter of its Thursday, 2026Q4."""
    hung = {"records/groups/lianhua.yaml": GROUP.replace("2026-03-02", "2026-12-21")}
    assert not findings_of(
        "M001", {**hung, **opened("2026-12-21", "2027-01-03")}, as_of="2027-01-04"
    )
    (found,) = findings_of("M001", {**hung, **opened("2026-12-21")}, as_of="2027-01-04")
    assert [str(week) for week in found.weeks] == ["2026W53"]
    assert "2026年12月28日至2027年1月3日" in words("zh-CN").say(found.text)


@pytest.mark.parametrize(("day", "codes"), [("2026-04-10", 0), ("2026-04-11", 1)])
def test_the_list_is_due_on_the_tenth(findings_of: Find, day: str, codes: int) -> None:
    """10 April 2026 is a Friday."""
    found = [
        f
        for f in findings_of("G001", as_of=day)
        if f.severity == "breach" and "first quarter of 2026" in str(f.text)
    ]
    assert len(found) == codes


def test_the_department_has_60_days_and_90_when_extended(findings_of: Find) -> None:
    forwarded = f"{REQUEST}events:\n  - {{date: 2026-03-03, event: forwarded, to: housing}}\n"
    extended = f"{forwarded}  - {{date: 2026-04-30, event: extended, by: housing, to_days: 90}}\n"
    fixed = {MOVES: FIXED}
    assert not findings_of("L005", {**fixed, LETTER: forwarded}, as_of="2026-05-02")
    assert findings_of("L005", {**fixed, LETTER: forwarded}, as_of="2026-05-03")
    assert not findings_of("L005", {**fixed, LETTER: extended}, as_of="2026-06-01")
    assert findings_of("L005", {**fixed, LETTER: extended}, as_of="2026-06-02")


def test_follow_up_after_30_days_and_every_30(findings_of: Find) -> None:
    forwarded = f"{REQUEST}events:\n  - {{date: 2026-03-03, event: forwarded, to: housing}}\n"
    followed = f"{forwarded}  - {{date: 2026-04-02, event: followed_up}}\n"
    fixed = {MOVES: FIXED}
    assert not findings_of("L004", {**fixed, LETTER: forwarded}, as_of="2026-04-02")
    assert findings_of("L004", {**fixed, LETTER: forwarded}, as_of="2026-04-03")
    assert not findings_of("L004", {**fixed, LETTER: followed}, as_of="2026-05-02")
    assert findings_of("L004", {**fixed, LETTER: followed}, as_of="2026-05-03")


def test_records_of_later_days_are_out_of_sight(findings_of: Find) -> None:
    assert not findings_of("R007", visits("2026-05-01", who="sun-li"), as_of="2026-04-30")
    assert findings_of("R007", visits("2026-05-01", who="sun-li"), as_of="2026-05-01")


def test_the_last_day_in_office_still_counts(findings_of: Find) -> None:
    assert not findings_of("R007", visits("2025-12-31", who="sun-li"), as_of="2026-12-31")
    assert findings_of("R007", visits("2026-01-01", who="sun-li"), as_of="2026-12-31")


def test_nobody_follows_up_what_a_suggestion_took_over(findings_of: Find) -> None:
    letter = f"{REQUEST}events:\n  - {{date: 2026-03-03, event: forwarded, to: housing}}\n  - {{date: 2026-03-20, event: answered, result: RESULT}}\n"
    suggestion = {
        "records/suggestions/2026/S20260402-00000.yaml": "kind: suggestion\ntitle: 建议\nlead: zhang-wei\nsources: [L20260302-00000]\nevents:\n"
        "  - {date: 2026-04-02, event: submitted}\n  - {date: 2026-04-08, event: assigned, lead: housing}\n"
        "  - {date: 2026-06-30, event: answered, result: solved}\n"
    }
    assert not findings_of(
        "L004", {LETTER: letter.replace("RESULT", "not_now"), **suggestion}, as_of="2026-07-31"
    )
    planned = {LETTER: letter.replace("RESULT", "planned")}
    assert findings_of("L004", planned, as_of="2026-07-31")
    assert not findings_of("L004", {**planned, **suggestion}, as_of="2026-07-31")
