"""What a group, a mailbox or a deputy does in a year: judged on the day after it ends, never when it began before the records."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from deputylog.finding import Finding
from tests.conftest import DISTRICT, GROUP

Find = Callable[..., list[Finding]]

HUNG = {"records/groups/lianhua.yaml": GROUP.replace("2026-03-02", "2025-01-01")}


def activity(day: str, kind: str, more: str = "", by: str = "lianhua") -> dict[str, str]:
    return {
        f"records/activities/{day[:4]}/A{day.replace('-', '')}-00000.yaml": f"date: {day}\nkind: {kind}\nby: {by}\n{more}"
    }


def spot_check(day: str, group: str = "group: lianhua\n") -> dict[str, str]:
    return {
        f"records/spot-checks/{day[:4]}/C{day.replace('-', '')}-00000.yaml": f'date: {day}\n{group}seed: "1"\ndrawn: []\n'
    }


KEPT = {
    "M005": activity("2025-12-31", "publicity", "constituencies: [c03]\n"),
    "G004": activity("2025-12-31", "commendation", "who: lianhua\nas: group\n", by="working-body"),
    "G006": spot_check("2025-12-31"),
    "G008": activity("2025-12-31", "briefing", "who: lianhua\n", by="working-body"),
}


@pytest.mark.parametrize("code", ["M005", "G004", "G005", "G006", "G008"])
def test_a_year_is_judged_when_it_is_over(findings_of: Find, code: str) -> None:
    assert not findings_of(code, HUNG, as_of="2025-12-31")
    (found,) = findings_of(code, HUNG, as_of="2026-01-01")
    assert found.severity == "advice"
    assert found.day is not None
    assert found.day.isoformat() == "2025-12-31"


@pytest.mark.parametrize("code", ["M005", "G004", "G005", "G006", "G008"])
def test_a_year_that_began_before_the_records_is_not_judged(findings_of: Find, code: str) -> None:
    late_start = {
        **HUNG,
        "records/district.yaml": DISTRICT.replace(
            "records_from: 2025-01-01", "records_from: 2025-01-02"
        ),
    }
    assert not findings_of(code, late_start, as_of="2026-12-31")
    assert findings_of(code, late_start, as_of="2027-01-01")


@pytest.mark.parametrize("code", KEPT)
def test_the_last_day_of_the_year_is_in_time_and_the_next_is_not(
    findings_of: Find, code: str
) -> None:
    assert not findings_of(code, {**HUNG, **KEPT[code]}, as_of="2026-01-01")
    too_late = {
        path.replace("2025", "2026").replace("1231", "0101"): text.replace(
            "2025-12-31", "2026-01-01"
        )
        for path, text in KEPT[code].items()
    }
    assert findings_of(code, {**HUNG, **too_late}, as_of="2026-01-01")


def test_a_half_year_is_over_after_30_june(findings_of: Find) -> None:
    assert not findings_of("G003", as_of="2025-06-30")
    assert len(findings_of("G003", as_of="2025-07-01")) == 1
    assert not findings_of("G003", activity("2025-06-30", "circular"), as_of="2025-07-01")
    assert findings_of("G003", activity("2025-07-01", "circular"), as_of="2025-07-01")


@pytest.mark.parametrize(
    ("every", "found"), [("quarter", 7), ("half_year", 3), ("year", 1), ("term", 0), ("never", 0)]
)
def test_how_often_is_a_setting(findings_of: Find, every: str, found: int) -> None:
    district = {"records/district.yaml": DISTRICT + f"settings: {{circular_every: {every}}}\n"}
    assert len(findings_of("G003", district, as_of="2026-12-31")) == found


def test_once_in_a_term_is_judged_when_the_term_is_over(findings_of: Find) -> None:
    term = (
        DISTRICT.replace("2021-12-20, to: 2027-01-08", "2025-01-01, to: 2027-01-08")
        + "settings: {circular_every: term}\n"
    )
    assert not findings_of("G003", {"records/district.yaml": term}, as_of="2027-01-08")
    assert len(findings_of("G003", {"records/district.yaml": term}, as_of="2027-01-09")) == 1


def test_a_constituency_that_got_its_mailbox_in_the_year_is_left_out(findings_of: Find) -> None:
    assert not findings_of(
        "M005",
        {"records/groups/lianhua.yaml": GROUP.replace("2026-03-02", "2025-01-02")},
        as_of="2026-01-01",
    )


def test_a_mailbox_that_was_replaced_leaves_its_constituency_served(findings_of: Find) -> None:
    replaced = HUNG["records/groups/lianhua.yaml"].replace(
        "    from: 2025-01-01\n", "    from: 2025-01-01\n    to: 2025-06-30\n"
    )
    replaced += "  - id: m04\n    constituency: c03\n    from: 2025-07-01\n"
    (found,) = findings_of("M005", {"records/groups/lianhua.yaml": replaced}, as_of="2026-01-01")
    assert found.subject == "c03"


@pytest.mark.parametrize(
    ("who", "as_what"),
    [
        ("lianhua", "group"),
        ("zhang-wei", "deputy"),
        ("L20250302-00000", "case"),
        ("V20250314-00000#p4f9", "case"),
    ],
)
def test_a_commendation_of_a_group_a_deputy_or_a_case(
    findings_of: Find, who: str, as_what: str
) -> None:
    records = {
        "records/letters/2025/L20250302-00000.yaml": "received: 2025-03-02\nconstituency: c03\nkind: thanks\n",
        "records/visits/2025/V20250314-00000.yaml": "date: 2025-03-14\ndeputies: [zhang-wei]\nconstituency: c03\n"
        "matters:\n  - id: p4f9\n    kind: thanks\n",
    }
    given = activity(
        "2025-05-01", "commendation", f'who: "{who}"\nas: {as_what}\n', by="working-body"
    )
    assert not findings_of("G004", {**records, **given}, as_of="2026-01-01")


def test_a_spot_check_of_all_groups_counts_for_each(findings_of: Find) -> None:
    assert not findings_of("G006", spot_check("2025-12-31", group=""), as_of="2026-01-01")


DEPUTY = (
    'name: 代表\nseats:\n  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20}\n'
)


def test_a_group_of_three_is_large_enough(findings_of: Find) -> None:
    """With Zhang Wei; Sun Li left on 31 December 2025."""
    two = {"records/deputies/a.yaml": DEPUTY}
    assert not findings_of("G002", two, as_of="2025-12-31")
    (small,) = findings_of("G002", two, as_of="2026-01-01")
    assert small.text.values["count"] == 2
    suspended = {"records/deputies/b.yaml": DEPUTY + "suspended:\n  - {from: 2025-06-01}\n"}
    assert not findings_of("G002", {**two, **suspended}, as_of="2026-01-01")


def test_a_group_of_a_term_that_is_over_is_no_longer_counted(findings_of: Find) -> None:
    assert findings_of("G002", as_of="2027-01-08")
    assert not findings_of("G002", as_of="2027-01-09")


def solved(day: str, result: str = "solved") -> dict[str, str]:
    return {
        "records/letters/2025/L20250902-00000.yaml": "received: 2025-09-02\nconstituency: c03\nkind: request\ndeputy: zhang-wei\nevents:\n"
        "  - {date: 2025-09-03, event: forwarded, to: housing}\n"
        f"  - {{date: 2025-10-20, event: answered, by: housing, result: {result}}}\n  - {{date: {day}, event: fed_back}}\n"
    }


@pytest.mark.parametrize(
    ("day", "below"), [("2025-12-31", ["孙丽"]), ("2026-01-01", ["张伟", "孙丽"])]
)
def test_a_problem_counts_in_the_year_in_which_it_was_settled(
    findings_of: Find, day: str, below: list[str]
) -> None:
    (found,) = findings_of("G005", solved(day), as_of="2026-01-01")
    assert sorted(found.text.values["deputies"]) == sorted(below)  # type: ignore[call-overload]
    (unsolved,) = findings_of("G005", solved("2025-12-31", "not_now"), as_of="2026-01-01")
    assert len(unsolved.text.values["deputies"]) == 2  # type: ignore[arg-type]


def test_a_joint_problem_counts_for_each_who_sees_to_it(findings_of: Find) -> None:
    visit = (
        "date: 2025-09-02\ndeputies: [zhang-wei, sun-li]\nconstituency: c03\nmatters:\n  - id: p4f9\n    kind: request\n    events:\n"
        "      - {date: 2025-09-03, event: forwarded, to: housing}\n"
        "      - {date: 2025-10-20, event: answered, by: housing, result: solved}\n      - {date: 2025-12-31, event: fed_back}\n"
    )
    assert not findings_of(
        "G005", {"records/visits/2025/V20250902-00000.yaml": visit}, as_of="2026-01-01"
    )


def test_a_suggestion_and_the_matter_behind_it_count_once(findings_of: Find) -> None:
    suggestion = {
        "records/suggestions/2025/S20251001-00000.yaml": "kind: suggestion\ntitle: 建议\nlead: zhang-wei\nsources: [L20250902-00000]\nevents:\n"
        "  - {date: 2025-10-01, event: submitted}\n  - {date: 2025-10-09, event: assigned, lead: housing}\n"
        "  - {date: 2025-11-03, event: answered, result: solved}\n  - {date: 2025-11-05, event: rated, outcome: satisfied}\n"
    }
    two = {"records/district.yaml": DISTRICT + "settings: {livelihood_target: 2}\n"}
    (found,) = findings_of(
        "G005", {**two, **solved("2025-12-30"), **suggestion}, as_of="2026-01-01"
    )
    assert "张伟" in found.text.values["deputies"]  # type: ignore[operator]


def test_deputies_report_on_their_duty_within_the_year(findings_of: Find) -> None:
    """By the law of 2015 as by that of 2025."""
    assert not findings_of("G007", as_of="2025-12-31")
    (before,) = findings_of("G007", as_of="2026-12-31")
    assert before.text.values["deputies"] == ["孙丽", "张伟"]
    told = activity("2025-12-31", "duty_report", "deputies: [zhang-wei, sun-li]\n")
    assert not findings_of("G007", told, as_of="2026-12-31")
    (found,) = findings_of("G007", told, as_of="2027-01-01")
    assert found.text.values["deputies"] == ["张伟"]
    reported = activity("2026-12-31", "duty_report", "deputies: [zhang-wei]\n")
    assert not findings_of("G007", {**told, **reported}, as_of="2027-01-01")
