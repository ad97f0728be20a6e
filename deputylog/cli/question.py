"""One question of an entry: how it is worded, what is offered for it, and how an answer is understood."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Protocol

from deputylog.app.entering.desk import Desk, names_for
from deputylog.app.entering.entry import Answers, Entry, Item
from deputylog.app.entering.offers import called, likeliest
from deputylog.app.find import SeveralFoundError
from deputylog.app.names import Named
from deputylog.app.values import split
from deputylog.finding import DeputylogError
from deputylog.model.shape import Listing, Scalar, Shape
from deputylog.words import N_, Phrase, Said, phrase

_WEEKDAYS = (
    Said("周一", "Monday"),
    Said("周二", "Tuesday"),
    Said("周三", "Wednesday"),
    Said("周四", "Thursday"),
    Said("周五", "Friday"),
    Said("周六", "Saturday"),
    Said("周日", "Sunday"),
)


class Asker(Protocol):
    """Whoever can be asked a line: a terminal."""

    def ask(self, question: str, known: Callable[[], Sequence[Named]], *, many: bool = False, present: str = "") -> str: ...
    def say(self, said: object) -> None: ...


class StoppedError(DeputylogError):
    """The person at the terminal does not go on."""

    exit_code = 130

    def __init__(self) -> None:
        super().__init__(N_("stopped; nothing was written"))


AN_ANSWER = N_("An answer is needed, such as {example}; Ctrl-C stops and writes nothing.")
_TOO_MANY = ("source", "record", "honoured")
_MOST_LISTED = 40
_DIGITS = 2
"""A number of more digits is part of an id or a date."""


def _is_closed(shape: Shape | None) -> bool:
    """Whether the choices are few enough to stand in the question."""
    return isinstance(shape, Scalar) and (bool(shape.terms) or shape.kind == "bool" or shape.refers == "activity_kind")


def numbered(known: Sequence[Named]) -> Iterator[Phrase | str]:
    """The choices, each on a line with its number."""
    for number, named in enumerate(known[:_MOST_LISTED], 1):
        yield f"  {number:>2}  {named}"
    if len(known) > _MOST_LISTED:
        yield phrase(N_("  … and {more} more; type part of a name, Tab completes it"), more=len(known) - _MOST_LISTED)


def by_number(known: Sequence[Named], text: str) -> str:
    """The id of the choice that a number stands for; the text itself where it is no number, or something is called so.

    DeputylogError for a number beyond the list, so that `3` never means m03 in a list of two.
    """
    if not known or not text.isdecimal() or any(text in (named.id, *named.names) for named in known):
        return text
    if 1 <= int(text) <= len(known):
        return known[int(text) - 1].id
    if len(text) > _DIGITS or any(word.startswith(text) for named in known for word in (named.id, *named.names)):
        return text
    raise DeputylogError(N_("there is no choice {number}; the numbers go from 1 to {count}"), number=text, count=len(known))


def _example(shape: Shape | None) -> str:
    """An answer of that shape."""
    match shape:
        case Scalar(kind="day" | "day_or_month"):
            return "3-14"
        case Scalar(kind="int"):
            return "12"
        case Scalar(kind="id"):
            return "lianhua"
    return "…"


def nothing_known() -> Sequence[Named]:
    """For a question to which nothing can be offered."""
    return ()


class Question:
    """What is asked for an item, when the others have these answers."""

    def __init__(self, desk: Desk, entry: Entry, item: Item, answers: Answers) -> None:
        self._desk = desk
        self._entry = entry
        self._item = item
        self._answers = answers
        self._words = desk.words
        field = entry.field_of(item)
        self.name = self._words.say(item.said or (field and field.said) or item.field)
        shape = field.shape if field else None
        self._many = isinstance(shape, Listing)
        self._shape: Shape | None = shape.item if isinstance(shape, Listing) else shape

    def put(self, asker: Asker, present: str = "") -> object:
        """The answer, asked again with the reason until it can be; None when it is left out."""
        needed = self._item.needed(self._answers)
        proposed = "" if present else self._proposed(needed=needed)
        asked = self._asked(proposed, needed=needed)
        while True:
            text = asker.ask(asked, lambda: self._known, many=self._many, present=present) or proposed
            if not text and not needed:
                return None
            try:
                value = self._understood(text) if text else None
            except DeputylogError as error:
                asker.say(error.text)
                continue
            if value is not None:
                if text != proposed:
                    self._echo(asker, text, value)
                return value
            for line in self._expected():
                asker.say(line)

    def _proposed(self, *, needed: bool) -> str:
        """What the item proposes; for a needed one the single value that it can have."""
        proposed = self._item.proposed(self._desk, self._answers)
        only = self._listed if needed and not proposed else ()
        return only[0].id if len(only) == 1 else proposed

    def _asked(self, proposed: str, *, needed: bool) -> str:
        mark = "* " if needed and not proposed else ""
        default = f" [{self.shown(proposed)}]" if proposed else ""
        return f"{mark}{self.name}{self._choices()}{default}{'：' if self._words.language == 'zh-CN' else ': '}"

    def _choices(self) -> str:
        """The choices of a closed set, each with the number that stands for it."""
        if not _is_closed(self._shape):
            return ""
        listed = " / ".join(f"{number} {named.names[0]}" for number, named in enumerate(self._known, 1))
        return f"（{listed}）" if self._words.language == "zh-CN" else f" ({listed})"

    def _expected(self) -> Iterator[Phrase | str]:
        """What an answer that cannot be left out may be: the choices with their numbers, else an example; and how to stop."""
        if self._known:
            yield phrase(N_("An answer is needed. Type a number or a name; Ctrl-C stops and writes nothing."))
            yield from numbered(self._known)
        else:
            yield phrase(AN_ANSWER, example=self._item.example or _example(self._shape))

    @cached_property
    def _known(self) -> Sequence[Named]:
        if self._item.known:
            return self._item.known(self._desk, self._answers)
        return names_for(self._desk, self._shape) if self._shape and not self._item.value else ()

    def _understood(self, text: str) -> object:
        """The value of the text: of numbers the choices they stand for, of letters the one thing that they mean best."""
        parts = [by_number(self._known, part) for part in (split(text) if self._many else [text])]
        try:
            return self._value(",".join(parts) if self._many else parts[0])
        except DeputylogError:
            likely = [likeliest(self._known, part) for part in parts]
            if not all(likely):
                raise
            for part, found in zip(parts, likely, strict=True):
                if len(found) > 1:
                    raise SeveralFoundError(part, [str(named) for named in found[:5]], max(0, len(found) - 5)) from None
            return self._value(",".join(found[0].id for found in likely))

    def _value(self, text: str) -> object:
        return self._entry.value(self._desk, self._item, self._answers, text, self.name)

    def shown(self, value: object) -> str:
        """A value as people call it: names for ids, words for terms."""
        if isinstance(value, (list, tuple)):
            return self._words.join(self.shown(one) for one in value)
        named = next((known for known in self._listed if known.id == str(value)), None)
        return self._words.say(called(named, self._listed) if named else value)

    @cached_property
    def _listed(self) -> Sequence[Named]:
        """Every value that there can be: terms and what the register names; matters are too many to read for this."""
        if self._shape is None:
            return self._known
        if _is_closed(self._shape) or (isinstance(self._shape, Scalar) and self._shape.refers not in ("", *_TOO_MANY)):
            return names_for(self._desk, self._shape)
        return ()

    def _echo(self, asker: Asker, text: str, value: object) -> None:
        """Say how the answer was understood, where that is not what was typed."""
        shown = self.shown(value)
        if isinstance(self._shape, Scalar) and self._shape.kind.startswith("day") and len(str(value)) == 10:
            shown = f"{value} {self._words.say(_WEEKDAYS[date.fromisoformat(str(value)).weekday()])}"
        if shown != text:
            asker.say(f"  = {shown}")
