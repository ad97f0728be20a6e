"""What is recognised as canonical at a glance is canonical; and what people mostly write is recognised."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputylog.kinds.letter import Letter
from deputylog.kinds.registry import GROUP, LETTER, OPENING, VISIT
from deputylog.record import canonical_reader
from deputylog.record import slow_parser as slow
from deputylog.record.document import Document
from deputylog.record.editing import canonical_text
from deputylog.record.faults import explain
from deputylog.record.form import canonical
from deputylog.record.kind import Kind
from deputylog.record.reading import convert, read, read_quickly
from deputylog.record.shape import shape_of
from deputylog.record.values import resolve
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
BY_HAND = """\
# from the box at the gate
received: 2026-03-16
constituency: c03

kind: 'request'   # not an opinion
title: "小区路灯: 损坏两个月"
events:
  - date: 2026-03-18
    event: forwarded
    to: housing
    note: 已电话告知，请回
  - {date: 2026-03-20, event: replied, how: phone, note: 夜间（八点）}
"""
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


@given(
    which=st.sampled_from([*TEXTS, (LETTER, BY_HAND)]),
    at=st.integers(0, 400),
    cut=st.integers(0, 12),
    piece=PIECES,
)
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


def test_what_people_write_by_hand_is_read_quickly() -> None:
    quick = read_quickly(LETTER, "x", BY_HAND.encode())
    assert quick
    assert not quick[1]
    assert agrees(LETTER, BY_HAND)


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


@cache
def examples() -> dict[str, Document]:
    """The records of the example district, by path."""
    paths = [path.relative_to(ROOT).as_posix() for path in (ROOT / "records").rglob("*.yaml")]
    return {path: slow.read(path, (ROOT / path).read_bytes()) for path in paths}


def test_every_record_of_the_example_district_is_recognised() -> None:
    for path, document in examples().items():
        place = record_path(path)
        assert place
        found = read_quickly(place.kind, "x", document.text.encode())
        assert found, path
        assert found[0] == convert(place.kind, document.data)
        in_form = canonical_text(shape_of(place.kind.type), document) == document.text
        assert found[1] is in_form


def test_every_key_is_found_in_its_file_without_parsing_it(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = examples()
    monkeypatch.setattr(slow, "read", None)
    for path, document in documents.items():
        for key, mark in {**document.values, **document.keys}.items():
            place = (mark.line, mark.column) if key else (1, 1)
            assert slow.locate(document.text.encode(), key) == place, (path, key)


@given(st.sampled_from([LETTER, VISIT, GROUP]), st.data(), layouts.RANDOMS)
def test_a_key_is_found_in_any_layout(kind: Kind, draw: st.DataObject, random: Random) -> None:
    data: Any = draw.draw(layouts.DATA[kind.name])
    raw = layouts.Hand(random).write(data).encode()
    document = slow.read("", raw)
    for key, mark in {**document.values, **document.keys}.items():
        assert not key or slow.locate(raw, key) == (mark.line, mark.column)


def test_equal_events_of_a_record_are_told_apart() -> None:
    event = "  - {date: 2026-03-18, event: followed_up}\n"
    head = "received: 2026-03-16\nconstituency: c03\nkind: request\nevents:\n"
    letter = read(LETTER, "x", f"{head}{event}{event}".encode()).record
    assert isinstance(letter, Letter)
    first, second = letter.events
    assert first == second
    assert first is not second


def test_lines_that_records_share_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = Counter[str]()

    def counted(text: str) -> object:
        parsed[text] += 1
        return resolve(text)

    monkeypatch.setattr(canonical_reader, "resolve", counted)
    letter = (
        "received: {day}\nconstituency: c77\nkind: request\ntitle: 路灯\nevents:\n"
        "  - {{date: {day}, event: forwarded, to: d77}}\n"
    )
    for number in range(10, 30):
        assert read_quickly(LETTER, "x", letter.format(day=f"2026-03-{number}").encode())
    assert parsed["d77"] == 1
