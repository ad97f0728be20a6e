"""A self-contained HTML page, from `templates/paper.html.j2`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from deputylog.formats import Paper
from deputylog.formats.measure import layout
from deputylog.formats.official import WIDTHS
from deputylog.formats.templates import Filters, render_template, template_of
from deputylog.formats.texts import lines
from deputylog.table import Report, Table
from deputylog.text.width import width
from deputylog.words import Words

_SHORT = 10
_LONG = 20
_BREAK = re.compile(r"(?<=及其)|(?<=[度组区：，、])(?![）)，、：])|(?<=年)(?![度\d])|(?=[（(])")
_DATE = re.compile(r"((?:\d{4}-)?\d\d-\d\d)")


def render(report: Report, words: Words, own: Path | None) -> Paper:
    name = template_of(report, "html.j2", own).name
    return Paper(page(name, words, own, report=report).encode("utf-8"))


def page(name: str, words: Words, own: Path | None, **values: object) -> str:
    """Return a page; titles end a line between their parts only, and days are kept on one."""
    filters: Filters = {
        "length_class": _length,
        "dates": _DATE.split,
        "title_parts": _BREAK.split,
        "shares": lambda table, wide: _shares(table, WIDTHS[wide], words),
    }
    return render_template(name, words, own, filters, **values)


def _length(text: str) -> str:
    """Return whether lines of a cell are so short that they are kept, or words too long for it."""
    if all(width(line) <= _SHORT for line in text.split("\n")):
        return "short"
    return "long" if any(len(word) > _LONG for word in text.split()) else ""


def _shares(table: Table, room: float, words: Words) -> Sequence[float]:
    """Return the width of each column in percent, by what its cells say."""
    heads = [words.say(column.head) for column in table.columns]
    rows = [[lines(cell, words) for cell in row] for row in table.rows]
    wraps = [column.set_as == "text" for column in table.columns]
    return layout(heads, rows, wraps, room, table.shares).shares
