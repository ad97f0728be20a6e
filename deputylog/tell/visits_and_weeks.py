"""Explain the visits that a deputy owes each year, and the weeks in which a mailbox is opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from deputylog.book import Book
from deputylog.calendar import DAY, Week
from deputylog.kinds.group import Mailbox
from deputylog.kinds.settings import VisitsFollow
from deputylog.kinds.visit import Visit
from deputylog.life.quota import Quota, Spell, TakenOff
from deputylog.life.weeks import MailboxWeeks, last_day_to_open
from deputylog.period_words import day_words, weeks_words
from deputylog.rules.fewer_visits import part_of_year
from deputylog.table import Valued
from deputylog.tell.deadlines import Line, excused, rests_on
from deputylog.text import counts
from deputylog.text.numerals import numeral
from deputylog.words import Bilingual, Phrase, phrase

_ONLINE = Bilingual(
    "线上联系（按本地规定不计入）", "contact online, which by local rule does not count"
)
_BEFORE_RECORDS = Bilingual(
    "{day}早于开始记录之日（{since}）", "{day} is before the records begin on {since}"
)
_NOT_IN_OFFICE = Bilingual("{day}不在任", "not in office on {day}")
_FOR_ANOTHER_SEAT = Bilingual(
    "{day}属于另一席位任内（按本地规定，次数随席位）",
    "made for another seat on {day}; by local rule visits stay with the seat",
)
_OF_ANOTHER_SEAT = Bilingual("{day}属于另一席位任内", "{day} belongs to another seat")


def of_deputy(book: Book, deputy: str) -> Iterator[Line]:
    """Explain for each year: days in office, deductions, what is owed, and the visits made."""
    own = [quota for filed, quota in book.quotas if filed.id == deputy]
    for quota in own:
        yield from _of_year(book, deputy, quota)
    if not own:
        yield phrase(
            "自开始记录之日（{day}）以来未曾任职",
            "not in office on any day since {day} (records_from)",
            day=day_words(book.district.records_from),
        )


def _of_year(book: Book, deputy: str, quota: Quota) -> Iterator[Line]:
    first = quota.year.first
    head = phrase("{year}年进选区活动", "visits of {year}", year=first.year)
    yield head, rests_on(book, "V001", first, of="visits", basis=part_of_year(book, quota))
    for spell in quota.spells:
        yield _in_values(_spell(book, quota, spell))
        for off in spell.taken_off:
            yield _in_values(_taken_off(book, off))
    yield _in_values(quota.reckoning)
    yield _in_values(_by_days(book, quota))
    yield from _made(book, deputy, quota)
    yield _missing(book, quota)
    if quota.made < quota.owed and quota.last < book.as_of:
        yield from excused(book, "V001", deputy, quota.period)


def _in_values(said: Phrase) -> Valued:
    """A line whose values programs get together with the missing visits."""
    return Valued(said.text, said.values)


def _spell(book: Book, quota: Quota, spell: Spell) -> Phrase:
    first, last = spell.period.first, spell.period.last
    began = phrase("年初", "beginning of the year")
    if first == book.district.records_from != quota.year.first:
        began = phrase("自此日起记录", "beginning of the records")
    elif first == spell.seat.start:
        began = phrase("开始任职", "beginning of the seat")
    ended: object = phrase("年末", "end of the year")
    if last == spell.seat.end:
        ended = spell.seat.ended_by or phrase("任职终止", "end of the seat")
    return phrase(
        "{constituency}席位（第{term}届）：{first}（{began}）至{last}（{ended}），共{days}",
        "seat of {constituency}, term {term}: {first} ({began}) to {last} ({ended}), {days}",
        constituency=book.name("constituency", spell.seat.constituency),
        term=_ordinal(spell.seat.term),
        first=day_words(first),
        last=day_words(last),
        days=counts.days(len(spell.period)),
        began=began,
        ended=ended,
    )


def _ordinal(term: str) -> Bilingual:
    return Bilingual(numeral(int(term)) if term.isdecimal() else term, term)


def _taken_off(book: Book, off: TakenOff) -> Phrase:
    values = {
        "days": counts.days(off.days),
        "first": day_words(off.first),
        "last": day_words(off.last),
    }
    if off.other:
        return phrase(
            "扣除{days}：{first}至{last}，计入其后任职的{constituency}席位（第{term}届）",
            "not counted: {days} from {first} to {last}, held by the later seat for "
            "{constituency}, term {term}",
            **values,
            constituency=book.name("constituency", off.other.constituency),
            term=_ordinal(off.other.term),
        )
    return phrase(
        "扣除{days}：{first}至{last}，暂时停止执行代表职务（代表法第六十一条）",
        "not counted: {days} of suspension, from {first} to {last} (Deputies Law 61)",
        **values,
    )


def _by_days(book: Book, quota: Quota) -> Phrase:
    """Explain by which setting the days in office give the number of visits."""
    if quota.died:
        return phrase(
            "{day}去世：当年不再要求开展活动",
            "died on {day}: no visit is owed for the year",
            day=day_words(quota.died),
        )
    settings = book.clock.settings_on(quota.year.first)
    visits = counts.visits(settings.visits_per_year)
    if not settings.visits_pro_rata:
        return phrase(
            "凡任职即应开展活动{visits}（本地规定，不按任职天数折算）",
            "every deputy in office owes {visits} (local rule: whatever the days)",
            visits=visits,
        )
    return phrase(
        "任职满{full}的，应开展活动{visits}；满{half}的，{rounded}次；不满的，不作要求（本地规定）",
        "owed for {full} or more: {visits}; for {half} or more: {rounded}; for fewer: none (local)",
        full=counts.days(settings.visits_full_from),
        half=counts.days(settings.visits_half_from),
        visits=visits,
        rounded=(settings.visits_per_year + 1) // 2,
    )


def _made(book: Book, deputy: str, quota: Quota) -> Iterator[Line]:
    """Yield the days that count, and the visits of the year that do not, with reasons."""
    if quota.made:
        days = [day for spell in quota.spells for day in spell.visited]
        text = Bilingual("已开展{made}次（{days}）", "made: {made} ({days})")
        yield Valued(text, {"made": quota.made, "days": list(map(day_words, days))})
    own = (
        filed
        for filed in book.visits
        if deputy in filed.record.deputies and filed.record.held_on in quota.year
    )
    seen: set[date] = set()
    for filed in sorted(own, key=lambda filed: (filed.record.held_on, filed.id)):
        if reason := _not_counted(book, deputy, quota, filed.record, seen):
            text = Bilingual("不计入：{visit}，{reason}", "not counted: {visit}, {reason}")
            values = {"visit": filed.id, "reason": reason}
            yield Valued(text, values, {"not_counted": [values]})
        if book.enters(filed.record):
            seen.add(filed.record.held_on)


def _not_counted(
    book: Book, deputy: str, quota: Quota, visit: Visit, seen: set[date]
) -> Phrase | None:
    """Return why a visit does not count; `seen` are the days of earlier ones."""
    day, text = visit.held_on, _NOT_IN_OFFICE
    is_visited = any(day in spell.visited for spell in quota.spells)
    if not book.enters(visit):
        text = _ONLINE
    elif is_visited and day not in seen:
        return None
    elif is_visited:
        text = Bilingual("{day}当日第二次", "a second visit on {day}")
    elif day < book.district.records_from:
        text = _BEFORE_RECORDS
    elif any(gap.holds(day) for gap in book.directory.deputies[deputy].suspended):
        text = Bilingual("{day}正暂时停止执行代表职务", "suspended on {day}")
    elif book.directory.in_office(deputy, day):
        follow = book.clock.settings_on(quota.year.first).visits_follow
        is_outside = follow is VisitsFollow.SEAT and not quota.runs_on(day)
        text = _FOR_ANOTHER_SEAT if is_outside else _OF_ANOTHER_SEAT
    return phrase(text, day=day_words(day), since=day_words(book.district.records_from))


def _missing(book: Book, quota: Quota) -> Valued:
    missing = max(0, quota.owed - quota.made)
    text = Bilingual("至{last}差{missing}", "not made by {last}: {missing}")
    if not missing:
        text = Bilingual("次数已足", "complete")
    elif book.as_of <= quota.last:
        text = Bilingual("还差{missing}，最迟{last}", "{missing} more to make by {last}")
    values = {"missing": counts.visits(missing), "last": day_words(quota.last)}
    return Valued(text, values, _of_quota(book, quota))


def _of_quota(book: Book, quota: Quota) -> dict[str, object]:
    """Return the days in office, the visits owed and the days of those made, for programs."""
    seats = [
        {
            "constituency": book.name("constituency", spell.seat.constituency),
            "term": spell.seat.term,
            "first": spell.period.first,
            "last": spell.period.last,
            "days": spell.days,
            "taken_off": [
                {"first": off.first, "last": off.last, "days": off.days} for off in spell.taken_off
            ],
        }
        for spell in quota.spells
    ]
    made = [day for spell in quota.spells for day in spell.visited]
    missing = max(0, quota.owed - quota.made)
    return {
        "year": quota.year.first.year,
        "seats": seats,
        "days_in_office": quota.days,
        "owed": quota.owed,
        "made": made,
        "missing": missing,
        "due": quota.last,
    }


def of_mailbox(book: Book, wanted: str) -> Iterator[Line]:
    """Explain its weeks: opening required or not, done, stated as not done, or excused."""
    mailbox, known = book.mailboxes[wanted].mailbox, book.mailbox_weeks[wanted]
    yield Bilingual("开箱周", "weeks of opening"), rests_on(book, "M001", book.as_of, of="mailbox")
    yield _in_use(book, mailbox)
    for place in mailbox.places:
        text = Bilingual("自{day}起设于{place}", "from {day} at {place}")
        start = place.start or mailbox.start or book.district.records_from
        yield phrase(text, day=day_words(start), place=place.at)
    judged, missed = known.counted(book.as_of), known.missed(book.as_of)
    yield from _by_year("owed", "应开启", judged)
    for week in known.whole:
        if week not in known.owed:
            yield Bilingual("不要求开启", "exempt"), _few_working_days(book, week)
    opened = (week for week in judged if week in known.opened)
    yield from _by_year("opened", "已开启", opened)
    yield from _by_year("missed", "未开启", missed)
    yield from _stated(book, wanted)
    yield from _excused(book, wanted, missed)
    yield from _this_week(book, known)


def _this_week(book: Book, known: MailboxWeeks) -> Iterator[Line]:
    week = Week.of(book.as_of)
    if week in known.owed:
        last = last_day_to_open(week, book.clock, book.as_of)
        text = Bilingual("最迟{last}开启", "to be opened by {last}")
        if week in known.opened:
            text = Bilingual("已开启", "opened")
        plain = {"due": last, "done": week in known.opened}
        yield Bilingual("本周", "this week"), Valued(text, {"last": day_words(last)}, plain)


def _in_use(book: Book, mailbox: Mailbox) -> Phrase:
    since = book.district.records_from
    text = Bilingual("自{start}起启用，按整周计", "in use from {start}; whole weeks count")
    if mailbox.end:
        text = Bilingual(
            "{start}至{end}启用，按周一至周日的整周计",
            "in use from {start} to {end}; whole weeks count, Monday to Sunday",
        )
    start = max(mailbox.start or since, since)
    return phrase(text, start=day_words(start), end=mailbox.end and day_words(mailbox.end))


def _by_year(of: str, zh: str, several: Iterable[Week]) -> Iterator[Line]:
    """Yield a line for the weeks of each year, as papers on a year count them; one if there are
    none.
    """
    years = {year: list(weeks) for year, weeks in groupby(several, key=lambda week: week.year)}
    text = Bilingual("{count}周：{weeks}", "{count} week: {weeks}", "{count} weeks: {weeks}")
    for year, weeks in years.items():
        values = {"count": len(weeks), "weeks": weeks_words(weeks)}
        plain = {"of": of, "weeks": list(map(str, weeks))}
        yield Bilingual(f"{year}年{zh}", of), Valued(text, values, plain)
    if not years:
        yield Bilingual(zh, of), Valued(Bilingual("无", "none"), {}, {"of": of, "weeks": []})


def _few_working_days(book: Book, week: Week) -> Phrase:
    """Explain why a week is exempt (`exempt_if_workdays_at_most`): the holidays in it."""
    calendar = book.clock.calendar
    days = [week.monday + number * DAY for number in range(5)]
    reasons = [calendar.rest_reason(day) for day in days if not calendar.is_working_day(day)]
    at_most = book.clock.settings_on(week.monday).exempt_if_workdays_at_most
    text = Bilingual(
        "{week}：{days}（{reasons}；按本地规定，{which}不要求开启）",
        "{week}: {days} ({reasons}; by local rule no opening is owed in {which})",
    )
    which = Bilingual(f"工作日不多于{at_most}个的一周", f"a week with no more than {at_most}")
    return phrase(
        text,
        week=weeks_words([week]),
        days=counts.working_days(len(calendar.working_days(week.period))),
        reasons=list(dict.fromkeys(reasons)),
        which=which if at_most else Bilingual("没有工作日的一周", "a week without any"),
    )


def _stated(book: Book, wanted: str) -> Iterator[Line]:
    """Yield the openings that say why the mailbox was not opened."""
    for filed in sorted(book.openings, key=lambda opening: (opening.record.held_on, opening.id)):
        if reason := filed.record.not_opened.get(wanted):
            day = filed.record.held_on
            text = Bilingual("{week}：{why}（{day}说明）", "{week}: {why}, {day}")
            week = weeks_words([Week.of(day)])
            line = phrase(text, week=week, why=reason.why, day=day_words(day))
            yield Bilingual("其中已说明原因", "stated, not opened"), line


def _excused(book: Book, wanted: str, missed: Iterable[Week]) -> Iterator[Line]:
    """Yield each excuse of weeks without an opening, with those weeks."""
    weeks: dict[tuple[str, str], list[Week]] = {}
    for week in missed:
        group = book.mailboxes[wanted].group_on(week.thursday)
        for filed in book.excuses_of("M001", wanted, week.period, group):
            weeks.setdefault((filed.id, filed.record.why), []).append(week)
    for (excuse, why), several in weeks.items():
        text = Bilingual("{weeks}：{why}（{id}）", "{weeks}: {why} ({id})")
        line = phrase(text, weeks=weeks_words(several), why=why, id=excuse)
        yield Bilingual("情况说明（已认可）", "excused"), line
