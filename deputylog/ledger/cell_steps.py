"""Read the filled cells of a ledger row as steps, with a reason for each cell that is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from msgspec import ValidationError, convert

from deputylog.enter.answering_department import is_a_departments, likely_departments
from deputylog.enter.step_input import event_data
from deputylog.finding import DeputylogError
from deputylog.kinds.event_dates import Dated
from deputylog.kinds.events import Answered, Declined
from deputylog.ledger.layout import NOTE, REMARK, SENT_BACK, Band, Blank, bands_of, choices
from deputylog.ledger.reading import FilledRow
from deputylog.names.days import day_in_cell
from deputylog.names.find import Found
from deputylog.names.values import Values
from deputylog.record.shape import shape_of
from deputylog.text.spelling import plain
from deputylog.words import Phrase, phrase
from deputylog.workbooks.formulas import no_value


@dataclass(frozen=True)
class Subject:
    """The subject of a row: its record, first day, events, and the steps allowed (None: all)."""

    found: Found
    since: date | None
    events: Sequence[Dated]
    only: frozenset[str] | None


@dataclass(frozen=True)
class Step:
    """A step to log, and its cells; `floating` means that its day was a word such as 今天."""

    kind: type[Dated]
    data: Mapping[str, object]
    keys: tuple[str, ...]
    floating: bool

    def events(self) -> tuple[Dated, ...]:
        """Return the step as an event; none if it is incomplete, which writing it will report."""
        try:
            return (convert(self.data, self.kind),)
        except ValidationError:
            return ()


@dataclass
class Reading:
    """The result of reading a row: steps in the order of the columns, and errors by cell."""

    steps: list[Step] = field(default_factory=list)
    wrong: dict[str, Phrase] = field(default_factory=dict)


@dataclass(frozen=True)
class Teller:
    """What is needed to read cells: known names, today, and the day the sheet was saved."""

    root: Path
    values: Values
    today: date
    saved: date


def read_steps(row: FilledRow, subject: Subject, teller: Teller) -> Reading:
    """Read the steps of a row; its remark is added to the latest of them."""
    reading = Reading()
    for band in bands_of(row.id):
        cells = {
            blank: row.typed[band.key(blank)]
            for blank in band.blanks
            if band.key(blank) in row.typed
        }
        if cells:
            _read_band(band, cells, subject, teller, reading)
    if remark := row.typed.get(NOTE):
        _add_remark(remark, subject, reading)
    reading.wrong |= {key: no_value(row.typed[key]) for key in row.formulas}
    return reading


def _read_band(
    band: Band, cells: Mapping[Blank, str], subject: Subject, teller: Teller, reading: Reading
) -> None:
    keys = tuple(band.key(blank) for blank in cells)
    if subject.only is not None and band.step not in subject.only:
        reading.wrong |= dict.fromkeys(
            keys,
            phrase(
                "本行不登记这个步骤，请清空这一格",
                "this step does not apply to this row; clear the cell",
            ),
        )
        return
    before = set(reading.wrong)
    event, given = _event_of(band, cells)
    for blank in band.blanks:
        if blank.must and blank not in cells:
            filled = next(iter(cells))
            reading.wrong[band.key(blank)] = phrase(
                "填了“{head}”，这一格也要填",
                "missing; it is needed because '{head}' is filled in",
                head=filled.head,
            )
    day, values = _values(band, event, given, subject, teller, reading)
    if day and is_a_departments(event) and "by" not in values and shape_of(event).field("by"):
        _settle_department(band, event, day, subject, values, teller, reading)
    if day is None or set(reading.wrong) - before:
        return
    try:
        data = event_data(teller.root, subject.found, event, day, (), values, teller.values)
    except DeputylogError as error:
        reading.wrong[keys[0]] = error.text
        return
    required = {found.name for found in shape_of(event).fields if found.required} - (
        {"by"} if is_a_departments(event) else set()
    )
    if lacking := [blank for blank in band.blanks if blank.field in required - data.keys()]:
        missing = phrase(
            "填了“{head}”，这一格也要填",
            "missing; it is needed because '{head}' is filled in",
            head=next(iter(cells)).head,
        )
        reading.wrong |= {band.key(blank): missing for blank in lacking}
        return
    reading.steps.append(
        Step(event, data, keys, floating=not re.search(r"\d", given.get("date", "0")))
    )


def _event_of(band: Band, cells: Mapping[Blank, str]) -> tuple[type[Dated], dict[str, str]]:
    """Return the event of the cells; an answer with the result 'sent back' becomes a refusal."""
    given = {blank.field: text for blank, text in cells.items()}
    if band.event is Answered and plain(given.get("result", "")) in (
        plain(SENT_BACK.zh),
        plain(SENT_BACK.en),
    ):
        del given["result"]
        return Declined, given
    return band.event, given


def _values(
    band: Band,
    event: type[Dated],
    given: Mapping[str, str],
    subject: Subject,
    teller: Teller,
    reading: Reading,
) -> tuple[date | None, dict[str, str]]:
    """Return the day, and the other values as records hold them; errors go to `reading.wrong`."""
    day, values = None, dict[str, str]()
    for blank in band.blanks:
        text = given.get(blank.field)
        shape = next((one.shape for one in shape_of(event).fields if one.name == blank.field), None)
        if text is None or shape is None:
            continue
        try:
            if blank.field == "date":
                day = _day(text, subject, teller)
            else:
                value = teller.values.of(blank.field, shape, text, day)
                values[blank.field] = ",".join(value) if isinstance(value, list) else str(value)
        except DeputylogError as error:
            offered = choices(band, blank)
            told = phrase(
                "“{value}”不在选项之中：{choices}",
                "'{value}' is not in the list: {choices}",
                value=text,
                choices=list(offered),
            )
            reading.wrong[band.key(blank)] = told if offered else error.text
    return day, values


def _day(text: str, subject: Subject, teller: Teller) -> date:
    """Return the day in a cell."""
    try:
        return day_in_cell(text, teller.saved, teller.values.register.district.time_zone)
    except (ValueError, OverflowError):
        raise DeputylogError(
            "“{value}”不是日期；请写成2026-03-14、3-14或者今天",
            "'{value}' is not a date; write 2026-03-14, 3-14 or 今天",
            value=text,
        ) from None


def _settle_department(
    band: Band,
    event: type[Dated],
    day: date,
    subject: Subject,
    values: dict[str, str],
    teller: Teller,
    reading: Reading,
) -> None:
    """Add the department if only one is possible on that day; report an error if several are."""
    filled = [filled for step in reading.steps for filled in step.events()]
    likely = likely_departments(event, [*subject.events, *filled], day, teller.values.register)
    if len(likely) == 1:
        values["by"] = likely[0]
    elif likely:
        reading.wrong[band.step + ".by"] = phrase(
            "此件转给了几家单位，请选明是哪一家",
            "several departments have this matter; choose the one that answered",
        )


def _add_remark(remark: str, subject: Subject, reading: Reading) -> None:
    if not reading.steps:
        if not reading.wrong:
            reading.wrong[NOTE] = phrase(
                "“{head}”要随一个步骤登记，请同时填写这个步骤",
                "'{head}' belongs to a step; fill in the step too",
                head=REMARK.head,
            )
        return
    if any(event.note == remark for event in subject.events):
        return
    last = max(
        range(len(reading.steps)),
        key=lambda number: (str(reading.steps[number].data["date"]), number),
    )
    step = reading.steps[last]
    reading.steps[last] = replace(step, data={**step.data, "note": remark}, keys=(*step.keys, NOTE))
