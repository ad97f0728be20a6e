"""The content of an official report as texts, for the Word and PDF templates."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from deputylog.formats.texts import AS_OF, COLON, NONE, lines, official_day
from deputylog.table import Cover, Report, Table
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
    texts = _Texts(words, setting)
    many = heads_in_a_row(report)
    heads = [
        {"label": texts.say(label), "count": texts.say(count)} for _, label, count in report.heads
    ]
    heads += [{"label": "", "count": ""}] * (-len(heads) % many)
    title = title_lines(words.say(report.title), _TITLE_FITS[report.wide and not report.cover])
    numbers = [ordinal(at, words) for at in range(1, len(report.tables) + 1)]
    return {
        "title": setting(title),
        "name": texts.say(report.title),
        **texts.cover(report.cover),
        "as_of": texts.day(report.unfinished or report.as_of),
        "header": {name: texts.say(value) for name, value in report.header.items()},
        "heads": [heads[first : first + many] for first in range(0, len(heads), many)],
        "tables": [
            texts.table(table, number if len(numbers) > 1 else "")
            for table, number in zip(report.tables, numbers, strict=True)
        ],
        "notes": list(map(texts.say, report.notes)),
        "signs": [texts.say(sign, COLON) for sign in report.signs],
        "labels": {name: texts.say(text) for name, text in _LABELS.items()},
    }


@dataclass(frozen=True)
class _Texts:
    """The parts of a report as texts, in the form that a format needs."""

    words: Words
    setting: Setting

    def say(self, *values: object) -> Any:
        return self.setting("".join(map(self.words.say, values)))

    def day(self, day: object) -> Any:
        return self.setting(official_day(day, self.words))

    def cover(self, cover: Cover | None) -> dict[str, Any]:
        if not cover:
            return {"addressee": "", "paragraphs": [], "signed_by": "", "signed_on": ""}
        return {
            "addressee": self.say(cover.to, self.words.text(COLON).rstrip()),
            "paragraphs": list(map(self.say, cover.paragraphs)),
            "signed_by": self.say(cover.signed_by),
            "signed_on": self.day(cover.signed_on),
        }

    def table(self, table: Table, number: str) -> dict[str, Any]:
        rows = [[self.setting(lines(cell, self.words)) for cell in row] for row in table.rows]
        return {
            "name": table.name,
            "heading": self.say(number, table.title),
            "columns": [self.say(column.head) for column in table.columns],
            "set_as": [column.set_as for column in table.columns],
            "shares": list(table.shares),
            "rows": rows,
            "is_empty": not rows,
            "is_form": table.form,
            "note": self.say(table.note),
        }


def heads_in_a_row(report: Report) -> int:
    """Return how many counts go in a row: as many as fit, in rows of equal length if possible."""
    rows = -(-len(report.heads) // _MOST_HEADS_IN_A_ROW[report.wide]) or 1
    return -(-len(report.heads) // rows) or 1


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
