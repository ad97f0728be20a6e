"""The Book: all records of a district, as they were known on one day."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from deputylog.calendar import DAY, Period, Quarter, Week, WorkCalendar, year
from deputylog.finding import CannotReadError
from deputylog.kinds.activity import AGENDAS, Activity
from deputylog.kinds.actor import Actor
from deputylog.kinds.deputy import Deputy, SeatEnd
from deputylog.kinds.district import District, stand_in_district
from deputylog.kinds.district_order import (
    Place,
    place_of_deputy,
    place_of_group,
    place_of_mailbox,
    places_of,
)
from deputylog.kinds.excuse import Excuse
from deputylog.kinds.group import Group
from deputylog.kinds.letter import Channel, Letter
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.opening import Opening
from deputylog.kinds.preset import Preset
from deputylog.kinds.references import NAMABLE, Directory, SimilarIds
from deputylog.kinds.registry import (
    ACTIVITY,
    DEPUTY,
    DISTRICT,
    EXCUSE,
    GROUP,
    KINDS,
    LETTER,
    OPENING,
    SPOT_CHECK,
    SUBMISSION,
    SUGGESTION,
    VISIT,
)
from deputylog.kinds.spot_check import SpotCheck
from deputylog.kinds.submission import Submission
from deputylog.kinds.suggestion import Suggestion
from deputylog.kinds.tenure import tenure, terms_end
from deputylog.kinds.visit import Form, Visit
from deputylog.life.first_days import dated_deputy, dated_filed
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter, Setting, matters_of
from deputylog.life.record_places import Filed, MailboxInGroup
from deputylog.period_words import day_words
from deputylog.record.fields import is_exact
from deputylog.record.kind import Kind
from deputylog.record.unknown_day import known
from deputylog.table import Valued
from deputylog.text.identity import masked
from deputylog.tree import may_hold, public_name
from deputylog.words import Bilingual, Phrase, phrase

if TYPE_CHECKING:
    from deputylog.kinds.interval import Interval
    from deputylog.kinds.settings import Settings
    from deputylog.life.duties import Duty
    from deputylog.life.numbers import ShortNumber
    from deputylog.life.quota import Quota
    from deputylog.life.settings_in_force import Clock
    from deputylog.life.steps import Next, Step
    from deputylog.life.weeks import MailboxWeeks


Acting: TypeAlias = tuple[Actor, str | list[str]]
"""Who must act, with the name, or the names of several deputies."""

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


def grouped(items: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """Return the items by their key, in order."""
    found: dict[K, list[T]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return found


class Book(Struct, frozen=True, eq=False, dict=True):
    """All valid records of a district, as known on `as_of`."""

    as_of: date
    by_kind: Mapping[str, Sequence[Filed[Any]]]
    """The records by the name of their kind, as in their files."""
    presets: Mapping[str, Preset] = {}
    unreadable: tuple[str, ...] = ()
    """The paths of records, and of folders of records, that could not be read."""
    numbered_as: Book | None = None
    """The later Book whose short numbers are shown; by default its own."""
    whole: Book | None = None
    """The Book of the whole register, where this one has only the records of some groups."""

    def every(self, kind: Kind) -> Sequence[Filed[Any]]:
        """All records of a kind, also those of days after `as_of`."""
        return self.by_kind.get(kind.name, ())

    @cached_property
    def district(self) -> District:
        """The district; a placeholder if its file is missing or invalid."""
        return next((filed.record for filed in self.every(DISTRICT)), stand_in_district())

    @cached_property
    def groups(self) -> Mapping[str, Filed[Group]]:
        """The groups by id, in the district's order.

        All their parts have a first day unless the district is unknown.
        """
        if self.whole:
            own = {filed.id for filed in self.every(GROUP)}
            return {one: filed for one, filed in self.whole.groups.items() if one in own}
        found = sorted(self.every(GROUP), key=lambda filed: place_of_group(filed.record))
        groups = {filed.id: filed for filed in found}
        return dated_filed(groups, self.district) if self.every(DISTRICT) else groups

    @cached_property
    def deputies(self) -> Mapping[str, Filed[Deputy]]:
        """The deputies by id, in the district's order.

        All their seats have a first day unless the district is unknown.
        """
        if self.whole:
            own = {filed.id for filed in self.every(DEPUTY)}
            return {one: filed for one, filed in self.whole.deputies.items() if one in own}
        found = self.every(DEPUTY)
        if self.every(DISTRICT):
            found = [
                replace(filed, record=dated_deputy(filed.record, self.district)) for filed in found
            ]
        return {
            filed.id: filed
            for filed in sorted(
                found, key=lambda filed: place_of_deputy(filed.record, self.as_of, self._places)
            )
        }

    @cached_property
    def _places(self) -> Mapping[str, Place]:
        """The place of every constituency in the district's order."""
        if self.whole:
            return self.whole._places
        return places_of(filed.record for filed in self.every(GROUP))

    @cached_property
    def as_written(self) -> Mapping[str, Filed[Any]]:
        """Groups and deputies as in their files, by path, without the filled-in first days."""
        return {filed.path: filed for filed in (*self.every(GROUP), *self.every(DEPUTY))}

    @cached_property
    def incomplete(self) -> frozenset[str]:
        """The kinds of record that `unreadable` may hold: rule R003 does not report references to
        them.
        """
        if self.whole:
            return self.whole.incomplete
        return frozenset(
            kind.name for kind in KINDS for path in self.unreadable if may_hold(path, kind)
        )

    @property
    def left_out(self) -> tuple[str, ...]:
        """The ids of the records that cannot be read; the folders of those without a valid id."""
        return tuple(map(public_name, self.unreadable))

    @property
    def unread(self) -> Phrase | None:
        """A sentence naming the records that cannot be read; None if there are none."""
        text = Bilingual(
            "有{count}份记录无法读取，未计入：{names}；原因见“deputylog check”。",
            "{count} record cannot be read and is left out: {names}; 'deputylog check' shows why.",
            "{count} records cannot be read and are left out: {names}; 'deputylog check' shows "
            "why.",
        )
        names = self.left_out
        return phrase(text, count=len(names), names=names) if names else None

    def refuse_unreadable(self, kind: Kind) -> None:
        """Raise CannotReadError if records of a kind that must be compared cannot be read."""
        if self.unread and kind.name in self.incomplete:
            raise CannotReadError(self.unread.text, **self.unread.values)

    def known_on(self, day: date) -> Book:
        """This book as of another day."""
        if day == self.as_of:
            return self
        return replace(self, as_of=day, whole=self.whole and self.whole.known_on(day))

    def stood_on(self, day: date) -> Book:
        """This book as it stood on an earlier day; matters keep the numbers that they have now."""
        if day >= self.as_of:
            return self
        return replace(self.known_on(day), numbered_as=self.numbered_as or self)

    @cached_property
    def clock(self) -> Clock:
        if self.whole:
            return self.whole.clock
        from deputylog.life.settings_in_force import Clock, numbers_of

        own = self.district.calendar
        days = {
            day: works
            for year in own
            for days, works in ((year.rest_days, False), (year.work_days, True))
            for day in days
        }
        calendar = WorkCalendar((year.year for year in own), days)
        return Clock(numbers_of(self.district, self.presets), calendar)

    def of(self, kind: Kind) -> tuple[Filed[Any], ...]:
        """The records of a kind known on `as_of`, and those without any date."""
        if kind.name not in self._known:
            self._known[kind.name] = tuple(
                filed
                for filed in self.every(kind)
                if (kind.day_of(filed.record) or date.min) <= self.as_of
            )
        return self._known[kind.name]

    @cached_property
    def _known(self) -> dict[str, tuple[Filed[Any], ...]]:
        """By the name of the kind: groups and deputies as dated, other kinds when asked for."""
        return {
            GROUP.name: tuple(self.groups.values()),
            DEPUTY.name: tuple(self.deputies.values()),
        }

    @property
    def visits(self) -> tuple[Filed[Visit], ...]:
        return self.of(VISIT)

    @property
    def openings(self) -> tuple[Filed[Opening], ...]:
        return self.of(OPENING)

    @property
    def letters(self) -> tuple[Filed[Letter], ...]:
        return self.of(LETTER)

    @cached_property
    def accusations(self) -> tuple[Filed[Letter], ...]:
        """The letters that are accusations, also those of days after `as_of`."""
        every = self.every(LETTER)
        return tuple(one for one in every if one.record.kind is MatterKind.ACCUSATION)

    @property
    def suggestions(self) -> tuple[Filed[Suggestion], ...]:
        return self.of(SUGGESTION)

    @property
    def activities(self) -> tuple[Filed[Activity], ...]:
        return self.of(ACTIVITY)

    @property
    def spot_checks(self) -> tuple[Filed[SpotCheck], ...]:
        return self.of(SPOT_CHECK)

    @property
    def excuses(self) -> tuple[Filed[Excuse], ...]:
        return self.of(EXCUSE)

    @property
    def submissions(self) -> tuple[Filed[Submission], ...]:
        return self.of(SUBMISSION)

    @property
    def records(self) -> tuple[Filed[Any], ...]:
        """Every dated record known on `as_of`, grouped by kind."""
        return tuple(filed for kind in KINDS if kind.is_dated for filed in self.of(kind))

    def excuses_of(
        self, rule: str, subject: str, days: Period, group: str = ""
    ) -> list[Filed[Excuse]]:
        """The excuses of a breach of that rule on these days, for that subject or its group."""
        found = self._excuse_index
        several = [*found.get((rule, subject), ()), *found.get((rule, group), ())]
        return [filed for filed in several if filed.record.covers(days)]

    @cached_property
    def _excuse_index(self) -> dict[tuple[str, str], list[Filed[Excuse]]]:
        return grouped(self.excuses, lambda filed: (filed.record.rule, filed.record.subject))

    def submissions_of(self, group: str, quarter: Quarter) -> Sequence[Filed[Submission]]:
        """The list that the group handed in for the quarter, then its corrections, in order."""
        return self._submission_index.get((group, quarter), ())

    def first_submission(self, group: str, quarter: Quarter) -> Filed[Submission] | None:
        """The first list that the group handed in for the quarter: the one that was due."""
        return next(iter(self.submissions_of(group, quarter)), None)

    def last_submission(self, group: str, quarter: Quarter) -> Filed[Submission] | None:
        """The list of the quarter that holds: the first, or the last correction of it."""
        return next(reversed(self.submissions_of(group, quarter)), None)

    @cached_property
    def _submission_index(self) -> dict[tuple[str, Quarter], list[Filed[Submission]]]:
        lists = sorted(self.submissions, key=lambda filed: (filed.record.handed_in, filed.id))
        return grouped(lists, lambda filed: (filed.record.group, filed.record.quarter))

    @cached_property
    def mailboxes(self) -> Mapping[str, MailboxInGroup]:
        """The mailboxes by id, in the district's order."""
        holdings = self.directory.holdings
        found = (
            MailboxInGroup(
                mailbox,
                self.groups[holdings.group_of_mailbox(mailbox, within.id, self.as_of)],
                within,
                index,
                holdings,
            )
            for within in self.groups.values()
            for index, mailbox in enumerate(within.record.mailboxes)
        )
        in_order = sorted(
            found, key=lambda held: place_of_mailbox(held.mailbox, self.as_of, self._places)
        )
        return {held.id: held for held in in_order}

    @property
    def _every_mailbox(self) -> Mapping[str, MailboxInGroup]:
        """The mailboxes of the whole district."""
        return (self.whole or self).mailboxes

    @cached_property
    def mailbox_weeks(self) -> Mapping[str, MailboxWeeks]:
        """The weeks of each mailbox, by mailbox id."""
        from deputylog.life.weeks import mailbox_weeks

        rounds = [filed.record for filed in self.openings]
        judged = Period(self.district.records_from, Week.of(self.as_of).period.last)
        return mailbox_weeks(self.mailboxes.values(), rounds, self.clock, judged)

    def enters(self, visit: Visit) -> bool:
        """Whether the deputies entered the constituency.

        Online contact does so only where the district says so, by the settings on 1 January.
        """
        first = date(visit.held_on.year, 1, 1)
        return visit.form is not Form.ONLINE or self.clock.settings_on(first).online_counts

    @cached_property
    def quotas(self) -> tuple[tuple[Filed[Deputy], Quota], ...]:
        """Visits owed and made in each year since `records_from`, per seat or per person.

        Each year goes by the settings in force on 1 January.
        """
        from deputylog.life.quota import quotas_of

        visited: dict[str, set[date]] = {}
        for filed in filter(lambda filed: self.enters(filed.record), self.visits):
            for deputy in filed.record.deputies:
                visited.setdefault(deputy, set()).add(filed.record.held_on)
        since = self.district.records_from
        settings = {
            number: self.clock.settings_on(date(number, 1, 1))
            for number in range(since.year, self.as_of.year + 1)
        }
        known = self.directory.deputies
        return tuple(
            (deputy, quota)
            for deputy in self.deputies.values()
            for number, then in settings.items()
            for quota in quotas_of(
                known[deputy.id], year(number), visited.get(deputy.id, set()), then, since
            )
        )

    @cached_property
    def directory(self) -> Directory:
        if self.whole:
            return self.whole.directory
        ends = terms_end(self.district)
        return Directory(
            self.district,
            {filed.id: filed.record for filed in self.groups.values()},
            {filed.id: tenure(filed.record, ends, self.as_of) for filed in self.deputies.values()},
            presets=frozenset(self.presets),
        )

    @cached_property
    def _recorded(self) -> Mapping[str, frozenset[str]]:
        """The ids of records that a field can refer to: of matters, of agendas, and of all."""
        dated = (kind for kind in KINDS if kind.is_dated and kind is not EXCUSE)
        others = {filed.id for kind in dated for filed in self.every(kind)}
        raised = (
            f"{filed.id}#{matter.id}"
            for filed in self.every(VISIT)
            for matter in filed.record.matters
        )
        matters = {*raised, *(filed.id for filed in self.every(LETTER))}
        agendas = (filed.id for filed in self.every(ACTIVITY) if filed.record.kind in AGENDAS)
        return {
            "": frozenset(),
            "matters": frozenset(matters),
            "records": frozenset(matters | others),
            "agendas": frozenset(agendas),
        }

    def periods_over(self, every: Callable[[Settings], Interval]) -> list[Period]:
        """The periods that began since `records_from` and are over, earliest first.

        `every` says which setting gives their length; each period goes by the settings in force on
        its first day.
        """
        from deputylog.kinds.interval import Interval, periods_over

        terms = [term.period for term in self.district.terms if term.period]
        since = self.district.records_from
        return sorted(
            period
            for interval in Interval
            for period in periods_over(interval, terms, since, self.as_of)
            if every(self.clock.settings_on(period.first)) is interval
        )

    def exists(self, kind: str, wanted: str) -> bool:
        """Whether an object of that kind has that id."""
        return wanted in self.ids(kind)

    def ids(self, kind: str) -> frozenset[str]:
        """The existing ids of a kind, of the register and of these records."""
        if kind not in self._ids:
            self._ids[kind] = self.directory.ids(kind) | self._recorded[NAMABLE[kind].recorded]
        return self._ids[kind]

    @cached_property
    def _ids(self) -> dict[str, frozenset[str]]:
        """By kind, when asked for; a cached method would keep the Book alive in a cycle."""
        return {}

    def near(self, kind: str, wanted: str) -> list[str]:
        """Up to three ids of that kind that resemble `wanted`."""
        from difflib import get_close_matches

        similar = self._similar[NAMABLE[kind].recorded].to(wanted)
        record, _, _ = wanted.partition("#")
        if record in self._recorded["records"]:
            similar = [one for one in similar if one.startswith(f"{record}#")]
        return get_close_matches(wanted, sorted({*similar, *self.directory.ids(kind)}), n=3)

    @cached_property
    def _similar(self) -> Mapping[str, SimilarIds]:
        return {recorded: SimilarIds(ids) for recorded, ids in self._recorded.items()}

    def name(self, kind: str, wanted: str | None) -> str:
        """The name of the object with that id; the id itself if there is none, "" for None."""
        return self.directory.name(kind, wanted) if wanted else ""

    def group_holding(self, constituency: str, day: date) -> str:
        """The group that holds the constituency on that day; "" if there is none."""
        return self.directory.holdings.group_holding(constituency, day)

    def owes_list(self, group: str, quarter: Quarter) -> bool:
        """Whether there is a list of the quarter to hand in, by the group or by the one it became
        part of.
        """
        holdings, due = self.directory.holdings, self.clock.list_due(quarter)
        return holdings.lives(group, quarter.period.last) and holdings.lives(
            holdings.successor(group, due), due
        )

    def acting_for(self, group: str) -> tuple[Actor, str]:
        """Who acts for the group today, and the name: an officer, else the leader, else the working
        body.
        """
        actor, wanted = self.directory.acting_for(group, self.as_of)
        return actor, self.name("person", wanted)

    @cached_property
    def handlings(self) -> tuple[Handling, ...]:
        """Every suggestion known on `as_of`, sorted by day and id, drafts last."""
        found = map(self._handling, self.suggestions)
        return tuple(sorted(found, key=lambda handling: (handling.day or date.max, handling.id)))

    def _handling(self, filed: Filed[Suggestion]) -> Handling:
        """The suggestion with its group: the present one of the lead's seat on its day, else of the
        last seat.
        """
        record = filed.record
        lead, day = self.directory.deputies.get(record.lead), record.first_day or self.as_of
        seats = (*(lead.seats[-1:] if lead else ()), *self.directory.seats_on(record.lead, day)[:1])
        group = self.directory.group_of_seat(seats[-1], self.as_of) if seats else ""
        constituency = seats[-1].constituency if seats else ""
        successor = self.district.successor
        return Handling(filed.id, filed.path, record, group, constituency, self.as_of, successor)

    @cached_property
    def suggestions_of(self) -> Mapping[str, list[Handling]]:
        """The suggestions that grew out of each matter, by matter id."""
        found: dict[str, list[Handling]] = {}
        for handling in self.handlings:
            for source in handling.record.sources:
                found.setdefault(source, []).append(handling)
        return found

    @cached_property
    def matters(self) -> tuple[Matter, ...]:
        """Every matter known on `as_of`, sorted by day of receipt and id."""
        of_letters = chain.from_iterable(map(self._matters_of_letter, self.letters))
        found = [*of_letters, *self._matters_of_visits()]
        return tuple(sorted(found, key=lambda matter: (matter.received, matter.id)))

    @cached_property
    def matter_by_id(self) -> Mapping[str, Matter]:
        return {matter.id: matter for matter in self.matters}

    @cached_property
    def numbers(self) -> Mapping[str, ShortNumber]:
        """The short number of each matter, by its id."""
        from deputylog.life.numbers import fixed_numbers, numbers_of

        if self.numbered_as:
            return self.numbered_as.numbers
        fixed = fixed_numbers(self.submissions)
        return numbers_of(self.matters, fixed, self.directory.groups)

    def number_of(self, matter: str) -> Valued | None:
        """The short number of a matter as it is shown; None for an id that has none."""
        if (number := self.numbers.get(matter)) is None:
            return None
        text = Bilingual("{number}（暂）", "{number} (provisional)")
        plain = {"": number.text, "number_is_provisional": number.provisional}
        values = {"number": number.text}
        return Valued(text if number.provisional else "{number}", values, plain)

    def _matters_of_letter(self, filed: Filed[Letter]) -> Iterator[Matter]:
        letter = filed.record
        held = self._every_mailbox.get(letter.mailbox or "")
        served = held.mailbox.constituency_on(letter.received) if held else ""
        constituency = letter.constituency or served
        keeper = self._taken_out_by.get((letter.mailbox, letter.received))
        return matters_of(filed, self._setting(constituency, letter.recorded_by, keeper))

    def _matters_of_visits(self) -> Iterator[Matter]:
        for filed in self.visits:
            setting = self._setting(filed.record.constituency, filed.record.recorded_by)
            yield from matters_of(filed, setting)

    def _setting(
        self, constituency: str, recorded_by: str | None, keeper: str | None = None
    ) -> Setting:
        """What surrounds a matter: its group is the one that holds the constituency today."""
        group = self.group_holding(constituency, self.as_of)
        knows = recorded_by in self.directory.officers
        return Setting(
            constituency,
            group,
            self.as_of,
            knows,
            self.suggestions_of,
            self.district.successor,
            keeper,
            self.clock,
        )

    @cached_property
    def _taken_out_by(self) -> Mapping[tuple[str | None, date], str]:
        """The deputy who opened the mailbox on a day and keeps it, by mailbox and day."""
        found: dict[tuple[str | None, date], str] = {}
        for filed in self.openings:
            by, day = filed.record.by, filed.record.held_on
            for mailbox in filed.record.mailboxes:
                held = self._every_mailbox.get(mailbox)
                is_deputy = by in self.directory.deputies
                if by and is_deputy and held and held.mailbox.keeper_on(day) == by:
                    found[mailbox, day] = by
        return found

    @cached_property
    def duties(self) -> Mapping[str, tuple[Duty, ...]]:
        """Duties since `records_from` of each matter and suggestion, by its id."""
        from deputylog.life.duties import duties_of, suggestion_duties

        owed = {matter.id: duties_of(matter, self.clock) for matter in self.matters}
        for one in self.handlings:
            owed[one.id] = suggestion_duties(
                one, self.behind(one), self.clock, self._rater_died(one)
            )
        since = self.district.records_from
        return {
            wanted: tuple(duty for duty in duties if duty.start >= since)
            for wanted, duties in owed.items()
        }

    @cached_property
    def next_of(self) -> Mapping[str, Next | None]:
        """The next step of each matter, suggestion and motion, by its id; None if nothing is left
        to do.
        """
        from deputylog.life.next_step import next_of_matter, next_of_suggestion

        found = {
            one.id: next_of_suggestion(one, self.duties[one.id], self.signer_of(one))
            for one in self.handlings
        }
        for matter in self.matters:
            found[matter.id] = next_of_matter(
                matter, self.duties[matter.id], self.owners_of(matter), self.suggest_by(matter)
            )
        return found

    def owners_of(self, matter: Matter) -> tuple[str, ...]:
        """The deputies who see to the matter and are in office."""
        return tuple(
            wanted for wanted in matter.deputies if self.directory.in_office(wanted, self.as_of)
        )

    def deputies_of(self, matter: Matter) -> str | list[str]:
        """The name of the deputy who sees to the matter, or the names of several."""
        names = [self.name("deputy", deputy) for deputy in matter.deputies]
        return names if len(names) > 1 else "".join(names)

    def suggest_by(self, matter: Matter) -> date | None:
        """The last day by which an open request should have become a suggestion; None if it need
        not.
        """
        start = known(matter.life.start)
        if not (matter.kind.owes_all_steps and matter.is_open) or matter.suggestions:
            return None
        if start is None or not is_exact(start) or start < self.district.records_from:
            return None
        return self.clock.due(start, self.clock.settings_on(start).suggestion_after)

    def _rater_died(self, handling: Handling) -> date | None:
        """The day on which the lead deputy died, if no other signer was in office then."""
        lead = self.directory.deputies.get(handling.record.lead)
        seats = lead.seats if lead else ()
        died = next((seat.end for seat in seats if seat.ended_by is SeatEnd.DIED), None)
        return died if died and self.signer_of(handling.known_on(died + DAY)) is None else None

    def signer_of(self, handling: Handling) -> str | None:
        """The first signer in office on the suggestion's `as_of`: the lead deputy first."""
        signers = handling.signers_on(handling.as_of)
        return next(
            (wanted for wanted in signers if self.directory.in_office(wanted, handling.as_of)), None
        )

    @cached_property
    def late(self) -> tuple[tuple[Matter | Handling, Duty], ...]:
        """Every duty not done in time, with its matter or suggestion."""
        return tuple(
            (one, duty) for one in self.lives for duty in self.duties[one.id] if duty.days_late
        )

    @property
    def lives(self) -> tuple[Matter | Handling, ...]:
        """Every matter, then every suggestion."""
        return (*self.matters, *self.handlings)

    def behind(self, handling: Handling) -> tuple[Matter, ...]:
        """The known matters that a suggestion grew out of."""
        return tuple(
            matter
            for source in handling.record.sources
            if (matter := self.matter_by_id.get(source))
        )

    def acting_on(
        self, one: Matter | Handling, step: Step, department: str | None = None
    ) -> Acting:
        """Who must take a step of a matter or a suggestion, with the names."""
        from deputylog.life.next_step import responsible
        from deputylog.life.steps import Step

        if isinstance(one, Handling):
            signer = self.signer_of(one)
            owners: tuple[str, ...] = (signer,) if signer else ()
        else:
            is_for_officers = one.is_accusation and step is not Step.CLOSE
            owners = () if is_for_officers else self.owners_of(one)
        actor, ids = responsible(step, owners)
        match actor:
            case Actor.DEPARTMENT:
                return actor, self.name("department", department)
            case Actor.WORKING_BODY:
                return actor, self.district.working_body
            case Actor.OFFICER:
                return self.acting_for(one.group)
        names = [self.name("deputy", wanted) for wanted in ids]
        return actor, names if len(names) > 1 else "".join(names)

    def in_short(self, one: Matter | Handling) -> Phrase | str:
        """What a matter or a suggestion is about, without identities; of one without a title,
        where and when it was raised.
        """
        if isinstance(one, Handling):
            return masked(one.record.title)
        if one.masked_title and not one.is_accusation:
            return one.masked_title
        return phrase(
            "{constituency}{day}的{what}",
            "{constituency}, {what} of {day}",
            constituency=self.name("constituency", one.constituency),
            what=Bilingual("活动中反映的问题", "matter of a visit")
            if one.from_visit
            else Bilingual("来信", "letter"),
            day=day_words(one.received),
        )

    def groups_of_deputy(self, wanted: str, day: date) -> Iterator[str]:
        """The groups of the seats that the deputy holds on that day."""
        for seat in self.directory.seats_on(wanted, day):
            yield self.directory.group_of_seat(seat, day)

    def holder_of(self, deputy: Filed[Deputy], quota: Quota) -> Phrase | str:
        """The deputy's name, with constituency and term if there are several seats."""
        if len(deputy.record.seats) == len(quota.spells):
            return deputy.record.name
        return phrase(
            "{deputy}（{constituency}，第{term}届）",
            "{deputy} ({constituency}, term {term})",
            deputy=deputy.record.name,
            constituency=self.name("constituency", quota.seat.constituency),
            term=quota.seat.term,
        )

    def with_names(self, why: Phrase) -> Phrase:
        """The phrase with the names of departments and deputies in place of their ids."""
        values = dict(why.values)
        for key in values.keys() & {"department", "deputy"}:
            values[key] = self.name(key, str(values[key]))
        if isinstance(several := values.get("names"), list):
            values["names"] = [self.name("department", one) for one in several]
        return phrase(why.text, **values)

    def counts_letters_of(self, mailbox: str, day: date) -> bool:
        """Whether the letters found in a mailbox on `day` are compared with those entered.

        It was in use, or it is unknown (R003), and `records_from` had come.
        """
        held = self.mailboxes.get(mailbox)
        return day >= self.district.records_from and (held is None or held.mailbox.in_use(day))

    @cached_property
    def letters_counted(self) -> Mapping[tuple[str, date], tuple[int, Filed[Opening]]]:
        """The letters found by mailbox and day, and the last round; rounds of one day are added."""
        found: dict[tuple[str, date], tuple[int, Filed[Opening]]] = {}
        for filed in self.openings:
            day = filed.record.held_on
            for mailbox, count in filed.record.mailboxes.items():
                if self.counts_letters_of(mailbox, day):
                    before, _ = found.get((mailbox, day), (0, filed))
                    found[mailbox, day] = before + count, filed
        return found

    @cached_property
    def letters_entered(self) -> Mapping[tuple[str, date], list[Filed[Letter]]]:
        """The letters entered by the mailbox in which they lay, and the day."""
        letters = (
            filed
            for filed in self.letters
            if filed.record.came_by is Channel.MAILBOX and is_exact(filed.record.received)
        )
        return grouped(letters, lambda filed: (filed.record.mailbox or "", filed.record.received))
