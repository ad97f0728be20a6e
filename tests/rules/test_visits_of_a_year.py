"""Who is reminded of visits and judged by them: at the end of the seat, by the settings of that time, nobody who died."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from deputylog.finding import Finding
from deputylog.rules import RULES
from deputylog.words import words
from tests.conftest import DISTRICT

Find = Callable[..., list[Finding]]
PATH = "records/deputies/zhang-wei.yaml"


def seat(rest: str, first: str = "2021-12-20", term: str = "17") -> str:
    return f'  - {{term: "{term}", constituency: c03, group: lianhua, from: {first}{rest}}}\n'


def deputy(*seats: str) -> dict[str, str]:
    return {PATH: f"name: 张伟\nseats:\n{''.join(seats)}"}


def visits(*days: str) -> dict[str, str]:
    return {
        f"records/visits/{day[:4]}/V{day.replace('-', '')}-00000.yaml": f"date: {day}\ndeputies: [zhang-wei]\nconstituency: c03\n"
        for day in days
    }


def about_zhang_wei(findings_of: Find, code: str, files: Mapping[str, str], day: str) -> list[str]:
    return [
        str(found.text)
        for found in findings_of(code, files, as_of=day)
        if found.subject == "zhang-wei"
    ]


@pytest.mark.parametrize(
    ("day", "reminded"),
    [("2026-11-30", False), ("2026-12-01", True), ("2026-12-02", True), ("2026-12-31", True)],
)
def test_one_visit_of_two_is_behind_on_1_december(
    findings_of: Find, day: str, reminded: bool
) -> None:
    found = about_zhang_wei(findings_of, "V002", visits("2026-03-14"), day)
    assert bool(found) is reminded
    assert all("1 visit missing in 2026" in one for one in found)
    assert not about_zhang_wei(findings_of, "V002", visits("2026-03-14", "2026-03-15"), day)


def test_the_day_of_the_last_reminder_is_a_setting(findings_of: Find) -> None:
    files = {
        **visits("2026-03-14"),
        "records/district.yaml": DISTRICT + 'settings: {visits_last_reminder: "11-15"}\n',
    }
    days = ("2026-11-14", "2026-11-15", "2026-11-16")
    assert [bool(about_zhang_wei(findings_of, "V002", files, day)) for day in days] == [
        False,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("elected", "reminded"), [("2026-06-29", True), ("2026-06-30", True), ("2026-07-01", False)]
)
def test_who_was_elected_after_a_reminder_waits_for_the_next(
    findings_of: Find, elected: str, reminded: bool
) -> None:
    files = deputy(seat("", elected))
    assert bool(about_zhang_wei(findings_of, "V002", files, "2026-07-01")) is reminded
    assert not about_zhang_wei(findings_of, "V002", visits("2026-07-02") | files, "2026-12-31")
    assert about_zhang_wei(findings_of, "V002", files, "2026-09-30")


EARLIER = """\
earlier_settings:
  - {{until: {until}, {name}: {value}}}
"""


def changed(name: str, value: str, until: str = "2025-12-31") -> dict[str, str]:
    return {"records/district.yaml": DISTRICT + EARLIER.format(until=until, name=name, value=value)}


@pytest.mark.parametrize(
    ("day", "reminded"), [("2025-05-01", True), ("2026-05-01", False), ("2026-06-30", True)]
)
def test_reminders_come_on_the_days_of_that_year(
    findings_of: Find, day: str, reminded: bool
) -> None:
    district = changed("visits_reminders", '["05-01"]')
    assert bool(about_zhang_wei(findings_of, "V002", district, day)) is reminded


@pytest.mark.parametrize("end", ["resigned", "recalled", "moved_away", "disqualified", "expired"])
def test_a_deputy_who_leaves_is_judged_on_the_day_after_the_seat_ends(
    findings_of: Find, end: str
) -> None:
    """181 days in office until 30 June owe one visit."""
    files = visits("2025-01-02", "2025-01-03") | deputy(seat(f", to: 2026-06-30, end: {end}"))
    days = ("2026-06-29", "2026-06-30", "2026-07-01", "2027-01-01")
    assert [len(about_zhang_wei(findings_of, "V001", files, day)) for day in days] == [0, 0, 1, 1]
    assert not about_zhang_wei(findings_of, "V001", files | visits("2026-06-30"), "2026-07-01")
    (found,) = [
        one for one in findings_of("V001", files, as_of="2026-07-01") if one.subject == "zhang-wei"
    ]
    assert str(found.day) == "2026-06-30"
    assert found.pending is False


def test_the_number_for_part_of_a_year_is_said_to_be_local(findings_of: Find) -> None:
    files = deputy(seat(", to: 2026-06-30, end: resigned"))
    basis = [
        words("zh-CN").say(one.basis)
        for one in findings_of("V001", files, as_of="2026-07-01")
        if one.subject == "zhang-wei"
    ]
    assert basis == [
        "工作意见第一部分",
        "工作意见第一部分；任职不满一年的按本地规定折算：满270天按全年计，满90天按一半计",
    ]


NEXT_TERM = DISTRICT.replace(
    "to: 2027-01-08}", 'to: 2026-06-30}\n  - {id: "18", from: 2026-07-01, to: 2031-12-31}'
)


@pytest.mark.parametrize(("follows", "days"), [("seat", [0, 1, 1, 2]), ("person", [0, 0, 0, 1])])
def test_a_seat_that_expires_with_the_term_is_judged_then(
    findings_of: Find, follows: str, days: list[int]
) -> None:
    """Re-elected on 1 July: by seat half a year each, by person the whole year."""
    files = visits("2025-01-02", "2025-01-03") | deputy(seat(""), seat("", "2026-07-01", "18"))
    files["records/district.yaml"] = NEXT_TERM + f"settings: {{visits_follow: {follows}}}\n"
    found = [
        len(about_zhang_wei(findings_of, "V001", files, day))
        for day in ("2026-06-30", "2026-07-01", "2026-12-31", "2027-01-01")
    ]
    assert found == days


@pytest.mark.parametrize(
    "code",
    [rule.code for rule in RULES if rule.code in ("V001", "V002", "V003", "V005", "G005", "G007")],
)
def test_nothing_is_found_against_the_dead(findings_of: Find, code: str) -> None:
    """Nobody visited in 2025, reported, or got anything solved; the second visit of 2 March and its place are known."""
    elsewhere = {
        "records/groups/taoyuan.yaml": "\n".join(
            (
                "name: 桃源街道代表组",
                "constituencies:",
                '  - {id: c07, term: "17", name: "第七选区"}',
                "",
            )
        )
    }
    visit = "date: 2026-03-02\ndeputies: [zhang-wei]\nconstituency: c07\n"
    twice = {f"records/visits/2026/V20260302-0000{number}.yaml": visit for number in (0, 1)}
    living = {**elsewhere, **twice}
    dead = {**living, **deputy(seat(", to: 2026-03-03, end: died"))}

    def accused(files: Mapping[str, str], day: str) -> bool:
        return any(
            "张伟" in str(found.text) or code == "V005"
            for found in findings_of(code, files, as_of=day)
        )

    day = "2026-12-31" if code == "V002" else "2026-03-02"
    assert accused(living, day)
    assert not accused(dead, "2026-12-31" if code == "V002" else "2026-03-03")


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("G003", "circular_every"),
        ("G004", "commendation_every"),
        ("G006", "spot_check_every"),
        ("G007", "duty_report_every"),
        ("G008", "briefing_every"),
        ("M005", "publicity_every"),
    ],
)
def test_a_period_is_judged_by_the_settings_of_its_first_day(
    findings_of: Find, code: str, name: str
) -> None:
    """Quarterly in 2025; from 2026 on, something else."""
    hung = {"records/groups/lianhua.yaml": GROUP_OF_2025}

    def ends(district: str, day: str = "2027-01-01") -> list[str]:
        files = {**hung, "records/district.yaml": DISTRICT + district}
        return sorted(str(found.day) for found in findings_of(code, files, as_of=day))

    was = EARLIER.format(until="2025-12-31", name=name, value="quarter")
    in_2025 = ["2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31"]
    assert ends(f"settings: {{{name}: never}}\n{was}") == in_2025
    assert ends(f"settings: {{{name}: year}}\n{was}") == [*in_2025, "2026-12-31"]
    assert ends(f"settings: {{{name}: year}}\n{was}", "2026-12-31") == in_2025
    mid_year = EARLIER.format(until="2025-03-31", name=name, value="quarter")
    assert ends(f"settings: {{{name}: half_year}}\n{mid_year}", "2026-01-01") == [
        "2025-03-31",
        "2025-12-31",
    ]


GROUP_OF_2025 = """\
name: 莲花街道代表组
officers:
  - {id: liu-fang, name: "刘芳", from: 2024-03-01}
constituencies:
  - {id: c03, term: "17", name: "第三选区"}
mailboxes:
  - id: m03
    constituency: c03
    from: 2025-01-01
"""
