"""PDFs: the official page, made for archives and screen readers; a district's own Typst template."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from deputylog.formats import paper
from deputylog.formats.measure import layout
from deputylog.formats.official import signature_places
from tests.cli.conftest import Typed, typed
from tests.conftest import REGISTER, write
from tests.formats.reading import pdf_text, read_docx
from tests.formats.test_formats import SAID, report_of

__all__ = ["typed"]
ROOT = Path(__file__).parent.parent.parent
REPORT = "report --quarter 2026Q1 --as-of 2026-04-02 --format pdf --out list.pdf"


def test_a_covering_page_then_the_list(typed: Typed) -> None:
    typed(
        "report --quarter 2026Q3 --group 莲花 --as-of 2026-10-09 --format pdf --out list.pdf",
        repo=ROOT,
        lang="zh-CN",
    )
    with PdfDocument("list.pdf") as document:
        sizes = [(round(page.get_width()), round(page.get_height())) for page in document]
        texts = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    assert sizes == [(595, 842), *[(842, 595)] * (len(sizes) - 1)]
    assert "区人大常委会代表联络工作委员会：" in texts[0]
    assert texts[0].endswith("莲花街道代表组2026年10月9日—1—")
    assert "负责人签字、盖章：" in texts[-1]
    assert "第2页，共" in texts[1]
    assert "附件莲花街道代表组2026年第三季度" in texts[1]
    assert all("莲花街道代表组2026年第三季度截至2026年10月9日" in text for text in texts[1:])
    assert [f"—{number}—" in text for number, text in enumerate(texts, 1)] == [True] * len(texts)


def test_an_own_template_stands_in(typed: Typed, tmp_path: Path) -> None:
    own = "#let paper = json(bytes(sys.inputs.paper))\nOwn form: #paper.name\n"
    typed(REPORT, repo=write(tmp_path / "d", {**REGISTER, "templates/quarterly-list.typ": own}))
    with PdfDocument("list.pdf") as document:
        assert document[0].get_textpage().get_text_range().startswith("Own form:")


@pytest.mark.parametrize(
    "attack", ['#read("/etc/passwd")', '#read("../records/district.yaml")', "#nothing", "#let x = "]
)
def test_a_hostile_or_broken_template_is_told(typed: Typed, tmp_path: Path, attack: str) -> None:
    root = write(tmp_path / "d", {**REGISTER, "templates/paper.typ": f"first line\n{attack}\n"})
    ended = typed(REPORT, repo=root, code=2)
    assert "paper.typ:2" in ended.err
    assert not Path("list.pdf").exists()


def test_a_pdf_is_for_archives_and_screen_readers() -> None:
    content = paper(report_of([1, 2, 3, 4], [(1, "路灯", 2)]), "pdf", SAID, None).content
    said = dict(re.findall(rb"<(pdf[a-z]+id:\w+)>(\w+)<", content))
    made_for = {b"pdfaid:part": b"2", b"pdfaid:conformance": b"A", b"pdfuaid:part": b"1"}
    assert said.items() >= made_for.items()
    assert all(key in content for key in (b"/StructTreeRoot", b"/Marked true", b"/Lang(zh-CN)"))


def test_an_own_template_that_cannot_be_archived_is_told(typed: Typed, tmp_path: Path) -> None:
    own = {**REGISTER, "templates/paper.typ": "Without a title\n"}
    assert "PDF/A-2a" in typed(REPORT, repo=write(tmp_path / "d", own)).err


def test_a_very_long_text_is_printed_whole() -> None:
    """A row that is higher than a page goes on on the next, and long words are broken."""
    words = [f"word{number:03}" for number in range(250)]
    title = f"{' '.join(words)} {'群众反映路灯不亮' * 60} {'L' * 300}"
    report = report_of([1, 2, 3, 4], [(number, title, 2) for number in range(1, 4)])
    printed = re.sub(r"\s", "", pdf_text(paper(report, "pdf", SAID, None).content))
    assert [word for word in words if printed.count(word) != 3] == []
    assert (printed.count("灯"), printed.count("L")) == (180, 900)
    _, rows = read_docx(paper(report, "docx", SAID, None).content)
    assert [row[1] for row in rows] == [title] * 3


def test_a_sign_without_a_font_is_named_and_printed_as_its_code() -> None:
    report = report_of([1, 2, 3, 4], [(1, "路灯1\ufe0f\u20e3坏了\U0001faf7", 2)])
    made = paper(report, "pdf", SAID, None)
    assert "坏了〔U+1FAF7〕" in pdf_text(made.content)
    (told,) = made.warnings
    assert "\U0001faf7 〔U+1FAF7〕" in SAID.say(told)
    (told,) = paper(report, "docx", SAID, None).warnings
    assert "〔U+1FAF7〕" in SAID.say(told)


def test_missing_fonts_are_told_once(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deputylog.formats.pdf.installed_fonts", lambda: ["SimSun", "SimHei"])
    root = write(tmp_path / "d", dict(REGISTER))
    assert "仿宋、小标宋、楷体" in typed(REPORT, repo=root, lang="zh-CN").err
    assert "小标宋" not in typed(REPORT, repo=root, lang="zh-CN").err


@pytest.mark.parametrize(
    ("signer", "sealed", "places"),
    [
        (10, False, [2, 3.5]),
        (7, False, [2, 0.5]),
        (4, False, [6.5, 2]),
        (10, True, [2.25, 4]),
        (4, True, [5.25, 4]),
        (20, True, [0, 4]),
    ],
    ids=["long", "as usual", "shorter than the date", "sealed", "sealed, short", "sealed, long"],
)
def test_signer_and_date_stand_where_the_standard_puts_them(
    signer: float, sealed: bool, places: list[float]
) -> None:
    """How far they end from the right, in characters; the date, 2026年10月9日, takes 6.5."""
    assert signature_places(signer, 6.5, sealed=sealed) == places


@pytest.mark.parametrize(("columns", "size"), [(6, 10.5), (12, 9), (16, 7.5)])
def test_the_more_columns_the_smaller_the_text(columns: int, size: float) -> None:
    row = ["代表信箱"] * columns
    assert layout(row, [row], [True] * columns, 225, [1] * columns).size == size


def test_a_column_of_dates_is_as_wide_as_a_date() -> None:
    rows = [["2026-07-23", "反映小区主路路灯损坏" * 8, "已办结"]] * 9
    made = layout(["收到日期", "反映问题摘要", "状态"], rows, [False, True, True], 156, [1, 1, 1])
    points = 156 / 25.4 * 72 * made.shares[0] / 100
    assert points > 5 * made.size + 4.6
    assert made.breaks == (False,) * 9


def test_a_column_to_write_in_keeps_its_share() -> None:
    made = layout(["事项", "答复"], [["路灯不亮", ""]] * 3, [True, True], 156, [60, 40])
    assert made.shares == (60, 40)


@pytest.mark.parametrize(("setting", "right"), [("false", 2), ("true", 4)])
def test_a_district_chooses_whether_its_papers_are_sealed(
    typed: Typed, tmp_path: Path, setting: str, right: float
) -> None:
    """The date of a sealed paper ends four characters from the right."""
    district = f"{REGISTER['records/district.yaml']}settings: {{papers_sealed: {setting}}}\n"
    root = write(tmp_path / "d", {**REGISTER, "records/district.yaml": district})
    typed(f"{REPORT} --group lianhua", repo=root, lang="zh-CN")
    with PdfDocument("list.pdf") as document:
        page = document[0].get_textpage()
        at = page.get_text_range().rindex("日")
        end = page.get_charbox(at, loose=True)[2]
    assert (210 - 26) / 25.4 * 72 - end == pytest.approx(right * 16, abs=8)
