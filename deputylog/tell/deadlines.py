"""Explain the deadlines of a matter, suggestion or group: rule, basis, count of days, result."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from deputylog.book import Book
from deputylog.calendar import DAY, Period, Quarter, Span, Unit, WorkCalendar
from deputylog.kinds.event_dates import label_of
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.suggestion_events import AnswerExtended
from deputylog.life.duties import Duty
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.life.steps import Step
from deputylog.record.fields import is_exact
from deputylog.rule import basis_phrase
from deputylog.rules import RULES
from deputylog.tell.due import quarters_owed, tasks_of_periods
from deputylog.text import counts
from deputylog.words import Bilingual, Phrase, phrase

Line: TypeAlias = Phrase | tuple[object, object]
"""A line of an explanation, or one with a head."""

_ANSWERS = (Step.ANSWER, Step.ANSWER_DEPUTY)
"""The steps that a department can get more time for."""


def rests_on(book: Book, code: str, began: date) -> Phrase:
    """Return the rule in force when the case began, with its legal basis then."""
    rule = next((rule for rule in RULES if rule.code == code and rule.in_force(began)), None)
    if rule is None:
        return phrase(
            "{code}，{day}尚未施行或者已经失效",
            "{code}, not in force on {day}",
            code=code,
            day=began,
        )
    basis = basis_phrase(rule, book, began) or ""
    return phrase("{code}，{basis}", "{code}, {basis}", code=code, basis=basis)


def _counted(book: Book, start: date, within: Span, due: date) -> Iterator[Phrase]:
    """Yield how the days were counted, and the rest days skipped, with reasons."""
    yield phrase(
        "自{start}起，当日不计，{span}：{due}",
        "{span} from {start}, not counting that day: {due}",
        start=start,
        span=counts.span(within),
        due=due,
    )
    if within.unit is Unit.WORKING_DAYS:
        text = Bilingual("不计的休息日：{days}", "not counted: {days}")
        first = start + DAY
    else:
        text = Bilingual(
            "到期日逢休息日，顺延越过{days}",
            "the last day is a rest day and moves to the next working day, past {days}",
        )
        first = book.clock.calendar.after(start, within, move=False)
    if days := _rest_days(book.clock.calendar, first, due):
        yield phrase(text, days=days)


def _rest_days(calendar: WorkCalendar, first: date, last: date) -> list[Phrase]:
    return [
        phrase("{day}（{reason}）", "{day} ({reason})", day=day, reason=calendar.rest_reason(day))
        for day in Period(first, last)
        if not calendar.is_working_day(day)
    ]


def _outcome(due: date, done: date | None, until: date) -> Phrase:
    """Return whether it was done in time, late, or not yet by `until`."""
    late = max(0, ((done or until) - due).days)
    if done:
        text = (
            Bilingual("{day}已办，逾期{days}", "done on {day}, {days} late")
            if late
            else Bilingual("{day}已办，未逾期", "done on {day}, in time")
        )
    elif late:
        text = Bilingual("截至{day}未办，已逾期{days}", "not done by {day}, overdue by {days}")
    else:
        text = Bilingual("截至{day}未办，尚在期限内", "not done by {day}, still in time")
    return phrase(text, day=done or until, days=counts.days(late))


def excused(book: Book, code: str, subject: str, days: Period) -> Iterator[Phrase]:
    """Yield why a breach of these days is excused, and by which record."""
    for filed in book.excuses_of(code, subject, days):
        text = Bilingual("准予说明：{why}（{id}）", "accepted: {why} ({id})")
        yield phrase(text, why=filed.record.why, id=filed.id)


def _not_judged_before(book: Book) -> Phrase:
    return phrase(
        "{day}（records_from）之前起算的期限不作评判",
        "deadlines that began before {day} (records_from) are not judged",
        day=book.district.records_from,
    )


def of_matter(book: Book, matter: Matter) -> Iterator[Line]:
    yield from _waived(book, matter)
    yield from _duties(book, matter)
    for handling in book.suggestions_of.get(matter.id, ()):
        text = phrase(
            "由此提出的建议；其期限见 deputylog why {id}",
            "a suggestion came out of this matter; 'deputylog why {id}' shows its deadlines",
            id=handling.id,
        )
        yield handling.id, text


def of_suggestion(book: Book, handling: Handling) -> Iterator[Line]:
    if handling.is_motion:
        yield phrase(
            "议案由代表大会按议事程序处理，没有期限",
            "the congress handles a motion by its own procedure; no deadline applies",
        )
    elif handling.submitted is None:
        yield phrase("尚未提出，没有期限", "not submitted yet: no deadline applies")
    else:
        yield from _duties(book, handling)


def _waived(book: Book, matter: Matter) -> Iterator[Phrase]:
    """Explain why steps that one might expect are not due, or cannot be calculated."""
    if not is_exact(matter.received):
        yield phrase(
            "只知月份（{month}），自收到起算的期限无从计算",
            "only the month of receipt is known ({month}): deadlines counted from the "
            "receipt cannot be calculated",
            month=matter.received,
        )
    elif matter.received < book.district.records_from:
        yield _not_judged_before(book)
    if matter.is_accusation:
        yield phrase(
            "检举控告只须转送有权受理的机关，不作其他办理",
            "for an accusation, only its forwarding to an entitled organ is required",
        )
    elif matter.kind is MatterKind.THANKS:
        yield phrase("感谢信无须办理", "a letter of thanks requires nothing")
    elif not matter.can_be_answered:
        yield phrase(
            "无须答复和反馈：{writer}",
            "no reply and no feedback are required: {writer}",
            writer=matter.writer,
        )
    if matter.life.closed:
        yield phrase(
            "已办结，其时尚未办理的步骤不再要求",
            "closed: steps not done by then are no longer required",
        )


def _duties(book: Book, about: Matter | Handling) -> Iterator[Line]:
    duties = book.duties[about.id]
    for duty in duties:
        yield duty.step, _rule(book, duty)
        yield from _extension(book, about, duty)
        yield from _counted(book, duty.start, duty.within, duty.due)
        yield _end(book, duty)
        if duty.days_late:
            yield from excused(book, duty.step.row.rule, about.id, Period(duty.due, duty.due))
    yield from _not_judged(book, about)
    if not duties:
        yield phrase("没有正在计算的期限", "no deadline applies")


def _end(book: Book, duty: Duty) -> Phrase:
    """Return how a duty ended, or how it stands."""
    if not duty.ended:
        return _outcome(duty.due, duty.done, min(duty.until, book.as_of))
    return phrase(
        "未完成；{day}{ended_by}，当时已逾期{days}",
        "not done; {ended_by} on {day}, {days} late",
        ended_by=duty.ended_by,
        day=duty.ended,
        days=counts.days(duty.days_late),
    )


def _not_judged(book: Book, about: Matter | Handling) -> Iterator[Line]:
    """Yield the steps of unknown days, and those that fit nothing."""
    undated = phrase(
        "已办，日期不详，不判定是否按期", "done on an unknown date: neither in time nor late"
    )
    for event in about.events:
        if event.on is None:
            yield label_of(event), undated
    for misfit, why in about.misfits:
        reason = book.with_names(why)
        yield label_of(misfit), phrase("不计入：{why}", "counts for nothing: {why}", why=reason)


def _rule(book: Book, duty: Duty) -> Phrase:
    """Return the rule for a step, with the department that must act or be asked."""
    rule = rests_on(book, duty.step.row.rule, duty.start)
    if not duty.step.is_of_department:
        return rule
    text = Bilingual("{department}；{rule}", "{department}; {rule}")
    return phrase(text, department=book.name("department", duty.department), rule=rule)


def _extension(book: Book, about: Matter | Handling, duty: Duty) -> Iterator[Phrase]:
    """Explain how much longer a department got than usual, when and from whom."""
    usual = duty.step.time_on(book.clock.settings_on(duty.start)) if duty.step in _ANSWERS else None
    if usual in (None, duty.within):
        return
    if isinstance(about, Matter):
        on, why = _of_forward(book, about, duty)
    else:
        on, why = _of_assignment(book, about, duty)
    yield phrase(
        "{day}由{usual}延长至{within}（{why}）",
        "extended from {usual} to {within} on {day} ({why})",
        usual=counts.span(usual),
        within=counts.span(duty.within),
        day=on or phrase("日期不详", "date unknown"),
        why=why,
    )


def _of_forward(book: Book, matter: Matter, duty: Duty) -> tuple[date | None, Phrase]:
    """Return the day of the last extension of a forward, and the most that can be granted."""
    forwards = (forward for life in matter.lives for forward in life.forwards)
    days = [
        event.on
        for forward in forwards
        if matter.key_of(forward.sent) == duty.key
        for event in forward.extended
    ]
    at_most = counts.days(book.clock.settings_on(duty.start).department_at_most)
    return (days[-1] if days else None), phrase("最长{days}", "at most {days}", days=at_most)


def _of_assignment(book: Book, handling: Handling, duty: Duty) -> tuple[date | None, Phrase]:
    """Return the day on which more months were granted, and who approved them."""
    extensions = handling.of(AnswerExtended)
    last = [event for event in extensions if event.to_months == duty.within.count][-1]
    by = last.consented_by
    who = book.name("person", by) if by else Bilingual("不详", "unknown")
    return last.on, phrase("经{who}同意", "approved by {who}", who=who)


def of_group(book: Book, group: str) -> Iterator[Line]:
    """Explain its quarterly lists and its tasks of the half-year, the year or the term."""
    if book.district.records_from > book.as_of:
        yield _not_judged_before(book)
        return
    for quarter in quarters_owed(book, group):
        yield from _list(book, group, quarter)
    for owed in tasks_of_periods(book):
        if owed.group == group:
            yield owed.what, rests_on(book, owed.code, book.as_of)
            yield phrase(
                "至{day}尚未开展，应于{due}前完成：{about}",
                "not done by {day}, still in time until {due}: {about}",
                day=book.as_of,
                due=owed.due,
                about=owed.about,
            )


def _list(book: Book, group: str, quarter: Quarter) -> Iterator[Line]:
    start, due = quarter.period.last, book.clock.list_due(quarter)
    within = Span(book.clock.settings_on(start).quarterly_list_due, Unit.DAYS)
    days = [filed.record.handed_in for filed in book.submissions_of(group, quarter)]
    handed_in, corrected = next(iter(days), None), days[1:]
    head = phrase("{quarter}季度清单", "list of {quarter}", quarter=str(quarter))
    yield head, rests_on(book, "G001", quarter.period.first)
    yield from _counted(book, start, within, due)
    yield _outcome(due, handed_in, book.as_of)
    if corrected:
        yield phrase(
            "已于{days}更正；是否按时以首次报送为准",
            "corrected on {days}; the first list is judged",
            days=corrected,
        )
    if (handed_in or book.as_of) > due:
        yield from excused(book, "G001", group, Period(due, due))
