"""Columns that read their own cells, and the cells of a matter that every table shows alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from msgspec.structs import replace

from deputylog.book import Book
from deputylog.facts.fact import attribute
from deputylog.kinds import events
from deputylog.kinds.actor import Actor
from deputylog.kinds.event_dates import Dated, label_of, name_of
from deputylog.life.matter import Matter
from deputylog.table import Cell, Column, Table, Valued, coded
from deputylog.words import Bilingual, Phrase, phrase

CellOf = Callable[[Any, Any], Cell]
"""Returns the cell of an item, such as a matter; the first argument is usually the Book."""


class CellColumn(Column, frozen=True):
    """A column with the function that returns its cell for an item, such as a matter."""

    of: CellOf = lambda book, item: item


def column(
    name: str,
    zh: str,
    en: str,
    of: str | CellOf = "",
    *,
    names: str = "",
    set_as: str = "text",
    width: int = 0,
    leaves: int = 0,
    for_programs: bool = False,
) -> CellColumn:
    """Return a column whose cell is a function of the Book and the item, or an attribute of the
    item, by default the one called `name`.

    An attribute may be a path with dots; the cell is empty if a part of it is None. With `names`,
    the cell shows the names of that kind in the register for the ids it holds.
    """
    read = of if callable(of) else _attribute(of or name)
    if names:
        read = _named(names, read)
    return CellColumn(name, Bilingual(zh, en), set_as, width, leaves, for_programs, read)


number = partial(column, set_as="number")
day = partial(column, set_as="day")
constituency = partial(column, "constituency", "选区", "constituency", names="constituency")
record_id = partial(column, "id", "记录编号", "id", for_programs=True)
received = partial(day, "received", "收到日期", "received")
summary = partial(column, "title", "反映问题摘要", "what was raised")
state = partial(column, "state", "状态", "state")
result = partial(column, "result", "结果", "result")


def short_number(of: str = "id") -> CellColumn:
    """Return the column of the short numbers of matters; `of` is the attribute with their ids."""
    read = attribute(of)

    def number_of(book: Book, item: object) -> Cell:
        return book.number_of(str(read(item)))

    return column("number_of_matter", "编号", "number", number_of)


def _attribute(path: str) -> CellOf:
    read = attribute(path)
    return lambda _, item: read(item)


def _named(kind: str, read: CellOf) -> CellOf:
    def name(book: Book, item: object) -> Cell:
        found = read(book, item)
        if isinstance(found, (tuple, list)):
            return [book.directory.word(kind, one) for one in found]
        return book.directory.word(kind, str(found)) if found else ""

    return name


def by_value(printed: CellColumn, **further: Bilingual) -> tuple[CellColumn, ...]:
    """Return a column for print, and one for programs for each value that its cells hold.

    Its own value, "" in `Valued.plain`, keeps the name of the column; `further` are the others.
    """

    def said(context: Any, item: Any) -> Cell:
        cell = printed.of(context, item)
        return replace(cell, plain={}) if isinstance(cell, Valued) else Valued("")

    def value(name: str) -> CellOf:
        def of(context: Any, item: Any) -> Cell:
            cell = printed.of(context, item)
            return cell.plain.get(name) if isinstance(cell, Valued) else None

        return of

    values = (
        replace(printed, name=name or printed.name, head=head, for_programs=True, of=value(name))
        for name, head in {"": printed.head, **further}.items()
    )
    return replace(printed, name=f"{printed.name}_said", of=said), *values


class Numbered(NamedTuple):
    """An item with its number in a table."""

    number: int
    one: Any


def table(
    context: Any,
    name: str,
    title: Bilingual,
    columns: Sequence[CellColumn],
    items: Iterable[object],
    note: Phrase | None = None,
) -> Table:
    """Return a table with a row for each item; `context`, usually the Book, is what cells need."""
    rows = tuple(tuple(column.of(context, item) for column in columns) for item in items)
    return Table(name, title, tuple(columns), rows, note)


NONE_GIVEN = coded(Bilingual("未注明", "none given"), None)
"""In place of a topic or constituency."""
VISIT_SOURCE = coded(Bilingual("进选区活动", "visit"), "visit")


def source_of(matter: Matter) -> Cell:
    """Return the source: the visit, the outside name of the channel, or the channel."""
    return VISIT_SOURCE if matter.from_visit else matter.source or matter.channel


def owners(book: Book, matter: Matter) -> Cell:
    """Return the deputy who sees to the matter; the first one and their number if several do."""
    names = [book.name("deputy", deputy) for deputy in matter.deputies]
    if len(names) < 2:
        return names[0] if names else ""
    text = Bilingual("{first}等{count}人", "{first} (one of {count})")
    plain = {"": names[0], "deputy_all": names}
    return Valued(text, {"first": names[0], "count": len(names)}, plain)


def next_cells(book: Book, wanted: str) -> tuple[Cell, Cell, Cell]:
    """Return the next step, who owes it (without a name, whose part it is) and its due date."""
    following = book.next_of.get(wanted)
    if following is None:
        return None, None, None
    kind = "department" if following.actor is Actor.DEPARTMENT else "deputy"
    who = [book.name(kind, one) for one in following.who]
    return following.step, who or following.actor, following.due


def lines(*cells: Cell) -> Valued:
    """Return cells as the lines of one, for readers only; programs get each in its own column."""
    said = {f"line{place}": cell for place, cell in enumerate(cells) if cell}
    return Valued("\n".join(f"{{{name}}}" for name in said), said, {})


NEXT = (
    column("next", "下一步", "next step", lambda book, one: next_cells(book, one.id)[0]),
    column("who", "责任人", "who acts", lambda book, one: next_cells(book, one.id)[1], leaves=2),
    day("due", "期限", "due", lambda book, one: next_cells(book, one.id)[2]),
)


def next_cell(book: Book, wanted: str) -> Valued:
    """Return the next step, who owes it and by when in one cell; for programs, each by its own
    name.
    """
    step, who, due = next_cells(book, wanted)
    text = Bilingual("{step}（{who}）\n最迟{due}", "{step} ({who})\nby {due}")
    if due is None:
        text = Bilingual("{step}（{who}）", "{step} ({who})")
    values = {"step": step, "who": who, "due": due} if step else {}
    return Valued(text if step else "", values, {"": step, "who": who, "due": due})


NEXT_SAID = by_value(
    column("next", "下一步", "next step", lambda book, one: next_cell(book, one.id)),
    who=Bilingual("责任人", "who acts"),
    due=Bilingual("期限", "due"),
)
"""The next step in one column for print, in three for programs."""


def day_of_step(event: Dated) -> object:
    return event.on or phrase("日期不详", "date unknown")


IN_COURSE = (
    events.Forwarded,
    events.Replied,
    events.Declined,
    events.FollowedUp,
    events.Extended,
    events.Answered,
    events.Aided,
    events.FedBack,
    events.Reopened,
    events.ClosedEvent,
)
"""The steps that a list shows as the course of a matter."""


def course(book: Book, matter: Matter, steps: Iterable[events.Event]) -> list[Cell]:
    """Return the steps in the order of life, each with its day; repeated ones are one line.

    A line stands where its latest step does. Programs get every step with its values.
    """
    lines: dict[tuple[object, ...], list[events.Event]] = {}
    life = 0
    for event in steps:
        life += isinstance(event, events.Reopened)
        what = step_values(book, event) | {"date": None}
        line = (life, *what.items())
        lines[line] = [*lines.pop(line, ()), event]
    return [_line(book, several, matter) for several in lines.values()]


def _line(book: Book, several: Sequence[events.Event], matter: Matter) -> Valued:
    """Return equal steps in one line, with their number and the latest day if they are several.

    Who did it is named unless it is the only deputy who sees to the matter.
    """
    last = several[-1]
    text = Bilingual("{day} {step}", "{day} {step}")
    if len(several) > 1:
        text = Bilingual(
            "{step}{count}次，最近{day}",
            "{step} {count} time, last on {day}",
            "{step} {count} times, last on {day}",
        )
    step, day = _step(book, last, matter), day_of_step(last)
    line = phrase(text, step=step, day=day, count=len(several))
    if last.who and matter.deputies != (last.who,):
        who = book.name("person", last.who)
        line = phrase("{step}，经办人{who}", "{step}, by {who}", step=line, who=who)
    return Valued(line.text, line.values, {"": [step_values(book, one) for one in several]})


def _step(book: Book, event: events.Event, matter: Matter) -> Phrase:
    """Return a step without its day and without what the row says elsewhere."""
    if isinstance(event, events.Forwarded):
        name = book.name("department", event.to)
        return phrase("转交{department}", "forwarded to {department}", department=name)
    said = list(filter(None, _said_by(book, event, matter)))
    text = Bilingual("{event}（{said}）", "{event} ({said})")
    return phrase(text if said else "{event}", event=label_of(event), said=said)


def _said_by(book: Book, event: events.Event, matter: Matter) -> Iterator[object]:
    """Yield the department if there are several, and the result if it is not that of the matter."""
    if len(matter.departments) > 1:
        yield book.name("department", getattr(event, "by", None))
    match event:
        case events.Answered() if str(event.result) != str(matter.outcome or ""):
            yield event.result
        case events.FedBack():
            yield event.satisfaction
        case events.ClosedEvent() if matter.outcome is None:
            yield event.why


_SAID_FOR_PROGRAMS = ("result", "satisfaction", "attitude", "outcome", "why")


def step_values(book: Book, event: Dated) -> dict[str, Cell]:
    """Return a step as values for programs: codes, days and names, without what it does not say."""
    departments = (getattr(event, name, None) for name in ("to", "lead", "by"))
    department = next(filter(None, departments), None)
    values = {
        "event": name_of(event),
        "date": event.on,
        "department": book.name("department", department),
        **{name: getattr(event, name, None) for name in _SAID_FOR_PROGRAMS},
        "who": book.name("person", event.who),
    }
    return {name: value for name, value in values.items() if value}
