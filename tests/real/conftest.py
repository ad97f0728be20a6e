"""Districts made of real data, once for all tests that look at them. None of the data is in this repository."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from deputylog.cli.main import main
from deputylog.tables.importing import Import
from deputylog.tables.mapping import load_mapping
from deputylog.tables.report import ImportReport
from deputylog.words import words
from tests.conftest import real_data, write

REQUESTS = """\
kind: letter
ref: [REC_ID]
nothing: ["-"]
group: {column: STREET_NAME}
fields:
  received: {column: CREATE_TIME, date: ["%Y-%m-%d %H:%M:%S"]}
  constituency: {column: COMMUNITY_NAME}
  source: {column: EVENT_SRC_NAME}
  kind:
    column: EVENT_PROPERTY_NAME
    values: {"投诉": request, "求决": request, "建议": opinion, "咨询": inquiry, "感谢": thanks, "-": other}
  topic: {column: EVENT_TYPE_NAME}
events:
  - event: forwarded
    to: {column: DISPOSE_UNIT_NAME}
keep: [MAIN_TYPE_NAME, SUB_TYPE_NAME, INTIME_ARCHIVE_NUM, OVERTIME_ARCHIVE_NUM]
"""
SUBJECTS = """\
kind: letter
ref: ["留言编号"]
fields:
  received: {column: "留言时间", date: ["%Y/%m/%d %H:%M:%S", "%Y/%m/%d", "%Y-%m-%d %H:%M:%S"]}
  constituency: {constant: c01}
  channel: {constant: online}
  kind: {constant: inquiry}
  title: {column: "留言主题"}
events:
  - event: replied
    date: {column: "答复时间", date: ["%Y/%m/%d %H:%M:%S", "%Y/%m/%d", "%Y-%m-%d %H:%M:%S"]}
keep: ["地区"]
"""
# Money that was granted is being spent; none granted is not possible now; where the amount is unknown, so is the answer.
SUGGESTIONS = r"""
kind: suggestion
ref: [uid]
group: {constant: "高雄市"}
constituency: {constant: "高雄市"}
fields:
  date: {columns: [suggest_year, suggest_month], join: "-", date: ["%Y-%m"]}
  kind: {constant: suggestion}
  title: {column: suggestion}
  lead: {column: councilor, take: '^\S+'}
  cosigners: {column: councilor, take: '(?s)(?<=\s)\S.*', split: '\s+'}
events:
  - event: submitted
  - event: assigned
    lead: {column: brought_by}
  - event: answered
    by: {column: brought_by}
    result:
      column: approved_expense
      take: "^[0-9]"
      values: {"0": not_now, "1": in_progress, "2": in_progress, "3": in_progress, "4": in_progress, "5": in_progress, "6": in_progress, "7": in_progress, "8": in_progress, "9": in_progress}
keep: [suggest_expense, approved_expense, position, expend_on, bid_type, bid_by, election_year]
"""
DEPUTIES = """\
kind: deputy
ref: ["代表团", "姓名"]
group: {column: "代表团", take: "^[^（]+"}
fields:
  group: {column: "代表团", take: "^[^（]+"}
  constituency: {column: "代表团", take: "^[^（]+"}
  name: {column: "姓名", take: "^[^\\\\[]+"}
  term: {constant: "14"}
keep: ["政党", "性别", "民族", "出生日期", "职务", "备注"]
"""
CHANGES = """\
kind: deputy
ref: ["_表", "代表团", "姓名"]
nothing: ["~"]
fields:
  group:
    column: "代表团"
    values: {"解放军和武警部队": "中国人民解放军和中国人民武装警察部队"}
  constituency: {column: "代表团", values: {"解放军和武警部队": "中国人民解放军和中国人民武装警察部队"}}
  name: {column: "姓名", take: "^[^\\\\[]+"}
  term: {constant: "14"}
  from: {column: "补选日期", take: "^[^\\\\[]+", date: ["%Y年%m月%d日"]}
  to: {columns: ["辞职日期", "罢免日期", "去世日期"], take: "^[^\\\\[]+", date: ["%Y年%m月%d日"]}
  end: {column: "_表", values: {"辞职": resigned, "罢免": recalled, "去世": died, "补选": "~"}}
"""


def rows_of(name: str) -> list[dict[str, str]]:
    with real_data(name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def taken(root: Path, name: str, mapping: str, *, create: bool = True) -> ImportReport:
    raw = real_data(name).read_bytes()
    table = Import(root, name, raw, words("zh-CN"), date(2026, 12, 31))
    columns = load_mapping("map.yaml", mapping.encode())
    return table.by_mapping(columns, create=create, progress=lambda _done, _all: None)


def new_district(root: Path, *, term: str, first: str, since: str) -> Path:
    words = [
        "init",
        str(root),
        "--name",
        "区",
        "--working-body",
        "代表工委",
        "--term",
        term,
        "--term-from",
        first,
        "--records-from",
        since,
    ]
    assert main(words, today=date(2018, 1, 1)) == 0
    return root


@pytest.fixture(scope="session")
def requests_2018(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ImportReport]:
    real_data("requests-2018.csv")
    root = new_district(
        tmp_path_factory.mktemp("requests"), term="5", first="2017-01-01", since="2018-01-01"
    )
    return root, taken(root, "requests-2018.csv", REQUESTS)


@pytest.fixture(scope="session")
def npc14(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ImportReport, ImportReport]:
    real_data("npc14_deputies.csv")
    root = new_district(
        tmp_path_factory.mktemp("npc14"), term="14", first="2023-03-05", since="2023-03-05"
    )
    return (
        root,
        taken(root, "npc14_deputies.csv", DEPUTIES),
        taken(root, "npc14_changes.csv", CHANGES, create=False),
    )


@pytest.fixture(scope="session")
def subjects(tmp_path_factory: pytest.TempPathFactory) -> Path:
    real_data("letters-subjects.csv")
    root = new_district(
        tmp_path_factory.mktemp("subjects"), term="5", first="2017-01-01", since="2010-01-01"
    )
    group = 'name: 组\nconstituencies:\n  - {id: c01, term: "5", name: "第一选区"}\n'
    write(root, {"records/groups/g.yaml": group})
    report = taken(root, "letters-subjects.csv", SUBJECTS, create=False)
    assert (report.rows, report.written, report.reported) == (1926, 1926, [])
    return root


@pytest.fixture(scope="session")
def kaohsiung(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ImportReport]:
    real_data("suggestions-kaohsiung.json")
    root = new_district(
        tmp_path_factory.mktemp("kaohsiung"), term="1", first="2010-12-25", since="2010-12-25"
    )
    return root, taken(root, "suggestions-kaohsiung.json", SUGGESTIONS)
