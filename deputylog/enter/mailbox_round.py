"""A round of opening mailboxes: mailbox by mailbox, or in short if most were empty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from deputylog.enter.context import EntryContext
from deputylog.finding import DeputylogError
from deputylog.keep.new_record import NewRecord
from deputylog.kinds.opening import OPENING, NotOpened
from deputylog.names.register import Named, Register
from deputylog.names.terms import term_of
from deputylog.record.fields import exact_day
from deputylog.record.kind import Answers
from deputylog.text.spelling import plain
from deputylog.words import Bilingual

Found = tuple[str, int | dict[str, str]]
"""A mailbox with the number of its letters, or with the reason why it was not opened."""

ALL_EMPTY = ("全空", "都空", "qk", "empty")
"""Words for: all mailboxes, or all others, were opened and empty."""

_ENDED = Bilingual(
    "{group}在 {day} 不存在；其信箱属于{successor}，请登记为该组的开箱",
    "{group} does not exist on {day}; its mailboxes belong to {successor}, enter the round there",
)
_NOT_YET = Bilingual(
    "{group}在 {day} 不存在；请更正日期，或者更正该组的起止日：“deputylog set group”",
    "{group} does not exist on {day}; mend the date, or the days of the group: "
    "'deputylog set group'",
)
_OF_ANOTHER_GROUP = Bilingual(
    "信箱 {mailbox} 在 {day} 属于{holder}；请在该组的开箱记录中登记",
    "mailbox {mailbox} belonged to {holder} on {day}; enter it in a round of that group",
)
_NONE_IN_USE = Bilingual(
    "{group}在 {day} 没有启用的信箱；请改正日期，或者改正信箱的启用日：deputylog set mailbox 编号 "
    "--from {day}",
    "{group} has no mailbox in use on {day}; mend the date, or the days of a mailbox: 'deputylog "
    "set mailbox ID --from {day}'",
)
_NOT_IN_USE = Bilingual(
    "{mailbox}信箱在{day}尚未启用或者已经停用；请改正日期，或者改正信箱的启用日："
    "deputylog set mailbox {mailbox} --from {day}",
    "mailbox {mailbox} was not in use on {day}; mend the date, or the days of the "
    "mailbox: 'deputylog set mailbox {mailbox} --from {day}'",
)


class UnmentionedMailboxesError(DeputylogError):
    """Some mailboxes of the group are not mentioned; they do not count as opened."""

    def __init__(self, mailboxes: Sequence[Named], answers: Answers) -> None:
        self.mailboxes = mailboxes
        self.answers = answers
        super().__init__(
            "没有说明{others}：均已开启且无来信的，加 --rest-empty；未开启的，写“信箱=原因”；"
            "不登记这些信箱的，加 --only",
            "nothing is said about {others}: add --rest-empty if they were opened and empty,"
            " MAILBOX=REASON if they were not opened, or --only to record nothing about "
            "them",
            others=[named.id for named in mailboxes],
        )


def found_in(register: Register, text: str, on: date | None = None) -> Found:
    """Read `mailbox=letters` or `mailbox=reason[:note]`."""
    name, sign, value = text.replace("＝", "=").replace("：", ":").partition("=")
    name, value = name.strip(), value.strip()
    if not sign or not value:
        raise DeputylogError(
            "“{value}”不是“信箱=信件数”的写法，应如 m03=2（来信2封），或者 m03=打不开:物业换锁",
            "'{value}' must be MAILBOX=LETTERS or MAILBOX=REASON, such as m03=2 or "
            "m03=locked:物业换锁",
            value=text,
        )
    mailbox = register.resolve("mailbox", name, on)
    if value.isdecimal():
        return mailbox, int(value)
    why, _, note = (part.strip() for part in value.partition(":"))
    try:
        reason = {"why": term_of(name, why, NotOpened)}
    except DeputylogError:
        raise DeputylogError(
            "{mailbox}后应为信件数，或者未开箱的原因（{allowed}），而不是“{value}”",
            "{mailbox} needs the number of letters, or why it was not opened ({allowed}), "
            "not '{value}'",
            mailbox=name,
            allowed=list(NotOpened),
            value=why,
        ) from None
    return mailbox, {**reason, "note": note} if note else reason


def mailboxes_in_use(context: EntryContext, answers: Answers) -> list[Named]:
    """Return the mailboxes of the group in use on the day of the opening, with their places.

    DeputylogError if the group does not exist on that day.
    """
    register, group, day = context.register, str(answers["group"]), _day(context, answers)
    if not register.groups[group].lives(day):
        present = register.holdings.successor(group, day)
        raise DeputylogError(
            _NOT_YET if present == group else _ENDED,
            group=register.name("group", group),
            day=day,
            successor=register.name("group", present),
        )
    named = {known.id: known for known in register.known("mailbox", day)}
    return [named[box.id] for holder, box in register.mailboxes_on(day) if holder == group]


def _day(context: EntryContext, answers: Answers) -> date:
    return exact_day(str(answers["date"])) if "date" in answers else context.today


def new_opening(context: EntryContext, answers: Answers) -> NewRecord:
    """Return the opening with only those mailboxes about which something was said."""
    register, day = context.register, _day(context, answers)
    texts: Any = answers.get("found", ())
    mentioned = [text for text in texts if plain(text) not in ALL_EMPTY]
    found = _results(register, mentioned, day)
    in_use = mailboxes_in_use(context, answers)
    if not in_use and not found:
        raise DeputylogError(
            _NONE_IN_USE, group=register.name("group", str(answers["group"])), day=day
        )
    for mailbox in found:
        if all(mailbox != named.id for named in in_use):
            _refuse(register, mailbox, day)
    others = [named for named in in_use if named.id not in found]
    if len(mentioned) < len(texts) or answers.get("rest_empty"):
        found |= {named.id: 0 for named in others}
    elif others and not answers.get("only"):
        raise UnmentionedMailboxesError(others, answers)
    data = {key: answers[key] for key in ("date", "group", "by", "note") if key in answers}
    data["mailboxes"] = {box: one for box, one in sorted(found.items()) if isinstance(one, int)}
    data["not_opened"] = {box: one for box, one in sorted(found.items()) if isinstance(one, dict)}
    return NewRecord(OPENING, data, day)


def _results(
    register: Register, texts: Sequence[str], day: date
) -> dict[str, int | dict[str, str]]:
    """Return what was found in each mailbox; DeputylogError if one is given twice."""
    found: dict[str, int | dict[str, str]] = {}
    for text in texts:
        mailbox, result = found_in(register, text, day)
        if mailbox in found:
            raise DeputylogError(
                "{name} 写了两次，只能写一次", "{name} is given twice; give it once", name=mailbox
            )
        found[mailbox] = result
    return found


def _refuse(register: Register, mailbox: str, day: date) -> None:
    """Raise DeputylogError: the mailbox was not in use on that day, or of another group."""
    holders = (holder for holder, held in register.mailboxes_on(day) if held.id == mailbox)
    holder = next(holders, "")
    raise DeputylogError(
        _OF_ANOTHER_GROUP if holder else _NOT_IN_USE,
        mailbox=mailbox,
        day=day,
        holder=register.name("group", holder),
    )
