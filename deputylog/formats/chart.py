"""Pictures in characters for a terminal; bars have numbers, so colour is not needed."""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.formats.svg import median_of
from deputylog.picture import ChartForm, Line, Picture
from deputylog.text.width import pad, width
from deputylog.words import Words

_ROOM = 40
_SIGNS = {
    "opened": "■",
    "missed": "×",
    "stated": "○",
    "due": "□",
    "exempt": "·",
    "twice": "█",
    "once": "▒",
    "never": "░",
    "to_30": "░",
    "to_60": "▒",
    "to_90": "▓",
    "over_90": "█",
    "unknown": "?",
    "median": "●",
    "middle_half": "─",
}
_EIGHTHS = " ▁▂▃▄▅▆▇█"


def chart(picture: Picture, words: Words) -> Iterator[str]:
    """Yield a line for each line of the picture, and a legend."""
    labels = [words.say(line.label).partition("\n")[0] for line in picture.lines]
    room = max(map(width, labels), default=0)
    if picture.form is ChartForm.MULTIPLES:
        names = [words.text(name).split("\n") for name in picture.across]
        for heads in zip(*names, strict=True):
            yield f"{' ' * room}  {' '.join(pad(head, 7, right=True) for head in heads)}"
    if picture.ticks:
        yield " " * (room + 2) + _ticks(picture, words)
    for label, line in zip(labels, picture.lines, strict=True):
        yield f"{pad(label, room, right=True)}  {_row(picture, line, words)}".rstrip()
    if picture.unfinished:
        yield words.say(picture.unfinished)
    if picture.keys:
        yield "  ".join(f"{_SIGNS[key]} {words.say(wording)}" for key, wording in picture.keys)


def _row(picture: Picture, line: Line, words: Words) -> str:
    most = picture.most
    match picture.form:
        case ChartForm.BARS:
            signs = [_SIGNS[key] for key, _ in picture.keys]
            pairs = [pair for pair in zip(signs, line.marks, strict=True) if pair[1] != 0]
            bars = "".join(sign * _length(mark, most, _ROOM) for sign, mark in pairs)
            return f"{bars} {' '.join(sign + _number(mark) for sign, mark in pairs) or 0}"
        case ChartForm.CALENDAR:
            return "".join(_SIGNS.get(str(mark), " ") for mark in line.marks)
        case ChartForm.SPANS:
            return _span(line, most, words)
        case ChartForm.MULTIPLES:
            columns = (
                f"{_EIGHTHS[_length(mark, most, 8)]} {_number(mark):>5}" for mark in line.marks
            )
            return " ".join(columns)


def _ticks(picture: Picture, words: Words) -> str:
    """Return the labels above a calendar, without one that the label before it leaves no room."""
    text = ""
    for at, name in picture.ticks:
        if width(text) <= at:
            text = pad(text, at) + words.say(name)
    return text


def _span(line: Line, most: float, words: Words) -> str:
    """Draw the middle half as a line with the median as a point."""
    if line.marks[1] is None:
        return _number(None)
    low, middle, high = (_length(mark, most, _ROOM) for mark in line.marks)
    signs = ["─" if low <= at <= high else " " for at in range(max(middle, high) + 1)]
    signs[middle] = "●"
    return f"{''.join(signs)} {median_of(line, words)}"


def _length(mark: object, most: float, room: int) -> int:
    """Return the length in characters; at least one if the number is not zero."""
    return max(1, round(mark / most * room)) if isinstance(mark, (int, float)) and mark else 0


def _number(mark: object) -> str:
    return f"{mark:g}" if isinstance(mark, (int, float)) else "–"
