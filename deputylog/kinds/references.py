"""The register of what can be named: who holds each, its names, and how one is added."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, partial

from msgspec import Struct

from deputylog.caching import cached_method
from deputylog.calendar import Period
from deputylog.kinds.activity import ActivityKind
from deputylog.kinds.actor import Actor
from deputylog.kinds.asks import Ask, People
from deputylog.kinds.deputy import Deputy, Seat
from deputylog.kinds.district import District, NamedKind, NamedPeople
from deputylog.kinds.group import Group, Officer
from deputylog.kinds.holdings import Holdings
from deputylog.kinds.registry import (
    ACTIVITY,
    DEPUTY,
    DISTRICT,
    EXCUSE,
    GROUP,
    KINDS,
    LETTER,
    PRESET,
    VISIT,
)
from deputylog.kinds.tenure import tenure, terms_end
from deputylog.kinds.visit import Visit
from deputylog.record.fields import WORKING_BODY, lasts
from deputylog.record.kind import Kind
from deputylog.text.spelling import plain
from deputylog.words import Bilingual, Term


def _always(day: date) -> bool:
    return True


class Named(Struct, frozen=True, dict=True):
    """Something with an id and names; `hint` distinguishes two with the same name.

    Of several with the same name, the one in use on a day is meant.
    """

    id: str
    names: tuple[str, ...]
    hint: str = ""
    in_use: Callable[[date], bool] = _always

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """Its id and names in the form in which names are compared."""
        return tuple(map(plain, (self.id, *self.names)))

    @property
    def called(self) -> tuple[str, ...]:
        """Its id and name in that form, and the name with the id in brackets, as lists show it."""
        name = self.plain[1:2]
        with_id = (f"{one}({self.plain[0]})" for one in name)
        return (self.plain[0], *name, plain(str(self)), *with_id)

    def __str__(self) -> str:
        inner = ", ".join(part for part in (self.id, self.hint) if part)
        return f"{self.names[0]} ({inner})" if self.names else self.id


class NamedObjects:
    """All objects of a district that a record can refer to by an id, and that have names."""

    district: District
    groups: Mapping[str, Group]
    deputies: Mapping[str, Deputy]

    @cached_property
    def holdings(self) -> Holdings:
        """Which group holds what, from day to day."""
        return Holdings(self.district, self.groups)

    def known(self, kind: str, on: date | None = None) -> list[Named]:
        """Everything of that kind with its names, of that day or the latest."""
        return self._known(kind, on if NAMABLE[kind].changes else None)

    @cached_method
    def _known(self, kind: str, on: date | None) -> list[Named]:
        row = NAMABLE[kind]
        included = [named for inner in row.includes for named in self.known(inner)]
        built_in = [Named(str(word), (word.zh, word.en)) for word in row.built_in or ()]
        return [*included, *built_in, *row.objects(self, on)]

    @cached_method
    def ids(self, kind: str) -> frozenset[str]:
        """The ids of a kind in the register."""
        presets: frozenset[str] = getattr(self, "presets", frozenset())
        own = presets if kind == "preset" else frozenset[str]()
        return own | {named.id for named in self.known(kind)}

    def name(self, kind: str, wanted: str) -> str:
        """The first name of the object with that id; empty if it has none or does not exist."""
        return self._names(kind).get(wanted, "")

    @cached_method
    def _names(self, kind: str) -> dict[str, str]:
        known = reversed(self.known(kind))
        return {named.id: named.names[0] for named in known if named.names}


class Namable(Struct, frozen=True):
    """A kind of object that a field can refer to.

    `objects` yields them with their names. Objects of the kinds `includes` can be meant too,
    and so can records: matters, agendas, or all `records`, which `recorded` says. `file` is the
    kind of record whose file is named by the id. `held_in` are the kinds of record that may hold
    an object.
    """

    kind: str
    wording: Bilingual
    cure: Bilingual | None = None
    held_in: tuple[Kind, ...] = (DISTRICT,)
    objects: Callable[[NamedObjects, date | None], Iterable[Named]] = lambda names, on: ()
    includes: tuple[str, ...] = ()
    recorded: str = ""
    file: Kind | None = None
    changes: bool = False
    """Whether the names differ from day to day."""
    shown_by_id: bool = False
    """Whether papers and lists show the id, not the name."""
    built_in: type[Term] | None = None
    """The words to which the district adds its own."""

    @property
    def files(self) -> tuple[Kind, ...]:
        """The kinds of record whose files are named by such an id."""
        inner = (kind for name in self.includes for kind in NAMABLE[name].files)
        return (*((self.file,) if self.file else ()), *inner)


def _deputies(names: NamedObjects, on: date | None) -> Iterator[Named]:
    ends = terms_end(names.district)
    for wanted, deputy in names.deputies.items():
        hint = deputy.seats[-1].constituency if deputy.seats else ""
        yield Named(wanted, (deputy.name, *deputy.aliases), hint, partial(_sits, deputy, ends))


def _sits(deputy: Deputy, ends: Mapping[str, date], day: date) -> bool:
    return bool(tenure(deputy, ends, day).seats_on(day))


def _officers(names: NamedObjects, on: date | None) -> Iterator[Named]:
    for group in names.groups.values():
        for one in group.officers:
            yield Named(one.id, (one.name,), group.name, one.serves)
    yield Named(WORKING_BODY, (names.district.working_body,))


def _groups(names: NamedObjects, on: date | None) -> Iterator[Named]:
    for wanted, group in names.groups.items():
        yield Named(wanted, tuple(filter(None, (group.name, group.office))))


def _constituencies(names: NamedObjects, on: date | None) -> Iterator[Named]:
    """The constituencies with the name of the term of the day, or else the last one."""
    running = names.holdings.terms_on(on) if on else frozenset()
    listed = [held for group in names.groups.values() for held in group.constituencies]
    in_order = sorted(listed, key=lambda held: held.term in running)
    for wanted, name in {held.id: held.name for held in in_order}.items():
        yield Named(wanted, (name,), in_use=partial(names.holdings.runs, wanted))


def _mailboxes(names: NamedObjects, on: date | None) -> Iterator[Named]:
    where = {named.id: named.names[0] for named in names.known("constituency", on)}
    day = on or date.max
    for group in names.groups.values():
        for mailbox in group.mailboxes:
            constituency = mailbox.constituency_on(day)
            places = (where.get(constituency, constituency), mailbox.place_on(day))
            yield Named(mailbox.id, tuple(filter(None, places)), in_use=mailbox.in_use)


def _departments(names: NamedObjects, on: date | None) -> Iterator[Named]:
    for wanted, one in names.district.departments.items():
        if on is None or one.in_use(on):
            yield Named(wanted, (one.name, *one.aliases), in_use=one.in_use)


def _topics(names: NamedObjects, on: date | None) -> Iterator[Named]:
    for wanted, topic in names.district.topics.items():
        yield Named(wanted, (topic.name, *topic.aliases))


def _own_words(kind: str) -> Callable[[NamedObjects, date | None], Iterator[Named]]:
    """The listing of the words that a district adds to a set."""
    return lambda names, on: (
        Named(wanted, (own.name,)) for wanted, own in own_words(names.district, kind).items()
    )


def _set_adds(what: str) -> Bilingual:
    return Bilingual(f"可用“deputylog set {what}”登记", f"'deputylog set {what}' adds one")


_DATED = tuple(kind for kind in KINDS if kind.is_dated and kind is not EXCUSE)

_ROWS = (
    Namable(
        "deputy",
        Bilingual("代表", "deputy"),
        Bilingual("可用 deputylog add-deputy 登记", "'deputylog add-deputy' adds one"),
        (DEPUTY,),
        _deputies,
        file=DEPUTY,
    ),
    Namable(
        "person",
        Bilingual("代表或者联络员", "deputy or officer"),
        Bilingual(
            "代表用“deputylog add-deputy”登记，联络员用“deputylog set officer”登记",
            "'deputylog add-deputy' adds a deputy, 'deputylog set officer' an officer",
        ),
        (DEPUTY, GROUP),
        _officers,
        includes=("deputy",),
    ),
    Namable(
        "group",
        Bilingual("代表组", "deputy group"),
        Bilingual("可用 deputylog add-group 登记", "'deputylog add-group' adds one"),
        (GROUP,),
        _groups,
        file=GROUP,
    ),
    Namable(
        "constituency",
        Bilingual("选区", "constituency"),
        _set_adds("constituency"),
        (GROUP,),
        _constituencies,
        changes=True,
    ),
    Namable(
        "mailbox",
        Bilingual("信箱", "mailbox"),
        _set_adds("mailbox"),
        (GROUP,),
        _mailboxes,
        changes=True,
        shown_by_id=True,
    ),
    Namable(
        "department",
        Bilingual("承办单位", "department"),
        _set_adds("department"),
        objects=_departments,
        changes=True,
    ),
    Namable("topic", Bilingual("问题领域", "topic"), _set_adds("topic"), objects=_topics),
    Namable(
        "term",
        Bilingual("届", "term"),
        _set_adds("term"),
        objects=lambda names, on: (Named(term.id, ()) for term in names.district.terms),
    ),
    Namable(
        "session",
        Bilingual("会议", "session"),
        _set_adds("session"),
        objects=lambda names, on: (Named(one.id, ()) for one in names.district.sessions),
    ),
    Namable(
        "activity_kind",
        Bilingual("活动类别", "kind of activity"),
        Bilingual(
            "本区增设的活动类别写在 records/district.yaml 的 activity_kinds 中",
            "a district adds kinds under 'activity_kinds' in records/district.yaml",
        ),
        objects=_own_words("activity_kind"),
        built_in=ActivityKind,
    ),
    Namable(
        "people",
        Bilingual("联系对象类别", "kind of people"),
        Bilingual(
            "本区可在records/district.yaml的met_of中增设类别",
            "a district adds kinds under 'met_of' in records/district.yaml",
        ),
        objects=_own_words("people"),
        built_in=People,
    ),
    Namable("preset", Bilingual("地方规定", "preset of local rules"), held_in=(PRESET,)),
    Namable(
        "organizer",
        Bilingual("代表组、代表或者工作机构", "group, deputy or working body"),
        Bilingual(
            "代表组用 deputylog add-group 登记，代表用 deputylog add-deputy 登记",
            "'deputylog add-group' adds a group, 'deputylog add-deputy' a deputy",
        ),
        (DEPUTY, GROUP),
        includes=("group", "person"),
    ),
    Namable(
        "source",
        Bilingual("来信或者活动中反映的问题", "letter or matter of a visit"),
        Bilingual(
            "来信用 deputylog add-letter 登记，活动中反映的问题用 deputylog add-visit 登记",
            "'deputylog add-letter' adds a letter, 'deputylog add-visit' a visit with its matters",
        ),
        (LETTER, VISIT),
        recorded="matters",
    ),
    Namable(
        "record",
        Bilingual("记录", "record"),
        Bilingual("可用 deputylog list 查看现有记录", "'deputylog list' shows what there is"),
        _DATED,
        recorded="records",
    ),
    Namable(
        "agenda",
        Bilingual("可作议题的视察调研、专题监督或者会议", "research, supervision or meeting"),
        Bilingual(
            "用“deputylog add-activity”登记视察调研、专题监督或者会议",
            "'deputylog add-activity' adds a research, supervision or meeting",
        ),
        (ACTIVITY,),
        recorded="agendas",
    ),
    Namable(
        "honoured",
        Bilingual("代表、代表组或者记录", "deputy, group or record"),
        Bilingual(
            "代表用 deputylog add-deputy 登记，代表组用 deputylog add-group 登记",
            "'deputylog add-deputy' adds a deputy, 'deputylog add-group' a group",
        ),
        (DEPUTY, GROUP, *_DATED),
        includes=("group", "deputy"),
        recorded="records",
    ),
)
NAMABLE: Mapping[str, Namable] = {row.kind: row for row in _ROWS}
"""Everything that can be named, by the word that a field's type has as `refers`."""

REFERRED: Mapping[str, Bilingual] = {row.kind: row.wording for row in _ROWS}
"""The name of each kind of object that an id can refer to."""

BUILT_IN: Mapping[str, type[Term]] = {row.kind: row.built_in for row in _ROWS if row.built_in}
"""The built-in words of the sets that a district extends, by the kind of reference."""

RECORDED = tuple(row.kind for row in _ROWS if row.recorded)
"""The kinds of reference that can name a record."""


class SimilarIds:
    """Ids of records, by their day and by their five characters."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._by_likeness: dict[str, list[str]] = {}
        for one in ids:
            for likeness in _likenesses(one):
                self._by_likeness.setdefault(likeness, []).append(one)

    def to(self, wanted: str) -> list[str]:
        """Return the ids of that kind of the same day as `wanted`, or with its five characters."""
        found = (self._by_likeness.get(likeness, ()) for likeness in _likenesses(wanted))
        return list(dict.fromkeys(one for several in found for one in several))


def _likenesses(wanted: str) -> tuple[str, ...]:
    return wanted[:9], f"{wanted[:1]}{wanted[9:15]}"


def own_words(district: District, kind: str) -> Mapping[str, NamedKind | NamedPeople]:
    """The words that the district adds to the set."""
    return district.met_of if kind == "people" else district.activity_kinds


class Directory(NamedObjects, Struct, frozen=True, dict=True):
    """The register on one day, with deputies' days in office as known on it."""

    district: District
    groups: Mapping[str, Group]
    deputies: Mapping[str, Deputy]
    presets: frozenset[str] = frozenset()

    @cached_property
    def officers(self) -> Mapping[str, Officer]:
        return {officer.id: officer for group in self.groups.values() for officer in group.officers}

    def name(self, kind: str, wanted: str) -> str:
        """The name of the object with that id; the id itself if it is shown by it or unknown."""
        if NAMABLE[kind].shown_by_id:
            return wanted
        return super().name(kind, wanted) or super().name("person", wanted) or wanted

    def word(self, kind: str, wanted: str) -> Term | str:
        """A word of a set that a district extends, for display: built in, or its own name."""
        return next(
            (word for word in BUILT_IN.get(kind, ()) if word == wanted), self.name(kind, wanted)
        )

    def ask_of(self, people: str) -> Ask | None:
        """The ask that addresses this kind of people; None if the register does not say."""
        if built_in := next((one for one in People if one == people), None):
            return built_in.ask
        own = self.district.met_of.get(people)
        return own.ask if own else None

    def asks(self, visit: Visit) -> frozenset[Ask]:
        """The asks of a visit: the one it names, and those that address the people it met."""
        named = {visit.ask, *map(self.ask_of, visit.people)}
        return frozenset(ask for ask in named if ask)

    def members(self, group: str, day: date) -> list[str]:
        """The deputies with a seat in the group on `day`, including suspended ones."""
        return self._members(day).get(group, [])

    @cached_method
    def _members(self, day: date) -> dict[str, list[str]]:
        members: dict[str, list[str]] = {}
        for wanted, deputy in self.deputies.items():
            for group in {self.group_of_seat(seat, day) for seat in deputy.seats_on(day)}:
                members.setdefault(group, []).append(wanted)
        return members

    def in_office(self, wanted: str, *days: date) -> bool:
        """Whether the deputy was in office on all those days; False for an unknown deputy."""
        deputy = self.deputies.get(wanted)
        return deputy is not None and all(deputy.in_office(day) for day in days)

    def is_suspended(self, wanted: str, day: date) -> bool:
        """Whether the deputy held a seat on `day`, with the duties suspended (代表法 61)."""
        deputy = self.deputies.get(wanted)
        return deputy is not None and bool(deputy.seats_on(day)) and not deputy.in_office(day)

    def has_died(self, wanted: str) -> bool:
        """Whether the deputy's death is known; False for an unknown deputy."""
        deputy = self.deputies.get(wanted)
        return deputy is not None and deputy.died_on is not None

    def answers_for(self, wanted: str, period: Period) -> bool:
        """Whether the deputy was in office on the first and last day of the period, and lives."""
        return self.in_office(wanted, period.first, period.last) and not self.has_died(wanted)

    def is_gone(self, person: str, day: date) -> bool:
        """Whether somebody who held a seat or served as an officer no longer does so."""
        deputy = self.deputies.get(person)
        if self.in_office(person, day) or any(
            person in self.holdings.officers(group, day) for group in self.groups
        ):
            return False
        parts = [*(deputy.seats if deputy else ()), self.officers.get(person)]
        return any(part and lasts(part.start, None, day) for part in parts)

    def seats_on(self, wanted: str, day: date) -> list[Seat]:
        """The seats that the deputy held on `day`; none for an unknown deputy."""
        deputy = self.deputies.get(wanted)
        return deputy.seats_on(day) if deputy else []

    def group_of_seat(self, seat: Seat, day: date) -> str:
        """The group of a seat on `day`: as a rule the one that holds its constituency then."""
        return self.holdings.group_of_seat(seat, day)

    def acting_for(self, group: str, day: date) -> tuple[Actor, str]:
        """Who acts for the group on `day`, and the id: an officer, else the leader, else the
        working body.

        For a group that has become part of another one, it is who acts for that one.
        """
        present = self.holdings.successor(group, day)
        for officer in self.holdings.officers(present, day):
            return Actor.OFFICER, officer
        if present in self.groups and self.holdings.lives(present, day):
            leader = self.groups[present].leader
            if leader and self.in_office(leader, day):
                return Actor.DEPUTY, leader
        return Actor.WORKING_BODY, WORKING_BODY
