"""A usual district falls into as many parts as it has groups."""

from __future__ import annotations

from datetime import date

from deputylog.repository.district_in_parts import district_in_parts
from deputylog.repository.parts import Part
from tests.check.as_one import InMemory
from tests.check.new_district import AS_OF, GROUPS, files

MOVED = """\
name: 代表1之1
seats:
  - {term: "18", constituency: g1c2, group: g1, from: 2026-10-01, to: 2026-10-31, end: resigned}
  - {term: "18", constituency: g2c1, group: g2, from: 2026-11-01}
"""
TOGETHER = "date: 2026-11-10\ndeputies: [g1d2, g3d1, g4d1]\nconstituency: g5c1\nrecorded_by: g7o\n"
MOTION = """\
kind: motion
title: 关于路灯的议案
lead: g1d2
cosigners: [g2d1, g3d1, g4d1, g5d1, g6d1, g7d1, g8d1, g9d1, g10d1]
sources: [L20261109-g6000]
"""
HEARD = "date: 2026-11-11\nkind: briefing\nby: working-body\nwho: g8\nnote: 与 g9 一并听取\n"
RECORDS = {
    "records/deputies/g1d1.yaml": MOVED,
    "records/visits/2026/V20261110-00001.yaml": TOGETHER,
    "records/suggestions/2026/S20261110-00001.yaml": MOTION,
    "records/activities/2026/A20261111-00001.yaml": HEARD,
}


def parts(several: dict[str, str], as_of: date = AS_OF) -> list[Part]:
    """The parts that hold a group."""
    district, dated = district_in_parts(InMemory(several), as_of=as_of)
    words = district.register.words
    marks = {path: (place, district.marks(path, place, words)) for path, place in dated.items()}
    found = district.parts(marks).values()
    return [part for part in found if any("/groups/" in path for path in part.own)]


def test_deputies_who_move_sign_and_visit_together_do_not_join_their_groups() -> None:
    assert len(parts({**files(), **RECORDS})) == len(GROUPS)


def test_a_record_is_seen_by_every_group_that_it_names() -> None:
    (visit,) = (path for path in RECORDS if "/visits/" in path)

    seen = {
        group
        for part in parts({**files(), **RECORDS})
        for group in part.own
        if "/groups/" in group and visit in (*part.own, *part.guests)
    }

    assert seen == {f"records/groups/g{number}.yaml" for number in (1, 3, 4, 5)}


def test_a_mailbox_that_serves_a_constituency_of_another_group_joins_both() -> None:
    path = "records/groups/g1.yaml"
    passed_on = files()[path].replace("constituency: g1c1,", "constituency: g2c1,")

    assert len(parts({**files(), path: passed_on})) == len(GROUPS) - 1
