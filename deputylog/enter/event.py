"""An event as somebody types it, and the values that a record holds of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from deputylog.finding import DeputylogError
from deputylog.kinds.event_dates import Dated, known_on, label_of, name_of
from deputylog.kinds.events import Answered, Declined, Delivered, Extended, MatterEvent
from deputylog.kinds.letter import Letter
from deputylog.kinds.references import REFERRED
from deputylog.kinds.suggestion_events import (
    AnswerExtended,
    Assigned,
    SuggestionAnswered,
    SuggestionEvent,
)
from deputylog.kinds.visit import Visit
from deputylog.life.lives import Forward, life_on
from deputylog.names.find import Found, read_found
from deputylog.names.register import Register
from deputylog.names.terms import term_of
from deputylog.names.values import Values
from deputylog.record.fields import Data, Key, Record
from deputylog.record.shape import Choice, Field, Listing, references, shape_at, shape_of
from deputylog.text.spelling import plain
from deputylog.words import Bilingual, Words, phrase

_LAST_FIELDS = ("date", "who", "note")
_FIRST = {
    "answered": "result",
    "declined": "by",
    "extended": "to_days",
    "fed_back": "satisfaction",
    "assigned": "lead",
    "rated": "outcome",
}
"""The field of an event that the first bare word fills, where it is not the first field."""

OF_DEPARTMENTS = (Answered, Declined, Extended, SuggestionAnswered, AnswerExtended)
"""The events that only a department that has the matter can bring about."""


class SeveralHaveItError(DeputylogError):
    """Several departments have the matter, and none of them was named."""

    def __init__(self, departments: Sequence[str], names: Sequence[str]) -> None:
        super().__init__(
            "此件由几家单位承办：{names}；请用 --by 写明是哪一家",
            "several departments have the matter: {names}; say which one with --by",
            names=names,
        )
        self.departments = tuple(departments)


def events_of(root: Path, found: Found) -> tuple[Dated, ...]:
    """Return the events of a record or matter as its file holds them."""
    return events_in(read_found(root, found), found.at)


def events_in(record: Record, at: Key) -> tuple[Dated, ...]:
    """Return the events of a record, or of the matter at that key in it."""
    holder: Any = record.matters[int(at[1])] if at and isinstance(record, Visit) else record
    events: tuple[Dated, ...] = getattr(holder, "events", ())
    return events


def event_kinds(found: Found) -> tuple[type[Dated], ...]:
    """Return the kinds of event that this record or matter can have."""
    shape = shape_at(shape_of(found.kind.type), (*found.at, "events"))
    assert isinstance(shape, Listing)
    assert isinstance(shape.item, Choice)
    return tuple(variant.type for variant in shape.item.variants)


def event_named(name: str, kinds: Sequence[type[Dated]]) -> type[Dated]:
    """Return the kind of event that `name` means; it may be abbreviated, in English or Chinese.

    DeputylogError lists the kinds if there is none or more than one.
    """
    near = _events_like(name, kinds)
    if len(near) == 1:
        return near[0]
    events = [
        phrase("{name}（{id}）", "{name} ({id})", name=label_of(event), id=name_of(event))
        for event in near or kinds
    ]
    raise DeputylogError(
        "没有“{name}”这一步骤，可用的有：{events}",
        "there is no event '{name}'; the events are {events}",
        name=name,
        events=events,
    )


def _events_like(name: str, kinds: Sequence[type[Dated]]) -> list[type[Dated]]:
    """Return the events of that name, else those whose name begins so, else has it inside."""
    wanted = plain(name).replace("-", "_")
    chinese = plain(name).replace("部门", "单位")
    called = [(event, name_of(event), plain(label_of(event).zh)) for event in kinds]
    return (
        [event for event, english, zh in called if wanted == english or chinese == zh]
        or [event for event, en, zh in called if en.startswith(wanted) or zh.startswith(chinese)]
        or [event for event, _, zh in called if chinese in zh]
    )


def bare_fields(kind: type[Dated]) -> list[Field]:
    """Return the fields that bare words fill, in order; one word more is the note."""
    first = _FIRST.get(name_of(kind))
    fields = [one for one in shape_of(kind).fields if one.required or one.name not in _LAST_FIELDS]
    return sorted(fields, key=lambda field: field.name != first)


def _next_field(kind: type[Dated], filled: Iterable[str]) -> str:
    return next((one.name for one in bare_fields(kind) if one.name not in filled), "note")


def field_awaited(kind: type[Dated], values: Sequence[str]) -> Field | None:
    """Return the field that the next bare word fills after these words or `field=value` pairs."""
    filled: list[str] = []
    for text in values:
        name, sign, _ = text.partition("=")
        filled.append(name if sign else _next_field(kind, filled))
    return shape_of(kind).field(_next_field(kind, filled))


def event_data(
    root: Path,
    found: Found,
    kind: type[Dated],
    day: date,
    values: Sequence[str],
    options: Mapping[str, str],
    typed: Values,
) -> dict[str, object]:
    """Return an event as plain values.

    Each of `values` is `field=value` or a bare word for the next empty field.
    """
    texts = _texts(kind, values, options, typed.register)
    data: dict[str, object] = {"date": day.isoformat(), "event": name_of(kind)}
    for field in shape_of(kind).fields:
        if field.name in texts:
            data[field.name] = typed.of(field.name, field.shape, texts[field.name], day)
    if kind is Delivered and "to" not in data:
        record = read_found(root, found)
        if isinstance(record, Letter) and record.deputy:
            data["to"] = record.deputy
    return data


def _texts(
    kind: type[Dated], values: Sequence[str], options: Mapping[str, str], register: Register
) -> dict[str, str]:
    """Return the text for each field."""
    shape = shape_of(kind)
    wished, bare = _named(kind, values, options)
    placed = _placed(kind, wished, bare)
    if note := placed.get("note"):
        _refuse_name(note, shape.fields, register)
    for name in wished:
        if not shape.field(name):
            raise DeputylogError(
                "“{event}”没有{field}这一项",
                "the event '{event}' has no field '{field}'",
                event=name_of(kind),
                field=name,
            )
    return wished | placed


def _named(
    kind: type[Dated], values: Sequence[str], options: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """Return the text for each field that is named, and the bare words."""
    wished = {name: text for name, text in options.items() if text}
    bare = []
    for text in values:
        name, sign, value = text.replace("＝", "=", 1).partition("=")
        if not sign or not shape_of(kind).field(name):
            bare.append(text)
        elif name in wished:
            raise DeputylogError(
                "{name} 写了两次，只能写一次", "{name} is given twice; give it once", name=name
            )
        else:
            wished[name] = value
    return wished, bare


def _placed(kind: type[Dated], options: Mapping[str, str], bare: Sequence[str]) -> dict[str, str]:
    """Return the text for each field that bare words fill.

    A word for the field in `_FIRST` may be in any position (`answered 住建局 已解决`); the other
    words fill the fields in order.
    """
    placed: dict[str, str] = {}
    others = list(bare)
    first = _FIRST.get(name_of(kind), "")
    term = None if first in options else _first_term(shape_of(kind).field(first), bare)
    if term is not None:
        placed[first] = term
        others.remove(term)
    for text in others:
        filled = {**options, **placed}
        name = _next_field(kind, filled)
        if name in filled:
            raise DeputylogError(
                "多写了“{word}”；用法见“deputylog {command} --help”",
                "'{word}' is one word too many; see 'deputylog {command} --help'",
                word=text,
                command="log",
            )
        placed[name] = text
    return placed


def _first_term(field: Field | None, words: Sequence[str]) -> str | None:
    """Return the first of the words that is a value of the field, if it has a closed set."""
    terms = field.scalar.terms if field and field.scalar else None
    if terms:
        for word in words:
            with suppress(DeputylogError):
                if term_of("", word, terms):
                    return word
    return None


def _refuse_name(word: str, fields: Sequence[Field], register: Register) -> None:
    """Raise DeputylogError if a word left over for the note names what another field refers to."""
    kinds = [
        kind
        for field in fields
        if field.name not in _LAST_FIELDS
        for kind in references(field.shape)
    ]
    for kind in dict.fromkeys(kinds):
        if any(plain(word) in named.plain for named in register.known(kind)):
            raise DeputylogError(
                "“{word}”是另一个{what}的名称；请为其另记一步，如系备注，请写 note={word}",
                "'{word}' is the name of another {what}; log a step of its own for it, or "
                "write note={word} if it is a note",
                word=word,
                what=REFERRED[kind],
            )


def events_explained(kinds: Sequence[type[Dated]], wording: Words) -> Iterator[str]:
    """Yield help lines for each event: its fields in order, what it means, and the choices."""
    for kind in kinds:
        fields = bare_fields(kind)
        names = [
            field.name if field.required and field.name != "by" else f"[{field.name}]"
            for field in fields
        ]
        yield f"  {' '.join([name_of(kind), *names])}"
        yield f"      {wording.say(kind.meaning)}"
        yield from (f"      {_explained(field, wording)}" for field in fields)


def _explained(field: Field, wording: Words) -> str:
    """Return a line with the field's name and its choices, or its description without choices."""
    shape = field.scalar
    if shape is None or not shape.terms:
        return f"{field.name}: {wording.say(field.wording)}"
    is_chinese = wording.language == "zh-CN"
    words = " · ".join(f"{term} {term.zh}" if is_chinese else str(term) for term in shape.terms)
    return f"{field.name}: {words}"


class _Departments(Struct, frozen=True):
    """Those that have a matter or suggestion on a day, have answered it, or ever got it."""

    having: tuple[str, ...]
    answered: tuple[str, ...] = ()
    had: tuple[str, ...] = ()

    def can(self, kind: type[Dated], department: str) -> bool:
        """Whether the department can take the step: who answered may add to the answer."""
        return department in self.having or (kind is Answered and department in self.answered)


def _departments(
    kind: type[Dated], events: Sequence[Dated], day: date, register: Register
) -> _Departments:
    successor = register.district.successor
    if issubclass(kind, SuggestionEvent):
        assigned = known_on((one for one in events if isinstance(one, Assigned)), day)
        last = [one for event in assigned[-1:] for one in (event.lead, *event.assisting)]
        return _Departments(tuple(successor(one, day) for one in last))

    def present(forwards: Iterable[Forward]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(successor(forward.sent.to, day) for forward in forwards))

    life = life_on((one for one in events if isinstance(one, MatterEvent)), day, successor)
    answered = [one for one in life.forwards if one.answers and not one.declined]
    return _Departments(present(life.pending), present(answered), present(life.forwards))


def likely_departments(
    kind: type[Dated], events: Sequence[Dated], day: date, register: Register
) -> tuple[str, ...]:
    """Return the departments that may have taken a step when none is named.

    They are those that have the matter on `day`, else all that had it before; for a suggestion, the
    lead department.
    """
    found = _departments(kind, events, day, register)
    return found.having[:1] if issubclass(kind, SuggestionEvent) else found.having or found.had


def with_department(
    data: Data,
    kind: type[Dated],
    events: Sequence[Dated],
    matter: str,
    register: Register,
) -> dict[str, object]:
    """Return the event with its department filled in.

    DeputylogError if no department, or not the one named, has the matter on the event's day.
    SeveralHaveItError if several have it and none is named.
    """
    if kind not in OF_DEPARTMENTS:
        return dict(data)
    by, day = data.get("by"), date.fromisoformat(str(data["date"]))
    found = _departments(kind, events, day, register)
    if by is not None and found.can(kind, register.district.successor(str(by), day)):
        return dict(data)
    names = _names(register, found.having)
    if not names:
        raise _nobody_has_it(kind, matter, day, _names(register, found.had))
    if by is not None:
        raise DeputylogError(
            "{day}此件不在{department}承办，承办单位是：{names}",
            "{department} does not have the matter on {day}; these have it: {names}",
            department=_names(register, [str(by)])[0],
            day=day,
            names=names,
        )
    if kind is AnswerExtended:
        return dict(data)
    if len(names) > 1 and not issubclass(kind, SuggestionEvent):
        raise SeveralHaveItError(found.having, names)
    return {**data, "by": found.having[0]}


def _names(register: Register, departments: Iterable[str]) -> list[str]:
    return [register.name("department", one) or one for one in departments]


def _nobody_has_it(kind: type[Dated], matter: str, day: date, had: Sequence[str]) -> DeputylogError:
    """Return why no department can take the step, and which step to log first."""
    if issubclass(kind, SuggestionEvent):
        text = Bilingual(
            "{day}尚无单位承办{matter}；请先登记交办：`deputylog log {matter} assigned 单位`",
            "no department has {matter} on {day}; log the assignment first: `deputylog log "
            "{matter} assigned DEPARTMENT`",
        )
    elif had:
        text = Bilingual(
            "{day}已无单位承办{matter}：{names}已经答复或者退回；需要继续办理的，请先登记重"
            "新转交：`deputylog log {matter} forwarded 单位`",
            "no department has {matter} on {day} any more: {names} answered or sent it back;"
            " if one takes it up again, forward it again first: `deputylog log {matter} "
            "forwarded DEPARTMENT`",
        )
    else:
        text = Bilingual(
            "{day}尚无单位承办{matter}，不能登记“{step}”；请先登记转交：`deputylog log "
            "{matter} forwarded 单位`；代表本人答复用 `replied`，代表自行帮助解决用 `aided`",
            "no department has {matter} on {day}, so '{step}' cannot be logged; forward it "
            "first: `deputylog log {matter} forwarded DEPARTMENT`; a deputy's own answer "
            "is `replied`, help with own means is `aided`",
        )
    return DeputylogError(text, matter=matter, day=day, names=had, step=label_of(kind))
