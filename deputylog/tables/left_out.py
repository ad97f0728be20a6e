"""Rows of a sheet that hold no record: totals, notes, repeated headers, headings of sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

from deputylog.tables.headers import Header, Lines, filled_count, is_heading
from deputylog.text.spelling import closed_up
from deputylog.words import Bilingual
from deputylog.workbooks.parsed import Area

TITLE = Bilingual("标题", "title")
REPEATED = Bilingual("重复的表头", "repeated header")
OTHER_HEADER = Bilingual("另一张表的表头", "header of another table")
NUMBERS = Bilingual("栏号", "numbers of columns")
TOTAL = Bilingual("合计", "total")
NOTE = Bilingual("附注", "note")
SECTION = Bilingual("分组标题", "heading of a section")
UNFILLED = Bilingual("只有序号", "number alone")

_UNIT = "[件人次个個条條份户戶亩起项項批元家场場天]"
_NUMBER = re.compile(
    rf"[共计計]?[-+]?[\d,]+(?:\.\d+)?[%‰]?(?:人次|[万萬千]?{_UNIT})?|[-—–/無无]+|=.*|#[a-z/0]+[!?]?"
)
_SUM = "[小合总總共累][计計]"
_WHAT = "(?:金[额額]|件[数數]|人[数數]|[数數])"
_TOTAL = re.compile(
    rf"\(?(?:本?[页頁日周月季年]|全[年区區市县縣])?{_WHAT}?{_SUM}{_WHAT}?\)?(?:\(.{{1,8}}\))?"
    rf"(?:[:：]?|:?{_NUMBER.pattern})|(?:sub|grand|page)?-?total:?"
)
_TOTAL_OF = re.compile(rf"(.+?){_SUM}:?(?:{_NUMBER.pattern})?")
_SPAN = re.compile(r"(?:\d+年|第?[\d一二三四]+季度?|[上下]半年|[\d一二三四五六七八九十]+月份?)+")
_MAY_BE_TOTAL = re.compile("[计計]|total", re.IGNORECASE)
_NOTE = re.compile(
    r"[(*※]*(?:备注|備註|備註|附?[注註]|[说說]明|填表|制表|製表|[审審]核|[复覆複]核|[负負][责責]人|[单單]位"
    r"|[承经經][办辦]|[联聯][系繫絡]|填[报報]|[资資]料[来來]源|[数數][据據][来來]源|[来來]源|分管|主[管辦办]"
    r"|[签簽]|盖章|蓋章|[机機][关關]首[长長]|notes?|source|remarks?|preparedby|checkedby)"
    r"[^:]{0,8}(?:[:、]|\d*[.、])"
)
_ASIDE = re.compile(
    r"\([^()]+\)|第\d+[页頁](?:[,/、]?共\d+[页頁])?|以下空白|.{0,4}\d+年\d+月\d+日[编編制製填][制製表报報]"
    r"|(?:填表|[制製]表|[审審]核|[复覆複]核|[业業][务務]主管|[单單]位主管|主[办辦][会會][计計]|[承经經][办辦]"
    r"|[机機][关關]首[长長])(?:人[员員]?)?"
)
"""What stands between or below the records: (千元) below a heading, pages, who signs."""
_LABELLED = re.compile("[^:]{1,10}:")
_LONG = 15
_SECTION = re.compile(r"[(]?[一二三四五六七八九十]+[)、.]|第[一二三四五六七八九十]+[部章]")
_SERIAL = re.compile(r"序号|序號|序|项次|項次|no\.?|#")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_FAR = 2000


def why_left_out(
    lines: Lines, header: Header, merged: Sequence[Area], titles: Lines
) -> dict[int, Bilingual]:
    """Return why rows below the header hold no record, by their place from 0."""
    judge = _Judge(lines, header, merged, titles)
    found: dict[int, Bilingual] = {}
    for at in range(header.rows.stop, len(lines)):
        if why := judge.why(at):
            found[at] = why
    return found


class _Judge:
    """Judges row after row; `_closing` after a total or a note, until another record begins.

    `_goes_on` are the rows with a label that is merged with the one above.
    """

    def __init__(self, lines: Lines, header: Header, merged: Sequence[Area], titles: Lines) -> None:
        self._lines = lines
        self._header = header
        self._heads = {_key(lines[row]) for row in header.rows}
        self._titles = {_key(line) for line in titles}
        self._firsts = {key[0] for key in self._heads | self._titles if key}
        self._wide = {(top, left) for top, left, _, right in merged if right > left}
        self._goes_on = {row for top, _, bottom, _ in merged for row in range(top + 1, bottom + 1)}
        backwards = reversed(range(len(lines)))
        self._last = next((at for at in backwards if filled_count(lines[at]) > 1), 0)
        self._closing = False

    def why(self, at: int) -> Bilingual | None:
        filled = [(place, cell) for place, cell in enumerate(self._lines[at]) if cell]
        if not filled:
            self._closing = self._closing or at > self._last
            return None
        why = self._why(at, filled)
        self._closing = why in (TOTAL, NOTE) or (self._closing and why is not None)
        return why

    def _why(self, at: int, filled: Sequence[tuple[int, str]]) -> Bilingual | None:
        cells = [cell for _, cell in filled]
        if closed_up(cells[0]) in self._firsts and (why := self._repeats(at)):
            return why
        if at == self._header.rows.stop and _is_count(cells):
            return NUMBERS
        if _MAY_BE_TOTAL.search("".join(cells)) and self._is_total(at, filled):
            return TOTAL
        if _is_note(filled):
            return NOTE
        if at in self._goes_on:
            return None
        if all(_ASIDE.fullmatch(_form(cell)) for cell in cells):
            return NOTE
        is_alone = len(filled) == 1
        return self._why_alone(at, *filled[0]) if is_alone else None

    def _repeats(self, at: int) -> Bilingual | None:
        key = _key(self._lines[at])
        if key in self._heads:
            return REPEATED
        is_title = key in self._titles or self._stands_above_a_header(at)
        return TITLE if is_title else None

    def _why_alone(self, at: int, place: int, cell: str) -> Bilingual | None:
        """Return why a row with one cell holds no record."""
        is_wide = (at, place) in self._wide
        if self._closing:
            return SECTION if is_wide and at < self._last else NOTE
        names = self._header.written
        if _NUMBER.fullmatch(_form(cell)):
            is_serial = place < len(names) and _SERIAL.fullmatch(_form(names[place]))
            return UNFILLED if is_serial else None
        if self._stands_above_a_header(at):
            return TITLE
        if at > self._last and (is_wide or (place == 0 and len(_form(cell)) > _LONG)):
            return NOTE
        if is_wide or (place == 0 and _SECTION.match(_form(cell))):
            return SECTION
        return None

    def _stands_above_a_header(self, at: int) -> bool:
        """Whether the next row with several cells repeats the header."""
        for line in self._lines[at + 1 : at + 6]:
            if filled_count(line) > 1:
                return _key(line) in self._heads
        return False

    def _is_total(self, at: int, filled: Sequence[tuple[int, str]]) -> bool:
        """Whether a row holds the word for a total and else numbers only, or labels as above it."""
        texts = [(place, cell) for place, cell in filled if not _NUMBER.fullmatch(_form(cell))]
        if _TOTAL.fullmatch(_form("".join(cell for _, cell in texts))):
            return len(filled) > len(texts) or filled[0][0] <= 1
        words = [(place, cell) for place, cell in texts if not self._is_as_above(at, place, cell)]
        if len(words) != 1:
            return False
        place, cell = words[0]
        if _TOTAL.fullmatch(_form(cell)):
            return True
        label = _TOTAL_OF.fullmatch(_form(cell))
        is_first = place == filled[0][0] and len(texts) == 1
        return bool(label) and is_first and self._is_label(at, place, label[1] if label else "")

    def _is_as_above(self, at: int, place: int, cell: str) -> bool:
        above = self._lines[at - 1]
        return place < len(above) and above[place] == cell

    def _is_label(self, at: int, place: int, label: str) -> bool:
        """Whether a text labels rows above, or is a span of time."""
        if _SPAN.fullmatch(label):
            return True
        above = self._lines[max(at - _FAR, 0) : at]
        return any(_form(cell) == label for line in reversed(above) for cell in line[: place + 2])


def _key(line: Sequence[str]) -> tuple[str, ...]:
    return tuple(closed_up(cell) for cell in line if cell)


def _form(text: str) -> str:
    """Return a text in half-width characters, without blanks and in one case."""
    return "".join(normalize("NFKC", text).split()).casefold()


def _is_count(cells: Sequence[str]) -> bool:
    """Whether cells count the columns: 1 2 3, (1) (2), or 甲 乙 1 2."""
    signs = [_form(cell).strip("()") for cell in cells]
    stems = sum(sign in _STEMS for sign in signs if len(sign) == 1)
    rest = signs[stems:]
    return len(signs) > 2 and signs == [*_STEMS[:stems], *map(str, range(1, len(rest) + 1))]


def _is_note(filled: Sequence[tuple[int, str]]) -> bool:
    """Whether a row begins with a note in its first columns, or holds signatures alone."""
    (place, first), others = filled[0], filled[1:]
    if others and all(_LABELLED.match(_form(cell)) for _, cell in filled):
        return True
    if place > 1 or not _NOTE.match(_form(first)):
        return False
    before = first
    for _, cell in others:
        if not _NOTE.match(_form(cell)) and not _form(before).endswith(":"):
            return False
        before = cell
    return True


def begins_other_table(lines: Lines, at: int) -> bool:
    """Whether a row that has a heading of the table is another header: below a blank row, or below
    titles that stand below one.
    """
    cells = _key(lines[at])
    above = at - len(titles_above(lines, at)) - 1
    return len(cells) > 1 and filled_count(lines[above]) == 0 and all(map(is_heading, cells))


def titles_above(lines: Lines, at: int) -> list[int]:
    """Return the rows with one cell that stand directly above a row."""
    above = at
    while filled_count(lines[above - 1]) == 1:
        above -= 1
    return list(range(above, at))
