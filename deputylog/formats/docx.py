"""Word files from a Word template that users can edit, following GB/T 9704-2012."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from deputylog.formats import Paper
from deputylog.formats.official import heads_in_a_row, official_texts
from deputylog.formats.templates import (
    TemplateFailedError,
    find_template,
    names_of,
    sandbox,
    template_errors,
)
from deputylog.table import Report
from deputylog.words import Words

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_ROWS_KEPT = 2
_TEXT, _NUMBER = "表格文字", "表格数字"
"""Styles by their names: programs that save a template give them other ids."""
_STYLE_OF = {"number": _NUMBER, "day": _NUMBER}


def render(report: Report, words: Words, own: Path | None) -> Paper:
    """Return the Word file; content is escaped, and no author or time of creation is stored."""
    from lxml.etree import LxmlError

    path = find_template(names_of(report, "docx", "paper-wide" if report.wide else "paper"), own)
    environment = sandbox(words, autoescape=True, folders=[])
    out = BytesIO()
    try:
        with template_errors(path.name):
            template = _template(path, report, words)
            template.render(official_texts(report, words, _markup), environment)
            _replace_properties(template.docx.part.package, words.say(report.title), report.as_of)
            template.docx.save(out)
            content = _with_fixed_times(out.getvalue())
    except (BadZipFile, LxmlError, SyntaxError, OSError) as error:
        raise TemplateFailedError(path.name, 0, str(error)) from error
    return Paper(content)


def _template(path: Path, report: Report, words: Words) -> Any:
    """Return a docxtpl template with strict rendering that sets the widths of our tables."""
    from docxtpl import DocxTemplate
    from lxml import etree

    class Template(DocxTemplate):  # type: ignore[misc]
        def render_xml_part(
            self, src_xml: str, part: Any, context: Mapping[str, Any], jinja_env: Any = None
        ) -> str:
            text: str = jinja_env.from_string(src_xml).render(context)
            return text

        def fix_tables(self, xml: str) -> Any:
            tree = etree.fromstring(xml)
            ids = {style.name: style.style_id for style in self.docx.styles}
            _set_widths(tree, report, words, ids)
            for last in list(tree.iter(f"{_W}tbl"))[-1:]:
                _keep_with_what_follows(last)
            return tree

        def render_properties(self, context: Mapping[str, Any], jinja_env: Any = None) -> None:
            """Do nothing: `_replace_properties` writes them."""

    return Template(BytesIO(path.read_bytes()))


def _markup(text: str) -> Any:
    """Escape a text for Word's XML, with line breaks as `w:br`."""
    from markupsafe import Markup

    return Markup(escape(text).replace("\n", _BREAK))


def _set_widths(tree: Any, report: Report, words: Words, ids: Mapping[str, str]) -> None:
    """Set the column widths of our tables, and the style of numbers and dates."""
    many = heads_in_a_row(report)
    by_name = {table.name: table for table in report.tables}
    by_heads = {
        tuple(words.say(column.head) for column in table.columns): table for table in report.tables
    }
    for element in tree.iter(f"{_W}tbl"):
        caption = element.find(f"{_W}tblPr/{_W}tblCaption")
        name = caption.get(f"{_W}val") if caption is not None else ""
        table = by_name.get(name) or by_heads.get(tuple(_first_row(element)))
        if name == "heads":
            _set_grid(element, [100 / many] * many)
        elif table:
            _set_grid(element, table.shares)
            if _NUMBER in ids:
                _set_styles(
                    element, [_STYLE_OF.get(column.set_as) for column in table.columns], ids
                )


def _first_row(table: Any) -> Iterator[str]:
    """Yield the texts of the first row; identifies tables whose caption a program dropped."""
    row = table.find(f"{_W}tr")
    yield from (
        "".join(text.text or "" for text in cell.iter(f"{_W}t")) for cell in row.iterfind(f"{_W}tc")
    )


def _keep_with_what_follows(last: Any) -> None:
    """Keep the last rows with the signatures, so that these are not alone on a page."""
    for part in (*last.findall(f"{_W}tr")[-_ROWS_KEPT:], *last.itersiblings(f"{_W}p")):
        for paragraph in part.iter(f"{_W}p"):
            _keep_with_next(paragraph)


def _keep_with_next(paragraph: Any) -> None:
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        properties = paragraph.makeelement(f"{_W}pPr")
        paragraph.insert(0, properties)
    if properties.find(f"{_W}keepNext") is None:
        properties.insert(
            int(properties.find(f"{_W}pStyle") is not None), properties.makeelement(f"{_W}keepNext")
        )


def _set_grid(table: Any, shares: Sequence[float]) -> None:
    total = _text_width(_section_after(table))
    grid = table.find(f"{_W}tblGrid")
    grid[:] = []
    for share in shares:
        column = grid.makeelement(f"{_W}gridCol", {f"{_W}w": str(round(total * share / 100))})
        grid.append(column)


def _section_after(table: Any) -> Any:
    return table.xpath("following::w:sectPr[1]", namespaces={"w": _W[1:-1]})[0]


def _text_width(section: Any) -> int:
    size, margins = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
    return int(size.get(f"{_W}w")) - int(margins.get(f"{_W}left")) - int(margins.get(f"{_W}right"))


def _set_styles(table: Any, styles: Sequence[str | None], ids: Mapping[str, str]) -> None:
    """Align numbers and dates right, below the header."""
    set_apart = [(index, style) for index, style in enumerate(styles) if style]
    for row in table.iterfind(f"{_W}tr"):
        if row.find(f"{_W}trPr/{_W}tblHeader") is not None:
            continue
        cells = row.findall(f"{_W}tc")
        for index, style in set_apart:
            for chosen in _styles_of(cells, index, ids.get(_TEXT)):
                chosen.set(f"{_W}val", ids[style])


def _styles_of(cells: Sequence[Any], index: int, text: str | None) -> Iterator[Any]:
    if index < len(cells):
        yield from (
            found
            for found in cells[index].iterfind(f"{_W}p/{_W}pPr/{_W}pStyle")
            if found.get(f"{_W}val") == text
        )


_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>'
    '<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified></cp:coreProperties>'
)
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"


def _replace_properties(package: Any, title: str, as_of: date) -> None:
    """Remove all properties and add new ones with only title and date.

    Programs use different relationship types for properties, so python-docx may miss some.
    """
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    for key, relationship in list(package.rels.items()):
        if relationship.reltype != RELATIONSHIP_TYPE.OFFICE_DOCUMENT:
            del package.rels[key]
    text = _CORE.format(title=escape(title), day=as_of.isoformat())
    part = Part(PackURI("/docProps/core.xml"), _CORE_TYPE, text.encode("utf-8"), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CORE_PROPERTIES)


def _with_fixed_times(packed: bytes) -> bytes:
    """Set one fixed time for all parts; raise ValueError if two parts have the same name."""
    out = BytesIO()
    with ZipFile(BytesIO(packed)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        _refuse_equal_names(source.namelist())
        for entry in source.infolist():
            target.writestr(ZipInfo(entry.filename), source.read(entry), ZIP_DEFLATED)
    return out.getvalue()


def _refuse_equal_names(names: Sequence[str]) -> None:
    """Raise ValueError for equal names, ignoring case: Word calls such a file damaged."""
    seen = set[str]()
    for name in names:
        if name.casefold() in seen:
            raise ValueError(f"two parts of the file are called {name}")
        seen.add(name.casefold())
