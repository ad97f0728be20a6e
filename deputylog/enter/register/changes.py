"""Add or change entries of the register, and describe the changes in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from deputylog.calendar import Span
from deputylog.enter.context import EntryContext
from deputylog.keep.new_record import NotARecordError, tidy
from deputylog.keep.register_draft import Draft
from deputylog.kinds.registry import DEPUTY, GROUP
from deputylog.names.register import Register
from deputylog.record.faults import faults_of
from deputylog.record.fields import Key
from deputylog.record.kind import Kind
from deputylog.record.shape import (
    Field,
    Listing,
    OneOrList,
    Scalar,
    Shape,
    Structure,
    shape_at,
    shape_of,
)
from deputylog.text import counts
from deputylog.words import Bilingual, Phrase, phrase


class Registering:
    """Changes to the register by one command, not written yet."""

    def __init__(self, desk: EntryContext) -> None:
        self.desk = desk
        self.draft = Draft(desk.root)

    @property
    def register(self) -> Register:
        return self.desk.register

    def days(self, first: str, last: str) -> dict[str, object]:
        """Return the days given by --from and --to."""
        days = {"from": first, "to": last}
        return {
            name: self.desk.values.day(f"--{name}", text) for name, text in days.items() if text
        }

    def day_of(self, days: Mapping[str, object]) -> date:
        """Return the day on which names are understood: the first of those given, or today."""
        return date.fromisoformat(str(next(iter(days.values()), self.desk.today)))

    def settle(
        self, kind: Kind, record_id: str, key: Key, wanted: Mapping[str, object], called: Phrase
    ) -> None:
        """Add the entry at `key`, or change what differs; None and empty lists are ignored."""
        held = self.draft.at(kind, record_id, key)
        if held is None:
            self.add(kind, record_id, key, wanted, called)
            return
        for name, value in self._checked(kind, key, wanted).items():
            self.change(kind, record_id, (*key, name), value, called)

    def add(
        self, kind: Kind, record_id: str, key: Key, wanted: Mapping[str, object], called: Phrase
    ) -> None:
        """Add an entry at `key`, and note its values."""
        values = self._checked(kind, key, wanted)
        self.draft.put(kind, record_id, key, values)
        self.note(
            Bilingual("已新增{thing}：{values}", "{thing} added: {values}"),
            thing=called,
            values=self._parts(kind, key, values),
        )

    def replace(
        self, kind: Kind, record_id: str, key: Key, wanted: Mapping[str, object], called: Phrase
    ) -> None:
        """Replace an entry, and note the change."""
        values = self._checked(kind, key, wanted)
        before = self.draft.at(kind, record_id, key)
        if before == values or not isinstance(before, Mapping):
            return
        self.draft.put(kind, record_id, key, values)
        told = {"before": self._parts(kind, key, before), "after": self._parts(kind, key, values)}
        self.note(
            Bilingual(
                "{thing}：由（{before}）改为（{after}）",
                "{thing}: changed from ({before}) to ({after})",
            ),
            thing=called,
            **told,
        )

    def change(self, kind: Kind, record_id: str, key: Key, value: object, called: Phrase) -> None:
        """Set a value if it differs, and note the change."""
        held = self.draft.at(kind, record_id, key)
        if held == value:
            return
        shape = shape_at(shape_of(kind.type), key)
        self.draft.put(kind, record_id, key, value)
        before = None if held is None else self.shown(shape, held)
        text = (
            Bilingual("{thing}：{field}设为 {after}", "{thing}: {field} set to {after}")
            if held is None
            else Bilingual(
                "{thing}：{field}由 {before} 改为 {after}",
                "{thing}: {field} changed from {before} to {after}",
            )
        )
        self.note(
            text,
            thing=called,
            field=_wording(kind, key),
            before=before,
            after=self.shown(shape, value),
        )

    def note(self, text: str, /, **values: object) -> None:
        self.draft.notes.append(phrase(text, **values))

    def _checked(self, kind: Kind, key: Key, wanted: Mapping[str, object]) -> Mapping[str, object]:
        """Return the values without empty ones; NotARecordError if any of them is invalid."""
        values = tidy(wanted)
        assert isinstance(values, Mapping)
        shape = _structure(kind, key)
        fields = [field for field in shape.fields if field.name in values]
        reasons = [
            text
            for field in fields
            for text in faults_of(field.shape, values[field.name], field.name)
        ]
        if reasons:
            raise NotARecordError(kind, reasons)
        return values

    def _parts(self, kind: Kind, key: Key, values: Mapping[str, object]) -> list[Phrase]:
        """Return the fields of an entry with their values."""
        fields = [field for field in _structure(kind, key).fields if field.name in values]
        return [
            phrase(
                "{field} {value}",
                "{field} {value}",
                field=_label(field),
                value=self.shown(field.shape, values[field.name]),
            )
            for field in fields
            if field.name != "id"
        ]

    def shown(self, shape: Shape, value: object) -> object:
        """Return a value for display: names for ids, words for terms."""
        match shape:
            case OneOrList():
                return self.shown(shape.of(value), value)
            case Listing() if isinstance(value, list):
                return [self.shown(shape.item, item) for item in value]
            case Structure() if isinstance(value, Mapping):
                fields = [field for field in shape.fields if field.name in value]
                return [self.shown(field.shape, value[field.name]) for field in fields]
            case Scalar() if shape.terms:
                return next((term for term in shape.terms if term == value), str(value))
            case Scalar(kind="span"):
                return counts.span(Span.parse(str(value)))
            case Scalar() if shape.refers:
                return self.name(shape.refers, str(value))
        return value if isinstance(value, bool) else str(value)

    def name(self, kind: str, wanted: str) -> str:
        """Return the name for an id, even if it is not written yet; else the id."""
        held = {"deputy": DEPUTY, "person": DEPUTY, "group": GROUP}.get(kind)
        data = self.draft.data(held, wanted) if held else None
        return str((data or {}).get("name") or self.register.name(kind, wanted) or wanted)


def _structure(kind: Kind, key: Key) -> Structure:
    shape = shape_at(shape_of(kind.type), key)
    assert isinstance(shape, Structure)
    return shape


def _wording(kind: Kind, key: Key) -> Bilingual:
    parent = shape_at(shape_of(kind.type), key[:-1])
    found = parent.field(str(key[-1])) if isinstance(parent, Structure) else None
    return _label(found) if found else Bilingual(str(key[-1]), str(key[-1]))


def called(kind: Bilingual, name: str, wanted: str) -> Phrase:
    """Return what an entry is called in a sentence, with its id."""
    return phrase(
        Bilingual("{kind}{name}（{id}）", "{kind} {name} ({id})")
        if name != wanted
        else Bilingual("{kind}{name}", "{kind} {name}"),
        kind=kind,
        name=name,
        id=wanted,
    )


_DAYS = {"起": Bilingual("起始日", "first day"), "止": Bilingual("截止日", "last day")}


def _label(field: Field) -> Bilingual:
    """Return what a field is called in a sentence."""
    return _DAYS.get(field.wording.zh, field.wording)
