"""A mapping file is proposed for a table as an office keeps it, and can be used as it is."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from deputylog.finding import DeputylogError
from deputylog.kinds.registry import LETTER, SUGGESTION
from deputylog.names.register import Register
from deputylog.repository.folder import read_records
from deputylog.tables.importing import Import
from deputylog.tables.mapping import load_mapping
from deputylog.tables.mapping_file import ImportMap
from deputylog.tables.proposal import Proposal, propose
from deputylog.tables.rows import read_tables
from deputylog.tables.table import TableRows
from deputylog.tables.value_words import month_in
from deputylog.words import LANGUAGES, words
from tests.conftest import REGISTER, TODAY, write

LETTERS = """\
序号,收信日期,社区,来信方式,类别,反映问题,承办单位,转办日期,办理情况,办结日期,图片,备注
1,2026-01-05,第三选区,电话,投诉,小区门口路灯不亮,住建局,2026-01-06,已办结,2026-01-15,,
2,2026-01-08,第三选区,来信,咨询,如何申请公租房,城管局,2026-01-08,已办结,2026-01-09,,无
3,2026-02-01,第三选区,12345热线,投诉举报,垃圾清运不及时,城管局,2026-02-02,办理中,,,重复来电
4,2026-02-11,第三选区,微信,建议,增设公交站,住建局、城管局,2026-02-12,列入计划,2026-03-01,,
"""
SUGGESTIONS = """\
議員姓名,建議項目及內容,建議地點,建議金額,核定情形·核定金額,核定情形·主辦機關
"张伟
孙丽",路燈新設,荷花里,94,94,工務局
张伟,涼亭整修,荷花里,1250,尚未核定,無
孙丽,涼亭整修,蓮塘里,365,0,"本府預算，由公所施作"
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "district", REGISTER)


def proposed(root: Path, table: str, *titles: str, kind: str = "") -> Proposal:
    (rows,) = read_tables("表.csv", table.encode())
    named = TableRows(rows.columns, rows.rows, titles=titles)
    return propose([named], [], Register(root), TODAY, kind)


def mapping_of(proposal: Proposal, language: str = "zh-CN") -> ImportMap:
    return load_mapping("map.yaml", proposal.text(words(language)).encode()).file


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", [LETTERS, SUGGESTIONS])
def test_a_proposal_can_be_imported_as_it_is(root: Path, table: str, language: str) -> None:
    proposal = proposed(root, table, "至115年6月止")
    mapping = load_mapping("map.yaml", proposal.text(words(language)).encode())
    importing = Import(root, "表.csv", table.encode(), words("zh-CN"), TODAY)
    report = importing.by_mapping(mapping, create=True, progress=lambda _done, _all: None)
    assert (report.reported, report.written) == ([], len(read_tables("", table.encode())[0].rows))


def test_columns_become_fields_by_their_headings_and_values(root: Path) -> None:
    assert proposed(root, LETTERS).fields == {
        "received": "收信日期",
        "constituency": "社区",
        "channel": "来信方式",
        "kind": "类别",
        "title": "反映问题",
        "forwarded.to": "承办单位",
        "forwarded.date": "转办日期",
        "answered.result": "办理情况",
        "answered.date": "办结日期",
    }


def test_a_column_whose_values_do_not_fit_is_kept(root: Path) -> None:
    table = "编号,收信日期,社区,标题\n1,张三,第三选区,路灯\n2,李四,第三选区,水管\n"
    proposal = proposed(root, table, "2026年3月")
    assert "received" not in proposal.fields
    assert mapping_of(proposal).keep == ("收信日期",)
    assert mapping_of(proposal).fields["received"].constant == "2026-03"


def test_each_word_of_a_choice_is_listed_with_what_it_becomes(root: Path) -> None:
    mapping = mapping_of(proposed(root, LETTERS))
    assert mapping.fields["kind"].values == {
        "投诉": "request",
        "咨询": "inquiry",
        "投诉举报": "request",
        "建议": "opinion",
    }
    assert mapping.events[1].result.values == {  # type: ignore[attr-defined]
        "已办结": "solved",
        "办理中": "-",
        "列入计划": "planned",
    }


def test_what_is_under_way_is_not_recorded_as_answered(root: Path) -> None:
    proposal = proposed(root, LETTERS.replace(",办结日期", ",x"))
    mapping = load_mapping("map.yaml", proposal.text(words("zh-CN")).encode())
    importing = Import(
        root, "表.csv", LETTERS.replace(",办结日期", ",x").encode(), words("en"), TODAY
    )
    importing.by_mapping(mapping, create=True, progress=lambda _done, _all: None)
    answered = {
        str(letter.title): [type(event).__name__ for event in letter.events]  # type: ignore[union-attr]
        for _, letter in read_records(root, LETTER)
    }
    assert answered["垃圾清运不及时"] == ["Forwarded"]
    assert answered["小区门口路灯不亮"] == ["Forwarded", "Answered"]


def test_what_a_field_does_not_hold_is_kept_and_the_rest_is_named(root: Path) -> None:
    proposal = proposed(root, LETTERS)
    assert mapping_of(proposal).keep == ("来信方式", "类别", "承办单位", "办理情况", "备注")
    assert "# 空白的栏目：图片" in proposal.text(words("zh-CN"))


def test_joint_proposers_lead_and_cosign(root: Path) -> None:
    proposal = proposed(root, SUGGESTIONS, "至115年6月止")
    mapping = load_mapping("map.yaml", proposal.text(words("zh-CN")).encode())
    importing = Import(root, "表.csv", SUGGESTIONS.encode(), words("en"), TODAY)
    importing.by_mapping(mapping, create=True, progress=lambda _done, _all: None)
    found = {
        suggestion.title: (suggestion.lead, suggestion.cosigners, str(suggestion.day))  # type: ignore[union-attr]
        for _, suggestion in read_records(root, SUGGESTION)
    }
    assert found["路燈新設"] == ("zhang-wei", ("sun-li",), "2026-06")


@pytest.mark.parametrize(
    ("cells", "lead", "others"),
    [
        (["张伟、孙丽", "张伟"], "张伟", ["孙丽"]),
        (["张伟 孙丽 王芳", "张伟"], "张伟", ["孙丽", "王芳"]),
        (["张伟\n孙丽\n王芳"], "张伟", ["孙丽", "王芳"]),
        (["张伟、孙丽等5人"], "张伟", ["孙丽"]),
        (["张伟议员、孙丽议员", "王芳议员"], "张伟", ["孙丽"]),
        (["張偉、孫麗議員"], "張偉", ["孫麗"]),
        (["张伟（民进）\n孙丽(民盟)"], "张伟", ["孙丽"]),
        (["张伟等5人", "张伟、孙丽"], "张伟", []),
        (["张 伟、孙 丽"], "张 伟", ["孙 丽"]),
        (["张　伟\n孙　丽"], "张　伟", ["孙　丽"]),
        (["张伟 孙丽", "王 芳"], "张伟", ["孙丽"]),
        (["王 芳", "张伟 孙丽"], "王 芳", []),
        (["张伟/孙丽"], "张伟", ["孙丽"]),
    ],
)
def test_people_in_one_cell_are_told_apart(
    root: Path, cells: list[str], lead: str, others: list[str]
) -> None:
    rows = "\n".join(f'"{cell}",{number}路灯' for number, cell in enumerate(cells))
    proposal = proposed(root, f"领衔代表,题目\n{rows}\n", "2026年3月")
    (table,) = read_tables("", f"领衔代表,题目\n{rows}\n".encode())
    fields = mapping_of(proposal).fields
    assert fields["lead"].value(table.rows[0], ()) == lead
    named = fields["cosigners"].value(table.rows[0], ()) or ""
    assert fields["cosigners"].entries(named) == others


def test_one_name_a_cell_needs_no_pattern(root: Path) -> None:
    fields = mapping_of(proposed(root, "领衔代表,题目\n张 伟,路灯\n", "2026年3月")).fields
    assert (fields["lead"].take, "cosigners" in fields) == (None, False)


def test_an_amount_is_kept_with_the_unit_of_the_table(root: Path) -> None:
    mapping = mapping_of(proposed(root, SUGGESTIONS, "單位：千元"))
    assert mapping.keep_as == {
        "建議金額": "建議金額（千元）",
        "核定情形·核定金額": "核定金額（千元）",
    }


@pytest.mark.parametrize(
    ("table", "ref"),
    [
        ("编号,标题,收信日期\nA1,路灯,2026-01-02\nA2,路灯,2026-01-02\n", ("编号",)),
        ("序号,标题,收信日期\n1,路灯,2026-01-02\n2,路灯,2026-01-02\n", ("序号", "收信日期")),
        ("编号,标题,收信日期\n1,路灯,2026-01-02\n2,路灯,2026-01-02\n", ("编号", "收信日期")),
        ("序号,标题,收信日期\n1,路灯,1月2日\n2,路灯,1月2日\n", ("序号", "收信日期", "标题")),
        ("标题,收信日期\n路灯,2026-01-02\n水管,2026-01-02\n", ("标题", "收信日期")),
        ("类别,标题,收信日期\n举报,甲,2026-01-02\n举报,乙,2026-01-03\n", ("收信日期",)),
        ("标题,收信日期,甲\n路灯,2026-01-02,x\n路灯,2026-01-03,x\n", ("标题", "收信日期")),
        ("编号,标题,收信日期\nA1,路灯,2026-01-02\nA1,水管,2026-01-02\n", ("标题", "收信日期")),
    ],
)
def test_the_fewest_columns_that_tell_rows_apart_identify_them(
    root: Path, table: str, ref: tuple[str, ...]
) -> None:
    assert mapping_of(proposed(root, table, kind="letter")).ref == ref


def test_rows_that_nothing_tells_apart_are_counted(root: Path) -> None:
    table = "标题,来信人,收信日期\n路灯,张三,2026-01-02\n路灯,李四,2026-01-02\n"
    text = proposed(root, table, kind="letter").text(words("en"))
    assert "rows that share it with another one: 1" in text


@pytest.mark.parametrize(
    ("titles", "month"),
    [
        (["高雄市政府102年度明細表", "至 102 年 6 月止"], "2013-06"),
        (["新竹市98年度", "填表日期：99年7月10日"], "2009-12"),
        (["2026年1-9月来信登记台账"], "2026-09"),
        (["2026年上半年走访登记表"], "2026-06"),
        (["民国27年3月"], "1938-03"),
        (["二季度", "2025年"], "2025-12"),
        (["102上半年"], "2013-06"),
        (["2025第三季度"], "2025-09"),
        (["2026年度"], "2026-12"),
        (["2030年度"], "2026-12"),
    ],
)
def test_the_month_that_a_table_covers_is_read_from_its_titles(
    titles: list[str], month: str
) -> None:
    found = month_in(titles, date(2026, 12, 31))
    assert found
    assert found[0] == month


def test_titles_without_a_year_tell_no_month() -> None:
    assert month_in(["来信登记台账", "单位：莲花街道"], TODAY) is None


def test_what_is_missing_is_left_to_be_filled_in(root: Path) -> None:
    text = proposed(root, "标题\n路灯\n", kind="letter").text(words("zh-CN"))
    assert "\n  # received: {constant: " in text


def test_a_table_of_something_else_asks_for_the_kind(root: Path) -> None:
    with pytest.raises(DeputylogError, match="--kind"):
        proposed(root, "物品,数量\n桌子,3\n")


def test_a_letter_without_a_name_is_anonymous(root: Path) -> None:
    text = proposed(
        root, "标题,收信日期,来信人\n路灯,2026-01-02,匿名\n水管,2026-01-02,王某\n"
    ).text(words("zh-CN"))
    assert '  writer: {column: "来信人", take: 匿名, values: {匿名: anonymous}}\n' in text
    assert '  private.name: {column: "来信人", values: {"匿名": "-"}}\n' in text


def test_a_suggestion_is_dated_by_any_of_its_steps(root: Path) -> None:
    table = "题目,领衔代表,主办单位,交办日期\n路灯,张伟,住建局,2026-03-02\n"
    assert "date" not in mapping_of(proposed(root, table)).fields


def test_a_visit_is_recognised_by_its_day_and_deputies(root: Path) -> None:
    table = "走访日期,代表姓名,反映问题\n2026-03-02,张伟,路灯\n2026-03-09,孙丽,水管\n"
    mapping = mapping_of(proposed(root, table))
    assert mapping.ref == ("代表姓名", "走访日期")
    assert mapping.fields["matters.kind"].constant == "other"


def test_a_phone_number_is_not_kept_in_git(root: Path) -> None:
    table = "姓名,代表组,选区,联系电话\n张伟,莲花街道代表组,第三选区,13800000001\n"
    proposal = proposed(root, table)
    assert mapping_of(proposal).keep == ()
    assert "# 涉及个人信息，没有列入：联系电话" in proposal.text(words("zh-CN"))


def test_values_that_can_be_nothing_else_are_recognised_under_any_heading(root: Path) -> None:
    table = (
        "ID,CREATE_TIME,COMMUNITY_NAME,PROPERTY,UNIT\n"
        "A1,2026-01-02,第三选区,投诉,区水务局\nA2,2026-01-03,第三选区,咨询,市公安局\n"
    )
    fields = proposed(root, table).fields
    assert (fields["kind"], fields["forwarded.to"]) == ("PROPERTY", "UNIT")


def test_a_deputy_without_a_group_is_to_be_given_one(root: Path) -> None:
    text = proposed(root, "姓名,性别\n王五,男\n", kind="deputy").text(words("zh-CN"))
    assert "\n  # group: {constant: " in text


@pytest.mark.parametrize(
    ("content", "field"), [("路灯不亮" * 15, "title"), ("路灯不亮。" * 13, "summary")]
)
def test_what_a_letter_says_is_its_title_unless_it_is_long(
    root: Path, content: str, field: str
) -> None:
    table = f"编号,收信日期,内容\nA1,2026-01-02,{content}\n"
    assert proposed(root, table, kind="letter").fields[field] == "内容"


def test_of_several_sheets_the_one_that_is_understood_counts(root: Path) -> None:
    (letters,) = read_tables("", LETTERS.encode())
    (numbers,) = read_tables("", "街道,件数\n莲花,12\n桃园,3\n北湖,7\n大学,1\n城东,2\n".encode())
    assert propose([numbers, letters], [], Register(root), TODAY).fields["title"] == "反映问题"


def test_sheets_of_several_months_without_days_have_each_its_own(root: Path) -> None:
    (rows,) = read_tables("", "题目,领衔代表\n路灯,张伟\n".encode())
    months = [
        TableRows(rows.columns, rows.rows, sheet, titles=(f"2026年{month}月",))
        for sheet, month in (("甲", 3), ("乙", 4))
    ]
    day = mapping_of(propose(months, [], Register(root), TODAY)).fields["date"]
    assert (day.column, day.values) == ("工作表", {"甲": "2026-03", "乙": "2026-04"})


def test_a_letter_without_a_kind_is_another_one(root: Path) -> None:
    table = "编号,收信日期,类别\n" + "A1,2026-01-02,投诉\n" * 3 + "A2,2026-01-03,-\n"
    assert mapping_of(proposed(root, table)).fields["kind"].values["-"] == "other"


@pytest.mark.parametrize(("filled", "column"), [(20, "地区"), (18, None)])
def test_a_constituency_must_stand_in_nearly_every_row(
    root: Path, filled: int, column: str | None
) -> None:
    places = ["第三选区"] * filled + [""] * (20 - filled)
    rows = "".join(f"A{number},2026-01-02,路灯,{place}\n" for number, place in enumerate(places))
    fields = proposed(root, f"编号,收信日期,标题,地区\n{rows}", kind="letter").fields
    assert fields.get("constituency") == column


def test_a_step_that_cannot_be_told_is_not_said_to_be_recognised(root: Path) -> None:
    table = "案由,领衔代表,办理结果,答复日期\n路灯,张伟,详见附件,2026-03-20\n"
    proposal = proposed(root, table, "2026年1月")
    assert "answered.date" not in proposal.fields
    assert mapping_of(proposal).fields["date"].constant == "2026-01"
    assert mapping_of(proposal).keep == ("办理结果", "答复日期")


@pytest.mark.parametrize("day", ["103.02.05", "1030205", "103/2/5"])
def test_years_of_three_digits_are_those_of_minguo(root: Path, day: str) -> None:
    proposal = proposed(root, f"建議日期,題目,議員姓名\n{day},路燈新設,张伟\n")
    assert proposal.fields["submitted.date"] == "建議日期"
    assert mapping_of(proposal).calendar == "minguo"


def test_what_is_in_few_rows_is_not_recognised_by_its_values(root: Path) -> None:
    table = "题目,领衔代表,备注\n路灯,张伟,涉及规划\n水管,孙丽,\n"
    assert "answered.result" not in proposed(root, table, "2026年3月").fields


def test_results_of_suggestions_are_classed_by_letters(root: Path) -> None:
    table = "题目,领衔代表,办理结果\n甲,张伟,A\n乙,张伟,B类\n丙,孙丽,C\n"
    (answered,) = mapping_of(proposed(root, table, "2026年3月")).events[1:]
    assert answered.result.values == {  # type: ignore[attr-defined]
        "A": "solved",
        "B类": "planned",
        "C": "not_now",
    }


@pytest.mark.parametrize("cell", ["张伟等3人", "张伟等三位代表", "张伟等"])
@pytest.mark.parametrize("others", ["", "附议代表"])
def test_a_deputy_and_others_are_no_name(root: Path, cell: str, others: str) -> None:
    table = f"题目,领衔代表,{others or '甲'}\n路灯,{cell},孙丽\n水管,孙丽,张伟\n"
    mapping = mapping_of(proposed(root, table, "2026年3月"))
    taken = mapping.fields["lead"].take
    assert taken
    found = [re.search(taken, one) for one in (cell, "孙丽")]
    assert [one[0] for one in found if one] == ["张伟", "孙丽"]
    assert "领衔代表" in mapping.keep


def test_a_name_in_a_roster_has_no_remark(root: Path) -> None:
    table = "姓名,代表组,选区\n周涛（女）,莲花街道代表组,第三选区\n"
    mapping = mapping_of(proposed(root, table, kind="deputy"))
    taken = mapping.fields["name"].take
    assert taken
    assert re.findall(taken, "周涛（女，回族）") == ["周涛"]
    assert "姓名" in mapping.keep


def test_openings_of_mailboxes_are_no_visits(root: Path) -> None:
    table = "开启时间,信箱名称,信件数,开启人\n2026-03-06,第三选区信箱,2,张伟\n"
    with pytest.raises(DeputylogError, match="forms opening"):
        proposed(root, table)
    visits = "走访时间,走访代表,信箱名称\n2026-03-06,张伟,第三选区信箱\n"
    assert proposed(root, visits).found.kind.name == "visit"


def test_a_number_that_every_session_has_identifies_nothing_alone(root: Path) -> None:
    table = "建议编号,案由,领衔代表\n第1号,路灯,张伟\n第2号,水管,孙丽\n"
    mapping = mapping_of(proposed(root, table, "2026年1月"))
    assert mapping.ref == ("案由", "领衔代表")
    assert "建议编号" in mapping.keep


@pytest.mark.parametrize(
    ("cell", "others"),
    [
        ("王芳等4人", ["王芳"]),
        ("王芳、李娜等", ["王芳", "李娜"]),
        ("王芳代表、李娜（女）", ["王芳", "李娜"]),
    ],
)
def test_cosigners_have_no_title_and_no_others(root: Path, cell: str, others: list[str]) -> None:
    table = f"题目,领衔代表,附议代表\n路灯,张伟,{cell}\n"
    mapping = mapping_of(proposed(root, table, "2026年3月"))
    assert mapping.fields["cosigners"].entries(cell) == others
    assert mapping.keep == ("附议代表",)


@pytest.mark.parametrize("head", ["收信日", "来信日", "来信登记日"])
def test_a_day_may_be_called_one(root: Path, head: str) -> None:
    table = f"编号,{head},社区,标题\n1,2026-03-02,第三选区,路灯\n"
    assert proposed(root, table).fields["received"] == head
