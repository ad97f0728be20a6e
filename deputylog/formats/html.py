"""A self-contained HTML page, from `templates/paper.html.j2`."""

from __future__ import annotations

from pathlib import Path

from deputylog.formats import Paper
from deputylog.formats.templates import text_from_template
from deputylog.table import Report
from deputylog.words import Words


def render(report: Report, words: Words, own: Path | None) -> Paper:
    return Paper(text_from_template(report, "html.j2", words, own, {}).encode("utf-8"))
