"""Groups, constituencies and mailboxes owe something from their first day to their last, and what they held passes on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from deputylog.book import Book
from deputylog.check.result import CheckResult
from deputylog.finding import Finding
from tests.conftest import DISTRICT, GROUP, LETTER

Find = Callable[..., list[Finding]]
OutcomeOf = Callable[..., CheckResult]
BookOf = Callable[..., Book]

LIANHUA = "records/groups/lianhua.yaml"
TAOYUAN = "records/groups/taoyuan.yaml"
NEW = "name: 桃源街道代表组\n"
ENDED = GROUP.replace("officers:", "to: 2026-06-30\nofficers:")
MERGED = {
    LIANHUA: GROUP.replace("officers:", "to: 2026-06-30\nmerged_into: taoyuan\nofficers:"),
    TAOYUAN: NEW,
}
OF_JUNE = {
    LETTER: "received: 2026-06-29\nmailbox: m03\nkind: request\nchannel: mailbox\ndeputy: zhang-wei\n"
}


def faults(outcome: CheckResult, code: str = "R002") -> list[str]:
    return [str(found.text) for found in outcome.findings if found.code == code]


# What cannot be so.


@pytest.mark.parametrize(
    ("old", "new", "wording"),
    [
        (
            "officers:",
            "from: 2026-02-01\nto: 2026-01-31\nofficers:",
            "the last day 2026-01-31 is before the first day 2026-02-01",
        ),
        (
            "officers:",
            "merged_into: lianhua\nofficers:",
            "'merged_into' needs the last day: add 'to'",
        ),
        (
            '"第三选区"}',
            '"第三选区", moved_to: lianhua}',
            "'moved_to' needs the last day: add 'to'",
        ),
        (
            '"第三选区"}',
            '"第三选区", from: 2026-02-01, to: 2026-01-31}',
            "the last day 2026-01-31 is before",
        ),
        (
            "    constituency: c03",
            "    constituency: [{from: 2026-03-02, id: c03}, {from: 2026-03-02, id: c03}]",
            "2026-03-02 must be later than 2026-03-02: the constituencies of a mailbox are listed by day",
        ),
    ],
)
def test_days_that_cannot_be_are_a_fault_of_the_file(
    outcome_of: OutcomeOf, old: str, new: str, wording: str
) -> None:
    (found,) = faults(outcome_of({LIANHUA: GROUP.replace(old, new)}, as_of="2026-03-05"))
    assert wording in found


def test_groups_merged_in_a_circle_are_named_each(outcome_of: OutcomeOf) -> None:
    circle = {**MERGED, TAOYUAN: NEW + "to: 2026-07-31\nmerged_into: lianhua\n"}
    found = faults(outcome_of(circle, as_of="2026-08-15"))
    assert found == [
        "莲花街道代表组 would become part of itself in the end",
        "桃源街道代表组 would become part of itself in the end",
    ]


def test_a_group_or_a_constituency_that_does_not_exist_is_named(outcome_of: OutcomeOf) -> None:
    gone = GROUP.replace("officers:", "to: 2026-06-30\nmerged_into: nobody\nofficers:")
    gone = gone.replace(
        "constituency: c03",
        "constituency: [{from: 2026-03-02, id: c03}, {from: 2026-05-01, id: c99}]",
    )
    found = faults(outcome_of({LIANHUA: gone}, as_of="2026-03-05"), "R003")
    assert [text.partition(";")[0] for text in found] == [
        "there is no deputy group nobody",
        "there is no constituency c99",
    ]


def test_a_contact_is_public_and_no_alarm(outcome_of: OutcomeOf) -> None:
    told = GROUP.replace(
        "office: 莲花街道办事处",
        "short: 莲\noffice: 莲花街道办事处\ncontact: 莲花街道人大工委 010-12345678",
    )
    assert not [
        found
        for found in outcome_of({LIANHUA: told}, as_of="2026-03-02").findings
        if found.code[0] in "PR"
    ]


# What a group owes, and when.


@pytest.mark.parametrize(
    ("last", "heir", "quarters"),
    [
        ("2026-03-30", True, 4),
        ("2026-03-31", True, 5),
        ("2026-06-30", True, 6),
        ("2026-03-31", False, 4),
        ("2026-04-09", False, 4),
        ("2026-04-10", False, 5),
    ],
)
def test_a_group_or_its_heir_owes_the_list_of_each_quarter_at_whose_end_it_exists(
    findings_of: Find, last: str, heir: bool, quarters: int
) -> None:
    """The list is due on the 10th; with nobody to hand it in on that day it is not owed."""
    merged = "merged_into: taoyuan\n" if heir else ""
    ended = {LIANHUA: GROUP.replace("officers:", f"to: {last}\n{merged}officers:"), TAOYUAN: NEW}
    found = findings_of("G001", ended, as_of="2026-09-30")
    assert len([finding for finding in found if finding.subject == "lianhua"]) == quarters


@pytest.mark.parametrize(("first", "quarters"), [("2026-03-31", 3), ("2026-04-01", 2)])
def test_a_group_owes_its_first_list_for_the_quarter_in_which_it_began(
    findings_of: Find, first: str, quarters: int
) -> None:
    young = {LIANHUA: GROUP.replace("officers:", f"from: {first}\nofficers:")}
    assert len(findings_of("G001", young, as_of="2026-10-15")) == quarters


@pytest.mark.parametrize(("first", "found"), [("2025-01-01", 1), ("2025-01-02", 0)])
@pytest.mark.parametrize("code", ["G004", "G006"])
def test_a_year_is_owed_by_a_group_that_existed_in_all_of_it(
    findings_of: Find, code: str, first: str, found: int
) -> None:
    young = {LIANHUA: GROUP.replace("officers:", f"from: {first}\nofficers:")}
    assert len(findings_of(code, young, as_of="2026-01-01")) == found


@pytest.mark.parametrize(
    ("last", "weeks"),
    [
        ("2026-06-27", "2026-03-02 to 2026-06-21"),
        ("2026-06-28", "2026-03-02 to 2026-06-28"),
        ("2026-06-30", "2026-03-02 to 2026-06-28"),
    ],
)
def test_a_mailbox_owes_no_week_that_its_group_did_not_live_through(
    findings_of: Find, last: str, weeks: str
) -> None:
    """28 June 2026 is a Sunday."""
    (found,) = findings_of(
        "M001", {LIANHUA: GROUP.replace("officers:", f"to: {last}\nofficers:")}, as_of="2026-07-20"
    )
    assert weeks in str(found.text)


@pytest.mark.parametrize(("day", "owed"), [("2026-06-30", True), ("2026-07-01", False)])
def test_after_its_last_day_a_group_owes_nothing_that_is_due(
    outcome_of: OutcomeOf, day: str, owed: bool
) -> None:
    """A group too small, without a mailbox that is used, and left by its officer."""
    alone = ENDED.replace("from: 2024-03-01}", "from: 2024-03-01, to: 2026-05-31}").partition(
        "mailboxes:"
    )[0]
    found = {finding.code for finding in outcome_of({LIANHUA: alone}, as_of=day).findings}
    assert found & {"G002", "G009", "M003"} == ({"G002", "G009", "M003"} if owed else set())


# What passes on.


@pytest.mark.parametrize(("day", "group"), [("2026-06-30", "lianhua"), ("2026-07-01", "taoyuan")])
def test_a_merged_group_leaves_everything_to_the_other_one(
    book_of: BookOf, day: str, group: str
) -> None:
    book = book_of({**MERGED, **OF_JUNE}, as_of=day)
    on = date.fromisoformat(day)
    assert book.group_holding("c03", on) == group
    assert book.mailboxes["m03"].group.id == group
    assert book.mailboxes["m03"].group_on(date(2026, 6, 30)) == "lianhua"
    assert book.directory.members(group, on) == ["zhang-wei"]
    assert book.directory.holdings.officers(group, on) == {"liu-fang": "刘芳"}
    assert [matter.group for matter in book.matters] == [group]


def test_an_officer_with_a_last_day_does_not_serve_beyond_it_elsewhere(book_of: BookOf) -> None:
    left = {
        **MERGED,
        LIANHUA: MERGED[LIANHUA].replace("from: 2024-03-01}", "from: 2024-03-01, to: 2026-07-02}"),
    }
    holdings = book_of(left, as_of="2026-07-10").directory.holdings
    assert [bool(holdings.officers("taoyuan", date(2026, 7, day))) for day in (1, 2, 3)] == [
        True,
        True,
        False,
    ]


def test_a_merger_of_mergers_is_followed_to_the_group_of_the_day(book_of: BookOf) -> None:
    chain = {
        **MERGED,
        TAOYUAN: NEW + "to: 2026-07-31\nmerged_into: hetang\n",
        "records/groups/hetang.yaml": "name: 荷塘街道代表组\n",
    }
    book = book_of(chain, as_of="2026-08-31")
    days = (date(2026, 6, 30), date(2026, 7, 31), date(2026, 8, 1))
    assert [book.group_holding("c03", day) for day in days] == ["lianhua", "taoyuan", "hetang"]


@pytest.mark.parametrize(
    "listed",
    ["", 'constituencies:\n  - {id: c03, term: "17", name: "第三选区", from: 2026-07-01}\n'],
)
def test_a_moved_constituency_is_the_new_groups_whether_it_lists_it_or_not(
    book_of: BookOf, findings_of: Find, listed: str
) -> None:
    moved = {
        LIANHUA: GROUP.replace('"第三选区"}', '"第三选区", to: 2026-06-30, moved_to: taoyuan}'),
        TAOYUAN: NEW + listed,
        **OF_JUNE,
    }
    for day, group in (("2026-06-30", "lianhua"), ("2026-07-01", "taoyuan")):
        book = book_of(moved, as_of=day)
        assert [matter.group for matter in book.matters] == [group]
        assert book.directory.members(group, book.as_of) == ["zhang-wei"]
        assert not findings_of("M003", moved, as_of=day)
    assert not findings_of("R005", moved, as_of="2026-07-01")


def test_a_constituency_that_ended_stays_with_the_group_that_had_it_last(
    book_of: BookOf, findings_of: Find
) -> None:
    next_term = DISTRICT.replace(
        "to: 2027-01-08}", 'to: 2026-06-30}\n  - {id: "18", from: 2026-07-01}'
    )
    ended = {"records/district.yaml": next_term, **OF_JUNE}
    book = book_of(ended, as_of="2026-09-30")
    assert [matter.group for matter in book.matters] == ["lianhua"]
    assert not findings_of("M003", ended, as_of="2026-09-30")
    assert not findings_of("M002", ended, as_of="2026-09-30")
    (found,) = findings_of("M001", ended, as_of="2026-09-30")
    assert "2026-03-02 to 2026-06-28" in str(found.text)


@pytest.mark.parametrize(("day", "constituency"), [("2026-06-30", "c03"), ("2026-07-01", "d03")])
def test_a_letter_belongs_to_the_constituency_of_the_box_on_its_day(
    book_of: BookOf, day: str, constituency: str
) -> None:
    served = GROUP.replace(
        '"第三选区"}', '"第三选区"}\n  - {id: d03, term: "17", name: "新三选区"}'
    )
    served = served.replace(
        "constituency: c03",
        "constituency: [{from: 2026-03-02, id: c03}, {from: 2026-07-01, id: d03}]",
    )
    letter = {LETTER: f"received: {day}\nmailbox: m03\nkind: inquiry\n"}
    assert [
        matter.constituency
        for matter in book_of({LIANHUA: served, **letter}, as_of="2026-09-30").matters
    ] == [constituency]


@pytest.mark.parametrize(
    ("group", "found"), [("lianhua", ["2026-07-01"]), ("taoyuan", ["2026-06-30"])]
)
def test_a_round_is_of_the_group_that_held_the_mailbox_that_day(
    findings_of: Find, group: str, found: list[str]
) -> None:
    rounds = {
        f"records/openings/2026/O{day.replace('-', '')}-00000.yaml": f"date: {day}\ngroup: {group}\nmailboxes: {{m03: 0}}\n"
        for day in ("2026-06-30", "2026-07-01")
    }
    wrong = findings_of("M007", {**MERGED, **rounds}, as_of="2026-07-10")
    assert [str(one.day) for one in wrong] == found
    assert "enter it in a round of that group" in str(wrong[0].text)


# What has no day of its own.


def test_what_hangs_without_a_day_is_there_since_its_constituency_or_its_group(
    book_of: BookOf,
) -> None:
    undated = (
        GROUP.replace("    from: 2026-03-02\n", "")
        .replace("from: 2026-03-02, who", "who")
        .replace(", from: 2024-03-01", "")
    )
    served = undated.replace("constituency: c03", "constituency: [{from: 2026-04-01, id: c03}]")
    young = undated.replace("officers:", "from: 2026-05-01\nofficers:")
    dated = undated.replace('"第三选区"}', '"第三选区", from: 2026-06-01}')
    for text, box, officer in (
        (undated, "2025-01-01", "2025-01-01"),
        (served, "2026-04-01", "2025-01-01"),
        (young, "2026-05-01", "2026-05-01"),
        (dated, "2026-06-01", "2026-06-01"),
    ):
        group = book_of({LIANHUA: text}, as_of="2026-07-01").groups["lianhua"].record
        (mailbox,) = group.mailboxes
        assert (
            str(mailbox.start),
            str(mailbox.keepers[0].start),
            str(group.officers[0].start),
        ) == (box, box, officer)
