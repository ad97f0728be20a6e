"""A district of any size, all duties kept, the same for the same seed: `python -m bench.district FOLDER RECORDS`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random

from deputylog.app.add import text_of, tidy
from deputylog.calendar import Quarter, Week, WorkCalendar
from deputylog.model.ids import new_id
from deputylog.model.kinds import DEPUTY, DISTRICT, GROUP, LETTER, OPENING, SUBMISSION, VISIT, Kind

AS_OF = date(2026, 10, 9)
FROM = date(2025, 1, 6)
DEPARTMENTS = {"housing": "区住房和城乡建设局", "urban": "区城市管理局", "water": "区水务局", "education": "区教育局"}
TOPICS = {"municipal": "市政设施", "property": "物业管理", "traffic": "交通出行", "education": "教育"}
TITLES = ("小区路灯损坏无人维修", "三号楼加装电梯进展缓慢", "菜市场门口积水", "学校门口上下学拥堵", "河边步道护栏松动", "老旧小区停车难")
PER_GROUP = 600
_DAY = timedelta(days=1)
_CALENDAR = WorkCalendar()

Data = Mapping[str, object]


def write_district(root: Path, records: int, seed: int = 1) -> int:
    """Write a district of about `records` records, without lapses as of 2026-10-09, and give their number."""
    written = 0
    for kind, record_id, data in _records(records, Random(seed)):
        path = root / kind.path(record_id) if kind is not DISTRICT else root / "records/district.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        tidied = tidy(data)
        assert isinstance(tidied, Mapping)
        path.write_text(text_of(kind, tidied), encoding="utf-8", newline="\n")
        written += 1
    return written


def _records(wanted: int, random: Random) -> Iterator[tuple[Kind, str, Data]]:
    yield DISTRICT, "district", _district()
    groups = max(1, wanted // PER_GROUP)
    for number in range(groups):
        yield from _of_group(f"g{number:03}", wanted // groups, random)


def _district() -> Data:
    return {
        "schema": 1,
        "name": "示例区",
        "working_body": "区人大常委会代表联络工作委员会",
        "records_from": FROM.isoformat(),
        "terms": [{"id": "17", "from": "2021-12-20", "to": "2027-01-08"}],
        "departments": {key: {"name": name} for key, name in DEPARTMENTS.items()},
        "topics": {key: {"name": name} for key, name in TOPICS.items()},
        "calendar": [{"year": 2027, "rest_days": [], "work_days": []}],
    }


def _of_group(group: str, wanted: int, random: Random) -> Iterator[tuple[Kind, str, Data]]:
    seats = {f"{group}-c{n}": [f"{group}-d{n}{m}" for m in (1, 2)] for n in (1, 2, 3)}
    others = [*_register(group, seats), *_visits(group, seats, random), *_openings(group, seats, random), *_submissions(group, random)]
    yield from others
    places = list(seats.items())
    for _ in range(max(0, wanted - len(others))):
        constituency, (deputy, _) = random.choice(places)
        day = _working(FROM + random.randrange((AS_OF - FROM).days) * _DAY)
        yield LETTER, new_id("L", day, random), _letter(group, constituency, deputy, day, random)


def _register(group: str, seats: Mapping[str, list[str]]) -> Iterator[tuple[Kind, str, Data]]:
    since = "2022-01-01"
    yield (
        GROUP,
        group,
        {
            "name": f"{group}代表组",
            "officers": [{"id": f"{group}-officer", "name": "联络员", "from": since}],
            "constituencies": [{"id": constituency, "term": "17", "name": f"{constituency}选区"} for constituency in seats],
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
    for constituency, deputies in seats.items():
        for deputy in deputies:
            yield (
                DEPUTY,
                deputy,
                {"name": deputy, "seats": [{"term": "17", "constituency": constituency, "group": group, "from": "2021-12-20"}]},
            )


def _visits(group: str, seats: Mapping[str, list[str]], random: Random) -> Iterator[tuple[Kind, str, Data]]:
    for constituency, deputies in seats.items():
        for day in (date(2025, 3, 12), date(2025, 9, 10), date(2026, 3, 11), date(2026, 9, 9)):
            data = {
                "date": day.isoformat(),
                "deputies": deputies,
                "constituency": constituency,
                "ask": "needs",
                "met": {"voters": random.randint(3, 20)},
            }
            yield VISIT, new_id("V", day, random), {**data, "recorded_by": f"{group}-officer"}


def _openings(group: str, seats: Mapping[str, list[str]], random: Random) -> Iterator[tuple[Kind, str, Data]]:
    week = Week.of(FROM)
    while week.monday <= AS_OF:
        day = _working(week.monday)
        if day <= AS_OF and day in week.period:
            found = {f"{constituency}-m": 0 for constituency in seats}
            yield OPENING, new_id("O", day, random), {"date": day.isoformat(), "group": group, "by": f"{group}-officer", "mailboxes": found}
        week = week.next()


def _submissions(group: str, random: Random) -> Iterator[tuple[Kind, str, Data]]:
    quarter = Quarter.of(FROM)
    while (day := _working(quarter.period.last + 3 * _DAY)) <= AS_OF:
        data = {"group": group, "quarter": str(quarter), "date": day.isoformat(), "by": f"{group}-officer", "to": "working-body"}
        yield SUBMISSION, new_id("Q", day, random), {**data, "file_hash": "0" * 64, "heads": {"letters": 0}}
        quarter = quarter.next()


def _letter(group: str, constituency: str, deputy: str, day: date, random: Random) -> Data:
    department = random.choice(list(DEPARTMENTS))
    steps = [
        (2, {"event": "replied", "how": "phone"}),
        (4, {"event": "forwarded", "to": department}),
        (20, {"event": "answered", "by": department, "result": "solved"}),
        (24, {"event": "fed_back", "how": "phone", "satisfaction": random.choice(["satisfied", "basically_satisfied"])}),
    ]
    dated = [(_working(day + after * _DAY), step) for after, step in steps]
    return {
        "received": day.isoformat(),
        "constituency": constituency,
        "channel": "phone",
        "kind": "request",
        "writer": "named",
        "deputy": deputy,
        "title": random.choice(TITLES),
        "topic": random.choice(list(TOPICS)),
        "summary": "反映小区主路五盏路灯损坏，夜间出行不便，希望尽快修复并告知进展。",
        "events": [{"date": when.isoformat(), **step} for when, step in dated if when <= AS_OF],
        "recorded_by": f"{group}-officer",
    }


def _working(day: date) -> date:
    """That day, or the next working day."""
    while not _CALENDAR.is_working_day(day):
        day += _DAY
    return day


if __name__ == "__main__":
    print(write_district(Path(sys.argv[1]), int(sys.argv[2])))
