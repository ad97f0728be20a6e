"""Strings as an office writes them, each with what identifies a person in it; kept in base64, so that no folder needs to be left out of a scan."""

from __future__ import annotations

import re
from base64 import b64decode
from pathlib import Path
from typing import NamedTuple

from deputylog.text import identity

DATA = Path(__file__).parent / "data"
_MARKED = re.compile("⟦(.*?)⟧")


class Example(NamedTuple):
    """A text, and the kind and the places of what must be found in it: "" and none for a near miss."""

    text: str
    kind: str
    places: tuple[tuple[int, int], ...]


def examples(name: str) -> list[Example]:
    """Every string of a file in tests/data."""
    return [_example(b64decode(line).decode()) for line in (DATA / name).read_text("ascii").split()]


def _example(line: str) -> Example:
    kind, marked = line.split("\t", 1)
    places = [
        (it.start() - 2 * n, it.end() - 2 * n - 2) for n, it in enumerate(_MARKED.finditer(marked))
    ]
    return Example(_MARKED.sub(r"\1", marked), kind.strip("-"), tuple(places))


def is_found(example: Example) -> bool:
    """Whether all of it is found, and as what it is."""
    wanted = getattr(identity, example.kind, None)
    found = [one for one in _all(example.text) if one.kind is wanted]
    return all(
        any(
            (one.start <= start + 1 or one.kind is identity.HOME) and end <= one.end
            for one in found
        )
        for start, end in example.places
    )


def is_alarm(example: Example) -> bool:
    """Whether anything is found."""
    return bool(_all(example.text))


def _all(text: str) -> list[identity.Identity]:
    doubtful = getattr(identity, "doubtful", lambda _text: ())
    return [*identity.identities(text), *doubtful(text)]
