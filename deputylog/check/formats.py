"""The output formats of `check`: text, JSON, and what forges and other tools read.

An error is GitHub's `error`, GitLab's `critical` and SARIF's `error`; a breach that can be mended
`warning`, `major` and `warning`; one on record and what is due `notice`, `minor` and `note`; advice
`notice`, `info` and `note`. Every format lists every finding, but for the text, which may count
them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import quote

from deputylog import __version__
from deputylog.check import text
from deputylog.check.result import CheckResult
from deputylog.finding import Finding, Place, Standing, fingerprints
from deputylog.formats.json import envelope
from deputylog.rule import Rule
from deputylog.rules.pages import page, title
from deputylog.words import AssumedDay, Words, visible

_GITHUB, _GITLAB, _SARIF = (
    dict(zip(Standing, names.split(), strict=True))
    for names in (
        "error warning notice notice notice",
        "critical major minor minor info",
        "error warning note note note",
    )
)


def json_envelope(outcome: CheckResult, words: Words) -> str:
    """The outcome in the envelope that all JSON of the program has."""
    body = {
        "counts": {str(severity): count for severity, count in outcome.counts.items()},
        "pending": len(outcome.by_standing[Standing.PENDING]),
        "on_record": len(outcome.by_standing[Standing.ON_RECORD]),
        "undated_steps": outcome.undated,
        "findings": [finding_object(finding, words) for finding in outcome.findings],
        "visits": outcome.visits,
    }
    return envelope("findings", outcome.as_of, body)


def finding_object(finding: Finding, words: Words) -> dict[str, object]:
    place = finding.place
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "message": words.say(finding.text),
        "basis": words.say(finding.basis) if finding.basis else None,
        "subject": finding.subject,
        "group": finding.group or None,
        "day": finding.day.isoformat() if finding.day else None,
        "pending": finding.pending,
        "who": words.say(finding.who) or None,
        "weeks": [str(week) for week in finding.weeks],
        "mailboxes": finding.mailboxes,
        **({"day_assumed": True} if isinstance(finding.day, AssumedDay) else {}),
    }


def github(outcome: CheckResult, words: Words) -> str:
    """Workflow commands, which GitHub, Gitea and Forgejo show as annotations, worst first.

    The summary comes first as plain text. GitHub shows ten of each level and step, so the order
    counts.
    """
    lines = [_harmless(text.one_line(line)) for line in text.summary(outcome, words)]
    lines += [_command(finding, outcome.prefix, words) for finding in outcome.worst_first]
    return "".join(f"{line}\n" for line in lines)


def _command(finding: Finding, prefix: str, words: Words) -> str:
    place = finding.place
    properties: dict[str, object] = {
        "file": visible(f"{prefix}{place.path}"),
        "line": place.line,
        "col": place.column,
        "title": f"{finding.code} {words.say(finding.standing)}",
    }
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    said = _data(_harmless(text.message(finding, words)))
    return f"::{_GITHUB[finding.standing]} {written}::{said}"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _data(_harmless(str(value))).replace(":", "%3A").replace(",", "%2C")


def _harmless(line: str) -> str:
    """Change `::` at the start and `##[` anywhere, so that no runner reads a command in `line`."""
    line = line.replace("##[", "## [")
    return f"· {line}" if line.lstrip().startswith("::") else line


def gitlab(outcome: CheckResult, words: Words) -> str:
    """A code quality report, with fingerprints that do not depend on line numbers."""
    return _dumped(
        [
            {
                "description": f"{finding.code}: {words.say(finding.text)}",
                "check_name": finding.code,
                "fingerprint": mark,
                "severity": _GITLAB[finding.standing],
                "location": {
                    "path": visible(f"{outcome.prefix}{finding.place.path}"),
                    "lines": {"begin": max(finding.place.line, 1)},
                },
            }
            for finding, mark in _with_fingerprints(outcome)
        ]
    )


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _with_fingerprints(outcome: CheckResult) -> Iterator[tuple[Finding, str]]:
    return zip(outcome.findings, fingerprints(outcome.findings), strict=True)


def sarif(outcome: CheckResult, words: Words) -> str:
    """SARIF 2.1.0: one run, the rules with their pages, columns counted in code points from 1."""
    driver = {
        "name": "deputylog",
        "version": __version__,
        "semanticVersion": __version__,
        "language": words.language,
        "rules": [_sarif_rule(rule, words) for rule in outcome.rules],
    }
    top = {"description": {"text": "the top folder of the git repository"}}
    run = {
        "tool": {"driver": driver},
        "language": words.language,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": top},
        "invocations": [{"executionSuccessful": True}],
        "properties": {"asOf": outcome.as_of.isoformat()},
        "results": list(_sarif_results(outcome, words)),
    }
    schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
    return _dumped(
        {"$schema": f"{schema}sarif-schema-2.1.0.json", "version": "2.1.0", "runs": [run]}
    )


def _sarif_results(outcome: CheckResult, words: Words) -> Iterator[dict[str, object]]:
    codes = [rule.code for rule in outcome.rules]
    for finding, mark in _with_fingerprints(outcome):
        code = finding.code
        yield {
            "ruleId": code,
            **({"ruleIndex": codes.index(code)} if code in codes else {}),
            "level": _SARIF[finding.standing],
            "message": {"text": text.message(finding, words)},
            "locations": [{"physicalLocation": _location(finding.place, outcome.prefix)}],
            "partialFingerprints": {"deputylog/v1": mark},
            "properties": {
                "severity": str(finding.severity),
                "pending": finding.pending,
                "subject": finding.subject,
            },
        }


def _sarif_rule(rule: Rule, words: Words) -> dict[str, object]:
    short, whole = words.text(title(rule)), page(rule, words)
    severity = str(rule.severity)
    return {
        "id": rule.code,
        "name": rule.name.title().replace("-", ""),
        "shortDescription": {"text": short},
        "fullDescription": {"text": short},
        "help": {"text": whole, "markdown": whole},
        "defaultConfiguration": {"level": _SARIF[Standing.of(rule.severity, pending=True)]},
        "properties": {"severity": severity, "tags": [severity]},
    }


def _location(place: Place, prefix: str) -> dict[str, object]:
    uri = quote(f"{prefix}{place.path}".encode("utf-8", "surrogateescape"))
    location: dict[str, object] = {"artifactLocation": {"uri": uri, "uriBaseId": "SRCROOT"}}
    if place.line:
        column = {"startColumn": place.column} if place.column else {}
        location["region"] = {"startLine": place.line, **column}
    return location


def junit(outcome: CheckResult, words: Words) -> str:
    """JUnit XML: a case for each finding, and a passing one for each rule without findings.

    Findings that fail the run are failures; others are skipped cases with their message, so the
    report is red exactly when the exit code is 1.
    """
    cases = list(_cases(outcome, words))
    counts = {
        "tests": len(cases),
        "failures": sum("<failure" in case for case in cases),
        "errors": 0,
        "skipped": sum("<skipped" in case for case in cases),
        "time": 0,
    }
    suite = _element("testsuite", f"\n{''.join(cases)}", name="deputylog", **counts)
    whole = _element("testsuites", f"\n{suite}\n", name="deputylog", **counts)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{whole}\n'


def _cases(outcome: CheckResult, words: Words) -> Iterator[str]:
    found = {finding.code for finding in outcome.findings}
    for rule in outcome.rules:
        if rule.code not in found:
            yield _case(rule.code, words.text(title(rule)))
    for finding in outcome.findings:
        yield _case_of(finding, outcome, words)


def _case_of(finding: Finding, outcome: CheckResult, words: Words) -> str:
    from xml.sax.saxutils import escape  # which imports the clients of all protocols

    place, message = finding.place, words.say(finding.text)
    whole = f"[{words.say(finding.standing)}] {text.message(finding, words)}"
    inner = _element("skipped", message=whole)
    if outcome.is_failing(finding.severity):
        whole = escape(_storable(f"{place}: {finding.code} {whole}"))
        inner = _element("failure", whole, type=str(finding.standing), message=message)
    line = {"line": place.line} if place.line else {}
    return _case(finding.code, f"{place}: {message}", inner, file=place.path, **line)


def _case(of: str, name: str, inner: str = "", **more: object) -> str:
    return _element("testcase", inner, classname=f"deputylog.{of}", name=name, **more) + "\n"


def _element(tag: str, inner: str = "", **attributes: object) -> str:
    """An XML element with attributes on one line each."""
    from xml.sax.saxutils import quoteattr

    start = "".join(
        f" {key}={quoteattr(_storable(str(value)), {chr(10): ' '})}"
        for key, value in attributes.items()
    )
    return f"<{tag}{start}>{inner}</{tag}>" if inner else f"<{tag}{start}/>"


def _storable(value: str) -> str:
    """`value` without characters that XML cannot contain."""
    return visible(value).replace("\ufffe", "<U+FFFE>").replace("\uffff", "<U+FFFF>")


FORMATS: Mapping[str, Callable[[CheckResult, Words], str]] = {
    "text": text.plain,
    "json": json_envelope,
    "github": github,
    "gitlab": gitlab,
    "sarif": sarif,
    "junit": junit,
}
