"""The values of a letter, from what people call things."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from deputylog.app.names import Register
from deputylog.app.terms import term_of
from deputylog.model.letter import Channel
from deputylog.model.matter import MatterKind, Writer

_CLOSED = {"kind": MatterKind, "channel": Channel, "writer": Writer}
_NAMED = {"mailbox": "mailbox", "constituency": "constituency", "deputy": "deputy", "topic": "topic", "recorded_by": "person"}


def letter_data(root: Path, received: date, closed: Mapping[str, str], names: Mapping[str, str]) -> dict[str, object]:
    """A letter as plain values; `closed` are values of closed sets, `names` whatever people call what they name."""
    register = Register(root)
    data: dict[str, object] = {"received": received.isoformat()}
    data |= {key: term_of(key, value, _CLOSED[key]) for key, value in closed.items() if value}
    data |= {key: register.resolve(_NAMED[key], value) for key, value in names.items() if value}
    if "mailbox" in data:
        data.setdefault("channel", "mailbox")
    return data
