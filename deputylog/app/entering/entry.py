"""An entry: which fields a record of a kind is entered by, in the order in which they are asked, and what the answers become."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import TypeAlias

from deputylog.app.add import add, add_apart, text_of, tidy
from deputylog.app.entering.desk import Desk
from deputylog.app.names import Named
from deputylog.app.registering.draft import Draft, complete
from deputylog.finding import DeputylogError, RecordExistsError
from deputylog.model.fields import exact_day
from deputylog.model.kinds import DEPUTY, GROUP, PRIVATE_FILE, Kind
from deputylog.model.shape import Field, Listing, Shape, Structure, shape_of
from deputylog.words import Phrase, Said

Answers: TypeAlias = Mapping[str, object]
Also: TypeAlias = tuple[Kind, str, Mapping[str, object]]
"""A record of the register that must hold certain values: its kind, id and the values."""
PRIVATE = "private."
"""How the way to a field begins that goes to private/."""


def _always(answers: Answers) -> bool:
    return True


def never(answers: Answers) -> bool:
    return False


def _nothing(desk: Desk, answers: Answers) -> str:
    return ""


@dataclass(frozen=True)
class Item:
    """One thing that an entry holds.

    `field` is the way to it in the record (`met.voters`), `option` the command's parameter that gives it. It is asked for
    when `asked` says so, cannot be skipped when it is `needed`, and is `proposed` where nobody says anything. What it may be
    and how it is called comes from the field's own description; `known`, `value` and `said` stand in where there is none.
    `example` is an answer to a question without choices.
    `each` are the parts of an entry of a list, asked again and again until the first of them stays empty; `short` reads one
    of several from the word of an option. `several` answers are taken word by word, as options give them.
    """

    field: str
    option: str = ""
    needed: Callable[[Answers], bool] = never
    asked: Callable[[Answers], bool] = _always
    proposed: Callable[[Desk, Answers], str] = _nothing
    known: Callable[[Desk, Answers], Sequence[Named]] | None = None
    value: Callable[[Desk, Answers, str], object] | None = None
    said: Said | None = None
    example: Said | None = None
    each: tuple[Item, ...] = ()
    short: Callable[[Desk, str], object] | None = None
    before: Callable[[Desk], Phrase] | None = None
    anew: tuple[str, ...] = ()


@dataclass(frozen=True)
class Made:
    """What will be written: the values of the record, its day, and what goes to private/ apart from it.

    `also` are other records that are completed with it; `remarks` are said when it is written.
    """

    kind: Kind
    data: Mapping[str, object]
    day: date
    record_id: str = ""
    private: Mapping[str, object] = field(default_factory=dict)
    also: tuple[Also, ...] = ()
    remarks: tuple[Phrase, ...] = ()

    def texts(self) -> list[tuple[Kind, str]]:
        """The text of each file; NotARecordError with every reason why it cannot stand."""
        data = tidy(self.data)
        assert isinstance(data, Mapping)
        apart = [(PRIVATE_FILE, text_of(PRIVATE_FILE, self.private))] if self.private else []
        return [(self.kind, text_of(self.kind, data)), *apart]


def plainly(kind: Kind, desk: Desk, answers: Answers) -> Made:
    """The record as the answers have it."""
    data = nested(answers)
    return Made(kind, data, day_of(kind, data, desk.today))


@dataclass(frozen=True)
class Entry:
    """How records of a kind are entered; `copied` may come from the last such record, `alike` from one named as similar.

    Of the fields `one_of` a record has a single one. `parted` tells apart what goes to private/.
    """

    kind: Kind
    items: tuple[Item, ...]
    made: Callable[[Kind, Desk, Answers], Made] = plainly
    copied: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    one_of: frozenset[str] = frozenset()
    parted: Callable[[Answers, Answers], tuple[Answers, Answers]] | None = None

    def field_of(self, item: Item) -> Field | None:
        """The field that an item fills, by its own description in the code; None for what is no field of the record."""
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
        """A part of an entry of a list, with the whole way to it."""
        return replace(inner, field=f"{item.field}.{inner.field}")

    def value(self, desk: Desk, item: Item, answers: Answers, text: str, label: str) -> object:
        """What `text` is for an item; DeputylogError, in which the item is called `label`, when it cannot be."""
        if item.value:
            return item.value(desk, answers, text)
        found = self.field_of(item)
        assert found, item.field
        value = desk.values.of(label, found.shape, text)
        from deputylog.schema.explain import faults_of

        for reason in faults_of(found.shape, value, label):
            raise DeputylogError(reason.text, **reason.values)
        return list(dict.fromkeys(value)) if isinstance(value, list) else value

    def given(self, desk: Desk, options: Mapping[str, object], labels: Mapping[str, str]) -> dict[str, object]:
        """The answers that options give; `labels` are what users call the options."""
        answers: dict[str, object] = {}
        for item in self.items:
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
        """The answers, and what is proposed for what nobody answered."""
        whole = dict(answers)
        for item in self.items:
            if item.field not in whole and item.asked(whole) and (text := item.proposed(desk, whole)):
                whole[item.field] = self.value(desk, item, whole, text, item.option)
        return whole

    def lacking(self, desk: Desk, answers: Answers) -> list[Item]:
        """What is needed, has no answer and none that could be proposed."""
        whole = self.completed(desk, answers)
        return [item for item in self.items if item.field not in whole and item.asked(whole) and item.needed(whole)]

    def make(self, desk: Desk, answers: Answers) -> Made:
        return self.made(self.kind, desk, self.completed(desk, answers))

    def filed(self, desk: Desk, data: Answers, options: Mapping[str, object], labels: Mapping[str, str]) -> Made:
        """The record of values that a file holds; its id, and what goes to private/, by options."""
        beside = replace(self, items=tuple(item for item in self.items if item.field == "id" or item.field.startswith(PRIVATE)))
        answers = beside.completed(desk, beside.given(desk, options, labels) | {"name": data.get("name", "")})
        public, apart = self.parted(data, private_answers(answers)) if self.parted else (data, {})
        return Made(self.kind, public, day_of(self.kind, public, desk.today), str(answers.get("id", "")), apart)

    def taking_over(self, other: Answers, answers: Answers) -> dict[str, object]:
        """The answers, and those of another record where there are none."""
        settled = self.one_of if self.one_of & answers.keys() else frozenset()
        return {way: value for way, value in other.items() if way not in settled} | dict(answers)


def needed(answers: Answers) -> bool:
    """For an item that every such record has."""
    return True


def today(desk: Desk, answers: Answers) -> str:
    """For an item that is today's where nobody says another day."""
    return desk.today.isoformat()


def nested(answers: Answers) -> dict[str, object]:
    """Answers by the ways to their fields as a record holds them; nothing of what goes to private/."""
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
    return {way.removeprefix(PRIVATE): value for way, value in answers.items() if way.startswith(PRIVATE)}


def day_of(kind: Kind, data: Mapping[str, object], otherwise: date) -> date:
    """The day from which the record takes its id: its own, a month's first, or `otherwise`."""
    written = str(data.get(kind.date_key) or _first_event(data.get("events")) or "")
    try:
        return exact_day(f"{written}-01"[:10])
    except ValueError:
        return otherwise


def _first_event(events: object) -> object:
    return min((str(event["date"]) for event in events if event.get("date")), default="") if isinstance(events, list) else ""


def write(root: Path, made: Made, random: Random) -> list[str]:
    """Write what was made, whole or not at all, and give the paths: the record's, and where something is kept apart, that one."""
    if made.kind in (GROUP, DEPUTY) and made.record_id:
        return _register(root, made)
    apart = made.texts()[1:]
    path = add(root, made.kind, made.data, day=made.day, random=random, record_id=made.record_id)
    return [path, *(str(add_apart(root, made.kind, path, text)) for _, text in apart)]


def _register(root: Path, made: Made) -> list[str]:
    """Write a record of the register, or what one of the same name lacks, with the others that it needs."""
    made.texts()
    draft = Draft(root)
    for kind, record_id, data in ((made.kind, made.record_id, made.data), *made.also):
        complete(draft, kind, record_id, data)
    own = made.kind.path(made.record_id)
    if own not in draft.changed:
        raise RecordExistsError(own)
    return sorted(draft.write(), key=lambda path: path != own)
