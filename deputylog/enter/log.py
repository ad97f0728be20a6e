"""Add events to a matter, and change nothing else in its file."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from deputylog.enter.event import events_in
from deputylog.finding import Fault
from deputylog.keep.new_record import NotARecordError, tidy
from deputylog.keep.objections import Objection, advice_on, doubt
from deputylog.kinds.event_dates import Dated, known_on
from deputylog.kinds.events import Aided, Answered, ClosedEvent, FedBack, MatterEvent, Replied
from deputylog.kinds.suggestion_events import SuggestionAnswered, VotersTold
from deputylog.life.lives import life_on
from deputylog.names.find import Found
from deputylog.names.register import Register
from deputylog.names.sentences import step
from deputylog.record.editing import item_line, text_with_event
from deputylog.record.fields import Data, Record
from deputylog.record.files import read_bytes, rewrite
from deputylog.record.reading import load
from deputylog.record.shape import shape_of
from deputylog.words import Bilingual, phrase


@dataclass(frozen=True)
class Logged:
    """The lines added to a record, and what `check` advises about them."""

    lines: Sequence[str]
    advice: Sequence[Objection]


def log_all(
    root: Path,
    found: Found,
    events: Sequence[Data],
    register: Register,
    today: date,
    *,
    dry_run: bool = False,
) -> Logged:
    """Add events, all or none; with `dry_run`, only say what would be added.

    NotARecordError if the record would be invalid, ObjectionError if it would be an error.
    """
    before = raw = read_bytes(os.path.join(root, found.path))
    lines = []
    for event in events:
        raw, line = _added(found, raw, event)
        lines.append(line)
    loaded = load(found.kind, found.path, raw)
    if isinstance(loaded, tuple):
        raise NotARecordError(found.kind, [fault.text for fault in loaded])
    advice = advice_on(root, register, {found.path: raw}, today)
    advice += _doubts(found, load(found.kind, found.path, before), loaded, register, today)
    if not dry_run:
        rewrite(root, found.path, raw.decode("utf-8"))
    return Logged(lines, advice)


def _added(found: Found, raw: bytes, event: Data) -> tuple[bytes, str]:
    """Return the text of the record with one more event, and the line of that event."""
    shape, key = shape_of(found.kind.type), (*found.at, "events")
    tidied = tidy(event)
    assert isinstance(tidied, Mapping)
    text = text_with_event(found.path, raw, shape, key, tidied)
    return text.encode("utf-8"), item_line(shape, key, tidied)


_SAME_STEP = Bilingual(
    "这一步已经登记过：{step}；如系重复登记，请撤销一次",
    "this step is there already: {step}; undo one of them if it was logged twice",
)
_UNANSWERED = Bilingual(
    "尚未登记承办单位的答复，就登记了反馈；请核对，漏登的答复请补登（answered），"
    "只是答复反映人的用 replied",
    "the feedback is logged, but no answer of a department; log what was left out (answered), "
    "and use 'replied' for an answer to the writer alone",
)


def _doubts(
    found: Found,
    before: Record | tuple[Fault, ...],
    after: Record,
    register: Register,
    today: date,
) -> Iterator[Objection]:
    """Yield a warning for each new step that is there already, and for feedback on no answer."""
    held = () if isinstance(before, tuple) else events_in(before, found.at)
    events = events_in(after, found.at)
    for event in (Counter(events) - Counter(held)).elements():
        if event in held:
            said = phrase(_SAME_STEP, step=step(register, event, today))
            yield doubt(found.path, (*found.at, "events"), said)
        if isinstance(event, (FedBack, VotersTold)) and _is_unanswered(event, held, register):
            yield doubt(found.path, (*found.at, "events"), phrase(_UNANSWERED))


def _is_unanswered(event: Dated, held: Sequence[Dated], register: Register) -> bool:
    """Whether there is nothing yet, by the events before, of which the voter could be told."""
    earlier = known_on(held, event.on or date.max)
    if isinstance(event, VotersTold):
        return not any(isinstance(one, SuggestionAnswered) for one in earlier)
    matters = (one for one in earlier if isinstance(one, MatterEvent))
    life = life_on(matters, event.on or date.max, register.district.successor)
    told = (
        (Answered, Aided, ClosedEvent) if life.now.is_forwarded else (Aided, ClosedEvent, Replied)
    )
    return not any(isinstance(one, told) for one in life.events)
