"""Whether a step of a ledger is on record already, or stands against what others logged since the sheet was written."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec import to_builtins

from deputylog.app.ledger.steps import Step
from deputylog.model.dated import Dated, said_of
from deputylog.reports.ledger import seen
from deputylog.words import N_, Phrase, phrase

_APART = {"forwarded": "to", "answered": "by", "declined": "by", "assigned": "lead", "withdrew": "who"}
"""By which field two steps of one kind are two different ones: a second department, a second answer."""

_REPEATED = ("followed_up", "supervised", "kept")
"""Steps that are taken again and again: another day is another step."""


def is_there(step: Step, events: Sequence[Dated]) -> bool:
    """Whether the record has the step with all that the row says of it."""
    return any(_holds(_plain(event), step.data) for event in events)


def clash(step: Step, events: Sequence[Dated], known: Collection[str]) -> Phrase | None:
    """Why the step would double or contradict one on record; None when it can be added. `known` are the steps the sheet showed."""
    kind = step.data["event"]
    for event in events:
        plain = _plain(event)
        if plain["event"] != kind or _are_apart(plain, step.data):
            continue
        if plain.get("date") == step.data["date"]:
            return phrase(
                N_("'{step}' of {day} is already recorded with other details; clear the cells or correct the record"), **_said(event)
            )
        if (kind not in _REPEATED or step.floating) and seen([event])[0] not in known:
            text = N_("'{step}' has since been recorded for {day}; clear the cells, or write a new ledger if it happened twice")
            return phrase(text, **_said(event))
    return None


def foreign(events: Sequence[Dated], known: Collection[str], steps: Sequence[Step]) -> list[Dated]:
    """What others logged since the sheet was written, other than the row's own steps."""
    new = [event for event in events if seen([event])[0] not in known]
    return [event for event in new if not any(_holds(_plain(event), step.data) for step in steps)]


def _plain(event: Dated) -> Mapping[str, object]:
    plain = to_builtins(event)
    assert isinstance(plain, dict)
    return plain


def _said(event: Dated) -> dict[str, object]:
    return {"step": said_of(event), "day": event.on or phrase(N_("date unknown"))}


def _holds(plain: Mapping[str, object], wanted: Mapping[str, object]) -> bool:
    return all(plain.get(key) == value for key, value in wanted.items())


def _are_apart(plain: Mapping[str, object], wanted: Mapping[str, object]) -> bool:
    key = _APART.get(str(wanted["event"]))
    return key is not None and plain.get(key) != wanted.get(key)
