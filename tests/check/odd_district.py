"""Districts as odd as can be: groups entangled in every way, records written in every form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from deputylog.rules import RULES

Value = object
FIRST = date(2026, 6, 1)
DISTRICT = """\
schema: 1
name: 示例区
working_body: 工委
records_from: 2026-06-01
terms:
  - {id: "17", from: 2021-12-20, to: 2026-08-15}
  - {id: "18", from: 2026-08-16, to: 2031-09-30}
sessions:
  - {id: 17-1, from: 2026-07-01, to: 2026-07-20}
departments:
  housing: {name: 住建局}
  urban: {name: 城管局, to: 2026-08-01, merged_into: housing}
  discipline: {name: 纪委, takes_accusations: true}
topics:
  roads: {name: 道路}
settings: {reply_within: "5 days", circular_every: quarter, spot_check_every: quarter, commendation_every: quarter, duty_report_every: quarter, briefing_every: quarter, publicity_every: quarter}
"""
TITLES = (
    "路灯不亮",
    "路灯不亮了",
    "3号楼漏水",
    "m11 旁边积水",
    "c21 停车难",
    "d11 反映 L20260701-00001",
)
NOTES = ("见 m21", "同 d11、g2 所说", "与 c31 有关", "ref: R1", "mailbox: m98", "一切正常")


@dataclass
class Making:
    """Makes records of a district from a source of chance."""

    chance: Random
    groups: int
    stray: float
    home: int = 1

    def any(self, *several: object) -> object:
        return self.chance.choice(several)

    def often(self, share: float = 0.5) -> bool:
        return self.chance.random() < share

    def some(self, one: Callable[[], str], most: int = 3, least: int = 0) -> list[str]:
        return list(dict.fromkeys(one() for _ in range(self.chance.randint(least, most))))

    def day(self) -> date:
        return FIRST + timedelta(self.chance.choice((3, 10, 10, 31, 31, 40, 60, 75, 90, 100, 130)))

    def near(self) -> int:
        """The number of a group: as a rule the one whose record is made."""
        return self.chance.randint(1, self.groups) if self.often(self.stray) else self.home

    def group(self) -> str:
        return f"g{self.near()}" if self.often(1 - self.stray / 4) else "g99"

    def of_group(self, letter: str, kinds: int, unknown: tuple[str, ...]) -> str:
        if self.often(self.stray / 4):
            return self.chance.choice(unknown)
        return f"{letter}{self.near()}{self.chance.randint(1, kinds)}"

    def deputy(self) -> str:
        return self.of_group("d", 3, ("d98", "d99", "dx"))

    def constituency(self) -> str:
        return self.of_group("c", 2, ("c98", "c99"))

    def mailbox(self) -> str:
        return self.of_group("m", 2, ("m98", "m99"))

    def person(self) -> str:
        return str(self.any(self.deputy(), f"o{self.near()}", "working-body", "p99"))

    def record(self, letters: str = "VOLSAQC") -> str:
        letter = self.chance.choice(letters)
        odd = self.chance.choice(("00001", "00002", "00003", "00004", "00005"))
        return f"{letter}{self.record_day():%Y%m%d}-{odd}"

    def record_day(self) -> date:
        return FIRST + timedelta(self.chance.choice((30, 31)))

    def matter(self) -> str:
        wanted = self.record("LLV")
        return wanted if wanted[0] == "L" else f"{wanted}#p00{self.chance.randint(1, 2)}"

    def title(self) -> str:
        return self.chance.choice(TITLES if self.often(self.stray) else TITLES[:3])

    def note(self) -> dict[str, Value]:
        return (
            {"note": self.chance.choice(NOTES if self.often(self.stray) else NOTES[-1:])}
            if self.often(0.2)
            else {}
        )

    def ref(self) -> dict[str, Value]:
        return (
            {"ref": self.any("R1", "R2", "#3", "a b", "市长，7号", "it's")}
            if self.often(0.15)
            else {}
        )

    def events(self) -> list[Value]:
        found: list[dict[str, Value]] = []
        makers: list[Callable[[], dict[str, Value]]] = [
            lambda: {"event": "delivered", "to": self.deputy()},
            lambda: {"event": "replied", "how": "phone"},
            lambda: {"event": "forwarded", "to": self.any("housing", "urban", "h99")},
            lambda: {"event": "answered", "result": self.any("solved", "in_progress")},
            lambda: {"event": "fed_back", "how": "phone"},
            lambda: {"event": "aided"},
            lambda: {"event": "reopened"},
            lambda: {
                "event": "closed",
                "why": self.any("duplicate", "joined"),
                "of": self.matter(),
            },
        ]
        for _ in range(self.chance.choice((0, 0, 1, 2, 4))):
            made = {"date": self.day(), **self.chance.choice(makers)()}
            found.append(made | ({"who": self.person()} if self.often(0.2) else {}))
        return sorted(found, key=lambda one: str(one["date"]))

    # -- the register

    def group_file(self, number: int) -> dict[str, Value]:
        self.home, other = number, lambda: f"g{self.chance.randint(1, self.groups)}"
        entangled = self.often(self.stray)
        held: list[dict[str, Value]] = [
            {
                "id": f"c{number}{one}",
                "term": self.any("17", "18", "18"),
                "name": f"选区{number}{one}",
            }
            for one in (1, 2)
        ]
        boxes: list[dict[str, Value]] = [
            {"id": f"m{number}{one}", "constituency": f"c{number}{one}", "from": FIRST}
            for one in (1, 2)
        ]
        officers: list[dict[str, Value]] = [{"id": f"o{number}", "name": f"联络员{number}"}]
        made: dict[str, Value] = {"name": f"第{number}代表组"}
        for box in boxes:
            if self.often(0.7):
                box["keepers"] = [{"who": f"d{number}{self.chance.randint(1, 3)}"}]
        if self.often(0.3):
            made["short"] = self.any(
                "莲", "A", "A B", f"组{number}", f"it's{number}", f"组{number}：", "2026"
            )
        if entangled:
            for _ in range(self.chance.randint(1, 2)):
                match self.chance.randint(0, 10):
                    case 0 if held:
                        held[0] |= {"to": self.day(), "moved_to": other()}
                    case 1:
                        made |= {"to": self.day(), "merged_into": other()}
                    case 2:
                        boxes[0]["keepers"] = [
                            {"who": self.person(), "delegated": True, "why": "x"}
                        ]
                    case 3:
                        days = sorted({self.day(), self.day()})
                        boxes[0]["constituency"] = [
                            {"from": day, "id": self.constituency()} for day in days
                        ]
                    case 4:
                        officers.append(
                            {
                                "id": self.any(f"d{self.chance.randint(1, self.groups)}1", "o1"),
                                "name": "某人",
                            }
                        )
                    case 5:
                        made["leader"] = self.deputy()
                    case 6:
                        boxes[1]["constituency"] = self.any("c98", "c97")
                    case 7:
                        held.append({"id": self.constituency(), "term": "18", "name": "又一选区"})
                    case 8:
                        boxes.append({"id": self.mailbox(), "constituency": self.constituency()})
                    case 9:
                        held = []
                    case _:
                        made["to"] = self.day()
        return made | {"officers": officers, "constituencies": held, "mailboxes": boxes}

    def deputy_file(self, number: int, one: int) -> dict[str, Value]:
        self.home = number
        seat: dict[str, Value] = {
            "term": "18",
            "constituency": f"c{number}{one % 2 + 1}",
            "group": f"g{number}",
        }
        seats = [{**seat, "term": "17"}, seat] if self.often() else [seat]
        if self.often(0.15):
            seats = [
                {**seat, "constituency": self.constituency(), "group": self.group()},
                *seats[1:],
            ]
        if self.often(0.1):
            seats[-1] = {
                **seats[-1],
                "from": FIRST,
                "to": self.day(),
                "end": self.any("died", "resigned"),
            }
        if self.often(0.1):
            seats = []
        suspended = {"suspended": [{"from": self.day()}]} if self.often(0.1) else {}
        return {"name": f"代表{number}{one}", **self.ref(), "seats": seats, **suspended}

    # -- the records

    def visit(self) -> dict[str, Value]:
        asked = {"ask": self.any("hardship", "needs", "ideas")} if self.often() else {}
        about = {"about": self.record("A")} if self.often(0.2) else {}
        organized = {"organized_by": self.any("group", "deputy")} if self.often() else {}
        matters: list[Value] = [
            {
                "id": f"p00{one}",
                "kind": self.any("request", "opinion"),
                **({"deputy": self.deputy()} if self.often() else {}),
                "title": self.title(),
                "events": self.events(),
            }
            for one in range(1, self.chance.randint(1, 3))
        ]
        if matters and self.often(0.05):
            matters.append(matters[0])
        by = {"recorded_by": self.person()} if self.often(0.3) else {}
        ref = self.ref()
        day = "2026-07" if ref and self.often() else self.day()
        return {
            "date": day,
            **ref,
            "deputies": self.some(self.deputy, 3, 1),
            "constituency": self.constituency(),
            **asked,
            **organized,
            **about,
            **self.note(),
            "matters": matters,
            **by,
        }

    def opening(self) -> dict[str, Value]:
        boxes = self.some(self.mailbox, 3)
        closed = [one for one in self.some(self.mailbox, 1) if one not in boxes]
        return {
            "date": self.day(),
            "group": self.group(),
            **({"by": self.person()} if self.often(0.7) else {}),
            "mailboxes": {one: self.chance.randint(0, 3) for one in boxes},
            "not_opened": {one: {"why": "locked"} for one in closed},
            **self.note(),
        }

    def letter(self) -> dict[str, Value]:
        at = (
            {"mailbox": self.mailbox()}
            if self.often(0.7)
            else {"constituency": self.constituency()}
        )
        kind = self.any("request", "request", "opinion", "inquiry", "litigation", "accusation")
        ref = self.ref()
        made = {
            "received": "2026-07" if ref and self.often() else self.day(),
            **ref,
            **at,
            "kind": kind,
        }
        if kind == "accusation":
            return {
                **made,
                "events": [
                    {
                        "date": self.day(),
                        "event": "forwarded",
                        "to": self.any("housing", "discipline"),
                    }
                ],
            }
        deputy = {"deputy": self.deputy()} if self.often(0.3) else {}
        by = {"recorded_by": self.person()} if self.often(0.3) else {}
        return {
            **made,
            **deputy,
            "title": self.title(),
            "summary": self.title(),
            "events": self.events(),
            **by,
        }

    def suggestion(self) -> dict[str, Value]:
        lead = self.deputy()
        others = [one for one in self.some(self.deputy, 3) if one != lead]
        motion = self.often(0.3)
        events: list[dict[str, Value]] = []
        if self.often(0.85):
            events.append({"date": self.day(), "event": "submitted"})
        for _ in range(self.chance.randint(0, 3)):
            events.append(
                {
                    "date": self.day(),
                    **self.chance.choice(
                        [
                            {"event": "assigned", "by": "working-body", "lead": "housing"},
                            {
                                "event": "answered",
                                "by": "housing",
                                "result": self.any("solved", "in_progress"),
                            },
                            {
                                "event": "rated",
                                "attitude": "satisfied",
                                "outcome": self.any("satisfied", "dissatisfied"),
                            },
                            {"event": "withdrawn"},
                            {"event": "withdrew", "who": self.any(lead, *others)},
                            {"event": "fed_back", "how": "phone"},
                            {"event": "promised", "until": self.day(), "what": "x"},
                        ]
                    ),
                }
            )
        texts = {"texts": {"situation": self.title()}} if self.often() else {}
        return {
            **self.ref(),
            "kind": "motion" if motion else "suggestion",
            "title": self.title(),
            "lead": lead,
            "cosigners": others,
            **({"session": "17-1"} if motion and self.often(0.7) else {}),
            "sources": self.some(self.matter, 3),
            **texts,
            "events": sorted(events, key=lambda one: str(one["date"])),
        }

    def activity(self) -> dict[str, Value]:
        kind = self.any(
            "publicity",
            "circular",
            "duty_report",
            "meeting",
            "briefing",
            "supervision",
            "research",
            "commendation",
            "welfare",
        )
        by = self.any("working-body", self.group(), self.group(), self.deputy(), self.person())
        made: dict[str, Value] = {"date": self.day(), "kind": kind, "by": by}
        if kind == "duty_report" or self.often(0.3):
            made["deputies"] = self.some(self.deputy, 3, 1)
        if kind == "publicity" or self.often(0.2):
            made["constituencies"] = self.some(self.constituency, 3, 1)
        if kind == "supervision":
            made |= {"topic": "roads", "matters": self.some(self.matter)}
        if kind in ("research", "welfare"):
            made["sources"] = self.some(self.matter)
        if kind == "commendation" or (kind == "briefing" and self.often()):
            made |= {
                "who": self.any(
                    self.group(), self.deputy(), self.record(), self.matter(), "working-body"
                ),
                "as": "case",
            }
        return made | self.note()

    def submission(self) -> dict[str, Value]:
        names = (
            "莲",
            "A ",
            "A B ",
            "",
            f"it's{self.near()} ",
            f"组{self.near()}",
            f"组{self.near()}：",
            f"第{self.near()}",
        )
        numbers = {
            self.matter(): f"{self.any(*names)}2026-00{self.chance.randint(1, 4)}"
            for _ in range(self.chance.randint(0, 4))
        }
        return {
            "group": self.group(),
            "quarter": self.any("2026Q2", "2026Q3"),
            "date": self.day(),
            "by": self.person(),
            "numbers": numbers,
        }

    def spot_check(self) -> dict[str, Value]:
        drawn = self.some(lambda: str(self.any(self.record(), self.matter())))
        return {
            "date": self.day(),
            **({"group": self.group()} if self.often() else {}),
            "by": "working-body",
            "seed": "1",
            "drawn": drawn,
            **self.note(),
        }

    def excuse(self) -> dict[str, Value]:
        rules = [rule.code for rule in RULES if rule.can_be_excused]
        subject = self.any(
            self.group(),
            self.deputy(),
            self.mailbox(),
            self.constituency(),
            self.record("LVSO"),
            self.matter(),
        )
        rule = self.any(*rules) if self.often(0.9) else self.any("R003", "X001")
        start, end = sorted((self.day(), self.day()))
        return {
            "rule": rule,
            "subject": subject,
            "from": start if self.often() else FIRST,
            "to": end,
            "why": self.title(),
            "accepted_by": self.any("working-body", self.person()),
            "accepted_on": self.day(),
        }

    # -- the files

    def files(self) -> dict[str, str]:
        found = {"records/district.yaml": DISTRICT} if self.often(0.99) else {}
        for number in range(1, self.groups + 1):
            found[f"records/groups/g{number}.yaml"] = self.written(self.group_file(number))
            for one in range(1, 4):
                found[f"records/deputies/d{number}{one}.yaml"] = self.written(
                    self.deputy_file(number, one)
                )
        if self.often(0.1):
            found["records/deputies/g1.yaml"] = self.written(self.deputy_file(2, 1))
        for folder, letter, make, most in (
            ("visits", "V", self.visit, 9),
            ("openings", "O", self.opening, 7),
            ("letters", "L", self.letter, 9),
            ("suggestions", "S", self.suggestion, 5),
            ("activities", "A", self.activity, 5),
            ("submissions", "Q", self.submission, 4),
            ("spot-checks", "C", self.spot_check, 2),
            ("excuses", "E", self.excuse, 5),
        ):
            for _ in range(self.chance.randint(0, most)):
                self.home = self.chance.randint(1, self.groups)
                year = "2025" if self.often(0.03) else "2026"
                found[f"records/{folder}/{year}/{self.record(letter)}.yaml"] = self.written(make())
        return dict(self.spoiled(found))

    def spoiled(self, files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        share = self.any(0, 0, 0.03)
        for path, text in files.items():
            match self.chance.randint(0, 3) if self.often(float(str(share))) else 9:
                case 0:
                    yield path, "{"
                case 1:
                    yield path, f"{text}nothing_known: 1\n"
                case 2:
                    yield path.replace("/g", "/G").replace("/V", "/v"), text
                    yield path, text
                case 3:
                    pass
                case _:
                    yield path, text

    def written(self, record: Mapping[str, Value]) -> str:
        """The record in YAML, in one of many forms."""
        odd = self.often(0.2)
        if odd and self.often(0.3):
            return (
                "{"
                + ", ".join(f"{key}: {self.flow(value, odd)}" for key, value in record.items())
                + "}\n"
            )
        lines = (f"{key}:{self.gap(odd)}{self.flow(value, odd)}\n" for key, value in record.items())
        return "".join(lines) + ("# m11 d21 L20260701-00001\n" if odd else "")

    def gap(self, odd: bool) -> str:
        return str(self.any(" ", " ", "\n  ", "  # see m31\n    ")) if odd else " "

    def flow(self, value: Value, odd: bool) -> str:
        match value:
            case dict():
                return (
                    "{"
                    + ", ".join(
                        f"{self.scalar(key, odd)}: {self.flow(one, odd)}"
                        for key, one in value.items()
                    )
                    + "}"
                )
            case list():
                return "[" + ", ".join(self.flow(one, odd) for one in value) + "]"
            case str():
                return self.scalar(value, odd)
            case bool():
                return str(value).lower()
        return str(value)

    def scalar(self, text: str, odd: bool) -> str:
        is_plain = text.replace("-", "").replace("_", "").isalnum() and not text[0].isdigit()
        if odd and self.often(0.3):
            if self.often(0.3):
                text = text.replace("'", "''")
                return f"'{text}'"
            first = f"\\u{ord(text[0]):04x}{text[1:]}" if text and self.often() else text
            return f'"{first}"'
        return text if is_plain or text[:5] == "2026-" else f'"{text}"'


def odd_district(seed: int) -> dict[str, str]:
    chance = Random(seed)
    return Making(chance, chance.randint(3, 6), chance.choice((0.03, 0.1, 0.3))).files()
