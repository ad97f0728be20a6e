"""Mailboxes: a row per mailbox and week, and a row per round, known on the Book's day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deputylog.book import Book
from deputylog.calendar import Week
from deputylog.facts.fact import COUNT, DAY, TEXT, YES_NO, Fact, frame_of
from deputylog.kinds.opening import Opening
from deputylog.life.record_places import Filed
from deputylog.life.weeks import MailboxWeeks
from deputylog.words import Bilingual

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class _MailboxWeek:
    mailbox: str
    group: str
    week: Week
    known: MailboxWeeks
    judged: bool
    is_over: bool
    letters: int | None

    @property
    def state(self) -> str:
        if self.week in self.known.opened:
            return "opened"
        if self.week in self.known.stated:
            return "stated"
        if self.week in self.known.owed:
            return "missed" if self.is_over else "due"
        return "exempt"


MAILBOX_WEEKS: tuple[Fact[_MailboxWeek], ...] = (
    Fact("mailbox", TEXT, Bilingual("信箱", "mailbox"), lambda one: one.mailbox),
    Fact(
        "group",
        TEXT,
        Bilingual("该周周四的代表组", "group that held it on the week's Thursday"),
        lambda one: one.group,
    ),
    Fact("week", TEXT, Bilingual("周", "week"), lambda one: str(one.week)),
    Fact("monday", DAY, Bilingual("周一", "Monday"), lambda one: one.week.monday),
    Fact(
        "thursday",
        DAY,
        Bilingual("周四，决定所属时期", "Thursday, which decides the period"),
        lambda one: one.week.thursday,
    ),
    Fact(
        "owed",
        YES_NO,
        Bilingual("应开启，且该周已过或者已开启", "owed, and over or opened"),
        lambda one: one.judged,
    ),
    Fact("opened", YES_NO, Bilingual("已开启", "opened"), lambda one: one.week in one.known.opened),
    Fact(
        "state",
        TEXT,
        Bilingual(
            "已开启 opened、说明未开启的原因 stated、未开启 missed、本周待开启 due、不要求开启 exempt",
            "opened, stated (a reason for not), missed, due (this week) or exempt",
        ),
        lambda one: one.state,
    ),
    Fact("letters", COUNT, Bilingual("开箱收到的信件", "letters found"), lambda one: one.letters),
)


def mailbox_weeks(book: Book) -> DataFrame:
    """Return the weeks of each mailbox: in use, opened or with a reason for not."""
    return frame_of(MAILBOX_WEEKS, list(_mailbox_weeks(book)))


def _mailbox_weeks(book: Book) -> Iterator[_MailboxWeek]:
    found = _letters_found(book)
    for wanted, held in book.mailboxes.items():
        known = book.mailbox_weeks[wanted]
        judged = set(known.counted(book.as_of))
        for week in sorted({*known.whole, *known.opened, *known.stated}):
            group = held.group_on(week.thursday)
            is_over = week.period.last < book.as_of
            yield _MailboxWeek(
                wanted, group, week, known, week in judged, is_over, found.get((wanted, week))
            )


def _letters_found(book: Book) -> dict[tuple[str, Week], int]:
    found: dict[tuple[str, Week], int] = {}
    for filed in book.openings:
        week = Week.of(filed.record.held_on)
        for mailbox, letters in filed.record.mailboxes.items():
            found[mailbox, week] = found.get((mailbox, week), 0) + letters
    return found


ROUNDS: tuple[Fact[Filed[Opening]], ...] = (
    Fact("id", TEXT, Bilingual("编号", "id"), lambda filed: filed.id),
    Fact("day", DAY, Bilingual("日期", "day"), lambda filed: filed.record.held_on),
    Fact(
        "thursday",
        DAY,
        Bilingual("该周周四", "Thursday of its week"),
        lambda filed: Week.of(filed.record.held_on).thursday,
    ),
    Fact("group", TEXT, Bilingual("代表组", "deputy group"), lambda filed: filed.record.group),
    Fact(
        "opened",
        COUNT,
        Bilingual("开启的信箱数", "mailboxes opened"),
        lambda filed: len(filed.record.mailboxes),
    ),
)


def rounds(book: Book) -> DataFrame:
    """Return the rounds that opened at least one mailbox."""
    return frame_of(ROUNDS, [filed for filed in book.openings if filed.record.mailboxes])
