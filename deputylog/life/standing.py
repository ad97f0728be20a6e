"""Where a matter or a suggestion stands: its state, the result of its present life, the next step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from deputylog.kinds.actor import Actor
from deputylog.words import Code


class State(Code):
    """The five states of a matter or a suggestion; worked out from its events, never stored."""

    NEW = "new", "待处理", "new"
    IN_HAND = "in_hand", "办理中", "in hand"
    TO_FEED_BACK = "to_feed_back", "待反馈", "to be fed back"
    AGAIN = "again", "重新办理中", "being handled again"
    SETTLED = "settled", "已办结", "settled"


class Outcome(Code):
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


class NextStep(Code):
    """What has to be done next."""

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


@dataclass(frozen=True)
class Next:
    """The next step, who owes it, and by when.

    `who` are ids of deputies or departments, empty where the group's officer or the working body
    acts; `due` is the last day in time, None where no duty sets one.
    """

    step: NextStep
    actor: Actor
    who: tuple[str, ...] = ()
    due: date | None = None
