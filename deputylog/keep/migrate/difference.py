"""What this version reads differently from version 0.1.0."""

from __future__ import annotations

from dataclasses import dataclass

from deputylog.record.fields import Key
from deputylog.words import Phrase


@dataclass(frozen=True)
class Difference:
    """A sentence on one file or on several records, and the values that keep the old meaning.

    Without `puts`, nothing is written: a person has to look.
    """

    text: Phrase
    path: str = ""
    puts: tuple[tuple[Key, object], ...] = ()
