"""What an import did: how many rows became what, and what its user has to know of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from msgspec import Struct

from deputylog.keep.objections import Objection
from deputylog.tables.existing import Decision
from deputylog.tables.record_rows import ImportedRecord, Reason
from deputylog.words import Bilingual, Phrase, phrase


class ImportReport(Struct):
    """Counts of an import, where `rows` = written + changed + already + rejected.

    A row is a record with all the lines it takes.
    """

    rows: int = 0
    written: int = 0
    changed: int = 0
    already: int = 0
    created: list[str] = []
    paths: list[str] = []
    """The files that were written or changed."""
    reported: list[ImportedRecord] = []
    """The rejected records, each with its reasons."""
    advice: list[Objection] = []
    ignored: list[str] = []
    """Headers that match no column, in files without a mapping."""
    maybe: dict[int, tuple[str, ...]] = {}
    """By number of row, the records that may be the same, and cannot be compared here."""
    unused: list[int] = []
    """The rows of records that are there already, without what the row says about the writer."""
    unread: list[str] = []
    """The records of the kind that cannot be read, so that no row was compared with them."""

    @property
    def rejected(self) -> int:
        """How many records were rejected."""
        return len(self.reported)

    def count(self, outcome: Decision) -> None:
        """Count what became of a record."""
        if outcome.problem:
            column = outcome.entry.column_of(outcome.key)
            outcome.entry.reasons.append(Reason(column, outcome.problem))
            self.reported.append(outcome.entry)
            return
        if outcome.maybe:
            self.maybe[outcome.entry.row.number] = outcome.maybe
        self.unused += [outcome.entry.row.number] if outcome.unused else []
        setattr(self, outcome.done, getattr(self, outcome.done) + 1)
        self.paths += [outcome.path] if outcome.path else []

    @property
    def remarks(self) -> Iterator[Phrase]:
        """Yield what could not be compared, and so may be there twice or not at all."""
        if self.maybe:
            text = Bilingual(
                "有{count}行可能重复（第{rows}行）：{ids}的不公开部分本机没有或者无法读取，"
                "无从比对；"
                "请核对",
                "{count} row may be a duplicate ({rows}): the private part of {ids} is not here or "
                "cannot be read, so they could not be compared; please look at them",
                "{count} rows may be duplicates ({rows}): the private parts of {ids} are not here "
                "or cannot be read, so they could not be compared; please look at them",
            )
            ids = list(dict.fromkeys(chain(*self.maybe.values())))
            yield phrase(text, count=len(self.maybe), rows=list(self.maybe), ids=ids)
        if self.unused:
            text = Bilingual(
                "有{count}行的记录已有（第{rows}行），但本机没有该行所写的来信人情况；这部分没有"
                "导入",
                "{count} row is there already ({rows}), but private/ does not hold what it says "
                "about the writer; that was not imported",
                "{count} rows are there already ({rows}), but private/ does not hold what they say "
                "about the writers; that was not imported",
            )
            yield phrase(text, count=len(self.unused), rows=self.unused)
        if self.unread:
            text = Bilingual(
                "有{count}份记录无法读取，没有比对，因而可能重复：{paths}；原因见“deputylog check”",
                "{count} record cannot be read and was not compared, so that a row may be there "
                "twice: {paths}; 'deputylog check' shows why",
                "{count} records cannot be read and were not compared, so that a row may be there "
                "twice: {paths}; 'deputylog check' shows why",
            )
            yield phrase(text, count=len(self.unread), paths=self.unread)
