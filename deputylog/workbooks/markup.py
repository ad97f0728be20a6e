"""Tables in HTML, in MHTML and in the XML of Excel 2003, which web systems save as .xls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from deputylog.workbooks import excel_2003, html
from deputylog.workbooks.grid import Table
from deputylog.workbooks.parsed import Content, parsed

_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([\w-]+)")
_EXCEL_2003 = re.compile(r"<(?:\w+:)?Workbook[\s>]")


def content(raw: bytes) -> Content:
    """Return the tables in the file; ValueError says what is wrong with it."""
    tables = [table for text in _texts(raw) for table in _tables(text)]
    sheets = [parsed(table.name, table.is_visible, table.grid.rows) for table in tables]
    return Content(sheets, {table.name: table.grid.hints for table in tables})


def _tables(text: str) -> Iterator[Table]:
    read = excel_2003.tables if _EXCEL_2003.search(text[:4096]) else html.tables
    return read(text)


def _texts(raw: bytes) -> Iterator[str]:
    """Yield the text of the file, or of each page in MHTML."""
    if raw[:5].lower() != b"mime-":
        yield _decoded(raw)
        return
    from email import message_from_bytes

    for part in message_from_bytes(raw).walk():
        page = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(page, bytes):
            yield _decoded(page, part.get_content_charset(""))


def _decoded(raw: bytes, charset: str = "") -> str:
    """Return the text in the encoding that is declared, if it can be, else in a usual one."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16")
    found = _CHARSET.search(raw[:4096].lower())
    named = charset or (found[1].decode() if found else "utf-8")
    for wanted in ("gb18030" if named.startswith("gb") else named, "utf-8", "gb18030"):
        with suppress(UnicodeError, LookupError):
            return raw.decode(wanted).removeprefix("\ufeff")
    raise ValueError("unknown encoding")
