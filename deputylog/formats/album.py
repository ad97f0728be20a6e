"""The pictures of a report as one PDF, each with text alternative and table."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from deputylog.formats import FORMATS, Paper
from deputylog.formats.pdf import typeset
from deputylog.formats.svg import svg
from deputylog.formats.templates import find_template, lines, official_day
from deputylog.picture import Picture
from deputylog.table import Report
from deputylog.words import Bilingual, Words


def album(report: Report, pictures: Sequence[Picture], words: Words, own: Path | None) -> Paper:
    """Return the PDF; raise MissingExtraError if a needed package is not installed."""
    next(one for one in FORMATS if one.name == "pdf").renderer()
    language, _, region = words.language.partition("-")
    day = report.as_of
    whose = [
        words.say(report.header[name]) for name in ("district", "group") if report.header.get(name)
    ]
    data = {
        "title": words.say(report.title),
        "whose": " · ".join(whose),
        "as_of": f"{words.text(Bilingual('截至', 'as of '))}{official_day(report.unfinished or day, words)}",
        "day": [day.year, day.month, day.day],
        "lang": language,
        "region": region or "US",
        "pictures": [_data(picture, words, own) for picture in pictures],
        "notes": [words.say(note) for note in report.notes],
    }
    path = find_template(["pictures/page.typ"], own)
    return Paper(
        *typeset(
            path,
            json.dumps(data, ensure_ascii=False),
            datetime(day.year, day.month, day.day, tzinfo=UTC),
            tagged=True,
        )
    )


def _data(picture: Picture, words: Words, own: Path | None) -> dict[str, Any]:
    columns = picture.table.columns
    return {
        "title": words.say(picture.title),
        "alt": words.say(picture.alt),
        "svg": svg(picture, words, own),
        "columns": [words.say(column.head) for column in columns],
        "set_as": [column.set_as for column in columns],
        "rows": [[lines(cell, words) for cell in row] for row in picture.table.rows],
    }
