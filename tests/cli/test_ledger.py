"""A ledger is written, filled elsewhere and imported: stories of an officer, of colleagues who log too, and of what people do to sheets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import Ran, Typed
from tests.conftest import Files
from tests.filling import HEAD_ROW, Workbook
from tests.programs import LibreOffice

LAMP = "L20260302-00000"
TREE = "L20260303-00000"
SCHOOL = "V20260305-00000#p4f9"
ACCUSATION = "L20260306-00000"
PARKING = "S20260310-00000"
RECORDS = {
    f"records/letters/2026/{LAMP}.yaml": "received: 2026-03-02\nmailbox: m03\nkind: request\ndeputy: zhang-wei\ntitle: 路灯不亮\n# 居民等着\n",
    f"records/letters/2026/{TREE}.yaml": "received: 2026-03-03\nconstituency: c03\nkind: inquiry\ntitle: =HYPERLINK(\"http://x\")\n",
    "records/visits/2026/V20260305-00000.yaml": "date: 2026-03-05\ndeputies: [zhang-wei]\nconstituency: c03\nmatters:\n"
    "  - id: p4f9\n    kind: request\n    title: 学校门口拥堵，联系电话13812345678\n",
    f"records/letters/2026/{ACCUSATION}.yaml": "received: 2026-03-06\nmailbox: m03\nkind: accusation\n",
    f"records/suggestions/2026/{PARKING}.yaml": "kind: suggestion\ntitle: 停车难\nlead: zhang-wei\nevents:\n"
    "  - {date: 2026-03-10, event: submitted}\n",
}  # fmt: skip
WRITTEN, BACK = "2026-03-16", "2026-03-23"


class Office:
    """A district, its ledger, and the commands an officer types."""

    def __init__(self, root: Path, typed: Typed) -> None:
        self.root, self._typed = root, typed
        self.path = root.parent / "台账.xlsx"

    def ledger(self, on: str = WRITTEN, **options: str) -> Workbook:
        more = [word for name, value in options.items() for word in (f"--{name}", value)]
        self._typed(f"ledger --out {self.path}", *more, on=on, lang="zh-CN", repo=self.root)
        return Workbook(self.path)

    def take(self, path: Path | None = None, *, on: str = BACK, code: int = 0) -> Ran:
        return self._typed(
            f"import {path or self.path}", on=on, code=code, lang="zh-CN", repo=self.root
        )

    def log(self, line: str, on: str = BACK) -> Ran:
        return self._typed(f"log {line}", on=on, repo=self.root)

    def text(self, record_id: str) -> str:
        return next(self.root.glob(f"records/*/*/{record_id.partition('#')[0]}.yaml")).read_text(
            encoding="utf-8"
        )

    def all_texts(self) -> dict[str, str]:
        return {
            str(path): path.read_text(encoding="utf-8")
            for path in self.root.glob("records/**/*.yaml")
        }

    @property
    def returned(self) -> Workbook:
        return Workbook(self.root / "private/out/台账-待改.xlsx")


@pytest.fixture
def office(repository: Callable[..., Path], typed: Typed) -> Office:
    return Office(repository(RECORDS), typed)


def test_a_row_with_personal_data_is_put_aside_and_the_others_are_logged(office: Office) -> None:
    filled = office.ledger()
    filled.fill(LAMP, 送交日期=date(2026, 3, 4), 备注="请回电13912345678")
    filled.fill(PARKING, 交办日期="2026年3月12日", 主办单位="区住房和城乡建设局")
    filled.save()
    told = office.take(code=1)
    assert "“备注”：记录中有个人信息（手机号码）" in told.err
    assert "1件记录中登记1个步骤" in told.out
    assert "delivered" not in office.text(LAMP)
    assert office.returned.ids()[0] == LAMP
    assert "13912345678" not in told.out + told.err + "".join(office.all_texts().values())


def test_what_presses_most_stands_first_and_what_is_owed_is_said(office: Office) -> None:
    filled = office.ledger()
    assert filled.ids() == [LAMP, SCHOOL, ACCUSATION, TREE]
    assert filled.cell(LAMP, "下一步").value == "送交代表"
    assert filled.cell(LAMP, "时限情况").value == "已逾期11天"
    assert filled.cell(PARKING, "下一步").value == "交办"


def test_filled_cells_become_events(office: Office) -> None:
    filled = office.ledger()
    filled.fill(
        LAMP,
        送交日期=date(2026, 3, 4),
        答复日期="3-10",
        答复方式="电话",
        转交单位="住建局",
        转交日期=date(2026, 3, 9),
        备注="已说明",
    )
    filled.fill(
        PARKING,
        交办日期="2026年3月12日",
        主办单位="区住房和城乡建设局",
        协办单位="城管局",
        建议编号="2026-031",
    )
    filled.save()
    assert "2件记录中登记4个步骤" in office.take().out
    assert office.text(LAMP) == (
        RECORDS[f"records/letters/2026/{LAMP}.yaml"].replace("# 居民等着\n", "")
        + "events:\n  - {date: 2026-03-04, event: delivered, to: zhang-wei}\n  - {date: 2026-03-09, event: forwarded, to: housing}\n"
        '  - {date: 2026-03-10, event: replied, how: phone, note: "已说明"}\n# 居民等着\n'
    )
    assert (
        '{date: 2026-03-12, event: assigned, number: "2026-031", lead: housing, assisting: [urban]}'
        in office.text(PARKING)
    )


def test_a_matter_of_a_visit_gets_its_own_events(office: Office) -> None:
    filled = office.ledger()
    filled.fill(SCHOOL, 转交单位="区城市管理局", 转交日期=date(2026, 3, 9))
    filled.save()
    office.take()
    assert "    events:\n      - {date: 2026-03-09, event: forwarded, to: urban}\n" in office.text(
        SCHOOL
    )


def test_importing_twice_adds_nothing(office: Office) -> None:
    filled = office.ledger()
    filled.fill(LAMP, 答复日期="3-10", 督办日期="3-12", 备注="问过")
    filled.save()
    office.take()
    once = office.all_texts()
    assert "登记0个步骤；2个步骤原已登记" in office.take(on="2026-04-20").out
    assert office.all_texts() == once


def test_cells_filled_later_in_the_same_sheet_are_added(office: Office) -> None:
    filled = office.ledger()
    filled.fill(TREE, 答复日期="3-10", 备注="电话里说了")
    filled.save()
    office.take()
    filled.fill(TREE, 反馈日期="3-20", 满意度="满意")
    filled.save()
    assert "登记1个步骤；1个步骤原已登记" in office.take().out
    assert office.text(TREE).count("电话里说了") == 1


def test_a_weeks_old_sheet_adds_nothing_where_a_colleague_logged_the_same(office: Office) -> None:
    filled = office.ledger()
    filled.fill(LAMP, 答复日期="3-17", 答复方式="电话")
    filled.save()
    office.log("路灯 replied phone --date 2026-03-17")
    assert "1个步骤原已登记" in office.take().out
    assert office.text(LAMP).count("replied") == 1


def test_a_weeks_old_sheet_does_not_double_a_reply_of_another_day(office: Office) -> None:
    filled = office.ledger()
    filled.fill(LAMP, 答复日期="3-17")
    filled.save()
    office.log("路灯 replied --date 2026-03-18")
    ran = office.take(code=1)
    assert "第4行" in ran.err
    assert "已有人登记了“答复反映人”，日期是2026-03-18" in ran.err
    assert office.text(LAMP).count("replied") == 1
    assert office.take(office.returned.path, code=1).code == 1, "the copy does not double it either"


def test_a_second_reply_is_taken_where_the_sheet_showed_the_first(office: Office) -> None:
    office.log("路灯 replied --date 2026-03-10")
    filled = office.ledger()
    filled.fill(LAMP, 答复日期="3-17")
    filled.save()
    office.take()
    assert office.text(LAMP).count("replied") == 2


def test_what_somebody_closed_meanwhile_is_reported(office: Office) -> None:
    filled = office.ledger()
    filled.fill(LAMP, 督办日期="3-17")
    filled.save()
    office.log("路灯 closed withdrawn --date 2026-03-18")
    assert "已于2026-03-18办结" in office.take(code=1).err
    assert "followed_up" not in office.text(LAMP)


def test_today_is_the_day_on_which_the_sheet_was_saved(office: Office) -> None:
    filled = office.ledger()
    filled.fill(LAMP, 督办日期="昨天")
    filled.save(at="2026-03-18T17:00:00Z")
    office.take(on="2026-03-23")
    assert "{date: 2026-03-18, event: followed_up}" in office.text(LAMP), (
        "at 17 o'clock UTC it is the 19th here"
    )
    office.take(on="2026-04-01")
    assert office.text(LAMP).count("followed_up") == 1


def test_today_in_a_sheet_saved_again_doubles_nothing(office: Office) -> None:
    filled = office.ledger()
    filled.fill(LAMP, 督办日期="今天")
    filled.save(at="2026-03-18T04:00:00Z")
    office.take(on="2026-03-18")
    filled.save(at="2026-03-20T04:00:00Z")
    assert "已有人登记了“跟踪督办”" in office.take(on="2026-03-20", code=1).err
    assert office.text(LAMP).count("followed_up") == 1


def test_the_same_day_with_other_details_is_reported(office: Office) -> None:
    filled = office.ledger()
    filled.fill(LAMP, 答复日期="3-17", 答复方式="电话")
    filled.save()
    office.log("路灯 replied in_person --date 2026-03-17")
    assert "2026-03-17的“答复反映人”已有登记，但内容与本表不一致" in office.take(code=1).err


def test_two_colleagues_follow_up_on_two_days(office: Office) -> None:
    filled = office.ledger()
    filled.fill(LAMP, 督办日期="3-17")
    filled.save()
    office.log("路灯 followed_up --date 2026-03-18")
    office.take()
    assert office.text(LAMP).count("followed_up") == 2


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"答复日期": "三月底"}, "“三月底”不是日期"),
        ({"答复日期": "2026-02-30"}, "“2026-02-30”不是日期"),
        ({"答复日期": date(2026, 3, 1)}, "2026年3月1日早于"),
        ({"答复日期": date(2026, 3, 24)}, "2026年3月24日晚于今天"),
        ({"答复日期": 12345678}, "“12345678”不是日期"),
        ({"答复日期": "=TODAY()"}, "这一格是公式"),
        ({"答复方式": "电话"}, "“答复日期”：填了“答复方式”，这一格也要填"),
        ({"答复日期": "3-9", "答复方式": "烟火"}, "“烟火”不在选项之中：电话、书面"),
        ({"转交日期": "3-9", "转交单位": "天文局"}, "没有名为“天文局”的承办单位"),
        ({"转交日期": "3-9"}, "“转交单位”：填了“转交日期”，这一格也要填"),
        ({"备注": "记一笔"}, "“备注”要随一个步骤登记"),
    ],
)
def test_a_wrong_cell_comes_back_marked_and_the_row_is_not_taken(
    office: Office, cells: dict[str, object], reason: str
) -> None:
    filled = office.ledger()
    filled.fill(LAMP, 督办日期="3-12", **cells)
    if "备注" in cells:
        filled.fill(LAMP, 督办日期=None)
    filled.save()
    before = office.all_texts()
    assert reason in office.take(code=1).err
    assert office.all_texts() == before
    returned = office.returned
    assert returned.ids()[0] == LAMP
    assert reason.rpartition("：")[2] in returned.cell(LAMP, "未导入原因").value
    for head, value in cells.items():
        assert str(value) in str(returned.cell(LAMP, head).value)
        assert returned.cell(LAMP, head).data_type != "f"


def test_the_copy_is_mended_and_imported(office: Office) -> None:
    filled = office.ledger()
    filled.fill(LAMP, 答复日期="三月底", 督办日期="3-12")
    filled.fill(TREE, 答复日期="3-10")
    filled.save()
    assert "登记1个步骤；0个步骤原已登记，没有重复；1行2格没有导入" in office.take(code=1).out
    returned = office.returned
    assert returned.ids() == [LAMP, SCHOOL, ACCUSATION], "what was settled by the import is gone"
    assert returned.cell(LAMP, "答复日期").comment.text
    returned.fill(LAMP, 答复日期="3-11")
    assert "登记2个步骤" in office.take(returned.save()).out


def test_a_row_twice_comes_back_twice_when_both_are_wrong(office: Office) -> None:
    filled = office.ledger()
    filled.fill(LAMP, 督办日期="甲")
    row = filled.sheet(LAMP).max_row + 1
    filled.sheet(LAMP).cell(row, 1).value = LAMP
    filled.sheet(LAMP).cell(row, filled.column(LAMP, "督办日期")).value = "乙"
    filled.save()
    office.take(code=1)
    sheet = office.returned.book.worksheets[0]
    column = office.returned.column(LAMP, "督办日期")
    assert [sheet.cell(number, column).value for number in (HEAD_ROW + 1, HEAD_ROW + 2)] == [
        "甲",
        "乙",
    ]


def test_an_accusation_shows_its_number_and_goes_to_an_entitled_organ_alone(office: Office) -> None:
    filled = office.ledger()
    row = [cell.value for cell in filled.sheet(ACCUSATION)[filled.row(ACCUSATION)]]
    assert not any("第三选区" in str(value) or "莲花" in str(value) for value in row)
    free = {head for head in filled.heads() if not filled.cell(ACCUSATION, head).protection.locked}
    assert free == {"转交单位", "转交日期"}
    filled.fill(ACCUSATION, 转交单位="住建局", 转交日期="3-9")
    filled.save()
    assert "检举控告只能转送有权受理的机关" in office.take(code=1).err
    filled.fill(ACCUSATION, 转交单位="区纪委监委")
    filled.save()
    office.take()
    assert "{date: 2026-03-09, event: forwarded, to: discipline}" in office.text(ACCUSATION)


def test_an_accusation_takes_no_other_step(office: Office) -> None:
    filled = office.ledger()
    filled.fill(ACCUSATION, 答复日期="3-9")
    filled.save()
    assert "本行不登记这个步骤" in office.take(code=1).err


def test_titles_are_masked_and_never_formulas(office: Office) -> None:
    filled = office.ledger()
    assert filled.cell(SCHOOL, "标题").value == "学校门口拥堵，联系电话***"
    assert filled.cell(TREE, "标题").data_type == "s"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_a_remark_that_looks_like_a_formula_comes_back_as_text(office: Office, text: str) -> None:
    filled = office.ledger()
    filled.fill(LAMP, 督办日期="坏")
    cell = filled.cell(LAMP, "备注")
    cell.value = text
    cell.data_type = "s"
    filled.save()
    office.take(code=1)
    returned = office.returned.cell(LAMP, "备注")
    assert (returned.value, returned.data_type) == (text, "s")


def test_known_cells_are_locked_and_cells_to_fill_are_not(office: Office) -> None:
    filled = office.ledger()
    assert filled.sheet(LAMP).protection.sheet
    assert filled.cell(LAMP, "标题").protection.locked
    assert not filled.cell(LAMP, "转交日期").protection.locked


def test_which_department_answered_must_be_said_where_several_have_it(office: Office) -> None:
    office.log("路灯 forwarded housing --date 2026-03-05")
    office.log("路灯 forwarded urban --date 2026-03-06")
    filled = office.ledger()
    filled.fill(LAMP, 单位答复日期="3-12", 办理结果="已解决")
    filled.save()
    assert "此件转给了几家单位" in office.take(code=1).err
    filled.fill(LAMP, 答复单位="城管局")
    filled.save()
    office.take()
    assert "{date: 2026-03-12, event: answered, by: urban, result: solved}" in office.text(LAMP)


def test_a_row_may_forward_a_matter_and_answer_it_and_comes_twice(office: Office) -> None:
    filled = office.ledger()
    filled.fill(
        LAMP, 转交单位="区城市管理局", 转交日期="3-5", 单位答复日期="3-12", 办理结果="已解决"
    )
    filled.save()
    office.take()
    assert "{date: 2026-03-12, event: answered, by: urban, result: solved}" in office.text(LAMP)
    assert "2个步骤原已登记" in office.take().out


def test_an_answer_of_no_department_comes_back_with_the_cure(office: Office) -> None:
    before = office.text(LAMP)
    filled = office.ledger()
    filled.fill(LAMP, 单位答复日期="3-12", 办理结果="已解决")
    filled.save()
    assert "先登记转交" in office.take(code=1).err
    filled.fill(LAMP, 答复单位="城管局")
    filled.save()
    assert "先登记转交" in office.take(code=1).err
    assert office.text(LAMP) == before


def test_an_answer_from_before_the_second_forward_is_of_the_first_department(
    office: Office,
) -> None:
    office.log("路灯 forwarded housing --date 2026-03-05")
    office.log("路灯 forwarded urban --date 2026-03-15")
    filled = office.ledger()
    filled.fill(LAMP, 单位答复日期="3-12", 办理结果="已解决")
    filled.save()
    office.take()
    assert "{date: 2026-03-12, event: answered, by: housing, result: solved}" in office.text(LAMP)


def test_a_department_that_sends_it_back_declines(office: Office) -> None:
    office.log("路灯 forwarded housing --date 2026-03-05")
    filled = office.ledger()
    filled.fill(LAMP, 单位答复日期="3-12", 办理结果="退回")
    filled.save()
    office.take()
    assert "{date: 2026-03-12, event: declined, by: housing}" in office.text(LAMP)


def test_sorted_deleted_and_moved_rows_and_columns_are_understood(office: Office) -> None:
    filled = office.ledger()
    filled.fill(TREE, 答复日期="3-10")
    filled.fill(SCHOOL, 督办日期="3-11")
    sheet = filled.book.worksheets[0]
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    rows = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=HEAD_ROW)]
    head, body = rows[0], [row for row in rows[1:] if row[0] != LAMP]
    order = list(range(len(head)))[::-1]
    sheet.delete_rows(1, sheet.max_row)
    sheet["A2"] = "我加的一行"
    for number, row in enumerate(
        [head, *sorted(body, key=lambda row: str(row[0]), reverse=True)], 4
    ):
        for column, place in enumerate(order, 1):
            sheet.cell(number, column).value = row[place]
    sheet.column_dimensions["C"].hidden = True
    filled.save()
    assert "2件记录中登记2个步骤" in office.take().out


def test_a_note_and_a_column_of_ones_own_change_nothing(office: Office) -> None:
    from openpyxl.comments import Comment

    filled = office.ledger()
    filled.cell(LAMP, "标题").comment = Comment("记得打电话", "刘芳")
    filled.sheet(LAMP).cell(HEAD_ROW, 60).value = "我的记号"
    filled.sheet(LAMP).cell(filled.row(LAMP), 60).value = "急"
    filled.save()
    assert "登记0个步骤" in office.take().out


def test_a_row_whose_id_was_cleared_or_changed_is_reported(office: Office) -> None:
    filled = office.ledger()
    filled.fill(LAMP, 督办日期="3-11")
    filled.fill(SCHOOL, 督办日期="3-11")
    lamp, school = filled.cell(LAMP, "编号"), filled.cell(SCHOOL, "编号")
    lamp.value, school.value = None, "L20990101-zzzzz"
    filled.save()
    ran = office.take(code=1)
    assert "本行的编号没有了" in ran.err
    assert "没有编号为“L20990101-zzzzz”的记录" in ran.err
    assert office.returned.heads()[:3] == ["编号", "标题", "未导入原因"]


def test_a_ledger_of_another_district_is_refused_whole(office: Office) -> None:
    filled = office.ledger()
    filled.fill(LAMP, 督办日期="3-11")
    filled.save()
    district = office.root / "records/district.yaml"
    district.write_text(
        district.read_text(encoding="utf-8").replace("示例区", "另一区"), encoding="utf-8"
    )
    assert "这份台账是“示例区”的" in office.take(code=2).err


def test_a_ledger_copied_without_its_hidden_sheet_is_refused_whole(office: Office) -> None:
    filled = office.ledger()
    filled.fill(LAMP, 督办日期="3-11")
    del filled.book["_deputylog"]
    filled.save()
    assert "隐藏表不见了" in office.take(code=2).err
    assert "followed_up" not in office.text(LAMP)


def test_what_was_filled_and_not_imported_is_not_written_over(office: Office, typed: Typed) -> None:
    filled = office.ledger()
    filled.fill(LAMP, 督办日期="3-11")
    filled.save()
    ran = typed(f"ledger --out {office.path}", on=WRITTEN, lang="zh-CN", code=2, repo=office.root)
    assert "还有1行填写了没有导入" in ran.err
    office.take()
    assert "2026-03-11" in office.ledger(on=BACK).cell(LAMP, "已督办").value


def test_a_copy_being_mended_is_not_written_over(office: Office) -> None:
    filled = office.ledger()
    filled.fill(LAMP, 督办日期="甲")
    filled.save()
    office.take(code=1)
    office.take(code=1)
    assert len(list((office.root / "private/out").iterdir())) == 1, (
        "the same once more is the same file"
    )
    mended = office.returned
    mended.fill(LAMP, 督办日期="乙")
    mended.save()
    office.take(code=1)
    assert {path.name for path in (office.root / "private/out").iterdir()} == {
        "台账-待改.xlsx",
        "台账-待改-2.xlsx",
    }
    assert office.returned.cell(LAMP, "督办日期").value == "乙"
    office.take(mended.path, code=1)
    assert len(list((office.root / "private/out").iterdir())) == 2


def test_the_copy_is_for_the_owner_alone(office: Office) -> None:
    filled = office.ledger()
    filled.fill(LAMP, 督办日期="甲")
    filled.save()
    office.take(code=1)
    assert office.returned.path.stat().st_mode & 0o077 == 0


def test_a_trial_run_writes_nothing(office: Office, typed: Typed) -> None:
    filled = office.ledger()
    filled.fill(LAMP, 督办日期="3-11")
    filled.save()
    before = office.all_texts()
    assert (
        "这次没有写入"
        in typed(f"import {office.path} --dry-run", on=BACK, lang="zh-CN", repo=office.root).out
    )
    assert office.all_texts() == before


def test_only_the_group_or_deputy_asked_for(office: Office) -> None:
    assert LAMP in office.ledger(deputy="张伟").ids()
    assert office.ledger(deputy="孙丽").ids() == []
    assert LAMP in office.ledger(group="lianhua").ids()


def test_the_same_day_gives_the_same_bytes(office: Office) -> None:
    office.ledger()
    first = office.path.read_bytes()
    office.ledger()
    assert office.path.read_bytes() == first


def test_a_pull_down_of_many_departments_stands_in_the_sheet(
    repository: Callable[..., Path], typed: Typed
) -> None:
    many = "".join(
        f'  d{number}: {{name: "区第{number}号承办工作委员会办公室"}}\n' for number in range(60)
    )
    district = (
        repository()
        .joinpath("records/district.yaml")
        .read_text(encoding="utf-8")
        .replace("topics:\n", f"{many}topics:\n")
    )
    files: Files = {**RECORDS, "records/district.yaml": district}
    filled = Office(repository(files), typed).ledger()
    lists = [
        rule.formula1
        for rule in filled.sheet(LAMP).data_validations.dataValidation
        if rule.type == "list"
    ]
    assert all(len(formula) < 255 and formula.startswith("_deputylog!") for formula in lists)
    assert len(filled.offered(LAMP, "转交单位")) == 63


def test_for_an_accusation_only_entitled_organs_are_offered(office: Office) -> None:
    filled = office.ledger()
    assert filled.offered(ACCUSATION, "转交单位") == ["区纪委监委"]
    assert filled.offered(LAMP, "转交单位") == ["区住房和城乡建设局", "区城市管理局", "区纪委监委"]
    assert filled.offered(LAMP, "办理结果") == [
        "已解决",
        "正在解决",
        "列入计划",
        "暂不能解决",
        "不予受理",
        "留作参考",
        "退回",
    ]


def test_a_date_cell_takes_days_up_to_today_and_words_for_days(office: Office) -> None:
    filled = office.ledger()
    rules = [
        rule for rule in filled.sheet(LAMP).data_validations.dataValidation if rule.type == "custom"
    ]
    assert len(rules) == sum("日期" in head for head in filled.heads()) - 1
    assert all(len(rule.formula1) < 255 and "TODAY()" in rule.formula1 for rule in rules)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-03-19T23:30:00Z", "2026-03-20"),
        ("2026-03-20T00:30:00+09:00", "2026-03-19"),
        ("2026-03-20 08:05", "2026-03-20"),
        ("2026-03-20T23:30:00", "2026-03-20"),
    ],
)
def test_a_time_in_a_date_cell_is_a_day_of_the_district(
    office: Office, cell: str, day: str
) -> None:
    filled = office.ledger()
    filled.fill(LAMP, 督办日期=cell)
    filled.save()
    office.take()
    assert f"{{date: {day}, event: followed_up" in office.text(LAMP)


def test_an_english_ledger_comes_back_too(office: Office, typed: Typed) -> None:
    office.log("路灯 forwarded housing --date 2026-03-05")
    typed(f"ledger --out {office.path}", on=WRITTEN, repo=office.root)
    filled = Workbook(office.path)
    filled.fill(
        LAMP,
        **{
            "replied on": "yesterday",
            "replied how": "telephone",
            "answered on": "3-12",
            "result": "sent back",
            "answered by": "housing",
        },
    )
    filled.save(at="2026-03-18T04:00:00Z")
    assert (
        "written: 2 steps in 1 record"
        in typed(f"import {office.path}", on=BACK, repo=office.root).out
    )
    assert "{date: 2026-03-17, event: replied, how: phone}" in office.text(LAMP)
    assert "{date: 2026-03-12, event: declined, by: housing}" in office.text(LAMP)


def test_a_ledger_of_an_earlier_day_knows_nothing_of_later_steps(office: Office) -> None:
    office.log("路灯 replied --date 2026-03-10")
    filled = office.ledger(**{"as-of": "2026-03-09"})
    filled.fill(LAMP, 答复日期="3-8")
    filled.save()
    assert "已有人登记了“答复反映人”" in office.take(code=1).err


@pytest.mark.parametrize("form", ["xlsx", "xls", "ods"])
def test_saved_by_libreoffice_it_is_still_the_ledger(
    office: Office, calc: LibreOffice, tmp_path: Path, form: str
) -> None:
    filled = office.ledger()
    filled.fill(LAMP, 答复日期=date(2026, 3, 10), 答复方式="电话")
    filled.fill(PARKING, 交办日期=date(2026, 3, 12), 主办单位="区住房和城乡建设局")
    filled.save()
    saved = calc.convert(office.path, form, tmp_path / "saved")
    assert "2件记录中登记2个步骤" in office.take(saved).out
    if form == "xlsx":
        assert Workbook(saved).book["_deputylog"].sheet_state != "visible"
        assert Workbook(saved).sheet(LAMP).data_validations.dataValidation


def test_an_id_in_lower_case_or_full_width_is_the_same_id(office: Office) -> None:
    sheet = office.ledger()
    for record_id, typed_id in ((LAMP, LAMP.lower()), (TREE, "Ｌ２０２６０３０３－０００００")):
        sheet.fill(record_id, 答复日期="3-10", 答复方式="电话")
        sheet.cell(record_id, "编号").value = typed_id
    sheet.save()
    office.take()
    assert "event: replied" in office.text(LAMP)
    assert "event: replied" in office.text(TREE)


def test_an_error_in_a_cell_is_no_blank(office: Office) -> None:
    sheet = office.ledger()
    sheet.fill(LAMP, 答复日期="3-10", 备注="#REF!")
    sheet.save()
    assert "这一格是表格的错误值 #REF!" in office.take(code=1).err
    assert "replied" not in office.text(LAMP)


@pytest.mark.parametrize("record_id", [LAMP, TREE])
def test_a_personal_detail_in_a_note_is_told_at_the_note(office: Office, record_id: str) -> None:
    sheet = office.ledger()
    sheet.fill(record_id, 转交日期="3-10", 转交单位="住建局", 备注="电话13812345678")
    sheet.save()
    ran = office.take(code=1)
    assert "“备注”：" in ran.err
    assert "13812345678" not in ran.err


def test_a_delivery_without_a_deputy_names_the_cell(office: Office) -> None:
    record = office.root / f"records/letters/2026/{LAMP}.yaml"
    record.write_text(
        record.read_text(encoding="utf-8").replace("deputy: zhang-wei\n", ""), encoding="utf-8"
    )
    sheet = office.ledger()
    sheet.fill(LAMP, 送交日期="3-10")
    sheet.save()
    assert f"（{LAMP}）“收信代表”：" in office.take(code=1).err
