"""Compare the records of an import with the existing ones of their kind."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from deputylog.enter.register_records import deputy_id
from deputylog.finding import DeputylogError, RecordExistsError
from deputylog.keep.new_record import text_of, tidy
from deputylog.keep.register_draft import Draft, complete, entries
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.registry import DEPUTY, GROUP, PRIVATE_FILE
from deputylog.record.fields import Record
from deputylog.record.ids import free_id, id_of_ref, new_matter_id
from deputylog.record.kind import Kind
from deputylog.record.reading import convert, values_of
from deputylog.record.shape import shape_of
from deputylog.repository.folder import private_record, read_records
from deputylog.tables.outcomes import Decision
from deputylog.tables.record_rows import ImportedRecord
from deputylog.text.pinyin import joined_pinyin
from deputylog.text.spelling import bare, same_name
from deputylog.tree import path_problem
from deputylog.words import Bilingual, phrase

Values = dict[str, object]

NEW = ("新", "new")
"""Words in the id cell for a new record that has the same content as an existing one."""


@dataclass(frozen=True)
class Candidate:
    """A valid record in normal form, with the text of its file."""

    public: Values
    private: Values
    text: str

    @property
    def content(self) -> str:
        """Its public values as one text."""
        return content_of(self.public)


def _candidate(kind: Kind, entry: ImportedRecord) -> Candidate | DeputylogError:
    try:
        public, private = dict(entry.data), dict(entry.private)
        if kind.separate:
            public, private = kind.separate(public, private)
        tidied, withheld = tidy(public), tidy(private)
        assert isinstance(tidied, dict)
        assert isinstance(withheld, dict)
        numbered = _with_numbered_matters(tidied)
        text = text_of(kind, numbered)
        return Candidate(values_of(convert(kind, numbered)), withheld, text)
    except DeputylogError as error:
        return error


def _with_numbered_matters(data: Values) -> Values:
    """Return the record with an id for each matter, made from its content where it has none."""
    matters = data.get("matters")
    if not isinstance(matters, list) or not all(isinstance(one, Mapping) for one in matters):
        return data
    used = {str(matter.get("id")) for matter in matters}
    numbered = []
    for matter in matters:
        wanted = matter.get("id") or _matter_id(matter, used)
        used.add(str(wanted))
        numbered.append({**matter, "id": wanted})
    return {**data, "matters": numbered}


def _matter_id(matter: Mapping[str, object], used: set[str]) -> str:
    random = Random(content_of(matter))
    while (wanted := new_matter_id(random)) in used:
        continue
    return wanted


def content_of(values: object) -> str:
    """Return the values as one text."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)


def covers(here: object, given: object) -> bool:
    """Return whether `here` holds everything in `given`; ids of entries are ignored.

    `here` may hold more, since steps are logged later, and a name in another spelling.
    """
    if isinstance(given, Mapping):
        return isinstance(here, Mapping) and all(
            covers(here.get(key), value)
            or (key == "name" and same_name(str(here.get(key)), str(value)))
            for key, value in given.items()
            if key != "id"
        )
    if isinstance(given, list):
        return isinstance(here, list) and all(
            any(covers(one, item) for one in here) for item in given
        )
    return here == given


class Candidates:
    """The records of one kind that an import brings, in normal form, by the number of their row."""

    def __init__(self, kind: Kind, entries: Iterable[ImportedRecord]) -> None:
        self._found = {entry.row.number: _candidate(kind, entry) for entry in entries}
        self.contents = {one.content for one in self._found.values() if isinstance(one, Candidate)}

    def of(self, entry: ImportedRecord) -> Candidate:
        """Return the record of an entry; DeputylogError if it is invalid."""
        found = self._found[entry.row.number]
        if isinstance(found, DeputylogError):
            raise found
        return found


class Existing:
    """The existing records of one kind, with those imported so far; it writes nothing."""

    def __init__(self, root: Path, kind: Kind, coming: Candidates) -> None:
        self._root = root
        self._kind = kind
        self._coming = coming
        self._here = {
            Path(path).stem: values_of(record)
            for path, record in read_records(root, kind)
            if isinstance(record, Record)
        }
        self._by_ref = {
            str(values["ref"]): wanted for wanted, values in self._here.items() if values.get("ref")
        }
        self._known: dict[str, list[str]] = {}
        for wanted, values in self._here.items():
            self._known.setdefault(self._known_by(values), []).append(wanted)
        self._changes = Draft(root)
        self._rows: dict[str, int] = {}
        self._count: Counter[str] = Counter()

    def decide(self, entry: ImportedRecord) -> Decision:
        """Return what becomes of one entry after the other; DeputylogError if it cannot be."""
        one = self._coming.of(entry)
        if entry.id and entry.id not in NEW:
            if entry.id in self._here:
                return self._compared(entry, one, entry.id)
            if reason := path_problem(self._kind.path(entry.id)):
                return Decision(entry, "reported", reason)
            return self._write(entry, one, entry.id)
        if (ref := one.public.get("ref")) and str(ref) in self._by_ref:
            return self._compared(entry, one, self._by_ref[str(ref)])
        return self._by_content(entry, one)

    def _compared(self, entry: ImportedRecord, one: Candidate, wanted: str) -> Decision:
        """ImportReport the record as known unless it differs; the existing one may hold more."""
        here = self._here[wanted]
        if one.public == here if entry.is_exact else covers(here, one.public):
            return Decision(entry, "already")
        if self._kind is DEPUTY and (seats := _seats_with(here, one.public)):
            _put_seats(self._changes, wanted, seats)
            return self._changed(entry, wanted)
        fields = [
            described.wording
            for described in shape_of(self._kind.type).fields
            if _differs(entry, one, here, described.name)
        ]
        text = Bilingual(
            "已有{id}，以下内容与本行不同：{fields}。如是同一件，请到该记录中更正；如是另一"
            "件，请在“编号”栏填“新”",
            "{id} is already recorded with other values for: {fields}. Correct the record; "
            "if this row is another record, write 'new' in the id column",
        )
        if entry.id:
            text = Bilingual(
                "已有{id}，以下内容与本行不同：{fields}；未作覆盖，请到该记录中更正",
                "{id} is already recorded with other values for: {fields}; nothing was "
                "overwritten. Correct the record",
            )
        return Decision(entry, "reported", phrase(text, id=wanted, fields=fields))

    def _by_content(self, entry: ImportedRecord, one: Candidate) -> Decision:
        """Decide by what the record says: it may be known, differ from a known one, or be new."""
        whole, is_new = one.content + content_of(one.private), entry.id in NEW
        if whole in self._rows and not is_new:
            twice = Bilingual(
                "与第{row}行相同；如确有两次，请在“编号”栏填“新”",
                "same as row {row}; if it happened twice, write 'new' in the id column",
            )
            return Decision(entry, "reported", phrase(twice, row=self._rows[whole]))
        self._rows.setdefault(whole, entry.row.number)
        alike = whole if _is_accusation(one) else one.content
        self._count[alike] += 1
        near = self._known.get(self._known_by(one.public), [])
        same = [wanted for wanted in near if self._agrees(wanted, one)]
        if len(same) >= self._count[alike]:
            return Decision(entry, "already")
        others = (wanted for wanted in near if wanted not in same)
        other = next((wanted for wanted in others if not self._is_coming(wanted)), "")
        # Letters of one day without a title are not the same.
        is_named = "title" not in self._kind.known_by or one.public.get("title")
        if other and not is_new and is_named:
            return self._compared(entry, one, other)
        if wanted := self._without_seat(one):
            complete(self._changes, DEPUTY, wanted, one.public)
            return self._changed(entry, wanted)
        return self._write(entry, one, self._new_id(one, self._count[alike]))

    def _without_seat(self, one: Candidate) -> str:
        """Return the deputy of that name entered by name only, such as a leader; else empty."""
        if self._kind is not DEPUTY or not one.public.get("seats"):
            return ""
        name = str(one.public["name"])
        named = (
            wanted
            for wanted, here in self._here.items()
            if same_name(str(here["name"]), name) and not here.get("seats")
        )
        return next(named, "")

    def _changed(self, entry: ImportedRecord, wanted: str) -> Decision:
        self._here[wanted] = dict(self._changes.data(DEPUTY, wanted) or {})
        text = self._changes.text(DEPUTY, wanted)
        return Decision(entry, "changed", path=DEPUTY.path(wanted), text=text)

    def _known_by(self, values: Values) -> str:
        """Return what a record is recognised by, as one text."""
        found = {name: values.get(name) for name in self._kind.known_by}
        if isinstance(seats := found.get("seats"), list):
            found["seats"] = seats[-1].get("group")
        if isinstance(deputies := found.get("deputies"), list):
            found["deputies"] = sorted(deputies)
        if "name" in found:
            found["name"] = bare(str(found["name"]))
        return content_of(found)

    def _is_coming(self, wanted: str) -> bool:
        """Return whether the import brings a record with the content of this one."""
        return content_of(self._here[wanted]) in self._coming.contents

    def _agrees(self, wanted: str, one: Candidate) -> bool:
        """Return whether an existing record holds what this one says, also in private/."""
        if not covers(self._here[wanted], one.public):
            return False
        if not _is_accusation(one):
            return True
        try:
            loaded = private_record(self._root, self._kind, wanted)
        except OSError:
            return True
        return not isinstance(loaded, Record) or covers(values_of(loaded), one.private)

    def _new_id(self, one: Candidate, number: int) -> str:
        """Return an id made from the content, so that a sheet gives the same ids everywhere."""
        words = str(one.public.get("ref") or f"{one.content}{number}")
        if not self._kind.is_dated:
            name, random = str(one.public["name"]), Random(words)
            if self._kind is not GROUP:
                return deputy_id(name, self._here, random)
            other = deputy_id("", self._here, random).replace("d-", "g-", 1)
            return free_id(joined_pinyin(name), self._here) or other
        day = self._day(one)
        return next(
            new
            for attempt in range(1000)
            if (new := id_of_ref(self._kind.letter, day, words, attempt)) not in self._here
        )

    def _day(self, one: Candidate) -> date:
        if day := self._kind.day_of(convert(self._kind, one.public)):
            return date.fromisoformat(f"{day}-01"[:10])
        raise DeputylogError(
            "没有日期：既未填日期，办理经过也没有日期",
            "no date: neither the record nor any of its events has one",
        )

    def _write(self, entry: ImportedRecord, one: Candidate, wanted: str) -> Decision:
        path = self._kind.path(wanted)
        if (self._root / path).exists():
            raise RecordExistsError(path)
        private = text_of(PRIVATE_FILE, one.private) if one.private else ""
        self._here[wanted] = one.public
        if one.public.get("ref"):
            self._by_ref[str(one.public["ref"])] = wanted
        return Decision(entry, "written", path=path, text=one.text, private=private)


def _differs(entry: ImportedRecord, one: Candidate, here: Values, name: str) -> bool:
    if entry.is_exact:
        return one.public.get(name) != here.get(name)
    return name in one.public and not covers(here.get(name), one.public[name])


def _is_accusation(one: Candidate) -> bool:
    return one.public.get("kind") == MatterKind.ACCUSATION


def _seats_with(
    here: Mapping[str, object], given: Mapping[str, object]
) -> list[Mapping[str, object]]:
    """Return the seats of a deputy with the ends of those, and the seats in a new term, that a row
    adds.

    Empty if something else in the row is new, or nothing at all.
    """
    seats = entries(here, "seats")
    before = list(seats)
    for seat in entries(given, "seats"):
        number = next((n for n, held in enumerate(seats) if _is_seat(held, seat)), None)
        if number is not None:
            ending = {
                key: seat[key] for key in ("to", "end") if key in seat and key not in seats[number]
            }
            seats[number] = {**seats[number], **ending}
        elif all(held["term"] != seat.get("term") for held in before):
            seats.append(seat)
    is_covered = covers({**here, "seats": seats}, given)
    return seats if seats != before and is_covered else []


def _put_seats(draft: Draft, wanted: str, seats: Sequence[Mapping[str, object]]) -> None:
    """Set those of a deputy's seats that are new or differ."""
    before = entries(draft.data(DEPUTY, wanted), "seats")
    for number, seat in enumerate(seats):
        if number >= len(before) or seat != before[number]:
            draft.put(DEPUTY, wanted, ("seats", number), seat)


def _is_seat(held: Mapping[str, object], seat: Mapping[str, object]) -> bool:
    return all(
        seat.get(key, held.get(key)) == held.get(key)
        for key in ("term", "constituency", "group", "from")
    )
