"""The public edition of a report: only what is listed here is published.

That is: names and seats of deputies; kind, topic, dates, department and result of matters;
counts, except those under three.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from deputylog.finding import DeputylogError
from deputylog.reports.counted import wholly_known
from deputylog.table import Cell, Counted, Report, Table
from deputylog.words import N_, phrase

LEAST = 3
"""Smaller counts might identify a person."""

_COUNTS = ("received", "carried_over", "settled", "solved", "open")
_HEADS = frozenset(
    {
        *("visits", "voters_met", "deputies", "deputies_without_visit", "openings_owed", "openings_done", "letters", "raised_at_visits"),
        *("replied", "forwarded", "accusations", *_COUNTS),
    }
)
_HEADER = frozenset({"district", "group", "quarter", "working_body"})
COLUMNS: Mapping[str, Mapping[str, frozenset[str]]] = {
    "quarterly-list": {
        "groups": frozenset({"group", *_HEADS}),
        "matters": frozenset({"number", "received", "kind", "forwarded", "course", "result", "fed_back", "carried_over"}),
        "topics": frozenset({"topic", *_COUNTS}),
    },
}
"""The published tables and columns of each report with a public edition."""

_COUNTING = frozenset({"groups", "topics"})


def public_edition(report: Report) -> Report:
    """Return the report with only what is listed; raise DeputylogError if nothing is."""
    allowed = COLUMNS.get(report.name)
    if allowed is None:
        raise DeputylogError(N_("this paper has no public edition"))
    return Report(
        name=report.name,
        title=report.title,
        header={name: value for name, value in report.header.items() if name in _HEADER},
        as_of=report.as_of,
        tables=tuple(_public_table(table, allowed[table.name]) for table in report.tables if table.name in allowed),
        heads=tuple((name, said, _withheld(count)) for name, said, count in report.heads if name in _HEADS),
        notes=(phrase(N_("Public edition; counts under {least} are withheld."), least=LEAST),),
        wide=report.wide,
        unfinished=report.unfinished,
        correction_of=report.correction_of,
    )


def _public_table(table: Table, allowed: frozenset[str]) -> Table:
    kept = [index for index, column in enumerate(table.columns) if column.name in allowed]
    counts = {index for index in kept if table.name in _COUNTING and table.columns[index].set_as == "number"}
    hidden = {(number, index) for index in counts for number in _hidden([wholly_known(row[index]) for row in table.rows])}
    rows = tuple(
        tuple(_WITHHELD if (number, index) in hidden else _withheld(row[index]) if index in counts else row[index] for index in kept)
        for number, row in enumerate(table.rows)
    )
    return replace(table, columns=tuple(table.columns[index] for index in kept), rows=rows, note=None)


_WITHHELD = phrase(N_("withheld"))


def _hidden(column: Sequence[Cell]) -> list[int]:
    """Return a second row to withhold if only one is, since the total would reveal that one."""
    counts = [(count, number) for number, count in enumerate(column) if isinstance(count, int)]
    small = [number for count, number in counts if count < LEAST]
    others = sorted((count, number) for count, number in counts if count >= LEAST)
    return [others[0][1]] if len(small) == 1 and others else []


def _withheld(cell: Cell) -> Cell:
    count = wholly_known(cell)
    # The number of unknown parts may itself be under three, so it is not published.
    if isinstance(count, Counted):
        return _WITHHELD if (count.known or 0) < LEAST else phrase(N_("at least {count}"), count=count.known)
    return phrase(N_("under {least}"), least=LEAST) if isinstance(count, int) and count < LEAST else count
