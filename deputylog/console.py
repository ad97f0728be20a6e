"""Terminal output of findings, tables, records and charts.

What is printed into a pipe needs nothing of rich, which takes as long to import as a command runs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from deputylog.formats.texts import COLON
from deputylog.text import counts
from deputylog.words import Bilingual, Words, phrase

if TYPE_CHECKING:
    from rich.console import Console

    from deputylog.check.result import CheckResult
    from deputylog.picture import Picture
    from deputylog.table import Table

_INDENT = 4
Parts = Sequence[tuple[str, str]]
"""The pieces of a line, each with its style."""


def console() -> Console:
    """Standard output, with colours in a terminal; lines are wrapped here, not by rich."""
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False, emoji=False, markup=False, soft_wrap=True)


def terminal_width() -> int:
    """The width of the terminal; 0 if standard output is not one, so that lines are not wrapped.

    Rich would treat FORCE_COLOR as a terminal, but in CI the output is a pipe.
    """
    return console().width if sys.stdout.isatty() else 0


def _is_plain() -> bool:
    """Whether there are no styles, so that rich has nothing to do."""
    return not terminal_width() and os.environ.keys().isdisjoint(("FORCE_COLOR", "TTY_COMPATIBLE"))


def print_checked(found: CheckResult, words: Words) -> None:
    """Print the summary and the findings; repeat the counts after a long list."""
    from deputylog.check.text import counts_phrase, finding_head, lines, plain

    if _is_plain():
        sys.stdout.write(plain(found, words))
        return
    for line in lines(found, words):
        _print_wrapped(line, head=finding_head(line))
    if terminal_width() and found.is_whole and len(found.findings) > console().height - 12:
        _print_wrapped([(words.say(counts_phrase(found)), "bold")])


def _print_wrapped(parts: Parts, *, head: int = 0, indent: int | None = None) -> None:
    """Print a line with a hanging indent in a terminal, else whole.

    The first `head` characters are not split.
    """
    if _is_plain():
        print("".join(part for part, _ in parts))
        return
    from rich.text import Text

    from deputylog.text.width import line_spans, width

    out, text = console(), Text.assemble(*parts)
    if not terminal_width():
        out.print(text)
        return
    if indent is None:
        indent = len(text.plain) - len(text.plain.lstrip()) + _INDENT
    first, rest = text[:head], text[head:]
    spans = line_spans(rest.plain, out.width - width(first.plain), out.width - indent)
    for number, (start, stop) in enumerate(spans):
        out.print((Text(" " * indent) if number else first) + rest[start:stop])


def print_table(table: Table, words: Words, *, follows: bool = False) -> None:
    """Print a table: aligned in a terminal, tab-separated otherwise.

    With `follows`, a blank line separates it from the table before.
    """
    if not terminal_width():
        for row in ([column.head for column in table.columns], *table.rows):
            print("\t".join(_plain(cell, words) for cell in row))
        return
    if follows:
        print()
    from rich.text import Text

    out = console()
    for line, style in table_lines(table, words, out.width):
        out.print(Text(line, style))


def table_lines(table: Table, words: Words, room: int) -> Iterator[tuple[str, str]]:
    """The lines of a table in `room` cells, each with its style, then the notes below it."""
    from deputylog.formats.layout import block_lines, fitting, rows_of
    from deputylog.text.width import wrap_lines

    yield from ((line, "bold") for line in wrap_lines(words.say(table.title), room))
    tables, left_out = fitting(table, words, room)
    for number, part in enumerate(tables):
        if number:
            yield "", ""
        yield from rows_of(part, room)
    if not tables:
        yield from block_lines(table, words, room)
    notes = [counts.rows(len(table.rows))]
    if left_out:
        text = Bilingual(
            "终端宽度为{room}列，未显示：{heads}；加宽终端即可显示。",
            "Left out to fit a width of {room}: {heads}. A wider terminal shows them.",
        )
        notes.append(phrase(text, room=room, heads=left_out))
    yield from ((line, "dim") for note in notes for line in wrap_lines(words.say(note), room))


def _plain(cell: object, words: Words) -> str:
    return words.say(cell).replace("\t", " ").replace("\n", " ")


def print_story(lines: Sequence[tuple[str, str]], title: str, words: Words) -> None:
    """Print (name, value) pairs under a title; a value without a name continues the one above."""
    _print_wrapped([(title, "bold")])
    for name, value in lines:
        if not (name or value):
            print()
            continue
        head = f"  {name}{words.text(COLON)}" if name else " " * _INDENT
        first, *others = value.split("\n")
        _print_wrapped([(head, "dim"), (first, "")])
        for other in others:
            _print_wrapped([(" " * _INDENT, ""), (other, "")])


def print_markdown(text: str) -> None:
    """Print Markdown; in a terminal, wrap the prose but not the tables and code blocks."""
    if not terminal_width():
        print_text(text)
        return
    in_example = False
    for line in text.rstrip("\n").split("\n"):
        in_example ^= line.startswith("```")
        if in_example or line.startswith(("|", "```")):
            print(line)
        else:
            _print_wrapped([(line, "")], indent=_indent_of(line))


def _indent_of(line: str) -> int:
    """The hanging indent of a line: the column at which its text begins."""
    begin = len(line) - len(line.lstrip())
    return begin + 2 if line[begin:].startswith(("- ", "> ")) else begin


def print_picture(picture: Picture, words: Words) -> None:
    """Print a small chart under its title."""
    from deputylog.formats.chart import chart

    _print_wrapped([(words.say(picture.title), "bold")])
    for line in chart(picture, words):
        _print_wrapped([(f"  {line}", "")])
    print()


def print_text(text: str) -> None:
    """Print `text`, ending with a newline."""
    print(text, end="" if text.endswith("\n") else "\n")


@contextmanager
def progress_bar(
    words: Words, doing: str = Bilingual("正在导入", "importing")
) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error, updated by calling it with (done, total).

    Does nothing if standard error is not a terminal.
    """
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task(words.text(doing), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
