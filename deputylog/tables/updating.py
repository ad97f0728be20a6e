"""What a row adds to the record that is there, and what in it contradicts the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from deputylog.record.fields import Data, Key
from deputylog.record.kind import Values
from deputylog.record.shape import Choice, Field, Listing, Shape, Structure, TableShape
from deputylog.text.spelling import plain, same_name, same_plain
from deputylog.words import Bilingual


class Contradiction(Struct, frozen=True):
    """A value that a row, at its `key`, and the record that is there hold differently."""

    key: Key
    what: Bilingual | str
    shape: Shape
    held: object
    coming: object


class Update(Struct, frozen=True):
    """What a row adds to a record: values by their key in it, and events of the list at a key.

    Nothing that the record holds is replaced: what the row has otherwise is in `against`.
    """

    values: list[tuple[Key, object]] = []
    events: list[tuple[Key, Data]] = []
    against: list[Contradiction] = []

    @property
    def is_empty(self) -> bool:
        """Whether the row adds nothing."""
        return not self.values and not self.events


def update_of(shape: Structure, held: Data, coming: Data) -> Update:
    """Return what the values of a row add to those of a record, both in the normal form."""
    found = Update()
    _compare_parts(found, shape, held, coming, (), ())
    return found


def private_update_of(
    held: Data, coming: Data, *, is_moved: bool = False
) -> tuple[Values, list[str]]:
    """Return what the private values of a row add to those of its record, and the fields in which
    they contradict them. A note says more, and contradicts nothing; nor does what was moved from
    other cells, which the note may hold.
    """
    note = str(held.get("note") or "")
    added: Values = {}
    against: list[str] = []
    for name, value in coming.items():
        text, before = str(value), str(held.get(name) or "")
        is_said = text in note and (name == "note" or is_moved)
        if is_said or same_plain(plain(before), plain(text)):
            continue
        if not before or name == "note" or is_moved:
            added[name] = value
        else:
            against.append(name)
    return added, against


def covers(held: object, coming: object) -> bool:
    """Return whether `held` holds everything in `coming`; ids of entries are ignored.

    It may hold more, since steps are logged later, and a name in another spelling.
    """
    match held, coming:
        case Mapping(), Mapping():
            return all(
                covers(held.get(key), value)
                or (key == "name" and same_name(str(held.get(key)), str(value)))
                for key, value in coming.items()
                if key != "id"
            )
        case list(), list():
            return all(any(covers(one, item) for one in held) for item in coming)
    return held == coming


def _compare_parts(
    found: Update, shape: Structure, held: Data, coming: Data, at: Key, key: Key
) -> None:
    for field in shape.fields:
        name = field.name
        _compare(found, field, held.get(name), coming.get(name), (*at, name), (*key, name))


def _compare(found: Update, field: Field, held: object, coming: object, at: Key, key: Key) -> None:
    """Compare the values of a field: at the key `at` in the record, and at `key` in the row."""
    if coming is None or covers(held, coming):
        return
    if held is None:
        found.values.append((at, coming))
        return
    match field.shape, held, coming:
        case Structure() as shape, Mapping(), Mapping():
            _compare_parts(found, shape, held, coming, at, key)
        case TableShape() as shape, Mapping(), Mapping():
            _compare_tables(found, shape, held, coming, at, key)
        case Listing(item=Choice() as choice), list(), list():
            _compare_events(found, choice, held, coming, at, key)
        case Listing(item=Structure() as shape), list(), list():
            _compare_entries(found, shape, held, coming, at, key)
        case Listing(), list(), list() if all(item in coming for item in held):
            new = [item for item in coming if item not in held]
            found.values.append((at, [*held, *new]))
        case _:
            if not (field.name == "name" and same_name(str(held), str(coming))):
                one = Contradiction(key, field.wording, field.shape, held, coming)
                found.against.append(one)


def _compare_tables(
    found: Update, shape: TableShape, held: Data, coming: Data, at: Key, key: Key
) -> None:
    """Compare tables whose keys are data, such as imported columns; a new key is put in its place
    in the order of the row.
    """
    order = list(held)
    place = next((order.index(name) for name in coming if name in held), len(order))
    for name, value in coming.items():
        if name not in held:
            order.insert(place, name)
        elif held[name] != value:
            one = Contradiction((*key, name), name, shape.value, held[name], value)
            found.against.append(one)
        place = order.index(name) + 1
    if len(order) > len(held):
        found.values.append((at, {name: held.get(name, coming.get(name)) for name in order}))


def _compare_entries(
    found: Update,
    shape: Structure,
    held: Sequence[Data],
    coming: Sequence[Data],
    at: Key,
    key: Key,
) -> None:
    """Compare lists of entries, such as matters and seats; an entry that resembles none is new."""
    left = dict(enumerate(held))
    added = len(held)
    for number, entry in enumerate(coming):
        same = [n for n, other in left.items() if covers(other, entry)]
        alike = [n for n, other in left.items() if _is_entry(shape, other, entry)]
        if not same and not alike:
            found.values.append(((*at, added), entry))
            added += 1
            continue
        place = (same or alike)[0]
        other = left.pop(place)
        inside = Update()
        _compare_parts(
            inside, shape, other, {**entry, **_own_id(other)}, (*at, place), (*key, number)
        )
        found.against.extend(inside.against)
        if not (shape.flow and inside.against):
            found.values.extend(inside.values)
            found.events.extend(inside.events)


def _own_id(entry: Data) -> Data:
    return {"id": entry["id"]} if "id" in entry else {}


def _is_entry(shape: Structure, one: Data, other: Data) -> bool:
    """Return whether two entries have the same title, or the same value in the first field."""
    names = (shape.fields[0].name, "title")
    return any(name in one and one[name] == other.get(name) for name in names)


def _compare_events(
    found: Update, choice: Choice, held: Sequence[Data], coming: Sequence[Data], at: Key, key: Key
) -> None:
    """Compare events: one of the row is there already, adds to one, contradicts one or is new."""
    left, unmatched = dict(enumerate(held)), []
    for number, event in enumerate(coming):
        same = _nearest([n for n, other in left.items() if _agree(other, event)], held, event)
        if same is None:
            unmatched.append(number)
            continue
        other = left.pop(same)
        new = ((name, value) for name, value in event.items() if name not in other)
        found.values.extend(((*at, same, name), value) for name, value in new)
    reopened = [str(one["date"]) for one in (*held, *coming) if _is_dated_reopening(one)]
    for number in unmatched:
        event = coming[number]
        variant = choice.of(event)
        clashing = [n for n, one in left.items() if _clash(variant, one, event, reopened)]
        clash = _nearest(clashing, held, event)
        if clash is None:
            found.events.append((at, event))
        else:
            found.against.extend(_differences(variant, left.pop(clash), event, (*key, number)))


def _nearest(numbers: Sequence[int], held: Sequence[Data], event: Data) -> int | None:
    """Return the first of these events that is of the day of `event`, else the first."""
    of_its_day = [n for n in numbers if held[n].get("date") == event.get("date")]
    return next(iter(of_its_day or numbers), None)


def _differences(variant: Structure, held: Data, event: Data, key: Key) -> Iterator[Contradiction]:
    for field in variant.fields:
        before, now = held.get(field.name), event.get(field.name)
        if None not in (before, now) and before != now:
            yield Contradiction((*key, field.name), field.wording, field.shape, before, now)


def _agree(one: Data, other: Data) -> bool:
    """Return whether two events are of one kind, and equal in all that both hold."""
    return all(one.get(name, value) == value for name, value in other.items())


def _is_dated_reopening(event: Data) -> bool:
    return event.get("event") == "reopened" and "date" in event


def _clash(variant: Structure, one: Data, other: Data, reopened: Sequence[str]) -> bool:
    """Return whether two events that differ cannot be two steps.

    They can if they are of another kind or of somebody else, or if both have a day and the step can
    be repeated, always or since a matter was opened again.
    """
    apart = variant.type.differs_in
    if one["event"] != other["event"] or (apart and not _may_equal(one, other, apart)):
        return False
    days = sorted(str(event["date"]) for event in (one, other) if "date" in event)
    if len(days) < 2 or days[0] == days[1]:
        return True
    return not variant.type.repeats and not any(days[0] <= day <= days[1] for day in reopened)


def _may_equal(one: Data, other: Data, name: str) -> bool:
    return None in (one.get(name), other.get(name)) or one[name] == other[name]
