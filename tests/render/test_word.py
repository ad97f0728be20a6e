"""Word files: the official form, templates that people change in Word, and what LibreOffice makes of them."""

from __future__ import annotations

import runpy
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from deputylog.render.templates import shipped_templates
from tests.cli.conftest import Typed, typed
from tests.conftest import LETTER, REGISTER, write
from tests.render.reading import everything_in, pdf_text

__all__ = ["typed"]

ROOT = Path(__file__).parent.parent.parent
REPORT = "report --quarter 2026Q3 --group 莲花 --as-of 2026-10-09 --format docx --out"


@pytest.fixture
def example(typed: Typed, tmp_path: Path) -> Path:
    """The example district's list of a quarter as a Word file, in Chinese."""
    typed(f"{REPORT} {tmp_path / 'list.docx'}", repo=ROOT, lang="zh-CN")
    return tmp_path / "list.docx"


def test_the_page_is_the_official_one(example: Path) -> None:
    upright, wide = (section._sectPr for section in Document(str(example)).sections)
    assert [_millimetres(upright, "w:pgMar", side) for side in ("top", "left", "right", "bottom")] == [37, 28, 26, 35]
    assert [_millimetres(section, "w:pgSz", side) for section in (upright, wide) for side in ("w", "h")] == [210, 297, 297, 210]
    assert round((297 - 37 - 35) / _millimetres(upright, "w:docGrid", "linePitch", 3)) == 22


def _millimetres(section: Any, element: str, side: str, digits: int = 0) -> float:
    return round(int(section.find(qn(element)).get(qn(f"w:{side}"))) / 1440 * 25.4, digits)


def test_fonts_and_sizes_are_the_official_ones(example: Path) -> None:
    styles = Document(str(example)).styles
    fonts = {
        style.name: (style.font.size.pt if style.font.size else None, style.element.rPr.rFonts)
        for style in styles
        if style.element.rPr is not None
    }
    assert fonts["公文标题"][0] == 22
    assert fonts["公文标题"][1].get(qn("w:eastAsia")) == "方正小标宋简体"
    assert fonts["附件序号"][1].get(qn("w:eastAsia")) == "黑体"
    assert fonts["页码"][0] == 14
    assert fonts["页码"][1].get(qn("w:eastAsia")) == "宋体"
    assert 'w:eastAsia="仿宋_GB2312"' in everything_in(example.read_bytes())


def test_the_list_repeats_its_head_and_splits_no_row(example: Path) -> None:
    table = Document(str(example)).tables[1]
    assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in table.rows)


def test_the_place_to_sign_takes_the_last_rows_along(typed: Typed, tmp_path: Path) -> None:
    typed(f"report --quarter 2026Q3 --as-of 2026-10-09 --format docx --out {tmp_path / 'list.docx'}", repo=ROOT, lang="zh-CN")
    last = Document(str(tmp_path / "list.docx")).tables[-1]
    kept = [all(paragraph.paragraph_format.keep_with_next for cell in row.cells for paragraph in cell.paragraphs) for row in last.rows]
    assert kept[-3:] == [False, True, True]
    after = list(last._tbl.itersiblings(qn("w:p")))
    assert all(paragraph.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for paragraph in after)


def test_the_counts_leave_no_empty_cell(typed: Typed, tmp_path: Path) -> None:
    typed(f"circular lianhua --as-of 2026-10-09 --format docx --out {tmp_path / 'circular.docx'}", repo=ROOT, lang="zh-CN")
    counts = Document(str(tmp_path / "circular.docx")).tables[0]
    assert [cell.text for row in counts.rows for cell in row.cells if not cell.text.strip()] == []


def test_nothing_tells_who_made_it_or_when(example: Path) -> None:
    properties = Document(str(example)).core_properties
    assert (properties.author, properties.last_modified_by) == ("", "")
    assert {entry.date_time for entry in ZipFile(example).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_shipped_templates_are_what_their_maker_makes() -> None:
    made = runpy.run_path(str(ROOT / "docs/word_templates.py"))["templates"]()
    for name, content in made.items():
        assert everything_in((shipped_templates() / name).read_bytes()) == everything_in(content), "python docs/word_templates.py"


def test_what_was_changed_in_word_is_kept(typed: Typed, tmp_path: Path) -> None:
    own = Document(str(shipped_templates() / "paper-wide.docx"))
    own.styles["公文标题"].element.rPr.rFonts.set(qn("w:eastAsia"), "华文中宋")
    place = next(paragraph for paragraph in own.paragraphs if "signed_on" in paragraph.text)
    place.insert_paragraph_before("（盖章处）")
    own.core_properties.author = "某某"
    root = write(tmp_path / "d", dict(REGISTER))
    (root / "templates").mkdir()
    own.save(str(root / "templates/quarterly-list.docx"))
    typed("report --quarter 2026Q1 --group lianhua --as-of 2026-04-02 --format docx --out list.docx", repo=root, lang="zh-CN")
    content = Path("list.docx").read_bytes()
    assert "（盖章处）" in [paragraph.text for paragraph in Document(BytesIO(content)).paragraphs]
    assert "华文中宋" in everything_in(content)
    assert "某某" not in everything_in(content)


@pytest.mark.parametrize("attack", ["{{ ''.__class__.__mro__ }}", "{{ nothing.at.all }}", "{% if %}", "{{ 'x' * 10000000000 }}"])
def test_a_hostile_or_broken_word_template_is_told(typed: Typed, tmp_path: Path, attack: str) -> None:
    own = Document(str(shipped_templates() / "paper-wide.docx"))
    own.add_paragraph(attack)
    root = write(tmp_path / "d", dict(REGISTER))
    (root / "templates").mkdir()
    own.save(str(root / "templates/paper-wide.docx"))
    ended = typed("report --quarter 2026Q1 --as-of 2026-04-02 --format docx --out list.docx", repo=root, code=2)
    assert "paper-wide.docx" in ended.err
    assert not Path("list.docx").exists()


def test_a_file_that_is_no_word_file_is_told(typed: Typed, tmp_path: Path) -> None:
    root = write(tmp_path / "d", {**REGISTER, "templates/paper-wide.docx": "not a Word file"})
    ended = typed("report --quarter 2026Q1 --as-of 2026-04-02 --format docx --out list.docx", repo=root, code=2)
    assert "paper-wide.docx" in ended.err


def converted(source: Path, suffix: str, folder: Path) -> Path:
    """What LibreOffice makes of a file; skips where it is not installed."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice on this machine")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", suffix, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"{source.stem}.{suffix}"


def test_a_template_saved_by_another_program_still_works(typed: Typed, tmp_path: Path) -> None:
    saved = converted(shipped_templates() / "paper-wide.docx", "docx", tmp_path)
    root = write(tmp_path / "d", {**REGISTER, LETTER: "received: 2026-03-02\nmailbox: m03\nkind: request\ntitle: 路灯\n"})
    (root / "templates").mkdir()
    saved.rename(root / "templates/quarterly-list.docx")
    typed("report --quarter 2026Q1 --group lianhua --as-of 2026-04-02 --format docx --out list.docx", repo=root, lang="zh-CN")
    made = Document("list.docx")
    assert [section._sectPr.find(qn("w:pgSz")).get(qn("w:orient")) for section in made.sections] == [None, "landscape"]
    widths = [int(column.get(qn("w:w"))) for column in made.tables[1]._tbl.tblGrid]
    assert len(widths) == len(made.tables[1].rows[0].cells)
    assert max(widths) > 3 * min(widths)


def test_libreoffice_opens_it(example: Path) -> None:
    from pypdfium2 import PdfDocument

    content = converted(example, "pdf", example.parent).read_bytes()
    with PdfDocument(content) as document:
        wide = [page.get_width() > page.get_height() for page in document]
        texts = [page.get_textpage().get_text_range() for page in document]
    assert wide == [False, *[True] * (len(wide) - 1)]
    assert all(len(text) > 100 for text in texts)
    assert all("序" in text for text in texts[1:-1])
    assert "附件1" in "".join(texts[1].split())
    rows = Document(str(example)).tables[1].rows
    printed = "".join(pdf_text(content).split())
    assert all(row.cells[-1].text in printed for row in rows[1:])
