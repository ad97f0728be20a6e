"""Random districts: matters of every kind with steps in any order, suggestions, visits and rounds.

In every second one, a constituency moves to the other group.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

DISTRICT = """\
schema: 1
name: 示例区
working_body: 区人大常委会代表联络工作委员会
records_from: 2025-10-01
terms:
  - {id: "17", from: 2021-12-20, to: 2027-01-08}
departments:
  housing: {name: "区住房和城乡建设局"}
  urban: {name: "区城市管理局"}
  discipline: {name: "区纪委监委", takes_accusations: true}
topics:
  municipal: {name: "市政设施"}
  schools: {name: "教育"}
"""
GROUP = """\
name: {name}代表组
constituencies:
  - {{id: {first}, term: "17", name: "{name}一选区"}}
  - {{id: {second}, term: "17", name: "{name}二选区"{moves}}}
mailboxes:
  - {{id: m-{first}, constituency: {first}, from: 2025-10-06}}
"""
DEPUTY = """\
name: {name}
seats:
  - {{term: "17", constituency: {constituency}, group: {group}, from: 2021-12-20}}
"""
GROUPS = {"lianhua": ("莲花", "c01", "c02"), "taoyuan": ("桃园", "c03", "c04")}
DEPUTIES = {
    "zhang-wei": ("张伟", "c01"),
    "li-na": ("李娜", "c02"),
    "wang-fang": ("王芳", "c03"),
    "zhao-lei": ("赵磊", "c04"),
}
FIRST, LAST = date(2025, 11, 1), date(2026, 12, 20)
_KINDS = ("request", "request", "request", "opinion", "inquiry", "litigation", "thanks", "other")
_STEPS = (
    *(
        "event: forwarded, to: housing",
        "event: forwarded, to: urban",
        "event: forwarded, to: housing",
    ),
    *(
        "event: answered, by: housing, result: solved",
        "event: answered, by: urban, result: not_now",
    ),
    *("event: answered, by: housing, result: in_progress", "event: answered, result: solved"),
    *(
        "event: declined, by: housing",
        "event: declined, by: urban",
        "event: followed_up",
        "event: aided",
    ),
    *(
        "event: replied",
        "event: replied",
        "event: fed_back, satisfaction: satisfied",
        "event: fed_back",
    ),
    *("event: fed_back, satisfaction: dissatisfied", "event: reopened", "event: reopened"),
    *(
        "event: closed, why: answered_on_the_spot",
        "event: closed, why: withdrawn",
        "event: closed, why: duplicate",
    ),
)


def district(seed: int, matters: int = 25) -> dict[str, str]:
    """Return the files of a random district, the same for the same seed."""
    random = Random(seed)
    files = {"records/district.yaml": DISTRICT}
    for group, (name, first, second) in GROUPS.items():
        moves = ", to: 2026-06-15, moved_to: taoyuan" if seed % 2 and group == "lianhua" else ""
        files[f"records/groups/{group}.yaml"] = GROUP.format(
            name=name, first=first, second=second, moves=moves
        )
    for deputy, (name, constituency) in DEPUTIES.items():
        group = next(group for group, (_, *own) in GROUPS.items() if constituency in own)
        files[f"records/deputies/{deputy}.yaml"] = DEPUTY.format(
            name=name, constituency=constituency, group=group
        )
    days = [_day(random, FIRST) for _ in range(matters)]
    for number, day in enumerate(days):
        files |= (
            _letter(random, number, day) if random.random() < 0.7 else _visit(random, number, day)
        )
    for number in range(4):
        files |= _suggestion(random, number, [path for path in files if "/letters/" in path])
    for number in range(8):
        files |= _round(random, number)
    return files


def _day(random: Random, first: date) -> date:
    return first + timedelta(days=random.randrange((LAST - first).days + 1))


def _events(random: Random, first: date, indent: str, *, imported: bool) -> str:
    several = random.randrange(7)
    days = sorted(
        min(LAST, first + timedelta(days=random.choice((0, 0, 3, 20, 60, 130))))
        for _ in range(several)
    )
    lines = [f"{{date: {day}, {random.choice(_STEPS)}}}" for day in days]
    if imported and random.random() < 0.6:
        lines.append(f"{{{random.choice(_STEPS)}}}")
    return (
        f"{indent}events:\n" + "".join(f"{indent}  - {line}\n" for line in lines) if lines else ""
    )


def _letter(random: Random, number: int, day: date) -> dict[str, str]:
    path = f"records/letters/{day.year}/L{day:%Y%m%d}-{number:05}.yaml"
    where = f"constituency: {random.choice(('c01', 'c02', 'c03', 'c04'))}"
    if random.random() < 0.1:
        return {path: f"received: {day}\n{where}\nkind: accusation\n"}
    imported = random.random() < 0.3
    lines = [
        f"received: {day}",
        *([f'ref: "{number}"'] if imported else []),
        where,
        f"kind: {random.choice(_KINDS)}",
    ]
    if random.random() < 0.2:
        lines.append(f"writer: {random.choice(('anonymous', 'no_address'))}")
    lines += [
        f"title: 问题{number}",
        *random.choice((["topic: municipal"], ["topic: schools"], [])),
    ]
    return {path: "\n".join(lines) + "\n" + _events(random, day, "", imported=imported)}


def _visit(random: Random, number: int, day: date) -> dict[str, str]:
    deputies = random.sample(list(DEPUTIES), random.choice((1, 1, 2, 3)))
    text = f"date: {day}\ndeputies: [{', '.join(deputies)}]\nconstituency: {DEPUTIES[deputies[0]][1]}\nask: needs\n"
    text += random.choice(("", "met: {voters: 7}\n"))
    for own in range(random.randrange(3)):
        text += "matters:\n" if not own else ""
        text += f"  - id: a{number:02}{own}\n    kind: {random.choice(_KINDS)}\n    title: 走访{number}{own}\n"
        text += _events(random, day, "    ", imported=False)
    return {f"records/visits/{day.year}/V{day:%Y%m%d}-{number:05}.yaml": text}


def _suggestion(random: Random, number: int, letters: list[str]) -> dict[str, str]:
    day = _day(random, date(2026, 1, 1))
    source = random.choice(letters).rpartition("/")[2].removesuffix(".yaml") if letters else ""
    later = [min(LAST, day + timedelta(days=days)) for days in (5, 40, 45, 90)]
    steps = [
        f"{{date: {day}, event: submitted}}",
        f"{{date: {later[0]}, event: assigned, lead: housing}}",
    ]
    steps += [
        f"{{date: {at}, event: answered, by: housing, result: solved}}"
        for at in later[1 : 1 + random.randrange(3)]
    ]
    steps += random.choice(([], [], [f"{{date: {later[3]}, event: withdrawn}}"]))
    text = f"kind: suggestion\ntitle: 建议{number}\nlead: {random.choice(list(DEPUTIES))}\n"
    text += f"sources: [{source}]\n" if source and random.random() < 0.7 else ""
    return {
        f"records/suggestions/{day.year}/S{day:%Y%m%d}-{number:05}.yaml": text
        + "events:\n"
        + "".join(f"  - {step}\n" for step in steps)
    }


def _round(random: Random, number: int) -> dict[str, str]:
    day = _day(random, date(2026, 1, 1))
    group, (_, first, _) = random.choice(list(GROUPS.items()))
    text = f"date: {day}\ngroup: {group}\nmailboxes: {{m-{first}: {random.randrange(3)}}}\n"
    return {f"records/openings/{day.year}/O{day:%Y%m%d}-{number:05}.yaml": text}
