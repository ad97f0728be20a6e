"""How findings, tables and stories look in a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress
from rich.table import Table as RichTable
from rich.text import Text

from deputylog.picture import Picture
from deputylog.render.chart import chart
from deputylog.render.checked import Checked
from deputylog.render.summary import counts_phrase
from deputylog.render.text import lines
from deputylog.table import Table
from deputylog.words import N_, NN_, Words, phrase


def console() -> Console:
    """Standard output: with colours at a terminal, plain and as wide as it likes elsewhere."""
    at_terminal = sys.stdout.isatty()
    return Console(file=sys.stdout, highlight=False, emoji=False, markup=False, soft_wrap=not at_terminal)


def print_checked(found: Checked, words: Words) -> None:
    """What a check found: the summary for people, then the findings; a long list ends with the counts once more."""
    out = console()
    for line in lines(found, words):
        out.print(Text.assemble(*line))
    if out.is_terminal and len(found.findings) > out.height - 12:
        out.print(Text(words.say(counts_phrase(found)), "bold"))


def print_table(table: Table, words: Words) -> None:
    """A table at a terminal; elsewhere tabs between cells, for other programs."""
    out = console()
    if not out.is_terminal:
        for row in ([column.head for column in table.columns], *table.rows):
            print("\t".join(_plain(cell, words) for cell in row))
        return
    shown = RichTable(title=Text(words.say(table.title)), box=None, header_style="bold", pad_edge=False)
    for column in table.columns:
        shown.add_column(Text(words.say(column.head)), justify="right" if column.set_as == "number" else "left", overflow="fold")
    for row in table.rows:
        shown.add_row(*(Text(words.say(cell)) for cell in row))
    out.print(shown)
    out.print(Text(words.say(phrase(NN_("{count} row", "{count} rows"), count=len(table.rows))), "dim"))


def _plain(cell: object, words: Words) -> str:
    return words.say(cell).replace("\t", " ").replace("\n", " ")


def print_story(lines: Sequence[tuple[str, str]], title: str) -> None:
    """Pairs of a name and what it holds under a title; what has no name stands below the last name."""
    out = console()
    out.print(Text(title, "bold"))
    for name, value in lines:
        if not (name or value):
            out.print()
            continue
        text = Text(f"  {name}" if name else "", "dim")
        text.append(("：" if not name.isascii() else ": ") if name else "    ", "dim")
        text.append(value)
        out.print(text)


def print_picture(picture: Picture, words: Words) -> None:
    """A small chart under its title."""
    out = console()
    out.print(Text(words.say(picture.title), "bold"))
    for line in chart(picture, words):
        out.print(Text(f"  {line}"))
    out.print()


def print_text(text: str) -> None:
    """A page of text as it stands."""
    print(text, end="" if text.endswith("\n") else "\n")


@contextmanager
def progress_bar(words: Words, doing: str = N_("importing")) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error that is told how much of how much is done; nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with Progress(console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task(words.text(doing), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
