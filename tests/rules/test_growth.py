"""A check of twice as much takes twice as many steps, whatever grows: steps are counted, not seconds."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from deputylog.check.judge import judge
from deputylog.repository.reading import read_repository
from deputylog.rule import Evidence
from deputylog.rules import RULES
from tests.conftest import REGISTER, Files, write

DISTRICT, GROUP, DEPUTY = (
    f"records/{name}.yaml" for name in ("district", "groups/lianhua", "deputies/zhang-wei")
)
IN_EARLIER_YEARS = {
    path: text.replace("2026-03-02", "2012-01-02").replace("2021-12-20", "2011-12-20")
    for path, text in REGISTER.items()
} | {
    DISTRICT: REGISTER[DISTRICT]
    .replace("2025-01-01", "2012-01-01")
    .replace("2021-12-20", "2011-12-20")
}


def handled(number: int, day: date, mailbox: str = "m03") -> dict[str, str]:
    """A letter found in the mailbox and handled on time, with its opening, a visit with a problem,
    a suggestion made of both, and the commendation for it.
    """
    stamp, tail = f"{day:%Y%m%d}", f"{number:05d}"
    letter, visit = f"L{stamp}-{tail}", f"V{stamp}-{tail}"
    days = [day + timedelta(days=n) for n in (1, 2, 20, 25)]
    texts = {
        ("letters", letter): f"""\
received: {day}
mailbox: {mailbox}
kind: request
title: {number}号院路灯损坏
events:
  - {{date: {days[0]}, event: replied}}
  - {{date: {days[1]}, event: forwarded, to: housing}}
  - {{date: {days[2]}, event: answered, by: housing, result: solved}}
  - {{date: {days[3]}, event: fed_back}}
""",
        ("openings", f"O{stamp}-{tail}"): f"""\
date: {day}
group: lianhua
by: zhang-wei
mailboxes: {{{mailbox}: 1}}
""",
        ("visits", visit): f"""\
date: {day}
deputies: [zhang-wei]
constituency: c03
matters:
  - {{id: aaaa, kind: request, title: 停车难}}
""",
        ("suggestions", f"S{stamp}-{tail}"): f"""\
kind: suggestion
title: 关于{number}号院的建议
lead: zhang-wei
sources: [{letter}, {visit}#aaaa]
events:
  - {{date: {days[0]}, event: submitted}}
  - {{date: {days[1]}, event: assigned, lead: urban}}
""",
        ("activities", f"A{stamp}-{tail}"): f"""\
date: {day}
kind: commendation
by: working-body
who: {letter}
as: case
""",
    }
    return {
        f"records/{folder}/{day.year}/{name}.yaml": text for (folder, name), text in texts.items()
    }


def more_records(times: int) -> tuple[Files, str]:
    """More of everything in one year."""
    files = dict(REGISTER)
    for number in range(8 * times):
        files |= handled(number, date(2026, 3, 3) + timedelta(days=number * 4))
    return files, "2027-03-01"


def more_years(times: int) -> tuple[Files, str]:
    """The same in each of more years."""
    files = dict(IN_EARLIER_YEARS)
    for year in range(2012, 2012 + 3 * times):
        files |= handled(1, date(year, 3, 1)) | handled(2, date(year, 9, 3))
    return files, f"{2012 + 3 * times}-01-01"


def more_mailboxes(times: int) -> tuple[Files, str]:
    """More constituencies, each with a mailbox, each opened as often."""
    numbers = range(3 * times)
    places = "".join(f'  - {{id: k{n}, term: "17", name: "{n}选区"}}\n' for n in numbers)
    boxes = "".join(
        f"  - id: x{n}\n    constituency: k{n}\n    from: 2026-03-02\n" for n in numbers
    )
    group = REGISTER[GROUP].replace("mailboxes:\n", f"{places}mailboxes:\n") + boxes
    files = {**REGISTER, GROUP: group}
    for number in numbers:
        files |= handled(number, date(2026, 3, 3), f"x{number}") | handled(
            number, date(2026, 4, 1), f"x{number}"
        )
    return files, "2026-12-31"


def more_deputies(times: int) -> tuple[Files, str]:
    """More deputies, two of each name."""
    files = dict(REGISTER)
    for number in range(10 * times):
        path = f"records/deputies/deputy-{number:03d}.yaml"
        files[path] = REGISTER[DEPUTY].replace("张伟", f"李{number // 2}")
    return files, "2026-12-31"


def more_groups(times: int) -> tuple[Files, str]:
    """More groups whose names begin alike, each with a letter."""
    files = dict(REGISTER)
    for number in range(24 * times):
        name, day = f"莲花{chr(0x4E00 + number)}", date(2026, 3, 3) + timedelta(days=number)
        files[f"records/groups/x{number}.yaml"] = f"""\
name: {name}代表组
constituencies:
  - {{id: k{number}, term: "17", name: {name}选区}}
"""
        files[f"records/letters/2026/L{day:%Y%m%d}-00000.yaml"] = f"""\
received: {day}
constituency: k{number}
channel: phone
kind: inquiry
title: {number}号院路灯损坏
"""
    return files, "2026-12-31"


def more_alike(times: int) -> tuple[Files, str]:
    """More letters about the same few things, all of which were settled before the next came."""
    files = dict(REGISTER)
    titles = ("小区路灯损坏两个月无人维修", "小区路灯坏了两个月无人维修", "学校门口拥堵")
    for number in range(25 * times):
        day = date(2025, 1, 6) + timedelta(days=number)
        files[f"records/letters/2025/L{day:%Y%m%d}-00000.yaml"] = f"""\
received: {day}
constituency: c03
kind: inquiry
title: {titles[number % 3]}
events:
  - {{date: {day}, event: replied}}
"""
    return files, "2026-02-01"


@contextmanager
def counting_steps() -> Iterator[Counter[str]]:
    """Count the calls and lines that run, those of libraries too."""
    counter, before = Counter[str](), sys.gettrace()

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        counter["steps"] += 1
        return trace

    sys.settrace(trace)
    try:
        yield counter
    finally:
        sys.settrace(before)


def steps_by_rule(root: Path, files: Files, as_of: str) -> Counter[str]:
    """The steps that each rule takes; what several share counts for the first of them."""
    day, found = date.fromisoformat(as_of), Counter[str]()
    book, tree = read_repository(write(root, files), as_of=day)
    evidence = Evidence(book, tree, day)
    for rule in RULES:
        if rule.is_of_parts and not rule.local_only:
            with counting_steps() as counter:
                judge([rule], evidence)
            found[rule.code] = counter["steps"]
    return found


@pytest.mark.parametrize(
    "more", [more_records, more_years, more_mailboxes, more_deputies, more_groups, more_alike]
)
def test_twice_as_much_takes_twice_the_steps(
    tmp_path: Path, more: Callable[[int], tuple[Files, str]]
) -> None:
    _, once, twice, fourfold = (steps_by_rule(tmp_path / str(n), *more(n)) for n in (1, 1, 2, 4))
    faster_than_linear = {
        code: (once[code], twice[code], fourfold[code])
        for code in fourfold
        if fourfold[code] - twice[code] > 2.5 * max(0, twice[code] - once[code]) + 200
    }
    assert not faster_than_linear, "a list is searched for every item: make an index first"


def test_what_was_judged_needs_no_garbage_collector_to_be_gone(tmp_path: Path) -> None:
    """A cycle would keep every part of a district in memory until it is collected."""
    steps_by_rule(tmp_path / "first", *more_records(1))
    gc.collect()
    gc.disable()
    try:
        steps_by_rule(tmp_path / "second", *more_records(1))
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        left = Counter(type(one).__name__ for one in gc.garbage)
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    assert not left["Matter"], left
