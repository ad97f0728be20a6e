"""Papers read back by programs that are not ours: what counts they show, and the rows of their tables."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from zipfile import ZipFile

Read = tuple[dict[str, str], list[list[str]]]
"""The count beside each label of a head, and the rows of the first table, all as text."""


def read_md(content: bytes) -> Read:
    """The first table is the counts; then come a table, or blocks of `### 1. title` and a count."""
    counts, *tables = [
        _table_rows(part)
        for part in re.split(r"\n(?!\|)", content.decode())
        if "\n| --" in f"\n{part}"
    ]
    heads = dict(counts[2:])
    if tables:
        return heads, tables[0][2:]
    blocks = re.findall(r"^### (\d+)\. (.*)\n\n- .*：(.*)$", content.decode(), re.MULTILINE)
    return heads, [[_from_markdown(cell) for cell in block] for block in blocks]


def _table_rows(lines: str) -> list[list[str]]:
    """By splitting at the bars that nothing escapes."""
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines.strip("\n").split("\n")]
    return [[_from_markdown(cell.strip(" ")) for cell in row] for row in rows]


def _from_markdown(cell: str) -> str:
    plain = re.sub(r"\\([\\`*_\[\]#|~])", r"\1", cell.replace("<br>", "\n"))
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


class _Page(HTMLParser):
    """The terms and counts of the head, and the rows of the bodies of tables."""

    def __init__(self) -> None:
        super().__init__()
        self.heads, self.rows = list[str](), list[list[str]]()
        self._open: list[str] | None = None
        self._in_body = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tbody":
            self._in_body = True
        elif tag == "tr" and self._in_body:
            self.rows.append([])
        elif tag in ("dt", "dd"):
            self._open = self.heads
        elif tag in ("td", "th") and self._in_body:
            self._open = self.rows[-1]
        else:
            return
        if self._open is not None and tag not in ("tr", "tbody"):
            self._open.append("")

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._open[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "tbody":
            self._in_body = False
        if tag in ("dt", "dd", "td", "th"):
            self._open = None


def read_html(content: bytes) -> Read:
    page = _Page()
    page.feed(content.decode())
    return dict(zip(page.heads[::2], page.heads[1::2], strict=True)), page.rows


def read_json(content: bytes) -> Read:
    whole: Mapping[str, Any] = json.loads(content)
    rows = [
        ["" if cell is None else str(cell) for cell in row.values()]
        for row in whole["tables"][0]["rows"]
    ]
    return {name: str(count) for name, count in whole["heads"].items()}, rows


def read_docx(content: bytes) -> Read:
    from docx import Document

    heads, rows = Document(BytesIO(content)).tables[:2]
    counts = [cell.text.split("\n") for row in heads.rows for cell in row.cells]
    return {label: count for label, count in counts if label}, [
        [cell.text for cell in row.cells] for row in rows.rows[1:]
    ]


def read_xlsx(content: bytes) -> Read:
    from openpyxl import load_workbook

    summary, sheet = load_workbook(BytesIO(content), data_only=True).worksheets[:2]
    heads = {
        str(label): str(count)
        for label, count in summary.iter_rows(min_row=3, max_col=2, values_only=True)
        if count is not None
    }
    return heads, [
        ["" if cell is None else str(cell) for cell in row]
        for row in sheet.iter_rows(min_row=2, values_only=True)
    ]


def pdf_text(content: bytes) -> str:
    from pypdfium2 import PdfDocument

    with PdfDocument(content) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


READERS: Mapping[str, Callable[[bytes], Read]] = {
    "md": read_md,
    "html": read_html,
    "json": read_json,
    "docx": read_docx,
    "xlsx": read_xlsx,
}


def assert_unique_parts(content: bytes) -> None:
    """Word and Excel call a package damaged in which two parts have one name."""
    names = [name.casefold() for name in ZipFile(BytesIO(content)).namelist()]
    assert sorted(names) == sorted(set(names))


def everything_in(content: bytes) -> str:
    """All that a file holds in any place, unpacked: parts and their names, metadata, attributes."""
    if content.startswith(b"%PDF"):
        from pypdfium2 import PdfDocument

        with PdfDocument(content) as document:
            return pdf_text(content) + str(document.get_metadata_dict()) + content.decode("latin-1")
    if not content.startswith(b"PK"):
        return content.decode()
    with ZipFile(BytesIO(content)) as archive:
        return "\n".join(
            f"{entry.filename} {entry.comment!r} {archive.read(entry).decode(errors='replace')}"
            for entry in archive.infolist()
        )
