"""How an activity is entered; its fields depend on its kind."""

from __future__ import annotations

from collections.abc import Callable

from deputylog.enter.entry import Answers, Entry, Item, needed, today
from deputylog.kinds.activity import ActivityKind
from deputylog.kinds.registry import ACTIVITY
from deputylog.words import Bilingual


def _of(*kinds: ActivityKind) -> Callable[[Answers], bool]:
    """Return a condition: the activity is of one of these kinds."""
    return lambda answers: answers.get("kind") in kinds


_COMMENDATION = _of(ActivityKind.COMMENDATION)


ENTRY = Entry(
    ACTIVITY,
    (
        Item("kind", "kind", needed=needed),
        Item("by", "by", needed=needed),
        Item("date", "date", proposed=today),
        Item(
            "title",
            "title",
            needed=_of(ActivityKind.OTHER),
            example=Bilingual("代表接待日", "reception day of the deputies"),
        ),
        Item("deputies", "deputy", needed=_of(ActivityKind.DUTY_REPORT)),
        Item("constituencies", "constituency", needed=_of(ActivityKind.PUBLICITY)),
        Item(
            "topic",
            "topic",
            asked=_of(ActivityKind.SUPERVISION, ActivityKind.RESEARCH),
            needed=_of(ActivityKind.SUPERVISION),
        ),
        Item("matters", "matter", asked=_of(ActivityKind.SUPERVISION)),
        Item("sources", "source", asked=_of(ActivityKind.RESEARCH, ActivityKind.WELFARE)),
        Item(
            "who",
            "who",
            asked=_of(ActivityKind.COMMENDATION, ActivityKind.BRIEFING),
            needed=_COMMENDATION,
        ),
        Item("as", "honoured_as", asked=_COMMENDATION, needed=_COMMENDATION),
        Item("note", "note"),
        Item("recorded_by", "recorded_by"),
    ),
    copied=("by", "deputies", "constituencies"),
    alike=("kind", "topic"),
)
