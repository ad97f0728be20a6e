"""Layout of pictures: positions in pixels, rounded, for the SVG templates."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from deputylog.formats.texts import NONE
from deputylog.picture import Form, Line, Picture
from deputylog.words import Words

_EM = 13.0
_MARGIN = 16.0
_LABELS = 210.0
_SIZES = {
    Form.BARS: (30.0, 0.0),
    Form.CALENDAR: (19.0, 20.0),
    Form.SPANS: (32.0, 24.0),
    Form.MULTIPLES: (46.0, 20.0),
}
"""The heights of a row and of the axis."""


class Label(NamedTuple):
    x: float
    y: float
    words: str


class Mark(NamedTuple):
    """A box of a key, or the point of a median; with its number if there is room."""

    key: str
    x: float
    y: float
    width: float
    height: float
    words: str = ""


class Layout:
    """All elements of a picture in one language; the result is always the same.

    `legend` has a box for each key, `axis` the labels of an axis, `ends` the texts after the rows.
    """

    width = 760.0

    def __init__(self, picture: Picture, words: Words) -> None:
        self._picture, self._words = picture, words
        self._row, axis = _SIZES[picture.form]
        labels = [words.say(line.label) for line in picture.lines]
        self.heading = Label(_MARGIN, 28.0, words.say(picture.title))
        self.legend, below = self._legend()
        self.left = _MARGIN + min(_LABELS, max(map(width_of, labels), default=0.0)) + 12
        self.top = below + axis
        self.bottom = self.top + self._row * max(1, len(labels))
        self.height = self.bottom + _MARGIN
        self.labels = [
            Label(self.left - 10, self._middle(number) + 4.5, fitted(label))
            for number, label in enumerate(labels)
        ]
        self.none = None if labels else Label(_MARGIN, self._middle(0) + 4.5, words.text(NONE))
        self.marks: list[Mark] = []
        self.axis: list[Label] = []
        self.ends: list[Label] = []
        self._room = self.width - _MARGIN - self.left
        {
            Form.BARS: self._draw_bars,
            Form.CALENDAR: self._draw_calendar,
            Form.SPANS: self._draw_spans,
            Form.MULTIPLES: self._draw_multiples,
        }[picture.form]()

    def _middle(self, number: int) -> float:
        return self.top + self._row * (number + 0.5)

    def _legend(self) -> tuple[list[tuple[Mark, Label]], float]:
        """Return the legend, on as many lines as needed, and its lower edge."""
        found, x, y = list[tuple[Mark, Label]](), _MARGIN, 46.0
        for key, wording in self._picture.keys:
            text = self._words.say(wording)
            if x > _MARGIN and x + 18 + width_of(text) > self.width - _MARGIN:
                x, y = _MARGIN, y + 20
            found.append((Mark(key, x, y, 12.0, 12.0), Label(x + 18, y + 10.5, text)))
            x += 18 + width_of(text) + 22
        return found, y + (26.0 if found else 0.0)

    def _draw_bars(self) -> None:
        """Draw stacked bars with their sum at the end, if it is not withheld."""
        most = max((sum(map(_count, line.marks)) for line in self._picture.lines), default=0)
        scale = (self._room - 40) / (most or 1)
        for number, line in enumerate(self._picture.lines):
            x, y = self.left, self._middle(number) - 9
            for (key, _), mark in zip(self._picture.keys, line.marks, strict=True):
                width = _count(mark) * scale
                if width:
                    shown = f"{mark}" if width > width_of(f"{mark}") + 6 else ""
                    self.marks.append(Mark(key, _px(x), y, _px(width), 18.0, shown))
                x += width
            if line.base is not None:
                self.ends.append(Label(_px(x + 8), y + 13.5, f"{line.base}"))

    def _draw_calendar(self) -> None:
        step = min(16.0, self._step)
        size = _px(step - 2)
        for number, line in enumerate(self._picture.lines):
            y = _px(self._middle(number) - size / 2)
            for across, mark in enumerate(line.marks):
                if isinstance(mark, str):
                    self.marks.append(Mark(mark, _px(self.left + step * across), y, size, size))
        self.axis = [
            Label(_px(self.left + step * at), self.top - 6, self._words.say(wording))
            for at, wording in self._picture.ticks
        ]

    @property
    def _step(self) -> float:
        return self._room / max(1, len(self._picture.across))

    def _draw_spans(self) -> None:
        """Draw the middle half as a line, the median as a point, and its number."""
        most = max((_count(line.marks[2]) for line in self._picture.lines), default=0) or 1
        ticks = list(_ticks(most))
        scale = (self._room - 90) / max(most, ticks[-1])
        for number, line in enumerate(self._picture.lines):
            y = self._middle(number)
            if line.marks[1] is None:
                continue
            low, middle, high = (_px(self.left + _count(mark) * scale) for mark in line.marks)
            box = Mark("middle_half", low, y - 3, max(1.0, _px(high - low)), 6.0)
            self.marks += [box, Mark("median", middle, y, 0.0, 0.0)]
            text = f"{line.marks[1]:g}{cases(line, '  ')}"
            self.ends.append(Label(_px(max(high, middle) + 12), y + 4.5, text))
        y = self.top - 6
        self.axis = [Label(_px(self.left + tick * scale), y, f"{tick}") for tick in ticks]

    def _draw_multiples(self) -> None:
        """Draw a small column for each number, all on one scale."""
        step = min(72.0, self._step)
        counts = (_count(mark) for line in self._picture.lines for mark in line.marks)
        most = max(counts, default=0) or 1
        width = _px(min(30.0, step * 0.6))
        for number, line in enumerate(self._picture.lines):
            base = self.top + self._row * (number + 1) - 6
            for across, mark in enumerate(line.marks):
                height = _px(_count(mark) / most * (self._row - 20))
                x = _px(self.left + step * across + (step - width) / 2)
                text = "" if mark is None else f"{mark}"
                self.marks.append(Mark("count", x, _px(base - height), width, height, text))
        names = [
            Label(_px(self.left + step * (at + 0.5)), self.top - 4, name)
            for at, name in enumerate(self._picture.across)
        ]
        self.axis = names if step > 44 else names[:: max(1, int(60 / step))]


def width_of(text: str) -> float:
    """Return the approximate width of a text in pixels at the size of labels."""
    return sum(_EM if unicodedata.east_asian_width(char) in "WFA" else _EM * 0.56 for char in text)


def fitted(text: str, room: float = _LABELS) -> str:
    """Shorten a text to the available width; the table contains the whole text."""
    if width_of(text) <= room:
        return text
    widths = accumulate(width_of(char) for char in text)
    return text[: sum(width <= room - _EM for width in widths)] + "…"


def cases(line: Line, space: str = " ") -> str:
    """Return the number of cases that a line is based on."""
    return f"{space}(n={line.base})" if line.base is not None else ""


def _ticks(most: float) -> Iterator[int]:
    """Yield about five round numbers from 0 to `most`."""
    steps = (first * 10**power for power in range(9) for first in (1, 2, 5))
    step = next(step for step in steps if most <= step * 6)
    yield from range(0, int(most) + step, step)


def _count(mark: object) -> float:
    return float(mark) if isinstance(mark, (int, float)) else 0.0


def _px(number: float) -> float:
    return round(number, 1)
