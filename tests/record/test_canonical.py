"""Canonical form: whatever a record says, it is written one way and read back the same, by both lanes."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import example, given
from ruamel.yaml import YAML

from deputylog.kinds.registry import LETTER
from deputylog.record import editing as edit
from deputylog.record import slow_parser as slow
from deputylog.record.canonical_reader import canonical_values
from deputylog.record.form import canonical, normal
from deputylog.record.reading import load
from deputylog.record.shape import shape_of
from deputylog.tree import record_path
from tests.conftest import real_data
from tests.record.cases import LETTERS, is_canonical

SHAPE = shape_of(LETTER.type)
DESIGN = Path(__file__).parent.parent / "data" / "examples.md"
EXAMPLES = re.findall(
    r"```yaml\n(# (records/\S+)\n.*?)```", DESIGN.read_text(encoding="utf-8"), re.DOTALL
)


@pytest.mark.parametrize(("text", "path"), EXAMPLES, ids=[path for _, path in EXAMPLES])
def test_an_example_of_the_design_loads_is_canonical_and_survives(text: str, path: str) -> None:
    spot = record_path(path)
    assert spot
    shape = shape_of(spot.kind.type)
    document = slow.read(path, text.encode())
    assert not isinstance(load(spot.kind, path, text.encode()), tuple)
    assert edit.canonical_text(shape, document) == text


@given(LETTERS)
def test_both_lanes_read_back_what_was_written(data: dict[str, object]) -> None:
    text = canonical(SHAPE, data).encode()
    assert slow.read("letter", text).data == data
    assert canonical_values(SHAPE, text) in (data, None)


@given(LETTERS)
@example(
    {
        "received": "2026-03-16",
        "constituency": "c03",
        "kind": "request",
        "imported": {"2026-03-14": "0"},
    }
)
def test_another_reader_reads_the_same(data: dict[str, object]) -> None:
    text = canonical(SHAPE, data)
    assert (
        json.loads(json.dumps(YAML(typ="safe", pure=True).load(StringIO(text)), default=str))
        == data
    )


@given(LETTERS)
def test_a_written_record_is_in_form_already(data: dict[str, object]) -> None:
    text = canonical(SHAPE, data)
    assert is_canonical(SHAPE, text)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("路灯坏了", "title: 路灯坏了"),
        ("no", 'title: "no"'),
        ("0123", 'title: "0123"'),
        ("12:30", 'title: "12:30"'),
        ("@坪山", 'title: "@坪山"'),
        ("a: b", 'title: "a: b"'),
        ("甲\n乙", "title: |-\n  甲\n  乙"),
        ("甲\n乙\n", "title: |\n  甲\n  乙"),
        ("a\x07", 'title: "a\\a"'),
    ],
)
def test_text_is_quoted_only_where_yaml_needs_it(value: str, written: str) -> None:
    assert written in canonical(
        SHAPE, {"received": "2026-03-16", "constituency": "c03", "kind": "request", "title": value}
    )


def test_the_strings_that_break_programs_survive_in_every_text_field() -> None:
    for text in json.loads(real_data("hostile/blns.json").read_text(encoding="utf-8")):
        if not text:
            continue
        value = normal(text)
        data: dict[str, object] = {
            "received": "2026-03-16",
            "ref": value,
            "constituency": "c03",
            "kind": "request",
            "title": value,
            "imported": {value: value},
        }
        data["events"] = [{"date": "2026-03-17", "event": "replied", "note": value}]
        written = canonical(SHAPE, data)
        assert slow.read("letter", written.encode()).data == data
        assert canonical_values(SHAPE, written.encode()) in (data, None)
        assert edit.canonical_text(SHAPE, slow.read("letter", written.encode())) == written


@pytest.mark.parametrize("value", ["a\n\u0303b", "\u200b\u0307", "\a\u0308", "\x85\u0301"])
def test_an_accent_never_joins_the_letter_of_an_escape(value: str) -> None:
    data: dict[str, object] = {
        "received": "2026-03-16",
        "constituency": "c03",
        "kind": "request",
        "imported": {value: value},
    }
    text = canonical(SHAPE, data)
    document = slow.read("letter", text.encode())
    assert document.data == data
    assert edit.canonical_text(SHAPE, document) == text


@pytest.mark.parametrize("keys", [("\xe9", "e\u0301"), ("\u8c48", "\uf900")])
def test_keys_that_only_nfc_would_make_the_same_both_stay(keys: tuple[str, str]) -> None:
    document = slow.read(
        "letter",
        f"received: 2026-03-16\nconstituency: c03\nimported: {{{keys[0]}: a, {keys[1]}: b}}\n".encode(),
    )
    text = edit.canonical_text(SHAPE, document)
    again = slow.read("letter", text.encode())
    assert again.data == document.data
    assert edit.canonical_text(SHAPE, again) == text
