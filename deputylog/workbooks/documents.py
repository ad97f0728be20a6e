"""What a file is, by its content: a workbook, or a document of another kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deputylog.words import Bilingual, Phrase, phrase

_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[!?a-z]|mime-version:", re.IGNORECASE)
_WIDE_MARKUP = (b"\xff\xfe<\0", b"\xfe\xff\0<")

_TEXT = Bilingual("文字文档（如 .docx、.doc、.wps）", "a text document (such as .docx or .doc)")
_SLIDES = Bilingual("演示文稿", "a presentation")
_PICTURE = Bilingual("图片", "a picture")
_ARCHIVE = Bilingual("压缩包，请先解压", "an archive, to be unpacked first")
_BINARY = Bilingual(
    "二进制工作簿（.xlsb），请另存为 .xlsx", "a binary workbook (.xlsb), to be saved as .xlsx"
)
LOCKED = Bilingual(
    "加了密码的文件，请取消密码后另存", "a file with a password, to be saved without one"
)

_BY_START = {
    b"%PDF-": Bilingual("PDF文件", "a PDF"),
    rb"{\rtf": _TEXT,
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
    b"Rar!": _ARCHIVE,
    b"7z\xbc\xaf": _ARCHIVE,
}


def _named(name: str) -> bytes:
    """Return how the name of a file within stands in the older formats of Office."""
    return name.encode("utf-16-le") + bytes(16)


_BY_PART = {
    b"PK\x03\x04": {
        b"xl/workbook.bin": _BINARY,
        b"xl/": None,
        b"application/vnd.oasis.opendocument.text": _TEXT,
        b"content.xml": None,
        b"word/": _TEXT,
        b"ppt/": _SLIDES,
        b"": _ARCHIVE,
    },
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": {
        _named("Workbook"): None,
        _named("Book"): None,
        _named("EncryptedPackage"): LOCKED,
        _named("WordDocument"): _TEXT,
        _named("PowerPoint Document"): _SLIDES,
    },
}
"""Formats that hold files within, by their start: what the first name that is found in them says
of the kind of the file, which is None for a workbook.
"""


def is_markup(raw: bytes) -> bool:
    """Whether the bytes are HTML, XML or MHTML; web systems call such files .xls."""
    return bool(_MARKUP.match(raw)) or raw.startswith(_WIDE_MARKUP)


def is_workbook(raw: bytes) -> bool:
    """Whether the bytes are a workbook, or a document that can be neither CSV nor JSON."""
    return raw.startswith((*_BY_PART, *_BY_START)) or is_markup(raw)


def why_no_workbook(raw: bytes) -> Phrase | None:
    """Return the sentence that refuses a document of another kind; None if it is a workbook."""
    what = next(_other_kind(raw), None)
    return refusal(what) if what else None


def refusal(what: Bilingual) -> Phrase:
    """Return the sentence that refuses a document of such a kind."""
    return phrase(
        "这是{what}；能导入的是 .xlsx、.xls、.ods 表格和 CSV",
        "this is {what}; spreadsheets (.xlsx, .xls, .ods) and CSV can be imported",
        what=what,
    )


def _other_kind(raw: bytes) -> Iterator[Bilingual | None]:
    yield from (what for start, what in _BY_START.items() if raw.startswith(start))
    for start, parts in _BY_PART.items():
        if raw.startswith(start):
            yield from (what for part, what in parts.items() if part in raw)
