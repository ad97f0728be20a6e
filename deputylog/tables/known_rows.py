"""Rows that an earlier import of the same table found in the records, or put there.

They are kept until the row, its record, the mapping file or the register changes: such a row is
there already, and need not be read and compared again. Losing what is kept costs time alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct, msgpack
from msgspec.structs import replace

from deputylog.edition import digest
from deputylog.keep.change import content_of
from deputylog.kinds.references import RECORDED
from deputylog.kinds.registry import DISTRICT_PATH, KINDS
from deputylog.record.files import walk
from deputylog.record.kind import RECORDS
from deputylog.repository import kept
from deputylog.tables.mapping import Mapped
from deputylog.tables.table import TableRow, TableRows

_MOST = 3
"""So many tables are kept, the latest."""
Place = tuple[str, int]


class KnownRows(Struct, frozen=True):
    """The rows of a table that are known, by a digest of each: its record, and a digest of that.

    `name` stands for all else that decides what becomes of a row.
    """

    root: Path
    name: str
    mapping: Mapped
    records: Mapping[bytes, tuple[str, bytes]]

    def others(self, tables: Sequence[TableRows]) -> list[TableRows]:
        """Return the tables without their known rows; of rows with one number, all are left."""
        if not self.records:
            return list(tables)
        numbers = Counter(self.mapping.ref(row) for table in tables for row in table.rows)
        return [
            replace(
                table,
                rows=tuple(
                    row
                    for row in table.rows
                    if numbers[self.mapping.ref(row)] > 1 or not self._is_known(table, row)
                ),
            )
            for table in tables
        ]

    def _is_known(self, table: TableRows, row: TableRow) -> bool:
        path, wanted = self.records.get(_digest(table, row), ("", b""))
        return bool(path) and digest(self._content(path)) == wanted

    def _content(self, path: str) -> bytes:
        return content_of(self.root / path) or b""

    def keep(
        self, tables: Sequence[TableRows], paths: Mapping[Place, str], written: Mapping[str, bytes]
    ) -> None:
        """Keep the rows whose records are at these paths, by sheet and number; `written` are those
        that were written now.
        """
        found = {
            _digest(table, row): (path, digest(written.get(path) or self._content(path)))
            for table in tables
            for row in table.rows
            if (path := paths.get((table.sheet, row.number)))
        }
        if found:
            kept.save(kept.folder(self.root), self.name, {**self.records, **found})
            kept.leave(kept.folder(self.root), "rows-", _MOST)


def known_rows(root: Path, mapping: Mapped, context: object) -> KnownRows:
    """Return what is known of the rows of tables that are imported by a mapping file; none of a
    roster, whose rows are decided about together, nor of those that name records, which can be
    found by any of their words.

    `context` is what else decides what becomes of a row, such as the day.
    """
    about = digest("\0".join(map(repr, (mapping.file, context))).encode() + _register(root))
    name = f"rows-{about.hex()}"
    if not mapping.kind.is_dated or mapping.refers.intersection(RECORDED):
        return KnownRows(root, name, mapping, {})
    records = kept.load(kept.folder(root), name, dict[bytes, tuple[str, bytes]]) or {}
    return KnownRows(root, name, mapping, records)


def _register(root: Path) -> bytes:
    """Return a digest of the files of the register."""
    folders = [f"{RECORDS}/{kind.folder}" for kind in KINDS if kind.folder and not kind.is_dated]
    files = [file.path for folder in folders for file in walk(root, folder)]
    contents = (content_of(root / path) or b"" for path in (DISTRICT_PATH, *files))
    return digest(b"".join(map(digest, contents)))


def _digest(table: TableRows, row: TableRow) -> bytes:
    about = (table.sheet, table.titles, table.columns, row.cells, row.unread, row.flaw is None)
    return digest(msgpack.encode(about))
