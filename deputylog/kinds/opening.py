"""A round of opening a group's mailboxes (代表信箱开启)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from msgspec import field

from deputylog.record.fields import (
    Count,
    GroupId,
    Key,
    MailboxId,
    Part,
    PersonId,
    Record,
    Text,
    said,
)
from deputylog.words import N_, Phrase, Term, phrase


class NotOpened(Term):
    """Why a mailbox was not opened in a round."""

    HOLIDAY = "holiday", "节假日", "holiday"
    LOCKED = "locked", "打不开", "locked"
    MOVED = "moved", "已迁移", "moved"
    DAMAGED = "damaged", "损坏", "damaged"
    OTHER = "other", "其他", "other"


class NotOpenedReason(Part, frozen=True, kw_only=True):
    why: Annotated[NotOpened, said("未开启原因", "why it was not opened")]
    note: Annotated[Text | None, said("说明", "note")] = None


class Opening(Record, frozen=True, kw_only=True):
    """records/openings/<year>/O….yaml: one round of opening a group's mailboxes."""

    held_on: Annotated[date, said("开启日期", "day of the round")] = field(name="date")
    group: Annotated[GroupId, said("代表组", "deputy group")]
    by: Annotated[PersonId | None, said("开启人", "who opened them")] = None
    mailboxes: Annotated[dict[MailboxId, Count], said("各信箱信件数，0 也算开启", "letters found in each; 0 is an opening", flow=True)] = {}
    not_opened: Annotated[dict[MailboxId, NotOpenedReason], said("未开启的信箱", "mailboxes that were not opened, and why", flow=True)] = {}
    note: Annotated[Text | None, said("备注", "note")] = None

    def amiss(self) -> Iterator[tuple[Key, Phrase]]:
        if not self.mailboxes and not self.not_opened:
            yield (), phrase(N_("a round needs 'mailboxes', or 'not_opened' with the reason"))
        for mailbox in self.mailboxes.keys() & self.not_opened.keys():
            yield (
                ("not_opened", mailbox),
                phrase(N_("mailbox {mailbox} is listed both as opened and as not opened; keep one"), mailbox=mailbox),
            )
