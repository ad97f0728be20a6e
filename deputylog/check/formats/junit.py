"""JUnit XML: a case for each finding, and a passing one for each rule without findings.

Findings that fail the run are failures; others are skipped cases with their message, so the
report is red exactly when the exit code is 1.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from deputylog.check.result import Card, Checked
from deputylog.finding import Finding, Severity
from deputylog.words import Words, visible


def checked(found: Checked, words: Words) -> str:
    hit = {finding.code for finding in found.findings}
    cases = [_passed(card) for card in found.cards if card.code not in hit]
    cases += [_found(finding, found, words) for finding in found.findings]
    cases += [
        _submitted(words.say(wording), fails=Severity.BREACH in found.failing)
        for wording in found.summaries
    ]
    failures = sum("<failure" in case for case in cases)
    skipped = sum("<skipped" in case for case in cases)
    counts = {"tests": len(cases), "failures": failures, "errors": 0, "skipped": skipped}
    written = "".join(f' {name}="{count}"' for name, count in counts.items())
    suite = f'<testsuite name="deputylog"{written} time="0">\n{"".join(cases)}</testsuite>\n'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="deputylog"{written} time="0">\n{suite}</testsuites>\n'


def _passed(card: Card) -> str:
    return f"<testcase classname={_attribute(f'deputylog.{card.code}')} name={_attribute(card.title)}/>\n"


def _found(finding: Finding, found: Checked, words: Words) -> str:
    place = finding.place
    line = f' line="{place.line}"' if place.line else ""
    name = f"{place}: {words.say(finding.text)}"
    case = f"<testcase classname={_attribute(f'deputylog.{finding.code}')} name={_attribute(name)} file={_attribute(place.path)}{line}>"
    message = words.say(finding.text)
    basis = f" ({words.say(finding.basis)})" if finding.basis else ""
    if finding.severity in found.failing:
        whole = escape(
            _storable(f"{place}: {finding.code} [{words.say(finding.severity)}] {message}{basis}")
        )
        inner = f"<failure type={_attribute(str(finding.severity))} message={_attribute(message)}>{whole}</failure>"
    else:
        inner = (
            f"<skipped message={_attribute(f'[{words.say(finding.severity)}] {message}{basis}')}/>"
        )
    return f"{case}{inner}</testcase>\n"


def _submitted(wording: str, *, fails: bool) -> str:
    """Return one case for the breaches of a quarter whose list was handed in."""
    inner = (
        f'<failure type="breach" message={_attribute(wording)}/>'
        if fails
        else f"<skipped message={_attribute(wording)}/>"
    )
    return (
        f'<testcase classname="deputylog.submitted" name={_attribute(wording)}>{inner}</testcase>\n'
    )


def _attribute(text: str) -> str:
    return quoteattr(_storable(text), {"\n": " "})


def _storable(text: str) -> str:
    """Replace characters that XML cannot contain."""
    return visible(text).replace("\ufffe", "<U+FFFE>").replace("\uffff", "<U+FFFF>")
