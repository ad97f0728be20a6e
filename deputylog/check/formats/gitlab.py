"""GitLab code quality report: a JSON list with fingerprints that do not depend on line numbers.

An error is `critical`, a breach `major`, what is due `minor`, advice `info`.
"""

from __future__ import annotations

import json

from deputylog.check.result import Checked
from deputylog.finding import Finding, Severity, fingerprints
from deputylog.words import Words, visible

LEVELS = {
    Severity.ERROR: "critical",
    Severity.BREACH: "major",
    Severity.DUE: "minor",
    Severity.ADVICE: "info",
}


def checked(found: Checked, words: Words) -> str:
    marks = fingerprints(found.findings)
    issues = [
        _issue(finding, mark, found.prefix, words)
        for finding, mark in zip(found.findings, marks, strict=True)
    ]
    return json.dumps(issues, ensure_ascii=False, indent=1) + "\n"


def _issue(finding: Finding, mark: str, prefix: str, words: Words) -> dict[str, object]:
    return {
        "description": f"{finding.code}: {words.say(finding.text)}",
        "check_name": finding.code,
        "fingerprint": mark,
        "severity": LEVELS[finding.severity],
        "location": {
            "path": visible(f"{prefix}{finding.place.path}"),
            "lines": {"begin": max(finding.place.line, 1)},
        },
    }
