"""Compare the records of an import with the existing ones of their kind."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from deputylog.edition import digest
from deputylog.enter.register_records import deputy_id
from deputylog.finding import CannotReadError, DeputylogError, RecordExistsError
from deputylog.keep.change import Change
from deputylog.keep.new_record import NotARecordError, text_of
from deputylog.keep.objections import names_held, names_of
from deputylog.keep.register_draft import entries
from deputylog.kinds.deputy import Deputy
from deputylog.kinds.registry import DEPUTY, GROUP, PRIVATE_FILE
from deputylog.record.editing import text_with_all
from deputylog.record.fields import Key, Record
from deputylog.record.ids import free_id, id_of_ref
from deputylog.record.kind import Kind, Values
from deputylog.record.reading import load
from deputylog.record.shape import shape_of
from deputylog.record.values import values_of
from deputylog.repository.folder import read_records
from deputylog.repository.private import private_record, public_names
from deputylog.repository.sealing import SealedError
from deputylog.tables.candidates import Candidate, Candidates, content_of, without_derived
from deputylog.tables.contradicted import DIFFERS, IS_ANOTHER, MAY_BE_ANOTHER, ContradictionWording
from deputylog.tables.record_rows import ImportedRecord
from deputylog.tables.updating import Contradiction, Update, covers, private_update_of, update_of
from deputylog.text.pinyin import joined_pinyin
from deputylog.text.spelling import bare, number_of, same_name
from deputylog.tree import path_problem
from deputylog.words import Phrase

NEW = ("新", "new")
"""Words in the id cell for a new record that has the same content as an existing one."""


class Decision(Struct, frozen=True):
    """What becomes of an entry: it is written, changed or already there, unless it is a problem.

    `key` says where in the record the problem is. The file at `path` then holds `raw`, and
    `private` is the text of the private file that comes with it. `maybe` are the records that could
    be the same, and whose private parts cannot be read here. `unused` says that the record is there
    already, but not what the entry holds for its private part. `against` says at which keys the
    entry contradicts the record, to which the rest of it may have been added. `held` is the path
    of the record that has it all already.
    """

    entry: ImportedRecord
    done: str = ""
    maybe: tuple[str, ...] = ()
    unused: bool = False
    problem: Phrase | None = None
    key: Key = ()
    against: tuple[tuple[Key, Phrase], ...] = ()
    path: str = ""
    raw: bytes = b""
    private: str = ""
    more: Values = {}
    """What the entry adds to the private part of a record that is there."""
    held: str = ""
    record: Record | None = None
    """What the new file is read as."""

    @property
    def is_whole(self) -> bool:
        """Whether all that the entry says is in the record, which has nothing in private/."""
        entry = self.entry
        left = self.maybe or self.unused or entry.private or entry.unrecorded
        return not (self.problem or self.against or left)


def _is_told(entry: ImportedRecord, one: Contradiction, day: Key) -> bool:
    """Return whether a contradiction, which may be that of the `day`, is told.

    A constant of the mapping file is no cell: it stands for what the table leaves out, so only
    another year tells another record.
    """
    is_cell = not entry.heads or bool(entry.column_of(one.key))
    return is_cell or (one.key == day and str(one.held)[:4] != str(one.coming)[:4])


def refuse_unread(root: Path, kind: Kind) -> None:
    """Raise CannotReadError if an import cannot be compared with all records of a register."""
    loaded = () if kind.is_dated else read_records(root, kind)
    if unread := [path for path, record in loaded if not isinstance(record, Record)]:
        raise CannotReadError(
            "无法与已有的{kind}比对，没有导入任何内容：{paths}无法读取，原因见“deputylog check”",
            "nothing was imported, since this {kind} cannot be compared: {paths} cannot be read; "
            "'deputylog check' shows why",
            kind=kind.wording,
            paths=unread,
        )


class Existing:
    """The existing records of one kind, with those imported so far; it writes nothing."""

    def __init__(
        self, root: Path, kind: Kind, coming: Candidates, wording: ContradictionWording
    ) -> None:
        self._root = root
        self._wording = wording
        self._kind = kind
        self._coming = coming
        self._here: dict[str, Record] = {}
        self._by_ref: dict[str, str] = {}
        self._known: dict[str, list[str]] = {}
        self.unread: list[str] = []
        """The paths of the records of the kind that cannot be read, so that none is compared."""
        for path, record in read_records(root, kind):
            if isinstance(record, Record):
                self._add(Path(path).stem, record)
            else:
                self.unread.append(path)
        self._by_number = {number_of(ref): wanted for ref, wanted in self._by_ref.items()}
        for wanted in self._here:
            self._known.setdefault(self._known_by(self._values(wanted)), []).append(wanted)
        self._like = self._like_known(coming.values())
        self._changes = Change(root)
        self._rows: dict[bytes, int] = {}
        self._count: Counter[bytes] = Counter()

    def _like_known(
        self, coming: Iterable[Candidate | DeputylogError]
    ) -> Mapping[str, Sequence[Candidate]]:
        """Return what the import brings by what it is recognised by, if a record is so too."""
        found: dict[str, list[Candidate]] = {known: [] for known in self._known}
        for one in map(without_derived, coming) if found else ():
            if isinstance(one, Candidate) and (known := self._known_by(one.public)) in found:
                found[known].append(one)
        return found

    def _add(self, wanted: str, record: Record) -> None:
        self._here[wanted] = record
        if ref := getattr(record, "ref", None):
            self._by_ref[str(ref)] = wanted

    def _values(self, wanted: str) -> Values:
        return values_of(self._here[wanted])

    def decide(self, entry: ImportedRecord) -> Decision:
        """Return what becomes of one entry after the other; DeputylogError if it cannot be."""
        one = without_derived(self._coming[entry.place])
        if isinstance(one, DeputylogError):
            raise one
        if entry.id and entry.id not in NEW:
            if entry.id in self._here:
                return self._updated(entry, one, entry.id)
            if reason := path_problem(self._kind.path(entry.id)):
                return Decision(entry, problem=reason)
            return self._write(entry, one, entry.id)
        if wanted := self._of_number(str(one.public.get("ref") or "")):
            return self._updated(entry, one, wanted)
        return self._by_content(entry, one)

    def _of_number(self, ref: str) -> str:
        """Return the record with a number, as it is or written differently before; else empty."""
        return self._by_ref.get(ref) or (self._by_number.get(number_of(ref), "") if ref else "")

    def _update(self, one: Candidate, wanted: str) -> Update:
        held, coming = self._values(wanted), one.public
        if "ref" in coming and number_of(str(coming["ref"])) == number_of(str(held.get("ref"))):
            coming = {**coming, "ref": held["ref"]}
        return update_of(shape_of(self._kind.type), held, coming)

    def _updated(
        self, entry: ImportedRecord, one: Candidate, wanted: str, *, is_certain: bool = True
    ) -> Decision:
        """Decide that the record is known: the row may add to it, and contradict it.

        It adds nothing if it may be another record: found by its content alone, or of another day.
        """
        update = self._update(one, wanted)
        day = (self._kind.date_key,)
        told = [each for each in update.against if _is_told(entry, each, day)]
        update = replace(update, against=told)
        is_other = any(each.key == day for each in told)
        said = DIFFERS if is_certain else MAY_BE_ANOTHER
        said = IS_ANOTHER if is_other and not entry.id and is_certain else said
        names = self._private_names(one) if told else frozenset()
        against = tuple(self._wording.explained(said, wanted, each, names) for each in told)
        known = self._with_more(self._already(entry, one, wanted), one, wanted)
        known = replace(known, against=(*against, *known.against))
        is_blocked = known.against and (is_other or not is_certain)
        if is_blocked or not (update.values or update.events or known.more):
            return replace(known, more={})
        if known.unused and ("writer",) in [key for key, _ in update.values]:
            known = replace(known, unused=False, private=text_of(PRIVATE_FILE, one.private))
        path = self._kind.path(wanted)
        held = self._changes.read(path) or b""
        shape = shape_of(self._kind.type)
        text = text_with_all(path, held, shape, update.values, update.events)
        raw = text.encode("utf-8")
        changed = load(self._kind, path, raw)
        if isinstance(changed, tuple):
            raise NotARecordError(self._kind, [fault.text for fault in changed])
        self._changes.put(path, raw)
        self._here[wanted] = changed
        return replace(known, done="changed", path=path, raw=raw)

    def _by_content(self, entry: ImportedRecord, one: Candidate) -> Decision:
        """Decide by what the record says: it may be known, differ from a known one, or be new."""
        content, is_new = digest(one.content.encode()), entry.id in NEW
        whole = digest(content + content_of(one.private).encode())
        if whole in self._rows and not is_new:
            raise DeputylogError(
                "与第{row}行相同；如确有两次，请在“编号”栏填“新”",
                "same as row {row}; if it happened twice, write 'new' in the id column",
                row=self._rows[whole],
            )
        self._rows.setdefault(whole, entry.row.number)
        alike = whole if one.is_accusation else content
        self._count[alike] += 1
        near = self._known.get(self._known_by(one.public), []) if self._known else []
        same, maybe = self._same_as(one, near)
        if len(same) >= self._count[alike]:
            return self._already(entry, one, same[self._count[alike] - 1])
        # Letters of one day without a title are not the same.
        if not is_new and ("title" not in self._kind.known_by or one.public.get("title")):
            for other in near:
                if other not in same and not self._is_another(other, one):
                    return self._updated(entry, one, other, is_certain=False)
        if wanted := self._without_seat(one):
            return self._updated(entry, one, wanted)
        written = self._write(entry, one, self._new_id(one, self._count[alike]))
        return written if is_new else replace(written, maybe=maybe)

    def _same_as(self, one: Candidate, near: Iterable[str]) -> tuple[list[str], tuple[str, ...]]:
        """Return which records hold all that a row says; of an accusation, also which may do so, as
        their private part is not here.
        """
        same = [wanted for wanted in near if covers(self._values(wanted), one.public)]
        if not one.is_accusation:
            return same, ()
        parts = {wanted: self._private(wanted) for wanted in same}
        maybe = tuple(wanted for wanted, part in parts.items() if part is None)
        return [wanted for wanted in same if covers(parts[wanted], one.private)], maybe

    def _without_seat(self, one: Candidate) -> str:
        """Return the deputy of that name entered by name only, such as a leader; else empty."""
        if self._kind is not DEPUTY or not one.public.get("seats"):
            return ""
        name = str(one.public["name"])
        for wanted, here in self._here.items():
            if isinstance(here, Deputy) and not here.seats and same_name(here.name, name):
                return wanted
        return ""

    def _is_another(self, wanted: str, one: Candidate) -> bool:
        """Return whether a record of the same day and title is not that of a row: a row with a
        number agrees with its record, and another row of the file may say what the record holds.
        """
        if one.public.get("ref") and self._update(one, wanted).against:
            return True
        here, rows = self._values(wanted), self._like[self._known_by(one.public)]
        others = (row for row in rows if row.record is not one.record)
        return any(covers(here, row.public) for row in others)

    def _known_by(self, values: Values) -> str:
        """Return what a record is recognised by, as one text."""
        found = {name: values.get(name) for name in self._kind.known_by}
        if seats := entries(found, "seats"):
            found["seats"] = seats[-1].get("group")
        if isinstance(deputies := found.get("deputies"), list):
            found["deputies"] = sorted(deputies)
        if "name" in found:
            found["name"] = bare(str(found["name"]))
        return content_of(found)

    def _already(self, entry: ImportedRecord, one: Candidate, wanted: str) -> Decision:
        """Decide that a record is there; what the entry says about the writer may not be."""
        held = self._private(wanted) if one.private else {}
        unused = held is None or not covers(held, one.private)
        return Decision(entry, "already", unused=unused, held=self._kind.path(wanted))

    def _private_names(self, one: Candidate) -> frozenset[str]:
        """Return the names of a writer and of those in private/ that are not public otherwise."""
        held, public = self._names
        return (held | names_of(one.private)) - public

    @cached_property
    def _names(self) -> tuple[frozenset[str], frozenset[str]]:
        return names_held(self._root), frozenset(map(bare, public_names(self._root)))

    def _with_more(self, known: Decision, one: Candidate, wanted: str) -> Decision:
        """Return the decision with what the row adds to the private part of the record, and what
        contradicts it. What was moved there from other cells contradicts nothing: it goes to the
        note.
        """
        if "identity_erased" in self._values(wanted):
            return known
        is_moved = bool(known.entry.moved)
        held = self._private(wanted) if one.private else {}
        if held is None and not is_moved:
            return known
        more, against = private_update_of(held or {}, one.private, is_moved=is_moved)
        told = tuple(self._wording.private_explained(known.entry, wanted, name) for name in against)
        return replace(known, unused=False, more=more, against=told)

    def _private(self, wanted: str) -> Values | None:
        """Return what private/ holds of a record; None if that cannot be known here: the part is
        missing, or cannot be read.
        """
        try:
            loaded = private_record(self._root, self._kind, wanted)
        except (OSError, SealedError):
            return None
        return values_of(loaded) if isinstance(loaded, Record) else None

    def _new_id(self, one: Candidate, number: int) -> str:
        """Return an id made from the content, so that a sheet gives the same ids everywhere."""
        words = str(one.public.get("ref") or f"{one.content}{number}")
        if not self._kind.is_dated:
            name, random = str(one.public["name"]), Random(words)
            if self._kind is not GROUP:
                return deputy_id(name, self._here, random)
            other = deputy_id("", self._here, random).replace("d-", "g-", 1)
            return free_id(joined_pinyin(name), self._here) or other
        written = self._kind.day_of(one.record)
        if not written:
            raise DeputylogError(
                "没有日期：既未填日期，办理经过也没有日期",
                "no date: neither the record nor any of its events has one",
            )
        day, letter = date.fromisoformat(f"{written}-01"[:10]), self._kind.letter
        ids = (id_of_ref(letter, day, words, attempt) for attempt in range(1000))
        return next(new for new in ids if new not in self._here)

    def _write(self, entry: ImportedRecord, one: Candidate, wanted: str) -> Decision:
        path = self._kind.path(wanted)
        if os.path.exists(f"{self._root}/{path}"):
            raise RecordExistsError(path)
        private = text_of(PRIVATE_FILE, one.private) if one.private else ""
        self._add(wanted, one.record)
        return Decision(
            entry, "written", path=path, raw=one.raw, private=private, record=one.record
        )
