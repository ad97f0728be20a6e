"""One question of an entry: how it is worded, what is offered for it, and how an answer is understood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from deputylog.app.entering.desk import Desk, names_for
from deputylog.app.entering.entry import Answers, Entry, Item
from deputylog.app.entering.offers import called, likeliest
from deputylog.app.find import SeveralFoundError
from deputylog.app.names import Named
from deputylog.app.values import split
from deputylog.finding import DeputylogError
from deputylog.model.shape import Listing, Scalar, Shape
from deputylog.words import N_, Said, phrase

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
        proposed = "" if present else self._item.proposed(self._desk, self._answers)
        needed = self._item.needed(self._answers)
        asked = self._asked(proposed, needed=needed)
        while True:
            text = asker.ask(asked, self._known, many=self._many, present=present) or proposed
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
            asker.say(phrase(N_("this one cannot be left out")))

    def _asked(self, proposed: str, *, needed: bool) -> str:
        mark = "* " if needed and not proposed else ""
        default = f" [{self.shown(proposed)}]" if proposed else ""
        return f"{mark}{self.name}{self._choices()}{default}{'：' if self._words.language == 'zh-CN' else ': '}"

    def _choices(self) -> str:
        if isinstance(self._shape, Scalar) and (self._shape.terms or self._shape.refers == "activity_kind"):
            listed = " / ".join(named.names[0] for named in self._known())
            return f"（{listed}）" if self._words.language == "zh-CN" else f" ({listed})"
        return ""

    def _known(self) -> Sequence[Named]:
        if self._item.known:
            return self._item.known(self._desk, self._answers)
        return names_for(self._desk, self._shape) if self._shape and not self._item.value else ()

    def _understood(self, text: str) -> object:
        """The value of the text; of letters that mean one thing better than any other, that thing."""
        try:
            return self._value(text)
        except DeputylogError:
            likely = [likeliest(self._known(), part) for part in (split(text) if self._many else [text])]
            if not all(likely):
                raise
            for part, found in zip(split(text) if self._many else [text], likely, strict=True):
                if len(found) > 1:
                    raise SeveralFoundError(part, [str(named) for named in found[:5]], max(0, len(found) - 5)) from None
            return self._value(",".join(found[0].id for found in likely))

    def _value(self, text: str) -> object:
        return self._entry.value(self._desk, self._item, self._answers, text, self.name)

    def shown(self, value: object) -> str:
        """A value as people call it: names for ids, words for terms."""
        if isinstance(value, (list, tuple)):
            return self._words.join(self.shown(one) for one in value)
        listed = self._listed()
        named = next((known for known in listed if known.id == str(value)), None)
        return self._words.say(called(named, listed) if named else value)

    def _listed(self) -> Sequence[Named]:
        """Terms and what the register names; titles of matters take too long to read for this."""
        if isinstance(self._shape, Scalar) and (self._shape.terms or self._shape.refers not in ("", "source", "record", "honoured")):
            return names_for(self._desk, self._shape)
        return ()

    def _echo(self, asker: Asker, text: str, value: object) -> None:
        """Say how the answer was understood, where that is not what was typed."""
        shown = self.shown(value)
        if isinstance(self._shape, Scalar) and self._shape.kind.startswith("day") and len(str(value)) == 10:
            shown = f"{value} {self._words.say(_WEEKDAYS[date.fromisoformat(str(value)).weekday()])}"
        if shown != text:
            asker.say(f"  = {shown}")
