"""Topics: what concentrates, counted once, in whatever words; and what a supervision made of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputylog.book import Book
from deputylog.calendar import Period, Quarter, half_year, year
from deputylog.facts.facts import Facts
from deputylog.life.steps import State
from deputylog.papers.clusters import Wording, bunches, clusters, places_in
from deputylog.papers.paper import last_quarters
from deputylog.papers.topics import topics
from deputylog.table import Report

MakeBook = Callable[..., Book]
PATH = "records/letters/2026/L2026{day}-0000{number}.yaml"
DARK = ("莲花社区路灯不亮", "楼道照明坏了没人修", "请求给广场安装路灯")


def letters(
    *titles: str, kind: str = "request", day: str = "0302", more: str = ""
) -> dict[str, str]:
    body = "received: 2026-{month}-{of_month}\nconstituency: c03\nkind: {kind}\ntitle: {title}\ntopic: municipal\n{more}"
    return {
        PATH.format(day=day, number=number): body.format(
            month=day[:2], of_month=day[2:], kind=kind, title=title, more=more
        )
        for number, title in enumerate(titles)
    }


def labels(book: Book) -> list[tuple[str, int]]:
    return [
        (cluster.shared, len(cluster.matters))
        for cluster in clusters(book, Facts(book, year(2026)).raised(""))
    ]


def rows(report: Report, name: str) -> list[dict[str, Any]]:
    table = next(table for table in report.tables if table.name == name)
    return [
        dict(zip((column.name for column in table.columns), row, strict=True)) for row in table.rows
    ]


def test_different_words_for_one_thing_come_together(book_of: MakeBook) -> None:
    assert labels(book_of(letters(*DARK, "咨询低保申请"), as_of="2026-04-01")) == [("路灯", 3)]


def test_two_of_a_kind_are_no_topic(book_of: MakeBook) -> None:
    assert labels(book_of(letters(*DARK[:2], "咨询低保申请"), as_of="2026-04-01")) == []


@pytest.mark.parametrize("kind", ["thanks", "accusation"])
def test_neither_thanks_nor_accusations_become_a_topic(book_of: MakeBook, kind: str) -> None:
    files = letters(*DARK[:2], "咨询低保申请")
    third = letters("路灯", "路灯", "路灯", "路灯亮了", kind=kind)
    if kind == "accusation":
        third = {path: text.split("title:")[0] for path, text in third.items()}
    book = book_of({**third, **files}, as_of="2026-04-01")
    assert labels(book) == []
    assert rows(topics(book, "", year(2026)), "topics")[0]["raised"] == 3


def test_a_place_alone_makes_no_topic(book_of: MakeBook) -> None:
    assert (
        labels(
            book_of(
                letters("第三选区路灯不亮", "第三选区停车难", "第三选区没有学校"),
                as_of="2026-04-01",
            )
        )
        == []
    )


def test_who_it_is_about_alone_makes_no_topic(book_of: MakeBook) -> None:
    assert (
        labels(book_of(letters("咨询医院", "反映医院的问题", "希望关注医院"), as_of="2026-04-01"))
        == []
    )


CLOSED = "events:\n  - {{date: 2026-03-09, event: closed, why: {why}, of: L20260302-00000}}\n"


@pytest.mark.parametrize("why", ["duplicate", "joined"])
def test_one_closed_as_the_duplicate_of_another_or_joined_to_it_is_no_matter_of_its_own(
    book_of: MakeBook, why: str
) -> None:
    files = {**letters(*DARK), **letters(DARK[0], day="0303", more=CLOSED.format(why=why))}
    for day, matters in (("2026-03-08", 4), ("2026-03-09", 3)):
        report = topics(book_of(files, as_of=day), "", year(2026))
        (row,) = rows(report, "clusters")
        assert (row["raised"], row["matters"], row["constituencies"], row["days"]) == (
            4,
            matters,
            1,
            2,
        )
        assert rows(report, "topics")[0]["matters"] == matters


def test_one_title_from_one_place_is_two_matters_unless_they_are_linked(book_of: MakeBook) -> None:
    (row,) = rows(
        topics(book_of(letters(DARK[0], *DARK), as_of="2026-04-01"), "", year(2026)), "clusters"
    )
    assert (row["raised"], row["matters"]) == (4, 4)


def test_a_duplicate_makes_no_cluster_of_two_matters(book_of: MakeBook) -> None:
    files = {
        **letters(*DARK[:2]),
        **letters(DARK[2], day="0303", more=CLOSED.format(why="duplicate")),
    }
    assert labels(book_of(files, as_of="2026-03-08")) == [("路灯", 3)]
    assert labels(book_of(files, as_of="2026-03-09")) == []


def test_the_counts_stand_at_the_end_of_a_period_that_is_over(book_of: MakeBook) -> None:
    book = book_of(letters(*DARK, more=SOLVED), as_of="2026-10-01")
    for period, open_then, solved in ((Quarter(2026, 1).period, 3, 0), (half_year(2026, 1), 0, 3)):
        report = topics(book, "", period)
        assert {name: count for name, _, count in report.heads} == {
            "raised": 3,
            "matters": 3,
            "constituencies": 1,
            "open": open_then,
            "solved": solved,
        }
        assert {row["state"] for row in rows(report, "records")} == {
            State.IN_HAND if open_then else State.SETTLED
        }


def test_a_quarter_without_records_has_no_number(book_of: MakeBook) -> None:
    (row,) = rows(
        topics(
            book_of(letters("甲"), as_of="2026-04-01"),
            "",
            Period(date(2024, 10, 1), date(2026, 3, 31)),
        ),
        "topics",
    )
    assert (row["2024Q4"], row["2025Q1"], row["2026Q1"]) == (None, 0, 1)


def test_nothing_raised_is_a_paper_without_rows(book_of: MakeBook) -> None:
    report = topics(book_of(as_of="2026-04-01"), "", year(2026))
    assert [count for _, _, count in report.heads] == [0, 0, 0, 0, 0]
    assert not any(table.rows for table in report.tables)


def test_numbers_of_people_show_as_stars(book_of: MakeBook) -> None:
    book = book_of(letters(*(f"{title}请打13812345678" for title in DARK)), as_of="2026-04-01")
    assert "13812345678" not in str(topics(book, "", year(2026)))
    assert "***" in rows(topics(book, "", year(2026)), "clusters")[0]["label"]


def test_what_half_the_district_raises_is_one_topic_still(book_of: MakeBook) -> None:
    signs = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳"
    places = [
        f"{signs[n % 32]}{signs[(7 * n + 3) % 32]}{signs[(11 * n + n // 32) % 32]}"
        for n in range(60)
    ]
    files = {
        PATH.format(day="0302", number="")[:-5] + f"{n:02}.yaml": text
        for n, text in enumerate(letters(*(f"{one}路灯不亮" for one in places)).values())
    }
    assert labels(book_of(files, as_of="2026-04-01")) == [("路灯", 60)]


def test_the_change_is_that_of_whole_quarters(book_of: MakeBook) -> None:
    files = {
        **letters("甲", "乙"),
        **letters("丙", day="0401"),
        **letters("丁", "戊", "己", day="0701"),
    }
    days = ("2026-06-29", "2026-06-30", "2026-09-30")
    changes = [
        rows(topics(book_of(files, as_of=day), "", year(2026)), "topics")[0]["change"]
        for day in days
    ]
    assert [change and str(change) for change in changes] == [None, "−1", "+2"]


def test_the_last_four_quarters_are_the_period() -> None:
    assert last_quarters(date(2026, 2, 1)) == Period(date(2025, 4, 1), date(2026, 3, 31))


SUPERVISION = "date: 2026-04-10\nkind: supervision\nby: working-body\ntopic: municipal\n"
ACTIVITY = "records/activities/2026/A20260410-00000.yaml"
SOLVED = """\
events:
  - {date: 2026-03-03, event: forwarded, to: urban}
  - {date: 2026-05-05, event: answered, by: urban, result: solved}
  - {date: 2026-05-06, event: fed_back, satisfaction: satisfied}
"""


def test_a_supervision_takes_up_the_matters_it_names(book_of: MakeBook) -> None:
    files = {**letters(*DARK, more=SOLVED), ACTIVITY: f"{SUPERVISION}matters: [L20260302-00001]\n"}
    report = topics(book_of(files, as_of="2026-06-01"), "", year(2026))
    assert rows(report, "clusters")[0]["supervised_since"] == date(2026, 4, 10)
    (row,) = rows(report, "supervisions")
    assert (row["matters"], row["open"], row["settled"], row["solved"]) == (1, 0, 1, 1)


def test_a_supervision_is_not_known_before_its_day(book_of: MakeBook) -> None:
    files = {**letters(*DARK), ACTIVITY: SUPERVISION}
    since = [
        rows(topics(book_of(files, as_of=day), "", year(2026)), "topics")[0]["supervised_since"]
        for day in ("2026-04-09", "2026-04-10")
    ]
    assert since == [None, date(2026, 4, 10)]


def test_a_supervision_of_a_topic_follows_what_was_open_when_it_began(book_of: MakeBook) -> None:
    early = SOLVED.replace("2026-05-05", "2026-04-09").replace("2026-05-06", "2026-04-09")
    files = {
        **letters(DARK[0], more=early),
        **letters(DARK[1], day="0303", more=SOLVED),
        **letters(DARK[2], day="0410"),
        ACTIVITY: SUPERVISION,
    }
    (row,) = rows(topics(book_of(files, as_of="2026-06-01"), "", year(2026)), "supervisions")
    assert (row["matters"], row["open"], row["solved"]) == (1, 0, 1)


def test_every_cluster_names_the_records_behind_it(book_of: MakeBook) -> None:
    report = topics(book_of(letters(*DARK), as_of="2026-04-01"), "", year(2026))
    assert [row["id"] for row in rows(report, "records")] == [
        f"L20260302-0000{number}" for number in range(3)
    ]


WORDS = st.sampled_from(
    ["路灯", "照明", "停车", "车位", "莲花", "湖边", "护栏", "松动", "医院", "食堂", "涨价"]
)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=4).map("".join), max_size=40))
def test_a_bunch_shares_a_word_and_no_text_stands_in_two(titles: list[str]) -> None:
    texts = list(dict.fromkeys(map(Wording(places_in(titles)).features, titles)))
    found = bunches(texts, [1] * len(texts))
    members = [member for bunch in found for member in bunch.members]
    assert len(members) == len(set(members))
    assert all(bunch.shared in texts[member] for bunch in found for member in bunch.members)
