"""The events of a matter."""

from typing import Annotated, get_args

from msgspec import Meta

from deputylog.kinds.event_dates import Dated
from deputylog.record.fields import DepartmentId, DeputyId, SourceId, Text, wording
from deputylog.words import Bilingual, Term


class Result(Term):
    """The result of a department's answer."""

    SOLVED = "solved", "已解决", "solved"
    IN_PROGRESS = "in_progress", "正在解决", "being solved"
    PLANNED = "planned", "列入计划", "planned"
    NOT_NOW = "not_now", "暂不能解决", "not possible now"
    NOT_ACCEPTED = "not_accepted", "不予受理", "not accepted"
    FOR_REFERENCE = "for_reference", "留作参考", "kept for reference"

    @property
    def is_final(self) -> bool:
        return self is not Result.IN_PROGRESS and self is not Result.PLANNED


class Satisfaction(Term):
    SATISFIED = "satisfied", "满意", "satisfied"
    BASICALLY_SATISFIED = "basically_satisfied", "基本满意", "basically satisfied"
    DISSATISFIED = "dissatisfied", "不满意", "dissatisfied"
    NONE_GIVEN = "none_given", "未表态", "none given"


class How(Term):
    """How the writer was contacted."""

    PHONE = "phone", "电话", "telephone"
    LETTER = "letter", "书面", "letter"
    IN_PERSON = "in_person", "当面", "in person"
    MESSAGE = "message", "短信或者微信", "text message"
    ONLINE = "online", "网上", "online"
    OTHER = "other", "其他", "other"


class Closed(Term):
    """Why a matter was closed early."""

    ANSWERED_ON_THE_SPOT = "answered_on_the_spot", "当场答复", "answered on the spot"
    EXPLAINED = "explained", "已作解释", "explained"
    WITHDRAWN = "withdrawn", "来信人撤回", "withdrawn"
    NO_ADDRESS = "no_address", "地址不详", "no address"
    DUPLICATE = "duplicate", "重复来信", "duplicate"
    JOINED = "joined", "并入另一件", "joined to another"
    LITIGATION = "litigation", "已进入诉讼程序", "litigation"
    OTHER = "other", "其他", "other"


class MatterEvent(Dated):
    """A dated event of a matter."""


class Delivered(MatterEvent, tag="delivered"):
    meaning = Bilingual("送交代表", "The letter reached the deputy, who from then on sees to it.")
    told = Bilingual("送交{to}", "delivered to {to}")

    to: Annotated[DeputyId, wording("收信代表", "deputy")]


class Replied(MatterEvent, tag="replied"):
    meaning = Bilingual("答复反映人", "The writer was answered.")

    how: Annotated[How | None, wording("方式", "how")] = None


class Forwarded(MatterEvent, tag="forwarded"):
    meaning = Bilingual("转交承办单位", "Handed to a department.")
    told = Bilingual("转交{to}", "forwarded to {to}")
    differs_in = "to"

    to: Annotated[DepartmentId, wording("转交单位", "department")]


class Declined(MatterEvent, tag="declined"):
    meaning = Bilingual("退回", "The department sends it back.")
    told = Bilingual("{by}退回", "sent back by {by}")
    differs_in = "by"

    by: Annotated[DepartmentId, wording("退回单位", "department")]
    why: Annotated[Text | None, wording("理由", "why")] = None


class FollowedUp(MatterEvent, tag="followed_up"):
    meaning = Bilingual("跟踪督办", "Asked how it stands.")
    repeats = True


class Extended(MatterEvent, tag="extended"):
    meaning = Bilingual(
        "延长办理期限", "The department takes longer, up to `to_days` from the forward."
    )
    told = Bilingual("{by}延期至自转交起{to_days}天", "{by} extended it to day {to_days}")
    repeats = True

    to_days: Annotated[
        Annotated[int, Meta(ge=1, le=366)], wording("延至自转交起多少天", "days from the forward")
    ]
    by: Annotated[DepartmentId | None, wording("承办单位", "department")] = None
    why: Annotated[Text | None, wording("延期理由", "why")] = None


class Answered(MatterEvent, tag="answered"):
    meaning = Bilingual("承办单位答复", "The department answered.")
    told = Bilingual("{by}答复：{result}", "answered by {by}: {result}")
    differs_in = "by"
    repeats = True

    by: Annotated[DepartmentId | None, wording("答复单位", "department")] = None
    result: Annotated[Result, wording("结果", "result")]


class Aided(MatterEvent, tag="aided"):
    meaning = Bilingual("代表以自身力量帮助", "A deputy helped with own means.")
    repeats = True


class GroupTold(MatterEvent, tag="group_told"):
    meaning = Bilingual("告知代表组", "The deputy group was told.")


class FedBack(MatterEvent, tag="fed_back"):
    meaning = Bilingual("结果反馈选民", "The voter was told the result.")

    how: Annotated[How | None, wording("方式", "how")] = None
    satisfaction: Annotated[
        Satisfaction | None, wording("选民评价", "what the voter thinks of it")
    ] = None


class Reopened(MatterEvent, tag="reopened"):
    meaning = Bilingual("重新办理", "All clocks start again from here.")
    repeats = True

    why: Annotated[Text | None, wording("原因", "why")] = None


class ClosedEvent(MatterEvent, tag="closed"):
    meaning = Bilingual("办结", "Nothing more is owed.")

    why: Annotated[Closed, wording("办结原因", "why")]
    of: Annotated[
        SourceId | None, wording("重复或者并入哪一件", "matter it duplicates or joins")
    ] = None


class Suggested(MatterEvent, tag="suggested"):
    meaning = Bilingual("列为建议", "A suggestion took the matter over; implied, never written.")


class TakenBack(MatterEvent, tag="taken_back"):
    meaning = Bilingual(
        "答复不再有效",
        "Answers to the suggestion no longer count, sent back or overtaken; implied, never "
        "written.",
    )

    answers: tuple[Answered, ...] = ()


class GivenBack(TakenBack, tag="given_back"):
    meaning = Bilingual(
        "撤回建议", "The suggestion was withdrawn, and its answers with it; implied, never written."
    )


Event = (
    Delivered
    | Replied
    | Forwarded
    | Declined
    | FollowedUp
    | Extended
    | Answered
    | Aided
    | GroupTold
    | FedBack
    | Reopened
    | ClosedEvent
)
EVENTS: tuple[type[MatterEvent], ...] = get_args(Event)
