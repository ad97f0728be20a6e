"""The result of a check in the JSON envelope."""

from __future__ import annotations

from deputylog.check.result import Checked
from deputylog.finding import Finding
from deputylog.formats.json import envelope
from deputylog.words import AssumedDay, Words


def finding_object(finding: Finding, words: Words) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "path": finding.place.path,
        "line": finding.place.line,
        "column": finding.place.column,
        "message": words.say(finding.text),
        "basis": words.say(finding.basis) if finding.basis else None,
        "subject": finding.subject,
        "group": finding.group or None,
        "day": finding.day.isoformat() if finding.day else None,
        "pending": finding.pending,
        **({"day_assumed": True} if isinstance(finding.day, AssumedDay) else {}),
    }


def checked(found: Checked, words: Words) -> str:
    """Return the result of a check in the envelope."""
    counts = {str(severity): count for severity, count in found.counts.items()}
    listed = {
        "findings": [finding_object(finding, words) for finding in found.findings],
        "submitted": list(found.submitted),
    }
    return envelope(
        "findings", found.as_of, {"counts": counts, "undated_steps": found.undated, **listed}
    )
