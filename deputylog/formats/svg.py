"""Pictures as SVG, from `templates/pictures/<form>.svg.j2`, reproducible and self-contained."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from deputylog.formats.geometry import Layout
from deputylog.formats.templates import render_template
from deputylog.picture import Picture
from deputylog.table import Report
from deputylog.words import Words

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
}
"""Colours by key: neighbours differ in lightness, and no key relies on colour (Okabe and Ito)."""

LIGHT = frozenset({"once", "to_30", "to_60", "opened", "middle_half", "never", "unknown"})
"""Keys with dark text."""


def svg(picture: Picture, words: Words, own: Path | None) -> str:
    """Return the picture as an SVG file."""
    name, at = f"pictures/{picture.form}.svg.j2", Layout(picture, words)
    values = {"picture": picture, "fills": FILLS, "light": LIGHT}
    return render_template(name, words, own, None, at=at, **values)


def page(report: Report, pictures: Sequence[Picture], words: Words, own: Path | None) -> str:
    """Return all pictures of a report with their tables as one self-contained HTML page."""
    drawn = [(picture, svg(picture, words, own)) for picture in pictures]
    return render_template("pictures/page.html.j2", words, own, report=report, drawn=drawn)
