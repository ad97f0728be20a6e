"""What private/ holds of letters, by the names of its fields, and how long it may be kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from deputylog.book import Book
from deputylog.kinds.private import IDENTITY
from deputylog.kinds.registry import PRIVATE_FILE
from deputylog.record.shape import shape_of
from deputylog.record.unknown_day import known
from deputylog.repository.private import private_files
from deputylog.rules.identity_kept_too_long import kept_until
from deputylog.table import Cell, Column, Table
from deputylog.words import Bilingual

_COLUMNS = (
    Column("id", Bilingual("编号", "letter")),
    Column("state", Bilingual("办理状态", "state")),
    Column("held", Bilingual("private/ 中有", "held in private/")),
    Column("settled", Bilingual("办结日期", "settled on")),
    Column("until", Bilingual("可保存至", "may be kept until")),
    Column("erased", Bilingual("记录所载删除日期", "erased, says the record")),
)
_GONE = Bilingual("没有这封来信", "no such letter")


def held_table(root: Path, book: Book, *, expired: bool) -> Table:
    """Return a row for each private file, or for each whose identity should have been erased."""
    title = Bilingual("不公开文件", "private files")
    return Table("private", title, _COLUMNS, tuple(_rows(root, book, expired=expired)))


def _rows(root: Path, book: Book, *, expired: bool) -> Iterator[tuple[Cell, ...]]:
    for wanted, data in sorted(private_files(root)):
        matter = book.matter_by_id.get(wanted)
        settled = known(matter.settled_on) if matter else None
        until = kept_until(book, settled) if settled else None
        erased = matter.identity_erased if matter else None
        is_late = bool(erased or (until and until < book.as_of)) and any(map(data.get, IDENTITY))
        if is_late or not expired:
            fields = [
                one.wording for one in shape_of(PRIVATE_FILE.type).fields if data.get(one.name)
            ]
            state = matter.state if matter else _GONE
            yield wanted, state, fields, settled, until, erased
