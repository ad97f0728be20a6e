"""How an excuse is entered: its rule, for whom or what, and who accepted it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from deputylog.enter.context import Desk
from deputylog.enter.entry import Answers, Entry, Item, needed, today
from deputylog.finding import DeputylogError
from deputylog.kinds.registry import EXCUSE
from deputylog.names.find import NothingFoundError, find_matter
from deputylog.names.register import Named, Register, UnknownNameError
from deputylog.words import Bilingual

_SUBJECTS = ("mailbox", "deputy", "group", "constituency")


def subject_id(root: Path, wanted: str) -> str:
    """Return the id of the mailbox, deputy, group, constituency or matter that `wanted` names."""
    register = Register(root)
    unknown: UnknownNameError | None = None
    for kind in _SUBJECTS:
        try:
            return register.resolve(kind, wanted)
        except UnknownNameError as error:
            unknown = unknown or error
    try:
        return find_matter(root, wanted).id
    except NothingFoundError as nothing:
        raise (unknown if unknown and unknown.unread else nothing) from None


def _subject(desk: Desk, answers: Answers, text: str) -> str:
    return subject_id(desk.root, text)


def _subjects(desk: Desk, answers: Answers) -> Sequence[Named]:
    from deputylog.enter.titles import open_matters

    return [
        *(named for kind in _SUBJECTS for named in desk.register.known(kind)),
        *open_matters(desk.root, desk.today),
    ]


def _rule(desk: Desk, answers: Answers, text: str) -> str:
    from deputylog.rules import rule_with_code

    found = rule_with_code(text)
    if found is None:
        raise DeputylogError(
            "没有规则“{code}”；“deputylog explain”列出全部规则",
            "there is no rule '{code}'; 'deputylog explain' lists them",
            code=text,
        )
    if not found.can_be_excused:
        only = Bilingual(
            "{rule}报告的不是未尽（属{severity}），只有未尽可以准予说明",
            "{rule} reports no breach ({severity}), and only a breach can be excused",
        )
        raise DeputylogError(only, rule=found.code, severity=found.severity)
    return found.code


def rules(desk: Desk, answers: Answers) -> Sequence[Named]:
    """Return the rules that report breaches, with what each of them finds."""
    from deputylog.rules import RULES
    from deputylog.rules.pages import title

    return [
        Named(rule.code, (rule.code, rule.name), desk.words.text(title(rule)))
        for rule in RULES
        if rule.can_be_excused
    ]


def _first_day(desk: Desk, answers: Answers) -> str:
    return str(answers.get("from", ""))


ENTRY = Entry(
    EXCUSE,
    (
        Item("rule", "rule", needed=needed, known=rules, value=_rule),
        Item("subject", "subject", needed=needed, known=_subjects, value=_subject),
        Item(
            "why",
            "why",
            needed=needed,
            example=Bilingual("春节放假", "closed for the Spring Festival"),
        ),
        Item("from", "first", proposed=today),
        Item("to", "last", proposed=_first_day),
        Item("accepted_by", "accepted_by", needed=needed),
        Item("accepted_on", "accepted_on", proposed=today),
    ),
)
