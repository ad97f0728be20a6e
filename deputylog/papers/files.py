"""Reports with file names: archives, circulars, handovers, evaluations and slips."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.facts.deputies import members
from deputylog.finding import DeputylogError
from deputylog.kinds.private import Private
from deputylog.kinds.registry import LETTER
from deputylog.life.matter import Matter
from deputylog.names.find import find_matter
from deputylog.names.register import Register
from deputylog.papers.circular import circular
from deputylog.papers.dossier import dossiers
from deputylog.papers.evaluation import evaluation
from deputylog.papers.handover import handover
from deputylog.papers.slip import SLIPS, slip
from deputylog.repository.folder import private_record
from deputylog.repository.reading import read_repository
from deputylog.table import Cell, Report
from deputylog.text.file_names import file_names
from deputylog.words import Bilingual


@dataclass(frozen=True)
class Made:
    """A report and its file name in a folder; a `private` one names the writer and belongs in
    private/out/.
    """

    report: Report
    name: str = ""
    private: bool = False


@dataclass(frozen=True)
class Maker:
    """Creates reports from one Book."""

    root: Path
    book: Book

    @classmethod
    def of(cls, root: Path, *, as_of: date, today: date) -> Maker:
        return cls(root, read_repository(root, as_of=as_of, today=today)[0])

    def dossiers(self, deputies: Sequence[str], period: Period) -> Iterator[Made]:
        """Yield the archive of each deputy; ids distinguish deputies with the same name."""
        names = file_names({deputy: self.book.name("deputy", deputy) for deputy in deputies})
        for name, report in zip(
            names.values(), dossiers(self.book, list(names), period), strict=True
        ):
            yield Made(report, name)

    def members(self, group: str, period: Period) -> list[str]:
        """Return deputies with a seat in the group (empty: in any) on a day of the period."""
        return members(self.book, group, period)

    def circular(self, group: str, period: Period) -> Made:
        return Made(circular(self.book, group, period))

    def evaluation(self, group: str, period: Period) -> Made:
        return Made(evaluation(self.book, group, period))

    def handover(self, person: str) -> Made:
        return Made(handover(self.book, person))

    def slip(self, wanted: str, kind: str) -> Made:
        """Return the slip for a matter.

        A reply names the writer if private/ holds the name, and is private then.
        """
        found = find_matter(self.root, wanted)
        matter = self.book.matter_by_id.get(found.id)
        if matter is None:
            raise DeputylogError(
                "{day} 时尚无 {id}", "{id} was not known on {day}", id=found.id, day=self.book.as_of
            )
        if matter.is_accusation and kind != "forward":
            raise DeputylogError(
                "检举控告只移送有权受理的机关，不另出其他单据",
                "of an accusation, only its forwarding to an entitled organ is recorded",
            )
        if kind != "reply":
            return Made(slip(self.book, matter, SLIPS[kind]))
        first = tuple(_writer(self.root, matter))
        return Made(
            slip(self.book, matter, SLIPS[kind], first), f"{matter.id}-{kind}", private=bool(first)
        )


def _writer(root: Path, matter: Matter) -> Iterator[tuple[Cell, Cell]]:
    """Yield the writer's name and address if private/ on this machine holds them."""
    private = private_record(root, LETTER, matter.record_id)
    if isinstance(private, Private):
        yield Bilingual("来信人", "writer"), private.name
        yield Bilingual("住址", "address"), private.address


def term_period(root: Path, wanted: str, until: date) -> Period:
    """Return the days of a term of the congress, up to `until` if it has no last day."""
    register = Register(root)
    term = next(
        item for item in register.district.terms if item.id == register.resolve("term", wanted)
    )
    return Period(term.start, term.end or until)
