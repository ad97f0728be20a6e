"""The events of a suggestion or motion."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta

from deputylog.kinds.event_dates import Dated
from deputylog.kinds.events import How, Result, Satisfaction
from deputylog.record.fields import DepartmentId, DeputyId, PersonId, Text, said


class SuggestionEvent(Dated, frozen=True, kw_only=True):
    """A dated event of a suggestion or motion."""


class Withdrew(SuggestionEvent, frozen=True, kw_only=True, tag="withdrew"):
    """附议人撤回签名 | A cosigner took the signature back."""

    who: Annotated[DeputyId, said("撤回的代表", "who withdrew")]


class Submitted(SuggestionEvent, frozen=True, kw_only=True, tag="submitted"):
    """提出 | The lead deputy handed it in."""


class Tabled(SuggestionEvent, frozen=True, kw_only=True, tag="tabled"):
    """列入会议议程 | The motion was put on the agenda."""


class Referred(SuggestionEvent, frozen=True, kw_only=True, tag="referred"):
    """交付审议 | The motion went to a committee."""

    to: Annotated[Text, said("审议机构", "committee")]


class TurnedIntoSuggestion(SuggestionEvent, frozen=True, kw_only=True, tag="turned_into_suggestion"):
    """转作代表建议处理 | The motion is handled as a suggestion from here on."""


class Assigned(SuggestionEvent, frozen=True, kw_only=True, tag="assigned"):
    """交办 | The working body gave it to a department (代表法 51)."""

    by: Annotated[PersonId | None, said("交办机关", "who assigned it")] = None
    number: Annotated[Text | None, said("建议编号", "number")] = None
    lead: Annotated[DepartmentId, said("主办单位", "lead department")]
    assisting: Annotated[tuple[DepartmentId, ...], said("协办单位", "assisting departments")] = ()


class AnswerExtended(SuggestionEvent, frozen=True, kw_only=True, tag="extended"):
    """延长答复期限 | The answer may take up to six months from the assignment (代表法 51)."""

    to_months: Annotated[Annotated[int, Meta(ge=4, le=6)], said("延至自交办起多少个月", "months from the assignment, at most 6")]
    consented_by: Annotated[PersonId | None, said("同意延期的机关", "who consented")] = None


class Supervised(SuggestionEvent, frozen=True, kw_only=True, tag="supervised"):
    """督办 | The standing committee pressed for it."""

    by: Annotated[PersonId | None, said("督办人", "who supervised it")] = None
    how: Annotated[Text | None, said("督办方式", "in which way")] = None


class SuggestionAnswered(SuggestionEvent, frozen=True, kw_only=True, tag="answered"):
    """办理答复 | The department answered the deputy; a second one after a dissatisfied rating is the redo."""

    by: Annotated[DepartmentId | None, said("答复单位", "department")] = None
    number: Annotated[Text | None, said("答复文号", "document number")] = None
    result: Annotated[Result, said("结果", "result")]


class Rated(SuggestionEvent, frozen=True, kw_only=True, tag="rated"):
    """评价办理 | What the lead deputy thinks of the handling."""

    attitude: Annotated[Satisfaction | None, said("对办理态度的评价", "of the attitude")] = None
    outcome: Annotated[Satisfaction, said("对办理结果的评价", "of the outcome")]


class Promised(SuggestionEvent, frozen=True, kw_only=True, tag="promised"):
    """承诺 | The department promised something by a day."""

    until: Annotated[date, said("承诺期限", "by when")]
    what: Annotated[Text, said("承诺事项", "what")]


class Kept(SuggestionEvent, frozen=True, kw_only=True, tag="kept"):
    """承诺落实 | The promise was kept."""

    what: Annotated[Text | None, said("落实的是哪项承诺（照抄承诺事项）", "which promise, in its words")] = None


class Withdrawn(SuggestionEvent, frozen=True, kw_only=True, tag="withdrawn"):
    """撤回 | The lead deputy took it back; nothing more is owed."""


class VotersTold(SuggestionEvent, frozen=True, kw_only=True, tag="fed_back"):
    """结果反馈选民 | The voters behind it were told the result."""

    how: Annotated[How | None, said("方式", "how")] = None
    satisfaction: Annotated[Satisfaction | None, said("选民评价", "what the voters think of it")] = None


class Rejected(SuggestionEvent, frozen=True, kw_only=True, tag="rejected"):
    """未予列入或者未通过 | The motion was not tabled, or not adopted."""


class Adopted(SuggestionEvent, frozen=True, kw_only=True, tag="adopted"):
    """通过 | The motion was adopted."""


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
SUGGESTION_EVENTS: tuple[type[SuggestionEvent], ...] = (
    Withdrew,
    Submitted,
    Tabled,
    Referred,
    TurnedIntoSuggestion,
    Assigned,
    AnswerExtended,
    Supervised,
    SuggestionAnswered,
    Rated,
    Promised,
    Kept,
    Withdrawn,
    VotersTold,
    Rejected,
    Adopted,
)
