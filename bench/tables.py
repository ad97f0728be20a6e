"""A table of requests as a hotline exports it, and the mapping file by which it is imported."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from random import Random

from bench.district import DISTRICT
from bench.matters import FROM
from deputylog.calendar import DAY
from deputylog.kinds.registry import DISTRICT_PATH

HEAD = ("编号", "时间", "街道", "社区", "来源", "性质", "内容", "单位")
MAP = """\
kind: letter
ref: ["编号"]
group: {column: "街道"}
fields:
  received: {column: "时间", date: ["%Y-%m-%d %H:%M:%S"]}
  constituency: {column: "社区"}
  source: {column: "来源"}
  kind: {column: "性质", values: {"投诉": opinion, "求助": request, "咨询": inquiry}}
  title: {column: "内容"}
events:
  - event: forwarded
    to: {column: "单位"}
    date: {column: "时间", date: ["%Y-%m-%d %H:%M:%S"]}
"""
SUBJECTS = ("路灯不亮", "垃圾未清", "噪声扰民", "占道停车")


def table(records: int) -> Iterator[tuple[str, str]]:
    """The files of a district without groups, of a table with so many rows, and of its mapping."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(HEAD)
    rows.writerows(_row(number, Random(number)) for number in range(records))
    yield DISTRICT_PATH, DISTRICT
    yield "table.csv", out.getvalue()
    yield "map.yaml", MAP


def _row(number: int, random: Random) -> tuple[object, ...]:
    day = FROM + random.randrange(200) * DAY
    group, kind = random.randrange(10), random.choice(("投诉", "求助", "咨询"))
    return (
        70_000 + number,
        f"{day} {random.randrange(24):02}:{random.randrange(60):02}:00",
        f"第{group}街道",
        f"第{group}街道第{random.randrange(12)}社区",
        random.choice(("12345", "网站", "来访")),
        kind,
        f"第{random.randrange(90_000)}号楼前{random.choice(SUBJECTS)}",
        f"第{random.randrange(20)}局",
    )
