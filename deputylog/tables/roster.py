"""Import deputies: new ones, duplicates, and seats that end."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random

from deputylog.enter.register_records import deputy_id
from deputylog.finding import DeputylogError
from deputylog.keep.register_draft import Draft as Changes
from deputylog.keep.register_draft import complete, entries
from deputylog.kinds.registry import DEPUTY
from deputylog.names.register import Register
from deputylog.record.fields import Key
from deputylog.tables.checks import Outcome
from deputylog.tables.drafts import SEAT, Draft
from deputylog.tables.seats import end_seat
from deputylog.text.spelling import bare, same_name
from deputylog.words import Phrase, phrase


class Roster:
    """The deputies known so far during an import."""

    def __init__(self, root: Path, register: Register) -> None:
        self._register = register
        self._changes = Changes(root)
        self._taken = {*register.ids("person")}
        self._by_ref = {
            _form(deputy.ref): wanted for wanted, deputy in register.deputies.items() if deputy.ref
        }
        self._by_group: dict[str, list[tuple[str, str]]] = {}
        """The names and ids of the deputies of each group; of group "", those without a seat, such
        as a leader.
        """
        for wanted, deputy in register.deputies.items():
            for group in {seat.group for seat in deputy.seats} or {""}:
                self._by_group.setdefault(group, []).append((deputy.name, wanted))
        self._without_ref = {
            (wanted, seat.term)
            for wanted, one in register.deputies.items()
            if not one.ref
            for seat in one.seats
        }
        self._rows: dict[str, list[Draft]] = {}

    def take(self, draft: Draft) -> Outcome:
        """Decide about a row: a new deputy, the end of a seat, one known already, or a problem."""
        try:
            return self._take(draft)
        except DeputylogError as error:
            return _reported(draft, error.text)

    def _take(self, draft: Draft) -> Outcome:
        ref = self._told_apart(draft)
        if isinstance(ref, Phrase):
            return _reported(draft, ref)
        if draft.data.get("end") and not draft.data.get("to"):
            return _reported(
                draft,
                phrase("任职终止的要有终止日期", "a seat that ends needs its last day"),
                ("to",),
            )
        if ended := self._seat_to_end(draft):
            ending: dict[str, object] = {
                key: draft.data[key] for key in ("to", "end") if key in draft.data
            }
            if end_seat(self._changes, ended, str(draft.data["group"]), ending):
                return self._changed(draft, "changed", ended)
        elif not (_form(ref) in self._by_ref or self._is_known(draft)):
            return self._re_elected(draft) or self._new(draft, ref)
        return Outcome(draft.row.number, "already")

    def _told_apart(self, draft: Draft) -> str | Phrase:
        """Return the row's ref, numbered for a namesake, or a message if it is the same person."""
        before = self._rows.setdefault(_form(draft.ref), [])
        for other in before:
            if _is_same(draft.row.cells, other.row.cells):
                return phrase(
                    "与第{row}行是同一人", "the same person as in row {row}", row=other.row.number
                )
        before.append(draft)
        return draft.ref if len(before) == 1 else f"{draft.ref}/{len(before)}"

    def _seat_to_end(self, draft: Draft) -> str | None:
        if not draft.data.get("to"):
            return None
        name, group = str(draft.data.get("name")), str(draft.data.get("group"))
        there = self._called(name, group)
        if len(there) > 1:
            raise DeputylogError(
                "有几位代表都叫{name}：{ids}",
                "several deputies are called {name}: {ids}",
                name=name,
                ids=there,
            )
        return there[0] if there else None

    def _is_known(self, draft: Draft) -> bool:
        """Return whether this is a deputy who was entered without a number from outside; each is
        found once.
        """
        name, group, term = (str(draft.data.get(key)) for key in ("name", "group", "term"))
        found = (
            wanted for wanted in self._called(name, group) if (wanted, term) in self._without_ref
        )
        wanted = next(found, "")
        self._without_ref -= {(wanted, term)}
        return bool(wanted)

    def _re_elected(self, draft: Draft) -> Outcome | None:
        """Give a deputy of the group who has no seat in the row's term the seat in it; None if
        there is no such deputy.
        """
        seat = self._seat_of(draft)
        there = [
            wanted
            for wanted in self._called(str(draft.data.get("name")), str(draft.data.get("group")))
            if all(
                held.get("term") != seat.get("term")
                for held in entries(self._changes.data(DEPUTY, wanted), "seats")
            )
        ]
        if len(there) != 1:
            return None
        number = len(entries(self._changes.data(DEPUTY, there[0]), "seats"))
        self._changes.put(DEPUTY, there[0], ("seats", number), seat)
        return self._changed(draft, "changed", there[0])

    def _called(self, name: str, group: str) -> list[str]:
        """Return the deputies of a group with that name; of those with another spelling, if there
        are none.
        """
        there = self._by_group.get(group, [])
        exact = [wanted for other, wanted in there if other == name]
        return exact or [wanted for other, wanted in there if same_name(other, name)]

    def _new(self, draft: Draft, ref: str) -> Outcome:
        given, seat = draft.data, self._seat_of(draft)
        name = str(given.get("name"))
        data = {
            "name": given.get("name"),
            "ref": ref,
            "seats": [seat] if seat else [],
            "aliases": given.get("aliases"),
        }
        named = next(iter(self._called(name, "")), "")
        wanted = named or deputy_id(name, self._taken, Random(ref))
        complete(self._changes, DEPUTY, wanted, {**data, "imported": given["imported"]})
        self._taken.add(wanted)
        self._by_ref[_form(ref)] = wanted
        self._by_group[""] = [one for one in self._by_group.get("", []) if one[1] != wanted]
        self._by_group.setdefault(str(seat.get("group")), []).append((name, wanted))
        return self._changed(draft, "changed" if named else "written", wanted)

    def _seat_of(self, draft: Draft) -> dict[str, object]:
        """Return the seat of a row, from the beginning of its term if it has no day."""
        seat = {key: draft.data[key] for key in SEAT if key in draft.data}
        term = next(
            (item for item in self._register.district.terms if item.id == seat.get("term")), None
        )
        if term and "from" not in seat:
            seat["from"] = term.start.isoformat()
        return seat

    def _changed(self, draft: Draft, done: str, wanted: str) -> Outcome:
        return Outcome(
            draft.row.number,
            done,
            path=DEPUTY.path(wanted),
            text=self._changes.text(DEPUTY, wanted),
        )


def _reported(draft: Draft, text: Phrase, key: Key = ()) -> Outcome:
    return Outcome(draft.row.number, "reported", text, key)


def _is_same(row: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Return whether the rows agree in every column that is filled in both."""
    return all(
        not cell.strip() or not other[column].strip() or same_name(cell, other[column])
        for column, cell in row.items()
    )


def _form(ref: str) -> str:
    """Return the number or name of a row outside in the form that is compared."""
    return "/".join(map(bare, ref.split("/")))
