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
    wording,
)
from deputylog.words import Phrase, Term, phrase


class Channel(Term):
    """How a letter arrived."""

    MAILBOX = "mailbox", "代表信箱", "deputy mailbox"
    POST = "post", "邮寄", "post"
    BY_HAND = "by_hand", "当面递交", "by hand"
    PHONE = "phone", "电话", "telephone"
    ONLINE = "online", "网络", "online"


class Letter(Record, frozen=True, kw_only=True):
    """records/letters/<year>/L….yaml: a voter's letter (群众来信)."""

    received: Annotated[DayOrMonth, wording("收到日期", "day it was received")]
    ref: Annotated[Text | None, wording("原编号", "number outside")] = None
    mailbox: Annotated[MailboxId | None, wording("信箱", "mailbox it was found in")] = None
    constituency: Annotated[
        ConstituencyId | None, wording("选区", "constituency, for other channels")
    ] = None
    channel: Annotated[Channel | None, wording("来信方式", "how it came")] = None
    source: Annotated[Text | None, wording("外部渠道名称", "outside name of the channel")] = None
    kind: Annotated[MatterKind, wording("信件类别", "kind")]
    writer: Annotated[
        Writer | None,
        wording(
            "来信人署名情况", "whether the writer is known (the name itself is only in private/)"
        ),
    ] = None
    deputy: Annotated[DeputyId | None, wording("收信代表", "deputy addressed")] = None
    title: Annotated[Text | None, wording("标题", "title")] = None
    topic: Annotated[TopicId | None, wording("问题领域", "topic")] = None
    summary: Annotated[
        Text | None, wording("内容摘要", "neutral summary that identifies nobody")
    ] = None
    events: Annotated[tuple[Event, ...], wording("办理经过", "what became of it")] = ()
    recorded_by: Annotated[PersonId | None, wording("登记人", "who recorded it")] = None
    imported: Annotated[
        dict[Text, Text], wording("导入时无处安放的栏目", "imported columns that have no field")
    ] = {}

    def amiss(self) -> Iterator[tuple[Key, Phrase]]:
        if (self.mailbox is None) is (self.constituency is None):
            yield (
                ("constituency",) if self.mailbox else (),
                phrase(
                    "请写“mailbox”（信箱），其他方式的写“constituency”（选区），二者写一个",
                    "give either 'mailbox' or, for other channels, 'constituency'",
                ),
            )
        if self.channel is Channel.MAILBOX and self.mailbox is None:
            yield (
                ("channel",),
                phrase(
                    "channel为mailbox的来信要写明“mailbox”",
                    "a letter with channel 'mailbox' needs 'mailbox'",
                ),
            )
        if self.ref is None:
            if not is_exact(self.received):
                yield (
                    ("received",),
                    phrase(
                        "只有月份没有日；只有带“ref”的导入记录可以这样",
                        "a month without a day; only imported records (with 'ref') may leave out the day",
                    ),
                )
            yield from undated(self.events, ())
        if self.kind is MatterKind.ACCUSATION:
            yield from self._amiss_in_accusation()

    def _amiss_in_accusation(self) -> Iterator[tuple[Key, Phrase]]:
        """Faults for fields that an accusation has only in private/ (信访工作条例 30)."""
        kept_apart = {"source", "deputy", "title", "topic", "summary", "recorded_by", "imported"}
        for name in sorted(kept_apart):
            if getattr(self, name):
                yield (
                    (name,),
                    phrase(
                        "检举控告的“{key}”只能存放在private/，请在此删去",
                        "'{key}' of an accusation belongs in private/ only; delete it here",
                        key=name,
                    ),
                )
        for number, event in enumerate(self.events):
            if not isinstance(event, Forwarded) or event.note or event.who:
                yield (
                    ("events", number),
                    phrase(
                        "检举控告在此只能有“forwarded”一种步骤，只写日期和单位",
                        "the only event of an accusation is 'forwarded', with date and department",
                    ),
                )

    @property
    def came_by(self) -> Channel | None:
        return self.channel or (Channel.MAILBOX if self.mailbox else None)
