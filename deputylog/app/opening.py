"""The values of a round, from what people call things."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from deputylog.app.names import Register
from deputylog.app.terms import term_of
from deputylog.finding import DeputylogError
from deputylog.model.opening import NotOpened
from deputylog.words import N_


def opening_data(root: Path, day: date, group: str, found: Sequence[str], by: str, *, only: bool) -> dict[str, object]:
    """A round as plain values; each of `found` is `mailbox=letters` or `mailbox=reason[:note]`, the others are empty unless `only`."""
    register = Register(root)
    group_id = register.resolve("group", group)
    in_use = [mailbox.id for mailbox in register.groups[group_id].mailboxes if mailbox.in_use(day)]
    opened: dict[str, int] = {}
    not_opened: dict[str, dict[str, str | None]] = {}
    for text in found:
        name, sign, value = text.replace("＝", "=").replace("：", ":").partition("=")
        if not sign or not value.strip():
            raise DeputylogError(N_("'{value}' is no mailbox with its letters, such as m03=2 or m04=locked:物业换锁"), value=text)
        mailbox = register.resolve("mailbox", name.strip())
        if value.strip().isdecimal():
            opened[mailbox] = int(value)
        else:
            why, _, note = value.partition(":")
            not_opened[mailbox] = {"why": _reason(name.strip(), why.strip()), "note": note.strip() or None}
    if not only:
        opened |= {mailbox: 0 for mailbox in in_use if mailbox not in opened and mailbox not in not_opened}
    return {
        "date": day.isoformat(),
        "group": group_id,
        "by": register.resolve("person", by) if by else None,
        "mailboxes": dict(sorted(opened.items())),
        "not_opened": dict(sorted(not_opened.items())),
    }


def _reason(mailbox: str, word: str) -> str:
    try:
        return term_of(mailbox, word, NotOpened)
    except DeputylogError:
        raise DeputylogError(
            N_("{mailbox} wants the number of letters, or why it was not opened ({allowed}), not '{value}'"),
            mailbox=mailbox,
            allowed=[str(reason) for reason in NotOpened],
            value=word,
        ) from None
