"""How a spot check is entered; its findings are filled in later."""

from __future__ import annotations

from deputylog.enter.entry import Entry, Item, needed, today
from deputylog.kinds.registry import SPOT_CHECK
from deputylog.words import Bilingual

ENTRY = Entry(
    SPOT_CHECK,
    (
        Item("date", "date", proposed=today),
        Item("drawn", "drawn", needed=needed),
        Item(
            "seed",
            "seed",
            needed=needed,
            example=Bilingual(
                "抽取时显示的种子，如 20260708", "the seed that the draw printed, like 20260708"
            ),
        ),
        Item("group", "group"),
        Item("by", "by"),
        Item("note", "note"),
        Item("recorded_by", "recorded_by"),
    ),
    copied=("group", "by"),
)
