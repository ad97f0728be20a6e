"""A matter is judged by the law and by the numbers of its day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import deputylog
from deputylog.book import Book
from deputylog.calendar import Span
from deputylog.finding import Finding
from deputylog.kinds.basis import PERFORMANCE, articles, cited
from deputylog.kinds.preset import Preset
from deputylog.kinds.registry import PRESET
from deputylog.record.reading import read
from deputylog.rule import Actor, Evidence, Hit, Tree, breach
from deputylog.rules.no_duty_report import no_duty_report
from deputylog.words import words
from tests.cli.conftest import Typed, typed
from tests.conftest import DISTRICT, LETTER, REGISTER, SUN_LI, TODAY, write

__all__ = ["typed"]

Find = Callable[..., list[Finding]]

S = "records/suggestions/2025/S20250303-00000.yaml"


def assigned(day: str) -> dict[str, str]:
    events = f"  - {{date: 2025-03-03, event: submitted}}\n  - {{date: {day}, event: assigned, lead: housing}}\n"
    return {S: f"kind: suggestion\ntitle: 建议\nlead: zhang-wei\nevents:\n{events}"}


@pytest.mark.parametrize(
    ("day", "article"),
    [
        ("2025-03-10", "42 (since 2025: 51)"),
        ("2025-03-11", "51 (before 2025: 42)"),
        ("2025-03-12", "51 (before 2025: 42)"),
    ],
)
def test_an_answer_rests_on_the_article_of_the_day_of_its_assignment(
    findings_of: Find, day: str, article: str
) -> None:
    (found,) = findings_of("S005", assigned(day), as_of="2025-12-31")
    assert str(found.basis) == f"Deputies Law {article}"


@pytest.mark.parametrize(("day", "article"), [("2025-03-10", "42"), ("2025-03-11", "51")])
def test_why_names_the_article_of_that_day(
    typed: Typed, tmp_path: Path, day: str, article: str
) -> None:
    root = write(tmp_path / "d", {**REGISTER, **assigned(day)})
    assert (
        f"S005, Deputies Law {article}" in typed("why S20250303 --as-of 2025-12-31", repo=root).out
    )


@pytest.mark.parametrize(("day", "judged"), [(9, False), (10, True), (20, True), (21, False)])
def test_a_rule_judges_what_began_while_it_was_in_force(
    book_of: Callable[..., Book], day: int, judged: bool
) -> None:
    @breach("X001", Actor.KEEPER, "", "", since=date(2026, 3, 10), until=date(2026, 3, 20))
    def anything(book: Book) -> list[Hit]:
        return [Hit(book.groups["lianhua"], day=date(2026, 12, 31), began=date(2026, 3, day))]

    assert bool(list(anything.hits(Evidence(book_of(as_of="2026-12-31"), Tree(), TODAY)))) is judged


def letter(day: str) -> dict[str, str]:
    return {LETTER: f"received: {day}\nconstituency: c03\nkind: inquiry\n"}


EARLIER = """settings: {reply_within: "10 days", move_past_rest_days: false}
earlier_settings:
  - {until: 2026-02-28, reply_within: "20 days"}
  - {until: 2025-12-31, reply_within: "30 days"}
"""


@pytest.mark.parametrize(
    ("received", "last_good", "first_late", "shown"),
    [
        ("2025-12-31", "2026-01-30", "2026-01-31", "30 days"),
        ("2026-01-01", "2026-01-21", "2026-01-22", "20 days"),
        ("2026-02-28", "2026-03-20", "2026-03-21", "20 days"),
        ("2026-03-01", "2026-03-11", "2026-03-12", "10 days"),
    ],
)
def test_a_letter_is_judged_by_the_number_of_the_day_it_was_received(
    findings_of: Find, received: str, last_good: str, first_late: str, shown: str
) -> None:
    files = {"records/district.yaml": DISTRICT + EARLIER, **letter(received)}
    assert not findings_of("L002", files, as_of=last_good)
    (found,) = findings_of("L002", files, as_of=first_late)
    assert str(found.basis) == f"local: time to reply to the writer, from receipt: {shown}"


def test_an_earlier_value_that_equals_the_default_is_a_value_all_the_same(
    findings_of: Find,
) -> None:
    earlier = 'settings: {reply_within: "10 days"}\nearlier_settings:\n  - {until: 2026-03-02, reply_within: "15 days"}\n'
    files = {"records/district.yaml": DISTRICT + earlier, **letter("2026-03-02")}
    assert not findings_of("L002", files, as_of="2026-03-17")
    assert findings_of("L002", files, as_of="2026-03-18")


OWN = """\
name: 某省
checked: 2021年文本
settings: {reply_within: "5 days"}
articles:
  reply_within: {law: "某省办法", article: "9", year: 2021}
"""


def with_preset(more: str = "", preset: str = OWN) -> dict[str, str]:
    return {
        "records/district.yaml": DISTRICT + "preset: some-province\n" + more,
        "records/presets/some-province.yaml": preset,
    }


def test_a_preset_gives_the_number_and_its_article(findings_of: Find) -> None:
    (found,) = findings_of("L002", {**with_preset(), **letter("2026-03-02")}, as_of="2026-03-10")
    assert (
        str(found.basis)
        == "local: time to reply to the writer, from receipt: 5 days, 某省办法 9 (2021)"
    )


def test_the_districts_own_number_wins_even_where_it_is_the_default(findings_of: Find) -> None:
    own = {**with_preset('settings: {reply_within: "15 days"}\n'), **letter("2026-03-02")}
    assert not findings_of("L002", own, as_of="2026-03-17")
    (found,) = findings_of("L002", own, as_of="2026-03-18")
    assert str(found.basis) == "local: time to reply to the writer, from receipt: 15 days"


def test_every_number_of_a_preset_has_its_article(findings_of: Find) -> None:
    (found,) = findings_of(
        "R002", with_preset(preset=OWN.partition("articles:")[0]), as_of="2026-03-02"
    )
    assert (found.place.path, found.place.line) == ("records/presets/some-province.yaml", 3)


def test_a_preset_that_there_is_not_is_a_dangling_reference(findings_of: Find) -> None:
    district = {"records/district.yaml": DISTRICT + "preset: zhejiang-2061\n"}
    (found,) = findings_of("R003", district, as_of="2026-03-02")
    assert "zhejiang-2016" in str(found.text)


def test_the_shipped_preset_is_shown_with_article_and_year(typed: Typed, tmp_path: Path) -> None:
    root = write(
        tmp_path / "d", {**REGISTER, "records/district.yaml": DISTRICT + "preset: zhejiang-2016\n"}
    )
    shown = typed("settings", repo=root).out
    assert "redo_within +" in shown
    assert "2016, check for a newer text" in shown
    typed("check --as-of 2026-03-02 --select R", repo=root)


def test_shipped_presets_stand_and_are_in_form() -> None:
    for path in (Path(deputylog.__file__).parent / "presets").iterdir():
        raw = path.read_bytes()
        reading = read(PRESET, path.name, raw)
        assert isinstance(reading.record, Preset), path.name
        assert reading.is_canonical, path.name


FORMER = """\
name: 周平
seats:
  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20, to: 2024-12-31, end: resigned}
"""


@pytest.mark.parametrize(
    ("day", "article"),
    [
        ("2025-03-10", "48, 49 (since 2025: 61, 62)"),
        ("2025-03-11", "61, 62 (before 2025: 48, 49)"),
    ],
)
def test_who_is_in_office_rests_on_the_article_of_the_day_of_the_visit(
    findings_of: Find, day: str, article: str
) -> None:
    visit = f"records/visits/2025/V{day.replace('-', '')}-00000.yaml"
    files = {
        "records/deputies/zhou-ping.yaml": FORMER,
        visit: f"date: {day}\ndeputies: [zhou-ping]\nconstituency: c03\n",
    }
    (found,) = findings_of("R007", files, as_of="2025-03-12")
    assert str(found.basis) == f"Deputies Law {article}"


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2025-05-31", "孙丽于2025年5月31日暂时停止执行代表职务，"),
        ("2026-01-01", "孙丽于2026年1月1日不在任，"),
    ],
)
def test_a_suspended_deputy_is_not_said_to_be_out_of_office(
    findings_of: Find, day: str, why: str
) -> None:
    visit = f"records/visits/{day[:4]}/V{day.replace('-', '')}-00000.yaml"
    files = {
        "records/deputies/sun-li.yaml": SUN_LI + "suspended:\n  - {from: 2025-05-31}\n",
        visit: f"date: {day}\ndeputies: [sun-li]\nconstituency: c03\n",
    }
    (found,) = findings_of("R007", files, as_of="2026-01-02")
    assert words("zh-CN").say(found.text) == f"{why}这次进选区活动不计入该代表"


@pytest.mark.parametrize(
    ("year", "article"),
    [
        ("2025", "第四十五条（2025年修正后为第五十八条）"),
        ("2026", "第五十八条（2025年修正前为第四十五条）"),
    ],
)
def test_reports_to_the_voters_were_owed_under_the_law_of_2015_too(year: str, article: str) -> None:
    assert words("zh-CN").say(cited(PERFORMANCE, date(int(year), 1, 1))) == f"代表法{article}"
    assert no_duty_report.in_force(date(int(year), 1, 1))


def test_a_habit_is_not_passed_off_as_a_demand_of_the_founding_document(findings_of: Find) -> None:
    visit = "date: 2026-03-14\ndeputies: [zhang-wei]\nconstituency: c03\n"
    files = {f"records/visits/2026/V20260314-0000{number}.yaml": visit for number in (0, 1)}
    (found,) = findings_of("V003", files, as_of="2026-03-15")
    assert str(found.basis) == "local practice, modelled on founding document, section 1"


@pytest.mark.parametrize(
    "written", ["1 month", "2 months", "1 day", "1 working day", "10 working days"]
)
def test_a_length_of_time_reads_as_it_is_written(written: str) -> None:
    assert str(Span.parse(written)) == written


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(9, "九"), (10, "十"), (34, "三十四"), (61, "六十一"), (105, "一百〇五"), (110, "一百一十")],
)
def test_articles_are_in_chinese_numerals(number: int, numeral: str) -> None:
    assert articles(f"{number}(2)").zh == f"第{numeral}条第二款"
