"""The findings that `design.md` §3 expects of a district on a day: one function a rule, each with the sentence it rests on."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.rules.oracle.days import ONE, last_day, monday_of, quarter_after, quarter_of
from tests.rules.oracle.districts import Record, Values
from tests.rules.oracle.matters import FINAL, Course, Matter, matters
from tests.rules.oracle.register import EVER, Known, spans

WEEK = timedelta(days=7)


@dataclass(frozen=True, order=True)
class Finding:
    """What is compared. `day`: the due day, or the day of the offence; `late`: days over it."""

    code: str
    subject: str
    severity: str
    day: str = ""
    late: int = 0


class Judged:
    """A district as known on a day, with the course of every matter."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.courses = [Course(matter, known) for matter in matters(known)]
        self.by_matter = {course.matter.id: course for course in self.courses}

    def expected(self) -> list[Finding]:
        found = [finding for rule in RULES for finding in rule(self)]
        used: set[str] = set()
        excused = [_excused(self.known, finding, used) for finding in found]
        return sorted([*excused, *useless_excuses(self.known, used)])


# excuses ---------------------------------------------------------------------------


def _excused(known: Known, finding: Finding, used: set[str]) -> Finding:
    """ "An excuse turns the breach it names into an advice"; it "matches any day of the week it covers"."""
    if finding.severity != "breach" or not finding.day:
        return finding
    first = date.fromisoformat(finding.day)
    last = first
    if finding.code == "M001":
        first, last = first - 3 * ONE, first + 3 * ONE
    if finding.code == "V001":  # any day of the year on which that seat was held
        first = min(
            share.begin
            for _, share in _shares(known, finding.subject, first.year)
            if share.end == first
        )
    named = [
        one
        for one in known.of("E")
        if (one.values["rule"], one.values["subject"]) == (finding.code, finding.subject)
    ]
    excuses = [one.id for one in named if one.values["from"] <= last and one.values["to"] >= first]
    used.update(excuses)
    return replace(finding, severity="advice") if excuses else finding


def useless_excuses(known: Known, used: set[str]) -> Iterator[Finding]:
    """E001 "excuse that excuses nothing": advice."""
    for record in known.of("E"):
        if record.id not in used:
            yield Finding("E001", record.id, "advice")


# visits ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Share:
    """A seat's part of a year."""

    begin: date
    end: date
    owed: int
    made: int


def _shares(known: Known, deputy: str, year: int) -> Iterator[tuple[Values, Share]]:
    """ "Duties are counted by seat"; "no duty is judged before records_from"; the day on which two seats meet is the later one's."""
    person = known.district.deputies[deputy]
    for n, seat in enumerate(person["seats"]):
        begin = max(seat["from"], date(year, 1, 1), known.records_from)
        end = min(_known_end(known, seat), date(year, 12, 31))
        later = min((other["from"] for other in person["seats"][n + 1 :]), default=EVER)
        days = [begin + k * ONE for k in range((min(end, later - ONE) - begin).days + 1)]
        pauses = [pause for pause in person.get("suspended", []) if pause["from"] <= known.as_of]
        days = [day for day in days if not any(spans(pause, day) for pause in pauses)]
        if days:
            made = {day for day in _days_of_visits(known, deputy) if day in set(days)}
            yield seat, Share(begin, end, _owed(known, len(days), date(year, 1, 1)), len(made))


def _known_end(known: Known, seat: Values) -> date:
    """A term's end is known beforehand; a death, a recall or a resignation is not."""
    foreseen = next(
        (
            term.get("to") or EVER
            for term in known.district.register["terms"]
            if term["id"] == seat["term"]
        ),
        EVER,
    )
    unknown = seat.get("end", "expired") != "expired" and seat["to"] > known.as_of
    return foreseen if unknown else seat.get("to") or EVER


def _died(known: Known, deputy: str) -> date | None:
    """The day of death, where it is known by now."""
    ends = [
        seat["to"] for seat in known.district.deputies[deputy]["seats"] if seat.get("end") == "died"
    ]
    return next((day for day in ends if day <= known.as_of), None)


def _owed(known: Known, days: int, day: date) -> int:
    """domain.md §8: 270 days and more in office → 2, 90–269 → 1, fewer → 0; all of it where `visits_pro_rata` is false."""
    full = int(str(known.setting("visits_per_year", day)))
    if not known.setting("visits_pro_rata", day) or days >= int(
        str(known.setting("visits_full_from", day))
    ):
        return full
    return full // 2 if days >= int(str(known.setting("visits_half_from", day))) else 0


def _days_of_visits(known: Known, deputy: str) -> set[date]:
    """ "second visit on one day does not count"; online contact only where `online_counts`."""
    visits = [record.values for record in known.of("V") if deputy in record.values["deputies"]]
    return {
        one["date"]
        for one in visits
        if one.get("form") != "online" or known.setting("online_counts", one["date"])
    }


def visits_owed(judged: Judged) -> Iterator[Finding]:
    """V001 "fewer visits than owed (nobody who died)"; "somebody who leaves is judged at the end of the seat"."""
    known = judged.known
    for deputy in known.district.deputies:
        for year in range(known.records_from.year, known.as_of.year + 1):
            for _, share in _shares(known, deputy, year):
                if share.end < known.as_of and share.made < share.owed and not _died(known, deputy):
                    yield Finding("V001", deputy, "breach", share.end.isoformat())


def behind_with_visits(judged: Judged) -> Iterator[Finding]:
    """V002 "behind (none on 30 June, none on 30 September, fewer than owed on 1 December)": due, until the year or the seat ends."""
    known, today = judged.known, judged.known.as_of
    for deputy in known.district.deputies:
        for seat, share in _shares(known, deputy, today.year):
            reminders = [
                date.fromisoformat(f"{today.year}-{one}")
                for one in known.setting("visits_reminders", today)  # type: ignore[attr-defined]
            ]
            none = not share.made and any(
                max(seat["from"], day) <= today and day >= share.begin
                for day in reminders
                if day <= today
            )
            few = share.made < share.owed and share.begin <= date(today.year, 12, 1) <= today
            if (
                share.owed
                and (none or few)
                and share.begin <= today <= share.end
                and known.in_office(deputy, today)
                and not _died(known, deputy)
            ):
                yield Finding("V002", deputy, "due", today.isoformat())


def not_in_office(judged: Judged) -> Iterator[Finding]:
    """R007 "visit or signature while not in office (it does not count)": breach."""
    known = judged.known
    for visit in known.of("V"):
        for deputy in visit.values["deputies"]:
            if not known.in_office(deputy, visit.values["date"]):
                yield Finding("R007", visit.id, "breach", visit.values["date"].isoformat())
    for record in known.of("S"):
        submitted = [
            event["date"]
            for event in known.events(record.values)
            if event["event"] == "submitted" and "date" in event
        ]
        for deputy in [record.values["lead"], *record.values.get("cosigners", [])]:
            if submitted and not known.in_office(deputy, submitted[0]):
                yield Finding("R007", record.id, "breach", submitted[0].isoformat())


# mailboxes -------------------------------------------------------------------------


def weeks_owed(known: Known, box: str) -> Iterator[date]:
    """Mondays of the weeks that owe an opening: the box in use on all seven days, none before `records_from`, over by `as_of`.

    "a week with no more working days than `exempt_if_workdays_at_most` (local, 0) owes nothing".
    """
    monday = monday_of(known.records_from + 6 * ONE)
    while monday + 6 * ONE < known.as_of:
        if _owes(known, box, monday):
            yield monday
        monday += WEEK


def _owes(known: Known, box: str, monday: date) -> bool:
    exempt = int(str(known.setting("exempt_if_workdays_at_most", monday)))
    whole = all(known.box_in_use(box, monday + n * ONE) for n in range(7))
    return (
        whole
        and monday >= known.records_from
        and known.calendar(monday).working_days_of_week(monday) > exempt
    )


def weeks_opened(known: Known, box: str) -> set[date]:
    rounds = [one.values for one in known.of("O") if box in one.values.get("mailboxes", {})]
    return {monday_of(one["date"]) for one in rounds if known.box_in_use(box, one["date"])}


def weeks_without_opening(judged: Judged) -> Iterator[Finding]:
    """M001 "week without an opening (first week of a stated `not_opened`: advice)": a week is named by its Thursday."""
    known = judged.known
    for box in known.mailboxes:
        opened = weeks_opened(known, box)
        stated = {
            monday_of(one.values["date"])
            for one in known.of("O")
            if box in one.values.get("not_opened", {})
        }
        missed = [monday for monday in weeks_owed(known, box) if monday not in opened]
        for monday in missed:
            first = monday in stated and monday - WEEK not in missed
            yield Finding(
                "M001", box, "advice" if first else "breach", (monday + 3 * ONE).isoformat()
            )


def opening_still_due(judged: Judged) -> Iterator[Finding]:
    """M002 "this week's still due": by its last working day; after that day an opening at the weekend still serves."""
    known, monday = judged.known, monday_of(judged.known.as_of)
    for box in known.mailboxes:
        if _owes(known, box, monday) and monday not in weeks_opened(known, box):
            days = [monday + n * ONE for n in range(7)]
            last = max(
                (day for day in days if not known.calendar(monday).rests(day)), default=days[-1]
            )
            yield Finding(
                "M002", box, "due", (last if last >= known.as_of else days[-1]).isoformat()
            )


def rounds_of_unused_boxes(judged: Judged) -> Iterator[Finding]:
    """M007 "a round of a mailbox that was not in use on that day": error."""
    known = judged.known
    for record in known.of("O"):
        for box in [*record.values.get("mailboxes", {}), *record.values.get("not_opened", {})]:
            if not known.box_in_use(box, record.values["date"]):
                yield Finding("M007", box, "error", record.values["date"].isoformat())


def letters_of_openings(judged: Judged) -> Iterator[Finding]:
    """R009 "more letters than that opening counted (error); a letter of channel `mailbox` on a day without an opening,
    or fewer letters after three days (breach)"; "respects records_from"."""
    known = judged.known
    counted: dict[tuple[str, date], list[Record]] = {}
    for record in known.of("O"):
        for box in record.values.get("mailboxes", {}):
            counted.setdefault((box, record.values["date"]), []).append(record)
    entered: dict[tuple[str, date], list[str]] = {}
    for letter in known.of("L"):
        box = letter.values.get("mailbox")
        if (
            box
            and letter.values.get("channel", "mailbox") == "mailbox"
            and letter.values["received"] >= known.records_from
        ):
            entered.setdefault((box, letter.values["received"]), []).append(letter.id)
    for (box, day), letters in entered.items():
        if (box, day) not in counted:
            yield from (Finding("R009", letter, "breach", day.isoformat()) for letter in letters)
    for (box, day), rounds in counted.items():
        total = sum(one.values["mailboxes"][box] for one in rounds)
        there = len(entered.get((box, day), []))
        if day >= known.records_from and there > total:
            yield Finding("R009", rounds[0].id, "error", day.isoformat())
        elif (
            day >= known.records_from
            and there < total
            and known.as_of > known.due(day, "letters_entered_within")
        ):
            yield Finding("R009", rounds[0].id, "breach", day.isoformat())


# records ---------------------------------------------------------------------------


def events_before_the_matter(judged: Judged) -> Iterator[Finding]:
    """R008 "event before the matter itself": error, one for each."""
    for course in judged.courses:
        for event in judged.known.events(course.matter.values):
            if "date" in event and event["date"] < course.matter.started:
                yield Finding("R008", course.matter.id, "error")


def submissions_before_the_end(judged: Judged) -> Iterator[Finding]:
    """R008 "submission dated before its quarter ended": error."""
    for record in judged.known.of("Q"):
        if record.values["date"] <= last_day(record.values["quarter"]):
            yield Finding("R008", record.id, "error")


def misfits(judged: Judged) -> Iterator[Finding]:
    """R014 "a step that fits nothing": error; "imported: advice"."""
    for course in judged.courses:
        severity = "advice" if "ref" in course.matter.values else "error"
        yield from (Finding("R014", course.matter.id, severity) for _ in course.misfits)


# matters ---------------------------------------------------------------------------


def steps_of_matters(judged: Judged) -> Iterator[Finding]:
    """L001–L007: breach; "a breach once true stays true"; "what was not yet due when the matter ended is not owed"."""
    for course in judged.courses:
        for duty, late in course.breaches():
            yield Finding(duty.code, course.matter.id, "breach", duty.due.isoformat(), late)


def settled_alone(judged: Judged) -> Iterator[Finding]:
    """L010 "settled by the deputy alone, neither forwarded nor aided nor answered on the spot": advice; in this life."""
    for course in judged.courses:
        settled, day = course.settled()
        somebody = course.life.forwarded or course.life.aided or course.standing
        if (
            course.matter.kind == "request"
            and settled
            and not somebody
            and course.life.closed in {None, "other"}
        ):
            yield Finding("L010", course.matter.id, "advice", day.isoformat() if day else "")


def long_open(judged: Judged) -> Iterator[Finding]:
    """L011 "open six months and no suggestion": advice; from the matter's day or the start of the life."""
    for course in judged.courses:
        began = course.life.began
        if (
            course.matter.kind != "request"
            or course.settled()[0]
            or course.standing
            or began is None
            or began < judged.known.records_from
        ):
            continue
        due = judged.known.due(began, "suggestion_after")
        if judged.known.as_of > due:
            yield Finding("L011", course.matter.id, "advice", due.isoformat())


def deputy_left(judged: Judged) -> Iterator[Finding]:
    """L013 "open and its deputy left office": due. Of several, all."""
    today = judged.known.as_of
    for course in judged.courses:
        owners = course.owners()
        if (
            owners
            and not course.settled()[0]
            and not any(judged.known.in_office(one, today) for one in owners)
        ):
            yield Finding("L013", course.matter.id, "due", today.isoformat())


# groups ----------------------------------------------------------------------------


def quarterly_lists(judged: Judged) -> Iterator[Finding]:
    """G001 "quarterly list late or not handed in": breach, due. "G001 judges the first"; a group owes nothing before or after its life."""
    known = judged.known
    for group in known.district.groups:
        quarter = quarter_of(known.records_from)
        while last_day(quarter) < known.as_of:
            yield from _list_of(known, group, quarter)
            quarter = quarter_after(quarter)


def _list_of(known: Known, group: str, quarter: str) -> Iterator[Finding]:
    due = known.list_due(quarter)
    if not known.lives(group, last_day(quarter)) or known.heir(group, due) is None:
        return
    mine = [
        one.values["date"]
        for one in known.of("Q")
        if (one.values["group"], one.values["quarter"]) == (group, quarter)
    ]
    late = ((min(mine) if mine else known.as_of) - due).days
    if late > 0:
        yield Finding("G001", group, "breach", due.isoformat(), late)
    elif not mine:
        yield Finding("G001", group, "due", due.isoformat())


# suggestions -----------------------------------------------------------------------


@dataclass
class Owed:
    code: str
    due: date
    over: date | None = None

    def late(self, as_of: date) -> int:
        return max(((self.over or as_of) - self.due).days, 0)


def steps_of_suggestions(judged: Judged) -> Iterator[Finding]:
    """S004–S008 and S010: breach; S009 "has a litigation matter among its sources": advice; R014 for steps that fit nothing."""
    for record in judged.known.of("S"):
        handling = Handling(judged, record)
        for owed in handling.owed:
            died = _raters_died(judged.known, record.values)
            if owed.code == "S006" and died:
                owed.over = min(died, owed.over or EVER)
            late = owed.late(judged.known.as_of)
            if late:
                yield Finding(owed.code, record.id, "breach", owed.due.isoformat(), late)
        severity = "advice" if "ref" in record.values else "error"
        yield from (Finding("R014", record.id, severity) for _ in handling.misfits)
        yield from (
            Finding("S009", record.id, "advice")
            for matter in handling.sources
            if matter.kind == "litigation"
        )


def _raters_died(known: Known, values: Values) -> date | None:
    """The day on which the lead died, unless a cosigner in office can rate instead."""
    died = _died(known, values["lead"])
    others = values.get("cosigners", [])
    return None if died and any(known.in_office(one, died + ONE) for one in others) else died


class Handling:
    """One suggestion, step after step."""

    def __init__(self, judged: Judged, record: Record) -> None:
        self.judged, self.known, self.values = judged, judged.known, record.values
        self.sources: list[Matter] = [
            judged.by_matter[one].matter
            for one in record.values.get("sources", [])
            if one in judged.by_matter
        ]
        self.owed: list[Owed] = []
        self.running: dict[str, Owed] = {}
        self.promises: list[tuple[str, Owed]] = []
        self.misfits: list[Values] = []
        self.assigned: tuple[date, str, tuple[str, ...]] | None = None
        self.result = ""  # of the lead department's latest answer
        self.submitted = self.answered = self.redo = False
        self.carried_out = False  # all promises of an answer that is not final were kept
        for event in self.known.events(record.values):
            self.step(event)

    def owe(self, code: str, due: date, *, key: str = "") -> Owed:
        owed = self.running[key or code] = Owed(code, due)
        self.owed.append(owed)
        return owed

    def over(self, key: str, day: date) -> None:
        owed = self.running.pop(key, None)
        if owed:
            owed.over = min(day, owed.over or EVER)

    def step(self, event: Values) -> None:
        day = event["date"]
        match event["event"]:
            case "submitted" if self.submitted:
                self.misfits.append(event)
            case "submitted":
                self.submitted = True
                self.owe("S004", self.known.due(day, "assign_within"))
            case "assigned":
                self.assign(event, day)
            case "extended":
                self.extend(event, day)
            case "answered":
                self.answer(event, day)
            case "rated":
                self.rate(event, day)
            case "promised":
                self.carried_out = False
                self.unsettle(day)
                self.promises.append(
                    (
                        event["what"],
                        self.owe("S008", event["until"], key=f"S008 {len(self.promises)}"),
                    )
                )
            case "kept":
                self.keep(event, day)
            case "withdrawn":
                for key in list(self.running):
                    self.over(key, day)
            case "fed_back":
                self.over("S010", day)

    def unsettle(self, day: date) -> None:
        """A promise after an answer that is not final: the voters will be told of its end."""
        if self.result not in FINAL:
            self.over("S010", day)

    def assign(self, event: Values, day: date) -> None:
        """S005 "answer overdue (3 months, 6 if extended)"; "reassigned to another department: judged from the reassignment"."""
        self.over("S004", day)
        if self.assigned and self.known.present(self.assigned[1], day) == self.known.present(
            event["lead"], day
        ):
            return
        self.over("S005", day)
        self.over("S007", day)
        self.assigned = (day, event["lead"], tuple(event.get("assisting", [])))
        self.owe("S005", self.known.calendar(day).due(day, "3 months"))

    def handles(self, event: Values) -> bool:
        """R014: an answer belongs to a department of the assignment in force."""
        if not self.assigned:
            return False
        _, lead, assisting = self.assigned
        present = {self.known.present(one, event["date"]) for one in (lead, *assisting)}
        return self.known.present(event.get("by", lead), event["date"]) in present

    def is_lead(self, event: Values) -> bool:
        assert self.assigned
        lead = self.assigned[1]
        return self.known.present(event.get("by", lead), event["date"]) == self.known.present(
            lead, event["date"]
        )

    def extend(self, event: Values, day: date) -> None:
        owed = self.running.get("S005")
        if (
            not self.assigned or not owed
        ):  # nobody has it, or the answer was given: there is nothing to extend
            self.misfits.append(event)
            return
        due = self.known.calendar(self.assigned[0]).due(
            self.assigned[0], f"{event['to_months']} months"
        )
        if day <= owed.due:
            owed.due = due
        else:
            self.over("S005", day)
            self.owe("S005", due)

    def answer(self, event: Values, day: date) -> None:
        if not self.handles(event):
            self.misfits.append(event)
            return
        self.answered = True
        if not self.is_lead(event):
            return
        before, self.result = self.result, event["result"]
        self.over("S005", day)
        self.over("S007", day)
        self.over("S006", day)
        self.owe("S006", self.known.due(day, "rate_within"))
        if event["result"] not in FINAL:
            self.over("S010", day)
        elif self.redo or not (before in FINAL or self.carried_out):
            self.redo = False
            self.voters_behind_it(day)
        self.carried_out = False

    def voters_behind_it(self, day: date) -> None:
        """S010 "voters behind it not told": 15 days from the final answer, each source's own `fed_back` counts."""
        due = self.known.due(day, "feed_back_within")
        told: list[date | None] = [
            self.released(matter, day) for matter in self.sources if matter.tellable
        ]
        days = [one for one in told if one]
        if EVER in days or (told and len(days) == len(told)):
            owed = self.owe("S010", due)
            if max(days) < EVER:
                owed.over = max(days)

    def released(self, matter: Matter, day: date) -> date | None:
        """When its voter was told since the day, or nobody waits there any more; None: unknown, EVER: not yet."""
        if matter.kind in {"thanks", "accusation"}:
            return day
        told = [one for one in self.known.events(matter.values) if one["event"] == "fed_back"]
        life = self.judged.by_matter[matter.id].life
        days = [one["date"] for one in told if "date" in one and one["date"] >= day]
        if life.closed and life.closed_on:
            days.append(life.closed_on)
        unknown = len(days) == 0 and (life.closed or any("date" not in one for one in told))
        return None if unknown else min(days, default=EVER)

    def rate(self, event: Values, day: date) -> None:
        """S006 "rating overdue"; S007 "redo overdue": a month from the dissatisfied rating to the next answer."""
        if not self.answered:
            self.misfits.append(event)
            return
        self.over("S006", day)
        if event["outcome"] == "dissatisfied":
            self.over("S007", day)
            self.over("S010", day)
            self.redo = True
            self.owe("S007", self.known.due(day, "redo_within"))

    def keep(self, event: Values, day: date) -> None:
        """S008 "promise overdue": the one that `what` names, else the only open one."""
        open_ones = [
            n
            for n, (what, owed) in enumerate(self.promises)
            if f"S008 {n}" in self.running and event.get("what", what) == what
        ]
        if not open_ones:
            self.misfits.append(event)
            return
        self.over(f"S008 {open_ones[0]}", day)
        promised = any(key.startswith("S008") for key in self.running)
        if self.result and self.result not in FINAL and not promised and "S007" not in self.running:
            self.carried_out = True
            self.voters_behind_it(day)


RULES = (
    *(visits_owed, behind_with_visits, not_in_office),
    *(weeks_without_opening, opening_still_due, rounds_of_unused_boxes, letters_of_openings),
    *(events_before_the_matter, submissions_before_the_end, misfits),
    *(steps_of_matters, settled_alone, long_open, deputy_left),
    *(quarterly_lists, steps_of_suggestions),
)
