"""The pictures of a period as a report, internal or public."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.facts.period_words import as_it_stood, header_of, of_period, period_words, whose
from deputylog.papers.pictures import PICTURES
from deputylog.papers.public import LEAST
from deputylog.picture import ChartForm, Line, Picture
from deputylog.table import Cell, Report, Table
from deputylog.words import Bilingual, phrase

_TITLE = Bilingual("{name}{period}履职情况图表", "{name}: pictures, {period}")
_TOTALS = frozenset({"deputies", "all"})
"""Columns that would reveal the withheld counts."""
_SMALL = frozenset({"undated"})
"""Columns of span pictures whose counts may be under three."""


def pictures(
    book: Book, group: str, period: Period, *, only: Sequence[str] = (), public: bool = False
) -> list[Picture]:
    """Return the pictures of a group, or of the district if it is empty.

    With `public`, only those that may be published, without counts under three.
    """
    wanted = [
        drawn
        for drawn in PICTURES
        if (not only or drawn.name in only) and (drawn.public or not public)
    ]
    made = [drawn.draw(book, group, period) for drawn in wanted]
    return [withheld(picture) for picture in made] if public else made


def as_report(
    book: Book, group: str, period: Period, made: Sequence[Picture], *, public: bool
) -> Report:
    """Return the tables of the pictures as a report."""
    notes = as_it_stood(book, period)
    if public:
        notes = (
            *notes,
            phrase(
                "本件为公开版，小于{least}的数字不列出。",
                "Public edition; counts under {least} are withheld.",
                least=LEAST,
            ),
        )
    report = Report(
        name="pictures",
        title=phrase(_TITLE, name=whose(book, group), period=period_words(period)),
        header=header_of(book, group, period),
        as_of=book.as_of,
        tables=tuple(picture.table for picture in made),
        notes=notes,
    )
    return of_period(book, report, period)


def withheld(picture: Picture) -> Picture:
    """Remove counts under three, and sums that would reveal them."""
    by_base = picture.form is ChartForm.SPANS
    kept = [line for line in picture.lines if not by_base or (line.base or 0) >= LEAST]
    lines = tuple(line if by_base else _line(line) for line in kept)
    rows = tuple(
        row for row, line in zip(picture.table.rows, picture.lines, strict=True) if line in kept
    )
    table = replace(picture.table, rows=rows)
    alt = phrase(
        "{title}。小于{least}的数字不公开，其余见表。",
        "{title}. Counts under {least} are withheld; the table shows the others.",
        title=picture.title,
        least=LEAST,
    )
    return replace(
        picture, alt=alt, lines=lines, table=_without(table, _SMALL) if by_base else _table(table)
    )


def _line(line: Line) -> Line:
    return replace(
        line,
        base=None,
        marks=tuple(
            None if isinstance(mark, int) and mark < LEAST else mark for mark in line.marks
        ),
    )


def _table(table: Table) -> Table:
    shown = _without(table, _TOTALS)
    return replace(shown, rows=tuple(tuple(map(_cell, row)) for row in shown.rows))


def _without(table: Table, names: frozenset[str]) -> Table:
    kept = [index for index, column in enumerate(table.columns) if column.name not in names]
    rows = tuple(tuple(row[index] for index in kept) for row in table.rows)
    return replace(table, columns=tuple(table.columns[index] for index in kept), rows=rows)


def _cell(cell: Cell) -> Cell:
    return (
        phrase("小于{least}", "under {least}", least=LEAST)
        if isinstance(cell, int) and cell < LEAST
        else cell
    )
