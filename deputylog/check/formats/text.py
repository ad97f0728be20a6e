"""Text: a summary, then one finding per line as `file:line:column: CODE [severity] message`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from deputylog.check.formats.summary import summary
from deputylog.check.result import Checked
from deputylog.finding import Finding, Severity
from deputylog.words import Words, visible

Line = tuple[tuple[str, str], ...]
"""Pieces of a line with their terminal styles."""

_COLOURS = {
    Severity.ERROR: "bold red",
    Severity.BREACH: "yellow",
    Severity.DUE: "cyan",
    Severity.ADVICE: "dim",
}


def checked(found: Checked, words: Words) -> str:
    """Return the whole output without styles."""
    return "".join("".join(piece for piece, _ in line) + "\n" for line in lines(found, words))


def lines(found: Checked, words: Words) -> Iterator[Line]:
    """Yield styled lines: the summary, an empty line, the findings."""
    for number, text in enumerate(summary(found, words)):
        yield ((one_line(text), "" if number else "bold"),)
    if found.findings or found.summaries:
        yield ()
    for head, findings in _grouped(found.findings, found.by):
        if head and found.by != "file":
            yield ((visible(head), "bold"),)
        yield from (finding_line(finding, words) for finding in findings)
    for wording in found.summaries:
        yield ((one_line(words.say(wording)), "dim"),)


_KEYS: dict[str, Callable[[Finding], str]] = {
    "file": lambda finding: finding.place.path,
    "rule": lambda finding: finding.code,
    "group": lambda finding: finding.group,
}


def _grouped(findings: Iterable[Finding], by: str) -> list[tuple[str, list[Finding]]]:
    key = _KEYS[by]
    return [(head, list(several)) for head, several in groupby(sorted(findings, key=key), key=key)]


def finding_line(finding: Finding, words: Words) -> Line:
    colour = _COLOURS[finding.severity]
    basis = ((one_line(f" ({words.say(finding.basis)})"), "dim"),) if finding.basis else ()
    return (
        (one_line(visible(str(finding.place))), "dim"),
        (": ", ""),
        (f"{finding.code} [{words.say(finding.severity)}] ", colour),
        (one_line(words.say(finding.text)), ""),
        *basis,
    )


def finding_head(line: Line) -> int:
    """Return the length of `place: CODE [severity] `, which is not wrapped; 0 for other lines."""
    is_finding = len(line) > 2 and line[1][0] == ": "
    return sum(len(piece) for piece, _ in line[:3]) if is_finding else 0


def one_line(text: str) -> str:
    """Replace line breaks and tabs by spaces."""
    return " ".join(text.split()) if "\n" in text or "\t" in text or "\r" in text else text
