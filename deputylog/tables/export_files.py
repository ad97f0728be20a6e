"""Export the records of a kind; values in private/ are never exported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import to_builtins

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.finding import DeputylogError
from deputylog.formats.json import envelope
from deputylog.kinds.registry import DISTRICT, GROUP, KINDS, PRESET
from deputylog.life.record_places import Filed
from deputylog.lists import listing, listing_named
from deputylog.lists.filter import Filter
from deputylog.record.kind import Kind
from deputylog.record.reading import values_of
from deputylog.record.shape import Listing, shape_of
from deputylog.tables.export import csv_of, workbook_of
from deputylog.tables.labels import Ids, Labels
from deputylog.tables.lines import Writing
from deputylog.words import Bilingual, Words

FORMATS = ("csv", "xlsx", "json")
FACTS = "facts"
"""What `export` calls the frames that papers count from."""
EXPORTED = tuple(kind for kind in KINDS if kind not in (DISTRICT, PRESET))


def exported_kind(name: str) -> Kind:
    """Return the kind called `name`, singular or plural; DeputylogError lists the kinds."""
    for kind in EXPORTED:
        if name in (kind.name, kind.folder, kind.wording.zh):
            return kind
    text = Bilingual(
        "{option}不能写“{value}”，可以写：{allowed}",
        "{option} cannot be '{value}'; allowed are {allowed}",
    )
    raise DeputylogError(
        text, option="KIND", value=name, allowed=[*(kind.name for kind in EXPORTED), FACTS]
    )


def records_of(book: Book, kind: Kind, wished: Filter) -> list[Filed[Any]]:
    """Return the known records of a kind that match the filter, sorted by id."""
    found = getattr(book, kind.folder.replace("-", "_"))
    filed: list[Filed[Any]] = list(found.values() if hasattr(found, "values") else found)
    if wished != Filter():
        taken = {str(row[0]) for row in listing(book, listing_named(kind.folder), wished).rows}
        filed = [one for one in filed if one.id in taken]
    written = (book.as_written.get(one.path, one) for one in filed)
    return sorted(written, key=lambda one: one.id)


def as_known(data: Mapping[str, object], as_of: date) -> dict[str, object]:
    """Return a record without the events after a day, at any depth; what has no date stays."""
    known = dict(data)
    if isinstance(events := data.get("events"), list):
        known["events"] = [
            event for event in events if str(event.get("date", "")) <= as_of.isoformat()
        ]
    if isinstance(matters := data.get("matters"), list):  # of an activity, they are ids
        known["matters"] = [
            as_known(matter, as_of) if isinstance(matter, Mapping) else matter for matter in matters
        ]
    return {name: value for name, value in known.items() if value != []}


def export(book: Book, kind: Kind, filed: Sequence[Filed[Any]], format: str, words: Words) -> bytes:
    """Return the records as a file in `format` that `import` can read."""
    several = [(one.id, as_known(values_of(one.record), book.as_of)) for one in filed]
    if format == "json":
        return envelope(
            kind.name, book.as_of, {"records": [_with_lists(kind, *one) for one in several]}
        ).encode()
    writing = Writing(Ids() if kind is GROUP else Labels(book.directory, words), words)
    return (
        csv_of(kind, several, writing) if format == "csv" else workbook_of(kind, several, writing)
    )


def export_facts(book: Book, period: Period, group: str, format: str, frame: str) -> bytes:
    """Return the facts of a period: all frames, or as CSV the one named `frame`."""
    from deputylog.facts.facts import FRAMES, Facts
    from deputylog.tables import frames

    if frame not in FRAMES:
        text = Bilingual(
            "{option}不能写“{value}”，可以写：{allowed}",
            "{option} cannot be '{value}'; allowed are {allowed}",
        )
        raise DeputylogError(text, option="--frame", value=frame, allowed=list(FRAMES))
    facts = Facts(book, period)
    if format == "csv":
        return frames.csv_of_frame(facts, frame, group)
    if format == "xlsx":
        return frames.workbook_of_frames(facts, group)
    about = {"period": {"first": period.first.isoformat(), "last": period.last.isoformat()}}
    rows = {name: to_builtins(frames.rows_of(facts, name, group)) for name in FRAMES}
    return envelope(FACTS, book.as_of, {**about, **rows}).encode()


def _with_lists(kind: Kind, record_id: str, data: Mapping[str, object]) -> dict[str, object]:
    """Return a record in the schema's order; a list without items is there too, so that programs
    need not ask.
    """
    fields = shape_of(kind.type).fields
    present = {
        field.name: data.get(field.name, [])
        for field in fields
        if field.name in data or isinstance(field.shape, Listing)
    }
    return {"id": record_id, **present}
