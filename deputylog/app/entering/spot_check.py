"""How a spot check is entered; what was found is filled in later."""

from __future__ import annotations

from deputylog.app.entering.entry import Entry, Item, needed, today
from deputylog.model.kinds import SPOT_CHECK

ENTRY = Entry(
    SPOT_CHECK,
    (
        Item("date", "date", proposed=today),
        Item("drawn", "drawn", needed=needed),
        Item("seed", "seed", needed=needed),
        Item("group", "group"),
        Item("by", "by"),
        Item("note", "note"),
        Item("recorded_by", "recorded_by"),
    ),
    copied=("group", "by"),
)
