"""Import a filled ledger: log all new steps of a row or none, and return the rejected rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import date
from functools import cached_property
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from deputylog.book import Book
from deputylog.enter.event import events_of
from deputylog.enter.log import add_events
from deputylog.finding import DeputylogError
from deputylog.keep.change import Change
from deputylog.keep.lock import locked
from deputylog.keep.objections import Objection, ObjectionError, kind_at
from deputylog.keep.private_files import save_rejected_part
from deputylog.keep.write import write
from deputylog.kinds.event_dates import Dated
from deputylog.ledger.reading import FilledLedger, FilledRow, is_ledger, read_ledger
from deputylog.ledger.rows import everything_by_id, fillable
from deputylog.ledger.steps import FilledStep, RowReading
from deputylog.ledger.writing import ledger_again
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.names.find import Found
from deputylog.names.values import Values
from deputylog.record.editing import place_of
from deputylog.record.fields import Key
from deputylog.record.given import file_given
from deputylog.repository.reading import read_repository
from deputylog.words import Bilingual, Words, phrase
from deputylog.workbooks.reading import day_meant

Progress = Callable[[int, int], None]


class LedgerImport(Struct, dict=True):
    """An import, with its result: steps logged, records changed, steps known, rows rejected.

    `saved` is the day that 今天 means.
    """

    root: Path
    filled: FilledLedger
    book: Book
    saved: date
    change: Change
    events: int = 0
    paths: list[str] = []
    already: int = 0
    advice: list[Objection] = []
    rejected: list[FilledRow] = []

    @property
    def records(self) -> int:
        """How many records were changed; a visit with two matters counts twice."""
        return len(self.paths)

    @property
    def cells(self) -> int:
        """How many filled cells were rejected."""
        return sum(len(row.typed) for row in self.rejected)

    @cached_property
    def _values(self) -> Values:
        return Values(self.root)

    @cached_property
    def _known(self) -> dict[str, Matter | Handling]:
        return everything_by_id(self.book)

    def import_row(self, row: FilledRow) -> None:
        """Log the new steps of a row; if a cell is wrong, log none and reject the row."""
        steps: list[FilledStep] = []
        try:
            reading = self._reading(row)
            steps += reading.new_steps(self.filled.shown.get(row.id, frozenset()))
            wrong = reading.wrong
            if not wrong:
                self.already += len(reading.steps) - len(steps)
                self._log(reading.found, steps)
        except ObjectionError as objected:
            wrong = {_cell(one.key, steps, reading): one.refused for one in objected.objections}
        except DeputylogError as error:
            wrong = {"": error.text}
        if wrong:
            self.rejected.append(replace(row, wrong=wrong))

    def _log(self, found: Found, steps: Sequence[FilledStep]) -> None:
        if not steps:
            return
        events, today = [step.data for step in steps], self.book.as_of
        register = self._values.register
        logged = add_events(self.change, found, events, register, today)
        self.advice += logged.advice
        self.events += len(steps)
        self.paths.append(found.path)

    def _reading(self, row: FilledRow) -> RowReading:
        """Return a row to be read, with the events as they are in the file now."""
        if not row.id:
            raise DeputylogError(
                "本行的编号没有了，请在重新导出的台账上填写",
                "the id of this row is missing; copy the row from a new ledger",
            )
        if row.id not in self._known:
            raise DeputylogError(
                "没有编号为“{id}”的记录，或者记录读不出来（“deputylog check”会说明原因）",
                "there is no readable record '{id}' here; 'deputylog check' shows records that "
                "cannot be read",
                id=row.id,
            )
        one = self._known[row.id]
        at = one.at if isinstance(one, Matter) else ()
        found = Found(one.path, one.id, kind_at(one.path), at)
        return RowReading(
            self.root,
            self._values,
            self.saved,
            row,
            found,
            events_of(self.root, found),
            fillable(one),
            one.settled_on,
        )


def import_ledger(
    root: Path,
    name: str,
    raw: bytes,
    *,
    today: date,
    progress: Progress,
    dry_run: bool,
    commit: bool = False,
) -> LedgerImport:
    """Log every new step of a filled ledger; DeputylogError if it is of another district."""
    filled = read_ledger(name, raw)
    book, _ = read_repository(root, as_of=today)
    theirs, ours = filled.marker.get("district", ""), book.district.name
    if theirs != ours:
        raise DeputylogError(
            "{path}：这份台账是“{theirs}”的，这里的记录是“{ours}”的",
            "{path}: this ledger belongs to {theirs}; the records here belong to {ours}",
            path=name,
            theirs=theirs,
            ours=ours,
        )
    saved = day_meant(raw, book.district.time_zone, filled.marker.get("as_of", ""), today)
    with locked(root) if not dry_run else nullcontext():
        result = LedgerImport(root, filled, book, saved, Change(root))
        for done, row in enumerate(filled.rows, 1):
            result.import_row(row)
            progress(done, len(filled.rows))
        if not dry_run:
            said = phrase("导入台账《{name}》", "ledger imported: {name}", name=Path(name).name)
            message = f"import: {len(result.change.files)} changed"
            write(result.change, said, message, commit=commit)
    return result


def _cell(key: Key, steps: Sequence[FilledStep], reading: RowReading) -> str:
    """Return the cell with the value at `key` of the record, else that with the day of the step.

    Empty if the value is not one of the steps.
    """
    inner = key[len(reading.found.at) :]
    if len(inner) < 2 or inner[0] != "events":
        return ""
    placed: list[Dated | FilledStep] = list(reading.events)
    for step in steps:
        days = [one.on for one in placed]
        placed.insert(place_of(step.data["date"], days), step)
    meant = placed[int(inner[1])]
    if not isinstance(meant, FilledStep):
        return ""
    names = (str(inner[-1]), "date")
    wanted = (cell for name in names for cell in meant.cells if f".{cell}".endswith(f".{name}"))
    return next(wanted, meant.cells[0])


def waiting(root: Path, path: Path, today: date) -> int:
    """Return how many filled rows of a ledger are not imported yet.

    It is 0 if the file is missing or no ledger.
    """
    if not path.is_file() or not is_ledger(str(path), raw := file_given(path)):
        return 0
    result = import_ledger(
        root, str(path), raw, today=today, dry_run=True, progress=lambda _done, _all: None
    )
    return result.records + len(result.rejected)


def write_rejected_rows(
    root: Path, name: str, result: LedgerImport, today: date, words: Words
) -> Path:
    """Write a new ledger to private/out/, with the rejected rows first and their cells kept.

    The user corrects it there and imports it again.
    """
    book, _ = read_repository(root, as_of=today)
    filled = result.filled
    chosen = {key: filled.marker.get(key, "") for key in ("group", "deputy")}
    raw = ledger_again(book, chosen, filled.shown, result.rejected, words)
    return save_rejected_part(root, name, words.text(Bilingual("-待改", "-to-mend")) + ".xlsx", raw)
