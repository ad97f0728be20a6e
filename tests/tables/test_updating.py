"""What the next month's table adds to a letter, and what in it contradicts the letter."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from deputylog.kinds.registry import kind_named
from deputylog.record.shape import shape_of
from deputylog.tables.updating import covers, update_of
from tests.tables.test_round_trip import of_kind

LETTER = {"received": "2026-03-02", "ref": "17", "kind": "request", "title": "路灯"}
FORWARDED = {"event": "forwarded", "date": "2026-03-05", "to": "housing"}
ANSWERED = {"event": "answered", "date": "2026-03-20", "by": "housing", "result": "in_progress"}
FED_BACK = {"event": "fed_back", "date": "2026-03-25", "satisfaction": "satisfied"}
REOPENED = {"event": "reopened", "date": "2026-04-01"}


def added(
    held: dict[str, Any], coming: dict[str, Any], kind: str = "letter"
) -> tuple[list[Any], list[Any], list[Any]]:
    """The values and events that a row adds, and the keys at which it contradicts."""
    update = update_of(shape_of(kind_named(kind).type), held, coming)
    return update.values, update.events, [one.key for one in update.against]


@pytest.mark.parametrize(
    ("coming", "values", "against"),
    [
        ({}, [], []),
        ({"topic": "municipal"}, [(("topic",), "municipal")], []),
        ({"title": "路灯"}, [], []),
        ({"title": "座椅"}, [], [("title",)]),
        ({"title": "座椅", "summary": "三盏"}, [(("summary",), "三盏")], [("title",)]),
        ({"imported": {"甲": "1"}}, [(("imported",), {"甲": "1"})], []),
    ],
)
def test_a_blank_here_is_filled_and_nothing_is_overwritten(
    coming: dict[str, object], values: object, against: object
) -> None:
    assert added(LETTER, {**LETTER, **coming}) == (values, [], against)


def test_what_is_filled_here_and_blank_in_the_row_stays() -> None:
    held = {**LETTER, "topic": "municipal", "events": [FORWARDED], "imported": {"甲": "1"}}
    assert added(held, LETTER) == ([], [], [])


def test_a_kept_column_is_added_and_a_changed_one_contradicts() -> None:
    held = {**LETTER, "imported": {"甲": "1", "乙": "2"}}
    coming = {**LETTER, "imported": {"甲": "1", "丙": "4", "乙": "3"}}
    whole = {"甲": "1", "丙": "4", "乙": "2"}
    assert added(held, coming) == ([(("imported",), whole)], [], [("imported", "乙")])
    values, _, _ = added(held, coming)
    assert [*values[0][1]] == ["甲", "丙", "乙"]


@pytest.mark.parametrize(
    ("coming", "order"),
    [
        ("丙甲乙", "丙甲乙"),
        ("甲丙", "甲丙乙"),
        ("乙丙", "甲乙丙"),
        ("丙", "甲乙丙"),
        ("丙丁乙", "甲丙丁乙"),
    ],
)
def test_a_new_column_comes_in_its_place(coming: str, order: str) -> None:
    held = {**LETTER, "imported": dict.fromkeys("甲乙", "1")}
    values, _, _ = added(held, {**LETTER, "imported": dict.fromkeys(coming, "1")})
    assert "".join(values[0][1]) == order


@pytest.mark.parametrize(
    ("held", "coming", "values", "events", "against"),
    [
        ([FORWARDED], [FORWARDED, ANSWERED], [], [ANSWERED], []),
        ([FORWARDED, ANSWERED], [FORWARDED], [], [], []),
        ([{"event": "forwarded", "to": "housing"}], [FORWARDED], [("date", "2026-03-05")], [], []),
        ([FORWARDED], [{"event": "forwarded", "to": "housing"}], [], [], []),
        ([FORWARDED], [{**FORWARDED, "to": "urban"}], [], [{**FORWARDED, "to": "urban"}], []),
        ([FORWARDED], [{**FORWARDED, "date": "2026-03-06"}], [], [], ["date"]),
        ([ANSWERED], [{**ANSWERED, "result": "solved"}], [], [], ["result"]),
        (
            [ANSWERED],
            [{**ANSWERED, "date": "2026-03-30", "result": "solved"}],
            [],
            [{**ANSWERED, "date": "2026-03-30", "result": "solved"}],
            [],
        ),
        (
            [{"event": "answered", "date": "2026-03-20", "result": "in_progress"}],
            [ANSWERED],
            [("by", "housing")],
            [],
            [],
        ),
        ([FED_BACK], [{**FED_BACK, "date": "2026-03-26"}], [], [], ["date"]),
        (
            [FED_BACK, REOPENED],
            [{**FED_BACK, "date": "2026-04-20"}],
            [],
            [{**FED_BACK, "date": "2026-04-20"}],
            [],
        ),
    ],
    ids=[
        "a new step",
        "a step logged here since",
        "a day that was missing",
        "a day that the row does not have",
        "another department",
        "another day of a step that is taken once",
        "another result on the same day",
        "another answer on a later day",
        "who answered",
        "fed back twice",
        "fed back again after it was reopened",
    ],
)
def test_a_step_is_there_or_is_completed_or_contradicts_or_is_new(
    held: list[object],
    coming: list[object],
    values: list[tuple[str, object]],
    events: list[object],
    against: list[str],
) -> None:
    assert added({**LETTER, "events": held}, {**LETTER, "events": coming}) == (
        [(("events", 0, name), value) for name, value in values],
        [(("events",), event) for event in events],
        [("events", 0, name) for name in against],
    )


VISIT = {"date": "2026-03-14", "deputies": ["zhang-wei"], "constituency": "c03"}


def test_more_deputies_are_added_and_others_contradict() -> None:
    more = {**VISIT, "deputies": ["wang-fang", "zhang-wei"]}
    assert added(VISIT, more, "visit")[0] == [(("deputies",), ["zhang-wei", "wang-fang"])]
    assert added(more, VISIT, "visit") == ([], [], [])
    other = {**VISIT, "deputies": ["wang-fang"]}
    assert added(VISIT, other, "visit") == ([], [], [("deputies",)])


def test_a_matter_of_a_visit_is_known_by_its_title_or_its_id() -> None:
    lamp = {"id": "p4f9", "kind": "request", "title": "路灯"}
    bench = {"id": "q7w8", "kind": "request", "title": "座椅"}
    held = {**VISIT, "matters": [lamp]}
    replied = {"event": "replied", "date": "2026-03-20"}
    coming = {**VISIT, "matters": [bench, {**lamp, "id": "z1z1", "events": [replied]}]}
    assert added(held, coming, "visit") == (
        [(("matters", 1), bench), (("matters", 0, "events"), [replied])],
        [],
        [],
    )
    renamed = {**VISIT, "matters": [{**lamp, "title": "路灯不亮"}]}
    assert added(held, renamed, "visit") == ([], [], [("matters", 0, "title")])


@pytest.mark.parametrize("kind", ["letter", "visit", "suggestion", "activity"])
def test_a_record_adds_nothing_to_itself_and_all_to_its_beginning(kind: str) -> None:
    @given(several=of_kind(kind_named(kind)))
    def check(several: list[dict[str, Any]]) -> None:
        for whole in several:
            assert added(whole, whole, kind) == ([], [], [])
            beginning = {name: value for name, value in whole.items() if name != "events"}
            update = update_of(shape_of(kind_named(kind).type), beginning, whole)
            assert update.against == []
            now = beginning | {str(key[0]): value for key, value in update.values}
            assert covers(now, whole)

    check()
