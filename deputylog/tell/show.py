"""Show a record: its values, its events, and the steps still due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct

from deputylog.book import Book
from deputylog.facts.cells import NEXT, next_cells
from deputylog.finding import CannotReadError
from deputylog.kinds.excuse import Excuse
from deputylog.kinds.private import Private
from deputylog.kinds.registry import PRIVATE_FILE, SUGGESTION
from deputylog.life.duties import Duty
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.names.find import Found, find_anything, read_found
from deputylog.names.in_words import event_in_words, fields_in_words, named, spaced
from deputylog.period_words import day_words
from deputylog.record.fields import Record
from deputylog.record.shape import shape_of
from deputylog.record.unknown_day import known
from deputylog.record.values import values_of
from deputylog.repository.books import Books
from deputylog.repository.private import private_record
from deputylog.text import counts
from deputylog.words import Bilingual, Phrase, phrase

Line = tuple[object, object]
_NOT_SHOWN = (
    *("events", "matters", "schema"),
    *("file_hash", "heads", "numbers", "rows_version", "rows"),
)
"""What is shown otherwise, and what only the program reads, of a list that was handed in."""


class Story(Struct, frozen=True):
    """A record or matter on a day: title and lines, each with its head; and values for programs."""

    title: Phrase
    lines: list[Line]
    values: dict[str, object]


def story(root: Path, wanted: str, *, as_of: date, private: bool) -> Story:
    """Return what is recorded of a record or matter, and what follows from it on a day."""
    found = find_anything(root, wanted)
    books = Books(root, as_of)
    book = books.about(found.path) if found.kind.is_dated else books.register
    record = read_found(root, found)
    title = spaced(found.kind.wording, *_ids(book, found.id))
    lines: list[Line] = [("", book.unread)] if book.unread else []
    lines += [("", found.path), *_fields(book, record)]
    lines += [*_histories(book, found.id), *_corrections(book, found.id)]
    values: dict[str, object] = {"kind": found.kind.name, "id": found.id, "path": found.path}
    values["record"] = values_of(record)
    values["lives"] = [_values(book, one) for one in book.lives if _is_of(one, found.id)]
    if private:
        kept = list(_private(root, found))
        lines += [(head, value) for _, head, value in kept]
        values["private"] = {name: value for name, _, value in kept if name}
    return Story(title, lines, values)


def _fields(book: Book, record: Record) -> Iterator[Line]:
    """Yield the fields of a record, each under the first words of its description."""
    if isinstance(record, Excuse):
        yield Bilingual("规则", "rule"), spaced(record.rule, _title_of_rule(record.rule))
        yield Bilingual("对象", "about"), _named(book, record.subject)
    without = (*_NOT_SHOWN, *(("rule", "subject") if isinstance(record, Excuse) else ()))
    for head, value in fields_in_words(book.directory, record, without=without):
        yield Bilingual(head.zh.partition("，")[0], head.en.partition(", ")[0]), value


def _title_of_rule(code: str) -> str:
    from deputylog.rules import rule_with_code
    from deputylog.rules.pages import title

    rule = rule_with_code(code)
    return title(rule) if rule else ""


def _named(book: Book, wanted: str) -> object:
    """Return the name of a deputy, group or mailbox, or the title of a matter, with its id."""
    kind = next((one for one in ("deputy", "group", "mailbox") if book.exists(one, wanted)), "")
    if kind:
        return named(book.directory, kind, wanted)
    matter = book.matter_by_id.get(wanted)
    return spaced(matter.title or "", wanted) if matter else wanted


def _ids(book: Book, wanted: str) -> list[object]:
    """Return the short number of a matter, if it has one, and its id."""
    return [one for one in (book.number_of(wanted), wanted) if one]


def _is_of(one: Matter | Handling, wanted: str) -> bool:
    return wanted in (one.id, one.record_id if isinstance(one, Matter) else "")


def _values(book: Book, about: Matter | Handling) -> dict[str, object]:
    """Return how a matter or suggestion stands and what is owed, as values."""
    step, who, due = next_cells(book, about.id)
    owed = [
        {
            "step": duty.step,
            "department": book.name("department", duty.department) or None,
            "due": duty.due,
            "days_late": duty.days_late,
        }
        for duty in book.duties[about.id]
        if duty.is_running
    ]
    return {
        "id": about.id,
        "number": book.number_of(about.id),
        "state": about.state,
        "result": about.outcome,
        "settled_on": known(about.settled_on),
        "next": step and {"step": step, "who": who, "due": due},
        "owed": owed,
    }


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
    yield head, spaced(*_ids(book, one.id), about.kind, about.title or "")
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
    text = Bilingual("{step}，最迟{due}", "{step} by {due}")
    if duty.days_late:
        text = Bilingual(
            "{step}，最迟{due}，已逾期{days}", "{step}, overdue by {days} (was due on {due})"
        )
    return phrase(text, step=duty.step, due=day_words(duty.due), days=counts.days(duty.days_late))


def private_story(root: Path, wanted: str) -> Story:
    """Return what private/ holds of a record."""
    found = find_anything(root, wanted)
    kept = list(_private(root, found))
    values = {"kind": found.kind.name, "id": found.id, "path": found.path}
    return Story(
        spaced(found.kind.wording, found.id),
        [(head, value) for _, head, value in kept],
        {**values, "private": {name: value for name, _, value in kept if name}},
    )


def _private(root: Path, found: Found) -> Iterator[tuple[str, object, object]]:
    """Yield the name of each private field with its words and value; no name if there is none."""
    loaded = private_record(root, found.kind, found.id.partition("#")[0])
    if loaded is None:
        yield "", PRIVATE_FILE.wording, phrase("本机没有", "not on this machine")
    if isinstance(loaded, tuple):  # its own words may quote what is private
        text = Bilingual("{place}：无法读取", "{place}: cannot be read")
        raise CannotReadError(text, place=str(loaded[0].place))
    if isinstance(loaded, Private):
        for field in shape_of(Private).fields:
            value = getattr(loaded, field.attribute)
            if value is not None:
                yield field.name, field.wording, value
