"""Show a record: its values, its events, and the steps still due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from deputylog.book import Book
from deputylog.facts.cells import NEXT, next_cells
from deputylog.kinds.event_dates import Dated, label_of
from deputylog.kinds.private import Private
from deputylog.kinds.registry import DEPUTY, GROUP, PRIVATE_FILE, SUGGESTION
from deputylog.life.duties import Duty
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.names.fields import Line, field_lines, spaced, value_shown
from deputylog.names.find import Found, NothingFoundError, find_record, read_found
from deputylog.names.register import Register
from deputylog.record.shape import shape_of
from deputylog.record.unknown_day import known
from deputylog.repository.folder import private_record
from deputylog.repository.reading import read_repository
from deputylog.text import counts
from deputylog.words import Bilingual, Phrase, Term, phrase

_TOLD_BELOW = ("events", "matters", "schema")


def story(root: Path, wanted: str, *, as_of: date, private: bool) -> tuple[Phrase, list[Line]]:
    """Return the title and the lines, each with its head, for a record or matter."""
    found = _find(root, wanted)
    book, _ = read_repository(root, as_of=as_of)
    lines: list[Line] = [("", found.path)]
    if book.unread:
        lines.append(("", book.unread))
    lines += field_lines(book.directory, read_found(root, found), without=_TOLD_BELOW)
    lines += _histories(book, found.id)
    lines += _corrections(book, found.id)
    if private:
        lines += _private(root, found)
    return phrase("{kind} {id}", "{kind} {id}", kind=found.kind.wording, id=found.id), lines


def _histories(book: Book, wanted: str) -> Iterator[Line]:
    """Yield the history of a matter, of the matters of a record, or of a suggestion."""
    for matter in book.matters:
        if wanted in (matter.id, matter.record_id):
            yield from _matter(book, matter)
    for handling in book.handlings:
        if handling.id == wanted:
            yield from _suggestion(book, handling)


def _corrections(book: Book, wanted: str) -> Iterator[Line]:
    """Yield the first and the last list of the quarter of a list that was corrected."""
    for submission in book.submissions:
        lists = book.submissions_of(submission.record.group, submission.record.quarter)
        if submission.id == wanted and len(lists) > 1:
            first, last = lists[0], lists[-1]
            head = Bilingual("首次报送", "first handed in")
            yield head, spaced(first.record.handed_in, first.id)
            head = Bilingual("最后更正", "last corrected")
            yield head, spaced(last.record.handed_in, last.id)


def _find(root: Path, wanted: str) -> Found:
    """Find a record by id or title, else a deputy or group by name."""
    try:
        return find_record(root, wanted)
    except NothingFoundError:
        kinds = {kind.name: kind for kind in (DEPUTY, GROUP)}
        name, record_id = Register(root).first_named(kinds, wanted) or ("", "")
        if not name:
            raise
        return Found(kinds[name].path(record_id), record_id, kinds[name])


def _matter(book: Book, matter: Matter) -> Iterator[Line]:
    """Yield the history of a matter and of every suggestion based on it."""
    if matter.from_visit:
        yield from _headed(book, Bilingual("问题", "matter"), matter)
    else:
        yield from _life(book, matter)
    for handling in book.suggestions_of.get(matter.id, ()):
        yield from _headed(book, Bilingual("转为建议", "suggestion"), handling)


def _suggestion(book: Book, handling: Handling) -> Iterator[Line]:
    """Yield the history of a suggestion, after those of the matters it is based on."""
    for matter in book.behind(handling):
        yield from _headed(book, Bilingual("来源", "grew out of"), matter)
    yield from _headed(book, SUGGESTION.wording, handling)


def _headed(book: Book, head: Bilingual, one: Matter | Handling) -> Iterator[Line]:
    """Yield a blank line, a heading, and the history."""
    about = one if isinstance(one, Matter) else one.record
    yield "", ""
    yield head, spaced(one.id, about.kind, about.title or "")
    yield from _life(book, one)


def _life(book: Book, about: Matter | Handling) -> Iterator[Line]:
    """Yield the events in order, how it stands, and the steps still due."""
    for event in about.events:
        yield event.on or phrase("日期不详", "date unknown"), _event(book, event)
    stands: tuple[Line, ...] = (
        (Bilingual("状态", "state"), about.state),
        (Bilingual("结果", "result"), about.outcome),
        (Bilingual("办结日期", "settled on"), known(about.settled_on)),
        *zip((column.head for column in NEXT), next_cells(book, about.id), strict=True),
    )
    yield from (line for line in stands if line[1] is not None)
    for duty in book.duties[about.id]:
        if duty.is_running:
            yield Bilingual("待办", "owed"), _owed(duty)


def _owed(duty: Duty) -> Phrase:
    text = Bilingual("{step}，{due}前", "{step} by {due}")
    if duty.days_late:
        text = Bilingual(
            "{step}，已逾期{days}（应于{due}前）", "{step}, overdue by {days} (was due on {due})"
        )
    return phrase(text, step=duty.step, due=duty.due, days=counts.days(duty.days_late))


def _event(book: Book, event: Dated) -> Phrase:
    """Return an event with its values; two of one type, such as two ratings, get their names."""
    values = [
        (field, value)
        for field in shape_of(type(event)).fields
        if field.name not in ("date", "who")
        and (value := getattr(event, field.attribute)) not in (None, ())
    ]
    terms = Counter(type(value) for _, value in values if isinstance(value, Term))
    pieces: list[object] = [label_of(event)]
    for field, value in values:
        piece = {"head": field.wording, "value": value_shown(book.directory, field.shape, value)}
        pieces.append(Phrase("{head} {value}" if terms[type(value)] > 1 else "{value}", piece))
    if event.who:
        who = book.name("person", event.who)
        pieces.append(phrase("经办人：{who}", "done by {who}", who=who))
    return spaced(*pieces)


def _private(root: Path, found: Found) -> Iterator[Line]:
    loaded = private_record(root, found.kind, found.id.partition("#")[0])
    if loaded is None:
        yield PRIVATE_FILE.wording, phrase("本机没有", "not on this machine")
    if isinstance(loaded, Private):
        for field in shape_of(Private).fields:
            value = getattr(loaded, field.attribute)
            if value is not None:
                yield field.wording, value
