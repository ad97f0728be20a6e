"""Word files from a Word template that users can edit, following GB/T 9704-2012."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from deputylog.formats import Paper
from deputylog.formats.fonts import codes, rare_signs
from deputylog.formats.measure import SIZES
from deputylog.formats.official import official_texts
from deputylog.formats.room import PITCH
from deputylog.formats.template_problems import problem_in_words
from deputylog.formats.templates import (
    TemplateFailedError,
    sandbox,
    template_errors,
    template_of,
)
from deputylog.table import Report
from deputylog.words import Bilingual, Phrase, Words, phrase

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VALUE = f"{_W}val"
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_ROWS_KEPT = 2
"""Rows that stay with the signatures, so that these are not alone on a page."""
_TEXT, _NUMBER = "表格文字", "表格数字"
_SIGNATURE = ("署名", "成文日期")
"""Styles by their names: programs that save a template give them other ids."""

_TWIPS = 1440 / 25.4
"""Word's unit of length in a millimetre."""

_CHARACTER = 320
"""The width of a character of 16 pt in that unit."""


def render(report: Report, words: Words, own: Path | None) -> Paper:
    """Return the Word file; content is escaped, and no author or time of creation is stored."""
    from lxml.etree import LxmlError
    from markupsafe import Markup

    def markup(text: str) -> Markup:
        """Escape a text for Word's XML, with line breaks as `w:br`."""
        return Markup(escape(text).replace("\n", _BREAK))

    general = "paper-wide" if report.wide else "paper-large" if report.large else "paper"
    path = template_of(report, "docx", own, general)
    texts = official_texts(report, words, markup)
    environment = sandbox(words, autoescape=True, folders=[])
    out = BytesIO()
    try:
        with template_errors(path.name):
            template = _template(path, texts)
            _set_pitch(template, texts["pitch"])
            template.render(texts, environment)
            _refuse_links(template.docx.part.package)
            _replace_properties(template.docx.part.package, words.say(report.title), report.as_of)
            template.docx.save(out)
            return Paper(_with_fixed_times(out.getvalue()), tuple(_rare(texts)))
    except (BadZipFile, LxmlError, SyntaxError, OSError) as error:
        raise TemplateFailedError(path.name, 0, problem_in_words(error)) from error


def _rare(texts: Mapping[str, Any]) -> Iterator[Phrase]:
    """Yield a warning that names the characters which Word may not be able to show."""
    text = Bilingual(
        "下列字符有的电脑不能显示，印发前请核对：{signs}。",
        "Some computers cannot show these characters; look at them before printing: {signs}.",
    )
    if signs := rare_signs(json.dumps(texts, ensure_ascii=False)):
        yield phrase(text, signs=[f"{sign} {codes(sign)}" for sign in signs])


def _template(path: Path, texts: Mapping[str, Any]) -> Any:
    """Return a docxtpl template with strict rendering that sets our tables and the signature."""
    from docxtpl import DocxTemplate
    from lxml.etree import XMLParser, fromstring

    parser = XMLParser(resolve_entities=False, no_network=True)

    class Template(DocxTemplate):  # type: ignore[misc]
        def render_xml_part(
            self, src_xml: str, part: Any, context: Mapping[str, Any], jinja_env: Any = None
        ) -> str:
            text: str = jinja_env.from_string(src_xml).render(context)
            return text

        def fix_tables(self, xml: str) -> Any:
            tree = fromstring(xml, parser)
            ids = {style.name: style.style_id for style in self.docx.styles}
            tables = list(tree.iter(f"{_W}tbl"))
            for element in tables:
                _set_table(element, texts, ids)
            _set_signature(tree, texts["signed_at"], ids)
            if tables:
                rows = tables[-1].findall(f"{_W}tr")[-_ROWS_KEPT:]
                _keep_with_what_follows([*rows, *tables[-1].itersiblings(f"{_W}p")])
            return tree

        def render_properties(self, context: Mapping[str, Any], jinja_env: Any = None) -> None:
            """Do nothing: `_replace_properties` writes them."""

    return Template(BytesIO(path.read_bytes()))


def _found(element: Any, path: str) -> list[Any]:
    return list(element.xpath(path, namespaces={"w": _W[1:-1]}))


def _set_table(element: Any, texts: Mapping[str, Any], ids: Mapping[str, str]) -> None:
    """Set the column widths of one of our tables, the size of its text and the heights of its rows.

    A table whose caption a program dropped is known by its first row.
    """
    captions = _found(element, "w:tblPr/w:tblCaption/@w:val")
    first_row = ["".join(_found(cell, ".//w:t/text()")) for cell in _found(element, "w:tr[1]/w:tc")]
    if captions == ["heads"]:
        many = len(texts["heads"][0])
        _set_grid(element, [100 / many] * many)
        return
    for table in texts["tables"]:
        heads = [column.unescape() for column in table["columns"]]
        if [table["name"]] == captions or heads == first_row:
            _set_grid(element, table["shares"])
            _set_rows(element, table, ids)
            if table["last"]:
                _set_height(element.findall(f"{_W}tr")[-1], table["last"])
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


def _set_rows(element: Any, table: Mapping[str, Any], ids: Mapping[str, str]) -> None:
    """Let high rows go on on the next page, leave room to write, and set the styles of cells."""
    names = {one: name for name, one in ids.items()}
    heads, body = (_found(element, f"w:tr[{has}(w:trPr/w:tblHeader)]") for has in ("", "not"))
    for row, breaks in zip(body, table["breaks"], strict=False):
        if table["row_height"]:
            _set_height(row, table["row_height"])
        for fixed in _found(row, "w:trPr/w:cantSplit") if breaks else ():
            fixed.getparent().remove(fixed)
    if table["together"]:
        _keep_with_what_follows(body[:-1])
    for row in (*heads, *body):
        for cell, set_as in zip(row.iterfind(f"{_W}tc"), table["set_as"], strict=False):
            for style in cell.iterfind(f"{_W}p/{_W}pPr/{_W}pStyle"):
                name = names.get(style.get(_VALUE), "")
                wanted = _NUMBER if name == _TEXT and set_as != "text" else name
                sized = f"{wanted}{SIZES.get(table['size'], '')}"
                style.set(_VALUE, ids.get(sized) or ids.get(wanted) or style.get(_VALUE))


def _set_height(row: Any, millimetres: float) -> None:
    """Make a row at least so high."""
    properties = row.find(f"{_W}trPr")
    if properties is None:
        properties = row.makeelement(f"{_W}trPr")
        row.insert(0, properties)
    height = {_VALUE: str(round(millimetres * _TWIPS)), f"{_W}hRule": "atLeast"}
    properties.append(row.makeelement(f"{_W}trHeight", height))


def _set_pitch(template: Any, points: float) -> None:
    """Set the usual distance of lines, where the template fixes one."""
    template.init_docx()
    styles = template.docx.styles.element
    for spacing in styles.iterfind(f"{_W}docDefaults/{_W}pPrDefault//{_W}spacing"):
        if points < PITCH and spacing.get(f"{_W}lineRule") == "exact":
            spacing.set(f"{_W}line", str(int(points * 20)))


def _set_signature(tree: Any, places: Sequence[float], ids: Mapping[str, str]) -> None:
    """Set how far signer and date end from the right."""
    for name, characters in zip(_SIGNATURE, places, strict=True):
        for style in _found(tree, f".//w:pStyle[@w:val='{ids.get(name)}']"):
            properties = style.getparent()
            for old in properties.findall(f"{_W}ind"):
                properties.remove(old)
            indent = {f"{_W}right": str(round(characters * _CHARACTER))}
            style.addnext(style.makeelement(f"{_W}ind", indent))


def _keep_with_what_follows(parts: Iterable[Any]) -> None:
    """Keep rows and paragraphs on one page with what follows them."""
    for part in parts:
        for paragraph in part.iter(f"{_W}p"):
            properties = paragraph.find(f"{_W}pPr")
            if properties is None:
                properties = paragraph.makeelement(f"{_W}pPr")
                paragraph.insert(0, properties)
            if properties.find(f"{_W}keepNext") is None:
                after = int(properties.find(f"{_W}pStyle") is not None)
                properties.insert(after, properties.makeelement(f"{_W}keepNext"))


def _refuse_links(package: Any) -> None:
    """Raise ValueError if Word would fetch a picture, a template or a text from elsewhere."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    for one in package.iter_rels():
        if one.is_external and one.reltype != RELATIONSHIP_TYPE.HYPERLINK:
            raise ValueError(f"Word would fetch {one.target_ref}")


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
