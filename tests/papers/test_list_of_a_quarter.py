"""Which matters the list of a quarter holds, as of which day, and what its counts count."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from deputylog.book import Book
from deputylog.calendar import Quarter, year
from deputylog.formats import paper
from deputylog.formats.covering import with_text
from deputylog.papers.circular import circular
from deputylog.papers.dossier import dossier
from deputylog.papers.evaluation import evaluation
from deputylog.papers.quarterly_list import quarterly_list
from deputylog.table import Report
from deputylog.words import words
from tests.conftest import DISTRICT, GROUP, ZHANG_WEI

MakeBook = Callable[..., Book]
Q1, Q2, Q3 = (Quarter(2026, number) for number in (1, 2, 3))
LETTER = "records/letters/2026/L20260302-00000.yaml"
SETTLED_IN_MARCH = """\
received: 2026-03-02
constituency: c03
kind: request
deputy: zhang-wei
title: 路灯不亮
events:
  - {date: 2026-03-03, event: forwarded, to: housing}
  - {date: 2026-03-20, event: answered, by: housing, result: solved}
  - {date: 2026-03-22, event: fed_back, satisfaction: satisfied}
"""
REOPENED = "  - {date: 2026-05-06, event: reopened}\n"


def as_json(report: Report, language: str = "en") -> dict[str, Any]:
    made: dict[str, Any] = json.loads(paper(report, "json", words(language), None).content)
    return made


def listed(book: Book, quarter: Quarter, group: str | None = None) -> dict[str, Any]:
    return as_json(quarterly_list(book, quarter, group).report)


def rows(made: dict[str, Any], name: str = "matters") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = next(
        table["rows"] for table in made["tables"] if table["name"] == name
    )
    return found


def sides(made: dict[str, Any]) -> tuple[int, ...]:
    return tuple(
        made["heads"][name] for name in ("carried_over", "received", "reopened", "settled", "open")
    )


# Which matters


@pytest.mark.parametrize(
    ("more", "second", "third"),
    [
        ("", (0, 0, 0, 0, 0), (0, 0, 0, 0, 0)),
        (REOPENED, (0, 0, 1, 0, 1), (1, 0, 0, 0, 1)),
        (
            REOPENED + "  - {date: 2026-06-02, event: closed, why: explained}\n",
            (0, 0, 1, 1, 0),
            (0, 0, 0, 0, 0),
        ),
        (
            REOPENED + "  - {date: 2026-05-06, event: closed, why: explained}\n",
            (0, 0, 1, 1, 0),
            (0, 0, 0, 0, 0),
        ),
        (
            "  - {date: 2026-05-06, event: fed_back, satisfaction: dissatisfied}\n",
            (0, 0, 1, 0, 1),
            (1, 0, 0, 0, 1),
        ),
        ("  - {date: 2026-05-06, event: forwarded, to: urban}\n", (0, 0, 1, 0, 1), (1, 0, 0, 0, 1)),
        ("  - {date: 2026-03-31, event: reopened}\n", (1, 0, 0, 0, 1), (1, 0, 0, 0, 1)),
        ("  - {date: 2026-04-01, event: reopened}\n", (0, 0, 1, 0, 1), (1, 0, 0, 0, 1)),
    ],
)
def test_a_matter_is_in_the_list_of_every_quarter_in_which_it_was_open(
    book_of: MakeBook, more: str, second: tuple[int, ...], third: tuple[int, ...]
) -> None:
    book = book_of({LETTER: SETTLED_IN_MARCH + more}, as_of="2026-10-09")
    for group in ("lianhua", None):
        assert sides(listed(book, Q2, group)) == second
        assert sides(listed(book, Q3, group)) == third
        assert len(rows(listed(book, Q2, group))) == second[3] + second[4]


def test_a_matter_reopened_in_its_own_quarter_counts_as_received(book_of: MakeBook) -> None:
    book = book_of(
        {LETTER: SETTLED_IN_MARCH + "  - {date: 2026-03-30, event: reopened}\n"}, as_of="2026-10-09"
    )
    assert sides(listed(book, Q1)) == (0, 1, 0, 0, 1)


# As of which day


def test_rows_and_counts_both_show_the_end_of_the_quarter_and_what_came_later_apart(
    book_of: MakeBook,
) -> None:
    late = SETTLED_IN_MARCH.replace("2026-03-20", "2026-04-20").replace("2026-03-22", "2026-04-22")
    made = listed(book_of({LETTER: late}, as_of="2026-10-09"), Q1)
    (row,) = rows(made)
    assert sides(made) == (0, 1, 0, 0, 1)
    assert (row["state"], row["result"], row["satisfaction"]) == ("in_hand", None, None)
    housing = "区住房和城乡建设局"
    assert row["course"] == [{"event": "forwarded", "date": "2026-03-03", "department": housing}]
    assert row["later"] == [
        {
            "event": "answered",
            "date": "2026-04-20",
            "department": housing,
            "result": "solved",
        },
        {"event": "fed_back", "date": "2026-04-22", "satisfaction": "satisfied"},
    ]


@pytest.mark.parametrize(("day", "open_"), [("2026-03-21", 1), ("2026-03-22", 0)])
def test_while_the_quarter_runs_the_list_shows_the_day_of_the_paper(
    book_of: MakeBook, day: str, open_: int
) -> None:
    made = listed(book_of({LETTER: SETTLED_IN_MARCH}, as_of=day), Q1)
    assert made["unfinished"]
    assert (made["heads"]["open"], rows(made)[0]["later"]) == (open_, [])


LATE_RECORDS = {
    "records/district.yaml": DISTRICT.replace(
        "records_from: 2025-01-01", "records_from: 2026-04-01"
    )
}


def test_before_the_records_no_duty_is_counted_and_the_head_says_so(book_of: MakeBook) -> None:
    book = book_of({**LATE_RECORDS, LETTER: SETTLED_IN_MARCH}, as_of="2026-10-09")
    before, after = listed(book, Q1)["heads"], listed(book, Q2)["heads"]
    assert before["duties_from"] == "2026-04-01"
    assert "duties_from" not in after
    for name in ("openings_owed", "openings_done", "deputies_without_visit", "suggestions_overdue"):
        assert before[name] is None
        assert after[name] is not None
    report = with_text(quarterly_list(book, Q1, "lianhua").report, words("zh-CN"), None)
    text = paper(report, "md", words("zh-CN"), None).content.decode()
    assert "职责自2026年4月1日起计" in text
    assert (
        "应开启" not in "".join(words("zh-CN").say(part) for part in report.cover.paragraphs)
        if report.cover
        else False
    )


# What the counts count


DUPLICATE = (
    SETTLED_IN_MARCH.partition("events:")[0]
    + 'events:\n  - {date: 2026-03-09, event: closed, why: duplicate, of: "L20260302-00000"}\n'
)


def test_letters_persons_and_matters_are_three_numbers(book_of: MakeBook) -> None:
    files = {
        LETTER: SETTLED_IN_MARCH,
        LETTER.replace("00000", "00001"): DUPLICATE,
        LETTER.replace("00000", "00002"): DUPLICATE.replace("why: duplicate", "why: joined"),
    }
    heads = listed(book_of(files, as_of="2026-04-02"), Q1)["heads"]
    assert (heads["letters"], heads["persons"], heads["matters"], heads["received"]) == (3, 2, 1, 3)


SUGGESTION = """\
kind: suggestion
title: 关于路灯的建议
lead: zhang-wei
cosigners: [sun-li]
events:
  - {date: 2026-03-03, event: submitted}
  - {date: 2026-03-05, event: assigned, by: working-body, lead: housing}
"""
ANSWERED = "  - {date: 2026-03-20, event: answered, by: housing, result: in_progress}\n"
SUPPLEMENT = "  - {{date: {day}, event: answered, by: housing, result: solved}}\n"
SUGGESTED = "records/suggestions/2026/S20260303-00000.yaml"


@pytest.mark.parametrize(
    ("events", "first", "second"),
    [
        ("", 0, 0),
        (ANSWERED, 1, 0),
        (ANSWERED + SUPPLEMENT.format(day="2026-03-25"), 1, 0),
        (ANSWERED + SUPPLEMENT.format(day="2026-04-25"), 1, 0),
        (SUPPLEMENT.format(day="2026-04-25"), 0, 1),
    ],
)
def test_suggestions_answered_are_suggestions_and_not_answers(
    book_of: MakeBook, events: str, first: int, second: int
) -> None:
    book = book_of({SUGGESTED: SUGGESTION + events}, as_of="2026-10-09")
    assert [listed(book, quarter)["heads"]["suggestions_answered"] for quarter in (Q1, Q2)] == [
        first,
        second,
    ]
    assert listed(book, Q1)["heads"]["suggestions"] == 1


@pytest.mark.parametrize(
    ("withdrawn", "first", "second"),
    [("2026-03-31", (0, 1), (0, 0)), ("2026-04-01", (1, 0), (0, 1))],
)
def test_a_withdrawn_suggestion_is_counted_apart_when_it_is_withdrawn(
    book_of: MakeBook, withdrawn: str, first: tuple[int, int], second: tuple[int, int]
) -> None:
    book = book_of(
        {SUGGESTED: SUGGESTION + f"  - {{date: {withdrawn}, event: withdrawn}}\n"},
        as_of="2026-10-09",
    )
    names = ("suggestions", "suggestions_withdrawn")
    for quarter, wanted in ((Q1, first), (Q2, second)):
        heads = (
            listed(book, quarter, "lianhua")["heads"],
            as_json(circular(book, "lianhua", quarter.period))["heads"],
        )
        assert [tuple(several[name] for name in names) for several in heads] == [wanted, wanted]


def test_a_withdrawn_suggestion_stands_in_the_archive_as_such_and_in_no_evaluation(
    book_of: MakeBook,
) -> None:
    book = book_of(
        {SUGGESTED: SUGGESTION + "  - {date: 2026-03-09, event: withdrawn}\n"}, as_of="2026-10-09"
    )
    archive = as_json(dossier(book, "zhang-wei", year(2026)))
    assert [archive["heads"][name] for name in ("led", "withdrawn")] == [0, 1]
    assert [row["part"] for row in rows(archive, "suggestions")] == ["lead_withdrawn"]
    assert rows(as_json(evaluation(book, "", year(2026))), "deputies")[0]["led"] == 0


def test_a_signature_taken_back_counts_apart_and_the_others_stand(book_of: MakeBook) -> None:
    took_back = SUGGESTION + "  - {date: 2026-03-09, event: withdrew, who: sun-li}\n"
    in_office = ZHANG_WEI.replace("张伟", "孙丽")
    book = book_of(
        {SUGGESTED: took_back, "records/deputies/sun-li.yaml": in_office}, as_of="2026-10-09"
    )
    for wanted, part, counts in (
        ("sun-li", "cosigner_withdrawn", [0, 0, 1]),
        ("zhang-wei", "lead", [1, 0, 0]),
    ):
        archive = as_json(dossier(book, wanted, year(2026)))
        assert [row["part"] for row in rows(archive, "suggestions")] == [part]
        assert [archive["heads"][name] for name in ("led", "cosigned", "withdrawn")] == counts


TWO_SEATS = """\
name: 张伟
seats:
  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20, to: 2026-06-30, end: resigned}
  - {term: "17", constituency: c04, group: taoyuan, from: 2026-06-30}
"""
TAOYUAN = (
    GROUP.replace("莲花", "桃园")
    .replace("c03", "c04")
    .replace("m03", "m04")
    .replace("liu-fang", "chen-jing")
    .replace("第三", "第四")
)


@pytest.mark.parametrize(
    ("day", "lianhua", "taoyuan"),
    [("2026-06-29", 1, 0), ("2026-06-30", 0, 1), ("2026-07-05", 0, 1)],
)
def test_on_a_day_shared_by_two_seats_the_later_one_holds(
    book_of: MakeBook, day: str, lianhua: int, taoyuan: int
) -> None:
    files = {"records/deputies/zhang-wei.yaml": TWO_SEATS, "records/groups/taoyuan.yaml": TAOYUAN}
    made = listed(book_of(files, as_of=day), Q2)
    assert made["heads"]["deputies"] == made["heads"]["deputies_without_visit"] == 1
    assert [row["deputies"] for row in rows(made, "groups")] == [lianhua, taoyuan]
    assert [(row["deputies"], row["none"]) for row in rows(made, "visits")] == [(1, 1)]


VISIT = """\
date: 2026-03-10
deputies: [zhang-wei, sun-li, li-na]
constituency: c03
ask: needs
matters:
  - {id: a001, kind: request, title: 积水}
  - {id: a002, kind: request, title: 噪声, deputy: li-na}
"""


def test_a_joint_matter_names_all_and_is_counted_apart(book_of: MakeBook) -> None:
    others = {
        f"records/deputies/{wanted}.yaml": ZHANG_WEI.replace("张伟", name)
        for wanted, name in (("sun-li", "孙丽"), ("li-na", "李娜"))
    }
    book = book_of(
        {"records/visits/2026/V20260310-00000.yaml": VISIT, **others}, as_of="2026-10-09"
    )
    joint, own = rows(as_json(quarterly_list(book, Q1, None).report, "zh-CN"))
    assert (joint["deputies"], own["deputies"]) == (["张伟", "孙丽", "李娜"], ["李娜"])
    for wanted, counts in (("zhang-wei", [0, 1]), ("li-na", [1, 1])):
        archive = as_json(dossier(book, wanted, year(2026)))
        assert [archive["heads"][name] for name in ("matters", "joint")] == counts


def test_a_mailbox_stands_in_a_circular_where_it_hung_at_the_end_of_the_period(
    book_of: MakeBook,
) -> None:
    moved = GROUP.replace(
        "    keepers:\n",
        "    places:\n      - {from: 2026-03-02, at: 东门}\n      - {from: 2026-04-15, at: 西门}\n    keepers:\n",
    )
    book = book_of({"records/groups/lianhua.yaml": moved}, as_of="2026-10-09")
    assert [
        rows(as_json(circular(book, "lianhua", quarter.period)), "mailboxes")[0]["place"]
        for quarter in (Q1, Q2)
    ] == ["东门", "西门"]
