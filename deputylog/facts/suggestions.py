"""Suggestions: a row per suggestion or motion as it stood at the end of the Book's day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deputylog.book import Book
from deputylog.facts.fact import DAY, SEVERAL, TEXT, YES_NO, Fact, frame_of
from deputylog.life.duties import Duty
from deputylog.life.handling import Handling
from deputylog.life.steps import Step
from deputylog.record.unknown_day import UNKNOWN, known
from deputylog.words import Bilingual

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class _Suggestion:
    handling: Handling
    duties: tuple[Duty, ...]

    @property
    def is_overdue(self) -> bool:
        return any(
            duty.step is Step.ANSWER_DEPUTY and duty.is_running and duty.days_late
            for duty in self.duties
        )

    @property
    def signers(self) -> tuple[str, ...]:
        return (self.handling.record.lead, *self.handling.record.cosigners)


SUGGESTIONS: tuple[Fact[_Suggestion], ...] = (
    Fact("id", TEXT, Bilingual("编号", "id"), lambda one: one.handling.id),
    Fact(
        "group",
        TEXT,
        Bilingual("领衔代表所在代表组", "group of the lead deputy"),
        lambda one: one.handling.group,
    ),
    Fact(
        "constituency",
        TEXT,
        Bilingual("领衔代表的选区", "constituency of the lead deputy"),
        lambda one: one.handling.constituency,
    ),
    Fact("kind", TEXT, Bilingual("类型", "kind"), lambda one: one.handling.record.kind),
    Fact("topic", TEXT, Bilingual("领域", "topic"), lambda one: one.handling.record.topic or ""),
    Fact(
        "session", TEXT, Bilingual("会议", "session"), lambda one: one.handling.record.session or ""
    ),
    Fact(
        "day",
        DAY,
        Bilingual("提出日期，不详时为记录的首日", "submitted, else the record's first day"),
        lambda one: one.handling.day,
    ),
    Fact(
        "submitted",
        YES_NO,
        Bilingual("已提出", "submitted"),
        lambda one: one.handling.submitted_on is not None,
    ),
    Fact(
        "submitted_on",
        DAY,
        Bilingual("提出日期", "submitted on"),
        lambda one: known(one.handling.submitted_on),
    ),
    Fact(
        "withdrawn", YES_NO, Bilingual("已撤回", "withdrawn"), lambda one: one.handling.is_withdrawn
    ),
    Fact(
        "withdrawn_on",
        DAY,
        Bilingual("撤回日期", "withdrawn on"),
        lambda one: known(one.handling.withdrawn_on),
    ),
    Fact("lead", TEXT, Bilingual("领衔代表", "lead deputy"), lambda one: one.handling.record.lead),
    Fact(
        "signers",
        SEVERAL,
        Bilingual("领衔代表和附议代表", "lead deputy and cosigners"),
        lambda one: one.signers,
    ),
    Fact(
        "signed",
        SEVERAL,
        Bilingual("各人签名未撤回", "whether each signature stands"),
        lambda one: tuple(one.handling.withdrew(signer) is None for signer in one.signers),
    ),
    Fact(
        "answered",
        YES_NO,
        Bilingual("已获答复", "answered"),
        lambda one: one.handling.answered_on is not None,
    ),
    Fact(
        "answered_on",
        DAY,
        Bilingual("首次答复日期", "first answered on"),
        lambda one: known(one.handling.answered_on),
    ),
    Fact("overdue", YES_NO, Bilingual("答复已逾期", "answer overdue"), lambda one: one.is_overdue),
    Fact("state", TEXT, Bilingual("状态", "state"), lambda one: one.handling.state),
    Fact("outcome", TEXT, Bilingual("结果", "result"), lambda one: one.handling.outcome or ""),
    Fact("open", YES_NO, Bilingual("未办结", "open"), lambda one: one.handling.is_open),
    Fact(
        "settled_on",
        DAY,
        Bilingual("办结日期", "settled on"),
        lambda one: known(one.handling.settled_on),
    ),
    Fact(
        "settled_unknown",
        YES_NO,
        Bilingual("已办结，日期不详", "settled, on an unknown day"),
        lambda one: one.handling.settled_on is UNKNOWN,
    ),
)


def suggestions(book: Book) -> DataFrame:
    return frame_of(
        SUGGESTIONS,
        [_Suggestion(handling, book.duties[handling.id]) for handling in book.handlings],
    )
