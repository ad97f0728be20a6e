"""A district of any size, all duties kept, the same for the same seed: `python -m bench.district FOLDER RECORDS`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from random import Random

from bench.matters import AS_OF, FROM, Made, Seats, letter, letters, motion, suggestions, working
from deputylog.calendar import DAY, Quarter, Week
from deputylog.kinds.registry import (
    ACTIVITY,
    DEPUTY,
    DISTRICT_PATH,
    GROUP,
    LETTER,
    OPENING,
    SPOT_CHECK,
    SUBMISSION,
    VISIT,
)
from deputylog.record.ids import new_id
from deputylog.record.kind import Kind

ASKS = ("hardship", "needs", "ideas")
PER_GROUP = 600
SMALL = "small"
"""A group with as many deputies as a group needs, and no more letters than they need."""
DISTRICT = """\
schema: 1
name: 示例区
working_body: 区人大常委会代表联络工作委员会
records_from: 2025-01-01
terms:
  - {id: "17", from: 2021-12-20, to: 2027-01-08}
sessions:
  - {id: 17-5, from: 2026-01-12, to: 2026-01-15}
departments:
  housing: {name: "区住房和城乡建设局"}
  urban: {name: "区城市管理局"}
  water: {name: "区水务局"}
  education: {name: "区教育局"}
  discipline: {name: "区纪委监委", takes_accusations: true}
topics:
  municipal: {name: "市政设施"}
  property: {name: "物业管理"}
  traffic: {name: "交通出行"}
  education: {name: "教育"}
settings: {duty_report_every: half_year}
calendar:
  - {year: 2027}
"""
MAILBOX = """\
  - id: {0}-m
    constituency: {0}
    from: 2022-01-01
    places:
      - {{from: 2022-01-01, at: "社区服务中心门口"}}
    keepers:
      - {{from: 2022-01-01, who: {1[0]}}}
"""


def write_district(root: Path, records: int, seed: int = 1, *, groups: int = 0) -> int:
    """Write a district of about `records` records, of which no rule finds anything as of 2026-10-09, and give their number."""
    written = 0
    for path, text in district(records, seed, groups=groups):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        written += 1
    return written


def district(
    records: int,
    seed: int = 1,
    *,
    groups: int = 0,
    change: Callable[[str, Random], str] = lambda text, _: text,
) -> Iterator[tuple[str, str]]:
    """The path and the text of every record, of each letter as `change` returns it."""
    random = Random(seed)
    groups = groups or max(1, records // PER_GROUP)
    yield DISTRICT_PATH, DISTRICT
    for kind, record_id, text in _records(records // groups, groups, random):
        yield kind.path(record_id), change(text, random) if kind is LETTER else text


def _records(wanted: int, groups: int, random: Random) -> Iterator[Made]:
    for number in range(groups):
        yield from _of_group(f"g{number:03}", wanted, 2, (1, 2, 3), random)
    if groups > 1:
        yield from _of_group(SMALL, 0, 3, (1,), random)
        yield motion(random)


def _of_group(
    group: str, wanted: int, deputies: int, constituencies: Sequence[int], random: Random
) -> Iterator[Made]:
    seats = {
        f"{group}-c{n}": [f"{group}-d{n}{m + 1}" for m in range(deputies)] for n in constituencies
    }
    yield from _register(group, seats)
    visits = list(_visits(group, seats, random))
    done = [
        *visits,
        *_openings(group, seats, random),
        *_submissions(group, random),
        *_activities(group, seats, random),
    ]
    yield from done
    yield from _spot_checks(group, visits, random)
    register = 2 + len(seats) * deputies
    written = list(letters(group, seats, wanted - register - len(done), random))
    yield from written
    yield from suggestions(written, wanted, random)


def _register(group: str, seats: Seats) -> Iterator[Made]:
    constituencies = (f'  - {{id: {one}, term: "17", name: "{one}选区"}}\n' for one in seats)
    yield (
        GROUP,
        group,
        f"""\
name: {group}代表组
officers:
  - {{id: {group}-officer, name: "联络员", from: 2022-01-01}}
constituencies:
{"".join(constituencies)}mailboxes:
{"".join(MAILBOX.format(*seat) for seat in seats.items())}""",
    )
    first, *_ = seats
    yield _deputy(f"{group}-former", group, first, ", to: 2024-12-31, end: resigned")
    for constituency, deputies in seats.items():
        for deputy in deputies:
            yield _deputy(deputy, group, constituency)


def _deputy(deputy: str, group: str, constituency: str, end: str = "") -> Made:
    """The name is the same for the same id; pinyin has to be found for it."""
    random = Random(deputy)
    given = random.choices("伟芳娜敏静强磊军洋勇艳杰涛明超秀霞平刚桂英华文玉兰红建国志远", k=2)
    name = random.choice("张王李赵刘陈杨黄周吴徐孙马朱胡林郭何高罗") + "".join(given)
    seat = f'{{term: "17", constituency: {constituency}, group: {group}, from: 2021-12-20{end}}}'
    return DEPUTY, deputy, f"name: {name}\nseats:\n  - {seat}\n"


def _made(kind: Kind, day: date, random: Random, text: str) -> Made:
    return kind, new_id(kind.letter, day, random), text


def _visits(group: str, seats: Seats, random: Random) -> Iterator[Made]:
    days = ((2025, 3, 12), (2025, 6, 11), (2025, 9, 10), (2026, 3, 11), (2026, 9, 9))
    for (number, constituency), (turn, when) in product(enumerate(seats), enumerate(days)):
        text = f"""\
date: {(day := date(*when))}
deputies: [{", ".join(seats[constituency])}]
constituency: {constituency}
ask: {ASKS[(number + turn) % 3]}
met: {{voters: {random.randint(3, 20)}}}
recorded_by: {group}-officer
"""
        yield _made(VISIT, day, random, text)


def _openings(group: str, seats: Seats, random: Random) -> Iterator[Made]:
    week = Week.of(FROM)
    while week.monday <= AS_OF:
        day = working(week.monday)
        if day <= AS_OF and day in week.period:
            full = random.choice(list(seats)) if len(seats) > 1 and week.number % 4 == 0 else ""
            if full:
                letter_id = new_id("L", day, random)
                where, deputy = f"mailbox: {full}-m\nchannel: mailbox", seats[full][0]
                text = letter(group, where, deputy, day, random, is_delivered=True)
                yield LETTER, letter_id, text
            found = ", ".join(f"{one}-m: {int(one == full)}" for one in seats)
            text = f"date: {day}\ngroup: {group}\nby: {group}-officer\nmailboxes: {{{found}}}\n"
            yield _made(OPENING, day, random, text)
        week = week.next()


def _submissions(group: str, random: Random) -> Iterator[Made]:
    quarter = Quarter.of(FROM)
    while (day := working(quarter.period.last + 3 * DAY)) <= AS_OF:
        text = f"""\
group: {group}
quarter: {quarter}
date: {day}
by: {group}-officer
to: working-body
file_hash: "{"0" * 64}"
heads:
  letters: 0
"""
        yield _made(SUBMISSION, day, random, text)
        quarter = quarter.next()


def _activities(group: str, seats: Seats, random: Random) -> Iterator[Made]:
    """What a group and the working body do for it, in time in every half-year and year."""
    everybody = [deputy for several in seats.values() for deputy in several]
    deputies = f"by: {group}\ndeputies: [{', '.join(everybody)}]"
    body = "by: working-body\nwho:"
    for day in (date(2025, 6, 18), date(2025, 12, 17), date(2026, 6, 17)):
        yield _activity(day, "circular", f"by: {group}", random)
        yield _activity(day + DAY, "duty_report", deputies, random)
    for day in (date(2025, 4, 9), date(2026, 4, 8)):
        where = f"by: {group}\nconstituencies: [{', '.join(seats)}]"
        yield _activity(day, "publicity", where, random)
        yield _activity(day + 2 * DAY, "training", deputies, random)
        yield _activity(day + 7 * DAY, "briefing", f"{body} {group}", random)
        praised = f"{body} {everybody[0]}\nas: deputy"
        yield _activity(day + 14 * DAY, "commendation", praised, random)


def _activity(day: date, kind: str, more: str, random: Random) -> Made:
    return _made(ACTIVITY, day, random, f"date: {day}\nkind: {kind}\n{more}\n")


def _spot_checks(group: str, visits: Sequence[Made], random: Random) -> Iterator[Made]:
    """Once a year the working body draws two visits."""
    for day in (date(2025, 12, 3), date(2026, 4, 15)):
        before = [record_id for _, record_id, text in visits if text[6:16] < str(day)]
        drawn = ", ".join(sorted(random.sample(before, 2)))
        text = f"date: {day}\ngroup: {group}\nby: working-body\nseed: {day}\ndrawn: [{drawn}]\n"
        yield _made(SPOT_CHECK, day, random, text)


if __name__ == "__main__":
    print(write_district(Path(sys.argv[1]), int(sys.argv[2])))
