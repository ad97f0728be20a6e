"""The digest of a matter, by which a list that was handed in is compared with today's records."""

from __future__ import annotations

import hashlib
import json

from msgspec import to_builtins

from deputylog.kinds.events import Event
from deputylog.life.matter import Matter

VERSION = 2
"""How heads are counted and digests computed; 0.1.0 wrote no version.

It rises when `values_of` or the masking changes, or a head is counted differently
(`RECOUNTED`): lists of different versions are not compared row by row.
"""

RECOUNTED = {
    VERSION: frozenset(
        {
            "carried_over",
            "replied",
            "forwarded",
            "settled",
            "solved",
            "open",
            "deputies_without_visit",
            "suggestions",
            "suggestions_answered",
            "suggestions_overdue",
        }
    ),
}
"""The heads that each version counts differently from the version before it."""

_NOT_LISTED = ("who", "note")
"""What a step may say beside what happened; no list shows it."""


def is_comparable(version: int | None) -> bool:
    """Whether the rows of a list of that version can be compared with those of today."""
    return version == VERSION


def recounted_since(version: int | None) -> frozenset[str]:
    """The heads that are counted differently now than in a list of that version."""
    return frozenset().union(
        *(heads for later, heads in RECOUNTED.items() if later > (version or 1))
    )


def digest_of(matter: Matter) -> str:
    """12 hex digits that change with every value of the record that a list shows.

    They do not change with the language, a label, a format or a new column. The state and the
    result are left out: they change with the steps alone.
    """
    values = json.dumps(values_of(matter), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(values.encode()).hexdigest()[:12]


def values_of(matter: Matter) -> dict[str, object]:
    """Ids, ISO dates, texts as recorded and steps, of what is known on the matter's day."""
    values: dict[str, object] = {
        "id": matter.id,
        "received": matter.received.isoformat(),
        "channel": matter.channel and str(matter.channel),
        "source": matter.source,
        "constituency": matter.constituency,
        "deputies": list(matter.deputies),
        "title": matter.masked_title,
        "kind": str(matter.kind),
        "topic": matter.topic,
        "steps": [_step(event) for event in matter.course],
        "suggestions": list(matter.suggestions),
    }
    return {name: value for name, value in values.items() if value}


def _step(event: Event) -> dict[str, object]:
    values: dict[str, object] = to_builtins(event)
    return {name: value for name, value in values.items() if name not in _NOT_LISTED}
