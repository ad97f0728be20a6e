"""Workflow commands, which GitHub, Gitea and Forgejo show as annotations, worst first.

The summary comes first as plain text. An error is an `error`, a breach a `warning`, what is due
and advice a `notice`. GitHub shows ten of each kind and step, so the order counts.
"""

from __future__ import annotations

from deputylog.check.formats.summary import summary
from deputylog.check.formats.text import one_line
from deputylog.check.result import Checked
from deputylog.finding import Finding, Severity
from deputylog.words import Words, visible

LEVELS = {
    Severity.ERROR: "error",
    Severity.BREACH: "warning",
    Severity.DUE: "notice",
    Severity.ADVICE: "notice",
}


def checked(found: Checked, words: Words) -> str:
    lines = [_harmless(one_line(line)) for line in summary(found, words)]
    lines += [_command(finding, found.prefix, words) for finding in found.worst_first]
    lines += [_harmless(one_line(words.say(wording))) for wording in found.summaries]
    return "".join(f"{line}\n" for line in lines)


def _command(finding: Finding, prefix: str, words: Words) -> str:
    place = finding.place
    properties = {"file": visible(f"{prefix}{place.path}")}
    if place.line:
        properties["line"] = str(place.line)
    if place.column:
        properties["col"] = str(place.column)
    properties["title"] = f"{finding.code} {words.say(finding.severity)}"
    basis = f" ({words.say(finding.basis)})" if finding.basis else ""
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{LEVELS[finding.severity]} {written}::{_data(_harmless(words.say(finding.text) + basis))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(_harmless(text)).replace(":", "%3A").replace(",", "%2C")


def _harmless(text: str) -> str:
    """Change `::` at the start and `##[` anywhere, so that no runner reads a command in `text`."""
    text = text.replace("##[", "## [")
    return f"· {text}" if text.lstrip().startswith("::") else text
