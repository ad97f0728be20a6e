"""A paper about a period that still runs says so in its title, in every format."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from deputylog.book import Book
from deputylog.calendar import Quarter, year
from deputylog.formats import NAMES, paper
from deputylog.formats.covering import with_text
from deputylog.papers.circular import circular
from deputylog.papers.dossier import dossier
from deputylog.papers.evaluation import evaluation
from deputylog.papers.pictures import as_report
from deputylog.papers.quarterly_list import quarterly_list
from deputylog.papers.sample import Draw, sample
from deputylog.papers.topics import topics
from deputylog.table import Report
from deputylog.words import Words
from tests.formats.reading import everything_in, pdf_text

MakeBook = Callable[..., Book]
Make = Callable[[Book], Report]
Q4 = Quarter(2026, 4)
ZH, EN = Words("zh-CN"), Words("en")
QUARTER = "截至2026年11月28日，本季度尚未结束"
YEAR = "截至2026年11月28日，本年度尚未结束"

PAPERS: tuple[tuple[str, Make, str], ...] = (
    ("list of a group", lambda book: quarterly_list(book, Q4, "lianhua").report, QUARTER),
    ("list of the district", lambda book: quarterly_list(book, Q4, None).report, QUARTER),
    ("spot check", lambda book: sample(book, Draw(Q4, "", (), 1, "1"), ()), QUARTER),
    ("circular", lambda book: circular(book, "lianhua", year(2026)), YEAR),
    ("evaluation", lambda book: evaluation(book, "", year(2026)), YEAR),
    ("dossier", lambda book: dossier(book, "zhang-wei", year(2026)), YEAR),
    ("topics", lambda book: topics(book, "", year(2026)), YEAR),
    ("pictures", lambda book: as_report(book, "", year(2026), (), public=False), YEAR),
)


@pytest.mark.parametrize(
    ("make", "told"), [case[1:] for case in PAPERS], ids=[case[0] for case in PAPERS]
)
def test_every_paper_of_a_period_says_that_it_still_runs(
    book_of: MakeBook, make: Make, told: str
) -> None:
    book = book_of(as_of="2026-11-28")
    title = paper(make(book), "md", ZH, None).content.decode().splitlines()[0]
    assert title.startswith("# ")
    assert told in title
    over = paper(make(book.known_on(Q4.next().period.first)), "md", ZH, None).content.decode()
    assert "尚未结束" not in over
    assert "截至2027年1月1日\n" in over or "截至2026年12月31日\n" in over


@pytest.mark.parametrize("format", NAMES)
def test_every_format_says_it_in_the_title_and_the_covering_text(
    book_of: MakeBook, format: str
) -> None:
    report = quarterly_list(book_of(as_of="2026-11-28"), Q4, "lianhua").report
    for words, told in ((ZH, QUARTER), (EN, "as of 28 November 2026, the quarter is not over")):
        content = paper(report, format, words, None).content
        text = re.sub(r"\s", "", pdf_text(content) if format == "pdf" else everything_in(content))
        wanted = re.sub(r"\s", "", told)
        assert wanted in text
        if format == "json":
            assert json.loads(content)["unfinished"] is True
        else:
            assert (
                text.lower().count(wanted.partition("，" if words is ZH else ",")[2].lower()) >= 2
            )


@pytest.mark.parametrize(
    ("day", "still"), [("2026-12-30", True), ("2026-12-31", True), ("2027-01-01", False)]
)
def test_the_last_day_of_a_quarter_still_belongs_to_it(
    book_of: MakeBook, day: str, still: bool
) -> None:
    report = quarterly_list(book_of(as_of=day), Q4, "lianhua").report
    assert (report.unfinished is not None) is still
    assert json.loads(paper(report, "json", ZH, None).content)["unfinished"] is still


@pytest.mark.parametrize(("day", "is_over"), [("2026-12-31", False), ("2027-01-01", True)])
def test_the_covering_text_of_a_quarter_that_runs_hands_nothing_in(
    book_of: MakeBook, day: str, is_over: bool
) -> None:
    report = with_text(quarterly_list(book_of(as_of=day), Q4, "lianhua").report, ZH, None)
    assert report.cover
    text = [ZH.say(paragraph) for paragraph in report.cover.paragraphs]
    assert ("随文报送" in text[0], text[-1] == "特此报告。") == (is_over, is_over)
    assert (report.cover.title is not None) is is_over


@pytest.mark.parametrize("group", ["lianhua", None])
def test_nothing_is_open_at_the_end_of_a_quarter_that_runs(
    book_of: MakeBook, group: str | None
) -> None:
    book = book_of(as_of="2026-11-28")
    running = paper(quarterly_list(book, Q4, group).report, "html", ZH, None).content.decode()
    assert "季末" not in running
    assert "截至2026年11月28日未办结" in running
    over = paper(
        quarterly_list(book.known_on(Q4.next().period.first), Q4, group).report, "html", ZH, None
    ).content.decode()
    assert "季末未办结" in over


@pytest.mark.parametrize(
    ("day", "stands"), [("2026-11-28", "2026年11月28日"), ("2027-01-04", "2026年12月31日")]
)
def test_a_circular_says_on_which_day_things_stood_so(
    book_of: MakeBook, day: str, stands: str
) -> None:
    told = circular(book_of(as_of=day), "lianhua", year(2026))
    assert ZH.say(told.values["day"]) == stands
