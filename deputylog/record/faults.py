"""Every reason why plain values do not fit a schema, with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from deputylog.finding import Fault, Place
from deputylog.record.document import Document, Mark
from deputylog.record.fields import Key
from deputylog.record.kind import Kind
from deputylog.record.shape import (
    Choice,
    Field,
    Listing,
    OneOrList,
    Scalar,
    Shape,
    Structure,
    Table,
    shape_of,
)
from deputylog.record.value_faults import misfit, not_allowed
from deputylog.words import Bilingual, Phrase, phrase

Amiss = tuple[Key, Phrase]
_MOST = 100


class OnKey(tuple[str | int, ...]):
    """A key path whose fault is in the key itself, not in its value."""


def explain(kind: Kind, document: Document) -> list[Fault]:
    """The first 100 faults of a document's values against its kind, in the order of the file."""
    found = _Explainer(document).of(shape_of(kind.type), document.data, ())
    return explain_amiss(document, found)[:_MOST]


def explain_amiss(document: Document, amiss: Iterable[Amiss]) -> list[Fault]:
    """Turn pairs of key path and text into faults with line and column."""
    faults = [Fault("R002", _place(document, key), text) for key, text in amiss]
    return sorted(faults, key=lambda fault: (fault.place.line, fault.place.column))


def faults_in(kind: Kind, data: Mapping[str, object]) -> list[Phrase]:
    """What is wrong with values that are not in a file yet."""
    return [text for _, text in _Explainer(Document("", data)).of(shape_of(kind.type), data, ())]


def faults_of(shape: Shape, value: object, name: str) -> list[Phrase]:
    """What is wrong with one value, called `name` in the messages."""
    return [text for _, text in _Explainer(Document("", None)).of(shape, value, (name,))]


def _place(document: Document, key: Key) -> Place:
    for length in range(len(key), -1, -1):
        on_key = isinstance(key, OnKey) and length == len(key)
        mark = (document.keys if on_key else document.values).get(tuple(key[:length]))
        if mark:
            return Place(document.path, mark.line, mark.column)
    return Place(document.path, 1, 1)


class _Explainer:
    def __init__(self, document: Document) -> None:
        self._marks = document.values

    def of(self, shape: Shape, value: object, at: Key) -> Iterator[Amiss]:
        match shape:
            case Scalar():
                yield from self._scalar(shape, value, at)
            case Listing():
                yield from self._listing(shape, value, at)
            case OneOrList():
                yield from self.of(shape.of(value), value, at)
            case Table():
                yield from self._table(shape, value, at)
            case Structure():
                yield from self._structure(shape, value, at)
            case Choice():
                yield from self._choice(shape, value, at)

    def _written(self, value: object, at: Key) -> str:
        mark = self._marks.get(at)
        text = mark.raw if mark and mark.raw else str(value)
        return text if len(text) <= 40 else f"{text[:40]}…"

    def _listing(self, shape: Listing, value: object, at: Key) -> Iterator[Amiss]:
        if not isinstance(value, list):
            text = Bilingual(
                "{key}应为列表，如[{value}]，或者每行以“- ”开头",
                "{key} must be a list, such as [{value}] or lines that begin with '- '",
            )
            yield at, phrase(text, key=_name(at), value=self._written(value, at) or "…")
            return
        if len(value) < shape.at_least:
            yield (
                at,
                phrase("{key}至少要有一项", "{key} must have at least one entry", key=_name(at)),
            )
        for number, item in enumerate(value):
            yield from self.of(shape.item, item, (*at, number))

    def _table(self, shape: Table, value: object, at: Key) -> Iterator[Amiss]:
        if not isinstance(value, Mapping):
            yield at, _no_keys(at, "{m03: 2}")
            return
        for name, item in value.items():
            here = (*at, name)
            if self._stands_alone(item, here):
                yield OnKey(here), _split_text(name)
                continue
            yield from ((OnKey(here), text) for _, text in self._scalar(shape.key, name, here))
            yield from self.of(shape.value, item, here)

    def _choice(self, shape: Choice, value: object, at: Key) -> Iterator[Amiss]:
        if not isinstance(value, Mapping):
            yield at, _no_keys(at, "{date: 2026-03-20, event: replied}")
            return
        tags = [variant.tag for variant in shape.variants]
        tag = value.get(shape.tag_field)
        chosen = next((variant for variant in shape.variants if variant.tag == tag), None)
        if chosen:
            yield from self._structure(chosen, value, at)
        elif shape.tag_field not in value:
            yield (
                at,
                phrase(
                    "缺少“{key}”，可以写：{allowed}",
                    "'{key}' is missing; one of {allowed}",
                    key=shape.tag_field,
                    allowed=", ".join(tags),
                ),
            )
        else:
            here = (*at, shape.tag_field)
            yield (
                here,
                not_allowed(
                    shape.tag_field,
                    self._written(tag, here),
                    tags,
                    [variant.type.meaning for variant in shape.variants],
                ),
            )

    def _structure(self, shape: Structure, value: object, at: Key) -> Iterator[Amiss]:
        if not isinstance(value, Mapping):
            yield at, _no_keys(at, f"{{{shape.fields[0].name}: …}}")
            return
        names = [field.name for field in shape.fields]
        for name, item in value.items():
            here = (*at, name)
            field = shape.field(name)
            if field:
                if item is not None or field.required or field.default is not None:
                    yield from self.of(field.shape, item, here)
            elif name != shape.tag_field:
                yield (
                    OnKey(here),
                    _split_text(name)
                    if self._stands_alone(item, here)
                    else _unknown_key(name, names),
                )
        for field in shape.fields:
            if field.required and field.name not in value:
                yield at, _missing(field)

    def _stands_alone(self, item: object, at: Key) -> bool:
        mark: Mark | None = self._marks.get(at)
        return item is None and mark is not None and mark.in_flow and not mark.raw

    def _scalar(self, shape: Scalar, value: object, at: Key) -> Iterator[Amiss]:
        text = misfit(shape, value, _name(at), self._written(value, at))
        if text:
            yield at, text


def _name(at: Key) -> str:
    """The last key of the path in quotes; in a list, with the number of the entry."""
    words = [part for part in at if isinstance(part, str)]
    last = f"'{words[-1]}'" if words else "''"
    return f"{last} {at[-1] + 1}" if at and isinstance(at[-1], int) else last


def _no_keys(at: Key, example: str) -> Phrase:
    return phrase(
        "{key}之下应有各项内容，如{example}",
        "{key} must have keys with values, such as {example}",
        key=_name(at),
        example=example,
    )


def _split_text(name: str) -> Phrase:
    return phrase(
        "“{text}”单独成项：文字中有逗号时，整段文字要加双引号",
        "'{text}' has no value: put a text that contains a comma in quotes",
        text=name,
    )


def _unknown_key(name: str, names: list[str]) -> Phrase:
    near = get_close_matches(name, names, n=1)
    if near:
        return phrase(
            "此处没有“{key}”这一项，是否应为“{near}”？",
            "unknown key '{key}'; did you mean '{near}'?",
            key=name,
            near=near[0],
        )
    return phrase(
        "此处没有“{key}”这一项，可用的有：{allowed}",
        "unknown key '{key}'; the keys here are {allowed}",
        key=name,
        allowed=", ".join(names),
    )


def _missing(field: Field) -> Phrase:
    """That a field is missing, with what it may be where that is a closed set."""
    terms = field.shape.terms if isinstance(field.shape, Scalar) else None
    if terms:
        text = Bilingual("缺少“{key}”，可以写：{allowed}", "'{key}' is missing; one of {allowed}")
        return phrase(text, key=field.name, allowed=", ".join(map(str, terms)))
    if field.name == field.wording.en:
        return phrase("缺少“{key}”", "'{key}' is missing", key=field.name)
    return phrase(
        "缺少“{key}”（{said}）",
        "'{key}' ({said}) is missing",
        key=field.name,
        said=field.wording,
    )
