"""What fits on a page: the lines of a covering letter, the last row of a form."""

from __future__ import annotations

import re
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
    lines: float = sum(-(-(printed(text) + 4) // _LINE) for text in paragraphs) + _OTHER_LINES
    pitch: float = (225 * POINTS - title) / lines
    return min(pitch, PITCH) if pitch >= _CLOSEST_PITCH else PITCH


def printed(text: str) -> float:
    """Return the width of a text as printed, in halves of a character.

    Latin letters are narrower than at a terminal; between Chinese and digits is a quarter of one.
    """
    letters = sum(one.isascii() and one.isalpha() for one in text)
    return width(text) - 0.15 * letters + 0.5 * len(_GAP.findall(text))


_GAP = re.compile(r"(?<=[一-鿿])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[一-鿿])")
_LINE = 54
"""The halves of characters on a line, one character less than 28 for punctuation."""

_OTHER_LINES = 8
"""Addressee, signer, date, three blank lines, and two more to be safe."""


def height_left(texts: Mapping[str, Any], form: Mapping[str, Any]) -> float:
    """Return about how many mm an upright page leaves for the last row of a form, a little less
    rather than more, so that the signature lines stay on the page.
    """
    line = PITCH / POINTS
    paragraphs = sum(-(-printed(text) // _LINE) for text in texts["paragraphs"])
    lines = paragraphs + 2 * bool(texts["signs"]) + bool(form["heading"]) + _LINES_ABOVE
    remarks = len(texts["notes"]) + bool(form["note"]) + len(texts["heads"]) * 2
    columns = [156 * POINTS * share / 50 / form["size"] - 3 for share in form["shares"]]
    rows = [max(map(lines_of, row, columns)) for row in form["rows"][:-1]]
    title = 12 * (texts["title"].count("\n") + 1)
    used = sum(form["size"] * 0.5 * high + 2.8 for high in rows)
    left: float = 225 - title - lines * line - remarks * 6 - used
    return left


_LINES_ABOVE = 2.5
"""The day, a blank line, and something to be safe."""
