"""Suggestions and motions: the day before, the day, the day after."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from deputylog.finding import Finding
from tests.conftest import DISTRICT, LETTER, REGISTER

Find = Callable[..., list[Finding]]

S = "records/suggestions/2026/S20260302-00000.yaml"
HEAD = "kind: suggestion\ntitle: 关于解决停车难的建议\nlead: zhang-wei\ntexts:\n  request: 建议错时停车。\n"
SUBMITTED = "date: 2026-03-02, event: submitted"
ASSIGNED = "date: 2026-03-09, event: assigned, by: working-body, lead: housing"
DISSATISFIED = "event: rated, outcome: dissatisfied"
FIXED = {"records/district.yaml": DISTRICT + "settings: {move_past_rest_days: false}\n"}


def suggestion(*events: str, head: str = HEAD) -> dict[str, str]:
    return {S: head + "events:\n" + "".join(f"  - {{{event}}}\n" for event in events)}


def answered(day: str, result: str = "solved") -> str:
    return f"date: {day}, event: answered, by: housing, result: {result}"


@pytest.mark.parametrize(
    ("code", "events", "last_good", "first_late"),
    [
        ("S004", [SUBMITTED], "2026-03-16", "2026-03-17"),
        ("S005", [SUBMITTED, ASSIGNED], "2026-06-09", "2026-06-10"),
        ("S006", [SUBMITTED, ASSIGNED, answered("2026-04-01")], "2026-04-23", "2026-04-24"),
        ("S007", [SUBMITTED, ASSIGNED, answered("2026-04-01"), f"date: 2026-04-10, {DISSATISFIED}"], "2026-05-11", "2026-05-12"),
        ("S008", [SUBMITTED, 'date: 2026-04-01, event: promised, until: 2026-06-30, what: "修好"'], "2026-06-30", "2026-07-01"),
    ],
)
def test_a_step_is_late_on_the_day_after(findings_of: Find, code: str, events: list[str], last_good: str, first_late: str) -> None:
    """10 working days pass over 2 weekends, 15 over the Qingming festival; 9 June is a Tuesday, 10 May a Sunday."""
    assert not findings_of(code, suggestion(*events), as_of=last_good)
    assert len(findings_of(code, suggestion(*events), as_of=first_late)) == 1


def test_an_assignment_passes_over_the_spring_festival(findings_of: Find) -> None:
    """From 9 February 2026: the week of 16 to 22 February and Monday the 23rd have no working day, Saturday the 14th and the 28th have."""
    submitted = suggestion("date: 2026-02-09, event: submitted")
    assert not findings_of("S004", submitted, as_of="2026-02-28")
    assert findings_of("S004", submitted, as_of="2026-03-01")


def test_three_months_end_with_a_short_month(findings_of: Find) -> None:
    """Assigned on 30 November 2025, three months end on 28 February 2026 (民法典 202), a make-up working day."""
    late = suggestion("date: 2025-11-28, event: submitted", "date: 2025-11-30, event: assigned, lead: housing")
    assert not findings_of("S005", late, as_of="2026-02-28")
    assert findings_of("S005", late, as_of="2026-03-01")


def test_three_months_to_a_leap_day(findings_of: Find) -> None:
    since = {"records/district.yaml": FIXED["records/district.yaml"].replace("2025-01-01", "2023-01-01")}
    leap = {**since, **suggestion("date: 2023-11-28, event: submitted", "date: 2023-11-30, event: assigned, lead: housing")}
    assert not findings_of("S005", leap, as_of="2024-02-29")
    assert findings_of("S005", leap, as_of="2024-03-01")


def test_six_months_when_extended(findings_of: Find) -> None:
    extended = suggestion(SUBMITTED, ASSIGNED, "date: 2026-06-01, event: extended, to_months: 6")
    assert not findings_of("S005", extended, as_of="2026-09-09")
    assert findings_of("S005", extended, as_of="2026-09-10")


def test_an_answer_on_the_last_day_is_in_time_and_one_day_later_is_late(findings_of: Find) -> None:
    assert not findings_of("S005", suggestion(SUBMITTED, ASSIGNED, answered("2026-06-09")), as_of="2026-12-31")
    (late,) = findings_of("S005", suggestion(SUBMITTED, ASSIGNED, answered("2026-06-10")), as_of="2026-12-31")
    assert str(late.text.values["days"]) == "1 day"


def test_a_withdrawn_suggestion_owes_nothing_more(findings_of: Find) -> None:
    withdrawn = suggestion(SUBMITTED, ASSIGNED, "date: 2026-04-01, event: withdrawn")
    assert not findings_of("S005", withdrawn, as_of="2026-12-31")


def test_a_step_without_a_day_is_neither_in_time_nor_late(findings_of: Find) -> None:
    imported = suggestion("event: submitted", "event: answered, result: solved", head='date: 2026-03\nref: "31"\n' + HEAD)
    for code in ("S004", "S005", "S006", "S010"):
        assert not findings_of(code, imported, as_of="2026-12-31")


def test_nothing_is_judged_that_began_before_the_records(findings_of: Find) -> None:
    before = suggestion("date: 2024-12-31, event: submitted")
    assert not findings_of("S004", before, as_of="2026-12-31")
    assert findings_of("S004", suggestion("date: 2025-01-01, event: submitted"), as_of="2026-12-31")


SOURCE = {LETTER: "received: 2026-02-02\nconstituency: c03\nkind: request\ntitle: 老旧小区停车难\nsummary: 反映晚上无处停车。\n"}
SOURCE_ID = "L20260302-00000"
FROM_LETTER = HEAD.replace("lead: zhang-wei\n", f"lead: zhang-wei\nsources: [{SOURCE_ID}]\n")


def test_the_voters_are_told_within_15_days_of_the_final_answer(findings_of: Find) -> None:
    settled = suggestion(
        SUBMITTED, ASSIGNED, answered("2026-04-01"), "date: 2026-04-08, event: rated, outcome: satisfied", head=FROM_LETTER
    )
    assert not findings_of("S010", {**SOURCE, **settled}, as_of="2026-04-16")
    assert findings_of("S010", {**SOURCE, **settled}, as_of="2026-04-17")
    told = {LETTER: SOURCE[LETTER] + "events:\n  - {date: 2026-04-16, event: fed_back}\n"}
    assert not findings_of("S010", {**told, **settled}, as_of="2026-12-31")


def test_no_voter_waits_for_a_suggestion_without_sources(findings_of: Find) -> None:
    assert not findings_of("S010", suggestion(SUBMITTED, ASSIGNED, answered("2026-04-01")), as_of="2026-12-31")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", True),
        ("texts:\n  situation: 老旧小区，停车难\n", True),
        ("texts:\n  situation: 反映晚上无处停车\n  request: 停车难\n", True),
        ("texts:\n  situation: 反映晚上无处停车\n  request: 建议错时停车。\n", False),
    ],
)
def test_a_suggestion_has_words_of_its_own(findings_of: Find, text: str, found: bool) -> None:
    head = FROM_LETTER.partition("texts:")[0] + text
    assert bool(findings_of("S009", {**SOURCE, **suggestion(SUBMITTED, head=head)}, as_of="2026-03-05")) is found


@pytest.mark.parametrize(("day", "found"), [("2026-08-03", False), ("2026-08-04", True)])
def test_a_request_is_open_for_six_months(findings_of: Find, day: str, found: bool) -> None:
    """2 August 2026 is a Sunday."""
    assert bool(findings_of("L011", SOURCE, as_of=day)) is found
    assert not findings_of("L011", {**SOURCE, **suggestion(SUBMITTED, head=FROM_LETTER)}, as_of=day)


@pytest.mark.parametrize("where", ["sources", "matters"])
def test_an_accusation_is_no_source_of_an_activity(findings_of: Find, where: str) -> None:
    accusation = {LETTER: "received: 2026-03-02\nconstituency: c03\nkind: accusation\n"}
    kind = "kind: supervision\ntopic: municipal\n" if where == "matters" else "kind: research\n"
    activity = {"records/activities/2026/A20260310-00000.yaml": f"date: 2026-03-10\n{kind}by: working-body\n{where}: [{SOURCE_ID}]\n"}
    (found,) = findings_of("L009", {**accusation, **activity}, as_of="2026-03-10")
    assert found.place.path.startswith("records/activities/")
    assert not findings_of("L009", {**SOURCE, **activity}, as_of="2026-03-10")


MOTION = "kind: motion\ntitle: 关于停车管理的议案\nlead: d0\ncosigners: [COSIGNERS]\nsession: 17-5\n"
PARTS = "texts:\n  subject: 案由\n  grounds: 案据\n  plan: 方案\n"
SESSION = "sessions:\n  - {id: 17-5, from: 2026-01-12, to: 2026-01-15}\n"


def motion(signers: int, *events: str, level: str = "district", day: str = "2026-01-13", texts: str = PARTS) -> dict[str, str]:
    """A motion of so many deputies; the second one resigned on 13 January 2026."""
    ends = {1: ", to: 2026-01-13, end: resigned"}
    deputies = {
        f"records/deputies/d{n}.yaml": f"name: 代表{n}\nseats:\n"
        f'  - {{term: "17", constituency: c03, group: lianhua, from: 2021-12-20{ends.get(n, "")}}}\n'
        for n in range(signers)
    }
    names = ", ".join(f"d{n}" for n in range(1, signers))
    submitted = (*events, f"date: {day}, event: submitted")
    return {
        "records/district.yaml": DISTRICT.replace("name: 示例区\n", f"name: 示例区\nlevel: {level}\n") + SESSION,
        **deputies,
        **suggestion(*submitted, head=MOTION.replace("COSIGNERS", names) + texts),
    }


@pytest.mark.parametrize(("level", "needed"), [("district", 10), ("county", 10), ("township", 5)])
def test_the_number_includes_the_lead_deputy(findings_of: Find, level: str, needed: int) -> None:
    assert not findings_of("S001", motion(needed, level=level), as_of="2026-02-02")
    (few,) = findings_of("S001", motion(needed - 1, level=level), as_of="2026-02-02")
    assert few.text.values["count"] == needed - 1


@pytest.mark.parametrize(("day", "found"), [("2026-01-12", True), ("2026-01-13", True), ("2026-01-14", False)])
def test_who_withdrew_by_the_day_of_submission_does_not_count(findings_of: Find, day: str, found: bool) -> None:
    withdrew = motion(10, f"date: {day}, event: withdrew, who: d2")
    assert bool(findings_of("S001", withdrew, as_of="2026-02-02")) is found


@pytest.mark.parametrize(("day", "found"), [("2026-01-13", False), ("2026-01-14", True)])
def test_who_is_out_of_office_on_that_day_does_not_count(findings_of: Find, day: str, found: bool) -> None:
    assert bool(findings_of("S001", motion(10, day=day), as_of="2026-02-02")) is found


@pytest.mark.parametrize(("day", "found"), [("2026-01-11", True), ("2026-01-12", False), ("2026-01-15", False), ("2026-01-16", True)])
def test_a_motion_is_submitted_on_a_day_of_its_session(findings_of: Find, day: str, found: bool) -> None:
    assert bool(findings_of("S003", motion(1, day=day), as_of="2026-02-02")) is found


@pytest.mark.parametrize("missing", ["subject", "grounds", "plan"])
def test_a_motion_has_all_three_parts(findings_of: Find, missing: str) -> None:
    texts = "".join(line + "\n" for line in PARTS.splitlines() if missing not in line)
    assert findings_of("S002", motion(1, texts=texts), as_of="2026-02-02")
    assert not findings_of("S002", motion(1), as_of="2026-02-02")


def test_a_draft_is_not_judged(findings_of: Find) -> None:
    draft = {
        S: MOTION.replace("COSIGNERS", "").replace("d0", "zhang-wei").replace("session: 17-5\n", ""),
    }
    for code in ("S001", "S002", "S003", "S004"):
        assert not findings_of(code, {**REGISTER, **draft}, as_of="2026-12-31")
