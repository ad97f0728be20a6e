"""The matters of a generated district: letters that were answered in time, suggestions that grew out of them, a motion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from random import Random

from deputylog.calendar import DAY, WorkCalendar
from deputylog.kinds.registry import LETTER, SUGGESTION
from deputylog.record.ids import new_id
from deputylog.record.kind import Kind

AS_OF = date(2026, 10, 9)
FROM = date(2025, 1, 6)
DEPARTMENTS = {
    "housing": "区住房和城乡建设局",
    "urban": "区城市管理局",
    "water": "区水务局",
    "education": "区教育局",
}
TOPICS = {
    "municipal": "市政设施",
    "property": "物业管理",
    "traffic": "交通出行",
    "education": "教育",
}
TITLES = (
    "小区路灯损坏无人维修",
    "三号楼加装电梯进展缓慢",
    "菜市场门口积水",
    "学校门口上下学拥堵",
    "河边步道护栏松动",
    "老旧小区停车难",
)
_CALENDAR = WorkCalendar()

Data = Mapping[str, object]
Made = tuple[Kind, str, Data]
Seats = Mapping[str, list[str]]


def letters(group: str, seats: Seats, wanted: int, random: Random) -> Iterator[Made]:
    """One for each deputy that was solved in 2025; then others, up to `wanted` in all."""
    sought = [
        (constituency, deputy) for constituency, deputies in seats.items() for deputy in deputies
    ]
    for constituency, deputy in sought:
        day = working(FROM + random.randrange(300) * DAY)
        yield LETTER, new_id("L", day, random), _letter(group, constituency, deputy, day, random)
    for _ in range(max(0, wanted - len(sought))):
        constituency, deputy = random.choice(sought)
        day = working(FROM + random.randrange((AS_OF - FROM).days) * DAY)
        yield LETTER, new_id("L", day, random), _letter(group, constituency, deputy, day, random)


def mailbox_letter(group: str, constituency: str, deputy: str, day: date, random: Random) -> Data:
    """A letter that lay in the mailbox and was delivered at once."""
    letter = _letter(group, constituency, deputy, day, random)
    delivered = _known(day, [(0, {"event": "delivered", "to": deputy})])
    others = letter["events"]
    assert isinstance(others, list)
    return {
        "received": letter["received"],
        "mailbox": f"{constituency}-m",
        **letter,
        "constituency": None,
        "channel": "mailbox",
        "events": delivered + others,
    }


def suggestions(group: str, sources: list[Made], wanted: int, random: Random) -> Iterator[Made]:
    """One for every sixty letters wanted: it grew out of a letter, was answered, rated, and the voter told."""
    for _, letter_id, letter in random.sample(sources, min(len(sources), wanted // 60)):
        day = working(date.fromisoformat(str(letter["received"])) + 3 * DAY)
        if day > AS_OF:
            continue
        steps: list[tuple[int, Data]] = [
            (0, {"event": "submitted"}),
            (5, {"event": "assigned", "by": "working-body", "lead": "urban"}),
            (60, {"event": "answered", "by": "urban", "result": "solved"}),
            (66, {"event": "rated", "attitude": "satisfied", "outcome": "satisfied"}),
            (70, {"event": "fed_back", "how": "phone"}),
        ]
        texts = {
            "situation": "本选区有五处，近两年每年都有反映。",
            "request": "建议纳入明年改造计划，并公布完成日期。",
        }
        data = {
            "kind": "suggestion",
            "title": f"关于解决{letter['title']}的建议",
            "lead": letter["deputy"],
            "sources": [letter_id],
        }
        yield (
            SUGGESTION,
            new_id("S", day, random),
            {
                **data,
                "texts": texts,
                "events": _known(day, steps),
                "recorded_by": f"{group}-officer",
            },
        )


def motion(random: Random) -> Made:
    """One of ten deputies of two groups, adopted."""
    signers = [
        f"g00{group}-d{seat}{number}" for group in (0, 1) for seat in (1, 2, 3) for number in (1, 2)
    ][:10]
    day = date(2026, 1, 13)
    data = {
        "kind": "motion",
        "title": "关于制定停车管理规定的议案",
        "lead": signers[0],
        "cosigners": signers[1:],
        "session": "17-5",
    }
    texts = {
        "subject": "停车管理",
        "grounds": "机动车保有量五年增长一倍。",
        "plan": "由人大常委会制定规定。",
    }
    events = _known(
        day, [(0, {"event": "submitted"}), (1, {"event": "tabled"}), (2, {"event": "adopted"})]
    )
    return SUGGESTION, new_id("S", day, random), {**data, "texts": texts, "events": events}


def _letter(group: str, constituency: str, deputy: str, day: date, random: Random) -> Data:
    department = random.choice(list(DEPARTMENTS))
    steps: list[tuple[int, Data]] = [
        (2, {"event": "replied", "how": "phone"}),
        (4, {"event": "forwarded", "to": department}),
        (20, {"event": "answered", "by": department, "result": "solved"}),
        (
            24,
            {
                "event": "fed_back",
                "how": "phone",
                "satisfaction": random.choice(["satisfied", "basically_satisfied"]),
            },
        ),
    ]
    return {
        "received": day.isoformat(),
        "constituency": constituency,
        "channel": "phone",
        "kind": "request",
        "writer": "named",
        "deputy": deputy,
        "title": f"{random.randint(1, 9999)}号院{random.choice(TITLES)}",
        "topic": random.choice(list(TOPICS)),
        "summary": "反映小区主路五盏路灯损坏，夜间出行不便，希望尽快修复并告知进展。",
        "events": _known(day, steps),
        "recorded_by": f"{group}-officer",
    }


def _known(day: date, steps: list[tuple[int, Data]]) -> list[Data]:
    """Each step so many days after `day` or on the next working day, as far as it is known."""
    dated = [(working(day + after * DAY), step) for after, step in steps]
    return [{"date": when.isoformat(), **step} for when, step in dated if when <= AS_OF]


def from_table(letter: Data, random: Random) -> Data:
    """That letter with what an import keeps: a number, a title that begins with letters or digits, long words, other columns."""
    place = random.choice((f"A{random.randint(1, 9)}区", f"{random.randint(1, 99)}号楼"))
    number = str(random.randrange(10**6, 10**7))
    return {
        "received": letter["received"],
        "ref": f'"{number}"',
        **dict.fromkeys(("mailbox", "constituency", "channel")),
        "source": "12345热线",
        **letter,
        "title": f"{place}{letter['title']}，多次反映至今没有处理，请有关部门尽快核实并答复",
        "summary": f"|-\n  {place}居民来电：{letter['summary']}\n  {letter['summary']}",
        "imported": {
            "工单编号": f'"{number}"',
            "登记时间": f'"{letter["received"]} 09:30:12"',
            "社区": f"{place}东澜社区",
            "来源": '"@热线"',
            "三级分类": random.choice(TITLES),
        },
    }


def without_steps(letter: Data, random: Random) -> Data:
    """That letter, of which nothing was recorded in one of six cases."""
    return {**letter, "events": []} if random.random() < 1 / 6 else letter


@cache
def working(day: date) -> date:
    """That day, or the next working day."""
    while not _CALENDAR.is_working_day(day):
        day += DAY
    return day
