"""Names that an import brings: found in the register, or made there when that is asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from deputylog.app.add import text_of
from deputylog.app.deputy import running_term
from deputylog.app.names import Register, UnknownNameError
from deputylog.finding import DeputylogError
from deputylog.model.ids import ALPHABET
from deputylog.model.kinds import DISTRICT, DISTRICT_PATH, GROUP, Kind
from deputylog.model.pinyin import spelled
from deputylog.model.shape import shape_of
from deputylog.store import slow
from deputylog.store.edit import formatted
from deputylog.store.files import read_bytes, rewrite, write_new
from deputylog.words import N_


class Creator:
    """Resolves names to ids, each once; with `exact` only whole names count, and what nobody knows can be made."""

    def __init__(self, root: Path, register: Register, *, exact: bool) -> None:
        self.register = register
        self._root = root
        self._exact = exact
        self._ids: dict[tuple[str, str], str | DeputylogError] = {}
        self._new: dict[str, dict[str, tuple[str, str | None]]] = {"group": {}, "constituency": {}, "department": {}, "topic": {}}

    def resolve(self, kind: str, wanted: str) -> str:
        """The id of a name; DeputylogError when nothing has it."""
        if (kind, wanted) not in self._ids:
            self._ids[kind, wanted] = self._look_up(kind, wanted)
        found = self._ids[kind, wanted]
        if isinstance(found, DeputylogError):
            raise found
        return found

    def _look_up(self, kind: str, wanted: str) -> str | DeputylogError:
        try:
            return self.register.resolve_whole(kind, wanted) if self._exact else self.register.resolve(kind, wanted)
        except DeputylogError as error:
            return error

    def want(self, kind: str, wanted: str, group: str | None) -> None:
        """Note a name that must have an id; what is new will be made by `write`."""
        if kind not in self._new or wanted in self._new[kind]:
            return
        try:
            self.resolve(kind, wanted)
        except UnknownNameError as error:
            if error.unread:
                return
            taken = {made for made, _ in self._new[kind].values()} | self.register.ids(kind)
            self._new[kind][wanted] = (_new_id(wanted, taken), group)
        except DeputylogError:
            return

    def write(self, *, dry_run: bool) -> list[str]:
        """Make what is new, and say what: a line for each, its kind, id and name."""
        made = [f"{kind} {wanted} {name}" for kind, names in self._new.items() for name, (wanted, _) in names.items()]
        self._ids |= {(kind, name): wanted for kind, names in self._new.items() for name, (wanted, _) in names.items()}
        if not dry_run and made:
            self._write_groups()
            self._write_district()
            self.register = Register(self._root)
        return made

    def _write_groups(self) -> None:
        term = running_term(self.register, self.register.district.records_from) if self._new["constituency"] else ""
        held: dict[str, list[dict[str, str]]] = {wanted: [] for wanted, _ in self._new["group"].values()}
        for name, (wanted, group) in self._new["constituency"].items():
            if group is None:
                raise DeputylogError(N_("the constituency {name} cannot be made: the mapping file names no group"), name=name)
            held.setdefault(self.resolve("group", group), []).append({"id": wanted, "term": term, "name": name})
        names = {wanted: name for name, (wanted, _) in self._new["group"].items()}
        for group_id, constituencies in held.items():
            if group_id in names:
                text = text_of(GROUP, {"name": names[group_id], **({"constituencies": constituencies} if constituencies else {})})
                write_new(self._root, GROUP.path(group_id), text)
            elif constituencies:
                _extend(self._root, GROUP, GROUP.path(group_id), {"constituencies": constituencies})

    def _write_district(self) -> None:
        added = {f"{kind}s": {wanted: {"name": name} for name, (wanted, _) in self._new[kind].items()} for kind in ("department", "topic")}
        if any(added.values()):
            _extend(self._root, DISTRICT, DISTRICT_PATH, added)


def _extend(root: Path, kind: Kind, path: str, added: Mapping[str, object]) -> None:
    """Put more entries into the lists and mappings of a register file; its comments stay."""
    document = slow.read(path, read_bytes(str(root / path)))
    if document.data is None:
        raise DeputylogError(
            N_("{place}: {fault}; mend the file first"), place=str(document.faults[0].place), fault=document.faults[0].text
        )
    data = dict(document.data)
    for key, more in added.items():
        before = data.get(key)
        if isinstance(more, Mapping):
            data[key] = {**(before if isinstance(before, dict) else {}), **more}
        elif isinstance(more, list):
            data[key] = [*(before if isinstance(before, list) else []), *more]
    rewrite(root, path, formatted(shape_of(kind.type), replace(document, data={key: value for key, value in data.items() if value})))


def _new_id(name: str, taken: set[str]) -> str:
    """An id from the name's pinyin, or from a digest of it where nobody can spell it; numbered when taken."""
    base = spelled(name) or f"n-{_digest(name)}"
    number, wanted = 2, base
    while wanted in taken:
        wanted, number = f"{base}-{number}", number + 1
    return wanted


def _digest(name: str) -> str:
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(6))
