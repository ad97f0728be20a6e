"""Suggestions and motions: the day before, the day, the day after."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from deputylog.finding import Finding, Severity
from tests.conftest import DISTRICT, LETTER, REGISTER, ZHANG_WEI

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
        (
            "S007",
            [SUBMITTED, ASSIGNED, answered("2026-04-01"), f"date: 2026-04-10, {DISSATISFIED}"],
            "2026-05-11",
            "2026-05-12",
        ),
        (
            "S008",
            [SUBMITTED, 'date: 2026-04-01, event: promised, until: 2026-06-30, what: "修好"'],
            "2026-06-30",
            "2026-07-01",
        ),
    ],
)
def test_a_step_is_late_on_the_day_after(
    findings_of: Find, code: str, events: list[str], last_good: str, first_late: str
) -> None:
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
    late = suggestion(
        "date: 2025-11-28, event: submitted", "date: 2025-11-30, event: assigned, lead: housing"
    )
    assert not findings_of("S005", late, as_of="2026-02-28")
    assert findings_of("S005", late, as_of="2026-03-01")


def test_three_months_to_a_leap_day(findings_of: Find) -> None:
    since = {
        "records/district.yaml": FIXED["records/district.yaml"].replace("2025-01-01", "2023-01-01")
    }
    leap = {
        **since,
        **suggestion(
            "date: 2023-11-28, event: submitted", "date: 2023-11-30, event: assigned, lead: housing"
        ),
    }
    assert not findings_of("S005", leap, as_of="2024-02-29")
    assert findings_of("S005", leap, as_of="2024-03-01")


def test_six_months_when_extended(findings_of: Find) -> None:
    extended = suggestion(SUBMITTED, ASSIGNED, "date: 2026-06-01, event: extended, to_months: 6")
    assert not findings_of("S005", extended, as_of="2026-09-09")
    assert findings_of("S005", extended, as_of="2026-09-10")


def test_an_answer_on_the_last_day_is_in_time_and_one_day_later_is_late(findings_of: Find) -> None:
    assert not findings_of(
        "S005", suggestion(SUBMITTED, ASSIGNED, answered("2026-06-09")), as_of="2026-12-31"
    )
    (late,) = findings_of(
        "S005", suggestion(SUBMITTED, ASSIGNED, answered("2026-06-10")), as_of="2026-12-31"
    )
    assert str(late.text.values["days"]) == "1 day"


def test_a_withdrawn_suggestion_owes_nothing_more(findings_of: Find) -> None:
    withdrawn = suggestion(SUBMITTED, ASSIGNED, "date: 2026-04-01, event: withdrawn")
    assert not findings_of("S005", withdrawn, as_of="2026-12-31")


def test_a_step_without_a_day_is_neither_in_time_nor_late(findings_of: Find) -> None:
    imported = suggestion(
        "event: submitted",
        "event: answered, result: solved",
        head='date: 2026-03\nref: "31"\n' + HEAD,
    )
    for code in ("S004", "S005", "S006", "S010"):
        assert not findings_of(code, imported, as_of="2026-12-31")


def test_nothing_is_judged_that_began_before_the_records(findings_of: Find) -> None:
    before = suggestion("date: 2024-12-31, event: submitted")
    assert not findings_of("S004", before, as_of="2026-12-31")
    assert findings_of("S004", suggestion("date: 2025-01-01, event: submitted"), as_of="2026-12-31")


SOURCE = {
    LETTER: "received: 2026-02-02\nconstituency: c03\nkind: request\ntitle: 老旧小区停车难\nsummary: 反映晚上无处停车。\n"
}
SOURCE_ID = "L20260302-00000"
FROM_LETTER = HEAD.replace("lead: zhang-wei\n", f"lead: zhang-wei\nsources: [{SOURCE_ID}]\n")


def test_the_voters_are_told_within_15_days_of_the_final_answer(findings_of: Find) -> None:
    settled = suggestion(
        SUBMITTED,
        ASSIGNED,
        answered("2026-04-01"),
        "date: 2026-04-08, event: rated, outcome: satisfied",
        head=FROM_LETTER,
    )
    assert not findings_of("S010", {**SOURCE, **settled}, as_of="2026-04-16")
    assert findings_of("S010", {**SOURCE, **settled}, as_of="2026-04-17")
    told = {LETTER: SOURCE[LETTER] + "events:\n  - {date: 2026-04-16, event: fed_back}\n"}
    assert not findings_of("S010", {**told, **settled}, as_of="2026-12-31")


def test_no_voter_waits_for_a_suggestion_without_sources(findings_of: Find) -> None:
    assert not findings_of(
        "S010", suggestion(SUBMITTED, ASSIGNED, answered("2026-04-01")), as_of="2026-12-31"
    )


@pytest.mark.parametrize("step", ["event: closed, why: litigation", "event: fed_back"])
def test_whom_the_letter_releases_on_an_unknown_day_nobody_is_late_to_tell(
    findings_of: Find, step: str
) -> None:
    letter = {LETTER: SOURCE[LETTER] + f'ref: "旧7"\nevents:\n  - {{{step}}}\n'}
    sent_back = f"date: 2026-05-04, {DISSATISFIED}"
    handled = suggestion(SUBMITTED, ASSIGNED, answered("2026-04-01"), sent_back, head=FROM_LETTER)
    assert not findings_of("S010", {**letter, **handled}, as_of="2026-12-31")
    assert findings_of("S010", {**SOURCE, **handled}, as_of="2026-12-31")


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
    assert (
        bool(
            findings_of("S009", {**SOURCE, **suggestion(SUBMITTED, head=head)}, as_of="2026-03-05")
        )
        is found
    )


@pytest.mark.parametrize(("day", "found"), [("2026-08-03", False), ("2026-08-04", True)])
def test_a_request_is_open_for_six_months(findings_of: Find, day: str, found: bool) -> None:
    """2 August 2026 is a Sunday."""
    assert bool(findings_of("L011", SOURCE, as_of=day)) is found
    assert not findings_of("L011", {**SOURCE, **suggestion(SUBMITTED, head=FROM_LETTER)}, as_of=day)


@pytest.mark.parametrize("where", ["sources", "matters"])
def test_an_accusation_is_no_source_of_an_activity(findings_of: Find, where: str) -> None:
    accusation = {LETTER: "received: 2026-03-02\nconstituency: c03\nkind: accusation\n"}
    kind = "kind: supervision\ntopic: municipal\n" if where == "matters" else "kind: research\n"
    activity = {
        "records/activities/2026/A20260310-00000.yaml": f"date: 2026-03-10\n{kind}by: working-body\n{where}: [{SOURCE_ID}]\n"
    }
    (found,) = findings_of("L009", {**accusation, **activity}, as_of="2026-03-10")
    assert found.place.path.startswith("records/activities/")
    assert not findings_of("L009", {**SOURCE, **activity}, as_of="2026-03-10")


MOTION = (
    "kind: motion\ntitle: 关于停车管理的议案\nlead: d0\ncosigners: [COSIGNERS]\nsession: 17-5\n"
)
PARTS = "texts:\n  subject: 案由\n  grounds: 案据\n  plan: 方案\n"
SESSION = "sessions:\n  - {id: 17-5, from: 2026-01-12, to: 2026-01-15}\n"


def motion(
    signers: int, *events: str, level: str = "district", day: str = "2026-01-13", texts: str = PARTS
) -> dict[str, str]:
    """A motion of so many deputies; the second one resigned on 13 January 2026."""
    ends = {1: ", to: 2026-01-13, end: resigned"}
    deputies = {
        f"records/deputies/d{n}.yaml": f"name: 代表{n}\nseats:\n"
        f'  - {{term: "17", constituency: c03, group: lianhua, from: 2021-12-20{ends.get(n, "")}}}\n'
        for n in range(signers)
    }
    names = ", ".join(f"d{n}" for n in range(1, signers))
    submitted = (
        events
        if any("submitted" in event for event in events)
        else (*events, f"date: {day}, event: submitted")
    )
    return {
        "records/district.yaml": DISTRICT.replace(
            "name: 示例区\n", f"name: 示例区\nlevel: {level}\n"
        )
        + SESSION,
        **deputies,
        **suggestion(*submitted, head=MOTION.replace("COSIGNERS", names) + texts),
    }


@pytest.mark.parametrize(("level", "needed"), [("district", 10), ("county", 10), ("township", 5)])
def test_the_number_includes_the_lead_deputy(findings_of: Find, level: str, needed: int) -> None:
    assert not findings_of("S001", motion(needed, level=level), as_of="2026-02-02")
    (few,) = findings_of("S001", motion(needed - 1, level=level), as_of="2026-02-02")
    assert few.text.values["count"] == needed - 1


@pytest.mark.parametrize(
    ("day", "found"), [("2026-01-12", True), ("2026-01-13", True), ("2026-01-14", False)]
)
def test_who_withdrew_by_the_day_of_submission_does_not_count(
    findings_of: Find, day: str, found: bool
) -> None:
    withdrew = motion(10, f"date: {day}, event: withdrew, who: d2")
    assert bool(findings_of("S001", withdrew, as_of="2026-02-02")) is found


@pytest.mark.parametrize(("day", "found"), [("2026-01-13", False), ("2026-01-14", True)])
def test_who_is_out_of_office_on_that_day_does_not_count(
    findings_of: Find, day: str, found: bool
) -> None:
    assert bool(findings_of("S001", motion(10, day=day), as_of="2026-02-02")) is found


@pytest.mark.parametrize(
    ("day", "found"),
    [("2026-01-11", True), ("2026-01-12", False), ("2026-01-15", False), ("2026-01-16", True)],
)
def test_a_motion_is_submitted_on_a_day_of_its_session(
    findings_of: Find, day: str, found: bool
) -> None:
    assert bool(findings_of("S003", motion(1, day=day), as_of="2026-02-02")) is found


@pytest.mark.parametrize("missing", ["subject", "grounds", "plan"])
def test_a_motion_has_all_three_parts(findings_of: Find, missing: str) -> None:
    texts = "".join(line + "\n" for line in PARTS.splitlines() if missing not in line)
    assert findings_of("S002", motion(1, texts=texts), as_of="2026-02-02")
    assert not findings_of("S002", motion(1), as_of="2026-02-02")


def test_a_draft_is_not_judged(findings_of: Find) -> None:
    draft = {
        S: MOTION.replace("COSIGNERS", "")
        .replace("d0", "zhang-wei")
        .replace("session: 17-5\n", ""),
    }
    for code in ("S001", "S002", "S003", "S004"):
        assert not findings_of(code, {**REGISTER, **draft}, as_of="2026-12-31")


@pytest.mark.parametrize(
    ("day", "found"), [("2026-06-08", 0), ("2026-06-09", 0), ("2026-06-10", 1)]
)
def test_a_breach_stays_when_the_suggestion_is_withdrawn_too_late(
    findings_of: Find, day: str, found: int
) -> None:
    withdrawn = suggestion(SUBMITTED, ASSIGNED, f"date: {day}, event: withdrawn")
    assert len(findings_of("S005", withdrawn, as_of="2026-12-31")) == found


def test_what_ended_a_duty_too_late_is_said(findings_of: Find) -> None:
    (late,) = findings_of(
        "S005",
        suggestion(SUBMITTED, ASSIGNED, "date: 2026-06-22, event: withdrawn"),
        as_of="2026-12-31",
    )
    assert (
        str(late.text)
        == "区住房和城乡建设局, answer the deputy: due on 2026-06-09, not done; withdrawn 13 days late"
    )
    assert not late.pending


@pytest.mark.parametrize(
    ("day", "found"), [("2026-06-08", 0), ("2026-06-09", 0), ("2026-06-10", 1)]
)
def test_an_extension_helps_only_if_it_comes_in_time(
    findings_of: Find, day: str, found: int
) -> None:
    extended = suggestion(SUBMITTED, ASSIGNED, f"date: {day}, event: extended, to_months: 6")
    assert len(findings_of("S005", extended, as_of="2026-09-09")) == found
    assert len(findings_of("S005", extended, as_of="2026-09-10")) == found + 1


OPINION = "date: 2026-04-02, event: answered, by: urban, result: solved"
TOGETHER = "date: 2026-03-09, event: assigned, lead: housing, assisting: [urban]"


@pytest.mark.parametrize("by", ["by: urban", "by: discipline"])
def test_only_the_lead_department_stops_the_three_months(findings_of: Find, by: str) -> None:
    opinion = suggestion(SUBMITTED, TOGETHER, OPINION.replace("by: urban", by))
    assert not findings_of("S005", opinion, as_of="2026-06-09")
    assert findings_of("S005", opinion, as_of="2026-06-10")


def test_no_rating_is_owed_for_the_opinion_of_an_assisting_department(findings_of: Find) -> None:
    assert not findings_of("S006", suggestion(SUBMITTED, TOGETHER, OPINION), as_of="2026-06-09")


REASSIGNED = "event: assigned, by: working-body, lead: urban"


@pytest.mark.parametrize(("day", "late"), [("2026-07-06", False), ("2026-07-07", True)])
def test_a_reassignment_starts_a_new_clock(findings_of: Find, day: str, late: bool) -> None:
    """Three months from 6 April end on 6 July, a Monday; those from 9 March are no longer owed."""
    reassigned = suggestion(SUBMITTED, ASSIGNED, f"date: 2026-04-06, {REASSIGNED}")
    assert bool(findings_of("S005", reassigned, as_of=day)) is late


@pytest.mark.parametrize(("day", "found"), [("2026-06-09", 0), ("2026-06-10", 1)])
def test_a_reassignment_removes_no_breach(findings_of: Find, day: str, found: int) -> None:
    reassigned = suggestion(SUBMITTED, ASSIGNED, f"date: {day}, {REASSIGNED}")
    breaches = findings_of("S005", reassigned, as_of="2026-08-31")
    assert [str(breach.text) for breach in breaches] == [
        "区住房和城乡建设局, answer the deputy: due on 2026-06-09, not done; assigned again 1 day late"
    ][:found]


def test_assigning_it_to_the_same_department_again_starts_no_new_clock(findings_of: Find) -> None:
    again = suggestion(
        SUBMITTED, ASSIGNED, "date: 2026-04-06, event: assigned, lead: housing, assisting: [urban]"
    )
    assert not findings_of("S005", again, as_of="2026-06-09")
    assert findings_of("S005", again, as_of="2026-06-10")


def test_the_department_that_had_it_before_no_longer_answers(findings_of: Find) -> None:
    reassigned = suggestion(
        SUBMITTED, ASSIGNED, f"date: 2026-04-06, {REASSIGNED}", answered("2026-04-07")
    )
    assert findings_of("R014", reassigned, as_of="2026-04-07")
    assert findings_of("S005", reassigned, as_of="2026-07-07")


def test_a_new_department_has_three_months_after_a_dissatisfied_rating(findings_of: Find) -> None:
    rated = f"date: 2026-04-10, {DISSATISFIED}"
    anew = suggestion(
        SUBMITTED, ASSIGNED, answered("2026-04-01"), rated, f"date: 2026-04-20, {REASSIGNED}"
    )
    assert not findings_of("S007", anew, as_of="2026-12-31")
    assert not findings_of("S005", anew, as_of="2026-07-20")
    assert findings_of("S005", anew, as_of="2026-07-21")


def test_a_supplement_is_rated_in_place_of_the_first_answer(findings_of: Find) -> None:
    """The first is due to be rated by 23 April, the supplement of 20 April by 13 May, past Labour Day."""
    supplement = suggestion(
        SUBMITTED, ASSIGNED, answered("2026-04-01", "planned"), answered("2026-04-20")
    )
    assert not findings_of("S006", supplement, as_of="2026-05-13")
    assert findings_of("S006", supplement, as_of="2026-05-14")


@pytest.mark.parametrize(("day", "found"), [("2026-04-23", 0), ("2026-04-24", 1)])
def test_a_late_supplement_removes_no_breach(findings_of: Find, day: str, found: int) -> None:
    rated = f"date: {day}, event: rated, outcome: satisfied"
    supplement = suggestion(
        SUBMITTED, ASSIGNED, answered("2026-04-01", "planned"), answered(day), rated
    )
    assert len(findings_of("S006", supplement, as_of="2026-12-31")) == found


def test_a_motion_is_to_be_assigned_from_the_day_it_is_turned_into_a_suggestion(
    findings_of: Find,
) -> None:
    turned = motion(
        10, "date: 2026-01-13, event: submitted", "date: 2026-03-02, event: turned_into_suggestion"
    )
    assert not findings_of("S004", turned, as_of="2026-03-16")
    assert findings_of("S004", turned, as_of="2026-03-17")


@pytest.mark.parametrize(("died", "found"), [("2026-04-23", 0), ("2026-04-24", 1)])
def test_nobody_who_died_owes_a_rating(findings_of: Find, died: str, found: int) -> None:
    """The rating is due by 23 April; of the breach of 24 April the death is only the end."""
    lead = {
        "records/deputies/zhang-wei.yaml": ZHANG_WEI.replace(
            "2021-12-20}", f"2021-12-20, to: {died}, end: died}}"
        )
    }
    rated = {**lead, **suggestion(SUBMITTED, ASSIGNED, answered("2026-04-01"))}
    assert len(findings_of("S006", rated, as_of="2026-12-31")) == found


def test_a_supplement_after_the_death_revives_no_duty(findings_of: Find) -> None:
    lead = {
        "records/deputies/zhang-wei.yaml": ZHANG_WEI.replace(
            "2021-12-20}", "2021-12-20, to: 2026-04-20, end: died}"
        )
    }
    supplement = suggestion(
        SUBMITTED, ASSIGNED, answered("2026-04-01", "planned"), answered("2026-05-10")
    )
    assert not findings_of("S006", {**lead, **supplement}, as_of="2026-12-31")


def test_a_cosigner_rates_when_the_lead_deputy_died(findings_of: Find) -> None:
    lead = {
        "records/deputies/zhang-wei.yaml": ZHANG_WEI.replace(
            "2021-12-20}", "2021-12-20, to: 2026-04-03, end: died}"
        )
    }
    cosigner = {"records/deputies/li-na.yaml": ZHANG_WEI.replace("张伟", "李娜")}
    head = HEAD.replace("texts:", "cosigners: [li-na]\ntexts:")
    rated = {
        **lead,
        **cosigner,
        **suggestion(SUBMITTED, ASSIGNED, answered("2026-04-01"), head=head),
    }
    assert findings_of("S006", rated, as_of="2026-04-24")


PARKING = 'date: 2026-04-01, event: promised, until: 2026-06-30, what: "划出车位"'
LAMPS = 'date: 2026-04-01, event: promised, until: 2026-09-30, what: "安装路灯"'


@pytest.mark.parametrize(
    ("kept", "on_1_july"),
    [("", 0), (', what: "划出车位"', 0), (', what: "安装路灯"', 1)],
)
def test_a_promise_that_was_kept_is_the_one_named_else_the_one_due_first(
    findings_of: Find, kept: str, on_1_july: int
) -> None:
    done = suggestion(
        SUBMITTED,
        ASSIGNED,
        answered("2026-04-01", "planned"),
        LAMPS,
        PARKING,
        f"date: 2026-06-01, event: kept{kept}",
    )
    assert len(findings_of("S008", done, as_of="2026-07-01")) == on_1_july


@pytest.mark.parametrize(("day", "found"), [("2026-06-30", 0), ("2026-07-01", 1)])
def test_a_promise_kept_late_stays_a_breach(findings_of: Find, day: str, found: int) -> None:
    done = suggestion(SUBMITTED, ASSIGNED, PARKING, f"date: {day}, event: kept")
    assert len(findings_of("S008", done, as_of="2026-12-31")) == found


SATISFIED = "date: 2026-04-10, event: rated, outcome: satisfied"
ANSWERED = answered("2026-04-01")
END = "date: 2026-04-20, event: withdrawn"


@pytest.mark.parametrize(
    ("events", "why"),
    [
        ((SUBMITTED, ANSWERED), "no department has the matter then; assign it first"),
        (
            (SUBMITTED, "date: 2026-04-01, event: extended, to_months: 6"),
            "no department has the matter then; assign it first",
        ),
        (
            (SUBMITTED, ASSIGNED, OPINION),
            "区城市管理局 does not have the matter then; these have it: 区住房和城乡建设局",
        ),
        ((SUBMITTED, SUBMITTED), "it was submitted before"),
        ((SUBMITTED, ASSIGNED, SATISFIED), "there is no answer of the lead department to rate"),
        (
            (SUBMITTED, TOGETHER, OPINION, SATISFIED),
            "there is no answer of the lead department to rate",
        ),
        ((SUBMITTED, ASSIGNED, "date: 2026-04-01, event: kept"), "no promise is open"),
        (
            (
                SUBMITTED,
                ASSIGNED,
                PARKING,
                "date: 2026-04-02, event: kept",
                "date: 2026-04-03, event: kept",
            ),
            "no promise is open",
        ),
        (
            (SUBMITTED, ASSIGNED, PARKING, 'date: 2026-04-02, event: kept, what: "安装路灯"'),
            "no open promise has these words; give the words of the promise, or none for the one due first",
        ),
        ((SUBMITTED, "date: 2026-03-03, event: withdrew, who: sun-li"), "孙丽 is no cosigner"),
        ((SUBMITTED, "date: 2026-03-03, event: withdrew, who: zhang-wei"), "张伟 is no cosigner"),
        (
            (SUBMITTED, ASSIGNED, END, answered("2026-04-21")),
            "this step comes after 'withdrawn', which ended it",
        ),
        (
            (SUBMITTED, END, "date: 2026-04-21, event: withdrawn"),
            "this step comes after 'withdrawn', which ended it",
        ),
        ((SUBMITTED, "date: 2026-03-03, event: tabled"), "only a motion can take this step"),
        (
            (SUBMITTED, "date: 2026-03-03, event: turned_into_suggestion"),
            "only a motion can take this step",
        ),
        ((SUBMITTED, "date: 2026-03-03, event: adopted"), "only a motion can take this step"),
        (
            (
                SUBMITTED,
                ASSIGNED,
                "date: 2026-04-01, event: extended, to_months: 6",
                "date: 2026-05-01, event: extended, to_months: 5",
            ),
            "6 months were granted before; an extension cannot shorten them",
        ),
        (
            (SUBMITTED, ASSIGNED, ANSWERED, "date: 2026-05-01, event: extended, to_months: 6"),
            "the answer was given before; there is nothing to extend",
        ),
    ],
)
def test_a_step_that_fits_nothing_is_an_error_in_our_records_and_advice_in_imported_ones(
    findings_of: Find, events: tuple[str, ...], why: str
) -> None:
    (ours,) = findings_of("R014", {**REGISTER, **suggestion(*events)}, as_of="2026-06-01")
    assert (str(ours.text), ours.severity) == (f"the step fits nothing: {why}", Severity.ERROR)
    (theirs,) = findings_of(
        "R014", {**REGISTER, **suggestion(*events, head='ref: "31"\n' + HEAD)}, as_of="2026-06-01"
    )
    assert theirs.severity is Severity.ADVICE


@pytest.mark.parametrize(
    "events",
    [
        (SUBMITTED, ASSIGNED, ANSWERED, answered("2026-04-02")),
        (SUBMITTED, TOGETHER, ANSWERED, OPINION),
        (
            SUBMITTED,
            ASSIGNED,
            ANSWERED,
            SATISFIED,
            "date: 2026-04-11, event: rated, outcome: basically_satisfied",
        ),
        (
            SUBMITTED,
            ASSIGNED,
            ANSWERED,
            f"date: 2026-04-10, {DISSATISFIED}",
            "date: 2026-04-12, event: rated, outcome: satisfied",
        ),
        (SUBMITTED, ASSIGNED, END, "date: 2026-04-21, event: fed_back"),
        (
            SUBMITTED,
            ASSIGNED,
            answered("2026-04-01", "planned"),
            "date: 2026-04-02, event: extended, to_months: 6",
        ),
    ],
)
def test_a_step_that_fits_is_no_error(findings_of: Find, events: tuple[str, ...]) -> None:
    assert not findings_of("R014", suggestion(*events), as_of="2026-06-01")


def test_what_follows_the_end_of_a_motion(findings_of: Find) -> None:
    begun = ("date: 2026-01-13, event: submitted", "date: 2026-01-14, event: rejected")
    assert not findings_of(
        "R014",
        motion(10, *begun, "date: 2026-01-15, event: turned_into_suggestion"),
        as_of="2026-02-02",
    )
    assert findings_of(
        "R014", motion(10, *begun, "date: 2026-01-15, event: tabled"), as_of="2026-02-02"
    )


def test_a_suggestion_takes_up_no_litigation(findings_of: Find) -> None:
    court = {LETTER: SOURCE[LETTER].replace("request", "litigation")}
    assert findings_of(
        "S009", {**court, **suggestion(SUBMITTED, head=FROM_LETTER)}, as_of="2026-03-05"
    )
    assert not findings_of(
        "S009", {**SOURCE, **suggestion(SUBMITTED, head=FROM_LETTER)}, as_of="2026-03-05"
    )
