"""Word files from a Word template that users can edit, following GB/T 9704-2012."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    sandbox,
    template_errors,
    template_of,
)
from deputylog.table import Report
from deputylog.words import Words

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VALUE = f"{_W}val"
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_ROWS_KEPT = 2
_TEXT, _NUMBER = "表格文字", "表格数字"
"""Styles by their names: programs that save a template give them other ids."""


def render(report: Report, words: Words, own: Path | None) -> Paper:
    """Return the Word file; content is escaped, and no author or time of creation is stored."""
    from lxml.etree import LxmlError
    from markupsafe import Markup

    def markup(text: str) -> Markup:
        """Escape a text for Word's XML, with line breaks as `w:br`."""
        return Markup(escape(text).replace("\n", _BREAK))

    path = template_of(report, "docx", own, "paper-wide" if report.wide else "paper")
    environment = sandbox(words, autoescape=True, folders=[])
    out = BytesIO()
    try:
        with template_errors(path.name):
            template = _template(path, report, words)
            template.render(official_texts(report, words, markup), environment)
            _replace_properties(template.docx.part.package, words.say(report.title), report.as_of)
            template.docx.save(out)
            return Paper(_with_fixed_times(out.getvalue()))
    except (BadZipFile, LxmlError, SyntaxError, OSError) as error:
        raise TemplateFailedError(path.name, 0, str(error)) from error


def _template(path: Path, report: Report, words: Words) -> Any:
    """Return a docxtpl template with strict rendering that sets the widths of our tables."""
    from docxtpl import DocxTemplate
    from lxml.etree import fromstring

    class Template(DocxTemplate):  # type: ignore[misc]
        def render_xml_part(
            self, src_xml: str, part: Any, context: Mapping[str, Any], jinja_env: Any = None
        ) -> str:
            text: str = jinja_env.from_string(src_xml).render(context)
            return text

        def fix_tables(self, xml: str) -> Any:
            tree = fromstring(xml)
            ids = {style.name: style.style_id for style in self.docx.styles}
            tables = list(tree.iter(f"{_W}tbl"))
            for element in tables:
                _set_widths(element, report, words, ids)
            if tables:
                _keep_with_what_follows(tables[-1])
            return tree

        def render_properties(self, context: Mapping[str, Any], jinja_env: Any = None) -> None:
            """Do nothing: `_replace_properties` writes them."""

    return Template(BytesIO(path.read_bytes()))


def _found(element: Any, path: str) -> list[Any]:
    return list(element.xpath(path, namespaces={"w": _W[1:-1]}))


def _set_widths(element: Any, report: Report, words: Words, ids: Mapping[str, str]) -> None:
    """Set the column widths of one of our tables, and the style of numbers and dates.

    A table whose caption a program dropped is known by its first row.
    """
    captions = _found(element, "w:tblPr/w:tblCaption/@w:val")
    first_row = ["".join(_found(cell, ".//w:t/text()")) for cell in _found(element, "w:tr[1]/w:tc")]
    if captions == ["heads"]:
        many = heads_in_a_row(report)
        _set_grid(element, [100 / many] * many)
        return
    for table in report.tables:
        heads = [words.say(column.head) for column in table.columns]
        if [table.name] == captions or heads == first_row:
            _set_grid(element, table.shares)
            if _NUMBER in ids:
                _set_styles(element, [column.set_as == "text" for column in table.columns], ids)
            return


def _set_grid(table: Any, shares: Sequence[float]) -> None:
    """Set the columns to their shares of the text width of the section."""
    paths = ("w:pgSz/@w:w", "w:pgMar/@w:left", "w:pgMar/@w:right")
    size, *margins = [int(_found(table, f"following::w:sectPr[1]/{path}")[0]) for path in paths]
    grid = table.find(f"{_W}tblGrid")
    grid[:] = [
        grid.makeelement(
            f"{_W}gridCol", {f"{_W}w": str(round((size - sum(margins)) * share / 100))}
        )
        for share in shares
    ]


def _set_styles(table: Any, are_text: Sequence[bool], ids: Mapping[str, str]) -> None:
    """Align numbers and dates right, below the header."""
    for row in _found(table, "w:tr[not(w:trPr/w:tblHeader)]"):
        for cell, is_text in zip(row.iterfind(f"{_W}tc"), are_text, strict=False):
            for style in () if is_text else cell.iterfind(f"{_W}p/{_W}pPr/{_W}pStyle"):
                if style.get(_VALUE) == ids.get(_TEXT):
                    style.set(_VALUE, ids[_NUMBER])


def _keep_with_what_follows(last: Any) -> None:
    """Keep the last rows with the signatures, so that these are not alone on a page."""
    for part in (*last.findall(f"{_W}tr")[-_ROWS_KEPT:], *last.itersiblings(f"{_W}p")):
        for paragraph in part.iter(f"{_W}p"):
            properties = paragraph.find(f"{_W}pPr")
            if properties is None:
                properties = paragraph.makeelement(f"{_W}pPr")
                paragraph.insert(0, properties)
            if properties.find(f"{_W}keepNext") is None:
                after = int(properties.find(f"{_W}pStyle") is not None)
                properties.insert(after, properties.makeelement(f"{_W}keepNext"))


_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>'
    '<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified>'
    "</cp:coreProperties>"
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
    """Set one fixed time for all parts.

    Raise ValueError if two parts have the same name but for case: Word calls such a file damaged.
    """
    out, seen = BytesIO(), set[str]()
    with ZipFile(BytesIO(packed)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name.casefold() in seen:
                raise ValueError(f"two parts of the file are called {name}")
            seen.add(name.casefold())
            target.writestr(ZipInfo(name), source.read(name), ZIP_DEFLATED)
    return out.getvalue()
