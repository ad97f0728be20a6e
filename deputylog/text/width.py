"""Text in a fixed-width terminal: its width, line breaks and column widths."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len

GAP = 2
"""Blank cells between two columns."""

_LONGEST_WORD = 32
_NARROWEST = 12
_WIDE = (
    "\u1100-\u11ff\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\ufe30-\ufe6f\uff00-\uffef\U0001f000-\U0003ffff"
)
_OPENERS = r"(\[“‘（《〈【「『〔［"
_CLOSERS = r")\]”’，。、；：！？）》〉】」』〕］…％／"
_DAY = r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日|\d+[天周次件个项名人条行]"
_WORD = rf"[^\s{_WIDE}{_OPENERS}{_CLOSERS}]+"
_PIECE = re.compile(rf"\s+|[{_OPENERS}]*(?:{_DAY}|{_WORD}|\S)[{_CLOSERS}]*")
"""A piece that is not broken: a space, date, word or Chinese character, with its punctuation."""

_ID = re.compile(rf"[{_OPENERS}]*[a-z0-9_-]{{1,64}}[{_CLOSERS}]*")
"""An id of the register, which may be longer than other words."""


def width(text: str) -> int:
    """The number of terminal cells that `text` takes; a Chinese character takes two."""
    return cell_len(text)


def line_spans(
    text: str, room: int, later: int = 0, *, fold: bool = False
) -> list[tuple[int, int]]:
    """Start and end index of each line of `text`, wrapped to `room` cells.

    Lines after the first have `later` cells, or `room` if that is 0. Words, ids and dates are never
    split: one that is too wide overflows the line. With `fold`, a long piece that is no id is
    split.
    """
    lines: list[tuple[int, int]] = []
    begin = end = 0
    limit = room
    for start, stop in _pieces(text, min(room, later or room) if fold else 0):
        if end > begin and width(text[begin:stop]) > limit:
            lines.append((begin, end))
            begin, limit = start, later or room
        elif end == begin and (lines or width(text[begin:stop]) > limit):
            begin = start
        end = stop
    return [*lines, (begin, end)]


def _pieces(text: str, fold_at: int) -> Iterator[tuple[int, int]]:
    """Start and end index of each piece of `text`, without spaces.

    If `fold_at` is not 0, a piece that is no id and too long is cut into parts of `fold_at` cells.
    """
    for found in _PIECE.finditer(text):
        if found[0].isspace():
            continue
        if not fold_at or width(found[0]) <= fold_at or _is_whole(found[0]):
            yield found.span()
            continue
        start = found.start()
        for at in range(found.start() + 1, found.end() + 1):
            if width(text[start:at]) > fold_at:
                yield start, at - 1
                start = at - 1
        yield start, found.end()


def _is_whole(piece: str) -> bool:
    return width(piece) <= _LONGEST_WORD or _ID.fullmatch(piece) is not None


def wrap_lines(text: str, room: int, indent: str = "") -> list[str]:
    """`text` wrapped to `room` cells where possible; lines after the first begin with `indent`."""
    spans = line_spans(text, room, max(1, room - width(indent)))
    return [
        f"{indent if number else ''}{text[start:stop]}"
        for number, (start, stop) in enumerate(spans)
    ]


def cell_lines(text: str, room: int) -> list[str]:
    """The lines of `text` in a table cell; only a long piece that is no id is split."""
    return [
        part[start:stop]
        for part in text.split("\n")
        for start, stop in line_spans(part, room, fold=True)
    ]


def column_widths(columns: Sequence[Sequence[str]], room: int, share: int = 2) -> list[int] | None:
    """The width of each column, given all its texts, so that a row fits in `room` cells.

    A column shrinks to at least 1/`share` of the width it would need on one line, but ids, dates
    and words are never split. Returns None if the columns still do not fit.
    """
    room -= GAP * (len(columns) - 1)
    needed = [max(_needed(text) for text in texts) for texts in columns]
    if sum(needed) <= room:
        return needed
    least = [
        max(longest_word(texts), min(need, max(_NARROWEST, -(-need // share))))
        for texts, need in zip(columns, needed, strict=True)
    ]
    if sum(least) > room:
        return None
    highest = max(needed)
    while sum(widths := _capped(needed, least, highest)) > room:
        highest -= 1
    return widths


def _capped(needed: Sequence[int], least: Sequence[int], highest: int) -> list[int]:
    return [max(low, min(need, highest)) for need, low in zip(needed, least, strict=True)]


def _needed(text: str) -> int:
    return max(map(width, text.split("\n")))


def longest_word(texts: Sequence[str]) -> int:
    pieces = (text[start:stop] for text in texts for start, stop in _pieces(text, 0))
    return max((width(piece) for piece in pieces if _is_whole(piece)), default=0)


def pad(text: str, room: int, *, right: bool = False) -> str:
    """`text` filled up with spaces to `room` cells, on the left if `right`."""
    spaces = " " * (room - width(text))
    return f"{spaces}{text}" if right else f"{text}{spaces}"
