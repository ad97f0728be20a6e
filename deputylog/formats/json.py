"""JSON output: one documented envelope for all content."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from deputylog import __version__
from deputylog.formats import Paper
from deputylog.table import Cell, Counted, Report, Table, Valued
from deputylog.words import AssumedDay, Term, Words


def envelope(what: str, as_of: date, content: Mapping[str, object]) -> str:
    """`{"deputylog": version, "what": …, "as_of": …, …}`, with a line break at the end."""
    whole = {"deputylog": __version__, "what": what, "as_of": as_of.isoformat(), **content}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def table_object(table: Table, words: Words) -> dict[str, object]:
    rows = [
        _named(zip((column.name for column in table.columns), row, strict=True), words)
        for row in table.rows
    ]
    return {"name": table.name, "title": words.say(table.title), "rows": rows}


def _named(cells: Iterable[tuple[str, Cell]], words: Words) -> dict[str, object]:
    """Return cells by name, with `…_unknown` for the unknown part of a count, `…_assumed` for a
    day.

    What a cell says further has its own name, such as `due` of the next step.
    """
    named: dict[str, object] = {}
    for name, cell in cells:
        if not isinstance(cell, Valued) or "" in cell.plain:
            named[name] = plain(cell, words)
        if isinstance(cell, Counted):
            named[f"{name}_unknown"] = cell.unknown
        if isinstance(cell, Valued):
            named |= {own: plain(value, words) for own, value in cell.plain.items() if own}
        if isinstance(cell, AssumedDay):
            named[f"{name}_assumed"] = True
    return named


def plain(value: object, words: Words) -> object:
    """Return a cell as JSON: numbers, null if unknown, ISO dates, codes, lists and text."""
    match value:
        case Counted():
            return value.known
        case Valued() if "" in value.plain:
            return plain(value.plain[""], words)
        case Term():
            return value.value
        case list() | tuple():
            return list(_items(value, words))
        case Mapping():
            return {name: plain(one, words) for name, one in value.items()}
        case date():
            return value.isoformat()
    is_plain = value is None or isinstance(value, (bool, int, float)) or type(value) is str
    return value if is_plain else words.say(value)


def _items(cells: Iterable[Cell], words: Words) -> Iterator[object]:
    """Yield the items of a list; a line that stands for several, such as steps, yields each."""
    for cell in cells:
        item = plain(cell, words)
        if isinstance(item, list):
            yield from item
        else:
            yield item


def render(report: Report, words: Words, own: Path | None) -> Paper:
    counts = (*report.heads, *report.heads_for_programs)
    heads = _named(((name, value) for name, _, value in counts), words)
    tables = [table_object(table, words) for table in report.tables]
    unfinished = report.unfinished is not None
    content: dict[str, object] = {"title": words.say(report.title), "unfinished": unfinished}
    if report.correction_of:
        content["correction_of"] = report.correction_of.isoformat()
    if report.left_out:
        content["left_out"] = list(report.left_out)
    content |= _texts(report, words)
    content |= {"heads": heads, "tables": tables}
    return Paper(envelope(report.name, report.as_of, content).encode("utf-8"))


def _texts(report: Report, words: Words) -> dict[str, object]:
    """Return the covering letter, paragraphs, notes and digest, as far as there are any."""
    texts: dict[str, object] = {
        "paragraphs": plain(report.paragraphs, words),
        "notes": plain(report.notes, words),
        "digest": report.digest,
    }
    if cover := report.cover:
        texts["cover"] = {
            "title": words.say(cover.title or report.title),
            "to": words.say(cover.to),
            "paragraphs": plain(cover.paragraphs, words),
            "signed_by": words.say(cover.signed_by),
            "signed_on": cover.signed_on.isoformat(),
        }
    return {name: text for name, text in texts.items() if text}
