"""Correct a record: its values as answers, and the files with the answers that were changed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from deputylog.enter.context import EntryContext
from deputylog.enter.entry import RecordEntry
from deputylog.enter.mailbox_round import Found as InMailbox
from deputylog.enter.mailbox_round import found_in
from deputylog.finding import CannotReadError, DeputylogError, InvalidFileError
from deputylog.keep.change import Change, FileChange, content_of, place_of
from deputylog.keep.new_record import tidy
from deputylog.keep.undo import CannotCorrectError
from deputylog.keep.versions import Version, difference
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.registry import DEPUTY, OPENING, PRIVATE_FILE, VISIT, field_of
from deputylog.names.find import Found
from deputylog.names.in_words import change_in_words, directory_of
from deputylog.names.register import Register
from deputylog.record import slow_parser as slow
from deputylog.record.document import Document
from deputylog.record.editing import replaced, value_at, with_values, without
from deputylog.record.fields import Data, Key, exact_day
from deputylog.record.files import LinkRefusedError, read_bytes
from deputylog.record.kind import PRIVATE, Answers, Input, Kind, Values, always
from deputylog.record.reading import load, plain_values
from deputylog.record.shape import Field, Structure, shape_of
from deputylog.repository.private import is_private, opened, private_name
from deputylog.tree import record_path
from deputylog.words import Bilingual, Phrase, phrase

_FIXED = ("schema", "id", "identity_erased", "erased_because")
_PARTS = {VISIT.name: "matters", DEPUTY.name: "seats"}
"""The lists whose entries have inputs: of a visit, the matter that is named is corrected; of a
deputy, the last seat."""
_ROUND = "found"
"""The input for what was found in mailboxes, which is no field of an opening."""


def inputs_of(kind: Kind, *, of_matter: bool = False) -> tuple[Input, ...]:
    """Return what can be corrected in a record, or in a matter of a visit: every field that holds a
    value or a list of values.
    """
    declared = {item.field: item for top in kind.inputs for item in (top, *top.parts)}
    paths = list(_paths(kind, of_matter=of_matter))
    if not of_matter and any(item.is_private for item in kind.inputs):
        private = (field.name for field in shape_of(PRIVATE_FILE.type).fields)
        paths += [f"{PRIVATE}.{name}" for name in private if name not in paths]
    found = (_input(kind, declared.get(path) or Input(path)) for path in paths)
    return (*found, *(declared[name] for name in (_ROUND,) if name in declared))


def _paths(kind: Kind, *, of_matter: bool) -> Iterator[str]:
    part = _PARTS.get(kind.name)
    for field in shape_of(kind.type).fields:
        if _is_leaf(field) and not of_matter:
            yield field.name
        has_values = field.name == part if field.is_list else kind.is_dated and not of_matter
        if field.name == "matters":
            has_values = of_matter
        if isinstance(field.item, Structure) and has_values:
            yield from (f"{field.name}.{one.name}" for one in field.item.fields if _is_leaf(one))


def _is_leaf(field: Field) -> bool:
    return field.scalar is not None and field.name not in _FIXED


def _input(kind: Kind, item: Input) -> Input:
    """Return the input for a value that exists already: nothing is proposed, and an id names what
    there is.
    """
    field = field_of(kind, item)
    assert field
    is_id = field.scalar and field.scalar.refers
    return replace(
        item,
        proposed="",
        pattern="",
        heading=None,
        names="" if is_id else item.names,
        needed=always if field.required else item.needed,
        asked=always if "." in item.field else item.asked,
    )


class RecordEdit:
    """The present values of a record or matter as answers, and what changed answers make of it."""

    def __init__(
        self, context: EntryContext, found: Found, labels: Mapping[str, str] | None = None
    ) -> None:
        self.found = found
        self._raw = read_bytes(os.path.join(context.root, found.path))
        self._document = _read(found.path, self._raw)
        self._data: Data = self._document.data or {}
        self._private_name = ""
        self._private_raw: bytes | None = None
        if found.kind.is_dated:
            self._private_name = private_name(found.kind, found.id.partition("#")[0])
        self.locked: CannotReadError | None = None
        """Why the private part cannot be read; what does not need it can be corrected."""
        self._private_document = _read(self._private_name, self._opened(context.root))
        self._private: Data = self._private_document.data or {}
        inputs = inputs_of(found.kind, of_matter=bool(found.at))
        self.entry = RecordEntry(replace(found.kind, inputs=inputs), context, labels)
        values = {item.field: self._value(item) for item in inputs if item.field != _ROUND}
        values[_ROUND] = [*self._mailboxes()] or None
        self.answers: Answers = {path: one for path, one in values.items() if one is not None}

    def _opened(self, root: Path) -> bytes:
        """Return what private/ holds; `{}` if nothing, or if its disk or the key is not here."""
        if not self._private_name:
            return b"{}"
        try:
            self._private_raw = content_of(place_of(root, self._private_name))
            return opened(root, self._private_raw or b"{}", self._private_name)
        except LinkRefusedError:
            raise
        except CannotReadError as error:
            if self._data.get("kind") == MatterKind.ACCUSATION:
                raise
            self.locked = error
            return b"{}"

    def _mailboxes(self) -> Iterator[str]:
        """Yield what was found in each mailbox, as it is typed."""
        opened: Any = self._data.get("mailboxes", {}) if self.found.kind is OPENING else {}
        closed: Any = self._data.get("not_opened", {})
        yield from (f"{mailbox}={letters}" for mailbox, letters in opened.items())
        for mailbox, one in closed.items():
            yield ":".join(filter(None, (f"{mailbox}={one['why']}", one.get("note"))))

    def _value(self, item: Input) -> object:
        """Return the present value; of an accusation, also what only private/ holds."""
        head, *rest = item.field.split(".")
        if item.is_private:
            return self._private.get(rest[0])
        found = value_at(self._data, self._key(item.field))
        return self._private.get(head) if found is None and self._is_withheld(head) else found

    def _is_withheld(self, path: str) -> bool:
        return self._data.get("kind") == MatterKind.ACCUSATION and path in self._private

    def _key(self, path: str) -> Key:
        """Return where the file holds a field: in the matter that is named, or in the last seat."""
        head, *rest = path.split(".")
        held = self._data.get(head)
        if self.found.at:
            return (*self.found.at, *rest)
        return (head, len(held) - 1, *rest) if rest and isinstance(held, list) else (head, *rest)

    def with_options(self, options: Mapping[str, list[str]]) -> Values:
        """Return the answers with those of options, by the names of their inputs; an empty one
        removes the value.

        DeputylogError names the option that does not fit.
        """
        answers = dict(self.answers)
        inputs = {item.name: item for item in self.entry.kind.inputs}
        for name, texts in options.items():
            label = self.entry.labels.get(name, name)
            item = inputs.get(name)
            if item is None:
                raise _does_not_apply(label, self.found)
            if item.is_private and self.locked:
                raise self.locked
            answers.pop(item.field, None)
            if any(text.strip() for text in texts):
                answers[item.field] = self._typed(item, answers, texts, label)
        return answers

    def _typed(self, item: Input, answers: Answers, texts: list[str], label: str) -> object:
        if item.field == _ROUND:
            return texts
        field = field_of(self.entry.kind, item)
        if len(texts) > 1 and not (field and field.is_list):
            raise DeputylogError(
                "{name} 写了两次，只能写一次", "{name} is given twice; give it once", name=label
            )
        return self.entry.value(item, answers, ",".join(texts), label)

    def files(self, answers: Answers) -> dict[str, FileChange]:
        """Return the files that these answers change; CannotCorrectError if one is invalid."""
        kind = self.found.kind
        data: Any = self._data
        private: Any = self._private
        whole = _with_consequences(kind, self.answers, answers)
        stays_accusation = whole.get("kind") == MatterKind.ACCUSATION
        for mailbox, result in self._found(whole):
            is_open = isinstance(result, int)
            data = _with(data, ("mailboxes", mailbox), result if is_open else None)
            data = _with(data, ("not_opened", mailbox), None if is_open else result)
        for item in self.entry.kind.inputs:
            path, value = item.field, tidy(whole.get(item.field))
            if path == _ROUND or value == self.answers.get(path):
                continue
            if item.is_private:
                private = _with(private, (path.removeprefix(f"{PRIVATE}."),), value)
            elif stays_accusation and self._is_withheld(path):
                private = _with(private, (path,), value)
            else:
                data = _with(data, self._key(path), value)
        if kind.separate:
            data, private = kind.separate(data, private)
        kept = {name: value for name, value in private.items() if value is not None}
        if kept and self.locked:
            raise self.locked
        return dict(self._changed(data, kept))

    def _found(self, answers: Answers) -> list[InMailbox]:
        """Return what was found in the mailboxes that `m03=2` and the like name."""
        texts: Any = () if answers.get(_ROUND) == self.answers.get(_ROUND) else answers[_ROUND]
        register = self.entry.context.register
        return [found_in(register, text, exact_day(str(answers["date"]))) for text in texts]

    def _changed(self, data: Data, private: Data) -> Iterator[tuple[str, FileChange]]:
        kind, path = self.found.kind, self.found.path
        if data != self._data:
            raw = with_values(self._document, shape_of(kind.type), data).encode("utf-8")
            if isinstance(loaded := load(kind, path, raw), tuple):
                raise CannotCorrectError([fault.text for fault in loaded])
            yield path, FileChange(self._raw, raw)
        if private != self._private:
            text = with_values(self._private_document, shape_of(PRIVATE_FILE.type), private)
            part = text.encode("utf-8") if private else None
            yield self._private_name, FileChange(self._private_raw, part)


def _with(data: Data, key: Key, value: object) -> Any:
    """Return the values with that one; None removes one that there is."""
    is_gone = value is None and value_at(data, key) is None
    return data if is_gone else replaced(data, key, value)


def refuse_faults(found: Found, raw: bytes) -> None:
    """Raise CannotCorrectError with every fault and its line if this is no valid record."""
    loaded = load(found.kind, found.path, raw)
    if isinstance(loaded, tuple):
        text = Bilingual("第{line}行：{fault}", "line {line}: {fault}")
        raise CannotCorrectError(
            [phrase(text, line=one.place.line, fault=one.text) for one in loaded]
        )


def _read(name: str, raw: bytes) -> Document:
    document = slow.read(name, raw)
    if document.data is None:
        raise InvalidFileError(document.faults[0])
    return document


def _does_not_apply(label: str, found: Found) -> DeputylogError:
    return DeputylogError(
        "{option} 不适用于{what}",
        "{option} does not apply to a {what}",
        option=label,
        what=Bilingual("活动中反映的问题", "matter of a visit") if found.at else found.kind.wording,
    )


def _with_consequences(kind: Kind, before: Answers, after: Answers) -> Values:
    """Return the answers with what the changed ones imply: of alternatives one stays, and what
    another one implied goes with it.
    """
    whole = dict(after)
    changed = {path for path in after if after[path] != before.get(path)}
    implied = {item.field: item.implies for item in kind.inputs if item.implies}
    for path in kind.alternatives if changed & {*kind.alternatives} else ():
        if path not in changed and whole.pop(path, None) is not None and path in implied:
            name, value = implied[path]
            if name not in changed and whole.get(name) == value:
                del whole[name]
    for path in changed & implied.keys():
        whole.setdefault(*implied[path])
    return whole


def files_without(root: Path, found: Found) -> dict[str, FileChange]:
    """Return the files as they are without the record and its private part, or without the
    matter.
    """
    raw = read_bytes(os.path.join(root, found.path))
    if found.at:
        text = without(_read(found.path, raw), shape_of(found.kind.type), found.at)
        return {found.path: FileChange(raw, text.encode("utf-8"))}
    files = {found.path: FileChange(raw, None)}
    if found.kind.is_dated:
        name = private_name(found.kind, found.id)
        private = content_of(place_of(root, name))
        files |= {name: FileChange(private, None)} if private is not None else {}
    return files


def files_without_step(
    root: Path, found: Found, event: str, day: date | None
) -> dict[str, FileChange]:
    """Return the file without the last step of that name, or of that name and day.

    DeputylogError, with the steps that there are, if there is none.
    """
    raw, key = read_bytes(os.path.join(root, found.path)), (*found.at, "events")
    document = _read(found.path, raw)
    steps: Any = value_at(document.data, key) or ()
    for number, step in reversed(list(enumerate(steps))):
        if step["event"] == event and (day is None or step.get("date") == str(day)):
            text = without(document, shape_of(found.kind.type), (*key, number))
            return {found.path: FileChange(raw, text.encode("utf-8"))}
    raise DeputylogError(
        "{id} 没有登记过这一步（{event}）；“deputylog show {id}”列出已登记的步骤",
        "{id} has no such step ({event}); 'deputylog show {id}' lists its steps",
        id=found.id,
        event=event if day is None else f"{day} {event}",
    )


def values_after(found: Found, files: Mapping[str, FileChange]) -> Data:
    """Return the values of the record as the files will hold them."""
    return plain_values(found.kind, found.path, files[found.path].after or b"") or {}


def files_with(
    root: Path, found: Found, files: Mapping[str, FileChange], data: Data, more: Data
) -> dict[str, FileChange]:
    """Return the files of a correction with these values of the record, and with more in
    private/.
    """
    from deputylog.enter.personal import with_more

    change = Change(root)
    for name, one in files.items():
        change.put(name, one.after or b"")
    document = _read(found.path, files[found.path].after or b"")
    change.put(found.path, with_values(document, shape_of(found.kind.type), data))
    with_more(change, found.kind, found.id.partition("#")[0], more)
    return {
        name: FileChange(files[name].before if name in files else one.before, one.after)
        for name, one in change.files.items()
    }


def becomes_accusation(files: Mapping[str, FileChange]) -> bool:
    """Whether a letter of another kind becomes an accusation, which shows no title."""
    mark = f"\nkind: {MatterKind.ACCUSATION}".encode()
    return any(
        mark in (one.after or b"") and mark not in (one.before or mark) for one in files.values()
    )


def changes_in_words(
    root: Path, register: Register, files: Mapping[str, FileChange]
) -> list[Phrase]:
    """Return what changes in each file, field by field; of private/ no value is shown."""
    names = directory_of(register)
    said = []
    for path, two in files.items():
        place = record_path(path)
        kind = place.kind if place else PRIVATE_FILE
        versions = (
            Version(True, (raw and plain_values(kind, path, opened(root, raw, path))) or {})
            for raw in two
        )
        what = difference(shape_of(kind.type), *versions)
        for one in what.changes if what else ():
            if is_private(path):
                field = shape_of(kind.type).field(str(one.key[0]))
                text = Bilingual("{field}（只存 private/）", "{field} (only in private/)")
                said.append(phrase(text, field=field and field.wording))
            else:
                said.append(change_in_words(names, one))
    return said
