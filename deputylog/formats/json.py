"""JSON output: one documented envelope for all content."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from deputylog import __version__
from deputylog.formats import Paper
from deputylog.table import Cell, Counted, Report, Table, Valued
from deputylog.words import AssumedDay, Code, Words


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
        named[name] = plain(cell, words)
        if isinstance(cell, Counted):
            named[f"{name}_unknown"] = cell.unknown
        if isinstance(cell, Valued):
            named |= {own or name: plain(value, words) for own, value in cell.plain.items()}
        if isinstance(cell, AssumedDay):
            named[f"{name}_assumed"] = True
    return named


def plain(value: object, words: Words) -> object:
    """Return a cell as JSON: numbers, null if unknown, ISO dates, codes, lists and text."""
    if isinstance(value, Counted):
        return value.known
    if value is None or isinstance(value, (bool, int, float, Code)) or type(value) is str:
        return value
    if isinstance(value, (list, tuple)):
        return [plain(one, words) for one in value]
    if isinstance(value, Mapping):
        return {name: plain(one, words) for name, one in value.items()}
    return value.isoformat() if isinstance(value, date) else words.say(value)


def render(report: Report, words: Words, own: Path | None) -> Paper:
    heads = _named(((name, value) for name, _, value in report.heads), words)
    tables = [table_object(table, words) for table in report.tables]
    unfinished = report.unfinished is not None
    content: dict[str, object] = {"title": words.say(report.title), "unfinished": unfinished}
    if report.correction_of:
        content["correction_of"] = report.correction_of.isoformat()
    if report.left_out:
        content["left_out"] = list(report.left_out)
    content |= {"heads": heads, "tables": tables}
    return Paper(envelope(report.name, report.as_of, content).encode("utf-8"))
