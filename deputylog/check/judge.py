"""Turn the hits of rules into findings, with excuses, submitted quarters, places and messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from deputylog.book import Book
from deputylog.calendar import Quarter
from deputylog.check.result import CheckResult, Summary
from deputylog.facts.period_words import weeks_words
from deputylog.finding import Finding, Place, Severity
from deputylog.kinds.excuse import Excuse
from deputylog.life.record_places import Filed
from deputylog.record.slow_parser import locate
from deputylog.rule import Evidence, Hit, Rule, basis_phrase
from deputylog.rules import RULES
from deputylog.words import Bilingual, Phrase, phrase

_ACCEPTED = Bilingual(
    "{finding}（已准予：{why}，{excuse}）", "{finding} (accepted: {why}, {excuse})"
)


@dataclass(frozen=True)
class _Judged:
    """A hit with its severity, the excuses for it, and the submitted quarter that it belongs to."""

    rule: Rule
    hit: Hit
    severity: Severity
    excuses: Sequence[Filed[Excuse]]
    quarter: Quarter | None


def judge(rules: Sequence[Rule], evidence: Evidence, *, every: bool = False) -> CheckResult:
    """Run `rules`; with `every`, list breaches of submitted quarters one by one.

    Without it, those on record are summarised, and those that can be mended stay in the list.
    """
    book = evidence.book
    last = [rule for rule in rules if "used_excuses" in rule.sees]
    judged = list(_judge([rule for rule in rules if rule not in last], evidence))
    evidence = replace(evidence, used_excuses=_used_excuses(rules, judged, evidence))
    judged += _judge(last, evidence)
    findings = [
        _finding(several, evidence)
        for several in _by_finding(item for item in judged if every or not item.quarter)
    ]
    return CheckResult(
        tuple(sorted(findings, key=_in_order)),
        tuple(rules),
        book.as_of,
        () if every else tuple(_summaries(judged, evidence)),
        len(evidence.tree.paths),
        sum(event.on is None for one in book.lives for event in one.events),
    )


def _used_excuses(
    rules: Iterable[Rule], judged: Iterable[_Judged], evidence: Evidence
) -> frozenset[str]:
    """The ids of the excuses that excused something, or are of rules that were not run."""
    not_run = {rule.code for rule in RULES}.difference(rule.code for rule in rules)
    of_others = (filed.id for filed in evidence.book.excuses if filed.record.rule in not_run)
    return frozenset(excuse.id for item in judged for excuse in item.excuses).union(of_others)


def _in_order(finding: Finding) -> tuple[object, ...]:
    place = finding.place
    day = finding.day or date.min
    return place.path, place.line, place.column, finding.code, finding.subject, day


def _judge(rules: Iterable[Rule], evidence: Evidence) -> Iterator[_Judged]:
    book = evidence.book
    for rule in rules:
        for hit in rule.hits(evidence):
            severity = hit.severity or rule.severity
            excuses: Sequence[Filed[Excuse]] = ()
            if severity is Severity.BREACH and hit.judged:
                excuses = book.excuses_of(rule.code, hit.subject, hit.judged)
            if excuses:
                severity = Severity.ADVICE
            quarter = _submitted_quarter(book, hit) if severity is Severity.BREACH else None
            yield _Judged(rule, hit, severity, excuses, quarter)


def _submitted_quarter(book: Book, hit: Hit) -> Quarter | None:
    """The quarter of a hit that nobody can mend, if the list of that quarter was handed in."""
    if hit.pending or not (hit.day and hit.group):
        return None
    quarter = hit.week.quarter if hit.week else Quarter.of(hit.day)
    return quarter if book.submissions_of(hit.group, quarter) else None


def _by_finding(judged: Iterable[_Judged]) -> Iterable[list[_Judged]]:
    """Group the hits by finding: the weeks of one subject together, every other hit alone."""
    found: dict[object, list[_Judged]] = {}
    for number, item in enumerate(judged):
        hit = item.hit
        excuse = item.excuses[0].id if item.excuses else ""
        alike = (item.rule.code, hit.path, hit.subject, hit.group, item.severity, excuse)
        found.setdefault(alike if hit.week else number, []).append(item)
    return found.values()


def _finding(several: Sequence[_Judged], evidence: Evidence) -> Finding:
    first = several[0]
    rule, hit = first.rule, first.hit
    place = hit.place
    if place is None:
        raw = evidence.tree.contents.get(hit.path)
        place = Place(hit.path, *(locate(raw, hit.key) if raw is not None else (0, 0)))
    return Finding(
        rule.code,
        first.severity,
        place,
        _text(several),
        basis_phrase(rule, evidence.book, hit.began),
        hit.subject,
        hit.group,
        hit.day,
        tuple(map(_mark, several)),
        hit.pending and not first.excuses,
    )


def _text(several: Sequence[_Judged]) -> Phrase:
    first = several[0]
    hit = first.hit
    text = first.rule.says(hit)
    if hit.text_of_weeks:
        weeks = weeks_words([item.hit.week for item in several if item.hit.week])
        values = {**hit.values, "weeks": weeks, "count": len(several)}
        text = phrase(hit.text_of_weeks, **values)
    for excuse in first.excuses[:1]:
        text = phrase(_ACCEPTED, finding=text, why=excuse.record.why, excuse=excuse.id)
    return text


def _mark(item: _Judged) -> str:
    """Text that identifies the hit even if its line or its values change.

    Hits at a place in a file that has no key are distinguished by their values.
    """
    hit = item.hit
    values = hit.values.values() if hit.place else ()
    wording = [value.text if isinstance(value, Phrase) else value for value in values]
    parts = (item.rule.code, hit.path, hit.subject, *hit.key, *wording)
    return "\x1f".join(map(str, (*parts, hit.day or "", hit.week or "")))


def _summaries(judged: Iterable[_Judged], evidence: Evidence) -> Iterator[Summary]:
    """One line for every group and submitted quarter with breaches on record."""
    found: dict[tuple[str, Quarter], Counter[str]] = {}
    for item in judged:
        if item.quarter:
            codes = found.setdefault((item.hit.group, item.quarter), Counter())
            codes[item.rule.code] += 1
    for (group, quarter), codes in sorted(found.items()):
        name = evidence.book.name("group", group)
        yield Summary(group, name, quarter, dict(sorted(codes.items())))
