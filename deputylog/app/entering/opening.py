"""How a round through a group's mailboxes is entered: mailbox by mailbox, or a few words for those that were not empty."""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.app.entering.desk import Desk
from deputylog.app.entering.entry import Answers, Entry, Item, Made, day_of, needed, today
from deputylog.app.names import Named, Register
from deputylog.app.terms import term_of
from deputylog.finding import DeputylogError
from deputylog.model.fields import exact_day
from deputylog.model.kinds import OPENING, Kind
from deputylog.model.opening import NotOpened
from deputylog.words import N_, Said

Found = tuple[str, int | dict[str, str]]
"""A mailbox with the number of its letters, or with the reason why it was not opened."""


def found_in(register: Register, text: str) -> Found:
    """What `mailbox=letters` or `mailbox=reason[:note]` says."""
    name, sign, value = text.replace("＝", "=").replace("：", ":").partition("=")
    if not sign or not value.strip():
        raise DeputylogError(N_("'{value}' is no mailbox with its letters, such as m03=2 or m04=locked:物业换锁"), value=text)
    mailbox = register.resolve("mailbox", name.strip())
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
            N_("{mailbox} wants the number of letters, or why it was not opened ({allowed}), not '{value}'"),
            mailbox=mailbox,
            allowed=list(NotOpened),
            value=word,
        ) from None


def mailboxes_in_use(desk: Desk, answers: Answers) -> Iterator[Named]:
    """The mailboxes of the group that hang on the day of the round, with where they hang."""
    group = desk.register.groups[str(answers["group"])]
    day = exact_day(str(answers["date"])) if "date" in answers else desk.today
    named = {known.id: known for known in desk.register.known("mailbox")}
    yield from (named[mailbox.id] for mailbox in group.mailboxes if mailbox.in_use(day))


def _made(kind: Kind, desk: Desk, answers: Answers) -> Made:
    """Mailboxes that nobody named count as opened and empty, unless only those named are meant."""
    words = answers.get("found")
    found = dict(found_in(desk.register, str(text)) for text in (words if isinstance(words, list) else []))
    if not answers.get("only"):
        found |= {mailbox.id: 0 for mailbox in mailboxes_in_use(desk, answers) if mailbox.id not in found}
    data = {
        **{key: answers[key] for key in ("date", "group", "by", "note") if key in answers},
        "mailboxes": {mailbox: said for mailbox, said in sorted(found.items(), key=_by_mailbox) if isinstance(said, int)},
        "not_opened": {mailbox: said for mailbox, said in sorted(found.items(), key=_by_mailbox) if isinstance(said, dict)},
    }
    return Made(kind, data, day_of(kind, data, desk.today))


def _by_mailbox(found: Found) -> str:
    return found[0]


def _as_it_is(desk: Desk, text: str) -> str:
    return text


FOUND = Item("found", "found", said=Said("各信箱", "mailboxes"), short=_as_it_is)
"""Asked mailbox by mailbox."""

ENTRY = Entry(
    OPENING,
    (
        Item("date", "date", proposed=today),
        Item("group", "group", needed=needed, anew=("found",)),
        Item("by", "by"),
        FOUND,
        Item("only", "only", asked=lambda answers: False, value=lambda desk, answers, text: True),
        Item("note", "note"),
    ),
    made=_made,
    copied=("group", "by"),
)
