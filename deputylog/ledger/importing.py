"""Import a filled ledger: log all new steps of a row or none, and return the rejected rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from deputylog.book import Book
from deputylog.enter.answering_department import events_of, with_department
from deputylog.enter.log import log_all
from deputylog.finding import DeputylogError
from deputylog.keep.objections import Objection, ObjectionError
from deputylog.keep.private_files import save_rejected_part
from deputylog.kinds.event_dates import Dated
from deputylog.kinds.registry import LETTER, SUGGESTION, VISIT
from deputylog.ledger.cell_steps import Reading, Step, Subject, Teller, read_steps
from deputylog.ledger.conflicts import clash, foreign, is_there
from deputylog.ledger.layout import Refused
from deputylog.ledger.lines import fillable
from deputylog.ledger.reading import FilledLedger, FilledRow, is_ledger, read_ledger
from deputylog.ledger.writing import Chosen, ledger_again
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
class Taken:
    """The result of an import: steps logged, records changed, steps known, rows rejected."""

    filled: FilledLedger
    events: int = 0
    paths: list[str] = field(default_factory=list)
    already: int = 0
    advice: list[Objection] = field(default_factory=list)
    refused: list[tuple[FilledRow, Refused]] = field(default_factory=list)

    @property
    def records(self) -> int:
        """How many records were changed; a visit with two matters counts twice."""
        return len(self.paths)

    @property
    def cells(self) -> int:
        """How many filled cells were rejected."""
        return sum(len(row.typed) for row, _ in self.refused)


def take_ledger(
    root: Path, name: str, raw: bytes, *, today: date, dry_run: bool, progress: Progress
) -> Taken:
    """Log every new step of a filled ledger; DeputylogError if it is of another district."""
    filled = read_ledger(name, raw)
    book, _ = read_repository(root, as_of=today, today=today)
    if filled.stamp.district != book.district.name:
        text = Bilingual(
            "{path}：这份台账是“{theirs}”的，这里的记录是“{ours}”的",
            "{path}: this ledger belongs to {theirs}; the records here belong to {ours}",
        )
        raise DeputylogError(text, path=name, theirs=filled.stamp.district, ours=book.district.name)
    teller = Teller(
        root,
        Values(root),
        today,
        day_meant(raw, book.district.time_zone, filled.stamp.as_of, today),
    )
    taken = Taken(filled)
    for done, row in enumerate(filled.rows, 1):
        _take_row(book, row, filled.seen.get(row.id, frozenset()), teller, taken, dry_run=dry_run)
        progress(done, len(filled.rows))
    return taken


def _take_row(
    book: Book,
    row: FilledRow,
    known: frozenset[str],
    teller: Teller,
    taken: Taken,
    *,
    dry_run: bool,
) -> None:
    try:
        subject = _subject(book, row, teller.root)
        reading = read_steps(row, subject, teller)
        new = [] if reading.wrong else _new_steps(book, row, subject, reading, known)
        if not reading.wrong:
            _settle_departments(row.id, new, subject, reading, teller)
        if reading.wrong:
            taken.refused.append((row, Refused(row.id, row.typed, reading.wrong)))
            return
        taken.already += len(reading.steps) - len(new)
        if new:
            steps = sorted(
                (reading.steps[number] for number in new), key=lambda step: str(step.data["date"])
            )
            events = [step.data for step in steps]
            logged = log_all(
                teller.root,
                subject.found,
                events,
                teller.values.register,
                teller.today,
                dry_run=dry_run,
            )
            taken.advice += logged.advice
            taken.events += len(new)
            taken.paths.append(subject.found.path)
    except ObjectionError as objected:
        wrong = {
            _cell(objection.key, steps, subject): objection.text
            for objection in objected.objections
        }
        taken.refused.append((row, Refused(row.id, row.typed, wrong)))
    except DeputylogError as error:
        taken.refused.append((row, Refused(row.id, row.typed, {"": error.text})))


def _cell(key: Key, steps: Sequence[Step], subject: Subject) -> str:
    """Return the cell with the value at `key` of the record, else that with the day of the step.

    Empty if the value is not one of the steps.
    """
    inner = key[len(subject.found.at) :]
    if len(inner) < 2 or inner[0] != "events":
        return ""
    placed: list[Dated | Step] = list(subject.events)
    days = [event.on for event in subject.events]
    for step in steps:
        number = place_of(step.data["date"], days)
        placed.insert(number, step)
        days.insert(number, date.fromisoformat(str(step.data["date"])))
    meant = placed[int(inner[1])]
    if not isinstance(meant, Step):
        return ""
    keys = meant.keys
    wanted = [
        cell
        for name in (str(inner[-1]), "date")
        for cell in keys
        if f".{cell}".endswith(f".{name}")
    ]
    return next(iter(wanted), keys[0])


def _new_steps(
    book: Book, row: FilledRow, subject: Subject, reading: Reading, known: frozenset[str]
) -> list[int]:
    """Return the numbers of the steps that are not recorded; conflicts go to `reading.wrong`."""
    new = [
        number for number, step in enumerate(reading.steps) if not is_there(step, subject.events)
    ]
    for number in new:
        if reason := clash(reading.steps[number], subject.events, known):
            reading.wrong |= dict.fromkeys(reading.steps[number].keys, reason)
    others = foreign(subject.events, known, reading.steps)
    if new and others and not reading.wrong and (ended := _ended(book, row.id)):
        reading.wrong[""] = ended
    return new


def _settle_departments(
    record_id: str, new: list[int], subject: Subject, reading: Reading, teller: Teller
) -> None:
    """Add the department to each new step; errors go to `reading.wrong`."""
    events = list(subject.events)
    for number in sorted(new, key=lambda number: str(reading.steps[number].data["date"])):
        step = reading.steps[number]
        try:
            data = with_department(step.data, step.kind, events, record_id, teller.values.register)
        except DeputylogError as error:
            reading.wrong[step.keys[0]] = error.text
            return
        reading.steps[number] = replace(step, data=data)
        events += reading.steps[number].events()


def _ended(book: Book, record_id: str) -> Phrase | None:
    """Return a message if the matter or suggestion is settled, else None."""
    one = _one(book, record_id)
    if one is None or one.settled_on is None:
        return None
    day: object = (
        phrase("日期不详", "date unknown") if one.settled_on is UNKNOWN else one.settled_on
    )
    return phrase(
        "本表导出之后，此件已于{day}办结，本行没有登记",
        "settled on {day} in the meantime; nothing in this row was imported",
        day=day,
    )


def _one(book: Book, record_id: str) -> Matter | Handling | None:
    if record_id.startswith(SUGGESTION.letter):
        return next((handling for handling in book.handlings if handling.id == record_id), None)
    return book.matter_by_id.get(record_id)


def _subject(book: Book, row: FilledRow, root: Path) -> Subject:
    """Return the subject of a row, with its events as they are in the file now."""
    if not row.id:
        raise DeputylogError(
            "本行的编号没有了，请在重新导出的台账上填写",
            "the id of this row is missing; copy the row from a new ledger",
        )
    one = _one(book, row.id)
    if one is None:
        raise DeputylogError(
            "没有编号为“{id}”的记录，或者记录读不出来（“deputylog check”会说明原因）",
            "there is no readable record '{id}' here; 'deputylog check' shows records that "
            "cannot be read",
            id=row.id,
        )
    if isinstance(one, Handling):
        found = Found(one.path, one.id, SUGGESTION)
        return Subject(found, None, events_of(root, found), fillable(one))
    found = Found(one.path, one.id, VISIT if one.from_visit else LETTER, one.at)
    return Subject(found, one.received, events_of(root, found), fillable(one))


def waiting(root: Path, path: Path, today: date) -> int:
    """Return how many filled rows of a ledger are not imported yet.

    It is 0 if the file is missing or no ledger.
    """
    if not path.is_file() or not is_ledger(str(path), raw := path.read_bytes()):
        return 0
    taken = take_ledger(
        root, str(path), raw, today=today, dry_run=True, progress=lambda _done, _all: None
    )
    return taken.records + len(taken.refused)


def write_refused(root: Path, name: str, taken: Taken, today: date, words: Words) -> Path:
    """Write a new ledger to private/out/, with the rejected rows first and their cells kept.

    The user corrects it there and imports it again.
    """
    book, _ = read_repository(root, as_of=today, today=today)
    stamp = taken.filled.stamp
    refused = [one for _, one in taken.refused]
    raw = ledger_again(book, Chosen(stamp.group, stamp.deputy), taken.filled.seen, refused, words)
    return save_rejected_part(root, name, words.text(Bilingual("-待改", "-to-mend")) + ".xlsx", raw)
