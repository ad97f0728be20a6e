"""Rows of a CSV table, in whatever encoding an office saved it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deputylog.finding import DeputylogError
from deputylog.words import N_

_ENCODINGS = ("utf-8-sig", "gb18030")


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number as a spreadsheet counts it, the head being 1; `excess` when it has other cells than the head."""

    number: int
    cells: dict[str, str]
    uneven: bool = False


@dataclass(frozen=True)
class Rows:
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_rows(name: str, raw: bytes, encoding: str | None) -> Rows:
    """The table in the bytes of a file; DeputylogError when they are no text or the head is unusable."""
    text = _decoded(name, raw, encoding)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        head = [column.strip() for column in next(reader, [])]
        if not any(head) or len(set(head)) < len(head):
            raise DeputylogError(N_("{path}: the first row must name every column, each name once"), path=name)
        return Rows(tuple(head), tuple(_rows(head, reader)))
    except csv.Error as error:
        raise DeputylogError(N_("{path}: no table of CSV: {problem}"), path=name, problem=str(error)) from error


def _rows(head: Sequence[str], reader: Iterator[list[str]]) -> Iterator[Row]:
    for number, cells in enumerate(reader, 2):
        if any(cell.strip() for cell in cells):
            padded = [*cells, *[""] * (len(head) - len(cells))]
            yield Row(number, dict(zip(head, padded, strict=False)), len(cells) != len(head))


def _decoded(name: str, raw: bytes, encoding: str | None) -> str:
    tried = (encoding,) if encoding else ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else _ENCODINGS
    for wanted in tried:
        try:
            return raw.decode(wanted)
        except UnicodeDecodeError:
            continue
        except LookupError:
            raise DeputylogError(N_("there is no encoding '{name}'"), name=wanted) from None
    raise DeputylogError(N_("{path}: neither UTF-8 nor GB18030; name the encoding in the mapping file"), path=name)


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)
