"""Markdown, from `templates/paper.md.j2`, readable as text and as a web page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from deputylog.formats import Paper
from deputylog.formats.layout import ITEM, blocks, narrow_tables, packed
from deputylog.formats.templates import find_template, names_of, render_template
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
    name = find_template(names_of(report, "md.j2"), own).name
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

    def fits(part: Table) -> bool:
        return sum(map(_width, _texts(part, words))) + 3 * len(part.columns) + 1 <= room

    is_simple = len(table.columns) <= 2 or fits(table)
    if tables := [table] if is_simple else narrow_tables(table, words, fits):
        return "\n\n".join(_rows(part, words) for part in tables)
    return "\n\n".join(
        f"### {markdown(heading)}\n\n{_list(packed(fields, room - 2, words))}"
        for heading, fields in blocks(table, words)
    )


def _texts(table: Table, words: Words) -> list[list[str]]:
    """Return the texts of each column, heading first."""
    heads = tuple(column.head for column in table.columns)
    columns = zip(heads, *table.rows, strict=True)
    return [[_cell(cell, words) for cell in column] for column in columns]


def _width(texts: Sequence[str]) -> int:
    return max(3, *map(width, texts))


def _rows(table: Table, words: Words) -> str:
    """Return a table with aligned columns."""
    columns = []
    for column, texts in zip(table.columns, _texts(table, words), strict=True):
        room, right = _width(texts), column.set_as == "number"
        head, *cells = [pad(text, room, right=right) for text in texts]
        columns.append([head, f"{'-' * (room - 1)}{':' if right else '-'}", *cells])
    return "\n".join(f"| {' | '.join(row)} |" for row in zip(*columns, strict=True))


def _list(items: Sequence[Sequence[str]], between: str = "\n  ") -> str:
    return "\n".join("- " + between.join(map(_paragraph, item)) for item in items)


def _form(table: Table, words: Words) -> str:
    """Return a form as a list; texts keep their paragraphs."""
    fields = [
        words.say(label) + words.text(COLON) + (lines(value, words) or NOTHING)
        for label, value in table.rows
    ]
    return _list([field.split("\n") for field in fields], "\n\n  ")
