"""Days as people say them; Wednesday, 2026-03-18 is today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputylog.finding import DeputylogError
from deputylog.names.days import (
    Days,
    NoYearError,
    UnclearDayError,
    is_day,
    option_day,
    year_in,
)
from deputylog.text.numerals import number_of, numeral

WEDNESDAY = date(2026, 3, 18)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
TABLE = Days(WEDNESDAY, "Asia/Shanghai", in_table=True)


def informal_day(text: str, today: date) -> date:
    return Days(today).day(text)


def in_table(text: str, *, year: int | None = None, is_minguo: bool = False) -> str:
    """The day or month that a cell means, or the name of the refusal."""
    here = Days(WEDNESDAY, "Asia/Shanghai", True, year, is_minguo)
    try:
        return here.written(text, may_be_month=True)
    except DeputylogError as error:
        return type(error).__name__
    except ValueError:
        return "no day"


@pytest.mark.parametrize(
    ("wording", "meant"),
    [
        ("今天", "2026-03-18"),
        ("昨天", "2026-03-17"),
        ("前天", "2026-03-16"),
        ("明天", "2026-03-19"),
        ("today", "2026-03-18"),
        ("Yesterday", "2026-03-17"),
        ("三天前", "2026-03-15"),
        ("两周前", "2026-03-04"),
        ("3 days ago", "2026-03-15"),
        ("20260314", "2026-03-14"),
        ("2026年3月14日", "2026-03-14"),
        ("2026/3/14", "2026-03-14"),
        ("2026.3.14", "2026-03-14"),
        ("3-14", "2026-03-14"),
        ("3.14", "2026-03-14"),
        ("3月14日", "2026-03-14"),
        ("3月14", "2026-03-14"),
        ("３－１４", "2026-03-14"),
    ],
)
def test_a_day_as_people_say_it(wording: str, meant: str) -> None:
    assert informal_day(wording, WEDNESDAY) == date.fromisoformat(meant)


@pytest.mark.parametrize(
    ("wording", "meant"),
    [
        ("3-17", "2026-03-17"),
        ("3-18", "2026-03-18"),
        ("3-19", "2025-03-19"),
        ("12-31", "2025-12-31"),
    ],
)
def test_a_month_and_day_later_than_today_was_last_year(wording: str, meant: str) -> None:
    assert informal_day(wording, WEDNESDAY) == date.fromisoformat(meant)


@pytest.mark.parametrize(
    ("wording", "meant"),
    [
        ("17日", "2026-03-17"),
        ("18号", "2026-03-18"),
        ("19日", "2026-02-19"),
        ("31日", "2026-01-31"),
        ("上月15日", "2026-02-15"),
    ],
)
def test_a_day_of_the_month_is_the_last_one_there_was(wording: str, meant: str) -> None:
    assert informal_day(wording, WEDNESDAY) == date.fromisoformat(meant)


@pytest.mark.parametrize(
    ("wording", "meant"),
    [
        ("周二", "2026-03-17"),
        ("周三", "2026-03-18"),
        ("周四", "2026-03-12"),
        ("上周五", "2026-03-13"),
        ("上周日", "2026-03-15"),
        ("上周一", "2026-03-09"),
        ("本周一", "2026-03-16"),
        ("本周五", "2026-03-20"),
        ("星期天", "2026-03-15"),
        ("last friday", "2026-03-13"),
        ("last wednesday", "2026-03-11"),
        ("wednesday", "2026-03-18"),
    ],
)
def test_a_day_of_the_week(wording: str, meant: str) -> None:
    assert informal_day(wording, WEDNESDAY) == date.fromisoformat(meant)


def test_the_29th_of_february_was_in_the_last_leap_year() -> None:
    assert informal_day("2-29", WEDNESDAY) == date(2024, 2, 29)
    assert informal_day("2-29", date(2104, 2, 28)) == date(2096, 2, 29)


@pytest.mark.parametrize(
    "wording",
    [
        "",
        "2-30",
        "13-1",
        "32日",
        "上月31日",
        "明年",
        "1899-12-31",
        "2200-01-01",
        "周八",
        "0天",
        "day",
        "2026-02-30",
        "99999999",
    ],
)
def test_what_is_no_day_is_told_with_the_ways_to_write_one(wording: str) -> None:
    with pytest.raises(DeputylogError, match=r"3-14, 昨天, 上周五"):
        option_day(wording, WEDNESDAY, "--date")


@given(day=DAYS, today=DAYS)
def test_every_iso_day_is_itself_whatever_today_is(day: date, today: date) -> None:
    assert informal_day(day.isoformat(), today) == informal_day(f"{day:%Y%m%d}", today) == day


@given(today=st.dates(date(1910, 1, 1), date(2199, 12, 31)), back=st.integers(0, 364))
def test_a_month_and_day_of_the_last_year_is_found_again(today: date, back: int) -> None:
    day = today - timedelta(days=back)
    assert informal_day(f"{day.month}-{day.day}", today) == day


@given(st.text(max_size=12), DAYS)
def test_any_text_is_a_day_or_a_value_error(text: str, today: date) -> None:
    try:
        found = informal_day(text, today)
    except (ValueError, OverflowError):
        return
    assert 1900 <= found.year <= 2199


@pytest.mark.parametrize(
    ("wording", "meant"),
    [
        ("2026.3.5", "2026-03-05"),
        ("2026。3。5", "2026-03-05"),
        ("2026—3—5", "2026-03-05"),
        ("2026 年 3 月 5 日", "2026-03-05"),
        ("2026年03月05号", "2026-03-05"),
        ("２０２６年３月１５日", "2026-03-15"),
        ("二〇二六年三月五日", "2026-03-05"),
        ("二零二六年十二月二十三日", "2026-12-23"),
        ("20260305", "2026-03-05"),
        ("46086", "2026-03-05"),
        ("46086.604166", "2026-03-05"),
        ("2026-03-05 14:30", "2026-03-05"),
        ("2026/3/5 下午2:30", "2026-03-05"),
        ("2026年3月5日14时30分", "2026-03-05"),
        ("2026-03-05 2:30 PM", "2026-03-05"),
        ("2026-03-05T14:30:00Z", "2026-03-05"),
        ("2026-03-05T16:30:00Z", "2026-03-06"),
        ("2026-03-05T23:30:00+08:00", "2026-03-05"),
        ("2026年3月5日（周四）", "2026-03-05"),
        ("2026-3-5 星期四 14:30", "2026-03-05"),
        ("民国115年3月5日", "2026-03-05"),
        ("中華民國115年3月5日", "2026-03-05"),
        ("民国一百一十五年三月五日", "2026-03-05"),
        ("上周五", "2026-03-13"),
        ("2026年3月", "2026-03"),
        ("2026-03", "2026-03"),
        ("民國102年12月", "2013-12"),
        ("2026-3-5前后", "no day"),
        ("2026-3-5至3-8", "no day"),
        ("3/5/2026", "no day"),
        ("2026年13月", "no day"),
        ("2026-02-29", "no day"),
        ("2026-03-05 25:00", "no day"),
        ("12", "no day"),
        ("1.5", "NoYearError"),
        ("2026年3月5日（周五）", "UnclearDayError"),
        ("14日", "UnclearDayError"),
        ("3.1", "UnclearDayError"),
        ("3-6", "NoYearError"),
        ("3月6日", "NoYearError"),
        ("3月6日 周五", "NoYearError"),
        ("26.3.5", "NoYearError"),
        ("26年3月", "NoYearError"),
        ("115年3月5日", "UnclearDayError"),
        ("115.03.05", "UnclearDayError"),
    ],
)
def test_a_cell_of_a_table_means_one_day_or_is_refused(wording: str, meant: str) -> None:
    assert in_table(wording) == meant


@pytest.mark.parametrize(
    ("wording", "year", "meant"),
    [
        ("3-6", 2026, "2026-03-06"),
        ("3月6日", 2025, "2025-03-06"),
        ("12-31", 2026, "2026-12-31"),
        ("26.3.5", 2026, "2026-03-05"),
        ("25.12.31", 2026, "2025-12-31"),
        ("27.1.1", 2026, "1927-01-01"),
        ("26年3月", 2026, "2026-03"),
        ("2-29", 2026, "no day"),
        ("2-29", 2024, "2024-02-29"),
        ("2025-03-06", 2026, "2025-03-06"),
        ("3.1", 2026, "UnclearDayError"),
        ("3.4", 2026, "2026-03-04"),
        ("3.10", 2026, "2026-03-10"),
    ],
)
def test_the_year_of_a_table_is_that_of_its_days_without_one(
    wording: str, year: int, meant: str
) -> None:
    assert in_table(wording, year=year) == meant


@pytest.mark.parametrize(
    ("wording", "meant"),
    [
        ("114年3月5日", "2025-03-05"),
        ("114.03.05", "2025-03-05"),
        ("114/3/5", "2025-03-05"),
        ("1140305", "2025-03-05"),
        ("98.3.5", "2009-03-05"),
        ("102/12", "2013-12"),
        ("2025-03-05", "2025-03-05"),
    ],
)
def test_years_of_minguo_where_the_table_has_them(wording: str, meant: str) -> None:
    assert in_table(wording, is_minguo=True) == meant


@pytest.mark.parametrize(
    ("titles", "sheet", "year", "is_minguo"),
    [
        (["2026年来信登记台账"], "", 2026, False),
        (["二〇二六年度来信登记台账"], "", 2026, False),
        (["来信登记台账"], "2026", 2026, False),
        (["来信登记台账"], "2026-03", 2026, False),
        (["2026年1-3月"], "2026年", 2026, False),
        (["至102年12月止", "單位：千元"], "議員4", 2013, True),
        (["中華民國115年度"], "", 2026, True),
        (["2025年12月至2026年2月"], "", None, False),
        (["填报日期：2027年1月5日"], "", None, False),
        (["莲府〔2026〕12号"], "", None, False),
        (["填报日期：2027年1月5日", "2026年台账"], "Sheet1", 2026, False),
        (["26年台账"], "20260305", None, False),
    ],
)
def test_titles_and_the_sheet_name_the_year_of_a_table(
    titles: list[str], sheet: str, year: int | None, is_minguo: bool
) -> None:
    below = TABLE.below(titles, sheet)
    assert (below.year, below.is_minguo) == (year, is_minguo)


def test_a_year_that_was_told_is_not_that_of_the_titles() -> None:
    assert Days(WEDNESDAY, in_table=True, year=2024).below(["2026年台账"]).year == 2024


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2026", 2026),
        ("2026年度", 2026),
        ("115", 2026),
        ("民国99年", 2010),
        ("26", None),
        ("", None),
    ],
)
def test_a_year(text: str, year: int | None) -> None:
    assert year_in(text) == year


WAYS = (
    "{day:%Y-%m-%d}",
    "{day:%Y%m%d}",
    "{day.year}年{day.month}月{day.day}日",
    "{day.year}.{day.month}.{day.day}",
    "{day:%Y/%m/%d}（周{weekday}）",
    "{day:%Y/%m/%d} {weekday_name} 8:05:00",
    "{day:%Y-%m-%d}T23:59:59+08:00",
    "民国{minguo}年{day.month}月{day.day}号",
    "{chinese_year}年{month}月{number}日",
)


@given(day=st.dates(date(1992, 1, 1), date(2099, 12, 31)), way=st.sampled_from(WAYS))
def test_every_way_of_writing_a_day_reads_back(day: date, way: str) -> None:
    weekday = "一二三四五六日"[day.weekday()]
    text = way.format(
        day=day,
        weekday=weekday,
        weekday_name=f"星期{weekday}",
        minguo=day.year - 1911,
        chinese_year="".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year)),
        month=numeral(day.month),
        number=numeral(day.day),
    )
    assert TABLE.day(text) == Days(WEDNESDAY, "Asia/Shanghai").day(text) == day
    assert is_day(text)


@given(day=st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_the_serial_number_of_a_day_reads_back(day: date) -> None:
    assert TABLE.day(str((day - date(1899, 12, 30)).days)) == day


@pytest.mark.parametrize("text", ["", "路灯", "12", "1.5", "46086", "3.14", "前后", "第三选区"])
def test_what_is_no_day_wherever_it_stands(text: str) -> None:
    assert not is_day(text)


@given(st.text(max_size=12), st.booleans(), st.booleans())
def test_any_cell_is_a_day_or_refused(text: str, has_year: bool, is_minguo: bool) -> None:
    here = Days(WEDNESDAY, "", True, 2026 if has_year else None, is_minguo)
    try:
        found = here.written(text, may_be_month=True)
    except (ValueError, OverflowError, UnclearDayError):
        return
    assert found[:4] >= "1900"


@given(st.integers(1, 199))
def test_numerals_read_back(number: int) -> None:
    assert number_of(numeral(number)) == number


def test_a_refusal_shows_what_was_written() -> None:
    with pytest.raises(NoYearError, match=r"'26\.3\.5': which year\? .* --year 2026"):
        TABLE.day("26.3.5")
