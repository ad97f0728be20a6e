"""An answer, a refusal or an extension comes from a department that has the matter on its day."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Typed


@pytest.fixture
def water(typed: Typed, district: Path) -> Typed:
    """A letter of 2 March about water, forwarded to nobody yet; 水务局 is a third department."""
    file = district / "records/district.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("topics:\n", '  water: {name: "区水务局"}\ntopics:\n'), encoding="utf-8"
    )
    typed("add-letter --received 2026-03-02 --mailbox m03 --kind request --title 停水")
    return typed


STEPS = ("answered solved", "declined", "extended 75")


@pytest.mark.parametrize("step", STEPS)
def test_a_step_of_no_department_is_refused_with_the_cure(water: Typed, step: str) -> None:
    error = water(f"log 停水 {step} --date 2026-03-10", code=2).err
    cure = error.partition("`")[2].partition(" DEPARTMENT`")[0]
    assert cure.startswith("deputylog log L20260302-")
    assert "`replied`" in error
    assert "`aided`" in error
    water(f"{cure.removeprefix('deputylog ')} housing --date 2026-03-05")
    assert "by: housing" in water(f"log 停水 {step} --date 2026-03-10").record


@pytest.mark.parametrize("step", STEPS)
def test_the_one_department_that_has_it_is_meant(water: Typed, step: str) -> None:
    water("log 停水 forwarded housing --date 2026-03-05")
    water("log 停水 declined --by housing --date 2026-03-06")
    water("log 停水 forwarded water --date 2026-03-09")
    assert "by: water" in water(f"log 停水 {step} --date 2026-03-10").record


@pytest.mark.parametrize("step", STEPS)
def test_of_several_a_script_must_name_one(water: Typed, step: str) -> None:
    water("log 停水 forwarded housing --date 2026-03-05")
    water("log 停水 forwarded water --date 2026-03-05")
    error = water(f"log 停水 {step} --date 2026-03-10", code=2).err
    assert "区住房和城乡建设局, 区水务局" in error
    assert "--by" in error
    assert "by: water" in water(f"log 停水 {step} --by 水务 --date 2026-03-10").record


@pytest.mark.parametrize("step", STEPS)
def test_a_department_that_does_not_have_it_is_refused(water: Typed, step: str) -> None:
    water("log 停水 forwarded housing --date 2026-03-05")
    error = water(f"log 停水 {step} --by 水务 --date 2026-03-10", code=2).err
    assert (
        "区水务局 does not have the matter on 2026-03-10; these have it: 区住房和城乡建设局"
        in error
    )


@pytest.mark.parametrize(("day", "code"), [("2026-03-04", 2), ("2026-03-05", 0), ("2026-03-06", 0)])
def test_it_has_it_from_the_day_of_the_forward(water: Typed, day: str, code: int) -> None:
    water("log 停水 forwarded housing --date 2026-03-05")
    water(f"log 停水 answered solved --date {day}", code=code)


@pytest.mark.parametrize(
    ("result", "code"), [("solved", 2), ("not_now", 2), ("in_progress", 0), ("planned", 0)]
)
def test_a_final_answer_is_the_last_until_it_is_forwarded_again(
    water: Typed, result: str, code: int
) -> None:
    water("log 停水 forwarded housing --date 2026-03-05")
    water(f"log 停水 answered {result} --date 2026-03-10")
    ended = water("log 停水 answered solved --date 2026-03-12", code=code)
    assert ("forward it again first" in ended.err) is (code == 2)
    water("log 停水 forwarded housing --date 2026-03-13")
    water("log 停水 answered solved --date 2026-03-14")


def test_an_answer_of_an_earlier_day_may_be_logged_late(water: Typed) -> None:
    water("log 停水 forwarded housing --date 2026-03-05")
    water("log 停水 answered solved --date 2026-03-20")
    assert "by: housing" in water("log 停水 answered in_progress --date 2026-03-10").record


def test_a_new_life_wants_a_new_forward(water: Typed) -> None:
    water("log 停水 forwarded housing --date 2026-03-05")
    water("log 停水 reopened --date 2026-03-08")
    water("log 停水 answered solved --date 2026-03-09", code=2)
    water("log 停水 forwarded housing --date 2026-03-08")
    assert "by: housing" in water("log 停水 answered solved --date 2026-03-09").record


def test_a_matter_of_a_visit_is_held_to_the_same(water: Typed) -> None:
    water("add-visit --date 2026-03-02 --deputy 张伟 --matter request:电梯 --matter request:车位")
    water("log 电梯 forwarded housing --date 2026-03-05")
    assert "by: housing" in water("log 电梯 answered solved --date 2026-03-09").record
    assert "forward it first" in water("log 车位 answered solved --date 2026-03-09", code=2).err


@pytest.fixture
def parking(water: Typed) -> Typed:
    water("add-suggestion --title 错时停车 --lead 张伟 --date 2026-03-02")
    return water


@pytest.mark.parametrize("step", ["answered solved", "extended 5"])
def test_a_suggestion_is_answered_after_it_was_assigned(parking: Typed, step: str) -> None:
    error = parking(f"log 错时 {step} --date 2026-04-01", code=2).err
    cure = error.partition("`deputylog ")[2].partition(" DEPARTMENT`")[0]
    parking(f"{cure} housing --date 2026-03-09")
    parking(f"log 错时 {step} --date 2026-03-08", code=2)
    parking(f"log 错时 {step} --date 2026-04-01")


def test_a_suggestion_is_answered_by_the_lead_department_or_one_that_assists(
    parking: Typed,
) -> None:
    parking("log 错时 assigned housing assisting=water --date 2026-03-09")
    assert "by: housing" in parking("log 错时 answered planned --date 2026-04-01").record
    assert "by: water" in parking("log 错时 answered planned --by water --date 2026-04-02").record
    assert (
        "these have it"
        in parking("log 错时 answered planned --by discipline --date 2026-04-02", code=2).err
    )


def test_it_is_the_assignment_of_the_day_that_counts(parking: Typed) -> None:
    parking("log 错时 assigned housing --date 2026-03-09")
    parking("log 错时 assigned water --date 2026-03-20")
    assert "by: housing" in parking("log 错时 answered planned --date 2026-03-15").record
    assert "by: water" in parking("log 错时 answered planned --date 2026-03-25").record


def test_a_department_that_answered_finally_may_supplement_its_answer(water: Typed) -> None:
    water("log 停水 forwarded housing --date 2026-03-05")
    water("log 停水 answered solved --date 2026-03-10")
    assert "by: housing" in water("log 停水 answered not_now --by housing --date 2026-03-12").record


def test_thirty_days_more_are_written_as_ninety_from_the_forward(water: Typed) -> None:
    water("log 停水 forwarded housing --date 2026-03-05")
    error = water("log 停水 extended 30 --date 2026-03-10", code=2)
    assert "for 30 days more write to_days: 90" in error.err
    assert "to_days: 90" in water("log 停水 extended 90 --why 备料 --date 2026-03-10").record


def test_a_step_that_leaves_a_later_one_without_a_department_is_refused(water: Typed) -> None:
    water("log 停水 forwarded housing --date 2026-03-05")
    water("log 停水 answered solved --date 2026-03-20")
    assert (
        "does not have the matter then"
        in water("log 停水 declined --by housing --date 2026-03-10", code=2).err
    )


def test_a_new_life_takes_the_matter_from_its_departments(water: Typed) -> None:
    water("log 停水 forwarded housing --date 2026-03-05")
    water("log 停水 fed_back dissatisfied --date 2026-03-10")
    assert "forward it first" in water("log 停水 answered solved --date 2026-03-12", code=2).err


def test_closed_as_a_duplicate_names_the_other_matter(water: Typed, district: Path) -> None:
    water("add-letter --received 2026-03-03 --mailbox m03 --kind request --title 又停水了")
    first = next((district / "records/letters/2026").glob("L20260302-*")).stem
    assert (
        f"why: duplicate, of: {first}"
        in water(f"log 又停水了 closed duplicate {first} --date 2026-03-04").record
    )
    assert (
        "duplicate of itself"
        in water(f"log {first} closed joined --of {first} --date 2026-03-04", code=2).err
    )


def test_a_step_of_an_earlier_day_is_written_where_it_happened(
    water: Typed, district: Path
) -> None:
    water("log 停水 replied --date 2026-03-10")
    water("log 停水 forwarded housing --date 2026-03-05")
    text = next((district / "records/letters/2026").glob("L20260302-*")).read_text(encoding="utf-8")
    assert text.index("forwarded") < text.index("replied")
    water("check --select R010")
