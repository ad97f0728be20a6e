"""A file as it was read: its plain values, and where each of them stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from deputylog.finding import Fault
from deputylog.model.fields import Key


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a value stands: line and column from 1, its characters; `raw` as written; `in_flow` inside `{…}` or `[…]`."""

    line: int
    column: int
    start: int
    end: int
    raw: str = ""
    in_flow: bool = False


@dataclass(frozen=True)
class Document:
    """What reading a file gave: `data` is None when no record can be made of it, and then `faults` say why."""

    path: str
    data: Mapping[str, object] | None
    values: Mapping[Key, Mark] = field(default_factory=dict)
    keys: Mapping[Key, Mark] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    text: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    """First and last character of every scalar in `text`: a `#` outside of them begins a comment."""
