"""The page of a rule in one language: what it asks, its legal basis, a bad and a good example."""

from __future__ import annotations

import re

from deputylog.kinds.basis import local_phrase, practice_phrase
from deputylog.kinds.settings import Settings
from deputylog.rule import Basis, Founding, Law, Local, Practice, Rule, cited
from deputylog.table import Column, Table
from deputylog.words import Bilingual, Phrase, Words, phrase

_HEADING = re.compile(r"(Bad|Good), on (\d{4}-\d{2}-\d{2}):")
HEADINGS = {
    "Bad": Bilingual("不符合的例子（{day}）：", "Bad, on {day}:"),
    "Good": Bilingual("符合的例子（{day}）：", "Good, on {day}:"),
}


def paragraphs(rule: Rule) -> list[str]:
    """Split the page into title, prose and examples.

    A paragraph of prose is Bilingual and on one line: in the module's docstring, the Chinese
    paragraph follows the English one. Examples are the same in both languages.
    """
    parts = re.split(r"(```.*?```)|\n{2,}", rule.page.strip(), flags=re.DOTALL)
    found: list[str] = []
    for part in filter(None, parts):
        if not part.strip():
            continue
        if part.startswith("```"):
            found.append(part)
        elif _is_chinese(part):
            found[-1] = Bilingual("".join(part.splitlines()), found[-1])
        else:
            found.append(" ".join(part.split()))
    return found


def _is_chinese(text: str) -> bool:
    """Whether most of the text is Chinese; an English one may quote Chinese terms."""
    return len(re.findall("[\u4e00-\u9fff]", text)) * 2 > len(re.findall("[A-Za-z]", text))


def title(rule: Rule) -> str:
    """Return the title of the page in both languages, which says what is wrong."""
    return paragraphs(rule)[0]


def page(rule: Rule, words: Words, heading: str = "#") -> str:
    """Return the whole page as Markdown; `heading` begins its first line."""
    first, *rest = paragraphs(rule)
    facts = (
        phrase("程度：{severity}", "Severity: {severity}", severity=rule.severity),
        phrase("责任人：{actor}", "Who has to act: {actor}", actor=rule.actor),
        rule.basis and phrase("依据：{basis}", "Basis: {basis}", basis=basis_words(rule.basis)),
        rule.since
        and phrase(
            "自{day}起适用，此前开始的不作评判。",
            "In force since {day}; what began earlier is not judged.",
            day=rule.since,
        ),
        rule.implies
        and phrase(
            "同时出现：{codes}", "Reported together with it: {codes}", codes=list(rule.implies)
        ),
    )
    blocks = [f"{heading} {rule.code} {rule.name}", words.text(first)]
    blocks += [words.say(fact) for fact in facts if fact]
    blocks += [_block(part, words) for part in rest]
    return "\n\n".join(blocks) + "\n"


def page_values(rule: Rule, words: Words) -> dict[str, object]:
    """Return what the page says as values, and the page itself."""
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "actor": rule.actor,
        "title": title(rule),
        "basis": rule.basis and basis_words(rule.basis),
        "setting": rule.basis.setting if isinstance(rule.basis, Local) else None,
        "since": rule.since,
        "until": rule.until,
        "implies": rule.implies,
        "page": page(rule, words),
    }


def _block(part: str, words: Words) -> str:
    if found := _HEADING.fullmatch(part):
        return words.say(phrase(HEADINGS[found[1]], day=found[2]))
    return part if part.startswith("```") else words.text(part)


def basis_words(basis: Basis) -> Phrase:
    match basis:
        case Law() | Founding():
            return cited(basis)
        case Practice(after=after):
            return practice_phrase(after)
        case Local(setting=setting, after=after):
            said = local_phrase(setting, getattr(Settings(), setting))
            if after is None:
                return phrase("{said}（默认）", "{said} by default", said=said)
            text = Bilingual("{said}（默认），参照{after}", "{said} by default, after {after}")
            return phrase(text, said=said, after=cited(after))


def rule_table() -> Table:
    """Return a table of all rules with severity, actor and legal basis."""
    from deputylog.rules import RULES

    columns = (
        Column("code", Bilingual("代码", "code")),
        Column("name", Bilingual("名称", "name")),
        Column("severity", Bilingual("程度", "severity")),
        Column("actor", Bilingual("责任人", "who must act"), leaves=2),
        Column("offence", Bilingual("含义", "offence")),
        Column("basis", Bilingual("依据", "rests on"), leaves=1),
    )
    rows = tuple(
        (
            *(rule.code, rule.name, rule.severity, rule.actor, phrase(title(rule))),
            rule.basis and basis_words(rule.basis),
        )
        for rule in RULES
    )
    return Table("rules", Bilingual("规则", "rules"), columns, rows)
