"""Short numbers: unique, in the order of receipt, and fixed by the list that is handed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputylog.book import Book
from deputylog.calendar import Quarter
from deputylog.kinds.group import Group
from deputylog.kinds.submission import Submission
from deputylog.life.numbers import as_number, fixed_numbers, numbers_of, short_names
from deputylog.life.record_places import Filed
from deputylog.names.find import UnknownNumberError, find_matter
from deputylog.words import Words
from tests.conftest import GROUP

GROUPS = {"a": Group(name="莲花街道代表组"), "b": Group(name="莲塘街道代表组")}


class Raised(NamedTuple):
    received: date
    id: str
    group: str


MATTERS = st.lists(
    st.builds(
        Raised,
        st.integers(0, 500).map(lambda day: date(2025, 6, 1) + timedelta(day)),
        st.from_regex(r"L20250601-[0-9]{5}", fullmatch=True),
        st.sampled_from("ab"),
    ),
    unique_by=lambda one: one.id,
)


def handed_in(day: int, numbers: dict[str, str]) -> Filed[Submission]:
    record = Submission(
        group="a", quarter=Quarter(2025, 2), handed_in=date(2025, 7, day), numbers=numbers
    )
    return Filed("", f"Q202507{day:02}-00000", record)


@given(MATTERS, MATTERS, st.data())
def test_numbers_are_unique_and_what_was_handed_in_keeps_its_own(
    matters: list[Raised], later: list[Raised], data: st.DataObject
) -> None:
    before = numbers_of(sorted(matters), {}, GROUPS)
    chosen = data.draw(st.sets(st.sampled_from(matters))) if matters else set()
    fixed = {one.id: before[one.id].text for one in chosen}
    others = [one for one in later if one.id not in before]
    after = numbers_of(sorted([*matters, *others]), fixed, GROUPS)
    assert len({number.text for number in after.values()}) == len(after)
    for one in chosen:
        assert after[one.id].text == before[one.id].text
    assert {wanted for wanted, number in after.items() if number.provisional} == {
        one.id for one in (*matters, *others) if one not in chosen
    }


@given(
    st.lists(st.dictionaries(st.sampled_from("pqrs"), st.sampled_from("1234")), max_size=28),
    st.randoms(),
)
def test_of_lists_that_contradict_each_other_the_first_holds_in_whatever_order_they_are_merged(
    numbers: list[dict[str, str]], random: object
) -> None:
    lists = [handed_in(day, one) for day, one in enumerate(numbers, 1)]
    shuffled = list(lists)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    fixed = fixed_numbers(lists)
    assert fixed_numbers(shuffled) == fixed
    assert len(set(fixed.values())) == len(fixed)


def test_a_matter_entered_late_takes_the_next_free_number_and_one_deleted_keeps_its_own() -> None:
    fixed = {"L1": "莲花2026-001", "L3": "莲花2026-003"}
    received = [Raised(date(2026, 1, day), f"L{day}", "a") for day in (1, 2, 4)]
    numbers = numbers_of(received, fixed, GROUPS)
    assert [numbers[one.id].text[-3:] for one in received] == ["001", "002", "004"]


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (["莲花街道代表组", "北湖街道代表组"], ["莲", "北"]),
        (["莲花街道代表组", "莲花镇代表组"], ["莲花代表组", "莲花代表组"]),
        (["第一代表组", "第十一代表组"], ["第一", "第十"]),
        (["1组", "2组"], ["1组", "2组"]),
        (["North Lake group", "North Hill group"], ["North Lake ", "North Hill "]),
    ],
)
def test_a_group_without_a_short_name_has_the_shortest_beginning_that_no_other_has(
    names: list[str], short: list[str]
) -> None:
    groups = {str(number): Group(name=name) for number, name in enumerate(names)}
    assert list(short_names(groups).values()) == short


@given(st.lists(st.text("莲花湖", min_size=1, max_size=4), min_size=1, max_size=8))
def test_no_other_group_begins_with_a_short_name_unless_it_is_the_whole_name(
    names: list[str],
) -> None:
    found = short_names({str(number): Group(name=name) for number, name in enumerate(names)})
    for name, short in zip(names, found.values(), strict=True):
        alike = [other for other in names if other.startswith(short)]
        shorter = [other for other in names if other.startswith(short[:-1])]
        assert name.startswith(short)
        assert short == name or len(alike) == 1
        assert len(short) == 1 or len(shorter) > 1


@pytest.mark.parametrize("typed", ["莲2026-31", "莲２０２６－０３１", "莲 2026—031（暂）"])
def test_a_number_is_understood_however_it_is_typed(typed: str) -> None:
    assert as_number(typed) == as_number("莲2026-031")


@pytest.mark.parametrize("typed", ["L20260316-9qw2e", "20260316-12345", "2026-03-16", "路灯"])
def test_an_id_or_a_day_is_no_number(typed: str) -> None:
    assert as_number(typed) is None


LETTER = "received: 2026-03-{day}\nmailbox: m03\nkind: {kind}\n"
FILES = {
    "records/groups/lianhua.yaml": GROUP.replace("office:", "short: 莲\noffice:"),
    "records/letters/2026/L20260302-11111.yaml": LETTER.format(day="02", kind="request"),
    "records/letters/2026/L20260303-22222.yaml": LETTER.format(day="03", kind="accusation"),
    "records/letters/2026/L20260304-33333.yaml": LETTER.format(day="04", kind="inquiry"),
    "records/submissions/2026/Q20260403-00000.yaml": (
        "group: lianhua\nquarter: 2026Q1\ndate: 2026-04-03\nnumbers:\n"
        "  L20260304-33333: 莲2026-001\n"
    ),
}


@pytest.mark.parametrize(
    ("day", "numbers"),
    [
        ("2026-04-02", ["莲2026-001（暂）", "莲2026-002（暂）", "莲2026-003（暂）"]),
        ("2026-04-03", ["莲2026-002（暂）", "莲2026-003（暂）", "莲2026-001"]),
    ],
)
def test_a_number_is_provisional_until_the_list_is_handed_in(
    day: str, numbers: list[str], book_of: Callable[..., Book]
) -> None:
    book = book_of(FILES, as_of=day)
    shown = [Words("zh-CN").say(book.number_of(matter.id)) for matter in book.matters]
    assert shown == numbers


def test_commands_find_a_matter_by_its_number(repository: Callable[..., Path]) -> None:
    root = repository(FILES)
    assert find_matter(root, "莲2026-001").id == "L20260304-33333"
    assert find_matter(root, "莲2026-002（暂）").id == "L20260302-11111"
    with pytest.raises(UnknownNumberError, match="莲2026-004"):
        find_matter(root, "莲2026-004")
