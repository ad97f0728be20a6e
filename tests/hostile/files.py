"""Files that cost more to read than they look, each a few bytes or kilobytes."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping

_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_ENTITIES = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 10))
LAUGHS = f'<!DOCTYPE x [<!ENTITY e0 "{"ha" * 50}">{_ENTITIES}]>'
"""An XML entity that stands for a hundred thousand million characters."""
MILLION = 1_000_000


def packed(files: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def workbook(
    cells: str, *, before: str = "", shared: str | bytes = "", more: Mapping[str, bytes] = {}
) -> bytes:
    """Return an xlsx with this XML of its rows; `before` comes before the root of the sheet."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    sheet = f'{before}<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData></worksheet>'
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
        f'PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/></Types>',
        "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship '
        f'Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="走访" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": _XML + sheet,
        **({"xl/sharedStrings.xml": shared} if shared else {}),
        **more,
    }
    return packed(files)


def text_cell(place: str, text: str) -> str:
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def ods(rows: str, before: str = "") -> bytes:
    spaces = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'{_XML}{before}<office:document-content xmlns:office="{spaces}:office:1.0" '
        f'xmlns:table="{spaces}:table:1.0" xmlns:text="{spaces}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="a">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = f'{_XML}<manifest:manifest xmlns:manifest="{spaces}:manifest:1.0"/>'
    files = {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content}
    return packed(files)


def _ods_row(rows: int, columns: int) -> str:
    return (
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell '
        f'office:value-type="string" table:number-columns-repeated="{columns}">'
        "<text:p>日期</text:p></table:table-cell></table:table-row>"
    )


def overlapping() -> bytes:
    """Return a workbook in whose directory 3,000 entries lead to the same 10 MB."""
    raw = packed({"xl/worksheets/sheet1.xml": b" " * (10 * MILLION)})
    at = raw.index(b"PK\x01\x02")
    end = raw.index(b"PK\x05\x06")
    count = 3000
    directory = raw[at:end] * count
    tail = bytearray(raw[end:])
    tail[8:12] = count.to_bytes(2, "little") * 2
    tail[12:16] = len(directory).to_bytes(4, "little")
    return raw[:at] + directory + bytes(tail)


A1 = text_cell("A1", "日期")
Raw = Callable[[], bytes]
WORKBOOKS: Mapping[str, Raw] = {
    "far cell.xlsx": lambda: workbook(A1 + text_cell("XFD1048576", "x")),
    "two far cells.xlsx": lambda: workbook(text_cell("A1000000", "x") + text_cell("ZZ1", "x")),
    "cells beyond the sheet.xlsx": lambda: workbook(A1 + text_cell("ZZZZZZ4294967295", "x")),
    "row too large.xlsx": lambda: workbook(A1 + text_cell("A99999999999999999999", "x")),
    "sheet bomb.xlsx": lambda: workbook(A1 + " " * (900 * MILLION)),
    "text bomb.xlsx": lambda: workbook(text_cell("A1", "日" * (200 * MILLION))),
    "shared bomb.xlsx": lambda: workbook(
        A1, shared=f'{_XML}<sst xmlns="{_MAIN}">{"<si><t/></si>" * (30 * MILLION)}</sst>'
    ),
    "properties bomb.xlsx": lambda: workbook(
        A1, more={"docProps/core.xml": b" " * (900 * MILLION)}
    ),
    "entities.xlsx": lambda: workbook(text_cell("A1", "&e9;"), before=LAUGHS),
    "external entity.xlsx": lambda: workbook(
        text_cell("A1", "&x;"), before='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    ),
    "deep.xlsx": lambda: workbook("<row>" * MILLION),
    "many entries.xlsx": lambda: workbook(
        A1, more={f"xl/{number}.xml": b"" for number in range(60_000)}
    ),
    "overlapping.xlsx": overlapping,
    "rows repeated.ods": lambda: ods(_ods_row(1_048_576, 1024)),
    "rows repeated and again.ods": lambda: ods(_ods_row(2_000_000_000, 2_000_000_000)),
    "entities.ods": lambda: ods(_ods_row(1, 1).replace("日期", "&e9;"), LAUGHS),
    "content bomb.ods": lambda: ods(" " * (900 * MILLION)),
    "odd.xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 4096,
    "odd sectors.xls": lambda: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\x00" * 16
        + b"\x3e\x00\x03\x00\xfe\xff\x1e\x00\x0c\x00"
        + b"\xfe\xff\xff\x7f" * 200
    ),
    "odd.xlsb": lambda: packed(
        {"xl/workbook.bin": b"\xff" * 10_000, "xl/_rels/workbook.bin.rels": b"<"}
    ),
}
_EXCEL_2003 = b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
MARKUP: Mapping[str, Raw] = {
    "open cells.xlsx": lambda: workbook('<c r="A1" t="e" ' * MILLION),
    "cells without places.xlsx": lambda: workbook("<row>" + "<c><v>1</v></c>" * MILLION),
    "open tags.xls": lambda: b"<table>" + b"<td " * (4 * MILLION),
    "open declarations.xls": lambda: b"<![if " * (4 * MILLION),
    "open comments.xls": lambda: b"<table>" + b"<!--" * (4 * MILLION),
    "tables in tables.xls": lambda: b"<table><tr><td>x" * MILLION,
    "many cells.xls": lambda: b"<table>" + b"<tr><td>x" * MILLION,
    "wide cells.xls": lambda: b"<table>" + b"<tr><td colspan=1000 rowspan=9999>x" * 100_000,
    "references.xls": lambda: b"<table><td>" + b"&amp;" * (6 * MILLION),
    "long attribute.xls": lambda: b'<table a="' + b"x" * (30 * MILLION),
    "entities of 2003.xls": lambda: LAUGHS.encode() + _EXCEL_2003 + b"&e9;</Workbook>",
    "deep 2003.xls": lambda: _EXCEL_2003 + b"<a>" * (4 * MILLION),
    "far row of 2003.xls": lambda: (
        _EXCEL_2003 + b'<Worksheet><Table><Row xmlns:s="urn:schemas-microsoft-com:office:'
        b'spreadsheet" s:Index="4000000000"/></Table></Worksheet></Workbook>'
    ),
    "parts in parts.xls": lambda: (
        b"MIME-Version: 1.0\n" + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" * 300_000
    ),
}
TABLES: Mapping[str, Raw] = {
    "wide line.csv": lambda: "日期,".encode() + b"x" * (300 * MILLION),
    "many columns.csv": lambda: b"," * (10 * MILLION),
    "many rows.csv": lambda: "日期\n".encode() + b"\n" * (60 * MILLION),
    "many short rows.csv": lambda: "日期,地点\n".encode() + b"1,2\n" * (4 * MILLION),
    "nothing but nuls.csv": lambda: b"\0" * MILLION,
    "open quote.csv": lambda: '日期,"'.encode() + b"x\n" * (6 * MILLION),
    "rows within the limit.csv": lambda: "日期,地点\n".encode() + b"1,2\n" * 101_000,
    "headings that nobody knows.csv": lambda: "甲,乙\n".encode() + b"1,2\n" * 101_000,
    "blank rows within the limit.csv": lambda: "日期\n".encode() + b"\n" * 101_000,
    "nested objects.json": lambda: b'[{"a":' * 490 + b"1" + b"}]" * 490,
    "deep.json": lambda: b"[" * 100_000 + b"]" * 100_000,
    "deep objects.json": lambda: b'[{"a":' + b'{"a":' * 50_000 + b"1" + b"}" * 50_001 + b"]",
    "long number.json": lambda: b'[{"a": ' + b"9" * (2 * MILLION) + b"}]",
    "many objects.json": lambda: b"[" + b"{}," * (6 * MILLION) + b"{}]",
    "many keys.json": lambda: json.dumps(
        [{f"k{row}-{key}": 1 for key in range(100)} for row in range(2000)]
    ).encode(),
}
_ALIASES = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{after}: &{after} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)
MAPPINGS: Mapping[str, Raw] = {
    "aliases.yaml": _ALIASES.encode,
    "deep.yaml": lambda: b"columns: " + b"[" * 100_000,
    "deep block.yaml": lambda: b"".join(b" " * depth + b"a:\n" for depth in range(700)),
    "large.yaml": lambda: b"# " + b"x" * (200 * MILLION),
    "merge keys.yaml": lambda: b"x: &x {a: 1}\n" + b"<<: [*x, *x]\n" * 10_000,
}
RECORDS: Mapping[str, Raw] = {
    "aliases in a record.yaml": MAPPINGS["aliases.yaml"],
    "deep record.yaml": lambda: b"title: " + b"{a: " * 50_000,
    "large record.yaml": MAPPINGS["large.yaml"],
}
