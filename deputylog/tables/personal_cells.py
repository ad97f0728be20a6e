"""Personal data in the cells of an import: moved to private/, or published for a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from deputylog.enter.personal import LEFT_OUT, can_be_moved, found_in_text, moved, with_note
from deputylog.finding import DeputylogError
from deputylog.keep.objections import Objection, names_of, texts_in
from deputylog.record.fields import Key
from deputylog.record.kind import Kind, Values
from deputylog.repository.private import public_names
from deputylog.tables.record_rows import ImportedRecord
from deputylog.text.identity import Identity
from deputylog.text.naming import names_within
from deputylog.text.spelling import bare
from deputylog.words import Bilingual, Words, phrase


class PersonalData(Struct, frozen=True):
    """What an import does with personal data: `move` it to private/, or publish it because of
    `why`; else the row is rejected.
    """

    move: bool = False
    why: str = ""

    def publish(self, entry: ImportedRecord, found: Objection) -> bool:
        """Let an entry say why it may hold what was found; return whether it was changed."""
        before = entry.data
        if self.why and found.is_personal and found.is_error:
            entry.data = {**before, "public_anyway": self.why}
        return entry.data != before


def with_personal_moved(
    root: Path, kind: Kind, entries: Iterable[ImportedRecord], words: Words
) -> Iterator[ImportedRecord]:
    """Yield the entries; what identifies a person in their texts is moved to the private values,
    such as the name of the writer. The name of another one may be a word, and stays.
    """
    public = frozenset(map(bare, public_names(root)))
    for entry in entries:
        _move_personal(kind, entry, public, words)
        yield entry


def _move_personal(kind: Kind, entry: ImportedRecord, public: frozenset[str], words: Words) -> None:
    if kind.separate:
        with suppress(DeputylogError):  # which its record raises too
            entry.data, entry.private = kind.separate(entry.data, entry.private)
    names = names_of(entry.private) - public
    for key, text in list(texts_in(entry.data)):
        found = found_in_text(text, names)
        if not found or key[:1] == ("ref",):
            continue
        entry.moved.append((entry.column_of(key), _kinds(found)))
        entry.data, entry.private = _moved(kind, entry, key, text, names, words)


def _moved(
    kind: Kind,
    entry: ImportedRecord,
    key: Key,
    text: str,
    names: frozenset[str],
    words: Words,
) -> tuple[Values, Values]:
    """Return the values of an entry, and the private ones, with what is in a text among the latter;
    of a column that is kept, the whole cell.
    """
    kept = entry.data.get("imported")
    if key[:1] != ("imported",) or not isinstance(kept, Mapping):
        return moved(kind, entry.data, entry.private, text, words, names)
    column = str(key[1])
    left = {**kept, column: words.text(LEFT_OUT)}
    note = phrase("{column}：{text}", "{column}: {text}", column=column, text=text)
    return {**entry.data, "imported": left}, with_note(entry.private, words.say(note))


def is_movable(kind: Kind, entry: ImportedRecord, found: Objection) -> bool:
    """Whether private/ can take what was found; the number of a row stays what it is."""
    is_writer = any(names_within(found.written, names_of(entry.private)))
    return (is_writer or can_be_moved(kind, found)) and found.key[:1] != ("ref",)


def kinds_in(found: Objection) -> object:
    """Return what kinds of personal data were found, never the value."""
    return _kinds(found_in_text(found.written)) or found.text.values["kind"]


def _kinds(found: Iterable[Identity]) -> list[Bilingual]:
    return list(dict.fromkeys(one.kind for one in found))
