"""The text of a paper from its template, which a district can replace by its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from msgspec.structs import replace

from deputylog.formats.templates import render_template
from deputylog.table import Cell, Counted, Report
from deputylog.words import Phrase, Words


class Named(Protocol):
    """A report, or a type of paper."""

    @property
    def name(self) -> str: ...


def text_template(paper: Named) -> str:
    return f"{paper.name}-text.md.j2"


def with_text(report: Report, words: Words, own: Path | None) -> Report:
    """Return the report with the paragraphs of its text, in the language of `words`.

    TemplateFailedError if the template of the district fails.
    """
    if not report.values:
        return report
    text = render_template(text_template(report), words, own, **named(report.values, words))
    between = "" if words.language == "zh-CN" else " "
    blocks = [between.join(map(str.strip, one.splitlines())).strip() for one in text.split("\n\n")]
    paragraphs = tuple(Phrase("{text}", {"text": one}) for one in blocks if one)
    if report.cover:
        return replace(report, cover=replace(report.cover, paragraphs=paragraphs))
    return replace(report, paragraphs=paragraphs)


def named(values: Mapping[str, Cell], words: Words) -> dict[str, Any]:
    """Return values as a template gets them: numbers, texts, lists and mappings of these."""
    return {name: _plain(value, words) for name, value in values.items()}


def _plain(value: Cell, words: Words) -> Any:
    match value:
        case Counted(known=known, unknown=0):
            return known
        case int():
            return value
        case Mapping():
            return named(value, words)
        case list() | tuple():
            return [_plain(one, words) for one in value]
    return words.say(value) if value else ""
