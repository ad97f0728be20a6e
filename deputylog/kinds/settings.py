"""The settings of a district, each with its default and its basis."""

from typing import Annotated

from msgspec import Meta

from deputylog.calendar import Span, Unit
from deputylog.kinds.interval import Interval
from deputylog.record.fields import MONTH_DAY, Part, SpanText, wording
from deputylog.words import Term

LOCAL = "local"


class VisitsFollow(Term):
    SEAT = "seat", "按席位", "the seat"
    PERSON = "person", "按本人", "the person"


MonthDay = Annotated[str, Meta(pattern=MONTH_DAY)]
Small = Annotated[int, Meta(ge=0, le=366)]


def setting(zh: str, en: str, basis: str = LOCAL) -> Meta:
    """Return a setting's description; LOCAL means that neither law nor the founding document
    gives the number.
    """
    return wording(zh, en, basis=basis)


def days(count: int) -> Span:
    return Span(count, Unit.DAYS)


class Settings(Part):
    """The settings used by the rules."""

    visits_per_year: Annotated[
        Small,
        setting(
            "代表每年进选区联系选民的次数",
            "visits to the constituency that a deputy owes a year",
            basis="founding §1",
        ),
    ] = 2
    visits_pro_rata: Annotated[
        bool,
        setting("任职不满一年的按天数折算", "part of a year in office owes part of the visits"),
    ] = True
    visits_full_from: Annotated[
        Small,
        setting("任职满多少天按全年计", "days in office from which the whole number is owed"),
    ] = 270
    visits_half_from: Annotated[
        Small,
        setting("任职满多少天按一半计", "days in office from which half of it is owed"),
    ] = 90
    visits_follow: Annotated[
        VisitsFollow,
        setting(
            "年中改选到别的选区时，已开展的次数随席位还是随本人",
            "what a re-election in mid-year carries over",
        ),
    ] = VisitsFollow.SEAT
    online_counts: Annotated[
        bool,
        setting("线上联系计入进选区的次数", "contact online counts as entering the constituency"),
    ] = False
    visits_reminders: Annotated[
        tuple[MonthDay, ...],
        setting(
            "提醒一次未开展进选区活动的代表的日子",
            "days from which a deputy without any visit is reminded",
        ),
    ] = (
        "06-30",
        "09-30",
    )
    visits_last_reminder: Annotated[
        MonthDay,
        setting(
            "到此日仍未达到应开展活动的次数的提醒",
            "day from which a deputy who owes visits is reminded, whatever was made",
        ),
    ] = "12-01"
    exempt_if_workdays_at_most: Annotated[
        Annotated[int, Meta(ge=0, le=5)],
        setting(
            "一周工作日不多于此数的，不要求开箱",
            "a week with no more working days than this owes no opening",
        ),
    ] = 0
    letters_entered_within: Annotated[
        SpanText,
        setting(
            "自开箱起登记完来信的期限",
            "how long after an opening its letters may take to be entered",
        ),
    ] = days(3)
    deliver_within: Annotated[
        SpanText,
        setting(
            "信箱来信自收到起送交代表的期限",
            "time to deliver a letter to the deputy, from its receipt",
        ),
    ] = days(3)
    reply_within: Annotated[
        SpanText,
        setting("自收到起答复反映人的期限", "time to reply to the writer, from receipt"),
    ] = days(15)
    forward_within: Annotated[
        SpanText,
        setting("自收到起转交有关部门的期限", "time to forward to a department, from receipt"),
    ] = days(7)
    follow_up_every: Annotated[
        SpanText,
        setting("转交后每次跟踪督办的间隔", "how often a forwarded matter is followed up"),
    ] = days(30)
    department_within: Annotated[
        SpanText,
        setting(
            "自转交起部门办理的期限",
            "time for a department to answer, from each forward",
            basis="local, 信访工作条例 34",
        ),
    ] = days(60)
    department_at_most: Annotated[
        Small,
        setting(
            "部门延期后的最长天数",
            "the most days that an extension may give a department",
            basis="local, 信访工作条例 34",
        ),
    ] = 90
    feed_back_within: Annotated[
        SpanText,
        setting(
            "自最终答复起将结果反馈选民的期限",
            "time to tell the voter the result, from the final answer",
        ),
    ] = days(15)
    tell_group_within: Annotated[
        SpanText,
        setting("自收到起告知代表组的期限", "time to tell the group, from receipt"),
    ] = days(15)
    repeat_within: Annotated[
        SpanText,
        setting(
            "收到后多久之内的相似来信视为重复，前一件已办结的也算",
            "how long a letter much like an earlier one is taken for a repetition, even if that is "
            "settled",
        ),
    ] = days(60)
    suggestion_after: Annotated[
        SpanText,
        setting(
            "问题自收到起未办结、提示转为代表建议的时间",
            "how long a matter is open before a suggestion is advised",
        ),
    ] = Span(6, Unit.MONTHS)
    assign_within: Annotated[
        SpanText,
        setting("自提出起交办代表建议的期限", "time to assign a suggestion, from its submission"),
    ] = Span(10, Unit.WORKING_DAYS)
    rate_within: Annotated[
        SpanText,
        setting(
            "自答复起代表评价办理的期限",
            "time for the deputy to rate the handling, from the answer",
        ),
    ] = Span(15, Unit.WORKING_DAYS)
    redo_within: Annotated[
        SpanText,
        setting(
            "自评价不满意起重新办理并答复的期限",
            "time to handle again, from the dissatisfied rating",
        ),
    ] = Span(1, Unit.MONTHS)
    quarterly_list_due: Annotated[
        Annotated[int, Meta(ge=1, le=28)],
        setting(
            "下季度首月报送季度清单的最后一日",
            "day of the next month by which the quarterly list is handed in",
        ),
    ] = 10
    publicity_every: Annotated[
        Interval,
        setting("代表信箱在各选区宣传的周期", "how often each mailbox is publicised"),
    ] = Interval.YEAR
    circular_every: Annotated[
        Interval,
        setting(
            "代表组通报代表履职情况的周期", "how often a group circulates what its deputies did"
        ),
    ] = Interval.HALF_YEAR
    commendation_every: Annotated[
        Interval,
        setting("各代表组推出典型的周期", "how often an example is set in each group"),
    ] = Interval.YEAR
    spot_check_every: Annotated[
        Interval,
        setting(
            "抽查各代表组活动记录的周期", "how often the records of each group are spot-checked"
        ),
    ] = Interval.YEAR
    briefing_every: Annotated[
        Interval,
        setting("听取各代表组汇报的周期", "how often each group is heard by the working body"),
    ] = Interval.YEAR
    duty_report_every: Annotated[
        Interval,
        setting(
            "代表向选民报告履职的周期", "how often deputies report on their duty to the voters"
        ),
    ] = Interval.YEAR
    livelihood_target: Annotated[
        Small,
        setting(
            "每位代表每年力争推动解决的民生问题",
            "problems that each deputy strives to get solved a year",
            basis="founding §1",
        ),
    ] = 1
    move_past_rest_days: Annotated[
        bool,
        setting(
            "到期日逢休息日的顺延至下一工作日",
            "a due day on a rest day moves to the next working day",
            basis="local, 民法典 203",
        ),
    ] = True
    identity_kept_for: Annotated[
        SpanText,
        setting(
            "自办结起保存来信人信息的期限",
            "how long a writer's identity is kept, from the day the matter was settled",
            basis="local, 个人信息保护法 19、47",
        ),
    ] = days(180)
    papers_sealed: Annotated[
        bool,
        setting("公文加盖印章", "covering letters are sealed"),
    ] = False
