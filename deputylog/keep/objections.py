"""What `check` objects to in records that are about to be written: the same rules, before the
write.
"""

from __future__ import annotations

import os
import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from deputylog.book import Book
from deputylog.calendar import DAY
from deputylog.finding import DeputylogError, Place, Severity
from deputylog.keep.new_record import NotARecordError
from deputylog.keep.repeated_letters import CLOSE, compared, days_of_repetition, repetitions
from deputylog.kinds.letter import Letter
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.opening import Opening
from deputylog.kinds.registry import (
    ACTIVITY,
    DEPUTY,
    DISTRICT,
    DISTRICT_PATH,
    GROUP,
    KINDS,
    LETTER,
    OPENING,
    SUBMISSION,
    SUGGESTION,
    VISIT,
)
from deputylog.life.record_places import Filed
from deputylog.names.register import Register
from deputylog.record.fields import Data, Key, Record
from deputylog.record.files import read_bytes
from deputylog.record.ids import RECORD_ID, date_of_id, id_of_ref
from deputylog.record.kind import Kind
from deputylog.record.reading import load, plain_values
from deputylog.record.values import values_of
from deputylog.repository.folder import paths_of_days
from deputylog.repository.private import private_names, private_record, public_names
from deputylog.repository.scan import public_because
from deputylog.rule import Evidence
from deputylog.rules import rule_in
from deputylog.text.naming import NAME, names_in
from deputylog.text.spelling import bare
from deputylog.tree import Tree, record_path
from deputylog.words import Bilingual, Phrase, phrase

JUDGING: Mapping[str, tuple[Kind, ...]] = {
    "against_the_schema": (GROUP,),
    "dangling_reference": KINDS,
    "duplicate": KINDS,
    "later_than_today": KINDS,
    "long_before_the_records": KINDS,
    "event_before_matter": (VISIT, LETTER, SUGGESTION, SUBMISSION),
    "step_fits_nothing": (VISIT, LETTER, SUGGESTION),
    "letters_of_an_opening": (LETTER, OPENING),
    "second_visit_of_a_day": (VISIT,),
    "looks_like_another": (VISIT, LETTER),
    "outside_own_constituency": (VISIT, DEPUTY),
    "round_of_unused_mailbox": (OPENING, GROUP),
    "opened_by_somebody_else": (OPENING, GROUP),
    "accusation_to_unentitled": (LETTER, DISTRICT),
    "accusation_as_source": (LETTER, VISIT, SUGGESTION, ACTIVITY),
    "settled_by_deputy_alone": (VISIT, LETTER),
    "too_few_signers": (SUGGESTION, DEPUTY, DISTRICT),
    "motion_without_its_parts": (SUGGESTION,),
    "motion_out_of_session": (SUGGESTION, DISTRICT),
    "only_passes_on": (SUGGESTION, LETTER, VISIT),
    "identity_in_record": KINDS,
    "contact_in_record": KINDS,
    "marked_secret": KINDS,
}
"""The rules about what a record says, not about what is still to be done, with the kinds of record
that can offend them; loading them all would slow down every entry."""

PERSONAL = ("P001", "P002", "P008")
"""The rules against what identifies a person, which may go to private/ instead."""

_FEW = 20
_MOST_COMPARED = 1_500
_BESIDE = {VISIT: (VISIT,), OPENING: (OPENING, LETTER), LETTER: (OPENING, LETTER)}
"""The records of the same days that such a record is compared with."""

UNDO = phrase(
    "如系重复登记，请用“deputylog undo”撤销",
    "if it was entered twice, 'deputylog undo' takes this one back",
)
_UNDO_OR_CLOSE = Bilingual("{undo}；{close}", "{undo}; {close}")
_SECOND_ROUND = Bilingual(
    "{on}的开箱 {other} 已经登记了信箱{mailboxes}",
    "the round {other} of {on} has {mailboxes} already",
)
_SAME_LETTER = Bilingual("与来信 {other} 没有任何不同", "nothing differs from the letter {other}")
_MUCH_THE_SAME = Bilingual("与已登记的 {other} 大致相同", "{other} is much the same")

_OTHER_ACCUSATION = Bilingual(
    "同一天、同一处已登记一件检举控告 {other}；其内容只存入 private/，此处不作比对",
    "an accusation of this day and place is there already: {other}; what it says is in private/ "
    "alone and is not compared",
)
_LOOK_AT_BOTH = Bilingual(
    "请核对是否为同一件，确系重复的再用“deputylog undo”撤销",
    "look at both, and run 'deputylog undo' only if they are one",
)

_NAMED = Bilingual("记录中有个人信息（{kind}）", "the record contains personal data ({kind})")
_NAMED_ANYWAY = Bilingual(
    "记录中有{kind}，可以公开的理由：{why}", "the record contains {kind}; it may, because: {why}"
)

Files = Mapping[str, bytes]
"""The content of files by their paths."""


class Objection(Struct, frozen=True):
    """What a rule says against a record; an error keeps it from being written, advice does not."""

    code: str
    severity: Severity
    path: str
    key: Key
    text: Phrase
    cure: Phrase | None = None
    """What to do about a doubt once it is written."""
    written: str = ""
    """The text of the record that identifies a person."""

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    @property
    def is_doubt(self) -> bool:
        """Whether somebody at a terminal is asked before it is written."""
        return self.cure is not None or self.code == "V003"

    @property
    def is_personal(self) -> bool:
        """Whether somebody must say what becomes of it; a record that says why it may be public is
        not asked about.
        """
        return self.code in PERSONAL and "why" not in self.text.values

    @property
    def refused(self) -> Phrase:
        """What is wrong with what was not written: nothing has to be removed from git."""
        return phrase(_NAMED, kind=self.text.values["kind"]) if self.is_personal else self.text

    @property
    def mark(self) -> tuple[str, ...]:
        return (self.code, self.path, str(self.text), self.written)


class ObjectionError(NotARecordError):
    """A record would be an error; `objections` say where."""

    def __init__(self, kind: Kind, objections: Sequence[Objection]) -> None:
        super().__init__(kind, [objection.text for objection in objections])
        self.objections = objections

    @property
    def is_personal(self) -> bool:
        return all(one.is_personal for one in self.objections)


def found_in(book: Book, files: Files, held: Files) -> list[Objection]:
    """Return the errors and advice that files bring to a book; `held` is what they replace."""
    found = list(objections_of(with_files(book, files), files, files))
    known = {objection.mark for objection in objections_of(book, files, held)} if found else set()
    return [objection for objection in found if objection.mark not in known]


def advice_on(
    root: Path, register: Register, files: Files, today: date, private: Data | None = None
) -> list[Objection]:
    """Return the advice on files to be written; ObjectionError if they would be errors.

    It reads no more than the groups, the records that the files name or stand beside, and what is
    private of the record unless that is given.
    """
    book, held = _nearby(root, register, files, today), _read(root, files)
    try:
        advice = _advice(book, files, held)
    except ObjectionError as error:
        if all(one.code != "R009" for one in error.objections):
            raise
        from deputylog.repository.reading import read_repository

        # A round keeps its id when its date is corrected, and may be one of this day.
        book, _ = read_repository(root, as_of=today)
        advice = _advice(book, files, held)
    named = _names_told(root, files, held, private)
    doubts = (doubt for path, raw in files.items() for doubt in _doubts(book, path, raw))
    said = {one.path for one in advice if one.code == "R012"}
    new = {
        path: (load(LETTER, path, raw), _private_part(root, path) if private is None else private)
        for path, raw in files.items()
        if kind_at(path) is LETTER and path not in held and path not in said
    }
    return [*advice, *named, *doubts, *repeated(root, book, new)]


def repeated(root: Path, book: Book, new: Mapping[str, tuple[object, Data]]) -> Iterator[Objection]:
    """Yield the advice on new letters, with what is private of them, that may repeat another one by
    their text or their writer.
    """
    letters = [
        compared(Path(path).stem, record, private)
        for path, (record, private) in new.items()
        if isinstance(record, Letter)
    ]
    for letter_id, said in repetitions(root, book, letters) if letters else ():
        yield Objection("", Severity.ADVICE, LETTER.path(letter_id), (), said)


def _advice(book: Book, files: Files, held: Files) -> list[Objection]:
    found = found_in(book, files, held)
    if errors := [objection for objection in found if objection.is_error]:
        path = next((error.path for error in errors if error.path in files), next(iter(files)))
        raise ObjectionError(kind_at(path), errors)
    return [_repetition(one, files) if one.code == "R012" else one for one in found]


def _repetition(objection: Objection, files: Files) -> Objection:
    """Return R012 with the record that is there already, also where the rule says it of that one;
    a new record has no id yet.
    """
    place = record_path(objection.path)
    other = objection.text.values["other"]
    if objection.path not in files and place:
        other = place.id
    cure = phrase(_UNDO_OR_CLOSE, undo=UNDO, close=phrase(CLOSE, other=other))
    return replace(objection, text=phrase(_MUCH_THE_SAME, other=other), cure=cure)


def advice_on_correction(
    root: Path, register: Register, files: Files, today: date
) -> list[Objection]:
    """Like `advice_on`, for files that exist: only what they did not offend before.

    The whole book is read for many files, for one of the register, which any record can name, and
    for a record that becomes one of another kind or of another day than its id says.
    """
    if not files:
        return []
    held = _read(root, files)
    near = (_stays_near(path, raw, held.get(path)) for path, raw in files.items())
    if len(files) <= _FEW and all(near):
        book = _nearby(root, register, files, today, compared=True)
    else:
        from deputylog.repository.reading import read_repository  # no entry needs it

        book, _ = read_repository(root, as_of=today)
    known = {one.mark for path, raw in held.items() for one in _doubts(book, path, raw)}
    doubts = (one for path, raw in files.items() for one in _doubts(book, path, raw))
    advice = [*_advice(book, files, held), *_names_told(root, files, held)]
    return [*advice, *(one for one in doubts if one.mark not in known)]


def _names_told(
    root: Path, files: Files, held: Files, private: Data | None = None
) -> list[Objection]:
    """Return the advice on names of private/ that records newly hold; ObjectionError for errors.

    A command that commits does not run the hook that looks for them.
    """
    found: list[Objection] = []
    dated = {path: raw for path, raw in files.items() if kind_at(path).is_dated}
    others = names_held(root) if dated else frozenset()
    for path, raw in dated.items():
        names = others | names_of(_private_part(root, path) if private is None else private)
        known = {one.mark for one in names_told(root, path, held.get(path, b""), names)}
        found += [one for one in names_told(root, path, raw, names) if one.mark not in known]
    if errors := [one for one in found if one.is_error]:
        raise ObjectionError(kind_at(errors[0].path), errors)
    return found


def names_held(root: Path) -> frozenset[str]:
    """Return the names in private/; none if it cannot be read here."""
    try:
        return private_names(root)
    except (OSError, DeputylogError):
        return frozenset()


def names_of(private: Data) -> frozenset[str]:
    """Return the names in the private values of a record."""
    values = [private.get(key) for key in ("name", "accused")]
    return frozenset(name for one in values if one and len(name := bare(str(one))) > 1)


def names_told(root: Path, path: str, raw: bytes, names: frozenset[str]) -> Iterator[Objection]:
    """Yield what is to be said of each text of a record with one of these names."""
    if not (names and any(names_in(raw.decode("utf-8"), names))):
        return
    names -= set(map(bare, public_names(root)))
    data = plain_values(kind_at(path), path, raw) or {}
    severity, said = Severity.ERROR, phrase(_NAMED, kind=NAME)
    why = public_because(path, raw)
    if why and not any(names_in(why, names)):
        severity, said = Severity.ADVICE, phrase(_NAMED_ANYWAY, kind=NAME, why=why)
    for key, text in texts_in(data):
        if any(names_in(text, names)):
            yield Objection("P002", severity, path, key, said, written=text)


def texts_in(value: object, key: Key = ()) -> Iterator[tuple[Key, str]]:
    """Yield every text in plain values, with its key."""
    inner: Iterable[tuple[str | int, object]] = ()
    match value:
        case str():
            yield key, value
        case Mapping():
            inner = value.items()
        case list():
            inner = enumerate(value)
    for name, one in inner:
        yield from texts_in(one, (*key, name))


def _private_part(root: Path, path: str) -> Data:
    """Return the private values of a record; none if they cannot be read here."""
    place = record_path(path)
    try:
        part = place and place.kind.is_dated and private_record(root, place.kind, place.id)
    except (OSError, DeputylogError):
        return {}
    return values_of(part) if isinstance(part, Record) else {}


def _stays_near(path: str, raw: bytes, held: bytes | None) -> bool:
    place = record_path(path)
    if not (place and place.kind.is_dated):
        return False
    records = [load(place.kind, path, one) for one in (raw, held) if one]
    kinds = {str(getattr(one, "kind", "")) for one in records}
    days = {place.kind.day_of(one) for one in records if not isinstance(one, tuple)}
    entered = date_of_id(place.id)
    return len(kinds) < 2 and all(day and entered and abs(day - entered) <= DAY for day in days)


def doubt(path: str, key: Key, text: Phrase, cure: Phrase) -> Objection:
    """Return a warning that no rule has: what is entered is perhaps there already, or too early."""
    return Objection("", Severity.ADVICE, path, key, text, cure)


def _doubts(book: Book, path: str, raw: bytes) -> Iterator[Objection]:
    """Yield the rounds of the day in which a mailbox of a new round was opened too, and the letters
    in which nothing differs from a new one without a title.
    """
    record = load(kind_at(path), path, raw)
    if isinstance(record, Opening):
        for other in book.openings:
            same = record.mailboxes.keys() & other.record.mailboxes.keys()
            is_of_day = (other.record.group, other.record.held_on) == (record.group, record.held_on)
            if other.path != path and is_of_day and same:
                values = {"on": record.held_on, "other": other.id, "mailboxes": sorted(same)}
                yield doubt(path, ("mailboxes",), phrase(_SECOND_ROUND, **values), UNDO)
    if isinstance(record, Letter) and not record.title:
        letters = [one.id for one in book.letters if one.path != path and one.record == record]
        if letters and record.kind is MatterKind.ACCUSATION:
            text = phrase(_OTHER_ACCUSATION, other=letters)
            yield doubt(path, (), text, phrase(_LOOK_AT_BOTH))
        elif letters:
            yield doubt(path, (), phrase(_SAME_LETTER, other=letters), UNDO)


def kind_at(path: str) -> Kind:
    place = record_path(path)
    assert place
    return place.kind


def objections_of(book: Book, paths: Iterable[str], contents: Files) -> Iterator[Objection]:
    """Yield the errors and advice of the rules about such files, wherever they are."""
    kinds = {kind_at(path).name for path in paths}
    for module, judged in JUDGING.items():
        if kinds.isdisjoint(kind.name for kind in judged):
            continue
        rule = rule_in(module)
        for hit in rule.hits(Evidence(book, Tree(contents), book.as_of)):
            severity = hit.severity or rule.severity
            if rule.code == "R003" and not kind_at(hit.path).is_dated:
                severity = Severity.ADVICE  # a register is entered piece by piece, in any order
            if severity in (Severity.ERROR, Severity.ADVICE):
                key, written = hit.key, ""
                if hit.place:
                    key, written = _text_at(hit.place, contents[hit.path])
                yield Objection(rule.code, severity, hit.path, key, rule.says(hit), written=written)


def _text_at(place: Place, raw: bytes) -> tuple[Key, str]:
    """Return the key of the last value that begins at a place or before it, and its text."""
    from deputylog.record import slow_parser as slow  # loading it would slow down every entry
    from deputylog.record.editing import value_at

    document = slow.read(place.path, raw)
    starts = {(mark.line, mark.column, len(key)): key for key, mark in document.values.items()}
    before = [start for start in starts if start[:2] <= (place.line, place.column)]
    key = starts[max(before)] if before else ()
    found = value_at(document.data, key)
    return key, found if isinstance(found, str) else ""


def with_files(book: Book, files: Files, read: Mapping[str, Record] = {}) -> Book:
    """Return the book with these files in place of those with the same paths; `read` are those of
    them that were read.
    """
    records = {
        kind: [filed for filed in several if filed.path not in files]
        for kind, several in book.by_kind.items()
    }
    for path, raw in files.items():
        place = record_path(path)
        record = read.get(path) or (load(place.kind, path, raw) if place else ())
        if place and not isinstance(record, tuple):
            records.setdefault(place.kind.name, []).append(Filed(path, place.id, record))
    return replace(book, by_kind=records)


def _nearby(
    root: Path, register: Register, files: Files, today: date, *, compared: bool = False
) -> Book:
    """Return a book of the groups, and of the records that the files name or stand beside."""
    filed: dict[str, tuple[Kind, Filed[Any]]] = {
        GROUP.path(wanted): (GROUP, Filed(GROUP.path(wanted), wanted, group))
        for wanted, group in register.groups.items()
    }
    filed[DISTRICT_PATH] = (DISTRICT, Filed(DISTRICT_PATH, DISTRICT.name, register.district))
    found = _read(
        root, {DISTRICT_PATH, *files, *(one for raw in files.values() for one in _named(raw))}
    )
    for path, raw in files.items():
        if compared or not (root / path).exists():
            found |= _beside(root, register, path, raw)
    unreadable = list(register.unread)
    for path, raw in found.items():
        if place := record_path(path):
            record = load(place.kind, path, raw)
            if isinstance(record, tuple):
                unreadable.append(path)
            else:
                filed[path] = (place.kind, Filed(path, place.id, record))
    records: dict[str, list[Filed[Any]]] = {}
    for kind, one in filed.values():
        records.setdefault(kind.name, []).append(one)
    return Book(today, records, unreadable=tuple(unreadable))


def _named(raw: bytes) -> Iterator[str]:
    """Yield the paths that deputies and records have if their ids are the words of a file."""
    kinds = {kind.letter: kind for kind in KINDS if kind.is_dated}
    for word in set(re.findall(r"[0-9A-Za-z-]+", raw.decode("utf-8"))):
        kind = kinds.get(word[0]) if RECORD_ID.fullmatch(word) else None
        yield (kind or DEPUTY).path(word)


def _beside(root: Path, register: Register, path: str, raw: bytes) -> dict[str, bytes]:
    """Return the files that a record is compared with: of its day and the two beside it, about
    the same places; the letters that a letter may repeat; and the record with the same `ref`, from
    which an imported one has its id.

    The id of a record can carry another day than the record: that of its entry.
    """
    place = record_path(path)
    day = date_of_id(place.id) if place and place.kind.is_dated else None
    if place is None or day is None:
        return {}
    kind, days, places = place.kind, (day - DAY, day, day + DAY), _places(register, raw, day)
    near = {one for other in _BESIDE.get(kind, ()) for one in paths_of_days(root, other, days)}
    record = load(kind, path, raw)
    text = (record.title or record.summary or "").encode() if isinstance(record, Letter) else b""
    if text:
        around = paths_of_days(root, LETTER, days_of_repetition(register.district, day))
        near.update(_nearest(path, sorted(around)))
    found = {
        one: read
        for one, read in _read(root, sorted(near)).items()
        if not read or places.search(read) or (text and text in read)
    }
    ref = getattr(record, "ref", None)
    return found | _read(root, [kind.path(id_of_ref(kind.letter, day, ref))] if ref else ())


def _nearest(path: str, others: Sequence[str]) -> Sequence[str]:
    """Return the paths nearest to that of a letter: so many that an entry stays quick."""
    at = bisect(others, path)
    return others[max(0, at - _MOST_COMPARED) : at + _MOST_COMPARED]


def _places(register: Register, raw: bytes, day: date) -> re.Pattern[bytes]:
    """Return a pattern of the groups, constituencies and mailboxes in a file, and of those that
    belong to one of these mailboxes or constituencies.
    """
    words = set(re.findall(r"[0-9a-z_-]+", raw.decode("utf-8")))
    boxes = [box for group in register.groups.values() for box in group.mailboxes]
    served = [{box.id, box.constituency_on(day)} for box in boxes]
    known = {*register.groups, *register.holdings.entries}
    places = (words & known).union(*(ids for ids in served if ids & words))
    return re.compile("|".join(map(re.escape, sorted(places))).encode())


def _read(root: Path, paths: Iterable[str]) -> dict[str, bytes]:
    """Return the content of those of the files that exist; of one that cannot be read, nothing,
    which is no valid record.
    """
    found: dict[str, bytes] = {}
    for path in paths:
        try:
            found[path] = read_bytes(os.path.join(root, path))
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError:
            found[path] = b""
    return found
