"""Tasks to be done once in a half-year, a year or a term.

They are what a rule will report if nothing more is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from deputylog.book import Book
from deputylog.calendar import DAY, year
from deputylog.kinds.actor import Actor
from deputylog.kinds.registry import ACTIVITY, SPOT_CHECK, VISIT
from deputylog.rule import Hit, Rule
from deputylog.rules.ask_missing import ask_missing
from deputylog.rules.group_not_heard import group_not_heard
from deputylog.rules.mailbox_not_publicised import mailbox_not_publicised
from deputylog.rules.no_circular import no_circular
from deputylog.rules.no_commendation import no_commendation
from deputylog.rules.no_duty_report import no_duty_report
from deputylog.rules.no_spot_check import no_spot_check
from deputylog.tell.due.task import Owed
from deputylog.words import Bilingual

_WORK: tuple[tuple[Rule, Bilingual, str], ...] = (
    (ask_missing, Bilingual("安排三问走访", "visit with the ask that is missing"), "asks"),
    (mailbox_not_publicised, Bilingual("宣传代表信箱", "publicise the mailbox"), "constituency"),
    (no_circular, Bilingual("通报代表履职情况", "circulate what deputies did"), "group_name"),
    (
        no_commendation,
        Bilingual("表彰或者推广先进典型", "commend a deputy, the group or a case"),
        "group_name",
    ),
    (
        no_duty_report,
        Bilingual("组织代表向选民报告履职", "let deputies report to the voters"),
        "deputies",
    ),
    (group_not_heard, Bilingual("听取代表组汇报", "hear the report of the group"), "group_name"),
    (no_spot_check, Bilingual("抽查活动记录", "spot-check the records"), "group_name"),
)
"""Each rule, the task it asks for, and the value of its message that says for whom or what."""


def of_periods(book: Book) -> Iterator[Owed]:
    """Yield tasks due by the end of the current periods, one for each rule, group and due date."""
    later = _if_nothing_more_is_recorded(book)
    for rule, what, value in _WORK:
        missing: dict[tuple[str, date], list[object]] = {}
        for hit in rule.check(later):
            if hit.day and hit.day >= book.as_of and rule.in_force(hit.began):
                missing.setdefault((hit.group, hit.day), []).extend(_several(hit, value))
        for (group, day), about in missing.items():
            actor, who = _who(book, rule.actor, group)
            yield Owed(day, actor, who, what, about, group, group, code=rule.code)


def _if_nothing_more_is_recorded(book: Book) -> Book:
    """Return the same records as seen on the day after the end of the year."""
    done = {
        VISIT.name: book.visits,
        ACTIVITY.name: book.activities,
        SPOT_CHECK.name: book.spot_checks,
    }
    last = year(book.as_of.year).last
    return replace(book, as_of=last + DAY, by_kind={**book.by_kind, **done})


def _several(hit: Hit, value: str) -> list[object]:
    about = hit.values[value]
    return list(about) if isinstance(about, list) else [about]


def _who(book: Book, actor: Actor, group: str) -> tuple[Actor, str]:
    return (
        (actor, book.district.working_body)
        if actor is Actor.WORKING_BODY
        else book.acting_for(group)
    )
