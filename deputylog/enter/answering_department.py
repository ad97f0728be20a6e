"""Find the department that an answer, a refusal or an extension comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from deputylog.finding import DeputylogError
from deputylog.kinds.event_dates import Dated, said_of
from deputylog.kinds.events import Answered, Declined, Extended, MatterEvent
from deputylog.kinds.letter import Letter
from deputylog.kinds.suggestion import Suggestion
from deputylog.kinds.suggestion_events import AnswerExtended, Assigned, SuggestionAnswered
from deputylog.kinds.visit import Visit
from deputylog.life.lives import Forward, Life, life_on
from deputylog.names.find import Found, read_found
from deputylog.names.register import Register
from deputylog.words import Bilingual

_OF_A_MATTER = (Answered, Declined, Extended)
_OF_A_SUGGESTION = (SuggestionAnswered, AnswerExtended)


class SeveralHaveItError(DeputylogError):
    """Several departments have the matter, and none of them was named."""

    def __init__(self, departments: Sequence[str], names: Sequence[str]) -> None:
        text = Bilingual(
            "此件由几家单位承办：{names}；请用 --by 写明是哪一家",
            "several departments have the matter: {names}; say which one with --by",
        )
        super().__init__(text, names=names)
        self.departments = tuple(departments)


def events_of(root: Path, found: Found) -> tuple[Dated, ...]:
    """Return the events of a record or matter as its file holds them."""
    match read_found(root, found):
        case Visit() as visit:
            return visit.matters[int(found.at[1])].events
        case Letter() | Suggestion() as record:
            return record.events
    return ()


def is_a_departments(kind: type[Dated]) -> bool:
    """Return whether only a department that has the matter can take this step."""
    return kind in _OF_A_MATTER or kind in _OF_A_SUGGESTION


def likely_departments(
    kind: type[Dated], events: Sequence[Dated], day: date, register: Register
) -> tuple[str, ...]:
    """Return the departments that may have taken a step when none is named.

    They are those that have the matter on `day`, else all that had it before; for a suggestion, the
    lead department.
    """
    if kind in _OF_A_SUGGESTION:
        return _assigned(events, day, register)[:1]
    life = _life(events, day, register)
    return _departments(life.pending, day, register) or _departments(life.forwards, day, register)


def with_department(
    data: Mapping[str, object],
    kind: type[Dated],
    events: Sequence[Dated],
    matter: str,
    register: Register,
) -> dict[str, object]:
    """Return the event with its department filled in.

    DeputylogError if no department, or not the one named, has the matter on the event's day.
    SeveralHaveItError if several have it and none is named.
    """
    completed = dict(data)
    if not is_a_departments(kind):
        return completed
    day = date.fromisoformat(str(data["date"]))
    of_suggestion = kind in _OF_A_SUGGESTION
    life = _life(events, day, register)
    having = (
        _assigned(events, day, register)
        if of_suggestion
        else _departments(life.pending, day, register)
    )
    may = {*having, *(_departments(_answered(life), day, register) if kind is Answered else ())}
    by = data.get("by")
    meant = register.district.successor(str(by), day) if by else None
    if not having and meant not in may:
        _refuse(kind, events, day, matter, register)
    if by is None and kind is not AnswerExtended:
        if len(having) > 1 and not of_suggestion:
            raise SeveralHaveItError(having, [_name(register, one) for one in having])
        completed["by"] = having[0]
    elif by is not None and meant not in may:
        text = Bilingual(
            "{day}此件不在{department}承办，承办单位是：{names}",
            "{department} does not have the matter on {day}; these have it: {names}",
        )
        names = [_name(register, one) for one in having]
        raise DeputylogError(text, department=_name(register, str(by)), day=day, names=names)
    return completed


def _refuse(
    kind: type[Dated], events: Sequence[Dated], day: date, matter: str, register: Register
) -> None:
    """Raise DeputylogError because no department has the matter; name the step to log first."""
    if kind in _OF_A_SUGGESTION:
        text = Bilingual(
            "{day}尚无单位承办{matter}；请先登记交办：`deputylog log {matter} assigned 单位`",
            "no department has {matter} on {day}; log the assignment first: `deputylog log "
            "{matter} assigned DEPARTMENT`",
        )
        raise DeputylogError(text, matter=matter, day=day)
    had = [
        _name(register, one)
        for one in _departments(_life(events, day, register).forwards, day, register)
    ]
    if had:
        text = Bilingual(
            "{day}已无单位承办{matter}：{names}已经答复或者退回；需要继续办理的，请先登记重"
            "新转交：`deputylog log {matter} forwarded 单位`",
            "no department has {matter} on {day} any more: {names} answered or sent it back;"
            " if one takes it up again, forward it again first: `deputylog log {matter} "
            "forwarded DEPARTMENT`",
        )
        raise DeputylogError(text, matter=matter, day=day, names=had)
    text = Bilingual(
        "{day}尚无单位承办{matter}，不能登记“{step}”；请先登记转交：`deputylog log "
        "{matter} forwarded 单位`；代表本人答复用 `replied`，代表自行帮助解决用 `aided`",
        "no department has {matter} on {day}, so '{step}' cannot be logged; forward it "
        "first: `deputylog log {matter} forwarded DEPARTMENT`; a deputy's own answer "
        "is `replied`, help with own means is `aided`",
    )
    raise DeputylogError(text, matter=matter, day=day, step=said_of(kind))


def _assigned(events: Sequence[Dated], day: date, register: Register) -> tuple[str, ...]:
    """Return the departments that have the suggestion on `day`, the lead department first."""
    known = [
        event
        for event in events
        if isinstance(event, Assigned) and (event.on is None or event.on <= day)
    ]
    if not known:
        return ()
    last = max(reversed(known), key=lambda event: event.on or date.max)
    return tuple(register.district.successor(one, day) for one in (last.lead, *last.assisting))


def _life(events: Sequence[Dated], day: date, register: Register) -> Life:
    return life_on(
        (event for event in events if isinstance(event, MatterEvent)),
        day,
        register.district.successor,
    )


def _departments(forwards: Iterable[Forward], day: date, register: Register) -> tuple[str, ...]:
    """The departments that have on `day` what was forwarded, in order."""
    return tuple(
        dict.fromkeys(register.district.successor(forward.sent.to, day) for forward in forwards)
    )


def _answered(life: Life) -> list[Forward]:
    """What was answered and not sent back; the answer may be supplemented."""
    return [forward for forward in life.forwards if forward.answers and not forward.declined]


def _name(register: Register, department: str) -> str:
    found = register.district.departments.get(department)
    return found.name if found else department
