"""Column widths and text size of a table on paper, chosen by what its cells say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from deputylog.text.width import longest_word, width

SIZES = {10.5: "", 9.0: "小五", 7.5: "六号"}
"""五号, 小五 and 六号 in points, with what the names of their Word styles end in."""

FORM_SIZE = 14.0
"""四号, for forms."""

_POINTS = 72 / 25.4
_PADDING = 6.0
"""Points that the margins of a cell and rounding take."""

_NARROWEST, _WIDEST = 8, 64
_MOST_LINES_OF_A_HEAD = 3
_FULL = 0.85
"""The part of the width that may go to what columns need at least."""

_LINES_THAT_STAY_TOGETHER = 8

Texts = Sequence[str]


@dataclass(frozen=True)
class Layout:
    """How a table is set: the size of its text in points, and the width of each column in percent.

    `breaks` says of each row whether it is so high that it may go on on the next page.
    """

    size: float
    shares: tuple[float, ...]
    breaks: tuple[bool, ...]


def layout(heads: Texts, rows: Sequence[Texts], wraps: Sequence[bool], room: float) -> Layout:
    """Return the layout of a table on `room` mm, as large as its columns allow.

    Columns of which `wraps` is false, of numbers and dates, are as wide as their longest text.
    """
    columns = [
        _Column.of(head, [row[at] for row in rows], wrap)
        for at, (head, wrap) in enumerate(zip(heads, wraps, strict=True))
    ]
    for size in SIZES:
        cells = (room * _POINTS - _PADDING * len(columns)) / (size / 2)
        widths = _widths(columns, cells)
        lines = [list(_lines(row, widths)) for row in rows]
        if sum(column.least for column in columns) <= _FULL * cells:
            break
    taken = [share * size / 2 + _PADDING for share in widths]
    return Layout(
        size,
        tuple(round(100 * one / sum(taken), 2) for one in taken),
        tuple(max(row) > _LINES_THAT_STAY_TOGETHER for row in lines),
    )


@dataclass(frozen=True)
class _Column:
    """The least width of a column and the one that suits its texts, in halves of a character."""

    least: float
    wanted: float

    @classmethod
    def of(cls, head: str, texts: Texts, wraps: bool) -> _Column:
        parts = [[width(part) for part in text.split("\n")] for text in texts] or [[0]]
        longest, named = max(map(max, parts)), width(head)
        least = max(
            longest_word([head, *texts]),
            -(-named // _MOST_LINES_OF_A_HEAD),
            min(longest, _NARROWEST) if wraps else longest,
        )
        usual = sqrt(sum(sum(sizes) ** 2 for sizes in parts) / len(parts))
        wanted = min(longest, usual, _WIDEST)
        return cls(least, max(least, wanted, min(named, _NARROWEST)))


def _widths(columns: Sequence[_Column], room: float) -> list[float]:
    """Share out the room: to each column what it needs, and the rest by what it could use."""
    least = sum(column.least for column in columns)
    wanted = sum(column.wanted for column in columns)
    if room <= least:
        return [column.least * room / least for column in columns]
    if room >= wanted:
        return [column.wanted * room / (wanted or 1) for column in columns]
    part = (room - least) / (wanted - least)
    return [column.least + (column.wanted - column.least) * part for column in columns]


def _lines(row: Texts, widths: Sequence[float]) -> Iterator[int]:
    for text, room in zip(row, widths, strict=True):
        yield sum(-(-width(part) // max(1, int(room))) or 1 for part in text.split("\n"))


def height_left(texts: Mapping[str, Any], form: Mapping[str, Any]) -> float:
    """Return about how many mm an upright page leaves for the last row of a form, a line less
    rather than more, so that the signature lines stay on the page.
    """
    line = 225 / 22
    lines = 2 + 2 * (str(texts["title"]).count("\n") + 1) + 2 * bool(texts["signs"])
    lines += sum(-(-width(str(text)) // 50) for text in texts["paragraphs"]) + len(texts["heads"])
    lines += bool(form["heading"]) + len(texts["notes"]) + bool(form["note"])
    rows = [max(_lines(list(map(str, row)), _FORM_CELLS)) for row in form["rows"][:-1]]
    return max(0, 225 - lines * line - sum(6.5 * high + 2.5 for high in rows))


_FORM_CELLS = (15, 44)
"""The halves of characters in the columns of a form."""
