"""What is recognised as canonical at a glance is canonical; and what people mostly write is recognised."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputylog.finding import Fault
from deputylog.kinds.registry import LETTER, OPENING, VISIT
from deputylog.record import fast_parser as fast
from deputylog.record import slow_parser as slow
from deputylog.record.canonical_pattern import is_plainly_canonical
from deputylog.record.editing import is_canonical
from deputylog.record.kind import Kind
from deputylog.record.reading import load
from deputylog.record.shape import shape_of
from deputylog.tree import record_path

ROOT = Path(__file__).parents[2]
LETTER_TEXT = """\
received: 2026-03-16
constituency: c03
channel: phone
kind: request
writer: named
title: 小区路灯损坏两个月无人维修
topic: municipal
summary: 反映小区主路五盏路灯损坏，夜间出行不便。
events:
  - {date: 2026-03-18, event: forwarded, to: housing, note: "已电话告知"}
  - {date: 2026-03-20, event: replied, how: phone}
recorded_by: liu-fang
"""
OPENING_TEXT = "date: 2026-03-16\ngroup: lianhua\nby: liu-fang\nmailboxes: {m01: 0, m02: 12}\n"
VISIT_TEXT = "date: 2026-03-14\ndeputies: [zhang-wei, li-na]\nconstituency: c03\nask: hardship\nmet: {voters: 12, of: [low_income, disabled]}\n"
TEXTS = [(LETTER, LETTER_TEXT), (OPENING, OPENING_TEXT), (VISIT, VISIT_TEXT)]
PIECES = st.sampled_from(
    [
        "",
        " ",
        "  ",
        "\n",
        "#",
        "# x\n",
        "'",
        '"',
        ":",
        ": ",
        ",",
        ", ",
        "{",
        "}",
        "[",
        "]",
        "|",
        "no",
        "Yes",
        "null",
        "~",
        "0",
        "01",
        "1e3",
        "é",
        "e\u0301",
        "豈",
        "-",
        "\t",
        "a",
        "路",
        "\\",
        "\u200b",
        "2026-03-16",
        "&a ",
    ]
)


def agrees(kind: Kind, text: str) -> bool:
    """Whether the glance says nothing, or what writing the record anew says too."""
    if not is_plainly_canonical(kind.type, text) or isinstance(
        loaded := load(kind, "x", text.encode()), tuple
    ):
        return True
    assert not isinstance(loaded, Fault)
    data = fast.parse(text.encode()) or slow.read("x", text.encode()).data
    return data is not None and is_canonical(shape_of(kind.type), text, data)


@pytest.mark.parametrize(("kind", "text"), TEXTS)
def test_what_people_mostly_write_is_recognised(kind: Kind, text: str) -> None:
    assert is_plainly_canonical(kind.type, text)


@given(which=st.sampled_from(TEXTS), at=st.integers(0, 400), cut=st.integers(0, 12), piece=PIECES)
def test_a_text_with_something_cut_out_or_put_in_is_never_taken_wrongly(
    which: tuple[Kind, str], at: int, cut: int, piece: str
) -> None:
    kind, text = which
    at %= len(text)
    assert agrees(kind, text[:at] + piece + text[at + cut :])


@given(first=st.integers(0, 11), second=st.integers(0, 11))
def test_lines_in_another_order_are_never_taken_wrongly(first: int, second: int) -> None:
    lines = LETTER_TEXT.splitlines(keepends=True)
    lines[first], lines[second] = lines[second], lines[first]
    assert agrees(LETTER, "".join(lines))


@pytest.mark.parametrize(
    "value",
    [
        "no",
        "Yes",
        "null",
        "on",
        "inf",
        "2026",
        "1e3",
        "2026-03-16",
        "a ",
        " a",
        "a: b",
        "y",
        "路灯 # 坏",
    ],
)
def test_a_word_that_needs_quotes_is_never_taken_wrongly(value: str) -> None:
    for key in ("title", "topic", "deputy", "recorded_by"):
        assert agrees(
            LETTER, f"received: 2026-03-16\nconstituency: c03\nkind: request\n{key}: {value}\n"
        )


def test_most_of_the_example_district_is_recognised() -> None:
    found = [
        (record_path(path.relative_to(ROOT).as_posix()), path.read_text(encoding="utf-8"))
        for path in (ROOT / "records").rglob("*.yaml")
    ]
    letters = [
        is_plainly_canonical(spot.kind.type, text)
        for spot, text in found
        if spot and spot.kind is LETTER
    ]
    assert sum(letters) > len(letters) * 0.8
    assert all(agrees(spot.kind, text) for spot, text in found if spot)
