"""Word files: the official form, templates that people change in Word, and what LibreOffice makes of them."""

from __future__ import annotations

import runpy
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from deputylog.formats.templates import shipped_templates
from tests.cli.conftest import Typed, typed
from tests.conftest import LETTER, REGISTER, write
from tests.formats.reading import assert_unique_parts, everything_in
from tests.programs import LibreOffice

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
    assert [
        _millimetres(upright, "w:pgMar", side) for side in ("top", "left", "right", "bottom")
    ] == [37, 28, 26, 35]
    assert [
        _millimetres(section, "w:pgSz", side) for section in (upright, wide) for side in ("w", "h")
    ] == [210, 297, 297, 210]
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


def test_the_list_repeats_its_head_and_splits_only_high_rows(example: Path) -> None:
    table = Document(str(example)).tables[1]
    assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    low = [row for row in table.rows if all(cell.text.count("\n") < 3 for cell in row.cells)]
    assert low
    assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in low)


def test_the_place_to_sign_takes_the_last_rows_along(typed: Typed, tmp_path: Path) -> None:
    typed(
        f"report --quarter 2026Q3 --as-of 2026-10-09 --format docx --out {tmp_path / 'list.docx'}",
        repo=ROOT,
        lang="zh-CN",
    )
    last = Document(str(tmp_path / "list.docx")).tables[-1]
    kept = [
        all(
            paragraph.paragraph_format.keep_with_next
            for cell in row.cells
            for paragraph in cell.paragraphs
        )
        for row in last.rows
    ]
    assert kept[-3:] == [False, True, True]
    after = list(last._tbl.itersiblings(qn("w:p")))
    assert all(
        paragraph.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for paragraph in after
    )


def test_the_counts_leave_no_empty_cell(typed: Typed, tmp_path: Path) -> None:
    typed(
        f"topics --as-of 2026-10-09 --format docx --out {tmp_path / 'topics.docx'}",
        repo=ROOT,
        lang="zh-CN",
    )
    counts = Document(str(tmp_path / "topics.docx")).tables[0]
    assert [cell.text for row in counts.rows for cell in row.cells if not cell.text.strip()] == []


def test_nothing_tells_who_made_it_or_when(example: Path) -> None:
    properties = Document(str(example)).core_properties
    assert (properties.author, properties.last_modified_by) == ("", "")
    assert {entry.date_time for entry in ZipFile(example).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_shipped_templates_are_what_their_maker_makes() -> None:
    made = runpy.run_path(str(ROOT / "docs/word_templates.py"))["templates"]()
    for name, content in made.items():
        assert everything_in((shipped_templates() / name).read_bytes()) == everything_in(content), (
            "python docs/word_templates.py"
        )


def test_what_was_changed_in_word_is_kept(typed: Typed, tmp_path: Path) -> None:
    own = Document(str(shipped_templates() / "paper-wide.docx"))
    own.styles["公文标题"].element.rPr.rFonts.set(qn("w:eastAsia"), "华文中宋")
    place = next(paragraph for paragraph in own.paragraphs if "signed_on" in paragraph.text)
    place.insert_paragraph_before("（盖章处）")
    own.core_properties.author = "某某"
    root = write(tmp_path / "d", dict(REGISTER))
    (root / "templates").mkdir()
    own.save(str(root / "templates/quarterly-list.docx"))
    typed(
        "report --quarter 2026Q1 --group lianhua --as-of 2026-04-02 --format docx --out list.docx",
        repo=root,
        lang="zh-CN",
    )
    content = Path("list.docx").read_bytes()
    assert "（盖章处）" in [paragraph.text for paragraph in Document(BytesIO(content)).paragraphs]
    assert "华文中宋" in everything_in(content)
    assert "某某" not in everything_in(content)


@pytest.mark.parametrize(
    "attack",
    ["{{ ''.__class__.__mro__ }}", "{{ nothing.at.all }}", "{% if %}", "{{ 'x' * 10000000000 }}"],
)
def test_a_hostile_or_broken_word_template_is_told(
    typed: Typed, tmp_path: Path, attack: str
) -> None:
    own = Document(str(shipped_templates() / "paper-wide.docx"))
    own.add_paragraph(attack)
    root = write(tmp_path / "d", dict(REGISTER))
    (root / "templates").mkdir()
    own.save(str(root / "templates/paper-wide.docx"))
    ended = typed(
        "report --quarter 2026Q1 --as-of 2026-04-02 --format docx --out list.docx",
        repo=root,
        code=2,
    )
    assert "paper-wide.docx" in ended.err
    assert not Path("list.docx").exists()


def test_a_file_that_is_no_word_file_is_told(typed: Typed, tmp_path: Path) -> None:
    root = write(tmp_path / "d", {**REGISTER, "templates/paper-wide.docx": "not a Word file"})
    ended = typed(
        "report --quarter 2026Q1 --as-of 2026-04-02 --format docx --out list.docx",
        repo=root,
        code=2,
    )
    assert "paper-wide.docx" in ended.err


RELATIONSHIPS = "http://schemas.openxmlformats.org"
PROPERTIES = {
    "Word": ("docProps/core.xml", "package/2006/relationships/metadata/core-properties"),
    "LibreOffice Writer": (
        "docProps/core.xml",
        "officedocument/2006/relationships/metadata/core-properties",
    ),
    "another spelling": (
        "docProps/Core.xml",
        "package/2006/relationships/metadata/core-properties",
    ),
    "WPS": ("docProps/custom.xml", "officeDocument/2006/relationships/custom-properties"),
}
TWO_HEADERS = (
    '<Relationship Id="rId98" Target="header8.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"/>'
    '<Relationship Id="rId99" Target="Header8.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"/></Relationships>'
)


def changed_template(
    path: Path, changes: Mapping[str, tuple[str, str]], parts: Mapping[str, str] | None = None
) -> None:
    """The shipped template as another program saves it: texts of parts replaced, parts added."""
    with ZipFile(shipped_templates() / "paper-wide.docx") as source, ZipFile(path, "w") as target:
        for name in source.namelist():
            old, new = changes.get(name, ("", ""))
            assert old in source.read(name).decode("utf-8")
            target.writestr(
                name,
                source.read(name).decode("utf-8").replace(old, new, 1)
                if old
                else source.read(name),
            )
        for name, text in (parts or {}).items():
            target.writestr(name, text)


@pytest.fixture
def with_template(tmp_path: Path) -> Path:
    """The small district with an empty folder for its templates."""
    root = write(
        tmp_path / "d",
        {**REGISTER, LETTER: "received: 2026-03-02\nmailbox: m03\nkind: request\ntitle: 路灯\n"},
    )
    (root / "templates").mkdir()
    return root


LIST = "report --quarter 2026Q1 --group lianhua --as-of 2026-04-02 --format docx --out list.docx"


@pytest.mark.parametrize("program", PROPERTIES)
def test_no_property_of_the_template_stays_and_no_part_is_there_twice(
    typed: Typed, with_template: Path, program: str
) -> None:
    name, kind = PROPERTIES[program]
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    relationship = (
        f'<Relationship Id="rId9" Target="{name}" Type="{RELATIONSHIPS}/{kind}"/></Relationships>'
    )
    changes = {
        "_rels/.rels": ("</Relationships>", relationship),
        "[Content_Types].xml": (
            "<Default ",
            f'<Override PartName="/{name}" ContentType="{core}"/><Default ',
        ),
    }
    changed_template(
        with_template / "templates/paper-wide.docx",
        changes,
        {name: "<Properties>某某</Properties>"},
    )
    typed(LIST, repo=with_template)
    made = Path("list.docx").read_bytes()
    assert_unique_parts(made)
    assert [part for part in ZipFile("list.docx").namelist() if part.startswith("docProps/")] == [
        "docProps/core.xml"
    ]
    assert "某某" not in everything_in(made)
    assert "2026" in Document("list.docx").core_properties.title


def test_a_template_with_two_parts_of_one_name_is_refused(
    typed: Typed, with_template: Path
) -> None:
    header = '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    changes = {"word/_rels/document.xml.rels": ("</Relationships>", TWO_HEADERS)}
    changed_template(
        with_template / "templates/paper-wide.docx",
        changes,
        {"word/header8.xml": header, "word/Header8.xml": header},
    )
    assert "two parts of the file are called word/" in typed(LIST, repo=with_template, code=2).err
    assert not Path("list.docx").exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"_rels/.rels": ("officeDocument/2006/relationships/officeDocument", "nothing")},
        {"[Content_Types].xml": ("document.main+xml", "nothing+xml")},
        {"_rels/.rels": ("word/document.xml", "word/gone.xml")},
    ],
    ids=["no main document", "another kind of document", "a part that is not there"],
)
def test_a_package_that_is_no_word_file_is_refused(
    typed: Typed, with_template: Path, changes: Mapping[str, tuple[str, str]]
) -> None:
    changed_template(with_template / "templates/paper-wide.docx", changes)
    assert "paper-wide.docx" in typed(LIST, repo=with_template, code=2).err
    assert not Path("list.docx").exists()


def test_a_template_saved_by_another_program_still_works(
    typed: Typed, with_template: Path, writer: LibreOffice, tmp_path: Path
) -> None:
    saved = writer.convert(shipped_templates() / "paper-wide.docx", "docx", tmp_path)
    saved.rename(with_template / "templates/quarterly-list.docx")
    typed(LIST, repo=with_template, lang="zh-CN")
    assert_unique_parts(Path("list.docx").read_bytes())
    made = Document("list.docx")
    assert [
        section._sectPr.find(qn("w:pgSz")).get(qn("w:orient")) for section in made.sections
    ] == [None, "landscape"]
    widths = [int(column.get(qn("w:w"))) for column in made.tables[1]._tbl.tblGrid]
    assert len(widths) == len(made.tables[1].rows[0].cells)
    assert max(widths) > 3 * min(widths)
    assert _styles_of_the_first_row(made) == _styles_of_the_first_row(
        _shipped_list(typed, with_template)
    )


def _styles_of_the_first_row(made: Any) -> list[str]:
    return [cell.paragraphs[0].style.name for cell in made.tables[1].rows[1].cells]


def _shipped_list(typed: Typed, root: Path) -> Any:
    """The same list by the template that is shipped."""
    for own in (root / "templates").iterdir():
        own.unlink()
    typed(LIST.replace("list.docx", "shipped.docx"), repo=root, lang="zh-CN")
    return Document("shipped.docx")


def test_numbers_and_days_have_their_style_whatever_id_the_template_gives_it(
    typed: Typed, with_template: Path
) -> None:
    changes = {"word/styles.xml": ('w:styleId="TableNumber"', 'w:styleId="Style25"')}
    changed_template(with_template / "templates/paper-wide.docx", changes)
    typed(LIST, repo=with_template, lang="zh-CN")
    styles = _styles_of_the_first_row(Document("list.docx"))
    assert set(styles) == {"表格文字", "表格数字"}
    assert styles == _styles_of_the_first_row(_shipped_list(typed, with_template))


_MARGIN = 100
"""Where the tables begin, in points; left of it stands the number of the page, turned."""


def test_libreoffice_opens_it(example: Path, printer: LibreOffice) -> None:
    from pypdfium2 import PdfDocument

    content = printer.convert(example, "pdf", example.parent).read_bytes()
    with PdfDocument(content) as document:
        wide = [page.get_width() > page.get_height() for page in document]
        texts = [page.get_textpage().get_text_range() for page in document]
        tables = "".join(page.get_textpage().get_text_bounded(left=_MARGIN) for page in document)
    assert wide == [False, *[True] * (len(wide) - 1)]
    assert all(len(text) > 100 for text in texts)
    assert all("序" in text for text in texts[1:-1])
    assert "附件莲花街道" in "".join(texts[1].split())
    assert all(f"第{at}页，共{len(texts)}页" in "".join(texts[at - 1].split()) for at in (2, 3))
    rows = Document(str(example)).tables[1].rows
    printed = "".join(tables.split())
    last = ["".join(row.cells[-1].text.split()) for row in rows[1:]]
    assert [text for text in last if text not in printed] == []
