"""The records that the rows of an import are to be, before they are compared with others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from deputylog.finding import DeputylogError
from deputylog.keep.new_record import record_and_text, tidy_values
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.record.fields import Data, Record
from deputylog.record.ids import new_matter_id
from deputylog.record.kind import Kind, Values
from deputylog.record.values import values_of
from deputylog.tables.record_rows import ImportedRecord


class Candidate(Struct, frozen=True, dict=True):
    """A valid record, with its private values and the content of its file."""

    record: Record
    private: Values
    raw: bytes

    @cached_property
    def public(self) -> Values:
        return values_of(self.record)

    @cached_property
    def content(self) -> str:
        """Its public values as one text."""
        return content_of(self.public)

    @property
    def is_accusation(self) -> bool:
        return self.public.get("kind") == MatterKind.ACCUSATION


Candidates = dict[tuple[str, int], Candidate | DeputylogError]
"""The records of one kind that an import brings, or why they are invalid, by sheet and row."""


def candidate_of(kind: Kind, entry: ImportedRecord) -> Candidate | DeputylogError:
    try:
        public, private = entry.data, entry.private
        if kind.separate:
            public, private = kind.separate(public, private)
        numbered, withheld = _with_numbered_matters(tidy_values(public)), tidy_values(private)
        record, text = record_and_text(kind, numbered)
        return Candidate(record, withheld, text.encode("utf-8"))
    except DeputylogError as error:
        return error


def _with_numbered_matters(data: Values) -> Values:
    """Return the record with an id for each matter, made from its content where it has none."""
    matters = data.get("matters")
    if not isinstance(matters, list) or not all(isinstance(one, Mapping) for one in matters):
        return data
    used = {str(matter.get("id")) for matter in matters}
    numbered = []
    for matter in matters:
        wanted = str(matter.get("id") or _matter_id(matter, used))
        used.add(wanted)
        numbered.append({**matter, "id": wanted})
    return {**data, "matters": numbered}


def _matter_id(matter: Data, used: set[str]) -> str:
    random = Random(content_of(matter))
    while (wanted := new_matter_id(random)) in used:
        continue
    return wanted


def content_of(values: object) -> str:
    """Return the values as one text."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)


def without_derived(one: Candidate | DeputylogError) -> Candidate | DeputylogError:
    """Return it without what was worked out from it: that of a large table fits no memory."""
    return replace(one) if isinstance(one, Candidate) else one
