"""How findings, tables and stories look in a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import groupby

from rich.console import Console
from rich.progress import Progress
from rich.table import Table as RichTable
from rich.text import Text

from deputylog.app.judge import Outcome, summary_phrase
from deputylog.finding import Finding, Severity
from deputylog.picture import Picture
from deputylog.render.chart import chart
from deputylog.table import Table
from deputylog.words import N_, Words, phrase, visible

_COLOURS = {Severity.ERROR: "bold red", Severity.BREACH: "yellow", Severity.DUE: "cyan", Severity.ADVICE: "dim"}


def console() -> Console:
    """Standard output: with colours at a terminal, plain and as wide as it likes elsewhere."""
    at_terminal = sys.stdout.isatty()
    return Console(file=sys.stdout, highlight=False, emoji=False, markup=False, soft_wrap=not at_terminal)


def print_outcome(outcome: Outcome, as_of: date, words: Words, *, by: str = "file") -> None:
    """Findings, one a line, under the heads that `by` asks for; then what submitted quarters hold, and the counts."""
    out = console()
    for head, findings in _grouped(outcome.findings, by):
        if head and by != "file":
            out.print(Text(head, "bold"))
        for finding in findings:
            out.print(finding_line(finding, words))
    for summary in outcome.summaries:
        out.print(Text(words.say(summary_phrase(summary)), "dim"))
    counts = {str(severity): outcome.count(severity) for severity in Severity}
    out.print(
        Text(
            words.say(phrase(N_("{error} errors, {breach} breaches, {due} due, {advice} advice, as of {as_of}"), **counts, as_of=as_of)),
            "bold",
        )
    )


def _grouped(findings: Iterable[Finding], by: str) -> list[tuple[str, list[Finding]]]:
    keys: dict[str, Callable[[Finding], str]] = {
        "file": lambda finding: finding.place.path,
        "rule": lambda finding: finding.code,
        "group": lambda finding: finding.group,
    }
    key = keys[by]
    return [(head, list(several)) for head, several in groupby(sorted(findings, key=key), key=key)]


def finding_line(finding: Finding, words: Words) -> Text:
    """`file:line:column: CODE [severity] message (basis)`."""
    line = Text(visible(str(finding.place)), "dim")
    line.append(": ")
    line.append(finding.code, _COLOURS[finding.severity])
    line.append(f" [{words.say(finding.severity)}] ", _COLOURS[finding.severity])
    line.append(words.say(finding.text).replace("\n", " "))
    if finding.basis:
        line.append(f" ({words.say(finding.basis)})", "dim")
    return line


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
    out.print(Text(words.say(phrase(N_("{count} rows"), count=len(table.rows))), "dim"))


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
