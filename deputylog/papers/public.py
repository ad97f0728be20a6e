"""The public edition of a report: only what is listed here is published.

That is: names and seats of deputies; kind, topic, dates, department and result of matters;
counts, except those under three.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from deputylog.facts.cells import BY_ANOTHER
from deputylog.finding import DeputylogError
from deputylog.papers.counts import wholly_known
from deputylog.table import Cell, Counted, Head, Report, Table, left_out_note
from deputylog.words import Phrase, phrase

_Place = tuple[int, str]
"""The number of a row and the name of a column."""

LEAST = 3
"""Smaller counts might identify a person."""

_SIDES = ("carried_over", "received", "reopened", "settled", "open")
"""Counts of which one follows from the others: carried over + received + reopened = settled + open.
"""
_COUNTS = (*_SIDES, "solved")
_HEADS = frozenset(
    "visits voters_met deputies deputies_without_visit openings_owed openings_done letters "
    "raised_at_visits replied forwarded accusations".split()
).union(_COUNTS)
_HEADER = frozenset({"district", "group", "quarter", "working_body"})
COLUMNS: Mapping[str, Mapping[str, frozenset[str]]] = {
    "quarterly-list": {
        "groups": frozenset({"group", *_HEADS}),
        "matters": frozenset(
            "number received kind forwarded course state result fed_back listed_as".split()
        ),
        "topics": frozenset({"topic", *_COUNTS}),
    },
}
"""The published tables and columns of each report with a public edition."""

PUBLIC_NOTE = phrase(
    "本件为公开版，小于{least}的数字不列出。",
    "Public edition; counts under {least} are withheld.",
    least=LEAST,
)
_COUNTING = frozenset({"groups", "topics"})


def public_edition(report: Report) -> Report:
    """Return the report with only what is listed; raise DeputylogError if nothing is."""
    allowed = COLUMNS.get(report.name)
    if allowed is None:
        raise DeputylogError("此件没有公开版", "this paper has no public edition")
    return Report(
        name=report.name,
        title=report.title,
        header={name: value for name, value in report.header.items() if name in _HEADER},
        as_of=report.as_of,
        tables=tuple(
            _public_table(table, allowed[table.name])
            for table in report.tables
            if table.name in allowed
        ),
        heads=_public_heads(report.heads),
        notes=(*left_out_note(report.left_out), PUBLIC_NOTE),
        wide=report.wide,
        unfinished=report.unfinished,
        correction_of=report.correction_of,
        left_out=report.left_out,
    )


def _public_heads(heads: Sequence[Head]) -> tuple[Head, ...]:
    public = [head for head in heads if head[0] in _HEADS]
    names = [name for name, _, _ in public]
    (counts,) = _withhold(names, [[count for _, _, count in public]])
    wordings = (wording for _, wording, _ in public)
    return tuple(zip(names, wordings, counts, strict=True))


def _public_table(table: Table, allowed: frozenset[str]) -> Table:
    kept = [number for number, column in enumerate(table.columns) if column.name in allowed]
    public = chosen_columns(table, kept, table.rows)
    if table.name in _COUNTING:
        rows = _withhold([column.name for column in public.columns], public.rows)
    else:
        rows = [tuple(map(_unnamed, row)) for row in public.rows]
    return replace(public, rows=tuple(rows), note=None)


def chosen_columns(table: Table, numbers: Sequence[int], rows: Iterable[tuple[Cell, ...]]) -> Table:
    """Return a table of these rows with the columns of these numbers only."""
    return replace(
        table,
        columns=tuple(table.columns[number] for number in numbers),
        rows=tuple(tuple(row[number] for number in numbers) for row in rows),
    )


def _withhold(names: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[tuple[Cell, ...]]:
    """Return rows of counts with these names, without the small ones and those that tell them."""
    cells = {
        (number, name): cell
        for number, row in enumerate(rows)
        for name, cell in zip(names, row, strict=True)
    }
    numbers = range(len(rows))
    lines = [[(number, name) for name in names if name in _SIDES] for number in numbers]
    lines += [[(number, name) for number in numbers] for name in names]
    hidden = _hidden({where: wholly_known(cell) for where, cell in cells.items()}, lines)
    public = {where: _withheld(cell, hidden=where in hidden) for where, cell in cells.items()}
    return [tuple(public[number, name] for name in names) for number in numbers]


_WITHHELD = phrase("不公布", "withheld")


def _hidden(cells: Mapping[_Place, Cell], lines: Sequence[Sequence[_Place]]) -> set[_Place]:
    """Return the cells to withhold: small counts, and a second one on every line that has one only.

    The sum of a line would reveal the only one.
    """
    counts = {where: count for where, count in cells.items() if isinstance(count, int)}
    hidden = {where for where, count in counts.items() if count < LEAST}
    before = -1
    while before < len(hidden):
        before = len(hidden)
        for line in lines:
            others = [where for where in line if where in counts and where not in hidden]
            if others and sum(where in hidden for where in line) == 1:
                hidden.add(min(others, key=counts.__getitem__))
    return hidden


def _withheld(cell: Cell, *, hidden: bool) -> Cell:
    count = wholly_known(cell)
    # The number of unknown parts may itself be under three, so it is not published.
    if isinstance(count, Counted):
        return (
            _WITHHELD
            if (count.known or 0) < LEAST
            else phrase("不少于{count}", "at least {count}", count=count.known)
        )
    small = under_least(count)
    return _WITHHELD if hidden and small is count else small


def under_least(cell: Cell) -> Cell:
    """Return words instead of a count that might identify a person; other cells unchanged."""
    if isinstance(cell, int) and cell < LEAST:
        return phrase("小于{least}", "under {least}", least=LEAST)
    return cell


def _unnamed(cell: Cell) -> Cell:
    """Return the steps in a cell without the names of those who took them."""
    if isinstance(cell, list):
        return [_unnamed(step) for step in cell]
    return cell.values["step"] if isinstance(cell, Phrase) and cell.text == BY_ANOTHER else cell
