"""Column widths and text size of a table on paper, chosen by what its cells say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from deputylog.text.width import longest_word, width

SIZES = {10.5: "", 9.0: "小五", 7.5: "六号"}
"""五号, 小五 and 六号 in points, with what the names of their Word styles end in."""

POINTS = 72 / 25.4
_PADDING = 6.0
"""Points that the margins of a cell and rounding take."""

_NARROWEST = 10
_NUMBER, _HYPHENATED = 16, re.compile(r"\d-\d")
"""Columns are as wide as lines such as 莲2026-031（暂）: some programs break at a hyphen."""

_ROWS_LOOKED_AT, _STEP = 60, 2
_MOST_LINES_OF_A_HEAD = 3
_HEAD = 4
"""The least width of a heading: two Chinese characters on a line."""
_FULL = 0.85
"""The part of the width that may go to what columns need at least."""

_LINES_THAT_STAY_TOGETHER = 6

Texts = Sequence[str]
Shares = Sequence[float]


class Layout(Struct, frozen=True):
    """How a table is set: the size of its text in points, and the width of each column in percent.

    `breaks` says of each row whether it is so high that it may go on on the next page.
    """

    size: float
    shares: tuple[float, ...]
    breaks: tuple[bool, ...] = ()


FORM = {False: Layout(14.0, (26.0, 74.0)), True: Layout(16.0, (21.0, 79.0))}
"""The layout of a form, ordinary (四号) and large (三号)."""


def layout(
    heads: Texts, rows: Sequence[Texts], wraps: Sequence[bool], room: float, blank: Shares
) -> Layout:
    """Return the layout of a table on `room` mm, as large as its columns allow.

    Columns of which `wraps` is false, of numbers and dates, are as wide as their longest text.
    Those without any text are to be written in; they take the share that `blank` gives them.
    """
    empty = [bool(rows) and not any(row[at] for row in rows) for at in range(len(heads))]
    kept = [share if none else 0 for share, none in zip(blank, empty, strict=True)]
    room *= 1 - sum(kept) / 100
    least = [
        0 if kept[at] else _least(heads[at], [row[at] for row in rows], wraps=wraps[at])
        for at in range(len(heads))
    ]
    for size in SIZES:
        cells = (room * POINTS - _PADDING * len(heads)) / (size / 2)
        if sum(least) <= _FULL * cells:
            break
    widths = _widths(least, rows, cells)
    points = [0 if kept[at] else one * size / 2 + _PADDING for at, one in enumerate(widths)]
    part = (100 - sum(kept)) / (sum(points) or 1)
    shares = (share or one * part for share, one in zip(kept, points, strict=True))
    breaks = (max(map(lines_of, row, widths)) > _LINES_THAT_STAY_TOGETHER for row in rows)
    return Layout(size, tuple(round(share, 2) for share in shares), tuple(breaks))


def _least(head: str, texts: Texts, *, wraps: bool) -> int:
    """Return the least width of a column in halves of a character: no word or date is broken."""
    parts = [part for text in texts for part in text.split("\n")]
    longest = max(map(width, parts), default=0)
    numbers = (width(part) for part in parts if _HYPHENATED.search(part))
    whole = max((size for size in numbers if size <= _NUMBER), default=0)
    head_in_lines = max(-(-width(head) // _MOST_LINES_OF_A_HEAD), min(width(head), _HEAD))
    return max(
        longest_word([head, *texts]),
        head_in_lines,
        whole,
        min(longest, _NARROWEST) if wraps else longest,
    )


def _widths(least: Sequence[int], rows: Sequence[Texts], room: float) -> list[float]:
    """Return widths that fill the room: columns that make rows high get more, step by step."""
    widths = list(least)
    some = rows[:: max(1, len(rows) // _ROWS_LOOKED_AT)]
    while sum(widths) + _STEP <= room and (votes := _votes(some, widths)):
        widths[votes.most_common(1)[0][0]] += _STEP
    return [one * room / (sum(widths) or 1) for one in widths]


def _votes(rows: Sequence[Texts], widths: Sequence[int]) -> Counter[int]:
    """Count for each column the rows of which a line that is broken there is the lowest."""
    votes = Counter[int]()
    for row in rows:
        lines = [lines_of(text, room) for text, room in zip(row, widths, strict=True)]
        broken = [count - text.count("\n") - 1 for text, count in zip(row, lines, strict=True)]
        highest = max((count for count, more in zip(lines, broken, strict=True) if more), default=0)
        votes.update(
            at
            for at, (count, more) in enumerate(zip(lines, broken, strict=True))
            if more and count == highest
        )
    return votes


def lines_of(text: str, room: float) -> int:
    """Return how many lines a text takes in a column of that width."""
    return sum(-(-width(part) // max(1, int(room))) or 1 for part in text.split("\n"))
