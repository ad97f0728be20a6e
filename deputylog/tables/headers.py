"""Headers of a sheet: one row, or several that are joined, such as 办理情况 above 办结日期."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from msgspec import Struct

from deputylog.tables.table import UNDER, short
from deputylog.text.spelling import closed_up, plain
from deputylog.workbooks.parsed import Area, column_letters

Lines = Sequence[Sequence[str]]

_DEEPEST = 3
_LONGEST = 40
_SEEN_BELOW = 12
_MOST = 0.75
_BRACKETS = re.compile(r"[(（].*?[)）]|[(（].*")
_SPAN = re.compile(r"[\d０-９]{4}年度?|[\d０-９]{1,2}月份?")
_VALUE = re.compile(r"[\d０-９.,，%％:：/年月日時时分\s()（）#—–-]+")


class Known(Struct, frozen=True):
    """Which headings are looked for: `count` tells how many of some names are among them.

    A header has `enough` of them. `name` is how a cell becomes a name.
    """

    count: Callable[[Sequence[str]], int]
    enough: int = 2
    name: Callable[[str], str] = closed_up


def known_names(wanted: set[str]) -> Known:
    """Return how to look for a header with all these names, in any spelling."""
    forms = set(map(plain, wanted))

    def count(names: Sequence[str]) -> int:
        return len(forms & {form for name in names for form in (plain(name), short(name))})

    return Known(count, len(forms))


class Header(Struct, frozen=True):
    """The rows of a header, and a name for each column; empty cells have none in `written`."""

    rows: range
    written: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The name of each column: a letter where it has none, and a number when it is repeated."""
        seen: Counter[str] = Counter()
        names = []
        for column, written in enumerate(self.written):
            name = written or f"{column_letters(column)}栏"
            seen[name] += 1
            names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
        return tuple(names)


def header_at(
    lines: Lines, top: int, merged: Sequence[Area] = (), name: Callable[[str], str] = closed_up
) -> Header:
    """Return the header that begins in a row, with the rows below that are joined to it."""
    names = [name(cell) if cell else "" for cell in lines[top]]
    row = top + 1
    while row < min(top + _DEEPEST, len(lines)):
        joined = _joined(names, [name(cell) for cell in lines[row]], _ends(merged, row - 1))
        if not joined:
            break
        names, row = joined, row + 1
    return Header(range(top, row), tuple(names))


def _ends(merged: Sequence[Area], row: int) -> dict[int, int]:
    """Return where the merged cells that lie in a row begin and end."""
    return {left: right for top, left, bottom, right in merged if top <= row <= bottom}


def _joined(upper: Sequence[str], lower: Sequence[str], ends: dict[int, int]) -> list[str]:
    """Return the names of columns whose groups stand in the row above; empty if none do."""
    width = max(len(upper), len(lower))
    above, below = ([*row, *[""] * (width - len(row))] for row in (upper, lower))
    filled = [column for column in range(width) if above[column]]
    if not all(map(is_heading, filter(None, [*above, *below]))) or not filled:
        return []
    names, groups = list(below), 0
    for column, after in zip(filled, [*filled[1:], width], strict=True):
        last = ends.get(column, column) if ends else after - 1
        children = [place for place in range(column, last + 1) if below[place]]
        if not below[column]:
            names[column] = above[column]
        elif len(children) > 1:
            groups += 1
            for place in children:
                names[place] = f"{above[column]}{UNDER}{below[place]}"
        elif above[column] != below[column]:
            return []
    is_group_row = all(below[column] for column in filled)
    needs = 2 if is_group_row and (filled[0] == 0 or not ends) else 1
    return names if groups >= needs else []


def is_heading(text: str) -> bool:
    """Whether a text can be a heading: short, no number or day, and no `unit: 1000`.

    A year or a month can be one.
    """
    inner = _BRACKETS.sub("", text)
    if not inner or len(text) > _LONGEST or re.search("[:：]", inner):
        return False
    return not _VALUE.fullmatch(inner) or bool(_SPAN.fullmatch(inner))


def has_shape(lines: Lines, header: Header, *, least: int = 2) -> bool:
    """Whether these rows look like a header: distinct headings above rows that are as wide."""
    names = [name for name in header.written if name]
    likely = sum(map(is_heading, names))
    if len(set(names)) < max(least, _MOST * len(names)) or likely < max(2, _MOST * len(names)):
        return False
    below = lines[header.rows.stop : header.rows.stop + _SEEN_BELOW]
    widths = sorted(filter(None, map(filled_count, below)))
    return not widths or len(names) >= 0.6 * widths[len(widths) // 2]


def filled_count(line: Sequence[str]) -> int:
    """Return how many cells of a line are filled; those that show nothing are empty already."""
    return len(line) - line.count("")
