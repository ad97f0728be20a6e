"""Where a text holds one of several names, however it is spelled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import pairwise

from deputylog.text.spelling import plain

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2}))")


def lines_naming(text: str, names: Collection[str]) -> list[int]:
    """The lines of `text`, counted from 1, that hold one of the names, which are in plain form and
    of two characters or more; the first line if a name is spread over several.
    """
    text = _ESCAPE.sub(_character, text) if "\\" in text else text
    wanted = _named(text, names)
    lines = enumerate(text.split("\n"), 1) if wanted else ()
    return [number for number, line in lines if _named(line, wanted)] or [1] * bool(wanted)


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2] or escape[3], 16)
    return chr(code) if code < 0x110000 else ""


def _named(text: str, names: Collection[str]) -> list[str]:
    """The names in a text; one in Latin letters only as words of its own, not in an id."""
    compared = plain(text)
    starts = set(map("".join, pairwise(compared)))
    found = [name for name in names if name[:2] in starts and name in compared]
    return [name for name in found if not name.isascii() or _is_a_word(name, text)]


def _is_a_word(name: str, text: str) -> bool:
    words = rf"(?<![a-z0-9_-]){' *'.join(map(re.escape, name))}(?![a-z0-9_-])"
    return bool(re.search(words, unicodedata.normalize("NFKC", text).casefold()))
