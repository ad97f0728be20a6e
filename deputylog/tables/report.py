"""What an import did: how many rows became what, and what its user has to know of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from msgspec import Struct

from deputylog.keep.objections import Objection
from deputylog.tables.existing import Decision
from deputylog.tables.new_names import CreatedName
from deputylog.tables.record_rows import ImportedRecord, Reason
from deputylog.words import Bilingual, Phrase, phrase

_FEW = 10


class ImportReport(Struct):
    """Counts of an import, where `rows` = written + changed + already + rejected.

    A row is a record with all the lines it takes.
    """

    rows: int = 0
    written: int = 0
    changed: int = 0
    already: int = 0
    created: list[CreatedName] = []
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
    added_to: list[int] = []
    """The rejected rows of which only some values contradict their record; the rest was added."""
    renumbered: list[int] = []
    """The rows that have the number of an earlier row and other content."""
    unread: list[str] = []
    """The records of the kind that cannot be read, so that no row was compared with them."""

    @property
    def rejected(self) -> int:
        """How many records were rejected."""
        return len(self.reported)

    def count(self, outcome: Decision) -> None:
        """Count what became of a record."""
        problem = outcome.problem
        if reasons := [(outcome.key, problem)] if problem else outcome.against:
            column = outcome.entry.column_of
            outcome.entry.reasons += [Reason(column(key), text) for key, text in reasons]
            self.reported.append(outcome.entry)
            self._count_added(outcome)
            return
        if outcome.maybe:
            self.maybe[outcome.entry.row.number] = outcome.maybe
        self.unused += [outcome.entry.row.number] if outcome.unused else []
        setattr(self, outcome.done, getattr(self, outcome.done) + 1)
        self.paths += [outcome.path] if outcome.path else []

    def _count_added(self, outcome: Decision) -> None:
        """Note a rejected row whose other values were added to its record."""
        if outcome.path and not outcome.problem:
            self.added_to.append(outcome.entry.row.number)
            self.paths.append(outcome.path)

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
        if self.renumbered:
            text = Bilingual(
                "有{count}行与前面的行编号相同而内容不同，作为另一件，编号后加“/2”等（第{rows}行等）",
                "{count} row has the number of an earlier row and other content; it was taken as "
                "another record, with '/2' behind its number ({rows})",
                "{count} rows have the number of an earlier row and other content; they were taken "
                "as other records, with '/2' and so on behind their numbers ({rows} …)",
            )
            rows = self.renumbered[:_FEW]
            yield phrase(text, count=len(self.renumbered), rows=rows)
        if self.added_to:
            text = Bilingual(
                "退回的行中有{count}行（第{rows}行）与已有记录只有部分不一致；其余新内容已写入记录",
                "{count} of the reported rows ({rows}) contradicts its record only in part; what "
                "else it has was added to the record",
                "{count} of the reported rows ({rows}) contradict their records only in part; what "
                "else they have was added to the records",
            )
            yield phrase(text, count=len(self.added_to), rows=self.added_to)
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
