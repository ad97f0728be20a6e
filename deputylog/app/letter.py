"""The values of a letter, from what people call things."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from deputylog.app.values import Values
from deputylog.model.kinds import LETTER


def letter_data(root: Path, typed: Mapping[str, str]) -> dict[str, object]:
    """A letter as plain values; one that lay in a mailbox came by it."""
    data = Values(root).record(LETTER, typed)
    if "mailbox" in data:
        data.setdefault("channel", "mailbox")
    return data
