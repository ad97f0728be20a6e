"""`import --create` checks first and creates then: only names that accepted rows use, and those that are names."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random

import pytest

from deputylog.cli.main import main
from tests.cli.conftest import Typed
from tests.conftest import TODAY, drilled

MAP = """\
kind: letter
ref: ["编号"]
nothing: ["-"]
group: {column: "街道"}
fields:
  received: {column: "日期"}
  constituency: {column: "社区"}
  kind: {constant: request}
  title: {column: "内容"}
  topic: {column: "领域"}
  deputy: {column: "代表"}
constituency: {column: "社区"}
events:
  - event: forwarded
    to: {column: "单位"}
"""
HEAD = "编号,日期,街道,社区,内容,领域,代表,单位\n"
NO_DAY = "第三天"


@pytest.fixture
def mapping(district: Path) -> None:
    Path("map.yaml").write_text(MAP, encoding="utf-8")


def table(*rows: str) -> None:
    Path("in.csv").write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")


def register() -> str:
    files = [Path("records/district.yaml"), *sorted(Path("records").glob("[dg][er]*s/*.yaml"))]
    return "".join(f"{path.stem}\n{_text(path)}" for path in files)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


CREATE = "import in.csv --map map.yaml --create"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("9,2026-03-05,-,第三选区,合计,-,合,-", "代表"),
        ("9,2026-03-05,-,第三选区,合计,-,合 计,-", "代表"),
        ("9,2026-03-05,-,第三选区,x,-,-,其他", "单位"),
        ("9,2026-03-05,-,第三选区,x,无,-,-", "领域"),
        ("9,2026-03-05,-,第三选区,x,12345,-,-", "领域"),
        ("9,2026-03-05,-,第三选区,x,-,钱一、孙二,-", "代表"),
        ("9,2026-03-05,合计,第三选区,x,-,-,-", "街道"),
        ("9,2026-03-05,-,荷花社区,x,-,-,-", "社区"),
        ("9,2026-03-05,-,第三选区,x,-,-,住房和城乡建设局", "单位"),
    ],
)
def test_what_cannot_be_a_new_name_is_the_fault_of_its_row(
    typed: Typed, mapping: None, row: str, column: str
) -> None:
    table("1,2026-03-05,-,第三选区,路灯,-,-,-", row)
    before = register()
    ended = typed(CREATE, code=1)
    assert "2 rows: 1 written, 0 changed, 0 there already, 1 reported" in ended.out
    assert len(re.findall(f"row 3, column {column}: ", ended.err)) == 1
    assert register() == before


def test_only_accepted_rows_create_names(typed: Typed, mapping: None) -> None:
    bad = f"2,{NO_DAY},荷花街道,荷花社区,x,噪声,钱一,环保局"
    table(bad, "1,2026-03-05,莲花街道代表组,梅花社区,路灯,照明,孙二,灯光中心")
    told = typed(CREATE, code=1).out
    whole = register()
    assert [name in whole for name in ("梅花社区", "照明", "孙二", "灯光中心")] == [True] * 4
    assert not any(name in whole for name in ("荷花街道", "荷花社区", "噪声", "钱一", "环保局"))
    assert told.count("new ") == 4
    typed("check --select R")


def test_nothing_is_created_if_nothing_is_accepted(typed: Typed, mapping: None) -> None:
    before = register()
    table(f"1,{NO_DAY},荷花街道,荷花社区,x,噪声,钱一,环保局")
    assert "new " not in typed(CREATE, code=1).out
    assert register() == before


def test_a_new_deputy_sits_where_the_first_accepted_row_says(typed: Typed, mapping: None) -> None:
    table(
        f"1,{NO_DAY},荷花街道,荷花社区,x,-,钱一,-",
        "2,2026-03-05,莲花街道代表组,第四选区,x,-,钱一,-",
    )
    typed(CREATE, code=1)
    (deputy,) = (text for text in map(_text, Path("records/deputies").iterdir()) if "钱一" in text)
    assert "constituency: c04, group: lianhua" in deputy


def test_a_rule_against_a_new_name_is_the_fault_of_its_rows(typed: Typed, mapping: None) -> None:
    table("1,2026-03-05,-,第三选区,路灯,机密★启封前,-,-", "2,2026-03-05,-,第三选区,停水,供水,-,-")
    told = typed(CREATE, code=1)
    assert "1 written" in told.out
    assert "row 2: " in told.err
    assert "机密" not in register()
    assert "供水" in register()


def test_names_and_records_are_one_step(typed: Typed, mapping: None) -> None:
    table("1,2026-03-05,荷花街道,荷花社区,路灯,噪声,钱一,环保局")
    before = register()
    typed(CREATE)
    assert register() != before
    typed("undo")
    assert register() == before
    assert not list(Path("records/letters").rglob("*.yaml"))


def test_new_names_are_listed_with_their_rows_and_twins(typed: Typed, mapping: None) -> None:
    table(
        "1,2026-03-05,-,第三选区,a,-,-,住房建设局",
        "2,2026-03-05,-,第三选区,b,-,-,住房建设局",
        "3,2026-03-05,-,第三选区,c,-,-,城市管理局",
        "4,2026-03-05,-,第三选区,d,-,-,城管局",
        "5,2026-03-05,-,第三选区,e,-,-,教育局",
    )
    told = typed(CREATE, "--dry-run", lang="zh-CN")
    assert re.search(
        r"^新建承办单位：住房建设局（[\w-]+，2行）——相近的名称：区住房和城乡建设局 \(housing\)$",
        told.out,
        re.MULTILINE,
    )
    assert re.search(
        r"^新建承办单位：城管局（[\w-]+，1行）——相近的名称：城市管理局 ", told.out, re.MULTILINE
    )
    assert re.search(r"^新建承办单位：教育局（[\w-]+，1行）$", told.out, re.MULTILINE)
    assert "deputylog set department housing --alias" in told.err


def test_a_contradiction_creates_no_name_and_calls_it_by_its_name(
    typed: Typed, mapping: None
) -> None:
    table("1,2026-03-05,-,第三选区,路灯,市政设施,-,住建局")
    typed(CREATE)
    before = register()
    table("1,2026-03-05,-,第三选区,路灯,照明,-,住建局")
    told = typed(CREATE, code=1)
    assert "照明" in told.err
    assert "new topic" not in told.out
    assert register() == before


@pytest.mark.parametrize("name", ["合计", "合 计", "张三、李四"])
def test_a_roster_has_no_deputy_of_that_name(typed: Typed, district: Path, name: str) -> None:
    Path("in.csv").write_text(f"姓名,任职·选区,任职·起\n{name},c03,2021-12-20\n", encoding="utf-8")
    before = register()
    assert "row 2, column 姓名: '" in typed("import in.csv --kind deputy", code=1).err
    assert register() == before


TABLES = {
    "all new": ["1,2026-03-05,荷花街道,荷花社区,路灯,噪声,钱一,环保局"],
    "one bad": [
        f"1,{NO_DAY},荷花街道,荷花社区,x,噪声,钱一,环保局",
        "2,2026-03-05,莲花街道代表组,第四选区,y,噪声,钱 一,环保局",
    ],
    "a total": [
        "1,2026-03-05,-,第三选区,x,-,-,住建局",
        "合计,,,,1,,,",
        "合计,2026-03-05,-,第三选区,,,合,",
    ],
    "twins": [
        "1,2026-03-05,-,第三选区,x,-,-,城管局",
        "2,2026-03-05,-,第三选区,y,-,-,城市管理局",
        "3,2026-03-05,-,第三选区,z,-,-,住房和城乡建设局",
    ],
    "the same twice": ["1,2026-03-05,-,第三选区,x,供水,-,-"] * 2,
    "the same number": [
        "1,2026-03-05,-,第三选区,x,供水,-,-",
        "1,2026-03-06,-,第三选区,y,供水,-,-",
    ],
    "personal": [
        "1,2026-03-05,-,第三选区,请回电13912345678,供水,-,-",
        "2,2026-03-05,-,第三选区,电话010-62345678,排水,-,-",
        "3,2026-03-05,-,第三选区,x,-,13912345678,-",
    ],
    "no group": ["1,2026-03-05,-,荷花社区,x,供水,-,-"],
    "a day to come": ["1,2029-03-05,-,第三选区,x,供水,-,-"],
    "no bad": [f"{one},2026-03-0{one},-,第三选区,x{one},供水,钱一,-" for one in range(1, 9)],
}


def said(text: str) -> list[str]:
    """What an import says, without what only a run or only a dry run says."""
    for would, does in (("would be written", "written"), ("are there already", "there already")):
        text = text.replace(would, does)
    lines = text.replace("; nothing was done", "").splitlines()
    return [line for line in lines if not line.startswith(("all rejected rows", "Not committed"))]


@pytest.mark.parametrize("rows", TABLES.values(), ids=TABLES.keys())
def test_a_dry_run_promises_what_the_run_does(typed: Typed, mapping: None, rows: list[str]) -> None:
    table(*rows)
    before = register()
    code = 0 if rows in map(TABLES.get, ("all new", "the same number", "no bad")) else 1
    promised = typed(f"{CREATE} --dry-run", code=code)
    names = json.loads(typed(f"{CREATE} --dry-run --format json", code=code).out)["created"]
    assert register() == before
    done = typed(CREATE, code=code)
    assert [said(promised.out), said(promised.err)] == [said(done.out), said(done.err)]
    for made in names:
        assert made["id"] in register()
        assert made["name"] in register()


def test_a_workbook_of_two_sheets_is_promised_as_a_whole(typed: Typed, district: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("来信二")):
        sheet.append(["收到日期", "选区", "来信方式", "信件类别", "标题"])
        sheet.append(["2026-03-05", "第三选区", "邮寄", "求助", "路灯"])
    book.save("in.xlsx")
    promised = typed("import in.xlsx --kind letter --dry-run", code=1)
    done = typed("import in.xlsx --kind letter", code=1)
    assert [said(promised.out), said(promised.err)] == [said(done.out), said(done.err)]
    assert len(list(Path("records/letters").rglob("*.yaml"))) == 1


NUMBERS, DAYS = ("A", "B", "C", "合计"), ("2026-03-05", "2026-03-06", NO_DAY, "")
PLACES = (
    ("-", "第三选区"),
    ("莲花街道代表组", "梅花社区"),
    ("荷花街道", "荷花社区"),
    ("合计", "x社区"),
)
TITLES = ("路灯", "停水", "请回电13912345678", "")
NAMES = (
    "-",
    "住建局",
    "住房建设局",
    "环保局",
    "环 保局",
    "其他",
    "区住房和城乡建设局",
    "机密★长期",
)


def some_rows(random: Random) -> list[str]:
    """Up to eight rows of cells that fit, are new, or are wrong."""
    return [
        ",".join(
            (
                random.choice(NUMBERS),
                random.choice(DAYS),
                *random.choice(PLACES),
                random.choice(TITLES),
                random.choice(("-", "供水", "无", "市政 设施")),
                random.choice(("-", "张伟", "钱一", "合", "钱一、孙二")),
                random.choice(NAMES),
            )
        )
        for _ in range(random.randrange(1, 8))
    ]


@pytest.mark.parametrize("seed", range(drilled(3, 200)))
def test_a_dry_run_of_any_table_promises_what_the_run_does(
    typed: Typed, mapping: None, seed: int, capfd: pytest.CaptureFixture[str]
) -> None:
    random = Random(seed)
    table(*some_rows(random))
    line = f"{CREATE}{random.choice(('', ' --move-personal'))}"
    for _ in range(2):  # into a register without, then with what it creates
        before = register()
        promised = tried(capfd, f"{line} --dry-run")
        assert register() == before
        done = tried(capfd, line)
        assert list(map(said, promised)) == list(map(said, done))
        numbers = [int(one) for one in re.findall(r"\d+", said(done[0])[-1])]
        assert numbers[0] == sum(numbers[1:])
    typed("check --select R002,R003,R004")
    assert not any(
        one in register() for one in ("合计", "其他", "无", "机密", "钱一、", "name: 合")
    )


def tried(capfd: pytest.CaptureFixture[str], line: str) -> tuple[str, str]:
    """What a command says, whatever its exit code."""
    capfd.readouterr()
    assert main(["--lang", "en", *line.split()], today=TODAY) in (0, 1)
    return capfd.readouterr()
