"""Departments end and merge: a name means what it meant on the day of the event."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Typed

WATER = '  water: {name: "区水务局", to: 2026-05-31, merged_into: utilities}\n'
HEAT = '  heat: {name: "区供热办", aliases: ["公用局"], to: 2026-05-31, merged_into: utilities}\n'
UTILITIES = '  utilities: {name: "区城市运行局", aliases: ["公用局"]}\n'


def departments(text: str) -> None:
    file = Path("records/district.yaml")
    file.write_text(
        file.read_text(encoding="utf-8").replace("topics:\n", f"{text}topics:\n"), encoding="utf-8"
    )


@pytest.fixture
def merged(typed: Typed, district: Path) -> Typed:
    """水务局 and 供热办 became part of 城市运行局 on 1 June; a letter of 2 March is about water."""
    departments(WATER + HEAT + UTILITIES)
    typed("add-letter --received 2026-03-02 --mailbox m03 --kind request --title 停水")
    return typed


def test_until_its_last_day_a_department_is_understood_by_its_name(merged: Typed) -> None:
    assert "to: water}" in merged("log 停水 forwarded 区水务局 --date 2026-05-31").record


@pytest.mark.parametrize("word", ["区水务局", "water"])
def test_after_that_it_is_refused_and_its_successor_named(merged: Typed, word: str) -> None:
    refused = merged(f"log 停水 forwarded {word} --date 2026-06-01", code=2).err
    assert (
        "区水务局 existed until 2026-05-31; 区城市运行局 took over from it, name that one"
        in refused
    )
    assert "to: utilities}" in merged("log 停水 forwarded 区城市运行局 --date 2026-06-01").record


@pytest.mark.parametrize(("day", "wanted"), [("2026-05-31", "heat"), ("2026-06-01", "utilities")])
def test_a_short_name_that_was_taken_over_means_the_one_that_had_it_that_day(
    merged: Typed, day: str, wanted: str
) -> None:
    assert f"to: {wanted}}}" in merged(f"log 停水 forwarded 公用局 --date {day}").record


def test_an_answer_that_comes_after_the_end_is_still_the_answer(merged: Typed) -> None:
    merged("log 停水 forwarded 区水务局 --date 2026-05-20")
    assert "by: water" in merged("log 停水 answered solved 区水务局 --date 2026-06-10").record


def test_a_department_without_a_successor_is_refused_too(typed: Typed, district: Path) -> None:
    departments('  water: {name: "区水务局", to: 2026-05-31}\n')
    typed("add-letter --received 2026-03-02 --mailbox m03 --kind request --title 停水")
    assert (
        "name another department"
        in typed("log 停水 forwarded 区水务局 --date 2026-06-01", code=2).err
    )


@pytest.mark.parametrize(("day", "clash"), [("2026-05-31", False), ("2026-06-01", False)])
def test_names_that_pass_from_one_to_the_other_do_not_clash(
    merged: Typed, day: str, clash: bool
) -> None:
    assert ("R011" in merged(f"check --all --as-of {day} --select R011").out) is clash


@pytest.mark.parametrize(("day", "clash"), [("2026-05-31", True), ("2026-06-01", False)])
def test_names_of_two_that_are_in_use_on_one_day_clash(
    typed: Typed, district: Path, day: str, clash: bool
) -> None:
    departments(HEAT.replace(", merged_into: utilities", "") + UTILITIES)
    assert (
        "'公用局' is a name of both" in typed(f"check --all --as-of {day} --select R011").out
    ) is clash


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ('  water: {name: "区水务局", merged_into: housing}\n', "'merged_into' needs the last day"),
        (
            '  water: {name: "区水务局", to: 2026-05-31, merged_into: nobody}\n',
            "there is no department nobody",
        ),
        (
            '  water: {name: "区水务局", to: 2026-05-31, merged_into: water}\n',
            "区水务局 would become part of itself",
        ),
    ],
)
def test_a_merger_that_cannot_be_is_an_error(
    typed: Typed, district: Path, text: str, wording: str
) -> None:
    departments(text)
    assert wording in typed("check --as-of 2026-06-01", code=1).out


def test_a_form_offers_the_departments_of_its_day(merged: Typed) -> None:
    import openpyxl

    for day, offered in (("2026-05-31", True), ("2026-06-01", False)):
        merged(f"forms letter --out letter-{day}.xlsx", on=day)
        book = openpyxl.load_workbook(f"letter-{day}.xlsx")
        cells = {
            cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
        }
        assert ("区水务局" in cells) is offered


@pytest.mark.parametrize(
    ("day", "department"), [("2026-05-31", "water"), ("2026-06-01", "utilities")]
)
def test_whoever_has_it_on_that_day_is_filled_in(merged: Typed, day: str, department: str) -> None:
    merged("log 停水 forwarded 区水务局 --date 2026-05-20")
    assert f"by: {department}," in merged(f"log 停水 answered solved --date {day}").record


def test_a_step_of_the_successor_is_accepted(merged: Typed) -> None:
    merged("log 停水 forwarded 区水务局 --date 2026-05-20")
    assert "R014" not in merged("log 停水 declined 区城市运行局 --date 2026-06-10").out
    assert "R014" not in merged("check --all --as-of 2026-06-20 --select R014").out


def test_before_its_day_the_successor_has_nothing(merged: Typed) -> None:
    merged("log 停水 forwarded 区水务局 --date 2026-05-20")
    refused = merged("log 停水 answered solved 区城市运行局 --date 2026-05-31", code=2).err
    assert "区城市运行局 does not have the matter on 2026-05-31; these have it: 区水务局" in refused


@pytest.mark.parametrize(("day", "offered"), [("2026-05-31", True), ("2026-06-01", False)])
def test_a_ledger_offers_the_departments_of_its_day(merged: Typed, day: str, offered: bool) -> None:
    import openpyxl

    merged(f"ledger --as-of {day} --out ledger.xlsx", on=day)
    cells = {
        cell
        for sheet in openpyxl.load_workbook("ledger.xlsx")
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    }
    assert ("区水务局" in cells) is offered
