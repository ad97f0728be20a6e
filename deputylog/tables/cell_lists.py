"""Lists in one cell: entries separated by any comma, quoted where necessary."""

from __future__ import annotations

import re

_COMMAS = "、，,;；"
_PART = re.compile(
    rf'\s*(?:"((?:[^"]|"")*)"\s*(?=[{_COMMAS}\n]|$)|([^{_COMMAS}\n]*))(?:[{_COMMAS}\n]|$)'
)


def quoted(part: str) -> str:
    """Return an entry as it is written in a list, quoted if necessary."""
    if part == part.strip() and part and not any(char in part for char in f'{_COMMAS}"\n'):
        return part
    return '"' + part.replace('"', '""') + '"'


def parts(text: str) -> list[str]:
    """Split a cell into entries, separated by any comma, semicolon or line break."""
    found: list[str] = []
    at = 0
    while at < len(text) and (part := _PART.match(text, at)):
        found.append(part[1].replace('""', '"') if part[1] is not None else part[2].strip())
        at = part.end()
    return [part for part in found if part]
