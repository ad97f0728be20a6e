"""Where a text holds one of several names, however it is spelled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from deputylog.text.identity import Identity
from deputylog.text.spelling import plain
from deputylog.words import Bilingual

NAME = Bilingual("private/ 中登记的姓名", "a name from private/")


def names_in(text: str, names: Collection[str]) -> Iterator[Identity]:
    """The lines of `text` that hold one of the names, which are in plain form and of two characters
    or more; the whole text if a name is spread over several lines.
    """
    wanted, begin = _named(text, names), 0
    found = []
    for line in text.split("\n") if wanted else ():
        if _named(line, wanted):
            found.append(Identity(NAME, begin, begin + len(line)))
        begin += len(line) + 1
    yield from found or [Identity(NAME, 0, len(text))] * bool(wanted)


def names_within(text: str, names: Collection[str]) -> Iterator[Identity]:
    """The names in a text, each where it stands; a line with one in another spelling as a whole."""
    wanted = _named(text, names) if names else []
    places = [found.span() for name in wanted for found in re.finditer(re.escape(name), text)]
    rest = list(text)
    for start, end in places:
        rest[start:end] = "\0" * (end - start)
    yield from (Identity(NAME, start, end) for start, end in places)
    yield from names_in("".join(rest), wanted)


def _named(text: str, names: Collection[str]) -> list[str]:
    """The names in a text; one in Latin letters only as words of its own, not in an id."""
    compared, known = plain(text), _by_start(frozenset(names))
    starts = known.keys() & set(map("".join, pairwise(compared)))
    found = [name for start in starts for name in known[start] if name in compared]
    return [name for name in found if not name.isascii() or _is_a_word(name, text)]


@lru_cache(maxsize=8)
def _by_start(names: frozenset[str]) -> Mapping[str, list[str]]:
    """The names by their first two characters."""
    known: dict[str, list[str]] = {}
    for name in names:
        known.setdefault(name[:2], []).append(name)
    return known


def _is_a_word(name: str, text: str) -> bool:
    words = rf"(?<![a-z0-9_-]){' *'.join(map(re.escape, name))}(?![a-z0-9_-])"
    return bool(re.search(words, unicodedata.normalize("NFKC", text).casefold()))
