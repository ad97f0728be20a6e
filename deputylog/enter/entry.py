"""How to enter a record: its fields in the order of questions, and the record from the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, TypeAlias

from deputylog.enter.context import Desk
from deputylog.finding import DeputylogError, RecordExistsError
from deputylog.keep.new_record import NewRecord, add, text_of
from deputylog.keep.private_files import add_private_part
from deputylog.kinds.registry import DEPUTY, GROUP, PRIVATE_FILE
from deputylog.names.register import Named
from deputylog.record.fields import exact_day
from deputylog.record.ids import new_id
from deputylog.record.kind import Kind
from deputylog.record.shape import Field, Listing, Shape, Structure, shape_of
from deputylog.words import Bilingual, Phrase

if TYPE_CHECKING:
    from deputylog.keep.objections import Objection
    from deputylog.keep.register_draft import Draft

Answers: TypeAlias = Mapping[str, object]
PRIVATE = "private."
"""The prefix of fields that go to private/."""


def _always(answers: Answers) -> bool:
    return True


def never(answers: Answers) -> bool:
    return False


def _nothing(desk: Desk, answers: Answers) -> str:
    return ""


@dataclass(frozen=True)
class Item:
    """One field of an entry.

    `field` is its path in the record (`met.voters`), `option` the command's parameter for it. It is
    asked for if `asked`, cannot be skipped if `needed`, and is `proposed` as the default.
    Choices, conversion and label come from the field's description unless `known`, `value` and
    `said` are set. `example` is a sample answer to a question without choices.
    `each` are the fields of a list entry, asked for until the first is left empty; `short` reads
    one entry from an option. `before` is said before the question; the fields in `anew` are asked
    again when the answer changes.
    """

    field: str
    option: str = ""
    needed: Callable[[Answers], bool] = never
    asked: Callable[[Answers], bool] = _always
    proposed: Callable[[Desk, Answers], str] = _nothing
    known: Callable[[Desk, Answers], Sequence[Named]] | None = None
    value: Callable[[Desk, Answers, str], object] | None = None
    wording: Bilingual | None = None
    example: Bilingual | None = None
    each: tuple[Item, ...] = ()
    short: Callable[[Desk, str], object] | None = None
    before: Callable[[Desk], Phrase] | None = None
    anew: tuple[str, ...] = ()


def plainly(kind: Kind, desk: Desk, answers: Answers) -> NewRecord:
    """Return the record as answered."""
    data = nested(answers)
    return NewRecord(kind, data, day_of(kind, data, desk.today))


@dataclass(frozen=True)
class Entry:
    """How records of a kind are entered.

    `copied` fields can be copied from the last such record, `alike` fields only from one named as
    similar. A record has a single one of the fields `one_of`. `parted` splits public from private
    values.
    """

    kind: Kind
    items: tuple[Item, ...]
    made: Callable[[Kind, Desk, Answers], NewRecord] = plainly
    copied: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    one_of: frozenset[str] = frozenset()
    parted: Callable[[Answers, Answers], tuple[Answers, Answers]] | None = None

    def field_of(self, item: Item) -> Field | None:
        """Return the field that an item fills; None if it is no field of the record."""
        private = item.field.startswith(PRIVATE)
        shape: Shape = shape_of((PRIVATE_FILE if private else self.kind).type)
        found: Field | None = None
        for name in item.field.removeprefix(PRIVATE).split("."):
            shape = shape.item if isinstance(shape, Listing) else shape
            found = shape.field(name) if isinstance(shape, Structure) else None
            if found is None:
                return None
            shape = found.shape
        return found

    def within(self, item: Item, inner: Item) -> Item:
        """Return a field of a list entry with its whole path."""
        return replace(inner, field=f"{item.field}.{inner.field}")

    def value(self, desk: Desk, item: Item, answers: Answers, text: str, label: str) -> object:
        """Return the value of `text` for an item; DeputylogError, naming `label`, if invalid."""
        if item.value:
            return item.value(desk, answers, text)
        found = self.field_of(item)
        assert found, item.field
        value = desk.values.of(label, found.shape, text, self._day(desk, answers))
        from deputylog.record.faults import faults_of

        for reason in faults_of(found.shape, value, label):
            raise DeputylogError(reason.text, **reason.values)
        return list(dict.fromkeys(value)) if isinstance(value, list) else value

    def _day(self, desk: Desk, answers: Answers) -> date:
        """Return the day of the record as answered so far, on which names are understood; else
        today.
        """
        try:
            return exact_day(str(answers.get(self.kind.date_key) or answers.get("submitted")))
        except ValueError:
            return desk.today

    def given(
        self, desk: Desk, options: Mapping[str, object], labels: Mapping[str, str]
    ) -> dict[str, object]:
        """Return the answers given as options; `labels` are the names of options for users."""
        answers: dict[str, object] = {}
        for item in sorted(
            self.items, key=lambda item: item.field not in (self.kind.date_key, "submitted")
        ):
            words = options.get(item.option)
            if words in (None, "", False) or (isinstance(words, Sequence) and not words):
                continue
            label = labels.get(item.option, item.option)
            parts = [str(word) for word in words] if isinstance(words, (list, tuple)) else []
            if item.short:
                answers[item.field] = [item.short(desk, part) for part in parts]
            else:
                text = "true" if words is True else ",".join(parts) or str(words)
                answers[item.field] = self.value(desk, item, answers, text, label)
        return answers

    def completed(self, desk: Desk, answers: Answers) -> dict[str, object]:
        """Return the answers, with proposals where there is none."""
        whole = dict(answers)
        for item in self.items:
            if (
                item.field not in whole
                and item.asked(whole)
                and (text := item.proposed(desk, whole))
            ):
                whole[item.field] = self.value(desk, item, whole, text, item.option)
        return whole

    def lacking(self, desk: Desk, answers: Answers) -> list[Item]:
        """Return the items that are needed and have neither an answer nor a proposal."""
        whole = self.completed(desk, answers)
        return [
            item
            for item in self.items
            if item.field not in whole and item.asked(whole) and item.needed(whole)
        ]

    def make(self, desk: Desk, answers: Answers) -> NewRecord:
        return self.made(self.kind, desk, self.completed(desk, answers))

    def filed(
        self, desk: Desk, data: Answers, options: Mapping[str, object], labels: Mapping[str, str]
    ) -> NewRecord:
        """Return the record with the values of a file; options give id and private values."""
        beside = replace(
            self,
            items=tuple(
                item for item in self.items if item.field == "id" or item.field.startswith(PRIVATE)
            ),
        )
        answers = beside.completed(
            desk, beside.given(desk, options, labels) | {"name": data.get("name", "")}
        )
        public, apart = self.parted(data, private_answers(answers)) if self.parted else (data, {})
        return NewRecord(
            self.kind,
            public,
            day_of(self.kind, public, desk.today),
            str(answers.get("id", "")),
            apart,
        )

    def taking_over(self, other: Answers, answers: Answers) -> dict[str, object]:
        """Return the answers, with the values of another record where there are none."""
        settled = self.one_of if self.one_of & answers.keys() else frozenset()
        return {way: value for way, value in other.items() if way not in settled} | dict(answers)


def needed(answers: Answers) -> bool:
    """Condition of an item that every such record has."""
    return True


def today(desk: Desk, answers: Answers) -> str:
    """Proposal of today's date."""
    return desk.today.isoformat()


def nested(answers: Answers) -> dict[str, object]:
    """Return answers as nested values by their paths, without private ones."""
    data: dict[str, object] = {}
    for way, value in answers.items():
        if way.startswith(PRIVATE):
            continue
        *parents, last = way.split(".")
        inner = data
        for name in parents:
            child = inner.setdefault(name, {})
            assert isinstance(child, dict)
            inner = child
        inner[last] = value
    return data


def private_answers(answers: Answers) -> dict[str, object]:
    return {
        way.removeprefix(PRIVATE): value
        for way, value in answers.items()
        if way.startswith(PRIVATE)
    }


def day_of(kind: Kind, data: Mapping[str, object], otherwise: date) -> date:
    """Return the day for the record's id: its date, that of its first event, or `otherwise`.

    A month stands for its first day.
    """
    written = str(data.get(kind.date_key) or _first_event(data.get("events")) or "")
    try:
        return exact_day(f"{written}-01"[:10])
    except ValueError:
        return otherwise


def _first_event(events: object) -> object:
    return (
        min((str(event["date"]) for event in events if event.get("date")), default="")
        if isinstance(events, list)
        else ""
    )


def advice_on_entry(desk: Desk, made: NewRecord) -> list[Objection]:
    """Return what `check` would advise about the record; ObjectionError if it would be an error."""
    from deputylog.keep.objections import advice_on

    if _is_of_register(made):
        files = _drafted(desk.root, made).files
    else:
        path = made.kind.path(made.record_id or new_id(made.kind.letter, made.day, desk.random))
        files = {path: made.text.encode("utf-8")}
    return advice_on(desk.root, desk.register, files, desk.today)


def write(root: Path, made: NewRecord, random: Random) -> list[str]:
    """Write the record and its private part, all or nothing, and return the paths."""
    if _is_of_register(made):
        own = made.kind.path(made.record_id)
        return sorted(_drafted(root, made).write(), key=lambda path: path != own)
    apart = made.private_text
    path = add(root, made.kind, made.text, day=made.day, random=random, record_id=made.record_id)
    return [path, str(add_private_part(root, made.kind, path, apart))] if apart else [path]


def _is_of_register(made: NewRecord) -> bool:
    return made.kind in (GROUP, DEPUTY) and bool(made.record_id)


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
