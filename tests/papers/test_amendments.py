"""A list that was handed in stays comparable: by values, never by words, and by the version that counted."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from deputylog.book import Book
from deputylog.calendar import Quarter
from deputylog.kinds.events import Result, Satisfaction
from deputylog.kinds.letter import Channel
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.life.matter import Matter
from deputylog.life.steps import State
from deputylog.papers.changes import VERSION, RowChange, digest_of, recounted_since
from deputylog.papers.quarterly_list import quarterly_list
from deputylog.table import Cell, Table
from deputylog.words import LANGUAGES, Bilingual, Words
from tests.conftest import LETTER

MakeBook = Callable[..., Book]
Q1 = Quarter(2026, 1)
SUBMISSION = "records/submissions/2026/Q202604{day}-00000.yaml"

LAMPS = """\
received: 2026-03-02
channel: post
constituency: c03
kind: request
deputy: zhang-wei
title: 路灯损坏
topic: municipal
source: 市长信箱
events:
  - {date: 2026-03-09, event: forwarded, to: housing}
  - {date: 2026-03-10, event: replied, how: phone}
  - {date: 2026-03-20, event: answered, by: housing, result: in_progress}
  - {date: 2026-03-25, event: fed_back, satisfaction: satisfied}
recorded_by: liu-fang
"""


def matter_of(book_of: MakeBook, text: str) -> Matter:
    (matter,) = book_of({LETTER: text}, as_of="2026-04-02").matters
    return matter


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("received: 2026-03-02", "received: 2026-03-01"),
        ("channel: post", "channel: phone"),
        ("市长信箱", "区长信箱"),
        ("constituency: c03", "constituency: c04"),
        ("kind: request", "kind: opinion"),
        ("deputy: zhang-wei", "deputy: sun-li"),
        ("路灯损坏", "路灯全部损坏"),
        ("topic: municipal\n", ""),
        ("03-09, event", "03-10, event"),
        ("to: housing", "to: urban"),
        ("phone", "letter"),
        ("by: housing", "by: urban"),
        ("in_progress", "solved"),
        ("satisfaction: satisfied", "satisfaction: dissatisfied"),
        ("  - {date: 2026-03-10, event: replied, how: phone}\n", ""),
        ("event: fed_back, satisfaction: satisfied", "event: closed, why: withdrawn"),
    ],
)
def test_every_value_that_a_list_shows_changes_the_digest(
    book_of: MakeBook, was: str, becomes: str
) -> None:
    assert LAMPS.count(was) == 1
    changed = matter_of(book_of, LAMPS.replace(was, becomes))
    assert digest_of(changed) != digest_of(matter_of(book_of, LAMPS))


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("recorded_by: liu-fang\n", ""),
        ("how: phone", 'how: phone, note: "已说明", who: liu-fang'),
        ("topic: municipal\n", "topic: municipal\nimported: {编号: 甲一}\n"),
        ("channel: post\nconstituency: c03", "constituency: c03\nchannel: post  # 挂号信"),
    ],
)
def test_what_no_list_shows_does_not(book_of: MakeBook, was: str, becomes: str) -> None:
    changed = matter_of(book_of, LAMPS.replace(was, becomes))
    assert digest_of(changed) == digest_of(matter_of(book_of, LAMPS))


def test_a_step_after_the_day_of_the_list_does_not(book_of: MakeBook) -> None:
    later = LAMPS.replace("recorded_by", "  - {date: 2026-04-03, event: reopened}\nrecorded_by")
    assert digest_of(matter_of(book_of, later)) == digest_of(matter_of(book_of, LAMPS))


def test_a_telephone_number_cannot_be_guessed_from_a_digest(book_of: MakeBook) -> None:
    """Whoever knows the rest of the row could else try every number."""
    one, other = (
        LAMPS.replace("路灯损坏", f"路灯损坏，请回电1391234567{digit}") for digit in (8, 9)
    )
    assert digest_of(matter_of(book_of, one)) == digest_of(matter_of(book_of, other))


@pytest.mark.parametrize("word", ["", "改称", "03-02"])
def test_no_word_of_the_program_is_in_a_digest(
    book_of: MakeBook, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    """Columns, kinds, states, results and formats of dates may be reworded."""
    book = book_of({LETTER: LAMPS}, as_of="2026-04-02")
    rows = quarterly_list(book, Q1, "lianhua").kept.rows
    made = next(one for one in quarterly_list(book, Q1, "lianhua").report.tables if one.rows)
    for column in made.columns:
        monkeypatch.setattr(column.head, "zh", word)
    monkeypatch.setattr(Words, "say", lambda _, wording: word)
    for term in (*MatterKind, *Channel, *Result, *Satisfaction, *State):
        monkeypatch.setattr(term, "zh", word)
        monkeypatch.setattr(term, "en", word)
    assert quarterly_list(book, Q1, "lianhua").kept.rows == rows


def test_the_digest_is_as_it_always_was(book_of: MakeBook) -> None:
    """If this fails, lists that were handed in show false changes: raise the version of the digest."""
    assert (VERSION, digest_of(matter_of(book_of, LAMPS))) == (2, "a15a8ac033d7")


# Lists of earlier versions


def handed_in(
    book: Book, day: str, *, version: int | None = VERSION, **heads: int
) -> dict[str, str]:
    """The submission of what the book's records say on its day, with some counts another way."""
    made = quarterly_list(book, Q1, "lianhua")
    counts = "".join(f"  {name}: {count}\n" for name, count in (made.kept.heads | heads).items())
    rows = "".join(f'  {wanted}: "{digest}"\n' for wanted, digest in made.kept.rows.items())
    text = f"group: lianhua\nquarter: 2026Q1\ndate: 2026-04-{day}\nheads:\n{counts}"
    text += f"rows_version: {version}\n" if version else ""
    return {SUBMISSION.format(day=day): f"{text}rows:\n{rows}"}


def tables(book: Book) -> dict[str, Table]:
    return {table.name: table for table in quarterly_list(book, Q1, "lianhua").report.tables}


def changes(book: Book) -> list[tuple[Cell, ...]]:
    return (
        [(row[2], row[4]) for row in tables(book)["amendments"].rows]
        if "amendments" in tables(book)
        else []
    )


def test_the_same_records_are_the_same_list(book_of: MakeBook) -> None:
    list_ = handed_in(book_of({LETTER: LAMPS}, as_of="2026-04-08"), "08")
    assert set(tables(book_of({LETTER: LAMPS, **list_}, as_of="2026-05-01"))) == {
        "matters",
        "topics",
    }


def test_the_rows_of_an_earlier_version_are_not_compared_and_the_paper_says_so(
    book_of: MakeBook,
) -> None:
    list_ = handed_in(book_of({LETTER: LAMPS}, as_of="2026-04-08"), "08", version=None)
    book = book_of({LETTER: LAMPS.replace("路灯", "路牌"), **list_}, as_of="2026-05-01")
    assert changes(book) == [(RowChange.NOT_COMPARED, None)]
    assert [Words(language).say(RowChange.NOT_COMPARED) for language in LANGUAGES] == [
        "行未比对（旧版）",
        "rows not compared (earlier version)",
    ]


def test_a_count_that_is_counted_differently_now_is_no_change_of_the_records(
    book_of: MakeBook,
) -> None:
    before = {"open": 7, "visits": 9}
    list_ = handed_in(book_of({LETTER: LAMPS}, as_of="2026-04-08"), "08", version=None, **before)
    found = tables(book_of({LETTER: LAMPS, **list_}, as_of="2026-05-01"))
    assert [row[2:] for row in found["recounted_heads"].rows] == [(7, 1)]
    assert [row[2:] for row in found["amended_heads"].rows] == [(9, 0)]
    assert found["recounted_heads"].title == Bilingual(
        "口径调整", "counts that the program now counts differently"
    )
    assert found["recounted_heads"].note


def test_in_a_list_of_this_version_every_count_that_differs_is_a_change(book_of: MakeBook) -> None:
    list_ = handed_in(book_of({LETTER: LAMPS}, as_of="2026-04-08"), "08", open=7)
    found = tables(book_of({LETTER: LAMPS, **list_}, as_of="2026-05-01"))
    assert [row[2:] for row in found["amended_heads"].rows] == [(7, 1)]
    assert "recounted_heads" not in found


def test_a_count_that_did_not_exist_then_is_no_change(book_of: MakeBook) -> None:
    (path, text), *_ = handed_in(book_of({LETTER: LAMPS}, as_of="2026-04-08"), "08").items()
    without = re.sub(r"  (rounds|solved): .*\n", "", text)
    assert without != text
    assert set(tables(book_of({LETTER: LAMPS, path: without}, as_of="2026-05-01"))) == {
        "matters",
        "topics",
    }


def test_each_version_adds_to_what_is_counted_differently() -> None:
    assert recounted_since(None) == recounted_since(1) > recounted_since(VERSION) == frozenset()


# Corrections


def test_changes_are_shown_against_the_last_list(book_of: MakeBook) -> None:
    mended = LAMPS.replace("路灯", "路牌")
    first = handed_in(book_of({LETTER: LAMPS}, as_of="2026-04-08"), "08")
    second = handed_in(book_of({LETTER: mended}, as_of="2026-04-20"), "20")
    for day, found in (
        ("08", [(RowChange.CHANGED, "L20260302-00000")]),
        ("19", [(RowChange.CHANGED, "L20260302-00000")]),
        ("20", []),
    ):
        assert (
            changes(book_of({LETTER: mended, **first, **second}, as_of=f"2026-04-{day}")) == found
        )


def test_of_two_lists_of_one_day_the_one_with_the_higher_id_is_the_last(book_of: MakeBook) -> None:
    first = handed_in(book_of({LETTER: LAMPS}, as_of="2026-04-08"), "08")
    second = {path.replace("00000", "00001"): text for path, text in first.items()}
    book = book_of({LETTER: LAMPS, **second, **first}, as_of="2026-04-08")
    ids = [book.first_submission("lianhua", Q1), book.last_submission("lianhua", Q1)]
    assert [filed.id for filed in ids if filed] == ["Q20260408-00000", "Q20260408-00001"]
