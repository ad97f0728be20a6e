"""The matters of a generated district: letters that were answered in time, suggestions that grew out of them, a motion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from random import Random
from typing import TypeAlias

from deputylog.calendar import DAY, WorkCalendar
from deputylog.kinds.registry import LETTER, SUGGESTION
from deputylog.record.ids import new_id
from deputylog.record.kind import Kind

AS_OF = date(2026, 10, 9)
FROM = date(2025, 1, 6)
TITLES = (
    "小区路灯损坏无人维修",
    "三号楼加装电梯进展缓慢",
    "菜市场门口积水",
    "学校门口上下学拥堵",
    "河边步道护栏松动",
    "老旧小区停车难",
)
_CALENDAR = WorkCalendar()

Made: TypeAlias = tuple[Kind, str, str]
"""The kind of a record, its id and the text of its file."""
Seats: TypeAlias = Mapping[str, list[str]]


def letters(group: str, seats: Seats, wanted: int, random: Random) -> Iterator[Made]:
    """One for each deputy that was solved in 2025; then others, up to `wanted` in all."""
    sought = [(one, deputy) for one, deputies in seats.items() for deputy in deputies]
    for number in range(max(wanted, len(sought))):
        is_first = number < len(sought)
        constituency, deputy = sought[number] if is_first else random.choice(sought)
        days = 300 if is_first else (AS_OF - FROM).days
        day = working(FROM + random.randrange(days) * DAY)
        letter_id = new_id("L", day, random)
        where = f"constituency: {constituency}\nchannel: phone"
        yield LETTER, letter_id, letter(group, where, deputy, day, random)


def letter(
    group: str, where: str, deputy: str, day: date, random: Random, *, is_delivered: bool = False
) -> str:
    """A letter that was answered in time."""
    department = random.choice(("housing", "urban", "water", "education"))
    satisfaction = random.choice(("satisfied", "basically_satisfied"))
    building = day.timetuple().tm_yday  # so that nothing is written twice within sixty days
    title = f"{random.randint(1, 9999)}号院{building}栋{random.choice(TITLES)}"
    events = known(
        day,
        *([(0, f"delivered, to: {deputy}")] if is_delivered else ()),
        (2, "replied, how: phone"),
        (4, f"forwarded, to: {department}"),
        (20, f"answered, by: {department}, result: solved"),
        (24, f"fed_back, how: phone, satisfaction: {satisfaction}"),
    )
    return f"""\
received: {day}
{where}
kind: request
writer: named
deputy: {deputy}
title: {title}
topic: {random.choice(("municipal", "property", "traffic", "education"))}
summary: 反映小区主路五盏路灯损坏，夜间出行不便，希望尽快修复并告知进展。
{events}recorded_by: {group}-officer
"""


def suggestions(sources: Sequence[Made], wanted: int, random: Random) -> Iterator[Made]:
    """One for every sixty letters wanted: it grew out of a letter, was answered, rated, and the voter told."""
    for _, letter_id, text in random.sample(sources, min(len(sources), wanted // 60)):
        value = dict(re.findall(r"^(\w+): (.*)", text, re.MULTILINE))
        day = working(date.fromisoformat(value["received"]) + 3 * DAY)
        if day > AS_OF:
            continue
        events = known(
            day,
            (0, "submitted"),
            (5, "assigned, by: working-body, lead: urban"),
            (60, "answered, by: urban, result: solved"),
            (66, "rated, attitude: satisfied, outcome: satisfied"),
            (70, "fed_back, how: phone"),
        )
        yield (
            SUGGESTION,
            new_id("S", day, random),
            f"""\
kind: suggestion
title: 关于解决{value["title"]}的建议
lead: {value["deputy"]}
sources: [{letter_id}]
texts:
  situation: 本选区有五处，近两年每年都有反映。
  request: 建议纳入明年改造计划，并公布完成日期。
{events}recorded_by: {value["recorded_by"]}
""",
        )


def motion(random: Random) -> Made:
    """One of ten deputies of two groups, adopted."""
    lead, *cosigners = [f"g00{n // 6}-d{n % 6 // 2 + 1}{n % 2 + 1}" for n in range(10)]
    day = date(2026, 1, 13)
    text = f"""\
kind: motion
title: 关于制定停车管理规定的议案
lead: {lead}
cosigners: [{", ".join(cosigners)}]
session: 17-5
texts:
  subject: 停车管理
  grounds: 机动车保有量五年增长一倍。
  plan: 由人大常委会制定规定。
{known(day, (0, "submitted"), (1, "tabled"), (2, "adopted"))}"""
    return SUGGESTION, new_id("S", day, random), text


def known(day: date, *steps: tuple[int, str]) -> str:
    """The events so many days after `day` or on the next working day, as far as they are known."""
    dated = [(working(day + after * DAY), step) for after, step in steps]
    lines = [f"  - {{date: {on}, event: {step}}}\n" for on, step in dated if on <= AS_OF]
    return "".join(["events:\n", *lines]) if lines else ""


def from_table(text: str, random: Random) -> str:
    """That letter with what an import keeps: a number, a title that begins with letters or digits, long words, other columns."""
    place = random.choice((f"A{random.randint(1, 9)}区", f"{random.randint(1, 99)}号楼"))
    number = random.randrange(10**11, 10**12)
    received = text[10:20]
    for was, now in (
        (r"\A.*", rf'\g<0>\nref: "{number}"'),
        ("channel: .*", r"\g<0>\nsource: 12345热线"),
        ("title: (.*)", rf"title: {place}\1，多次反映至今没有处理，请有关部门尽快核实并答复"),
        ("summary: (.*)", rf"summary: |-\n  {place}居民来电：\1\n  \1"),
    ):
        text = re.sub(was, now, text, count=1)
    return f"""{text}imported:
  工单编号: "{number}"
  登记时间: "{received} 09:30:12"
  社区: {place}东澜社区
  来源: "@热线"
  三级分类: {random.choice(TITLES)}
"""


def without_steps(text: str, random: Random) -> str:
    """That letter, of which nothing was recorded in one of six cases."""
    return re.sub("events:\n(  - .*\n)+", "", text) if random.random() < 1 / 6 else text


@cache
def working(day: date) -> date:
    """That day, or the next working day."""
    while not _CALENDAR.is_working_day(day):
        day += DAY
    return day
