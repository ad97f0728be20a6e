"""A round of opening a group's mailboxes (代表信箱开启)."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from deputylog.kinds.shared_fields import Note, PublicAnyway
from deputylog.record.fields import (
    Amiss,
    Count,
    GroupId,
    MailboxId,
    Part,
    PersonId,
    Record,
    Text,
    wording,
)
from deputylog.record.kind import Input, Kind, always, never
from deputylog.words import Bilingual, Term, phrase


class NotOpened(Term):
    """Why a mailbox was not opened in a round."""

    HOLIDAY = "holiday", "节假日", "holiday"
    LOCKED = "locked", "打不开", "locked"
    MOVED = "moved", "已迁移", "moved"
    DAMAGED = "damaged", "损坏", "damaged"
    OTHER = "other", "其他", "other"


class NotOpenedReason(Part):
    why: Annotated[NotOpened, wording("未开启原因", "why it was not opened")]
    note: Annotated[Text | None, wording("说明", "note")] = None


class Opening(Record):
    """records/openings/<year>/O….yaml: one round of opening a group's mailboxes."""

    held_on: Annotated[date, wording("开启日期", "day of the round")]
    group: Annotated[GroupId, wording("代表组", "deputy group")]
    by: Annotated[PersonId | None, wording("开启人", "who opened them")] = None
    mailboxes: Annotated[
        dict[MailboxId, Count],
        wording("各信箱信件数", "letters found in each mailbox", flow=True),
    ] = {}
    not_opened: Annotated[
        dict[MailboxId, NotOpenedReason],
        wording("未开启的信箱", "mailboxes that were not opened, and why", flow=True),
    ] = {}
    note: Note = None
    public_anyway: PublicAnyway = None

    def amiss(self) -> Iterator[Amiss]:
        if not self.mailboxes and not self.not_opened:
            yield (
                (),
                phrase(
                    "开箱记录要写明信箱：“mailboxes”，或者“not_opened”并写明原因",
                    "a round needs 'mailboxes', or 'not_opened' with the reason",
                ),
            )
        for mailbox in self.mailboxes.keys() & self.not_opened.keys():
            yield (
                ("not_opened", mailbox),
                phrase(
                    "信箱{mailbox}不能既开启又未开启",
                    "mailbox {mailbox} is listed both as opened and as not opened; keep one",
                    mailbox=mailbox,
                ),
            )


OPENING = Kind(
    "opening",
    "openings",
    Opening,
    Bilingual("开箱", "opening", "openings"),
    "O",
    "date",
    example="add-opening lianhua m01=2 --rest-empty",
    command=Bilingual("登记一次开箱", "add a round through a group's mailboxes"),
    details=Bilingual(
        "只有写明的信箱才登记为已开启：逐个写出，或者加 --rest-empty。",
        "A mailbox is recorded as opened only when you say so: name it, or add --rest-empty.",
    ),
    inputs=(
        Input("date", proposed="{today}"),
        Input(
            "group",
            needed=always,
            copied=True,
            dependent=("found",),
            help=Bilingual("开启信箱的代表组", "the deputy group whose mailboxes were opened"),
        ),
        Input("by", copied=True),
        Input(
            "found",
            wording=Bilingual("各信箱", "mailboxes"),
            pattern=".*",
            metavar="MAILBOX=LETTERS",
            help=Bilingual(
                "来信件数（m03=2）、未开启的原因（m04=打不开:说明），全部无来信的写“全空”",
                "letters found (m03=2), why not opened (m04=locked:note), or 'empty' for a round "
                "of empty ones",
            ),
        ),
        Input(
            "rest_empty",
            asked=never,
            is_flag=True,
            help=Bilingual(
                "本组其余信箱均已开启、无来信", "the group's other mailboxes were opened and empty"
            ),
        ),
        Input(
            "only",
            asked=never,
            is_flag=True,
            help=Bilingual(
                "不登记本组的其余信箱", "record nothing about the group's other mailboxes"
            ),
        ),
        Input("note"),
    ),
    arguments=("group", "found"),
    known_by=("date", "group"),
    form="id date by note",
    to_verify=Bilingual("开箱登记与来信相符", "the register of openings agrees with the letters"),
)
