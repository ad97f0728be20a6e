"""Random districts, rich in what is rare in real ones."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.rules.oracle.days import last_day, monday_of, quarter_after, quarter_of
from tests.rules.oracle.districts import District, Record, Values
from tests.rules.oracle.findings import Judged
from tests.rules.oracle.register import EVER, Known

ONE = timedelta(days=1)
GAPS = (
    0,
    0,
    0,
    1,
    1,
    2,
    3,
    4,
    5,
    7,
    7,
    8,
    9,
    12,
    14,
    15,
    16,
    17,
    21,
    28,
    30,
    31,
    32,
    45,
    58,
    60,
    62,
    90,
    95,
)
RESULTS = (
    "solved",
    "solved",
    "solved",
    "in_progress",
    "in_progress",
    "planned",
    "not_now",
    "not_accepted",
    "for_reference",
)
DEPARTMENTS = ("housing", "urban", "water")
REASONS = (
    "answered_on_the_spot",
    "explained",
    "withdrawn",
    "no_address",
    "litigation",
    "other",
    "duplicate",
    "joined",
)
CHANGES_OF_TERM = 0.4  # the share of districts with two terms
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
NAMES = (
    "张伟",
    "李娜",
    "王芳",
    "赵敏",
    "孙丽",
    "周强",
    "吴刚",
    "郑霞",
    "冯蕾",
    "陈国",
    "褚亮",
    "卫平",
)


@dataclass
class Maker:
    """What is being made, and the chances."""

    chance: Random
    register: Values = field(default_factory=dict)
    groups: dict[str, Values] = field(default_factory=dict)
    deputies: dict[str, Values] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    begin: date = date.min
    end: date = date.min
    change: date | None = None
    merger: date | None = None  # the last day of the department urban, then part of water

    def department(self, name: str, day: date) -> str:
        """That department, or the one of which it has become part."""
        return "water" if name == "urban" and self.merger and day > self.merger else name

    def odds(self, share: float) -> bool:
        return self.chance.random() < share

    def day(self, begin: date, end: date) -> date:
        return begin + self.chance.randint(0, max((end - begin).days, 0)) * ONE

    def id(self, letter: str, day: date) -> str:
        tail = "".join(self.chance.choice(LETTERS) for _ in range(5))
        return f"{letter}{day:%Y%m%d}-{tail}"

    def add(self, letter: str, day: date, values: Values) -> str:
        record = Record(
            self.id(letter, day), {key: value for key, value in values.items() if value is not None}
        )
        self.records.append(record)
        return record.id

    def known(self) -> Known:
        """The register as made so far, for questions about it."""
        return Known(
            District(0, self.register, self.groups, self.deputies, tuple(self.records)), EVER
        )


def district(seed: int) -> District:
    """The district of a seed."""
    make = Maker(Random(seed))
    make.begin = make.day(date(2024, 7, 1), date(2025, 9, 30))
    if make.odds(0.5):
        make.begin = make.begin.replace(day=1)
    make.end = make.begin + make.chance.randint(130, 270) * ONE
    if make.odds(CHANGES_OF_TERM):
        make.change = make.day(make.begin + 60 * ONE, make.end - 45 * ONE)
    the_register(make)
    the_groups(make)
    the_deputies(make)
    rounds_and_letters(make)
    other_letters(make)
    visits(make)
    suggestions(make)
    submissions(make)
    activities(make)
    excuses(make)
    middle = make.day(make.begin + 60 * ONE, make.end)
    quarters = []
    quarter = quarter_of(make.begin)
    while last_day(quarter) <= make.end:
        quarters.append(quarter)
        quarter = quarter_after(quarter)
    files = tuple(sorted(make.records, key=lambda record: record.id))
    return District(
        seed,
        make.register,
        make.groups,
        make.deputies,
        files,
        (middle, make.end),
        tuple(quarters[-3:]),
    )


# the register ------------------------------------------------------------------------


def the_register(make: Maker) -> None:
    terms: list[Values] = [{"id": "17", "from": date(2021, 12, 20)}]
    if make.change:
        terms[0]["to"] = make.change - make.chance.choice((0, 1)) * ONE
        terms.append({"id": "18", "from": make.change})
    departments: Values = {name: {"name": f"区{name}局"} for name in DEPARTMENTS}
    departments["discipline"] = {"name": "区纪委监委", "takes_accusations": True}
    if make.odds(0.25):
        make.merger = make.day(make.begin + 30 * ONE, make.end - 30 * ONE)
        departments["urban"] |= {"to": make.merger, "merged_into": "water"}
    make.register = {
        "schema": 1,
        "name": "示例区",
        "working_body": "区人大常委会代表联络工作委员会",
        "records_from": make.begin,
        "terms": terms,
        "departments": departments,
    }
    some_settings(make)
    if make.odds(0.3):
        rest = [make.day(make.begin, make.end) for _ in range(make.chance.randint(1, 3))]
        make.register["calendar"] = [
            {
                "year": year,
                "rest_days": sorted({day for day in rest if day.year == year}),
                "work_days": [],
            }
            for year in sorted({day.year for day in rest})
        ]


def some_settings(make: Maker) -> None:
    choices: dict[str, tuple[Any, ...]] = {
        "reply_within": ("15 days", "10 days", "10 working days"),
        "forward_within": ("7 days", "5 working days"),
        "feed_back_within": ("15 days", "1 month"),
        "follow_up_every": ("30 days", "1 month", "45 days"),
        "deliver_within": ("3 days", "2 working days"),
        "tell_group_within": ("15 days", "7 days"),
        "department_within": ("60 days", "45 days"),
        "suggestion_after": ("6 months", "3 months"),
        "assign_within": ("10 working days", "7 days"),
        "rate_within": ("15 working days", "20 days"),
        "redo_within": ("1 month", "2 months"),
        "quarterly_list_due": (10, 5, 15),
        "visits_per_year": (2, 4),
        "visits_pro_rata": (True, False),
        "exempt_if_workdays_at_most": (0, 2),
        "letters_entered_within": ("3 days", "5 days"),
        "move_past_rest_days": (True, False),
    }
    if make.odds(0.5):
        names = make.chance.sample(sorted(choices), make.chance.randint(1, 6))
        make.register["settings"] = {name: make.chance.choice(choices[name]) for name in names}
        if make.odds(0.5):
            until = make.day(make.begin, make.end)
            earlier = {
                name: make.chance.choice(choices[name])
                for name in names
                if name != "move_past_rest_days"
            }
            if earlier:
                make.register["earlier_settings"] = [{"until": until, **earlier}]


def the_groups(make: Maker) -> None:
    """Two or three groups; one may be merged into another, give away a constituency, be split or begin late."""
    count = make.chance.randint(2, 3)
    names = ["lianhua", "taoyuan", "beihu"][:count]
    number = 0
    for name in names:
        ids = [f"{number + n + 1:02}" for n in range(make.chance.randint(1, 2))]
        number += len(ids)
        constituencies = [{"id": f"c{one}", "term": "17", "name": f"第{one}选区"} for one in ids]
        if make.change:
            constituencies += [
                {"id": f"d{one}", "term": "18", "name": f"新{one}选区"} for one in ids
            ]
        make.groups[name] = {
            "name": f"{name}代表组",
            "officers": [{"id": officer_of(name), "name": "刘芳", "from": date(2022, 3, 1)}],
            "constituencies": constituencies,
            "mailboxes": [a_mailbox(make, one) for one in ids if make.odds(0.9)],
        }
    a_change_of_groups(make, names)


def officer_of(group: str) -> str:
    return f"officer-{group}"


def a_mailbox(make: Maker, number: str) -> Values:
    hung: object = f"c{number}"
    first = make.chance.choice(
        (make.begin - 100 * ONE, make.day(make.begin, make.begin + 40 * ONE), None)
    )
    if make.change:
        hung = [
            {"from": date(2022, 1, 1), "id": f"c{number}"},
            {"from": make.change, "id": f"d{number}"},
        ]
    box: Values = {"id": f"m{number}", "constituency": hung}
    if first:
        box["from"] = first
    if make.odds(0.15):
        box["to"] = make.day(make.end - 60 * ONE, make.end)
    return box


def a_change_of_groups(make: Maker, names: list[str]) -> None:
    day = make.day(make.begin + 30 * ONE, make.end - 20 * ONE)
    if make.odds(0.3):  # between the end of a quarter and the due day of its list
        day = min(last_day(quarter_of(day)) + make.chance.randint(0, 16) * ONE, make.end - ONE)
    giver, taker = make.groups[names[0]], names[1]
    match make.chance.randint(0, 8):
        case 0 | 1:
            giver |= {"to": day, "merged_into": taker}
        case 2:
            giver["constituencies"][0] |= {"to": day, "moved_to": taker}
        case 3:
            make.groups["xinhe"] = {
                "name": "xinhe代表组",
                "from": day + ONE,
                "officers": [],
                "constituencies": [],
                "mailboxes": [],
            }
            make.groups["xinhe"]["officers"] = [
                {"id": officer_of("xinhe"), "name": "何静", "from": day + ONE}
            ]
            giver["constituencies"][-1] |= {"to": day, "moved_to": "xinhe"}
        case 4:
            make.groups[names[-1]]["from"] = make.begin - 20 * ONE
        case 5:  # no group is its heir, though its constituencies go to another
            giver["to"] = day
            for entry in giver["constituencies"]:
                entry |= {"to": day, "moved_to": taker}
        case _:
            pass


def the_deputies(make: Maker) -> None:
    known = make.known()
    number = 0
    for group, values in list(make.groups.items()):
        for entry in [one for one in values["constituencies"] if one["term"] == "17"]:
            for _ in range(make.chance.randint(1, 2)):
                name = f"deputy-{number}"
                seats = the_seats(make, entry["id"], group)
                make.deputies[name] = {"name": NAMES[number % len(NAMES)], "seats": seats}
                if make.odds(0.12):
                    pause = make.day(make.begin, make.end)
                    make.deputies[name]["suspended"] = [
                        {"from": pause, "to": pause + make.chance.choice((10, 60, 200)) * ONE}
                    ]
                number += 1
        for box in values["mailboxes"]:
            holders = [
                one
                for one, person in make.deputies.items()
                if person["seats"][0]["constituency"]
                == known.constituency_of(box["id"], make.begin)
            ]
            if holders and make.odds(0.8):
                box["keepers"] = [
                    {"from": box.get("from", make.begin), "who": make.chance.choice(holders)}
                ]


def the_seats(make: Maker, constituency: str, group: str) -> list[Values]:
    seat: Values = {
        "term": "17",
        "constituency": constituency,
        "group": group,
        "from": date(2021, 12, 20),
    }
    seats = [seat]
    fate = make.chance.randint(0, 11)
    if fate == 0:
        seat |= {
            "to": make.day(make.begin, make.end),
            "end": make.chance.choice(("resigned", "recalled", "moved_away", "disqualified")),
        }
    elif fate == 1:
        seat |= {"to": make.day(make.begin, make.end), "end": "died"}
    elif fate == 2:
        seat["from"] = make.day(make.begin, make.end)
    change = make.change
    if change and seat["from"] >= change:
        seat["from"] = make.begin
    if change and (seat.get("to") or EVER) >= change:
        seat |= {"to": make.register["terms"][0]["to"], "end": "expired"}
        if make.odds(0.7):
            again: Values = {
                "term": "18",
                "constituency": "d" + constituency[1:],
                "group": group,
                "from": change,
            }
            seats.append(again)
    return seats


# letters -----------------------------------------------------------------------------


def rounds_and_letters(make: Maker) -> None:
    known = make.known()
    monday = monday_of(make.begin)
    while monday <= make.end:
        for group in make.groups:
            day = monday + make.chance.choice((0, 1, 2, 2, 3, 4, 6)) * ONE
            boxes = [
                box
                for box in known.mailboxes
                if known.holder(known.constituency_of(box, day), day) == group
            ]
            boxes = [box for box in boxes if known.box_in_use(box, day) or make.odds(0.03)]
            if boxes and make.begin <= day <= make.end and make.odds(0.85):
                a_round(make, known, group, day, boxes)
        monday += 7 * ONE


def a_round(make: Maker, known: Known, group: str, day: date, boxes: list[str]) -> None:
    counted: dict[str, int] = {}
    left: Values = {}
    for box in boxes:
        if make.odds(0.1):
            left[box] = {
                "why": make.chance.choice(("holiday", "locked", "moved", "damaged", "other"))
            }
        elif make.odds(0.93):
            counted[box] = make.chance.choice((0, 0, 0, 0, 0, 0, 1, 1, 2))
    if not counted and not left:
        return
    by = make.chance.choice(
        sorted({officer_of(group), *(known.keeper(box, day) or officer_of(group) for box in boxes)})
    )
    make.add(
        "O",
        day,
        {
            "date": day,
            "group": group,
            "by": by,
            "mailboxes": counted or None,
            "not_opened": left or None,
        },
    )
    for box, number in counted.items():
        if not known.box_in_use(
            box, day
        ):  # M007 says it; whether its letters are compared, no text says
            counted[box] = 0
            continue
        for _ in range(number + make.chance.choice((0, 0, 0, 0, 0, 0, 0, 0, 1, -1))):
            a_letter(make, day, box=box)


def other_letters(make: Maker) -> None:
    for _ in range(make.chance.randint(4, 9)):
        a_letter(make, make.day(make.begin - 15 * ONE, make.end))


def a_letter(make: Maker, day: date, box: str | None = None) -> None:
    known = make.known()
    kinds = ("request",) * 7 + ("opinion", "inquiry", "other", "litigation", "thanks", "accusation")
    kind = make.chance.choice(kinds)
    values: Values = {"received": day}
    places = [one["id"] for group in make.groups.values() for one in group["constituencies"]]
    if box:
        values |= {"mailbox": box, "channel": "mailbox"}
        place = known.constituency_of(box, day)
    else:
        place = in_force(make, make.chance.choice(places), day)
        values |= {
            "constituency": place,
            "channel": make.chance.choice(("post", "by_hand", "phone", "online")),
        }
    values["kind"] = kind
    if make.odds(0.25):
        values["writer"] = make.chance.choice(("named", "no_address", "anonymous"))
    if kind == "accusation":
        values["ref"] = f"A{make.chance.randint(1, 10**9)}" if make.odds(0.2) else None
        day_of = day + make.chance.choice(GAPS) * ONE
        values["events"] = (
            [{"date": day_of, "event": "forwarded", "to": "discipline"}] if make.odds(0.7) else None
        )
        make.add("L", day, values)
        return
    owners = [one for one in make.deputies if known.in_office(one, day)]
    if owners and make.odds(0.7):
        values["deputy"] = make.chance.choice(owners)
    values["title"] = f"第{make.chance.randint(1, 10**9)}号问题"
    group = known.holder(place, day)
    values["recorded_by"] = make.chance.choice(
        (officer_of(group) if group else None, *owners, None)
    )
    if make.odds(0.08) and not make.merger:
        values["ref"] = f"旧{make.chance.randint(1, 10**9)}"
    if kind == "thanks":
        values["events"] = [{"date": day - ONE, "event": "replied"}] if make.odds(0.3) else None
    else:
        values["events"] = (
            Walk(
                make, day, kind, "ref" in values, owners, writer=values.get("writer", "named")
            ).events()
            or None
        )
    make.add("L", day, values)


def in_force(make: Maker, constituency: str, day: date) -> str:
    """The constituency of that number in the term of the day."""
    return ("d" if make.change and day >= make.change else "c") + constituency[1:]


class Walk:
    """A random course of a matter."""

    def __init__(
        self, make: Maker, day: date, kind: str, imported: bool, owners: list[str], writer: str
    ) -> None:
        self.make, self.day, self.kind, self.imported, self.owners, self.writer = (
            make,
            day,
            kind,
            imported,
            owners,
            writer,
        )
        self.pending: set[str] = set()
        self.answered: set[str] = set()
        self.ever: set[str] = set()
        self.found: list[Values] = []

    def add(self, event: str, **values: object) -> None:
        self.found.append({"date": self.day, "event": event, **values})

    def events(self) -> list[Values]:
        make = self.make
        count = make.chance.choice((0, 1, 2, 3, 4, 5, 6, 8, 11))
        closed = False
        for _ in range(count):
            self.day += make.chance.choice(GAPS) * ONE
            if self.day > make.end + 40 * ONE:
                break
            if closed:
                if not make.odds(0.4):
                    break
                closed = False
                self.reopened()
                continue
            closed = self.one()
        if self.imported:
            self.forget_days()
        if make.odds(0.2):  # the order in the file of different days means nothing
            order = sorted(
                self.found,
                key=lambda event: make.chance.random() if event is self.found[0] else 0.5,
            )
            if len({event.get("date") for event in self.found}) == len(self.found):
                self.found = order
        return self.found

    def forget_days(self) -> None:
        """Of a department that had the matter once and gave answers only; and of steps that are nobody's."""
        if any(
            event["event"] == "reopened" or event.get("satisfaction") == "dissatisfied"
            for event in self.found
        ):
            return
        for event in self.found:
            department = event.get("to", event.get("by"))
            same = [
                one["event"] for one in self.found if department in {one.get("to"), one.get("by")}
            ]
            plain = same.count("forwarded") == 1 and {"declined", "extended"}.isdisjoint(same)
            if event["event"] in {"closed", "reopened"}:
                plain = event is self.found[-1]
            elif department not in DEPARTMENTS:
                plain = True
            if plain and event.get("satisfaction") != "dissatisfied" and self.make.odds(0.4):
                del event["date"]

    @property
    def strangers(self) -> list[str]:
        """Departments that never had the matter."""
        had = {self.present(one) for one in self.ever}
        return [one for one in DEPARTMENTS if self.present(one) not in had]

    def reopened(self) -> None:
        self.pending, self.answered = set(), set()
        self.add("reopened")

    def one(self) -> bool:
        """Adds a step; says whether it closed the matter."""
        make, standing = self.make, sorted(self.pending | self.answered)
        step = self.next_step(standing)
        match step:
            case "delivered" if self.owners:
                self.add("delivered", to=make.chance.choice(self.owners))
            case "forwarded":
                self.forward(make.chance.choice(DEPARTMENTS))
            case "answered":
                self.answer(standing)
            case "declined":
                by = make.chance.choice(sorted(self.pending))
                self.pending -= {
                    one for one in DEPARTMENTS if self.present(one) == self.present(by)
                }
                self.add("declined", by=self.either(by))
            case "extended":
                self.add(
                    "extended",
                    by=self.either(make.chance.choice(sorted(self.pending))),
                    to_days=make.chance.choice((90, 90, 90, 75, 80)),
                )
            case "fed_back":
                wording = make.chance.choice(
                    ("satisfied", "basically_satisfied", "none_given", "dissatisfied", None)
                )
                self.add("fed_back", **({"satisfaction": wording} if wording else {}))
                if wording == "dissatisfied":
                    self.pending, self.answered = set(), set()
            case "misfit" if self.strangers:
                self.misfit(make.chance.choice(self.strangers))
            case "closed":
                self.add("closed", why=make.chance.choice(REASONS))
                return True
            case "reopened" if self.found:
                self.reopened()
            case "followed_up" | "group_told" | "aided" | "replied":
                self.add(step)
            case _:
                pass
        return False

    def present(self, department: str) -> str:
        return self.make.department(department, self.day)

    def either(self, department: str) -> str:
        """Its name, or that of the department of which it has become part: both are understood."""
        return self.make.chance.choice((department, self.present(department)))

    def forward(self, to: str) -> None:
        to = self.present(to)
        self.pending.add(to)
        self.answered.discard(to)
        self.ever.add(to)
        self.add("forwarded", to=to)

    def next_step(self, standing: list[str]) -> str:
        make = self.make
        steps = [
            "delivered",
            "replied",
            "forwarded",
            "forwarded",
            "forwarded",
            "group_told",
            "followed_up",
            "fed_back",
        ]
        steps += ["aided", "closed", "misfit", "reopened"] if make.odds(0.4) else []
        steps += ["answered"] * 3 * bool(standing) + ["declined", "extended", "followed_up"] * bool(
            self.pending
        )
        steps += ["fed_back"] * 3 * bool(self.answered and not self.pending)
        return make.chance.choice(steps)

    def answer(self, standing: list[str]) -> None:
        make = self.make
        by, result = make.chance.choice(standing), make.chance.choice(RESULTS)
        same = {one for one in DEPARTMENTS if self.present(one) == self.present(by)}
        if same & self.answered:
            result = "solved"
        if len(standing) == 1 and by in self.pending and not self.imported and make.odds(0.3):
            self.add("answered", result=result)
        else:
            self.add("answered", by=self.either(by), result=result)
        if result not in {"in_progress", "planned"}:
            self.answered |= same & {by, *self.pending}
            self.pending -= same

    def misfit(self, by: str) -> None:
        values: Values = {
            "answered": {"result": "solved"},
            "declined": {},
            "extended": {"to_days": 90},
        }
        event = self.make.chance.choice(sorted(values))
        self.add(event, by=by, **values[event])


# visits ------------------------------------------------------------------------------


def visits(make: Maker) -> None:
    known = make.known()
    places = [
        one["id"]
        for group in make.groups.values()
        for one in group["constituencies"]
        if one["term"] == "17"
    ]
    for deputy in make.deputies:
        for _ in range(make.chance.choice((0, 0, 1, 1, 2, 2, 3))):
            day = make.day(make.begin, make.end)
            seat = known.seat_on(deputy, day)
            place = (
                seat["constituency"] if seat else in_force(make, make.chance.choice(places), day)
            )
            group = known.holder(place, day)
            if day == make.change or group is None:
                continue
            others = [
                one
                for one in make.deputies
                if one != deputy and make.odds(0.15) and known.in_office(one, day)
            ]
            values: Values = {
                "date": day,
                "deputies": [deputy, *others],
                "constituency": place,
                "ask": make.chance.choice(("hardship", "needs", "ideas", "other")),
                "form": make.chance.choice(("activity", "home_visit", "on_site", "online")),
                "organized_by": "group",
                "place": f"第{make.chance.randint(1, 10**9)}社区",
                "met": {"voters": make.chance.randint(1, 40)} if make.odds(0.8) else None,
                "matters": [
                    a_matter(make, day, [deputy, *others])
                    for _ in range(make.chance.choice((0, 0, 1, 1, 2)))
                ]
                or None,
                "recorded_by": make.chance.choice((officer_of(group), deputy)),
            }
            make.add("V", day, values)


def a_matter(make: Maker, day: date, deputies: list[str]) -> Values:
    kind = make.chance.choice(
        ("request", "request", "request", "request", "opinion", "inquiry", "other")
    )
    matter: Values = {
        "id": make.chance.choice("abcdefgh")
        + "".join(make.chance.choice(LETTERS) for _ in range(3)),
        "kind": kind,
    }
    if make.odds(0.6):
        matter["deputy"] = make.chance.choice(deputies)
    matter["title"] = f"第{make.chance.randint(1, 10**9)}号诉求"
    events = Walk(make, day, kind, imported=False, owners=deputies, writer="named").events()
    return matter | ({"events": events} if events else {})


# suggestions ---------------------------------------------------------------------------


def suggestions(make: Maker) -> None:
    known = make.known()
    for _ in range(make.chance.randint(1, 5)):
        day = make.day(make.begin, make.end)
        leads = [one for one in make.deputies if known.in_office(one, day) or make.odds(0.05)]
        if not leads:
            continue
        lead = make.chance.choice(leads)
        cosigners = [one for one in make.deputies if one != lead and make.odds(0.2)]
        values: Values = {
            "kind": make.chance.choice(("suggestion", "criticism", "opinion")),
            "title": f"关于第{make.chance.randint(1, 10**9)}号事项的建议",
            "lead": lead,
            "cosigners": cosigners or None,
            "sources": some_sources(make, day),
            "texts": {"request": f"建议做好第{make.chance.randint(1, 10**9)}项工作。"},
        }
        values["events"] = a_handling(make, day)
        make.add("S", day, values)


def some_sources(make: Maker, day: date) -> list[str] | None:
    if not make.odds(0.5):
        return None
    letters = [
        one.id
        for one in make.records
        if one.id[0] == "L"
        and one.values["kind"] not in {"accusation", "thanks"}
        and one.values["received"] < day
    ]
    matters = [
        f"{v.id}#{m['id']}"
        for v in make.records
        if v.id[0] == "V" and v.values["date"] < day
        for m in v.values.get("matters", [])
    ]
    named = {
        source
        for one in make.records
        if one.id[0] == "S"
        for source in one.values.get("sources", [])
    }
    free = sorted({*letters, *matters} - named)
    return make.chance.sample(free, min(len(free), make.chance.randint(1, 2))) or None


def a_handling(make: Maker, day: date) -> list[Values]:
    found: list[Values] = [{"date": day, "event": "submitted"}]
    lead, answers, number = "", 0, 0
    open_promises: list[str] = []
    rated, final = True, False
    for _ in range(make.chance.randint(0, 9)):
        day += make.chance.choice(GAPS) * ONE
        if day > make.end + 40 * ONE:
            break
        steps = (
            ["assigned"] * 3
            if not lead
            else ["answered"] * 3 + ["promised", "misfit", "supervised"]
        )
        steps += (
            ["rated"] * 3 * bool(answers and not rated)
            + ["kept"] * 2 * bool(open_promises)
            + ["fed_back"] * final
        )
        steps += ["assigned", "extended"] * bool(lead and not answers) + ["withdrawn"] * make.odds(
            0.3
        )
        step = make.chance.choice(steps)
        event: Values = {"date": day, "event": step}
        match step:
            case "assigned":
                present = make.department(lead, day)
                lead = make.chance.choice(
                    [one for one in ("housing", make.department("urban", day)) if one != present]
                )
                event |= {"by": "working-body", "lead": lead}
            case "answered":
                by = make.chance.choice((lead, make.department(lead, day)))
                event |= {"by": by, "result": make.chance.choice(RESULTS)}
                answers, rated, final = (
                    answers + 1,
                    False,
                    event["result"] not in {"in_progress", "planned"},
                )
            case "extended":
                event |= {"to_months": 6}
            case "rated":
                wording = ("satisfied", "basically_satisfied", "dissatisfied", "none_given")
                event |= {
                    "attitude": make.chance.choice(wording),
                    "outcome": make.chance.choice(wording),
                }
                rated = True
            case "promised":
                number += 1
                open_promises.append(f"承诺{number}")
                event |= {"until": day + make.chance.choice(GAPS) * ONE, "what": open_promises[-1]}
            case "kept":
                event |= {"what": open_promises.pop(make.chance.randrange(len(open_promises)))}
            case "misfit":
                event |= make.chance.choice(
                    (
                        {"event": "submitted"},
                        {"event": "kept", "what": "另一事项"},
                        {"event": "answered", "by": "discipline", "result": "solved"},
                    )
                )
            case _:
                pass
        found.append(event)
        if step == "withdrawn":
            break
    return found


# the rest ------------------------------------------------------------------------------


def submissions(make: Maker) -> None:
    known = make.known()
    quarter = quarter_of(make.begin)
    while last_day(quarter) < make.end:
        for group in make.groups:
            if known.lives(group, last_day(quarter)) and make.odds(0.7):
                for _ in range(make.chance.choice((1, 1, 1, 2))):
                    day = make.day(last_day(quarter) + ONE, last_day(quarter) + 20 * ONE)
                    make.add(
                        "Q",
                        day,
                        {
                            "group": group,
                            "quarter": quarter,
                            "date": day,
                            "by": officer_of(group),
                            "to": "working-body",
                        },
                    )
        quarter = quarter_after(quarter)
    if make.odds(0.1):
        day = last_day(quarter) - make.chance.choice((0, 3)) * ONE
        group = next(iter(make.groups))
        if day <= make.end and known.lives(group, day):
            make.add(
                "Q",
                day,
                {
                    "group": group,
                    "quarter": quarter,
                    "date": day,
                    "by": officer_of(group),
                    "to": "working-body",
                },
            )


def activities(make: Maker) -> None:
    for _ in range(make.chance.randint(0, 4)):
        day = make.day(make.begin, make.end)
        kind = make.chance.choice(("circular", "training", "meeting", "welfare"))
        make.add(
            "A",
            day,
            {
                "date": day,
                "kind": kind,
                "by": make.chance.choice(list(make.groups)),
                "note": "记录",
            },
        )


def excuses(make: Maker) -> None:
    """Some that fit a breach, some that do not: of what the district's own findings are on its last day."""
    known = Known(make.known().district, make.end)
    breaches = [one for one in Judged(known).expected() if one.severity == "breach" and one.day]
    for breach in make.chance.sample(breaches, min(len(breaches), make.chance.randint(0, 5))):
        day = date.fromisoformat(breach.day)
        first = day - make.chance.choice((0, 0, 3, 10, -1)) * ONE
        last = max(first, day + make.chance.choice((0, 0, 3, 20, -1)) * ONE)
        accepted = min(make.end, max(day, make.day(day, make.end)))
        values: Values = {
            "rule": breach.code,
            "subject": breach.subject,
            "from": first,
            "to": last,
            "why": "台风",
        }
        make.add("E", accepted, values | {"accepted_by": "working-body", "accepted_on": accepted})
