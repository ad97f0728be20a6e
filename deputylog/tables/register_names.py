"""Find the names of an import in the register, and create missing ones on request."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from random import Random

from deputylog.enter.register_records import deputy_id, running_term
from deputylog.finding import DeputylogError
from deputylog.keep.objections import advice_in
from deputylog.keep.register_draft import Draft, entries
from deputylog.kinds.registry import DEPUTY, DISTRICT, GROUP
from deputylog.names.register import Register, UnknownNameError
from deputylog.record.ids import ALPHABET, free_id
from deputylog.repository.reading import read_repository
from deputylog.tables.drafts import WantedName
from deputylog.text.pinyin import joined_pinyin
from deputylog.text.spelling import same_name

_MADE = ("group", "constituency", "department", "topic", "deputy")


class Creator:
    """Resolves names to ids and creates missing ones; `exact` accepts whole names only."""

    def __init__(self, root: Path, register: Register, *, exact: bool) -> None:
        self.register = register
        self._root = root
        self._exact = exact
        self.changes = Draft(root)
        """The files made or changed by `write`."""
        self._ids: dict[tuple[str, str, date | None], str | DeputylogError] = {}
        self._new: dict[str, dict[str, tuple[str, WantedName]]] = {kind: {} for kind in _MADE}
        self._given: dict[tuple[str, str], str] = {}
        """The id for every spelling of a new name."""
        self._made: dict[tuple[str, str], str] = {}

    def resolve(self, kind: str, wanted: str, on: date | None = None) -> str:
        """Return the id of a name on that day; DeputylogError if it is unknown or ambiguous."""
        if (kind, wanted, on) not in self._ids:
            self._ids[kind, wanted, on] = self._look_up(kind, wanted, on)
        found = self._made.get((kind, wanted)) or self._ids[kind, wanted, on]
        if isinstance(found, DeputylogError):
            raise found
        return found

    def _look_up(self, kind: str, wanted: str, on: date | None) -> str | DeputylogError:
        try:
            return (
                self.register.resolve_whole(kind, wanted, on)
                if self._exact
                else self.register.resolve(kind, wanted, on)
            )
        except DeputylogError as error:
            return error

    def want(self, wanted: WantedName) -> None:
        """Note a name that needs an id; if it is unknown, `write` will create it."""
        new = self._new.get(wanted.kind)
        if new is None or (wanted.kind, wanted.name) in self._given:
            return
        try:
            self.resolve(wanted.kind, wanted.name)
        except UnknownNameError as error:
            if error.unread:
                return
            same = [name for name in new if same_name(name, wanted.name)]
            if len(same) != 1:
                taken = {made for made, _ in new.values()} | self.register.ids(wanted.kind)
                new[wanted.name] = (_new_id(wanted, taken), wanted)
                same = [wanted.name]
            self._given[wanted.kind, wanted.name] = new[same[0]][0]
        except DeputylogError:
            return

    def write(self, today: date, *, dry_run: bool) -> list[str]:
        """Create what is missing; return a line for each with its kind, id and name.

        ObjectionError, and nothing is written, if it would be an error.
        """
        made = [
            f"{kind} {wanted} {name}"
            for kind, names in self._new.items()
            for name, (wanted, _) in names.items()
        ]
        self._made = self._given
        if made:
            self._draft_groups()
            self._draft_district()
            self._draft_deputies()
            book, tree = read_repository(self._root, as_of=today, today=today)
            advice_in(book, self.changes.files, tree.contents)
            if not dry_run:
                self.changes.write()
                self.register = Register(self._root)
        return made

    def _draft_groups(self) -> None:
        term = (
            running_term(self.register, self.register.district.records_from)
            if self._new["constituency"]
            else ""
        )
        held: dict[str, list[object]] = {wanted: [] for wanted, _ in self._new["group"].values()}
        for name, (wanted, told) in self._new["constituency"].items():
            if told.group is None:
                raise DeputylogError(
                    "无法新建选区{name}：导入对照表没有写代表组",
                    "the constituency {name} cannot be created: the mapping file names no group",
                    name=name,
                )
            held.setdefault(self.resolve("group", told.group), []).append(
                {"id": wanted, "term": term, "name": name}
            )
        for name, (wanted, _) in self._new["group"].items():
            self.changes.new(GROUP, wanted, {"name": name, "constituencies": held.pop(wanted)})
        for wanted, constituencies in held.items():
            before = entries(self.changes.data(GROUP, wanted), "constituencies")
            self.changes.put(GROUP, wanted, ("constituencies",), [*before, *constituencies])

    def _draft_district(self) -> None:
        for kind in ("department", "topic"):
            if added := {wanted: {"name": name} for name, (wanted, _) in self._new[kind].items()}:
                before = self.changes.at(DISTRICT, "", (f"{kind}s",))
                self.changes.put(
                    DISTRICT,
                    "",
                    (f"{kind}s",),
                    {**(before if isinstance(before, Mapping) else {}), **added},
                )

    def _draft_deputies(self) -> None:
        """Add each new deputy, with a seat in the running term if the table has all it needs."""
        for name, (wanted, told) in self._new["deputy"].items():
            seats = (
                [self._seat(told.group, told.constituency)]
                if told.group and told.constituency
                else []
            )
            self.changes.new(DEPUTY, wanted, {"name": name, "seats": seats})

    def _seat(self, group: str, constituency: str) -> dict[str, str]:
        term = running_term(self.register, self.register.district.records_from)
        first = next(item.start for item in self.register.district.terms if item.id == term)
        where = self.resolve("constituency", constituency)
        return {
            "term": term,
            "constituency": where,
            "group": self.resolve("group", group),
            "from": first.isoformat(),
        }


def _new_id(told: WantedName, taken: set[str]) -> str:
    """Return an unused id from the pinyin of the name, else from a digest of it."""
    if told.kind == "deputy":
        return deputy_id(told.name, taken, Random(told.name))
    return free_id(joined_pinyin(told.name) or f"n-{_digest(told.name)}", taken)


def _digest(name: str) -> str:
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(6))
