"""The text of a quarterly list: what is overdue, what is asked for, and the district's own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from deputylog.book import Book
from deputylog.calendar import Quarter
from deputylog.formats import paper
from deputylog.formats.covering import with_text
from deputylog.formats.official import official_texts
from deputylog.papers.covering import VALUES
from deputylog.papers.quarterly_list import quarterly_list
from deputylog.words import Words
from tests.conftest import GROUP, write

MakeBook = Callable[..., Book]
ZH, EN = Words("zh-CN"), Words("en")
SHORT = {"records/groups/lianhua.yaml": GROUP.replace("office:", "short: 莲\noffice:")}
LETTER = "records/letters/2026/L202601{day}-00000.yaml"
RAISED = """\
received: 2026-01-{day}
mailbox: m03
kind: request
deputy: zhang-wei
title: {title}
topic: {topic}
events:
  - {{date: 2026-01-{day}, event: replied}}
  - {{date: 2026-01-{day}, event: delivered, to: zhang-wei}}
  - {{date: 2026-01-{day}, event: group_told}}
  - {{date: 2026-01-{day}, event: forwarded, to: housing}}
{events}"""


def letters(*events: str, topics: str = "mmmm") -> dict[str, str]:
    """A letter of the 11th, 12th … of January for each, with its further events."""
    known = {"m": "municipal", "e": "education", "t": "transport"}
    return SHORT | {
        LETTER.format(day=day): RAISED.format(
            day=day, title=f"第{day}件", topic=known[topic], events=more
        )
        for day, (more, topic) in enumerate(zip(events, topics, strict=False), 11)
    }


def text_of(book: Book, wording: Words = ZH, own: Path | None = None) -> str:
    cover = with_text(quarterly_list(book, Quarter(2026, 1), "lianhua").report, wording, own).cover
    assert cover
    return "\n".join(map(wording.say, cover.paragraphs))


FOLLOWED = "  - {date: 2026-03-30, event: followed_up}\n"
PROMISED = "  - {date: 2026-02-10, event: answered, result: planned}\n" + FOLLOWED
SOLVED = """\
  - {date: 2026-02-10, event: answered, result: solved}
  - {date: 2026-02-12, event: fed_back, satisfaction: satisfied}
"""


def test_what_is_overdue_is_named_with_the_department_and_the_numbers(book_of: MakeBook) -> None:
    book = book_of(letters(FOLLOWED, FOLLOWED, PROMISED), as_of="2026-04-02")
    told = text_of(book)
    assert "季末逾期未办：区住房和城乡建设局未答复2件（莲2026-001、莲2026-002）" in told
    assert "请常委会督促区住房和城乡建设局限期答复；" in told
    assert "督促落实正在解决、列入计划的1件（莲2026-003）。" in told
    assert "overdue answers (区住房和城乡建设局)" in text_of(book, EN)


def test_a_solved_matter_with_a_satisfied_voter_is_told_and_no_other(book_of: MakeBook) -> None:
    told = text_of(book_of(letters(SOLVED), as_of="2026-04-02"))
    assert "群众反映的“第11件”（莲2026-001），经区住房和城乡建设局办理，" in told
    assert "2月10日答复已解决，选民表示满意。" in told
    assert "季末没有逾期未办的事项。" in told
    unhappy = SOLVED.replace("satisfied}", "basically_satisfied}")
    assert "第11件" not in text_of(book_of(letters(unhappy), as_of="2026-04-02"))


@pytest.mark.parametrize(
    ("topics", "named"),
    [
        ("mmee", ""),
        ("mmmet", "市政设施（3件）。"),
        ("mmeet", "education（2件）、市政设施（2件）。"),
        ("metme", "education（2件）、市政设施（2件）。"),
    ],
)
def test_topics_are_named_only_where_they_stand_out(
    book_of: MakeBook, topics: str, named: str
) -> None:
    told = text_of(book_of(letters(*[PROMISED] * len(topics), topics=topics), as_of="2026-04-02"))
    assert told.partition("反映较集中的是")[2].partition("季末")[0] == named


OWN = "{% if language == 'zh-CN' %}\n已解决{{ solved }}件，\n满意{{ satisfied }}次。\n\n完。\n{% endif %}\n"


def test_a_district_words_the_text_itself(book_of: MakeBook, tmp_path: Path) -> None:
    own = write(tmp_path / "own", {"quarterly-list-text.md.j2": OWN})
    book = book_of(letters(SOLVED), as_of="2026-04-02")
    assert text_of(book, own=own) == "已解决1件，满意1次。\n完。"
    report = quarterly_list(book, Quarter(2026, 1), "lianhua").report
    assert "已解决1件，满意1次。" in paper(report, "md", ZH, own).content.decode()
    assert official_texts(report, ZH)["solved"] == 1


@pytest.mark.parametrize("group", ["lianhua", None])
def test_every_value_has_a_meaning_and_every_meaning_a_value(
    book_of: MakeBook, group: str | None
) -> None:
    book = book_of(letters(SOLVED), as_of="2026-04-02")
    values: Mapping[str, object] = quarterly_list(book, Quarter(2026, 1), group).report.values
    assert set(values) == set(VALUES)


def test_repeated_steps_are_one_line_and_every_step_for_programs(book_of: MakeBook) -> None:
    follow_ups = "".join(
        f"  - {{date: 2026-{day}, event: followed_up}}\n" for day in ("02-01", "02-20", "03-03")
    )
    again = "  - {date: 2026-03-20, event: reopened}\n" + FOLLOWED
    book = book_of(letters(follow_ups + SOLVED.replace("-02-", "-03-") + again), as_of="2026-04-02")
    (row,) = quarterly_list(book, Quarter(2026, 1), "lianhua").report.tables[0].rows
    (course,) = (cell for cell in row if isinstance(cell, list) and len(cell) > 3)
    assert [ZH.say(line) for line in course] == [
        "2026-01-11 答复反映人",
        "2026-01-11 转交区住房和城乡建设局",
        "跟踪督办3次，最近2026-03-03",
        "2026-03-10 承办单位答复（已解决）",
        "2026-03-12 结果反馈选民（满意）",
        "2026-03-20 重新办理",
        "2026-03-30 跟踪督办",
    ]
    assert [len(line.plain[""]) for line in course] == [1, 1, 3, 1, 1, 1, 1]
