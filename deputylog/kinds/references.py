"""The directory: the ids of each kind of object and their names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from deputylog.calendar import Period
from deputylog.kinds.activity import ActivityKind
from deputylog.kinds.actor import Actor
from deputylog.kinds.asks import Ask, People
from deputylog.kinds.deputy import Deputy, Seat
from deputylog.kinds.district import District, NamedKind, NamedPeople
from deputylog.kinds.group import Group, Officer
from deputylog.kinds.holdings import Holdings
from deputylog.kinds.visit import Visit
from deputylog.record.fields import WORKING_BODY, lasts
from deputylog.words import Term

BUILT_IN: Mapping[str, type[Term]] = {"activity_kind": ActivityKind, "people": People}
"""The built-in words of the sets that a district extends, by the kind of reference."""


def own_words(district: District, kind: str) -> Mapping[str, NamedKind | NamedPeople]:
    """The words that the district adds to the set."""
    return district.met_of if kind == "people" else district.activity_kinds


@dataclass(frozen=True)
class Directory:
    """All objects that a record can refer to, with deputies' days in office as known on one day.

    `matters` holds the ids of letters and matters of visits; `records` also those of all other
    dated records, and `agendas` those of the activities that can be an agenda.
    """

    district: District
    groups: Mapping[str, Group]
    deputies: Mapping[str, Deputy]
    matters: frozenset[str]
    records: frozenset[str]
    presets: frozenset[str] = frozenset()
    agendas: frozenset[str] = frozenset()

    @cached_property
    def officers(self) -> Mapping[str, Officer]:
        return {officer.id: officer for group in self.groups.values() for officer in group.officers}

    @cached_property
    def constituencies(self) -> Mapping[str, str]:
        """The name of each constituency, by id."""
        return {
            constituency.id: constituency.name
            for group in self.groups.values()
            for constituency in group.constituencies
        }

    @cached_property
    def ids(self) -> Mapping[str, frozenset[str]]:
        """The existing ids of each kind that a field can refer to."""
        people = frozenset({*self.deputies, *self.officers, WORKING_BODY})
        return {
            "deputy": frozenset(self.deputies),
            "person": people,
            "group": frozenset(self.groups),
            "organizer": people | self.groups.keys(),
            "constituency": frozenset(self.constituencies),
            "mailbox": frozenset(
                mailbox.id for group in self.groups.values() for mailbox in group.mailboxes
            ),
            "department": frozenset(self.district.departments),
            "topic": frozenset(self.district.topics),
            "term": frozenset(term.id for term in self.district.terms),
            "session": frozenset(session.id for session in self.district.sessions),
            "preset": self.presets,
            **{
                kind: frozenset({*words, *own_words(self.district, kind)})
                for kind, words in BUILT_IN.items()
            },
            "agenda": self.agendas,
            "source": self.matters,
            "record": self.records,
            "honoured": frozenset({*self.deputies, *self.groups, *self.records}),
        }

    def is_known(self, wanted: str) -> bool:
        """Whether anything in the register or any record has that id."""
        return any(wanted in ids for ids in self.ids.values())

    def near(self, kind: str, wanted: str) -> list[str]:
        """Up to three ids of that kind that resemble `wanted`."""
        from difflib import get_close_matches

        return get_close_matches(wanted, sorted(self.ids[kind]), n=3)

    def name(self, kind: str, wanted: str) -> str:
        """The name of the object with that id; the id itself if there is none."""
        return self._names.get((kind, wanted)) or self._names.get(("person", wanted)) or wanted

    def activity_kind(self, wanted: str) -> Term | str:
        """The kind of activity for display: a built-in one, or the name of the district's own."""
        return self.word("activity_kind", wanted)

    def word(self, kind: str, wanted: str) -> Term | str:
        """A word of a set that a district extends, for display: built in, or its own name."""
        return next((word for word in BUILT_IN[kind] if word == wanted), self.name(kind, wanted))

    def ask_of(self, people: str) -> Ask | None:
        """The ask that addresses this kind of people; None if the register does not say."""
        if built_in := next((one for one in People if one == people), None):
            return built_in.ask
        own = self.district.met_of.get(people)
        return own.ask if own else None

    def asks(self, visit: Visit) -> frozenset[Ask]:
        """The asks of a visit: the one it names, and those that address the people it met."""
        met = visit.met.of if visit.met else ()
        named = {visit.ask, *map(self.ask_of, met)}
        return frozenset(ask for ask in named if ask)

    @cached_property
    def _names(self) -> Mapping[tuple[str, str], str]:
        district = self.district
        names: dict[tuple[str, str], str] = {("person", WORKING_BODY): district.working_body}
        names |= {("person", officer.id): officer.name for officer in self.officers.values()}
        names |= {("person", wanted): deputy.name for wanted, deputy in self.deputies.items()}
        for kind in ("group", "organizer", "honoured"):
            names |= {(kind, wanted): group.name for wanted, group in self.groups.items()}
        names |= {("constituency", wanted): name for wanted, name in self.constituencies.items()}
        names |= {
            ("department", wanted): department.name
            for wanted, department in district.departments.items()
        }
        names |= {("topic", wanted): topic.name for wanted, topic in district.topics.items()}
        for kind in BUILT_IN:
            names |= {(kind, wanted): own.name for wanted, own in own_words(district, kind).items()}
        return names

    @cached_property
    def holdings(self) -> Holdings:
        return Holdings(self.district, self.groups)

    def works_throughout(self, group: str, period: Period) -> bool:
        """Whether the group works on the first and on the last day of the period."""
        return self.holdings.works(group, period.first, period.last)

    def in_order(self, deputies: Iterable[str], day: date) -> list[str]:
        """The deputies as papers list them: by their `order`, then by the constituency of the
        latest seat, then by id.
        """
        return sorted(deputies, key=lambda wanted: self._place(wanted, day))

    def _place(self, wanted: str, day: date) -> tuple[int, int, str, str]:
        deputy = self.deputies[wanted]
        seats = deputy.seats_on(day) or deputy.seats[-1:]
        where = seats[-1].constituency if seats else ""
        return (deputy.order is None, deputy.order or 0, where, wanted)

    def members(self, group: str, day: date) -> list[str]:
        """The deputies with a seat in the group on `day`, including suspended ones."""
        return self._members(day).get(group, [])

    @cached_property
    def _members(self) -> Callable[[date], Mapping[str, list[str]]]:
        return cache(self._members_on)

    def _members_on(self, day: date) -> Mapping[str, list[str]]:
        members: dict[str, list[str]] = {}
        for wanted, deputy in self.deputies.items():
            for group in dict.fromkeys(
                self.group_of_seat(seat, day) for seat in deputy.seats_on(day)
            ):
                members.setdefault(group, []).append(wanted)
        return members

    def in_office(self, wanted: str, *days: date) -> bool:
        """Whether the deputy was in office on all those days; False for an unknown deputy."""
        deputy = self.deputies.get(wanted)
        return deputy is not None and all(deputy.in_office(day) for day in days)

    def has_died(self, wanted: str) -> bool:
        """Whether the deputy's death is known; False for an unknown deputy."""
        deputy = self.deputies.get(wanted)
        return deputy is not None and deputy.died_on is not None

    def answers_for(self, wanted: str, period: Period) -> bool:
        """Whether the deputy was in office on the first and last day of the period, and lives."""
        return self.in_office(wanted, period.first, period.last) and not self.has_died(wanted)

    def is_gone(self, person: str, day: date) -> bool:
        """Whether somebody who held a seat or served as an officer no longer does, or is suspended."""
        deputy = self.deputies.get(person)
        if self.in_office(person, day) or any(
            person in self.holdings.officers(group, day) for group in self.groups
        ):
            return False
        came = (
            any(seat.start is None or seat.start <= day for seat in deputy.seats)
            if deputy
            else False
        )
        officer = self.officers.get(person)
        return came or (officer is not None and lasts(officer.start, None, day))

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
        leader = (
            self.groups[present].leader
            if present in self.groups and self.holdings.lives(present, day)
            else None
        )
        if leader and self.in_office(leader, day):
            return Actor.DEPUTY, leader
        return Actor.WORKING_BODY, WORKING_BODY
