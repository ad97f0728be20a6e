"""Import records: each is written, recorded already, in conflict with a record, or invalid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

from deputylog.enter.deputy import deputy_id
from deputylog.finding import DeputylogError, RecordExistsError
from deputylog.keep.new_record import text_of, tidy
from deputylog.keep.private_files import split_private
from deputylog.keep.register_draft import Draft, complete
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.registry import DEPUTY, GROUP, LETTER, PRIVATE_FILE, VISIT
from deputylog.record.fields import Record
from deputylog.record.files import read_bytes
from deputylog.record.ids import free_id, id_of_ref
from deputylog.record.kind import Kind
from deputylog.record.reading import convert, load, plain
from deputylog.record.shape import shape_of
from deputylog.repository.folder import private_folder, read_records
from deputylog.tables.checks import Outcome, Taken, judged
from deputylog.tables.comparison import covers, with_numbered_matters, wording
from deputylog.tables.seats import put_seats, seats_with
from deputylog.text.pinyin import joined_pinyin
from deputylog.text.spelling import bare, same_name
from deputylog.tree import path_problem
from deputylog.words import Bilingual, phrase

Values = dict[str, object]

NEW = ("新", "new")
"""Words in the id cell for a new record that has the same content as an existing one."""

_KNOWN_BY = {
    "visit": ("date", "deputies", "constituency"),
    "opening": ("date", "group"),
    "letter": ("received", "mailbox", "constituency", "title"),
    "suggestion": ("title", "lead"),
    "activity": ("date", "kind", "by", "title"),
    "submission": ("group", "quarter"),
    "spot-check": ("date", "seed"),
    "excuse": ("rule", "subject", "from"),
    "deputy": ("name", "seats"),
    "group": ("name",),
}
"""The fields by which a record is recognised: the same values mean the same record."""


@dataclass
class Given:
    """A record to import: its id, if any, its values and private values, and `at`, its row."""

    at: int
    data: Mapping[str, object]
    id: str = ""
    private: Mapping[str, object] = field(default_factory=dict)
    is_exact: bool = False
    """Whether every value is given, so that a missing one is a difference."""


@dataclass(frozen=True)
class _Fitting:
    """A valid record in normal form."""

    given: Given
    public: Values
    private: Values
    text: str

    @property
    def words(self) -> str:
        """Its public values as one text."""
        return wording(self.public)


def take(
    root: Path,
    kind: Kind,
    several: Sequence[Given],
    today: date,
    made: Mapping[str, bytes] | None = None,
    *,
    dry_run: bool,
) -> Taken:
    """Import the records that are valid and would not be an error; a bad one does not stop the
    others.

    `made` are the register files that come with them.
    """
    fitting = [_fitting(kind, given) for given in several]
    coming = {one.words for one in fitting if isinstance(one, _Fitting)}
    return judged(
        root, fitting, lambda: _Taker(root, kind, coming).take, today, made or {}, dry_run=dry_run
    )


def _fitting(kind: Kind, given: Given) -> _Fitting | Outcome:
    try:
        public, private = (
            split_private(given.data, given.private) if kind is LETTER else (dict(given.data), {})
        )
        tidied = tidy(public)
        assert isinstance(tidied, dict)
        number = with_numbered_matters(tidied) if kind is VISIT else tidied
        text = text_of(kind, number)
        return _Fitting(given, plain(convert(kind, number)), private, text)
    except DeputylogError as error:
        return Outcome(given.at, "reported", error.text)


class _Taker:
    """The existing records of one kind, while others are imported; it decides, and writes nothing."""

    def __init__(self, root: Path, kind: Kind, coming: Set[str]) -> None:
        self._root = root
        self._kind = kind
        self._here = {
            Path(path).stem: plain(record)
            for path, record in read_records(root, kind)
            if isinstance(record, Record)
        }
        self._by_ref = {
            str(values["ref"]): wanted for wanted, values in self._here.items() if values.get("ref")
        }
        self._known: dict[str, list[str]] = {}
        for wanted, values in self._here.items():
            self._known.setdefault(self._known_by(values), []).append(wanted)
        self._coming = coming
        self._changes = Draft(root)
        self._seen: dict[str, int] = {}
        self._count: Counter[str] = Counter()

    def take(self, one: _Fitting) -> Outcome:
        try:
            return self._take(one)
        except DeputylogError as error:
            return Outcome(one.given.at, "reported", error.text)

    def _take(self, one: _Fitting) -> Outcome:
        given = one.given
        if given.id and given.id not in NEW:
            return self._by_id(one)
        if (ref := one.public.get("ref")) and str(ref) in self._by_ref:
            return self._compared(one, self._by_ref[str(ref)])
        return self._by_what_it_says(one)

    def _by_id(self, one: _Fitting) -> Outcome:
        wanted = one.given.id
        if wanted in self._here:
            return self._compared(one, wanted)
        if reason := path_problem(self._kind.path(wanted)):
            return Outcome(one.given.at, "reported", reason)
        return self._write(one, wanted)

    def _compared(self, one: _Fitting, wanted: str) -> Outcome:
        """Report the record as known unless it differs; the existing one may hold more."""
        here = self._here[wanted]
        same = one.public == here if one.given.is_exact else covers(here, one.public)
        if same:
            return Outcome(one.given.at, "already")
        if self._kind is DEPUTY and (seats := seats_with(here, one.public)):
            put_seats(self._changes, wanted, seats)
            return self._changed(one, wanted)
        fields = [
            shape_field.wording
            for shape_field in shape_of(self._kind.type).fields
            if self._differs(one, here, shape_field.name)
        ]
        text = Bilingual(
            "已有{id}，以下内容与本行不同：{fields}；未作覆盖，请到该记录中更正",
            "{id} is already recorded with other values for: {fields}; nothing was "
            "overwritten. Correct the record",
        )
        if not one.given.id:
            text = Bilingual(
                "已有{id}，以下内容与本行不同：{fields}。如是同一件，请到该记录中更正；如是另一"
                "件，请在“编号”栏填“新”",
                "{id} is already recorded with other values for: {fields}. Correct the record; "
                "if this row is another record, write 'new' in the id column",
            )
        return Outcome(one.given.at, "reported", phrase(text, id=wanted, fields=fields))

    def _differs(self, one: _Fitting, here: Values, name: str) -> bool:
        if one.given.is_exact:
            return one.public.get(name) != here.get(name)
        return name in one.public and not covers(here.get(name), one.public[name])

    def _by_what_it_says(self, one: _Fitting) -> Outcome:
        whole = one.words + wording(one.private)
        is_new = one.given.id in NEW
        if whole in self._seen and not is_new:
            twice = Bilingual(
                "与第{row}行相同；如确有两次，请在“编号”栏填“新”",
                "same as row {row}; if it happened twice, write 'new' in the id column",
            )
            return Outcome(one.given.at, "reported", phrase(twice, row=self._seen[whole]))
        self._seen.setdefault(whole, one.given.at)
        alike = whole if self._is_accusation(one) else one.words
        self._count[alike] += 1
        near = self._known.get(self._known_by(one.public), [])
        same = [
            wanted
            for wanted in near
            if covers(self._here[wanted], one.public) and self._agrees(wanted, one)
        ]
        if len(same) >= self._count[alike]:
            return Outcome(one.given.at, "already")
        others = [
            wanted
            for wanted in near
            if wanted not in same and wording(self._here[wanted]) not in self._coming
        ]
        if others and not is_new and self._is_told_by_title(one):
            return self._compared(one, others[0])
        if wanted := self._without_seat(one):
            return self._completed(one, wanted)
        return self._write(one, self._new_id(one, self._count[alike]))

    def _without_seat(self, one: _Fitting) -> str:
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

    def _completed(self, one: _Fitting, wanted: str) -> Outcome:
        complete(self._changes, DEPUTY, wanted, one.public)
        return self._changed(one, wanted)

    def _changed(self, one: _Fitting, wanted: str) -> Outcome:
        self._here[wanted] = dict(self._changes.data(DEPUTY, wanted) or {})
        return Outcome(
            one.given.at,
            "changed",
            path=DEPUTY.path(wanted),
            text=self._changes.text(DEPUTY, wanted),
        )

    def _known_by(self, values: Values) -> str:
        told = {name: values.get(name) for name in _KNOWN_BY[self._kind.name]}
        if isinstance(seats := told.get("seats"), list):
            told["seats"] = seats[-1].get("group")
        if isinstance(deputies := told.get("deputies"), list):
            told["deputies"] = sorted(deputies)
        if "name" in told:
            told["name"] = bare(str(told["name"]))
        return wording(told)

    def _is_told_by_title(self, one: _Fitting) -> bool:
        """Return whether the identifying fields suffice; untitled letters of one day differ."""
        return "title" not in _KNOWN_BY[self._kind.name] or bool(one.public.get("title"))

    def _is_accusation(self, one: _Fitting) -> bool:
        return one.public.get("kind") == MatterKind.ACCUSATION

    def _agrees(self, wanted: str, one: _Fitting) -> bool:
        """Return whether an accusation has the same content as one here, which is in private/."""
        if not self._is_accusation(one):
            return True
        path = private_folder(self._root) / self._kind.folder / wanted[1:5] / f"{wanted}.yaml"
        try:
            loaded = load(PRIVATE_FILE, path.name, read_bytes(str(path)))
        except OSError:
            return True
        return not isinstance(loaded, Record) or covers(plain(loaded), one.private)

    def _new_id(self, one: _Fitting, number: int) -> str:
        """Return an id made from the content, so that a sheet gives the same ids everywhere."""
        words = str(one.public.get("ref") or f"{one.words}{number}")
        if self._kind is DEPUTY:
            return deputy_id(str(one.public["name"]), self._here, Random(words))
        if self._kind is GROUP:
            return free_id(joined_pinyin(str(one.public["name"])), self._here) or deputy_id(
                "", self._here, Random(words)
            ).replace("d-", "g-", 1)
        day = self._day(one)
        return next(
            new
            for attempt in range(1000)
            if (new := id_of_ref(self._kind.letter, day, words, attempt)) not in self._here
        )

    def _day(self, one: _Fitting) -> date:
        record = convert(self._kind, one.public)
        first = getattr(record, "first_day", None)
        found = first or one.public.get(self._kind.date_key)
        if not found:
            raise DeputylogError(
                "没有日期：既未填日期，办理经过也没有日期",
                "no date: neither the record nor any of its events has one",
            )
        return date.fromisoformat(f"{found}-01"[:10])

    def _write(self, one: _Fitting, wanted: str) -> Outcome:
        path = self._kind.path(wanted)
        apart = text_of(PRIVATE_FILE, one.private) if one.private else ""
        if (self._root / path).exists():
            raise RecordExistsError(path)
        self._here[wanted] = one.public
        if one.public.get("ref"):
            self._by_ref[str(one.public["ref"])] = wanted
        return Outcome(one.given.at, "written", path=path, text=one.text, apart=apart)
