"""Pictures in characters for a terminal; bars have numbers, so colour is not needed."""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.picture import Form, Line, Picture
from deputylog.text.width import width as cells
from deputylog.words import Words

_ROOM = 40
_WEEK = {"opened": "■", "missed": "×", "stated": "○", "due": "□", "exempt": "·"}
_SHADES = {
    "twice": "█",
    "once": "▒",
    "never": "░",
    "to_30": "░",
    "to_60": "▒",
    "to_90": "▓",
    "over_90": "█",
    "unknown": "?",
}
_EIGHTHS = " ▁▂▃▄▅▆▇█"
_NOTHING = "–"


def chart(picture: Picture, words: Words) -> Iterator[str]:
    """Yield a line for each line of the picture, and a legend."""
    labels = [words.say(line.label) for line in picture.lines]
    width = max(map(cells, labels), default=0)
    most = max((_most(picture.form, line) for line in picture.lines), default=0) or 1
    if picture.form is Form.MULTIPLES:
        yield f"{' ' * width}  {' '.join(f'{name:>7}' for name in picture.across)}"
    for label, line in zip(labels, picture.lines, strict=True):
        yield f"{' ' * (width - cells(label))}{label}  {_drawn(picture, line, most)}".rstrip()
    if picture.form in (Form.BARS, Form.CALENDAR):
        signs = _SHADES if picture.form is Form.BARS else _WEEK
        yield "  ".join(f"{signs[key]} {words.say(wording)}" for key, wording in picture.keys)


def _most(form: Form, line: Line) -> float:
    counts = [float(mark) for mark in line.marks if isinstance(mark, (int, float))]
    return sum(counts) if form is Form.BARS else max(counts, default=0.0)


def _drawn(picture: Picture, line: Line, most: float) -> str:
    match picture.form:
        case Form.BARS:
            bars = "".join(
                _SHADES[key] * _length(mark, most)
                for (key, _), mark in zip(picture.keys, line.marks, strict=True)
            )
            return f"{bars} {' + '.join(map(_number, line.marks))}"
        case Form.CALENDAR:
            return "".join(_WEEK.get(str(mark), " ") for mark in line.marks)
        case Form.SPANS:
            return _span(line, most)
        case Form.MULTIPLES:
            return " ".join(f"{_eighth(mark, most)} {_number(mark):>5}" for mark in line.marks)


def _span(line: Line, most: float) -> str:
    """Draw the middle half as a line with the median as a point."""
    if line.marks[1] is None:
        return _NOTHING
    low, middle, high = (_length(mark, most) for mark in line.marks)
    drawn = "".join(
        "●" if at == middle else "─" if low <= at <= high else " "
        for at in range(max(middle, high) + 1)
    )
    return f"{drawn} {_number(line.marks[1])}" + (
        f" (n={line.base})" if line.base is not None else ""
    )


def _length(mark: object, most: float) -> int:
    """Return the length in characters; at least one if the number is not zero."""
    return max(1, round(mark / most * _ROOM)) if isinstance(mark, (int, float)) and mark else 0


def _eighth(mark: object, most: float) -> str:
    return (
        _EIGHTHS[max(1, round(mark / most * 8))] if isinstance(mark, (int, float)) and mark else " "
    )


def _number(mark: object) -> str:
    return f"{mark:g}" if isinstance(mark, (int, float)) else _NOTHING
