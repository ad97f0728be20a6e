"""A deputy's suggestion, criticism, opinion or motion (代表建议、批评和意见，议案)."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from msgspec import field

from deputylog.kinds.event_dates import undated
from deputylog.kinds.shared_fields import (
    Imported,
    PublicAnyway,
    RecordedBy,
    Reference,
    Topic,
    listed_twice,
    month_alone,
)
from deputylog.kinds.suggestion_events import Submitted, SuggestionStep
from deputylog.record.fields import (
    Amiss,
    Block,
    DayOrMonth,
    DeputyId,
    Record,
    SessionId,
    SourceId,
    Text,
    wording,
)
from deputylog.record.kind import Input, Kind, always, never, where, where_not
from deputylog.words import Bilingual, Term, phrase


class SuggestionKind(Term):
    """What a deputy may raise (代表法 15, 24)."""

    SUGGESTION = "suggestion", "建议", "suggestion"
    CRITICISM = "criticism", "批评", "criticism"
    OPINION = "opinion", "意见", "opinion"
    MOTION = "motion", "议案", "motion"


class Texts(Block):
    """The deputy's text: the first three fields for a suggestion, the others for a motion.

    The parts of a motion are those of 代表法 15.
    """

    situation: Annotated[Text | None, wording("情况", "situation")] = None
    analysis: Annotated[Text | None, wording("分析", "analysis")] = None
    request: Annotated[Text | None, wording("具体意见", "the request")] = None
    subject: Annotated[Text | None, wording("案由", "subject, of a motion")] = None
    grounds: Annotated[Text | None, wording("案据", "grounds, of a motion")] = None
    plan: Annotated[Text | None, wording("方案", "plan, of a motion")] = None


class Suggestion(Record):
    """records/suggestions/<year>/S….yaml: a suggestion, criticism, opinion or motion."""

    day: Annotated[
        DayOrMonth | None,
        wording("日期（没有提出日期时）", "day, where that of the submission is not known"),
    ] = field(name="date", default=None)
    ref: Reference = None
    kind: Annotated[SuggestionKind, wording("类型", "kind")]
    title: Annotated[Text, wording("题目", "title")]
    topic: Topic = None
    lead: Annotated[DeputyId, wording("领衔代表", "lead deputy")]
    cosigners: Annotated[tuple[DeputyId, ...], wording("附议代表", "cosigners")] = ()
    session: Annotated[
        SessionId | None, wording("会议，闭会期间不填", "session; none: out of session")
    ] = None
    public: Annotated[bool | None, wording("可以公开", "may be published")] = None
    sources: Annotated[
        tuple[SourceId, ...],
        wording("来源（来信、活动中反映的问题）", "letters and matters it grew out of"),
    ] = ()
    texts: Annotated[Texts | None, wording("正文", "text")] = None
    events: Annotated[tuple[SuggestionStep, ...], wording("办理经过", "what became of it")] = ()
    recorded_by: RecordedBy = None
    public_anyway: PublicAnyway = None
    imported: Imported = {}

    @property
    def first_day(self) -> date | None:
        """The day from which it is known; None for a draft without any date.

        The earliest submission, else the record's own date, else the first event.
        """
        submitted = [event.on for event in self.events if isinstance(event, Submitted) and event.on]
        return (
            min(submitted, default=None)
            or self.day
            or min((event.on for event in self.events if event.on), default=None)
        )

    def amiss(self) -> Iterator[Amiss]:
        if self.lead in self.cosigners:
            yield (
                ("cosigners",),
                phrase(
                    "领衔代表不应列在附议代表中", "the lead deputy is also listed as a cosigner"
                ),
            )
        yield from listed_twice("cosigners", self.cosigners)
        yield from month_alone("date", self.day, self.ref)
        if self.ref is None:
            yield from undated(self.events, ())


_OF_MOTIONS = where("kind", SuggestionKind.MOTION)
_OF_OTHERS = where_not("kind", SuggestionKind.MOTION)

SUGGESTION = Kind(
    "suggestion",
    "suggestions",
    Suggestion,
    Bilingual("代表建议", "suggestion", "suggestions"),
    "S",
    "date",
    "first_day",
    example="add-suggestion --kind suggestion --lead zhang-wei --title 关于增设路灯的建议",
    command=Bilingual(
        "登记代表建议、批评、意见或者议案", "add a suggestion, criticism, opinion or motion"
    ),
    details=Bilingual(
        "此后的办理情况随时登记：deputylog log 题目 assigned 单位。",
        "Log later steps with `deputylog log TITLE assigned DEPARTMENT`.",
    ),
    inputs=(
        Input("kind", proposed=SuggestionKind.SUGGESTION, alike=True),
        Input(
            "title",
            needed=always,
            example=Bilingual("关于解决停车难的建议", "More parking near the old estates"),
            help=Bilingual("题目，一事一议", "title; one subject only"),
        ),
        Input("lead", needed=always, copied=True),
        Input("cosigners", "cosigner", copied=True),
        Input(
            "events.submitted.date",
            "date",
            asked=where_not("draft", True),
            proposed="{today}",
            names="day_or_draft",
            metavar="DAY",
            wording=Bilingual(
                "提出日期（尚未提出的填“草稿”）", "day it was submitted ('draft': not yet)"
            ),
            help=Bilingual("提出日期；不填为今天", "day of submission (default: today)"),
        ),
        Input(
            "draft",
            asked=never,
            is_flag=True,
            help=Bilingual("尚未提出", "it is not submitted yet"),
        ),
        Input("session", copied=True),
        Input("topic", alike=True),
        Input("sources", "source"),
        Input("texts.situation", asked=_OF_OTHERS),
        Input("texts.analysis", asked=_OF_OTHERS),
        Input("texts.request", asked=_OF_OTHERS),
        Input("texts.subject", asked=_OF_MOTIONS),
        Input("texts.grounds", asked=_OF_MOTIONS),
        Input("texts.plan", asked=_OF_MOTIONS),
        Input("public"),
        Input("recorded_by"),
    ),
    known_by=("title", "lead"),
    form="""id events.submitted.date kind title topic lead cosigners session public sources
        texts.situation texts.analysis texts.request texts.subject texts.grounds texts.plan
        recorded_by""",
    form_blanks="cosigners session sources texts.subject texts.grounds texts.plan",
    to_verify=Bilingual("有答复；已告知反映人", "it was answered; the voters behind it were told"),
)
