"""Counts say what they count, and what nobody wrote down is unknown and not zero."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from deputylog.book import Book
from deputylog.calendar import Quarter, half_year, year
from deputylog.formats import paper
from deputylog.formats.covering import with_text
from deputylog.lists import LISTINGS
from deputylog.lists.filter import Filter
from deputylog.papers.circular import circular
from deputylog.papers.dossier import dossier
from deputylog.papers.evaluation import evaluation
from deputylog.papers.pictures import pictures
from deputylog.papers.quarterly_list import QuarterlyList, quarterly_list
from deputylog.papers.topics import topics
from deputylog.table import Counted, Report
from deputylog.words import Bilingual, Words, phrase, words
from tests.conftest import DISTRICT, GROUP

MakeBook = Callable[..., Book]
Q1 = Quarter(2026, 1)
ZH, EN = Words("zh-CN"), Words("en")
SAID, EMPTY = Bilingual("数", "count"), phrase("x")


def rounds(*days: str, found: str = "mailboxes: {m03: 0}") -> dict[str, str]:
    return {
        f"records/openings/2026/O20260309-0000{number}.yaml": f"date: 2026-{day}\ngroup: lianhua\n{found}\n"
        for number, day in enumerate(days)
    }


def visits(*voters: int | None, more: str = "") -> dict[str, str]:
    """Visits of different days; None where nobody wrote down how many voters there were."""
    text = "date: 2026-03-1{number}\ndeputies: [zhang-wei]\nconstituency: c03\n{met}{more}"
    return {
        f"records/visits/2026/V2026031{number}-00000.yaml": text.format(
            number=number, met="" if count is None else f"met: {{voters: {count}}}\n", more=more
        )
        for number, count in enumerate(voters)
    }


IMPORTED = """\
received: 2026-03-{day}
ref: "{number}"
constituency: c03
kind: request
deputy: zhang-wei
title: 路灯损坏{number}
topic: municipal
events:
  - {{{forwarded}event: forwarded, to: housing}}
  - {{{answered}event: answered, by: housing, result: solved}}
  - {{{told}event: fed_back, satisfaction: satisfied}}
"""


def solved(*, dated: int, undated: int) -> dict[str, str]:
    """Imported letters that were solved, some of them nobody knows when."""
    days = {
        "forwarded": "date: 2026-03-05, ",
        "answered": "date: 2026-03-06, ",
        "told": "date: 2026-03-07, ",
    }
    none = dict.fromkeys(days, "")
    return {
        f"records/letters/2026/L20260302-0000{number}.yaml": IMPORTED.format(
            number=number, day="02", **(days if number < dated else none)
        )
        for number in range(dated + undated)
    }


def listed(book: Book, group: str | None = "lianhua", quarter: Quarter = Q1) -> QuarterlyList:
    return quarterly_list(book, quarter, group)


def text_of(book: Book, wording: Words = ZH) -> str:
    cover = with_text(listed(book).report, wording, None).cover
    assert cover
    return "".join(wording.say(paragraph) for paragraph in cover.paragraphs)


def as_json(report: Report) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(paper(report, "json", words("en"), None).content)
    return made


def heads(report: Report) -> dict[str, Any]:
    found: dict[str, Any] = as_json(report)["heads"]
    return found


def rows(report: Report, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = next(
        table["rows"] for table in as_json(report)["tables"] if table["name"] == name
    )
    return found


def label(report: Report, name: str) -> str:
    every = (*report.heads, *report.heads_for_programs)
    return ZH.say(next(wording for known, wording, _ in every if known == name))


# What is counted


def test_three_rounds_in_one_week_are_one_week_and_three_rounds(book_of: MakeBook) -> None:
    made = listed(book_of(rounds("03-09", "03-10", "03-13"), as_of="2026-04-02")).kept.heads
    assert (made["openings_owed"], made["openings_done"], made["rounds"]) == (4, 1, 3)


def test_the_covering_text_counts_weeks(book_of: MakeBook) -> None:
    book = book_of(rounds("03-04", "03-09", "03-10", "03-23"), as_of="2026-04-02")
    assert "代表信箱应开启4周，未开启1周；" in text_of(book)
    assert "mailboxes not opened in 1 week of 4 weeks" in text_of(book, EN)


def test_the_weeks_of_several_mailboxes_are_called_a_sum(book_of: MakeBook) -> None:
    two = GROUP.replace(
        "mailboxes:\n", "mailboxes:\n  - id: m04\n    constituency: c03\n    from: 2026-03-02\n"
    )
    book = book_of({"records/groups/lianhua.yaml": two, **rounds("03-09")}, as_of="2026-04-02")
    assert "代表信箱应开启8周次，未开启7周次；" in text_of(book)


def test_the_heads_of_weeks_say_weeks(book_of: MakeBook) -> None:
    made = listed(book_of(as_of="2026-04-02"), None).report
    assert [label(made, name) for name in ("openings_owed", "openings_done", "rounds")] == [
        "信箱应开启（周次）",
        "应开启周次中已开启",
        "开箱次数",
    ]
    columns = {
        column.name: ZH.say(column.head)
        for table in made.tables
        if table.name == "groups"
        for column in table.columns
    }
    assert columns["openings_owed"] == "信箱应开启（周次）"


def test_a_round_that_opened_nothing_is_no_round(book_of: MakeBook) -> None:
    book = book_of(rounds("03-09", found="not_opened: {m03: {why: locked}}"), as_of="2026-04-02")
    assert listed(book).kept.heads["rounds"] == 0


@pytest.mark.parametrize(
    ("day", "opened", "weeks"),
    [
        ("03-15", (), (1, 0)),
        ("03-16", (), (2, 0)),
        ("03-13", ("03-13",), (2, 1)),
        ("03-12", (), (1, 0)),
    ],
)
def test_a_week_that_runs_is_owed_only_once_it_was_opened(
    book_of: MakeBook, day: str, opened: tuple[str, ...], weeks: tuple[int, int]
) -> None:
    book = book_of(rounds(*opened), as_of=f"2026-{day}")
    made = listed(book).kept.heads
    assert (made["openings_owed"], made["openings_done"]) == weeks
    (box,) = rows(circular(book, "lianhua", year(2026)), "mailboxes")
    assert (box["owed"], box["opened"]) == weeks
    (group,) = rows(evaluation(book, "lianhua", year(2026)), "groups")
    assert (group["openings"], group["openings_of"]) == (weeks[1], weeks[0])


def test_an_evaluation_counts_the_follow_ups_of_its_period(book_of: MakeBook) -> None:
    letter = IMPORTED.format(
        number=1, day="02", forwarded="date: 2026-03-05, ", answered="", told=""
    ).partition("  - {event: answered")[0]
    letter += "".join(
        f"  - {{date: 2026-{day}, event: followed_up}}\n" for day in ("04-04", "07-04", "08-03")
    )
    book = book_of({"records/letters/2026/L20260302-00000.yaml": letter}, as_of="2026-10-09")
    (zhang, _) = rows(evaluation(book, "lianhua", half_year(2026, 2)), "deputies")
    assert zhang["followed_up"] == 2


# Unknown is not zero


@pytest.mark.parametrize(
    ("voters", "chinese", "english", "known", "unknown"),
    [
        ((), "活动0次，联系选民0人次，", "0 voters met;", 0, 0),
        ((12, 11), "联系选民23人次，", "23 voters met;", 23, 0),
        (
            (12, 11, None),
            "联系选民23人次（另有1次活动未记人数），",
            "23 voters (1 visit more without a head count)",
            23,
            1,
        ),
        (
            (0, None),
            "联系选民0人次（另有1次活动未记人数），",
            "0 voters (1 visit more without a head count)",
            0,
            1,
        ),
        (
            (None,),
            "联系选民人次未记（1次活动均未记人数），",
            "an unknown number of voters (1 visit without a head count)",
            None,
            1,
        ),
    ],
)
def test_a_visit_without_a_head_count_met_nobody_knows_how_many(
    book_of: MakeBook,
    voters: tuple[int | None, ...],
    chinese: str,
    english: str,
    known: int | None,
    unknown: int,
) -> None:
    book = book_of(visits(*voters), as_of="2026-04-02")
    assert chinese in text_of(book)
    assert english in text_of(book, EN)
    for group in ("lianhua", None):
        found = heads(listed(book, group).report)
        assert (found["voters_met"], found["voters_met_unknown"]) == (known, unknown)
    (of_group,) = rows(listed(book, None).report, "groups")
    assert (of_group["voters_met"], of_group["voters_met_unknown"]) == (known, unknown)


def test_a_submission_keeps_what_is_known_and_how_much_is_not(book_of: MakeBook) -> None:
    kept = listed(book_of(visits(None, None), as_of="2026-04-02")).kept.heads
    assert "voters_met" not in kept
    assert kept["voters_met_unknown"] == 2
    assert "voters_met_unknown" not in listed(book_of(visits(3), as_of="2026-04-02")).kept.heads


def test_a_head_count_written_down_later_shows_as_an_amendment(book_of: MakeBook) -> None:
    kept = listed(book_of(visits(5, None), as_of="2026-04-02")).kept.heads
    filed = "".join(f"  {name}: {count}\n" for name, count in kept.items())
    submission = f"group: lianhua\nquarter: 2026Q1\ndate: 2026-04-02\nheads:\n{filed}"
    book = book_of(
        {**visits(5, 7), "records/submissions/2026/Q20260402-00000.yaml": submission},
        as_of="2026-04-02",
    )
    (change,) = rows(listed(book).report, "amended_heads")
    assert change == {
        "group": "莲花街道代表组",
        "head": "voters met",
        "before": 5,
        "before_unknown": 1,
        "now": 12,
        "now_unknown": 0,
    }


def test_what_was_settled_on_an_unknown_day_is_settled_and_counted_as_such(
    book_of: MakeBook,
) -> None:
    book = book_of(solved(dated=1, undated=2), as_of="2026-04-02")
    made = listed(book).report
    found = heads(made)
    assert [
        found[name] for name in ("settled", "settled_unknown", "solved", "solved_unknown", "open")
    ] == [3, 2, 3, 2, 0]
    (topic,) = rows(made, "topics")
    assert (topic["settled"], topic["settled_unknown"]) == (3, 2)
    assert "办结的问题中，有2件办结日期不详（其中已解决2件）" in text_of(book)
    assert "日期不详" not in text_of(book_of(solved(dated=2, undated=0), as_of="2026-04-02"))


def test_a_matter_counts_on_one_side_whether_its_day_is_known_or_not(book_of: MakeBook) -> None:
    found = heads(listed(book_of(solved(dated=1, undated=2), as_of="2026-04-02")).report)
    assert (
        found["received"] + found["carried_over"] + found["reopened"]
        == found["settled"] + found["open"]
    )


@pytest.mark.parametrize("group", ["lianhua", None])
def test_in_the_next_quarter_it_is_unknown_no_more(book_of: MakeBook, group: str | None) -> None:
    found = heads(
        listed(
            book_of(solved(dated=0, undated=2), as_of="2026-07-02"), group, Quarter(2026, 2)
        ).report
    )
    assert (found["settled"], found["settled_unknown"]) == (0, 0)


def test_the_circular_and_the_archive_name_what_was_solved_nobody_knows_when(
    book_of: MakeBook,
) -> None:
    book = book_of(solved(dated=1, undated=2), as_of="2026-10-09")
    told = circular(book, "lianhua", year(2026))
    assert (heads(told)["settled"], heads(told)["settled_unknown"]) == (3, 2)
    assert len(rows(told, "solved")) == 3
    (deputy, *_) = rows(told, "deputies")
    assert (deputy["solved"], deputy["solved_unknown"]) == (3, 2)
    archive = dossier(book, "zhang-wei", year(2026))
    assert (heads(archive)["solved"], heads(archive)["solved_unknown"]) == (3, 2)
    assert [row["result"] for row in rows(archive, "matters")] == ["solved"] * 3


def test_a_median_is_of_what_is_known(book_of: MakeBook) -> None:
    deputy = 'name: 李娜\nseats:\n  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20}\n'
    files = {**solved(dated=1, undated=0), "records/deputies/li-na.yaml": deputy}
    undated = IMPORTED.format(number=7, day="02", forwarded="", answered="", told="").replace(
        "zhang-wei", "li-na"
    )
    book = book_of(
        {**files, "records/letters/2026/L20260302-00007.yaml": undated}, as_of="2026-10-09"
    )
    *_, middle = rows(evaluation(book, "lianhua", year(2026)), "deputies")
    assert (middle["solved"], middle["solved_unknown"]) == (1, 0)
    assert (middle["counted"], middle["counted_unknown"]) == (0, 0)


def test_a_share_of_settled_matters_includes_those_without_a_day(book_of: MakeBook) -> None:
    (group,) = rows(
        evaluation(book_of(solved(dated=1, undated=2), as_of="2026-10-09"), "lianhua", year(2026)),
        "groups",
    )
    assert (group["solved"], group["solved_of"]) == (3, 3)


@pytest.mark.parametrize(
    ("files", "prepare", "explained"),
    [
        (visits(1, 1), (None, 2), (None, 2)),
        (visits(1, more="priorities: [prepare]\n"), (1, 0), (0, 0)),
        (visits(1, more="explained: 代表法\n"), (None, 1), (1, 0)),
        ({}, (0, 0), (0, 0)),
    ],
)
def test_a_visit_that_states_no_purpose_is_no_visit_without_that_purpose(
    book_of: MakeBook,
    files: dict[str, str],
    prepare: tuple[int | None, int],
    explained: tuple[int | None, int],
) -> None:
    made = evaluation(book_of(files, as_of="2026-10-09"), "lianhua", year(2026))
    (first, *_) = rows(made, "deputies")
    assert (first["prepare"], first["prepare_unknown"]) == prepare
    assert (first["explained"], first["explained_unknown"]) == explained


def test_nobody_knows_what_lies_in_a_mailbox_that_was_not_opened(book_of: MakeBook) -> None:
    locked = book_of(rounds("03-09", found="not_opened: {m03: {why: locked}}"), as_of="2026-04-02")
    (box,) = rows(circular(locked, "lianhua", year(2026)), "mailboxes")
    assert box["letters"] is None
    opened = book_of(rounds("03-09"), as_of="2026-04-02")
    (box,) = rows(circular(opened, "lianhua", year(2026)), "mailboxes")
    assert box["letters"] == 0


def test_a_list_of_rounds_shows_no_letters_where_nothing_was_opened(book_of: MakeBook) -> None:
    book = book_of(rounds("03-09", found="not_opened: {m03: {why: locked}}"), as_of="2026-04-02")
    openings = next(listing for listing in LISTINGS if listing.name == "openings")
    ((*_, letters, _),) = openings.table(book, Filter()).rows
    assert letters is None


def test_suggestions_and_answers_without_a_day_are_unknown_in_the_quarter_of_their_first_day(
    book_of: MakeBook,
) -> None:
    text = 'kind: suggestion\ntitle: 关于路灯的建议\nref: "7"\nlead: zhang-wei\nevents:\n  - {event: submitted}\n'
    text += "  - {date: 2026-02-03, event: assigned, by: working-body, lead: housing}\n  - {event: answered, by: housing, result: solved}\n"
    book = book_of({"records/suggestions/2026/S20260203-00000.yaml": text}, as_of="2026-07-02")
    names = (
        "suggestions",
        "suggestions_unknown",
        "suggestions_answered",
        "suggestions_answered_unknown",
    )
    assert [heads(listed(book).report)[name] for name in names] == [0, 1, 0, 1]
    assert [heads(listed(book, quarter=Quarter(2026, 2)).report)[name] for name in names] == [
        0,
        0,
        0,
        0,
    ]


LATE = {
    "records/district.yaml": DISTRICT.replace(
        "records_from: 2025-01-01", "records_from: 2026-10-01"
    )
}


def test_who_made_no_visit_before_the_records_is_not_known(book_of: MakeBook) -> None:
    book = book_of(LATE, as_of="2027-01-04")
    made = listed(book, quarter=Quarter(2026, 4)).report
    assert label(made, "deputies_without_visit") == "2026年10月1日记录开始后尚未进选区活动的代表"
    assert (
        label(
            listed(book_of(as_of="2027-01-04"), quarter=Quarter(2026, 4)).report,
            "deputies_without_visit",
        )
        == "本年尚未进选区活动的代表"
    )


def test_a_paper_of_days_before_the_records_says_so(book_of: MakeBook) -> None:
    told = circular(book_of(LATE, as_of="2027-01-04"), "lianhua", year(2026))
    assert "记录自2026年10月1日起；此前情况记录不全" in "".join(map(ZH.say, told.notes))
    assert not circular(book_of(as_of="2027-01-04"), "lianhua", year(2026)).notes


def test_no_picture_shows_what_was_not_done_before_the_records(book_of: MakeBook) -> None:
    book = book_of(LATE, as_of="2027-01-04")
    coverage, boxes = pictures(book, "", year(2026), only=["coverage", "mailbox-calendar"])
    assert [ZH.say(line.label) for line in coverage.lines] == ["2026年下半年\n自2026年10月1日起"]
    marks = dict(zip(boxes.across, boxes.lines[0].marks, strict=True))
    assert (marks["2026W39"], marks["2026W41"]) == (None, "missed")


def test_a_quarter_before_the_records_is_no_quarter_without_matters(book_of: MakeBook) -> None:
    late = {
        "records/district.yaml": DISTRICT.replace(
            "records_from: 2025-01-01", "records_from: 2026-04-01"
        )
    }
    letter = (
        "received: 2026-05-04\nconstituency: c03\nkind: request\ntitle: 路灯\ntopic: municipal\n"
    )
    (row,) = rows(
        topics(
            book_of(
                {**late, "records/letters/2026/L20260504-00000.yaml": letter}, as_of="2026-07-01"
            ),
            "",
            year(2026),
        ),
        "topics",
    )
    assert (row["2026Q1"], row["2026Q2"], row["change"]) == (None, 1, None)
    imported = {"records/letters/2026/L20260302-00000.yaml": letter.replace("05-04", "03-02")}
    book = book_of(
        {**late, **imported, "records/letters/2026/L20260504-00000.yaml": letter},
        as_of="2026-07-01",
    )
    assert rows(topics(book, "", year(2026)), "topics")[0]["2026Q1"] == 1


def test_a_matter_forwarded_nobody_knows_when_has_no_age(book_of: MakeBook) -> None:
    letter = IMPORTED.format(number=1, day="02", forwarded="", answered="", told="").partition(
        "  - {event: answered"
    )[0]
    book = book_of({"records/letters/2026/L20260302-00000.yaml": letter}, as_of="2026-10-09")
    (ageing,) = pictures(book, "", year(2026), only=["ageing"])
    assert [line.marks for line in ageing.lines] == [(0, 0, 0, 0, 1)]


def test_the_life_of_matters_names_steps_without_a_day(book_of: MakeBook) -> None:
    (life,) = pictures(
        book_of(solved(dated=1, undated=2), as_of="2026-10-09"), "", year(2026), only=["life"]
    )
    assert [row[1:3] for row in life.table.rows] == [(0, 0), (1, 2), (0, 0), (1, 2), (1, 2), (1, 2)]


def test_a_count_with_unknown_parts_is_a_number_in_a_workbook_only_when_it_is_whole() -> None:
    from io import BytesIO

    import openpyxl

    heads = (
        ("known", SAID, Counted("{known}", {"known": 3}, 3, 0)),
        ("part", SAID, Counted("3（另有1）", {}, 3, 1)),
    )
    report = replace(Report("trial", EMPTY, {}, date(2026, 10, 9)), heads=heads)
    sheet = openpyxl.load_workbook(BytesIO(paper(report, "xlsx", ZH, None).content)).worksheets[0]
    assert [cell.value for cell in sheet["B"] if cell.value is not None][1:] == [3, "3（另有1）"]
