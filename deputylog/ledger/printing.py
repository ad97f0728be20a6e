"""Print layout of a ledger: A3 landscape, few pages, no step split between two."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from deputylog.ledger.columns import FROZEN, Place

_A3_ACROSS = 1050
"""Printable width of A3 landscape in spreadsheet pixels (1/96 inch): 1,500, reduced because
programs without the usual font need two fifths more.
"""

_LEAST_SCALE = 50
"""The smallest readable scale in per cent."""


def set_up_print(sheet: Any, places: Sequence[Place], head_row: int, last_row: int) -> None:
    """Repeat the header rows, id and title on every page and break pages between steps."""
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&C&P / &N")
    sheet.repeat_rows(0, head_row)
    sheet.repeat_columns(0, len(FROZEN) - 1)
    sheet.print_area(0, 0, last_row, len(places) - 1)
    breaks, scale = breaks_of(places)
    sheet.set_print_scale(scale)
    sheet.set_v_pagebreaks(breaks)
    sheet.set_zoom(90)


def breaks_of(places: Sequence[Place]) -> tuple[list[int], int]:
    """Return the columns before which pages break, and the scale in per cent.

    Uses the fewest pages that are still readable.
    """
    frozen = _width(places[: len(FROZEN)])
    runs = [_width(run) for run in _runs(places)]
    for pages in range(1, len(runs) + 1):
        widest, sizes = _shared_out(runs, pages)
        scale = int(100 * _A3_ACROSS / (frozen + widest))
        if scale >= _LEAST_SCALE or pages == len(runs):
            break
    columns = [len(FROZEN)]
    lengths = [len(run) for run in _runs(places)]
    for size in sizes:
        columns.append(columns[-1] + sum(lengths[:size]))
        lengths = lengths[size:]
    return columns[1:-1], max(10, min(100, scale))


def _width(places: Sequence[Place]) -> float:
    """Return the width in pixels: 7 per character of the usual font, plus 5 per column."""
    return sum(7 * place.width + 5 for place in places)


def _runs(places: Sequence[Place]) -> list[list[Place]]:
    """Group the columns after the frozen ones by step."""
    return [list(run) for _, run in groupby(places[len(FROZEN) :], key=lambda place: place.group)]


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
