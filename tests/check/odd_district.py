"""Districts as odd as can be: groups that concern each other in every way, records in every form.

In a pattern, `<d>` is a deputy, `<c>` a constituency and so on, `<a/b>` one of several words, and a
line after `?` is left out half the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from deputylog.rules import RULES

FIRST = date(2026, 6, 1)
DISTRICT = """\
schema: 1
name: 示例区
working_body: 工委
records_from: 2026-01-01
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
settings: {livelihood_target: 1, reply_within: "5 days", circular_every: quarter, spot_check_every: quarter, commendation_every: quarter, duty_report_every: quarter, briefing_every: quarter, publicity_every: quarter}
"""
GROUP = """\
name: 第<n>代表组
<short>
<life>
<leader>
officers: [{id: o<n>, name: 联络员<n>}<officer>]
constituencies: [{id: c<n>1, term: "17", name: 一<moved>}, {id: c<n>2, term: "18", name: 二}<held>]
mailboxes: [{id: m<n>1, constituency: <served>, from: 2026-06-01, keepers: [<keeper>]}, {id: m<n>2, constituency: c<n>2}<box>]
"""
USUAL = {
    "short": "",
    "life": "",
    "leader": "",
    "officer": "",
    "moved": "",
    "held": "",
    "served": "c<n>1",
    "keeper": "{who: d<n>1}",
    "box": "",
}
"""What stands in the file of most groups, and in some of them something else."""
UNUSUAL = {
    "short": "short: <莲/A/A B/组<n>/it''s<n>/2026>",
    "life": "to: <day><\nmerged_into: g<any>/>",
    "leader": "leader: <d>",
    "officer": ", {id: <d<any>1/o1>, name: 某人}",
    "moved": ", to: <day>, moved_to: g<any>",
    "held": ', {id: <c>, term: "18", name: 三}',
    "served": "<c97/c98/[{from: 2026-06-01, id: <c>}, {from: 2026-07-20, id: <c>}]>",
    "keeper": "{who: <p>, delegated: true, why: x}",
    "box": ", {id: <m>, constituency: <c>}",
}
DEPUTIES = (
    'name: 代表\nseats: [{term: "18", constituency: c<n><1/2>, group: g<n>}]\n',
    'name: 代表\nseats: [{term: "17", constituency: c<n>1, group: g<n>}, {term: "18", constituency: <c>, group: <g>}]\n',
    "name: 代表\n?suspended: [{from: <day>}]\n?seats: [{term: '18', constituency: c<n>2, group: g<n>, from: 2026-06-01, to: <day>, end: <died/resigned>}]\n",
)
RECORDS = {
    "visits/V": """\
date: <day>
?ref: <ref>
deputies: [<ds>]
constituency: <c>
?ask: <hardship/needs/ideas>
?organized_by: <group/deputy>
?about: <A>
?note: <note>
?matters: [{id: p001, kind: <request/opinion>, deputy: <d>, title: <title>, events: [<events>]}, {id: p00<1/2/2/2>, kind: request, title: <title>}]
?recorded_by: <p>
""",
    "visits/V ": """\
date: 2026-07
ref: <ref>
deputies: [<ds>]
constituency: <c>
""",
    "openings/O": """\
date: <day>
group: <g>
?by: <p>
<mailboxes: {<m>: <0/1/2/3>}/mailboxes: {m<n>1: 1, m<any>2: 0}/not_opened: {<m>: {why: locked}}>
?note: <note>
""",
    "letters/L": """\
received: <day>
?ref: <ref>
<mailbox: <m>/constituency: <c>>
kind: <request/request/opinion/inquiry/litigation>
?deputy: <d>
?title: <title>
?summary: <title>
events: [<events>]
?recorded_by: <p>
""",
    "letters/L ": """\
received: <day>
mailbox: <m>
kind: accusation
events: [{date: <day>, event: forwarded, to: <housing/discipline>}]
""",
    "suggestions/S": """\
?ref: <ref>
kind: <suggestion/motion>
title: <title>
lead: d<n>1
cosigners: [<d<any>2/d98>, d<any>3]
?session: 17-1
?sources: [<matter>, <matter>]
?texts: {situation: <title>}
events: [{date: <day>, event: submitted}, <course>]
""",
    "activities/A": """\
date: <day>
kind: <circular/meeting/briefing/duty_report/welfare>
by: <working-body/g<n>/g<n>/<d>/<p>>
?deputies: [<ds>]
?constituencies: [<c>]
?who: <<g>/<d>/working-body>
?note: <note>
""",
    "activities/A ": """\
date: <day>
kind: <commendation/publicity/research>
by: <working-body/g<n>>
constituencies: [<c>]
sources: [<matter>]
who: <<g>/<d>/<L>/<matter>/<S>/<O>>
as: case
""",
    "activities/A  ": """\
date: <day>
kind: supervision
by: working-body
topic: roads
matters: [<matter>]
""",
    "submissions/Q": """\
group: <g>
quarter: <2026Q2/2026Q3>
date: <day>
?by: <p>
numbers: {<matter>: <number>, <L>: <number>}
""",
    "spot-checks/C": """\
date: <day>
?group: <g>
by: working-body
seed: "1"
drawn: [<matter>, <A>]
?note: <note>
""",
    "excuses/E": """\
rule: <rule>
subject: <<g>/<d>/<m>/<c>/<L>/<V>/<S>/<O>/<matter>>
from: 2026-06-01
to: <day>
why: <title>
accepted_by: <working-body/<p>>
accepted_on: <day>
""",
}
EVENTS = (
    "event: delivered, to: <d>",
    "event: replied, how: phone, who: <p>",
    "event: forwarded, to: <housing/urban/h99>",
    "event: answered, result: <solved/in_progress>",
    "event: fed_back, how: phone",
    "event: aided",
    "event: reopened",
    "event: closed, why: <duplicate/joined>, of: <matter>",
)
COURSE = (
    "event: assigned, by: working-body, lead: housing",
    "event: answered, by: housing, result: <solved/in_progress>",
    "event: rated, attitude: satisfied, outcome: <satisfied/dissatisfied>",
    "event: withdrawn",
    "event: withdrew, who: <d>",
    "event: fed_back, how: phone",
    'event: promised, until: <day>, what: "x"',
)
WORDS = {
    "ref": ("R1", "R2", '"#3"', "a b", '"市长，7号"', "it's", '"a, b"'),
    "title": ("路灯不亮", "路灯不亮了", '"3号楼漏水"'),
    "note": (
        "一切正常",
        "见 m21",
        "同 d11、g2 所说",
        '"ref: R1"',
        '"mailbox: m98"',
        "L20260701-00001",
    ),
    "number": (
        "莲2026-001",
        "A 2026-001",
        "A B 2026-002",
        "组<any>2026-001",
        "第<any>2026-001",
        "2026-002",
    ),
    "rule": (*(rule.code for rule in RULES if rule.can_be_excused), "R003", "X001"),
}


@dataclass
class Making:
    """Makes the files of a district; `home` is the group whose file is made."""

    chance: Random
    groups: int
    stray: float
    home: int = 1

    def often(self, share: float = 0.5) -> bool:
        return self.chance.random() < share

    def any_group(self) -> int:
        return self.chance.randint(1, self.groups)

    def near(self) -> int:
        return self.any_group() if self.often(self.stray) else self.home

    def one(self, letter: str, kinds: int) -> str:
        """An id of the register, or rarely one that is in none."""
        if self.often(self.stray / 4):
            return f"{letter}9{self.chance.randint(8, 9)}"
        number = self.chance.randint(1, kinds)
        return f"{letter}{self.near()}{number if kinds > 1 else ''}"

    def day(self) -> str:
        return str(FIRST + timedelta(self.chance.choice((3, 10, 10, 31, 31, 60, 75, 100, 130))))

    def record(self, letter: str) -> str:
        return f"{letter}202607{self.chance.choice(('01', '02'))}-0000{self.chance.randint(1, 5)}"

    def matter(self) -> str:
        wanted = self.record(self.chance.choice("LLV"))
        return wanted if wanted[0] == "L" else f'"{wanted}#p00{self.chance.randint(1, 2)}"'

    def events(self, several: tuple[str, ...], most: int) -> str:
        found = [self.chance.choice(several) for _ in range(self.chance.randint(0, most))]
        return ", ".join(f"{{date: <day>, {one}}}" for one in found)

    def word(self, name: str) -> str:
        """What stands for a word of a pattern."""
        match name:
            case "n":
                return str(self.home)
            case "any":
                return str(self.any_group())
            case "d":
                return self.one("d", 3)
            case "c" | "m":
                return self.one(name, 2)
            case "g" | "o":
                return self.one(name, 1)
            case "p":
                return self.chance.choice((self.one("d", 3), self.one("o", 1), "working-body"))
            case "ds":
                return ", ".join({self.one("d", 3) for _ in range(3)})
            case "day" | "matter":
                return self.day() if name == "day" else self.matter()
            case "events" | "course":
                return self.events(EVENTS, 3) if name == "events" else self.events(COURSE, 2)
        if name in USUAL:
            return (UNUSUAL if self.often(self.stray / 4) else USUAL)[name]
        if len(name) == 1 and name.isupper():
            return self.record(name)
        several = WORDS.get(name) or tuple(name.split("/"))
        is_usual = name == "note" and not self.often(self.stray)
        return several[0] if is_usual else self.chance.choice(several)

    def filled(self, pattern: str) -> str:
        lines = pattern.splitlines()
        text = "".join(f"{one.lstrip('?')}\n" for one in lines if one[:1] != "?" or self.often())
        while found := re.search("<([^<>]*)>", text):
            text = text[: found.start()] + self.word(found[1]) + text[found.end() :]
        text = re.sub(
            "\n\n+", "\n", re.sub(r"\[, |, (?=\])", lambda found: found[0].strip(", "), text)
        )
        return self.oddly(text) if self.often(0.2) else text

    def oddly(self, text: str) -> str:
        """The same record as a program or a stubborn person might write it."""
        if self.often(0.2):
            return "{" + ",\n".join(text.splitlines()) + "}\n"
        text = re.sub(r"(?<=[ \[{])([a-z][0-9]+)(?=[],}\n])", self._quoted, text)
        text = re.sub(r"^(\w+: )(?=\w)", self._broken, text, flags=re.MULTILINE)
        return f"{text}# m11 d21 L20260701-00001\n"

    def _quoted(self, found: re.Match[str]) -> str:
        word = found[0]
        return self.chance.choice(
            (word, f'"{word}"', f"'{word}'", f'"\\u{ord(word[0]):04x}{word[1:]}"')
        )

    def _broken(self, found: re.Match[str]) -> str:
        return self.chance.choice((found[0], f"{found[0]}\n  ", f"{found[0]} # see m31\n  "))

    def files(self) -> Iterator[tuple[str, str]]:
        if self.often(0.98):
            yield "district.yaml", DISTRICT
        for number in range(1, self.groups + 1):
            self.home = number
            yield f"groups/g{number}.yaml", self.filled(GROUP)
            for one in (1, 2, 3):
                usual = 0 if self.often(1 - self.stray) else self.chance.randint(1, 2)
                name = "g1" if self.often(self.stray / 20) else f"d{number}{one}"
                yield f"deputies/{name}.yaml", self.filled(DEPUTIES[usual])
        for kind, pattern in RECORDS.items():
            for _ in range(self.chance.randint(0, 7)):
                self.home = self.any_group()
                folder, letter = kind.split("/")
                year = 2025 if self.often(self.stray / 10) else 2026
                yield f"{folder}/{year}/{self.record(letter.strip())}.yaml", self.filled(pattern)

    def spoiled(self, path: str, text: str) -> dict[str, str]:
        """The file, or one that cannot be read, or two that differ in case, or none."""
        several: tuple[dict[str, str], ...] = (
            {path: "{"},
            {path: f"{text}unknown: 1\n"},
            {path: text, path.replace("/g", "/G").replace("/V", "/v"): text},
            {path.replace("-0000", "-x"): text},
            {},
        )
        return self.chance.choice(several) if self.often(self.stray / 10) else {path: text}


def odd_district(seed: int) -> dict[str, str]:
    """The files of a district, by path."""
    chance = Random(seed)
    making = Making(chance, chance.randint(3, 6), chance.choice((0.03, 0.1, 0.3)))
    found: dict[str, str] = {}
    for path, text in making.files():
        found |= making.spoiled(f"records/{path}", text)
    return found
