"""A self-contained HTML page, from `templates/paper.html.j2`."""

from __future__ import annotations

import re
from pathlib import Path

from deputylog.formats import Paper
from deputylog.formats.templates import Filters, render_template, template_of
from deputylog.table import Report
from deputylog.words import Words

_LONG = 20
_DATE = re.compile(r"((?:\d{4}-)?\d\d-\d\d)")


def render(report: Report, words: Words, own: Path | None) -> Paper:
    name = template_of(report, "html.j2", own).name
    return Paper(page(name, words, own, report=report).encode("utf-8"))


def page(name: str, words: Words, own: Path | None, **values: object) -> str:
    """Return a page; days are kept on one line, and only a `long` word may be broken."""
    filters: Filters = {"long": _has_long_word, "dates": _DATE.split}
    return render_template(name, words, own, filters, **values)


def _has_long_word(text: str) -> bool:
    return any(len(word) > _LONG for word in text.split())
