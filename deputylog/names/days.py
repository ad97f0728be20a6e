"""Days as people write them: 今天, 3-14, 14日, 上周五, 2026年3月14日（周六）, 民国115年3月14日.

This is the one place where they are understood: for options, forms, ledgers and mapped tables.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from deputylog.calendar import day_at
from deputylog.finding import DeputylogError
from deputylog.record.fields import exact_day
from deputylog.text.numerals import number_of
from deputylog.words import Bilingual

_AWAY = {
    **dict.fromkeys(("今天", "今日", "today"), 0),
    **dict.fromkeys(("昨天", "昨日", "yesterday"), -1),
    **dict.fromkeys(("前天", "前日"), -2),
    "大前天": -3,
    **dict.fromkeys(("明天", "明日", "tomorrow"), 1),
    "后天": 2,
}
_DAYS_OF_WEEK = "一二三四五六日"
_WEEKDAYS = {name: number for number, name in enumerate(_DAYS_OF_WEEK)} | {"天": 6}
_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {name: number for number, name in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_WEEKS = {"上上": -2, "上个": -1, "上": -1, "本": 0, "这个": 0, "这": 0}
_EPOCH = date(1899, 12, 30)
_SERIALS = (date(2000, 1, 1), date(2099, 12, 31))
_BEFORE_MINGUO = 1911
_ANY_DAY = date(2000, 2, 29)
_SIGNS = str.maketrans({**dict.fromkeys("—–−‐", "-"), "。": ".", "\\": "/", "零": "〇", "○": "〇"})
_NUMERALS = re.compile(r"[〇一二三四五六七八九十百]+(?=[年月日号])")
_WEEKDAY = r"(?:周|星期|礼拜)([一二三四五六日天])"
_WITH_WEEKDAY = re.compile(rf"(.*\d[日号]?) ?\(?{_WEEKDAY}\)?")
_HALF = r"(?:上午|下午|中午|凌晨|早上|晚上|[ap]m)"
_HOUR = r"(?:[01]?\d|2[0-3])"
_CLOCK = rf"{_HOUR}(?::[0-5]\d){{1,2}}(?:\.\d+)?|{_HOUR}[时点](?:[0-5]?\d分?)?(?:[0-5]?\d秒)?"
_WITH_TIME = re.compile(
    rf"(.+?)(?:[t ]|(?<=[日号)])|(?={_HALF})) ?(?:{_HALF} ?)?(?:{_CLOCK})(?: ?{_HALF})?", re.ASCII
)
_ERA = r"(?:(?:中[华華])?民[国國] ?)"
_YEAR_IN_TITLE = re.compile(rf"({_ERA})?(?<!\d)(\d{{2,4}})年(?!\d+月\d)", re.ASCII)
_YEAR_OF_SHEET = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)


class UnclearDayError(DeputylogError):
    """A text in a table that could be more than one day."""


class NoYearError(UnclearDayError):
    """A day in a table without a year, or without all of its digits."""

    def __init__(self, text: str) -> None:
        super().__init__(
            "“{value}”是哪一年？请写全年份，或者用 --year 2026 说明",
            "'{value}': which year? Write the whole year, or add --year 2026",
            value=text,
        )


class Days(Struct, frozen=True):
    """How days are understood where they were written.

    今天 is `today`, and a time with an offset from UTC means its day in `time_zone`. A day without
    a year is the last one up to today; in a table of other people, it is in the `year` of the
    table, if that is known, else a NoYearError. With `is_minguo`, years of two or three digits are
    those of 民国.
    """

    today: date
    time_zone: str = ""
    in_table: bool = False
    year: int | None = None
    is_minguo: bool = False

    def day(self, text: str) -> date:
        """Return the day that `text` means, from 1900 to 2199; ValueError if there is none, and
        UnclearDayError if there are several.

        周三 on a Wednesday is today, 12-31 in March is last year's. 上周五 is the Friday of last
        week, "last friday" the last one before today. 3-6 is 6 March.
        """
        if exact := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text, re.ASCII):
            return exact_day(exact[0])
        plain = _plain(text)
        if moment := day_at(plain, self.time_zone):
            return exact_day(moment.isoformat())
        if timed := _WITH_TIME.fullmatch(plain):
            plain = timed[1]
        if named := _WITH_WEEKDAY.fullmatch(plain):
            return self._on_weekday(text, named[1], _WEEKDAYS[named[2]])
        return self._day(plain)

    def _on_weekday(self, text: str, plain: str, weekday: int) -> date:
        day = self._day(plain)
        if day.weekday() != weekday:
            raise UnclearDayError(
                "“{value}”：{day}是周{weekday}，日期和星期不一致",
                "'{value}': {day} is a {english}, so either the day or the weekday is wrong",
                value=text,
                day=day,
                weekday=_DAYS_OF_WEEK[day.weekday()],
                english=_ENGLISH[day.weekday()].capitalize(),
            )
        return day

    def _day(self, plain: str) -> date:
        if plain in _AWAY:
            return self.today + timedelta(days=_AWAY[plain])
        for pattern, day in _FORMS:
            if found := re.fullmatch(pattern, plain, re.ASCII):
                return exact_day(day(found, self).isoformat())
        raise ValueError(plain)

    def month(self, text: str) -> str | None:
        """Return the month that a text like 2026年3月 or 2026-03 names, as 2026-03; None if it
        names none.
        """
        found = re.fullmatch(_MONTH, _plain(text), re.ASCII)
        if found is None:
            return None
        year, month = (part for part in found.groups() if part and part.isdecimal())
        number = self.year_of(found, year)
        return f"{number}-{month:0>2}" if 1 <= int(month) <= 12 else None

    def written(self, text: str, *, may_be_month: bool = False) -> str:
        """Return the day like 2026-03-14, or the month like 2026-03 where there may be one.

        ValueError if it is neither, UnclearDayError if there are several.
        """
        try:
            return self.day(text).isoformat()
        except ValueError:
            if month := self.month(text) if may_be_month else None:
                return month
            raise

    def lacks_year(self, text: str) -> bool:
        """Return whether a text is a day without a year that is known."""
        try:
            self.day(text)
        except NoYearError:
            return True
        except (ValueError, OverflowError, UnclearDayError):
            pass
        return False

    def year_of(self, found: re.Match[str], digits: str) -> int:
        """Return the year with these digits in a day or month whose first group is 民国, if that
        is there; two digits stand for the last such year up to that of the table.
        """
        if len(digits) == 4:
            return int(digits)
        if found[1] or self.is_minguo:
            return _BEFORE_MINGUO + int(digits)
        if len(digits) == 2 and self.year:
            return self.year - (self.year - int(digits)) % 100
        if not self.in_table:
            raise ValueError(digits)
        if len(digits) == 2:
            raise NoYearError(found[0])
        raise UnclearDayError(
            "“{value}”：如系民国纪年，请写“民国”，或者在对照表中写 calendar: minguo",
            "'{value}': if this is a year of 民国, write 民国 before it, or 'calendar: minguo' "
            "into the mapping file",
            value=found[0],
        )

    def below(self, titles: Iterable[str], sheet: str = "") -> Days:
        """Return how days are understood below these titles and in that sheet: in their year, if
        they name one alone, and of 民国 if they name that.

        A whole date, such as that of filling in, does not tell the year of the rows.
        """
        named = [
            found for one in (*titles, sheet) for found in _YEAR_IN_TITLE.finditer(_plain(one))
        ]
        years = {year_in(found[0].removesuffix("年")) for found in named}
        years |= {year_in(found[0]) for found in _YEAR_OF_SHEET.finditer(sheet)}
        years.discard(None)
        is_minguo = any(found[1] or len(found[2]) == 3 for found in named)
        year = years.pop() if len(years) == 1 and not self.year else self.year
        return replace(self, year=year, is_minguo=self.is_minguo or is_minguo)


def year_in(text: str) -> int | None:
    """Return the year in a text like 2026, 2026年度, 民国115年 or 115; None if there is none."""
    found = re.fullmatch(rf"({_ERA}\d\d|{_ERA}?\d{{3}}|\d{{4}})(?:年度?)?", _plain(text), re.ASCII)
    if found is None:
        return None
    digits = re.sub(r"\D", "", found[1])
    year = int(digits) + (0 if len(digits) == 4 else _BEFORE_MINGUO)
    return year if 1900 <= year <= 2199 else None


def option_year(text: str, option: str) -> int:
    """Like `year_in`, with a DeputylogError that names `option`."""
    if year := year_in(text):
        return year
    raise DeputylogError(
        "{option}应为1900年至2199年的年份，如2026，而不是“{value}”",
        "{option} must be a year like 2026, from 1900 to 2199, not '{value}'",
        option=option,
        value=text,
    )


def is_day(text: str) -> bool:
    """Return whether a text is a day in any of these forms, of whatever year; a plain number is
    one only like 20260314 or 1150314.
    """
    if re.fullmatch(r"\d{1,6}(\.\d*)?", text.strip()):
        return False
    try:
        Days(_ANY_DAY, "UTC", year=_ANY_DAY.year, is_minguo=True).day(text)
    except (ValueError, OverflowError, DeputylogError):
        return False
    return True


def _plain(text: str) -> str:
    """Return a text with one kind of digits, dashes and blanks, and none around separators."""
    plain = unicodedata.normalize("NFKC", text).translate(_SIGNS).lower()
    plain = _NUMERALS.sub(lambda found: str(number_of(found[0])), plain)
    return re.sub(r" ?([-/.年月]) ?| (?=[日号])", r"\1", " ".join(plain.split()))


def option_day(
    text: str, today: date, option: str, time_zone: str = "", *, may_be_month: bool = False
) -> str:
    """Like `Days.written`, with a DeputylogError that names `option` and shows accepted forms."""
    try:
        return Days(today, time_zone).written(text, may_be_month=may_be_month)
    except (ValueError, OverflowError):
        problem = Bilingual(
            "{option}应为日期，如 2026-03-14、3-14、3月14日、昨天、上周五，年份在 1900 至 "
            "2199 之间，不能是“{value}”",
            "{option} must be a day like 2026-03-14, 3-14, 昨天, 上周五 or yesterday, from "
            "1900 to 2199, not '{value}'",
        )
        raise DeputylogError(problem, option=option, value=text) from None


def _whole(found: re.Match[str], days: Days) -> date:
    year, month, day = (part for part in found.groups() if part and part.isdecimal())
    return date(days.year_of(found, year), int(month), int(day))


def _serial(found: re.Match[str], days: Days) -> date:
    """Return the day of a spreadsheet's serial number; those of other centuries are numbers."""
    day = _EPOCH + timedelta(days=int(found[1]))
    if _SERIALS[0] <= day <= _SERIALS[1]:
        return day
    raise ValueError(found[0])


def _month_and_day(found: re.Match[str], days: Days) -> date:
    month, day = (int(part) for part in found.groups() if part)
    if days.in_table and re.fullmatch(r"\d+\.[1-3]", found[0]):
        raise UnclearDayError(
            "“{value}”可能是{month}月{day}日，也可能是{month}月{day}0日；请写成 {month}-{day} 这样",
            "'{value}' may be {month}-{day} or {month}-{day}0, as spreadsheets drop a last 0; "
            "write it as {month}-{day}",
            value=found[0],
            month=month,
            day=day,
        )
    if days.year:
        return date(days.year, month, day)
    if days.in_table:
        raise NoYearError(found[0])
    return _latest(lambda back: date(days.today.year - back, month, day), days.today, tries=9)


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


def _day_of_month(found: re.Match[str], days: Days) -> date:
    day, today = int(found[2]), days.today
    if found[1]:
        return _month_back(today, 1 if found[1].startswith("上") else 0).replace(day=day)
    if days.in_table:
        raise UnclearDayError(
            "“{value}”是哪年哪月？请写成 2026-03-14 这样",
            "'{value}': which month? Write the whole day, such as 2026-03-14",
            value=found[0],
        )
    return _latest(lambda back: _month_back(today, back).replace(day=day), today, tries=3)


def _month_back(today: date, back: int) -> date:
    """Return the first day of the month `back` months before today's."""
    years, month = divmod(today.year * 12 + today.month - 1 - back, 12)
    return date(years, month + 1, 1)


def _weekday(found: re.Match[str], days: Days) -> date:
    weekday = _WEEKDAYS[found[2]]
    if not found[1]:
        return _last(weekday, days.today)
    return days.today + timedelta(days=weekday - days.today.weekday(), weeks=_WEEKS[found[1]])


def _english_weekday(found: re.Match[str], days: Days) -> date:
    weekday = _ENGLISH.index(found[2])
    if found[1] == "this ":
        return days.today + timedelta(days=weekday - days.today.weekday())
    return _last(weekday, days.today - timedelta(days=found[1] == "last "))


def _last(weekday: int, today: date) -> date:
    return today - timedelta(days=(today.weekday() - weekday) % 7)


def _ago(found: re.Match[str], days: Days) -> date:
    number = _NUMBERS.get(found[1]) or int(found[1])
    return days.today - timedelta(days=number * (1 if found[2] in _OF_A_DAY else 7))


_OF_A_DAY = ("天", "日", "day", "days")
_MONTH = rf"({_ERA})?(?:(\d{{2,4}})年(\d\d?)月份?|(\d{{3,4}})[-/](\d\d?))"
_FORMS: tuple[tuple[str, Callable[[re.Match[str], Days], date]], ...] = (
    (rf"({_ERA})?(\d{{2,4}})(?:([-/.])(\d\d?)\3(\d\d?)|年(\d\d?)月(\d\d?))[日号]?", _whole),
    (rf"({_ERA})?(\d{{3,4}})(\d\d)(\d\d)", _whole),
    (r"(\d{5})(?:\.\d+)?", _serial),
    (r"(\d{1,2})[-/.](\d{1,2})[日号]?|(\d{1,2})月(\d{1,2})[日号]?", _month_and_day),
    (r"(上个?月|本月|这个?月|)(\d{1,2})[日号]", _day_of_month),
    (rf"(上上|上个|上|本|这个|这|){_WEEKDAY}", _weekday),
    (rf"(last |this |)({'|'.join(_ENGLISH)})", _english_weekday),
    (r"(\d{1,4}|[一二两三四五六七八九十]) ?(天|日|周|个?星期|days?|weeks?) ?(?:之?前|ago)", _ago),
)
"""How days are written, each with the function that returns the day that it means."""
