"""What fits on a page: the lines of a covering letter, the last row of a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deputylog.formats.measure import POINTS, lines_of
from deputylog.text.width import width

LEAST_TO_WRITE_IN = 25.0
"""The least height in mm of the last row of a form that fills the page."""

PITCH = 225 * POINTS / 22
"""The distance of lines in points: 22 on a page."""

_CLOSEST_PITCH = 22.0


def letter_pitch(texts: Mapping[str, Any]) -> float:
    """Return the distance of lines with which a covering letter fits on one page, in points.

    It is the usual one if the letter is shorter, or if it is so long that it takes two pages.
    """
    title: int = 33 * (texts["cover_title"].count("\n") + 1)
    paragraphs = (*texts["paragraphs"], texts["name"])
    lines: float = sum(-(-(_printed(text) + 4) // _LINE) for text in paragraphs) + _OTHER_LINES
    pitch: float = (225 * POINTS - title) / lines
    return min(pitch, PITCH) if pitch >= _CLOSEST_PITCH else PITCH


def _printed(text: str) -> float:
    """Return the width of a text as printed: Latin letters are narrower than at a terminal."""
    return width(text) - 0.15 * sum(map(str.isascii, text))


_LINE = 54
"""The halves of characters on a line, one character less than 28 for punctuation."""

_OTHER_LINES = 8
"""Addressee, signer, date, three blank lines, and two more to be safe."""


def height_left(texts: Mapping[str, Any], form: Mapping[str, Any]) -> float:
    """Return about how many mm an upright page leaves for the last row of a form, a line less
    rather than more, so that the signature lines stay on the page.
    """
    lines = 2 + 2 * (texts["title"].count("\n") + 1) + 2 * bool(texts["signs"])
    lines += sum(-(-width(text) // 50) for text in texts["paragraphs"]) + len(texts["heads"])
    lines += bool(form["heading"]) + len(texts["notes"]) + bool(form["note"])
    columns = [156 * POINTS * share / 50 / form["size"] - 3 for share in form["shares"]]
    rows = [max(map(lines_of, row, columns)) for row in form["rows"][:-1]]
    step: float = form["size"] * 1.3 / POINTS
    left: float = 225 - (lines * PITCH / POINTS) - sum(step * high + 4.5 for high in rows)
    return left
