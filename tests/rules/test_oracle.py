"""Another reckoning of visits, mailbox weeks and replies, from plain values alone, agrees with the rules on 1,000 random districts.

The oracle shares nothing with the program but the library of public holidays: it walks day by day where the program reckons by periods.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import chinese_calendar
import pytest

from deputylog.book import Book
from deputylog.model.filed import Filed
from deputylog.model.kinds import kind_named
from deputylog.rules.fewer_visits import fewer_visits
from deputylog.rules.not_replied import not_replied
from deputylog.rules.week_without_opening import week_without_opening
from deputylog.schema.records import convert

Plain = dict[str, Any]
DAY = timedelta(days=1)
FIRST = date(2024, 1, 1)


def days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY


# The oracle.


def holder(deputy: Plain, terms: list[Plain], day: date) -> int | None:
    """Which seat is held on a day: the one that began last; none while suspended."""
    ends = {term["id"]: term["to"] for term in terms}
    held = [
        (seat["from"], number)
        for number, seat in enumerate(deputy["seats"])
        if seat["from"] <= day <= min(seat.get("to", date.max), ends[seat["term"]])
    ]
    suspended = any(gap["from"] <= day <= gap.get("to", date.max) for gap in deputy["suspended"])
    return max(held)[1] if held and not suspended else None


def visits_missing(district: Plain, as_of: date) -> set[tuple[object, ...]]:
    """(deputy, year, seat, days, owed, made) of every year that is over and has too few visits."""
    wanted: set[tuple[object, ...]] = set()
    settings = district["settings"]
    for name, deputy in district["deputies"].items():
        visited = {visit["date"] for visit in district["visits"] if name in visit["deputies"] and visit["date"] <= as_of}
        for year in range(district["records_from"].year, as_of.year):
            in_office: dict[int, list[date]] = {number: [] for number in range(len(deputy["seats"]))}
            for day in days(max(district["records_from"], date(year, 1, 1)), date(year, 12, 31)):
                seat = holder(deputy, district["terms"], day)
                if seat is not None:
                    in_office[seat].append(day)
            if settings["visits_follow"] == "person":
                in_office = {0: [day for held in in_office.values() for day in held]}
            for seat, held in in_office.items():
                number = len(held)
                pro_rata = 2 if number >= 270 else 1 if number >= 90 else 0
                owed = pro_rata if settings["visits_pro_rata"] else 2 if number else 0
                made = len(visited & set(held))
                if made < owed:
                    wanted.add((name, year, seat if settings["visits_follow"] == "seat" else "person", number, owed, made))
    return wanted


def weeks_missed(district: Plain, as_of: date) -> set[tuple[object, ...]]:
    """(mailbox, Monday, severity) of every whole week in use that is over, owed an opening and had none."""
    missed: set[tuple[str, date]] = set()
    wanted: set[tuple[object, ...]] = set()
    for box in district["mailboxes"]:
        for monday in days(FIRST, as_of):
            sunday = monday + 6 * DAY
            if (
                monday.weekday()
                or monday < max(box["from"], district["records_from"])
                or sunday > min(box.get("to", date.max), as_of - DAY)
            ):
                continue
            week = list(days(monday, sunday))
            rounds = [one for one in district["openings"] if one["date"] in week]
            works = sum(chinese_calendar.is_workday(day) for day in week)
            if works > district["settings"]["exempt_if_workdays_at_most"] and not any(box["id"] in one["mailboxes"] for one in rounds):
                stated = any(box["id"] in one["not_opened"] for one in rounds)
                again = (box["id"], monday - 7 * DAY) in missed
                missed.add((box["id"], monday))
                wanted.add((box["id"], monday, "advice" if stated and not again else "breach"))
    return wanted


def replies_late(district: Plain, as_of: date) -> set[tuple[object, ...]]:
    """(letter, due, days late, replied) of every letter, and every reopening of one, whose writer waits or waited too long.

    Closing or reopening the letter ends the wait without a reply.
    """
    wanted: set[tuple[object, ...]] = set()
    for name, letter in district["letters"].items():
        if letter["received"] > as_of or letter["kind"] in ("thanks", "accusation") or letter["writer"] != "named":
            continue
        known = sorted((event for event in letter["events"] if event["date"] <= as_of), key=lambda event: event["date"])
        parts: list[tuple[date, list[Plain]]] = [(letter["received"], [])]
        for event in known:
            parts[-1][1].append(event)
            if event["event"] == "reopened":
                parts.append((event["date"], []))
        for start, part in parts:
            over = next((event for event in part if event["event"] in ("replied", "fed_back", "closed", "reopened")), None)
            replied = over is not None and over["event"] in ("replied", "fed_back")
            due = in_time_until(start, district["settings"])
            late = ((over["date"] if over else as_of) - due).days
            if late > 0 and start >= district["records_from"]:
                wanted.add((name, due, late, replied))
    return wanted


def in_time_until(start: date, settings: Plain) -> date:
    count, unit = settings["reply_within"].split(" ", 1)
    day = start
    for _ in range(int(count)):
        day += DAY
        while unit == "working days" and not chinese_calendar.is_workday(day):
            day += DAY
    while settings["move_past_rest_days"] and not chinese_calendar.is_workday(day):
        day += DAY
    return day


# The districts.


class Dice(random.Random):
    """Draws districts; the same seed draws the same one."""

    def day(self, first: date = FIRST, last: date = date(2026, 9, 30)) -> date:
        return first + DAY * self.randint(0, (last - first).days)

    def maybe(self, chance: float) -> bool:
        return self.random() < chance

    def district(self) -> Plain:
        change = self.day(date(2025, 3, 1), date(2026, 6, 1))
        terms = [{"id": "17", "from": date(2021, 12, 20), "to": change}, {"id": "18", "from": change + DAY, "to": date(2031, 1, 1)}]
        deputies = {f"d{number}": self.deputy(change) for number in range(3)}
        boxes = [self.mailbox(number) for number in range(2)]
        return {
            "records_from": self.choice((FIRST, date(2024, 7, 1), self.day(last=date(2025, 6, 1)))),
            "terms": terms,
            "deputies": deputies,
            "mailboxes": boxes,
            "settings": {
                "visits_pro_rata": self.maybe(0.7),
                "visits_follow": self.choice(("seat", "person")),
                "exempt_if_workdays_at_most": self.choice((0, 0, 1, 3)),
                "reply_within": f"{self.randint(1, 20)} {self.choice(('days', 'working days'))}",
                "move_past_rest_days": self.maybe(0.7),
            },
            "visits": [
                {"date": self.day(), "deputies": self.sample(sorted(deputies), self.randint(1, 3)), "constituency": "c1"}
                for _ in range(self.randint(0, 8))
            ],
            "openings": list(self.openings(boxes)),
            "letters": {f"L{number}": self.letter() for number in range(3)},
        }

    def deputy(self, change: date) -> Plain:
        seats: list[Plain] = [{"term": "17", "constituency": "c1", "group": "g", "from": date(2021, 12, 20)}]
        if self.maybe(0.4):
            seats[0] |= {"to": self.day(), "end": self.choice(("resigned", "died", "moved_away"))}
            if self.maybe(0.6):
                seats.append({"term": "17", "constituency": "c2", "group": "g", "from": self.day(last=change)})
        if self.maybe(0.4):
            seats.append({"term": "18", "constituency": "c1", "group": "g", "from": change + DAY * self.choice((0, 1, 30))})
        gaps = []
        for _ in range(self.choice((0, 0, 0, 1, 2))):
            start = self.day()
            gaps.append({"from": start, "to": start + DAY * self.randint(0, 200)} if self.maybe(0.8) else {"from": start})
        return {"name": "某某", "seats": seats, "suspended": gaps}

    def mailbox(self, number: int) -> Plain:
        start = self.day(date(2025, 9, 1), date(2026, 3, 1))
        return {"id": f"m{number}", "constituency": "c1", "from": start} | (
            {"to": start + DAY * self.randint(0, 300)} if self.maybe(0.3) else {}
        )

    def openings(self, boxes: list[Plain]) -> Iterator[Plain]:
        for monday in days(date(2025, 9, 1), date(2026, 9, 28)):
            if monday.weekday() == 0 and self.maybe(0.8):
                fate = {box["id"]: self.random() for box in boxes}
                opened = {name: 0 for name, chance in fate.items() if chance < 0.8}
                stated = {name: {"why": "locked"} for name, chance in fate.items() if 0.8 < chance < 0.95}
                if opened or stated:
                    yield {"date": monday + DAY * self.randint(0, 6), "group": "g", "mailboxes": opened, "not_opened": stated}

    def letter(self) -> Plain:
        received = self.day()
        events: list[Plain] = []
        for _ in range(self.randint(0, 4)):
            kind = self.choice(("replied", "replied", "fed_back", "reopened", "closed"))
            why = {"why": "other"} if kind == "closed" else {}
            events.append({"date": received + DAY * self.randint(0, 90), "event": kind, **why})
        return {
            "received": received,
            "constituency": "c1",
            "kind": self.choice(("request", "opinion", "inquiry", "litigation", "other", "thanks")),
            "writer": self.choice(("named", "named", "named", "no_address", "anonymous")),
            "events": events,
        }


# The program on the same values.


def book(district: Plain, as_of: date) -> Book:
    def filed(kind: str, name: str, data: Plain) -> Filed[Any]:
        return Filed(f"records/{name}.yaml", name, convert(kind_named(kind), written(data)))

    head = {"schema": 1, "name": "区", "working_body": "工委"} | {key: district[key] for key in ("records_from", "terms", "settings")}
    group = {"name": "组", "constituencies": [{"id": "c1", "term": "17", "name": "一"}], "mailboxes": district["mailboxes"]}
    return Book(
        as_of,
        as_of,
        filed("district", "district", head).record,
        {"g": filed("group", "g", group)},
        {name: filed("deputy", name, deputy) for name, deputy in district["deputies"].items()},
        all_visits=tuple(filed("visit", f"V{number}", visit) for number, visit in enumerate(district["visits"])),
        all_openings=tuple(filed("opening", f"O{number}", one) for number, one in enumerate(district["openings"])),
        all_letters=tuple(filed("letter", name, letter) for name, letter in district["letters"].items()),
    )


def written(value: object) -> object:
    """As it stands in a record: days as text."""
    match value:
        case date():
            return value.isoformat()
        case dict():
            return {key: written(item) for key, item in value.items()}
        case list():
            return [written(item) for item in value]
    return value


def visits_found(known: Book) -> set[tuple[object, ...]]:
    short = {(hit.subject, hit.values["year"]) for hit in fewer_visits.check(known)}
    by_person = known.clock.settings.visits_follow == "person"
    return {
        (filed.id, quota.year.first.year, "person" if by_person else quota.seat_index, quota.days, quota.owed, quota.made)
        for filed, quota in known.quotas
        if (filed.id, quota.year.first.year) in short and quota.made < quota.owed
    }


def weeks_found(known: Book) -> set[tuple[object, ...]]:
    hits = week_without_opening.check(known)
    return {(hit.subject, hit.week.monday, str(hit.severity or "breach")) for hit in hits if hit.week}


def replies_found(known: Book) -> set[tuple[object, ...]]:
    hits = not_replied.check(known)
    return {(hit.subject, hit.values["due"], hit.values["days"].values["count"], hit.late) for hit in hits}  # type: ignore[attr-defined]


@pytest.mark.parametrize("hundred", range(10))
def test_the_rules_agree_with_the_oracle(hundred: int) -> None:
    for seed in range(hundred * 100, hundred * 100 + 100):
        dice = Dice(seed)
        district, as_of = dice.district(), dice.day(date(2025, 12, 1), date(2026, 12, 31))
        known = book(district, as_of)
        assert visits_found(known) == visits_missing(district, as_of), f"seed {seed}"
        assert weeks_found(known) == weeks_missed(district, as_of), f"seed {seed}"
        assert replies_found(known) == replies_late(district, as_of), f"seed {seed}"


def test_the_districts_are_worth_asking_about() -> None:
    """Most of them have lapses of each of the three sorts: agreement on nothing would prove nothing."""
    drawn = []
    for seed in range(100):
        dice = Dice(seed)
        drawn.append((dice.district(), dice.day(date(2025, 12, 1), date(2026, 12, 31))))
    for oracle, at_least in ((visits_missing, 80), (weeks_missed, 80), (replies_late, 40)):
        assert sum(bool(oracle(district, as_of)) for district, as_of in drawn) >= at_least
