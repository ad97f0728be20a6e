"""Names of sheets and files: valid for the programs that read them, and distinct."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

_NOT_IN_SHEETS = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff\[\]:*?/\\]")
_NOT_IN_FILES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_MOST_OF_A_SHEET = 2 * 31
"""Excel counts UTF-16."""

_MOST_OF_A_FILE = 200
"""File systems allow 255 bytes; this leaves room for a quarter, the ending and a temporary name."""


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Return valid names for all sheets of a workbook; one that Excel would not distinguish gets a
    number.
    """
    # Excel keeps "History" for itself, and a name with _ in front is our hidden sheet.
    plain = (_NOT_IN_SHEETS.sub(" ", name).lstrip(" '._").rstrip(" '.") or "-" for name in wanted)
    return list(_distinct(plain, "utf-16-le", _MOST_OF_A_SHEET, {"history"}))


def file_names(wanted: Mapping[str, str]) -> dict[str, str]:
    """Return a valid file name, without ending, for each id; the same names get their ids."""
    plain = {one: _NOT_IN_FILES.sub("_", name).strip(" '.") or "_" for one, name in wanted.items()}
    several = Counter(name.casefold() for name in plain.values())
    unique = (
        name if several[name.casefold()] == 1 else f"{name}-{one}" for one, name in plain.items()
    )
    return dict(zip(plain, _distinct(unique, "utf-8", _MOST_OF_A_FILE, set()), strict=True))


def _distinct(names: Iterable[str], encoding: str, most: int, used: set[str]) -> Iterator[str]:
    """Yield the names, cut to `most` bytes; a name used before, in any case, ends in a number."""
    for name in names:
        end, number = "", 1
        while (
            found := _cut(name, encoding, most - len(end.encode(encoding))) + end
        ).casefold() in used:
            number += 1
            end = f" {number}"
        used.add(found.casefold())
        yield found


def _cut(name: str, encoding: str, most: int) -> str:
    return name.encode(encoding, "replace")[:most].decode(encoding, "ignore").rstrip(" '.")
