"""What stands in the cells of a table: titles above its headings, formulas, errors, days, and settings that contradict each other."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.cli.test_forms import VISIT, fill, records
from tests.cli.test_import import GOOD, HEAD, MAP
from tests.conftest import TODAY
from tests.filling import _redate

openpyxl = pytest.importorskip("openpyxl")
FORM = "forms/进选区活动.xlsx"


@pytest.fixture
def forms(typed: Typed, district: Path) -> None:
    typed("forms visit --out forms", lang="zh-CN")


def titled(name: str, lines: int) -> None:
    """Put titles above the headings, as an office does."""
    book = openpyxl.load_workbook(name)
    book.worksheets[0].insert_rows(1, lines)
    for line in range(lines):
        book.worksheets[0].cell(line + 1, 1).value = f"莲花街道走访登记表{line}"
    book.save(name)


@pytest.mark.parametrize("lines", [1, 3, 19])
def test_headings_are_found_below_titles(typed: Typed, forms: None, lines: int) -> None:
    fill(FORM, [VISIT, {**VISIT, "日期": "2026-13-14"}])
    titled(FORM, lines)
    ran = typed(f"import {FORM}", code=1)
    assert "1 written" in ran.out
    assert f"row {4 + lines}, column 日期" in ran.err
    assert len(records("visits")) == 1


@pytest.mark.parametrize("first", ["莲花街道走访登记表,,\n", "填报日期,2026-03-16,\n", "sep=,\n"])
def test_headings_of_a_csv_table_are_found_below_titles(
    typed: Typed, district: Path, first: str
) -> None:
    Path("in.csv").write_text(
        f"{first}日期,参加代表,选区\n2026-03-14,张伟,第三选区\n", encoding="utf-8"
    )
    assert "1 written" in typed("import in.csv --kind visit").out


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "no known column for visit"), ("zh-CN", "没有“进选区活动”的任何栏目")]
)
def test_a_table_of_which_nothing_is_known_is_refused(
    typed: Typed, forms: None, lang: str, told: str
) -> None:
    book = openpyxl.load_workbook(FORM)
    book.worksheets[0].delete_rows(1, 2)
    book.worksheets[0]["A1"] = "x"
    book.save(FORM)
    Path("in.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    for line in (FORM, "in.csv --kind visit"):
        assert told in typed(f"import {line}", code=2, lang=lang).err
    assert not records("visits")


@pytest.mark.parametrize(
    ("value", "lang", "told"),
    [
        ("=1+1", "en", "this is a formula; type the value itself"),
        ("#REF!", "en", "#REF! is an error of the spreadsheet"),
        ("#DIV/0!", "zh-CN", "这一格是表格的错误值 #DIV/0!"),
    ],
)
@pytest.mark.parametrize("head", ["日期", "地点", "联系对象和人数·人数"])
def test_a_formula_or_an_error_in_a_form_is_told(
    typed: Typed, forms: None, head: str, value: str, lang: str, told: str
) -> None:
    fill(FORM, [{**VISIT, head: value}, {**VISIT, "日期": "2026-03-15"}])
    ran = typed(f"import {FORM}", code=1, lang=lang)
    assert f"{head}" in ran.err
    assert told in ran.err
    assert len(ran.err.split(told)) == 2
    assert len(records("visits")) == 1


@pytest.mark.parametrize(
    ("column", "code"), [("备注", 1), ("编号", 1), ("转交单位", 1), ("别的", 0)]
)
def test_a_formula_or_an_error_in_a_column_of_the_mapping_is_told(
    typed: Typed, district: Path, column: str, code: int
) -> None:
    Path("map.yaml").write_text(MAP, encoding="utf-8")
    book = openpyxl.Workbook()
    for line in (HEAD + GOOD.replace('"增设,座椅"', "座椅")).splitlines():
        book.active.append(line.split(","))
    book.active.cell(1, 10).value = "别的"
    book.active.cell(2, [cell.value for cell in book.active[1]].index(column) + 1).value = "#N/A"
    book.save("in.xlsx")
    ran = typed("import in.xlsx --map map.yaml", code=code)
    assert (f"row 2, column {column}: #N/A is an error" in ran.err) is bool(code)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("２０２６年３月１４日", "2026-03-14"),
        ("3-14", "2026-03-14"),
        ("昨天", "2026-03-14"),
        (46095, "2026-03-14"),
        (datetime(2026, 3, 14, 23, 59, 59), "2026-03-14"),
        ("2026 - 3 - 14", "2026-03-14"),
    ],
)
def test_days_in_a_form_are_read_as_everywhere(
    typed: Typed, forms: None, written: object, day: str
) -> None:
    fill(FORM, [{**VISIT, "日期": written}])
    _redate(Path(FORM), "2026-03-15T04:00:00Z")
    typed(f"import {FORM}")
    assert f"date: {day}\n" in records("visits")[0]


def test_days_by_a_mapping_are_read_as_it_says_or_as_everywhere(
    typed: Typed, district: Path
) -> None:
    Path("map.yaml").write_text(MAP.replace(', date: ["%Y-%m-%d"]', ""), encoding="utf-8")
    book = openpyxl.Workbook()
    book.active.append(HEAD.strip().split(","))
    book.active.title = "2026年"
    book.active.append(
        ["1", datetime(2026, 3, 16, 23, 59, 59), "m03", "求助", "路灯", None, "住建局", "3月１７日"]
    )
    book.active.append(["2", "16日", "m03", "求助", "座椅"])
    book.save("in.xlsx")
    ran = typed("import in.xlsx --map map.yaml", code=1, on="2026-03-20")
    assert "row 3, column 收信日期: '16日': which month? Write the whole day" in ran.err
    (letter,) = records("letters")
    assert "received: 2026-03-16\n" in letter
    assert "date: 2026-03-17" in letter


@pytest.mark.parametrize(
    ("calendar", "told"),
    [
        (
            "{year: 2030, work_days: [2030-01-01]}",
            "2030-01-01 is a holiday by law (New Year's Day)",
        ),
        ("{year: 2027, rest_days: [2028-01-04]}", "2028-01-04 is not a day of 2027"),
        (
            "{year: 2027, rest_days: [2027-02-13], work_days: [2027-02-13]}",
            "2027-02-13 is listed twice",
        ),
        ("{year: 2027, rest_days: [2027-02-13, 2027-02-13]}", "2027-02-13 is listed twice"),
        ("{year: 2027}\n  - {year: 2027}", "2027 is listed twice"),
    ],
)
def test_a_calendar_that_contradicts_itself_or_the_law(
    typed: Typed, district: Path, calendar: str, told: str
) -> None:
    path = district / "records/district.yaml"
    before = path.read_text(encoding="utf-8")
    path.write_text(f"{before}calendar:\n  - {calendar}\n", encoding="utf-8")
    out = typed("check", code=1).out
    assert "R002" in out
    assert told in " ".join(out.split())
    line = len((before + calendar).splitlines()) + 1
    assert f"district.yaml:{line}" in out


@pytest.mark.parametrize(
    ("line", "lang", "told"),
    [
        (
            "session 17-6 --from 2026-12-04 --to 2026-12-01",
            "en",
            "2026-12-01 is before the first day 2026-12-04",
        ),
        (
            "term 16 --from 2016-12-20 --to 2021-12-21",
            "en",
            "2021-12-21 is after the first day 2021-12-20 of the next term",
        ),
        ("setting visits_reminders 02-30", "en", "must be a day such as 06-30, not '02-30'"),
        ("setting visits_reminders 06-31", "zh-CN", "须为 06-30 这样的日期"),
    ],
)
def test_days_of_the_register_that_cannot_be(
    typed: Typed, district: Path, line: str, lang: str, told: str
) -> None:
    before = (district / "records/district.yaml").read_bytes()
    assert told in typed(f"set {line}", code=2, lang=lang).err
    assert (district / "records/district.yaml").read_bytes() == before


def test_full_width_digits(typed: Typed, district: Path) -> None:
    typed("set setting reply_within １０ days")
    assert 'reply_within: "10 days"' in (district / "records/district.yaml").read_text(
        encoding="utf-8"
    )
    typed(f"report --quarter ２０２６Ｑ１ --as-of {TODAY}")
    typed("list visits --period ２０２６Ｑ１")


YEARLESS = "编号,收信日期,信箱,类别,内容\n1,3月6日,m03,求助,路灯\n"
OF_LETTERS = """\
kind: letter
ref: ["编号"]
fields:
  received: {column: "收信日期"}
  mailbox: {column: "信箱"}
  kind: {constant: request}
  title: {column: "内容"}
"""


def test_a_day_without_a_year_is_refused_until_the_year_is_told(
    typed: Typed, district: Path
) -> None:
    Path("map.yaml").write_text(OF_LETTERS, encoding="utf-8")
    Path("in.csv").write_text(YEARLESS, encoding="utf-8")
    ran = typed("import in.csv --map map.yaml", code=1)
    assert "row 2, column 收信日期: '3月6日': which year?" in ran.err
    assert not records("letters")
    typed("import in.csv --map map.yaml --year 2026")
    assert "received: 2026-03-06\n" in records("letters")[0]


@pytest.mark.parametrize(
    ("year", "table"),
    [
        ('{constant: "2026"}', YEARLESS),
        (
            '{column: "年度"}',
            YEARLESS.replace("内容\n", "内容,年度\n").replace("灯\n", "灯,2026年\n"),
        ),
        ('{column: "年度"}', YEARLESS.replace("内容\n", "内容,年度\n").replace("灯\n", "灯,115\n")),
    ],
)
def test_a_mapping_says_where_the_year_is(
    typed: Typed, district: Path, year: str, table: str
) -> None:
    Path("map.yaml").write_text(f"{OF_LETTERS}year: {year}\n", encoding="utf-8")
    Path("in.csv").write_text(table, encoding="utf-8")
    typed("import in.csv --map map.yaml")
    assert "received: 2026-03-06\n" in records("letters")[0]


def test_a_mapping_says_that_years_are_those_of_minguo(typed: Typed, district: Path) -> None:
    Path("map.yaml").write_text(f"{OF_LETTERS}calendar: minguo\n", encoding="utf-8")
    Path("in.csv").write_text(YEARLESS.replace("3月6日", "115.03.06"), encoding="utf-8")
    typed("import in.csv --map map.yaml")
    assert "received: 2026-03-06\n" in records("letters")[0]


def test_a_format_without_a_year_does_not_mean_1900(typed: Typed, district: Path) -> None:
    Path("map.yaml").write_text(
        OF_LETTERS.replace('"收信日期"', '"收信日期", date: ["%d/%m"]'), encoding="utf-8"
    )
    Path("in.csv").write_text(YEARLESS.replace("3月6日", "06/03"), encoding="utf-8")
    assert "'03-06': which year?" in typed("import in.csv --map map.yaml", code=1).err
    typed("import in.csv --map map.yaml --year 2026")
    assert "received: 2026-03-06\n" in records("letters")[0]


def test_a_plain_table_needs_the_year_and_our_own_form_does_not(
    typed: Typed, forms: None, district: Path
) -> None:
    Path("in.csv").write_text("日期,参加代表,选区\n3-14,张伟,第三选区\n", encoding="utf-8")
    assert "which year?" in typed("import in.csv --kind visit", code=1).err
    typed("import in.csv --kind visit --year 2026")
    fill(FORM, [{**VISIT, "日期": "3-13"}])
    typed(f"import {FORM}")
    assert len(records("visits")) == 2


def test_what_is_no_year_is_told(typed: Typed, district: Path) -> None:
    Path("in.csv").write_text(YEARLESS, encoding="utf-8")
    assert "--year must be a year like 2026" in typed("import in.csv --year 26", code=2).err


@pytest.mark.parametrize("written", ["1926年3月6日", datetime(1900, 1, 3), "1900-01-03"])
def test_a_row_of_a_hundred_years_ago_is_refused_by_its_cell(
    typed: Typed, forms: None, district: Path, written: object
) -> None:
    Path("map.yaml").write_text(OF_LETTERS, encoding="utf-8")
    book = openpyxl.Workbook()
    book.active.append(["编号", "收信日期", "信箱", "内容"])
    book.active.append(["1", written, "m03", "路灯"])
    book.save("in.xlsx")
    ran = typed("import in.xlsx --map map.yaml", code=1)
    assert "row 2, column 收信日期: 19" in ran.err
    assert (
        "is more than twenty years before the records begin, 2026-01-01; check the year" in ran.err
    )
    fill(FORM, [{**VISIT, "日期": written}])
    assert "row 3, column 日期: 19" in typed(f"import {FORM}", code=1).err
    assert not records("letters") + records("visits")


@pytest.mark.parametrize(
    ("title", "written", "received"),
    [
        ("2026年来信登记台账", "3月6日", "2026-03-06"),
        ("二〇二六年三月来信登记台账", "3.6", "2026-03-06"),
        ("中華民國115年來信登記表", "115.03.06", "2026-03-06"),
        ("至115年3月止", "3月6日", "2026-03-06"),
        ("填报日期：2026年4月1日", "3月6日", ""),
        ("2025年12月至2026年2月来信", "12月6日", ""),
    ],
)
def test_the_title_above_a_table_says_the_year_of_its_days(
    typed: Typed, district: Path, title: str, written: str, received: str
) -> None:
    Path("map.yaml").write_text(OF_LETTERS, encoding="utf-8")
    table = YEARLESS.replace("3月6日", written)
    Path("in.csv").write_text(f"{title},,,,\n{table}", encoding="utf-8")
    ran = typed("import in.csv --map map.yaml", code=0 if received else 1)
    letters = records("letters")
    assert [f"received: {received}\n" in one for one in letters] == [True] * bool(received)
    assert ("which year?" in ran.err) is (not received)
