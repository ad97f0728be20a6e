"""A breach of a duty for a matter, once true, stays true: the day before, the day, the day after."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from deputylog.finding import Finding
from tests.conftest import DISTRICT, LETTER

Find = Callable[..., list[Finding]]

FIXED = DISTRICT + "settings: {move_past_rest_days: false}\n"
SUGGESTION = "records/suggestions/2026/S20260402-00000.yaml"
SUGGESTED = "kind: suggestion\ntitle: 建议\nlead: zhang-wei\nsources: [L20260302-00000]\nevents:\n  - {date: DAY, event: submitted}\n"
FORWARDED = "{date: 2026-03-03, event: forwarded, to: housing}"


def files(*events: str, kind: str = "request", more: str = "") -> dict[str, str]:
    head = f"received: 2026-03-02\nconstituency: c03\nkind: {kind}\n{more}"
    return {
        "records/district.yaml": FIXED,
        LETTER: head
        + ("events:\n" + "".join(f"  - {event}\n" for event in events) if events else ""),
    }


def suggested(day: str, *more: str) -> dict[str, str]:
    return {SUGGESTION: SUGGESTED.replace("DAY", day) + "".join(f"  - {event}\n" for event in more)}


@pytest.fixture
def label_of(findings_of: Find) -> Callable[..., list[tuple[str, bool]]]:
    """What a rule says in English, each with whether somebody can still mend it."""

    def say(code: str, records: dict[str, str], *, as_of: str) -> list[tuple[str, bool]]:
        return [
            (str(finding.text), finding.pending)
            for finding in findings_of(code, records, as_of=as_of)
        ]

    return say


Say = Callable[..., list[tuple[str, bool]]]


@pytest.mark.parametrize(
    ("code", "events", "due", "ended_by"),
    [
        ("L002", (), "17", "closed"),
        ("L003", (), "09", "closed"),
        ("L007", (), "17", "closed"),
    ],
)
def test_what_was_not_yet_due_at_the_closing_is_not_owed_and_what_was_stays(
    label_of: Say, code: str, events: tuple[str, ...], due: str, ended_by: str
) -> None:
    def closed(day: int) -> list[tuple[str, bool]]:
        return label_of(
            code,
            files(*events, f"{{date: 2026-03-{day:02}, event: closed, why: explained}}"),
            as_of="2026-06-30",
        )

    assert closed(int(due)) == []
    ((text, pending),) = closed(int(due) + 1)
    assert f"{ended_by} 1 day late" in text
    assert not pending


def test_a_late_extension_gives_more_time_but_the_breach_stays(label_of: Say) -> None:
    def extended(day: str, as_of: str) -> list[str]:
        ext = f"{{date: {day}, event: extended, by: housing, to_days: 90}}"
        return [text for text, _ in label_of("L005", files(FORWARDED, ext), as_of=as_of)]

    assert extended("2026-05-02", "2026-06-01") == []
    (late,) = extended("2026-05-15", "2026-06-01")
    assert "extended 13 days late" in late
    assert [
        len(extended("2026-05-15", day)) for day in ("2026-05-14", "2026-06-01", "2026-06-02")
    ] == [1, 1, 2]
    answered = "{date: 2026-06-10, event: answered, by: housing, result: solved}"
    ext = "{date: 2026-05-15, event: extended, by: housing, to_days: 90}"
    assert len(label_of("L005", files(FORWARDED, ext, answered), as_of="2026-06-30")) == 2


@pytest.mark.parametrize(("to_days", "fits"), [(30, False), (59, False), (60, True), (90, True)])
def test_an_extension_never_grants_less_than_before(
    findings_of: Find, to_days: int, fits: bool
) -> None:
    ext = f"{{date: 2026-04-30, event: extended, by: housing, to_days: {to_days}}}"
    found = findings_of("R014", files(FORWARDED, ext), as_of="2026-05-01")
    assert (not found) is fits
    if to_days == 30:
        assert "for 30 days more write to_days: 90" in str(found[0].text)


def test_a_second_extension_is_measured_by_the_first(findings_of: Find) -> None:
    first, second = (
        f"{{date: 2026-04-{day}, event: extended, by: housing, to_days: {to}}}"
        for day, to in ((20, 90), (28, 75))
    )
    assert findings_of("R014", files(FORWARDED, first, second), as_of="2026-05-01")
    assert not findings_of("L005", files(FORWARDED, first, second), as_of="2026-06-01")
    assert findings_of("L005", files(FORWARDED, first, second), as_of="2026-06-02")


@pytest.mark.parametrize(
    ("day", "late"), [("2026-05-01", False), ("2026-05-02", False), ("2026-05-03", True)]
)
def test_a_late_decline_leaves_the_breach_of_the_department(
    label_of: Say, day: str, late: bool
) -> None:
    found = label_of(
        "L005",
        files(FORWARDED, f"{{date: {day}, event: declined, by: housing}}"),
        as_of="2026-06-30",
    )
    assert [("sent back 1 day late" in text, pending) for text, pending in found] == (
        [(True, False)] if late else []
    )


@pytest.mark.parametrize(
    ("day", "late"), [("2026-05-01", False), ("2026-05-02", False), ("2026-05-03", True)]
)
def test_a_suggestion_that_took_the_matter_over_ends_the_departments_time(
    label_of: Say, day: str, late: bool
) -> None:
    found = label_of("L005", {**files(FORWARDED), **suggested(day)}, as_of="2026-12-31")
    assert [
        ("taken over by a suggestion 1 day late" in text, pending) for text, pending in found
    ] == ([(True, False)] if late else [])


WITHDRAWN = suggested("2026-04-02", "{date: 2026-05-11, event: withdrawn}")


@pytest.mark.parametrize(("code", "due"), [("L004", "2026-06-10"), ("L005", "2026-07-10")])
def test_a_withdrawn_suggestion_gives_the_department_its_time_anew(
    findings_of: Find, code: str, due: str
) -> None:
    found = findings_of(code, {**files(FORWARDED), **WITHDRAWN}, as_of="2026-07-31")
    assert [str(finding.day) for finding in found] == [due]
    assert not findings_of(code, {**files(FORWARDED), **WITHDRAWN}, as_of=due)


@pytest.mark.parametrize(
    ("step", "dues"),
    [((), ["2026-05-18"]), (("{date: 2026-05-18, event: aided}",), []), ((FORWARDED,), [])],
)
def test_what_was_given_back_is_forwarded_within_seven_days(
    findings_of: Find, step: tuple[str, ...], dues: list[str]
) -> None:
    taken_over = suggested("2026-03-05", "{date: 2026-05-11, event: withdrawn}")
    found = findings_of("L003", {**files(*step), **taken_over}, as_of="2026-05-31")
    assert [str(finding.day) for finding in found] == dues
    assert not findings_of("L003", {**files(*step), **taken_over}, as_of="2026-05-10")


def test_of_an_answer_that_was_withdrawn_the_voter_is_told_anew(findings_of: Find) -> None:
    """The department's own answer stands again; what the suggestion had ended in time does not become late."""
    assigned = "{date: 2026-03-10, event: assigned, by: working-body, lead: urban}"
    better = "{date: 2026-03-16, event: answered, result: solved}"
    own = (FORWARDED, "{date: 2026-03-12, event: answered, by: housing, result: not_now}")
    withdrawn = suggested("2026-03-05", assigned, better, "{date: 2026-05-11, event: withdrawn}")
    assert [
        str(finding.day)
        for finding in findings_of("L006", {**files(*own), **withdrawn}, as_of="2026-06-30")
    ] == ["2026-05-26"]


def test_a_second_forward_to_the_same_department_does_not_stop_the_first(findings_of: Find) -> None:
    again = "{date: 2026-04-20, event: forwarded, to: housing}"
    dues = {
        finding.day and finding.day.isoformat()
        for finding in findings_of("L005", files(FORWARDED, again), as_of="2026-06-30")
    }
    assert dues == {"2026-05-02", "2026-06-19"}


@pytest.mark.parametrize(
    "step", ["{date: DAY, event: forwarded, to: urban}", "{date: DAY, event: aided}"]
)
@pytest.mark.parametrize(
    ("day", "late"), [("2026-03-16", False), ("2026-03-17", False), ("2026-03-18", True)]
)
def test_sent_back_it_is_to_be_passed_on_within_seven_days(
    label_of: Say, step: str, day: str, late: bool
) -> None:
    declined = "{date: 2026-03-10, event: declined, by: housing}"
    found = label_of(
        "L003", files(FORWARDED, declined, step.replace("DAY", day)), as_of="2026-03-31"
    )
    assert [("1 day late" in text, pending) for text, pending in found] == (
        [(True, False)] if late else []
    )


def test_sent_back_by_one_of_two_it_need_not_be_passed_on(findings_of: Find) -> None:
    also = "{date: 2026-03-03, event: forwarded, to: urban}"
    first, second = (
        f"{{date: 2026-03-1{n}, event: declined, by: {who}}}"
        for n, who in ((0, "housing"), (1, "urban"))
    )
    assert not findings_of("L003", files(FORWARDED, also, first), as_of="2026-03-31")
    assert not findings_of("L003", files(FORWARDED, also, first, second), as_of="2026-03-18")
    assert findings_of("L003", files(FORWARDED, also, first, second), as_of="2026-03-19")


def test_the_breach_before_a_second_forward_stays(label_of: Say) -> None:
    late = "{date: 2026-03-12, event: forwarded, to: housing}"
    declined = "{date: 2026-03-20, event: declined, by: housing}"
    again = "{date: 2026-03-21, event: forwarded, to: urban}"
    assert label_of("L003", files(late, declined, again), as_of="2026-03-31") == [
        ("forwarded 3 days late, the last day was 2026-03-09", False)
    ]


@pytest.mark.parametrize("kind", ["request", "opinion", "inquiry", "litigation", "other"])
@pytest.mark.parametrize("writer", ["anonymous", "no_address"])
def test_what_nobody_can_be_told_about_is_passed_on_all_the_same(
    findings_of: Find, kind: str, writer: str
) -> None:
    untold = files(kind=kind, more=f"writer: {writer}\n")
    assert [
        len(findings_of("L003", untold, as_of=day)) for day in ("2026-03-09", "2026-03-10")
    ] == [0, 1]
    assert not findings_of("L002", untold, as_of="2026-06-30")


def test_an_anonymous_letter_of_thanks_owes_nothing(findings_of: Find) -> None:
    assert not findings_of(
        "L003", files(kind="thanks", more="writer: anonymous\n"), as_of="2026-06-30"
    )


@pytest.mark.parametrize(
    "begins",
    [
        "{date: 2026-04-10, event: reopened}",
        "{date: 2026-04-10, event: fed_back, satisfaction: dissatisfied}",
    ],
)
@pytest.mark.parametrize(
    ("code", "last"), [("L002", "2026-04-25"), ("L003", "2026-04-17"), ("L007", "2026-04-25")]
)
def test_every_clock_starts_again_with_a_new_life(
    findings_of: Find, begins: str, code: str, last: str
) -> None:
    done = (
        "{date: 2026-03-03, event: replied}",
        "{date: 2026-03-03, event: group_told}",
        FORWARDED,
        "{date: 2026-03-20, event: answered, by: housing, result: solved}",
    )
    after = f"{last[:-2]}{int(last[-2:]) + 1}"
    assert [len(findings_of(code, files(*done, begins), as_of=day)) for day in (last, after)] == [
        0,
        1,
    ]


def test_what_was_overdue_when_a_new_life_began_stays(label_of: Say) -> None:
    found = label_of(
        "L002",
        files("{date: 2026-03-20, event: reopened}", "{date: 2026-03-21, event: replied}"),
        as_of="2026-06-30",
    )
    assert [("begun anew 3 days late" in text, pending) for text, pending in found] == [
        (True, False)
    ]


def test_a_new_life_of_an_unknown_day_starts_no_clock(findings_of: Find) -> None:
    replied = "{date: 2026-03-03, event: replied}"
    assert not findings_of(
        "L002", files(replied, "{event: reopened}", more="ref: 12345-1\n"), as_of="2026-12-31"
    )


@pytest.mark.parametrize("code", ["L002", "L003", "L004", "L005", "L006", "L007"])
def test_a_step_of_an_unknown_day_is_never_late(findings_of: Find, code: str) -> None:
    undated = (
        "forwarded, to: housing",
        "replied",
        "group_told",
        "followed_up",
        "answered, by: housing, result: solved",
        "fed_back",
    )
    imported = files(*(f"{{event: {step}}}" for step in undated), more="ref: 12345-1\n")
    assert not findings_of(code, imported, as_of="2026-12-31")


@pytest.mark.parametrize(
    ("day", "late"), [("2026-04-03", False), ("2026-04-04", False), ("2026-04-05", True)]
)
def test_the_voter_is_told_within_fifteen_days_of_the_day_on_which_the_answer_became_final(
    findings_of: Find, day: str, late: bool
) -> None:
    """The last department but one sends it back on the 20th: from that day on every answer is there."""
    steps = (
        FORWARDED,
        "{date: 2026-03-03, event: forwarded, to: urban}",
        "{date: 2026-03-10, event: answered, by: housing, result: solved}",
        "{date: 2026-03-20, event: declined, by: urban}",
    )
    assert bool(findings_of("L006", files(*steps), as_of=day)) is late


def test_a_forward_after_the_answer_leaves_the_breach_of_not_telling(label_of: Say) -> None:
    steps = (FORWARDED, "{date: 2026-03-10, event: answered, by: housing, result: not_now}")
    again = "{date: 2026-03-30, event: forwarded, to: urban}"
    ((text, pending),) = label_of("L006", files(*steps, again), as_of="2026-03-30")
    assert "forwarded again 5 days late" in text
    assert not pending
    assert not label_of("L006", files(*steps, again.replace("30", "25")), as_of="2026-06-30")


def test_a_deputy_who_opens_his_own_mailbox_need_not_deliver(findings_of: Find) -> None:
    found_in = {LETTER: "received: 2026-03-02\nmailbox: m03\nkind: request\n"}
    opening = "records/openings/2026/O20260302-00000.yaml"

    def opened(by: str) -> dict[str, str]:
        return {opening: f"date: 2026-03-02\ngroup: lianhua\nby: {by}\nmailboxes: {{m03: 1}}\n"}

    assert findings_of("L001", {**found_in, **opened("liu-fang")}, as_of="2026-03-31")
    assert not findings_of("L001", {**found_in, **opened("zhang-wei")}, as_of="2026-03-31")
    to_another = {LETTER: found_in[LETTER] + "deputy: sun-li\n"}
    assert not findings_of("L001", {**to_another, **opened("zhang-wei")}, as_of="2026-03-31")
    assert findings_of("L001", {**to_another, **opened("liu-fang")}, as_of="2026-03-31")


VISIT = "records/visits/2025/V20251201-00000.yaml"


@pytest.mark.parametrize(("deputies", "found"), [("zhang-wei, sun-li", 0), ("sun-li", 1)])
def test_another_deputy_is_named_when_none_of_the_owners_is_in_office(
    findings_of: Find, deputies: str, found: int
) -> None:
    met = f"date: 2025-12-01\ndeputies: [{deputies}]\nconstituency: c03\nmatters:\n  - id: p4f9\n    kind: inquiry\n"
    assert len(findings_of("L013", {VISIT: met}, as_of="2026-01-05")) == found
    assert not findings_of("L013", {VISIT: met}, as_of="2025-12-31")


def test_what_was_done_in_an_earlier_life_does_not_show_who_settled_it(findings_of: Find) -> None:
    first = (
        FORWARDED,
        "{date: 2026-03-20, event: answered, by: housing, result: solved}",
        "{date: 2026-03-21, event: fed_back}",
    )
    again = ("{date: 2026-04-10, event: reopened}", "{date: 2026-04-12, event: fed_back}")
    assert not findings_of("L010", files(*first), as_of="2026-06-30")
    assert findings_of("L010", files(*first, *again), as_of="2026-06-30")
    explained = (
        "{date: 2026-04-10, event: reopened}",
        "{date: 2026-04-12, event: closed, why: explained}",
    )
    assert not findings_of("L010", files(*first, *explained), as_of="2026-06-30")


ALSO = "{date: 2026-03-03, event: forwarded, to: urban}"


@pytest.mark.parametrize(
    ("events", "fits"),
    [
        ((FORWARDED, "{date: 2026-03-20, event: answered, by: housing, result: solved}"), True),
        ((FORWARDED, "{date: 2026-03-20, event: answered, by: urban, result: solved}"), False),
        ((FORWARDED, "{date: 2026-03-20, event: answered, result: solved}"), True),
        ((FORWARDED, ALSO, "{date: 2026-03-20, event: answered, result: solved}"), False),
        ((FORWARDED, ALSO, "{date: 2026-03-20, event: extended, to_days: 90}"), False),
        (("{date: 2026-03-02, event: answered, by: housing, result: solved}", FORWARDED), False),
        (("{date: 2026-03-03, event: answered, by: housing, result: solved}", FORWARDED), False),
        ((FORWARDED, "{date: 2026-03-03, event: answered, by: housing, result: solved}"), True),
        ((FORWARDED, "{date: 2026-03-10, event: declined, by: urban}"), False),
        (
            (
                FORWARDED,
                "{date: 2026-03-10, event: declined, by: housing}",
                "{date: 2026-03-20, event: answered, by: housing, result: solved}",
            ),
            False,
        ),
        (
            (
                FORWARDED,
                "{date: 2026-03-10, event: declined, by: housing}",
                "{date: 2026-03-11, event: declined, by: housing}",
            ),
            False,
        ),
        (
            (
                FORWARDED,
                "{date: 2026-03-10, event: answered, by: housing, result: solved}",
                "{date: 2026-03-12, event: answered, by: housing, result: not_now}",
            ),
            True,
        ),
        (
            (
                FORWARDED,
                "{date: 2026-03-10, event: answered, by: housing, result: solved}",
                "{date: 2026-03-12, event: extended, by: housing, to_days: 90}",
            ),
            False,
        ),
        (
            (
                FORWARDED,
                "{date: 2026-03-20, event: reopened}",
                "{date: 2026-03-21, event: answered, by: housing, result: solved}",
            ),
            False,
        ),
        (("{date: 2026-03-20, event: closed, why: duplicate, of: L20260302-00000}",), False),
    ],
)
def test_a_department_answers_declines_and_extends_only_what_it_has(
    findings_of: Find, events: tuple[str, ...], fits: bool
) -> None:
    found = findings_of("R014", files(*events), as_of="2026-06-30")
    assert [str(finding.severity) for finding in found] == ([] if fits else ["error"])
    imported = findings_of("R014", files(*events, more="ref: 12345-1\n"), as_of="2026-06-30")
    assert [str(finding.severity) for finding in imported] == ([] if fits else ["advice"])


def test_what_fits_nothing_counts_for_nothing(findings_of: Find) -> None:
    stray = "{date: 2026-03-20, event: answered, by: urban, result: solved}"
    assert findings_of("L005", files(FORWARDED, stray), as_of="2026-05-03")
    assert not findings_of("L006", files(FORWARDED, stray), as_of="2026-06-30")


def test_the_matter_of_which_it_is_the_duplicate_must_exist(findings_of: Find) -> None:
    closed = "{date: 2026-03-20, event: closed, why: joined, of: OTHER}"
    missing = files(closed.replace("OTHER", "L20260301-99999"))
    there = {
        **files(closed.replace("OTHER", "L20260301-00000")),
        "records/letters/2026/L20260301-00000.yaml": files()[LETTER].replace("03-02", "03-01"),
    }
    assert findings_of("R003", missing, as_of="2026-06-30")
    assert not findings_of("R003", there, as_of="2026-06-30")
