"""Records and events in one plain line: what a command tells after writing, and `undo` names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from deputylog.calendar import Quarter
from deputylog.kinds.event_dates import Dated, label_of
from deputylog.kinds.opening import Opening
from deputylog.kinds.references import BUILT_IN, NamedObjects
from deputylog.kinds.visit import Visit
from deputylog.names.in_words import joined
from deputylog.period_words import quarter_words
from deputylog.record.fields import Key, Month, Record
from deputylog.record.kind import Kind
from deputylog.record.shape import Field, shape_of
from deputylog.text import counts
from deputylog.words import Bilingual, Phrase, Term, phrase

_PROBLEM = Bilingual("活动中反映的问题", "matter of a visit")
_MOST_SHOWN = 60
_PEOPLE = ("deputy", "lead")
"""The fields with who sees to a record, shown besides those by which it is recognised."""


def added(names: NamedObjects, kind: Kind, record_id: str, record: Record, today: date) -> Phrase:
    """Return what a new record is, with the ids by which the next command can name it."""
    matters = [matter.id for matter in record.matters] if isinstance(record, Visit) else []
    text = Bilingual("已登记：{thing}，编号 {id}", "Added: {thing}, id {id}")
    if matters:
        text = Bilingual(
            "已登记：{thing}，编号 {id}，问题编号 {matters}",
            "Added: {thing}, id {id}, matters {matters}",
        )
    thing = described(names, kind, record, today)
    return phrase(text, thing=thing, id=record_id, matters=matters)


def logged(
    names: NamedObjects, kind: Kind, record: Record, at: Key, steps: Iterable[Dated], today: date
) -> Phrase:
    """Return the record, or the matter at a key in it, with the steps that were added."""
    text = Bilingual("已登记：{thing}→ {steps}", "Logged: {thing} → {steps}")
    done = [step(names, event, today) for event in steps]
    return phrase(text, thing=described(names, kind, record, today, at), steps=done)


def described(names: NamedObjects, kind: Kind, record: Record, today: date, at: Key = ()) -> Phrase:
    """Return the day, kind, title, place and people of a record, or of the matter at a key in it.

    An accusation has no title, as its file has none.
    """
    matter = record.matters[int(at[1])] if at and isinstance(record, Visit) else None
    about = matter or record
    title, name = getattr(about, "title", None), getattr(about, "name", None)
    day = kind.day_of(record) if kind.is_dated else None
    return phrase(
        Bilingual("{day}{kind}{title}{name}{beside}", "{kind}{day}{title}{name}{beside}"),
        kind=_PROBLEM if matter else kind.wording,
        day=phrase(Bilingual("{day}", " of {day}"), day=_day(day, today)) if day else None,
        title=phrase("《{title}》", " '{title}'", title=_short(title)) if title else None,
        name=phrase("“{name}”", " {name}", name=name) if name else None,
        beside=_in_brackets(list(_beside(names, kind, record, not title))),
    )


def step(names: NamedObjects, event: Dated, today: date) -> Phrase:
    """Return what a step was: its day unless it is today, what was done, and by or to whom."""
    values = {
        field.name: _value(names, field, getattr(event, field.attribute), event.on or today)
        for field in shape_of(type(event)).fields
        if field.name != "date" and getattr(event, field.attribute) not in (None, ())
    }
    text = type(event).told or Bilingual("", "")
    named = {name for name in values if f"{{{name}}}" in text}
    if not named or text.count("{") > len(named):
        text, named = label_of(event), set()
    return phrase(
        Bilingual("{day}{done}{beside}", "{done}{beside}{day}"),
        day=None
        if event.on in (None, today)
        else phrase(Bilingual("{day}", " on {day}"), day=_day(event.on, today)),
        done=phrase(text, **values),
        beside=_in_brackets([value for name, value in values.items() if name not in named]),
    )


def _in_brackets(parts: Sequence[object]) -> Phrase | None:
    if not parts:
        return None
    return phrase("（{parts}）", " ({parts})", parts=joined(Bilingual("，", ", "), parts))


def _beside(names: NamedObjects, kind: Kind, record: Record, untitled: bool) -> Iterator[object]:
    """Yield the place, the people and what else a record is recognised by."""
    day = (kind.day_of(record) if kind.is_dated else None) or date.max
    fields = shape_of(type(record)).fields
    for field in sorted(fields, key=lambda one: bool(one.scalar and one.scalar.refers == "deputy")):
        is_wanted = field.name in (*kind.known_by, *_PEOPLE) or (untitled and field.name == "kind")
        value, shape = getattr(record, field.attribute), field.scalar
        if is_wanted and value and shape and not shape.kind.startswith(("text", "day")):
            yield _value(names, field, value, day)
    if isinstance(record, Opening):
        found, boxes = sum(record.mailboxes.values()), len(record.mailboxes)
        text = Bilingual("开启{boxes}，来信{letters}", "{boxes} opened, {letters}")
        yield phrase(text, boxes=counts.mailboxes(boxes), letters=counts.letters(found))


def _value(names: NamedObjects, field: Field, value: object, day: date) -> object:
    """Return a value with names for ids; for a mailbox or constituency, that of its group."""
    if isinstance(value, tuple):
        return [_value(names, field, one, day) for one in value]
    if type(value) is date:
        return _day(value, day)
    if isinstance(value, Quarter):
        return quarter_words(value)
    refers = field.scalar.refers if field.scalar else ""
    if refers in ("mailbox", "constituency"):
        refers, value = "group", _group(names, refers, str(value), day) or value
    word = _word(names, refers, str(value)) if refers else value
    if isinstance(word, Term):  # without what stands in brackets behind it
        return Bilingual(word.zh.partition("（")[0], word.en.partition(" (")[0])
    return _short(word) if isinstance(word, str) else word


def _short(text: str) -> str:
    """Return a text in one line, and no more than its beginning."""
    line = " ".join(text.split())
    return line if len(line) <= _MOST_SHOWN else f"{line[:_MOST_SHOWN]}…"


def _word(names: NamedObjects, kind: str, wanted: str) -> str:
    """Return the word for what is built in, the name of other things, else the id."""
    built_in = (word for word in BUILT_IN.get(kind, ()) if word == wanted)
    return next(built_in, "") or names.name(kind, wanted) or wanted


def _group(names: NamedObjects, refers: str, wanted: str, day: date) -> str:
    """Return the group that holds a mailbox or constituency on that day; empty if none does."""
    if refers == "constituency":
        return names.holdings.group_holding(wanted, day)
    for within, group in names.groups.items():
        for mailbox in group.mailboxes:
            if mailbox.id == wanted:
                return names.holdings.group_of_mailbox(mailbox, within, day)
    return ""


def _day(day: date, today: date) -> Phrase:
    """Return a day in words, with its year if that is not today's."""
    is_month = isinstance(day, Month)
    year = "" if day.year == today.year else f"{day.year}年"
    zh = f"{year}{day.month}月" if is_month else f"{year}{day.month}月{day.day}日"
    return phrase(Bilingual(zh, str(day)))
