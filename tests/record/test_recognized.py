"""What is recognised as canonical at a glance is canonical; and what people mostly write is recognised."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputylog.kinds.registry import GROUP, LETTER, OPENING, VISIT
from deputylog.record import slow_parser as slow
from deputylog.record.faults import explain
from deputylog.record.form import canonical
from deputylog.record.kind import Kind
from deputylog.record.reading import convert, read, read_quickly
from deputylog.record.shape import shape_of
from deputylog.tree import record_path
from tests.record import layouts
from tests.record.cases import LETTERS, is_canonical

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
        "date: 2026-03-16, ",
        "&a ",
    ]
)


_ESCAPE_OF_YAML = re.compile(r"\\[0aexU]")
"""An escape that JSON does not have."""


def agrees(kind: Kind, text: str) -> bool:
    """Whether a file is read quickly as it is read slowly, or not at all."""
    raw = text.encode()
    quick = read_quickly(kind, "x", raw)
    if quick is None:
        return True
    document = slow.read("x", raw)
    assert not explain(kind, document)
    assert quick[0] == convert(kind, document.data)
    return quick[1] is is_canonical(shape_of(kind.type), text)


@pytest.mark.parametrize(("kind", "text"), TEXTS)
def test_what_people_mostly_write_is_recognised(kind: Kind, text: str) -> None:
    reading = read_quickly(kind, "x", text.encode())
    assert reading
    assert reading[1]
    assert agrees(kind, text)


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


@given(LETTERS)
def test_a_letter_in_form_is_recognised_whatever_it_says(data: dict[str, object]) -> None:
    text = canonical(shape_of(LETTER.type), data)
    reading = read(LETTER, "x", text.encode())
    assert reading.faults or reading.is_canonical
    assert (
        reading.faults or _ESCAPE_OF_YAML.search(text) or read_quickly(LETTER, "x", text.encode())
    )
    assert agrees(LETTER, text)


@given(st.sampled_from([LETTER, VISIT, GROUP]), st.data(), layouts.RANDOMS)
def test_any_layout_is_read_alike(kind: Kind, draw: st.DataObject, random: Random) -> None:
    data: Any = draw.draw(layouts.DATA[kind.name])
    assert agrees(kind, layouts.Hand(random).write(data))


@pytest.mark.parametrize(
    ("text", "in_form"),
    [
        ("# from the mailbox\n{head}{events}", True),
        (
            "{head}events:  # as told\n  # twice\n  - {{date: 2026-03-18, event: followed_up}}\n",
            True,
        ),
        ("{head}title: 路灯 # at night\n", True),
        ("{head}{events}# later more\n", True),
        ("{head}{events}  # later more\n", False),
        ("{head}events:\n# told\n  - {{date: 2026-03-18, event: followed_up}}\n", False),
        ("{head}\n{events}", False),
        ("{events}{head}", False),
        ("{head}# e\u0301\n{events}", False),
        ("{head}title: x\r\n", False),
    ],
)
def test_comments_blank_lines_and_another_order_are_read_quickly(text: str, in_form: bool) -> None:
    head = "received: 2026-03-16\nconstituency: c03\nkind: request\n"
    events = "events:\n  - {date: 2026-03-18, event: followed_up}\n"
    written = text.format(head=head, events=events)
    quick = read_quickly(LETTER, "x", written.encode())
    assert quick
    assert quick[1] is in_form
    assert agrees(LETTER, written)


def test_every_record_of_the_example_district_is_recognised() -> None:
    for path in (ROOT / "records").rglob("*.yaml"):
        spot = record_path(path.relative_to(ROOT).as_posix())
        assert spot
        text = path.read_text(encoding="utf-8")
        assert read_quickly(spot.kind, "x", text.encode()), path
        assert agrees(spot.kind, text)
