"""One question of an entry: its wording, its choices, and how an answer is parsed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Protocol

from deputylog.enter.choices import called, likeliest
from deputylog.enter.context import Desk, names_for
from deputylog.enter.entry import Answers, Entry, Item
from deputylog.finding import DeputylogError
from deputylog.kinds.references import BUILT_IN
from deputylog.names.find import SeveralFoundError
from deputylog.names.register import Named
from deputylog.names.values import split
from deputylog.record.shape import Listing, Scalar, Shape
from deputylog.words import Bilingual, Phrase, phrase

_WEEKDAYS = (
    Bilingual("周一", "Monday"),
    Bilingual("周二", "Tuesday"),
    Bilingual("周三", "Wednesday"),
    Bilingual("周四", "Thursday"),
    Bilingual("周五", "Friday"),
    Bilingual("周六", "Saturday"),
    Bilingual("周日", "Sunday"),
)


class Asker(Protocol):
    """The interface for asking questions, such as a terminal."""

    def ask(
        self,
        question: str,
        known: Callable[[], Sequence[Named]],
        *,
        many: bool = False,
        present: str = "",
    ) -> str: ...
    def say(self, wording: object) -> None: ...


class StoppedError(DeputylogError):
    """The user stopped at a question; nothing is written."""

    exit_code = 130

    def __init__(self) -> None:
        super().__init__("已停止，什么都没有写入", "stopped; nothing was written")


AN_ANSWER = Bilingual(
    "此项必填，例如：{example}；按 Ctrl-C 放弃，不会写入任何内容。",
    "An answer is needed, such as {example}; Ctrl-C stops and writes nothing.",
)
_TOO_MANY = ("source", "record", "agenda", "honoured")
_MOST_LISTED = 40
_DIGITS = 2
"""A longer number is part of an id or a date, not the number of a choice."""


def _is_closed(shape: Shape | None) -> bool:
    """Whether the choices are few enough to be listed in the question."""
    return isinstance(shape, Scalar) and (
        bool(shape.terms) or shape.kind == "bool" or shape.refers in BUILT_IN
    )


def numbered(known: Sequence[Named]) -> Iterator[Phrase | str]:
    """Yield the choices, numbered, one per line."""
    for number, named in enumerate(known[:_MOST_LISTED], 1):
        yield f"  {number:>2}  {named}"
    if len(known) > _MOST_LISTED:
        yield phrase(
            "  ……还有{more}项；输入名称的一部分，按 Tab 键补全",
            "  … and {more} more; type part of a name, Tab completes it",
            more=len(known) - _MOST_LISTED,
        )


def by_number(known: Sequence[Named], text: str) -> str:
    """Return the id of the choice with that number, or `text` if it is no number or is a name.

    Raise DeputylogError for a number beyond the list, so that `3` is not read as m03.
    """
    if (
        not known
        or not text.isdecimal()
        or any(text in (named.id, *named.names) for named in known)
    ):
        return text
    if 1 <= int(text) <= len(known):
        return known[int(text) - 1].id
    if len(text) > _DIGITS or any(
        word.startswith(text) for named in known for word in (named.id, *named.names)
    ):
        return text
    raise DeputylogError(
        "没有第{number}项；可填1至{count}",
        "there is no choice {number}; the numbers go from 1 to {count}",
        number=text,
        count=len(known),
    )


def _example(shape: Shape | None) -> str:
    """Return an example answer for the shape."""
    match shape:
        case Scalar(kind="day" | "day_or_month"):
            return "3-14"
        case Scalar(kind="int"):
            return "12"
        case Scalar(kind="id"):
            return "lianhua"
    return "…"


def nothing_known() -> Sequence[Named]:
    """Return no choices, for a question that has none."""
    return ()


class Question:
    """The question for an item, given the answers so far."""

    def __init__(self, desk: Desk, entry: Entry, item: Item, answers: Answers) -> None:
        self._desk = desk
        self._entry = entry
        self._item = item
        self._answers = answers
        self._words = desk.words
        field = entry.field_of(item)
        self.name = self._words.say(item.wording or (field and field.wording) or item.field)
        shape = field.shape if field else None
        self._many = isinstance(shape, Listing)
        self._shape: Shape | None = shape.item if isinstance(shape, Listing) else shape

    def put(self, asker: Asker, present: str = "") -> object:
        """Ask until the answer is valid and return its value; None if it is skipped."""
        needed = self._item.needed(self._answers)
        proposed = "" if present else self._proposed(needed=needed)
        asked = self._asked(proposed, needed=needed)
        while True:
            text = (
                asker.ask(asked, lambda: self._known, many=self._many, present=present) or proposed
            )
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
        """Return the default answer; for a required item with one possible value, that value."""
        proposed = self._item.proposed(self._desk, self._answers)
        only = self._listed if needed and not proposed else ()
        return only[0].id if len(only) == 1 else proposed

    def _asked(self, proposed: str, *, needed: bool) -> str:
        mark = "* " if needed and not proposed else ""
        default = f" [{self.shown(proposed)}]" if proposed else ""
        return f"{mark}{self.name}{self._choices()}{default}{'：' if self._words.language == 'zh-CN' else ': '}"

    def _choices(self) -> str:
        """Return the numbered choices of a closed set; empty for other questions."""
        if not _is_closed(self._shape):
            return ""
        listed = " / ".join(
            f"{number} {named.names[0]}" for number, named in enumerate(self._known, 1)
        )
        return f"（{listed}）" if self._words.language == "zh-CN" else f" ({listed})"

    def _expected(self) -> Iterator[Phrase | str]:
        """Explain a required answer: the numbered choices or an example, and how to stop."""
        if self._known:
            yield phrase(
                "此项必填。请填序号或者名称；按 Ctrl-C 放弃，不会写入任何内容。",
                "An answer is needed. Type a number or a name; Ctrl-C stops and writes nothing.",
            )
            yield from numbered(self._known)
        else:
            yield phrase(AN_ANSWER, example=self._item.example or _example(self._shape))

    @cached_property
    def _known(self) -> Sequence[Named]:
        if self._item.known:
            return self._item.known(self._desk, self._answers)
        return names_for(self._desk, self._shape) if self._shape and not self._item.value else ()

    def _understood(self, text: str) -> object:
        """Return the value of an answer: a number selects a choice, letters the best match."""
        parts = [by_number(self._known, part) for part in (split(text) if self._many else [text])]
        try:
            return self._value(",".join(parts) if self._many else parts[0])
        except DeputylogError:
            likely = [likeliest(self._known, part) for part in parts]
            if not all(likely):
                raise
            for part, found in zip(parts, likely, strict=True):
                if len(found) > 1:
                    raise SeveralFoundError(part, found) from None
            return self._value(",".join(found[0].id for found in likely))

    def _value(self, text: str) -> object:
        return self._entry.value(self._desk, self._item, self._answers, text, self.name)

    def shown(self, value: object) -> str:
        """Return a value for display: names for ids, words for terms."""
        if isinstance(value, (list, tuple)):
            return self._words.join(self.shown(one) for one in value)
        named = next((known for known in self._listed if known.id == str(value)), None)
        return self._words.say(called(named, self._listed) if named else value)

    @cached_property
    def _listed(self) -> Sequence[Named]:
        """Every possible value; empty for records and matters, which are too many to list."""
        if self._shape is None:
            return self._known
        if _is_closed(self._shape) or (
            isinstance(self._shape, Scalar) and self._shape.refers not in ("", *_TOO_MANY)
        ):
            return names_for(self._desk, self._shape)
        return ()

    def _echo(self, asker: Asker, text: str, value: object) -> None:
        """Show how the answer was understood if that differs from what was typed."""
        shown = self.shown(value)
        if (
            isinstance(self._shape, Scalar)
            and self._shape.kind.startswith("day")
            and len(str(value)) == 10
        ):
            shown = (
                f"{value} {self._words.say(_WEEKDAYS[date.fromisoformat(str(value)).weekday()])}"
            )
        if shown != text:
            asker.say(f"  = {shown}")
