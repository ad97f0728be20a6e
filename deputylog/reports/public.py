"""The public edition: what is listed here goes out, everything else stays inside, whatever is added to a paper later.

Names and seats of deputies; kind, topic, dates, department and result of matters; counts, of which those under three are withheld.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from deputylog.finding import DeputylogError
from deputylog.reports.counted import wholly_known
from deputylog.table import Cell, Counted, Report, Table
from deputylog.words import N_, phrase

LEAST = 3
"""A count below this may tell who it was."""

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
"""For each paper that has a public edition, the tables and the columns of it that go out."""

_COUNTING = frozenset({"groups", "topics"})


def public_edition(report: Report) -> Report:
    """The paper with nothing in it but what is listed; an error where nothing is."""
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
    """The row whose count goes too, where only one of the column is withheld: else the total would tell that one."""
    counts = [(count, number) for number, count in enumerate(column) if isinstance(count, int)]
    small = [number for count, number in counts if count < LEAST]
    others = sorted((count, number) for count, number in counts if count >= LEAST)
    return [others[0][1]] if len(small) == 1 and others else []


def _withheld(cell: Cell) -> Cell:
    count = wholly_known(cell)
    # How many parts are unknown may itself be a number under three; it stays inside.
    if isinstance(count, Counted):
        return _WITHHELD if (count.known or 0) < LEAST else phrase(N_("at least {count}"), count=count.known)
    return phrase(N_("under {least}"), least=LEAST) if isinstance(count, int) and count < LEAST else count
