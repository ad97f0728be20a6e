"""Dates, weeks, quarters and time spans."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache, cached_property

from msgspec import Struct

from deputylog.words import ASSUMED, AssumedDay, Bilingual

DAY = timedelta(days=1)
_NAMES = "January February March April May June July August September October November December"
_MONTHS = _NAMES.split()


_MOMENT = r"(\d{4}) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2}) ?日?[T ]+(\d{1,2})(:\d\d.*)"


def day_at(text: str, time_zone: str) -> date | None:
    """The day of a time such as 2026-03-14T23:30:00Z in a time zone; without an offset, its own
    day.

    None if it is no time of a day, or names an offset and there is no time zone.
    """
    found = re.fullmatch(_MOMENT, text.strip().upper(), re.ASCII)
    if found is None:
        return None
    year, month, day, hour, rest = found.groups()
    rest = re.sub(r"UTC|GMT|Z$", "+00:00", rest.replace(" ", ""))
    try:
        moment = datetime.fromisoformat(f"{year}-{month:0>2}-{day:0>2}T{hour:0>2}{rest}")
    except ValueError:
        return None
    if moment.tzinfo is None:
        return moment.date()
    if not time_zone:
        return None
    from zoneinfo import ZoneInfo

    return moment.astimezone(ZoneInfo(time_zone)).date()


def day_in_full(day: date) -> Bilingual:
    """`day` as 2026年3月9日 (no leading zeros, GB/T 9704-2012) or 9 March 2026."""
    chinese = f"{day.year}年{day.month}月{day.day}日"
    english = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    if isinstance(day, AssumedDay):
        return Bilingual(ASSUMED.zh.format(day=chinese), ASSUMED.en.format(day=english))
    return Bilingual(chinese, english)


class Period(Struct, frozen=True, order=True):
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    def __iter__(self) -> Iterator[date]:
        return (self.first + number * DAY for number in range(len(self)))

    def __len__(self) -> int:
        """The number of days; 0 if `last` is before `first`."""
        return max(0, (self.last - self.first).days + 1)

    def holds(self, other: Period) -> bool:
        """Whether all days of `other` lie in this period."""
        return self.first <= other.first and other.last <= self.last

    def meets(self, other: Period) -> bool:
        """Whether some day lies in both periods."""
        return self.first <= other.last and other.first <= self.last

    def meet(self, other: Period) -> Period:
        """The days in both periods; empty if they do not overlap."""
        return Period(max(self.first, other.first), min(self.last, other.last))


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31))


def half_year(number: int, half: int) -> Period:
    """The first or second half of a year."""
    first, last = Quarter(number, 2 * half - 1).period, Quarter(number, 2 * half).period
    return Period(first.first, last.last)


class Quarter(Struct, frozen=True, order=True):
    """A quarter of a year, written 2026Q1."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """The quarter written `2026Q1`; raises ValueError for any other text."""
        found = re.fullmatch(r"((?:19|20|21)[0-9]{2})[Qq]([1-4])", text)
        if found is None:
            raise ValueError(text)
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Quarter:
        return cls(day.year, (day.month - 1) // 3 + 1)

    @property
    def period(self) -> Period:
        last_month = self.number * 3
        last = monthrange(self.year, last_month)[1]
        return Period(date(self.year, last_month - 2, 1), date(self.year, last_month, last))

    def next(self) -> Quarter:
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


class Week(Struct, frozen=True, order=True, dict=True):
    """A week from Monday to Sunday (GB/T 7408.1, ISO 8601). Its quarter is that of its Thursday."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Week:
        return cls(*day.isocalendar()[:2])

    @cached_property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @cached_property
    def period(self) -> Period:
        return Period(self.monday, self.monday + 6 * DAY)

    @cached_property
    def thursday(self) -> date:
        """The day that decides to which quarter, or other period, the week belongs."""
        return self.monday + 3 * DAY

    @property
    def quarter(self) -> Quarter:
        return Quarter.of(self.thursday)

    def next(self) -> Week:
        return Week.of(self.monday + 7 * DAY)

    def __str__(self) -> str:
        return f"{self.year}W{self.number:02d}"


def period_in(text: str) -> Period:
    """Return the period that `text` names; raise ValueError if it names none."""
    found = re.match(r"(?:19|20|21)[0-9]{2}", text)
    if not found:
        raise ValueError(text)
    number, rest = int(found[0]), text[4:].upper()
    if not rest:
        return year(number)
    if re.fullmatch(r"W\d{2}", rest):
        return Week(number, int(rest[1:])).period
    if rest in ("H1", "H2"):
        return half_year(number, int(rest[1:]))
    if re.fullmatch(r"-\d{2}", rest):
        first = date.fromisoformat(f"{text}-01")
        return Period(first, add_months(first, 1) - DAY)
    if days := re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?", text):
        begin, end = days[1], days[2] or days[1]
        return Period(date.fromisoformat(begin), date.fromisoformat(end))
    return Quarter.parse(text).period


def weeks_in(period: Period) -> Iterator[Week]:
    """The weeks that belong to `period`: those whose Thursday lies in it."""
    to_thursday = (3 - period.first.weekday()) % 7
    for days in range(to_thursday, (period.last - period.first).days + 1, 7):
        yield Week.of(period.first + days * DAY)


def whole_weeks(period: Period) -> Iterator[Week]:
    """The weeks that lie entirely within `period`."""
    to_monday = -period.first.weekday() % 7
    for days in range(to_monday, (period.last - period.first).days - 5, 7):
        yield Week.of(period.first + days * DAY)


def runs_of_weeks(several: Iterable[Week]) -> list[tuple[Week, Week]]:
    """Return the first and the last of consecutive weeks, in order."""
    runs: list[tuple[Week, Week]] = []
    for week in sorted(several):
        if runs and runs[-1][1].next() == week:
            runs[-1] = runs[-1][0], week
        else:
            runs.append((week, week))
    return runs


class Unit(StrEnum):
    DAYS = "days"
    WORKING_DAYS = "working days"
    MONTHS = "months"


class Span(Struct, frozen=True):
    """A length of time as written in the settings: `15 days`, `5 working days`, `3 months`."""

    count: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> Span:
        """The span written `15 days`; raises ValueError for any other text."""
        found = re.fullmatch(r"([0-9]{1,4}) (day|days|working day|working days|month|months)", text)
        if found is None:
            raise ValueError(text)
        return cls(int(found[1]), Unit(found[2] if found[2].endswith("s") else found[2] + "s"))

    def __str__(self) -> str:
        return f"{self.count} {self.unit.removesuffix('s') if self.count == 1 else self.unit}"


def add_months(day: date, months: int) -> date:
    """The same day of the month, `months` later, or the last day of that month (民法典 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


# Other holidays follow the moon, and the notices move days off, so only these are certain.
_FIXED = {
    (1, 1): Bilingual("元旦", "New Year's Day"),
    **dict.fromkeys([(5, 1), (5, 2)], Bilingual("劳动节", "Labour Day")),
    **dict.fromkeys([(10, 1), (10, 2), (10, 3)], Bilingual("国庆节", "National Day")),
}
"""The holidays on the same date in every year (全国年节及纪念日放假办法 2)."""


def holiday_by_law(day: date) -> Bilingual | None:
    """The holiday fixed by law on that day, as the law stands since 2025; None if there is none."""
    return _FIXED.get((day.month, day.day))


class WorkCalendar:
    """Working days by official notices.

    The district's `own` days, True for a working day, add to those of the library or replace them.
    In a year that neither knows, Monday to Friday are assumed to be working days, apart from the
    holidays fixed by law.
    """

    def __init__(
        self, own_years: Iterable[int] = (), own: Mapping[date, bool] | None = None
    ) -> None:
        self._own_years, self._own = frozenset(own_years), own or {}
        self._known: dict[date, bool] = {}
        self._assumed: set[date] = set()

    def knows(self, year: int) -> bool:
        return year in self._own_years or year in _library_years()

    def is_working_day(self, day: date) -> bool:
        answer = self._known.get(day)
        if answer is None:
            answer = self._known[day] = self._look_up(day)
        return answer

    def _look_up(self, day: date) -> bool:
        if day in self._own:
            return self._own[day]
        if day.year in _library_years():
            import chinese_calendar

            return bool(chinese_calendar.is_workday(day))
        if holiday_by_law(day):
            return False
        if day.year not in self._own_years:
            self._assumed.add(day)
        return day.weekday() < 5

    def working_days(self, period: Period) -> list[date]:
        days = (period.first + n * DAY for n in range(len(period)))
        return [day for day in days if self.is_working_day(day)]

    def first_working_day(self, day: date, step: timedelta = DAY) -> date:
        """`day`, or the next working day if it is a rest day (民法典 203); the last one before with
        `-DAY`.
        """
        while not self.is_working_day(day):
            day = self._marked(day) + step  # the sum of an AssumedDay is one as well
        return self._marked(day)

    def _marked(self, day: date) -> date:
        """`day`, as an AssumedDay if it was looked up and is not certain."""
        return AssumedDay.fromordinal(day.toordinal()) if day in self._assumed else day

    def rest_reason(self, day: date) -> Bilingual:
        """Return the holiday for which `day` is a rest day or, on a weekend, worked to make up;
        the day of the week if there is none.
        """
        if day.year in _library_years():
            import chinese_calendar

            rests, name = chinese_calendar.get_holiday_detail(day)
            if name and rests != self.is_working_day(day):
                return Bilingual(chinese_calendar.Holiday(name).chinese, name)
        return holiday_by_law(day) or _WEEKEND.get(day.weekday(), _REST_DAY)

    def notice(self, day: date) -> Bilingual | None:
        """Return what makes `day` a rest day or, on a weekend, a working day; None for a plain
        weekend or working day, and for a year of which nothing is known.
        """
        if day in self._own:
            return _BY_DISTRICT
        if day.year not in _library_years():
            return _BY_LAW if holiday_by_law(day) else None
        import chinese_calendar

        every = {**chinese_calendar.holidays, **chinese_calendar.workdays}
        if not (name := every.get(day)):
            return None
        is_of_next_year = day.month == 12 and name == chinese_calendar.Holiday.new_years_day.value
        year = day.year + is_of_next_year
        return Bilingual(
            f"国务院办公厅关于{year}年部分节假日安排的通知",
            f"notice of the General Office of the State Council on the holidays of {year}",
        )

    def counted(self, start: date, within: Span, due: date) -> Counting:
        """Return how the deadline `due` was counted, `within` from `start`."""
        in_working_days = within.unit is Unit.WORKING_DAYS
        plain = due if in_working_days else self.after(start, within, move=False)
        days = Period(start + DAY if in_working_days else plain, due)
        rest = tuple(day for day in days if not self.is_working_day(day))
        made_up = tuple(day for day in days if day.weekday() >= 5 and self.is_working_day(day))
        return Counting(start, within, plain, rest, made_up, due)

    def after(self, start: date, span: Span, *, move: bool) -> date:
        """The last day of `span` from `start`, not counting `start` itself (民法典 201).

        With `move`, a last day that is a rest day moves to the next working day. An AssumedDay if
        the holidays of a year are not known on which it depends.
        """
        match span.unit:
            case Unit.DAYS:
                day = start + span.count * DAY
            case Unit.MONTHS:
                day = add_months(start, span.count)
            case Unit.WORKING_DAYS:
                day = start
                for _ in range(span.count):
                    day = self.first_working_day(day + DAY)
        return self.first_working_day(day) if move else day


class Counting(Struct, frozen=True):
    """How a deadline is counted: `plain` is the last day of the span itself.

    `rest_days` are those that it moved past or, in working days, that do not count; `made_up` the
    days on a weekend that are worked and count.
    """

    start: date
    within: Span
    plain: date
    rest_days: tuple[date, ...]
    made_up: tuple[date, ...]
    due: date


_BY_DISTRICT = Bilingual("本区登记", "entered by the district")
_BY_LAW = Bilingual("全国年节及纪念日放假办法", "Regulations on Public Holidays")
_WEEKEND = {5: Bilingual("周六", "Saturday"), 6: Bilingual("周日", "Sunday")}
_REST_DAY = Bilingual("休息日", "rest day")


@cache
def _library_years() -> frozenset[int]:
    import chinese_calendar

    return frozenset(day.year for day in chinese_calendar.holidays)
