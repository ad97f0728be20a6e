"""Change entries of the register, and describe each change in plain words."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from deputylog.calendar import Span
from deputylog.enter.context import EntryContext
from deputylog.keep.new_record import NotARecordError, tidy
from deputylog.keep.register_draft import Draft, entries
from deputylog.kinds.references import REFERRED
from deputylog.kinds.registry import DEPUTY, GROUP
from deputylog.names.register import Register
from deputylog.record import shape as shapes
from deputylog.record.faults import faults_of
from deputylog.record.fields import Data, Key
from deputylog.record.kind import Kind
from deputylog.text import counts
from deputylog.words import Bilingual, Phrase, phrase

_DAYS = {"起": Bilingual("起始日", "first day"), "止": Bilingual("截止日", "last day")}


class RegisterEntry(Struct, frozen=True):
    """An entry of the register: its file, its key in the file, and what messages call it."""

    kind: Kind
    record_id: str
    key: Key
    wording: Phrase

    def at(self, *key: str | int, wording: Phrase | None = None) -> RegisterEntry:
        """Return what is at that key inside the entry."""
        return RegisterEntry(self.kind, self.record_id, (*self.key, *key), wording or self.wording)

    @property
    def shape(self) -> shapes.Shape:
        return shapes.shape_at(shapes.shape_of(self.kind.type), self.key)


def named(kind: Bilingual, name: str, wanted: str) -> Phrase:
    """Return what a sentence calls an entry, with its id."""
    text = (
        Bilingual("{kind}{name}（{id}）", "{kind} {name} ({id})")
        if name != wanted
        else Bilingual("{kind}{name}", "{kind} {name}")
    )
    return phrase(text, kind=kind, name=name, id=wanted)


class Changes:
    """Changes to the register by one command, not written yet."""

    def __init__(self, context: EntryContext) -> None:
        self.context = context
        self.draft = Draft(context.root)

    @property
    def register(self) -> Register:
        return self.context.register

    def held(self, target: RegisterEntry) -> object:
        """Return what the register holds there, with the changes so far; None for nothing."""
        return self.draft.at(target.kind, target.record_id, target.key)

    def entries_at(self, target: RegisterEntry) -> list[Data]:
        """Return the entries of the list there."""
        return entries({"list": self.held(target)}, "list")

    def settle(self, target: RegisterEntry, wanted: Data) -> None:
        """Add the entry, or change what differs; None and empty lists are ignored."""
        if self.held(target) is None:
            self.add(target, wanted)
            return
        for name, value in _checked(target, wanted).items():
            self.change(target, name, value)

    def add(self, target: RegisterEntry, wanted: Data) -> None:
        """Add the entry, and note its values."""
        values = _checked(target, wanted)
        self._put(target, values)
        self.note(
            "已新增{thing}：{values}",
            "{thing} added: {values}",
            thing=target.wording,
            values=self._parts(target, values),
        )

    def replace(self, target: RegisterEntry, wanted: Data) -> None:
        """Replace the entry, and note the change."""
        values, before = _checked(target, wanted), self.held(target)
        if before == values or not isinstance(before, Mapping):
            return
        self._put(target, values)
        self.note(
            "{thing}：由（{before}）改为（{after}）",
            "{thing}: changed from ({before}) to ({after})",
            thing=target.wording,
            before=self._parts(target, before),
            after=self._parts(target, values),
        )

    def change(self, target: RegisterEntry, name: str, value: object) -> None:
        """Set a value of the entry if it differs, and note the change."""
        inner = target.at(name)
        before = self.held(inner)
        if before == value:
            return
        self._put(inner, value)
        (field,) = _fields(target, {name: value})
        text = (
            Bilingual("{thing}：{field}设为 {after}", "{thing}: {field} set to {after}")
            if before is None
            else Bilingual(
                "{thing}：{field}由 {before} 改为 {after}",
                "{thing}: {field} changed from {before} to {after}",
            )
        )
        self.note(
            text,
            thing=target.wording,
            field=_label(field),
            before=None if before is None else self.display(field.shape, before),
            after=self.display(field.shape, value),
        )

    def note(self, zh: str, en: str = "", /, **values: object) -> None:
        self.draft.notes.append(phrase(zh, en, **values))

    def _put(self, target: RegisterEntry, value: object) -> None:
        self.draft.put(target.kind, target.record_id, target.key, value)

    def _parts(self, target: RegisterEntry, values: Data) -> list[Phrase]:
        """Return the fields of an entry with their values."""
        return [
            phrase(
                "{field} {value}",
                "{field} {value}",
                field=_label(field),
                value=self.display(field.shape, values[field.name]),
            )
            for field in _fields(target, values)
            if field.name != "id"
        ]

    def display(self, shape: shapes.Shape, value: object) -> object:
        """Return a value for display: names for ids, words for terms."""
        match shape:
            case shapes.OneOrList():
                return self.display(shape.of(value), value)
            case shapes.Listing() if isinstance(value, list):
                return [self.display(shape.item, item) for item in value]
            case shapes.Structure() if isinstance(value, Mapping):
                fields = [field for field in shape.fields if field.name in value]
                return [self.display(field.shape, value[field.name]) for field in fields]
            case shapes.Scalar() if shape.terms:
                return next((term for term in shape.terms if term == value), str(value))
            case shapes.Scalar(kind="span"):
                return counts.span(Span.parse(str(value)))
            case shapes.Scalar() if shape.refers:
                return self.name(shape.refers, str(value))
        return value if isinstance(value, bool) else str(value)

    def name(self, kind: str, wanted: str) -> str:
        """Return the name for an id, even if it is not written yet; else the id."""
        file = {"deputy": DEPUTY, "person": DEPUTY, "group": GROUP}.get(kind)
        data = self.draft.data(file, wanted) if file else None
        return str((data or {}).get("name") or self.register.name(kind, wanted) or wanted)

    def described(self, kind: str, wanted: str) -> Phrase:
        """Return what a sentence calls something in the register."""
        return named(REFERRED[kind], self.name(kind, wanted), wanted)


def _fields(target: RegisterEntry, values: Data) -> list[shapes.Field]:
    shape = target.shape
    assert isinstance(shape, shapes.Structure)
    return [field for field in shape.fields if field.name in values]


def _checked(target: RegisterEntry, wanted: Data) -> Data:
    """Return the values without empty ones; NotARecordError if any of them is invalid."""
    values = tidy(wanted)
    assert isinstance(values, Mapping)
    reasons = [
        text
        for field in _fields(target, values)
        for text in faults_of(field.shape, values[field.name], field.name)
    ]
    if reasons:
        raise NotARecordError(target.kind, reasons)
    return values


def _label(field: shapes.Field) -> Bilingual:
    """Return what a field is called in a sentence."""
    return _DAYS.get(field.wording.zh, field.wording)
