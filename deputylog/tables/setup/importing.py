"""Enter a setup workbook into a register: a new one whole, another one where it differs."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from deputylog.book import Book
from deputylog.finding import ReasonsError
from deputylog.keep.change import Change
from deputylog.keep.new_record import NotARecordError
from deputylog.keep.objections import Objection, ObjectionError, found_in, kind_at
from deputylog.keep.write import write
from deputylog.record.faults import amiss_of
from deputylog.record.fields import Amiss, Key
from deputylog.record.kind import Kind
from deputylog.record.reading import convert
from deputylog.record.shape import shape_of
from deputylog.repository.reading import read_repository
from deputylog.tables.setup.entered_rows import UNFILLED, EnteredRows
from deputylog.tables.setup.entering import (
    enter_constituency,
    enter_district,
    enter_group,
    enter_leader,
    enter_named,
    enter_term,
)
from deputylog.tables.setup.mailboxes import enter_mailbox
from deputylog.tables.setup.people import enter_deputy, enter_officer, find_seat
from deputylog.tables.setup.present import present_rows
from deputylog.tables.setup.reading import CellFault, SetupRow, SetupWorkbook, in_order
from deputylog.tables.setup.register_values import (
    Data,
    RegisterValues,
    copy_of,
    read_register,
)
from deputylog.tables.setup.sheets import BY_NAME, SETUP_SHEETS
from deputylog.words import Bilingual, Phrase, phrase


class SetupReport(Struct, frozen=True):
    """What became of the rows: counts, the faults of cells, notes, advice and the files written."""

    rows: int
    written: int
    changed: int
    already: int
    faults: tuple[CellFault, ...]
    notes: tuple[Phrase, ...] = ()
    advice: tuple[Objection, ...] = ()
    paths: tuple[str, ...] = ()

    @property
    def rejected(self) -> int:
        return self.rows - self.written - self.changed - self.already


class NewRegister(Struct, frozen=True):
    """The name of a district, the files of its register by path, and what is to be noted."""

    district: str
    files: Mapping[str, str]
    notes: tuple[Phrase, ...]


class SetupRefusedError(ReasonsError):
    """Cells of the workbook are wrong, so that there is no register; the reasons name them all."""

    def __init__(self, faults: Iterable[CellFault]) -> None:
        self.reasons = [fault.said for fault in in_order(faults) if not fault.follows]
        text = Bilingual(
            "有{count}处需要改正，什么都没有写入",
            "{count} cell is to be corrected; nothing was written",
            "{count} cells are to be corrected; nothing was written",
        )
        super().__init__(text, count=len(self.reasons))


def new_register(workbook: SetupWorkbook, today: date) -> NewRegister:
    """Return the register that a workbook makes; SetupRefusedError with every fault in it."""
    judged = _Judged(RegisterValues(), workbook.rows, Book(today, {}))
    if faults := [*judged.faults, *_without_district(workbook)]:
        raise SetupRefusedError(faults)
    files = {path: raw.decode() for path, raw in judged.files.items()}
    name = str(judged.entered.register.district["name"])
    return NewRegister(name, files, (*workbook.notes, *judged.entered.notes))


def _without_district(workbook: SetupWorkbook) -> Iterator[CellFault]:
    """Yield that the row of the district, or one of a term, is missing."""
    for sheet in SETUP_SHEETS[:2]:
        if all(row.sheet is not sheet for row in workbook.rows):
            row = SetupRow(sheet, sheet.title.zh, 2, {}, {})
            yield CellFault(row, "", phrase(UNFILLED))


def import_setup(
    root: Path,
    workbook: SetupWorkbook,
    today: date,
    *,
    dry_run: bool = False,
    commit: bool = False,
) -> SetupReport:
    """Enter what is new or has changed; a row with a fault does not stop the others."""
    change = Change(root)
    register = read_register(change)
    book, _ = read_repository(root, as_of=today)
    judged, faults, said = _without_wrong_rows(register, workbook.rows, book)
    for path, raw in judged.files.items():
        change.put(path, raw)
    what = phrase("按工作簿更新名册", "register updated from a workbook")
    paths = [*judged.files] if dry_run else write(change, what, "import: register", commit=commit)
    missing = _missing(judged.entered.register, workbook, said, today)
    done = list(judged.entered.done.values())
    return SetupReport(
        rows=len(workbook.rows),
        written=done.count("written"),
        changed=done.count("changed"),
        already=done.count("already"),
        faults=tuple(in_order(faults)),
        notes=(*workbook.notes, *judged.entered.notes, *missing),
        advice=tuple(judged.advice),
        paths=tuple(paths),
    )


Enter = Callable[[EnteredRows, SetupRow, Data], None]
_IN_ORDER: tuple[tuple[str, Enter], ...] = (
    ("district", enter_district),
    ("terms", enter_term),
    ("groups", enter_group),
    ("constituencies", enter_constituency),
    ("deputies", find_seat),
    ("deputies", enter_deputy),
    ("groups", enter_leader),
    ("officers", enter_officer),
    ("mailboxes", enter_mailbox),
    ("departments", enter_named),
    ("topics", enter_named),
)
"""How the rows of each sheet are entered; what a row names comes before it."""


class _Judged:
    """The register with the rows, the files that differ, and what is wrong with cells or rules."""

    def __init__(
        self,
        register: RegisterValues,
        rows: Sequence[SetupRow],
        book: Book,
        refused: Sequence[SetupRow] = (),
    ) -> None:
        self.entered = EnteredRows(copy_of(register), rows, book.as_of, refused)
        for sheet, enter in _IN_ORDER:
            for row in rows:
                if row.sheet.name == sheet:
                    enter(self.entered, row, self.entered.values_of(row))
        self.files: dict[str, bytes] = {}
        self.advice: list[Objection] = []
        self.faults = list(self.entered.faults)
        for kind, path, data in self.entered.register.changed():
            amiss = list(_amiss(kind, data))
            self.faults += self._in_cells(kind, path, amiss)
            if not amiss:
                self.files[path] = self.entered.register.text(kind, path, data).encode()
        if not self.faults:
            self._judge(book, register.raw)

    def _in_cells(self, kind: Kind, path: str, amiss: Sequence[Amiss]) -> Iterator[CellFault]:
        """Yield the faults of a file in the cells; NotARecordError for one that no row made.

        What a whole file lacks follows from cells that are wrong.
        """
        for key, text in amiss:
            place = self.entered.cell_of(path, key)
            if place is None:
                raise NotARecordError(kind, [text])
            yield CellFault(*place, text, follows=not key and bool(self.entered.faults))

    def _judge(self, book: Book, before: Mapping[str, bytes]) -> None:
        """Note what the rules have against the files."""
        held = {path: before[path] for path in self.files if path in before}
        for one in found_in(book, self.files, held) if self.files else ():
            place = self.entered.cell_of(one.path, one.key)
            if not one.is_error:
                self.advice.append(one)
            elif place is None:
                raise ObjectionError(kind_at(one.path), [one])
            else:
                self.faults.append(CellFault(*place, one.text))


def _without_wrong_rows(
    register: RegisterValues, every: Sequence[SetupRow], book: Book
) -> tuple[_Judged, list[CellFault], set[tuple[str, Key]]]:
    """Return the register with the rows that have no fault, the faults of the others, and the
    places in files that rows are about.
    """
    faults: list[CellFault] = []
    judged = _Judged(register, every, book)
    said = {*judged.entered.origin}
    while judged.faults:
        faults += judged.faults
        wrong = {one.row.place for one in faults}
        rows = [row for row in every if row.place not in wrong]
        refused = [row for row in every if row.place in wrong]
        judged = _Judged(register, rows, book, refused)
        said |= judged.entered.origin.keys()
    return judged, faults, said


def _amiss(kind: Kind, data: Data) -> Iterator[Amiss]:
    """Yield what is wrong with the values of a file: of each, or else of several together."""
    found = amiss_of(shape_of(kind.type), data)
    yield from found or convert(kind, data).amiss()


def _missing(
    register: RegisterValues, workbook: SetupWorkbook, said: Container[tuple[str, Key]], day: date
) -> Iterator[Phrase]:
    """Yield, for each sheet of the workbook, what the register has and no row is about."""
    sheets = {row.sheet.name for row in workbook.rows}
    rows = [
        row
        for row in present_rows(register, day)
        if row.sheet in sheets and (row.path, row.key) not in said
    ]
    for sheet in SETUP_SHEETS:
        names = [_name(row.values) for row in rows if row.sheet == sheet.name]
        if names:
            yield phrase(
                Bilingual(
                    "“{sheet}”表中没有而名册中有的，没有删除：{names}（共{count}项）",
                    "in the register and not on the sheet {sheet}, nothing was deleted: {names} "
                    "({count} in all)",
                ),
                sheet=BY_NAME[sheet.name].title,
                names=names[:_MOST_NAMED],
                count=len(names),
            )


_MOST_NAMED = 10


def _name(values: Data) -> str:
    return str(values.get("name") or values["id"])
