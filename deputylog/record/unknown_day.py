"""A day that nobody recorded: part of the type, never a far date."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Final, TypeAlias


class Unknown(Enum):
    """The only value for "it was done, but the day is not recorded"."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Unknown.UNKNOWN
Day: TypeAlias = date | Unknown
"""The day on which something was done; UNKNOWN if it was done and the day is not recorded."""


def known(day: Day | None) -> date | None:
    """The date, or None if the day is unknown or nothing was done."""
    return None if day is UNKNOWN else day
