"""Convert what a user types for an event into the values that a record holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from deputylog.finding import DeputylogError
from deputylog.kinds.event_dates import Dated, name_of, said_of
from deputylog.kinds.events import Delivered
from deputylog.kinds.letter import Letter
from deputylog.kinds.references import REFERRED
from deputylog.names.find import Found, read_found
from deputylog.names.register import Register
from deputylog.names.terms import term_of
from deputylog.names.values import Values
from deputylog.record.fields import Record
from deputylog.record.shape import Choice, Field, Listing, Scalar, references, shape_at, shape_of
from deputylog.text.spelling import plain
from deputylog.words import Bilingual, Term, Words, phrase

_LAST_FIELDS = ("date", "who", "note")


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
    wanted = plain(name).replace("-", "_")
    chinese = plain(name).replace("部门", "单位")
    called = [(event, name_of(event), plain(said_of(event).zh)) for event in kinds]
    exact = [event for event, english, zh in called if wanted == english or chinese == zh]
    begun = [
        event
        for event, english, zh in called
        if english.startswith(wanted) or zh.startswith(chinese)
    ]
    near = exact or begun or [event for event, _, zh in called if chinese in zh]
    if len(near) == 1:
        return near[0]
    listed = [
        phrase("{name}（{id}）", "{name} ({id})", name=said_of(event), id=name_of(event))
        for event in near or kinds
    ]
    raise DeputylogError(
        "没有“{name}”这一步骤，可用的有：{events}",
        "there is no event '{name}'; the events are {events}",
        name=name,
        events=listed,
    )


def event_data(
    root: Path,
    found: Found,
    kind: type[Dated],
    day: date,
    values: Sequence[str],
    given: Mapping[str, str],
    typed: Values | None = None,
) -> dict[str, object]:
    """Return an event as plain values.

    Each of `values` is `field=value` or a bare word for the next empty field. Pass `typed` when
    logging many events, so that the register is read only once.
    """
    record = read_found(root, found)
    fields = shape_of(kind).fields
    typed = typed or Values(root)
    wished = {name: text for name, text in given.items() if text}
    bare = []
    for text in values:
        name, sign, value = text.replace("＝", "=", 1).partition("=")
        if sign and any(field.name == name for field in fields):
            if name in wished:
                raise DeputylogError(
                    "{name} 写了两次，只能写一次", "{name} is given twice; give it once", name=name
                )
            wished[name] = value
        else:
            bare.append(text)
    placed = _placed(kind, fields, wished, bare)
    if note := placed.get("note"):
        _refuse_name(note, fields, typed.register)
    wished |= placed
    _refuse_unknown(kind, fields, wished)
    data: dict[str, object] = {"date": day.isoformat(), "event": name_of(kind)}
    data |= {
        field.name: typed.of(field.name, field.shape, wished[field.name], day)
        for field in fields
        if field.name in wished
    }
    return _with_addressee(data, kind, record)


def _placed(
    kind: type[Dated], fields: Sequence[Field], given: Mapping[str, str], bare: Sequence[str]
) -> dict[str, str]:
    """Return the text for each field that bare words fill.

    A word for the field in `_FIRST` may be in any position (`answered 住建局 已解决`); the other
    words
    fill the fields in order.
    """
    placed: dict[str, str] = {}
    first = _FIRST.get(name_of(kind))
    closed = next(
        (field.shape for field in fields if field.name == first and field.name not in given), None
    )
    known = next(
        (
            text
            for text in bare
            if isinstance(closed, Scalar) and closed.terms and _is_term(closed.terms, text)
        ),
        None,
    )
    if first and known is not None:
        placed[first] = known
    others = list(bare)
    if known is not None:
        others.remove(known)
    for text in others:
        name = _next_field(kind, fields, {**given, **placed})
        if name in {**given, **placed}:
            raise DeputylogError(
                "多写了“{word}”；用法见“deputylog {command} --help”",
                "'{word}' is one word too many; see 'deputylog {command} --help'",
                word=text,
                command="log",
            )
        placed[name] = text
    return placed


def _refuse_name(word: str, fields: Sequence[Field], register: Register) -> None:
    """Raise DeputylogError if a word left over for the note names what another field refers to."""
    for kind in dict.fromkeys(
        kind
        for field in fields
        if field.name not in _LAST_FIELDS
        for kind in references(field.shape)
    ):
        if any(plain(word) in named.plain for named in register.known(kind)):
            text = Bilingual(
                "“{word}”是另一个{what}的名称；请为其另记一步，如系备注，请写 note={word}",
                "'{word}' is the name of another {what}; log a step of its own for it, or "
                "write note={word} if it is a note",
            )
            raise DeputylogError(text, word=word, what=REFERRED[kind])


def _is_term(terms: type[Term], text: str) -> bool:
    try:
        term_of("", text, terms)
    except DeputylogError:
        return False
    return True


def field_awaited(kind: type[Dated], values: Sequence[str]) -> Field | None:
    """Return the field that the next bare word fills after these words or `field=value` pairs."""
    fields = shape_of(kind).fields
    taken: dict[str, str] = {}
    for text in values:
        name, sign, _ = text.partition("=")
        taken[name if sign else _next_field(kind, fields, taken)] = text
    awaited = _next_field(kind, fields, taken)
    return next((field for field in fields if field.name == awaited), None)


def events_explained(kinds: Sequence[type[Dated]], wording: Words) -> Iterator[str]:
    """Yield help lines for each event: its fields in order, what it means, and the choices."""
    for kind in kinds:
        fields = _in_order_of_bare_words(kind)
        takes = " ".join(
            field.name if field.required and field.name != "by" else f"[{field.name}]"
            for field in fields
        )
        yield f"  {name_of(kind)} {takes}".rstrip()
        yield f"      {wording.say(kind.meaning)}"
        yield from (f"      {_explained(field, wording)}" for field in fields)


def _in_order_of_bare_words(kind: type[Dated]) -> list[Field]:
    fields = {field.name: field for field in shape_of(kind).fields}
    ordered: list[Field] = []
    while (
        name := _next_field(kind, list(fields.values()), {field.name: "" for field in ordered})
    ) != "note":
        ordered.append(fields[name])
    return ordered


def _explained(field: Field, wording: Words) -> str:
    """Return a line with the field's name and its choices, or its description without choices."""
    shape = field.shape.item if isinstance(field.shape, Listing) else field.shape
    if not isinstance(shape, Scalar) or not shape.terms:
        return f"{field.name}: {wording.say(field.wording)}"
    words = " · ".join(
        f"{term} {term.zh}" if wording.language == "zh-CN" else str(term) for term in shape.terms
    )
    return f"{field.name}: {words}"


def _refuse_unknown(kind: type[Dated], fields: Sequence[Field], wished: Mapping[str, str]) -> None:
    for name in wished:
        if not any(field.name == name for field in fields):
            raise DeputylogError(
                "“{event}”没有{field}这一项",
                "the event '{event}' has no field '{field}'",
                event=name_of(kind),
                field=name,
            )


_FIRST = {
    "answered": "result",
    "declined": "by",
    "extended": "to_days",
    "fed_back": "satisfaction",
    "assigned": "lead",
    "rated": "outcome",
}


def _next_field(kind: type[Dated], fields: Sequence[Field], taken: Mapping[str, str]) -> str:
    """Return the field that a bare word fills: that in `_FIRST`, the others in order, the note."""
    free = [
        field.name
        for field in fields
        if field.name not in taken and (field.name not in _LAST_FIELDS or field.required)
    ]
    first = _FIRST.get(name_of(kind))
    return first if first in free else free[0] if free else "note"


def _with_addressee(
    data: dict[str, object], kind: type[Dated], record: Record
) -> dict[str, object]:
    """Add the letter's addressee to a delivery that names no recipient."""
    if kind is Delivered and "to" not in data and isinstance(record, Letter) and record.deputy:
        data["to"] = record.deputy
    return data
