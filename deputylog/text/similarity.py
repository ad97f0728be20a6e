"""Titles that are much the same, found without comparing each with each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil

from deputylog.text.spelling import plain

WHOLE_TEXT = 12
"""The length from which the same text in two places is no chance."""

_ALIKE = 0.75
"""The share of their pairs of characters that two titles have in common at least."""

_LONGER = _ALIKE / (2 - _ALIKE)
"""The share of the longer one's pairs that are common then."""

_SEVERAL = 4
"""A title of at least so many characters is much the same as one that holds it whole."""

_NUMBERS = re.compile(
    r"[0-9]+|第[一二三四五六七八九十百]+|[一二三四五六七八九十百]+(?=[号栋幢座楼单期组])"
)

_SIGNS = re.compile(r"[\W_]+")

Pairs = frozenset[str]


def without_signs(title: str) -> str:
    """`title` as it is compared: in one spelling, only letters, digits and characters."""
    return _SIGNS.sub("", plain(title))


def alike(titles: Iterable[str]) -> Mapping[str, list[str]]:
    """For each bare title those that are much the same, itself first; titles without are missing.

    Two titles are, if they name the same numbers, and one holds the other or most pairs of
    characters agree: 3号楼 and 5号楼 are different things.
    """
    comparable: dict[tuple[str, ...], list[str]] = {}
    for title in sorted(set(titles), key=lambda title: (-len(title), title)):
        comparable.setdefault(tuple(_NUMBERS.findall(title)), []).append(title)
    found: dict[str, set[str]] = {}
    for longest_first in comparable.values():
        for one, other in _alike(longest_first) if len(longest_first) > 1 else ():
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return {title: [title, *sorted(others)] for title, others in found.items()}


def _alike(longest_first: Sequence[str]) -> Iterator[tuple[str, str]]:
    pairs = {title: _pairs(title) for title in longest_first}
    having: dict[str, list[str]] = {}
    for title, own in pairs.items():
        for longer in {longer for pair in _rarest(own, having) for longer in having.get(pair, ())}:
            if _are_alike(title, longer, pairs):
                yield title, longer
        for pair in own:
            having.setdefault(pair, []).append(title)


def _pairs(title: str) -> Pairs:
    return frozenset(title[at : at + 2] for at in range(len(title) - 1)) or frozenset((title,))


def _rarest(pairs: Pairs, having: Mapping[str, list[str]]) -> list[str]:
    """So many pairs of a title that a longer one cannot be alike without one of them."""
    rarest = sorted(pairs, key=lambda pair: len(having.get(pair, ())))
    return rarest[: len(pairs) - ceil(_LONGER * len(pairs)) + 1]


def _are_alike(short: str, long: str, pairs: Mapping[str, Pairs]) -> bool:
    if len(short) >= _SEVERAL and short in long:
        return True
    common = len(pairs[short] & pairs[long])
    return 2 * common >= _ALIKE * (len(pairs[short]) + len(pairs[long]))
