"""PDF files from a Typst template, following GB/T 9704-2012."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from deputylog.formats import Paper
from deputylog.formats.official import official_texts
from deputylog.formats.templates import TemplateFailedError, find_template, names_of
from deputylog.table import Report
from deputylog.words import Bilingual, Phrase, Words, phrase

_MOST_TAGGED = 20_000
"""Longer tables get no accessibility tags, which would make the file ten times as large."""

_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)


def render(report: Report, words: Words, own: Path | None) -> Paper:
    """Return the PDF; the content is passed as data, so that it is not read as Typst code."""
    path = find_template(names_of(report, "typ"), own)
    language, _, region = words.language.partition("-")
    day = report.as_of
    data = official_texts(report, words, _breakable) | {
        "wide": report.wide,
        "lang": language,
        "region": region or "US",
        "day": [day.year, day.month, day.day],
    }
    typed = json.dumps(data, ensure_ascii=False, default=list)
    tagged = sum(len(table.rows) * len(table.columns) for table in report.tables) <= _MOST_TAGGED
    content, warnings = typeset(
        path, typed, datetime(day.year, day.month, day.day, tzinfo=UTC), tagged=tagged
    )
    return Paper(content, warnings)


_LONG = re.compile(r"[!-~]{15,}")
_PIECE = re.compile(r"[^-#/_.]{1,4}[-#/_.]?|.", re.DOTALL)


def _breakable(text: str) -> str | list[str]:
    """Split a text with very long words into pieces between which a line may break."""
    if (text.isascii() and len(text) < 15) or not _LONG.search(text):
        return text
    pieces: list[str] = []
    end = 0
    for found in _LONG.finditer(text):
        pieces += [text[end : found.start()], *_PIECE.findall(found[0])]
        end = found.end()
    return [*pieces, text[end:]]


def typeset(
    path: Path, data: str, day: datetime, *, tagged: bool
) -> tuple[bytes, tuple[Phrase, ...]]:
    """Return an accessible PDF, or an archivable one if not `tagged`.

    If a font lacks a character, return a plain PDF and a warning.
    """
    import typst

    def compiled(**standard: Any) -> bytes:
        options: dict[str, Any] = {
            "sys_inputs": {"paper": data},
            "timestamp": day,
            "root": str(path.parent),
            "pdf_tags": tagged,
            **standard,
        }
        content: bytes = typst.compile_with_warnings(path.read_bytes(), **options)[0]
        return content

    try:
        return compiled(pdf_standards="ua-1" if tagged else "a-2b"), ()
    except typst.TypstError as error:
        lacking = _NO_GLYPH.search(str(error))
    try:
        content = compiled()
    except typst.TypstError as error:
        raise TemplateFailedError(path.name, _line_of(error), error.message) from error
    text = Bilingual(
        "本机没有字体能显示“{sign}”，PDF 中该处为方框。",
        "No font on this machine has the character {sign}; the PDF shows a box instead.",
    )
    return content, (phrase(text, sign=lacking[1]),) if lacking else ()


def _line_of(error: Any) -> int:
    found = re.search(r":(\d+):\d+", str(error.diagnostic))
    return int(found[1]) if found else 0
