"""Import deputies: new ones, duplicates, and seats that end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

from deputylog.app.add import text_of, tidy
from deputylog.app.entering.deputy import deputy_id
from deputylog.app.intake.sameness import covers
from deputylog.app.intake.tally import Report, Reported
from deputylog.app.names import Register
from deputylog.app.registering.draft import complete_record
from deputylog.exchange.drafts import Draft, Reason
from deputylog.finding import DeputylogError
from deputylog.model.deputy import Deputy
from deputylog.model.kinds import DEPUTY
from deputylog.model.shape import shape_of
from deputylog.model.spelling import bare, same_name
from deputylog.store import slow
from deputylog.store.edit import with_value
from deputylog.store.files import read_bytes, rewrite, write_new
from deputylog.words import N_, Phrase, phrase

_SEAT = ("term", "constituency", "group", "from", "to", "end")


class Roster:
    """The deputies known so far during an import."""

    def __init__(self, root: Path, register: Register, *, dry_run: bool) -> None:
        self._root = root
        self._register = register
        self._dry_run = dry_run
        self._taken = register.ids("person")
        self._by_ref = {_form(deputy.ref): wanted for wanted, deputy in register.deputies.items() if deputy.ref}
        self._by_group: dict[str, list[tuple[str, str]]] = {}
        """The names and ids of the deputies of each group; of group "", those without a seat, such as a leader."""
        for wanted, deputy in register.deputies.items():
            for group in {seat.group for seat in deputy.seats} or {""}:
                self._by_group.setdefault(group, []).append((deputy.name, wanted))
        self._without_ref = {(wanted, seat.term) for wanted, one in register.deputies.items() if not one.ref for seat in one.seats}
        self._rows: dict[str, list[Draft]] = {}

    def take(self, drafts: Iterator[Draft], report: Report) -> None:
        """Write each new deputy, end the seat of a known one, or report the row."""
        for draft in drafts:
            try:
                self._take(draft, report)
            except DeputylogError as error:
                report.reject(_reported(draft, error.text))

    def _take(self, draft: Draft, report: Report) -> None:
        ref = self._told_apart(draft)
        if isinstance(ref, Phrase):
            report.reject(_reported(draft, ref))
            return
        if draft.data.get("end") and not draft.data.get("to"):
            report.reject(_reported(draft, phrase(N_("a seat that ends needs its last day")), "to"))
            return
        ended = self._seat_to_end(draft)
        if ended:
            ending: dict[str, object] = {key: draft.data[key] for key in ("to", "end") if key in draft.data}
            changed = end_seat(self._root, ended, str(draft.data["group"]), ending, dry_run=self._dry_run)
            report.count("changed" if changed else "already", DEPUTY.path(ended) if changed else "")
        elif _form(ref) in self._by_ref or self._is_known(draft):
            report.already += 1
        else:
            report.count("written", self._write(draft, ref))

    def _told_apart(self, draft: Draft) -> str | Phrase:
        """Return the row's ref, numbered for a namesake, or a message if it is the same person."""
        before = self._rows.setdefault(_form(draft.ref), [])
        for other in before:
            if _is_same(draft.row.cells, other.row.cells):
                return phrase(N_("the same person as in row {row}"), row=other.row.number)
        before.append(draft)
        return draft.ref if len(before) == 1 else f"{draft.ref}/{len(before)}"

    def _seat_to_end(self, draft: Draft) -> str | None:
        if not draft.data.get("to"):
            return None
        name, group = str(draft.data.get("name")), str(draft.data.get("group"))
        there = self._called(name, group)
        if len(there) > 1:
            raise DeputylogError(N_("several deputies are called {name}: {ids}"), name=name, ids=there)
        return there[0] if there else None

    def _is_known(self, draft: Draft) -> bool:
        """Return whether this is a deputy who was entered without a number from outside; each is found once."""
        name, group, term = (str(draft.data.get(key)) for key in ("name", "group", "term"))
        found = (wanted for wanted in self._called(name, group) if (wanted, term) in self._without_ref)
        wanted = next(found, "")
        self._without_ref -= {(wanted, term)}
        return bool(wanted)

    def _called(self, name: str, group: str) -> list[str]:
        """Return the deputies of a group with that name; of those with another spelling, if there are none."""
        there = self._by_group.get(group, [])
        exact = [wanted for other, wanted in there if other == name]
        return exact or [wanted for other, wanted in there if same_name(other, name)]

    def _write(self, draft: Draft, ref: str) -> str:
        """Write the deputy and return the path."""
        given = draft.data
        seat = {key: given[key] for key in _SEAT if key in given}
        term = next((item for item in self._register.district.terms if item.id == seat.get("term")), None)
        if term and "from" not in seat:
            seat["from"] = term.start.isoformat()
        data = tidy(
            {
                "name": given.get("name"),
                "ref": ref,
                "seats": [seat] if seat else [],
                "aliases": given.get("aliases"),
                "imported": given["imported"],
            }
        )
        assert isinstance(data, Mapping)
        text = text_of(DEPUTY, data)
        named = next(iter(self._called(str(data["name"]), "")), "")
        wanted = named or deputy_id(str(data["name"]), self._taken, Random(ref))
        self._taken.add(wanted)
        self._by_ref[_form(ref)] = wanted
        self._by_group[""] = [one for one in self._by_group.get("", []) if one[1] != wanted]
        self._by_group.setdefault(str(seat.get("group")), []).append((str(data["name"]), wanted))
        if self._dry_run:
            return DEPUTY.path(wanted)
        if named:
            complete_record(self._root, DEPUTY, wanted, data)
        else:
            write_new(self._root, DEPUTY.path(wanted), text, durable=False)
        return DEPUTY.path(wanted)


def end_seat(root: Path, wanted: str, group: str, ending: Mapping[str, object], *, dry_run: bool) -> bool:
    """Write the end of a deputy's latest seat in the group; return False if it is there already."""
    path = DEPUTY.path(wanted)
    document = slow.read(path, read_bytes(str(root / path)))
    assert document.data is not None
    seats = document.data["seats"]
    assert isinstance(seats, list)
    latest = max(number for number, seat in enumerate(seats) if seat.get("group") == group)
    changed = [seat | ending if number == latest else seat for number, seat in enumerate(seats)]
    if changed == seats:
        return False
    text_of(DEPUTY, {**document.data, "seats": changed})
    if not dry_run:
        rewrite(root, path, with_value(document, shape_of(Deputy), ("seats", latest), changed[latest]))
    return True


def ending_of(here: Mapping[str, object], given: Mapping[str, object]) -> dict[str, object] | None:
    """Return the end of the latest seat if nothing else in `given` is new, else None."""
    seats, before = given.get("seats"), here.get("seats")
    if not isinstance(seats, list) or not isinstance(before, list) or not seats or not before:
        return None
    ending = {key: seats[-1][key] for key in ("to", "end") if key in seats[-1] and key not in before[-1]}
    grown = {**here, "seats": [*before[:-1], {**before[-1], **ending}]}
    return {"group": before[-1]["group"], **ending} if ending and covers(grown, given) else None


def _reported(draft: Draft, text: Phrase, column: str = "") -> Reported:
    return Reported(draft.row.number, Reason(column, text), draft.row.cells)


def _is_same(row: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Return whether the rows agree in every column that is filled in both."""
    return all(not cell.strip() or not other[column].strip() or same_name(cell, other[column]) for column, cell in row.items())


def _form(ref: str) -> str:
    """Return the number or name of a row outside in the form that is compared."""
    return "/".join(map(bare, ref.split("/")))
