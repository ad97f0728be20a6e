"""Export, import into an empty repository with the same register, export: the same bytes, whatever the records say."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from deputylog.keep.new_record import text_of, tidy
from deputylog.kinds.registry import kind_named
from deputylog.lists.filter import Filter
from deputylog.record.fields import Record
from deputylog.record.form import normal
from deputylog.record.ids import id_of_ref
from deputylog.record.kind import Kind
from deputylog.record.reading import convert
from deputylog.record.shape import (
    Choice,
    Field,
    Listing,
    OneOrList,
    Scalar,
    Shape,
    Structure,
    TableShape,
    shape_of,
)
from deputylog.repository.folder import read_records
from deputylog.repository.reading import read_repository
from deputylog.tables.export import EXPORTED, export, records_of
from deputylog.tables.importing import Import
from deputylog.tables.report import ImportReport
from deputylog.text.spelling import is_blank
from deputylog.words import words
from deputylog.workbooks import reading
from tests.conftest import DISTRICT, GROUP, REGISTER, real_data, write

TODAY = date(2026, 12, 31)
NAMED = (
    'name: {}\nseats:\n  - {{term: "17", constituency: c03, group: lianhua, from: 2021-12-20}}\n'
)
HERE = {
    **REGISTER,
    "records/district.yaml": DISTRICT
    + 'sessions:\n  - {id: 17-5, from: 2026-01-12, to: 2026-01-15}\nactivity_kinds:\n  walk: {name: "健步走"}\n'
    'met_of:\n  merchants: {name: "个体商户", ask: needs}\n',
    "records/groups/lianhua.yaml": GROUP,
    "records/groups/odd.yaml": 'name: "=组、=，\\"组\\"；"\n',
    "records/deputies/d-1.yaml": NAMED.format("张伟"),
    "records/deputies/d-2.yaml": NAMED.format('"张、伟"'),
    "records/deputies/d-3.yaml": NAMED.format("zhang-wei"),
    "records/deputies/d-4.yaml": NAMED.format('"@李（d-1）"'),
}
IDS = {
    "deputy": ["zhang-wei", "sun-li", "d-1", "d-2", "d-3", "d-4"],
    "person": ["zhang-wei", "d-1", "liu-fang", "working-body"],
    "group": ["lianhua", "odd"],
    "organizer": ["lianhua", "odd", "d-3", "liu-fang", "working-body"],
    "constituency": ["c03"],
    "mailbox": ["m03"],
    "department": ["housing", "urban", "discipline"],
    "topic": ["municipal"],
    "term": ["17"],
    "session": ["17-5"],
    "activity_kind": ["publicity", "circular", "supervision", "walk"],
    "people": ["low_income", "leading", "merchants"],
    "agenda": ["A20260301-q7w8e"],
    "source": ["L20260316-9qw2e", "V20260314-k7f3x#p4f9"],
    "record": ["O20260316-a1b2c", "V20260314-k7f3x#p4f9"],
    "honoured": ["d-2", "odd", "L20260316-9qw2e"],
}
ODD = [
    "=1+1",
    "@x",
    "'-1",
    "2026-03-14",
    "12",
    'a、b，"c"',
    " 前后 ",
    "一\n二\r\n三\t",
    "null",
    "_x0041_",
    "\x01",
    "（d-1）",
    "示例",
    "\u3000全角",
    "是",
    "007",
    "1.0",
    "1E+02",
    "3-6",
    "3月5日",
    "TRUE",
    "e\u0301",
]
TEXT = st.one_of(
    st.sampled_from(ODD), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
)
WORD = TEXT.filter(lambda text: not is_blank(text))
DAY = st.dates(date(2024, 1, 1), date(2026, 12, 31)).map(date.isoformat)


def values(shape: Shape) -> st.SearchStrategy[object]:
    """Any value that fits a shape."""
    match shape:
        case Structure():
            return structures(shape)
        case Choice():
            return st.one_of(*map(events, shape.variants))
        case Listing():
            return st.lists(values(shape.item), min_size=shape.at_least, max_size=3, unique_by=repr)
        case OneOrList():
            return st.one_of(values(shape.one), served())
        case TableShape():
            return st.dictionaries(values(shape.key), values(shape.value), max_size=3)
    return scalars(shape)


def served() -> st.SearchStrategy[object]:
    """The constituencies of a mailbox by day."""
    days = st.lists(DAY, min_size=1, max_size=3, unique=True).map(sorted)
    return days.map(lambda several: [{"from": day, "id": "c03"} for day in several])


def events(variant: Structure) -> st.SearchStrategy[dict[str, object]]:
    return structures(variant).map(lambda data: {"event": variant.tag, **data})


def scalars(shape: Scalar) -> st.SearchStrategy[object]:
    if shape.refers:
        return st.sampled_from(IDS[shape.refers])
    if shape.terms:
        return st.sampled_from([str(term) for term in shape.terms])
    match shape.kind:
        case "int":
            return st.integers(shape.least or 0, min(shape.most or 999, 999))
        case "bool":
            return st.booleans()
        case "day" | "day_or_month":
            return DAY
        case "quarter":
            return st.sampled_from(["2026Q1", "2025Q4"])
        case "id":
            return st.from_regex(shape.pattern or "", fullmatch=True)
    return WORD


def structures(shape: Structure) -> st.SearchStrategy[dict[str, object]]:
    needed = {
        field.name: part(field) for field in shape.fields if field.required or field.name == "date"
    }
    others = {field.name: part(field) for field in shape.fields if field.name not in needed}
    return st.fixed_dictionaries(needed, optional=others)


def part(field: Field) -> st.SearchStrategy[object]:
    return values(field.shape)


def fit(kind: Kind, data: dict[str, object]) -> dict[str, object]:
    """The same without what would make it no record: rules between fields that no shape shows."""
    if kind.name == "letter":
        data.pop("constituency" if "mailbox" in data else "mailbox", None)
        if "mailbox" not in data:
            data = {**data, "constituency": "c03", "channel": "post"}
        if data["kind"] == "accusation":
            data["kind"] = "other"
    if kind.name == "visit":
        data["matters"] = [{**matter, "kind": "request"} for matter in data.get("matters", [])]  # type: ignore[attr-defined]
    if kind.name == "suggestion":
        data["cosigners"] = [name for name in data.get("cosigners", []) if name != data["lead"]]  # type: ignore[attr-defined]
    if kind.name == "activity":
        data = {**data, "topic": "municipal", "constituencies": ["c03"]}
    if kind.name == "group":
        lives: list[dict[str, Any]] = [data, *data.get("constituencies", [])]  # type: ignore[misc]
        for life in lives:
            ends = "to" in life and life["to"] >= life.get("from", "")
            for key in () if ends else ("to", "merged_into", "moved_to"):
                life.pop(key, None)
    if kind.name == "opening":
        data["not_opened"] = (
            {} if data.get("mailboxes") else {"m03": {"why": "locked", "note": "物业：换锁"}}
        )
    if kind.name == "spot-check":
        assume(data["drawn"])
        data["findings"] = [
            {**found, "record": data["drawn"][0]}  # type: ignore[index]
            for found in data.get("findings", [])  # type: ignore[attr-defined]
            if data["drawn"]
        ]
    tidied = tidy(data)
    assert isinstance(tidied, dict)
    assume(not any(convert(kind, tidied).amiss()))
    return tidied


def of_kind(kind: Kind) -> st.SearchStrategy[list[dict[str, object]]]:
    one = structures(shape_of(kind.type)).map(lambda data: fit(kind, data))
    columns = st.lists(WORD.map(normal), unique=True, max_size=5)
    return st.builds(of_one_table, st.lists(one, min_size=1, max_size=4), columns)


def of_one_table(several: list[dict[str, Any]], columns: list[str]) -> list[dict[str, Any]]:
    """The records with the columns of one table as imported columns, each with some of them."""
    for number, one in enumerate(several):
        if "imported" in one:
            values = one["imported"].values()
            one["imported"] = dict(zip(columns[number % 3 :], values, strict=False))
    return [{key: value for key, value in one.items() if value != {}} for one in several]


def path_of(kind: Kind, number: int) -> str:
    return kind.path(
        id_of_ref(kind.letter, TODAY, str(number)) if kind.is_dated else f"new-{number}"
    )


@pytest.fixture(autouse=True)
def _without_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """The records here are made up at random; what `check` says of a row is tested in tests/cli/test_all_entrances.py."""
    monkeypatch.setattr("deputylog.tables.judging.found_in_parts", lambda *_: [])


def files(root: Path, kind: Kind) -> dict[str, str]:
    """The files of the records of a kind, which can all be read."""
    found = dict(read_records(root, kind))
    assert all(isinstance(record, Record) for record in found.values())
    return {path: (root / path).read_text(encoding="utf-8") for path in found}


def exported(root: Path, kind: Kind, format: str, language: str = "zh-CN") -> bytes:
    book, _ = read_repository(root, as_of=TODAY)
    return export(book, kind, records_of(book, kind, Filter()), format, words(language))


def returned(root: Path, kind: Kind, raw: bytes, language: str = "zh-CN") -> ImportReport:
    return Import(root, "back", raw, words(language), TODAY).by_headings()


def in_folders(check: Callable[[Path, Path], None]) -> None:
    with tempfile.TemporaryDirectory() as here, tempfile.TemporaryDirectory() as there:
        check(write(Path(here), HERE), write(Path(there), HERE))


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("kind", EXPORTED, ids=lambda kind: kind.name)
def test_what_is_exported_comes_back_whole(
    kind: Kind, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read without a process for every workbook, which the hostile strings below have."""
    monkeypatch.setattr(reading, "apart", lambda limit, function, *given: function(*given))

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(several=of_kind(kind), language=st.sampled_from(["zh-CN", "en"]))
    def comes_back(several: list[dict[str, object]], language: str) -> None:
        def check(here: Path, there: Path) -> None:
            write(
                here,
                {path_of(kind, number): text_of(kind, data) for number, data in enumerate(several)},
            )
            raw = exported(here, kind, format, language)
            report = returned(there, kind, raw, language)
            assert [entry.reasons for entry in report.reported] == []
            assert files(there, kind) == files(here, kind)
            assert exported(there, kind, format, language) == raw
            assert returned(there, kind, raw, language).written == 0

        in_folders(check)

    comes_back()


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
def test_hostile_strings_come_back_whole(format: str) -> None:
    strings = [
        text
        for text in json.loads(real_data("hostile/blns.json").read_text(encoding="utf-8"))
        if not is_blank(text)
    ]
    kind = kind_named("visit")

    def check(here: Path, there: Path) -> None:
        for number, text in enumerate(strings):
            data = tidy(
                {
                    "date": "2026-03-14",
                    "deputies": ["zhang-wei"],
                    "constituency": "c03",
                    "place": text,
                    "ref": str(number),
                    "imported": {text: text},
                }
            )
            assert isinstance(data, dict)
            write(here, {path_of(kind, number): text_of(kind, data)})
        report = returned(there, kind, exported(here, kind, format))
        assert (report.written, report.reported) == (len(strings), [])
        assert files(there, kind) == files(here, kind)

    in_folders(check)


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
@pytest.mark.parametrize(
    "columns", [["乙甲", "乙丙甲"], ["甲", "乙", "甲乙"], ["乙", "甲乙", "丙甲"]]
)
def test_imported_columns_keep_the_order_of_their_table(format: str, columns: list[str]) -> None:
    kind = kind_named("letter")
    letter = {"received": "2026-03-16", "mailbox": "m03", "kind": "inquiry"}

    def check(here: Path, there: Path) -> None:
        for number, names in enumerate(columns):
            data = {**letter, "ref": str(number), "imported": dict.fromkeys(names, "1")}
            write(here, {path_of(kind, number): text_of(kind, data)})
        returned(there, kind, exported(here, kind, format))
        assert files(there, kind) == files(here, kind)

    in_folders(check)


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
def test_mailboxes_keep_the_order_in_which_they_were_opened(format: str) -> None:
    kind = kind_named("opening")
    opening = {"date": "2026-03-16", "group": "lianhua", "mailboxes": {"m04": 1, "m03": 0}}
    second = "  - {id: m04, constituency: c03}\n"

    def check(here: Path, there: Path) -> None:
        for root in (here, there):
            write(root, {"records/groups/lianhua.yaml": f"{GROUP}{second}"})
        write(here, {path_of(kind, 0): text_of(kind, opening)})
        returned(there, kind, exported(here, kind, format))
        assert files(there, kind) == files(here, kind)

    in_folders(check)
