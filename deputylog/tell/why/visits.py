"""Explain the visits that a deputy owes each year: days in office, deductions, result."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from deputylog.book import Book
from deputylog.kinds.deputy import Suspension
from deputylog.kinds.settings import VisitsFollow
from deputylog.life.quota import Quota, Spell, TakenOff
from deputylog.tell.why.explanation import Line, excused, rests_on
from deputylog.text import counts
from deputylog.words import Bilingual, Phrase, phrase

_ARTICLE = Bilingual("代表法 61", "Deputies Law 61")


def of_deputy(book: Book, deputy: str) -> Iterator[Line]:
    own = [quota for filed, quota in book.quotas if filed.id == deputy]
    for quota in own:
        yield from _year(book, deputy, quota)
    if not own:
        yield (
            "",
            phrase(
                "自{day}（records_from）以来未曾任职",
                "not in office on any day since {day} (records_from)",
                day=book.district.records_from,
            ),
        )


def _year(book: Book, deputy: str, quota: Quota) -> Iterator[Line]:
    yield (
        phrase("{year}年走访", "visits of {year}", year=quota.year.first.year),
        rests_on(book, "V001", quota.year.first),
    )
    for spell in quota.spells:
        yield "", _spell(book, quota, spell)
        for off in spell.taken_off:
            yield "", _taken_off(book, off)
    yield "", quota.reckoning
    yield "", _by_days(book, quota)
    yield from _made(book, deputy, quota)
    yield "", _outcome(book, quota)
    if quota.made < quota.owed and quota.last < book.as_of:
        yield from excused(book, "V001", deputy, quota.period)


def _spell(book: Book, quota: Quota, spell: Spell) -> Phrase:
    text = Bilingual(
        "{constituency}席位（第{term}届）：{first}（{began}）至{last}（{ended}），共{days}",
        "seat of {constituency}, term {term}: {first} ({began}) to {last} ({ended}), {days}",
    )
    return phrase(
        text,
        constituency=book.name("constituency", spell.seat.constituency),
        term=spell.seat.term,
        first=spell.period.first,
        last=spell.period.last,
        days=counts.days(len(spell.period)),
        began=_began(book, quota, spell),
        ended=_ended(quota, spell),
    )


def _began(book: Book, quota: Quota, spell: Spell) -> Phrase:
    if spell.period.first == spell.seat.start:
        return phrase("开始任职", "beginning of the seat")
    if spell.period.first == book.district.records_from != quota.year.first:
        return phrase("自此日起记录", "beginning of the records")
    return phrase("年初", "beginning of the year")


def _ended(quota: Quota, spell: Spell) -> object:
    if spell.period.last == spell.seat.end:
        return spell.seat.ended_by or phrase("任职终止", "end of the seat")
    return phrase("年末", "end of the year")


def _taken_off(book: Book, off: TakenOff) -> Phrase:
    values = {"days": counts.days(off.days), "first": off.first, "last": off.last}
    if off.other:
        text = Bilingual(
            "扣除{days}：{first}至{last}，计入其后任职的{constituency}席位（第{term}届）",
            "not counted: {days} from {first} to {last}, held by the later seat for "
            "{constituency}, term {term}",
        )
        return phrase(
            text,
            **values,
            constituency=book.name("constituency", off.other.constituency),
            term=off.other.term,
        )
    return phrase(
        "扣除{days}：{first}至{last}，暂停执行代表职务（{law}）",
        "not counted: {days} of suspension, from {first} to {last} ({law})",
        **values,
        law=_ARTICLE,
    )


def _by_days(book: Book, quota: Quota) -> Phrase:
    """Explain by which setting the days in office give the number of visits."""
    if quota.died:
        return phrase(
            "{day}去世：当年不再要求走访",
            "died on {day}: no visit is owed for the year",
            day=quota.died,
        )
    settings = book.clock.settings_on(quota.year.first)
    if not settings.visits_pro_rata:
        return phrase(
            "凡任职即应走访{visits}（本地规定：visits_pro_rata = 否）",
            "every deputy in office owes {visits} (local: visits_pro_rata = no)",
            visits=counts.visits(settings.visits_per_year),
        )
    text = Bilingual(
        "任职满{full}应走访{visits}，满{half}应走访一半（{rounded}次），不满的不要求（本地规定）",
        "owed for {full} or more: {visits}; for {half} or more: {rounded}; for fewer: none (local)",
    )
    return phrase(
        text,
        full=counts.days(settings.visits_full_from),
        half=counts.days(settings.visits_half_from),
        visits=counts.visits(settings.visits_per_year),
        rounded=(settings.visits_per_year + 1) // 2,
    )


def _made(book: Book, deputy: str, quota: Quota) -> Iterator[Line]:
    """Yield the days that count, and the visits of the year that do not, with reasons."""
    if quota.made:
        days = [day for spell in quota.spells for day in spell.visited]
        yield (
            "",
            phrase("已开展{made}次（{days}）", "made: {made} ({days})", made=quota.made, days=days),
        )
    seen: set[date] = set()
    for filed in sorted(book.visits, key=lambda visit: (visit.record.held_on, visit.id)):
        day = filed.record.held_on
        if deputy not in filed.record.deputies or day not in quota.year:
            continue
        if not book.enters(filed.record):
            text = Bilingual(
                "线上联系（本地：online_counts = no）", "contact online (local: online_counts = no)"
            )
            yield (
                "",
                phrase(
                    "不计入：{visit}，{reason}",
                    "not counted: {visit}, {reason}",
                    visit=filed.id,
                    reason=phrase(text),
                ),
            )
            continue
        if reason := _not_counted(book, deputy, quota, day, again=day in seen):
            yield (
                "",
                phrase(
                    "不计入：{visit}，{reason}",
                    "not counted: {visit}, {reason}",
                    visit=filed.id,
                    reason=reason,
                ),
            )
        seen.add(day)


def _not_counted(book: Book, deputy: str, quota: Quota, day: date, *, again: bool) -> Phrase | None:
    counted = any(day in spell.visited for spell in quota.spells)
    if counted:
        return phrase("{day}当日第二次", "a second visit on {day}", day=day) if again else None
    if day < book.district.records_from:
        return phrase(
            "{day}早于开始记录的日期{since}",
            "{day} is before the records begin on {since}",
            day=day,
            since=book.district.records_from,
        )
    if any(gap.holds(day) for gap in _suspensions(book, deputy)):
        return phrase("{day}暂停执行代表职务", "suspended on {day}", day=day)
    if not book.directory.in_office(deputy, day):
        return phrase("{day}不在任", "not in office on {day}", day=day)
    if book.clock.settings_on(
        quota.year.first
    ).visits_follow is VisitsFollow.SEAT and not quota.runs_on(day):
        return phrase(
            "{day}属于另一席位任内（本地规定：visits_follow = seat）",
            "made for another seat on {day} (local: visits_follow = seat)",
            day=day,
        )
    return phrase("{day}属于另一席位任内", "{day} belongs to another seat", day=day)


def _suspensions(book: Book, deputy: str) -> tuple[Suspension, ...]:
    return book.directory.deputies[deputy].suspended


def _outcome(book: Book, quota: Quota) -> Phrase:
    missing = quota.owed - quota.made
    if missing <= 0:
        return phrase("次数已足", "complete")
    text = (
        Bilingual("还差{missing}，应于{last}前完成", "{missing} more to make by {last}")
        if book.as_of <= quota.last
        else Bilingual("至{last}差{missing}", "not made by {last}: {missing}")
    )
    return phrase(text, missing=counts.visits(missing), last=quota.last)
