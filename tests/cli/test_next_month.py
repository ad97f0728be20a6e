"""The next month's export of a hotline: what is new is added, what contradicts comes back, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Typed

MAP = """\
kind: letter
ref: ["编号"]
fields:
  received: {column: "收信日期"}
  mailbox: {constant: m03}
  kind: {constant: request}
  title: {column: "内容"}
  topic: {column: "领域"}
events:
  - event: forwarded
    to: {column: "转交单位"}
    date: {column: "转交日期"}
  - event: answered
    by: {column: "转交单位"}
    date: {column: "答复日期"}
    result: {column: "结果"}
keep: ["备注"]
"""
HEAD = "编号,收信日期,内容,领域,转交单位,转交日期,答复日期,结果,备注"
JANUARY = "17,2026-01-16,路灯损坏,,住建局,2026-01-18,,,"
FEBRUARY = "17,2026-01-16,路灯损坏,市政设施,住建局,2026-01-18,2026-02-03,正在解决,已约时间"
MARCH = "17,2026-01-16,路灯损坏,市政设施,住建局,2026-01-18,2026-03-03,已解决,已约时间"
IMPORT = "import in.csv --map map.yaml"


def table(*rows: str) -> None:
    Path("in.csv").write_text("\n".join((HEAD, *rows, "")), encoding="utf-8")


def letters() -> dict[str, str]:
    found = Path("records/letters").rglob("*.yaml")
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(found)}


@pytest.fixture
def january(typed: Typed, district: Path) -> str:
    """The text of the only letter, of January's table."""
    Path("map.yaml").write_text(MAP, encoding="utf-8")
    table(JANUARY)
    typed(IMPORT)
    (text,) = letters().values()
    return text


def test_the_same_number_with_more_in_it_adds_the_steps_and_values(
    typed: Typed, january: str
) -> None:
    table(FEBRUARY, "18,2026-02-02,座椅,,,,,,")
    assert "1 written, 1 changed, 0 there already, 0 reported" in typed(
        f"{IMPORT} --dry-run"
    ).out.replace("would be ", "").replace("are ", "")
    assert list(letters().values()) == [january]
    assert "2 rows: 1 written, 1 changed, 0 there already, 0 reported" in typed(IMPORT).out
    answered = "  - {date: 2026-02-03, event: answered, by: housing, result: in_progress}\n"
    changed = (
        january.replace("events:", "topic: municipal\nevents:")
        + f"{answered}imported:\n  备注: 已约时间\n"
    )
    assert changed in letters().values()
    table(MARCH)
    typed(IMPORT)
    solved = "  - {date: 2026-03-03, event: answered, by: housing, result: solved}\n"
    assert changed.replace(answered, answered + solved) in letters().values()
    before = letters()
    for rows in ([JANUARY], [FEBRUARY], [MARCH]):
        table(*rows)
        assert "1 row: 0 written, 0 changed, 1 there already" in typed(IMPORT).out
    assert letters() == before


def test_an_update_is_one_step_for_undo(typed: Typed, january: str) -> None:
    table(FEBRUARY, "18,2026-02-02,座椅,,,,,,")
    typed(IMPORT)
    typed("undo")
    assert list(letters().values()) == [january]


def test_only_the_lines_of_what_is_new_change(typed: Typed, january: str) -> None:
    (path,) = Path("records/letters").rglob("*.yaml")
    by_hand = january.replace("title: 路灯损坏", "title:   路灯损坏  # 两盏")
    by_hand = by_hand.replace("events:\n", "events:  # 电话核实\n")
    path.write_text(by_hand, encoding="utf-8")
    table(FEBRUARY)
    typed(IMPORT)
    assert set(by_hand.splitlines()) < set(path.read_text(encoding="utf-8").splitlines())
    typed("check --select R")


def test_a_step_logged_here_stays_and_comes_in_its_place(typed: Typed, january: str) -> None:
    typed("log 路灯 followed_up --date 2026-01-25")
    typed("log 路灯 followed_up --date 2026-02-10")
    table(FEBRUARY)
    assert "1 changed" in typed(IMPORT).out
    (text,) = letters().values()
    steps = [
        line.split("event: ")[1].split("}")[0].split(",")[0]
        for line in text.splitlines()
        if "event: " in line
    ]
    assert steps == ["forwarded", "followed_up", "answered", "followed_up"]


def test_what_contradicts_comes_back_by_cell_and_the_rest_is_added(
    typed: Typed, january: str
) -> None:
    table(FEBRUARY.replace("路灯损坏", "路灯不亮").replace("2026-01-18", "2026-01-19"))
    ended = typed(IMPORT, code=1)
    assert "1 row: 0 written, 0 changed, 0 there already, 1 reported" in ended.out
    (wanted,) = letters()
    assert (
        f"row 2, column 内容: title: {wanted} has '路灯损坏' and this row '路灯不亮'" in ended.err
    )
    assert (
        f"row 2, column 转交日期: day: {wanted} has '2026-01-18' and this row '2026-01-19'"
        in ended.err
    )
    assert "1 of the reported rows (2) contradicts its record only in part" in ended.err
    text = letters()[wanted]
    assert "title: 路灯损坏" in text
    assert "event: answered" in text
    assert "topic: municipal" in text
    again = typed(IMPORT, code=1, lang="zh-CN")
    assert f"第2行，内容栏：{wanted}的“标题”已记为“路灯损坏”，本行为“路灯不亮”" in again.err
    assert "只有部分不一致" not in again.err
    assert letters()[wanted] == text
    typed(f"edit {wanted} --title 路灯不亮")
    assert "内容" not in typed(IMPORT, code=1).err


@pytest.mark.parametrize(
    ("column", "constant", "code"),
    [
        ("kind: {constant: request}", "kind: {constant: opinion}", 0),
        ('received: {column: "收信日期"}', 'received: {constant: "2026-02-01"}', 0),
        ('received: {column: "收信日期"}', 'received: {constant: "2025-12-31"}', 1),
    ],
)
def test_a_constant_is_no_cell_and_contradicts_only_by_another_year(
    typed: Typed, january: str, column: str, constant: str, code: int
) -> None:
    Path("map.yaml").write_text(MAP.replace(column, constant), encoding="utf-8")
    assert f"{1 - code} there already, {code} reported" in typed(IMPORT, code=code).out
    assert list(letters().values()) == [january]


def test_a_row_of_another_day_may_be_another_letter_and_adds_nothing(
    typed: Typed, january: str
) -> None:
    table(FEBRUARY.replace("2026-01-16", "2026-02-16"))
    told = typed(IMPORT, code=1).err
    assert "of the same number" in told
    assert "'ref' in the mapping file" in told
    assert list(letters().values()) == [january]


def test_a_letter_of_the_same_day_and_title_with_another_number_is_another(
    typed: Typed, january: str
) -> None:
    table(JANUARY, FEBRUARY.replace("17", "18", 1))
    assert "1 written, 0 changed, 1 there already" in typed(IMPORT).out
    assert len(letters()) == 2


def test_a_letter_entered_by_hand_gets_the_number_and_the_steps_of_its_row(
    typed: Typed, january: str
) -> None:
    typed("add-letter --mailbox m03 --kind request --title 树枝 --received 2026-01-20")
    table("19,2026-01-20,树枝,市政设施,住建局,2026-01-21,,,")
    assert "0 written, 1 changed" in typed(IMPORT).out
    table("19,2026-01-20,树枝,市政设施,住建局,2026-01-21,2026-02-05,已解决,")
    assert "0 written, 1 changed" in typed(IMPORT).out
    assert len(letters()) == 2
    table("20,2026-01-20,树枝,,,,,,")
    assert "1 written" in typed(IMPORT).out


def test_an_update_is_judged_like_a_new_record(typed: Typed, january: str) -> None:
    table(FEBRUARY.replace("2026-02-03", "2026-01-03"))
    ended = typed(IMPORT, code=1)
    assert "1 reported" in ended.out
    assert list(letters().values()) == [january]


def test_personal_data_of_a_contradiction_is_masked(typed: Typed, january: str) -> None:
    typed("edit 路灯 --title '电话13800138000' --public-anyway --why 本人同意")
    for shown in ("table", "json"):
        ended = typed(f"{IMPORT} --format {shown}", code=1)
        assert "13800138000" not in ended.err + ended.out


def private() -> str:
    found = sorted(Path("private/letters").rglob("L*.yaml"))
    return "".join(path.read_text(encoding="utf-8") for path in found)


@pytest.fixture
def of_writers(typed: Typed, january: str) -> None:
    """A mapping with the writer in the last columns."""
    mapping = MAP.replace("events:", WRITER).replace('keep: ["备注"]\n', "")
    Path("map.yaml").write_text(mapping, encoding="utf-8")


WRITER = """\
  private.name: {column: "来信人"}
  private.phone: {column: "电话"}
  private.note: {column: "备注"}
events:
"""


def of_writer(*cells: str) -> None:
    """The table of February, with the writer's name and phone, and a note."""
    head, row = HEAD.replace("备注", "来信人,电话,备注"), FEBRUARY.rsplit(",", 1)[0]
    Path("in.csv").write_text(f"{head}\n{row},{','.join(cells)}\n", encoding="utf-8")


def test_who_wrote_may_come_later(typed: Typed, of_writers: None) -> None:
    """Blank values of private/ are filled in, step by step, and a second time nothing is done."""
    for cells, held in (
        (("陈秀英", "", ""), "name: 陈秀英\n"),
        (("陈秀英", "13900000001", ""), 'name: 陈秀英\nphone: "13900000001"\n'),
        (("", "", "晚上在家"), 'name: 陈秀英\nphone: "13900000001"\nnote: 晚上在家\n'),
    ):
        of_writer(*cells)
        ended = typed(IMPORT)
        assert "1 changed" in ended.out
        assert private() == held
        assert "writer: named" in "".join(letters().values())
        assert "陈秀英" not in ended.err + "".join(letters().values())
        ended = typed(IMPORT)
        assert "0 changed, 1 there already" in ended.out
        assert "private/ does not hold" not in ended.err


def test_another_writer_contradicts_and_is_not_shown(typed: Typed, of_writers: None) -> None:
    """The other cells of the row are added all the same."""
    of_writer("陈秀英", "13900000001", "")
    typed(IMPORT)
    of_writer("陈秀兰", "13900000002", "晚上在家")
    ended = typed(IMPORT, code=1)
    assert "1 reported" in ended.out
    assert "row 2, column 来信人: name: " in ended.err
    assert "row 2, column 电话: " in ended.err
    assert not any(text in ended.err + ended.out for text in ("陈秀", "13900"))
    assert private() == 'name: 陈秀英\nphone: "13900000001"\nnote: 晚上在家\n'


def test_a_writer_whose_part_is_elsewhere_is_not_written_again(
    typed: Typed, of_writers: None
) -> None:
    of_writer("陈秀英", "", "")
    typed(IMPORT)
    for path in Path("private/letters").rglob("L*.yaml"):
        path.unlink()
    of_writer("陈秀英", "13900000001", "")
    assert "private/ does not hold what it says about the writer" in typed(IMPORT).err
    assert private() == ""


NUMBERED = [f"{number},2026-01-1{number},路灯{number},,,,,," for number in (1, 2, 3)]


def test_numbers_that_begin_again_are_refused_with_the_cure(typed: Typed, january: str) -> None:
    again = [row.replace("2026-01", "2026-02") for row in NUMBERED]
    table(*NUMBERED, *again)
    told = typed(IMPORT, code=2).err
    assert "in.csv: the numbers in 编号 begin again with 1 in row 5; nothing was imported" in told
    assert list(letters().values()) == [january]
    Path("map.yaml").write_text(MAP.replace('["编号"]', '["编号", "收信日期"]'), encoding="utf-8")
    assert "6 written" in typed(IMPORT).out


def test_a_sheet_a_month_has_its_name_in_the_number(typed: Typed, january: str) -> None:
    book = openpyxl.Workbook()
    for name, month in (("1月", "01"), ("2月", "02")):
        page = book.create_sheet(name)
        for row in (HEAD, *NUMBERED[: int(month)]):
            page.append(row.replace("2026-01", f"2026-{month}").split(","))
    book.remove(book.worksheets[0])
    book.save("in.xlsx")
    told = typed("import in.xlsx --map map.yaml", code=2, lang="zh-CN").err
    assert "in.xlsx 2月：“编号”从第2行起又从1开始" in told
    Path("map.yaml").write_text(MAP.replace('["编号"]', '["工作表", "编号"]'), encoding="utf-8")
    assert "3 written" in typed("import in.xlsx --map map.yaml").out
    assert "ref: 2月/1\n" in "".join(letters().values())


def test_a_number_that_is_there_twice_by_itself_is_another_letter_and_told(
    typed: Typed, january: str
) -> None:
    table(*NUMBERED, NUMBERED[0].replace("路灯1", "座椅"), "4,2026-01-20,树,,,,,,")
    ended = typed(IMPORT)
    assert "5 written" in ended.out
    assert "1 row has the number of an earlier row and other content" in ended.err
    assert "(5)" in ended.err


@pytest.mark.parametrize("word", ["新", "new"])
def test_new_is_no_number_of_a_table_of_ones_own(typed: Typed, january: str, word: str) -> None:
    table(JANUARY.replace("17", word, 1))
    ended = typed(IMPORT, code=1)
    assert "row 2, column 编号: this is no number" in ended.err
    assert list(letters().values()) == [january]


def test_a_long_number_that_lost_digits_is_no_number(typed: Typed, january: str) -> None:
    book = openpyxl.Workbook()
    assert book.active
    for row in (HEAD, JANUARY.replace("17", "", 1), JANUARY.replace("17", "", 1)):
        book.active.append(row.split(","))
    book.active["A2"], book.active["A3"] = 123456789012345678, "123456789012345678"
    book.save("in.xlsx")
    ended = typed("import in.xlsx --map map.yaml", code=1)
    assert "row 2, column 编号: this number has more digits than a spreadsheet keeps" in ended.err
    assert "2 rows: 1 written, 0 changed, 0 there already, 1 reported" in ended.out
    assert 'ref: "123456789012345678"\n' in "".join(letters().values())


def test_a_form_imported_again_adds_what_was_filled_in_since(typed: Typed, district: Path) -> None:
    head = "收到日期,信箱,信件类别,标题,问题领域,转交承办单位·日期,转交承办单位·转交单位\n"
    row = "2026-03-16,m03,咨询,路灯,,,\n"
    Path("form.csv").write_text(head + row, encoding="utf-8")
    typed("import form.csv --kind letter")
    Path("form.csv").write_text(head + row.replace(",,,", ",市政设施,2026-03-18,住建局"), "utf-8")
    assert "0 written, 1 changed" in typed("import form.csv --kind letter").out
    (text,) = letters().values()
    assert (
        "topic: municipal\nevents:\n  - {date: 2026-03-18, event: forwarded, to: housing}\n" in text
    )
    assert "1 there already" in typed("import form.csv --kind letter").out


ROSTER = """\
kind: deputy
ref: ["姓名"]
fields:
  name: {column: "姓名"}
  group: {constant: "莲花街道代表组"}
  constituency: {column: "选区"}
  term: {constant: "17"}
  to: {column: "离任"}
  end: {column: "原因"}
keep: ["政党", "学历"]
"""


def roster(*rows: str) -> None:
    Path("map.yaml").write_text(ROSTER, encoding="utf-8")
    Path("in.csv").write_text(
        "\n".join(("姓名,选区,离任,原因,政党,学历", *rows, "")), encoding="utf-8"
    )


def test_a_roster_adds_to_the_deputies_that_it_brought(typed: Typed, district: Path) -> None:
    roster("李娜,第三选区,,,甲,", "赵敏,第四选区,,,乙,")
    assert "2 written" in typed(IMPORT).out
    roster("李娜,第三选区,,,甲,大学", "赵敏,第四选区,2026-03-01,辞职,丙,")
    ended = typed(IMPORT, code=1)
    assert "0 written, 1 changed, 0 there already, 1 reported" in ended.out
    found = {path.stem: path.read_text("utf-8") for path in Path("records/deputies").iterdir()}
    assert "imported:\n  政党: 甲\n  学历: 大学\n" in found["li-na"]
    assert "row 3, column 政党: 政党: zhao-min has '乙' and this row '丙'" in ended.err
    assert "to: 2026-03-01, end: resigned" in found["zhao-min"]
    roster("赵敏,第四选区,2026-03-31,辞职,,")
    told = typed(IMPORT, code=1).err
    assert "zhao-min has '2026-03-01' and this row '2026-03-31'" in told
    assert found["zhao-min"] == Path("records/deputies/zhao-min.yaml").read_text("utf-8")


def test_a_cell_that_is_recorded_nowhere_is_pointed_out(typed: Typed, january: str) -> None:
    """A department without the day on which it got the letter is no step: that is said each time."""
    table(JANUARY, "18,2026-02-02,座椅,,住建局,,,,", "19,2026-02-03,步道,,,2026-02-04,,,")
    for command in (f"{IMPORT} --dry-run", IMPORT, IMPORT):
        said = typed(command).err
        assert "转交单位: what 1 row holds is not recorded (3)" in said
        assert "转交日期: what 1 row holds is not recorded (4)" in said
    Path("map.yaml").write_text(
        MAP.replace('["备注"]', '["备注", "转交单位", "转交日期"]'), encoding="utf-8"
    )
    assert "is not recorded" not in typed(IMPORT).err


def test_a_column_that_the_mapping_does_not_name_is_told(typed: Typed, january: str) -> None:
    Path("in.csv").write_text(f"{HEAD},满意度\n{JANUARY},满意\n", encoding="utf-8")
    assert "ignored columns: 满意度" in typed(IMPORT).err


@pytest.mark.parametrize("number", ["017", "１７", "17.0", "00017"])
def test_a_number_is_the_same_however_it_is_written(
    typed: Typed, january: str, number: str
) -> None:
    """Spreadsheet programs drop the zeros before a number, and add a point."""
    table(FEBRUARY.replace("17,", f"{number},", 1))
    assert "0 written, 1 changed, 0 there already" in typed(IMPORT).out
    assert 'ref: "17"' in "".join(letters().values())
    table(f"{number},2026-01-17,座椅,,,,,,")
    assert "0 written, 0 changed, 0 there already, 1 reported" in typed(IMPORT, code=1).out


def test_numbers_of_one_file_that_differ_in_zeros_are_two_records(
    typed: Typed, january: str
) -> None:
    table(JANUARY, "018,2026-02-02,座椅,,,,,,", "18,2026-02-02,步道,,,,,,")
    for done in ("2 written, 0 changed, 1 there", "0 written, 0 changed, 3 there"):
        assert done in typed(IMPORT).out


def test_a_long_list_of_rows_is_cut(typed: Typed, january: str) -> None:
    table(*(f"{one},2026-02-02,第{one}件,,,,,," for one in range(30, 42)))
    typed(IMPORT)
    table(*(f"{one},2026-02-02,另{one}件,市政设施,,,,," for one in range(30, 42)))
    told = typed(IMPORT, code=1).err
    assert "12 of the reported rows (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …) contradict" in told
