"""The values of a record come back in the order in which its types declare them."""

from __future__ import annotations

from deputylog.kinds.registry import LETTER
from deputylog.record.reading import convert
from deputylog.record.values import values_of


def test_the_note_of_an_event_stands_where_its_type_declares_it() -> None:
    event = {
        "event": "declined",
        "date": "2026-03-18",
        "note": "来电",
        "by": "water",
        "why": "无权",
    }
    letter = {"received": "2026-03-16", "channel": "phone", "kind": "request", "events": [event]}
    events = values_of(convert(LETTER, letter))["events"]
    assert isinstance(events, list)
    assert list(events[0].items()) == list(event.items())
