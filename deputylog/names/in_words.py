"""Values of records in words: terms, names of what an id refers to, events, and what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from posixpath import commonprefix
from typing import cast

from deputylog.calendar import Quarter
from deputylog.kinds.event_dates import Dated, label_of
from deputylog.kinds.references import BUILT_IN, Directory, NamedObjects
from deputylog.names.register import Register
from deputylog.period_words import quarter_words
from deputylog.record.changes import FieldChange, ListEntry
from deputylog.record.fields import Data, Part
from deputylog.record.shape import (
    Choice,
    Field,
    Listing,
    OneOrList,
    Scalar,
    Shape,
    Structure,
    TableShape,
    shape_of,
)
from deputylog.record.values import values_of
from deputylog.words import Bilingual, Phrase, phrase

_DAYS = {"from": Bilingual("{day}起", "from {day}"), "to": Bilingual("至{day}", "until {day}")}
_NAME_AND_ID = Bilingual("{name}（{id}）", "{name} ({id})")
_OF_KIND = {"mailbox": Bilingual("{name}信箱（{id}）", "mailbox of {name} ({id})")}
_LONG = 160
_AROUND = 12


def directory_of(register: Register) -> Directory:
    """The register as it is now, for the words below."""
    return Directory(register.district, register.groups, register.deputies)


def event_in_words(names: Directory, event: Dated) -> Phrase:
    """An event without its date, such as `转交  区住房和城乡建设局（housing）`."""
    return _event(names, shape_of(type(event)), values_of(event))


def fields_in_words(
    names: Directory, record: Part, without: Sequence[str] = ()
) -> Iterator[tuple[Bilingual, object]]:
    """Yield the description and the value of each field that has one, an entry of a list each."""
    values = {name: value for name, value in values_of(record).items() if name not in without}
    return _lines(names, shape_of(type(record)), values)


def record_in_words(names: Directory, shape: Structure, values: Data) -> Phrase:
    """All values of a record, a line each: `收到日期 2026-03-16；` `标题 路灯不亮`."""
    lines = _lines(names, shape, values)
    return joined(Bilingual("；\n", ";\n"), (_pair(head, value) for head, value in lines))


def _lines(names: Directory, shape: Structure, values: Data) -> Iterator[tuple[Bilingual, object]]:
    for field, value in _filled(shape, values):
        inner = field.shape
        if isinstance(inner, Structure) and not inner.flow and isinstance(value, Mapping):
            yield from _lines(names, inner, value)
        elif isinstance(inner, Listing) and not isinstance(inner.item, Scalar):
            items = cast("Iterable[object]", value)
            yield from ((field.wording, value_in_words(names, inner.item, one)) for one in items)
        else:
            yield field.wording, value_in_words(names, inner, value)


def value_in_words(names: Directory, shape: Shape, value: object) -> object:
    """A plain value for display: an id with the name, a part of a record in one line."""
    match shape, value:
        case OneOrList(), _:
            return value_in_words(names, shape.of(value), value)
        case Listing(), list():
            return [value_in_words(names, shape.item, item) for item in value]
        case TableShape(), Mapping():
            return [
                _pair(
                    value_in_words(names, shape.key, key), value_in_words(names, shape.value, item)
                )
                for key, item in value.items()
            ]
        case Choice(), Mapping() if variant := shape.variant(value.get(shape.tag_field)):
            return value_in_words(names, variant, value)
        case Structure(), Mapping() if shape.tag:
            day = value.get("date") or phrase("日期不详", "date unknown")
            return spaced(day, _event(names, shape, value))
        case Structure(), Mapping():
            return spaced(*_parts(names, shape, value))
        case Scalar(terms=terms), _ if terms:
            return next((term for term in terms if term == value), str(value))
        case Scalar(kind="quarter"), str():
            return quarter_words(Quarter.parse(value))
        case Scalar(refers=kind), str() if kind:
            return named(names, kind, value)
    return value if isinstance(value, (str, int)) else str(value)


def change_in_words(names: Directory, change: FieldChange) -> Phrase:
    """What changed, such as `题目：路灯不亮 → 路灯损坏` or `新增办理经过：2026-03-18  转交 …`."""
    before, after = change.before, change.after
    if isinstance(before, list) and isinstance(after, list):
        gone = [one for one in before if one not in after]
        new = [one for one in after if one not in before]
        before, after = (gone or None, new or None) if gone or new else (before, after)
    elif isinstance(before, str) and isinstance(after, str):
        before, after = _parts_that_differ(before, after)
    field = max(number for number, part in enumerate(change.head) if isinstance(part, str))
    if before is None and field:
        text = Bilingual("{head}：{after}", "{head}: {after}")
    elif before is None:
        text = Bilingual("新增{head}：{after}", "added {head}: {after}")
    elif after is None:
        text = Bilingual("删去{head}：{before}", "removed {head}: {before}")
    else:
        text = Bilingual("{head}：{before} → {after}", "{head}: {before} → {after}")
    said: dict[str, object] = {"head": head_in_words(names, change.head[field:])}
    for name, value in (("before", before), ("after", after)):
        if value is not None:
            said[name] = value_in_words(names, change.shape, value)
    within = [head_in_words(names, change.head[:field])] if field else []
    return joined(Bilingual("，", ", "), [*within, phrase(text, **said)])


def _parts_that_differ(one: str, other: str) -> tuple[str, str]:
    """Two long texts without what they share at their beginning and end, but for a few words."""
    if len(one) + len(other) < _LONG:
        return one, other
    shared = len(commonprefix((one, other)))
    rest = len(commonprefix((one[shared:][::-1], other[shared:][::-1])))
    start, stop = max(0, shared - _AROUND), max(0, rest - _AROUND)
    before, after = ("…" if start else ""), ("…" if stop else "")
    kept = [f"{before}{text[start : len(text) - stop]}{after}" for text in (one, other)]
    return kept[0], kept[1]


def head_in_words(names: Directory, head: Iterable[str | ListEntry]) -> Phrase:
    """The entries with their fields, then the field: `问题 p4f9，题目`."""
    said: list[object] = []
    for part in head:
        if isinstance(part, ListEntry):
            said[-1] = _pair(said[-1], _label(names, part))
        else:
            said.append(part)
    return joined(Bilingual("，", ", "), said)


def _label(names: Directory, entry: ListEntry) -> object:
    """What distinguishes an entry from others: its key, its id, the day and kind of an event."""
    shape, value = entry
    if not isinstance(value, Mapping):
        return value_in_words(names, shape, value)
    event = shape.variant(value.get(shape.tag_field)) if isinstance(shape, Choice) else None
    if event:
        return _pair(value.get("date", ""), label_of(event.type))
    return value.get("id") or value.get("from") or next(iter(value.values()), "")


def _event(names: Directory, shape: Structure, value: Data) -> Phrase:
    """An event without its date; two values of one type, such as two ratings, get their names."""
    parts = [(field, one) for field, one in _filled(shape, value) if field.name != "date"]
    terms = Counter(field.scalar.terms for field, _ in parts if field.scalar)
    pieces: list[object] = [label_of(shape.type)]
    for field, one in parts:
        said: object = _of_field(names, field, one)
        if field.name == "who":
            said = phrase("经办人：{who}", "done by {who}", who=names.name("person", str(one)))
        elif field.scalar and field.scalar.terms and terms[field.scalar.terms] > 1:
            said = _pair(field.wording, said)
        pieces.append(said)
    return spaced(*pieces)


def _parts(names: Directory, shape: Structure, value: Data) -> Iterator[object]:
    """Yield the values of a part of a record; a name with its id, days as from or until when."""
    wanted, name = value.get("id"), value.get("name")
    if wanted and name:
        yield phrase(_NAME_AND_ID, name=name, id=wanted)
    for field, one in _filled(shape, value):
        if wanted and name and field.name in ("id", "name"):
            continue
        said = _of_field(names, field, one)
        if text := _DAYS.get(field.name):
            said = phrase(text, day=said)
        yield said


def _of_field(names: Directory, field: Field, value: object) -> object:
    """A value without its description, which stands for what is so or not."""
    return field.wording if value is True else value_in_words(names, field.shape, value)


def _filled(shape: Structure, values: Data) -> Iterator[tuple[Field, object]]:
    """Yield the fields that have a value, in the order of the schema."""
    for field in shape.fields:
        value = values.get(field.name)
        if value is not None and value is not False and value not in ([], {}):
            yield field, value


def named(names: Directory, kind: str, wanted: str) -> object:
    """A word for what is built in, and for other things the name with the id; for a mailbox the
    constituency.
    """
    if kind in BUILT_IN:
        return names.word(kind, wanted)
    name = NamedObjects.name(names, kind, wanted) or names.name(kind, wanted)
    if name == wanted:
        return wanted
    return phrase(_OF_KIND.get(kind, _NAME_AND_ID), name=name, id=wanted)


def _pair(one: object, other: object) -> Phrase:
    return joined(" ", (one, other))


def spaced(*values: object) -> Phrase:
    """The values one after another, two blanks apart."""
    return joined("  ", values)


def joined(sign: str, values: Iterable[object]) -> Phrase:
    """The values in a row, with a sign between them."""
    named = {f"value{number}": value for number, value in enumerate(values)}
    places = [f"{{{name}}}" for name in named]
    zh = sign.zh if isinstance(sign, Bilingual) else sign
    return phrase(zh.join(places), str(sign).join(places), **named)
