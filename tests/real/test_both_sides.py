"""Each field that was written is its cell, read on both sides by pandas; and the next month's table changes what is new in it, and nothing else."""

from __future__ import annotations

import io
import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.registry import DEPUTY, LETTER, SUGGESTION
from deputylog.lists.filter import Filter
from deputylog.record.kind import Kind
from deputylog.repository.reading import read_repository
from deputylog.tables.export import FORMATS, export, records_of
from deputylog.tables.importing import Import
from deputylog.tables.mapping import load_mapping
from deputylog.tables.report import ImportReport
from deputylog.text.spelling import bare
from deputylog.words import words
from tests.conftest import drilled, real_data
from tests.real.conftest import DEPUTIES, REQUESTS, SUBJECTS, SUGGESTIONS

END = date(2026, 12, 31)
KEPT = "导入时无处安放的栏目·"
KINDS = {
    "投诉": MatterKind.REQUEST,
    "求决": MatterKind.REQUEST,
    "建议": MatterKind.OPINION,
    "咨询": MatterKind.INQUIRY,
    "感谢": MatterKind.THANKS,
    "": MatterKind.OTHER,
}
Imported = tuple[Path, ImportReport]


def table(raw: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(raw), dtype=str, keep_default_na=False)


def source(name: str) -> pd.DataFrame:
    """A table as it was published, each cell as text."""
    return table(real_data(name).read_bytes())


def written_as(format: str, root: Path, kind: Kind) -> bytes:
    """What `export` writes of all records of a kind."""
    book, _ = read_repository(root, as_of=END)
    return export(book, kind, records_of(book, kind, Filter()), format, words("zh-CN"))


def exported(root: Path, kind: Kind) -> pd.DataFrame:
    """What `export --format csv` writes, without the guard before what looks like a formula."""
    return table(written_as("csv", root, kind)).replace(r"^'(?=[=+\-@])", "", regex=True)


def records(frame: pd.DataFrame) -> pd.DataFrame:
    """The first row of each record, by the number outside."""
    return frame[frame["原编号"] != ""].set_index("原编号")


def steps(frame: pd.DataFrame, step: str) -> pd.DataFrame:
    """The rows of a step, by the number outside of their record."""
    numbers = records(frame).reset_index().set_index("编号")["原编号"]
    rows = frame[frame["办理经过·步骤"] == step]
    return rows.set_index(rows["编号"].map(numbers))


def assert_same(written: pd.Series[str], cells: pd.Series[str]) -> None:
    """Both sides have the same values for the same rows, whatever their order."""
    pd.testing.assert_series_equal(
        written.sort_index(), cells.sort_index(), check_names=False, check_dtype=False
    )


def test_the_fields_of_a_request_are_its_cells(requests_2018: Imported) -> None:
    root, report = requests_2018
    cells = source("requests-2018.csv").set_index("REC_ID").replace("-", "")
    assert report.rows == len(cells) == report.written + report.already + report.rejected
    frame = exported(root, LETTER)
    written = records(frame)
    assert_same(written["收到日期"], cells["CREATE_TIME"].str[:10])
    assert_same(written["外部渠道名称"], cells["EVENT_SRC_NAME"])
    said = {kind: words("zh-CN").say(meant) for kind, meant in KINDS.items()}
    assert_same(written["信件类别"], cells["EVENT_PROPERTY_NAME"].map(said))
    assert_same(written["选区"].map(bare), cells["COMMUNITY_NAME"].map(bare))
    assert_same(written["问题领域"].map(bare), cells["EVENT_TYPE_NAME"].map(bare))
    forwarded = cells[cells["DISPOSE_UNIT_NAME"] != ""]["DISPOSE_UNIT_NAME"]
    assert "办理经过·日期" not in frame
    to = steps(frame, "转交承办单位")["办理经过·收信代表／转交单位"]
    assert_same(to.map(bare), forwarded.map(bare))
    for name in ("MAIN_TYPE_NAME", "SUB_TYPE_NAME", "INTIME_ARCHIVE_NUM", "OVERTIME_ARCHIVE_NUM"):
        assert_same(written[f"{KEPT}{name}"], cells[name])


def test_the_fields_of_a_letter_are_its_cells(subjects: Path) -> None:
    cells = source("letters-subjects.csv").set_index("留言编号")
    days = cells[["留言时间", "答复时间"]].map(lambda text: f"{pd.Timestamp(text):%Y-%m-%d}")
    frame = exported(subjects, LETTER)
    written = records(frame)
    assert_same(written["收到日期"], days["留言时间"])
    assert_same(steps(frame, "答复反映人")["办理经过·日期"], days["答复时间"])
    assert_same(written["标题"], cells["留言主题"].str.strip())
    assert_same(written[f"{KEPT}地区"], cells["地区"].str.strip())


def test_the_fields_of_a_suggestion_are_its_cells(kaohsiung: Imported) -> None:
    root, report = kaohsiung
    raw = real_data("suggestions-kaohsiung.json").read_bytes()
    cells = pd.read_json(io.BytesIO(raw), dtype=False).set_index("uid")
    assert report.rows == len(cells) == report.written + report.already + report.rejected
    frame = exported(root, SUGGESTION)
    written = records(frame)
    months = cells["suggest_month"].astype(int).map("{:02}".format)
    assert_same(written["日期"], cells["suggest_year"] + "-" + months)
    assert_same(written["题目"], cells["suggestion"].str.strip())
    signed = written["领衔代表"] + written["附议代表"].map(lambda text: f"、{text}" if text else "")
    assert_same(signed, cells["councilor"].str.split().str.join("、"))
    assert "办理经过·日期" not in frame
    assert_same(steps(frame, "交办")["办理经过·主办单位"].map(bare), cells["brought_by"].map(bare))
    for name in ("suggest_expense", "approved_expense"):
        amounts = pd.to_numeric(written[f"{KEPT}{name}"])
        assert_same(amounts, cells[name])


def test_the_fields_of_a_deputy_are_its_cells(
    npc14: tuple[Path, ImportReport, ImportReport],
) -> None:
    root, first, changes = npc14
    cells = source("npc14_deputies.csv")
    told = {entry.row.number for entry in first.reported}
    cells = cells[~(cells.index + 2).isin(told)]
    assert (
        first.rows
        == len(cells) + len(told)
        == first.written + first.changed + first.already + first.rejected
    )
    assert changes.rows == changes.written + changes.changed + changes.already + changes.rejected
    written = records(exported(root, DEPUTY))
    refs = cells["代表团"] + "/" + cells["姓名"]
    twice = refs.groupby(refs).cumcount() + 1
    cells.index = pd.Index(refs.where(twice == 1, refs + "/" + twice.astype(str)))
    written = written.loc[cells.index]
    assert_same(written["姓名"], cells["姓名"].str.extract(r"^([^\[]+)")[0].str.strip())
    assert_same(written["任职·代表组"].map(bare), cells["代表团"].map(bare))
    for name in ("政党", "性别", "民族", "出生日期", "职务", "备注"):
        assert_same(written[f"{KEPT}{name}"], cells[name].str.strip())


ANSWERED = """\
  - event: answered
    by: {column: DISPOSE_UNIT_NAME}
    date: {column: ANSWERED}
    result: {column: RESULT}
"""


def requests_of(month: int) -> pd.DataFrame:
    """The requests as of a month: the later, the more departments, answers and cells are known."""
    cells = source("requests-2018.csv").head(drilled(90, 3976))
    place = pd.Series(range(len(cells)))
    cells["DISPOSE_UNIT_NAME"] = cells["DISPOSE_UNIT_NAME"].where(place % 3 < month, "-")
    cells["SUB_TYPE_NAME"] = cells["SUB_TYPE_NAME"].where(place % 5 < 2 + month, "")
    is_answered = (place % 7 < month) & (cells["DISPOSE_UNIT_NAME"] != "-")
    cells["ANSWERED"] = pd.Series("2018-12-03", index=cells.index).where(is_answered, "")
    cells["RESULT"] = pd.Series("in_progress", index=cells.index).where(is_answered, "")
    return cells


def letters_of(month: int) -> pd.DataFrame:
    cells = source("letters-subjects.csv").head(drilled(90, 1926))
    place = pd.Series(range(len(cells)))
    for name, every in (("答复时间", 3), ("地区", 4)):
        cells[name] = cells[name].where(place % every < month, "")
    return cells


def suggestions_of(month: int) -> pd.DataFrame:
    raw = real_data("suggestions-kaohsiung.json").read_bytes()
    cells = pd.read_json(io.BytesIO(raw), dtype=False).head(drilled(90, 3461)).astype(object)
    place = pd.Series(range(len(cells)))
    for name, every in (("approved_expense", 3), ("bid_by", 4), ("bid_type", 5)):
        cells[name] = cells[name].where(place % every < month, None)
    return cells.where(cells.notna(), None)


def deputies_of(month: int) -> pd.DataFrame:
    """The roster; namesakes have all their cells, which alone tell them apart."""
    cells = source("npc14_deputies.csv").head(drilled(90, 2953))
    place = pd.Series(range(len(cells)))
    is_namesake = cells.duplicated(["代表团", "姓名"], keep=False)
    for name, every in (("政党", 3), ("职务", 4)):
        cells[name] = cells[name].where((place % every < month) | is_namesake, "")
    return cells


LAST = 7
"""The month in which a table has all its cells."""
TABLES = {
    "requests_2018": (requests_of, REQUESTS.replace("keep:", f"{ANSWERED}keep:"), LETTER),
    "subjects": (letters_of, SUBJECTS, LETTER),
    "kaohsiung": (suggestions_of, SUGGESTIONS, SUGGESTION),
    "npc14": (deputies_of, DEPUTIES, DEPUTY),
}


def files(root: Path, kind: Kind) -> dict[str, str]:
    folder = root / "records" / kind.folder
    return {path.name: path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml")}


def taken_in(root: Path, cells: pd.DataFrame, mapping: str) -> ImportReport:
    """Import a month's table, in the format in which it was published."""
    raw = cells.to_csv(index=False).encode()
    if "uid" in cells:
        raw = cells.to_json(orient="records", force_ascii=False).encode()
    importing = Import(root, "month", raw, words("zh-CN"), END)
    columns = load_mapping("map.yaml", mapping.encode())
    return importing.by_mapping(columns, create=True, progress=lambda _done, _all: None)


def copy_without(kind: Kind, here: Path, there: Path) -> Path:
    """A copy of a district without its records of a kind."""
    without = shutil.ignore_patterns(kind.folder, ".deputylog", ".git")
    return Path(shutil.copytree(here, there, ignore=without))


@pytest.mark.parametrize("name", TABLES)
def test_month_after_month_gives_the_bytes_of_the_last_table_and_so_does_each_export(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Only those records change of which a row has something new."""
    here = request.getfixturevalue(name)
    cells_of, mapping, kind = TABLES[name]
    root = here if isinstance(here, Path) else here[0]
    at_once = copy_without(kind, root, tmp_path / "at once")
    by_month = copy_without(kind, root, tmp_path / "by month")
    whole = taken_in(at_once, cells_of(LAST), mapping)
    for month in (1, 2, LAST):
        before = files(by_month, kind)
        report = taken_in(by_month, cells_of(month), mapping)
        done = report.written + report.changed + report.already + report.rejected
        assert (report.rows, report.rejected) == (done, whole.rejected)
        after = files(by_month, kind)
        changed = [one for one in before if before[one] != after[one]]
        assert report.changed == len(changed)
        assert (report.written > 0) is (month == 1)
        assert (0 < report.changed < report.rows) is (month > 1)
    assert files(by_month, kind) == files(at_once, kind)
    again = taken_in(by_month, cells_of(1), mapping)
    assert (again.written, again.changed) == (0, 0)
    assert files(by_month, kind) == files(at_once, kind)
    for suffix in FORMATS:
        back = copy_without(kind, at_once, tmp_path / suffix)
        raw = written_as(suffix, at_once, kind)
        assert Import(back, "back", raw, words("zh-CN"), END).by_headings().reported == []
        assert files(back, kind) == files(at_once, kind)
