"""The district: its terms, departments, topics and settings."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Annotated, Protocol, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Meta

from deputylog.calendar import Period, holiday_by_law
from deputylog.kinds.asks import THREE_ASKS, Ask
from deputylog.kinds.partial_settings import Earlier, Given
from deputylog.kinds.private import is_recipient
from deputylog.kinds.shared_fields import Name
from deputylog.record.fields import (
    PEOPLE,
    Amiss,
    DepartmentId,
    Id,
    Part,
    PresetId,
    Record,
    Text,
    ends_before_it_begins,
    lasts,
    without_an_end,
    wording,
)
from deputylog.record.kind import RECORDS, Kind
from deputylog.words import Bilingual, Phrase, Term, phrase

_HOLIDAYS_SINCE = date(2025, 1, 1)
"""Since then 2 May is a holiday by law (全国年节及纪念日放假办法 2)."""

_NO_RECIPIENT = Bilingual(
    "这不是 age 公钥；请照抄 age-keygen 显示的公钥（age1…），不要写密钥",
    "this is no public key of age: copy the one that age-keygen shows (age1…), never the secret "
    "key",
)

Successor: TypeAlias = Callable[[str, date], str]
"""Which department does by a day what another one had to do; see `District.successor`."""


class Level(Term):
    DISTRICT = "district", "区（不设区的市）", "district"
    COUNTY = "county", "县", "county"
    TOWNSHIP = "township", "乡镇", "township"


class Language(Term):
    CHINESE = "zh-CN", "中文", "Chinese"
    ENGLISH = "en", "英文", "English"


class CongressTerm(Part):
    """A term of the congress, up to the first session of the next one (代表法 2)."""

    id: Annotated[Id, wording("届", "the term's number")]
    start: Annotated[date, wording("起", "first day")]
    end: Annotated[date | None, wording("止", "last day")] = None

    @property
    def period(self) -> Period | None:
        """The days of the term; None if it has no last day."""
        return Period(self.start, self.end) if self.end else None


class Session(Part):
    id: Annotated[Id, wording("届次，如 17-5", "term and session, such as 17-5")]
    start: Annotated[date, wording("开幕", "first day")]
    end: Annotated[date | None, wording("闭幕", "last day")] = None

    def sits(self, day: date) -> bool:
        """Whether the congress is in session on that day."""
        return self.start <= day and (self.end is None or day <= self.end)


class Department(Part):
    """A department that matters are forwarded to."""

    name: Name
    aliases: Annotated[tuple[Text, ...], wording("简称", "other names")] = ()
    takes_accusations: Annotated[
        bool, wording("有权受理检举控告", "entitled to take accusations (信访工作条例 30)")
    ] = False
    end: Annotated[date | None, wording("撤销日", "last day")] = None
    merged_into: Annotated[
        DepartmentId | None, wording("并入的单位", "the department that took over from it")
    ] = None

    def in_use(self, day: date) -> bool:
        return lasts(None, self.end, day)


class Topic(Part):
    name: Name
    aliases: Annotated[tuple[Text, ...], wording("别称", "other names")] = ()


class NamedKind(Part):
    """A kind of activity added by the district."""

    name: Name


class NamedPeople(Part):
    """A kind of people met that the district adds, with the ask that addresses them."""

    name: Name
    ask: Annotated[
        Ask | None, wording("所属三问", "ask that addresses them: hardship, needs or ideas")
    ] = None


class CalendarYear(Part):
    """The holidays of a year: the State Council's notice, or what is added to it here."""

    year: Annotated[Annotated[int, Meta(ge=1949, le=2200)], wording("年份", "year")]
    rest_days: Annotated[
        tuple[date, ...], wording("放假和调休的工作日", "weekdays and other days off")
    ] = ()
    work_days: Annotated[tuple[date, ...], wording("调休上班的周末", "weekend days worked")] = ()


class District(Record):
    """records/district.yaml: the settings and lists of the whole district."""

    schema: Annotated[
        Annotated[int, Meta(ge=1, le=1)], wording("记录格式版本", "version of the record format")
    ]
    name: Annotated[Text, wording("名称", "name of the district")]
    level: Annotated[Level, wording("层级", "level of the congress")] = Level.DISTRICT
    working_body: Annotated[
        Text, wording("常委会工作机构", "working body of the standing committee")
    ]
    language: Annotated[
        Language, wording("文书和提示的语言", "language of papers and messages")
    ] = Language.CHINESE
    time_zone: Annotated[Text, wording("时区，决定“今天”", "time zone whose day is today")] = (
        "Asia/Shanghai"
    )
    records_from: Annotated[
        date, wording("自此日起记录，此前不作评判", "no duty is judged before this day")
    ]
    terms: Annotated[tuple[CongressTerm, ...], wording("各届", "terms of the congress")]
    sessions: Annotated[tuple[Session, ...], wording("历次会议", "sessions")] = ()
    departments: Annotated[dict[Id, Department], wording("承办单位", "departments")] = {}
    topics: Annotated[dict[Id, Topic], wording("问题领域", "topics")] = {}
    activity_kinds: Annotated[
        dict[Id, NamedKind], wording("本区增设的活动类别", "further kinds of activity")
    ] = {}
    met_of: Annotated[
        dict[Annotated[str, Meta(pattern=PEOPLE)], NamedPeople],
        wording("本区增设的联系对象类别", "further kinds of people met"),
    ] = {}
    preset: Annotated[
        PresetId | None, wording("所采用的地方规定", "local rules taken as settings")
    ] = None
    settings: Annotated[
        Given,
        wording(
            "与默认或者地方规定不同的设置", "settings that differ from the defaults or the preset"
        ),
    ] = Given()
    earlier_settings: Annotated[
        tuple[Earlier, ...], wording("以前的设置，各写适用至何日", "settings that held up to a day")
    ] = ()
    calendar: Annotated[
        tuple[CalendarYear, ...],
        wording(
            "日历库所无的放假和上班安排，按年份", "days off and working days that the library lacks"
        ),
    ] = ()
    age_recipients: Annotated[
        tuple[Text, ...],
        wording(
            "private/ 的文件为这些 age 公钥加密", "public keys of age that open what is in private/"
        ),
    ] = ()

    def successor(self, department: str, day: date) -> str:
        """The department of which `department` has become part by `day`, or `department` itself."""
        return successor_on(department, day, self.departments)

    def ended(self, department: str, day: date) -> Phrase | None:
        """Why the department cannot take anything on `day`; None if it exists, or is unknown."""
        one = self.departments.get(department)
        if one is None or one.in_use(day):
            return None
        later = self.departments[self.successor(department, day)]
        if later.in_use(day):
            return phrase(
                "{name}已于 {end} 撤销，由{successor}接续；请写明{successor}",
                "{name} existed until {end}; {successor} took over from it, name that one",
                name=one.name,
                end=one.end,
                successor=later.name,
            )
        return phrase(
            "{name}已于 {end} 撤销；请写明其他承办单位",
            "{name} existed until {end}; name another department",
            name=one.name,
            end=one.end,
        )

    def amiss(self) -> Iterator[Amiss]:
        for number, term in enumerate(self.terms):
            yield from ends_before_it_begins(("terms", number), term.start, term.end)
            later = [
                other.start
                for other in self.terms
                if other is not term and other.start >= term.start
            ]
            if term.end and later and term.end > min(later):
                text = Bilingual(
                    "截止日 {end} 晚于下一届的起始日 {start}",
                    "the last day {end} is after the first day {start} of the next term",
                )
                yield ("terms", number, "to"), phrase(text, end=term.end, start=min(later))
        for number, session in enumerate(self.sessions):
            yield from ends_before_it_begins(("sessions", number), session.start, session.end)
        for word, people in self.met_of.items():
            if people.ask not in (None, *THREE_ASKS):
                text = Bilingual(
                    "对象应属于hardship、needs或者ideas；其他的请不写ask",
                    "people belong to hardship, needs or ideas; leave 'ask' out for others",
                )
                yield ("met_of", word, "ask"), phrase(text)
        yield from _amiss_in_departments(self.departments)
        yield from _amiss_in_calendar(self.calendar)
        for number, recipient in enumerate(self.age_recipients):
            if not is_recipient(recipient):
                yield ("age_recipients", number), phrase(_NO_RECIPIENT)
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            yield (
                ("time_zone",),
                phrase(
                    "“{zone}”不是时区，应如Asia/Shanghai",
                    "'{zone}' is not a time zone; write one like Asia/Shanghai",
                    zone=self.time_zone[:40],
                ),
            )


def _amiss_in_departments(departments: Mapping[str, Department]) -> Iterator[Amiss]:
    merged = {wanted: one.merged_into for wanted, one in departments.items()}
    for wanted, one in departments.items():
        key = ("departments", wanted)
        yield from without_an_end(key, one.end, "merged_into", one.merged_into)
        if wanted in successors(wanted, merged):
            yield (
                (*key, "merged_into"),
                phrase(
                    "{name}最终将并入自身",
                    "{name} would become part of itself in the end",
                    name=one.name,
                ),
            )


class Merging(Protocol):
    """What can end by becoming part of another one of its kind."""

    @property
    def end(self) -> date | None: ...
    @property
    def merged_into(self) -> str | None: ...


def successor_on(wanted: str, day: date, several: Mapping[str, Merging]) -> str:
    """The one of which `wanted` has become part by `day`, or `wanted` itself."""
    if not ((one := several.get(wanted)) and one.merged_into):
        return wanted
    seen = {wanted}
    while (one := several.get(wanted)) and one.end and one.end < day:
        following = one.merged_into or ""
        if following in seen or following not in several:
            break
        wanted = following
        seen.add(wanted)
    return wanted


def successors(wanted: str, merged: Mapping[str, str | None]) -> Iterator[str]:
    """What took over from `wanted`, what took over from that, and so on, each once."""
    found: set[str] = set()
    while (following := merged.get(wanted)) and following not in found:
        found.add(following)
        wanted = following
        yield following


def _amiss_in_calendar(years: tuple[CalendarYear, ...]) -> Iterator[Amiss]:
    """The days that cannot be as listed, and the years and days listed twice."""
    seen: set[int | date] = set()
    for number, one in enumerate(years):
        if one.year in seen:
            yield (
                ("calendar", number, "year"),
                phrase("{what} 重复列出", "{what} is listed twice", what=str(one.year)),
            )
        seen.add(one.year)
        for name, days in (("rest_days", one.rest_days), ("work_days", one.work_days)):
            for place, day in enumerate(days):
                key = ("calendar", number, name, place)
                holiday = (
                    holiday_by_law(day) if name == "work_days" and day >= _HOLIDAYS_SINCE else None
                )
                if day.year != one.year:
                    yield (
                        key,
                        phrase(
                            "{day} 不在 {year} 年",
                            "{day} is not a day of {year}",
                            day=day,
                            year=str(one.year),
                        ),
                    )
                elif day in seen:
                    yield key, phrase("{what} 重复列出", "{what} is listed twice", what=day)
                elif holiday:
                    yield (
                        key,
                        phrase(
                            "{day} 是法定节假日（{holiday}），不能列为工作日",
                            "{day} is a holiday by law ({holiday}) and cannot be a working day",
                            day=day,
                            holiday=holiday,
                        ),
                    )
                seen.add(day)


def stand_in_district() -> District:
    """A placeholder for a district file that cannot be read; no duties arise in it."""
    return District(schema=1, name="?", working_body="?", records_from=date.max, terms=())


DISTRICT_PATH = f"{RECORDS}/district.yaml"
DISTRICT = Kind("district", "", District, Bilingual("区", "district", "districts"))
