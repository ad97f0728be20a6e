"""The JSON Schemas say what the program says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from deputylog.kinds.registry import KINDS, LETTER
from deputylog.record import slow_parser as slow
from deputylog.record.faults import faults_of
from deputylog.record.jsonschema import json_schema
from deputylog.record.kind import Kind
from deputylog.record.shape import shape_of
from deputylog.tree import record_path
from deputylog.words import words
from tests.record.cases import LETTERS

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_example_record_is_valid(kind: Kind) -> None:
    validator = Draft202012Validator(json_schema(kind, words("zh-CN")))
    Draft202012Validator.check_schema(json_schema(kind, words("zh-CN")))
    for path in sorted((ROOT / "records").rglob("*.yaml")):
        spot = record_path(path.relative_to(ROOT).as_posix())
        if spot and spot.kind is kind:
            data = slow.read(str(path), path.read_bytes()).data
            errors = list(validator.iter_errors(json.loads(json.dumps(data))))
            assert not errors, path


@given(LETTERS)
def test_what_the_program_takes_the_schema_takes(data: dict[str, object]) -> None:
    assert Draft202012Validator(json_schema(LETTER, words("zh-CN"))).is_valid(data) == (
        not faults_of(shape_of(LETTER.type), data)
    )


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "reqest"},
        {"received": 3},
        {"placee": "x"},
        {"events": [{"event": "replied", "to": "x"}]},
        {"mailbox": "A B"},
    ],
)
def test_what_the_program_refuses_the_schema_refuses(change: dict[str, object]) -> None:
    data = {"received": "2026-03-16", "mailbox": "m03", "kind": "request", **change}
    assert faults_of(shape_of(LETTER.type), data)
    assert not Draft202012Validator(json_schema(LETTER, words("zh-CN"))).is_valid(data)
