"""Show a record: its values, its events, and the steps still due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from deputylog.book import Book
from deputylog.facts.next_step_cells import NEXT, next_cells
from deputylog.kinds.event_dates import Dated, said_of
from deputylog.kinds.private import Private
from deputylog.kinds.references import BUILT_IN
from deputylog.kinds.registry import DEPUTY, GROUP, PRIVATE_FILE, SUGGESTION
from deputylog.kinds.submission import Submission
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.life.record_places import Filed
from deputylog.names.find import Found, NothingFoundError, find_record, read_found
from deputylog.names.register import Register, UnknownNameError
from deputylog.record.fields import Part
from deputylog.record.files import read_bytes
from deputylog.record.reading import load
from deputylog.record.shape import Field, Listing, OneOrList, Scalar, Shape, Structure, shape_of
from deputylog.record.unknown_day import known
from deputylog.repository.folder import private_folder
from deputylog.repository.reading import read_repository
from deputylog.text import counts
from deputylog.words import Bilingual, Term, Words, phrase

Line = tuple[str, str]
_FIRST = Bilingual("首次报送", "first handed in")
_LAST = Bilingual("最后更正", "last corrected")


def story(
    root: Path, wanted: str, *, as_of: date, today: date, words: Words, private: bool
) -> tuple[str, list[Line]]:
    """Return the title and the lines for a record or matter."""
    found = _find(root, wanted)
    book, _ = read_repository(root, as_of=as_of, today=today)
    record = read_found(root, found)
    lines = list(_fields(book, record, words))
    for matter in book.matters:
        if found.id in (matter.id, matter.record_id):
            lines += _matter(book, matter, words)
    for handling in book.handlings:
        if handling.id == found.id:
            lines += _suggestion(book, handling, words)
    for submission in book.submissions:
        if submission.id == found.id:
            lines += _other_lists(book, submission, words)
    if private:
        lines += _private(root, found, words)
    unread = [("", words.say(book.unread))] if book.unread else []
    return f"{words.say(found.kind.wording)} {found.id}", [("", found.path), *unread, *lines]


def _find(root: Path, wanted: str) -> Found:
    """Find a record by id or title, else a deputy or group by name."""
    try:
        return find_record(root, wanted)
    except NothingFoundError as nothing:
        for kind in (DEPUTY, GROUP):
            try:
                record_id = Register(root).resolve(kind.name, wanted)
            except UnknownNameError:
                continue
            return Found(kind.path(record_id), record_id, kind)
        raise nothing


def _fields(book: Book, record: Part, words: Words) -> Iterator[Line]:
    for field in shape_of(type(record)).fields:
        value = getattr(record, field.attribute)
        if value is None or value in ((), {}) or field.name in ("events", "matters", "schema"):
            continue
        if isinstance(field.shape, Structure) and not field.shape.flow:
            yield from _fields(book, value, words)
        elif isinstance(field.shape, Listing) and not isinstance(field.shape.item, Scalar):
            for item in value:
                yield words.say(field.wording), _part(book, item, words)
        else:
            yield words.say(field.wording), _shown(book, field, value, words)


def _shown(book: Book, field: Field, value: object, words: Words) -> str:
    if isinstance(value, dict):
        return words.join(
            f"{key} {_part(book, item, words) if isinstance(item, Part) else words.say(item)}"
            for key, item in value.items()
        )
    return _named(book, field.shape, value, words)


def _named(book: Book, shape: Shape, value: object, words: Words) -> str:
    if isinstance(value, Part):
        return _part(book, value, words)
    if isinstance(shape, OneOrList):
        return _named(book, shape.of(value), value, words)
    if isinstance(shape, Listing) and isinstance(value, tuple):
        return words.join(_named(book, shape.item, item, words) for item in value)
    if isinstance(shape, Scalar) and shape.refers in BUILT_IN:
        return words.say(book.directory.word(shape.refers, str(value)))
    if isinstance(shape, Scalar) and shape.refers:
        name = book.name(shape.refers, str(value))
        return words.say(
            name
            if name == value
            else phrase("{name}（{id}）", "{name} ({id})", name=name, id=str(value))
        )
    return words.say(value)


def _part(book: Book, part: Part, words: Words) -> str:
    """Return the values of a part in one line."""
    shown = [
        _shown(book, field, value, words)
        for field in shape_of(type(part)).fields
        if (value := getattr(part, field.attribute)) not in (None, (), {}, False)
    ]
    return "  ".join(shown)


def _matter(book: Book, matter: Matter, words: Words) -> Iterator[Line]:
    """Yield the history of a matter and of every suggestion based on it."""
    if matter.from_visit:
        yield from _heading(
            Bilingual("问题", "matter"), matter.id, matter.kind, matter.title, words
        )
    yield from _life(book, matter, words)
    for handling in book.suggestions_of.get(matter.id, ()):
        yield from _heading(
            Bilingual("转为建议", "suggestion"),
            handling.id,
            handling.record.kind,
            handling.record.title,
            words,
        )
        yield from _life(book, handling, words)


def _suggestion(book: Book, handling: Handling, words: Words) -> Iterator[Line]:
    """Yield the history of a suggestion, after those of the matters it is based on."""
    for matter in book.behind(handling):
        yield from _heading(
            Bilingual("来源", "grew out of"), matter.id, matter.kind, matter.title, words
        )
        yield from _life(book, matter, words)
    yield from _heading(
        SUGGESTION.wording, handling.id, handling.record.kind, handling.record.title, words
    )
    yield from _life(book, handling, words)


def _other_lists(book: Book, submission: Filed[Submission], words: Words) -> Iterator[Line]:
    """Yield the lists of the same quarter: the first, which is judged, and the last, which holds."""
    lists = book.submissions_of(submission.record.group, submission.record.quarter)
    if len(lists) > 1:
        for head, filed in ((_FIRST, lists[0]), (_LAST, lists[-1])):
            yield words.say(head), f"{filed.record.handed_in}  {filed.id}"


def _heading(
    head: Bilingual, wanted: str, kind: Term, title: str | None, words: Words
) -> Iterator[Line]:
    yield "", ""
    yield words.say(head), f"{wanted}  {words.say(kind)}  {words.say(title or '')}"


def _life(book: Book, lived: Matter | Handling, words: Words) -> Iterator[Line]:
    """Yield the events in order, how it stands, and the steps still due."""
    events: tuple[Dated, ...] = lived.events
    for event in events:
        yield words.say(event.on or phrase("日期不详", "date unknown")), _event(book, event, words)
    stands: tuple[tuple[Bilingual, object], ...] = (
        (Bilingual("状态", "state"), lived.state),
        (Bilingual("结果", "result"), lived.outcome),
        (Bilingual("办结日期", "settled on"), known(lived.settled_on)),
        *(
            (column.head, cell)
            for column, cell in zip(NEXT, next_cells(book, lived.id), strict=True)
        ),
    )
    yield from ((words.say(head), words.say(cell)) for head, cell in stands if cell is not None)
    for duty in book.duties[lived.id]:
        if duty.is_running:
            text = (
                Bilingual(
                    "{step}，已逾期{days}（应于{due}前）",
                    "{step}, overdue by {days} (was due on {due})",
                )
                if duty.days_late
                else Bilingual("{step}，{due}前", "{step} by {due}")
            )
            yield (
                words.say(Bilingual("待办", "owed")),
                words.say(
                    phrase(text, step=duty.step, due=duty.due, days=counts.days(duty.days_late))
                ),
            )


def _event(book: Book, event: Dated, words: Words) -> str:
    """Return an event with its values; two of one type, such as two ratings, get their names."""
    given = [
        (field, value)
        for field in shape_of(type(event)).fields
        if field.name not in ("date", "who")
        and (value := getattr(event, field.attribute)) not in (None, ())
    ]
    sorts = Counter(type(value) for _, value in given if isinstance(value, Term))
    rest = [
        f"{words.say(field.wording)} {_shown(book, field, value, words)}"
        if sorts[type(value)] > 1
        else _shown(book, field, value, words)
        for field, value in given
    ]
    by = (
        phrase("经办人：{who}", "done by {who}", who=book.name("person", event.who))
        if event.who
        else None
    )
    return "  ".join([words.say(said_of(event)), *rest, *([words.say(by)] if by else [])])


def _private(root: Path, found: Found, words: Words) -> Iterator[Line]:
    record_id = found.id.partition("#")[0]
    path = private_folder(root) / found.kind.folder / record_id[1:5] / f"{record_id}.yaml"
    if not path.exists():
        yield words.say(PRIVATE_FILE.wording), words.say(phrase("本机没有", "not on this machine"))
        return
    loaded = load(PRIVATE_FILE, str(path), read_bytes(str(path)))
    if isinstance(loaded, Private):
        for field in shape_of(Private).fields:
            value = getattr(loaded, field.attribute)
            if value is not None:
                yield words.say(field.wording), words.say(value)
