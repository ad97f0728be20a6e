"""A new district in its first quarter: 20 groups, 200 deputies, 60 mailboxes, 120 letters, and much that was not done."""

from __future__ import annotations

from datetime import date

from deputylog.calendar import DAY

FROM, AS_OF = date(2026, 10, 1), date(2026, 11, 27)
GROUPS, DEPUTIES, MAILBOXES = range(1, 21), range(1, 11), range(1, 4)
NOTHING_DONE, FORGETFUL = 8, 14
"""The groups up to the first number opened no mailbox in six weeks; those up to the second, one less."""

_DISTRICT = """
schema: 1
name: 示例区
working_body: 区人大常委会代表联络工作委员会
records_from: 2026-10-01
terms:
  - {id: "18", from: 2026-10-01, to: 2031-09-30}
departments:
  city: {name: 区城市管理局}
  water: {name: 区水务局}
topics:
  roads: {name: 道路}
"""


def files() -> dict[str, str]:
    found = {"records/district.yaml": _DISTRICT.lstrip()}
    for group in GROUPS:
        found[f"records/groups/g{group}.yaml"] = _group(group)
        for number in DEPUTIES:
            found[f"records/deputies/g{group}d{number}.yaml"] = _deputy(group, number)
        for number in range(6):
            found.update([_letter(group, number)])
        found.update(_rounds(group))
    return found


def _group(group: int) -> str:
    boxes = "".join(
        f"  - {{id: g{group}m{box}, constituency: g{group}c{box}, from: 2026-10-01, keepers: "
        f"[{{from: 2026-10-01, who: g{group}d{box}}}]}}\n"
        for box in MAILBOXES
    )
    served = "".join(
        f'  - {{id: g{group}c{box}, term: "18", name: "第{3 * group + box - 3}选区"}}\n'
        for box in MAILBOXES
    )
    officers = f"officers:\n  - {{id: g{group}o, name: 联络员{group}, from: 2026-10-01}}\n"
    return f"name: 第{group}代表组\n{officers}constituencies:\n{served}mailboxes:\n{boxes}"


def _deputy(group: int, number: int) -> str:
    seat = f'{{term: "18", constituency: g{group}c{number % 3 + 1}, group: g{group}, from: 2026-10-01}}'
    return f"name: 代表{group}之{number}\nseats:\n  - {seat}\n"


def _letter(group: int, number: int) -> tuple[str, str]:
    day = date(2026, 10, 8) + (7 * number + group % 5) * DAY
    path = f"records/letters/2026/L{day:%Y%m%d}-{group:02}{number:03}.yaml"
    steps = [
        f"{{date: {day + 2 * DAY}, event: delivered, to: g{group}d1}}",
        f"{{date: {day + 5 * DAY}, event: forwarded, to: {'city' if number % 2 else 'water'}}}",
        f"{{date: {day + 6 * DAY}, event: group_told}}",
        f"{{date: {day + 9 * DAY}, event: replied, how: phone}}",
    ]
    done = steps[: (group + number) % 5]
    events = "events:\n" + "".join(f"  - {step}\n" for step in done) if done else ""
    about = f"channel: post\nconstituency: g{group}c1\ndeputy: g{group}d{number % 4 + 1}\nkind: request\ntitle: 第{number + 1}条路的路灯不亮\n"
    return path, f"received: {day}\n{about}{events}"


def _rounds(group: int) -> dict[str, str]:
    found = {}
    for number in range(9):
        day = date(2026, 10, 8) + 7 * number * DAY
        if day > AS_OF or (group <= NOTHING_DONE and 1 <= number <= 6):
            continue
        boxes = [
            f"g{group}m{box}"
            for box in MAILBOXES
            if not (group <= FORGETFUL and box == 2 and number == 7)
        ]
        counted = ", ".join(f"{box}: 0" for box in boxes)
        path = f"records/openings/2026/O{day:%Y%m%d}-{group:05}.yaml"
        found[path] = f"date: {day}\ngroup: g{group}\nmailboxes: {{{counted}}}\n"
    return found
