"""A new record is refused for what its file would be refused for, and reads as it was given."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from deputylog.finding import DeputylogError
from deputylog.keep.new_record import record_and_text, record_of, tidy_values
from deputylog.kinds.registry import LETTER, OPENING, SUGGESTION, VISIT
from deputylog.record.form import canonical
from deputylog.record.kind import Kind
from deputylog.record.reading import load
from deputylog.record.shape import shape_of
from tests.keep.random_records import Maker

WRONG: tuple[Any, ...] = (
    *("", " ", "x" * 20_001, "a\x00b", "e\u0301", "\udc80", "no", "a: b", "第一行\n第二行\n"),
    *("1899-12-31", "2200-01-01", "2026-02-29", "2026-3-5", "2026-03-14T09:00:00", "2026-13"),
    *(0, -1, 1.0, True, None, [], {}, [""], ["a", "a"], {"a": 1}, {"from": "2026-03-14"}),
)


def spoiled(random: Random, value: Any, *, is_top: bool = False) -> Any:
    """A copy of the values with something else in one place."""
    if isinstance(value, dict) and value and (is_top or random.random() < 0.9):
        key = random.choice([*value, "unknown"])
        return {**value, key: spoiled(random, value.get(key))}
    if isinstance(value, list) and value and random.random() < 0.9:
        at = random.randrange(len(value))
        return [*value[:at], spoiled(random, value[at]), *value[at + 1 :]]
    return random.choice(WRONG)


def outcome(make: Any) -> object:
    try:
        return make()
    except DeputylogError as error:
        return str(error)


@pytest.mark.parametrize("kind", [LETTER, VISIT, SUGGESTION, OPENING], ids=lambda kind: kind.name)
def test_the_quick_way_writes_and_refuses_what_the_thorough_way_does(kind: Kind) -> None:
    written = 0
    for seed in range(70):
        random = Random(seed)
        data = Maker(random).record(kind)
        for values in (dict(data), spoiled(random, dict(data), is_top=True)):

            def thoroughly(values: dict[str, Any] = values) -> str:
                record_of(kind, values)
                return canonical(shape_of(kind.type), tidy_values(values))

            def quickly(values: dict[str, Any] = values) -> str:
                record, text = record_and_text(kind, tidy_values(values))
                assert record == load(kind, "x.yaml", text.encode())
                return text

            thorough = outcome(thoroughly)
            assert outcome(quickly) == thorough, values
            written += isinstance(thorough, str) and thorough.endswith("\n")
    assert 10 < written < 140
