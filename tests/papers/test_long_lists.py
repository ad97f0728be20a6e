"""A long list: a summary for the district, volumes for a group, files made in their own process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from deputylog import formats
from deputylog.calendar import Quarter
from deputylog.finding import DeputylogError
from deputylog.formats import rendered
from deputylog.papers import list_rows, lists, quarterly_list
from deputylog.papers.lists import ListsOfQuarter, list_of_quarter
from deputylog.table import Report
from deputylog.words import LANGUAGES, Words
from tests.cli.conftest import Typed, typed

__all__ = ["typed"]
ROOT = Path(__file__).parent.parent.parent
Q3, DAY = Quarter(2026, 3), date(2026, 10, 9)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than ten rows are many, and five fill a volume."""
    for module in (quarterly_list, lists):
        monkeypatch.setattr(module, "MOST_ROWS", 10)
    for module in (list_rows, lists):
        monkeypatch.setattr(module, "ROWS_IN_VOLUME", 5)


def tables(report: Report) -> dict[str, int]:
    return {table.name: len(table.rows) for table in report.tables}


@pytest.mark.usefixtures("few")
def test_the_district_has_a_summary_and_every_matter_is_in_a_volume_of_its_group() -> None:
    made = ListsOfQuarter.read(ROOT, Q3, as_of=DAY, today=DAY)
    whole = made.of(None)
    assert whole.is_summary
    assert list(tables(whole.report)) == ["groups", "visits", "topics", "departments"]
    files = dict(made.of_groups(in_volumes=True))
    assert list(files) == [
        *(f"莲花街道代表组-{number}" for number in range(1, 5)),
        "桃园街道代表组",
        *(f"北湖街道代表组-{number}" for number in range(1, 4)),
    ]
    rows = [row for one in files.values() for row in one.tables[0].rows]
    assert len(rows) == len(whole.kept.rows) == 37
    assert [row[0] for row in files["莲花街道代表组-2"].tables[0].rows] == [5, 6, 7, 8]
    assert list(tables(files["莲花街道代表组-2"])) == ["matters"]
    title = Words("zh-CN").say(files["莲花街道代表组-2"].title)
    assert title.endswith("清单（第2册，共4册）")


@pytest.mark.usefixtures("few")
def test_the_lists_of_the_groups_stand_beside_the_summary(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    line = "report --quarter 2026Q3 --as-of 2026-10-09 --format"
    assert "with --out FILE" in typed(f"{line} md", repo=ROOT).err
    typed(f"{line} json --out whole.json", repo=ROOT)
    names = ("", "-莲花街道代表组", "-桃园街道代表组", "-北湖街道代表组")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        f"whole{name}.json" for name in names
    )


@pytest.fixture(scope="module")
def report() -> Report:
    return list_of_quarter(ROOT, Q3, "beihu", as_of=DAY, today=DAY).report


def test_a_file_made_apart_has_the_same_bytes(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    for language in LANGUAGES:
        here = rendered(report, "docx", Words(language), None)
        with monkeypatch.context() as patch:
            patch.setattr(formats, "LONG", 0)
            assert rendered(report, "docx", Words(language), None) == here


def test_what_fails_apart_is_told_as_here(report: Report, repository: Callable[..., Path]) -> None:
    own = repository({"templates/paper.typ": "#nothing\n"}) / "templates"
    with pytest.raises(DeputylogError, match=r"paper\.typ:1.*unknown variable: nothing"):
        rendered(report, "pdf", Words("en"), own)
