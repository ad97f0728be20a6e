"""A district set up from one workbook, and the same workbook, changed, updating the register."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from deputylog.cli.main import main
from tests.cli.conftest import Typed, without_settings
from tests.cli.setup_rows import DISTRICT, Rows, fill

ROOT = Path(__file__).parent.parent.parent
BOOK = Path("建立名册.xlsx")
CHINESE = {"lang": "zh-CN"}


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The blank workbook, filled in, and the repository made from it on 5 January 2026."""
    folder = tmp_path_factory.mktemp("setup")
    with pytest.MonkeyPatch.context() as patch:
        without_settings(patch)
        patch.chdir(folder)
        for line in ("forms setup --out blank.xlsx", "forms setup --out filled.xlsx"):
            assert main(["--lang", "zh-CN", *line.split()], today=date(2026, 1, 5)) == 0
        fill(Path("filled.xlsx"), DISTRICT)
        line = "--lang zh-CN init 莲花区 --from filled.xlsx"
        assert main(line.split(), today=date(2026, 1, 5)) == 0
    return folder


@pytest.fixture
def blank(typed: Typed, once: Path) -> Path:
    """The blank workbook, written where there is no repository yet."""
    return Path(shutil.copy(once / "blank.xlsx", BOOK)).absolute()


@pytest.fixture
def made(typed: Typed, once: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workbook from which the register of the repository was made, in that repository."""
    workbook = Path(shutil.copy(once / "filled.xlsx", BOOK)).absolute()
    shutil.copytree(once / "莲花区", "莲花区")
    monkeypatch.chdir("莲花区")
    return workbook


def changed(sheet: str, number: int, **cells: object) -> Rows:
    """The rows of a sheet with other cells in one of them, counted from 1."""
    lines = [dict(line) for line in DISTRICT[sheet]]
    lines[number - 1].update(cells)
    return {sheet: lines}


def register() -> dict[str, str]:
    paths = sorted(Path("records").rglob("*.yaml"))
    return {path.as_posix(): path.read_text(encoding="utf-8") for path in paths}


def test_the_whole_register_is_made_from_one_workbook(typed: Typed, made: Path) -> None:
    files = register()
    assert len(files) == 1 + 2 + 3
    assert "  - {id: 17-5, from: 2026-01-12, to: 2026-01-15}\n" in files["records/district.yaml"]
    assert 'housing: {name: "区住房和城乡建设局"' in files["records/district.yaml"]
    lotus = files["records/groups/lianhua.yaml"]
    assert "leader: zhang-wei\n" in lotus
    assert '  - {id: c01, term: "17", name: "第一选区"}\n' in lotus
    assert '- {from: 2026-01-05, who: liu-fang, delegated: true, why: "代表在外就医"}' in lotus
    assert "甲街道" not in "".join(files.values()), "the examples are no rows"
    assert not [line for line in typed("check --all").out.splitlines() if " R0" in line]


def test_pull_downs_offer_the_names_on_other_sheets(blank: Path) -> None:
    book = openpyxl.load_workbook(blank)
    offered = {
        (sheet, str(rule.sqref)[0]): rule.formula1.replace("'", "")
        for sheet in ("代表组", "选区", "信箱")
        for rule in book[sheet].data_validations.dataValidation
    }
    assert offered == {
        ("代表组", "F"): "代表!$B$3:$B$501",
        ("选区", "B"): "届次!$A$2:$A$501",
        ("选区", "D"): "代表组!$B$3:$B$501",
        ("信箱", "B"): "届次!$A$2:$A$501",
        ("信箱", "C"): "选区!$C$3:$C$501",
        ("信箱", "E"): "代表!$B$3:$B$501",
    }
    assert "必填" in book["代表"]["B1"].comment.text
    assert book["代表"].freeze_panes == "A2"


def test_the_same_workbook_says_nothing_new(typed: Typed, made: Path) -> None:
    before = register()
    told = typed(f"import {made}", **CHINESE)
    assert "共39行：写入0行，改动0行，已有39行，退回0行" in told.out
    assert register() == before


def test_the_workbook_of_a_register_says_nothing_new(typed: Typed, made: Path) -> None:
    before = register()
    typed("forms setup --out 现在.xlsx", **CHINESE)
    assert "改动0行，已有39行，退回0行" in typed("import 现在.xlsx", **CHINESE).out
    assert register() == before


def test_a_form_that_may_be_filled_in_is_not_written_over(typed: Typed) -> None:
    BOOK.write_bytes(b"filled in")
    assert "可能已经填写" in typed("forms setup", code=2, **CHINESE).err
    assert BOOK.read_bytes() == b"filled in"


def test_every_mistake_is_told_by_its_cell_and_nothing_is_written(
    typed: Typed, blank: Path
) -> None:
    rows = {
        **DISTRICT,
        **changed("代表组", 1, 组长="张三丰"),
        **changed("信箱", 1, 选区="第九选区"),
        **changed("联络员", 2, 代表组="北湖代表组"),
        **changed("代表", 3, 起="去年", 代表组="南湖街道代表组"),
    }
    fill(blank, rows)
    told = typed(f"init 莲花区 --from {blank}", code=1, **CHINESE).err
    for line in (
        "代表组!F3：没有名为“张三丰”的代表",
        "联络员!C4：没有名为“北湖代表组”的代表组；是否应为北湖街道代表组、莲花街道代表组？",
        "信箱!C3：没有名为“第九选区”的选区；是否应为第",
        "代表!F5：起应为1900年至2199年的日期，如2026-03-14，而不是“去年”",
        "代表!E5：没有名为“南湖街道代表组”的代表组",
        "有5处需要改正，什么都没有写入",
    ):
        assert line in told
    assert not Path("莲花区").exists()


def test_a_workbook_without_district_and_term_is_refused(typed: Typed, blank: Path) -> None:
    told = typed(f"init 莲花区 --from {blank}", code=1, **CHINESE).err
    assert "区情!A2：缺少名称" in told
    assert "区情!C2：缺少常委会工作机构" in told
    assert "届次!A2：这张表还没有填写" in told


def test_a_register_that_is_there_is_updated_and_not_made_again(typed: Typed, made: Path) -> None:
    with Path("records/district.yaml").open("a", encoding="utf-8") as district:
        district.write("# 已修改\n")
    before = register()
    told = typed(f"init . --from {made}", code=2, **CHINESE)
    assert "deputylog import" in told.err
    assert register() == before


def test_an_init_that_was_interrupted_is_completed_by_the_same_workbook(
    typed: Typed, made: Path
) -> None:
    before = register()
    Path("records/groups/lianhua.yaml").unlink()
    shutil.rmtree("schemas")
    typed(f"init . --from {made}", **CHINESE)
    assert register() == before
    assert any(Path("schemas").iterdir())


def test_what_the_rules_refuse_is_told_by_its_cell(typed: Typed, blank: Path) -> None:
    fill(blank, {**DISTRICT, **changed("信箱", 2, 位置="王大妈家（13800138000）门口")})
    told = typed(f"init 莲花区 --from {blank}", code=1, **CHINESE).err
    assert "信箱!D4：" in told
    assert "13800138000" not in told


@pytest.mark.parametrize(
    ("sheet", "number", "cells", "line"),
    [
        ("代表组", 2, {"所在办事处": "北湖街道办事处"}, "office: 北湖街道办事处"),
        ("代表组", 2, {"组长": "李娜"}, "leader: li-na"),
        ("联络员", 2, {"止": "2026-03-01"}, '{id: feng-lei, name: "冯蕾", to: 2026-03-01}'),
        ("届次", 2, {"止": "2026-01-16"}, "{id: 17-5, from: 2026-01-12, to: 2026-01-16}"),
        ("代表", 2, {"止": "2026-03-01", "终止原因": "辞职"}, "to: 2026-03-01, end: resigned}"),
        ("信箱", 1, {"位置": "莲花广场", "自": "2026-04-01"}, '{from: 2026-04-01, at: "莲花广场"}'),
        ("信箱", 1, {"管理人": "王芳", "自": "2026-04-01"}, "{from: 2026-04-01, who: wang-fang}"),
    ],
)
def test_a_changed_cell_changes_its_field(
    typed: Typed, made: Path, sheet: str, number: int, cells: dict[str, object], line: str
) -> None:
    before = register()
    fill(made, changed(sheet, number, **cells))
    would = typed(f"import {made} --dry-run", on="2026-05-01", **CHINESE).out
    assert register() == before
    did = typed(f"import {made}", on="2026-05-01", **CHINESE).out
    assert "写入0行，改动1行，已有38行，退回0行" in did
    assert "写入0行，改动1行，已有38行，退回0行；未实际执行" in would
    (after,) = [text for path, text in register().items() if before[path] != text]
    assert line in after


def test_the_old_place_of_a_box_stays_with_its_days(typed: Typed, made: Path) -> None:
    fill(made, changed("信箱", 1, 位置="莲花广场", 自="2026-04-01"))
    typed(f"import {made}", on="2026-05-01")
    lotus = register()["records/groups/lianhua.yaml"]
    places = '      - {from: 2026-01-05, at: "莲花社区门口"}\n      - {from: 2026-04-01, at: "莲花广场"}\n'
    assert places in lotus


def test_an_import_is_one_step_to_undo(typed: Typed, made: Path) -> None:
    before = register()
    fill(made, {**changed("代表组", 2, 组长="李娜"), **changed("联络员", 2, 止="2026-03-01")})
    typed(f"import {made}", on="2026-05-01")
    assert "已有39行" in typed(f"import {made}", on="2026-05-01", **CHINESE).out
    typed("undo", on="2026-05-01")
    assert register() == before


def test_a_change_without_its_day_contradicts_what_is_recorded(typed: Typed, made: Path) -> None:
    before = register()
    fill(made, changed("信箱", 1, 位置="莲花广场"))
    told = typed(f"import {made}", code=1, on="2026-05-01", **CHINESE)
    assert "信箱!D3：登记的是“莲花社区门口”（自 2026-01-05 起），表中写的是“莲花广场”" in told.err
    assert "已有38行，退回1行" in told.out
    assert register() == before


def test_a_wrong_row_does_not_stop_the_others(typed: Typed, made: Path) -> None:
    rows = changed("代表", 2, 次序="第二")["代表"]
    fill(made, {"代表": [*rows, {"姓名": "何静", "选区": "第三选区"}]})
    told = typed(f"import {made}", code=1, on="2026-05-01", **CHINESE)
    assert "代表!I4：次序应为整数，而不是“第二”" in told.err
    assert "写入1行，改动0行，已有38行，退回1行" in told.out
    assert Path("records/deputies/he-jing.yaml").exists()


def test_a_deleted_row_is_told_and_deletes_nothing(typed: Typed, made: Path) -> None:
    before = register()
    fill(made, {"代表": DISTRICT["代表"][:2], "联络员": DISTRICT["联络员"][1:]})
    told = typed(f"import {made}", on="2026-05-01", **CHINESE)
    assert "“代表”表中没有而名册中有的，没有删除：李娜（共1项）" in told.err
    assert "“联络员”表中没有而名册中有的，没有删除：刘芳（共1项）" in told.err
    assert "已有37行" in told.out
    assert register() == before


def test_two_deputies_of_one_name_are_two_people(typed: Typed, blank: Path) -> None:
    rows = {**DISTRICT, "代表": [*DISTRICT["代表"], {"姓名": "张伟", "选区": "第三选区"}]}
    fill(blank, rows)
    told = typed(f"init 莲花区 --from {blank}", **CHINESE)
    assert "代表!B6：张伟与另一选区的代表同名，作为另一人登记（zhang-wei-2）" in told.err
    lotus = Path("莲花区/records/groups/lianhua.yaml").read_text(encoding="utf-8")
    assert "leader: zhang-wei\n" in lotus, "of two, the leader is the one of the group"


def test_a_row_that_is_there_twice_is_refused(typed: Typed, blank: Path) -> None:
    rows = {
        **DISTRICT,
        "代表": [*DISTRICT["代表"], DISTRICT["代表"][0]],
        "选区": [*DISTRICT["选区"], DISTRICT["选区"][0]],
    }
    fill(blank, rows)
    told = typed(f"init 莲花区 --from {blank}", code=1, **CHINESE).err
    assert "选区!C6：与选区!C3重复" in told
    assert "代表!B6：" in told


TERM_18: Rows = {
    "届次": [*DISTRICT["届次"], {"届": "18", "起": "2027-01-08"}],
    "选区": [
        *({**line, "届": "17"} for line in DISTRICT["选区"]),
        *({**line, "届": "18"} for line in DISTRICT["选区"]),
    ],
    "信箱": [{**line, "届": "18"} for line in DISTRICT["信箱"]],
    "代表": [
        {"姓名": "张伟", "届": "18", "选区": "第一选区"},
        {"姓名": "何静", "届": "18", "选区": "第二选区"},
        {"姓名": "李娜", "届": "18", "选区": "第三选区"},
    ],
}


def test_a_new_term_closes_the_old_one(typed: Typed, made: Path) -> None:
    fill(made, TERM_18)
    told = typed(f"import {made}", on="2027-01-05", **CHINESE)
    assert "写入5行，改动5行" in told.out
    files = register()
    assert files["records/deputies/zhang-wei.yaml"].splitlines()[-2:] == [
        '  - {term: "17", constituency: c01, group: lianhua}',
        '  - {term: "18", constituency: c18-01, group: lianhua}',
    ]
    assert (
        "    constituency: [{from: 2026-01-05, id: c01}, {from: 2027-01-08, id: c18-01}]\n"
        in files["records/groups/lianhua.yaml"]
    )
    assert "term expired" in typed("why 王芳 --as-of 2027-01-08", on="2027-01-08").out
    again = typed(f"import {made}", on="2027-01-08", **CHINESE)
    assert "写入0行，改动0行" in again.out
    assert "没有删除" not in again.err, "the seats of the old term are over"


def test_a_workbook_without_its_marker_is_known_by_its_sheets(typed: Typed, made: Path) -> None:
    book = openpyxl.load_workbook(made)
    del book["_deputylog"]
    book.save(made)
    assert "已有39行" in typed(f"import {made}", **CHINESE).out


def test_a_form_of_another_kind_is_no_district(typed: Typed, made: Path) -> None:
    typed("forms visit --out visits.xlsx")
    told = typed("init ../另一区 --from visits.xlsx", code=2, **CHINESE).err
    assert "visits.xlsx 不是建立名册的工作簿" in told


def test_merged_cells_stand_for_each_of_their_rows(typed: Typed, made: Path) -> None:
    book = openpyxl.load_workbook(made)
    page = book["选区"]
    page["D4"].value = None
    page.merge_cells("D3:D4")
    book.save(made)
    assert "已有39行" in typed(f"import {made}", **CHINESE).out


def test_a_formula_is_no_name(typed: Typed, made: Path) -> None:
    fill(made, changed("代表", 2, 姓名="=B3"))
    told = typed(f"import {made}", code=1, **CHINESE)
    assert "代表!B4：这一格是公式" in told.err


@pytest.mark.parametrize(("day", "is_told"), [("2006-01-01", False), ("2005-12-31", True)])
def test_a_day_long_before_the_records_is_told(
    typed: Typed, made: Path, day: str, is_told: bool
) -> None:
    fill(made, changed("联络员", 2, 起=day))
    told = typed(f"import {made}", **CHINESE)
    assert ("比记录起始日早二十年以上" in told.err) is is_told


def test_the_example_district_in_a_workbook_says_nothing_new(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "records", "example/records")
    monkeypatch.chdir("example")
    before = register()
    typed("forms setup --out now.xlsx", on="2026-10-09")
    told = typed("import now.xlsx", on="2026-10-09")
    assert "69 rows: 0 written, 0 changed, 69 there already, 0 reported" in told.out
    assert not told.err
    assert register() == before


def test_who_is_elected_in_another_group_has_to_be_named(typed: Typed, made: Path) -> None:
    again: dict[str, object] = {"姓名": "张伟", "届": "18", "选区": "第三选区"}
    rows = [again, *TERM_18["代表"][1:2]]
    fill(made, {**TERM_18, "代表": rows})
    told = typed(f"import {made}", code=1, on="2027-01-05", **CHINESE).err
    assert (
        "代表!B3：张伟已登记为代表：zhang-wei（第17届第一选区）；同一人的请在“编号”栏写明" in told
    )
    again["编号"] = "zhang-wei"
    fill(made, {**TERM_18, "代表": rows})
    typed(f"import {made}", on="2027-01-05")
    assert register()["records/deputies/zhang-wei.yaml"].endswith(
        '  - {term: "18", constituency: c18-03, group: beihu}\n'
    )
    again["编号"] = "新"
    fill(made, {**TERM_18, "代表": rows})
    assert "已有" in typed(f"import {made}", on="2027-01-05", **CHINESE).out


def test_a_term_that_ends_after_the_next_begins_is_refused(typed: Typed, made: Path) -> None:
    rows = [{"届": "17", "起": "2021-12-20", "止": "2027-02-01"}, {"届": "18", "起": "2027-01-08"}]
    fill(made, {"届次": rows})
    told = typed(f"import {made}", code=1, on="2027-01-05", **CHINESE).err
    assert "届次!D2：截止日 2027-02-01 晚于下一届的起始日 2027-01-08" in told


@pytest.mark.parametrize("term", ["第十八届", "１８届"])
def test_terms_are_understood_as_people_write_them(typed: Typed, made: Path, term: str) -> None:
    rows = {name: [{**line, "届": term} for line in lines[-1:]] for name, lines in TERM_18.items()}
    fill(made, {name: [*TERM_18[name][:-1], *lines] for name, lines in rows.items()})
    typed(f"import {made}", on="2027-01-05")
    assert '- {id: "18", from: 2027-01-08}' in register()["records/district.yaml"]


def test_a_constituency_on_two_groups_is_told_with_both_cells(typed: Typed, blank: Path) -> None:
    rows = [*DISTRICT["选区"], {"名称": "第一选区", "代表组": "北湖街道代表组"}]
    fill(blank, {**DISTRICT, "选区": rows})
    assert "选区!C6：与选区!C3重复" in typed(f"init 区 --from {blank}", code=1, **CHINESE).err


def test_what_hangs_on_a_wrong_row_is_not_entered_without_it(typed: Typed, made: Path) -> None:
    before = register()
    rows = {
        "代表组": [*DISTRICT["代表组"], {"名称": "南湖街道代表组", "成立日": "从前"}],
        "选区": [*DISTRICT["选区"], {"名称": "第四选区", "代表组": "南湖街道代表组"}],
        "代表": [*DISTRICT["代表"], {"姓名": "何静", "选区": "第四选区"}],
    }
    fill(made, rows)
    told = typed(f"import {made}", code=1, **CHINESE)
    assert "代表组!G5：成立日应为" in told.err
    assert "选区!D6：“南湖街道代表组”所在的行有误（代表组!B5）" in told.err
    assert "代表!D6：“第四选区”所在的行有误（选区!C6）" in told.err
    assert "写入0行，改动0行，已有39行，退回3行" in told.out
    assert register() == before


def test_a_group_is_renamed_by_the_workbook_of_the_register(typed: Typed, made: Path) -> None:
    typed("forms setup --out now.xlsx", **CHINESE)
    book = openpyxl.load_workbook("now.xlsx")
    for sheet in ("代表组", "联络员", "选区", "代表"):
        for line in book[sheet].iter_rows():
            for cell in line:
                if cell.value == "北湖街道代表组":
                    cell.value = "大北湖街道代表组"
    book.save("now.xlsx")
    assert "改动1行，已有38行，退回0行" in typed("import now.xlsx", **CHINESE).out
    assert register()["records/groups/beihu.yaml"].startswith("name: 大北湖街道代表组\n")


def test_a_deputy_resigns_and_another_is_elected_in_between(typed: Typed, made: Path) -> None:
    rows = changed("代表", 2, 止="2026-03-01", 终止原因="辞职")["代表"]
    fill(made, {"代表": [*rows, {"姓名": "何静", "选区": "第二选区", "起": "2026-04-01"}]})
    assert "写入1行，改动1行" in typed(f"import {made}", on="2026-05-01", **CHINESE).out
    assert "resigned" in typed("why 王芳", on="2026-05-01").out
    assert "from: 2026-04-01}" in register()["records/deputies/he-jing.yaml"]


def test_files_of_a_register_that_are_there_are_not_mixed_with_a_new_one(
    typed: Typed, blank: Path
) -> None:
    fill(blank, DISTRICT)
    Path("区/records/groups").mkdir(parents=True)
    Path("区/records/groups/beihu.yaml").write_text("name: 北湖\n", encoding="utf-8")
    assert "已存在" in typed(f"init 区 --from {blank}", code=2, **CHINESE).err
    assert not Path("区/records/district.yaml").exists()


def test_a_column_that_means_nothing_is_told(typed: Typed, blank: Path) -> None:
    fill(blank, DISTRICT)
    book = openpyxl.load_workbook(blank)
    book["代表"]["J1"].value = "电话"
    book.create_sheet("草稿")["A1"].value = "x"
    book.save(blank)
    told = typed(f"init 区 --from {blank}", **CHINESE).err
    assert "以下栏目未予导入：代表!电话\n“草稿”表不是建立名册的表，未予导入" in told


def test_of_two_namesakes_of_a_group_the_one_elected_again_is_asked_for(
    typed: Typed, made: Path
) -> None:
    namesake = {"姓名": "张伟", "选区": "第二选区"}
    fill(made, {"代表": [*DISTRICT["代表"], namesake]})
    typed(f"import {made}", on="2026-05-01")
    fill(made, TERM_18)
    told = typed(f"import {made}", code=1, on="2027-01-05", **CHINESE).err
    assert "zhang-wei（第17届第一选区）、zhang-wei-2（第17届第二选区）；同一人的请" in told


def test_a_day_that_changed_alone_is_told(typed: Typed, made: Path) -> None:
    fill(made, changed("信箱", 1, 自="2026-02-02"))
    told = typed(f"import {made}", code=1, on="2026-05-01", **CHINESE).err
    assert "信箱!G3：登记的是 2026-01-05，表中写的是 2026-02-02，而其他各格没有变更" in told


def test_of_two_boxes_of_a_constituency_the_one_that_moved_moves(typed: Typed, made: Path) -> None:
    first = DISTRICT["信箱"][0]
    second = {"选区": "第一选区", "位置": "地铁站口", "自": "2026-02-01"}
    fill(made, {"信箱": [*DISTRICT["信箱"], second]})
    typed(f"import {made}", on="2026-05-01")
    moved = {**second, "位置": "公园门口", "自": "2026-04-01"}
    fill(made, {"信箱": [moved, *DISTRICT["信箱"]]})
    assert "改动1行，已有39行" in typed(f"import {made}", on="2026-05-01", **CHINESE).out
    lotus = register()["records/groups/lianhua.yaml"]
    moves = '{from: 2026-02-01, at: "地铁站口"}\n      - {from: 2026-04-01, at: "公园门口"}\n'
    assert moves in lotus
    assert lotus.count(f'at: "{first["位置"]}"') == 1


def test_an_older_workbook_contradicts_nothing_that_has_changed_since(
    typed: Typed, made: Path
) -> None:
    older = made.read_bytes()
    fill(made, changed("信箱", 1, 位置="莲花广场", 管理人="王芳", 自="2026-04-01"))
    typed(f"import {made}", on="2026-05-01")
    made.write_bytes(older)
    assert "改动0行，已有39行，退回0行" in typed(f"import {made}", on="2026-05-01", **CHINESE).out


def test_a_no_where_nothing_was_said_says_nothing_new(typed: Typed, made: Path) -> None:
    book = openpyxl.load_workbook(made)
    book["承办单位"]["D2"].value = "否"
    book.save(made)
    assert "改动0行，已有39行" in typed(f"import {made}", **CHINESE).out


def test_a_leader_entered_by_name_only_is_the_deputy_of_that_name(typed: Typed, made: Path) -> None:
    typed("set leader 北湖 何静", on="2026-05-01")
    fill(made, {"代表": [*DISTRICT["代表"], {"姓名": "何静", "选区": "第三选区"}]})
    assert "改动1行" in typed(f"import {made}", on="2026-05-01", **CHINESE).out
    assert "constituency: c03" in register()["records/deputies/he-jing.yaml"]
    assert len(register()) == 1 + 2 + 4


def test_the_workbook_of_a_register_without_topics_proposes_none(typed: Typed, made: Path) -> None:
    path = Path("records/district.yaml")
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("topics:")], encoding="utf-8")
    typed("forms setup --out now.xlsx", **CHINESE)
    assert "写入0行，改动0行，已有29行" in typed("import now.xlsx", **CHINESE).out


def test_a_register_in_its_workbook_makes_the_same_register(typed: Typed, made: Path) -> None:
    typed("forms setup --out now.xlsx", **CHINESE)
    before = register()
    typed("init 再建 --from now.xlsx", **CHINESE)
    assert {path: Path("再建", path).read_text(encoding="utf-8") for path in before} == before


def test_a_comment_in_a_file_survives(typed: Typed, made: Path) -> None:
    path = Path("records/groups/lianhua.yaml")
    text = path.read_text(encoding="utf-8").replace("office:", "# 新楼\noffice:")
    path.write_text(text, encoding="utf-8")
    fill(made, changed("代表组", 1, 公开联系方式="010-12345678"))
    typed(f"import {made}", **CHINESE)
    after = path.read_text(encoding="utf-8")
    assert after == text.replace("leader:", "contact: 010-12345678\nleader:")


def test_an_english_workbook(typed: Typed) -> None:
    typed("forms setup")
    book = openpyxl.load_workbook("district.xlsx")
    assert [sheet.title for sheet in book.worksheets][:3] == ["How to fill in", "District", "Terms"]
    for sheet, place, cells in (
        ("District", 2, ["Lotus", "district", "Deputies Committee"]),
        ("Terms", 2, ["17", None, "2021-12-20"]),
        ("Groups", 3, [None, "Lotus Group"]),
        ("Constituencies", 3, [None, None, "First constituency", "Lotus Group"]),
        ("Deputies", 3, [None, "Mary Smith", None, "First constituency"]),
    ):
        for column, value in enumerate(cells, 1):
            book[sheet].cell(place, column).value = value
    book.save("district.xlsx")
    typed("init lotus --from district.xlsx")
    seat = Path("lotus/records/deputies/mary-smith.yaml").read_text(encoding="utf-8")
    assert "constituency: c" in seat
    assert "language: en\n" in Path("lotus/records/district.yaml").read_text(encoding="utf-8")


def test_a_missing_column_is_told_once_for_its_sheet(typed: Typed, blank: Path) -> None:
    book = openpyxl.load_workbook(fill(blank, DISTRICT))
    for sheet, cell in (("代表", "B1"), ("信箱", "C1")):
        book[sheet][cell].value = "另一名称"
    book.save(blank)
    told = typed(f"init 区 --from {blank}", code=1, **CHINESE).err
    assert told.splitlines() == [
        "“信箱”表缺少栏目：选区；请补上或者改回栏目名称",
        "“代表”表缺少栏目：姓名；请补上或者改回栏目名称",
        "deputylog: 缺少必填的栏目，什么都没有写入",
    ]
    assert not Path("区").exists()


@pytest.mark.parametrize(
    ("rows", "cause"),
    [
        ({"选区": []}, "选区!A2：这张表还没有填写"),
        ({"代表": []}, "代表!A2：这张表还没有填写"),
        (changed("届次", 1, 起=None), "届次!C2：缺少起"),
        ({"区情": [{"名称": "莲花区"}]}, "区情!C2：缺少常委会工作机构"),
    ],
)
def test_of_what_follows_from_an_empty_sheet_or_a_wrong_row_only_the_cause_is_told(
    typed: Typed, blank: Path, rows: Rows, cause: str
) -> None:
    fill(blank, {**DISTRICT, **rows})
    told = typed(f"init 区 --from {blank}", code=1, **CHINESE).err
    assert told.splitlines() == [cause, "deputylog: 有1处需要改正，什么都没有写入"]


def test_a_constituency_of_another_term_is_told_with_the_term(typed: Typed, blank: Path) -> None:
    rows: Rows = {
        "届次": [*DISTRICT["届次"], {"届": "16", "起": "2016-12-20"}],
        "选区": [{**line, "届": "17"} for line in DISTRICT["选区"]],
        "代表": [
            {"届": term, **line} for term, line in zip((17, 16, 17), DISTRICT["代表"], strict=True)
        ],
    }
    fill(blank, {**DISTRICT, **rows})
    told = typed(f"init 区 --from {blank}", code=1, **CHINESE).err
    assert "代表!D4：没有名为“第二选区”的第16届选区" in told
    assert "有1处" in told


def test_a_number_in_other_digits_brings_the_constituency_to_mind(
    typed: Typed, blank: Path
) -> None:
    fill(blank, {**DISTRICT, **changed("信箱", 1, 选区="第2选区")})
    told = typed(f"init 区 --from {blank}", code=1, **CHINESE).err
    assert "信箱!C3：没有名为“第2选区”的选区；是否应为第二选区？" in told


def test_a_renamed_sheet_is_known_by_its_headings(typed: Typed, blank: Path) -> None:
    book = openpyxl.load_workbook(fill(blank, DISTRICT))
    book["信箱"].title = "代表信箱"
    book.save(blank)
    told = typed(f"init 区 --from {blank}", **CHINESE).err
    assert "“代表信箱”表按“信箱”表读取" in told
    assert "m03" in Path("区/records/groups/beihu.yaml").read_text(encoding="utf-8")


def test_totals_and_repeated_headers_are_no_entries_and_hidden_rows_are(
    typed: Typed, blank: Path
) -> None:
    book = openpyxl.load_workbook(fill(blank, DISTRICT))
    page = book["代表"]
    page.append([cell.value for cell in page[1]])
    page.append(["合计", "3人"])
    page.row_dimensions[4].hidden = True
    book.save(blank)
    told = typed(f"init 区 --from {blank}", **CHINESE).err
    assert "代表!6是重复的表头，未予导入\n代表!7是合计，未予导入" in told
    assert "“代表”表中隐藏的行也已读取：第4行" in told
    assert len(list(Path("区/records/deputies").iterdir())) == 3


@pytest.mark.parametrize(
    ("rows", "note"),
    [
        (changed("代表", 1, 代表组="北湖街道代表组"), "代表!E3：该选区属于莲花街道代表组，请核对"),
        (
            changed("代表", 3, 起="2020-03-01"),
            "代表!F5：2020-03-01 早于该届起始日 2021-12-20，请核对",
        ),
        (changed("代表组", 1, 组长="李娜"), "代表组!F3：李娜不是本组代表，请核对"),
        (changed("信箱", 1, 自="2062-01-05"), "信箱!G3：2062-01-05 还没有到，请核对年份"),
    ],
)
def test_what_may_be_a_mistake_is_entered_and_told(
    typed: Typed, blank: Path, rows: Rows, note: str
) -> None:
    assert "请核对" not in typed(f"init 无疑 --from {fill(blank, DISTRICT)}", **CHINESE).err
    fill(blank, rows)
    assert note in typed(f"init 区 --from {blank}", **CHINESE).err


def test_rows_without_a_term_are_not_taken_for_those_of_the_next_term(
    typed: Typed, made: Path
) -> None:
    before = register()
    fill(made, {"届次": TERM_18["届次"]})
    told = typed(f"import {made}", code=1, **CHINESE)
    assert "写入1行，改动0行，已有" in told.out
    for line in ("选区!B3：已有不止一届", "代表!C5：已有不止一届"):
        assert line in told.err
    changed_files = {path for path, text in register().items() if text != before[path]}
    assert changed_files == {"records/district.yaml"}


def test_a_workbook_of_one_term_means_that_term_in_a_later_one(typed: Typed, made: Path) -> None:
    older = Path(shutil.copy(made, "../旧.xlsx")).absolute()
    typed(f"import {fill(made, TERM_18)}", **CHINESE)
    before = register()
    assert "写入0行，改动0行" in typed(f"import {older}", **CHINESE).out
    assert register() == before


def test_that_the_term_is_missing_is_told_once_for_a_sheet(typed: Typed, blank: Path) -> None:
    terms = [{"届": "16", "起": "2016-12-20", "止": "2021-12-19"}, *DISTRICT["届次"]]
    fill(blank, {**DISTRICT, "届次": terms})
    told = typed(f"init 区 --from {blank}", code=1, **CHINESE).err
    assert "选区!B3：已有不止一届，本表各行的“届”栏都要填写" in told
    assert told.count("不止一届") == 2


def test_a_term_that_is_filled_down_too_far_says_nothing(typed: Typed, made: Path) -> None:
    book = openpyxl.load_workbook(made)
    for number in (6, 7, 40):
        book["代表"].cell(number, 3).value = 17
    book.save(made)
    assert "共39行：写入0行，改动0行，已有39行，退回0行" in typed(f"import {made}", **CHINESE).out
