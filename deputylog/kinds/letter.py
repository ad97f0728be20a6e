"""A voter's letter (群众来信)."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from deputylog.finding import DeputylogError
from deputylog.kinds.event_dates import undated
from deputylog.kinds.events import Event, Forwarded
from deputylog.kinds.matter_kinds import MatterKind, Writer
from deputylog.kinds.private import WITHHELD, contradicting
from deputylog.kinds.shared_fields import (
    Imported,
    PublicAnyway,
    RecordedBy,
    Reference,
    Summary,
    Title,
    Topic,
    month_alone,
)
from deputylog.record.fields import (
    Amiss,
    ConstituencyId,
    DayOrMonth,
    DeputyId,
    MailboxId,
    Record,
    Text,
    wording,
)
from deputylog.record.kind import Answers, Input, Kind, Values, always, where, where_not
from deputylog.words import Bilingual, Term, phrase


class Channel(Term):
    """How a letter arrived."""

    MAILBOX = "mailbox", "代表信箱", "deputy mailbox"
    POST = "post", "邮寄", "post"
    BY_HAND = "by_hand", "当面递交", "by hand"
    PHONE = "phone", "电话", "telephone"
    ONLINE = "online", "网络", "online"


class Letter(Record):
    """records/letters/<year>/L….yaml: a voter's letter (群众来信)."""

    received: Annotated[DayOrMonth, wording("收到日期", "day it was received")]
    ref: Reference = None
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
    identity_erased: Annotated[
        date | None,
        wording("来信人信息删除日期", "day on which the writer's identity was erased"),
    ] = None
    erased_because: Annotated[Text | None, wording("删除原因", "why it was erased")] = None
    deputy: Annotated[DeputyId | None, wording("收信代表", "deputy addressed")] = None
    title: Title = None
    topic: Topic = None
    summary: Summary = None
    events: Annotated[tuple[Event, ...], wording("办理经过", "what became of it")] = ()
    recorded_by: RecordedBy = None
    public_anyway: PublicAnyway = None
    imported: Imported = {}

    def amiss(self) -> Iterator[Amiss]:
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
        yield from month_alone("received", self.received, self.ref)
        if self.identity_erased and self.identity_erased < self.received:
            yield (
                ("identity_erased",),
                phrase(
                    "“identity_erased”（来信人信息删除日期）早于收到日期",
                    "'identity_erased' is before the day the letter was received",
                ),
            )
        if self.ref is None:
            yield from undated(self.events, ())
        if self.kind is MatterKind.ACCUSATION:
            yield from self._amiss_in_accusation()

    def _amiss_in_accusation(self) -> Iterator[Amiss]:
        """Faults for fields that an accusation has only in private/ (信访工作条例 30)."""
        for name in KEPT_APART:
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


def _is_place_unknown(answers: Answers) -> bool:
    return "mailbox" not in answers and "constituency" not in answers


def _is_from_mailbox(answers: Answers) -> bool:
    came_by = answers.get("channel", Channel.MAILBOX)
    return "constituency" not in answers and came_by == Channel.MAILBOX


def _is_from_elsewhere(answers: Answers) -> bool:
    return "mailbox" not in answers and not _is_from_mailbox(answers)


_IS_SIGNED = where_not("writer", Writer.ANONYMOUS)
_IN_ITS_FILE = (
    "received ref mailbox constituency channel kind writer events identity_erased erased_because"
)
KEPT_APART = tuple(sorted({*Letter.__struct_fields__}.difference(_IN_ITS_FILE.split())))
"""What is in the file of no accusation: every field that is not listed here."""


def separate_private(data: Answers, private: Answers) -> tuple[Values, Values]:
    """Split a letter into its public values and those for private/.

    For an accusation, title, summary and deputy go to private/ too. DeputylogError if any other
    letter names an accused person, or if an anonymous one names its writer.
    """
    public, withheld = dict(data), dict(private)
    if public.get("kind") == MatterKind.ACCUSATION:
        withheld |= {key: public.pop(key) for key in WITHHELD if public.get(key)}
        public.pop("recorded_by", None)
    elif withheld.pop("accused", None):
        raise DeputylogError(
            "只有检举控告才有被检举控告人；请去掉这一项，已登记的用 --accused '' 删去",
            "only a letter of kind 'accusation' can name an accused person; leave it out, or "
            "remove it with --accused ''",
        )
    if fields := contradicting(public.get("writer"), withheld):
        raise DeputylogError(
            "署名情况（writer）填的是{writer}，却又填了：{fields}；请去掉不对的内容：来信人"
            "只是要求保密的，填 named（署名），由 private/ 中的 wish_confidential 说明",
            "writer is '{writer}', but these are given: {fields}; leave out what is wrong: "
            "a writer who only wishes to stay unnamed is 'named', with wish_confidential "
            "in private/",
            writer=public["writer"],
            fields=list(fields),
        )
    return public, withheld


LETTER = Kind(
    "letter",
    "letters",
    Letter,
    Bilingual("来信", "letter", "letters"),
    "L",
    "received",
    "received",
    example="add-letter --mailbox m03 --kind request --title 路灯损坏",
    command=Bilingual("登记一封群众来信", "add a voter's letter"),
    details=Bilingual(
        "来信人信息存入private/，不进git；检举控告的内容也是如此。",
        "The writer's identity and the content of an accusation are stored in private/, "
        "outside git.",
    ),
    inputs=(
        Input("received", proposed="{today}"),
        Input(
            "channel",
            asked=_is_place_unknown,
            proposed=Channel.MAILBOX,
            dependent=("mailbox", "constituency"),
            copied=True,
        ),
        Input(
            "mailbox",
            asked=_is_from_mailbox,
            needed=always,
            copied=True,
            implies=("channel", Channel.MAILBOX),
        ),
        Input(
            "constituency",
            asked=_is_from_elsewhere,
            needed=always,
            copied=True,
            help=Bilingual("选区（信箱以外的来信）", "constituency, for other channels"),
        ),
        Input("source", asked=_is_from_elsewhere, copied=True),
        Input("kind", needed=always, alike=True),
        Input("title"),
        Input("topic", alike=True),
        Input("deputy", copied=True),
        Input(
            "summary",
            help=Bilingual("内容摘要，不写身份", "neutral summary that identifies nobody"),
        ),
        Input("writer"),
        Input("recorded_by"),
        Input(
            "private.name",
            asked=_IS_SIGNED,
            implies=("writer", Writer.NAMED),
            help=Bilingual(
                "来信人姓名；只存入private/", "the writer's name, stored only in private/"
            ),
            heading=Bilingual(
                "以下内容只存入 {folder}，不进入 git：",
                "What follows goes to {folder} alone, never into git:",
            ),
        ),
        Input("private.address", asked=where_not("writer", Writer.ANONYMOUS, Writer.NO_ADDRESS)),
        Input("private.phone", asked=_IS_SIGNED),
        Input(
            "private.accused",
            asked=where("kind", MatterKind.ACCUSATION),
            help=Bilingual(
                "被检举控告人（限检举控告）；只存入private/",
                "the accused of an accusation, stored only in private/",
            ),
        ),
        Input("private.note", "private-note", asked=_IS_SIGNED),
    ),
    alternatives=("mailbox", "constituency"),
    known_by=("received", "mailbox", "constituency", "title"),
    form="""id received mailbox constituency channel kind deputy title topic summary
        writer private.name private.address private.phone private.wish_confidential private.accused
        private.note
        events.forwarded.to events.forwarded.date events.replied.date events.replied.how
        recorded_by""",
    form_blanks="constituency private.accused",
    to_verify=Bilingual(
        "问题有结果；反馈有日期、有方式", "it has an end; the voter was told, on a day and in a way"
    ),
    separate=separate_private,
)
