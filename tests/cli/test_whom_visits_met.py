"""Whom visits met (founding §1): a closed set of words that a district extends, shown in Chinese everywhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from deputylog.finding import Finding
from deputylog.kinds.asks import Ask, People
from deputylog.kinds.registry import DISTRICT, VISIT
from deputylog.record.form import canonical
from deputylog.record.shape import shape_of
from deputylog.record.slow_parser import read
from tests.cli.conftest import Typed
from tests.conftest import DISTRICT as REGISTER_OF_THE_DISTRICT

Find = Callable[..., list[Finding]]

MET_OF = 'met_of:\n  merchants: {name: "个体商户", ask: needs}\n  guests: {name: "外来人员"}\n'
OWN = {"records/district.yaml": REGISTER_OF_THE_DISTRICT + MET_OF}


def visit(day: str, more: str) -> dict[str, str]:
    head = f"date: {day}\ndeputies: [zhang-wei]\nconstituency: c03\n"
    return {f"records/visits/{day[:4]}/V{day.replace('-', '')}-00000.yaml": head + more}


def met(*people: str) -> str:
    return f"met: {{voters: 5, of: [{', '.join(people)}]}}\n"


def test_each_word_of_the_founding_text_belongs_to_one_of_the_three_asks() -> None:
    wording = {ask: [people.zh for people in People if people.ask is ask] for ask in Ask}
    assert wording == {
        Ask.HARDSHIP: ["特困户", "零就业家庭", "低收入家庭", "孤寡", "病残"],
        Ask.NEEDS: ["一般选民"],
        Ask.IDEAS: ["行业领先人物", "社会知名人士", "文化程度较高者"],
        Ask.OTHER: [],
    }


def test_a_district_that_adds_words_is_canonical_with_one_word_a_line() -> None:
    text = (REGISTER_OF_THE_DISTRICT + MET_OF).encode()
    data = read("records/district.yaml", text).data
    assert data is not None
    assert canonical(shape_of(DISTRICT.type), data).encode() == text


@pytest.mark.parametrize(
    ("people", "found"), [("low_income", 0), ("merchants", 0), ("elderly_alone", 1)]
)
def test_a_word_that_nobody_entered_is_advice_and_no_error(
    findings_of: Find, people: str, found: int
) -> None:
    advised = findings_of("R003", {**OWN, **visit("2026-03-14", met(people))}, as_of="2026-03-15")
    assert [finding.severity for finding in advised] == ["advice"] * found
    assert all("elderly_alone" in str(finding.text) for finding in advised)


@pytest.mark.parametrize(("ask", "codes"), [("other", ["R002"]), ("ideas", [])])
def test_further_people_belong_to_one_of_the_three_asks(
    outcome_of: Callable[..., object], findings_of: Find, ask: str, codes: list[str]
) -> None:
    own = {
        "records/district.yaml": REGISTER_OF_THE_DISTRICT
        + f'met_of:\n  guests: {{name: "外来人员", ask: {ask}}}\n'
    }
    assert [finding.code for finding in findings_of("R002", own, as_of="2026-03-15")] == codes


def test_a_further_word_must_not_be_a_built_in_one(findings_of: Find) -> None:
    twice = {
        "records/district.yaml": REGISTER_OF_THE_DISTRICT + 'met_of:\n  alone: {name: "独居老人"}\n'
    }
    assert len(findings_of("R005", twice, as_of="2026-03-15")) == 1


@pytest.mark.parametrize(
    ("more", "missing"),
    [
        ("ask: hardship\n", ["needs", "ideas"]),
        (f"ask: hardship\n{met('ordinary')}", ["ideas"]),
        (f"ask: needs\n{met('disabled', 'leading')}", []),
        (f"ask: other\n{met('merchants')}", ["hardship", "ideas"]),
        (met("guests"), ["hardship", "needs", "ideas"]),
        (met("unheard_of"), ["hardship", "needs", "ideas"]),
    ],
)
def test_a_visit_asks_what_it_names_and_what_is_meant_for_those_it_met(
    findings_of: Find, more: str, missing: list[str]
) -> None:
    found = findings_of("V004", {**OWN, **visit("2025-12-31", more)}, as_of="2026-01-01")
    assert [finding.text.values["asks"] for finding in found] == ([missing] if missing else [])


def test_people_are_named_in_chinese_or_by_their_word(typed: Typed, district: Path) -> None:
    (district / "records/district.yaml").write_text(
        (district / "records/district.yaml").read_text(encoding="utf-8") + MET_OF, encoding="utf-8"
    )
    path = typed("add-visit --date 2026-03-14 --deputy 张伟 --met 特困户,low_income,个体商户").path
    assert "met: {of: [destitute, low_income, merchants]}" in Path(path).read_text(encoding="utf-8")
    shown = typed(f"show {Path(path).stem}", lang="zh-CN").out
    assert "特困户、低收入家庭、个体商户" in shown
    assert "destitute" not in shown


def test_a_word_that_is_in_no_list_is_refused_with_the_cure(typed: Typed, district: Path) -> None:
    assert "met_of" in typed("add-visit --date 2026-03-14 --deputy 张伟 --met 外星人", code=2).err
    assert not (district / "records/visits").exists()


def test_a_table_and_a_form_hold_the_names_not_the_words(typed: Typed, district: Path) -> None:
    typed("add-visit --date 2026-03-14 --deputy 张伟 --met alone,leading")
    assert "孤寡、行业领先人物" in typed("export visits --format csv", lang="zh-CN").out
    columns = VISIT.form.split()
    assert {"met.of", "about"} <= set(columns)


def test_the_archive_says_whom_the_deputy_met_by_ask(typed: Typed, district: Path) -> None:
    typed("add-visit --date 2026-03-14 --deputy 张伟 --ask hardship --met alone,ordinary")
    typed("add-visit --date 2026-06-14 --deputy 张伟 --ask needs --met ordinary")
    tables = json.loads(typed("dossier 张伟 --period 2026 --format json", lang="zh-CN").out)[
        "tables"
    ]
    (asks,) = (table["rows"] for table in tables if table["name"] == "asks")
    assert [(row["ask"], row["visits"]) for row in asks] == [
        ("hardship", 1),
        ("needs", 2),
        ("ideas", 0),
    ]
    assert [row["met"] for row in asks] == [["alone"], ["ordinary"], []]
