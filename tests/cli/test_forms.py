"""A blank spreadsheet is filled in by a program that is not ours and handed back: what an officer does all year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from deputylog.words import LANGUAGES
from tests.cli.conftest import Typed
from tests.formats.reading import assert_unique_parts
from tests.programs import LibreOffice

openpyxl = pytest.importorskip("openpyxl")


def fill(
    name: str, rows: Sequence[Mapping[str, object]], *, sheet: str = "", first: int = 3
) -> None:
    """Write cells by their heads, below the example, as an officer would."""
    book = openpyxl.load_workbook(name)
    page = book[sheet] if sheet else book.worksheets[0]
    heads = {cell.value: cell.column for cell in page[1]}
    for number, row in enumerate(rows, first):
        for head, value in row.items():
            page.cell(number, heads[head]).value = value
    book.save(name)


def cells(name: str) -> list[list[object]]:
    page = openpyxl.load_workbook(name).worksheets[0]
    return [[cell.value for cell in row] for row in page.iter_rows()]


def records(kind: str) -> list[str]:
    return sorted(
        path.read_text(encoding="utf-8") for path in Path(f"records/{kind}").rglob("*.yaml")
    )


@pytest.fixture
def forms(typed: Typed, district: Path) -> None:
    typed("forms --all --out forms", lang="zh-CN")


VISIT: dict[str, object] = {
    "日期": "2026-03-14",
    "参加代表": "张伟、王芳",
    "选区": "第三选区",
    "三问类别": "问难",
}


def test_visits_with_matters_below_them(typed: Typed, forms: None) -> None:
    rows: list[dict[str, object]] = [
        {
            **VISIT,
            "联系对象和人数·人数": 12,
            "群众反映的问题·类别": "申诉求决、投诉求助",
            "群众反映的问题·标题": "电梯进展缓慢",
            "转交承办单位·转交单位": "住建局",
            "转交承办单位·日期": "2026.3.16",
        },
        {"群众反映的问题·类别": "建议意见", "群众反映的问题·标题": "增设座椅"},
        {**VISIT, "日期": "2026/4/2"},
    ]
    fill("forms/进选区活动.xlsx", rows)
    told = typed("import forms/进选区活动.xlsx --create", code=2).err
    assert "--create is used only with --map" in told
    assert "2 rows: 2 written" in typed("import forms/进选区活动.xlsx").out
    first, second = records("visits")
    assert "deputies: [zhang-wei, wang-fang]" in first
    assert "met: {voters: 12}" in first
    assert first.count("title:") == 2
    assert "- {date: 2026-03-16, event: forwarded, to: housing}" in first
    assert "date: 2026-04-02" in second
    assert not [
        line for line in typed("check --select R", on="2026-05-01").out.splitlines() if "R0" in line
    ]


def test_a_step_without_its_day_is_told_by_the_column_of_the_day(typed: Typed, forms: None) -> None:
    matter = {
        "群众反映的问题·类别": "申诉求决、投诉求助",
        "群众反映的问题·标题": "电梯",
        "转交承办单位·转交单位": "住建局",
    }
    fill("forms/进选区活动.xlsx", [{**VISIT, **matter}])
    refused = typed("import forms/进选区活动.xlsx", lang="zh-CN", code=1).err
    assert "转交承办单位·日期" in refused
    assert "缺少这一步骤的日期" in refused


def test_a_visit_repeated_for_each_matter_is_one_visit(typed: Typed, forms: None) -> None:
    matter = {"群众反映的问题·类别": "咨询"}
    fill(
        "forms/进选区活动.xlsx",
        [{**VISIT, **matter, "群众反映的问题·标题": title} for title in ("路灯", "座椅")],
    )
    assert "1 row: 1 written" in typed("import forms/进选区活动.xlsx").out
    assert records("visits")[0].count("title:") == 2


def test_a_visit_without_a_constituency_was_to_the_deputys_own(typed: Typed, forms: None) -> None:
    fill("forms/进选区活动.xlsx", [{"日期": "2026-03-14", "参加代表": "王芳"}])
    typed("import forms/进选区活动.xlsx")
    assert "constituency: c04" in records("visits")[0]


@pytest.mark.parametrize(
    "format", ["xlsx", "ods", "csv:Text - txt - csv (StarCalc):44,34,76", "xls"]
)
def test_a_form_saved_by_another_program(
    typed: Typed, forms: None, format: str, calc: LibreOffice
) -> None:
    fill(
        "forms/进选区活动.xlsx",
        [{**VISIT, "日期": date(2026, 3, 14), "地点": "@莲花", "联系对象和人数·人数": 12}],
    )
    saved = calc.convert(Path("forms/进选区活动.xlsx"), format, Path("saved"))
    assert "1 row: 1 written" in typed(f"import {saved}").out
    (visit,) = records("visits")
    assert "date: 2026-03-14\n" in visit
    assert "met: {voters: 12}" in visit
    assert 'place: "@莲花"' in visit


def test_no_part_of_a_workbook_is_there_twice(typed: Typed, forms: None) -> None:
    fill("forms/进选区活动.xlsx", [VISIT, {**VISIT, "日期": "2026-13-14"}])
    typed("import forms/进选区活动.xlsx", code=1)
    typed("export visit --out visits.xlsx")
    typed("ledger --out ledger.xlsx")
    made = [path for path in Path().rglob("*.xlsx") if path.name != "进选区活动.xlsx"]
    assert {"visits.xlsx", "ledger.xlsx", "进选区活动-rejected.xlsx"} < {path.name for path in made}
    for path in made:
        assert_unique_parts(path.read_bytes())


def test_ten_rows_today_and_five_next_week(typed: Typed, forms: None) -> None:
    days = [{**VISIT, "日期": f"2026-03-{day:02}"} for day in range(1, 11)]
    fill("forms/进选区活动.xlsx", days)
    typed("import forms/进选区活动.xlsx")
    before = records("visits")
    fill(
        "forms/进选区活动.xlsx",
        [{**VISIT, "日期": f"2026-03-{day:02}"} for day in range(11, 16)],
        first=13,
    )
    assert (
        "15 rows: 5 written, 0 changed, 10 there already, 0 reported"
        in typed("import forms/进选区活动.xlsx").out
    )
    assert set(before) < set(records("visits"))
    assert len(records("visits")) == 15


def test_steps_logged_since_do_not_make_a_row_new(typed: Typed, forms: None) -> None:
    fill(
        "forms/来信.xlsx",
        [{"收到日期": "2026-03-16", "信箱": "m03 第三选区", "信件类别": "咨询", "标题": "路灯"}],
    )
    typed("import forms/来信.xlsx")
    typed("log 路灯 replied --date 2026-03-20 --how phone")
    assert "0 written, 0 changed, 1 there already" in typed("import forms/来信.xlsx").out


def test_a_row_that_was_corrected_is_told_and_not_written_twice(typed: Typed, forms: None) -> None:
    fill("forms/进选区活动.xlsx", [{**VISIT, "地点": "莲花社区"}])
    typed("import forms/进选区活动.xlsx")
    fill("forms/进选区活动.xlsx", [{**VISIT, "地点": "桃园社区"}])
    told = typed("import forms/进选区活动.xlsx", code=1).err
    assert re.search("row 3, column 地点: place: V.* has '莲花社区' and this row '桃园社区'", told)
    fill("forms/进选区活动.xlsx", [{**VISIT, "编号": "新", "地点": "桃园社区"}])
    assert "1 written" in typed("import forms/进选区活动.xlsx").out
    assert "1 there already" in typed("import forms/进选区活动.xlsx").out


def test_two_equal_rows_are_asked_about(typed: Typed, forms: None) -> None:
    fill("forms/进选区活动.xlsx", [VISIT, VISIT])
    assert "row 4: same as row 3" in typed("import forms/进选区活动.xlsx", code=1).err
    fill("forms/进选区活动.xlsx", [VISIT, {**VISIT, "编号": "新"}])
    assert "1 written, 0 changed, 1 there already" in typed("import forms/进选区活动.xlsx").out
    assert "0 written, 0 changed, 2 there already" in typed("import forms/进选区活动.xlsx").out


def test_a_round_is_a_row_of_numbers_and_reasons(typed: Typed, forms: None) -> None:
    fill(
        "forms/开箱.xlsx",
        [
            {
                "开启日期": "2026-03-16",
                "开启人": "刘芳",
                "m03 第三选区": 0,
                "m04 第四选区": "打不开：物业换锁",
            }
        ],
    )
    assert "1 written" in typed("import forms/开箱.xlsx").out
    (round_,) = records("openings")
    assert (
        'group: lianhua\nby: liu-fang\nmailboxes: {m03: 0}\nnot_opened: {m04: {why: locked, note: "物业换锁"}}\n'
        in round_
    )


def test_who_wrote_goes_to_private_alone(typed: Typed, forms: None) -> None:
    letter = {
        "收到日期": "2026-03-16",
        "信箱": "m03 第三选区",
        "信件类别": "咨询",
        "标题": "路灯",
        "来信人·姓名": "陈某",
        "来信人·电话": 13800138000,
    }
    fill("forms/来信.xlsx", [letter])
    typed("import forms/来信.xlsx")
    (text,) = records("letters")
    assert "channel: mailbox" in text
    assert "陈某" not in text
    assert "13800138000" not in text
    (path,) = Path("private/letters").rglob("*.yaml")
    assert path.stat().st_mode & 0o777 == 0o600
    assert "陈某" in path.read_text(encoding="utf-8")


def test_an_accusation_keeps_what_it_says_in_private(typed: Typed, forms: None) -> None:
    letter = {
        "收到日期": "2026-03-16",
        "信箱": "m03 第三选区",
        "信件类别": "检举控告（举报违纪违法）",
        "标题": "某单位违规收费",
        "内容摘要": "收费无票据",
    }
    fill("forms/来信.xlsx", [letter, {**letter, "标题": "另一件事", "内容摘要": "另一件"}])
    assert "2 written" in typed("import forms/来信.xlsx").out
    assert not [text for text in records("letters") if "违规" in text or "另一件" in text]
    assert (
        sum(
            "违规收费" in path.read_text(encoding="utf-8")
            for path in Path("private/letters").rglob("*.yaml")
        )
        == 1
    )
    assert "2 there already" in typed("import forms/来信.xlsx").out


def test_wrong_rows_come_back_in_the_same_sheet_and_can_be_mended_there(
    typed: Typed, forms: None
) -> None:
    fill(
        "forms/进选区活动.xlsx",
        [VISIT, {**VISIT, "日期": "三月", "参加代表": "张三丰"}, {"地点": "桃园"}],
    )
    ended = typed("import forms/进选区活动.xlsx", code=1, lang="zh-CN")
    assert "共3行：写入1行" in ended.out
    back = "private/out/进选区活动-rejected.xlsx"
    assert Path(back).stat().st_mode & 0o777 == 0o600
    head, first, second = cells(back)
    assert head[0] == "未导入的原因"
    assert str(first[0]).startswith("第4行\n")
    assert "日期" in str(first[0])
    assert "张三丰" in str(first[0])
    assert "第5行" in str(second[0])
    page = openpyxl.load_workbook(back).worksheets[0]
    assert page.cell(2, head.index("参加代表") + 1).fill.start_color.rgb == "FFF8D0C8"
    fill(back, [{"日期": "2026-03-20", "参加代表": "张伟"}], first=2)
    assert "1 written" in typed(f"import {back}", code=1).out


def test_the_example_is_never_imported(typed: Typed, forms: None) -> None:
    for name in ("进选区活动", "开箱", "来信", "代表建议", "活动", "代表"):
        assert "0 rows" in typed(f"import forms/{name}.xlsx").out


def test_suggestions_activities_and_the_roster(typed: Typed, forms: None) -> None:
    suggestion = {
        "提出": "2026-04-01",
        "类型": "建议",
        "题目": "关于停车难的建议",
        "领衔代表": "张伟",
        "附议代表": "王芳",
        "正文·具体意见": "错时共享",
    }
    fill("forms/代表建议.xlsx", [suggestion])
    fill(
        "forms/活动.xlsx", [{"日期": "2026-04-01", "活动类别": "通报", "组织者": "莲花街道代表组"}]
    )
    seat = {
        "任职·届": "17",
        "任职·选区": "第三选区",
        "任职·代表组": "莲花街道代表组",
        "任职·起": "2026-01-05",
    }
    fill("forms/代表.xlsx", [{"姓名": "李娜", **seat}])
    for name in ("代表建议", "活动", "代表"):
        assert "1 written" in typed(f"import forms/{name}.xlsx").out
        assert "1 there already" in typed(f"import forms/{name}.xlsx").out
    assert "- {date: 2026-04-01, event: submitted}" in records("suggestions")[0]
    assert "cosigners: [wang-fang]" in records("suggestions")[0]
    assert "kind: circular" in records("activities")[0]
    assert "name: 李娜" in "".join(records("deputies"))


def test_a_deputys_term_and_group_follow_from_the_first_day_and_the_constituency(
    typed: Typed, forms: None
) -> None:
    fill("forms/代表.xlsx", [{"姓名": "李娜", "任职·选区": "第三选区", "任职·起": "2026-03-05"}])
    assert "1 written" in typed("import forms/代表.xlsx").out
    assert '{term: "17", constituency: c03, group: lianhua, from: 2026-03-05}' in "".join(
        records("deputies")
    )


def test_a_leader_who_was_only_named_gets_the_seat_of_the_row(typed: Typed, forms: None) -> None:
    typed("set leader 莲花 李娜")
    fill("forms/代表.xlsx", [{"姓名": "李娜", "任职·选区": "第三选区", "任职·起": "2026-03-05"}])
    assert "1 changed" in typed("import forms/代表.xlsx --dry-run").out
    assert "1 changed" in typed("import forms/代表.xlsx").out
    assert "1 there already" in typed("import forms/代表.xlsx").out
    assert [text for text in records("deputies") if "李娜" in text] == [
        'name: 李娜\nseats:\n  - {term: "17", constituency: c03, group: lianhua, from: 2026-03-05}\n'
    ]


def test_a_broken_lamp_is_not_the_example_for_the_discipline_commission(forms: None) -> None:
    for name in ("进选区活动", "来信"):
        example = cells(f"forms/{name}.xlsx")[1]
        assert "区住房和城乡建设局" in example
        assert "区纪委监委" not in example


def test_a_seat_that_ended_is_written_into_the_roster_that_is_there(
    typed: Typed, district: Path
) -> None:
    typed("export deputy --out roster.xlsx", lang="zh-CN")
    row = next(
        number for number, cells_of in enumerate(cells("roster.xlsx"), 1) if "张伟" in cells_of
    )
    fill("roster.xlsx", [{"任职·止": "2026-05-31", "任职·终止原因": "辞职"}], first=row)
    assert "1 changed, 1 there already" in typed("import roster.xlsx").out
    assert "to: 2026-05-31, end: resigned}" in Path("records/deputies/zhang-wei.yaml").read_text(
        encoding="utf-8"
    )
    assert "2 there already" in typed("import roster.xlsx").out


def test_what_was_added_since_an_export_stays_and_what_was_changed_is_told(
    typed: Typed, forms: None
) -> None:
    fill("forms/进选区活动.xlsx", [{**VISIT, "地点": "莲花社区"}])
    typed("import forms/进选区活动.xlsx")
    typed("export visit --out visits.json")
    (path,) = Path("records/visits").rglob("*.yaml")
    added = f"{path.read_text(encoding='utf-8')}note: 后补\n"
    path.write_text(added, encoding="utf-8")
    assert "1 there already" in typed("import visits.json").out
    changed = added.replace("莲花社区", "桃园社区")
    path.write_text(changed, encoding="utf-8")
    told = typed("import visits.json", code=1).err
    assert re.search("column place: place: V.* has '桃园社区' and this row '莲花社区'", told)
    assert path.read_text(encoding="utf-8") == changed


def test_cells_that_begin_like_formulas_stay_text(typed: Typed, forms: None) -> None:
    fill("forms/进选区活动.xlsx", [{**VISIT, "地点": "@莲花", "备注": "+5人"}])
    typed("import forms/进选区活动.xlsx")
    typed("export visit --out visits.xlsx", lang="zh-CN")
    page = openpyxl.load_workbook("visits.xlsx").worksheets[0]
    assert {cell.data_type for cell in page[2] if cell.value in ("@莲花", "+5人")} == {"s"}
    assert "\"'@莲花" in typed("export visit").out or ",'@莲花" in typed("export visit").out


def test_a_column_of_ones_own_is_passed_over_and_named(typed: Typed, district: Path) -> None:
    Path("a.csv").write_text(
        "序号,日期,参加代表,选区\n1,2026-03-14,张伟,第三选区\n", encoding="utf-8"
    )
    ended = typed("import a.csv")
    assert "1 written" in ended.out
    assert "序号" in ended.err


def test_a_table_that_tells_nothing_is_told(typed: Typed, district: Path) -> None:
    Path("a.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    assert "--kind" in typed("import a.csv", code=2).err


def test_the_extra_that_is_missing_is_named(
    typed: Typed, district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert "the extra 'excel'" in typed("forms visit", code=2).err


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_envelope_of_the_documentation_is_one(
    typed: Typed, district: Path, language: str
) -> None:
    page = (Path(__file__).parents[2] / "docs" / language / "json.md").read_text(encoding="utf-8")
    Path("a.json").write_text(page.split("```json\n")[1].split("```")[0], encoding="utf-8")
    assert "1 row: 1 written" in typed("import a.json").out
    assert Path("records/visits/2026/V20260314-k7f3x.yaml").exists()


LONG = "清河街道第一选区至第二十八选区人大代表联合活动小组及基层工作站"
"""Of the 31 characters that a sheet's name may have."""


def test_groups_whose_names_begin_alike_have_a_sheet_each(typed: Typed, district: Path) -> None:
    for number, name in enumerate((f"{LONG}（东）", f"{LONG}（西）", "莲花/东", "莲花:东"), 5):
        typed(
            f"add-group g{number} {name} --constituency c{number}=第{number}选区 --mailbox m{number}=c{number} --officer o{number}=王{number}"
        )
    typed("forms --all --out forms", lang="zh-CN")
    assert len(list(Path("forms").iterdir())) == 6
    book = openpyxl.load_workbook("forms/开箱.xlsx")
    assert {LONG, f"{LONG[:29]} 2", "莲花 东", "莲花 东 2"} < set(book.sheetnames)
    fill("forms/开箱.xlsx", [{"开启日期": "2026-03-20", "m6 第6选区": 2}], sheet=f"{LONG[:29]} 2")
    assert "1 row: 1 written" in typed("import forms/开箱.xlsx").out
    assert "mailboxes: {m6: 2}" in records("openings")[0]


def test_all_forms_are_written_or_none(typed: Typed, district: Path) -> None:
    group = Path("records/groups/lianhua.yaml")
    group.write_text(group.read_text(encoding="utf-8").partition("mailboxes:")[0], encoding="utf-8")
    assert "no group has a mailbox in use" in typed("forms --all --out forms", code=2).err
    assert not Path("forms").exists()
    Path("forms/suggestion.xlsx").mkdir(parents=True)
    typed("forms visit suggestion --out forms", code=3)
    assert [path.name for path in Path("forms").iterdir()] == ["suggestion.xlsx"]
