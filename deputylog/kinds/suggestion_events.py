"""The events of a suggestion or motion."""

from datetime import date
from typing import Annotated, get_args

from msgspec import Meta

from deputylog.kinds.event_dates import Dated
from deputylog.kinds.events import How, Result, Satisfaction
from deputylog.record.fields import DepartmentId, DeputyId, PersonId, Text, wording
from deputylog.words import Bilingual


class SuggestionEvent(Dated):
    """A dated event of a suggestion or motion."""


class Withdrew(SuggestionEvent, tag="withdrew"):
    meaning = Bilingual("附议人撤回签名", "A cosigner took the signature back.")
    told = Bilingual("{who}撤回签名", "{who} withdrew")
    differs_in = "who"

    who: Annotated[DeputyId, wording("撤回的代表", "who withdrew")]


class Submitted(SuggestionEvent, tag="submitted"):
    meaning = Bilingual("提出", "The lead deputy handed it in.")


class Tabled(SuggestionEvent, tag="tabled"):
    meaning = Bilingual("列入会议议程", "The motion was put on the agenda.")


class Referred(SuggestionEvent, tag="referred"):
    meaning = Bilingual("交付审议", "The motion went to a committee.")
    told = Bilingual("交付{to}审议", "referred to {to}")

    to: Annotated[Text, wording("审议机构", "committee")]


class TurnedIntoSuggestion(SuggestionEvent, tag="turned_into_suggestion"):
    meaning = Bilingual("转作代表建议处理", "The motion is handled as a suggestion from here on.")


class Assigned(SuggestionEvent, tag="assigned"):
    meaning = Bilingual("交办", "The working body gave it to a department (代表法 51).")
    told = Bilingual("交办{lead}", "assigned to {lead}")
    differs_in = "lead"

    by: Annotated[PersonId | None, wording("交办机关", "who assigned it")] = None
    number: Annotated[Text | None, wording("建议编号", "number")] = None
    lead: Annotated[DepartmentId, wording("主办单位", "lead department")]
    assisting: Annotated[
        tuple[DepartmentId, ...], wording("协办单位", "assisting departments")
    ] = ()


class AnswerExtended(SuggestionEvent, tag="extended"):
    meaning = Bilingual(
        "延长答复期限", "The answer may take up to six months from the assignment (代表法 51)."
    )
    told = Bilingual("答复延期至自交办起{to_months}个月", "answer extended to month {to_months}")

    to_months: Annotated[
        Annotated[int, Meta(ge=4, le=6)],
        wording("延至自交办起多少个月", "months from the assignment, at most 6"),
    ]
    consented_by: Annotated[PersonId | None, wording("同意延期的机关", "who consented")] = None


class Supervised(SuggestionEvent, tag="supervised"):
    meaning = Bilingual("督办", "The standing committee pressed for it.")
    repeats = True

    by: Annotated[PersonId | None, wording("督办人", "who supervised it")] = None
    how: Annotated[Text | None, wording("督办方式", "in which way")] = None


class SuggestionAnswered(SuggestionEvent, tag="answered"):
    meaning = Bilingual(
        "办理答复",
        "The department answered the deputy; a second one after a dissatisfied rating is the redo.",
    )
    told = Bilingual("{by}答复：{result}", "answered by {by}: {result}")
    differs_in = "by"
    repeats = True

    by: Annotated[DepartmentId | None, wording("答复单位", "department")] = None
    number: Annotated[Text | None, wording("答复文号", "document number")] = None
    result: Annotated[Result, wording("结果", "result")]


class Rated(SuggestionEvent, tag="rated"):
    meaning = Bilingual("评价办理", "What the lead deputy thinks of the handling.")
    told = Bilingual(
        "代表评价办理态度{attitude}、结果{outcome}", "attitude rated {attitude}, outcome {outcome}"
    )
    repeats = True

    attitude: Annotated[Satisfaction | None, wording("对办理态度的评价", "of the attitude")] = None
    outcome: Annotated[Satisfaction, wording("对办理结果的评价", "of the outcome")]


class Promised(SuggestionEvent, tag="promised"):
    meaning = Bilingual("承诺", "The department promised something by a day.")
    told = Bilingual("承诺{what}，最迟{until}", "promised {what} by {until}")
    repeats = True

    until: Annotated[date, wording("承诺期限", "by when")]
    what: Annotated[Text, wording("承诺事项", "what")]


class Kept(SuggestionEvent, tag="kept"):
    meaning = Bilingual("承诺落实", "The promise was kept.")
    repeats = True

    what: Annotated[
        Text | None, wording("落实的是哪项承诺（照抄承诺事项）", "which promise, in its words")
    ] = None


class Withdrawn(SuggestionEvent, tag="withdrawn"):
    meaning = Bilingual("撤回", "The lead deputy took it back; nothing more is owed.")


class VotersTold(SuggestionEvent, tag="fed_back"):
    meaning = Bilingual("结果反馈选民", "The voters behind it were told the result.")

    how: Annotated[How | None, wording("方式", "how")] = None
    satisfaction: Annotated[
        Satisfaction | None, wording("选民评价", "what the voters think of it")
    ] = None


class Rejected(SuggestionEvent, tag="rejected"):
    meaning = Bilingual("未予列入或者未通过", "The motion was not tabled, or not adopted.")


class Adopted(SuggestionEvent, tag="adopted"):
    meaning = Bilingual("通过", "The motion was adopted.")


SuggestionStep = (
    Withdrew
    | Submitted
    | Tabled
    | Referred
    | TurnedIntoSuggestion
    | Assigned
    | AnswerExtended
    | Supervised
    | SuggestionAnswered
    | Rated
    | Promised
    | Kept
    | Withdrawn
    | VotersTold
    | Rejected
    | Adopted
)
SUGGESTION_EVENTS: tuple[type[SuggestionEvent], ...] = get_args(SuggestionStep)
