"""What identifies a person in a text, and its way out of the record into private/."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from deputylog.keep.change import Change
from deputylog.keep.new_record import tidy_values
from deputylog.keep.objections import Objection
from deputylog.kinds.letter import LETTER
from deputylog.kinds.private import PRIVATE_FILE, contradicting
from deputylog.record import slow_parser as slow
from deputylog.record.editing import with_values
from deputylog.record.fields import Data, Key
from deputylog.record.form import normal
from deputylog.record.kind import Kind, Values
from deputylog.record.shape import Choice, Listing, OneOrList, Shape, Structure, shape_of
from deputylog.repository.private import opened, private_name
from deputylog.text.identity import HOME, LANDLINE, PHONE, Identity, doubtful, identities
from deputylog.text.naming import names_within
from deputylog.words import Bilingual, Words

LEFT_OUT = Bilingual("（略）", "(…)")
_FIELDS = {str(PHONE): "phone", str(LANDLINE): "phone", str(HOME): "address"}
"""The field of private/ for what is found alone in a letter; anything else goes to the note."""


def wording_at(kind: Kind, key: Key) -> Bilingual:
    """Return what the value at a key is called."""
    shape: Shape | None = shape_of(kind.type)
    wording = kind.wording
    for part in key:
        if isinstance(shape, (Listing, OneOrList)):
            shape = shape.item if isinstance(shape, Listing) else shape.listing.item
            continue
        several = shape.variants if isinstance(shape, Choice) else (shape,)
        fields = [one.field(str(part)) for one in several if isinstance(one, Structure)]
        field = next(filter(None, fields), None)
        shape, wording = (field.shape, field.wording) if field else (None, wording)
    return wording


def found_in_text(text: str, names: Collection[str] = ()) -> list[Identity]:
    """Return what identifies a person in a text, such as one of these names, in order; of what
    overlaps, the first.
    """
    found: list[Identity] = []
    every = [*identities(text), *doubtful(text), *names_within(text, names)]
    for one in sorted(every, key=lambda one: (one.start, -one.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def moved(
    kind: Kind, data: Data, private: Data, text: str, words: Words, names: Collection[str] = ()
) -> tuple[Values, Values]:
    """Return the values of a record without what identifies a person in one of its texts, such as
    one of these names, and its private values with that.
    """
    found = found_in_text(text, names)
    name, value = _place(kind, data, private, text, found)
    parts, end = [], 0
    for one in found:
        parts += [text[end : one.start], words.text(LEFT_OUT)]
        end = one.end
    public = with_text(data, text, "".join([*parts, text[end:]]))
    return public, {**private, name: value}


def _place(
    kind: Kind, data: Data, private: Data, text: str, found: Sequence[Identity]
) -> tuple[str, str]:
    """Return the field of private/ for what was found, and its value there."""
    is_of_writer = kind is LETTER and text in (data.get("title"), data.get("summary"))
    name = _FIELDS.get(str(found[0].kind), "") if is_of_writer and len(found) == 1 else ""
    if name and not private.get(name) and not contradicting(data.get("writer"), {name: text}):
        return name, text[found[0].start : found[0].end]
    return "note", str(with_note(private, text)["note"])


def with_note(private: Data, text: str) -> Values:
    """Return private values with one more text in the note."""
    notes = (str(private.get("note") or ""), text)
    return {**private, "note": "；".join(dict.fromkeys(filter(None, notes)))}


def with_more(change: Change, kind: Kind, record_id: str, more: Data) -> None:
    """Add private values of a record to a change; where one is there already, it goes to the
    note.
    """
    if not more:
        return
    name = private_name(kind, record_id)
    document = slow.read(name, opened(change.root, change.read(name) or b"{}", name))
    held: Data = document.data or {}
    notes = [str(held.get("note") or "")]
    others = {key: str(value) for key, value in more.items() if held.get(key) != value}
    notes += [one for key, one in others.items() if held.get(key) or key == "note"]
    notes = [one for one in notes if one == notes[0] or one not in notes[0]]
    values = {**more, **held, "note": "；".join(filter(None, dict.fromkeys(notes))) or None}
    change.put(name, with_values(document, shape_of(PRIVATE_FILE.type), tidy_values(values)))


def with_text(data: Data, old: str, new: str) -> Values:
    """Return the values with a text replaced by another, wherever it is."""
    return {name: _with_text(value, old, new) for name, value in data.items()}


def _with_text(value: object, old: str, new: str) -> object:
    match value:
        case str():
            return normal(value).replace(old, new)
        case Mapping():
            return with_text(value, old, new)
        case list():
            return [_with_text(one, old, new) for one in value]
    return value


def can_be_moved(kind: Kind, objection: Objection) -> bool:
    """Whether private/ can take what identifies a person; a name is there already."""
    return kind.is_dated and bool(found_in_text(objection.written))
