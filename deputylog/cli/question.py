"""One question of an entry: its wording, its choices, and how an answer is parsed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Protocol

from deputylog.enter.choices import called, likeliest
from deputylog.enter.entry import RecordEntry
from deputylog.enter.names import NAMES, NameSource
from deputylog.finding import DeputylogError
from deputylog.kinds.references import BUILT_IN
from deputylog.kinds.registry import field_of
from deputylog.names.find import SeveralFoundError
from deputylog.names.register import Named
from deputylog.names.values import split
from deputylog.record.kind import Answers, Input
from deputylog.words import Bilingual, Phrase, Words, phrase

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
AN_ANSWER = Bilingual(
    "此项必填，例如：{example}；按 Ctrl-C 放弃，不会写入任何内容。",
    "An answer is needed, such as {example}; Ctrl-C stops and writes nothing.",
)
_EXAMPLES = {"day": "3-14", "day_or_month": "3-14", "int": "12", "id": "lianhua"}
"""Sample answers by the kind of value."""
_UNLISTED = ("source", "record", "agenda", "honoured")
"""References to records and matters, which are too many to be listed."""
_MOST_LISTED = 40
_DIGITS = 2
"""A longer number is part of an id or a date, not the number of a choice."""


class Asker(Protocol):
    """The interface for asking questions, such as a terminal."""

    def ask(
        self,
        question: str,
        known: Callable[[], Sequence[Named]] = tuple,
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


def with_colon(words: Words, question: str) -> str:
    return f"{question}{'：' if words.language == 'zh-CN' else ': '}"


def choose(asker: Asker, words: Words, question: Phrase, letters: str) -> str:
    """Return one of the letters, or the capital one, if any, for Enter; Chinese words are
    accepted.
    """
    meanings = {"是": "y", "否": "n", "改": "e", "yes": "y", "no": "n", "edit": "e"}
    default = next((letter for letter in letters if letter.isupper()), "").lower()
    prompt = f"{words.say(question)} [{'/'.join(letters)}] "
    while True:
        answer = asker.ask(prompt).lower()
        answer = meanings.get(answer, answer) or default
        if answer in letters.lower() and len(answer) == 1:
            return answer
        asker.say(phrase("请输入 {letters} 之一", "one of {letters}", letters="/".join(letters)))


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
    words = [word for named in known for word in (named.id, *named.names)]
    if not known or not text.isdecimal() or text in words:
        return text
    if 1 <= int(text) <= len(known):
        return known[int(text) - 1].id
    if len(text) > _DIGITS or any(word.startswith(text) for word in words):
        return text
    raise DeputylogError(
        "没有第{number}项；可填1至{count}",
        "there is no choice {number}; the numbers go from 1 to {count}",
        number=text,
        count=len(known),
    )


class Question:
    """The question for an input, given the answers so far."""

    def __init__(
        self, entry: RecordEntry, item: Input, answers: Answers, names: NameSource | None = None
    ) -> None:
        self._entry = entry
        self._item = item
        self._answers = answers
        self._names = names or NAMES.get(item.names)
        self._words = entry.context.words
        field = field_of(entry.kind, item)
        self.name = self._words.say(item.wording or (field and field.wording) or item.field)
        self._many = field is not None and field.is_list
        self._shape = field.scalar if field else None

    def put(self, asker: Asker, present: str = "") -> object:
        """Ask until the answer is valid and return its value; None if it is skipped."""
        is_needed = self._item.needed(self._answers)
        proposed = "" if present else self._proposed(needed=is_needed)
        mark = "* " if is_needed and not proposed else ""
        default = f" [{self.display(proposed)}]" if proposed else ""
        prompt = with_colon(self._words, f"{mark}{self.name}{self._choices()}{default}")
        while True:
            text = asker.ask(prompt, lambda: self._known, many=self._many, present=present)
            if not (text or proposed or is_needed):
                return None
            try:
                value = self._understood(text or proposed) if text or proposed else None
            except DeputylogError as error:
                asker.say(error.text)
                continue
            if value is None:
                for line in self._expected():
                    asker.say(line)
                continue
            if text not in ("", proposed):
                self._echo(asker, text, value)
            return value

    def _proposed(self, *, needed: bool) -> str:
        """Return the default answer; for a required input with one possible value, that value."""
        proposed = self._entry.proposed(self._item, self._answers)
        only = self._listed if needed and not proposed else ()
        return only[0].id if len(only) == 1 else proposed

    @property
    def _is_closed(self) -> bool:
        """Whether the choices are few enough to be listed in the question."""
        shape = self._shape
        return shape is not None and (
            bool(shape.terms) or shape.kind == "bool" or shape.refers in BUILT_IN
        )

    def _choices(self) -> str:
        """Return the numbered choices of a closed set; empty for other questions."""
        if not self._is_closed:
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
            kind = self._shape.kind if self._shape else ""
            yield phrase(AN_ANSWER, example=self._item.example or _EXAMPLES.get(kind, "…"))

    @cached_property
    def _known(self) -> Sequence[Named]:
        if self._names:
            return self._names.known(self._entry.context, self._answers)
        return self._entry.context.choices(self._shape) if self._shape else ()

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
        if self._names:
            return self._names.resolve(self._entry.context, self._answers, text, self.name)
        return self._entry.value(self._item, self._answers, text, self.name)

    def display(self, value: object) -> str:
        """Return a value for display: names for ids, words for terms."""
        if isinstance(value, (list, tuple)):
            return self._words.join(self.display(one) for one in value)
        named = next((known for known in self._listed if known.id == str(value)), None)
        return self._words.say(called(named, self._listed) if named else value)

    @cached_property
    def _listed(self) -> Sequence[Named]:
        """Every possible value; empty for records and matters, which are too many to list."""
        if self._shape is None:
            return self._known
        if self._is_closed or self._shape.refers not in ("", *_UNLISTED):
            return self._entry.context.choices(self._shape)
        return ()

    def _echo(self, asker: Asker, text: str, value: object) -> None:
        """Show how the answer was understood if that differs from what was typed."""
        shown = self.display(value)
        is_day = self._shape is not None and self._shape.kind.startswith("day")
        if is_day and len(str(value)) == 10:
            number = date.fromisoformat(str(value)).weekday()
            weekday = Bilingual(f"周{'一二三四五六日'[number]}", _WEEKDAYS[number])
            shown = f"{value} {self._words.text(weekday)}"
        if shown != text:
            asker.say(f"  = {shown}")
