"""Tables of what changed: in one record over time, and in all records between two states."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from deputylog.keep.diff import ChangedRecord, Moment
from deputylog.keep.history import Edit, History
from deputylog.keep.versions import WHOLE, RecordChange
from deputylog.kinds.references import Directory
from deputylog.names.in_words import change_in_words, directory_of, record_in_words
from deputylog.names.register import Register
from deputylog.names.sentences import described
from deputylog.record.changes import FieldChange
from deputylog.record.shape import Structure
from deputylog.table import Cell, Column, Table, Valued
from deputylog.words import Bilingual, phrase

_CHANGE = Column("change", Bilingual("变动", "change"))
_FIELD = Column("field", Bilingual("内容", "what"))
_HISTORY = (
    Column("when", Bilingual("时间", "when")),
    Column("by", Bilingual("修改人", "by")),
    _CHANGE,
    _FIELD,
)
_DIFF = (
    _CHANGE,
    Column("title", Bilingual("记录", "record")),
    Column("id", Bilingual("编号", "id")),
    _FIELD,
)


def history_table(root: Path, history: History) -> Table:
    """Return a row for each change of a record, the first one first."""
    names = directory_of(Register(root))
    title = phrase("{id} 的修改记录", "history of {id}", id=history.found.id)
    rows = [
        (_when(edit), edit.commit and edit.commit.by, edit.what.happened, field)
        for edit in history.edits
        for field in _fields(names, history.shape, edit)
    ]
    return Table("history", title, _HISTORY, tuple(rows))


def _when(edit: Edit) -> Valued:
    """Return the minute in which it was committed; for programs, with the id of the commit."""
    if edit.commit is None:
        return Valued(Bilingual("尚未提交", "not committed"), plain={"": None, "commit": None})
    when = edit.commit.when
    plain = {"": when, "commit": edit.commit.id}
    return Valued("{when}", {"when": f"{when:%Y-%m-%d %H:%M}"}, plain)


def _fields(names: Directory, shape: Structure, edit: Edit) -> Iterator[Cell]:
    if edit.what.happened in WHOLE:
        yield _whole(names, shape, edit)
    else:
        yield from _changes(names, edit.what)


def _whole(names: Directory, shape: Structure, edit: Edit) -> Valued:
    said = record_in_words(names, shape, edit.data)
    return Valued(said.text, said.values, {"": None, "before": None, "after": edit.data})


def _changes(names: Directory, what: RecordChange) -> Iterator[Cell]:
    """Yield the changes in words, with key and values for programs; an empty cell without any."""
    for change in what.changes:
        said = change_in_words(names, change)
        plain = {"": _key(change), "before": change.before, "after": change.after}
        yield Valued(said.text, said.values, plain)
    if not what.changes:
        yield None


def _key(change: FieldChange) -> str:
    return ".".join(map(str, change.key))


def diff_table(
    root: Path, before: Moment, after: Moment, found: list[ChangedRecord], today: date
) -> Table:
    """Return a row for each change of a record, and one for each record added or removed."""
    names = directory_of(Register(root))
    title = phrase(
        "记录的变动：{before} → {after}",
        "what changed: {before} → {after}",
        before=before.said,
        after=after.said,
    )
    rows = [
        (one.what.happened, _record(names, one, today), one.id, field)
        for one in found
        for field in _changes(names, one.what)
    ]
    return Table("diff", title, _DIFF, tuple(rows))


def _record(names: Directory, one: ChangedRecord, today: date) -> Valued:
    """Return what the record is; for programs, its title or name, and its kind."""
    record, values = one.record, one.latest.data or {}
    said = described(names, one.kind, record, today) if record else one.kind.wording
    title = values.get("title", values.get("name"))
    return Valued("{record}", {"record": said}, {"": title, "kind": one.kind.name})
