"""Markdown, from `templates/paper.md.j2`, readable as text and as a web page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from deputylog.formats import Paper
from deputylog.formats.layout import (
    ITEM,
    TextColumn,
    TextColumns,
    blocks,
    narrow_parts,
    packed,
    text_columns,
)
from deputylog.formats.templates import render_template, template_of
from deputylog.formats.texts import COLON, NOTHING, lines, one_line
from deputylog.table import Cell, Column, Report, Table
from deputylog.text.width import pad, width
from deputylog.words import Bilingual, Words

PAGE = 80
"""The greatest width of a table; at a terminal, its width is used instead."""

_SIGNS = re.compile(r"([\\`*\[\]|~]|(?<![^\W_])_(?=_*[^\s_])|(?<!\S)#(?=#*\s*$))", re.MULTILINE)
"""Markdown characters to escape: `_` only where it may begin emphasis, `#` at a heading's end."""

_AT_LINE_START = re.compile(r"^(\s*)([-+#=]|_(?=__+\s*$)|\d+(?=[.)]))", re.MULTILINE)


def render(report: Report, words: Words, own: Path | None, room: int = PAGE) -> Paper:
    name = template_of(report, "md.j2", own).name
    filters = {
        "md": lambda value: _paragraph(words.say(value)),
        "cell": lambda value: _cell(value, words),
        "counts": lambda report: _counts(report, words, room),
        "table": lambda table: _table(table, words, room),
    }
    return Paper(render_template(name, words, own, filters, report=report).encode("utf-8"))


def markdown(text: str) -> str:
    """Escape `text` for use within a line."""
    return _SIGNS.sub(r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def _paragraph(text: str) -> str:
    """Escape `text` as a paragraph, so that no line begins a list or heading."""
    return _AT_LINE_START.sub(_escaped_start, markdown(text))


def _escaped_start(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}\\" if found[2].isdigit() else f"{found[1]}\\{found[2]}"


def _cell(cell: Cell, words: Words) -> str:
    text = one_line(cell, words) if isinstance(cell, (list, tuple)) else words.say(cell)
    return markdown(text).replace("\n", "<br>")


def _counts(report: Report, words: Words, room: int) -> str:
    """Return the counts, one per line."""
    are_numbers = all(words.say(count).isdecimal() for _, _, count in report.heads)
    count = Column("count", Bilingual("数量", "count"), "number" if are_numbers else "text")
    rows = tuple((wording, count) for _, wording, count in report.heads)
    return _table(Table("counts", report.title, (Column("item", ITEM), count), rows), words, room)


def _table(table: Table, words: Words, room: int) -> str:
    """Return the table if it fits, else narrower tables, else a block per row."""
    if table.form:
        return _form(table, words)

    def fits(part: TextColumns) -> bool:
        return sum(map(_width, part)) + 3 * len(part) + 1 <= room

    columns = text_columns(table, lambda cell: _cell(cell, words))
    is_simple = len(columns) <= 2 or fits(columns)
    if parts := [columns] if is_simple else narrow_parts(columns, words, fits):
        return "\n\n".join(map(_rows, parts))
    return "\n\n".join(
        f"### {markdown(heading)}\n\n{_list(packed(fields, room - 2, words))}"
        for heading, fields in blocks(table, words)
    )


def _width(column: TextColumn) -> int:
    return max(3, *map(width, column.texts))


def _rows(columns: TextColumns) -> str:
    """Return a table with aligned columns."""
    aligned = []
    for column in columns:
        room = _width(column)
        head, *cells = [pad(text, room, right=column.right) for text in column.texts]
        aligned.append([head, f"{'-' * (room - 1)}{':' if column.right else '-'}", *cells])
    return "\n".join(f"| {' | '.join(row)} |" for row in zip(*aligned, strict=True))


def _list(items: Sequence[Sequence[str]], between: str = "\n  ") -> str:
    return "\n".join("- " + between.join(map(_paragraph, item)) for item in items)


def _form(table: Table, words: Words) -> str:
    """Return a form as a list; texts keep their paragraphs."""
    fields = [
        words.say(label) + words.text(COLON) + (lines(value, words) or NOTHING)
        for label, value in table.rows
    ]
    return _list([field.split("\n") for field in fields], "\n\n  ")
