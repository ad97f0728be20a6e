"""PDF files from a Typst template, following GB/T 9704-2012."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from deputylog.formats import Paper, renderer
from deputylog.formats.fonts import advice, codes, families
from deputylog.formats.official import official_texts
from deputylog.formats.svg import svg
from deputylog.formats.template_problems import problem_in_words
from deputylog.formats.templates import TemplateFailedError, find_template, template_of
from deputylog.formats.texts import AS_OF, lines, official_day
from deputylog.picture import Picture
from deputylog.table import Report
from deputylog.words import Bilingual, Phrase, Words, phrase


def render(report: Report, words: Words, own: Path | None) -> Paper:
    """Return the PDF; the content is passed as data, so that it is not read as Typst code."""
    data = official_texts(report, words, _breakable) | {"wide": report.wide}
    return typeset(template_of(report, "typ", own), report, data, words)


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


def installed_fonts() -> list[str]:
    """Return the families of the fonts on this machine, those of the PDF program included."""
    families: list[str] = _fonts().families()
    return families


@cache
def _fonts() -> Any:
    import typst

    return typst.Fonts()


_LONG = re.compile(r"[!-~]{15,}")
_PIECE = re.compile(r"[^-#/_.]{1,4}[-#/_.]?|.", re.DOTALL)


def _breakable(text: str) -> str | list[str]:
    """Split very long words into pieces between which a line may break."""
    if (text.isascii() and len(text) < 15) or not _LONG.search(text):
        return text
    pieces = [""]
    end = 0
    for found in _LONG.finditer(text):
        first, *others = _PIECE.findall(found[0])
        pieces[-1] += text[end : found.start()] + first
        pieces += others
        end = found.end()
    pieces[-1] += text[end:]
    return pieces


def typeset(path: Path, report: Report, data: Mapping[str, Any], words: Words) -> Paper:
    """Return a PDF to archive (PDF/A-2a) that screen readers can read (PDF/UA-1).

    Characters that no font has are replaced by their codes, with a warning. A template of a
    district that cannot be archived makes a plain PDF, with a warning.
    """
    import typst

    language, _, region = words.language.partition("-")
    day = (report.as_of.year, report.as_of.month, report.as_of.day)
    everything = {**data, "fonts": families(), "lang": language, "region": region or "US"}
    content = json.dumps({**everything, "day": day}, ensure_ascii=False)
    told: list[Phrase] = []
    while True:
        try:
            made = _compiled(path, content, report.as_of, *_ARCHIVAL)
            break
        except typst.TypstError as error:
            signs = [sign for sign in _without_font(error) if sign in content]
            if not signs:
                made = _plain(path, content, report.as_of)
                problem = problem_in_words(error.message)
                told.append(phrase(_NOT_ARCHIVAL, template=path.name, problem=problem))
                break
        for sign in signs:
            content = content.replace(sign, codes(sign))
        told.append(phrase(_REPLACED, signs=[f"{sign} {codes(sign)}" for sign in signs]))
    return Paper(made, tuple(told), advice(installed_fonts()))


def _plain(path: Path, content: str, day: date) -> bytes:
    """Return a PDF of no standard; TemplateFailedError with the line if the template is wrong."""
    import typst

    try:
        return _compiled(path, content, day)
    except typst.TypstError as error:
        found = re.search(r":(\d+):\d+", str(error.diagnostic))
        line = int(found[1]) if found else 0
        raise TemplateFailedError(path.name, line, problem_in_words(error.message)) from error


def _compiled(path: Path, content: str, day: date, *standards: Any) -> bytes:
    import typst

    _forget()
    made: bytes = typst.compile(
        path.read_bytes(),
        root=str(path.parent),
        font_paths=_fonts(),
        sys_inputs={"paper": content},
        timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
        pdf_standards=list(standards),
    )
    return made


def _forget() -> None:
    """Free the memory of earlier papers, which Typst keeps for its next ten compilations."""
    import typst

    none = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
    for _ in range(11):
        typst.compile(b"", font_paths=none, ignore_system_fonts=True)


_NOT_ARCHIVAL = Bilingual(
    "模板 {template} 生成的 PDF 不符合归档格式 PDF/A-2a：{problem}",
    "the PDF by {template} is not for archiving (PDF/A-2a): {problem}",
)
_REPLACED = Bilingual(
    "本机没有字体能显示下列字符，PDF 中改印其编码：{signs}。",
    "No font on this machine has these characters; the PDF shows their codes: {signs}.",
)
_ARCHIVAL = ("a-2a", "ua-1")
_NO_FONT = re.compile(r'(?:the text|contains the codepoint) `"(.+?)"`', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def _without_font(error: Any) -> list[str]:
    """Return the characters that cannot be printed, without the digit of a keycap."""
    found = dict.fromkeys(_NO_FONT.findall(error.diagnostic))
    signs = (_ESCAPED.sub(lambda code: chr(int(code[1], 16)), sign) for sign in found)
    return [sign for sign in signs if min(sign) > "\x7f"]
