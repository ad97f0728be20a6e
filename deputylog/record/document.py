"""A file as read: its plain values and the position of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

from deputylog.finding import Fault
from deputylog.record.fields import Data, Key

MOST_BYTES = 256 * 1024
"""The size of the largest file that is read."""


class Mark(NamedTuple):
    """The position of a value: line and column from 1, start and end offset.

    The end is that of the last text in it, before comments and blank lines that follow. `raw` is
    the
    value as written; `in_flow` says that it is inside `{…}` or `[…]`.
    """

    line: int
    column: int
    start: int
    end: int
    raw: str = ""
    in_flow: bool = False


class Document(Struct, frozen=True):
    """The result of reading a file; if `data` is None, `faults` say why."""

    path: str
    data: Data | None
    values: Mapping[Key, Mark] = {}
    keys: Mapping[Key, Mark] = {}
    faults: tuple[Fault, ...] = ()
    text: str = ""
    comments: Mapping[int, str] = {}
    """The comments of `text` by their offset."""
