"""The values of an event, from what people call things."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from deputylog.app.find import Found, read_found
from deputylog.app.names import Register
from deputylog.app.terms import term_of
from deputylog.finding import DeputylogError
from deputylog.model.event import Answered, Declined, Delivered, Extended, Forwarded, MatterEvent, name_of
from deputylog.model.letter import Letter
from deputylog.model.matter import MatterKind
from deputylog.model.shape import Scalar, shape_of
from deputylog.model.visit import Visit
from deputylog.words import N_

_LAST_FIELDS = ("date", "who", "note")


def event_data(root: Path, found: Found, kind: type[MatterEvent], day: date, value: str, given: Mapping[str, str]) -> dict[str, object]:
    """An event as plain values: `value` fills the first field that the event wants and `given` does not."""
    record = read_found(root, found)
    assert isinstance(record, (Letter, Visit))
    register = Register(root)
    fields = [field for field in shape_of(kind).fields if field.name not in _LAST_FIELDS]
    wished = {name: text for name, text in given.items() if text}
    for name in wished:
        if name not in ("who", "note") and name not in {field.name for field in fields}:
            raise DeputylogError(N_("'{event}' has no {field}"), event=name_of(kind), field=name)
    if value:
        target = _field_for(kind, [field.name for field in fields if field.name not in wished])
        wished[target] = value
    data: dict[str, object] = {"date": day.isoformat(), "event": name_of(kind)}
    for field in shape_of(kind).fields:
        if field.name in wished:
            assert isinstance(field.shape, Scalar)
            data[field.name] = _value(register, field.name, field.shape, wished[field.name])
    refuse_disclosure(data, record, register)
    return _with_defaults(data, kind, record, found)


_FIRST = {"answered": "result", "declined": "by", "extended": "to_days", "fed_back": "satisfaction"}


def _field_for(kind: type[MatterEvent], free: list[str]) -> str:
    wanted = _FIRST.get(name_of(kind))
    if wanted in free:
        return str(wanted)
    if not free:
        return "note"
    return free[0]


def _value(register: Register, name: str, shape: Scalar, text: str) -> object:
    if shape.terms:
        return term_of(name, text, shape.terms)
    if shape.refers:
        return register.resolve(shape.refers, text)
    if shape.kind == "int":
        if not text.isdecimal():
            raise DeputylogError(N_("{option} must be a whole number, not '{value}'"), option=name, value=text)
        return int(text)
    return text


def _with_defaults(data: dict[str, object], kind: type[MatterEvent], record: Letter | Visit, found: Found) -> dict[str, object]:
    """What the matter itself tells: the addressee of a delivery, the only department that an answer can come from."""
    if kind is Delivered and "to" not in data and isinstance(record, Letter) and record.deputy:
        data["to"] = record.deputy
    if kind in (Answered, Declined, Extended) and "by" not in data:
        events = record.events if isinstance(record, Letter) else record.matters[int(found.at[1])].events
        departments = {event.to for event in events if isinstance(event, Forwarded)}
        if len(departments) == 1:
            data["by"] = departments.pop()
    return data


def refuse_disclosure(data: Mapping[str, object], record: Letter | Visit, register: Register) -> None:
    """An accusation goes to an entitled organ and nowhere else (信访工作条例 30)."""
    if isinstance(record, Letter) and record.kind is MatterKind.ACCUSATION and data.get("event") == "forwarded":
        department = register.district.departments.get(str(data.get("to")))
        if department and not department.takes_accusations:
            raise DeputylogError(
                N_("an accusation may go only to an organ entitled to take it, not to {department}"), department=department.name
            )
