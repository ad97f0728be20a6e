"""A self-contained HTML page, from `templates/paper.html.j2`."""

from __future__ import annotations

from pathlib import Path

from deputylog.formats import Paper
from deputylog.formats.templates import render_template, template_of
from deputylog.table import Report
from deputylog.words import Words


def render(report: Report, words: Words, own: Path | None) -> Paper:
    name = template_of(report, "html.j2", own).name
    return Paper(render_template(name, words, own, report=report).encode("utf-8"))
