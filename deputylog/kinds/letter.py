"""A voter's letter (群众来信)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from deputylog.kinds.event_dates import undated
from deputylog.kinds.events import Event, Forwarded
from deputylog.kinds.matter_kinds import MatterKind, Writer
from deputylog.record.fields import (
    ConstituencyId,
    DayOrMonth,
    DeputyId,
    Key,
    MailboxId,
    PersonId,
    Record,
    Text,
    TopicId,
    is_exact,
    said,
)
from deputylog.words import N_, Phrase, Term, phrase


class Channel(Term):
    """How a letter arrived."""

    MAILBOX = "mailbox", "代表信箱", "deputy mailbox"
    POST = "post", "邮寄", "post"
    BY_HAND = "by_hand", "当面递交", "by hand"
    PHONE = "phone", "电话", "telephone"
    ONLINE = "online", "网络", "online"


class Letter(Record, frozen=True, kw_only=True):
    """records/letters/<year>/L….yaml: a voter's letter (群众来信)."""

    received: Annotated[DayOrMonth, said("收到日期", "day it was received")]
    ref: Annotated[Text | None, said("原编号", "number outside")] = None
    mailbox: Annotated[MailboxId | None, said("信箱", "mailbox it was found in")] = None
    constituency: Annotated[ConstituencyId | None, said("选区", "constituency, for other channels")] = None
    channel: Annotated[Channel | None, said("来信方式", "how it came")] = None
    source: Annotated[Text | None, said("外部渠道名称", "outside name of the channel")] = None
    kind: Annotated[MatterKind, said("信件类别", "kind")]
    writer: Annotated[Writer | None, said("来信人署名情况", "whether the writer is known (the name itself is only in private/)")] = None
    deputy: Annotated[DeputyId | None, said("收信代表", "deputy addressed")] = None
    title: Annotated[Text | None, said("标题", "title")] = None
    topic: Annotated[TopicId | None, said("问题领域", "topic")] = None
    summary: Annotated[Text | None, said("内容摘要", "neutral summary that identifies nobody")] = None
    events: Annotated[tuple[Event, ...], said("办理经过", "what became of it")] = ()
    recorded_by: Annotated[PersonId | None, said("登记人", "who recorded it")] = None
    imported: Annotated[dict[Text, Text], said("导入时无处安放的栏目", "imported columns that have no field")] = {}

    def amiss(self) -> Iterator[tuple[Key, Phrase]]:
        if (self.mailbox is None) is (self.constituency is None):
            yield (
                ("constituency",) if self.mailbox else (),
                phrase(N_("give either 'mailbox' or, for other channels, 'constituency'")),
            )
        if self.channel is Channel.MAILBOX and self.mailbox is None:
            yield ("channel",), phrase(N_("a letter with channel 'mailbox' needs 'mailbox'"))
        if self.ref is None:
            if not is_exact(self.received):
                yield ("received",), phrase(N_("a month without a day; only imported records (with 'ref') may leave out the day"))
            yield from undated(self.events, ())
        if self.kind is MatterKind.ACCUSATION:
            yield from self._amiss_in_accusation()

    def _amiss_in_accusation(self) -> Iterator[tuple[Key, Phrase]]:
        """Faults for fields that an accusation has only in private/ (信访工作条例 30)."""
        kept_apart = {"source", "deputy", "title", "topic", "summary", "recorded_by", "imported"}
        for name in sorted(kept_apart):
            if getattr(self, name):
                yield (name,), phrase(N_("'{key}' of an accusation belongs in private/ only; delete it here"), key=name)
        for number, event in enumerate(self.events):
            if not isinstance(event, Forwarded) or event.note or event.who:
                yield ("events", number), phrase(N_("the only event of an accusation is 'forwarded', with date and department"))

    @property
    def came_by(self) -> Channel | None:
        return self.channel or (Channel.MAILBOX if self.mailbox else None)
