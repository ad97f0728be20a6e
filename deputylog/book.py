"""The Book: everything that was known of a district on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import Generic, TypeVar

from deputylog.calendar import OfficialYear, Quarter, WorkCalendar, year
from deputylog.model.clock import Clock
from deputylog.model.deputy import Deputy
from deputylog.model.district import District
from deputylog.model.duty import Duty, duties_of
from deputylog.model.excuse import Excuse
from deputylog.model.fields import WORKING_BODY, Record
from deputylog.model.group import Group, Mailbox, Officer
from deputylog.model.kinds import KINDS
from deputylog.model.letter import Letter
from deputylog.model.mailbox_week import MailboxWeeks, mailbox_weeks
from deputylog.model.matter import Matter
from deputylog.model.opening import Opening
from deputylog.model.quota import Quota, quota
from deputylog.model.raised import Setting, matter_of_letter, matters_of_visit
from deputylog.model.submission import Submission
from deputylog.model.visit import Visit
from deputylog.words import N_, Phrase, phrase

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Filed(Generic[R]):
    """A record with the path and the id it is filed under."""

    path: str
    id: str
    record: R


@dataclass(frozen=True)
class MailboxInGroup:
    """A mailbox and where it is written down: `index` counts the group's mailboxes."""

    mailbox: Mailbox
    group: Filed[Group]
    index: int


@dataclass(frozen=True)
class Book:
    """All good records, as known on `as_of`; `today` is the real day, for R006 alone."""

    as_of: date
    today: date
    district: District
    groups: Mapping[str, Filed[Group]]
    deputies: Mapping[str, Filed[Deputy]]
    all_visits: tuple[Filed[Visit], ...] = ()
    all_openings: tuple[Filed[Opening], ...] = ()
    all_letters: tuple[Filed[Letter], ...] = ()
    all_excuses: tuple[Filed[Excuse], ...] = ()
    all_submissions: tuple[Filed[Submission], ...] = ()
    incomplete: frozenset[str] = field(default_factory=frozenset)
    """Names of kinds of which a file could not be read: a reference to those is not called dangling."""

    @property
    def unread(self) -> Phrase | None:
        """Which kinds of record have files that could not be read, in a sentence."""
        if not self.incomplete:
            return None
        kinds = [kind.said for kind in KINDS if kind.name in self.incomplete]
        return phrase(N_("Some records cannot be read and are left out ({kinds}); 'deputylog check' tells why."), kinds=kinds)

    def known_on(self, day: date) -> Book:
        """The same records as they were known on another day."""
        return replace(self, as_of=day)

    @cached_property
    def clock(self) -> Clock:
        years = (OfficialYear(own.year, frozenset(own.rest_days), frozenset(own.work_days)) for own in self.district.calendar)
        return Clock(self.district.settings, WorkCalendar(years))

    @cached_property
    def visits(self) -> tuple[Filed[Visit], ...]:
        return tuple(filed for filed in self.all_visits if filed.record.held_on <= self.as_of)

    @cached_property
    def openings(self) -> tuple[Filed[Opening], ...]:
        return tuple(filed for filed in self.all_openings if filed.record.held_on <= self.as_of)

    @cached_property
    def letters(self) -> tuple[Filed[Letter], ...]:
        return tuple(filed for filed in self.all_letters if filed.record.received <= self.as_of)

    @cached_property
    def excuses(self) -> tuple[Filed[Excuse], ...]:
        return tuple(filed for filed in self.all_excuses if filed.record.accepted_on <= self.as_of)

    @cached_property
    def submissions(self) -> tuple[Filed[Submission], ...]:
        return tuple(filed for filed in self.all_submissions if filed.record.handed_in <= self.as_of)

    def submission(self, group: str, quarter: Quarter) -> Filed[Submission] | None:
        """The first list that the group handed in for the quarter."""
        return self._submission_index.get((group, quarter))

    @cached_property
    def _submission_index(self) -> dict[tuple[str, Quarter], Filed[Submission]]:
        latest_first = sorted(self.submissions, key=lambda filed: (filed.record.handed_in, filed.id), reverse=True)
        return {(filed.record.group, filed.record.quarter): filed for filed in latest_first}

    @cached_property
    def mailboxes(self) -> Mapping[str, MailboxInGroup]:
        return {
            mailbox.id: MailboxInGroup(mailbox, group, index)
            for group in self.groups.values()
            for index, mailbox in enumerate(group.record.mailboxes)
        }

    def mailbox_group(self, mailbox: str | None) -> str:
        """The group that has the mailbox; empty when none has."""
        held = self.mailboxes.get(mailbox or "")
        return held.group.id if held else ""

    @cached_property
    def mailbox_weeks(self) -> Mapping[str, MailboxWeeks]:
        """The weeks of each mailbox, by its id."""
        rounds = [filed.record for filed in self.openings]
        since = self.district.records_from
        return {held.mailbox.id: mailbox_weeks(held.mailbox, rounds, self.clock, since, self.as_of) for held in self.mailboxes.values()}

    @cached_property
    def quotas(self) -> tuple[tuple[Filed[Deputy], Quota], ...]:
        """What each seat owes in each year since `records_from`, and what was made."""
        visited: dict[str, set[date]] = {}
        for filed in self.visits:
            for deputy in filed.record.deputies:
                visited.setdefault(deputy, set()).add(filed.record.held_on)
        return tuple(
            (deputy, found)
            for deputy in self.deputies.values()
            for number in range(self.district.records_from.year, self.as_of.year + 1)
            for index in range(len(deputy.record.seats))
            if (found := self._quota(deputy, index, number, frozenset(visited.get(deputy.id, ()))))
        )

    def _quota(self, deputy: Filed[Deputy], index: int, number: int, visited: frozenset[date]) -> Quota | None:
        return quota(deputy.record, index, year(number), visited, self.clock.settings, self.district.records_from)

    @cached_property
    def constituency_names(self) -> Mapping[str, str]:
        return {constituency.id: constituency.name for group in self.groups.values() for constituency in group.record.constituencies}

    @cached_property
    def officers(self) -> Mapping[str, Officer]:
        return {officer.id: officer for group in self.groups.values() for officer in group.record.officers}

    def exists(self, kind: str, wanted: str) -> bool:
        """Whether something of that kind has that id."""
        return wanted in self._ids[kind]

    @cached_property
    def _ids(self) -> Mapping[str, frozenset[str]]:
        return {
            "deputy": frozenset(self.deputies),
            "person": frozenset({*self.deputies, *self.officers, WORKING_BODY}),
            "group": frozenset(self.groups),
            "constituency": frozenset(self.constituency_names),
            "mailbox": frozenset(self.mailboxes),
            "department": frozenset(self.district.departments),
            "topic": frozenset(self.district.topics),
            "term": frozenset(term.id for term in self.district.terms),
        }

    def near(self, kind: str, wanted: str) -> list[str]:
        """Up to three ids of that kind that look like `wanted`."""
        return get_close_matches(wanted, sorted(self._ids[kind]), n=3)

    def name(self, kind: str, wanted: str | None) -> str:
        """The name of what has that id; the id itself where nothing has it."""
        if wanted is None:
            return ""
        return self._names.get((kind, wanted)) or self._names.get(("person", wanted)) or wanted

    @cached_property
    def _names(self) -> Mapping[tuple[str, str], str]:
        names = {("person", WORKING_BODY): self.district.working_body}
        names |= {("person", officer.id): officer.name for officer in self.officers.values()}
        names |= {("person", filed.id): filed.record.name for filed in self.deputies.values()}
        names |= {("group", filed.id): filed.record.name for filed in self.groups.values()}
        names |= {("constituency", wanted): name for wanted, name in self.constituency_names.items()}
        names |= {("department", wanted): department.name for wanted, department in self.district.departments.items()}
        return names | {("topic", wanted): topic.name for wanted, topic in self.district.topics.items()}

    def terms_on(self, day: date) -> frozenset[str]:
        """The ids of the terms that run on that day."""
        return frozenset(term.id for term in self.district.terms if term.start <= day and (term.end is None or day <= term.end))

    def group_holding(self, constituency: str, day: date) -> str:
        """The group that holds the constituency on that day; empty when none does."""
        holders = self._holders.get(constituency, ())
        terms = self.terms_on(day)
        return next((group for group, term in holders if term in terms), holders[0][0] if holders else "")

    @cached_property
    def _holders(self) -> Mapping[str, list[tuple[str, str]]]:
        holders: dict[str, list[tuple[str, str]]] = {}
        for group in self.groups.values():
            for constituency in group.record.constituencies:
                holders.setdefault(constituency.id, []).append((group.id, constituency.term))
        return holders

    @cached_property
    def matters(self) -> tuple[Matter, ...]:
        """Every matter known, by the day it was received and by id."""
        found = [*map(self._matter_of_letter, self.letters), *self._matters_of_visits()]
        return tuple(sorted(found, key=lambda matter: (matter.received, matter.id)))

    def _matter_of_letter(self, filed: Filed[Letter]) -> Matter:
        letter = filed.record
        held = self.mailboxes.get(letter.mailbox or "")
        constituency = letter.constituency or (held.mailbox.constituency if held else "")
        group = held.group.id if held else self.group_holding(constituency, letter.received)
        return matter_of_letter(filed.path, filed.id, letter, self._setting(constituency, group, letter.recorded_by))

    def _matters_of_visits(self) -> Iterator[Matter]:
        for filed in self.visits:
            visit = filed.record
            group = self.group_holding(visit.constituency, visit.held_on)
            yield from matters_of_visit(filed.path, filed.id, visit, self._setting(visit.constituency, group, visit.recorded_by))

    def _setting(self, constituency: str, group: str, recorded_by: str | None) -> Setting:
        return Setting(constituency, group, self.as_of, group_knows=recorded_by in self.officers)

    @cached_property
    def duties(self) -> Mapping[str, tuple[Duty, ...]]:
        """What is owed for each matter, by its id, of duties whose time began since `records_from`."""
        since = self.district.records_from
        return {matter.id: tuple(duty for duty in duties_of(matter, self.clock) if duty.start >= since) for matter in self.matters}
