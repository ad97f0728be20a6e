"""Convert the outcome of a check into the input of every output format."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from deputylog.check.result import Card, Checked
from deputylog.finding import Severity
from deputylog.rule import Rule
from deputylog.rules.judge import Outcome, summary_phrase
from deputylog.rules.pages import page, title
from deputylog.words import Words


def shown(
    outcome: Outcome,
    rules: Sequence[Rule],
    as_of: date,
    words: Words,
    *,
    strict: bool = False,
    by: str = "file",
    prefix: str = "",
) -> Checked:
    """Return the findings with the pages of the rules; `strict` means that breaches fail too."""
    return Checked(
        findings=outcome.findings,
        cards=tuple(
            Card(rule.code, rule.name, rule.severity, words.text(title(rule)), page(rule, words))
            for rule in rules
        ),
        as_of=as_of,
        counts={severity: outcome.count(severity) for severity in Severity},
        failing=frozenset({Severity.ERROR, Severity.BREACH} if strict else {Severity.ERROR}),
        summaries=tuple(summary_phrase(summary) for summary in outcome.summaries),
        submitted=tuple(
            {
                "group": summary.group,
                "quarter": str(summary.quarter),
                "breaches": summary.count,
                "codes": dict(summary.codes),
            }
            for summary in outcome.summaries
        ),
        files=outcome.files,
        undated=outcome.undated,
        by=by,
        prefix=prefix,
    )
