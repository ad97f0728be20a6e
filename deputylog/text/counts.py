"""Counts with their noun ("1 day", "3 days"), for sentences that contain several numbers."""

from __future__ import annotations

from datetime import date

from deputylog.calendar import Span, Unit
from deputylog.words import Bilingual, Phrase, phrase


def days(count: object) -> Phrase:
    return phrase(Bilingual("{count}天", "{count} day", "{count} days"), count=count)


def working_days(count: object) -> Phrase:
    return phrase(
        Bilingual("{count}个工作日", "{count} working day", "{count} working days"), count=count
    )


def weeks(count: object) -> Phrase:
    return phrase(Bilingual("{count}周", "{count} week", "{count} weeks"), count=count)


def mailbox_weeks(count: object) -> Phrase:
    return phrase(
        Bilingual("{count}周次", "{count} mailbox week", "{count} mailbox weeks"), count=count
    )


def months(count: object) -> Phrase:
    return phrase(Bilingual("{count}个月", "{count} month", "{count} months"), count=count)


def span(length: Span) -> Phrase:
    match length.unit:
        case Unit.DAYS:
            return days(length.count)
        case Unit.WORKING_DAYS:
            return working_days(length.count)
        case Unit.MONTHS:
            return months(length.count)


def visits(count: object) -> Phrase:
    return phrase(Bilingual("{count}次", "{count} visit", "{count} visits"), count=count)


def letters(count: object) -> Phrase:
    return phrase(Bilingual("{count}封", "{count} letter", "{count} letters"), count=count)


def matters(count: object) -> Phrase:
    return phrase(Bilingual("{count}件", "{count} matter", "{count} matters"), count=count)


def voters(count: object) -> Phrase:
    return phrase(Bilingual("{count}人次", "{count} voter", "{count} voters"), count=count)


def mailboxes(count: object) -> Phrase:
    return phrase(
        Bilingual("{count}个代表信箱", "{count} mailbox", "{count} mailboxes"), count=count
    )


def errors(count: object) -> Phrase:
    return phrase(Bilingual("错误{count}项", "{count} error", "{count} errors"), count=count)


def breaches(count: object) -> Phrase:
    return phrase(Bilingual("未尽{count}项", "{count} breach", "{count} breaches"), count=count)


def records(count: object) -> Phrase:
    return phrase(Bilingual("{count}件记录", "{count} record", "{count} records"), count=count)


def steps(count: object) -> Phrase:
    return phrase(Bilingual("{count}个步骤", "{count} step", "{count} steps"), count=count)


def rows(count: object) -> Phrase:
    return phrase(Bilingual("{count}行", "{count} row", "{count} rows"), count=count)


def cells(count: object) -> Phrase:
    return phrase(Bilingual("{count}格", "{count} cell", "{count} cells"), count=count)


def rounds(count: object) -> Phrase:
    return phrase(Bilingual("{count}次", "{count} round", "{count} rounds"), count=count)


def time_left(due: date, day: date) -> Phrase:
    """How long something due is overdue on `day`, or how long there is still time."""
    left = (due - day).days
    if left < 0:
        return phrase("已逾期{days}", "overdue by {days}", days=days(-left))
    return (
        phrase("还有{days}到期", "due in {days}", days=days(left))
        if left
        else phrase("今天到期", "due today")
    )
