"""Column widths and text size of a table on paper, chosen by what its cells say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from deputylog.text.width import longest_word, width

SIZES = {10.5: "", 9.0: "小五", 7.5: "六号"}
"""五号, 小五 and 六号 in points, with what the names of their Word styles end in."""

LEAST_TO_WRITE_IN = 25.0
"""The least height in mm of the last row of a form that fills the page."""

_POINTS = 72 / 25.4
_PADDING = 6.0
"""Points that the margins of a cell and rounding take."""

_NARROWEST, _WIDEST = 10, 64
_MOST_LINES_OF_A_HEAD = 3
_FULL = 0.85
"""The part of the width that may go to what columns need at least."""

_LINES_THAT_STAY_TOGETHER = 8

Texts = Sequence[str]
Shares = Sequence[float]


@dataclass(frozen=True)
class Layout:
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
    columns = [
        _Column.of(head, [row[at] for row in rows], wrap)
        for at, (head, wrap) in enumerate(zip(heads, wraps, strict=True))
    ]
    empty = [bool(rows) and not any(row[at] for row in rows) for at in range(len(heads))]
    kept = [share if none else 0 for share, none in zip(blank, empty, strict=True)]
    columns = [_NOTHING if share else column for share, column in zip(kept, columns, strict=True)]
    room *= 1 - sum(kept) / 100
    for size in SIZES:
        cells = (room * _POINTS - _PADDING * len(columns)) / (size / 2)
        widths = _widths(columns, cells)
        if sum(column.least for column in columns) <= _FULL * cells:
            break
    lines = [list(_lines(row, widths)) for row in rows]
    points = [one * size / 2 + _PADDING for one in widths]
    taken = [0 if share else one for share, one in zip(kept, points, strict=True)]
    part = (100 - sum(kept)) / (sum(taken) or 1)
    shares = (share or one * part for share, one in zip(kept, taken, strict=True))
    breaks = (max(row) > _LINES_THAT_STAY_TOGETHER for row in lines)
    return Layout(size, tuple(round(share, 2) for share in shares), tuple(breaks))


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
        return cls(least, max(least, wanted, -(-named // 2)))


_NOTHING = _Column(0, 0)


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


PITCH = 225 * _POINTS / 22
"""The distance of lines in points: 22 on a page."""

_CLOSEST_PITCH = 24.0


def letter_pitch(texts: Mapping[str, Any]) -> float:
    """Return the distance of lines with which a covering letter fits on one page, in points.

    It is the usual one if the letter is shorter, or if it is so long that it takes two pages.
    """
    title = 33 * (str(texts["cover_title"]).count("\n") + 1)
    paragraphs = [str(text) for text in (*texts["paragraphs"], texts["name"])]
    lines = sum(-(-(width(text) + 4) // _LINE) for text in paragraphs) + _OTHER_LINES
    pitch = (225 * _POINTS - title) / lines
    return min(pitch, PITCH) if pitch >= _CLOSEST_PITCH else PITCH


_LINE = 54
"""The halves of characters on a line, one less than 28 characters for punctuation."""

_OTHER_LINES = 7
"""Addressee, signer, date, three blank lines, and one more to be safe."""


def height_left(texts: Mapping[str, Any], form: Mapping[str, Any]) -> float:
    """Return about how many mm an upright page leaves for the last row of a form, a line less
    rather than more, so that the signature lines stay on the page.
    """
    lines = 2 + 2 * (str(texts["title"]).count("\n") + 1) + 2 * bool(texts["signs"])
    lines += sum(-(-width(str(text)) // 50) for text in texts["paragraphs"]) + len(texts["heads"])
    lines += bool(form["heading"]) + len(texts["notes"]) + bool(form["note"])
    columns = [156 * _POINTS * share / 50 / form["size"] - 3 for share in form["shares"]]
    rows = [max(_lines(list(map(str, row)), columns)) for row in form["rows"][:-1]]
    step: float = form["size"] * 1.3 / _POINTS
    return 225 - (lines * PITCH / _POINTS) - sum(step * high + 4.5 for high in rows)
