"""The public edition lets out what is listed, in every format, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from deputylog.calendar import Quarter
from deputylog.formats import NAMES
from deputylog.papers.output import paper
from deputylog.papers.public import public_edition
from deputylog.papers.quarterly_list import list_of_quarter
from deputylog.table import Column, Cover, Report
from deputylog.words import Bilingual, phrase, words
from tests.conftest import DISTRICT, GROUP, REGISTER, write
from tests.formats.reading import everything_in

DAY = date(2026, 4, 20)
SAID = words("zh-CN")


def planted(tmp_path: Path) -> tuple[Path, list[str]]:
    """A district with a marker in every field and file name that is not public, and the markers."""
    numbers, markers = count(), list[str]()

    def mark(form: str = "zq{:03}zq") -> str:
        markers.append(form.format(next(numbers)))
        return markers[-1]

    def text() -> str:
        return f'"{mark()}"'

    district = DISTRICT.replace('aliases: ["住建局"]', f"aliases: [{text()}]")
    group = (
        GROUP.replace("office: 莲花街道办事处", f"office: {text()}")
        .replace("liu-fang", mark())
        .replace('"刘芳"', text())
    )
    group = group.replace(
        "    keepers:", f"    places:\n      - {{from: 2026-03-02, at: {text()}}}\n    keepers:"
    )
    officer = re.search(r"id: (zq\w+)", group)
    assert officer
    files = {**REGISTER, "records/district.yaml": district, "records/groups/lianhua.yaml": group}
    for number in range(14):
        events = [
            f"  - {{date: 2026-03-1{number % 9 + 1}, event: replied, how: phone, note: {text()}}}",
            f"  - {{date: 2026-03-20, event: forwarded, to: housing, note: {text()}}}",
            f"  - {{date: 2026-04-01, event: answered, by: housing, result: solved, note: {text()}}}",
            f"  - {{date: 2026-04-02, event: closed, why: other, note: {text()}}}",
        ]
        path = f"records/letters/2026/L20260309-{mark('zq{:03}')}.yaml"
        heads = f"received: 2026-03-09\nref: {text()}\nmailbox: m03\nchannel: online\nsource: {text()}\nkind: request\ndeputy: zhang-wei\n"
        body = f"title: {text()}\ntopic: municipal\nsummary: {text()}\nimported: {{{text()}: {text()}}}\nevents:\n"
        files[path] = heads + body + "\n".join(events) + f"\nrecorded_by: {officer[1]}\n"
    for _ in range(8):
        path = f"records/visits/2026/V20260310-{mark('zq{:03}')}.yaml"
        head = f"date: 2026-03-10\ndeputies: [zhang-wei]\nconstituency: c03\nplace: {text()}\nexplained: {text()}\nmatters:\n"
        files[path] = (
            f"{head}  - id: p{next(numbers):03}\n    kind: opinion\n    title: {text()}\n    summary: {text()}\n"
        )
    files["records/letters/2026/L20260311-00000.yaml"] = (
        "received: 2026-03-11\nmailbox: m03\nkind: accusation\n"
    )
    files["private/letter/2026/L20260311-00000.yaml"] = (
        f"title: {text()}\nname: {text()}\nphone: {text()}\nnote: {text()}\n"
    )
    files["records/excuses/2026/E20260312-00000.yaml"] = (
        f"rule: L002\nsubject: m03\nfrom: 2026-03-01\nwhy: {text()}\naccepted_by: working-body\naccepted_on: 2026-03-12\n"
    )
    for _ in range(4):
        opening = f"date: 2026-03-12\ngroup: lianhua\nby: {officer[1]}\nnot_opened: {{m03: {{why: locked, note: {text()}}}}}\n"
        files[f"records/openings/2026/O20260312-{mark('zq{:03}')}.yaml"] = opening
    return write(tmp_path / "d", files), markers


@pytest.mark.parametrize("group", ["lianhua", None])
def test_no_marker_gets_out(tmp_path: Path, group: str | None) -> None:
    root, markers = planted(tmp_path)
    assert len(markers) >= 200
    made = list_of_quarter(root, Quarter(2026, 1), group, as_of=DAY, today=DAY)
    assert (made.kept.heads["letters"], made.kept.heads["raised_at_visits"]) == (15, 8)
    inside = everything_in(paper(root, made.report, "json", SAID).content)
    assert sum(marker in inside for marker in markers) >= 40
    for name in NAMES:
        shown = everything_in(paper(root, made.report, name, SAID, public=True).content)
        assert not [marker for marker in markers if marker in shown], name


@pytest.fixture
def report(tmp_path: Path) -> Report:
    root, _ = planted(tmp_path)
    return list_of_quarter(root, Quarter(2026, 1), "lianhua", as_of=DAY, today=DAY).report


def test_what_is_added_to_a_paper_stays_inside_until_it_is_listed(report: Report) -> None:
    new = Column("new", Bilingual("新", "new"))
    tables = [
        replace(
            table, columns=(*table.columns, new), rows=tuple((*row, "SECRET") for row in table.rows)
        )
        for table in report.tables
    ]
    other = replace(tables[0], name="other")
    grown = replace(
        report,
        tables=(*tables, other),
        header={**report.header, "new": "SECRET"},
        heads=(*report.heads, ("new", Bilingual("新", "new"), 77)),
        notes=(phrase("SECRET"),),
        cover=Cover("SECRET", (phrase("SECRET"),), "SECRET", DAY),
        signs=(Bilingual("SECRET", "SECRET"),),
    )
    assert public_edition(grown) == public_edition(report)


def test_a_paper_without_a_list_has_no_public_edition(report: Report) -> None:
    from deputylog.finding import DeputylogError

    with pytest.raises(DeputylogError, match="no public edition"):
        public_edition(replace(report, name="dossier"))


@pytest.mark.parametrize(("number", "shown"), [(0, "小于3"), (2, "小于3"), (3, "3"), (4, "4")])
def test_counts_under_three_are_withheld(report: Report, number: int, shown: str) -> None:
    name, wording, _ = report.heads[0]
    public = public_edition(replace(report, heads=((name, wording, number),)))
    assert SAID.say(public.heads[0][2]) == shown
    counted = next(table for table in report.tables if table.name == "topics")
    few = replace(counted, rows=(("市政设施", *[number] * (len(counted.columns) - 1)),))
    row = public_edition(replace(report, tables=(few,))).tables[0].rows[0]
    assert [SAID.say(cell) for cell in row[1:]] == [shown] * 6


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((4, 4, 2), ["不公布", "4", "小于3"]),
        ((9, 5, 1), ["9", "不公布", "小于3"]),
        ((9, 2, 1), ["9", "小于3", "小于3"]),
        ((9, 5, 3), ["9", "5", "3"]),
        ((1,), ["小于3"]),
    ],
)
def test_no_total_tells_the_one_count_that_is_withheld(
    report: Report, counts: tuple[int, ...], shown: list[str]
) -> None:
    topics = next(table for table in report.tables if table.name == "topics")
    made = replace(
        topics,
        rows=tuple(
            (f"领域{number}", *[count] * (len(topics.columns) - 1))
            for number, count in enumerate(counts)
        ),
    )
    rows = public_edition(replace(report, tables=(made,))).tables[0].rows
    assert [SAID.say(row[1]) for row in rows] == shown
