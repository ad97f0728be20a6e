"""HTML, MHTML and the XML of Excel 2003 under the name .xls, and documents that are no tables."""

from __future__ import annotations

import io
from base64 import encodebytes
from pathlib import Path

import pytest

from deputylog.finding import DeputylogError
from deputylog.workbooks.documents import is_workbook
from deputylog.workbooks.reading import ReadSheet, read_sheets
from deputylog.workbooks.writing import Heading, Worksheet, write_workbook
from tests.hostile import files
from tests.programs import LibreOffice

HTML = """\
<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv=Content-Type content="text/html; charset={charset}">
<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:Name>来信</x:Name></x:ExcelWorkbook></xml><![endif]-->
</head><body><p>导出时间：2026-03-05</p>
<table border=1>
<tr><th rowspan=2>编号<th colspan="2">办理情况
<tr><th>承办单位</th><th>办结
   日期</th></tr>
<tr style="display: none"><td rowspan=2>3&nbsp;</td><td>区教育局<br>区住建局</td><td></td></tr>
<tr><td>&lt;暂无&gt;</td><td>#N/A</td></tr>
<tr><td>1.10101E+17</td></tr>
</table></body></html>
"""
READ = ReadSheet(
    "来信",
    (
        ("编号", "办理情况", ""),
        ("", "承办单位", "办结 日期"),
        ("3", "区教育局\n区住建局", ""),
        ("", "<暂无>", "#N/A"),
        ("1.10101E+17",),
    ),
    merged=((0, 0, 1, 0), (0, 1, 0, 2), (2, 0, 3, 0)),
    hidden_rows=frozenset({2}),
    unread={(3, 2): "#N/A", (4, 0): "1.10101E+17"},
)


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "GB18030", "utf-8", "utf-8-sig", "utf-16"])
def test_html_is_a_sheet(charset: str) -> None:
    raw = HTML.format(charset=charset).encode(charset)
    assert is_workbook(raw)
    assert read_sheets("a.xls", raw) == (READ,)


def test_a_wrong_charset_is_no_obstacle() -> None:
    assert read_sheets("a.xls", HTML.format(charset="gb2312").encode()) == (READ,)
    assert read_sheets("a.xls", HTML.format(charset="utf-8").encode("gbk")) == (READ,)


def test_a_page_in_mhtml_is_a_sheet() -> None:
    raw = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/html; charset=gb2312\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n"
    )
    page = encodebytes(HTML.format(charset="gb2312").encode("gbk"))
    assert read_sheets("a.xls", raw + page + b"\r\n--x--\r\n") == (READ,)


def test_a_table_within_a_table_is_a_sheet_of_its_own() -> None:
    page = b"<table><tr><td>a<table><tr><td>b</table>c</table><table><tr><td></table>"
    names = [(sheet.name, sheet.cells) for sheet in read_sheets("a.xls", page)]
    assert names == [("Sheet1", (("ac",),)), ("Sheet2", (("b",),))]


def test_what_libreoffice_saves_as_html_is_a_sheet(calc: LibreOffice, tmp_path: Path) -> None:
    rows = Worksheet("来信", (Heading("编号"), Heading("姓名")), ((1, "张伟"),))
    (tmp_path / "a.xlsx").write_bytes(write_workbook([rows]))
    saved = calc.convert(tmp_path / "a.xlsx", "html", tmp_path).read_bytes()
    assert read_sheets("a.xls", saved)[0].cells == (("编号", "姓名"), ("1", "张伟"))


EXCEL_2003 = """\
<?xml version="1.0"{encoding}?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
 <Worksheet ss:Name="来信"><Table>
  <Column ss:Width="50"/><Column ss:Index="3" ss:Span="1" ss:Hidden="1"/>
  <Row><Cell ss:MergeAcross="1"><Data ss:Type="String">登记表</Data></Cell>
   <Cell><Data ss:Type="String">年度</Data></Cell></Row>
  <Row ss:Index="3" ss:Hidden="1">
   <Cell><Data ss:Type="Number">1</Data>
    <Comment><ss:Data><B>批注</B></ss:Data></Comment></Cell>
   <Cell ss:Index="3"><Data ss:Type="DateTime">2026-03-05T00:00:00.000</Data></Cell>
   <Cell ss:Formula="=RC[-1]"><Data ss:Type="Error">#VALUE!</Data></Cell></Row>
  <Row><Cell><Data ss:Type="Number">110101199003078515</Data></Cell>
   <Cell ss:Formula="=1+1"/><Cell ss:Formula="=1+1"><Data ss:Type="Number">2</Data></Cell>
   <Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
 </Table></Worksheet>
 <Worksheet ss:Name="旧"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table>
  <x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>
</Workbook>
"""
READ_2003 = ReadSheet(
    "来信",
    (
        ("登记表", "", "年度"),
        (),
        ("1", "", "2026-03-05", ""),
        ("110101199003078512", "", "2", "true"),
    ),
    merged=((0, 0, 0, 1),),
    hidden_rows=frozenset({2}),
    hidden_columns=frozenset({2, 3}),
    unread={(2, 3): "#VALUE!", (3, 0): "110101199003078512", (3, 1): "=1+1"},
)


@pytest.mark.parametrize("encoding", ["", "utf-8", "gb2312"])
def test_xml_of_excel_2003_is_a_workbook(encoding: str) -> None:
    declared = f' encoding="{encoding}"' if encoding else ""
    raw = EXCEL_2003.format(encoding=declared).encode(encoding or "utf-8")
    assert read_sheets("a.xls", raw) == (READ_2003,)


def word() -> bytes:
    docx = pytest.importorskip("docx")
    out = io.BytesIO()
    docx.Document().save(out)
    return bytes(out.getvalue())


def office_97(name: str) -> bytes:
    """Return the start of a file in an older format of Office with one entry of its directory."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + name.encode("utf-16-le") + bytes(99)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"%PDF-1.7 secret", "this is a PDF"),
        (rb"{\rtf1 secret}", "this is a text document"),
        (b"\xff\xd8\xff\xe0secret", "this is a picture"),
        (b"Rar!secret", "this is an archive"),
        (files.packed({"secret.txt": "secret"}), "this is an archive"),
        (files.packed({"ppt/presentation.xml": ""}), "this is a presentation"),
        (files.packed({"xl/workbook.bin": ""}), "to be saved as .xlsx"),
        (office_97("WordDocument"), "this is a text document"),
        (office_97("EncryptedPackage"), "a file with a password"),
        (b"<html><body><form>secret</form></body></html>", "no table in the file"),
        (b"<!DOCTYPE x [<!ENTITY a 'secret'>]><Workbook >", "XML with a document type"),
        (b"<?xml version='1.0'?><Workbook><secret>", "not a spreadsheet"),
        (b"<![secret[", "damaged HTML"),
        (b"PK\x03\x04xl/secret", "not a spreadsheet"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence_without_its_content(
    raw: bytes, said: str
) -> None:
    with pytest.raises(DeputylogError) as refused:
        read_sheets("a.xls", raw)
    assert str(refused.value).startswith("a.xls: ")
    assert said in str(refused.value)
    assert "secret" not in str(refused.value)


def test_a_text_document_is_refused() -> None:
    with pytest.raises(DeputylogError, match="this is a text document"):
        read_sheets("a.xlsx", word())


@pytest.mark.parametrize(
    "page",
    [
        b"<table>" + b"<tr><td colspan=99999999 rowspan=99999999>x" * 3000,
        b"<table>" + b"<tr><td colspan=1000>" * 3000,
        EXCEL_2003.format(encoding="")
        .replace('Index="3" ss:H', 'Index="4000000000" ss:H')
        .encode(),
    ],
    ids=["spans", "wide rows", "a far row"],
)
def test_a_table_that_only_looks_small_is_refused(page: bytes) -> None:
    with pytest.raises(DeputylogError, match="damaged or too large"):
        read_sheets("a.xls", page)
