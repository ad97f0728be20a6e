"""What the names of an import mean and the register lacks: groups, departments, deputies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random

from msgspec import Struct

from deputylog.enter.register_records import deputy_id, running_term
from deputylog.finding import DeputylogError
from deputylog.keep.new_record import NotARecordError
from deputylog.keep.register_draft import Draft, complete
from deputylog.kinds.references import Named
from deputylog.kinds.registry import DEPUTY, DISTRICT, GROUP
from deputylog.names.register import Register, UnknownNameError
from deputylog.names.twins import may_be_twins, not_a_name, same_but_for_level
from deputylog.record.ids import digest_of, free_id
from deputylog.record.kind import Kind
from deputylog.record.reading import load
from deputylog.tables.existing import Decision
from deputylog.tables.mapping import WantedName
from deputylog.tables.record_rows import ImportedRecord, Reason
from deputylog.text.identity import identities
from deputylog.text.pinyin import joined_pinyin
from deputylog.text.spelling import same_name
from deputylog.tree import record_path
from deputylog.words import Bilingual, Phrase, phrase

_PERSONAL = Bilingual("名称中有个人信息（{what}）", "the name contains personal data ({what})")
_NOT_A_NAME = Bilingual("“{name}”{why}", "'{name}' {why}")
_ALL_BUT_THE_SAME = Bilingual(
    "“{name}”与名册中的{near}只差区、县等字；同一对象请先登记别名（deputylog set 或者 edit，"
    "--alias），或者在对照表中用 values 对应",
    "'{name}' is {near} but for its level; if it is the same, add the alias first (deputylog set "
    "or edit, --alias), or say so by 'values' in the mapping file",
)
_WITHOUT_GROUP = Bilingual(
    "无法新建选区{name}：导入对照表没有写代表组",
    "the constituency {name} cannot be created: the mapping file names no group",
)
_MOST_NEAR = 3
_WITH_LEVEL = ("group", "department")
_CREATED = ("group", "constituency", "department", "topic", "deputy")


class NewName(Struct, frozen=True):
    """A name that the register lacks: its kind, the id it gets, and its group and constituency."""

    kind: str
    id: str
    name: str
    group: str | None = None
    constituency: str | None = None


RowPlace = tuple[str, int]
"""The sheet of a row and its number."""
_ByKind = Mapping[str, Mapping[str, NewName]]
"""The new names of each kind, by their ids."""


class CreatedName(Struct, frozen=True):
    """A name that an import creates, the number of rows that use it, and the names like it."""

    kind: str
    id: str
    name: str
    rows: int
    near: tuple[str, ...] = ()


class NewNames:
    """Finds whole names in the register, and gives ids to those that are missing; it writes
    nothing.
    """

    def __init__(self, root: Path) -> None:
        self.register = Register(root)
        """The register, after `complete` with all new names."""
        self._root = root
        self._known: dict[WantedName, NewName | Phrase | None] = {}
        self._in_rows: dict[RowPlace, list[NewName]] = {}
        self._new: dict[str, list[NewName]] = {kind: [] for kind in _CREATED}
        self._ids: dict[tuple[str, str], str] = {}
        """The new id for every spelling of a missing name."""
        self._refused: dict[RowPlace, dict[str, Phrase]] = {}
        """Why a row names what cannot be created, by its columns."""
        self._drafted: tuple[_ByKind, Draft] = ({}, Draft(root))

    def resolve(self, kind: str, wanted: str, on: date | None = None) -> str:
        """Return the id of a name on that day; DeputylogError if it is unknown or ambiguous."""
        return self._ids.get((kind, wanted)) or self.register.resolve_whole(kind, wanted, on)

    def note(self, place: RowPlace, wanted: Iterable[WantedName]) -> None:
        """Note the names in a row; those that are unknown get an id."""
        for one in wanted:
            if one not in self._known:
                self._known[one] = self._wanted(one)
            match self._known[one]:
                case NewName() as new:
                    self._in_rows.setdefault(place, []).append(new)
                case Phrase() as reason:
                    self._refused.setdefault(place, {}).setdefault(one.column, reason)

    def judged(self, place: RowPlace, reasons: Iterable[Reason]) -> list[Reason]:
        """Return the reasons against a row, with why its names cannot be created."""
        refused = self._refused.get(place, {})
        columns = {str(reason): column for column, reason in reversed(refused.items())}
        others = [one for one in reasons if not one.column or one.column not in refused]
        return [*others, *(Reason(column, refused[column]) for column in columns.values())]

    def used_by(self, outcomes: Iterable[Decision]) -> Iterator[NewName]:
        """Yield the new names in the rows of the records that are written, with repetitions.

        A row that contradicts its record may use none of them.
        """
        for one in outcomes:
            names = self._in_rows.get(one.entry.place, ())
            is_used = not one.against or any(new.id.encode() in one.raw for new in names)
            if one.raw and not one.problem and is_used:
                yield from names

    def _wanted(self, wanted: WantedName) -> NewName | Phrase | None:
        """Return the new name that is wanted, or why it cannot be created; None if it is known, or
        cannot be read.
        """
        try:
            if not self._is_missing(wanted):
                return None
            wanted_id = self._id_of_twin(wanted) or self._new_id(wanted)
            about = self._about(wanted)
        except DeputylogError as error:
            return error.text
        self._ids[wanted.kind, wanted.name] = wanted_id
        new = NewName(wanted.kind, wanted_id, wanted.name, *about)
        if all(one.id != new.id for one in self._new[wanted.kind]):
            self._new[wanted.kind].append(new)
        return new

    def _is_missing(self, wanted: WantedName) -> bool:
        """Whether nothing in the register is called so, as far as it can be read."""
        if found := next(identities(wanted.name), None):
            raise DeputylogError(_PERSONAL, what=found.kind)
        try:
            self.register.resolve_whole(wanted.kind, wanted.name)
        except UnknownNameError as error:
            return wanted.kind in _CREATED and not error.unread
        except DeputylogError:
            return False
        return False

    def _about(self, wanted: WantedName) -> tuple[str | None, str | None]:
        """Return the group and constituency of a name; DeputylogError if it lacks them, or if they
        cannot be found.
        """
        if wanted.kind == "constituency" and wanted.group is None:
            raise DeputylogError(_WITHOUT_GROUP, name=wanted.name)
        if wanted.kind == "constituency":
            self.resolve("group", str(wanted.group))
        if wanted.kind == "deputy" and wanted.group and wanted.constituency:
            self.resolve("group", wanted.group)
            self.resolve("constituency", wanted.constituency)
        return wanted.group, wanted.constituency

    def _id_of_twin(self, wanted: WantedName) -> str:
        """Return the id of the only new name that `wanted` spells, as it is or differently; else
        empty.
        """
        same = [one.id for one in self._new[wanted.kind] if same_name(one.name, wanted.name)]
        known = self._ids.get((wanted.kind, wanted.name), "")
        return known or (same[0] if len(same) == 1 else "")

    def _new_id(self, wanted: WantedName) -> str:
        """Return an unused id; DeputylogError if nothing can be called so."""
        if why := not_a_name(wanted.kind, wanted.name):
            raise DeputylogError(_NOT_A_NAME, name=wanted.name, why=why)
        if wanted.kind in _WITH_LEVEL:
            for known in self.register.known(wanted.kind):
                if any(same_but_for_level(wanted.name, name) for name in known.names):
                    raise DeputylogError(_ALL_BUT_THE_SAME, name=wanted.name, near=str(known))
        used = {one.id for one in self._new[wanted.kind]} | self.register.ids(wanted.kind)
        return _new_id(wanted, used)

    def complete(self) -> None:
        """Complete the register with all new names, so that rows are read as after the import."""
        every = [one for several in self._new.values() for one in several]
        if every:
            self.register = Register(self._root, self.draft(every).files)

    def draft(self, names: Iterable[NewName]) -> Draft:
        """Return the register files with these names; of several with one id, the first."""
        by_kind: dict[str, dict[str, NewName]] = {kind: {} for kind in _CREATED}
        for one in names:
            by_kind[one.kind].setdefault(one.id, one)
        if self._drafted[0] != by_kind:
            self._drafted = (by_kind, self._draft(by_kind))
        return self._drafted[1]

    def _draft(self, by_kind: _ByKind) -> Draft:
        draft = Draft(self._root)
        self._draft_groups(draft, by_kind["group"], by_kind["constituency"])
        for kind in ("department", "topic"):
            _draft_section(draft, f"{kind}s", by_kind[kind].values())
        for wanted, one in by_kind["deputy"].items():
            draft.new(DEPUTY, wanted, {"name": one.name, "seats": self._seats(one)})
        _refuse_invalid(draft.files)
        return draft

    def _draft_groups(
        self,
        draft: Draft,
        groups: Mapping[str, NewName],
        constituencies: Mapping[str, NewName],
    ) -> None:
        held: dict[str, list[object]] = {wanted: [] for wanted in groups}
        for wanted, one in constituencies.items():
            group = held.setdefault(self.resolve("group", str(one.group)), [])
            group.append({"id": wanted, "term": self._term(), "name": one.name})
        for wanted, several in held.items():
            new = groups.get(wanted)
            name = new.name if new else self.register.name("group", wanted)
            complete(draft, GROUP, wanted, {"name": name, "constituencies": several})

    def _term(self) -> str:
        return running_term(self.register, self.register.district.records_from)

    def _seats(self, deputy: NewName) -> list[dict[str, str]]:
        """Return the seat in the running term, if the table has all it needs."""
        if not (deputy.group and deputy.constituency):
            return []
        term = self._term()
        first = next(item.start for item in self.register.district.terms if item.id == term)
        seat = {
            "term": term,
            "constituency": self.resolve("constituency", deputy.constituency),
            "group": self.resolve("group", deputy.group),
            "from": first.isoformat(),
        }
        return [seat]

    def created(self, outcomes: Iterable[Decision]) -> list[CreatedName]:
        """Return the new names that records use, with the number of their rows and the names like
        them.
        """
        rows: Counter[tuple[str, str]] = Counter()
        first: dict[tuple[str, str], NewName] = {}
        for outcome in outcomes:
            used = {(one.kind, one.id): one for one in self.used_by([outcome])}
            rows.update(used.keys())
            for key, one in used.items():
                first.setdefault(key, one)
        return [
            CreatedName(one.kind, one.id, one.name, rows[key], self._near(one, first.values()))
            for key, one in sorted(first.items(), key=lambda item: _CREATED.index(item[0][0]))
        ]

    def _near(self, new: NewName, others: Iterable[NewName]) -> tuple[str, ...]:
        """Return the first names in the register, and other new ones, that may mean the same."""
        made = {one.id for one in self._new[new.kind]}
        several = [one for one in self.register.known(new.kind) if one.id not in made]
        several += [
            Named(one.id, (one.name,))
            for one in others
            if one.kind == new.kind and one.id != new.id
        ]
        near = (
            str(one)
            for one in several
            if any(may_be_twins(new.kind, new.name, name) for name in one.names)
        )
        return tuple(islice(near, _MOST_NEAR))


def _draft_section(draft: Draft, section: str, names: Iterable[NewName]) -> None:
    """Add names to the departments or topics of the district."""
    if added := {one.id: {"name": one.name} for one in names}:
        before = draft.at(DISTRICT, "", (section,))
        held = before if isinstance(before, Mapping) else {}
        draft.put(DISTRICT, "", (section,), {**held, **added})


def _refuse_invalid(files: Mapping[str, bytes]) -> None:
    for path, raw in files.items():
        place = record_path(path)
        assert place
        loaded = load(place.kind, path, raw)
        if isinstance(loaded, tuple):
            raise NotARecordError(place.kind, [fault.text for fault in loaded])


def wrong_name(kind: Kind, entry: ImportedRecord) -> Iterator[Reason]:
    """Yield why nothing new in the register can be called as a row says, such as 合计."""
    name = "" if kind.is_dated or entry.id else str(entry.data.get("name") or "")
    if name and (why := not_a_name(kind.name, name)):
        yield Reason(entry.column_of(("name",)), phrase(_NOT_A_NAME, name=name, why=why))


def _new_id(wanted: WantedName, used: set[str]) -> str:
    """Return an unused id from the pinyin of the name, else from a digest of it."""
    if wanted.kind == "deputy":
        return deputy_id(wanted.name, used, Random(wanted.name))
    return free_id(joined_pinyin(wanted.name) or f"n-{digest_of(wanted.name, 6)}", used)
