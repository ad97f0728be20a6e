"""The entry of a record: answers are understood, completed by defaults, and made a record."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from deputylog.enter import names, register_records
from deputylog.enter.context import EntryContext
from deputylog.enter.mailbox_round import new_opening
from deputylog.finding import DeputylogError, RecordExistsError
from deputylog.keep.change import Change
from deputylog.keep.lock import locked
from deputylog.keep.new_record import NewRecord, add, text_of, tidy_values
from deputylog.keep.write import write as write_change
from deputylog.kinds.registry import field_of
from deputylog.names.sentences import added
from deputylog.record.fields import Data, Record, exact_day
from deputylog.record.ids import new_id
from deputylog.record.kind import PRIVATE, Answers, Input, Kind, Values, always
from deputylog.record.reading import load
from deputylog.repository.private import private_name
from deputylog.words import Phrase

if TYPE_CHECKING:
    from deputylog.keep.objections import Objection
    from deputylog.keep.register_draft import Draft

_RECORDS: Mapping[str, Callable[[EntryContext, Answers], NewRecord]] = {
    "deputy": register_records.new_deputy,
    "group": register_records.new_group,
    "opening": new_opening,
}
"""What makes a record of the answers where the register is needed for it."""


class RecordEntry:
    """The entry of one record of a kind."""

    def __init__(
        self,
        kind: Kind,
        context: EntryContext,
        labels: Mapping[str, str] | None = None,
        public_anyway: str = "",
    ) -> None:
        self.kind = kind
        self.context = context
        self.labels = labels or {}
        """What messages call the option of an input, by the input's name."""
        self.public_anyway = public_anyway
        """Why the record may hold what looks like personal data."""

    def label(self, item: Input) -> str:
        return self.labels.get(item.name, item.name)

    def is_day(self, item: Input) -> bool:
        """Return whether this is the day of the record, on which names are understood."""
        return item.field == self.kind.date_key or item.names == names.DAY_OR_DRAFT

    def value(self, item: Input, answers: Answers, text: str, label: str) -> object:
        """Return the value of `text` for an input; DeputylogError, naming `label`, if invalid."""
        if item.is_flag:
            return True
        if item.names:
            return names.NAMES[item.names].resolve(self.context, answers, text, label)
        found = field_of(self.kind, item)
        if found is None:
            return text.strip()
        value = self.context.values.of(label, found.shape, text, self._day(answers))
        from deputylog.record.faults import faults_of

        for reason in faults_of(found.shape, value, label):
            raise DeputylogError(reason.text, **reason.values)
        return list(dict.fromkeys(value)) if isinstance(value, list) else value

    def _day(self, answers: Answers) -> date:
        """Return the day of the record as answered so far; else today."""
        days = (answers.get(item.field) for item in self.kind.inputs if self.is_day(item))
        try:
            return exact_day(str(next(days, None)))
        except ValueError:
            return self.context.today

    def proposed(self, item: Input, answers: Answers) -> str:
        """Return the default, from the answers so far; empty if there is none."""
        return item.proposed.format_map(_Defaults(self.context, answers))

    def answers(self, options: Data) -> Values:
        """Return the answers given as options."""
        answers: dict[str, Any] = {}
        for item in sorted(self.kind.inputs, key=lambda item: not self.is_day(item)):
            words = options.get(item.name)
            if words in (None, "", False) or (isinstance(words, Sequence) and not words):
                continue
            parts = [str(word) for word in words] if isinstance(words, (list, tuple)) else []
            if item.parts:
                answers[item.field] = []
                for part in parts:
                    entry = self._entry_in(item, part, answers)
                    answers[item.field] = [*answers[item.field], entry]
            elif item.pattern:
                answers[item.field] = parts
            else:
                text = "true" if words is True else ",".join(parts) or str(words)
                answers[item.field] = self.value(item, answers, text, self.label(item))
        return answers

    def _entry_in(self, item: Input, text: str, answers: Answers) -> Values:
        """Return an entry of a list that is written in an option, such as `c03=第三选区`."""
        found = re.fullmatch(item.pattern, text, re.DOTALL)
        groups = found.groupdict() if found else {}
        words = {key: word.strip() for key, word in groups.items() if word is not None}
        if not words.get(item.parts[0].name):
            assert item.misuse
            raise DeputylogError(item.misuse, option=self.label(item), value=text)
        entry: Values = {}
        for part in item.parts:
            if words.get(part.name) or (part.name in words and part.needed is always):
                known, word = {**answers, **entry}, words[part.name]
                entry[part.name] = self.value(part, known, word, self.label(item))
        return self.completed_entry(item, entry, answers)

    def completed_entry(self, item: Input, entry: Values, answers: Answers) -> Values:
        """Return an entry of a list, with defaults where nothing was given."""
        for part in item.parts:
            known = {**answers, **entry}
            if part.name not in entry and (text := self.proposed(part, known)):
                entry[part.name] = self.value(part, known, text, part.name)
        return entry

    def completed(self, answers: Answers) -> Values:
        """Return the answers, with defaults where there is none."""
        whole = dict(answers)
        for item in self.kind.inputs:
            is_open = item.field not in whole and item.asked(whole)
            if is_open and (text := self.proposed(item, whole)):
                whole[item.field] = self.value(item, whole, text, item.name)
        return whole

    def lacking(self, answers: Answers) -> list[Input]:
        """Return the inputs that are needed and have neither an answer nor a default."""
        whole = self.completed(answers)
        return [
            item
            for item in self.kind.inputs
            if item.field not in whole and item.asked(whole) and item.needed(whole)
        ]

    def record(self, answers: Answers) -> NewRecord:
        """Return the record that the answers make."""
        whole = self.completed(answers)
        if make := _RECORDS.get(self.kind.name):
            return self._public(make(self.context, whole))
        for item in self.kind.inputs:
            if item.implies and whole.get(item.field):
                whole.setdefault(*item.implies)
        return self._separated(self._data(whole), whole)

    def record_of(self, data: Answers, options: Data) -> NewRecord:
        """Return the record with the values of a file; options give id and private values."""
        beside = tuple(item for item in self.kind.inputs if item.field == "id" or item.is_private)
        entry = RecordEntry(replace(self.kind, inputs=beside), self.context, self.labels)
        answers = entry.completed(entry.answers(options) | {"name": data.get("name", "")})
        return self._separated(data, answers)

    def _separated(self, data: Answers, answers: Answers) -> NewRecord:
        private: Answers = {
            path.removeprefix(f"{PRIVATE}."): value
            for path, value in answers.items()
            if path.startswith(f"{PRIVATE}.")
        }
        if self.kind.separate:
            data, private = self.kind.separate(data, tidy_values(private))
        record_id = "" if self.kind.is_dated else str(answers.get("id", ""))
        day = day_of(self.kind, data, self.context.today)
        return self._public(NewRecord(self.kind, data, day, record_id, private))

    def _public(self, made: NewRecord) -> NewRecord:
        why = {"public_anyway": self.public_anyway} if self.public_anyway else {}
        return replace(made, data={**made.data, **why})

    def _data(self, answers: Answers) -> Values:
        """Return answers as nested values by their paths, without private ones."""
        data: Values = {}
        for item in self.kind.inputs:
            value = answers.get(item.field)
            is_draft = item.names == names.DAY_OR_DRAFT and value == names.DRAFT
            if item.field not in answers or item.is_private or item.is_flag or is_draft:
                continue
            *parents, last = item.field.split(".")
            inner: Any = data
            for name in parents:
                inner = inner.setdefault(name, {})
            inner[last] = value
        if isinstance(events := data.get("events"), dict):
            data["events"] = [{"event": event, **values} for event, values in events.items()]
        return data

    def with_values_of(self, other: Answers, answers: Answers) -> Values:
        """Return the answers, with the values of another record where there are none."""
        alternatives = self.kind.alternatives
        settled = alternatives if any(name in answers for name in alternatives) else ()
        return {path: value for path, value in other.items() if path not in settled} | dict(answers)


class _Defaults(dict[str, str]):
    """The words in braces of a default: the answer to a field, or one of `names.DEFAULTS`."""

    def __init__(self, context: EntryContext, answers: Answers) -> None:
        self._context = context
        self._answers = answers

    def __missing__(self, word: str) -> str:
        if word in names.DEFAULTS:
            return names.DEFAULTS[word](self._context, self._answers)
        return str(self._answers.get(word, ""))


def day_of(kind: Kind, data: Data, otherwise: date) -> date:
    """Return the day for the record's id: its date, that of its first event, or `otherwise`.

    A month stands for its first day.
    """
    events = data.get("events")
    dated = [str(event["date"]) for event in events or () if event.get("date")]  # type: ignore[attr-defined]
    written = str(data.get(kind.date_key) or min(dated, default=""))
    try:
        return exact_day(f"{written}-01"[:10])
    except ValueError:
        return otherwise


def advice_on_entry(context: EntryContext, made: NewRecord) -> list[Objection]:
    """Return what `check` would advise about the record; ObjectionError if it would be an error."""
    from deputylog.keep.objections import advice_on

    if _is_of_register(made):
        files = _drafted(context.root, made).files
    else:
        path = made.kind.path(made.record_id or new_id(made.kind.letter, made.day, context.random))
        files = {path: made.text.encode("utf-8")}
    return advice_on(context.root, context.register, files, context.today, made.private)


def write(
    context: EntryContext, made: NewRecord, *, commit: bool = False
) -> tuple[Phrase, list[str]]:
    """Write the record and its private part, all or nothing.

    Return what was entered, and the paths of the files, that of the record first.
    """
    with locked(context.root):
        change = Change(context.root)
        if _is_of_register(made):
            change, wanted = _drafted(context.root, made).change, made.record_id
        else:
            kind, day, given = made.kind, made.day, made.record_id
            wanted = add(change, kind, made.text, day=day, random=context.random, record_id=given)
            if private := made.private_text:
                change.create(private_name(made.kind, wanted), private)
        path = made.kind.path(wanted)
        record = load(made.kind, path, change.contents[path])
        assert isinstance(record, Record)
        said = added(context.register, made.kind, wanted, record, context.today)
        message = f"{made.kind.name} {wanted}: added"
        paths = write_change(change, said, message, commit=commit)
    return said, sorted(paths, key=lambda one: one != path)


def _is_of_register(made: NewRecord) -> bool:
    return bool(made.record_id) and not made.kind.is_dated


def _drafted(root: Path, made: NewRecord) -> Draft:
    """Return a register record, or what an existing one lacks, with the records it needs.

    RecordExistsError if the existing one lacks nothing.
    """
    from deputylog.keep.register_draft import Draft, complete

    text_of(made.kind, made.data)
    draft = Draft(root)
    for kind, record_id, data in ((made.kind, made.record_id, made.data), *made.also):
        complete(draft, kind, record_id, data)
    if (own := made.kind.path(made.record_id)) not in draft.files:
        raise RecordExistsError(own)
    return draft
