"""A plain roster of deputies, with headings such as 姓名 and 选区, needs no mapping file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from deputylog.enter.register_records import only_term
from deputylog.finding import DeputylogError
from deputylog.kinds.registry import DEPUTY
from deputylog.names.register import Register
from deputylog.tables.columns import columns_by_path, path_at
from deputylog.tables.headings import matches
from deputylog.tables.proposal import Proposal, propose
from deputylog.tables.recognition import (
    Recognised,
    columns_of,
    likely_kinds,
    recognised,
)
from deputylog.tables.table import TableRows
from deputylog.words import Bilingual

_ENOUGH_ROWS = 500
"""A roster is recognised by its first rows."""


def roster_in(
    name: str, tables: Sequence[TableRows], register: Register, today: date, kind: str = ""
) -> Proposal | None:
    """Return the mapping of a plain roster of deputies; None if the tables are none, or a form.

    DeputylogError names the columns that it lacks.
    """
    table = max(tables, key=lambda one: len(one.rows), default=None)
    found = _recognised(table, register, kind) if table else None
    if table is None or found is None:
        return None
    if missing := list(_missing(table, found, register, today)):
        raise DeputylogError(
            "{path}：代表名册还须有这些栏目：{columns}；请补上再导入",
            "{path}: a roster of deputies needs these columns, too: {columns}; add them and import "
            "it again",
            path=name,
            columns=missing,
        )
    return propose(tables, [name], register, today, DEPUTY.name)


def _recognised(table: TableRows, register: Register, kind: str) -> Recognised | None:
    """Return the columns of a table if it is a roster: it has names, and where they were elected;
    if `kind` says that it is one, names are enough.
    """
    if any((path := path_at(DEPUTY, head)) and path[0] == "seats" for head in table.columns):
        return None
    columns = columns_of(table.columns, table.rows[:_ENOUGH_ROWS])
    if kind == DEPUTY.name:
        return recognised(DEPUTY, columns, register)
    likely = [] if kind else likely_kinds(columns, table.titles, register)
    if not likely or likely[0].kind is not DEPUTY or not _is_exact(likely[0].fields["name"].name):
        return None
    return likely[0] if {"group", "constituency"} & likely[0].fields.keys() else None


def _is_exact(heading: str) -> bool:
    """Whether a heading is a usual one of the column with names, and not only like one."""
    return any(found.path == "name" and found.how == 3 for found in matches("deputy", heading))


def _missing(
    table: TableRows, found: Recognised, register: Register, today: date
) -> Iterator[Bilingual]:
    """Yield the columns without which the seats are not known."""
    constituencies = found.fields.get("constituency")
    cells = {row.cells[constituencies.name] for row in table.rows} if constituencies else set()
    are_known = cells and all(register.is_known("constituency", one) for one in cells - {""})
    is_there = {
        "name": "name" in found.fields,
        "seats.group": "group" in found.fields or are_known,
        "seats.constituency": constituencies,
        "seats.term": "term" in found.fields or only_term(register, today),
    }
    columns = columns_by_path(DEPUTY)
    yield from (
        columns[tuple(path.split("."))].wording for path, there in is_there.items() if not there
    )
