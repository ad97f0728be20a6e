"""Where papers go: the bytes of a format, and the names of files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from deputylog import formats
from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.facts.frames import members
from deputylog.finding import DeputylogError
from deputylog.formats import Paper
from deputylog.kinds.private import Private
from deputylog.kinds.registry import LETTER
from deputylog.life.matter import Matter
from deputylog.names.find import Found, find_matter, find_with_a_life, read_found
from deputylog.names.register import Register
from deputylog.papers.case import case
from deputylog.papers.dossier import dossiers
from deputylog.papers.slip import BY_KIND
from deputylog.repository.private import private_record
from deputylog.repository.reading import read_repository
from deputylog.repository.sealing import SealedError
from deputylog.table import Report
from deputylog.text.file_names import file_names
from deputylog.words import Words


def paper(root: Path, report: Report, format: str, words: Words, *, room: int = 0) -> Paper:
    """Return a report in a format.

    `room` is the width of the terminal for Markdown; 0 is for a file.
    """
    return formats.paper(report, format, words, root / "templates", room)


class NamedReport(Struct, frozen=True):
    """A report and its file name in a folder; a `private` one names the writer and belongs in
    private/out/.
    """

    report: Report
    name: str = ""
    private: bool = False


class Archive(Struct, frozen=True):
    """The papers that can be made from a repository as it was known on a day."""

    root: Path
    book: Book

    @classmethod
    def of(cls, root: Path, *, as_of: date) -> Archive:
        return cls(root, read_repository(root, as_of=as_of)[0])

    def dossiers(
        self, deputies: Sequence[str], period: Period, *, public: bool = False
    ) -> Iterator[NamedReport]:
        """Yield the archive of each deputy; ids distinguish deputies with the same name."""
        names = file_names({deputy: self.book.name("deputy", deputy) for deputy in deputies})
        reports = dossiers(self.book, list(names), period, public=public)
        for name, report in zip(names.values(), reports, strict=True):
            yield NamedReport(report, name)

    def members(self, group: str, period: Period) -> list[str]:
        """Return deputies with a seat in the group (empty: in any) on a day of the period."""
        return members(self.book, group, period)

    def slip(self, wanted: str, kind: str) -> NamedReport:
        """Return the slip of a kind for a matter.

        A reply names the writer if private/ holds the name, and is private then. DeputylogError if
        the matter cannot be read or was not yet known.
        """
        found = find_matter(self.root, wanted)
        matter = self.book.matter_by_id.get(found.id)
        if matter is None:
            raise self._not_known(found)
        private = self._private(matter, needed=kind == "reply")
        report = BY_KIND[kind](self.book, matter, private)
        if kind != "reply":
            return NamedReport(report)
        return NamedReport(report, f"{matter.id}-{kind}", private=private is not None)

    def _private(self, matter: Matter, *, needed: bool) -> Private | None:
        """Return who wrote; None if that is not here, or not `needed` and the key is missing."""
        try:
            held = private_record(self.root, LETTER, matter.record_id)
        except SealedError:
            if needed:
                raise
            return None
        return held if isinstance(held, Private) else None

    def case(self, wanted: str) -> NamedReport:
        """Return a solved matter or suggestion as a case.

        DeputylogError if it cannot be read, was not yet known or is not solved.
        """
        found = find_with_a_life(self.root, wanted)
        if found.id not in self.book.duties:
            raise self._not_known(found)
        return NamedReport(case(self.book, found.id))

    def _not_known(self, found: Found) -> DeputylogError:
        """Return the error for a record of a later day; one that cannot be read is raised."""
        read_found(self.root, found)
        return DeputylogError(
            "{day} 时尚无 {id}", "{id} was not known on {day}", id=found.id, day=self.book.as_of
        )


def term_period(root: Path, wanted: str, until: date) -> Period:
    """Return the days of a term of the congress, up to `until` if it has no last day."""
    register = Register(root)
    found = register.resolve("term", wanted)
    term = next(item for item in register.district.terms if item.id == found)
    return Period(term.start, term.end or until)
