"""Pictures as SVG, from `templates/pictures/<form>.svg.j2`, reproducible and self-contained."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from math import ceil
from pathlib import Path
from typing import NamedTuple

from deputylog.formats.html import page as html_page
from deputylog.formats.templates import render_template
from deputylog.formats.texts import NONE
from deputylog.picture import ChartForm, Line, Picture
from deputylog.table import Report
from deputylog.text import counts
from deputylog.words import Bilingual, Words, phrase

_EM = 15.0
_SMALL = 13.0
_MARGIN = 12.0
_LABELS = 180.0
_SIZES = {
    ChartForm.BARS: (38.0, 0.0),
    ChartForm.CALENDAR: (24.0, 22.0),
    ChartForm.SPANS: (36.0, 26.0),
    ChartForm.MULTIPLES: (52.0, 36.0),
}
"""The heights of a row and of the axis."""

FILLS = {
    "twice": "#0b4a7a",
    "once": "#8fbfe0",
    "never": "#d55e00",
    "to_30": "#dce9f3",
    "to_60": "#9dc3e0",
    "to_90": "#3f7fb1",
    "over_90": "#0b2f4f",
    "unknown": "#a6a6a6",
    "opened": "#a9c3d8",
    "missed": "#d55e00",
    "stated": "#e69f00",
    "due": "#0072b2",
    "exempt": "#767676",
    "median": "#0b4a7a",
    "middle_half": "#a9c3d8",
    "count": "#3f7fb1",
    "unfinished": "#3f7fb1",
}
"""Colours by key: neighbours differ in lightness, and no key relies on colour (Okabe and Ito)."""

LIGHT = frozenset({"once", "to_30", "to_60", "opened", "middle_half", "never", "unknown"})
"""Keys with dark text."""


def svg(picture: Picture, words: Words, own: Path | None) -> str:
    """Return the picture as an SVG file."""
    name, at = f"pictures/{picture.form}.svg.j2", Layout(picture, words)
    values = {"picture": picture, "fills": FILLS, "light": LIGHT}
    return render_template(name, words, own, None, at=at, **values)


def texts_of(
    report: Report, pictures: Sequence[Picture], words: Words, own: Path | None
) -> dict[str, str]:
    """Return the files of an album by name: each picture, and a page of all with their tables."""
    texts = {f"{picture.name}.svg": svg(picture, words, own) for picture in pictures}
    return {**texts, "pictures.html": page(report, pictures, words, own)}


def page(report: Report, pictures: Sequence[Picture], words: Words, own: Path | None) -> str:
    """Return all pictures of a report with their tables as one self-contained HTML page."""
    drawn = [(picture, svg(picture, words, own)) for picture in pictures]
    return html_page("pictures/page.html.j2", words, own, report=report, drawn=drawn)


class Label(NamedTuple):
    """A text of one or two lines; `y` is the base of the first."""

    x: float
    y: float
    words: str

    @property
    def lines(self) -> list[str]:
        return self.words.split("\n")


class Box(NamedTuple):
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

    width = 560.0
    small = _SMALL

    def __init__(self, picture: Picture, words: Words) -> None:
        self._picture, self._words = picture, words
        self._row, axis = _SIZES[picture.form]
        labels = [fitted(words.say(line.label)) for line in picture.lines]
        self.heading = Label(_MARGIN, 28.0, words.say(picture.title))
        self.legend, below = self._legend()
        self.left = _MARGIN + max(map(width_of, labels), default=0.0) + 12
        self.top = below + axis
        self.bottom = self.top + self._row * max(1, len(labels))
        self.height = self.bottom + _MARGIN
        self.labels = [
            self._label(self.left - 10, number, text) for number, text in enumerate(labels)
        ]
        self.none = None if labels else self._label(_MARGIN, 0, words.text(NONE))
        self.marks: list[Box] = []
        self.axis: list[Label] = []
        self.ends: list[Label] = []
        self._room = self.width - _MARGIN - self.left
        self._draw()

    def _draw(self) -> None:
        match self._picture.form:
            case ChartForm.BARS:
                self._draw_bars()
            case ChartForm.CALENDAR:
                self._draw_calendar()
            case ChartForm.SPANS:
                self._draw_spans()
            case ChartForm.MULTIPLES:
                self._draw_multiples()

    def _label(self, x: float, number: int, text: str) -> Label:
        """Return a text in the middle of a row."""
        return Label(x, self._middle(number) + 5 - 8 * text.count("\n"), text)

    def _middle(self, number: int) -> float:
        return self.top + self._row * (number + 0.5)

    def _legend(self) -> tuple[list[tuple[Box, Label]], float]:
        """Return the legend, on as many lines as needed, and its lower edge."""
        found, x, y = list[tuple[Box, Label]](), _MARGIN, 46.0
        picture = self._picture
        unfinished = [("unfinished", picture.unfinished)] if picture.unfinished else []
        for key, wording in (*picture.keys, *unfinished):
            text = self._words.say(wording)
            if x > _MARGIN and x + 18 + width_of(text) > self.width - _MARGIN:
                x, y = _MARGIN, y + 20
            found.append((Box(key, x, y, 12.0, 12.0), Label(x + 18, y + 10.5, text)))
            x += 18 + width_of(text) + 22
        return found, y + (26.0 if found else 0.0)

    def _draw_bars(self) -> None:
        """Draw stacked bars with their sum at the end, if it is not withheld."""
        scale = (self._room - 40) / self._picture.most
        for number, line in enumerate(self._picture.lines):
            x, y = self.left, self._middle(number) - 9
            for (key, _), mark in zip(self._picture.keys, line.marks, strict=True):
                width = _count(mark) * scale
                if width:
                    shown = f"{mark}" if width > width_of(f"{mark}") + 6 else ""
                    self.marks.append(Box(key, _px(x), y, _px(width), 18.0, shown))
                x += width
            if number == len(self._picture.lines) - 1 and self._picture.unfinished:
                box = Box("unfinished", self.left - 2, y - 3, _px(x - self.left + 4), 24.0)
                self.marks.append(box)
            if line.base is not None:
                self.ends.append(self._label(_px(x + 8), number, f"{line.base}"))

    def _draw_calendar(self) -> None:
        step = min(16.0, self._step)
        size = _px(step - 2)
        for number, across, mark in self._cells():
            if isinstance(mark, str):
                y = _px(self._middle(number) - size / 2)
                self.marks.append(Box(mark, _px(self.left + step * across), y, size, size))
        self._label_axis(
            step, -6, [(at, self._words.say(name)) for at, name in self._picture.ticks]
        )

    def _cells(self) -> Iterator[tuple[int, int, object]]:
        """Yield each mark with its line and its place in it."""
        for number, line in enumerate(self._picture.lines):
            yield from ((number, across, mark) for across, mark in enumerate(line.marks))

    def _label_axis(self, scale: float, up: float, names: Iterable[tuple[float, str]]) -> None:
        y = self.top + up
        self.axis = [Label(_px(self.left + scale * at), y, name) for at, name in names]

    @property
    def _step(self) -> float:
        return self._room / max(1, len(self._picture.across))

    def _draw_spans(self) -> None:
        """Draw the middle half as a line, the median as a point, and its number."""
        ticks = list(_ticks(self._picture.most))
        scale = (self._room - 120) / max(self._picture.most, ticks[-1])
        for number, line in enumerate(self._picture.lines):
            y = self._middle(number)
            if line.marks[1] is None:
                continue
            low, middle, high = (_px(self.left + _count(mark) * scale) for mark in line.marks)
            box = Box("middle_half", low, y - 3, max(1.0, _px(high - low)), 6.0)
            self.marks += [box, Box("median", middle, y, 0.0, 0.0)]
            text = median_of(line, self._words)
            self.ends.append(self._label(_px(max(high, middle) + 12), number, text))
        self._label_axis(scale, -6, [(tick, f"{tick}") for tick in ticks])

    def _draw_multiples(self) -> None:
        """Draw a small column for each number, all on one scale."""
        step = min(96.0, self._step)
        most = self._picture.most
        width = _px(min(30.0, step * 0.6))
        for number, across, mark in self._cells():
            base = self.top + self._row * (number + 1) - 6
            height = _px(_count(mark) / most * (self._row - 20))
            x = _px(self.left + step * across + (step - width) / 2)
            text = "" if mark is None else f"{mark}"
            is_last = across == len(self._picture.across) - 1
            key = "unfinished" if self._picture.unfinished and is_last else "count"
            self.marks.append(Box(key, x, _px(base - height), width, height, text))
        names = [(at + 0.5, self._words.text(name)) for at, name in enumerate(self._picture.across)]
        every = max(1, ceil(max((width_of(name) for _, name in names), default=0) / step))
        self._label_axis(step, -20, names[::every])


def width_of(text: str) -> float:
    """Return the approximate width in pixels of a text, where the second line is smaller."""
    first, *others = text.split("\n")
    return max(_width(first, _EM), *(_width(line, _SMALL) for line in others), 0.0)


def _width(line: str, em: float) -> float:
    return sum(em if unicodedata.east_asian_width(char) in "WFA" else em * 0.56 for char in line)


def fitted(text: str, room: float = _LABELS) -> str:
    """Shorten the lines of a text to the available width; the table contains the whole text."""
    return "\n".join(_fitted(line, room) for line in text.split("\n"))


def _fitted(line: str, room: float) -> str:
    if width_of(line) <= room:
        return line
    widths = accumulate(width_of(char) for char in line)
    return line[: sum(width <= room - _EM for width in widths)] + "…"


def median_of(line: Line, words: Words) -> str:
    """Return the median of a line in days, and the number of cases that it is based on."""
    text = Bilingual("{days}（共{count}件）", "{days} ({count} matter)", "{days} ({count} matters)")
    days = counts.days(f"{line.marks[1]:g}")
    return words.say(phrase(text, days=days, count=line.base))


def _ticks(most: float) -> Iterator[int]:
    """Yield about five round numbers from 0 to `most`."""
    steps = (first * 10**power for power in range(9) for first in (1, 2, 5))
    step = next(step for step in steps if most <= step * 6)
    yield from range(0, int(most) + step, step)


def _count(mark: object) -> float:
    return float(mark) if isinstance(mark, (int, float)) else 0.0


def _px(number: float) -> float:
    return round(number, 1)
