"""Explain the deadlines of a matter or a suggestion, step by step."""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.calendar import Period, Span
from deputylog.kinds.event_dates import said_of
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.suggestion_events import AnswerExtended
from deputylog.life.duties import Duty
from deputylog.life.handling import Handling
from deputylog.life.lives import Forward
from deputylog.life.matter import Matter
from deputylog.life.steps import Step
from deputylog.record.fields import is_exact
from deputylog.rules.step_fits_nothing import with_names
from deputylog.tell.why.explanation import (
    Line,
    counted,
    excused,
    outcome,
    overtaken,
    rests_on,
    skipped,
)
from deputylog.text import counts
from deputylog.words import Bilingual, Phrase, phrase


def of_matter(book: Book, matter: Matter) -> Iterator[Line]:
    yield from _waived(book, matter)
    yield from _deadlines(book, matter)
    for handling in book.suggestions_of.get(matter.id, ()):
        yield (
            handling.id,
            phrase(
                "由此提出的建议；其期限见 deputylog why {id}",
                "a suggestion came out of this matter; 'deputylog why {id}' shows its deadlines",
                id=handling.id,
            ),
        )


def of_suggestion(book: Book, handling: Handling) -> Iterator[Line]:
    if handling.is_motion:
        yield (
            "",
            phrase(
                "议案由代表大会按议事程序处理，没有期限",
                "the congress handles a motion by its own procedure; no deadline applies",
            ),
        )
        return
    if handling.submitted_on is None:
        yield "", phrase("尚未提出，没有期限", "not submitted yet: no deadline applies")
        return
    yield from _deadlines(book, handling)


def _waived(book: Book, matter: Matter) -> Iterator[Line]:
    """Explain why steps that one might expect are not due, or cannot be calculated."""
    if not is_exact(matter.received):
        yield (
            "",
            phrase(
                "只知月份（{month}），自收到起算的期限无从计算",
                "only the month of receipt is known ({month}): deadlines counted from the "
                "receipt cannot be calculated",
                month=matter.received,
            ),
        )
    elif matter.received < book.district.records_from:
        yield (
            "",
            phrase(
                "{day}（records_from）之前起算的期限不作评判",
                "deadlines that began before {day} (records_from) are not judged",
                day=book.district.records_from,
            ),
        )
    if matter.is_accusation:
        yield (
            "",
            phrase(
                "检举控告只须转送有权受理的机关，不作其他办理",
                "for an accusation, only its forwarding to an entitled organ is required",
            ),
        )
    elif matter.kind is MatterKind.THANKS:
        yield "", phrase("感谢信无须办理", "a letter of thanks requires nothing")
    elif not matter.can_be_answered:
        yield (
            "",
            phrase(
                "无须答复和反馈：{writer}",
                "no reply and no feedback are required: {writer}",
                writer=matter.writer,
            ),
        )
    if matter.life.closed:
        yield (
            "",
            phrase(
                "已办结，其时尚未办理的步骤不再要求",
                "closed: steps not done by then are no longer required",
            ),
        )


def _deadlines(book: Book, lived: Matter | Handling) -> Iterator[Line]:
    duties = book.duties[lived.id]
    for duty in duties:
        yield duty.step, _rule(book, duty)
        yield from _extension(book, lived, duty)
        yield "", counted(duty.start, duty.within, duty.due)
        yield from skipped(book, duty.start, duty.within, duty.due)
        yield (
            "",
            overtaken(duty)
            if duty.ended
            else outcome(duty.due, duty.done, min(duty.until, book.as_of)),
        )
        if duty.days_late:
            yield from excused(book, duty.step.row.rule, lived.id, Period(duty.due, duty.due))
    for event in lived.events:
        if event.on is None:
            yield (
                said_of(event),
                phrase(
                    "已办，日期不详，不判定是否按期",
                    "done on an unknown date: neither in time nor late",
                ),
            )
    for misfit, why in lived.misfits:
        yield (
            said_of(misfit),
            phrase("不计入：{why}", "counts for nothing: {why}", why=with_names(book, why)),
        )
    if not duties:
        yield "", phrase("没有正在计算的期限", "no deadline applies")


def _rule(book: Book, duty: Duty) -> Phrase:
    """Return the rule for a step, with the department that must act or be asked."""
    rule = rests_on(book, duty.step.row.rule, duty.start)
    if not duty.step.is_of_department:
        return rule
    return phrase(
        "{department}；{rule}",
        "{department}; {rule}",
        department=book.name("department", duty.department),
        rule=rule,
    )


def _extension(book: Book, lived: Matter | Handling, duty: Duty) -> Iterator[Line]:
    """Explain how much longer a department got than usual, when and from whom."""
    settings = book.clock.settings_on(duty.start)
    if (
        duty.step is Step.ANSWER
        and isinstance(lived, Matter)
        and duty.within != settings.department_within
    ):
        given = [
            event
            for forward in _forwards(lived)
            if lived.key_of(forward.sent) == duty.key
            for event in forward.extended
        ]
        at_most = phrase(
            "最长{days}", "at most {days}", days=counts.days(settings.department_at_most)
        )
        yield (
            "",
            _extended(
                duty.within, settings.department_within, given[-1].on if given else None, at_most
            ),
        )
    if (
        duty.step is Step.ANSWER_DEPUTY
        and isinstance(lived, Handling)
        and duty.within != duty.step.row.time
    ):
        last = [
            event for event in lived.of(AnswerExtended) if event.to_months == duty.within.count
        ][-1]
        who = (
            book.name("person", last.consented_by)
            if last.consented_by
            else Bilingual("不详", "unknown")
        )
        yield (
            "",
            _extended(
                duty.within,
                duty.step.time_on(settings),
                last.on,
                phrase("经{who}同意", "approved by {who}", who=who),
            ),
        )


def _forwards(matter: Matter) -> Iterator[Forward]:
    return (forward for life in matter.lives for forward in life.forwards)


def _extended(within: Span, usual: Span, on: object, why: Phrase) -> Phrase:
    text = Bilingual(
        "{day}由{usual}延长至{within}（{why}）",
        "extended from {usual} to {within} on {day} ({why})",
    )
    return phrase(
        text,
        usual=counts.span(usual),
        within=counts.span(within),
        day=on or phrase("日期不详", "date unknown"),
        why=why,
    )
