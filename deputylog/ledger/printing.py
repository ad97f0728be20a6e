"""Print layout of a ledger: A3 landscape, few pages, no step split between two."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from deputylog.ledger.columns import FROZEN, LedgerColumn

_A3 = 8
_A3_ACROSS = 1050
"""Printable width of A3 landscape in spreadsheet pixels (1/96 inch): 1,500, reduced because
programs without the usual font need two fifths more.
"""

_LEAST_SCALE = 50
"""The smallest readable scale in per cent."""


def set_up_print(sheet: Any, columns: Sequence[LedgerColumn], head_row: int, last_row: int) -> None:
    """Repeat the header rows, id and title on every page and break pages between steps."""
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&C&P / &N")
    sheet.repeat_rows(0, head_row)
    sheet.repeat_columns(0, len(FROZEN) - 1)
    sheet.print_area(0, 0, last_row, len(columns) - 1)
    breaks, scale = breaks_of(columns)
    sheet.set_print_scale(scale)
    sheet.set_v_pagebreaks(breaks)
    sheet.set_zoom(90)


def breaks_of(columns: Sequence[LedgerColumn]) -> tuple[list[int], int]:
    """Return the columns before which pages break, and the scale in per cent.

    Uses the fewest pages that are still readable.
    """
    frozen = _width(columns[: len(FROZEN)])
    runs = [list(run) for _, run in groupby(columns[len(FROZEN) :], key=lambda one: one.group)]
    for pages in range(1, len(runs) + 1):
        widest, sizes = _shared_out([_width(run) for run in runs], pages)
        scale = int(100 * _A3_ACROSS / (frozen + widest))
        if scale >= _LEAST_SCALE:
            break
    breaks, at = [len(FROZEN)], 0
    for size in sizes[:-1]:
        breaks.append(breaks[-1] + sum(map(len, runs[at : at + size])))
        at += size
    return breaks[1:], max(10, min(100, scale))


def _width(columns: Sequence[LedgerColumn]) -> float:
    """Return the width in pixels: 7 per character of the usual font, plus 5 per column."""
    return sum(7 * column.width + 5 for column in columns)


def _shared_out(widths: Sequence[float], pages: int) -> tuple[float, list[int]]:
    """Distribute runs over pages in order.

    Return the smallest possible width of the widest page, and the number of runs on each page.
    """
    if pages == 1:
        return sum(widths), [len(widths)]
    found = []
    for first in range(1, len(widths) - pages + 2):
        widest, sizes = _shared_out(widths[first:], pages - 1)
        found.append((max(sum(widths[:first]), widest), [first, *sizes]))
    return min(found)
