"""Explain the deadlines of a matter, suggestion or group: rule, basis, count of days, result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeAlias

from deputylog.book import Book
from deputylog.calendar import DAY, Counting, Period, Quarter, Span, Unit
from deputylog.kinds.event_dates import label_of
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.suggestion_events import AnswerExtended
from deputylog.life.duties import Duty
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.life.steps import EndedBy, Step
from deputylog.period_words import day_words, days_words, quarter_words
from deputylog.record.fields import is_exact
from deputylog.rule import basis_phrase
from deputylog.rules import RULES
from deputylog.table import Valued
from deputylog.tell.due import quarters_owed, tasks_of_periods
from deputylog.text import counts
from deputylog.words import AssumedDay, Bilingual, Phrase, phrase

Line: TypeAlias = Phrase | tuple[object, object]
"""A line of an explanation, or one with a head."""

_REST = Bilingual("{days}（{reason}）", "{days} ({reason})")
_MAKE_UP = Bilingual("{days}（{reason}调休）", "{days} (for {reason})")
_ANSWERS = (Step.ANSWER, Step.ANSWER_DEPUTY)
"""The steps that a department can get more time for."""


def rests_on(
    book: Book,
    code: str,
    began: date,
    department: str | None = None,
    of: str = "",
    basis: Phrase | None = None,
) -> Valued:
    """Return the rule in force when the case began, with its legal basis then, and the department
    that must act or be asked; `of` names for programs what is owed,
    `basis` replaces that of the rule.
    """
    rule = next((rule for rule in RULES if rule.code == code and rule.in_force(began)), None)
    basis = basis or (basis_phrase(rule, book, began) if rule else None)
    if not rule:
        text = Bilingual("{day}尚未施行或者已经失效", "not in force on {day}")
        basis = phrase(text, day=day_words(began))
    text = Bilingual("{code}，{basis}", "{code}, {basis}")
    if department:
        text = Bilingual("{department}；{code}，{basis}", "{department}; {code}, {basis}")
    values = {"department": department, "code": code, "basis": basis}
    plain = {"rule": code, "basis": basis, "department": department}
    return Valued(text, values, plain | ({"of": of} if of else {}))


def _counted(book: Book, start: date, within: Span, due: date) -> Iterator[Phrase]:
    """Yield how the days were counted, and on what it rests which of them are rest days."""
    counting = book.clock.calendar.counted(start, within, due)
    yield _plainly(counting)
    if within.unit is Unit.WORKING_DAYS:
        yield _sum(book, counting)
    elif counting.rest_days:
        yield _moved(book, counting)
    if counting.made_up:
        text = Bilingual("调休上班，按工作日计：{days}", "worked to make up, and counted: {days}")
        values = {"days": _runs_of_days(book, counting.made_up, _MAKE_UP)}
        yield Valued(text, values, {"made_up": _day_values(book, counting.made_up)})
    yield from _notices(book, counting)


def _plainly(counting: Counting) -> Valued:
    """Return the last day by the span alone, and where it began."""
    return Valued(
        Bilingual(
            "自{start}起算，当日不计，{span}届满为{plain}",
            "{span} from {start}, not counting that day: {plain}",
        ),
        {
            "start": day_words(counting.start),
            "span": counts.span(counting.within),
            "plain": day_words(counting.plain),
        },
        {
            "start": counting.start,
            "within": {"count": counting.within.count, "unit": counting.within.unit},
            "plain": counting.plain,
        },
    )


def _sum(book: Book, counting: Counting) -> Valued:
    """Return how many days, less the rest days, make the working days."""
    text = Bilingual("其间{days}，没有休息日", "{days}, none of them a rest day")
    if counting.rest_days:
        text = Bilingual(
            "其间{days}，减去休息日{rest}，为{span}；休息日：{held}",
            "{days}, less {rest} of rest, make {span}; not counted: {held}",
        )
    values = {
        "days": counts.days((counting.due - counting.start).days),
        "rest": counts.days(len(counting.rest_days)),
        "span": counts.span(counting.within),
        "held": _runs_of_days(book, counting.rest_days),
    }
    return Valued(text, values, {"not_counted": _day_values(book, counting.rest_days)})


def _moved(book: Book, counting: Counting) -> Valued:
    text = Bilingual(
        "届满日逢休息日，按本地规定不顺延：{days}", "a rest day, but not moved: {days}"
    )
    if counting.due > counting.plain:
        text = Bilingual(
            "届满日逢休息日，顺延至{due}：{days}",
            "the last day is a rest day and moves to {due}, past {days}",
        )
    values = {"due": day_words(counting.due), "days": _runs_of_days(book, counting.rest_days)}
    return Valued(text, values, {"moved_past": _day_values(book, counting.rest_days)})


def _runs_of_days(book: Book, days: Sequence[date], text: Bilingual = _REST) -> list[Phrase]:
    """Return days with their reasons, those of one holiday or weekend that follow each other
    together.
    """
    runs: list[list[date]] = []
    reason = book.clock.calendar.rest_reason
    for day in days:
        is_next = runs and runs[-1][-1] + DAY == day
        if is_next and (
            reason(day) == reason(runs[-1][-1]) or _is_weekend(book, runs[-1][-1], day)
        ):
            runs[-1].append(day)
        else:
            runs.append([day])
    return [
        phrase(
            text,
            days=days_words(Period(held[0], held[-1])),
            reason=list(dict.fromkeys(map(reason, held))),
        )
        for held in runs
    ]


def _is_weekend(book: Book, *days: date) -> bool:
    """Whether these are the days of a weekend, and of no holiday."""
    notice = book.clock.calendar.notice
    return all(day.weekday() >= 5 and notice(day) is None for day in days)


def _day_values(book: Book, days: Sequence[date]) -> list[dict[str, object]]:
    calendar = book.clock.calendar
    return [
        {"day": day, "why": calendar.rest_reason(day), "notice": calendar.notice(day)}
        for day in days
    ]


def _notices(book: Book, counting: Counting) -> Iterator[Phrase]:
    """Yield the notices on holidays that the counting rests on, and the years without any."""
    calendar, days = book.clock.calendar, (*counting.rest_days, *counting.made_up)
    if notices := dict.fromkeys(filter(None, map(calendar.notice, days))):
        text = Bilingual("放假、调休的依据：{notices}", "holidays rest on: {notices}")
        yield Valued(text, {"notices": list(notices)})
    if isinstance(counting.due, AssumedDay):
        yield phrase(
            "{year}年的放假安排本区没有登记，程序所附日历也没有收录，除法定节日外按周一至周五为"
            "工作日推算",
            "neither the district nor the calendar of the program knows the holidays of {year}: "
            "Monday to Friday are taken as working days, but for the holidays fixed by law",
            year=counting.due.year,
        )


def _outcome(due: date, done: date | None, until: date, ended_by: EndedBy | None = None) -> Valued:
    """Return the last day in time, and how it went: done or ended on a day, or open `until` one."""
    day, late = done or until, max(0, ((done or until) - due).days)
    how = phrase(
        _HOW["done" if done else "ended" if ended_by else "open", bool(late)],
        day=day_words(day),
        days=counts.days(late),
        ended_by=ended_by,
    )
    text = Bilingual("最迟{due}（含当日）；{how}", "due by {due} at the latest; {how}")
    plain = {"due": due, "done": done, "ended_by": ended_by, "days_late": late}
    return Valued(text, {"due": day_words(due), "how": how}, plain)


_HOW = {
    ("done", False): Bilingual("{day}已办，未逾期", "done on {day}, in time"),
    ("done", True): Bilingual("{day}已办，逾期{days}", "done on {day}, {days} late"),
    ("open", False): Bilingual("截至{day}未办，尚未到期", "not done by {day}, still in time"),
    ("open", True): Bilingual(
        "截至{day}未办，已逾期{days}", "not done by {day}, overdue by {days}"
    ),
    ("ended", True): Bilingual(
        "未办，{day}{ended_by}，当时已逾期{days}", "not done; {ended_by} on {day}, {days} late"
    ),
}
"""How a duty went, by whether it is late; one that ended in time was not owed."""


def excused(book: Book, code: str, subject: str, days: Period) -> Iterator[Phrase]:
    """Yield why a breach of these days is excused, and by which record."""
    for filed in book.excuses_of(code, subject, days):
        text = Bilingual("情况说明（已认可）：{why}（{id}）", "accepted: {why} ({id})")
        values = {"why": filed.record.why, "id": filed.id}
        yield Valued(text, values, {"accepted": [values]})


def _not_judged_before(book: Book) -> Phrase:
    return phrase(
        "开始记录之日（{day}）以前起算的期限，不作评判",
        "deadlines that began before {day} (records_from) are not judged",
        day=day_words(book.district.records_from),
    )


def of_matter(book: Book, matter: Matter) -> Iterator[Line]:
    yield from _waived(book, matter)
    yield from _duties(book, matter)
    for handling in book.suggestions_of.get(matter.id, ()):
        text = phrase(
            "由此提出的建议，其期限见“deputylog why {id}”",
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
        asked = book.name("department", duty.department) if duty.step.is_of_department else None
        yield duty.step, rests_on(book, duty.step.row.rule, duty.start, asked)
        yield from _extension(book, about, duty)
        yield from _counted(book, duty.start, duty.within, duty.due)
        until = duty.ended or min(duty.until, book.as_of)
        yield _outcome(duty.due, duty.done, until, duty.ended_by)
        if duty.days_late:
            yield from excused(book, duty.step.row.rule, about.id, Period(duty.due, duty.due))
    yield from _not_judged(book, about)
    if not duties:
        yield phrase("没有正在计算的期限", "no deadline applies")


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
        day=day_words(on) if on else phrase("日期不详", "date unknown"),
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
                "{about}：截至{day}尚未开展，最迟{due}完成",
                "{about}: not done by {day}, still in time until {due}",
                day=day_words(book.as_of),
                due=day_words(owed.due),
                about=owed.about,
            )


def _list(book: Book, group: str, quarter: Quarter) -> Iterator[Line]:
    start, due = quarter.period.last, book.clock.list_due(quarter)
    within = Span(book.clock.settings_on(start).quarterly_list_due, Unit.DAYS)
    days = [filed.record.handed_in for filed in book.submissions_of(group, quarter)]
    handed_in, corrected = next(iter(days), None), days[1:]
    head = phrase("{quarter}清单", "list of the {quarter}", quarter=quarter_words(quarter))
    yield head, rests_on(book, "G001", quarter.period.first, of="hand_in")
    yield from _counted(book, start, within, due)
    yield _outcome(due, handed_in, book.as_of)
    if corrected:
        yield phrase(
            "已于{days}更正；是否按时以首次报送为准",
            "corrected on {days}; the first list is judged",
            days=list(map(day_words, corrected)),
        )
    if (handed_in or book.as_of) > due:
        yield from excused(book, "G001", group, Period(due, due))
