"""A sheet being read cell by cell, with what else its format tells of it."""

from __future__ import annotations

from typing import NamedTuple

from deputylog.workbooks.parsed import MOST_CELLS, Area, Formula, Hints, Place


class Grid:
    """The rows of a table; a cell that spans others keeps its text in the first of them."""

    def __init__(self) -> None:
        self.rows: list[list[object]] = []
        self.formulas: dict[Place, Formula] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._merged: list[Area] = []
        self._covered: dict[int, int] = {}
        """By column, the last row that a cell above reaches down to."""
        self._left = MOST_CELLS
        self._at: int | None = None
        """The column of the cell that is read, in the last row."""

    @property
    def hints(self) -> Hints:
        last = len(self.rows) - 1
        merged = [(top, left, min(to, last), right) for top, left, to, right in self._merged]
        rows, columns = frozenset(self.hidden_rows), frozenset(self.hidden_columns)
        return Hints(self.formulas, rows, columns, merged)

    def begin_row(self, before: int = 0, *, hidden: bool = False) -> None:
        """Begin a row, with so many empty ones before it."""
        self._take(before + 1)
        self.rows += [[] for _ in range(before + 1)]
        self._at = None
        if hidden:
            self.hidden_rows.add(len(self.rows) - 1)

    def begin_cell(self, column: int | None = None, across: int = 1, down: int = 1) -> None:
        """Begin an empty cell in a column, or else in the next one that no cell above covers."""
        row, line = len(self.rows) - 1, self.rows[-1]
        if column is None:
            column = len(line)
            while self._covered.get(column, -1) >= row:
                column += 1
        self._take(max(0, column - len(line)) + across)
        line += [""] * (column + across - len(line))
        self._at = column
        if across > 1 or down > 1:
            self._merged.append((row, column, row + down - 1, column + across - 1))
            self._covered |= dict.fromkeys(range(column, column + across), row + down - 1)

    def put(self, value: object) -> None:
        """Put a value into the cell, after the text that is in it; ignored outside of a cell."""
        if self._at is not None:
            line = self.rows[-1]
            line[self._at] = f"{line[self._at]}{value}" if line[self._at] else value

    def put_formula(self, text: str, *, is_text: bool = False) -> None:
        """Note that the cell holds a formula or an error."""
        if self._at is not None:
            self.formulas[len(self.rows) - 1, self._at] = Formula(text, is_text)

    def _take(self, cells: int) -> None:
        self._left -= cells
        if self._left < 0:
            raise MemoryError


class Table(NamedTuple):
    """A grid with its name, and whether it is visible."""

    name: str
    grid: Grid
    is_visible: bool = True
