"""What a kind of record is: its folder, id letter and type."""

from __future__ import annotations

from dataclasses import dataclass

from deputylog.record.fields import Record
from deputylog.words import Bilingual

RECORDS = "records"
PRIVATE = "private"


@dataclass(frozen=True)
class Kind:
    """A kind of record; `letter` begins the ids of dated records and is "" for the register."""

    name: str
    folder: str
    type: type[Record]
    wording: Bilingual
    letter: str = ""
    date_key: str = ""

    @property
    def is_dated(self) -> bool:
        return bool(self.letter)

    def path(self, record_id: str) -> str:
        """The path of the record with that id; the year is taken from the id."""
        year = f"{record_id[1:5]}/" if self.is_dated else ""
        return f"{RECORDS}/{self.folder}/{year}{record_id}.yaml"
