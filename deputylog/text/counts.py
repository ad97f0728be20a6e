"""Counts with their noun ("1 day", "3 days"), for sentences that contain several numbers."""

from __future__ import annotations

from datetime import date

from deputylog.calendar import Span, Unit
from deputylog.words import Bilingual, Phrase, phrase


class Noun(Bilingual):
    """The noun of a count; called with the count, it returns the phrase of both."""

    def __call__(self, count: object) -> Phrase:
        return phrase(self, count=count)


days = Noun("{count}天", "{count} day", "{count} days")
working_days = Noun("{count}个工作日", "{count} working day", "{count} working days")
weeks = Noun("{count}周", "{count} week", "{count} weeks")
mailbox_weeks = Noun("{count}周次", "{count} mailbox week", "{count} mailbox weeks")
months = Noun("{count}个月", "{count} month", "{count} months")
visits = Noun("{count}次", "{count} visit", "{count} visits")
letters = Noun("{count}封", "{count} letter", "{count} letters")
matters = Noun("{count}件", "{count} matter", "{count} matters")
voters = Noun("{count}人次", "{count} voter", "{count} voters")
mailboxes = Noun("{count}个代表信箱", "{count} mailbox", "{count} mailboxes")
errors = Noun("错误{count}项", "{count} error", "{count} errors")
breaches = Noun("未履行{count}项", "{count} breach", "{count} breaches")
records = Noun("{count}件记录", "{count} record", "{count} records")
steps = Noun("{count}个步骤", "{count} step", "{count} steps")
rows = Noun("{count}行", "{count} row", "{count} rows")
cells = Noun("{count}格", "{count} cell", "{count} cells")
rounds = Noun("{count}次", "{count} round", "{count} rounds")

_days_of_a_deadline = Noun("{count}日", days, days.several)
_OF_UNIT = {Unit.DAYS: _days_of_a_deadline, Unit.WORKING_DAYS: working_days, Unit.MONTHS: months}


def span(length: Span) -> Phrase:
    return _OF_UNIT[length.unit](length.count)


def time_left(due: date, day: date) -> Phrase:
    """How long something due is overdue on `day`, or how long there is still time."""
    left = (due - day).days
    if left < 0:
        return phrase("已逾期{days}", "overdue by {days}", days=days(-left))
    if left:
        return phrase("还有{days}到期", "due in {days}", days=days(left))
    return phrase("今天到期", "due today")
