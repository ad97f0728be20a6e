"""A spreadsheet saved as CSV becomes records; what cannot be taken comes back with its number, column and reason."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Typed

MAP = """\
kind: letter
ref: ["编号"]
nothing: ["-"]
fields:
  received: {column: "收信日期", date: ["%Y年%m月%d日", "%Y-%m-%d"]}
  mailbox: {column: "信箱"}
  kind: {column: "类别", values: {"求助": request, "建议": opinion}}
  title: {column: "内容"}
  topic: {column: "领域"}
events:
  - event: forwarded
    to: {column: "转交单位"}
    date: {column: "转交日期", date: ["%Y-%m-%d"]}
keep: ["备注"]
"""
HEAD = "编号,收信日期,信箱,类别,内容,领域,转交单位,转交日期,备注\n"
GOOD = '1,2026年3月16日,m03,求助,路灯损坏,市政设施,住建局,2026-03-18,@坪山\n2,2026-03-17,m04,建议,"增设,座椅",-,,,\n'


@pytest.fixture
def mapping(district: Path) -> None:
    Path("map.yaml").write_text(MAP, encoding="utf-8")


def letters() -> list[str]:
    return sorted(
        path.read_text(encoding="utf-8") for path in Path("records/letters").rglob("*.yaml")
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_whatever_the_office_saved_it_as(typed: Typed, mapping: None, encoding: str) -> None:
    Path("in.csv").write_bytes((HEAD + GOOD).replace("\n", "\r\n").encode(encoding))
    assert "2 rows: 2 written" in typed("import in.csv --map map.yaml").out
    first, second = letters()
    assert "title: 路灯损坏" in first
    assert "- {date: 2026-03-18, event: forwarded, to: housing}" in first
    assert 'imported:\n  备注: "@坪山"\n' in first
    assert "title: 增设,座椅" in second
    assert "topic" not in second
    assert "events" not in second


def test_a_page_of_a_web_system_is_imported_like_a_spreadsheet(typed: Typed, mapping: None) -> None:
    lines = [line.split(",") for line in (HEAD + GOOD.replace('"增设,座椅"', "增设座椅")).split()]
    cells = "".join(f"<tr><td>{'<td>'.join(line)}</tr>" for line in lines)
    page = f"<html><meta charset=gb2312><h1>来信</h1><table>{cells}</table></html>"
    Path("in.xls").write_bytes(page.encode("gbk"))
    assert "2 rows: 2 written" in typed("import in.xls --map map.yaml").out
    assert [text.partition("title: ")[2].split()[0] for text in letters()] == [
        "路灯损坏",
        "增设座椅",
    ]


def test_a_dry_run_does_nothing(typed: Typed, mapping: None) -> None:
    Path("in.csv").write_text(HEAD + GOOD, encoding="utf-8")
    assert "2 would be written" in typed("import in.csv --map map.yaml --dry-run").out
    assert not letters()


def test_the_second_import_adds_nothing_and_an_interrupted_one_goes_on(
    typed: Typed, mapping: None
) -> None:
    Path("in.csv").write_text(HEAD + GOOD, encoding="utf-8")
    typed("import in.csv --map map.yaml")
    whole = letters()
    assert "0 written, 0 changed, 2 there already" in typed("import in.csv --map map.yaml").out
    next(Path("records/letters").rglob("*.yaml")).unlink()
    assert "1 written, 0 changed, 1 there already" in typed("import in.csv --map map.yaml").out
    assert letters() == whole


@pytest.mark.parametrize(
    ("bad", "told"), [(20, ""), (21, "… and 1 more row\n"), (22, "… and 2 more rows\n")]
)
def test_after_twenty_bad_rows_the_rest_is_counted(
    typed: Typed, mapping: None, bad: int, told: str
) -> None:
    Path("in.csv").write_text(
        HEAD + "".join(f"{number},三月,m03,求助,x,,,,\n" for number in range(bad)), encoding="utf-8"
    )
    lines = typed("import in.csv --map map.yaml --dry-run", code=1).err.splitlines(keepends=True)
    assert "".join(lines[20:]) == told


def test_a_bad_row_comes_back_and_stops_nobody(typed: Typed, mapping: None) -> None:
    bad = "3,三月,m03,求助,x,,,,\n4,2026-03-18,m99,求助,x,,,,\n5,2026-03-18,m03,抱怨,x,,,,\n,2026-03-18,m03,求助,x,,,,\n"
    bad += f"{GOOD.splitlines()[1]}\n7,2026-03-18\n"
    Path("in.csv").write_text(HEAD + GOOD + bad, encoding="utf-8")
    ended = typed("import in.csv --map map.yaml", code=1)
    assert "8 rows: 2 written, 0 changed, 0 there already, 6 reported" in ended.out
    with Path("private/out/in-rejected.csv").open(encoding="utf-8-sig", newline="") as file:
        told = list(csv.DictReader(file))
    assert [(row["row"], row["column"]) for row in told if row["column"]] == [
        ("4", "收信日期"),
        ("5", "信箱"),
        ("6", "类别"),
        ("7", "编号"),
    ]
    assert {row["row"] for row in told} == {"4", "5", "6", "7", "8", "9"}
    assert all(row["reason"] for row in told)
    assert "request" in next(row["reason"] for row in told if row["row"] == "6")


def test_rejected_rows_of_two_files_of_one_name_are_kept_apart(typed: Typed, mapping: None) -> None:
    for folder, day in (("north", "三月"), ("south", "四月"), ("north", "三月")):
        Path(folder).mkdir(exist_ok=True)
        Path(folder, "in.csv").write_text(
            f"received,mailbox,kind,title\n{day},m03,求助,路灯\n", encoding="utf-8"
        )
        typed(f"import {folder}/in.csv --kind letter", code=1)
    back = {
        path.name: path.read_text(encoding="utf-8-sig") for path in Path("private/out").iterdir()
    }
    assert {name: [day in text for day in ("三月", "四月")] for name, text in back.items()} == {
        "in-rejected.csv": [True, False],
        "in-rejected-2.csv": [False, True],
    }
    Path("private/out/in-rejected-2.csv").write_text(
        back["in-rejected-2.csv"].replace("四月", "五月"), encoding="utf-8"
    )
    typed("import private/out/in-rejected-2.csv --kind letter", code=1)
    assert "五月" in Path("private/out/in-rejected-2.csv").read_text(encoding="utf-8")
    assert len(list(Path("private/out").iterdir())) == 2


def test_unknown_departments_are_made_only_when_asked(typed: Typed, mapping: None) -> None:
    row = "8,2026-03-18,m03,求助,x,绿化养护,园林中心,2026-03-19,\n"
    Path("in.csv").write_text(HEAD + row, encoding="utf-8")
    assert "园林中心" in typed("import in.csv --map map.yaml", code=1).err
    typed("import in.csv --map map.yaml --create")
    assert "园林中心" in Path("records/district.yaml").read_text(encoding="utf-8")
    assert len(letters()) == 1
    typed("check --select R")


def test_what_is_made_changes_its_own_section_alone(typed: Typed, mapping: None) -> None:
    path = Path("records/district.yaml")
    path.write_text(
        path.read_text(encoding="utf-8")
        .replace("name: ", "name:  ", 1)
        .replace("topics:", "topics:  # 领域\n  # 甲"),
        encoding="utf-8",
    )
    before = path.read_text(encoding="utf-8")
    Path("in.csv").write_text(HEAD + "8,2026-03-18,m03,求助,x,绿化养护,,,\n", encoding="utf-8")
    typed("import in.csv --map map.yaml --create")
    added = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if line not in before.splitlines()
    ]
    assert len(added) == 1
    assert '{name: "绿化养护"}' in added[0]
    assert all(
        line in path.read_text(encoding="utf-8").splitlines() for line in before.splitlines()
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("kind: letter", "kind: lettre"), "map.yaml:1"),
        (('"收信日期"', '"日期"'), "日期"),
        (("title:", "titel:"), "titel"),
        (("forwarded", "forwardet"), "forwardet"),
        (("ref:", "\tref:"), "map.yaml:2"),
    ],
)
def test_a_wrong_mapping_is_told_before_anything_is_written(
    typed: Typed, mapping: None, change: tuple[str, str], told: str
) -> None:
    Path("map.yaml").write_text(MAP.replace(*change), encoding="utf-8")
    Path("in.csv").write_text(HEAD + GOOD, encoding="utf-8")
    assert told in typed("import in.csv --map map.yaml", code=2).err
    assert not letters()


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", b"a,a\n1,2\n", b"\xff\xfe\x00", b'"unclosed\n']
)
def test_what_is_no_table_is_told(typed: Typed, mapping: None, content: bytes) -> None:
    Path("in.csv").write_bytes(content)
    assert typed("import in.csv --map map.yaml", code=2).err.startswith("deputylog: ")


def test_another_row_of_the_same_number_is_another_letter(typed: Typed, mapping: None) -> None:
    Path("in.csv").write_text(HEAD + GOOD + "1,2026-03-18,m03,求助,又一封,,,,\n", encoding="utf-8")
    typed("import in.csv --map map.yaml")
    assert {text.split("ref: ")[1].split("\n")[0] for text in letters()} == {'"1"', '"2"', "1/2"}
    assert "3 there already" in typed("import in.csv --map map.yaml").out


SUGGESTIONS = r"""
kind: suggestion
ref: [uid]
group: {constant: 莲花街道代表组}
constituency: {constant: 第三选区}
fields:
  date: {columns: [year, month], join: "-", date: ["%Y-%m"]}
  kind: {constant: suggestion}
  title: {column: title}
  lead: {column: who, take: '^\S+'}
  cosigners: {column: who, take: '(?s)(?<=\s)\S.*', split: '\s+'}
events:
  - event: submitted
  - event: assigned
    lead: {column: office}
    number: {column: uid}
keep: [amount]
"""


def suggestions() -> list[str]:
    return sorted(
        path.read_text(encoding="utf-8") for path in Path("records/suggestions").rglob("*.yaml")
    )


def test_objects_of_json_with_joint_proposers_and_numbers_used_twice(
    typed: Typed, district: Path
) -> None:
    Path("map.yaml").write_text(SUGGESTIONS, encoding="utf-8")
    first = {
        "uid": "a-1",
        "year": "2013",
        "month": "6",
        "title": "路灯",
        "who": "张伟\n王芳  李娜",
        "office": "住建局",
        "amount": 482000.0,
    }
    second = {**first, "title": "座椅", "month": "06", "who": "张伟", "amount": None}
    Path("in.json").write_text(
        json.dumps([first, second, first], ensure_ascii=False), encoding="utf-8"
    )
    ended = typed("import in.json --map map.yaml --create", code=1)
    assert "3 rows: 2 written, 0 changed, 0 there already, 1 reported" in ended.out
    assert "row 3: the same as row 1" in ended.err
    (joint,) = (text for text in suggestions() if "title: 路灯" in text)
    assert "date: 2013-06\nref: a-1\n" in joint
    assert "lead: zhang-wei\ncosigners: [wang-fang, li-na]\n" in joint
    assert '- {event: submitted}\n  - {event: assigned, number: "a-1", lead: housing}\n' in joint
    assert 'amount: "482000"' in joint
    (other,) = (text for text in suggestions() if "title: 座椅" in text)
    assert "ref: a-1/2\n" in other
    assert "constituency: c03, group: lianhua" in Path("records/deputies/li-na.yaml").read_text(
        encoding="utf-8"
    )
    assert (
        "0 written, 0 changed, 2 there already, 1 reported"
        in typed("import in.json --map map.yaml", code=1).out
    )


def test_visits_by_a_mapping_with_a_matter_in_each_row(typed: Typed, district: Path) -> None:
    mapping = """\
kind: visit
ref: ["号"]
fields:
  date: {column: "日期"}
  deputies: {column: "代表", split: "/"}
  constituency: {column: "选区"}
  met.voters: {column: "人数"}
  matters.kind: {constant: "咨询"}
  matters.title: {column: "问题"}
events:
  - event: replied
    date: {column: "答复"}
"""
    Path("map.yaml").write_text(mapping, encoding="utf-8")
    Path("in.csv").write_text(
        "号,日期,代表,选区,人数,问题,答复\n7,2026/3/4,张伟/王芳,第三选区,12,路灯,2026.3.5\n",
        encoding="utf-8",
    )
    assert "1 written" in typed("import in.csv --map map.yaml").out
    (visit,) = (path.read_text(encoding="utf-8") for path in Path("records/visits").rglob("*.yaml"))
    assert "deputies: [zhang-wei, wang-fang]" in visit
    assert "met: {voters: 12}" in visit
    assert "- {date: 2026-03-05, event: replied}" in visit
    assert "1 there already" in typed("import in.csv --map map.yaml").out


def test_a_seat_that_has_expired_is_understood_by_a_mapping_as_by_add_visit(
    typed: Typed, district: Path
) -> None:
    register = Path("records/district.yaml")
    terms = '  - {id: "17", from: 2021-12-20, to: 2026-03-31}\n  - {id: "18", from: 2026-04-01}\n'
    text = re.sub(r"(?m)^terms:\n(?:  - .*\n)+", f"terms:\n{terms}", register.read_text("utf-8"))
    register.write_text(text, encoding="utf-8")
    deputy = Path("records/deputies/zhang-wei.yaml")
    seat = '  - {term: "18", constituency: c04, group: lianhua, from: 2026-04-01}\n'
    deputy.write_text(deputy.read_text("utf-8") + seat, encoding="utf-8")
    mapping = (
        'kind: visit\nref: ["日期"]\nfields: {date: {column: "日期"}, deputies: {column: "代表"}}\n'
    )
    Path("map.yaml").write_text(mapping, encoding="utf-8")
    rows = "日期,代表\n2026-03-14,张伟\n2026-04-14,张伟\n"
    Path("in.csv").write_text(rows, encoding="utf-8")
    assert "2 written" in typed("import in.csv --map map.yaml").out
    before, after = (
        path.read_text("utf-8")
        for path in sorted(Path("records/visits").rglob("*"))
        if path.is_file()
    )
    assert "constituency: c03" in before
    assert "constituency: c04" in after


def test_a_round_by_a_mapping_says_why_a_mailbox_was_not_opened(
    typed: Typed, district: Path
) -> None:
    mapping = """\
kind: opening
ref: ["日期"]
fields:
  date: {column: "日期"}
  mailboxes.m03: {column: "一号"}
  mailboxes.m04: {column: "二号"}
"""
    Path("map.yaml").write_text(mapping, encoding="utf-8")
    Path("in.csv").write_text("日期,一号,二号\n2026-03-02,2,打不开：换锁\n", encoding="utf-8")
    assert "1 written" in typed("import in.csv --map map.yaml").out
    (opening,) = Path("records/openings").rglob("*.yaml")
    text = opening.read_text(encoding="utf-8")
    assert "group: lianhua" in text
    assert "mailboxes: {m03: 2}" in text
    assert 'm04: {why: locked, note: "换锁"}' in text
