"""The rows of a ledger: what is open, what is recorded of it, and what may be filled in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from deputylog.book import Book
from deputylog.facts.cells import NEXT, day_of_step, source_of
from deputylog.kinds.event_dates import Dated, label_of, name_of
from deputylog.ledger.columns import SUGGESTIONS, LedgerSheet, sheet_of
from deputylog.ledger.reading import FilledRow
from deputylog.life.duties import Duty
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.record.shape import Field, Scalar, shape_of
from deputylog.table import Cell
from deputylog.text import counts
from deputylog.text.identity import masked
from deputylog.words import Bilingual, Phrase, phrase


class LedgerRow(Struct, frozen=True):
    """A row to write: recorded values, and the steps owed, next one first.

    `only` are the steps that may be filled in; None means all. `digests` tell the import what
    steps the row showed. A rejected row has what was `typed`, and what is `wrong` with it.
    """

    id: str
    values: Mapping[str, Cell]
    owed: tuple[str, ...] = ()
    only: frozenset[str] | None = None
    digests: tuple[str, ...] = ()
    typed: Mapping[str, str] = {}
    wrong: Mapping[str, Phrase] = {}


def open_rows(book: Book, sheet: LedgerSheet, group: str, deputy: str) -> list[LedgerRow]:
    """Return what is open of a group and a deputy (empty: of all), most urgent first."""

    def urgency(one: Matter | Handling) -> tuple[date, str]:
        return next((duty.due for duty in _duties(book, one)), date.max), one.id

    several = book.handlings if sheet is SUGGESTIONS else book.matters
    found = [
        one
        for one in several
        if one.is_open and group in ("", one.group) and deputy in ("", *_deputies(one))
    ]
    return [_row(book, one) for one in sorted(found, key=urgency)]


def rows_again(
    book: Book, shown: Mapping[str, Iterable[str]], rejected: Iterable[FilledRow]
) -> Iterator[LedgerRow]:
    """Yield rejected rows with their cells, then those of `shown` that are still open.

    A rejected row keeps the digests in `shown`, of the steps it had when it was first written, so
    that it is rejected again until it is corrected.
    """
    known = everything_by_id(book)
    back = {one.id for one in rejected}
    for one in rejected:
        row = _row(book, known[one.id]) if one.id in known else LedgerRow(one.id, {"id": one.id})
        before = tuple(sorted(shown.get(one.id, ())))
        yield replace(row, typed=one.typed, wrong=one.wrong, digests=before)
    for wanted in shown:
        if wanted not in back and wanted in known and known[wanted].is_open:
            yield _row(book, known[wanted])


def everything_by_id(book: Book) -> dict[str, Matter | Handling]:
    return {**book.matter_by_id, **{one.id: one for one in book.handlings}}


def fillable(one: Matter | Handling) -> frozenset[str] | None:
    """Return the steps a ledger may record; None means all.

    An accusation may only be forwarded to an entitled organ (信访工作条例 30).
    """
    if isinstance(one, Matter):
        return frozenset({"forwarded"}) if one.is_accusation else None
    return frozenset({"submitted"}) if one.is_motion else None


def digest(event: Dated) -> str:
    """Return a digest of a step, so that an import can detect steps logged meanwhile."""
    wording = json.dumps(to_builtins(event), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(wording.encode()).hexdigest()[:8]


def _deputies(one: Matter | Handling) -> tuple[str, ...]:
    return (one.record.lead,) if isinstance(one, Handling) else one.deputies


def _duties(book: Book, one: Matter | Handling) -> list[Duty]:
    """Return the running duties, in the order in which they are due."""
    running = (duty for duty in book.duties[one.id] if duty.is_running)
    return sorted(running, key=lambda duty: duty.due)


def _owed(book: Book, one: Matter | Handling) -> tuple[str, ...]:
    if isinstance(one, Handling) and one.submitted_on is None:
        return ("submitted",)
    completing = (duty.step.row.event for duty in _duties(book, one))
    return tuple(dict.fromkeys(name_of(event) for event in completing if event))


def _row(book: Book, one: Matter | Handling) -> LedgerRow:
    following = book.next_of.get(one.id)
    due = following.due if following else None
    if isinstance(one, Matter):
        about, events = _about_matter(book, one), tuple[Dated, ...](one.course)
    else:
        about, events = _about_suggestion(book, one), tuple[Dated, ...](one.events)
    values: dict[str, Cell] = {
        "id": one.id,
        **{column.name: column.of(book, one) for column in NEXT},
        "standing": counts.time_left(due, book.as_of) if due else None,
        "state": one.state,
        "result": one.outcome,
        **about,
        **_recorded(book, events, sheet_of(one.id)),
    }
    digests = tuple(sorted(map(digest, one.events)))
    return LedgerRow(one.id, values, _owed(book, one), fillable(one), digests)


def _about_matter(book: Book, matter: Matter) -> dict[str, Cell]:
    about: dict[str, Cell] = {"received": matter.received, "kind": matter.kind}
    if matter.is_accusation:
        title = Bilingual(
            "检举控告（内容不在本表）", "accusation (its content is not in this sheet)"
        )
        return {**about, "title": title}
    return {
        **about,
        "title": matter.masked_title,
        "source": _masked(source_of(matter)),
        "constituency": book.name("constituency", matter.constituency),
        "deputy": book.deputies_of(matter),
    }


def _about_suggestion(book: Book, handling: Handling) -> dict[str, Cell]:
    record = handling.record
    return {
        "title": masked(record.title),
        "kind": record.kind,
        "deputy": book.name("deputy", record.lead),
        "received": handling.day,
        "sources": list(record.sources) or None,
    }


def _recorded(book: Book, events: Iterable[Dated], sheet: LedgerSheet) -> dict[str, Cell]:
    """Return the steps done, one per line, in the column of their kind."""
    steps = [(step, step.recorded.name) for step in sheet.steps if step.recorded]
    named = {event: name for step, name in steps for event in step.cells.along}
    found: dict[str, list[Phrase]] = {name: [] for _, name in steps}
    for event in events:
        name = named.get(type(event), name_of(event))
        if name in found:
            found[name].append(_done(book, event, is_named=type(event) in named))
    return {name: several or None for name, several in found.items()}


def _done(book: Book, event: Dated, *, is_named: bool) -> Phrase:
    """Return the date and content of a step, such as `2026-03-18 区住建局`."""
    fields = shape_of(type(event)).fields
    values = [
        _value(book, field, event) for field in fields if field.name not in ("date", "note", "who")
    ]
    parts = [label_of(event), *values] if is_named else values
    what = [part for part in parts if part not in (None, "", [])]
    text = "{day} {what}" if what else "{day}"
    return phrase(text, text, day=day_of_step(event), what=what)


def _value(book: Book, field: Field, event: Dated) -> Cell:
    value = getattr(event, field.attribute)
    if isinstance(field.shape, Scalar) and field.shape.refers and value:
        return book.name(field.shape.refers, value)
    if isinstance(value, tuple):
        return [book.name("department", one) for one in value]
    return _masked(value)


def _masked(value: Cell) -> Cell:
    return masked(value) if type(value) is str else value
