"""The columns by which a row of a table is recognised when the table is imported again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.private import WITHHELD
from deputylog.kinds.registry import LETTER, SUGGESTION, VISIT
from deputylog.tables.headings import heading_form
from deputylog.tables.recognition import Recognised, SeenColumn
from deputylog.tables.value_words import meaning_of

_DAYS = ("date", "received", "submitted.date")
_TELLING = ("title", "lead", "deputies", "name", *_DAYS, "constituency", "place", "group")
"""The fields that tell records apart, the best first."""

_SERIAL = ("序号", "项次", "no", "number")
_MOST_TOGETHER, _MOST_TRIED = 3, 8


def is_serial(column: SeenColumn) -> bool:
    """Whether a column only counts the rows of its table, by its heading or its numbers."""
    counted = map(str, range(1, len(column.cells) + 1))
    return heading_form(column.name) in _SERIAL or column.cells == tuple(counted)


def _begins_anew(column: SeenColumn) -> bool:
    """Whether the numbers in a column are those of the rows, such as 第1号, and come again in the
    next table.
    """
    bare = tuple(cell.strip("第号號") for cell in column.cells)
    return is_serial(column) or is_serial(SeenColumn(column.name, bare))


def identifying_columns(
    found: Recognised, columns: Sequence[SeenColumn]
) -> tuple[tuple[SeenColumn, ...], int]:
    """Return the fewest columns, at most three, that tell all rows apart, or else most of them; and
    how many rows they do not tell from another one. Rows that are alike in all columns are one.
    """
    rows = len(set(_rows(columns)))
    best: tuple[tuple[SeenColumn, ...], int] = ((), rows + 1)
    for some in _candidates(found, columns):
        seen = set(_rows(some))
        alike = rows - len(seen)
        if alike < best[1] and all(map(any, seen)):
            best = (some, alike)
        if best[1] <= 0:
            break
    return best


def _rows(columns: Sequence[SeenColumn]) -> Iterator[tuple[str, ...]]:
    return zip(*(column.cells for column in columns), strict=True)


def _candidates(
    found: Recognised, columns: Sequence[SeenColumn]
) -> Iterator[tuple[SeenColumn, ...]]:
    """Yield the columns that may tell rows apart, a few and good ones first.

    A number that only counts the rows begins anew in the next table, and needs a day beside it;
    a day without a year comes again, and needs the title.
    """
    named = {path: one for path, one in found.fields.items() if path not in _secret(found)}
    number, days = named.get("ref"), [named[path] for path in _DAYS if path in named]
    if number and not _begins_anew(number):
        yield (number,)
    elif number and days:
        is_dated = all(re.search(r"\d{4}", day) for day in days[0].counts)
        titles = [named["title"]] if "title" in named and not is_dated else []
        yield (number, days[0], *titles)
    best = [named[path] for path in _TELLING if path in named]
    secret = [found.fields[path] for path in _secret(found) if path in found.fields]
    others = sorted((one for one in columns if one.counts and one not in secret), key=is_serial)
    tried = list(dict.fromkeys([*best, *others]))[:_MOST_TRIED]
    is_paired = found.kind in (SUGGESTION, VISIT) or "title" in named
    always = 1 + is_paired  # a title comes again: the deputies, or the day, belong to it
    for size in range(_MOST_TOGETHER + 1 - always):
        for some in combinations(tried[always:], size):
            yield (*tried[:always], *some)


def _secret(found: Recognised) -> tuple[str, ...]:
    """Return the fields that private/ alone may hold, since some rows are accusations."""
    private = tuple(path for path in found.fields if path.startswith("private."))
    kinds = found.fields["kind"].counts if "kind" in found.fields else ()
    is_accusing = any(meaning_of(MatterKind, one) == MatterKind.ACCUSATION for one in kinds)
    return (*private, *WITHHELD) if found.kind is LETTER and is_accusing else private
