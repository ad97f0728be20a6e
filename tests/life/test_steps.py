"""Every step is defined whole, and what is made from its row agrees with it."""

from __future__ import annotations

import pytest

from deputylog.kinds.event_dates import name_of
from deputylog.kinds.events import EVENTS
from deputylog.kinds.settings import Settings
from deputylog.kinds.suggestion_events import SUGGESTION_EVENTS
from deputylog.life.next_step import responsible
from deputylog.life.steps import NextStep, Step
from deputylog.record.shape import shape_of
from deputylog.rules import RULES

OWED = [step for step in Step if step.row.rule]
WITH_CELLS = [step for step in Step if step.row.cells]


@pytest.mark.parametrize("step", OWED)
def test_an_owed_step_says_what_completes_it_and_how_its_lapse_is_worded(step: Step) -> None:
    row = step.row
    assert row.event in (*EVENTS, *SUGGESTION_EVENTS), "the event that completes it"
    for wording in (row.overdue, row.late):
        assert "{due}" in wording.zh, wording
        assert "{due}" in wording.en, wording
        assert ("{department}" in wording.zh) is step.is_of_department, wording


@pytest.mark.parametrize("step", OWED)
def test_the_rule_of_a_step_is_declared_as_its_row_says(step: Step) -> None:
    (rule,) = [rule for rule in RULES if rule.code == step.row.rule]
    assert (rule.actor, rule.basis, rule.message) == (
        step.row.actor,
        step.row.basis,
        step.row.overdue,
    )


@pytest.mark.parametrize("step", OWED)
def test_the_time_of_a_step_is_a_setting_or_stands_in_its_row(step: Step) -> None:
    promised = step is Step.KEEP_PROMISE  # by the day that the department named itself
    assert promised or step.time_on(Settings()).count > 0


@pytest.mark.parametrize("step", WITH_CELLS)
def test_the_cells_of_a_step_are_fields_of_its_event(step: Step) -> None:
    assert step.row.event
    assert step.row.cells
    fields = {field.name: field for field in shape_of(step.row.event).fields}
    asked = {cell.field for cell in step.row.cells.blanks}
    assert asked <= fields.keys()
    needed = {name for name, field in fields.items() if field.required and name != "by"}
    assert needed <= asked, "a step that needs a value has a cell for it"


@pytest.mark.parametrize("step", OWED)
def test_an_owed_step_can_be_filled_in_in_the_ledger(step: Step) -> None:
    of_event = [one for one in WITH_CELLS if one.row.event is step.row.event]
    assert of_event, f"no row has the cells for {name_of(step.completed_by[0])}"


def test_every_wording_of_the_next_step_belongs_to_a_step() -> None:
    assert {words for step in Step for words in step.row.following} == set(NextStep)


@pytest.mark.parametrize("step", Step)
def test_without_a_deputy_in_office_the_officer_acts(step: Step) -> None:
    with_deputy, without = responsible(step, ("zhang-wei",)), responsible(step, ())
    assert (with_deputy == without) is (step.row.actor.value != "deputy")
