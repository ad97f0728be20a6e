"""Show a record: its values, its events, and the steps still due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from deputylog.book import Book
from deputylog.facts.cells import NEXT, next_cells
from deputylog.kinds.private import Private
from deputylog.kinds.registry import PRIVATE_FILE, SUGGESTION
from deputylog.life.duties import Duty
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.names.find import Found, find_anything, read_found
from deputylog.names.in_words import event_in_words, fields_in_words, spaced
from deputylog.record.files import WorkTree
from deputylog.record.shape import shape_of
from deputylog.record.unknown_day import known
from deputylog.repository.folder import private_record
from deputylog.repository.reading import read_source
from deputylog.text import counts
from deputylog.words import Bilingual, Phrase, phrase

Line = tuple[object, object]


def story(root: Path, wanted: str, *, as_of: date, private: bool) -> tuple[Phrase, list[Line]]:
    """Return the title and the lines, each with its head, for a record or matter."""
    found = find_anything(root, wanted)
    book, _ = read_source(WorkTree(root), as_of=as_of)
    lines: list[Line] = [("", found.path)]
    if book.unread:
        lines.append(("", book.unread))
    record = read_found(root, found)
    lines += fields_in_words(book.directory, record, without=("events", "matters", "schema"))
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
        yield event.on or phrase("日期不详", "date unknown"), event_in_words(book.directory, event)
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


def _private(root: Path, found: Found) -> Iterator[Line]:
    loaded = private_record(root, found.kind, found.id.partition("#")[0])
    if loaded is None:
        yield PRIVATE_FILE.wording, phrase("本机没有", "not on this machine")
    if isinstance(loaded, Private):
        for field in shape_of(Private).fields:
            value = getattr(loaded, field.attribute)
            if value is not None:
                yield field.wording, value
