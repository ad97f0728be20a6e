"""A check of files in memory: by parts, and of everything as one part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from unittest.mock import patch

from msgspec import msgpack

from deputylog.book import Book
from deputylog.check import runner
from deputylog.check.formats import json_envelope
from deputylog.check.outcome import Outcome
from deputylog.check.parts import outcomes_of
from deputylog.record.files import File
from deputylog.repository.district_in_parts import DistrictInParts
from deputylog.repository.kept_parts import PartsNow
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
    """What a check finds whose parts were kept, in JSON, and what each finding is about."""

    def found_and_kept(parts: PartsNow, today: date) -> list[Outcome]:
        found = outcomes_of(parts, today)
        for one in found:
            one.pack()
        return msgpack.decode(msgpack.encode(found), type=list[Outcome])

    with patch.object(runner, "outcomes_of", found_and_kept):
        return _found(files, as_of)


def found_as_one(files: Mapping[str, str], as_of: date) -> str:
    """The same of a district whose records all belong together, read as they always were."""

    def read(district: DistrictInParts, part: Part) -> tuple[Book, Tree]:
        return read_source(district.source, as_of=as_of)

    with (
        patch.object(_Joined, "first", lambda joined, one: NOWHERE),
        patch.object(DistrictInParts, "read", read),
    ):
        return _found(files, as_of)


def _found(files: Mapping[str, str], as_of: date) -> str:
    rules = [rule for rule in RULES if not rule.local_only]
    found = runner.check_source(InMemory(files), rules, as_of=as_of, today=TODAY)
    about = "\n".join(words("en").say(finding.about) for finding in found.findings)
    return f"{json_envelope(found, words('en'))}\n{about}"
