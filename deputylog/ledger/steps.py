"""The filled cells of a ledger row as steps, with a reason for each cell that is wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct, ValidationError, convert, to_builtins
from msgspec.structs import replace

from deputylog.enter.event import (
    OF_DEPARTMENTS,
    event_data,
    likely_departments,
    with_department,
)
from deputylog.facts.cells import day_of_step
from deputylog.finding import DeputylogError
from deputylog.kinds.event_dates import Dated, label_of
from deputylog.kinds.events import Answered, Declined
from deputylog.ledger.columns import NOTE, REMARK, SENT_BACK, LedgerColumn, StepColumns, sheet_of
from deputylog.ledger.reading import FilledRow
from deputylog.ledger.rows import digest
from deputylog.names.days import Days
from deputylog.names.find import Found
from deputylog.names.values import Values
from deputylog.record.shape import shape_of
from deputylog.record.unknown_day import UNKNOWN, Day
from deputylog.text.spelling import plain
from deputylog.words import Bilingual, Phrase, phrase

_REPEATED = ("followed_up", "supervised", "kept")
"""Steps that may be repeated: one on another day is another step."""


class FilledStep(Struct, frozen=True):
    """A step to log, and its cells; `is_relative` means that its day was a word such as 今天."""

    kind: type[Dated]
    data: Mapping[str, object]
    cells: tuple[str, ...]
    is_relative: bool

    @property
    def on(self) -> date:
        return date.fromisoformat(str(self.data["date"]))

    def events(self) -> tuple[Dated, ...]:
        """Return the step as an event; none if it is incomplete, which writing it will report."""
        try:
            return (convert(self.data, self.kind),)
        except ValidationError:
            return ()

    def equals(self, event: Dated) -> bool:
        """Whether the event has all values of the row."""
        recorded: dict[str, object] = to_builtins(event)
        return self.data.items() <= recorded.items()


class RowReading(Struct):
    """A row being read: its steps in the order of the columns, and errors by cell.

    `saved` is the day that 今天 means. The row is about the record `found` with its `events`.
    `only` are the steps allowed (None: all).
    """

    root: Path
    values: Values
    saved: date
    row: FilledRow
    found: Found
    events: Sequence[Dated]
    only: frozenset[str] | None = None
    settled_on: Day | None = None
    steps: list[FilledStep] = []
    wrong: dict[str, Phrase] = {}

    def read(self) -> None:
        """Read the steps; the remark is added to the latest of them."""
        for step in sheet_of(self.row.id).steps:
            typed = self.row.typed
            cells = {one: typed[one.name] for one in step.inputs if one.name in typed}
            if cells:
                self._read_step(step, cells)
        if remark := self.row.typed.get(NOTE):
            self._add_remark(remark)
        self.wrong |= self.row.wrong

    def _read_step(self, step: StepColumns, cells: Mapping[LedgerColumn, str]) -> None:
        if self.only is not None and step.step not in self.only:
            text = phrase(
                "本行不登记这个步骤，请清空这一格",
                "this step does not apply to this row; clear the cell",
            )
            self.wrong |= {column.name: text for column in cells}
            return
        errors = len(self.wrong)
        kind, given = _event_of(step, cells)
        self._miss((one for one in step.inputs if one.must and one not in cells), cells)
        day, values = self._values(kind, given)
        if day and kind in OF_DEPARTMENTS and "by" not in values:
            values |= self._department(step, kind, day)
        if day and len(self.wrong) == errors:
            data = event_data(self.root, self.found, kind, day, (), {}, self.values) | values
            self._add_step(step, cells, kind, data)

    def _add_step(
        self,
        step: StepColumns,
        cells: Mapping[LedgerColumn, str],
        kind: type[Dated],
        data: Mapping[str, object],
    ) -> None:
        required = {one.name for one in shape_of(kind).fields if one.required} - {"by", *data}
        if lacking := [column for column in step.inputs if column.field in required]:
            self._miss(lacking, cells)
            return
        is_relative = any(one.field == "date" and not re.search(r"\d", cells[one]) for one in cells)
        names = tuple(column.name for column in cells)
        self.steps.append(FilledStep(kind, data, names, is_relative))

    def _miss(self, lacking: Iterable[LedgerColumn], cells: Mapping[LedgerColumn, str]) -> None:
        text = phrase(
            "填了“{head}”，这一格也要填",
            "missing; it is needed because '{head}' is filled in",
            head=next(iter(cells)).head,
        )
        self.wrong |= {column.name: text for column in lacking}

    def _values(
        self, kind: type[Dated], given: Mapping[LedgerColumn, str]
    ) -> tuple[date | None, dict[str, object]]:
        """Return the day, and the other values as records hold them; errors go to `wrong`."""
        day, values = None, dict[str, object]()
        for column in sorted(given, key=lambda one: one.field != "date"):
            text, shaped = given[column], shape_of(kind).field(column.field)
            assert shaped
            try:
                if column.field == "date":
                    day = self._day(text)
                else:
                    values[column.field] = self.values.of(column.field, shaped.shape, text, day)
            except DeputylogError as error:
                self.wrong[column.name] = _not_offered(column, text) or error.text
        return day, values

    def _day(self, text: str) -> date:
        try:
            return Days(self.saved, self.values.register.district.time_zone).day(text)
        except (ValueError, OverflowError):
            raise DeputylogError(
                "“{value}”不是日期；请写成2026-03-14、3-14或者今天",
                "'{value}' is not a date; write 2026-03-14, 3-14 or 今天",
                value=text,
            ) from None

    def _department(self, step: StepColumns, kind: type[Dated], day: date) -> dict[str, str]:
        """Return the department if only one is possible on that day; several are an error."""
        filled = [event for one in self.steps for event in one.events()]
        events = [*self.events, *filled]
        likely = likely_departments(kind, events, day, self.values.register)
        if len(likely) > 1:
            self.wrong[f"{step.step}.by"] = phrase(
                "此件转给了几家单位，请选明是哪一家",
                "several departments have this matter; choose the one that answered",
            )
        return {"by": likely[0]} if len(likely) == 1 else {}

    def _add_remark(self, remark: str) -> None:
        if not self.steps:
            if not self.wrong:
                self.wrong[NOTE] = phrase(
                    "“{head}”要随一个步骤登记，请同时填写这个步骤",
                    "'{head}' belongs to a step; fill in the step too",
                    head=REMARK.head,
                )
            return
        if any(event.note == remark for event in self.events):
            return
        last = max(range(len(self.steps)), key=lambda at: (self.steps[at].on, at))
        step = self.steps[last]
        data = {**step.data, "note": remark}
        self.steps[last] = replace(step, data=data, cells=(*step.cells, NOTE))

    def new_steps(self, shown: Collection[str]) -> list[FilledStep]:
        """Read the row and return the steps to log, by day; if there are errors, none is complete.

        `shown` are the digests of the steps that the sheet showed.
        """
        self.read()
        if self.wrong:
            return []
        events = self.events
        new = [step for step in self.steps if not any(map(step.equals, events))]
        for step in new:
            if reason := _conflict(step, events, shown):
                self.wrong |= dict.fromkeys(step.cells, reason)
        if new and not self.wrong and self.settled_on:
            self._refuse_if_settled_since(self.settled_on, shown)
        new.sort(key=lambda step: step.on)
        return [] if self.wrong else list(self._with_departments(new))

    def _refuse_if_settled_since(self, day: Day, shown: Collection[str]) -> None:
        """Reject the row if others logged steps since it was written, and it is settled."""
        others = (event for event in self.events if digest(event) not in shown)
        if any(not any(step.equals(event) for step in self.steps) for event in others):
            self.wrong[""] = phrase(
                "本表导出之后，此件已于{day}办结，本行没有登记",
                "settled on {day} in the meantime; nothing in this row was imported",
                day=phrase("日期不详", "date unknown") if day is UNKNOWN else day,
            )

    def _with_departments(self, steps: Iterable[FilledStep]) -> Iterator[FilledStep]:
        """Yield each step with its department; the error of the first without goes to `wrong`."""
        events, register = list(self.events), self.values.register
        for step in steps:
            try:
                data = with_department(step.data, step.kind, events, self.row.id, register)
            except DeputylogError as error:
                self.wrong[step.cells[0]] = error.text
                return
            completed = replace(step, data=data)
            events += completed.events()
            yield completed


def _not_offered(column: LedgerColumn, text: str) -> Phrase | None:
    if not column.choices:
        return None
    return phrase(
        "“{value}”不在选项之中：{choices}",
        "'{value}' is not in the list: {choices}",
        value=text,
        choices=list(column.choices),
    )


def _event_of(
    step: StepColumns, cells: Mapping[LedgerColumn, str]
) -> tuple[type[Dated], dict[LedgerColumn, str]]:
    """Return the event of the cells; an answer with the result 'sent back' becomes a refusal."""
    sent_back = (plain(SENT_BACK.zh), plain(SENT_BACK.en))
    others = {
        column: text
        for column, text in cells.items()
        if column.field != "result" or plain(text) not in sent_back
    }
    declines = step.event is Answered and len(others) < len(cells)
    return (Declined, others) if declines else (step.event, dict(cells))


def _conflict(step: FilledStep, events: Iterable[Dated], shown: Collection[str]) -> Phrase | None:
    """Return why the step would repeat or contradict a recorded one; None if it can be added."""
    kind = str(step.data["event"])
    differs_in = step.kind.differs_in
    for event in events:
        recorded: dict[str, Any] = to_builtins(event)
        if recorded["event"] != kind or (
            differs_in and recorded.get(differs_in) != step.data.get(differs_in)
        ):
            continue
        words = {"step": label_of(event), "day": day_of_step(event)}
        if event.on == step.on:
            return phrase(
                "{day}的“{step}”已有登记，但内容与本表不一致；请清空这几格，或者改正记录",
                "'{step}' of {day} is already recorded with other details; clear the cells or "
                "correct the record",
                **words,
            )
        if (kind not in _REPEATED or step.is_relative) and digest(event) not in shown:
            text = Bilingual(
                "本表导出之后，已有人登记了“{step}”，日期是{day}；请清空这几格，如果确实又办了"
                "一次，请重新导出台账再填",
                "'{step}' has since been recorded for {day}; clear the cells, or write a new "
                "ledger if it happened twice",
            )
            return phrase(text, **words)
    return None
