"""The page of a rule in one language: what it asks, its legal basis, a bad and a good example."""

from __future__ import annotations

import re

from deputylog.calendar import DAY
from deputylog.kinds.actor import Actor
from deputylog.kinds.basis import practice_phrase
from deputylog.kinds.settings import Settings
from deputylog.rule import Basis, Founding, Law, Local, Practice, Rule, cited
from deputylog.rules import RULES
from deputylog.table import Column, Table
from deputylog.words import N_, Phrase, Said, Words, phrase

_HEADING = re.compile(r"(Bad|Good), on (\d{4}-\d{2}-\d{2}):")
HEADINGS = {"Bad": N_("Bad, on {day}:"), "Good": N_("Good, on {day}:")}


def paragraphs(rule: Rule) -> list[str]:
    """Split the page into title, prose and examples, with each prose paragraph on one line."""
    parts = re.split(r"\n\n(?=\S)", rule.page.strip())
    joined: list[str] = []
    for part in parts:
        if joined and joined[-1].startswith("```") and not joined[-1].endswith("```"):
            joined[-1] += "\n\n" + part
        else:
            joined.append(part)
    return [part if part.startswith("```") else " ".join(part.split()) for part in joined]


def title(rule: Rule) -> str:
    """Return the untranslated title of the page, which says what is wrong."""
    return paragraphs(rule)[0]


def page(rule: Rule, words: Words) -> str:
    """Return the whole page as Markdown."""
    heading, *rest = paragraphs(rule)
    lines = [f"# {rule.code} {rule.name}", "", words.text(heading), ""]
    lines += [words.say(phrase(N_("Severity: {severity}"), severity=rule.severity)), ""]
    lines += [words.say(phrase(N_("Who has to act: {actor}"), actor=rule.actor)), ""]
    if rule.basis:
        lines += [words.say(phrase(N_("Basis: {basis}"), basis=basis_words(rule.basis))), ""]
    if rule.since:
        lines += [words.say(phrase(N_("In force since {day}; what began earlier is not judged."), day=rule.since)), ""]
    if rule.implies:
        lines += [words.say(phrase(N_("Reported together with it: {codes}"), codes=list(rule.implies))), ""]
    for part in rest:
        lines += [_said(part, words), ""]
    return "\n".join(lines).rstrip() + "\n"


def _said(part: str, words: Words) -> str:
    found = _HEADING.fullmatch(part)
    if found:
        return words.say(phrase(HEADINGS[found[1]], day=found[2]))
    return part if part.startswith("```") else words.text(part)


def basis_words(basis: Basis) -> Phrase:
    match basis:
        case Law(since=since, before=before) if since and before:
            text = N_("{law}, until {last} article {before}")
            return phrase(text, law=cited(basis), last=since - DAY, before=before.article)
        case Law() | Founding():
            return cited(basis)
        case Practice(after=after):
            return practice_phrase(after)
        case Local():
            default = str(getattr(Settings(), basis.setting))
            if basis.after:
                text = N_("a local number: setting {setting} (default {default}), modelled on {after}")
                return phrase(text, setting=basis.setting, default=default, after=basis_words(basis.after))
            return phrase(N_("a local number: setting {setting} (default {default})"), setting=basis.setting, default=default)


def rule_table() -> Table:
    """Return a table of all rules with severity, actor and legal basis."""
    columns = (
        Column("code", Said("代码", "code")),
        Column("name", Said("名称", "name")),
        Column("severity", Said("程度", "severity")),
        Column("actor", Said("责任人", "who must act"), leaves=2),
        Column("offence", Said("含义", "offence")),
        Column("basis", Said("依据", "rests on"), leaves=1),
    )
    rows = tuple(
        (rule.code, rule.name, rule.severity, rule.actor, phrase(title(rule)), rule.basis and basis_words(rule.basis)) for rule in RULES
    )
    return Table("rules", Said("规则", "rules"), columns, rows)


def rules_by_actor() -> dict[Actor, list[Rule]]:
    """Return the rules that each actor must keep, in order of their codes; every actor has some."""
    return {actor: [rule for rule in RULES if rule.actor is actor] for actor in Actor}
