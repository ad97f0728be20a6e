"""Create what the names of an import mean and the register lacks: groups, departments, deputies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from random import Random

from deputylog.enter.register_records import deputy_id, running_term
from deputylog.finding import DeputylogError
from deputylog.keep.objections import advice_in
from deputylog.keep.register_draft import Draft, complete
from deputylog.kinds.registry import DEPUTY, DISTRICT, GROUP
from deputylog.names.register import Register, UnknownNameError
from deputylog.record.ids import digest_of, free_id
from deputylog.repository.reading import read_repository
from deputylog.tables.mapping import WantedName
from deputylog.text.identity import identities
from deputylog.text.pinyin import joined_pinyin
from deputylog.text.spelling import same_name
from deputylog.words import Bilingual, phrase

_PERSONAL = Bilingual("名称中有个人信息（{what}）", "the name contains personal data ({what})")
_CREATED = ("group", "constituency", "department", "topic", "deputy")


class Creator:
    """Finds whole names in the register, and creates those that are missing."""

    def __init__(self, root: Path) -> None:
        self.register = Register(root)
        self._root = root
        self.changes = Draft(root)
        """The files made or changed by `write`."""
        self._new: dict[str, dict[str, tuple[str, WantedName]]] = {kind: {} for kind in _CREATED}
        """The new id for each missing name, with what the table says about it."""
        self._ids: dict[tuple[str, str], str] = {}
        """The new id for every spelling of a missing name; empty for a name that is known."""

    def resolve(self, kind: str, wanted: str, on: date | None = None) -> str:
        """Return the id of a name on that day; DeputylogError if it is unknown or ambiguous, or
        not to be created because it has personal data.
        """
        if found := next(identities(wanted), None):
            raise DeputylogError(_PERSONAL, what=found.kind)
        return self._ids.get((kind, wanted)) or self.register.resolve_whole(kind, wanted, on)

    def want(self, wanted: WantedName) -> None:
        """Note a name that needs an id; if it is unknown, `write` will create it."""
        new, key = self._new.get(wanted.kind), (wanted.kind, wanted.name)
        if new is None or key in self._ids or any(identities(wanted.name)):
            return
        self._ids[key] = ""
        try:
            self.register.resolve_whole(*key)
        except UnknownNameError as error:
            if error.unread:
                return
            same = [name for name in new if same_name(name, wanted.name)]
            if len(same) != 1:
                used = {made for made, _ in new.values()} | self.register.ids(wanted.kind)
                new[wanted.name] = (_new_id(wanted, used), wanted)
                same = [wanted.name]
            self._ids[key] = new[same[0]][0]
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
        if made:
            self._draft_groups()
            self._draft_district()
            self._draft_deputies()
            book, tree = read_repository(self._root, as_of=today)
            advice_in(book, self.changes.files, tree.contents)
            if not dry_run:
                said = phrase("建立名册中没有的名称", "names that were missing in the register")
                self.changes.write(said, "import")
                self.register = Register(self._root)
        return made

    def _draft_groups(self) -> None:
        held: dict[str, list[object]] = {wanted: [] for wanted, _ in self._new["group"].values()}
        for name, (wanted, about) in self._new["constituency"].items():
            if about.group is None:
                raise DeputylogError(
                    "无法新建选区{name}：导入对照表没有写代表组",
                    "the constituency {name} cannot be created: the mapping file names no group",
                    name=name,
                )
            group = held.setdefault(self.resolve("group", about.group), [])
            group.append({"id": wanted, "term": self._term(), "name": name})
        names = {wanted: name for name, (wanted, _) in self._new["group"].items()}
        for wanted, constituencies in held.items():
            name = names.get(wanted) or self.register.name("group", wanted)
            data = {"name": name, "constituencies": constituencies}
            complete(self.changes, GROUP, wanted, data)

    def _term(self) -> str:
        return running_term(self.register, self.register.district.records_from)

    def _draft_district(self) -> None:
        for kind in ("department", "topic"):
            if added := {wanted: {"name": name} for name, (wanted, _) in self._new[kind].items()}:
                key = (f"{kind}s",)
                before = self.changes.at(DISTRICT, "", key)
                held = before if isinstance(before, Mapping) else {}
                self.changes.put(DISTRICT, "", key, {**held, **added})

    def _draft_deputies(self) -> None:
        """Add each new deputy, with a seat in the running term if the table has all it needs."""
        for name, (wanted, about) in self._new["deputy"].items():
            seats = []
            if about.group and about.constituency:
                seats = [self._seat(about.group, about.constituency)]
            self.changes.new(DEPUTY, wanted, {"name": name, "seats": seats})

    def _seat(self, group: str, constituency: str) -> dict[str, str]:
        term = self._term()
        first = next(item.start for item in self.register.district.terms if item.id == term)
        return {
            "term": term,
            "constituency": self.resolve("constituency", constituency),
            "group": self.resolve("group", group),
            "from": first.isoformat(),
        }


def _new_id(wanted: WantedName, used: set[str]) -> str:
    """Return an unused id from the pinyin of the name, else from a digest of it."""
    if wanted.kind == "deputy":
        return deputy_id(wanted.name, used, Random(wanted.name))
    return free_id(joined_pinyin(wanted.name) or f"n-{digest_of(wanted.name, 6)}", used)
