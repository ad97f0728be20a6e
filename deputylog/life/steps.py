"""Steps of handling (办理) a matter or a suggestion: one row here defines each of them.

Rules, `due`, `why`, `log`, the ledger and the papers read these rows.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from deputylog.calendar import Span, Unit
from deputylog.kinds import events as matter
from deputylog.kinds import suggestion_events as suggestion
from deputylog.kinds.actor import Actor
from deputylog.kinds.basis import ANSWERS, PETITIONS, Basis, Founding, Law, Local, Practice
from deputylog.kinds.event_dates import Dated
from deputylog.kinds.settings import Settings
from deputylog.table import Column
from deputylog.words import Bilingual, Term

ANSWER_IN = Span(3, Unit.MONTHS)
"""The time for the answer to a suggestion, from its assignment (代表法 51)."""


class State(Term):
    """The five states of a matter or a suggestion; worked out from its events, never stored."""

    NEW = "new", "待处理", "new"
    IN_HAND = "in_hand", "办理中", "in hand"
    TO_FEED_BACK = "to_feed_back", "待反馈", "to be fed back"
    AGAIN = "again", "重新办理中", "being handled again"
    SETTLED = "settled", "已办结", "settled"


class Outcome(Term):
    """The result of the present life of a matter or a suggestion."""

    SOLVED = "solved", "已解决", "solved"
    PARTLY_SOLVED = "partly_solved", "部分解决", "partly solved"
    NOT_NOW = "not_now", "暂不能解决", "not possible now"
    NOT_ACCEPTED = "not_accepted", "不予受理", "not accepted"
    FOR_REFERENCE = "for_reference", "留作参考", "kept for reference"
    ANSWERED_ON_THE_SPOT = "answered_on_the_spot", "当场答复", "answered on the spot"
    EXPLAINED = "explained", "已作解释", "explained"
    WITHDRAWN = "withdrawn", "撤回", "withdrawn"
    JOINED = "joined", "并案", "joined to another"
    LITIGATION = "litigation", "已入诉讼", "in litigation"
    NO_ADDRESS = "no_address", "无法反馈", "nobody to tell"
    ADOPTED = "adopted", "通过", "adopted"
    REJECTED = "rejected", "未予列入或者未通过", "rejected"


class NextStep(Term):
    """A step in the words of "what has to be done next"."""

    DELIVER = "deliver", "送交代表", "deliver to the deputy"
    REPLY = "reply", "答复", "reply"
    FORWARD = "forward", "转交", "forward"
    FORWARD_AGAIN = "forward_again", "重新转交", "forward again"
    FOLLOW_UP = "follow_up", "跟踪督办", "follow up"
    CARRY_OUT = "carry_out", "落实", "carry out"
    FEED_BACK = "feed_back", "反馈", "tell the voter"
    HANDLE_AGAIN = "handle_again", "重办", "handle again"
    SUGGEST = "suggest", "列为建议", "make a suggestion"
    CLOSE = "close", "办结", "close with the reason"
    SUBMIT = "submit", "提出", "submit"
    DELIBERATE = "deliberate", "审议", "deliberate"
    ASSIGN = "assign", "交办", "assign"
    ANSWER = "answer", "答复代表", "answer the deputy"
    RATE = "rate", "评价", "rate the handling"


class EndedBy(Term):
    """What ended a duty that was not done."""

    ANSWERED = "answered", "答复", "answered"
    CLOSED = "closed", "办结", "closed"
    DECLINED = "declined", "退回", "sent back"
    EXTENDED = "extended", "延期", "extended"
    FORWARDED = "forwarded", "再次转交", "forwarded again"
    AGAIN = "again", "重新办理", "begun anew"
    SUGGESTED = "suggested", "列为建议", "taken over by a suggestion"
    REASSIGNED = "reassigned", "重新交办", "assigned again"
    WITHDRAWN = "withdrawn", "撤回", "withdrawn"
    ACCEPTED = "accepted", "认可原答复", "accepted after all"
    DIED = "died", "代表去世", "ended by the deputy's death"


class Next(Struct, frozen=True):
    """The next step, who owes it, and by when.

    `who` are ids of deputies or departments, empty where the group's officer or the working body
    acts; `due` is the last day in time, None where no duty sets one.
    """

    step: NextStep
    actor: Actor
    who: tuple[str, ...] = ()
    due: date | None = None


class Cell(Struct, frozen=True):
    """A cell to fill in: a field of the step's event; `must` where the step needs it."""

    field: str
    head: Bilingual
    width: float = 10.5
    must: bool = True


def _day(zh: str, en: str) -> Cell:
    return Cell("date", Bilingual(zh, en))


class Cells(Struct, frozen=True):
    """A step in the ledger: the cells to fill in, and the column of what is recorded already.

    The column shows the events of its name, and the events `along`, which are named there. A step
    `only_where_owed` has no cells in a ledger in which no row owes it.
    """

    blanks: tuple[Cell, ...]
    recorded: Column | None = None
    along: tuple[type[Dated], ...] = ()
    only_where_owed: bool = False


class StepRow(Struct, frozen=True, kw_only=True):
    """What is defined of a step besides its name.

    `event` completes it, and so do the `others`; `actor` must take it. `following` are its words as
    the next step, the usual one first. A step that is owed by a day has a `rule` with its `basis`,
    `overdue` and `late` wordings; the time allowed is the setting of the basis, else `time`.
    """

    actor: Actor
    event: type[Dated] | None = None
    others: tuple[type[Dated], ...] = ()
    following: tuple[NextStep, ...] = ()
    rule: str = ""
    basis: Basis | None = None
    overdue: Bilingual = Bilingual("", "")
    late: Bilingual = Bilingual("", "")
    time: Span | None = None
    cells: Cells | None = None


class Step(Term):
    """A step in handling a matter or a suggestion, in the order of the ledger's columns."""

    row: StepRow
    setting: str
    """The name of the setting that gives the time allowed; empty if none does."""
    completed_by: tuple[type[Dated], ...]
    """The events that complete it, the usual one first."""

    def __new__(cls, value: str, zh: str, en: str, row: StepRow) -> Step:
        self = str.__new__(cls, value)
        self._value_ = value
        self.zh, self.en, self.row = zh, en, row
        self.setting = row.basis.setting if isinstance(row.basis, Local) else ""
        self.completed_by = (row.event, *row.others) if row.event else ()
        return self

    DELIVER = (
        "deliver",
        "送交代表",
        "deliver to the deputy",
        StepRow(
            actor=Actor.OFFICER,
            event=matter.Delivered,
            following=(NextStep.DELIVER,),
            rule="L001",
            basis=Local("deliver_within", after=Founding(3)),
            overdue=Bilingual(
                "最迟应于{due}送交代表，已逾期{days}",
                "the letter should have been delivered to the deputy by {due}, {days} overdue",
            ),
            late=Bilingual(
                "送交逾期{days}，最迟应于{due}送交",
                "delivered {days} late, the last day was {due}",
            ),
            cells=Cells(
                (
                    _day("送交日期", "delivered on"),
                    Cell("to", Bilingual("收信代表", "delivered to"), must=False),
                ),
                Column("delivered", Bilingual("已送交", "delivered so far")),
                only_where_owed=True,
            ),
        ),
    )
    REPLY = (
        "reply",
        "答复反映人",
        "reply to the writer",
        StepRow(
            actor=Actor.DEPUTY,
            event=matter.Replied,
            others=(matter.FedBack,),
            following=(NextStep.REPLY,),
            rule="L002",
            basis=Local("reply_within", after=Founding(3)),
            overdue=Bilingual(
                "最迟应于{due}答复，已逾期{days}", "the reply was due on {due}, {days} overdue"
            ),
            late=Bilingual(
                "答复逾期{days}，最迟应于{due}答复",
                "replied {days} late, the reply was due on {due}",
            ),
            cells=Cells(
                (
                    _day("答复日期", "replied on"),
                    Cell("how", Bilingual("答复方式", "replied how"), must=False),
                ),
                Column("replied", Bilingual("已答复反映人", "replied so far")),
            ),
        ),
    )
    FORWARD = (
        "forward",
        "转交有关部门",
        "forward to a department",
        StepRow(
            actor=Actor.DEPUTY,
            event=matter.Forwarded,
            others=(matter.Aided, matter.Suggested),
            following=(NextStep.FORWARD, NextStep.FORWARD_AGAIN, NextStep.HANDLE_AGAIN),
            rule="L003",
            basis=Local("forward_within", after=Founding(3)),
            overdue=Bilingual(
                "最迟应于{due}转交有关部门，已逾期{days}",
                "the matter should have been forwarded by {due}, {days} overdue",
            ),
            late=Bilingual(
                "转交逾期{days}，最迟应于{due}转交",
                "forwarded {days} late, the last day was {due}",
            ),
            cells=Cells(
                (
                    Cell("to", Bilingual("转交单位", "forward to"), 17),
                    _day("转交日期", "forwarded on"),
                ),
                Column("forwarded", Bilingual("已转交", "forwarded so far")),
                along=(matter.Declined, matter.Extended),
            ),
        ),
    )
    ANSWER = (
        "answer",
        "部门答复",
        "department's answer",
        StepRow(
            actor=Actor.DEPARTMENT,
            event=matter.Answered,
            rule="L005",
            basis=Local("department_within", after=Law(PETITIONS, "34")),
            overdue=Bilingual(
                "{department}最迟应于{due}答复，已逾期{days}",
                "{department}: the answer was due on {due}, {days} overdue",
            ),
            late=Bilingual(
                "{department}答复逾期{days}，最迟应于{due}答复",
                "{department}: answered {days} late, it was due on {due}",
            ),
            cells=Cells(
                (
                    _day("单位答复日期", "answered on"),
                    Cell("result", Bilingual("办理结果", "result")),
                    Cell("by", Bilingual("答复单位", "answered by"), 15, must=False),
                ),
                Column("answered", Bilingual("承办单位已答复", "answered so far")),
                along=(matter.Aided,),
            ),
        ),
    )
    FOLLOW_UP = (
        "follow_up",
        "跟踪督办",
        "follow up",
        StepRow(
            actor=Actor.DEPUTY,
            event=matter.FollowedUp,
            following=(NextStep.FOLLOW_UP,),
            rule="L004",
            basis=Local("follow_up_every", after=Founding(3)),
            overdue=Bilingual(
                "最迟应于{due}向{department}跟踪督办，已逾期{days}",
                "follow-up with {department} was due by {due}, {days} overdue",
            ),
            late=Bilingual(
                "向{department}跟踪督办逾期{days}，最迟应于{due}督办",
                "{department}: followed up {days} late, the last day was {due}",
            ),
            cells=Cells(
                (_day("督办日期", "followed up on"),),
                Column("followed_up", Bilingual("已督办", "followed up so far")),
            ),
        ),
    )
    FEED_BACK = (
        "feed_back",
        "反馈选民",
        "tell the voter the result",
        StepRow(
            actor=Actor.DEPUTY,
            event=matter.FedBack,
            following=(NextStep.FEED_BACK,),
            rule="L006",
            basis=Local("feed_back_within", after=Founding(3)),
            overdue=Bilingual(
                "最迟应于{due}将结果反馈选民，已逾期{days}",
                "the voter should have been told the result by {due}, {days} overdue",
            ),
            late=Bilingual(
                "反馈选民逾期{days}，最迟应于{due}反馈",
                "the voter was told the result {days} late, the last day was {due}",
            ),
            cells=Cells(
                (
                    _day("反馈日期", "told on"),
                    Cell("how", Bilingual("反馈方式", "told how"), must=False),
                    Cell("satisfaction", Bilingual("满意度", "satisfaction"), must=False),
                ),
                Column("fed_back", Bilingual("已反馈选民", "told so far")),
            ),
        ),
    )
    TELL_GROUP = (
        "tell_group",
        "告知代表组",
        "tell the deputy group",
        StepRow(
            actor=Actor.DEPUTY,
            event=matter.GroupTold,
            rule="L007",
            basis=Local("tell_group_within", after=Founding(3)),
            overdue=Bilingual(
                "最迟应于{due}告知代表组，已逾期{days}",
                "the deputy group should have been told by {due}, {days} overdue",
            ),
            late=Bilingual(
                "告知代表组逾期{days}，最迟应于{due}告知",
                "the deputy group was told {days} late, the last day was {due}",
            ),
            cells=Cells(
                (_day("告知日期", "group told on"),),
                Column("group_told", Bilingual("已告知代表组", "group told so far")),
                only_where_owed=True,
            ),
        ),
    )
    CLOSE = (
        "close",
        "注明原因办结",
        "close with the reason",
        StepRow(
            actor=Actor.DEPUTY,
            event=matter.ClosedEvent,
            following=(NextStep.CLOSE,),
            cells=Cells(
                (
                    _day("办结日期", "closed on"),
                    Cell("why", Bilingual("办结原因", "why closed"), 14),
                ),
                Column("closed", Bilingual("办结、重新办理", "closed, reopened")),
                along=(matter.Reopened,),
            ),
        ),
    )
    CARRY_OUT = (
        "carry_out",
        "落实",
        "carry out",
        StepRow(actor=Actor.DEPARTMENT, following=(NextStep.CARRY_OUT,)),
    )
    SUGGEST = (
        "suggest",
        "列为建议",
        "make a suggestion",
        StepRow(actor=Actor.DEPUTY, following=(NextStep.SUGGEST,)),
    )
    SUBMIT = (
        "submit",
        "提出",
        "submit",
        StepRow(
            actor=Actor.DEPUTY,
            event=suggestion.Submitted,
            following=(NextStep.SUBMIT,),
            cells=Cells((_day("正式提出日期", "submitted on"),), only_where_owed=True),
        ),
    )
    DELIBERATE = (
        "deliberate",
        "审议",
        "deliberate",
        StepRow(actor=Actor.WORKING_BODY, following=(NextStep.DELIBERATE,)),
    )
    ASSIGN = (
        "assign",
        "交办代表建议",
        "assign the suggestion",
        StepRow(
            actor=Actor.WORKING_BODY,
            event=suggestion.Assigned,
            following=(NextStep.ASSIGN,),
            rule="S004",
            basis=Local("assign_within", after=ANSWERS),
            overdue=Bilingual(
                "最迟应于{due}交办，已逾期{days}",
                "the suggestion should have been assigned by {due}, {days} overdue",
            ),
            late=Bilingual(
                "逾期{days}交办，最迟应于{due}交办",
                "assigned {days} late, the last day was {due}",
            ),
            cells=Cells(
                (
                    _day("交办日期", "assigned on"),
                    Cell("lead", Bilingual("主办单位", "lead department"), 17),
                    Cell("assisting", Bilingual("协办单位", "assisting"), 15, must=False),
                    Cell("number", Bilingual("建议编号", "number"), must=False),
                ),
                Column("assigned", Bilingual("已交办", "assigned so far")),
                along=(suggestion.AnswerExtended,),
            ),
        ),
    )
    ANSWER_DEPUTY = (
        "answer_deputy",
        "答复代表",
        "answer the deputy",
        StepRow(
            actor=Actor.DEPARTMENT,
            event=suggestion.SuggestionAnswered,
            following=(NextStep.ANSWER,),
            rule="S005",
            basis=ANSWERS,
            time=ANSWER_IN,
            overdue=Bilingual(
                "{department}最迟应于{due}答复代表，已逾期{days}",
                "{department}: the answer to the deputy was due on {due}, {days} overdue",
            ),
            late=Bilingual(
                "{department}答复代表逾期{days}，最迟应于{due}答复",
                "{department}: answered the deputy {days} late, it was due on {due}",
            ),
            cells=Cells(
                (
                    _day("答复代表日期", "deputy answered on"),
                    Cell("result", Bilingual("答复结果", "result of the answer")),
                    Cell("by", Bilingual("答复代表的单位", "deputy answered by"), 15, must=False),
                    Cell("number", Bilingual("答复文号", "document number"), 14, must=False),
                ),
                Column("answered", Bilingual("承办单位已答复", "answered so far")),
            ),
        ),
    )
    REDO = (
        "redo",
        "重新办理并答复",
        "handle it again and answer",
        StepRow(
            actor=Actor.DEPARTMENT,
            event=suggestion.SuggestionAnswered,
            following=(NextStep.HANDLE_AGAIN,),
            rule="S007",
            basis=Local("redo_within"),
            overdue=Bilingual(
                "{department}最迟应于{due}重新办理并答复，已逾期{days}",
                "{department}: handling the suggestion again was due on {due}, {days} overdue",
            ),
            late=Bilingual(
                "{department}重新办理答复逾期{days}，最迟应于{due}答复",
                "{department}: handled the suggestion again {days} late, the last day was {due}",
            ),
        ),
    )
    KEEP_PROMISE = (
        "keep_promise",
        "落实承诺",
        "keep the promise",
        StepRow(
            actor=Actor.DEPARTMENT,
            event=suggestion.Kept,
            following=(NextStep.CARRY_OUT,),
            rule="S008",
            basis=Practice(),
            overdue=Bilingual(
                "{department}的承诺事项最迟应于{due}落实，已逾期{days}",
                "{department}: the promise was due on {due}, {days} overdue",
            ),
            late=Bilingual(
                "{department}的承诺逾期{days}落实，最迟应于{due}落实",
                "{department}: kept its promise {days} late, it was due on {due}",
            ),
            cells=Cells(
                (_day("承诺落实日期", "kept on"),),
                Column("promised", Bilingual("承诺事项", "promised so far")),
                along=(suggestion.Kept,),
                only_where_owed=True,
            ),
        ),
    )
    SUPERVISE = (
        "supervise",
        "督办",
        "supervise",
        StepRow(
            actor=Actor.WORKING_BODY,
            event=suggestion.Supervised,
            cells=Cells(
                (_day("建议督办日期", "supervised on"),),
                Column("supervised", Bilingual("已督办", "supervised so far")),
            ),
        ),
    )
    RATE = (
        "rate",
        "评价办理",
        "rate the handling",
        StepRow(
            actor=Actor.DEPUTY,
            event=suggestion.Rated,
            following=(NextStep.RATE,),
            rule="S006",
            basis=Local("rate_within"),
            overdue=Bilingual(
                "最迟应于{due}评价办理情况，已逾期{days}",
                "the answer should have been rated by {due}, {days} overdue",
            ),
            late=Bilingual(
                "评价办理情况逾期{days}，最迟应于{due}评价",
                "the answer was rated {days} late, the last day was {due}",
            ),
            cells=Cells(
                (
                    _day("评价日期", "rated on"),
                    Cell("attitude", Bilingual("对态度的评价", "of the attitude"), must=False),
                    Cell("outcome", Bilingual("对结果的评价", "of the outcome")),
                ),
                Column("rated", Bilingual("已评价", "rated so far")),
            ),
        ),
    )
    TELL_VOTERS = (
        "tell_voters",
        "向来源选民反馈结果",
        "tell the voters behind it",
        StepRow(
            actor=Actor.DEPUTY,
            event=suggestion.VotersTold,
            others=(matter.FedBack,),
            following=(NextStep.FEED_BACK,),
            rule="S010",
            basis=Local("feed_back_within", after=Founding(3)),
            overdue=Bilingual(
                "最迟应于{due}向来源选民反馈结果，已逾期{days}",
                "the voters behind it should have been told the result by {due}, {days} overdue",
            ),
            late=Bilingual(
                "向来源选民反馈逾期{days}，最迟应于{due}反馈",
                "the voters behind it were told the result {days} late, the last day was {due}",
            ),
            cells=Cells(
                (
                    _day("向选民反馈日期", "voters told on"),
                    Cell("how", Bilingual("向选民反馈方式", "voters told how"), must=False),
                    Cell(
                        "satisfaction", Bilingual("选民满意度", "voters' satisfaction"), must=False
                    ),
                ),
                Column("fed_back", Bilingual("已反馈选民", "told so far")),
            ),
        ),
    )

    def time_on(self, settings: Settings) -> Span:
        """The time allowed for the step under these settings."""
        span: Span = self.row.time or getattr(settings, self.setting)
        return span

    @property
    def is_of_department(self) -> bool:
        """Whether one department takes it, or is asked about it."""
        return self.row.actor is Actor.DEPARTMENT or self is Step.FOLLOW_UP
