"""How an opening is entered: mailbox by mailbox, or in short if most were empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from deputylog.enter.context import Desk
from deputylog.enter.entry import Answers, Entry, Item, day_of, needed, never, today
from deputylog.finding import DeputylogError
from deputylog.keep.new_record import NewRecord
from deputylog.kinds.opening import NotOpened
from deputylog.kinds.registry import OPENING
from deputylog.names.register import Named, Register
from deputylog.names.terms import term_of
from deputylog.record.fields import exact_day
from deputylog.record.kind import Kind
from deputylog.text.spelling import plain
from deputylog.words import Bilingual

Found = tuple[str, int | dict[str, str]]
"""A mailbox with the number of its letters, or with the reason why it was not opened."""

ALL_EMPTY = ("全空", "都空", "qk", "empty")
"""Words for: all mailboxes, or all others, were opened and empty."""


def found_in(register: Register, text: str, on: date | None = None) -> Found:
    """Read `mailbox=letters` or `mailbox=reason[:note]`."""
    name, sign, value = text.replace("＝", "=").replace("：", ":").partition("=")
    if not sign or not value.strip():
        raise DeputylogError(
            "“{value}”不是“信箱=信件数”的写法，应如m03=2，或者m04=locked:物业换锁",
            "'{value}' must be MAILBOX=LETTERS or MAILBOX=REASON, such as m03=2 or "
            "m04=locked:物业换锁",
            value=text,
        )
    mailbox = register.resolve("mailbox", name.strip(), on)
    if value.strip().isdecimal():
        return mailbox, int(value)
    why, _, note = value.partition(":")
    reason = {"why": _reason(name.strip(), why.strip())}
    return mailbox, {**reason, "note": note.strip()} if note.strip() else reason


def _reason(mailbox: str, word: str) -> str:
    try:
        return term_of(mailbox, word, NotOpened)
    except DeputylogError:
        raise DeputylogError(
            "{mailbox}后应为信件数，或者未开箱的原因（{allowed}），而不是“{value}”",
            "{mailbox} needs the number of letters, or why it was not opened ({allowed}), "
            "not '{value}'",
            mailbox=mailbox,
            allowed=list(NotOpened),
            value=word,
        ) from None


class OthersUnsaidError(DeputylogError):
    """Some mailboxes of the group are not mentioned; they do not count as opened."""

    def __init__(self, others: Sequence[Named], answers: Answers) -> None:
        self.others = others
        self.answers = answers
        super().__init__(
            "没有说明{others}：均已开启且无来信的，加 --rest-empty；未开启的，写“信箱=原因”；"
            "不登记这些信箱的，加 --only",
            "nothing is said about {others}: add --rest-empty if they were opened and empty,"
            " MAILBOX=REASON if they were not opened, or --only to record nothing about "
            "them",
            others=[named.id for named in others],
        )


def mailboxes_in_use(desk: Desk, answers: Answers) -> Iterator[Named]:
    """Yield the mailboxes of the group in use on the day of the opening, with their places."""
    group, day = str(answers["group"]), _day(desk, answers)
    _refuse_ended(desk, group, day)
    named = {known.id: known for known in desk.register.known("mailbox", day)}
    yield from (
        named[mailbox.id] for holder, mailbox in desk.register.mailboxes_on(day) if holder == group
    )


def _refuse_ended(desk: Desk, group: str, day: date) -> None:
    """Raise DeputylogError if the group does not exist on that day."""
    register = desk.register
    if register.groups[group].lives(day):
        return
    present = register.holdings.successor(group, day)
    text = Bilingual(
        "{group}在 {day} 不存在；其信箱属于{successor}，请登记为该组的开箱",
        "{group} does not exist on {day}; its mailboxes belong to {successor}, enter "
        "the round there",
    )
    if present == group:
        text = Bilingual(
            "{group}在 {day} 不存在；请更正日期，或者更正该组的起止日：“deputylog set group”",
            "{group} does not exist on {day}; mend the date, or the days of the group: "
            "'deputylog set group'",
        )
    raise DeputylogError(
        text,
        group=register.name("group", group),
        day=day,
        successor=register.name("group", present),
    )


def _day(desk: Desk, answers: Answers) -> date:
    return exact_day(str(answers["date"])) if "date" in answers else desk.today


def _made(kind: Kind, desk: Desk, answers: Answers) -> NewRecord:
    """Return the opening with only those mailboxes about which something was said."""
    words = answers.get("found")
    texts = [str(text) for text in words] if isinstance(words, list) else []
    found: dict[str, int | dict[str, str]] = {}
    for mailbox, wording in (
        found_in(desk.register, text, _day(desk, answers))
        for text in texts
        if plain(text) not in ALL_EMPTY
    ):
        if mailbox in found:
            raise DeputylogError(
                "{name} 写了两次，只能写一次", "{name} is given twice; give it once", name=mailbox
            )
        found[mailbox] = wording
    in_use = list(mailboxes_in_use(desk, answers))
    for mailbox in found:
        _check_in_use(desk, mailbox, in_use, answers)
    others = [named for named in in_use if named.id not in found]
    if answers.get("rest_empty") or not set(ALL_EMPTY).isdisjoint(map(plain, texts)):
        found |= {named.id: 0 for named in others}
    elif others and not answers.get("only"):
        raise OthersUnsaidError(others, answers)
    found = {mailbox: found[mailbox] for mailbox in sorted(found)}
    data = {
        **{key: answers[key] for key in ("date", "group", "by", "note") if key in answers},
        "mailboxes": {
            mailbox: wording for mailbox, wording in found.items() if isinstance(wording, int)
        },
        "not_opened": {
            mailbox: wording for mailbox, wording in found.items() if isinstance(wording, dict)
        },
    }
    return NewRecord(kind, data, day_of(kind, data, desk.today))


def _check_in_use(desk: Desk, mailbox: str, in_use: Sequence[Named], answers: Answers) -> None:
    """Raise DeputylogError if the mailbox was not in use on that day, or belonged to another group."""
    if mailbox in {named.id for named in in_use}:
        return
    day = _day(desk, answers)
    holder = next(
        (holder for holder, held in desk.register.mailboxes_on(day) if held.id == mailbox), ""
    )
    text = Bilingual(
        "信箱 {mailbox} 在 {day} 属于{holder}；请在该组的开箱记录中登记",
        "mailbox {mailbox} belonged to {holder} on {day}; enter it in a round of that group",
    )
    if not holder:
        text = Bilingual(
            "{mailbox}信箱在{day}尚未启用或者已经停用；请改正日期，或者改正信箱的启用日："
            "deputylog set mailbox {mailbox} --from {day}",
            "mailbox {mailbox} was not in use on {day}; mend the date, or the days of the "
            "mailbox: 'deputylog set mailbox {mailbox} --from {day}'",
        )
    raise DeputylogError(text, mailbox=mailbox, day=day, holder=desk.register.name("group", holder))


def _as_it_is(desk: Desk, text: str) -> str:
    return text


def _true(desk: Desk, answers: Answers, text: str) -> bool:
    return True


FOUND = Item("found", "found", wording=Bilingual("各信箱", "mailboxes"), short=_as_it_is)
"""Asked for each mailbox separately."""

ENTRY = Entry(
    OPENING,
    (
        Item("date", "date", proposed=today),
        Item("group", "group", needed=needed, anew=("found",)),
        Item("by", "by"),
        FOUND,
        Item("rest_empty", "rest_empty", asked=never, value=_true),
        Item("only", "only", asked=never, value=_true),
        Item("note", "note"),
    ),
    made=_made,
    copied=("group", "by"),
)
