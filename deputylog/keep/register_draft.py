"""Changes to register files: collected in memory, checked, then written together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from deputylog.finding import DeputylogError, InvalidFileError, RecordExistsError
from deputylog.keep.change import Change
from deputylog.keep.new_record import NotARecordError, text_of, tidy, tidy_values
from deputylog.keep.write import write
from deputylog.kinds.registry import DISTRICT, DISTRICT_PATH, GROUP
from deputylog.names.register import Register
from deputylog.record import slow_parser as slow
from deputylog.record.editing import value_at, with_value
from deputylog.record.faults import explain
from deputylog.record.fields import Data, Key
from deputylog.record.kind import Kind
from deputylog.record.reading import load
from deputylog.record.shape import shape_of
from deputylog.text.spelling import same_name
from deputylog.tree import path_problem, record_path
from deputylog.words import Bilingual, Phrase


class Draft(Struct, dict=True):
    """Changes to a register that are not written yet; `notes` describe them in plain words."""

    root: Path
    notes: list[Phrase] = []

    def __post_init__(self) -> None:
        self.change = Change(self.root)
        self._data: dict[str, Data] = {}

    def data(self, kind: Kind, record_id: str = "") -> Data | None:
        """Return the values of a file with the changes so far; None if there is no such file."""
        path = path_of(kind, record_id)
        if path not in self._data:
            if reason := path_problem(path):
                raise DeputylogError("{reason}", "{reason}", reason=reason)
            raw = self.change.read(path)
            if raw is None:
                return None
            document = slow.read(path, raw)
            for fault in explain(kind, document):
                raise InvalidFileError(fault)
            self._data[path] = document.data or {}
        return self._data[path]

    def at(self, kind: Kind, record_id: str, key: Key) -> object:
        """Return the value at `key` of a file; None if there is none."""
        return value_at(self.data(kind, record_id), key)

    def text(self, kind: Kind, record_id: str) -> str:
        """Return the text of a file with the changes so far."""
        return (self.change.read(path_of(kind, record_id)) or b"").decode("utf-8")

    def put(self, kind: Kind, record_id: str, key: Key, value: object) -> None:
        """Set the value at `key`, or append it to a list."""
        path = path_of(kind, record_id)
        document = slow.read(path, self.change.read(path) or b"")
        raw = with_value(document, shape_of(kind.type), key, tidy(value)).encode("utf-8")
        self.change.put(path, raw)
        self._data[path] = slow.read(path, raw).data or {}

    def new(self, kind: Kind, record_id: str, data: Data) -> None:
        """Add a file; NotARecordError if the values are invalid."""
        path = path_of(kind, record_id)
        self.change.create(path, text_of(kind, data))
        self._data[path] = tidy_values(data)

    @property
    def files(self) -> dict[str, bytes]:
        """The content of the changed files, by path."""
        return self.change.contents

    def write(self, said: Phrase, message: str, *, commit: bool = False) -> list[str]:
        """Write the changed files and return their paths; nothing if one of them is invalid."""
        for path, raw in self.files.items():
            place = record_path(path)
            assert place
            loaded = load(place.kind, path, raw)
            if isinstance(loaded, tuple):
                raise NotARecordError(place.kind, [fault.text for fault in loaded])
        return write(self.change, said, message, commit=commit)


def path_of(kind: Kind, record_id: str = "") -> str:
    """Return the path of a register file."""
    return DISTRICT_PATH if kind is DISTRICT else kind.path(record_id)


def entries(data: Data | None, name: str) -> list[Data]:
    """Return the entries of a list in a file."""
    found = (data or {}).get(name)
    return [item for item in found if isinstance(item, Mapping)] if isinstance(found, list) else []


def number_of(items: Sequence[Data], **wanted: object) -> int:
    """Return the index of the entry with these values; the length of the list if there is none."""
    for number, one in enumerate(items):
        if all(one.get(name) == value for name, value in wanted.items()):
            return number
    return len(items)


def complete(draft: Draft, kind: Kind, record_id: str, data: Data) -> None:
    """Add a record, or fill in what the existing record of that name lacks.

    RecordExistsError if the file holds another record.
    """
    if kind is GROUP:
        _refuse_second(Register(draft.root), record_id, data)
    held = draft.data(kind, record_id)
    if held is None:
        draft.new(kind, record_id, data)
        return
    if not same_name(str(held.get("name")), str(data.get("name"))) or _terms(held) & _terms(data):
        raise RecordExistsError(path_of(kind, record_id))
    for name, value in tidy_values(data).items():
        if name != "name":
            _complete_field(draft, kind, record_id, (name,), value)


def _terms(deputy: Data) -> set[object]:
    return {seat.get("term") for seat in entries(deputy, "seats")}


def _refuse_second(register: Register, group: str, data: Data) -> None:
    """Raise DeputylogError if another group, or constituency of the term, has such a name."""
    register.refuse_second("group", group, str(data.get("name")))
    for held in entries(data, "constituencies"):
        register.refuse_second(
            "constituency", str(held.get("id")), str(held.get("name")), str(held.get("term"))
        )


def _complete_field(draft: Draft, kind: Kind, record_id: str, key: Key, value: object) -> None:
    held = draft.at(kind, record_id, key)
    if held is None:
        draft.put(kind, record_id, key, value)
    elif isinstance(value, list) and isinstance(held, list):
        for item in value:
            _complete_list(draft, kind, record_id, key, item)
    elif held != value:
        text = Bilingual(
            "{path} 中写的是{held}，不是{value}；如需修改，请用“deputylog set”",
            "{path} has {held}, not {value}; 'deputylog set' changes it",
        )
        raise DeputylogError(text, path=path_of(kind, record_id), held=held, value=value)


def _complete_list(draft: Draft, kind: Kind, record_id: str, key: Key, item: object) -> None:
    held = draft.at(kind, record_id, key)
    assert isinstance(held, list)
    number = next((number for number, other in enumerate(held) if _is_same(other, item)), None)
    if number is None:
        draft.put(kind, record_id, (*key, len(held)), item)
    elif isinstance(item, Mapping):
        for name, value in item.items():
            _complete_field(draft, kind, record_id, (*key, number, name), value)


def _is_same(held: object, item: object) -> bool:
    """Return whether two entries of a list have the same id and the same term."""
    if not isinstance(held, Mapping) or not isinstance(item, Mapping) or "id" not in item:
        return held == item
    return all(held.get(name) == item.get(name) for name in ("id", "term"))
