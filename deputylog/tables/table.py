"""A table that was read: its columns, its rows, and what else was in its sheet."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from deputylog.text.spelling import plain
from deputylog.words import Bilingual, Phrase

UNDER = "·"
"""Parts the heading of a group of columns from that of a column in it, as in 办理情况·办结日期."""


class TableRow(Struct, frozen=True):
    """A row with its spreadsheet number (the first is 1).

    `flaw` says why it does not fit the header. The cells in the columns `unread` hold a formula
    without a result, or an error, and no value.
    """

    number: int
    cells: dict[str, str]
    flaw: Phrase | None = None
    unread: tuple[str, ...] = ()


class LeftOut(Struct, frozen=True):
    """A row that is no record, by its spreadsheet number; `why` names it, such as a total."""

    number: int
    why: Bilingual
    text: str


class TableRows(Struct, frozen=True):
    """A table: the name of its sheet (empty in CSV and JSON), its columns and its rows.

    `titles` are the texts above the header. `left_out` are all rows that hold no record, titles
    among them. `remarks` are what its user has to know of how it was read, `problems` what in the
    sheet was not read. A sheet without a table has no columns.
    """

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    sheet: str = ""
    titles: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[Phrase, ...] = ()
    problems: tuple[Phrase, ...] = ()
    header_rows: tuple[int, ...] = ()

    def missing(self, wanted: Iterable[str]) -> list[str]:
        """Return the wanted names that are no column, in any spelling, sorted."""
        return sorted({name for name in wanted if not self._column(name)})

    def with_names(self, wanted: Iterable[str]) -> TableRows:
        """Return the table with its columns named as in `wanted`, where it has them."""
        names = {found: name for name in sorted(wanted) if (found := self._column(name))}
        if all(found == name for found, name in names.items()):
            return self
        rows = (
            replace(
                row,
                cells={names.get(head, head): cell for head, cell in row.cells.items()},
                unread=tuple(names.get(head, head) for head in row.unread),
            )
            for row in self.rows
        )
        columns = tuple(names.get(head, head) for head in self.columns)
        return replace(self, columns=columns, rows=tuple(rows))

    def _column(self, name: str) -> str:
        """Return the column of that name, whole or without its group; empty if none or several."""
        if name in self.columns:
            return name
        for form in (plain, short):
            found = [head for head in self.columns if form(head) == form(name)]
            if len(found) == 1 and (form is plain or plain(name) == short(name)):
                return found[0]
        return ""


def short(head: str) -> str:
    """Return the plain name of a column without that of its group."""
    return plain(head.rpartition(UNDER)[2])
