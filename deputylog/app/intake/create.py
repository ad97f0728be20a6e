"""Find the names of an import in the register, and create missing ones on request."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from random import Random

from deputylog.app.add import text_of
from deputylog.app.entering.deputy import deputy_id, running_term
from deputylog.app.names import Register, UnknownNameError
from deputylog.app.registering.draft import Draft
from deputylog.exchange.drafts import WantedName
from deputylog.finding import DeputylogError
from deputylog.model.ids import ALPHABET, unused
from deputylog.model.kinds import DEPUTY, DISTRICT, DISTRICT_PATH, GROUP, Kind
from deputylog.model.pinyin import spelled
from deputylog.model.spelling import same_name
from deputylog.store.files import write_new
from deputylog.words import N_

_MADE = ("group", "constituency", "department", "topic", "deputy")


class Creator:
    """Resolves names to ids and creates missing ones; `exact` accepts whole names only."""

    def __init__(self, root: Path, register: Register, *, exact: bool) -> None:
        self.register = register
        self._root = root
        self._exact = exact
        self.paths: list[str] = []
        """The files written by `write`."""
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
            return self.register.resolve_whole(kind, wanted, on) if self._exact else self.register.resolve(kind, wanted, on)
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

    def write(self, *, dry_run: bool) -> list[str]:
        """Create what is missing; return a line for each with its kind, id and name."""
        made = [f"{kind} {wanted} {name}" for kind, names in self._new.items() for name, (wanted, _) in names.items()]
        self._made = self._given
        if not dry_run and made:
            self._write_groups()
            self._write_district()
            self._write_deputies()
            self.register = Register(self._root)
        return made

    def _write_groups(self) -> None:
        term = running_term(self.register, self.register.district.records_from) if self._new["constituency"] else ""
        held: dict[str, list[dict[str, str]]] = {wanted: [] for wanted, _ in self._new["group"].values()}
        for name, (wanted, told) in self._new["constituency"].items():
            if told.group is None:
                raise DeputylogError(N_("the constituency {name} cannot be created: the mapping file names no group"), name=name)
            held.setdefault(self.resolve("group", told.group), []).append({"id": wanted, "term": term, "name": name})
        names = {wanted: name for name, (wanted, _) in self._new["group"].items()}
        for group_id, constituencies in held.items():
            if group_id in names:
                text = text_of(GROUP, {"name": names[group_id], **({"constituencies": constituencies} if constituencies else {})})
                write_new(self._root, GROUP.path(group_id), text)
            elif constituencies:
                _extend(self._root, GROUP, group_id, {"constituencies": constituencies})
            if group_id in names or constituencies:
                self.paths.append(GROUP.path(group_id))

    def _write_district(self) -> None:
        added = {f"{kind}s": {wanted: {"name": name} for name, (wanted, _) in self._new[kind].items()} for kind in ("department", "topic")}
        if any(added.values()):
            _extend(self._root, DISTRICT, "", {key: more for key, more in added.items() if more})
            self.paths.append(DISTRICT_PATH)

    def _write_deputies(self) -> None:
        """Write each new deputy, with a seat in the running term if the table has all it needs."""
        for name, (wanted, told) in self._new["deputy"].items():
            seats = [self._seat(told.group, told.constituency)] if told.group and told.constituency else []
            write_new(self._root, DEPUTY.path(wanted), text_of(DEPUTY, {"name": name, **({"seats": seats} if seats else {})}))
            self.paths.append(DEPUTY.path(wanted))

    def _seat(self, group: str, constituency: str) -> dict[str, str]:
        term = running_term(self.register, self.register.district.records_from)
        first = next(item.start for item in self.register.district.terms if item.id == term)
        where = self.resolve("constituency", constituency)
        return {"term": term, "constituency": where, "group": self.resolve("group", group), "from": first.isoformat()}


def _extend(root: Path, kind: Kind, record_id: str, added: Mapping[str, object]) -> None:
    """Add entries to lists and mappings of a register file; its comments are kept."""
    draft = Draft(root)
    for key, more in added.items():
        before = draft.at(kind, record_id, (key,))
        if isinstance(more, list):
            draft.put(kind, record_id, (key,), [*(before if isinstance(before, list) else []), *more])
        elif isinstance(more, Mapping):
            draft.put(kind, record_id, (key,), {**(before if isinstance(before, Mapping) else {}), **more})
    draft.write()


def _new_id(told: WantedName, taken: set[str]) -> str:
    """Return an unused id from the pinyin of the name, else from a digest of it."""
    if told.kind == "deputy":
        return deputy_id(told.name, taken, Random(told.name))
    return unused(spelled(told.name) or f"n-{_digest(told.name)}", taken)


def _digest(name: str) -> str:
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(6))
