"""One paper in every format: the same counts and rows, the same bytes each time, text that stays text."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from deputylog.calendar import day_in_full
from deputylog.finding import MissingExtraError
from deputylog.formats import FORMATS, NAMES, paper
from deputylog.formats.official import official_texts, title_lines
from deputylog.life.steps import State
from deputylog.record.fields import Month
from deputylog.table import Column, Report, Table, Valued, coded
from deputylog.words import LANGUAGES, AssumedDay, Bilingual, phrase, visible, words
from tests.conftest import real_data
from tests.formats.reading import (
    READERS,
    assert_unique_parts,
    everything_in,
    pdf_text,
    read_docx,
    read_html,
    read_xlsx,
)
from tests.programs import Browse

SAID = words("zh-CN")
DAY = date(2026, 10, 9)
LABELS = ("走访次数", "收到来信", "季末未办结", "已转交")
COLUMNS = (
    Column("number", Bilingual("序号", "No."), "number"),
    Column("title", Bilingual("摘要", "title")),
    Column("count", Bilingual("件数", "count"), "number"),
)
RARE = "镕喆玥祎昇珺堃犇旻彧翀頔"
TEXT = st.text(
    st.sampled_from(
        [
            *"路灯损坏无人维修 =+-@|*_<>&'\"{}%#\\$[]`~",
            *RARE,
            "\t",
            "\n",
            "\x00",
            "\x1b",
            "\u202e",
            "\u200b",
        ]
    ),
    max_size=30,
)


def report_of(counts: list[int], rows: list[tuple[object, ...]]) -> Report:
    heads = tuple(
        (label, Bilingual(label, label), count) for label, count in zip(LABELS, counts, strict=True)
    )
    table = Table("matters", Bilingual("问题", "matters"), COLUMNS, tuple(rows))
    return Report(
        "trial",
        phrase("{name}", name="试验清单"),
        {"district": "示例区"},
        DAY,
        (table,),
        heads,
        wide=True,
    )


@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.integers(0, 99_999), min_size=4, max_size=4),
    st.lists(st.tuples(TEXT.filter(str.strip), st.integers(0, 999)), min_size=1, max_size=5),
)
def test_counts_and_rows_agree_across_all_formats(
    counts: list[int], found: list[tuple[str, int]]
) -> None:
    report = report_of(counts, [(number, *row) for number, row in enumerate(found, 1)])
    expected = {label: str(count) for label, count in zip(LABELS, counts, strict=True)}
    rows = [
        [str(number), visible(text), str(count)] for number, (text, count) in enumerate(found, 1)
    ]
    for name, read in READERS.items():
        heads, shown = read(paper(report, name, SAID, None).content)
        unseen = [
            [number, text if name == "json" else visible(text), count]
            for number, text, count in shown
        ]
        wanted = [
            [str(number), text if name == "json" else visible(text), str(count)]
            for number, (text, count) in enumerate(found, 1)
        ]
        assert heads == expected, name
        assert [_loose(row, name) for row in unseen] == [_loose(row, name) for row in wanted], name
    printed = pdf_text(paper(report, "pdf", SAID, None).content)
    assert all(re.search(rf"{label}\s*{count}\b", printed) for label, count in expected.items())
    assert _bare(rows) <= set(re.sub(r"\s", "", printed))


def _loose(row: list[str], name: str) -> list[str]:
    """Markdown keeps no spaces at the edge of a cell, and takes several for one."""
    return [" ".join(cell.split()) for cell in row] if name == "md" else row


def _bare(rows: list[list[str]]) -> set[str]:
    """The signs of the rows that every font has."""
    return {char for row in rows for cell in row for char in cell if char.isalnum()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_that_a_template_may_use_is_in_the_documentation(language: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / language / "papers.md").read_text(encoding="utf-8")
    texts = official_texts(report_of([1, 2, 3, 4], [(1, "路灯", 2)]), SAID)
    assert [name for name in texts if f"`{name}" not in page] == []


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_no_part_of_a_paper_is_there_twice(name: str) -> None:
    assert_unique_parts(paper(report_of([1, 2, 3, 4], [(1, "路灯", 2)]), name, SAID, None).content)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_paper_is_the_same_bytes(name: str) -> None:
    report = report_of([1, 2, 3, 4], [(1, "路灯", 2)])
    assert paper(report, name, SAID, None).content == paper(report, name, SAID, None).content


@pytest.mark.parametrize("name", NAMES)
def test_rare_characters_of_names_are_there(name: str) -> None:
    made = paper(report_of([1, 2, 3, 4], [(1, RARE, 2)]), name, SAID, None)
    text = pdf_text(made.content) if name == "pdf" else everything_in(made.content)
    assert RARE in re.sub(r"\s", "", text)


def test_the_notes_of_a_workbook_are_shown_whole() -> None:
    from openpyxl import load_workbook

    report = replace(
        report_of([1, 2, 3, 4], [(1, "路灯", 2)]),
        notes=(
            phrase("{note}", note="相似问题仅依据标题用语归并，是否属于同一议题由人判断。" * 4),
        ),
    )
    sheet = load_workbook(BytesIO(paper(report, "xlsx", SAID, None).content)).worksheets[0]
    last = max(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value)
    assert f"A{last}:B{last}" in [str(merged) for merged in sheet.merged_cells.ranges]
    assert sheet.row_dimensions[last].height > 40
    assert sheet.row_dimensions[1].height > 20


@pytest.mark.parametrize(
    ("cell", "shown"),
    [(Month(2026, 3, 1), "2026-03"), (AssumedDay(2027, 2, 2), "2027-02-02（按周一至周五推算）")],
)
@pytest.mark.parametrize("name", ["docx", "html", "md"])
def test_a_day_that_is_not_known_exactly_does_not_look_so(
    name: str, cell: date, shown: str
) -> None:
    _, rows = READERS[name](
        paper(report_of([1, 2, 3, 4], [(1, cell, 0)]), name, SAID, None).content
    )
    assert [row[1] for row in rows] == [shown]


def test_a_sheet_has_the_day_as_a_day_and_the_words_beside_it() -> None:
    last = Valued("最迟{day}", {"day": day_in_full(date(2027, 2, 4))}, {"": date(2027, 2, 4)})
    days = (date(2027, 2, 1), AssumedDay(2027, 2, 2), [date(2027, 2, 3)], Month(2027, 3, 1), last)
    report = report_of([1, 2, 3, 4], [(number, day, 0) for number, day in enumerate(days, 1)])
    assert [(cell.value, cell.number_format) for cell in _sheets(report)[1]["B"][1:]] == [
        (datetime(2027, 2, 1), "yyyy-mm-dd"),
        (datetime(2027, 2, 2), 'yyyy-mm-dd"（按周一至周五推算）"'),
        (datetime(2027, 2, 3), "yyyy-mm-dd"),
        ("2027-03", "General"),
        (datetime(2027, 2, 4), '"最迟"yyyy"年"m"月"d"日"'),
    ]


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("莲花街道代表组2026年第三季度清单", "莲花街道代表组<wbr>2026年<wbr>第三季度<wbr>清单"),
        ("情况（截至2026年10月9日）", "情况<wbr>（截至2026年10月9日）"),
    ],
)
def test_the_title_of_a_page_ends_its_lines_between_words(title: str, parts: str) -> None:
    report = replace(report_of([1, 2, 3, 4], []), title=phrase(title))
    assert f">{parts}</h1>" in paper(report, "html", SAID, None).content.decode()


def test_a_count_that_the_rows_add_up_to_is_a_formula() -> None:
    rows: list[tuple[object, ...]] = [(1, State.SETTLED, 3), (2, State.NEW, 4), (3, State.NEW, 0)]
    named = (("count", 7), ("new", 2), ("matters", 3), ("settled", 9))
    heads = tuple((name, Bilingual(name, name), number) for name, number in named)
    summary = _sheets(replace(report_of([1, 2, 3, 4], rows), heads=heads))[0]
    assert [row[1].value for row in summary.iter_rows(min_row=4, max_row=7)] == [
        "=SUM(问题!$C$2:$C$4)",
        '=COUNTIF(问题!$B$2:$B$4,"待处理")',
        "=ROWS(问题!$A$2:$A$4)",
        9,
    ]


def test_a_row_of_totals_is_the_sum_of_the_rows_that_a_filter_leaves() -> None:
    total = coded(Bilingual("合计", "all"), None)
    rows: list[tuple[object, ...]] = [("住建局", "", 3), ("教育局", "", 4), (total, "", 7)]
    sheet = _sheets(report_of([1, 2, 3, 4], rows))[1]
    assert sheet["C4"].value == "=SUBTOTAL(109,C2:C3)"
    assert sheet.auto_filter.ref == "A1:C3"
    median = _sheets(report_of([1, 2, 3, 4], [*rows[:2], (total, "", 3)]))[1]
    assert median["C4"].value == 3


def _sheets(report: Report) -> Any:
    from openpyxl import load_workbook

    return load_workbook(BytesIO(paper(report, "xlsx", SAID, None).content)).worksheets


def test_a_sign_that_no_font_has_is_told_once() -> None:
    made = paper(report_of([1, 2, 3, 4], [(1, "\U0001bc00", 2)]), "pdf", SAID, None)
    assert made.content.startswith(b"%PDF")
    assert len(made.warnings) == 1
    assert "\U0001bc00" in SAID.say(made.warnings[0])


@pytest.mark.parametrize("name", [name for name, (extra, _) in FORMATS.items() if extra])
def test_a_missing_extra_is_one_sentence(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deputylog.formats.find_spec", lambda package: None)
    with pytest.raises(MissingExtraError, match=r"needs the extra '(word|excel|pdf)'.*pip install"):
        paper(report_of([1, 2, 3, 4], []), name, SAID, None)


@pytest.fixture(scope="module")
def hostile() -> tuple[list[str], Report]:
    """The strings, and a paper with one of them in each row."""
    strings = [
        text
        for text in json.loads(real_data("hostile/blns.json").read_text(encoding="utf-8"))
        if isinstance(text, str)
    ]
    assert len(strings) == 515
    return [visible(text) for text in strings], report_of(
        [1, 2, 3, 4], [(number, text, 0) for number, text in enumerate(strings, 1)]
    )


Hostile = tuple[list[str], Report]


def test_a_word_file_holds_hostile_strings_as_text(hostile: Hostile) -> None:
    strings, report = hostile
    assert [row[1] for row in read_docx(paper(report, "docx", SAID, None).content)[1]] == strings


def test_cells_hold_hostile_strings_as_text_and_no_formula(hostile: Hostile) -> None:
    from openpyxl import load_workbook
    from python_calamine import CalamineWorkbook

    strings, report = hostile
    content = paper(report, "xlsx", SAID, None).content
    assert [row[1] for row in read_xlsx(content)[1]] == strings
    sheet = load_workbook(BytesIO(content)).worksheets[1]
    assert {
        cell.data_type
        for row in sheet.iter_rows(min_row=2, min_col=2, max_col=2)
        for cell in row
        if cell.value
    } == {"s"}
    assert not re.search(r"<f[ >]|<hyperlink", everything_in(content))
    again = (
        CalamineWorkbook.from_filelike(BytesIO(content))
        .get_sheet_by_index(1)
        .to_python(skip_empty_area=False)
    )
    assert [row[1] for row in again[1:]] == strings


NO_FORMULAS = [
    "=1+1",
    '=HYPERLINK("http://a.example","x")',
    "{=1+1}",
    "+1",
    "-1",
    "@SUM(1)",
    "http://a.example",
    "007",
    "1e5",
    "_x0041_",
    "\t=1",
]


def test_a_cell_that_looks_like_a_formula_is_text() -> None:
    from openpyxl import load_workbook
    from python_calamine import CalamineWorkbook

    content = paper(
        report_of([1, 2, 3, 4], [(number, text, 0) for number, text in enumerate(NO_FORMULAS, 1)]),
        "xlsx",
        SAID,
        None,
    ).content
    assert not re.search(r"<f[ >]|<hyperlink", everything_in(content))
    cells = [
        row[0]
        for row in load_workbook(BytesIO(content))
        .worksheets[1]
        .iter_rows(min_row=2, min_col=2, max_col=2)
    ]
    assert [cell.data_type for cell in cells] == ["s"] * len(NO_FORMULAS)
    again = (
        CalamineWorkbook.from_filelike(BytesIO(content))
        .get_sheet_by_index(1)
        .to_python(skip_empty_area=False)
    )
    assert [row[1] for row in again[1:]] == NO_FORMULAS


def test_a_browser_shows_hostile_strings_as_text(
    hostile: Hostile, browser: Browse, tmp_path: Path
) -> None:
    strings, report = hostile
    page = tmp_path / "page.html"
    page.write_bytes(paper(report, "html", SAID, None).content)
    shown = browser("--dump-dom", page)
    heads, rows = read_html(shown)
    assert len(heads) == len(LABELS)
    assert [row[1] for row in rows] == strings


def test_a_pdf_takes_hostile_strings(hostile: Hostile) -> None:
    printed = re.sub(r"\s", "", pdf_text(paper(hostile[1], "pdf", SAID, None).content))
    assert "<script>alert(123)</script>" in printed


TEMPLATE_SIGNS = (
    "{_{ title }_} {{ title }} {% raw %} {%p if x %} {#tr #} #title $x$ \\ @ref <label>"
)


@pytest.mark.parametrize("name", ["docx", "html", "md", "xlsx", "pdf"])
def test_what_was_typed_is_never_taken_for_a_template(name: str) -> None:
    made = paper(report_of([1, 2, 3, 4], [(1, TEMPLATE_SIGNS, 0)]), name, SAID, None).content
    if name == "pdf":
        assert "".join(TEMPLATE_SIGNS.split()) in "".join(pdf_text(made).split())
    else:
        assert READERS[name](made)[1][0][1] == TEMPLATE_SIGNS


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("张伟代表履职档案（2026年度）", ["张伟代表履职档案（2026年度）"]),
        (
            "莲花街道代表组2026年第三季度群众反映问题及其办理情况清单",
            ["莲花街道代表组2026年第三季度", "群众反映问题及其办理情况清单"],
        ),
        (
            "莲花街道代表组2026年度代表联系选民情况通报",
            ["莲花街道代表组2026年度", "代表联系选民情况通报"],
        ),
        ("群众诉求转办单（L20250106-sgjmr）", ["群众诉求转办单", "（L20250106-sgjmr）"]),
    ],
)
def test_a_long_title_is_broken_between_words(title: str, lines: list[str]) -> None:
    assert title_lines(title, 19).split("\n") == lines
