"""Layout of pictures: positions in pixels, rounded, for the SVG templates."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from deputylog.picture import Form, Line, Picture
from deputylog.words import Bilingual, Words

WIDTH = 760.0
_EM = 13.0
_MARGIN = 16.0
_LABELS = 210.0
_TOP = 46.0
_LEGEND = 26.0
_ROW: Mapping[Form, float] = {
    Form.BARS: 30.0,
    Form.CALENDAR: 19.0,
    Form.SPANS: 32.0,
    Form.MULTIPLES: 46.0,
}
_AXIS: Mapping[Form, float] = {
    Form.BARS: 0.0,
    Form.CALENDAR: 20.0,
    Form.SPANS: 24.0,
    Form.MULTIPLES: 20.0,
}


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    words: str


@dataclass(frozen=True)
class Mark:
    """A box of a key, or the point of a median; with its number if there is room."""

    key: str
    x: float
    y: float
    width: float
    height: float
    words: str = ""


@dataclass(frozen=True)
class Layout:
    """All elements of a picture.

    `legend` has a box for each key, `axis` the labels of an axis, `ends` the texts after the rows.
    """

    width: float
    height: float
    heading: Text
    legend: tuple[tuple[Mark, Text], ...]
    labels: tuple[Text, ...]
    marks: tuple[Mark, ...]
    axis: tuple[Text, ...]
    ends: tuple[Text, ...]
    top: float
    bottom: float
    left: float
    none: Text | None


def layout(picture: Picture, words: Words) -> Layout:
    """Lay out a picture in one language; the result is always the same."""
    labels = [words.say(line.label) for line in picture.lines]
    left = _MARGIN + min(_LABELS, max(map(width_of, labels), default=0.0)) + 12
    legend, below = _legend(picture, words)
    top = below + _AXIS[picture.form]
    row = _ROW[picture.form]
    middles = [top + row * (number + 0.5) for number in range(len(labels))]
    place = _Place(left, WIDTH - _MARGIN, top, row, words)
    marks, axis, ends = _FORMS[picture.form](picture, place)
    bottom = top + row * max(1, len(labels))
    return Layout(
        WIDTH,
        bottom + _MARGIN,
        Text(_MARGIN, 28.0, words.say(picture.title)),
        legend,
        tuple(
            Text(left - 10, middle + 4.5, fitted(label))
            for label, middle in zip(labels, middles, strict=True)
        ),
        tuple(marks),
        tuple(axis),
        tuple(ends),
        top,
        bottom,
        left,
        None
        if labels
        else Text(_MARGIN, top + row / 2 + 4.5, words.text(Bilingual("无。", "None."))),
    )


def width_of(text: str) -> float:
    """Return the approximate width of a text in pixels at the size of labels."""
    return sum(_EM if unicodedata.east_asian_width(char) in "WFA" else _EM * 0.56 for char in text)


def fitted(text: str, room: float = _LABELS) -> str:
    """Shorten a text to the available width; the table contains the whole text."""
    if width_of(text) <= room:
        return text
    widths = accumulate(width_of(char) for char in text)
    return text[: sum(width <= room - _EM for width in widths)] + "…"


@dataclass(frozen=True)
class _Place:
    """The area for marks: between `left` and `right`, in rows from `top`."""

    left: float
    right: float
    top: float
    row: float
    words: Words

    def middle(self, number: int) -> float:
        return self.top + self.row * (number + 0.5)


_Drawn = tuple[Sequence[Mark], Sequence[Text], Sequence[Text]]


def _legend(picture: Picture, words: Words) -> tuple[tuple[tuple[Mark, Text], ...], float]:
    """Return the legend, on as many lines as needed, and its lower edge."""
    found, x, y = list[tuple[Mark, Text]](), _MARGIN, _TOP
    for key, wording in picture.keys:
        text = words.say(wording)
        if x > _MARGIN and x + 18 + width_of(text) > WIDTH - _MARGIN:
            x, y = _MARGIN, y + 20
        found.append((Mark(key, x, y, 12.0, 12.0), Text(x + 18, y + 10.5, text)))
        x += 18 + width_of(text) + 22
    return tuple(found), y + (_LEGEND if picture.keys else 0.0)


def _bars(picture: Picture, place: _Place) -> _Drawn:
    """Draw stacked bars with their sum at the end, if it is not withheld."""
    most = max((sum(map(_count, line.marks)) for line in picture.lines), default=0) or 1
    scale = (place.right - place.left - 40) / most
    marks, ends = list[Mark](), list[Text]()
    for number, line in enumerate(picture.lines):
        x, y = place.left, place.middle(number) - 9
        for (key, _), mark in zip(picture.keys, line.marks, strict=True):
            width = _count(mark) * scale
            if width:
                shown = f"{mark}" if width > width_of(f"{mark}") + 6 else ""
                marks.append(Mark(key, _px(x), y, _px(width), 18.0, shown))
            x += width
        if line.base is not None:
            ends.append(Text(_px(x + 8), y + 13.5, f"{line.base}"))
    return marks, (), ends


def _calendar(picture: Picture, place: _Place) -> _Drawn:
    step = min(16.0, (place.right - place.left) / max(1, len(picture.across)))
    size = _px(step - 2)
    marks = [
        Mark(
            mark, _px(place.left + step * across), _px(place.middle(number) - size / 2), size, size
        )
        for number, line in enumerate(picture.lines)
        for across, mark in enumerate(line.marks)
        if isinstance(mark, str)
    ]
    return (
        marks,
        [
            Text(_px(place.left + step * at), place.top - 6, place.words.say(wording))
            for at, wording in picture.ticks
        ],
        (),
    )


def _spans(picture: Picture, place: _Place) -> _Drawn:
    """Draw the middle half as a line, the median as a point, and its number."""
    most = max((_count(line.marks[2]) for line in picture.lines), default=0) or 1
    ticks = list(_ticks(most))
    scale = (place.right - place.left - 90) / max(most, ticks[-1])
    marks, ends = list[Mark](), list[Text]()
    for number, line in enumerate(picture.lines):
        y = place.middle(number)
        if line.marks[1] is None:
            continue
        low, middle, high = (_px(place.left + _count(mark) * scale) for mark in line.marks)
        marks += [
            Mark("middle_half", low, y - 3, max(1.0, _px(high - low)), 6.0),
            Mark("median", middle, y, 0.0, 0.0),
        ]
        ends.append(Text(_px(max(high, middle) + 12), y + 4.5, f"{line.marks[1]:g}{_base(line)}"))
    return (
        marks,
        [Text(_px(place.left + tick * scale), place.top - 6, f"{tick}") for tick in ticks],
        ends,
    )


def _base(line: Line) -> str:
    return f"  (n={line.base})" if line.base is not None else ""


def _ticks(most: float) -> Iterator[int]:
    """Yield about five round numbers from 0 to `most`."""
    step = next(
        step
        for power in range(9)
        for step in (10**power, 2 * 10**power, 5 * 10**power)
        if most <= step * 6
    )
    yield from range(0, int(most) + step, step)


def _multiples(picture: Picture, place: _Place) -> _Drawn:
    """Draw a small column for each number, all on one scale."""
    step = min(72.0, (place.right - place.left) / max(1, len(picture.across)))
    most = max((_count(mark) for line in picture.lines for mark in line.marks), default=0) or 1
    width = _px(min(30.0, step * 0.6))
    marks = list[Mark]()
    for number, line in enumerate(picture.lines):
        base = place.top + place.row * (number + 1) - 6
        for across, mark in enumerate(line.marks):
            height = _px(_count(mark) / most * (place.row - 20))
            x = _px(place.left + step * across + (step - width) / 2)
            marks.append(
                Mark(
                    "count", x, _px(base - height), width, height, "" if mark is None else f"{mark}"
                )
            )
    names = [
        Text(_px(place.left + step * (at + 0.5)), place.top - 4, name)
        for at, name in enumerate(picture.across)
    ]
    return marks, names if step > 44 else names[:: max(1, int(60 / step))], ()


def _count(mark: int | float | str | None) -> float:
    return float(mark) if isinstance(mark, (int, float)) else 0.0


def _px(number: float) -> float:
    return round(number, 1)


_FORMS = {
    Form.BARS: _bars,
    Form.CALENDAR: _calendar,
    Form.SPANS: _spans,
    Form.MULTIPLES: _multiples,
}
