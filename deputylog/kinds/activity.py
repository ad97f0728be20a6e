"""Other activities of a group, a deputy or the working body, such as publicity or supervision."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import field

from deputylog.kinds.shared_fields import (
    Imported,
    Note,
    PublicAnyway,
    RecordedBy,
    Reference,
    listed_twice,
    month_alone,
)
from deputylog.record.fields import (
    ActivityKindId,
    Amiss,
    ConstituencyId,
    DayOrMonth,
    DeputyId,
    HonouredId,
    OrganizerId,
    Record,
    SourceId,
    Text,
    TopicId,
    wording,
)
from deputylog.record.kind import Input, Kind, always, where
from deputylog.words import Bilingual, Term, phrase


class ActivityKind(Term):
    """The kinds of activity in every district; a district adds its own under `activity_kinds`."""

    PUBLICITY = "publicity", "宣传代表信箱", "publicity"
    CIRCULAR = "circular", "通报", "circular"
    DUTY_REPORT = "duty_report", "向选民报告履职（述职）", "report on duty to voters"
    WELFARE = "welfare", "公益活动", "public welfare"
    TRAINING = "training", "学习培训", "training"
    MEETING = "meeting", "代表组会议", "meeting of the group"
    BRIEFING = "briefing", "听取代表组汇报", "report of a group to the working body"
    SUPERVISION = "supervision", "专题监督", "supervision of a topic"
    RESEARCH = "research", "视察调研", "inspection or research"
    COMMENDATION = "commendation", "表彰或者推广", "commendation"
    OTHER = "other", "其他", "other"


AGENDAS = (ActivityKind.RESEARCH, ActivityKind.SUPERVISION, ActivityKind.MEETING)
"""The kinds of activity whose agenda visits can ask ideas on (founding §1: 视察、调研、审议)."""


class HonouredAs(Term):
    """The title or category of a commendation (founding §4)."""

    DEPUTY = "deputy", "优秀代表", "outstanding deputy"
    GROUP = "group", "先进代表组", "advanced group"
    CASE = "case", "典型事例", "model case"


_NEEDED = {
    "publicity": (
        "constituencies",
        Bilingual("宣传须写明 constituencies（选区）", "publicity needs 'constituencies'"),
    ),
    "duty_report": (
        "deputies",
        Bilingual("述职须写明 deputies（代表）", "a report on duty needs 'deputies'"),
    ),
    "supervision": (
        "topic",
        Bilingual("专题监督须写明 topic（问题领域）", "a supervision needs 'topic'"),
    ),
    "commendation": (
        "who",
        Bilingual(
            "表彰须写明 who（受表彰者）和 as（名义：deputy、group 或者 case）",
            "a commendation needs 'who' and 'as' (deputy, group or case)",
        ),
    ),
    "other": (
        "title",
        Bilingual("其他活动须写明 title（名称）", "an activity of another kind needs a 'title'"),
    ),
}


class Activity(Record):
    """records/activities/<year>/A….yaml: an activity other than a visit or an opening."""

    held_on: Annotated[DayOrMonth, wording("日期", "day")]
    ref: Reference = None
    kind: Annotated[ActivityKindId, wording("活动类别", "kind")]
    title: Annotated[Text | None, wording("名称", "title")] = None
    by: Annotated[
        OrganizerId, wording("组织者", "who held it: a group, a deputy or the working body")
    ]
    deputies: Annotated[tuple[DeputyId, ...], wording("参加代表", "deputies who took part")] = ()
    constituencies: Annotated[
        tuple[ConstituencyId, ...], wording("涉及选区", "constituencies")
    ] = ()
    topic: Annotated[TopicId | None, wording("问题领域", "topic, of a supervision")] = None
    matters: Annotated[
        tuple[SourceId, ...], wording("所监督的问题", "matters that a supervision takes up")
    ] = ()
    sources: Annotated[
        tuple[SourceId, ...],
        wording("来源（来信、活动中反映的问题）", "letters and matters that led to it"),
    ] = ()
    who: Annotated[
        HonouredId | None,
        wording("受表彰者，或者汇报的代表组", "who is commended, or the group heard"),
    ] = None
    honoured_as: Annotated[
        HonouredAs | None, wording("表彰名义", "what is commended: deputy, group or case")
    ] = field(name="as", default=None)
    note: Note = None
    recorded_by: RecordedBy = None
    public_anyway: PublicAnyway = None
    imported: Imported = {}

    def amiss(self) -> Iterator[Amiss]:
        yield from month_alone("date", self.held_on, self.ref)
        yield from listed_twice("deputies", self.deputies)
        name, text = _NEEDED.get(self.kind, ("", ""))
        if (name and not getattr(self, name)) or (
            self.kind == "commendation" and self.honoured_as is None
        ):
            yield ("kind",), phrase(text)


ACTIVITY = Kind(
    "activity",
    "activities",
    Activity,
    Bilingual("活动", "activity", "activities"),
    "A",
    "date",
    example="add-activity circular --by lianhua",
    command=Bilingual(
        "登记代表组、代表或者工作机构的其他活动",
        "add another activity of a group, a deputy or the working body",
    ),
    details=Bilingual(
        "登记代表组、代表或者工作机构在进选区活动、信箱、来信之外开展的活动。",
        "What a group, a deputy or the working body does besides visits, mailboxes and letters.",
    ),
    inputs=(
        Input(
            "kind",
            needed=always,
            alike=True,
            help=Bilingual(
                "publicity 宣传、circular 通报、duty_report 述职、meeting 会议、supervision 监督、"
                "research 调研、commendation 表彰等；填错时列出全部",
                "publicity, circular, duty_report, meeting, supervision, research, "
                "commendation … (an unknown word lists them all)",
            ),
        ),
        Input("by", needed=always, copied=True),
        Input("date", proposed="{today}"),
        Input(
            "title",
            needed=where("kind", ActivityKind.OTHER),
            example=Bilingual("代表接待日", "reception day of the deputies"),
        ),
        Input("deputies", "deputy", needed=where("kind", ActivityKind.DUTY_REPORT), copied=True),
        Input(
            "constituencies",
            "constituency",
            needed=where("kind", ActivityKind.PUBLICITY),
            copied=True,
        ),
        Input(
            "topic",
            asked=where("kind", ActivityKind.SUPERVISION, ActivityKind.RESEARCH),
            needed=where("kind", ActivityKind.SUPERVISION),
            alike=True,
        ),
        Input("matters", "matter", asked=where("kind", ActivityKind.SUPERVISION)),
        Input(
            "sources", "source", asked=where("kind", ActivityKind.RESEARCH, ActivityKind.WELFARE)
        ),
        Input(
            "who",
            asked=where("kind", ActivityKind.COMMENDATION, ActivityKind.BRIEFING),
            needed=where("kind", ActivityKind.COMMENDATION),
        ),
        Input(
            "as",
            asked=where("kind", ActivityKind.COMMENDATION),
            needed=where("kind", ActivityKind.COMMENDATION),
        ),
        Input("note"),
        Input("recorded_by"),
    ),
    arguments=("kind",),
    known_by=("date", "kind", "by", "title"),
    form="id date kind title by deputies constituencies topic who as note recorded_by",
    form_blanks="title deputies constituencies topic who as",
    to_verify=Bilingual("有通知、签到、记录", "it has notice, sign-in and minutes"),
)
