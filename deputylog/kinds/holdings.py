"""Which group holds a constituency, a mailbox or a seat on a day.

All of them pass from group to group: a constituency that its group's file gives to another one
(`moved_to`), or all that a group had when it became part of another (`merged_into`).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import zip_longest

from msgspec import Struct

from deputylog.caching import cached_method
from deputylog.calendar import DAY, Period
from deputylog.kinds.deputy import Seat
from deputylog.kinds.district import District, successor_on, successors
from deputylog.kinds.group import Constituency, Group, Mailbox, Officer
from deputylog.kinds.tenure import terms_end
from deputylog.record.fields import lasts


class Holding(Struct, frozen=True):
    """A constituency in the list of a group's file; the group holds it from `first` on."""

    group: str
    index: int
    constituency: Constituency
    first: date | None


class Holdings(Struct, frozen=True, dict=True):
    """The groups of a district with what each of them holds, from day to day."""

    district: District
    groups: Mapping[str, Group]

    @cached_property
    def _ends(self) -> Mapping[str, date]:
        return terms_end(self.district)

    def terms_on(self, day: date) -> frozenset[str]:
        """The ids of the terms that include `day`; a term ends when the next one begins."""
        terms = (
            term for term in self.district.terms if lasts(term.start, self._ends.get(term.id), day)
        )
        return frozenset(term.id for term in terms)

    def lives(self, group: str, *days: date) -> bool:
        """Whether the group exists on all those days."""
        return all(self.groups[group].lives(day) for day in days)

    def successor(self, group: str, day: date) -> str:
        """The group of which `group` has become part by `day`, or `group` itself."""
        return successor_on(group, day, self.groups)

    def holding(self, constituency: str, day: date) -> Holding | None:
        """The latest list entry of the constituency that began by `day`, or else its first one."""
        entries = self.entries.get(constituency, ())
        began = [held for held in entries if lasts(held.first, None, day)]
        if began:
            return max(began, key=lambda held: held.first or date.min)
        return min(entries, key=lambda held: held.first or date.min, default=None)

    @cached_property
    def entries(self) -> Mapping[str, list[Holding]]:
        """The list entries of each constituency, by its id."""
        entries: dict[str, list[Holding]] = {}
        for wanted, group in self.groups.items():
            for index, held in enumerate(group.constituencies):
                entry = Holding(wanted, index, held, self.first_day(group, held))
                entries.setdefault(held.id, []).append(entry)
        return entries

    def first_day(self, group: Group, held: Constituency) -> date | None:
        """The first day of a constituency in the group that lists it; None if it is not known."""
        days = (held.start or self._starts.get(held.term), group.start)
        return max((day for day in days if day), default=None)

    @cached_property
    def _starts(self) -> Mapping[str, date]:
        return {term.id: term.start for term in self.district.terms}

    @cached_method
    def group_holding(self, constituency: str, day: date) -> str:
        """The group that holds a constituency on a day; "" if no group has it.

        A constituency that ended and that nobody moved stays with the group that had it last.
        """
        held = self.holding(constituency, day)
        if held is None:
            return ""
        last, moved_to = held.constituency.end, held.constituency.moved_to or ""
        is_moved = moved_to in self.groups and last is not None and last < day
        return self.successor(moved_to if is_moved else held.group, day)

    def runs(self, constituency: str, day: date) -> bool:
        """Whether the constituency exists on `day`, in a term that runs and with a group that
        lives.
        """
        held = self.holding(constituency, day)
        if held is None or held.constituency.term not in self.terms_on(day):
            return False
        last = held.constituency.end if held.constituency.moved_to is None else None
        exists = lasts(held.first, last, day)
        return exists and self.lives(self.group_holding(constituency, day), day)

    def running(self, day: date, among: Iterable[str] | None = None) -> Iterator[Holding]:
        """The list entry of each constituency that exists on `day`, of all or of these."""
        for constituency in self.entries if among is None else among:
            held = self.holding(constituency, day)
            if held and self.runs(constituency, day):
                yield held

    def works(self, group: str, *days: date) -> bool:
        """Whether the group exists on all those days and has a constituency then, or lists none at
        all.
        """
        if not self.lives(group, *days):
            return False
        return not self.groups[group].constituencies or all(
            group in self._working(day) for day in days
        )

    @cached_method
    def _working(self, day: date) -> set[str]:
        """The groups with a constituency that exists on a day."""
        return {self.group_holding(held.constituency.id, day) for held in self.running(day)}

    def group_of_mailbox(self, mailbox: Mailbox, within: str, day: date) -> str:
        """The group that the mailbox in the file of the group `within` belongs to on `day`."""
        return self.group_holding(mailbox.constituency_on(day), day) or self.successor(within, day)

    def group_of_seat(self, seat: Seat, day: date) -> str:
        """The group of a seat on `day`: the one that holds its constituency then.

        A seat in a group that never holds the constituency stays there.
        """
        if seat.group in self._holders(seat.constituency):
            return self.group_holding(seat.constituency, day)
        return self.successor(seat.group, day)

    @cached_method
    def _holders(self, constituency: str) -> set[str]:
        """The groups that hold a constituency at some time."""
        held = self.entries.get(constituency, ())
        first = {one.group for one in held} | {one.constituency.moved_to or "" for one in held}
        merged = {wanted: group.merged_into for wanted, group in self.groups.items()}
        return first | {later for group in first for later in successors(group, merged)}

    def officers(self, group: str, day: date) -> dict[str, str]:
        """The officers of the group on `day`, id to name: its own, then those of groups merged into
        it.
        """
        if group not in self.groups or not self.lives(group, day):
            return {}
        return {
            wanted: name
            for one in self._with_merged(group, day)
            for wanted, name in one.officers_on(day).items()
        }

    def last_officer(self, group: str, day: date) -> Officer | None:
        """The officer of the group, or of one merged into it, who served last before `day`."""
        before = [
            officer
            for one in self._with_merged(group, day)
            for officer in one.officers
            if officer.end and officer.end < day
        ]
        return max(before, key=lambda officer: officer.end or day, default=None)

    def _with_merged(self, group: str, day: date) -> list[Group]:
        """The group, and those that have become part of it by `day`."""
        merged = (one for one in self._merged if one != group and self.successor(one, day) == group)
        return [self.groups[one] for one in (group, *merged)]

    @cached_property
    def _merged(self) -> list[str]:
        """The groups that become part of another one at some time."""
        return [wanted for wanted, group in self.groups.items() if group.merged_into]

    def serves(self, mailbox: Mailbox, within: str, day: date) -> bool:
        """Whether the mailbox in the file of the group `within` is in use on `day` and its
        constituency exists.
        """
        if not mailbox.in_use(day):
            return False
        constituency = mailbox.constituency_on(day)
        return (
            self.runs(constituency, day)
            if constituency in self.entries
            else self.lives(within, day)
        )

    def service(self, mailbox: Mailbox, within: str, judged: Period) -> list[Period]:
        """The days of `judged` on which the mailbox serves a constituency, as periods."""
        days = mailbox.days_in_use(judged)
        turns = sorted({day for day in (days.first, *self._turns, *mailbox.turns) if day in days})
        found: list[Period] = []
        for first, following in zip_longest(turns, turns[1:]):
            last = following - DAY if following else days.last
            if not self.serves(mailbox, within, first):
                continue
            goes_on = found and found[-1].last + DAY == first
            found.append(Period(found.pop().first if goes_on else first, last))
        return found

    @cached_property
    def _turns(self) -> frozenset[date]:
        """The days on which a term, a group or a constituency begins, or is no more."""
        groups = self.groups.values()
        held = [one for group in groups for one in group.constituencies]
        starts = {
            *self._starts.values(),
            *(one.start for one in groups),
            *(one.start for one in held),
        }
        ends = {*self._ends.values(), *(one.end for one in groups), *(one.end for one in held)}
        return frozenset({day for day in starts if day} | {day + DAY for day in ends if day})
