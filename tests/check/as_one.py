"""A check of files in memory: by parts, and of everything as one part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from unittest.mock import patch

from deputylog.book import Book
from deputylog.check import outcome, parts, runner
from deputylog.check.formats import json_envelope
from deputylog.check.outcome import Packed
from deputylog.finding import Finding
from deputylog.record.files import File
from deputylog.repository.district_in_parts import DistrictInParts
from deputylog.repository.parts import NOWHERE, Part, _Joined
from deputylog.repository.reading import read_source
from deputylog.rules import RULES
from deputylog.tree import Tree
from deputylog.words import words

TODAY = date(2027, 1, 31)


@dataclass(frozen=True)
class InMemory:
    """A source of files that are texts by path."""

    texts: Mapping[str, str]

    def files(self) -> list[File]:
        return [File(path) for path in self.texts]

    def file(self, path: str) -> File:
        return File(path)

    def read(self, file: File) -> bytes:
        return self.texts[file.path].encode()


def found_by_parts(files: Mapping[str, str], as_of: date) -> str:
    """What a check finds, in JSON, and what each finding is about."""
    rules = [rule for rule in RULES if not rule.local_only]
    found = runner.check_source(InMemory(files), rules, as_of=as_of, today=TODAY)
    about = "\n".join(words("en").say(finding.about) for finding in found.findings)
    return f"{json_envelope(found, words('en'))}\n{about}"


def found_as_one(files: Mapping[str, str], as_of: date) -> str:
    """The same of a district whose records all belong together, read as they always were.

    The findings are not packed.
    """
    kept: list[Finding] = []

    def pack(finding: Finding) -> Packed:
        kept.append(finding)
        return [finding.code, len(kept) - 1]

    def read(district: DistrictInParts, part: Part) -> tuple[Book, Tree]:
        return read_source(district.source, as_of=as_of)

    with (
        patch.object(_Joined, "first", lambda joined, one: NOWHERE),
        patch.object(DistrictInParts, "read", read),
        patch.object(parts, "packed", pack),
        patch.object(outcome, "_finding", lambda packed: kept[packed[1]]),
    ):
        return found_by_parts(files, as_of)
