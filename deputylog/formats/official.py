"""The content of an official report as texts, for the Word and PDF templates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from deputylog.formats.texts import AS_OF, COLON, NONE, lines, official_day
from deputylog.table import Cell, Report, Table
from deputylog.words import Bilingual, Words

_MOST_HEADS_IN_A_ROW = {True: 10, False: 7}
_TITLE_FITS = {True: 28, False: 19}
_BREAK_AFTER = "度年组区：:，、 "
_IN_BRACKETS = re.compile(r"(.+?)\s*([（(][^（()）]+[）)])")
_NEVER_FIRST = "度第年月日）)，、。：:； "
_LABELS = {
    "attachment": Bilingual("附件", "Attachment "),
    "attachment_note": Bilingual("附件：", "Attachment: "),
    "as_of": AS_OF,
    "none": NONE,
}

Setting = Callable[[str], Any]
"""Converts a text to the form a format needs."""


def official_texts(report: Report, words: Words, setting: Setting = str) -> dict[str, Any]:
    """Return the variables of a template, as listed in docs/en/papers.md."""

    def said(value: object) -> Any:
        return setting(words.say(value))

    colon, cover = words.text(COLON), report.cover
    heads = [{"label": said(label), "count": said(count)} for _, label, count in report.heads]
    many = heads_in_a_row(report)
    heads += [{"label": "", "count": ""}] * (-len(heads) % many)
    title = title_lines(words.say(report.title), _TITLE_FITS[report.wide and not cover])
    return {
        "title": setting(title),
        "name": said(report.title),
        "addressee": setting(f"{words.say(cover.to)}{colon.rstrip()}") if cover else "",
        "paragraphs": list(map(said, cover.paragraphs)) if cover else [],
        "signed_by": said(cover.signed_by) if cover else "",
        "signed_on": setting(official_day(cover.signed_on, words)) if cover else "",
        "as_of": setting(official_day(report.unfinished or report.as_of, words)),
        "header": {name: said(value) for name, value in report.header.items()},
        "heads": [heads[first : first + many] for first in range(0, len(heads), many)],
        "tables": [
            _table(table, ordinal(number, words) if report.tables[1:] else "", words, setting)
            for number, table in enumerate(report.tables, 1)
        ],
        "notes": list(map(said, report.notes)),
        "signs": [setting(f"{words.say(sign)}{colon}") for sign in report.signs],
        "labels": {name: said(text) for name, text in _LABELS.items()},
    }


def heads_in_a_row(report: Report) -> int:
    """Return how many counts go in a row: as many as fit, in rows of equal length if possible."""
    rows = -(-len(report.heads) // _MOST_HEADS_IN_A_ROW[report.wide]) or 1
    return -(-len(report.heads) // rows) or 1


def _table(table: Table, number: str, words: Words, setting: Setting) -> dict[str, Any]:
    return {
        "name": table.name,
        "heading": setting(f"{number}{words.say(table.title)}"),
        "columns": [setting(words.say(column.head)) for column in table.columns],
        "set_as": [column.set_as for column in table.columns],
        "shares": list(table.shares),
        "rows": _Rows(table, lambda cell: setting(lines(cell, words))),
        "is_empty": not table.rows,
        "is_form": table.form,
        "note": setting(words.say(table.note)),
    }


@dataclass(frozen=True)
class _Rows:
    """The rows as texts, created on demand."""

    table: Table
    text: Callable[[Cell], Any]

    def __iter__(self) -> Iterator[list[Any]]:
        return (list(map(self.text, row)) for row in self.table.rows)

    def __len__(self) -> int:
        return len(self.table.rows)


def ordinal(number: int, words: Words) -> str:
    """Return the number of a first-level heading: 一、 or 1."""
    if words.language != "zh-CN":
        return f"{number}. "
    tens, ones = divmod(number, 10)
    digits = "〇一二三四五六七八九"
    before = f"{digits[tens] if tens > 1 else ''}十" if tens else ""
    return f"{before}{digits[ones] if ones or not tens else ''}、"


def title_lines(title: str, fits: int) -> str:
    """Split a long title into two lines of similar length, keeping words whole.

    Text in brackets at the end gets its own line.
    """
    if len(title) <= fits:
        return title
    if found := _IN_BRACKETS.fullmatch(title):
        return f"{title_lines(found[1], fits)}\n{found[2]}"
    inner = range(len(title) // 4, 3 * len(title) // 4)
    whole = [place for place in inner if _may_break(title[place - 1], title[place])]
    good = [place for place in whole if title[place - 1] in _BREAK_AFTER]
    place = min(good or whole, key=lambda place: abs(place - len(title) // 2), default=0)
    return f"{title[:place].rstrip()}\n{title[place:].lstrip()}" if place else title


def _may_break(before: str, after: str) -> bool:
    """Whether a line may break here: not within a Latin word or number, nor at punctuation."""
    inside_word = before.isascii() and after.isascii() and before != " "
    return not inside_word and after not in _NEVER_FIRST and before not in "（(《“〔"
