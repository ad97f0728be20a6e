"""What deputies did: the archive of one, the circular of a group, the handover, and facts for an evaluation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from deputylog.book import Book
from deputylog.calendar import Quarter, half_year, year
from deputylog.formats.covering import with_text
from deputylog.kinds.actor import Actor
from deputylog.life.steps import NextStep, State
from deputylog.papers.circular import circular
from deputylog.papers.dossier import dossier
from deputylog.papers.evaluation import evaluation, share
from deputylog.papers.handover import handover
from deputylog.papers.quarterly_list import quarterly_list
from deputylog.period_words import period_words
from deputylog.table import Cell, Counted, Report
from deputylog.words import Words

VISIT = """\
date: {day}
deputies: [zhang-wei]
constituency: c03
ask: needs
met: {{voters: 12}}
priorities: [reflect]
"""
LETTER = """\
received: 2026-03-02
constituency: c03
kind: request
deputy: zhang-wei
title: 路灯损坏，请打13812345678
events:
  - {date: 2026-03-03, event: forwarded, to: housing}
  - {date: 2026-03-05, event: replied}
  - {date: 2026-03-20, event: answered, by: housing, result: solved}
  - {date: 2026-03-22, event: fed_back, satisfaction: satisfied}
"""
SUGGESTION = """\
kind: suggestion
title: 关于路灯的建议
lead: zhang-wei
cosigners: [sun-li]
events:
  - {date: 2026-04-01, event: submitted}
  - {date: 2026-04-03, event: withdrew, who: sun-li}
"""
FILES = {
    "records/visits/2026/V20260310-00000.yaml": VISIT.format(day="2026-03-10"),
    "records/visits/2026/V20260310-00001.yaml": VISIT.format(day="2026-03-10"),
    "records/visits/2026/V20260710-00002.yaml": VISIT.format(day="2026-07-10"),
    "records/letters/2026/L20260302-00000.yaml": LETTER,
    "records/letters/2026/L20260302-00001.yaml": LETTER.replace(
        "路灯损坏，请打13812345678", "井盖缺失"
    ).partition("  - {date: 2026-03-20")[0],
    "records/letters/2026/L20260302-00002.yaml": "received: 2026-03-02\nconstituency: c03\nkind: accusation\n",
    "records/suggestions/2026/S20260401-00000.yaml": SUGGESTION,
    "records/activities/2026/A20260501-00000.yaml": "date: 2026-05-01\nkind: duty_report\nby: lianhua\ndeputies: [zhang-wei]\n",
    "records/activities/2026/A20260502-00000.yaml": "date: 2026-05-02\nkind: circular\nby: lianhua\n",
}
OWN = dict.fromkeys(("joint", "solved", "joint_solved", "led", "cosigned", "withdrawn"), 0) | {
    "activities": 1
}
MakeBook = Callable[..., Book]


def whole(cell: Cell) -> Cell:
    """The number of a count of which no part is missing; other cells unchanged."""
    return cell.known if isinstance(cell, Counted) and (cell.included or not cell.unknown) else cell


def heads(report: Report) -> dict[str, object]:
    return {name: whole(count) for name, _, count in report.heads}


def rows(report: Report, table: str) -> list[dict[str, Any]]:
    found = next(one for one in report.tables if one.name == table)
    return [
        {column.name: whole(value) for column, value in zip(found.columns, row, strict=True)}
        for row in found.rows
    ]


def test_the_archive_holds_what_the_deputy_did_in_the_year(book_of: MakeBook) -> None:
    made = dossier(book_of(FILES, as_of="2026-10-09"), "zhang-wei", year(2026))
    assert heads(made) == OWN | {"visits": 3, "counted": 2, "matters": 2, "solved": 1, "led": 1}
    assert [row["counts"] for row in rows(made, "visits")] == [True, False, True]
    visits = next(table for table in made.tables if table.name == "visits")
    assert "2026年任职365天，应开展活动2次，已计入2次" in Words("zh-CN").say(visits.note)


def test_the_archive_of_a_half_year_leaves_out_the_other_half(book_of: MakeBook) -> None:
    made = dossier(book_of(FILES, as_of="2026-10-09"), "zhang-wei", half_year(2026, 2))
    assert heads(made) | {"matters": 1} == OWN | {
        "visits": 1,
        "counted": 1,
        "matters": 1,
        "activities": 0,
    }
    assert [row["title"].plain[""] for row in rows(made, "matters")] == ["井盖缺失"]


def test_numbers_that_tell_who_somebody_is_are_masked(book_of: MakeBook) -> None:
    book = book_of(FILES, as_of="2026-10-09")
    for made in (
        dossier(book, "zhang-wei", year(2026)),
        circular(book, "lianhua", year(2026)),
        handover(book, "zhang-wei"),
    ):
        assert "13812345678" not in repr(made)


def test_the_circular_counts_a_group_visit_once_and_no_accusation(book_of: MakeBook) -> None:
    made = circular(book_of(FILES, as_of="2026-10-09"), "lianhua", year(2026))
    counts = {"deputies": 1, "visits": 3, "received": 2, "settled": 1, "open": 1, "suggestions": 1}
    assert {name: whole(made.values[name]) for name in counts} == counts
    assert (made.values["letters"], made.values["listed"], made.values["solvers"]) == (
        2,
        2,
        ["张伟"],
    )
    (zhang,) = rows(made, "deputies")
    assert (zhang["made"], zhang["owed"], zhang["solved"]) == (2, 2, 1)
    assert [row["title"] for row in rows(made, "open")] == ["井盖缺失"]


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (("03-10", "07-10"), "本年应开展活动的1名代表均已完成应开展的次数。"),
        (
            ("03-10",),
            "截至2026年10月9日，本年应开展活动的1名代表中，0名已完成应开展的次数；尚未完成的有张伟。",
        ),
    ],
)
def test_the_circular_says_who_has_not_made_the_visits_of_the_year(
    book_of: MakeBook, days: tuple[str, ...], sentence: str
) -> None:
    files = {
        f"records/visits/2026/V20260310-0000{number}.yaml": VISIT.format(day=f"2026-{day}")
        for number, day in enumerate(days)
    }
    made = circular(book_of(files, as_of="2026-10-09"), "lianhua", year(2026))
    said = with_text(made, Words("zh-CN"), None).paragraphs
    assert sentence in Words("zh-CN").say(said[0])


def test_a_deputy_hands_over_open_matters_suggestions_and_mailboxes(book_of: MakeBook) -> None:
    made = handover(book_of(FILES, as_of="2026-10-09"), "zhang-wei")
    numbers = ("matters", "suggestions", "mailboxes")
    assert [made.paragraphs[0].values[name] for name in numbers] == [1, 1, 1]
    (matter,) = rows(made, "matters")
    assert (matter["title"], matter["state"]) == ("井盖缺失", State.IN_HAND)
    assert (matter["next"], matter["who"], matter["due"]) == (
        NextStep.FOLLOW_UP,
        ["张伟"],
        date(2026, 4, 2),
    )
    (suggestion,) = rows(made, "suggestions")
    assert (suggestion["state"], suggestion["next"], suggestion["who"]) == (
        State.NEW,
        NextStep.ASSIGN,
        Actor.WORKING_BODY,
    )


def test_an_officer_hands_over_the_groups_work_and_accusations_without_words(
    book_of: MakeBook,
) -> None:
    made = handover(book_of(FILES, as_of="2026-10-09"), "liu-fang")
    assert [row["title"] for row in rows(made, "matters")] == ["井盖缺失", None]


def test_an_evaluation_gives_facts_and_medians_but_no_rank(book_of: MakeBook) -> None:
    made = evaluation(book_of(FILES, as_of="2026-10-09"), "lianhua", year(2026))
    reflect = rows(made, "deputies")
    assert [(row["counted"], row["matters"], row["solved"]) for row in reflect] == [
        (2, 2, 1),
        (2, 2, 1),
    ]
    (group,) = rows(made, "groups")
    assert group["circulars"] == 1


FOLLOWED_UP = """\
received: 2026-03-02
constituency: c03
kind: request
deputy: zhang-wei
title: 路灯损坏
events:
  - {date: 2026-03-03, event: forwarded, to: housing}
  - {date: 2026-04-01, event: followed_up%s}
"""
LI_NA = """\
name: 李娜
seats:
  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20}
"""


@pytest.mark.parametrize(
    ("who", "zhang", "li", "named"),
    [
        ("", 1, 0, False),
        (", who: zhang-wei", 1, 0, False),
        (", who: li-na", 0, 1, True),
        (", who: liu-fang", 1, 0, True),
    ],
)
def test_a_follow_up_is_of_the_deputy_who_did_it_else_of_who_sees_to_the_matter(
    book_of: MakeBook, who: str, zhang: int, li: int, named: bool
) -> None:
    files = {
        "records/deputies/li-na.yaml": LI_NA,
        "records/letters/2026/L20260302-00000.yaml": FOLLOWED_UP % who,
    }
    book = book_of(files, as_of="2026-10-09")
    followed_up = {
        row["deputy"]: row["followed_up"]
        for row in rows(evaluation(book, "", year(2026)), "deputies")[:-1]
    }
    assert (followed_up["张伟"], followed_up["李娜"]) == (zhang, li)
    listed = quarterly_list(book, Quarter(2026, 2), "lianhua").report
    course = Words("zh-CN").say(rows(listed, "matters")[0]["course"])
    assert ("李娜" in course or "刘芳" in course) is named


def test_a_share_is_given_on_a_base_of_five_or_more() -> None:
    say = Words("en").say
    assert (say(share("solved", 3, 4)), say(share("solved", 3, 5))) == ("3/4", "60 % (5)")


def test_periods_are_called_by_their_names() -> None:
    say = Words("zh-CN").say
    named = (year(2026), half_year(2026, 2), Quarter(2026, 3).period)
    assert [say(period_words(period)) for period in named] == [
        "2026年度",
        "2026年下半年",
        "2026年第三季度",
    ]
