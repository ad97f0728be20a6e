"""Every reason why plain values do not fit a schema, with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import partial
from math import inf
from typing import Any

from deputylog.calendar import Quarter, Span
from deputylog.finding import Fault, Place
from deputylog.record.document import Document
from deputylog.record.fields import MONTH_DAY, SLUG, Amiss, Data, DayOrMonth, Key, decode, exact_day
from deputylog.record.kind import Kind
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
from deputylog.text.spelling import SEEN
from deputylog.words import Bilingual, Phrase, Term, phrase

_MOST = 100


class OnKey(tuple[str | int, ...]):
    """A key path whose fault is in the key itself, not in its value."""


def explain(kind: Kind, document: Document) -> Sequence[Fault]:
    """The faults of a document: of its YAML, else the first 100 of its values, in their order."""
    if document.data is None:
        return document.faults
    found = _Explainer(document).of(shape_of(kind.type), document.data, ())
    return explain_amiss(document, found)[:_MOST]


def explain_amiss(document: Document, amiss: Iterable[Amiss]) -> list[Fault]:
    """Turn pairs of key path and text into faults with line and column."""
    faults = [Fault("R002", _place(document, key), text) for key, text in amiss]
    return sorted(faults, key=lambda fault: (fault.place.line, fault.place.column))


def faults_of(shape: Shape, value: object, *at: str) -> list[Phrase]:
    """What is wrong with a value that is not in a file yet, called `at` in the messages."""
    return [text for _, text in amiss_of(shape, value, *at)]


def amiss_of(shape: Shape, value: object, *at: str) -> list[Amiss]:
    """The same, each with its key below `at`."""
    return list(_Explainer(Document("", None)).of(shape, value, at))


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
                if text := misfit(shape, value, _name(at), self._written(value, at)):
                    yield at, text
            case Listing():
                yield from self._listing(shape, value, at)
            case OneOrList():
                yield from self.of(shape.of(value), value, at)
            case _ if not isinstance(value, Mapping):
                yield at, phrase(_NO_KEYS, key=_name(at), example=_example(shape))
            case TableShape():
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
            yield at, phrase(_NO_LIST, key=_name(at), value=self._written(value, at) or "…")
            return
        if len(value) < shape.at_least:
            text = Bilingual("{key}至少要有一项", "{key} must have at least one entry")
            yield at, phrase(text, key=_name(at))
        for number, item in enumerate(value):
            yield from self.of(shape.item, item, (*at, number))

    def _table(self, shape: TableShape, value: Data, at: Key) -> Iterator[Amiss]:
        for name, item in value.items():
            here = (*at, name)
            if self._stands_alone(item, here):
                yield OnKey(here), phrase(_SPLIT_TEXT, text=name)
                continue
            yield from ((OnKey(here), text) for _, text in self.of(shape.key, name, here))
            yield from self.of(shape.value, item, here)

    def _choice(self, shape: Choice, value: Data, at: Key) -> Iterator[Amiss]:
        meanings = {variant.tag: variant.type.meaning for variant in shape.variants}
        tag, here = value.get(shape.tag_field), (*at, shape.tag_field)
        if chosen := shape.variant(tag):
            yield from self._structure(chosen, value, at)
        elif shape.tag_field not in value:
            yield at, phrase(_MISSING_ONE_OF, key=shape.tag_field, allowed=_described(meanings))
        else:
            yield here, _not_allowed(shape.tag_field, self._written(tag, here), meanings)

    def _structure(self, shape: Structure, value: Data, at: Key) -> Iterator[Amiss]:
        for name, item in value.items():
            here = (*at, name)
            field = shape.field(name)
            if field:
                if item is not None or field.required or field.default is not None:
                    yield from self.of(field.shape, item, here)
            elif self._stands_alone(item, here):
                yield OnKey(here), phrase(_SPLIT_TEXT, text=name)
            elif name != shape.tag_field:
                yield OnKey(here), _unknown_key(name, [field.name for field in shape.fields])
        for field in shape.fields:
            if field.required and field.name not in value:
                yield at, _missing(field)

    def _stands_alone(self, item: object, at: Key) -> bool:
        """Whether it is a part of a text in `{…}` that contains a comma."""
        mark = self._marks.get(at)
        return item is None and mark is not None and mark.in_flow and not mark.raw


_NO_LIST = Bilingual(
    "{key}应为列表，如[{value}]，或者每行以“- ”开头",
    "{key} must be a list, such as [{value}] or lines that begin with '- '",
)
_NO_KEYS = Bilingual(
    "{key}之下应有各项内容，如{example}", "{key} must have keys with values, such as {example}"
)
_SPLIT_TEXT = Bilingual(
    "“{text}”单独成项：文字中有逗号时，整段文字要加双引号",
    "'{text}' has no value: put a text that contains a comma in quotes",
)
_MISSING_ONE_OF = Bilingual(
    "缺少“{key}”，可以写：{allowed}", "'{key}' is missing; one of {allowed}"
)


def _name(at: Key) -> str:
    """The last key of the path in quotes; in a list, with the number of the entry."""
    words = [part for part in at if isinstance(part, str)]
    last = f"'{words[-1]}'" if words else "''"
    return f"{last} {at[-1] + 1}" if at and isinstance(at[-1], int) else last


def _example(shape: Shape) -> str:
    match shape:
        case TableShape():
            return "{m03: 2}"
        case Structure():
            return f"{{{shape.fields[0].name}: …}}"
    return "{date: 2026-03-20, event: replied}"


def _unknown_key(name: str, names: list[str]) -> Phrase:
    if near := get_close_matches(name, names, n=1):
        text = Bilingual(
            "此处没有“{key}”这一项，是否应为“{near}”？",
            "unknown key '{key}'; did you mean '{near}'?",
        )
        return phrase(text, key=name, near=near[0])
    text = Bilingual(
        "此处没有“{key}”这一项，可用的有：{allowed}",
        "unknown key '{key}'; the keys here are {allowed}",
    )
    return phrase(text, key=name, allowed=list(names))


def _missing(field: Field) -> Phrase:
    """That a field is missing, with what it may be where that is a closed set."""
    if isinstance(field.shape, Scalar) and field.shape.terms:
        terms = {str(term): term for term in field.shape.terms}
        return phrase(_MISSING_ONE_OF, key=field.name, allowed=_described(terms))
    if field.name == field.wording.en:
        return phrase("缺少“{key}”", "'{key}' is missing", key=field.name)
    text = Bilingual("缺少“{key}”（{said}）", "'{key}' ({said}) is missing")
    return phrase(text, key=field.name, said=field.wording)


def misfit(shape: Scalar, value: object, key: str, written: str) -> Phrase | None:
    """Why `value`, written so in the file, does not fit its field `key`; None if it does."""
    values: dict[str, object] = {"key": key, "value": written}
    if shape.terms:
        meanings = {str(term): term for term in shape.terms}
        fits = isinstance(value, str) and value in meanings
        return None if fits else _not_allowed(key.strip("'"), written, meanings)
    if shape.kind not in _WANTED:
        return _misfit_text(shape, value, values)
    if not _is_a(shape.kind, value):
        is_day = shape.kind.startswith("day") and _DAY.fullmatch(str(value))
        return phrase(_NO_SUCH_DAY if is_day else _WANTED[shape.kind], **values)
    least = -inf if shape.least is None else shape.least
    if isinstance(value, int) and not least <= value <= (shape.most or inf):
        return phrase(_OUT_OF_RANGE, **values, least=shape.least, most=shape.most)
    return None


_WANTED = {
    "bool": Bilingual(
        "{key}应为true或者false，而不是“{value}”", "{key} must be true or false, not '{value}'"
    ),
    "int": Bilingual(
        "{key}应为整数，而不是“{value}”", "{key} must be a whole number, not '{value}'"
    ),
    "day": Bilingual(
        "{key}应为日期，如2026-03-14，而不是“{value}”",
        "{key} must be a date like 2026-03-14, not '{value}'",
    ),
    "span": Bilingual(
        "{key}应为期限，如15 days、5 working days或者3 months，而不是“{value}”",
        "{key} must be a span like 15 days, 5 working days or 3 months, not '{value}'",
    ),
    "quarter": Bilingual(
        "{key}应为季度，如2026Q1，而不是“{value}”",
        "{key} must be a quarter like 2026Q1, not '{value}'",
    ),
}
_WANTED["day_or_month"] = _WANTED["day"]
_NO_SUCH_DAY = Bilingual(
    "{key}：没有{value}这一天（日期应在1900年至2199年之间）",
    "{key}: there is no day {value} in the calendar, which runs from 1900 to 2199",
)
_OUT_OF_RANGE = Bilingual(
    "{key}应在{least}到{most}之间，而不是“{value}”",
    "{key} must be from {least} to {most}, not '{value}'",
)
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PARSE: Mapping[str, Callable[[str], object]] = {
    "day": exact_day,
    "day_or_month": partial(decode, DayOrMonth),
    "span": Span.parse,
    "quarter": Quarter.parse,
}


def _is_a(kind: str, value: Any) -> bool:
    if isinstance(value, bool) or kind == "bool":
        return kind == "bool" and isinstance(value, bool)
    if kind == "int":
        return isinstance(value, int)
    try:
        return isinstance(value, str) and bool(_PARSE[kind](value))
    except ValueError:
        return False


def _misfit_text(shape: Scalar, value: object, values: Data) -> Phrase | None:
    if value is None:
        return phrase(_NO_VALUE, **values)
    if not isinstance(value, str):
        return phrase(_NO_TEXT if isinstance(value, (list, dict)) else _UNQUOTED, **values)
    if shape.pattern and not re.search(shape.pattern, value):
        text = _PATTERNS.get(shape.pattern, _OTHER_FORM)
        return phrase(text, **values, pattern=shape.pattern)
    if shape.most is not None and len(value) > shape.most:
        return phrase(_TOO_LONG, **values, count=shape.most)
    return None


_NO_VALUE = Bilingual(
    "{key}没有内容，请填写或者删去该项", "{key} has no value; write one or delete the key"
)
_NO_TEXT = Bilingual("{key}应为文字，请加引号", "{key} must be text; put it in quotes")
_UNQUOTED = Bilingual(
    '{key}应为文字，请加引号："{value}"', '{key} must be text; put it in quotes: "{value}"'
)
_PATTERNS = {
    SLUG: Bilingual(
        "{key}只能用小写字母、数字和连字符，不能写“{value}”",
        "{key} must be an id of lower-case letters, digits and hyphens, not '{value}'",
    ),
    MONTH_DAY: Bilingual(
        "{key} 须为 06-30 这样的日期，不能是“{value}”",
        "{key} must be a day such as 06-30, not '{value}'",
    ),
    SEEN: Bilingual(
        "{key}是空的，请填写或者删去该项", "{key} is empty; write a value or delete the key"
    ),
}
_OTHER_FORM = Bilingual(
    "{key}：“{value}”的格式不对，应为{pattern}",
    "{key}: '{value}' does not have the form {pattern}",
)
_TOO_LONG = Bilingual(
    "{key}超过{count}个字符",
    "{key} is longer than {count} character",
    "{key} is longer than {count} characters",
)


def _not_allowed(key: str, written: str, allowed: Mapping[str, Bilingual | Term]) -> Phrase:
    """That `written` is none of the allowed values, which are listed with their meaning."""
    text = Bilingual(
        "“{key}”不能写“{value}”，可以写：{allowed}",
        "'{key}' cannot be '{value}'; allowed are {allowed}",
    )
    near = get_close_matches(written, allowed, n=1)
    if near:
        text = Bilingual(
            "“{key}”不能写“{value}”，是否应为{near}？可以写：{allowed}",
            "'{key}' cannot be '{value}'; did you mean {near}? Allowed are {allowed}",
        )
    near_by = near[0] if near else ""
    return phrase(text, key=key, value=written, near=near_by, allowed=_described(allowed))


def _described(allowed: Mapping[str, Bilingual | Term]) -> list[Phrase]:
    return [
        phrase("{value}（{wording}）", "{value} ({wording})", value=value, wording=meaning)
        for value, meaning in allowed.items()
    ]
