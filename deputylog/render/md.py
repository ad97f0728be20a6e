"""Markdown, by `templates/paper.md.j2`."""

from __future__ import annotations

import re
from pathlib import Path

from deputylog.render import Paper
from deputylog.render.templates import text_from_template
from deputylog.table import Report
from deputylog.words import Words

_SIGNS = re.compile(r"([\\`*_\[\]#|~])")


def render(report: Report, words: Words, own: Path | None) -> Paper:
    filters = {
        "md": lambda value: markdown(words.say(value)),
        "cell": lambda value: markdown(words.say(value)).replace("\n", "<br>"),
    }
    return Paper(text_from_template(report, "md.j2", words, own, filters).encode("utf-8"))


def markdown(text: str) -> str:
    """`text` so that Markdown shows it as it is."""
    return _SIGNS.sub(r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
