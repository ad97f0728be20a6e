"""Records that a slip of the hand, a bad disk or an ill will made of valid ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple, TypeAlias

from deputylog.keep.schemas import ALL_KINDS
from deputylog.kinds.registry import DISTRICT_PATH
from deputylog.record import slow_parser as slow
from deputylog.record.document import Document
from deputylog.record.fields import Key
from deputylog.record.form import canonical
from deputylog.record.kind import Kind
from deputylog.record.reading import load
from deputylog.record.shape import Choice, Shape, Structure, shape_at, shape_of
from deputylog.rules import RULES
from deputylog.tree import record_path
from tests.conftest import IN_FULL, REGISTER
from tests.record.test_any_value import sample
from tests.rules.test_pages import examples

ROOT = Path(__file__).parents[2]
NOTHING = ["", "~", "null", '""', "''", "[]", "{}", "[~]", "{a: ~}", "|\n", '" "', '"\\u3000"']
TYPES = ["x", "1", "-1", "0", "true", "1.5", "[x]", "[x, x]", "{a: 1}", "[[x]]", "[{a: 1}]"]
DAYS = [
    *(
        "0000-00-00",
        "2026-02-30",
        "2026-2-3",
        "2026-03-14 24:00",
        "2026-03-14T00:00:00Z",
        "20260314",
    ),
    *("1899-12-31", "2200-01-01", "9999-12-31", "2026-03", "2026Q5", "2026-W11", "２０２６-03-14"),
]
NUMBERS = [
    "1_000",
    "0x1f",
    "0o17",
    "010",
    "1e3",
    "1e400",
    ".inf",
    "-.inf",
    ".nan",
    "1:30",
    "9" * 40,
]
WORDS = ["yes", "No", "on", "OFF", "y", "TRUE", "Null", "=", "<<", "*", "&", "!", "%", "@x", "`x"]
LONG = ["长" * 20_001, f'"{"a " * 9_000}"', "[" * 70 + "]" * 70, "{a: " * 70 + "1" + "}" * 70]
SIGNS = [
    '"\\0"',
    '"\\x07"',
    '"\\x85"',
    '"\\u2028"',
    '"\\ufeff"',
    '"\\ud83d"',
    "a\x07b",
    "a\tb",
    "\u202ea",
]
TAGS = [
    "&a x",
    "*a",
    "!t x",
    "!!str 1",
    "!!python/object:os.system x",
    "!!binary aGk=",
    "? x",
    "- x",
]
KEYS = ["<<", "1", "~", "[a]", "", "!t x", "x x", "note", "date"]
PLAIN = (*NOTHING, *TYPES, "removed", "twice")
ODD = (*NOTHING, *TYPES, *DAYS, *NUMBERS, *WORDS, *LONG, *SIGNS, *TAGS)
"""What stands in the place of a value."""


class Seed(NamedTuple):
    """A valid record, and the files that it stands among."""

    kind: Kind
    path: str
    text: str
    files: tuple[tuple[str, str], ...] = ()


class Mutation(NamedTuple):
    """A file that was made of a seed, and how."""

    seed: Seed
    how: str
    raw: bytes
    place: str | None = None


def mutations(number: int) -> list[Mutation]:
    """So many mutations, the same ones every time.

    Nothing, and a value of another type, in the place of every key of every kind; of all others a
    part.
    """
    first: dict[object, Mutation] = {}
    of_all = seeds() if IN_FULL else seeds()[::10]
    every = [one for seed in of_all for one in _of_seed(seed)]
    others = [one for one in every if not one.place or first.setdefault(one.place, one) is not one]
    random = Random(1)
    random.shuffle(others)
    return random.sample([*first.values(), *others[: max(0, number - len(first))]], number)


@cache
def seeds() -> tuple[Seed, ...]:
    """Records of the example district and of the rules' pages that differ in their keys, and one of
    each kind with every key.
    """
    found: dict[object, Seed] = {}
    for seed in (*_every_seed(), *map(_whole, ALL_KINDS)):
        data = slow.read(seed.path, seed.text.encode()).data
        places = frozenset(place for _, place in _places(shape_of(seed.kind.type), data))
        found.setdefault((seed.kind.name, places, "\n#" in seed.text), seed)
    return tuple(found.values())


def _every_seed() -> Iterator[Seed]:
    for rule in RULES:
        for _, files in examples(rule).values():
            around = tuple({**REGISTER, **files}.items())
            yield from (Seed(kind, *one, around) for one in files.items() if (kind := _valid(*one)))
    for path in sorted((ROOT / "records").rglob("*.yaml")):
        name, text = path.relative_to(ROOT).as_posix(), path.read_text("utf-8")
        if kind := _valid(name, text):
            yield Seed(kind, name, text, tuple(REGISTER.items()))


def _valid(path: str, text: str) -> Kind | None:
    place = record_path(path)
    is_valid = place and isinstance(load(place.kind, path, text.encode()), place.kind.type)
    return place.kind if place and is_valid else None


def _whole(kind: Kind) -> Seed:
    shape = shape_of(kind.type)
    folder = f"{kind.folder}/2026" if kind.is_dated else kind.folder
    name = f"{kind.letter}20260302-00000" if kind.is_dated else "x1"
    path = f"records/{folder}/{name}.yaml" if kind.folder else DISTRICT_PATH
    return Seed(kind, path, canonical(shape, sample(shape)), tuple(REGISTER.items()))


def _places(
    shape: Shape | None, value: object, at: Key = (), name: str = ""
) -> Iterator[tuple[Key, str]]:
    """Each key of a record, with what it is called wherever it stands."""
    if at:
        yield at, name
    items = (
        value.items()
        if isinstance(value, Mapping)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    match shape, value:
        case Choice(), Mapping():
            shape, name = shape.of(value), f"{name} {value[shape.tag_field]}"
    for part, item in items:
        is_named = isinstance(shape, Structure)
        below = (
            shape_at(shape, (part,)) if shape and part != getattr(shape, "tag_field", "") else None
        )
        yield from _places(below, item, (*at, part), f"{name}.{part if is_named else '*'}")


def _of_seed(seed: Seed) -> Iterator[Mutation]:
    known = {seed.text.encode()}
    for how, text, place in (*_of_values(seed), *_of_lines(seed.text)):
        raw = text.encode()
        if raw not in known:
            known.add(raw)
            yield Mutation(seed, how, raw, place and f"{seed.kind.name}{place}")
    yield from (Mutation(seed, *one) for one in _of_bytes(seed.text.encode()))


Changed: TypeAlias = tuple[str, str, str | None]
"""How a text was changed, the text, and which kind of change at which key it is."""


def _of_values(seed: Seed) -> Iterator[Changed]:
    document = slow.read(seed.path, seed.text.encode())
    for key, place in _places(shape_of(seed.kind.type), document.data):
        mark, text = document.values[key], document.text
        for value in ODD:
            changed = f"{text[: mark.start]}{value}{text[mark.end :]}"
            yield f"{key} = {value[:40]}", changed, f"{place} {value}" if value in PLAIN else None
        for how, changed in _with_odd_key(document, key) if key in document.keys else ():
            yield f"{key} {how}", changed, f"{place} {how}" if how in PLAIN else None


def _with_odd_key(document: Document, key: Key) -> Iterator[tuple[str, str]]:
    text, mark = document.text, document.keys[key]
    start, end, name = mark.start, document.values[key].end, mark.raw
    between = ", " if mark.in_flow else f"\n{' ' * (mark.column - 1)}"
    before, one, after = text[:start], text[start:end], text[end:]
    yield "removed", f"{before}{after.removeprefix(',').lstrip(' ')}"
    yield "twice", f"{before}{one}{between}{one}{after}"
    for other in (
        *KEYS,
        f"{name}x",
        name.title(),
        f'"{name}"',
        f"? {name}",
        f"&a {name}",
        f"{name}\u200b",
    ):
        yield f"as {other}", f"{before}{other}{one[len(name) :]}{after}"


def _of_lines(text: str) -> Iterator[Changed]:
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        before, after = "".join(lines[:number]), "".join(lines[number + 1 :])
        for how, changed in _of_line(line):
            yield f"line {number + 1} {how}", f"{before}{changed}{after}", None
        if number:
            swapped = [*lines[: number - 1], line, lines[number - 1], *lines[number + 1 :]]
            yield f"line {number + 1} swapped", "".join(swapped), None
    for how, changed in (
        ("CRLF", text.replace("\n", "\r\n")),
        ("CR", text.replace("\n", "\r")),
        ("no end", text.rstrip("\n")),
        ("BOM", f"\ufeff{text}"),
        ("wrapped", re.sub(r"^", "  ", text, flags=re.MULTILINE)),
    ):
        yield how, changed, None


def _of_line(line: str) -> Iterator[tuple[str, str]]:
    bare = line.rstrip("\n")
    yield from (
        ("indented", f" {line}"),
        ("twice", line * 2),
        ("gone", ""),
        ("with a tab", f"\t{line}"),
        ("dedented", line.lstrip(" ")),
    )
    yield from (
        ("with a comment", f"{bare} # x\n"),
        ("out of use", f"# {line}"),
        ("joined", bare),
        ("with a space", f"{bare} \n"),
    )
    yield from (
        ("after ---", f"---\n{line}"),
        ("before ...", f"{line}...\n"),
        ("in conflict", f"<<<<<<< a\n{line}=======\n>>>>>>> b\n"),
        ("CRLF", f"{bare}\r\n"),
        ("more", f"{line}  x\n"),
    )


def _of_bytes(raw: bytes) -> Iterator[tuple[str, bytes]]:
    random = Random(len(raw))
    for _ in range(30):
        at, sign = random.randrange(len(raw)), random.randrange(256)
        yield (
            f"byte {at} flipped",
            raw[:at] + bytes([raw[at] ^ 1 << random.randrange(8)]) + raw[at + 1 :],
        )
        yield f"byte {at} gone", raw[:at] + raw[at + random.randrange(1, 4) :]
        yield f"{sign} put in at {at}", raw[:at] + bytes([sign]) + raw[at:]
        yield f"cut at {at}", raw[:at]
