"""Lists in one cell: entries between commas of any kind, in quotation marks where they would fall apart without."""

from __future__ import annotations

import re

_COMMAS = "、，,;；"
_PART = re.compile(rf'\s*(?:"((?:[^"]|"")*)"\s*(?=[{_COMMAS}\n]|$)|([^{_COMMAS}\n]*))(?:[{_COMMAS}\n]|$)')


def quoted(part: str) -> str:
    """An entry as it stands in a list."""
    if part == part.strip() and part and not any(char in part for char in f'{_COMMAS}"\n'):
        return part
    return '"' + part.replace('"', '""') + '"'


def parts(text: str) -> list[str]:
    """The entries of a list in a cell: between commas of any kind or on lines of their own."""
    found: list[str] = []
    at = 0
    while at < len(text) and (part := _PART.match(text, at)):
        found.append(part[1].replace('""', '"') if part[1] is not None else part[2].strip())
        at = part.end()
    return [part for part in found if part]
