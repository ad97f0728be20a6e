"""A visit of deputies to their constituency (进选区联系选民)."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from deputylog.kinds.asks import Ask
from deputylog.kinds.event_dates import undated
from deputylog.kinds.events import Event
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.shared_fields import (
    Imported,
    Note,
    PublicAnyway,
    RecordedBy,
    Reference,
    Summary,
    Title,
    Topic,
    listed_twice,
    month_alone,
)
from deputylog.record.fields import (
    AgendaId,
    Amiss,
    Block,
    ConstituencyId,
    Count,
    DayOrMonth,
    DeputyId,
    Part,
    PeopleId,
    Record,
    Text,
    wording,
)
from deputylog.record.ids import MATTER_ID
from deputylog.record.kind import Answers, Input, Kind, always, never
from deputylog.words import Bilingual, Term, phrase


class Form(Term):
    """The form of a visit (founding §1 and practice)."""

    ACTIVITY = "activity", "专门活动", "activity for the purpose"
    HOME_VISIT = "home_visit", "走访慰问", "home visit"
    CONSULTATION = "consultation", "咨询服务", "advice service"
    ON_SITE = "on_site", "现场办公", "on-site office"
    DISCUSSION = "discussion", "调研座谈", "research and discussion"
    RECEPTION_DAY = "reception_day", "代表接待日", "reception day"
    ONLINE = "online", "线上联系", "online"
    OTHER = "other", "其他", "other"


class OrganizedBy(Term):
    GROUP = "group", "代表组组织", "the deputy group"
    DEPUTY = "deputy", "代表个人", "the deputy alone"


class Priority(Term):
    """The five priorities (founding §4)."""

    PREPARE = "prepare", "为审议和建议作准备", "prepare for deliberation and suggestions"
    PUBLICIZE = "publicize", "宣传释疑", "publicize and explain"
    REFLECT = "reflect", "反映意见和要求", "reflect opinions and requests"
    RULE_OF_LAW = "rule_of_law", "推动依法治理", "further the rule of law"
    INFORM = "inform", "让选民了解人大工作", "inform voters of the congress's work"


class Met(Part):
    """The people met: how many and of what kind, never their names."""

    voters: Annotated[Count | None, wording("人数", "how many voters")] = None
    of: Annotated[tuple[PeopleId, ...], wording("对象类别", "kinds of people")] = ()


class VisitMatter(Block):
    """A problem that a voter raised at a visit."""

    id: Annotated[
        Annotated[str, Meta(pattern=MATTER_ID)],
        wording("编号", "four characters, the first a letter"),
    ]
    kind: Annotated[MatterKind, wording("类别", "kind")]
    deputy: Annotated[DeputyId | None, wording("负责代表", "who sees to it")] = None
    title: Title = None
    topic: Topic = None
    summary: Summary = None
    events: Annotated[tuple[Event, ...], wording("办理经过", "what became of it")] = ()


class Visit(Record):
    """records/visits/<year>/V….yaml: a visit (进选区活动)."""

    held_on: Annotated[DayOrMonth, wording("日期", "day of the visit")]
    ref: Reference = None
    deputies: Annotated[
        Annotated[tuple[DeputyId, ...], Meta(min_length=1)],
        wording("参加代表", "deputies who took part"),
    ]
    constituency: Annotated[ConstituencyId, wording("选区", "constituency visited")]
    ask: Annotated[Ask | None, wording("三问类别", "which of the three asks")] = None
    form: Annotated[Form | None, wording("活动形式", "form of the visit")] = None
    organized_by: Annotated[OrganizedBy | None, wording("组织方式", "who organised it")] = None
    place: Annotated[Text | None, wording("地点", "place")] = None
    met: Annotated[Met | None, wording("联系对象和人数", "whom the deputies met")] = None
    about: Annotated[
        AgendaId | None,
        wording(
            "所围绕的议题（视察调研、监督或者会议）", "agenda, a research, supervision or meeting"
        ),
    ] = None
    explained: Annotated[Text | None, wording("宣传内容", "law or policy explained to voters")] = (
        None
    )
    priorities: Annotated[
        tuple[Priority, ...], wording("五个重点", "priorities served (founding §4)")
    ] = ()
    note: Note = None
    matters: Annotated[tuple[VisitMatter, ...], wording("群众反映的问题", "matters raised")] = ()
    recorded_by: RecordedBy = None
    public_anyway: PublicAnyway = None
    imported: Imported = {}

    @property
    def people(self) -> tuple[str, ...]:
        """The kinds of people met."""
        return self.met.of if self.met else ()

    def amiss(self) -> Iterator[Amiss]:
        yield from month_alone("date", self.held_on, self.ref)
        yield from listed_twice("deputies", self.deputies)
        for number, matter in enumerate(self.matters):
            if matter.kind is MatterKind.ACCUSATION:
                yield (
                    ("matters", number, "kind"),
                    phrase(
                        "检举控告不能作为活动中反映的问题，请作为来信登记，方式为by_hand",
                        "an accusation cannot be a matter of a visit; enter it as a letter with "
                        "channel by_hand",
                    ),
                )
            if self.ref is None:
                yield from undated(matter.events, ("matters", number))


def _by_several(answers: Answers) -> bool:
    deputies = answers.get("deputies")
    return isinstance(deputies, list) and len(deputies) > 1


VISIT = Kind(
    "visit",
    "visits",
    Visit,
    Bilingual("进选区活动", "visit", "visits"),
    "V",
    "date",
    example="add-visit --deputy zhang-wei --ask needs --matter request:路灯损坏",
    command=Bilingual(
        "登记一次进选区活动和群众反映的问题", "add a visit to a constituency and what voters raised"
    ),
    inputs=(
        Input("date", proposed="{today}"),
        Input("deputies", "deputy", needed=always, copied=True),
        Input(
            "constituency",
            needed=always,
            proposed="{shared_constituency}",
            copied=True,
            help=Bilingual(
                "活动所在选区；不写的，为各位代表共同的选区",
                "constituency visited (default: the one that all the deputies share)",
            ),
        ),
        Input("ask"),
        Input("form", copied=True),
        Input("organized_by", copied=True),
        Input("place", copied=True),
        Input("met.voters"),
        Input("met.of", "met"),
        Input("about"),
        Input("explained"),
        Input("priorities"),
        Input(
            "matters",
            "matter",
            parts=(
                Input("matters.title"),
                Input("matters.kind", needed=always, names="matter_kind"),
                Input("matters.topic"),
                Input("matters.deputy", asked=_by_several),
                Input("matters.id", asked=never, proposed="{new_matter_id}"),
            ),
            pattern=r"(?P<kind>[^:：]*)[:：](?P<title>[^:：]*)([:：](?P<topic>.*))?",
            misuse=Bilingual(
                "--matter应写作“类别:标题”，如request:路灯不亮，而不是“{value}”",
                "--matter wants KIND:TITLE, such as request:路灯不亮, not '{value}'",
            ),
            metavar="KIND:TITLE",
            help=Bilingual(
                "群众反映的问题；可多次使用；第二个冒号后写问题领域",
                "a matter that voters raised; repeat for each; the topic may follow a second colon",
            ),
        ),
        Input("note"),
        Input("recorded_by"),
    ),
    known_by=("date", "deputies", "constituency"),
    form="""id date deputies constituency ask form organized_by place met.voters met.of about
        explained matters.kind matters.title matters.topic matters.summary matters.deputy
        matters.events.forwarded.to matters.events.forwarded.date note recorded_by""",
    form_blanks="about",
    to_verify=Bilingual(
        "履职记录本有记载；反映的问题有去向", "the deputy's book has it; each problem has an end"
    ),
)
