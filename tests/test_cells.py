"""Where a line may end: an id, a day or a code stays whole, and Chinese characters take two cells."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deputylog.text.width import cell_lines, column_widths, line_spans, width, wrap_lines

WHOLE = (
    "L20261102-bbbbb",
    "V20250314-e7cwk#gtwk",
    "2026-09-14",
    "R002",
    "2026年10月9日",
    "2026Q3",
    "letters_entered_within",
)
TEXTS = st.lists(
    st.sampled_from([*WHOLE, "困难家庭", "学生助学金", "，", "（", "）", " ", "a word"]),
    max_size=12,
)


@given(TEXTS, st.integers(40, 140))
def test_no_id_day_or_code_is_split(parts: list[str], room: int) -> None:
    text = " ".join(parts)
    lines = [text[start:stop] for start, stop in line_spans(text, room)]
    for token in WHOLE:
        assert sum(line.count(token) for line in lines) == text.count(token)


@given(TEXTS, st.integers(40, 140))
@example([" ", *["L20261102-bbbbb"] * 3], 40)
def test_lines_fit_and_nothing_is_lost(parts: list[str], room: int) -> None:
    text = "".join(parts)
    lines = cell_lines(text, room)
    is_id = re.compile("[a-z0-9_-]{1,64}")
    assert all(width(line) <= room or is_id.fullmatch(line) for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("截至2026年10月9日", 12, ["截至", "2026年10月9日"]),
        ("逾期91天）；其余", 6, ["逾期", "91天）；", "其余"]),
        ("已办结（已解决）", 8, ["已办结", "（已解", "决）"]),
        ("due on 2026-03-17, late", 12, ["due on", "2026-03-17,", "late"]),
        (" a line that begins", 6, [" a", "line", "that", "begins"]),
    ],
)
def test_a_line_ends_between_words(text: str, room: int, lines: list[str]) -> None:
    assert cell_lines(text, room) == lines


def test_later_lines_hang() -> None:
    assert wrap_lines("records/x.yaml:1:1: R002 wrong", 24, "    ") == [
        "records/x.yaml:1:1: R002",
        "    wrong",
    ]


def test_what_is_longer_than_any_id_is_folded_in_a_table() -> None:
    assert cell_lines("https://example.org/" + "x" * 30, 20) == [
        "https://example.org/",
        "x" * 20,
        "x" * 10,
    ]


def test_a_title_gives_way_before_an_id_does() -> None:
    ids, titles = ["id", "L20261102-bbbbb"], ["title", "困难家庭学生助学金申请被退回"]
    assert column_widths([ids, titles], 40) == [15, 23]
    assert column_widths([ids, titles], 20) is None
