"""Parse days as people write them: 今天, 昨天, 3-14, 14日, 上周五, 2026年3月14日, last friday."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

from deputylog.calendar import day_at
from deputylog.finding import DeputylogError
from deputylog.record.fields import exact_day
from deputylog.words import Bilingual

_AWAY = {
    **dict.fromkeys(("今天", "今日", "today"), 0),
    **dict.fromkeys(("昨天", "昨日", "yesterday"), -1),
    **dict.fromkeys(("前天", "前日"), -2),
    "大前天": -3,
    **dict.fromkeys(("明天", "明日", "tomorrow"), 1),
    "后天": 2,
}
_WEEKDAYS = {name: number for number, name in enumerate("一二三四五六日")} | {"天": 6}
_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {name: number for number, name in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_EPOCH = date(1899, 12, 30)
_SERIALS = (date(2000, 1, 1), date(2099, 12, 31))
_WEEKS = {"上上": -2, "上个": -1, "上": -1, "本": 0, "这个": 0, "这": 0}


def informal_day(text: str, today: date, time_zone: str = "") -> date:
    """Return the day that `text` means on `today`, from 1900 to 2199; ValueError if there is none.

    A time with an offset from UTC means its day in `time_zone`.

    Without a year, month or week, the most recent such day is meant: 周三 on a Wednesday is today,
    12-31 in March is last year's. 上周五 is the Friday of last week, "last friday" the last one
    before
    today.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).lower().split())
    if moment := day_at(plain, time_zone):
        return exact_day(moment.isoformat())
    if plain in _AWAY:
        return today + timedelta(days=_AWAY[plain])
    for pattern, day in _FORMS:
        if found := re.fullmatch(pattern, plain, re.ASCII):
            return exact_day(day(found, today).isoformat())
    raise ValueError(text)


def day_in_cell(text: str, today: date, time_zone: str) -> date:
    """Return the day in a cell of a table, which may have a clock time or be a spreadsheet's serial
    number.

    Otherwise as `informal_day`.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if re.fullmatch(r"\d{5}(?:\.\d+)?", plain):
        day = _EPOCH + timedelta(days=int(float(plain)))
        if _SERIALS[0] <= day <= _SERIALS[1]:
            return day
    return informal_day(
        re.sub(r" \d{1,2}:\d{2}(:\d{2})?$", "", re.sub(r"\s*([-/.年月])\s*", r"\1", plain)),
        today,
        time_zone,
    )


def option_day(text: str, today: date, option: str, time_zone: str = "") -> date:
    """Like `informal_day`, with a DeputylogError that names `option` and shows accepted forms."""
    try:
        return informal_day(text, today, time_zone)
    except (ValueError, OverflowError):
        problem = Bilingual(
            "{option}应为日期，如 2026-03-14、3-14、3月14日、昨天、上周五，年份在 1900 至 "
            "2199 之间，不能是“{value}”",
            "{option} must be a day like 2026-03-14, 3-14, 昨天, 上周五 or yesterday, from "
            "1900 to 2199, not '{value}'",
        )
        raise DeputylogError(problem, option=option, value=text) from None


def _whole(found: re.Match[str], today: date) -> date:
    year, month, day = (int(part) for part in found.groups() if part and part.isdecimal())
    return date(year, month, day)


def _month_and_day(found: re.Match[str], today: date) -> date:
    month, day = (int(part) for part in found.groups() if part)
    return _latest(lambda back: date(today.year - back, month, day), today, tries=9)


def _latest(made: Callable[[int], date], today: date, *, tries: int) -> date:
    """Return the first existing day not after `today`, going back one step at a time."""
    for back in range(tries):
        try:
            found = made(back)
        except ValueError:
            continue
        if found <= today:
            return found
    raise ValueError(tries)


def _day_of_month(found: re.Match[str], today: date) -> date:
    day = int(found[2])
    if not found[1]:
        return _latest(lambda back: _month_back(today, back).replace(day=day), today, tries=3)
    return _month_back(today, 1 if found[1].startswith("上") else 0).replace(day=day)


def _month_back(today: date, back: int) -> date:
    """Return the first day of the month `back` months before today's."""
    years, month = divmod(today.year * 12 + today.month - 1 - back, 12)
    return date(years, month + 1, 1)


def _weekday(found: re.Match[str], today: date) -> date:
    weekday = _WEEKDAYS[found[2]]
    if not found[1]:
        return _last(weekday, today)
    return today + timedelta(days=weekday - today.weekday(), weeks=_WEEKS[found[1]])


def _english_weekday(found: re.Match[str], today: date) -> date:
    weekday = _ENGLISH.index(found[2])
    if found[1] == "this ":
        return today + timedelta(days=weekday - today.weekday())
    return _last(weekday, today - timedelta(days=found[1] == "last "))


def _last(weekday: int, today: date) -> date:
    return today - timedelta(days=(today.weekday() - weekday) % 7)


def _ago(found: re.Match[str], today: date) -> date:
    number = _NUMBERS.get(found[1]) or int(found[1])
    return today - timedelta(days=number * (1 if found[2] in ("天", "日", "day", "days") else 7))


_YEAR_MONTH_DAY = r"(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]?"
_FORMS: tuple[tuple[str, Callable[[re.Match[str], date], date]], ...] = (
    (rf"(\d{{4}})(\d\d)(\d\d)|(\d{{4}})([-/.])(\d\d?)\5(\d\d?)|{_YEAR_MONTH_DAY}", _whole),
    (r"(\d{1,2})[-/.](\d{1,2})|(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]?", _month_and_day),
    (r"(上个?月|本月|这个?月|)(\d{1,2}) ?[日号]", _day_of_month),
    (r"(上上|上个|上|本|这个|这|)(?:周|星期|礼拜)([一二三四五六日天])", _weekday),
    (rf"(last |this |)({'|'.join(_ENGLISH)})", _english_weekday),
    (r"(\d{1,4}|[一二两三四五六七八九十]) ?(天|日|周|个?星期|days?|weeks?) ?(?:之?前|ago)", _ago),
)
"""How days are written, each with the function that returns the day that it means."""
