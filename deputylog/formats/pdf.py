"""PDF files from a Typst template, following GB/T 9704-2012."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from deputylog.formats import Paper, renderer
from deputylog.formats.official import official_texts
from deputylog.formats.svg import svg
from deputylog.formats.templates import TemplateFailedError, find_template, template_of
from deputylog.formats.texts import AS_OF, lines, official_day
from deputylog.picture import Picture
from deputylog.table import Report
from deputylog.words import Bilingual, Words, phrase

_MOST_TAGGED = 20_000
"""Longer tables get no accessibility tags, which would make the file ten times as large."""

_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)


def render(report: Report, words: Words, own: Path | None) -> Paper:
    """Return the PDF; the content is passed as data, so that it is not read as Typst code."""
    data = official_texts(report, words, _breakable) | {"wide": report.wide}
    tagged = sum(len(table.rows) * len(table.columns) for table in report.tables) <= _MOST_TAGGED
    return typeset(template_of(report, "typ", own), report, data, words, tagged=tagged)


def album(report: Report, pictures: Sequence[Picture], words: Words, own: Path | None) -> Paper:
    """Return the pictures of a report as one PDF, each with text alternative and table.

    Raise MissingExtraError if a needed package is not installed.
    """
    renderer("pdf")
    names = (report.header.get(name) for name in ("district", "group"))
    day = official_day(report.unfinished or report.as_of, words)
    data = {
        "title": words.say(report.title),
        "whose": " · ".join(words.say(name) for name in names if name),
        "as_of": f"{words.text(AS_OF)}{day}",
        "pictures": [_picture(picture, words, own) for picture in pictures],
        "notes": [words.say(note) for note in report.notes],
    }
    return typeset(find_template(own, "pictures/page.typ"), report, data, words)


def _picture(picture: Picture, words: Words, own: Path | None) -> dict[str, Any]:
    columns = picture.table.columns
    return {
        "title": words.say(picture.title),
        "alt": words.say(picture.alt),
        "svg": svg(picture, words, own),
        "columns": [words.say(column.head) for column in columns],
        "set_as": [column.set_as for column in columns],
        "rows": [[lines(cell, words) for cell in row] for row in picture.table.rows],
    }


def shows_chinese() -> bool:
    """Return whether a font on this machine has Chinese characters."""
    import typst

    try:
        typst.compile("代表".encode(), pdf_standards="a-2b")
    except typst.TypstError as error:
        return not _NO_GLYPH.search(str(error))
    return True


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
    path: Path, report: Report, data: Mapping[str, Any], words: Words, *, tagged: bool = True
) -> Paper:
    """Return an accessible PDF, or an archivable one if not `tagged`.

    If a font lacks a character, return a plain PDF and a warning.
    """
    import typst

    language, _, region = words.language.partition("-")
    day = (report.as_of.year, report.as_of.month, report.as_of.day)
    everything = {**data, "lang": language, "region": region or "US", "day": day}
    options: dict[str, Any] = {
        "sys_inputs": {"paper": json.dumps(everything, ensure_ascii=False)},
        "timestamp": datetime(*day, tzinfo=UTC),
        "root": str(path.parent),
        "pdf_tags": tagged,
    }
    compiled: Callable[..., Any] = partial(typst.compile, path.read_bytes(), **options)
    try:
        return Paper(compiled(pdf_standards="ua-1" if tagged else "a-2b"))
    except typst.TypstError as error:
        lacking = _NO_GLYPH.search(str(error))
    try:
        content = compiled()
    except typst.TypstError as error:
        found = re.search(r":(\d+):\d+", str(error.diagnostic))
        line = int(found[1]) if found else 0
        raise TemplateFailedError(path.name, line, error.message) from error
    if not lacking:
        return Paper(content)
    text = Bilingual(
        "本机没有字体能显示“{sign}”，PDF 中该处为方框。",
        "No font on this machine has the character {sign}; the PDF shows a box instead.",
    )
    return Paper(content, (phrase(text, sign=lacking[1]),))
