"""The cells of a report as texts, the same in every format."""

from __future__ import annotations

from datetime import date

from deputylog.calendar import day_in_full
from deputylog.table import Cell
from deputylog.words import Bilingual, Words

COLON = Bilingual("：", ": ")
SEMICOLON = Bilingual("；", "; ")
AS_OF = Bilingual("截至", "as of ")
NONE = Bilingual("无。", "None.")
DIGEST = Bilingual("记录校验码", "Digest of the records")
NOTHING = "—"


def lines(value: Cell, words: Words) -> str:
    """Return a cell as text, with the parts of a list on separate lines."""
    if isinstance(value, (list, tuple)):
        return "\n".join(map(words.say, value))
    return words.say(value)


def parts_of(cell: Cell, words: Words) -> list[str]:
    """Split a cell into parts: names are one part, dated steps are several."""
    if not isinstance(cell, (list, tuple)):
        return [words.say(cell).replace("\n", " ")]
    parts = list(map(words.say, cell))
    are_names = not any(" " in part or "、" in part for part in parts)
    return [words.join(parts)] if are_names else parts


def one_line(cell: Cell, words: Words) -> str:
    return words.text(SEMICOLON).join(parts_of(cell, words))


def official_day(day: object, words: Words) -> str:
    """Return 2026年3月9日, without leading zeros (GB/T 9704-2012), or 9 March 2026."""
    return words.say(day_in_full(day) if type(day) is date else day)
