"""Import a filled ledger: log all new steps of a row or none, and return the rejected rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from deputylog.enter.event import events_of
from deputylog.enter.log import log_all
from deputylog.finding import DeputylogError
from deputylog.keep.objections import Objection, ObjectionError
from deputylog.keep.private_files import save_rejected_part
from deputylog.kinds.event_dates import Dated
from deputylog.kinds.registry import LETTER, SUGGESTION, VISIT
from deputylog.ledger.reading import FilledLedger, FilledRow, is_ledger, read_ledger
from deputylog.ledger.rows import everything_by_id, fillable
from deputylog.ledger.steps import FilledStep, RowReading, RowSubject
from deputylog.ledger.writing import ledger_again
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.names.find import Found
from deputylog.names.values import Values
from deputylog.record.editing import place_of
from deputylog.record.fields import Key
from deputylog.record.unknown_day import UNKNOWN
from deputylog.repository.reading import read_repository
from deputylog.words import Bilingual, Phrase, Words, phrase
from deputylog.workbooks.save_date import day_meant

Progress = Callable[[int, int], None]


@dataclass
class LedgerImport:
    """The result of an import: steps logged, records changed, steps known, rows rejected."""

    filled: FilledLedger
    events: int = 0
    paths: list[str] = field(default_factory=list)
    already: int = 0
    advice: list[Objection] = field(default_factory=list)
    rejected: list[FilledRow] = field(default_factory=list)

    @property
    def records(self) -> int:
        """How many records were changed; a visit with two matters counts twice."""
        return len(self.paths)

    @property
    def cells(self) -> int:
        """How many filled cells were rejected."""
        return sum(len(row.typed) for row in self.rejected)


def import_ledger(
    root: Path, name: str, raw: bytes, *, today: date, dry_run: bool, progress: Progress
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
    values, known, shown = Values(root), everything_by_id(book), filled.shown
    saved = day_meant(raw, book.district.time_zone, filled.marker.get("as_of", ""), today)
    result = LedgerImport(filled)
    for done, row in enumerate(filled.rows, 1):
        steps: list[FilledStep] = []
        wrong: Mapping[str, Phrase] = {}
        try:
            subject = _subject(known, row, root)
            reading = RowReading(root, values, saved, row, subject)
            steps += _new_steps(reading, known[row.id], shown.get(row.id, frozenset()))
            wrong = reading.wrong
            if not wrong:
                result.already += len(reading.steps) - len(steps)
            if steps and not wrong:
                events = [step.data for step in steps]
                register = values.register
                logged = log_all(root, subject.found, events, register, today, dry_run=dry_run)
                result.advice += logged.advice
                result.events += len(steps)
                result.paths.append(subject.found.path)
        except ObjectionError as objected:
            wrong = {_cell(one.key, steps, subject): one.text for one in objected.objections}
        except DeputylogError as error:
            wrong = {"": error.text}
        if wrong:
            result.rejected.append(replace(row, wrong=wrong))
        progress(done, len(filled.rows))
    return result


def _subject(known: Mapping[str, Matter | Handling], row: FilledRow, root: Path) -> RowSubject:
    """Return the subject of a row, with its events as they are in the file now."""
    if not row.id:
        raise DeputylogError(
            "本行的编号没有了，请在重新导出的台账上填写",
            "the id of this row is missing; copy the row from a new ledger",
        )
    if row.id not in known:
        raise DeputylogError(
            "没有编号为“{id}”的记录，或者记录读不出来（“deputylog check”会说明原因）",
            "there is no readable record '{id}' here; 'deputylog check' shows records that "
            "cannot be read",
            id=row.id,
        )
    one = known[row.id]
    if isinstance(one, Handling):
        found = Found(one.path, one.id, SUGGESTION)
    else:
        found = Found(one.path, one.id, VISIT if one.from_visit else LETTER, one.at)
    return RowSubject(found, events_of(root, found), fillable(one))


def _new_steps(
    reading: RowReading, one: Matter | Handling, shown: frozenset[str]
) -> Iterator[FilledStep]:
    """Yield the steps to log, by day; if there are errors, they are in `reading.wrong`."""
    reading.read()
    if reading.wrong:
        return
    new = reading.new_steps(shown)
    settled = one.settled_on
    if new and settled and not reading.wrong and reading.others_since(shown):
        reading.wrong[""] = phrase(
            "本表导出之后，此件已于{day}办结，本行没有登记",
            "settled on {day} in the meantime; nothing in this row was imported",
            day=phrase("日期不详", "date unknown") if settled is UNKNOWN else settled,
        )
    if not reading.wrong:
        yield from reading.with_departments(new)


def _cell(key: Key, steps: Sequence[FilledStep], subject: RowSubject) -> str:
    """Return the cell with the value at `key` of the record, else that with the day of the step.

    Empty if the value is not one of the steps.
    """
    inner = key[len(subject.found.at) :]
    if len(inner) < 2 or inner[0] != "events":
        return ""
    placed: list[Dated | FilledStep] = list(subject.events)
    days = [event.on for event in subject.events]
    for step in steps:
        number = place_of(step.data["date"], days)
        placed.insert(number, step)
        days.insert(number, date.fromisoformat(step.day))
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
    if not path.is_file() or not is_ledger(str(path), raw := path.read_bytes()):
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
