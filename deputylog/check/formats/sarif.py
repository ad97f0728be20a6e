"""SARIF 2.1.0: one run, the rules with their pages, columns counted in code points from 1.

An error is an `error`, a breach a `warning`, what is due and advice a `note`.
"""

from __future__ import annotations

import json
from urllib.parse import quote

from deputylog import __version__
from deputylog.check.result import Card, Checked
from deputylog.finding import Finding, Place, Severity, fingerprints
from deputylog.words import Words

LEVELS = {
    Severity.ERROR: "error",
    Severity.BREACH: "warning",
    Severity.DUE: "note",
    Severity.ADVICE: "note",
}
SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def checked(found: Checked, words: Words) -> str:
    places = {card.code: number for number, card in enumerate(found.cards)}
    marks = fingerprints(found.findings)
    run = {
        "tool": {"driver": _driver(found, words)},
        "language": words.language,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            "SRCROOT": {"description": {"text": "the top folder of the git repository"}}
        },
        "invocations": [{"executionSuccessful": True}],
        "properties": {"asOf": found.as_of.isoformat()},
        "results": [
            _result(finding, mark, places, found.prefix, words)
            for finding, mark in zip(found.findings, marks, strict=True)
        ],
    }
    return (
        json.dumps(
            {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1
        )
        + "\n"
    )


def _driver(found: Checked, words: Words) -> dict[str, object]:
    return {
        "name": "deputylog",
        "version": __version__,
        "semanticVersion": __version__,
        "language": words.language,
        "rules": [_rule(card) for card in found.cards],
    }


def _rule(card: Card) -> dict[str, object]:
    return {
        "id": card.code,
        "name": "".join(part.capitalize() for part in card.name.split("-")),
        "shortDescription": {"text": card.title},
        "fullDescription": {"text": card.title},
        "help": {"text": card.page, "markdown": card.page},
        "defaultConfiguration": {"level": LEVELS[card.severity]},
        "properties": {"severity": str(card.severity), "tags": [str(card.severity)]},
    }


def _result(
    finding: Finding, mark: str, places: dict[str, int], prefix: str, words: Words
) -> dict[str, object]:
    basis = f" ({words.say(finding.basis)})" if finding.basis else ""
    rule: dict[str, object] = {"ruleId": finding.code}
    if finding.code in places:
        rule["ruleIndex"] = places[finding.code]
    return {
        **rule,
        "level": LEVELS[finding.severity],
        "message": {"text": words.say(finding.text) + basis},
        "locations": [{"physicalLocation": _location(finding.place, prefix)}],
        "partialFingerprints": {"deputylog/v1": mark},
        "properties": {"severity": str(finding.severity), "subject": finding.subject},
    }


def _location(place: Place, prefix: str) -> dict[str, object]:
    uri = quote(f"{prefix}{place.path}".encode("utf-8", "surrogateescape"))
    location: dict[str, object] = {"artifactLocation": {"uri": uri, "uriBaseId": "SRCROOT"}}
    if place.line:
        location["region"] = {
            "startLine": place.line,
            **({"startColumn": place.column} if place.column else {}),
        }
    return location
