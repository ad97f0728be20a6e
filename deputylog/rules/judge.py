"""Turn the hits of rules into findings, with excuses, submitted quarters, places and messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from deputylog.book import Book
from deputylog.calendar import Quarter, week_ranges
from deputylog.finding import Finding, Place, Severity
from deputylog.kinds.excuse import Excuse
from deputylog.life.record_places import Filed
from deputylog.record.fields import Key
from deputylog.rule import Hit, Rule, Sees, basis_phrase
from deputylog.tree import Tree
from deputylog.words import Bilingual, Phrase, phrase

Locate = Callable[[str, Key], tuple[int, int]]
"""Function that returns line and column of a key in a file."""


@dataclass(frozen=True)
class Summary:
    """Breaches on record, of a quarter whose list was handed in, as one line."""

    group: str
    group_name: str
    quarter: Quarter
    codes: Mapping[str, int]

    @property
    def count(self) -> int:
        return sum(self.codes.values())


@dataclass(frozen=True)
class Outcome:
    """The result of a check.

    Beside the findings in order, it holds summaries of submitted quarters, the number of files
    read, and the number of events without a date, by which no deadline can be judged.
    """

    findings: tuple[Finding, ...]
    summaries: tuple[Summary, ...] = ()
    files: int = 0
    undated: int = 0

    def count(self, severity: Severity) -> int:
        found = sum(finding.severity is severity for finding in self.findings)
        return found + (
            sum(summary.count for summary in self.summaries) if severity is Severity.BREACH else 0
        )

    def fails(self, *, strict: bool) -> bool:
        """Return whether the check fails: on any error, and if `strict` on any unexcused breach."""
        return bool(self.count(Severity.ERROR) or (strict and self.count(Severity.BREACH)))


@dataclass(frozen=True)
class _Judged:
    rule: Rule
    hit: Hit
    severity: Severity
    excuses: Sequence[Filed[Excuse]]
    quarter: Quarter | None


def judge(
    rules: Sequence[Rule], book: Book, tree: Tree, locate: Locate, *, every: bool = False
) -> Outcome:
    """Run `rules` on the book; with `every`, list breaches of submitted quarters one by one.

    Without it, those on record are summarised, and those that can be mended stay in the list.
    """
    judged = [
        item
        for rule in rules
        if rule.sees is not Sees.EXCUSES
        for item in _judge_rule(rule, book, tree)
    ]
    used = frozenset(excuse.id for item in judged for excuse in item.excuses) | _not_judged(
        rules, book
    )
    judged += [
        item
        for rule in rules
        if rule.sees is Sees.EXCUSES
        for item in _judge_rule(rule, book, tree, used)
    ]
    kept = [item for item in judged if every or not item.quarter]
    findings = [_finding(run, book, locate) for run in _runs(kept)]
    summaries = _summaries([item for item in judged if item.quarter and not every], book)
    undated = sum(event.on is None for matter in book.matters for event in matter.events)
    undated += sum(event.on is None for handling in book.handlings for event in handling.events)
    return Outcome(tuple(sorted(findings, key=_in_order)), summaries, len(tree.paths), undated)


def _not_judged(rules: Sequence[Rule], book: Book) -> frozenset[str]:
    """The excuses of rules that exist and do not run: nobody knows whether they excuse something."""
    from deputylog.rules import RULES

    left_out = {rule.code for rule in RULES} - {rule.code for rule in rules}
    return frozenset(filed.id for filed in book.excuses if filed.record.rule in left_out)


def _in_order(finding: Finding) -> tuple[object, ...]:
    return (
        finding.place.path,
        finding.place.line,
        finding.place.column,
        finding.code,
        finding.subject,
        finding.day or date.min,
    )


def _judge_rule(
    rule: Rule, book: Book, tree: Tree, used: frozenset[str] = frozenset()
) -> Iterable[_Judged]:
    for hit in rule.hits(book, tree, used):
        severity = hit.severity or rule.severity
        breached = hit.judged if severity is Severity.BREACH else None
        excuses = book.excuses_of(rule.code, hit.subject, breached) if breached else []
        if excuses:
            severity = Severity.ADVICE
        on_record = severity is Severity.BREACH and not hit.pending
        yield _Judged(
            rule, hit, severity, excuses, _submitted_quarter(hit, book) if on_record else None
        )


def _submitted_quarter(hit: Hit, book: Book) -> Quarter | None:
    if not hit.day or not hit.group:
        return None
    quarter = hit.week.quarter if hit.week else Quarter.of(hit.day)
    return quarter if book.submissions_of(hit.group, quarter) else None


def _runs(judged: Iterable[_Judged]) -> list[list[_Judged]]:
    """Group the hits by finding: the weeks of one subject together, every other hit alone."""
    runs: dict[object, list[_Judged]] = {}
    for number, item in enumerate(judged):
        hit = item.hit
        excuse = item.excuses[0].id if item.excuses else ""
        alike = (item.rule.code, hit.path, hit.subject, hit.group, item.severity, excuse)
        key = alike if hit.week else number
        runs.setdefault(key, []).append(item)
    return list(runs.values())


def _finding(run: list[_Judged], book: Book, locate: Locate) -> Finding:
    first = run[0]
    rule, hit = first.rule, first.hit
    text = rule.says(hit)
    if hit.week and rule.run:
        text = phrase(
            rule.run,
            **{
                **hit.values,
                "weeks": week_ranges([item.hit.week for item in run if item.hit.week]),
                "count": len(run),
            },
        )
    for excuse in first.excuses[:1]:
        accepted = Bilingual(
            "{finding}（已准予：{why}，{excuse}）", "{finding} (accepted: {why}, {excuse})"
        )
        text = phrase(accepted, finding=text, why=excuse.record.why, excuse=excuse.id)
    place = hit.place or Place(hit.path, *locate(hit.path, hit.key))
    marks = tuple(_mark(item) for item in run)
    basis = basis_phrase(rule, book, hit.began)
    pending = hit.pending and not first.excuses
    return Finding(
        rule.code,
        first.severity,
        place,
        text,
        basis,
        hit.subject,
        hit.group,
        hit.day,
        marks,
        pending,
    )


def _mark(item: _Judged) -> str:
    """Return text that identifies the hit even if its line or its values change.

    Hits at a place in a file that has no key are distinguished by their values.
    """
    hit = item.hit
    wording = (
        [value.text if isinstance(value, Phrase) else value for value in hit.values.values()]
        if hit.place
        else []
    )
    parts = (
        item.rule.code,
        hit.path,
        hit.subject,
        *hit.key,
        *wording,
        hit.day or "",
        hit.week or "",
    )
    return "\x1f".join(str(part) for part in parts)


def _summaries(judged: list[_Judged], book: Book) -> tuple[Summary, ...]:
    counts: dict[tuple[str, Quarter], Counter[str]] = {}
    for item in judged:
        assert item.quarter
        counts.setdefault((item.hit.group, item.quarter), Counter())[item.rule.code] += 1
    return tuple(
        Summary(group, book.name("group", group), quarter, dict(sorted(codes.items())))
        for (group, quarter), codes in sorted(counts.items())
    )


def summary_phrase(summary: Summary) -> Phrase:
    return phrase(
        Bilingual(
            "{group}{quarter}：清单已报送，该季度有未尽{count}项（{codes}）；用--all逐条列出",
            "{group} {quarter}: {count} breach in a quarter whose list was handed in ("
            "{codes}); --all lists it",
            "{group} {quarter}: {count} breaches in a quarter whose list was handed in ("
            "{codes}); --all lists them",
        ),
        group=summary.group_name,
        quarter=str(summary.quarter),
        count=summary.count,
        codes=", ".join(f"{code} × {count}" for code, count in summary.codes.items()),
    )
