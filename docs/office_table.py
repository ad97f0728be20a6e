"""Make the spreadsheet of office_table.txt, an office's own table, for the pages that import it.

In the text, `<` and `^` stand for cells that are merged with the one to the left or above.
"""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

DRAWN = Path(__file__).parent / "office_table.txt"
NAME = "来信登记台账"


def write(folder: Path) -> None:
    """Write the spreadsheet, and the text from which it is made."""
    text = DRAWN.read_text(encoding="utf-8")
    (folder / f"{NAME}.txt").write_text(text, encoding="utf-8")
    lines = [[cell.strip() for cell in line.split("|")] for line in text.splitlines()]
    with xlsxwriter.Workbook(folder / f"{NAME}.xlsx") as book:
        sheet = book.add_worksheet("2026年第三季度")
        for row, line in enumerate(lines):
            for column, cell in enumerate(line):
                bottom, right = _corner(lines, row, column)
                if (bottom, right) > (row, column):
                    sheet.merge_range(row, column, bottom, right, cell)
                elif cell not in ("", "<", "^"):
                    sheet.write(row, column, int(cell) if cell.isdecimal() else cell)


def _corner(lines: list[list[str]], row: int, column: int) -> tuple[int, int]:
    """Return the last row and column of the cells that are merged with one."""
    bottom, right = row, column
    if lines[row][column] in ("<", "^"):
        return row, column
    while right + 1 < len(lines[row]) and lines[row][right + 1] == "<":
        right += 1
    while bottom + 1 < len(lines) and lines[bottom + 1][column : column + 1] == ["^"]:
        bottom += 1
    return bottom, right
