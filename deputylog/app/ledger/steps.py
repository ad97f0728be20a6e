"""The cells that were filled in a row of a ledger, as steps; every cell that is wrong with its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from msgspec import ValidationError, convert

from deputylog.app.answering import is_a_departments, likely_departments
from deputylog.app.days import day_said
from deputylog.app.event import event_data
from deputylog.app.find import Found
from deputylog.app.values import Values
from deputylog.exchange.ledger.layout import NOTE, REMARK, SENT_BACK, Band, Blank, bands_of, choices
from deputylog.exchange.ledger.reading import FilledRow
from deputylog.finding import DeputylogError
from deputylog.model.dated import Dated
from deputylog.model.event import Answered, Declined
from deputylog.model.shape import shape_of
from deputylog.words import N_, Phrase, phrase

_EPOCH = date(1899, 12, 30)
_SERIALS = (date(2000, 1, 1), date(2099, 12, 31))


@dataclass(frozen=True)
class Subject:
    """What a row is about: where its record lies, its first day, its steps so far, and the steps that it takes (None: all)."""

    found: Found
    since: date | None
    events: Sequence[Dated]
    only: frozenset[str] | None


@dataclass(frozen=True)
class Step:
    """A filled step: its kind and values, the cells they came from, and whether its day was said by a word such as 今天."""

    kind: type[Dated]
    data: Mapping[str, object]
    keys: tuple[str, ...]
    floating: bool

    def events(self) -> tuple[Dated, ...]:
        """The step as a record will hold it; none where it lacks something, which writing it will explain."""
        try:
            return (convert(self.data, self.kind),)
        except ValidationError:
            return ()


@dataclass
class Reading:
    """What a row says: steps in the order of the columns, and what is wrong by cell."""

    steps: list[Step] = field(default_factory=list)
    wrong: dict[str, Phrase] = field(default_factory=dict)


@dataclass(frozen=True)
class Teller:
    """What reading cells needs: the register behind names, the day it is, and the day on which the sheet was saved."""

    root: Path
    values: Values
    today: date
    saved: date


def read_steps(row: FilledRow, subject: Subject, teller: Teller) -> Reading:
    """The steps of a row; a remark goes with the latest of them."""
    reading = Reading()
    for band in bands_of(row.id):
        cells = {blank: row.typed[band.key(blank)] for blank in band.blanks if band.key(blank) in row.typed}
        if cells:
            _read_band(band, cells, subject, teller, reading)
    if remark := row.typed.get(NOTE):
        _add_remark(remark, subject, reading)
    reading.wrong |= dict.fromkeys(row.formulas, phrase(N_("this is a formula; type the value itself")))
    return reading


def _read_band(band: Band, cells: Mapping[Blank, str], subject: Subject, teller: Teller, reading: Reading) -> None:
    keys = tuple(band.key(blank) for blank in cells)
    if subject.only is not None and band.step not in subject.only:
        reading.wrong |= dict.fromkeys(keys, phrase(N_("this step does not apply to this row; clear the cell")))
        return
    before = set(reading.wrong)
    event, given = _event_of(band, cells)
    for blank in band.blanks:
        if blank.must and blank not in cells:
            filled = next(iter(cells))
            reading.wrong[band.key(blank)] = phrase(N_("missing; it is needed because '{head}' is filled in"), head=filled.head)
    day, values = _values(band, event, given, subject, teller, reading)
    if day and is_a_departments(event) and "by" not in values and shape_of(event).field("by"):
        _settle_department(band, event, day, subject, values, reading)
    if day is None or set(reading.wrong) - before:
        return
    try:
        data = event_data(teller.root, subject.found, event, day, (), values, teller.values)
    except DeputylogError as error:
        reading.wrong[keys[0]] = error.text
        return
    reading.steps.append(Step(event, data, keys, floating=not re.search(r"\d", given.get("date", "0"))))


def _event_of(band: Band, cells: Mapping[Blank, str]) -> tuple[type[Dated], dict[str, str]]:
    """The event that the cells make: a result 'sent back' makes the department's answer its refusal."""
    given = {blank.field: text for blank, text in cells.items()}
    if band.event is Answered and given.get("result", "").casefold() in (SENT_BACK.zh, SENT_BACK.en):
        del given["result"]
        return Declined, given
    return band.event, given


def _values(
    band: Band, event: type[Dated], given: Mapping[str, str], subject: Subject, teller: Teller, reading: Reading
) -> tuple[date | None, dict[str, str]]:
    """The day, and the other values as records write them."""
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
                value = teller.values.of(blank.field, shape, text)
                values[blank.field] = ",".join(value) if isinstance(value, list) else str(value)
        except DeputylogError as error:
            offered = choices(band, blank)
            told = phrase(N_("'{value}' is not in the list: {choices}"), value=text, choices=list(offered))
            reading.wrong[band.key(blank)] = told if offered else error.text
    return day, values


def _day(text: str, subject: Subject, teller: Teller) -> date:
    """The day a cell names, not before the matter itself and not later than today."""
    try:
        day = _serial(text) or day_said(re.sub(r"[ T]\d{1,2}:\d{2}.*", "", text), teller.saved)
    except (ValueError, OverflowError):
        raise DeputylogError(N_("'{value}' is not a date; write 2026-03-14, 3-14 or 今天"), value=text) from None
    if day > teller.today:
        raise DeputylogError(N_("{day} is later than today"), day=day)
    if subject.since and day < subject.since:
        raise DeputylogError(N_("{day} is before the matter was received on {received}"), day=day, received=subject.since)
    return day


def _serial(text: str) -> date | None:
    """The day that a spreadsheet counts so, where the cell lost its look of a date."""
    if not re.fullmatch(r"\d{5}(?:\.\d+)?", text):
        return None
    day = _EPOCH + timedelta(days=int(float(text)))
    return day if _SERIALS[0] <= day <= _SERIALS[1] else None


def _settle_department(band: Band, event: type[Dated], day: date, subject: Subject, values: dict[str, str], reading: Reading) -> None:
    """The only department that can be meant on that day; where there are several, one must be chosen."""
    filled = [filled for step in reading.steps for filled in step.events()]
    likely = likely_departments(event, [*subject.events, *filled], day)
    if len(likely) == 1:
        values["by"] = likely[0]
    elif likely:
        reading.wrong[band.step + ".by"] = phrase(N_("several departments have this matter; choose the one that answered"))


def _add_remark(remark: str, subject: Subject, reading: Reading) -> None:
    if not reading.steps:
        if not reading.wrong:
            reading.wrong[NOTE] = phrase(N_("'{head}' belongs to a step; fill in the step too"), head=REMARK.head)
        return
    if any(event.note == remark for event in subject.events):
        return
    last = max(range(len(reading.steps)), key=lambda number: (str(reading.steps[number].data["date"]), number))
    step = reading.steps[last]
    reading.steps[last] = replace(step, data={**step.data, "note": remark}, keys=(*step.keys, NOTE))
