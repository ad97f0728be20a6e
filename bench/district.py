"""A district of any size, all duties kept, the same for the same seed: `python -m bench.district FOLDER RECORDS`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from random import Random

from bench.matters import (
    AS_OF,
    DEPARTMENTS,
    FROM,
    TOPICS,
    Data,
    Made,
    Seats,
    letters,
    mailbox_letter,
    motion,
    suggestions,
    working,
)
from deputylog.calendar import DAY, Quarter, Week
from deputylog.kinds.registry import (
    ACTIVITY,
    DEPUTY,
    DISTRICT,
    DISTRICT_PATH,
    GROUP,
    LETTER,
    OPENING,
    SPOT_CHECK,
    SUBMISSION,
    VISIT,
)
from deputylog.record.form import canonical
from deputylog.record.ids import new_id
from deputylog.record.shape import shape_of

SINCE = date(2025, 1, 1)
TAKES_ACCUSATIONS = "discipline"
ASKS = ("hardship", "needs", "ideas")
PER_GROUP = 600
BLOCKS = ("texts", "heads", "imported")
SMALL = "small"
"""A group with as many deputies as a group needs, and no more letters than they need."""


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
    letter: Callable[[Data, Random], Data] = lambda data, _: data,
) -> Iterator[tuple[str, str]]:
    """The path and the text of every record, each letter as `letter` returns it."""
    random = Random(seed)
    for kind, record_id, data in _records(records, groups or max(1, records // PER_GROUP), random):
        if kind in (DISTRICT, GROUP, DEPUTY):
            path = DISTRICT_PATH if kind is DISTRICT else kind.path(record_id)
            yield path, canonical(shape_of(kind.type), data)
        else:
            yield kind.path(record_id), text_of(letter(data, random) if kind is LETTER else data)


def text_of(data: Data) -> str:
    """The canonical form of a record in whose lists and mappings nothing needs quotes."""
    return "".join(_entry(key, value) for key, value in data.items() if value)


def _entry(key: str, value: object) -> str:
    if isinstance(value, list) and isinstance(value[0], Mapping):
        return f"{key}:\n" + "".join(f"  - {_flow(item)}\n" for item in value)
    if isinstance(value, Mapping) and key in BLOCKS:
        return f"{key}:\n" + "".join(f"  {name}: {text}\n" for name, text in value.items())
    return f"{key}: {_flow(value)}\n"


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    return f"[{', '.join(value)}]" if isinstance(value, list) else str(value)


def _records(wanted: int, groups: int, random: Random) -> Iterator[Made]:
    yield DISTRICT, "district", _district()
    for number in range(groups):
        yield from _of_group(f"g{number:03}", wanted // groups, (1, 2, 3), random)
    if groups > 1:
        yield from _of_group(SMALL, 0, (1,), random)
        yield from [motion(random)]


def _district() -> Data:
    return {
        "schema": 1,
        "name": "示例区",
        "working_body": "区人大常委会代表联络工作委员会",
        "records_from": SINCE.isoformat(),
        "terms": [{"id": "17", "from": "2021-12-20", "to": "2027-01-08"}],
        "sessions": [{"id": "17-5", "from": "2026-01-12", "to": "2026-01-15"}],
        "departments": {
            **{key: {"name": name} for key, name in DEPARTMENTS.items()},
            TAKES_ACCUSATIONS: {"name": "区纪委监委", "takes_accusations": True},
        },
        "topics": {key: {"name": name} for key, name in TOPICS.items()},
        "settings": {"duty_report_every": "half_year"},
        "calendar": [{"year": 2027}],
    }


def _of_group(
    group: str, wanted: int, constituencies: tuple[int, ...], random: Random
) -> Iterator[Made]:
    seats = {
        f"{group}-c{n}": [
            f"{group}-d{n}{m}" for m in ((1, 2) if len(constituencies) > 1 else (1, 2, 3))
        ]
        for n in constituencies
    }
    yield from (regular := [*_register(group, seats), *_regularly(group, seats, random)])
    yield from _spot_checks(group, regular, random)
    written = list(letters(group, seats, wanted - len(regular), random))
    yield from written
    yield from suggestions(group, written, wanted, random)


def _regularly(group: str, seats: Seats, random: Random) -> Iterator[Made]:
    yield from _visits(group, seats, random)
    yield from _openings(group, seats, random)
    yield from _submissions(group, random)
    yield from _activities(group, seats, random)


def _register(group: str, seats: Seats) -> Iterator[Made]:
    since = "2022-01-01"
    yield (
        GROUP,
        group,
        {
            "name": f"{group}代表组",
            "officers": [{"id": f"{group}-officer", "name": "联络员", "from": since}],
            "constituencies": [
                {"id": constituency, "term": "17", "name": f"{constituency}选区"}
                for constituency in seats
            ],
            "mailboxes": [
                {
                    "id": f"{constituency}-m",
                    "constituency": constituency,
                    "from": since,
                    "places": [{"from": since, "at": "社区服务中心门口"}],
                    "keepers": [{"from": since, "who": deputies[0]}],
                }
                for constituency, deputies in seats.items()
            ],
        },
    )
    former = {
        "term": "17",
        "constituency": next(iter(seats)),
        "group": group,
        "from": "2021-12-20",
        "to": "2024-12-31",
        "end": "resigned",
    }
    yield DEPUTY, f"{group}-former", {"name": _name(f"{group}-former"), "seats": [former]}
    for constituency, deputies in seats.items():
        for deputy in deputies:
            yield (
                DEPUTY,
                deputy,
                {
                    "name": _name(deputy),
                    "seats": [
                        {
                            "term": "17",
                            "constituency": constituency,
                            "group": group,
                            "from": "2021-12-20",
                        }
                    ],
                },
            )


def _name(deputy: str) -> str:
    """The same name for the same id; pinyin has to be found for it."""
    random = Random(deputy)
    return random.choice("张王李赵刘陈杨黄周吴徐孙马朱胡林郭何高罗") + "".join(
        random.choices("伟芳娜敏静强磊军洋勇艳杰涛明超秀霞平刚桂英华文玉兰红建国志远", k=2)
    )


def _visits(group: str, seats: Seats, random: Random) -> Iterator[Made]:
    for number, (constituency, deputies) in enumerate(seats.items()):
        for turn, day in enumerate(
            (
                date(2025, 3, 12),
                date(2025, 6, 11),
                date(2025, 9, 10),
                date(2026, 3, 11),
                date(2026, 9, 9),
            )
        ):
            data = {
                "date": day.isoformat(),
                "deputies": deputies,
                "constituency": constituency,
                "ask": ASKS[(number + turn) % 3],
                "met": {"voters": random.randint(3, 20)},
            }
            yield VISIT, new_id("V", day, random), {**data, "recorded_by": f"{group}-officer"}


def _openings(group: str, seats: Seats, random: Random) -> Iterator[Made]:
    week = Week.of(FROM)
    while week.monday <= AS_OF:
        day = working(week.monday)
        if day <= AS_OF and day in week.period:
            full = random.choice(list(seats)) if len(seats) > 1 and week.number % 4 == 0 else ""
            found = {f"{constituency}-m": int(constituency == full) for constituency in seats}
            if full:
                yield (
                    LETTER,
                    new_id("L", day, random),
                    mailbox_letter(group, full, seats[full][0], day, random),
                )
            yield (
                OPENING,
                new_id("O", day, random),
                {
                    "date": day.isoformat(),
                    "group": group,
                    "by": f"{group}-officer",
                    "mailboxes": found,
                },
            )
        week = week.next()


def _submissions(group: str, random: Random) -> Iterator[Made]:
    quarter = Quarter.of(FROM)
    while (day := working(quarter.period.last + 3 * DAY)) <= AS_OF:
        data = {
            "group": group,
            "quarter": str(quarter),
            "date": day.isoformat(),
            "by": f"{group}-officer",
            "to": "working-body",
        }
        yield (
            SUBMISSION,
            new_id("Q", day, random),
            {**data, "file_hash": f'"{"0" * 64}"', "heads": {"letters": 0}},
        )
        quarter = quarter.next()


def _activities(group: str, seats: Seats, random: Random) -> Iterator[Made]:
    """What a group and the working body do for it, in time in every half-year and year."""
    deputies = [deputy for several in seats.values() for deputy in several]
    for day in (date(2025, 6, 18), date(2025, 12, 17), date(2026, 6, 17)):
        yield _activity(day, "circular", group, random)
        yield _activity(day + DAY, "duty_report", group, random, deputies=deputies)
    for day in (date(2025, 4, 9), date(2026, 4, 8)):
        yield _activity(day, "publicity", group, random, constituencies=list(seats))
        yield _activity(day + 2 * DAY, "training", group, random, deputies=deputies)
        yield _activity(day + 7 * DAY, "briefing", "working-body", random, who=group)
        yield _activity(
            day + 14 * DAY,
            "commendation",
            "working-body",
            random,
            who=deputies[0],
            **{"as": "deputy"},
        )


def _spot_checks(group: str, done: list[Made], random: Random) -> Iterator[Made]:
    """Once a year the working body draws two visits."""
    for day in (date(2025, 12, 3), date(2026, 4, 15)):
        visits = [
            record_id
            for kind, record_id, data in done
            if kind is VISIT and str(data["date"]) < day.isoformat()
        ]
        checked = {
            "group": group,
            "by": "working-body",
            "seed": day.isoformat(),
            "drawn": sorted(random.sample(visits, 2)),
        }
        yield SPOT_CHECK, new_id("C", day, random), {"date": day.isoformat(), **checked}


def _activity(day: date, kind: str, by: str, random: Random, **more: object) -> Made:
    return (
        ACTIVITY,
        new_id("A", day, random),
        {"date": day.isoformat(), "kind": kind, "by": by, **more},
    )


if __name__ == "__main__":
    print(write_district(Path(sys.argv[1]), int(sys.argv[2])))
