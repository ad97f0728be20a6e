"""The public edition lets out what is listed, in every format, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path

from deputylog.book import Book
from deputylog.calendar import Quarter
from deputylog.formats import NAMES
from deputylog.papers.dossier import PUBLIC_DOSSIER
from deputylog.papers.lists import list_of_quarter
from deputylog.papers.output import paper
from deputylog.papers.pictures import PUBLIC_ALBUM
from deputylog.papers.public import PUBLIC_LIST
from deputylog.repository.reading import read_repository
from deputylog.words import words
from tests.conftest import DISTRICT, GROUP, REGISTER, write
from tests.formats.reading import everything_in

DAY = date(2026, 4, 20)
SAID = words("zh-CN")
QUARTER = Quarter(2026, 1)
PUBLISHED = (
    (PUBLIC_LIST, "lianhua"),
    (PUBLIC_LIST, ""),
    (PUBLIC_DOSSIER, "zhang-wei"),
    (PUBLIC_ALBUM, ""),
)


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


def test_no_marker_gets_out(tmp_path: Path) -> None:
    root, markers = planted(tmp_path)
    assert len(markers) >= 200
    made = list_of_quarter(root, QUARTER, None, as_of=DAY, today=DAY)
    assert (made.kept.heads["letters"], made.kept.heads["raised_at_visits"]) == (15, 8)
    inside = everything_in(paper(root, made.report, "json", SAID).content)
    assert sum(marker in inside for marker in markers) >= 40
    book, _ = read_repository(root, as_of=DAY)
    for public, subject in PUBLISHED:
        report = public.make(book, subject, QUARTER.period)
        for name in NAMES if public is PUBLIC_LIST else ("md", "json"):
            shown = everything_in(paper(root, report, name, SAID).content)
            assert "2026" in shown
            assert not [marker for marker in markers if marker in shown], (public.name, name)


def test_a_suggestion_is_published_only_if_it_says_so(book_of: Callable[..., Book]) -> None:
    text = "kind: suggestion\ntitle: {0}\nlead: zhang-wei\npublic: {1}\nevents:\n  - {{date: 2026-03-02, event: submitted}}\n"
    files = {
        f"records/suggestions/2026/S20260302-0000{number}.yaml": text.format(*case)
        for number, case in enumerate([("公开的", "true"), ("不公开的", "false")])
    }
    report = PUBLIC_DOSSIER.make(book_of(files, as_of="2026-04-01"), "zhang-wei", QUARTER.period)
    assert [row[-1] for row in report.tables[-1].rows] == ["公开的"]
