"""What inputs accept and propose where the field itself does not say so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from deputylog.enter import register_records
from deputylog.enter.context import EntryContext
from deputylog.finding import DeputylogError
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.tenure import tenure, terms_end
from deputylog.names.find import NothingFoundError, find_matter
from deputylog.names.register import Named, Register, UnknownNameError
from deputylog.names.terms import term_of
from deputylog.names.values import id_and_name
from deputylog.record.fields import Data, exact_day
from deputylog.record.ids import free_id, new_matter_id
from deputylog.record.kind import Answers
from deputylog.record.shape import Scalar
from deputylog.text.pinyin import joined_pinyin
from deputylog.text.spelling import same_name

DRAFT = "draft"
DAY_OR_DRAFT = "day_or_draft"
_DRAFT_WORDS = (DRAFT, "草稿", "尚未提出", "未提出")
_SUBJECTS = ("mailbox", "deputy", "group", "constituency")


class NameSource(Struct, frozen=True):
    """The things that an input can name: the choices, and how the text of an answer is read."""

    known: Callable[[EntryContext, Answers], Sequence[Named]]
    resolve: Callable[[EntryContext, Answers, str, str], object]


def rules(context: EntryContext, answers: Answers) -> Sequence[Named]:
    """Return the rules that report breaches, with what each of them finds."""
    from deputylog.rules import RULES
    from deputylog.rules.pages import title

    return [
        Named(rule.code, (rule.code, rule.name), context.words.text(title(rule)))
        for rule in RULES
        if rule.can_be_excused
    ]


def _rule(context: EntryContext, answers: Answers, text: str, label: str) -> str:
    from deputylog.rules import rule_with_code

    found = rule_with_code(text)
    if found is None:
        raise DeputylogError(
            "没有规则“{code}”；“deputylog explain”列出全部规则",
            "there is no rule '{code}'; 'deputylog explain' lists them",
            code=text,
        )
    if not found.can_be_excused:
        raise DeputylogError(
            "{rule}报告的不是未履行事项（属{severity}），只有未履行的可以附情况说明",
            "{rule} reports no breach ({severity}), and only a breach can be excused",
            rule=found.code,
            severity=found.severity,
        )
    return found.code


def _subjects(context: EntryContext, answers: Answers) -> Sequence[Named]:
    named = [named for kind in _SUBJECTS for named in context.register.known(kind)]
    return [*named, *context.known("source")]


def _subject(context: EntryContext, answers: Answers, text: str, label: str) -> str:
    """Return the id of the mailbox, deputy, group, constituency or matter that `text` names."""
    unknown: UnknownNameError | None = None
    for kind in _SUBJECTS:
        try:
            return context.register.resolve(kind, text)
        except UnknownNameError as error:
            unknown = unknown or error
    try:
        return find_matter(context.root, text).id
    except NothingFoundError as nothing:
        raise (unknown if unknown and unknown.unread else nothing) from None


def _matter_kinds(context: EntryContext, answers: Answers) -> Sequence[Named]:
    kinds = context.choices(Scalar("term", terms=MatterKind))
    return [named for named in kinds if named.id != MatterKind.ACCUSATION]


def _matter_kind(context: EntryContext, answers: Answers, text: str, label: str) -> str:
    found = term_of(label, text, MatterKind)
    if found == MatterKind.ACCUSATION:
        raise DeputylogError(
            "检举控告不能作为活动中反映的问题，请作为来信登记，方式为by_hand",
            "an accusation cannot be a matter of a visit; enter it as a letter with "
            "channel by_hand",
        )
    return found


def _day_or_draft(context: EntryContext, answers: Answers, text: str, label: str) -> str:
    day = text.strip()
    return DRAFT if day.lower() in _DRAFT_WORDS else context.values.day(label, day)


def _or_new(kind: str) -> NameSource:
    """Accept what the register has, and `ID=NAME` for something new."""

    def resolve(context: EntryContext, answers: Answers, text: str, label: str) -> str:
        wanted, name = id_and_name(text)
        if not name:
            return context.register.resolve(kind, wanted, context.today)
        context.new_names[kind, wanted] = name
        return wanted

    return NameSource(lambda context, answers: context.register.known(kind), resolve)


def _leader(context: EntryContext, answers: Answers, text: str, label: str) -> str:
    """Return the leader's id; an unknown person is added with the group."""
    leader, name = register_records.leader_named(context, text)
    if name:
        context.new_names["deputy", leader] = name
    return leader


def _entries(answers: Answers, name: str) -> Iterator[Data]:
    """Yield the entries of a list given so far."""
    found = answers.get(name)
    yield from found if isinstance(found, list) else ()


def _constituencies(context: EntryContext, answers: Answers) -> Sequence[Named]:
    """Return the constituencies just given."""
    answered = _entries(answers, "constituencies")
    return [Named(str(entry["id"]), (str(entry["name"]),)) for entry in answered]


def _constituency(context: EntryContext, answers: Answers, text: str, label: str) -> str:
    for named in _constituencies(context, answers):
        if any(same_name(text, name) for name in (named.id, *named.names)):
            return named.id
    if label.startswith("--"):
        return text  # an option may name one that does not exist yet, with a warning
    raise DeputylogError(
        "本组没有名为“{name}”的选区", "there is no constituency '{name}' in this group", name=text
    )


NAMES: Mapping[str, NameSource] = {
    "rule": NameSource(rules, _rule),
    "subject": NameSource(_subjects, _subject),
    "matter_kind": NameSource(_matter_kinds, _matter_kind),
    DAY_OR_DRAFT: NameSource(lambda context, answers: (), _day_or_draft),
    "constituency_or_new": _or_new("constituency"),
    "group_or_new": _or_new("group"),
    "leader": NameSource(lambda context, answers: context.register.known("deputy"), _leader),
    "constituency_of_group": NameSource(_constituencies, _constituency),
}
"""By the word that an input has for it in `names`."""


def shared_constituency(register: Register, deputies: object, day: object) -> str:
    """Return the constituency of all these deputies on the day; empty unless it is the same."""
    if not isinstance(deputies, list) or not isinstance(day, str) or len(day) < 10:
        return ""
    on, ends = exact_day(day), terms_end(register.district)
    found = [register.deputy(str(deputy)) for deputy in deputies]
    own = {seat.constituency for one in found if one for seat in tenure(one, ends, on).seats_on(on)}
    return own.pop() if len(own) == 1 and all(found) else ""


def _group_id(context: EntryContext, answers: Answers) -> str:
    name = str(answers.get("name", ""))
    word = re.sub(r"(?:街道)?代表组$", "", name) or name
    return free_id(joined_pinyin(word), context.register.ids("group"))


def _officer_id(context: EntryContext, answers: Answers) -> str:
    if "name" not in answers:
        return ""
    used = {str(entry["id"]) for entry in _entries(answers, "officers")}
    used |= {one.id for group in context.register.groups.values() for one in group.officers}
    used |= context.register.deputies.keys()
    return register_records.deputy_id(str(answers["name"]), used, context.random)


def _next_id(letter: str, field: str, kind: str) -> Callable[[EntryContext, Answers], str]:
    """Return a function that makes the next free id of a letter and a number, such as c08."""

    def next_id(context: EntryContext, answers: Answers) -> str:
        answered = {str(entry["id"]) for entry in _entries(answers, field)}
        found = (
            re.fullmatch(rf"{letter}(\d{{1,6}})", one)
            for one in answered | context.register.ids(kind)
        )
        return f"{letter}{max((int(one[1]) for one in found if one), default=0) + 1:02}"

    return next_id


DEFAULTS: Mapping[str, Callable[[EntryContext, Answers], str]] = {
    "today": lambda context, answers: context.today.isoformat(),
    "shared_constituency": lambda context, answers: shared_constituency(
        context.register, answers.get("deputies"), answers.get("date")
    ),
    "running_term": lambda context, answers: register_records.only_term(
        context.register, context.today
    ),
    "holding_group": register_records.holding_group,
    "deputy_id": register_records.new_deputy_id,
    "group_id": _group_id,
    "officer_id": _officer_id,
    "next_constituency": _next_id("c", "constituencies", "constituency"),
    "next_mailbox": _next_id("m", "mailboxes", "mailbox"),
    "new_matter_id": lambda context, answers: new_matter_id(context.random),
}
"""By the word in braces that an input has for it in `proposed`."""
