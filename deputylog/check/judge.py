"""Turn the hits of rules into findings, with excuses, places and messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from deputylog.book import Acting, Book
from deputylog.finding import Finding, Place, Severity
from deputylog.kinds.actor import Actor
from deputylog.kinds.deputy import Deputy
from deputylog.kinds.excuse import Excuse
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.life.record_places import Filed
from deputylog.period_words import weeks_words
from deputylog.record.slow_parser import locate
from deputylog.rule import Evidence, Hit, Rule, basis_phrase
from deputylog.text.identity import masked
from deputylog.words import Bilingual, Phrase, phrase

_ACCEPTED = Bilingual("{finding}（情况说明已认可：{why}）", "{finding} (accepted: {why})")
_ABOUT = Bilingual("{id} {about}", "{id} {about}")
_OF_GROUP = Bilingual("{who}（{group}）", "{who} ({group})")


class _Judged(Struct, frozen=True):
    """A hit with its severity and the excuses for it."""

    rule: Rule
    hit: Hit
    severity: Severity
    excuses: Sequence[Filed[Excuse]]

    @property
    def likeness(self) -> tuple[object, ...]:
        """What the hits of several weeks, or of several mailboxes, must agree in to be one."""
        excuse = self.excuses[0].id if self.excuses else ""
        return self.rule.code, self.hit.group, self.severity, excuse


def judge(
    rules: Iterable[Rule], evidence: Any, own: Container[str] | None = None
) -> tuple[list[Finding], frozenset[str]]:
    """Return what the rules find in the files `own`, and the ids of the excuses that were used.

    `evidence` is of a part of the district; without `own` it is of the whole.
    """
    last = [rule for rule in rules if "used_excuses" in rule.sees]
    judged = list(_judge([rule for rule in rules if rule not in last], evidence, own))
    used = frozenset(excuse.id for item in judged for excuse in item.excuses)
    if last:
        judged += _judge(last, replace(evidence, used_excuses=used), own)
    return [_finding(several, evidence) for several in _by_finding(judged)], used


def in_order(finding: Finding) -> tuple[object, ...]:
    """Return the key by which findings are sorted: by their places."""
    place = finding.place
    day = finding.day or date.min
    return place.path, place.line, place.column, finding.code, finding.subject, day


def _judge(
    rules: Iterable[Rule], evidence: Any, own: Container[str] | None = None
) -> Iterator[_Judged]:
    book = evidence.book
    for rule in rules:
        for hit in rule.hits(evidence):
            if own is not None and hit.path not in own:
                continue
            severity = hit.severity or rule.severity
            excuses: Sequence[Filed[Excuse]] = ()
            if severity is Severity.BREACH and hit.judged:
                group = hit.group if hit.week else ""
                excuses = book.excuses_of(rule.code, hit.subject, hit.judged, group)
            yield _Judged(rule, hit, Severity.ADVICE if excuses else severity, excuses)


def _by_finding(judged: Sequence[_Judged]) -> Iterable[list[_Judged]]:
    """Group the hits by finding: the weeks of a mailbox together, and of a group those that all its
    mailboxes missed; every other hit alone.
    """
    alike = Counter((item.likeness, item.hit.week) for item in judged if item.hit.together)
    found: dict[object, list[_Judged]] = {}
    for number, item in enumerate(judged):
        hit = item.hit
        key: object = number
        if hit.together and alike[item.likeness, hit.week] == len(hit.together):
            key = item.likeness, hit.together
        elif hit.week:
            key = item.likeness, hit.path, hit.subject
        found.setdefault(key, []).append(item)
    return found.values()


def _finding(several: Sequence[_Judged], evidence: Evidence) -> Finding:
    first = several[0]
    rule, hit = first.rule, first.hit
    mailboxes = hit.together if len({item.hit.subject for item in several}) > 1 else ()
    key = hit.key[:1] if mailboxes else hit.key
    return Finding(
        rule.code,
        first.severity,
        hit.place or _place(hit.path, key, evidence),
        _text(several, mailboxes),
        hit.basis or basis_phrase(rule, evidence.book, hit.began),
        hit.group if mailboxes else hit.subject,
        hit.group,
        hit.day,
        tuple(map(_mark, several)),
        hit.pending and not first.excuses,
        _who(rule, hit, evidence.book),
        _about(hit, evidence.book),
        tuple(sorted({item.hit.week for item in several if item.hit.week})),
        mailboxes,
    )


def _place(path: str, key: Sequence[str | int], evidence: Evidence) -> Place:
    raw = evidence.tree.contents.get(path)
    return Place(path, *(locate(raw, tuple(key)) if raw is not None else (0, 0)))


def _text(several: Sequence[_Judged], mailboxes: Sequence[str]) -> Phrase:
    first = several[0]
    hit = first.hit
    weeks = {item.hit.week for item in several if item.hit.week}
    values = {**hit.values, "weeks": weeks_words(weeks), "count": len(weeks)} if weeks else {}
    if mailboxes:
        text = phrase(hit.text_of_all or first.rule.message, **values)
    else:
        text = first.rule.says(replace(hit, values=values) if weeks else hit)
    for excuse in first.excuses[:1]:
        text = phrase(_ACCEPTED, finding=text, why=masked(excuse.record.why))
    return text


def _about(hit: Hit, book: Book) -> Phrase | str:
    """The matter or suggestion in a few words; "" if the hit is about neither."""
    one = hit.about
    if not isinstance(one, (Matter, Handling)):
        return ""
    return phrase(_ABOUT, id=book.number_of(one.id) or one.id, about=book.in_short(one))


def _who(rule: Rule, hit: Hit, book: Book) -> Phrase | str:
    """Who must act, by name, and of which group; "" if nobody in particular must."""
    actor, names = hit.acting or _usual(rule, hit, book)
    if not names or not hit.group or actor in (Actor.DEPARTMENT, Actor.WORKING_BODY):
        return phrase("{who}", "{who}", who=names) if names else ""
    return phrase(_OF_GROUP, who=names, group=book.name("group", hit.group))


def _usual(rule: Rule, hit: Hit, book: Book) -> Acting:
    """The rule's actor, with the name, if the hit names nobody else."""
    match rule.actor, hit.about:
        case Actor.WORKING_BODY, _:
            return Actor.WORKING_BODY, book.district.working_body
        case Actor.DEPUTY, Matter() as matter:
            return Actor.DEPUTY, book.deputies_of(matter)
        case Actor.DEPUTY, Handling() as handling:
            return Actor.DEPUTY, book.name("deputy", handling.record.lead)
        case Actor.DEPUTY, Filed(record=Deputy()) as deputy:
            return Actor.DEPUTY, deputy.record.name
        case Actor.OFFICER | Actor.DEPUTY, _ if hit.group:
            return book.acting_for(hit.group)
    return rule.actor, ""


def _mark(item: _Judged) -> str:
    """Text that identifies the hit even if its line or its values change.

    Hits at a place in a file that has no key are distinguished by their values.
    """
    hit = item.hit
    values = hit.values.values() if hit.place else ()
    wording = [value.text if isinstance(value, Phrase) else value for value in values]
    parts = (item.rule.code, hit.path, hit.subject, *hit.key, *wording)
    return "\x1f".join(map(str, (*parts, hit.day or "", hit.week or "")))
