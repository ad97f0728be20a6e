"""The headline numbers of a quarter's list that `design.md` §2 expects, of the district and of each group."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from tests.rules.oracle.days import ONE, first_day, last_day
from tests.rules.oracle.districts import District, Values
from tests.rules.oracle.findings import weeks_opened, weeks_owed
from tests.rules.oracle.matters import Course, Matter, matters
from tests.rules.oracle.register import Known

NUMBERS = (
    *("carried_over", "received", "reopened", "settled", "open", "solved"),
    *("letters", "raised_at_visits", "accusations", "visits", "openings_owed", "openings_done"),
)


def headline_numbers(district: District, quarter: str) -> dict[str | None, dict[str, int]]:
    """By group, and of the district (None): "heads and rows of a quarter's list show the end of the quarter"."""
    counted: dict[str | None, Counter[str]] = {
        None: Counter(),
        **{group: Counter() for group in district.groups},
    }
    end = Known(district, last_day(quarter))
    for group, number in [
        *_of_matters(end, quarter),
        *_of_visits(end, quarter),
        *_of_mailboxes(end, quarter),
    ]:
        for whose in {None, group}:
            counted[whose][number] += 1
    return {
        group: {number: counter[number] for number in NUMBERS} for group, counter in counted.items()
    }


Counted = Iterator[tuple[str | None, str]]


def _of_matters(end: Known, quarter: str) -> Counted:
    """ "A group's list holds the matters of the constituencies it holds at the end of the quarter"."""
    for matter in matters(end):
        group = end.holder(matter.constituency, end.as_of)
        if matter.started >= first_day(quarter):
            yield group, "raised_at_visits" if "#" in matter.id else "letters"
        if matter.kind == "accusation":  # "papers show a number"
            if matter.started >= first_day(quarter):
                yield group, "accusations"
            continue
        course = Course(matter, end)
        listed_as = _listed_as(end.district, course, quarter)
        if listed_as:
            settled = course.settled()[0]
            yield group, listed_as
            yield group, "settled" if settled else "open"
            if settled and course.solved():
                yield group, "solved"


def _listed_as(district: District, course: Course, quarter: str) -> str:
    """ "Each matter counts once on each side: carried over, else received, else reopened (it was settled when the quarter began)"."""
    first, last = first_day(quarter), last_day(quarter)
    if _open(district, course.matter, first - ONE):
        return "carried_over"
    if course.matter.started >= first:
        return "received"
    if any(day and first <= day <= last for day in course.beginnings):
        return "reopened"
    days = _days_of_change(course.matter.values, quarter)
    return "reopened" if any(_open(district, course.matter, day) for day in days) else ""


def _days_of_change(values: Values, quarter: str) -> list[date]:
    """The days of the quarter on which something happened to the matter, and its last."""
    days = {event["date"] for event in values.get("events", []) if "date" in event}
    return [
        *sorted(day for day in days if first_day(quarter) <= day <= last_day(quarter)),
        last_day(quarter),
    ]


def _open(district: District, matter: Matter, day: date) -> bool:
    """Open at the end of the day."""
    return matter.started <= day and not Course(matter, Known(district, day)).settled()[0]


def _of_visits(end: Known, quarter: str) -> Counted:
    for visit in end.of("V"):
        if visit.values["date"] >= first_day(quarter):
            yield end.holder(visit.values["constituency"], visit.values["date"]), "visits"


def _of_mailboxes(end: Known, quarter: str) -> Counted:
    """A week belongs to the quarter of its Thursday, and to the group that holds the mailbox then."""
    after = Known(end.district, end.as_of + 7 * ONE)
    for box in end.mailboxes:
        opened = weeks_opened(after, box)
        for week in weeks_owed(after, box):
            thursday = week + 3 * ONE
            if first_day(quarter) <= thursday <= last_day(quarter):
                group = end.holder(end.constituency_of(box, thursday), thursday)
                yield group, "openings_owed"
                if week in opened:
                    yield group, "openings_done"
