"""The content of an official report as texts, for the Word and PDF templates."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import count, repeat
from typing import Any

from msgspec import Struct

from deputylog.formats.covering import named
from deputylog.formats.measure import FORM, layout
from deputylog.formats.room import LEAST_TO_WRITE_IN, PITCH, height_left, letter_pitch, printed
from deputylog.formats.texts import AS_OF, COLON, NONE, lines, official_day
from deputylog.table import Cover, Report, Table
from deputylog.text.width import width
from deputylog.words import Bilingual, Words

_MOST_HEADS_IN_A_ROW = {True: 10, False: 6}
_TITLE_FITS = {True: 28, False: 19}
_BREAK_AFTER = "度年组区：:，、 "
_IN_BRACKETS = re.compile(r"(.+?)\s*([（(][^（()）]+[）)])")
_NEVER_FIRST = "度第年月日）)，、。：:； "
_LABELS = {
    "attachment": Bilingual("附件", "Attachment"),
    "attachment_note": Bilingual("附件：", "Attachment: "),
    "as_of": AS_OF,
    "none": NONE,
    "page": Bilingual("第", "page "),
    "of_pages": Bilingual("页，共", " of "),
    "pages": Bilingual("页", " pages"),
    "digest": Bilingual("记录校验码：", "Check digits of the records: "),
}
_ROWS_KEPT_TOGETHER = 6
_NAMED_AT_THE_TOP = ("district", "group", "deputy", "quarter", "period")
WIDTHS = {True: 225.0, False: 156.0}
"""The width of the text in mm, on landscape and portrait pages."""


Setting = Callable[[str], Any]
"""Converts a text to the form a format needs."""


def official_texts(report: Report, words: Words, setting: Setting = str) -> dict[str, Any]:
    """Return the variables of a template, as listed in docs/en/papers.md."""
    made: dict[str, Any] = _converted(_official_texts(report, words), setting)
    return made


def _converted(value: Any, setting: Setting) -> Any:
    match value:
        case str():
            return setting(value)
        case list():
            return [_converted(one, setting) for one in value]
        case dict():
            return {key: _converted(one, setting) for key, one in value.items()}
    return value


def _official_texts(report: Report, words: Words) -> dict[str, Any]:
    texts = _Texts(words)
    cover = report.cover
    tables = [table.for_readers for table in report.tables]
    numbers = iter(count(1) if len(tables) > 1 else repeat(0))
    made = {
        **named(report.values, words),
        "title": texts.title(report.title, _TITLE_FITS[report.wide and not cover]),
        "cover_title": texts.title((cover and cover.title) or report.title, _TITLE_FITS[False]),
        "name": texts.say(report.title),
        "paragraphs": list(map(texts.say, cover.paragraphs if cover else report.paragraphs)),
        **texts.signature(cover, sealed=report.sealed),
        "as_of": texts.day(report.unfinished or report.as_of),
        "day_is_shown": not (report.unfinished or report.is_form or (cover and not report.wide)),
        "running": texts.running(report),
        "large": report.large,
        "digest": texts.say(_LABELS["digest"], report.digest) if report.digest else "",
        "header": {name: texts.say(value) for name, value in report.header.items()},
        "heads": texts.heads(report),
        "tables": [
            texts.table(table, report, next(numbers) if words.say(table.title) else 0)
            for table in tables
        ],
        "notes": list(map(texts.say, report.notes)),
        "signs": [texts.say(sign, COLON) for sign in report.signs],
        "blank": "_" * room_to_sign([words.text(sign) for sign in report.signs]),
        "labels": {name: texts.say(text) for name, text in _LABELS.items()},
    }
    made["pitch"] = letter_pitch(made) if report.attached else PITCH
    for form in made["tables"]:
        if form["fills"]:
            left = height_left(made, form)
            form |= {"fills": left >= LEAST_TO_WRITE_IN, "last": max(left, LEAST_TO_WRITE_IN)}
    return made


class _Texts(Struct, frozen=True):
    """The parts of a report as texts."""

    words: Words

    def say(self, *values: object) -> str:
        return "".join(map(self.words.say, values))

    def day(self, day: object) -> str:
        return official_day(day, self.words)

    def heads(self, report: Report) -> list[list[dict[str, Any]]]:
        """Return the counts in rows, the last one padded."""
        many = heads_in_a_row(report)
        found = [{"label": self.say(text), "count": self.say(n)} for _, text, n in report.heads]
        found += [{"label": "", "count": ""}] * (-len(found) % many)
        return [found[first : first + many] for first in range(0, len(found), many)]

    def title(self, title: object, fits: int) -> str:
        return title_lines(self.words.say(title), fits)

    def running(self, report: Report) -> str:
        """Return the line at the head of the pages: whose paper it is, for when and as of when."""
        named = [report.header.get(name) for name in _NAMED_AT_THE_TOP]
        as_of = self.say(AS_OF, self.day(report.unfinished or report.as_of))
        return "　".join([*(self.words.say(name) for name in named if name), as_of])

    def signature(self, cover: Cover | None, *, sealed: bool) -> dict[str, Any]:
        """Return addressee, signer and date, with the distance of the latter two from the right in
        characters.
        """
        if not cover:
            names = ("addressee", "signed_by", "signed_on")
            return {**dict.fromkeys(names, ""), "signed_at": [0, 0]}
        signer, day = self.say(cover.signed_by), self.day(cover.signed_on)
        return {
            "addressee": self.say(cover.to, self.words.text(COLON).rstrip()),
            "signed_by": signer,
            "signed_on": day,
            "signed_at": signature_places(printed(signer) / 2, printed(day) / 2, sealed=sealed),
        }

    def table(self, table: Table, report: Report, number: int) -> dict[str, Any]:
        heads = [self.words.say(column.head) for column in table.columns]
        texts = [[lines(cell, self.words) for cell in row] for row in table.rows]
        wraps = [column.set_as == "text" for column in table.columns]
        made = FORM[report.large]
        if texts and not table.form:
            made = layout(heads, texts, wraps, WIDTHS[report.wide], table.shares)
        ordered = ordinal(number, self.words) if number else ""
        return {
            "name": table.name,
            "heading": self.say(ordered, table.title),
            "columns": heads,
            "set_as": [column.set_as for column in table.columns],
            "shares": list(made.shares),
            "size": made.size,
            "breaks": list(made.breaks),
            "rows": texts,
            "row_height": table.row_height,
            "fills": table.fills,
            "last": 0,
            "together": len(texts) <= _ROWS_KEPT_TOGETHER and not any(made.breaks),
            "is_empty": not texts,
            "is_form": table.form,
            "note": self.say(table.note),
        }


def signature_places(signer: float, day: float, *, sealed: bool) -> list[float]:
    """Return how far signer and date end from the right, in characters, given their widths.

    With a seal, the date ends four characters from the right and the signer is centred above it.
    Without one, the signer ends two characters from the right, and the date begins two characters
    after the signer's first; a date that is longer ends two from the right (GB/T 9704-2012, 7.3.5).
    """
    if sealed:
        return [max(0.0, 4 + (day - signer) / 2), 4.0]
    if day > signer:
        return [4 + day - signer, 2.0]
    return [2.0, signer - day]


def room_to_sign(signs: Sequence[str]) -> int:
    """Return how many underscores are put after each sign, so that all fit on a line."""
    left = 50 - sum(width(sign) + 4 for sign in signs)
    return min(10, max(4, left // max(1, len(signs))))


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
