"""What differs between two versions of a record, and nothing else: put into the old one, it gives the new one."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from deputylog.kinds.registry import GROUP, KINDS, LETTER, OPENING, SUGGESTION, VISIT
from deputylog.record import slow_parser as slow
from deputylog.record.changes import FieldChange, changes
from deputylog.record.fields import Key
from deputylog.record.kind import Kind
from deputylog.record.reading import plain_values
from deputylog.record.shape import shape_of
from tests.conftest import drilled

ROOT = Path(__file__).parent.parent.parent


def differing(kind: Kind, before: str, after: str) -> list[tuple[Key, object, object]]:
    old, new = (slow.read("x", text.encode()).data for text in (before, after))
    assert old is not None
    assert new is not None
    return [(one.key, one.before, one.after) for one in changes(shape_of(kind.type), old, new)]


LETTER_BEFORE = """\
received: 2026-03-16
mailbox: m03
title: 路灯不亮
events:
  - {date: 2026-03-17, event: delivered, to: zhang-wei}
  - {date: 2026-03-18, event: forwarded, to: housing}
"""


@pytest.mark.parametrize(
    ("written", "instead", "found"),
    [
        ("路灯不亮", '"路灯不亮"  # 二号楼', []),
        ("路灯不亮", "路灯损坏", [(("title",), "路灯不亮", "路灯损坏")]),
        ("title: 路灯不亮\n", "", [(("title",), "路灯不亮", None)]),
        ("mailbox: m03\n", "mailbox: m03\ntopic: municipal\n", [(("topic",), None, "municipal")]),
        ("to: housing", "to: urban", [(("events", 1, "to"), "housing", "urban")]),
        (
            "  - {date: 2026-03-17, event: delivered, to: zhang-wei}\n",
            "",
            [
                (
                    ("events", 0),
                    {"date": "2026-03-17", "event": "delivered", "to": "zhang-wei"},
                    None,
                )
            ],
        ),
        (
            "events:\n",
            "events:\n  - {date: 2026-03-16, event: replied}\n",
            [(("events", 0), None, {"date": "2026-03-16", "event": "replied"})],
        ),
    ],
)
def test_a_value_an_event_and_nothing_for_another_layout(
    written: str, instead: str, found: list[object]
) -> None:
    assert differing(LETTER, LETTER_BEFORE, LETTER_BEFORE.replace(written, instead, 1)) == found


def test_entries_with_an_id_are_the_same_wherever_they_stand() -> None:
    before = "matters:\n  - {id: p4f9, title: 电梯}\n  - {id: q2k7, title: 井盖}\n"
    after = "matters:\n  - {id: a1b2, title: 停车}\n  - {id: q2k7, title: 井盖松动}\n"
    assert differing(VISIT, before, after) == [
        (("matters", 0), None, {"id": "a1b2", "title": "停车"}),
        (("matters", 0), {"id": "p4f9", "title": "电梯"}, None),
        (("matters", 1, "title"), "井盖", "井盖松动"),
    ]


def test_tables_are_compared_by_key_and_lists_of_ids_as_a_whole() -> None:
    assert differing(OPENING, "mailboxes: {m01: 0, m02: 1}\n", "mailboxes: {m02: 2}\n") == [
        (("mailboxes", "m01"), 0, None),
        (("mailboxes", "m02"), 1, 2),
    ]
    assert differing(SUGGESTION, "cosigners: [li-na]\n", "cosigners: [li-na, sun-li]\n") == [
        (("cosigners",), ["li-na"], ["li-na", "sun-li"])
    ]


def test_what_the_schema_does_not_know_is_compared_all_the_same() -> None:
    assert differing(GROUP, "name: 莲花\ncolour: red\n", "name: 莲花\ncolour: [blue]\n") == [
        (("colour",), "red", ["blue"])
    ]


def test_the_changes_put_into_the_old_version_give_the_new_one() -> None:
    random = Random(20260316)
    records = list(example_records())
    for _ in range(drilled(1_000, 20_000)):
        kind, old = random.choice(records)
        others = [data for other, data in records if other is kind]
        new = random.choice(others) if random.random() < 0.1 else altered(old, others, random)
        found = changes(shape_of(kind.type), old, new)
        assert applied(copy.deepcopy(old), [(one.key, one) for one in found]) == new
        assert bool(found) is (old != new)


def example_records() -> Iterator[tuple[Kind, dict[str, Any]]]:
    for kind in KINDS:
        for path in (ROOT / "records" / kind.folder).rglob("*.yaml") if kind.folder else ():
            data = plain_values(kind, str(path), path.read_bytes())
            assert isinstance(data, dict)
            yield kind, data


def altered(value: Any, others: list[Any], random: Random) -> Any:
    """Another version: values changed, taken out, put in, and put elsewhere."""
    value = copy.deepcopy(value)
    for _ in range(random.randint(1, 4)):
        part = value
        while inner := [one for one in parts(part) if isinstance(one, (dict, list)) and one]:
            if random.random() < 0.3:
                break
            part = random.choice(inner)
        alter(part, random.choice(others), random)
    return value


def parts(value: Any) -> list[Any]:
    return list(value.values() if isinstance(value, dict) else value)


def alter(part: Any, other: dict[str, Any], random: Random) -> None:
    if isinstance(part, dict):
        name = random.choice([*part, *other])
        if name in part and random.random() < 0.4:
            del part[name]
        else:
            part[name] = copy.deepcopy(other.get(name, "another"))
        return
    match random.randint(0, 3):
        case 0:
            del part[random.randrange(len(part))]
        case 1:
            random.shuffle(part)
        case _:
            part.insert(random.randint(0, len(part)), copy.deepcopy(random.choice(part)))


def applied(value: Any, found: Iterable[tuple[Key, FieldChange]]) -> Any:
    """The value with the changes, each with the rest of its key below it."""
    found = list(found)
    if found and not found[0][0]:
        return found[0][1].after
    if isinstance(value, list):
        gone = {key[0] for key, one in found if len(key) == 1 and one.after is None}
        value = [one for number, one in enumerate(value) if number not in gone]
        for key, one in found:
            if len(key) == 1 and one.before is None:
                value.insert(int(key[0]), one.after)
        found = [(key, one) for key, one in found if len(key) > 1]
    for part in {key[0] for key, _ in found}:
        inner = [(key[1:], one) for key, one in found if key[0] == part]
        now = applied(value.get(part) if isinstance(value, dict) else value[part], inner)
        if now is None:
            del value[part]
        else:
            value[part] = now
    return value
