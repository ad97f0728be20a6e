"""What identifies a person is found in whatever file it stands, and a file that hides it is named."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from deputylog.repository import scan
from deputylog.repository.scan import (
    CANNOT_OPEN,
    CANNOT_READ,
    IS_ELSEWHERE,
    cannot_be_scanned,
    found_in_file,
    found_in_path,
)
from deputylog.text.identity import MAIL, PHONE

NUMBER = "13912345678"


def places(path: str, raw: bytes) -> list[tuple[int, int]]:
    """The lines and columns of all that is found."""
    return [(line, found.start) for line, found in found_in_file(path, raw)]


def zipped(**members: str | bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "/", 1), content)
    return file.getvalue()


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "big5"],
)
@pytest.mark.parametrize("number", [NUMBER, "139-1234-5678", "１３９１２３４５６７８"])
def test_a_text_in_any_encoding(encoding: str, number: str) -> None:
    raw = f"name,phone\n李,{number}\n".encode(encoding)
    assert [line for line, _ in places("a.csv", raw)] == [2]
    assert cannot_be_scanned("a.csv", raw) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (r'title: "\u0031\x33912345678"', (1, 8)),
        (r'title: "\U00000031391234567\x38"', (1, 8)),
        ('title: "请\\\n  回电139\\\n  12345678"', (2, 4)),
        ("title: 请回电\n  139\n  12345678", (2, 2)),
        ("summary: >\n  请回电 139\n  12345678\n", (2, 6)),
        ("summary: |\n  请回电 13912345678\n", (2, 6)),
        ("# 来信人 13912345678\ntitle: 路灯", (1, 6)),
        ('"13912345678": 路灯', (1, 1)),
        (r'{"\u0031\u0033912345678": 1}', (1, 2)),
        (r'{"mail": "zhang\u0040example.org"}', (1, 10)),
        ("title: &x13912345678 路灯", (1, 9)),
        ("<p>&#49;&#x33;912345678</p>", (1, 3)),
        ("[a](mailto:zhang%40example.org)", (1, 11)),
        ("tel%3A13912345678", (1, 6)),
        ("title: 139\\_1234\\_5678", (1, 7)),
        ("title: a\n\n\nnote: 13912345678", (4, 6)),
        ("一\r\n二 13912345678\r\n", (2, 2)),
    ],
)
def test_what_an_escape_a_fold_or_a_key_says_is_found_where_it_stands(
    text: str, place: tuple[int, int]
) -> None:
    assert places("records/x.yaml", text.encode()) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "a,138\n12345678,b\n",
        "- 138\n- 12345678\n",
        "title: 路灯\nheight: 139\nwidth: 12345678\n",
    ],
)
def test_the_end_of_one_value_and_the_next_are_no_number(text: str) -> None:
    assert places("a.yaml", text.encode()) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word_document.xml", "<w:document><w:p><w:r><w:t>139</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space='preserve'>12345678</w:t></w:r></w:p></w:document>"),
        ("xl_sharedStrings.xml", "<sst><si><t>电话13912345678</t></si></sst>"),
        ("xl_worksheets/sheet1.xml", "<c><f>A1</f><v>13912345678</v></c>"),
        ("xl_worksheets/sheet1.xml", "<c><v>1.3912345678E10</v></c>"),
        ("word_rels.xml", '<R Target="mailto:zhang@example.org"/>'),
        ("docProps_core.xml", "<dc:creator>13912345678</dc:creator>"),
        ("13912345678_.txt", "x"),
        ("a_b.csv", "李,13912345678"),
        ("a_b.txt", "李,13912345678".encode("utf-16")),
    ],
)  # fmt: skip
def test_a_document_is_looked_into(name: str, content: str | bytes) -> None:
    raw = zipped(**{name: content})
    assert [line for line, _ in found_in_file("a.docx", raw)] == [0]
    assert cannot_be_scanned("a.docx", raw) is None


def test_numbers_in_different_cells_and_properties_are_not_one() -> None:
    app = "<P><TotalTime>1</TotalTime><Pages>39</Pages><Words>12345678</Words></P>"
    sheet = "<row><c><v>139</v></c><c><v>12345678</v></c></row><w:p>139</w:p><w:p>12345678</w:p>"
    assert not list(found_in_file("a.xlsx", zipped(docProps_app=app, xl_sheet=sheet)))


def test_an_office_file_as_programs_write_it() -> None:
    import docx
    import xlsxwriter

    document, paper = docx.Document(), io.BytesIO()
    document.add_paragraph("请回电 139").add_run("12345678").bold = True
    document.add_table(1, 1).cell(0, 0).text = "zhang@example.org"
    document.save(paper)
    found = [one.kind for _, one in found_in_file("a.docx", paper.getvalue())]
    assert found == [PHONE, MAIL]
    assert cannot_be_scanned("a.docx", paper.getvalue()) is None
    workbook = io.BytesIO()
    with xlsxwriter.Workbook(workbook) as book:
        book.add_worksheet().write_row(
            0, 0, [13912345678, "zhang@example.org", 2026, 139, 12345678]
        )
    found = [one.kind for _, one in found_in_file("a.xlsx", workbook.getvalue())]
    assert sorted(one.en for one in found) == [MAIL.en, PHONE.en]
    assert cannot_be_scanned("a.xlsx", workbook.getvalue()) is None


def locked() -> bytes:
    raw = bytearray(zipped(a_b="13912345678"))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (gzip.compress(b"13912345678"), CANNOT_READ),
        (b"%PDF-1.7\n", CANNOT_READ),
        (b"SQLite format 3\0" + bytes(90), CANNOT_READ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(90), CANNOT_READ),
        (b"text" * 5000 + b"\0", CANNOT_READ),
        (zipped(a_b=zipped(c_d="13912345678")), CANNOT_OPEN),
        (zipped(a_b=gzip.compress(b"13912345678")), CANNOT_OPEN),
        (zipped(a_b="x")[:-30], CANNOT_OPEN),
        (locked(), CANNOT_OPEN),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 3\n", IS_ELSEWHERE),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", None),
        (b"", None),
    ],
    ids=range(12),
)
def test_a_file_that_cannot_be_looked_into_says_so(raw: bytes, why: object) -> None:
    assert cannot_be_scanned("a.bin", raw) is why
    assert not list(found_in_file("a.bin", raw)) or why


def test_a_file_that_grows_too_large_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "MOST_UNPACKED", 1000)
    assert cannot_be_scanned("a.docx", zipped(a_b="x" * 999)) is None
    assert cannot_be_scanned("a.docx", zipped(a_b="x" * 1001)) is CANNOT_OPEN
    assert cannot_be_scanned("a.docx", zipped(a_b="x" * 600, c_d="x" * 600)) is CANNOT_OPEN


def test_a_number_in_the_description_of_a_picture_is_found() -> None:
    said = b"Comment\x00139 1234 5678\x00\x9c5555555555555555\x00"
    assert [found.kind for _, found in found_in_file("a.png", b"\x89PNG\r\n\x1a\n\x00" + said)] == [
        PHONE
    ]


@pytest.mark.parametrize("start", ["true", "BM", "RIFF", "II*", "GIF8"])
def test_a_text_that_begins_like_a_picture_is_a_text(start: str) -> None:
    assert places("a.txt", f"{start} {NUMBER}".encode()) == [(1, len(start) + 1)]


GROUP = f"name: 莲花\ncontact: 莲花街道人大工委 {NUMBER}\noffice: {NUMBER}\n"


def test_the_contact_and_office_of_a_group_are_public() -> None:
    assert places("records/groups/lianhua.yaml", GROUP.encode()) == []
    assert places("d/records/groups/lianhua.yaml", GROUP.encode()) == []
    assert places("records/groups/lianhua.yaml", f"{GROUP}leader: {NUMBER}\n".encode()) == [(4, 8)]
    assert len(places("records/visits/2026/lianhua.yaml", GROUP.encode())) == 2


@pytest.mark.parametrize("path", ["a/13912345678.txt", "13912345678/a", "电话139-1234-5678.yaml"])
def test_a_path_is_looked_at(path: str) -> None:
    assert [found.kind for found in found_in_path(path)] == [PHONE]


def test_the_path_of_a_record_is_no_number() -> None:
    assert not list(found_in_path("records/letters/2026/L20260316-13912.yaml"))
