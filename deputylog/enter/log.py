"""Add events to a matter, and change nothing else in its file."""

from __future__ import annotations

import errno
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from msgspec import Struct

from deputylog.enter.event import events_in
from deputylog.keep.change import Change
from deputylog.keep.lock import locked
from deputylog.keep.new_record import NotARecordError, tidy
from deputylog.keep.objections import UNDO, Objection, advice_on, doubt
from deputylog.keep.write import write
from deputylog.kinds.event_dates import Dated, known_on
from deputylog.kinds.events import (
    Aided,
    Answered,
    Closed,
    ClosedEvent,
    FedBack,
    MatterEvent,
    Replied,
)
from deputylog.kinds.suggestion_events import SuggestionAnswered, VotersTold
from deputylog.life.lives import life_on
from deputylog.names.find import Found
from deputylog.names.register import Register
from deputylog.names.sentences import logged as logged_in_words
from deputylog.names.sentences import step
from deputylog.record import slow_parser as slow
from deputylog.record.editing import text_with_event, with_value
from deputylog.record.fields import Data
from deputylog.record.reading import load
from deputylog.record.shape import shape_of
from deputylog.words import Bilingual, Phrase, phrase


class Logged(Struct, frozen=True):
    """What was added to a record, in words, and what `check` advises about it."""

    said: Phrase
    advice: Sequence[Objection]


def log(
    root: Path,
    found: Found,
    event: Data,
    register: Register,
    today: date,
    *,
    commit: bool,
    private: Data | None = None,
    public_anyway: str = "",
) -> Logged:
    """Add an event, and what belongs to private/, and write it; errors as of `add_events`."""
    with locked(root):
        change = Change(root)
        logged = add_events(change, found, [event], register, today, public_anyway)
        if private:
            from deputylog.enter.personal import with_more

            with_more(change, found.kind, found.id.partition("#")[0], private)
        message = f"{found.kind.name} {found.id}: {event['event']}"
        write(change, logged.said, message, commit=commit)
    return logged


def preview(
    root: Path, found: Found, event: Data, register: Register, today: date, public_anyway: str = ""
) -> Logged:
    """Return what `log` would do, with nothing written; errors as of `add_events`."""
    return add_events(Change(root), found, [event], register, today, public_anyway)


def add_events(
    change: Change,
    found: Found,
    events: Sequence[Data],
    register: Register,
    today: date,
    public_anyway: str = "",
) -> Logged:
    """Add events to a change, all or none, and why the record may hold personal data.

    NotARecordError if the record would be invalid, ObjectionError if it would be an error.
    """
    before = change.read(found.path)
    if before is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), found.path)
    raw, shape, key = before, shape_of(found.kind.type), (*found.at, "events")
    for event in events:
        tidied = tidy(event)
        assert isinstance(tidied, Mapping)
        raw = text_with_event(found.path, raw, shape, key, tidied).encode("utf-8")
    if public_anyway:
        document = slow.read(found.path, raw)
        raw = with_value(document, shape, ("public_anyway",), public_anyway).encode("utf-8")
    record = load(found.kind, found.path, raw)
    if isinstance(record, tuple):
        raise NotARecordError(found.kind, [fault.text for fault in record])
    held = _events_before(found, before)
    new = list((Counter(events_in(record, found.at)) - Counter(held)).elements())
    advice = [
        *advice_on(change.root, register, {found.path: raw}, today),
        *_doubts(found, held, new, register, today),
    ]
    change.put(found.path, raw)
    said = logged_in_words(register, found.kind, record, found.at, new, today)
    return Logged(said, advice)


def _events_before(found: Found, raw: bytes) -> tuple[Dated, ...]:
    record = load(found.kind, found.path, raw)
    return () if isinstance(record, tuple) else events_in(record, found.at)


_OF_ANOTHER = (Closed.DUPLICATE, Closed.JOINED)
_SAME_STEP = Bilingual("这一步已经登记过：{step}", "this step is there already: {step}")
_UNANSWERED = phrase(
    "尚未登记承办单位的答复，就登记了反馈",
    "the feedback is logged, but no answer of a department",
)
_ANSWER_FIRST = phrase(
    "漏登的答复请补登；只是答复反映人的，请用“deputylog undo”撤销，另行登记“答复反映人”",
    "log the answer that was left out; if the writer alone was answered, 'deputylog undo' it and "
    "log 'replied'",
)
_OF_WHAT = phrase(
    "没有写明与哪一件重复或者并入哪一件", "nothing says which matter it duplicates or joins"
)
_NAME_IT = Bilingual(
    "请用“deputylog undo”撤销，再运行“deputylog log {id} closed {why} 另一件的编号”",
    "'deputylog undo' it, and run 'deputylog log {id} closed {why} ID-OF-THE-OTHER'",
)


def _doubts(
    found: Found, held: Sequence[Dated], new: Sequence[Dated], register: Register, today: date
) -> Iterator[Objection]:
    """Yield a warning for each new step that is there already, that comes before what it rests on,
    or that does not say which other matter it means.
    """
    said = partial(doubt, found.path, (*found.at, "events"))
    for event in new:
        if event in held:
            yield said(phrase(_SAME_STEP, step=step(register, event, today)), UNDO)
        if isinstance(event, (FedBack, VotersTold)) and _is_unanswered(event, held, register):
            yield said(_UNANSWERED, _ANSWER_FIRST)
        if isinstance(event, ClosedEvent) and event.why in _OF_ANOTHER and not event.of:
            yield said(_OF_WHAT, phrase(_NAME_IT, id=found.id, why=str(event.why)))


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
