"""Terminal output of findings, tables, records and charts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress
from rich.text import Text

from deputylog.check.result import CheckResult
from deputylog.check.text import counts_phrase, finding_head, lines, plain
from deputylog.formats.chart import chart
from deputylog.formats.layout import block_lines, fitting, rows_of
from deputylog.formats.texts import COLON
from deputylog.picture import Picture
from deputylog.table import Table
from deputylog.text import counts
from deputylog.text.width import line_spans, width, wrap_lines
from deputylog.words import Bilingual, Words, phrase

_INDENT = 4


def console() -> Console:
    """Standard output, with colours in a terminal; lines are wrapped here, not by rich."""
    return Console(file=sys.stdout, highlight=False, emoji=False, markup=False, soft_wrap=True)


def terminal_width() -> int:
    """The width of the terminal; 0 if standard output is not one, so that lines are not wrapped.

    Rich would treat FORCE_COLOR as a terminal, but in CI the output is a pipe.
    """
    return console().width if sys.stdout.isatty() else 0


def print_checked(found: CheckResult, words: Words) -> None:
    """Print the summary and the findings; repeat the counts after a long list."""
    out = console()
    if not (terminal_width() or out.is_terminal):
        sys.stdout.write(plain(found, words))
        return
    for line in lines(found, words):
        _print_wrapped(out, Text.assemble(*line), head=finding_head(line))
    if terminal_width() and found.is_whole and len(found.findings) > out.height - 12:
        out.print(Text(words.say(counts_phrase(found)), "bold"))


def _print_wrapped(out: Console, text: Text, *, head: int = 0, indent: int | None = None) -> None:
    """Print `text` with a hanging indent in a terminal, else on one line.

    The first `head` characters are not split.
    """
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
    out = console()
    if not terminal_width():
        for row in ([column.head for column in table.columns], *table.rows):
            print("\t".join(_plain(cell, words) for cell in row))
        return
    if follows:
        out.print()
    for line, style in table_lines(table, words, out.width):
        out.print(Text(line, style))


def table_lines(table: Table, words: Words, room: int) -> Iterator[tuple[str, str]]:
    """The lines of a table in `room` cells, each with its style, then the notes below it."""
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
    out = console()
    _print_wrapped(out, Text(title, "bold"))
    for name, value in lines:
        if not (name or value):
            out.print()
            continue
        text = Text()
        text.append(f"  {name}" if name else "    ", "dim")
        text.append((words.text(COLON)) if name else "", "dim")
        text.append(value)
        first, *others = text.split("\n", allow_blank=True)
        _print_wrapped(out, first)
        for other in others:
            _print_wrapped(out, Text(" " * _INDENT) + other)


def print_markdown(text: str) -> None:
    """Print Markdown; in a terminal, wrap the prose but not the tables and code blocks."""
    out = console()
    if not terminal_width():
        print_text(text)
        return
    in_example = False
    for line in text.rstrip("\n").split("\n"):
        in_example ^= line.startswith("```")
        if in_example or line.startswith(("|", "```")):
            print(line)
        else:
            _print_wrapped(out, Text(line), indent=_indent_of(line))


def _indent_of(line: str) -> int:
    """The hanging indent of a line: the column at which its text begins."""
    begin = len(line) - len(line.lstrip())
    return begin + 2 if line[begin:].startswith(("- ", "> ")) else begin


def print_picture(picture: Picture, words: Words) -> None:
    """Print a small chart under its title."""
    out = console()
    out.print(Text(words.say(picture.title), "bold"))
    for line in chart(picture, words):
        _print_wrapped(out, Text(f"  {line}"))
    out.print()


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
    with Progress(console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task(words.text(doing), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
