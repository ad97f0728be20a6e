"""Compare the steps of a ledger with the events that others logged since it was written."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec import to_builtins

from deputylog.kinds.event_dates import Dated, said_of
from deputylog.ledger.cell_steps import Step
from deputylog.ledger.lines import seen
from deputylog.words import Bilingual, Phrase, phrase

_APART = {
    "forwarded": "to",
    "answered": "by",
    "declined": "by",
    "assigned": "lead",
    "withdrew": "who",
}
"""The field by which two steps of one kind differ, such as a second department."""

_REPEATED = ("followed_up", "supervised", "kept")
"""Steps that may be repeated: one on another day is another step."""


def is_there(step: Step, events: Sequence[Dated]) -> bool:
    """Return whether the record has the step with all values of the row."""
    return any(_holds(_plain(event), step.data) for event in events)


def clash(step: Step, events: Sequence[Dated], known: Collection[str]) -> Phrase | None:
    """Return why the step would repeat or contradict a recorded one; None if it can be added.

    `known` are the steps that the sheet showed.
    """
    kind = step.data["event"]
    for event in events:
        plain = _plain(event)
        if plain["event"] != kind or _are_apart(plain, step.data):
            continue
        if plain.get("date") == step.data["date"]:
            return phrase(
                "{day}的“{step}”已有登记，但内容与本表不一致；请清空这几格，或者改正记录",
                "'{step}' of {day} is already recorded with other details; clear the cells or "
                "correct the record",
                **_wording(event),
            )
        if (kind not in _REPEATED or step.floating) and seen([event])[0] not in known:
            text = Bilingual(
                "本表导出之后，已有人登记了“{step}”，日期是{day}；请清空这几格，如果确实又办了"
                "一次，请重新导出台账再填",
                "'{step}' has since been recorded for {day}; clear the cells, or write a new "
                "ledger if it happened twice",
            )
            return phrase(text, **_wording(event))
    return None


def foreign(events: Sequence[Dated], known: Collection[str], steps: Sequence[Step]) -> list[Dated]:
    """Return the events that others logged since the sheet was written.

    They exclude the steps of the row itself.
    """
    new = [event for event in events if seen([event])[0] not in known]
    return [event for event in new if not any(_holds(_plain(event), step.data) for step in steps)]


def _plain(event: Dated) -> Mapping[str, object]:
    plain = to_builtins(event)
    assert isinstance(plain, dict)
    return plain


def _wording(event: Dated) -> dict[str, object]:
    return {"step": said_of(event), "day": event.on or phrase("日期不详", "date unknown")}


def _holds(plain: Mapping[str, object], wanted: Mapping[str, object]) -> bool:
    return all(plain.get(key) == value for key, value in wanted.items())


def _are_apart(plain: Mapping[str, object], wanted: Mapping[str, object]) -> bool:
    key = _APART.get(str(wanted["event"]))
    return key is not None and plain.get(key) != wanted.get(key)
