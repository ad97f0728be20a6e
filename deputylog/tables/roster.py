"""Import a roster of deputies: new ones, those known already, new seats, and seats that end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from random import Random

from msgspec.structs import replace

from deputylog.enter.register_records import deputy_id
from deputylog.finding import DeputylogError
from deputylog.keep.new_record import text_of, tidy_values
from deputylog.keep.register_draft import Draft, complete, entries
from deputylog.kinds.registry import DEPUTY
from deputylog.names.register import Register
from deputylog.record.fields import Data
from deputylog.record.shape import shape_of
from deputylog.record.values import values_of
from deputylog.tables.contradicted import DIFFERS, ContradictionWording
from deputylog.tables.existing import Decision
from deputylog.tables.record_rows import ImportedRecord
from deputylog.tables.updating import update_of
from deputylog.text.spelling import bare, same_name
from deputylog.words import Bilingual, Phrase, Words, phrase


class Roster:
    """The deputies known so far during an import; it decides about rows, and writes nothing."""

    def __init__(self, root: Path, register: Register, words: Words) -> None:
        self._wording = ContradictionWording(register, words)
        self._changes = Draft(root)
        self._starts = {term.id: term.start.isoformat() for term in register.district.terms}
        self._used = {*register.ids("person")}
        deputies = register.deputies.items()
        self._by_ref = {_form(one.ref): wanted for wanted, one in deputies if one.ref}
        self._unchanged = dict(deputies)
        self._by_group: dict[str, list[tuple[str, str]]] = {}
        """The names and ids of the deputies of each group; of group "", those without a seat, such
        as a leader.
        """
        for wanted, deputy in deputies:
            for group in {seat.group for seat in deputy.seats} or {""}:
                self._by_group.setdefault(group, []).append((deputy.name, wanted))
        self._without_ref = {
            (wanted, seat.term) for wanted, one in deputies if not one.ref for seat in one.seats
        }
        self._rows: dict[str, list[ImportedRecord]] = {}

    def decide(self, entry: ImportedRecord) -> Decision:
        """Decide about a row: a new deputy, the end of a seat, one known already, or a problem."""
        ref, name, seat = str(entry.data["ref"]), str(entry.data.get("name")), self._seat(entry)
        before = self._rows.setdefault(_form(ref), [])
        for other in before:
            if _is_same(entry.row.cells, other.row.cells):
                raise DeputylogError(
                    "与第{row}行是同一人", "the same person as in row {row}", row=other.row.number
                )
        before.append(entry)
        if len(before) > 1:
            ref = f"{ref}/{len(before)}"
        if not seat and self._is_somebody(name):
            return Decision(entry, "already")
        if seat.get("end") and not seat.get("to"):
            text = phrase("任职终止的要有终止日期", "a seat that ends needs its last day")
            return Decision(entry, problem=text, key=("seats", 0, "to"))
        if wanted := self._by_ref.get(_form(ref)):
            return self._updated(entry, wanted, self._told_of(wanted, entry, seat))
        called = self._called(name, str(seat.get("group")))
        if seat.get("to") and called:
            return self._end(entry, name, seat, called)
        if self._is_known(called, str(seat.get("term"))):
            return Decision(entry, "already")
        return self._re_elected(entry, seat, called) or self._new(entry, name, ref, seat)

    def _is_somebody(self, name: str) -> bool:
        return any(same_name(name, other) for some in self._by_group.values() for other, _ in some)

    def _end(self, entry: ImportedRecord, name: str, seat: Data, called: list[str]) -> Decision:
        """End the latest seat in the group of the only deputy of that name in it."""
        if len(called) > 1:
            raise DeputylogError(
                "有几位代表都叫{name}：{ids}",
                "several deputies are called {name}: {ids}",
                name=name,
                ids=called,
            )
        held = entries(self._values(called[0]), "seats")
        latest = [one for one in held if one.get("group") == seat["group"]][-1]
        ending = {key: seat[key] for key in ("to", "end") if key in seat}
        return self._updated(entry, called[0], {"seats": [{**latest, **ending}]})

    def _told_of(self, wanted: str, entry: ImportedRecord, seat: Data) -> Data:
        """Return what a row says of a deputy known by its number; of a seat that is there, only
        what is in the row.
        """
        held = self._values(wanted)
        terms = {one.get("term") for one in entries(held, "seats")}
        seats = entry.data.get("seats") if seat.get("term") in terms else [seat]
        return {**entry.data, "ref": held["ref"], "seats": seats}

    def _updated(self, entry: ImportedRecord, wanted: str, coming: Data) -> Decision:
        """Add to a deputy what a row has more; what contradicts is reported."""
        held = self._values(wanted)
        update = update_of(shape_of(DEPUTY.type), held, tidy_values(coming))
        against = tuple(self._wording.explained(DIFFERS, wanted, one) for one in update.against)
        if update.is_empty:
            return Decision(entry, "already", against=against)
        for key, value in update.values:
            self._changes.put(DEPUTY, wanted, key, value)
        decision = self._changed(entry, "changed", wanted)
        text_of(DEPUTY, self._values(wanted))  # raises if it is no valid record
        return replace(decision, against=against)

    def _values(self, wanted: str) -> Data:
        """Return the values of a deputy with the changes so far."""
        if deputy := self._unchanged.get(wanted):
            return values_of(deputy)
        return self._changes.data(DEPUTY, wanted) or {}

    def _is_known(self, called: list[str], term: str) -> bool:
        """Return whether one of these deputies was entered without a number from outside; each is
        found once.
        """
        known = next((one for one in called if (one, term) in self._without_ref), "")
        self._without_ref -= {(known, term)}
        return bool(known)

    def _re_elected(self, entry: ImportedRecord, seat: Data, called: list[str]) -> Decision | None:
        """Give the only one of these deputies without a seat in the row's term the seat in it; None
        if there is no such deputy.
        """
        held = {one: entries(self._values(one), "seats") for one in called}
        without = [
            one
            for one, seats in held.items()
            if all(other.get("term") != seat.get("term") for other in seats)
        ]
        if len(without) != 1:
            return None
        self._changes.put(DEPUTY, without[0], ("seats", len(held[without[0]])), seat)
        return self._changed(entry, "changed", without[0])

    def _called(self, name: str, group: str) -> list[str]:
        """Return the deputies of a group with that name; of those with another spelling, if there
        are none.
        """
        members = self._by_group.get(group, [])
        exact = [wanted for other, wanted in members if other == name]
        return exact or [wanted for other, wanted in members if same_name(other, name)]

    def _new(self, entry: ImportedRecord, name: str, ref: str, seat: Data) -> Decision:
        named = next(iter(self._called(name, "")), "")
        wanted = named or deputy_id(name, self._used, Random(ref))
        data = {**entry.data, "ref": ref, "seats": [seat] if seat else []}
        complete(self._changes, DEPUTY, wanted, data)
        self._used.add(wanted)
        self._by_group[""] = [one for one in self._by_group.get("", []) if one[1] != wanted]
        self._by_group.setdefault(str(seat.get("group")), []).append((name, wanted))
        return self._changed(entry, "changed" if named else "written", wanted)

    def _seat(self, entry: ImportedRecord) -> Data:
        """Return the seat of a row, from the beginning of its term if it has no day."""
        seat = next(iter(entries(entry.data, "seats")), {})
        first = self._starts.get(str(seat.get("term")))
        return {"from": first, **seat} if first else seat

    def _changed(self, entry: ImportedRecord, done: str, wanted: str) -> Decision:
        self._unchanged.pop(wanted, None)
        text = self._changes.text(DEPUTY, wanted)
        return Decision(entry, done, path=DEPUTY.path(wanted), raw=text.encode("utf-8"))


def in_other_groups(
    outcomes: Iterable[Decision], register: Register
) -> Iterator[tuple[ImportedRecord, Phrase]]:
    """Yield the rows that are written with another group than that of their constituency, which is
    rare, but may be so.
    """
    holding = {
        one.id: wanted for wanted, group in register.groups.items() for one in group.constituencies
    }
    text = Bilingual(
        "{constituency}属于{holding}，代表却在{group}；如系填错，请改正名册（已导入的用“deputylog "
        "edit”）",
        "{constituency} belongs to {holding}, but the deputy to {group}; if that is a mistake, "
        "correct the roster, or by 'deputylog edit' what was imported",
    )
    for entry in (one.entry for one in outcomes if one.raw and not one.problem):
        for seat in entries(entry.data, "seats"):
            wanted, group = str(seat.get("constituency")), str(seat.get("group"))
            if holding.get(wanted, group) != group:
                named = {
                    "constituency": register.name("constituency", wanted),
                    "holding": register.name("group", holding[wanted]),
                    "group": register.name("group", group),
                }
                yield entry, phrase(text, **named)


def _is_same(row: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Return whether the rows agree in every column that is filled in both."""
    return all(
        not cell.strip() or not other[column].strip() or same_name(cell, other[column])
        for column, cell in row.items()
    )


def _form(ref: str) -> str:
    """Return the number or name of a row outside in the form that is compared."""
    return "/".join(map(bare, ref.split("/")))
