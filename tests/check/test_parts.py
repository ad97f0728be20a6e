"""A check is the sum of its parts: the same bytes as if all records were judged together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from deputylog.keep.objections import Objection, found_in
from deputylog.keep.objections_in_parts import found_in_parts
from deputylog.record.reading import load
from deputylog.repository.reading import read_source
from deputylog.tree import record_path
from tests.check.as_one import InMemory, found_as_one, found_by_parts
from tests.check.odd_district import odd_district
from tests.conftest import drilled

Files = Mapping[str, str]
DAYS = (date(2026, 10, 9), date(2026, 7, 15), date(2027, 1, 20))


@pytest.mark.parametrize("as_of", DAYS)
def test_an_odd_district_is_judged_in_parts_as_a_whole(as_of: date) -> None:
    for seed in range(drilled(6, 500)):
        files = odd_district(DAYS.index(as_of) + 3 * seed)
        assert found_by_parts(files, as_of) == found_as_one(files, as_of), seed


@pytest.mark.parametrize("as_of", DAYS)
def test_what_is_about_to_be_written_is_judged_in_parts_as_a_whole(as_of: date) -> None:
    for seed in range(drilled(2, 300)):
        files = odd_district(DAYS.index(as_of) + 3 * seed)
        coming = [path for path in files if _is_valid(path, files[path])][seed % 3 :: 3]
        here = {path: text for path, text in files.items() if path not in coming[::2]}
        book, tree = read_source(InMemory(here), as_of=as_of)
        new = {path: files[path].encode() for path in coming}
        held = {path: tree.contents[path] for path in coming[1::2]}
        found = found_in_parts(book, tree.contents, new, {})
        assert {*map(_said, found)} == {*map(_said, found_in(book, new, held))}, seed


def _is_valid(path: str, text: str) -> bool:
    place = record_path(path)
    return place is not None and not isinstance(load(place.kind, path, text.encode()), tuple)


def _said(one: Objection) -> tuple[object, ...]:
    return (one.code, one.severity, one.path, one.key, str(one.text), one.written)


REGISTER = {
    "district.yaml": """\
schema: 1
name: 示例区
working_body: 区人大常委会代表联络工作委员会
records_from: 2026-01-01
terms:
  - {id: "17", from: 2021-12-20, to: 2027-01-08}
settings: {livelihood_target: 1, spot_check_every: quarter, briefing_every: quarter}
""",
    "groups/g1.yaml": """\
name: 莲花街道代表组
constituencies:
  - {id: c1, term: "17", name: "第一选区"}
mailboxes:
  - {id: m1, constituency: c1}
""",
    "groups/g2.yaml": """\
name: 桃源街道代表组
constituencies:
  - {id: c2, term: "17", name: "第二选区"}
mailboxes:
  - {id: m2, constituency: c2}
""",
    "deputies/d1.yaml": """\
name: 张伟
seats:
  - {term: "17", constituency: c1, group: g1}
""",
    "deputies/d2.yaml": """\
name: 李娜
seats:
  - {term: "17", constituency: c2, group: g2}
""",
}


def letter(*lines: str) -> str:
    return "\n".join(("received: 2026-07-01", *lines, "kind: opinion", ""))


def visit(*lines: str) -> str:
    return "\n".join(("date: 2026-07-01", *lines, ""))


CASES: Mapping[str, tuple[str, Files]] = {
    "a spot check of all groups whose note mentions one": (
        "",
        {
            "spot-checks/2026/C20260701-00001.yaml": 'date: 2026-07-01\nseed: "1"\ndrawn: []\nnote: 已看过 m1\n'
        },
    ),
    "a report of the working body whose note mentions a group": (
        "",
        {
            "activities/2026/A20260701-00001.yaml": "date: 2026-07-01\nkind: briefing\nby: working-body\nnote: 与 g1 同时\n"
        },
    ),
    "two groups found letters in a mailbox that nobody knows": (
        "held 5 letters",
        {
            "openings/2026/O20260701-00001.yaml": "date: 2026-07-01\ngroup: g1\nmailboxes: {m9: 2}\n",
            "openings/2026/O20260701-00002.yaml": "date: 2026-07-01\ngroup: g2\nmailboxes: {m9: 3}\n",
        },
    ),
    "letters of two unknown mailboxes are alike": (
        "R012",
        {
            "letters/2026/L20260701-00001.yaml": letter("mailbox: m8", "title: 路灯损坏"),
            "letters/2026/L20260701-00002.yaml": letter("mailbox: m9", "title: 路灯损坏了"),
        },
    ),
    "mailboxes of two groups serve a constituency that nobody has": (
        "R012",
        {
            "groups/g1.yaml": "name: 莲花街道代表组\nmailboxes:\n  - {id: m1, constituency: c9}\n",
            "groups/g2.yaml": "name: 桃源街道代表组\nmailboxes:\n  - {id: m2, constituency: c9}\n",
            "letters/2026/L20260701-00001.yaml": letter("mailbox: m1", "title: 路灯损坏"),
            "letters/2026/L20260701-00002.yaml": letter("mailbox: m2", "title: 路灯损坏了"),
        },
    ),
    "two groups' visits of a deputy who is in no register": (
        "V003",
        {
            "visits/2026/V20260701-00001.yaml": visit("deputies: [d9]", "constituency: c1"),
            "visits/2026/V20260701-00002.yaml": visit("deputies:\n  - d9", "constituency: c2"),
        },
    ),
    "a deputy of one group visited two others in a month": (
        "V003",
        {
            "visits/2026/V20260701-00001.yaml": visit(
                "ref: R1", "deputies: [d2]", "constituency: c1"
            ).replace("-01", "", 1),
            "visits/2026/V20260701-00002.yaml": visit(
                "ref: R2", "deputies: [d1, d2]", "constituency: c2"
            ).replace("-01", "", 1),
        },
    ),
    "a visit with matters whose note mentions another group": (
        "R012",
        {
            "visits/2026/V20260702-00001.yaml": visit(
                "deputies: [d2]",
                "constituency: c2",
                "note: c1 也有",
                "matters:",
                "  - {id: p001, kind: opinion, title: 路灯损坏}",
            ),
            "letters/2026/L20260701-00001.yaml": letter("constituency: c2", "title: 路灯损坏了"),
        },
    ),
    "records of two groups with the same number outside, quoted and not": (
        "R005",
        {
            "letters/2026/L20260701-00001.yaml": letter('ref: "#1, 2"', "mailbox: m1"),
            "letters/2026/L20260701-00002.yaml": letter("ref: '#1, 2'", "mailbox: m2"),
        },
    ),
    "a number outside that goes on in the next line": (
        "R005",
        {
            "letters/2026/L20260701-00001.yaml": letter("ref: 市长\n  热线", "mailbox: m1"),
            "letters/2026/L20260701-00002.yaml": letter("ref: 市长 热线", "mailbox: m2"),
        },
    ),
    "a list of one group that gives a number of another": (
        "桃2026-002",
        {
            "submissions/2026/Q20260705-00001.yaml": "group: g1\nquarter: 2026Q2\ndate: 2026-07-05\nnumbers:\n  L20260601-00009: 桃2026-001\n",
            "letters/2026/L20260701-00001.yaml": letter("mailbox: m2"),
        },
    ),
    "lists of two groups that give the same number": (
        "桃2026-002",
        {
            "submissions/2026/Q20260705-00001.yaml": "group: g1\nquarter: 2026Q2\ndate: 2026-07-05\nnumbers: {L20260701-00001: 莲2026-009}\n",
            "submissions/2026/Q20260706-00001.yaml": "group: g2\nquarter: 2026Q2\ndate: 2026-07-06\nnumbers: {L20260701-00002: 莲2026-009}\n",
            "submissions/2026/Q20260707-00001.yaml": "group: g2\nquarter: 2026Q2\ndate: 2026-07-07\nnumbers: {L20260701-00003: 桃2026-001}\n",
            "letters/2026/L20260701-00001.yaml": letter("mailbox: m1"),
            "letters/2026/L20260701-00002.yaml": letter("mailbox: m2"),
            "letters/2026/L20260701-00003.yaml": letter("mailbox: m2"),
        },
    ),
    "an excuse of a record whose name is no id": (
        "accepted",
        {
            "visits/2026/walk.yaml": visit("deputies: [d1]", "constituency: c1").replace(
                "2026-07", "2020-07"
            ),
            "excuses/2026/E20260701-00001.yaml": "rule: R007\nsubject: walk\nfrom: 2020-07-01\nto: 2020-07-01\nwhy: 已核实\naccepted_by: working-body\naccepted_on: 2026-07-02\n",
        },
    ),
    "an id that resembles one of another group": (
        "similar ids: L20260701-00002",
        {
            "letters/2026/L20260701-00002.yaml": letter("mailbox: m1"),
            "suggestions/2026/S20260702-00001.yaml": "kind: suggestion\ntitle: 路灯\nlead: d2\nsources: [L20260701-00003]\n",
        },
    ),
    "a matter that a visit of another group does not have": (
        "similar ids: V20260701-00001#p001",
        {
            "visits/2026/V20260701-00001.yaml": visit(
                "deputies: [d1]", "constituency: c1", "matters:", "  - {id: p001, kind: opinion}"
            ),
            "visits/2026/V20260701-00002.yaml": visit(
                "deputies: [d2]", "constituency: c2", "matters:", "  - {id: p002, kind: opinion}"
            ),
            "suggestions/2026/S20260702-00001.yaml": 'kind: suggestion\ntitle: 路灯\nlead: d2\nsources: ["V20260701-00001#p002"]\n',
        },
    ),
    "visits of two groups in files of the same name": (
        "R005",
        {
            "visits/2025/V20260701-00001.yaml": visit(
                "deputies: [d1]", "constituency: c1", "matters:", "  - {id: p001, kind: opinion}"
            ),
            "visits/2026/V20260701-00001.yaml": visit(
                "deputies: [d2]", "constituency: c2", "matters:", "  - {id: p001, kind: opinion}"
            ),
            "visits/2026/V20260702-00001.yaml": visit(
                "deputies: [d2]", "constituency: c2", "matters:", "  - {id: p001, kind: opinion}"
            ),
        },
    ),
    "a letter of another group among those of nobody": (
        "2026-001",
        {
            "letters/2026/L20260630-00001.yaml": letter(
                "mailbox: m1", "deputy: d3", "title: 路灯损坏"
            ),
            "letters/2026/L20260701-00001.yaml": letter("mailbox: m9", "title: 路灯损坏了"),
            "deputies/d3.yaml": "name: 王芳\n",
        },
    ),
    "a keeper of one group who has a seat in another solved what a letter asked": (
        "below the target of 2026 (1 solved): 李娜",
        {
            "groups/g1.yaml": REGISTER["groups/g1.yaml"].replace(
                "c1}\n", "c1, keepers: [{who: d3}]}\n"
            ),
            "deputies/d3.yaml": 'name: 王芳\nseats:\n  - {term: "17", constituency: c2, group: g2, from: 2025-12-01}\n',
            "openings/2026/O20260701-00001.yaml": "date: 2026-07-01\ngroup: g1\nby: d3\nmailboxes: {m1: 1}\n",
            "letters/2026/L20260701-00001.yaml": letter(
                "mailbox: m1",
                "events:",
                "  - {date: 2026-07-02, event: aided}",
                "  - {date: 2026-07-03, event: fed_back, how: phone}",
            ).replace("opinion", "request"),
        },
    ),
    "ids written with escapes": (
        "V003",
        {
            "visits/2026/V20260701-00001.yaml": visit('deputies: ["d\\u0032"]', "constituency: c1"),
            "visits/2026/V20260701-00002.yaml": visit("deputies: [d2]", "constituency: c2"),
        },
    ),
    "a mailbox written in the next line": (
        "R012",
        {
            "letters/2026/L20260701-00001.yaml": letter(
                "mailbox:  # unknown\n  m8", "title: 路灯损坏"
            ),
            "letters/2026/L20260701-00002.yaml": '{received: 2026-07-01, "mailbox" : "m9", title: 路灯损坏了, kind: opinion}\n',
        },
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_groups_that_concern_each_other_are_judged_together(case: str) -> None:
    expected, files = CASES[case]
    district = {f"records/{path}": text for path, text in {**REGISTER, **files}.items()}

    found = found_by_parts(district, DAYS[-1])

    assert expected in found
    assert found == found_as_one(district, DAYS[-1])
