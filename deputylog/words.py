"""Text in Chinese and English: messages stay data until they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache

from msgspec import Struct

LANGUAGES = ("zh-CN", "en")
DEFAULT_LANGUAGE = "zh-CN"


class Bilingual(str):
    """A text in Chinese and English; as a plain string it is the English one.

    With `several`, English has that form unless the value `count` is 1; Chinese has one form.
    """

    __slots__ = ("several", "zh")
    several: str
    zh: str

    def __new__(cls, zh: str, en: str, several: str = "") -> Bilingual:
        self = str.__new__(cls, en)
        self.zh = zh
        self.several = several
        return self

    def __reduce__(self) -> tuple[type[Bilingual], tuple[str, str, str]]:
        return type(self), (self.zh, self.en, self.several)

    @property
    def en(self) -> str:
        return str(self)


class Phrase(Struct, frozen=True):
    """A text, usually bilingual, and the values for its placeholders."""

    text: str
    values: Mapping[str, object] = {}

    def __str__(self) -> str:
        return Words("en").say(self)


def phrase(zh: str, en: str = "", /, **values: object) -> Phrase:
    """Return a phrase of a text in both languages, or of a Bilingual one."""
    return Phrase(Bilingual(zh, en) if en else zh, values)


class Term(StrEnum):
    """A value of a closed set, with its description in Chinese and English."""

    zh: str
    en: str

    def __new__(cls, value: str, zh: str, en: str) -> Term:
        self = str.__new__(cls, value)
        self._value_ = value
        self.zh = zh
        self.en = en
        return self


class AssumedDay(date):
    """A deadline in a year whose official holidays are not known; it is shown with a mark."""


ASSUMED = Bilingual("{day}（按周一至周五推算）", "{day} (Monday to Friday assumed)")


_YES = Bilingual("是", "yes")
_NO = Bilingual("否", "no")


class Words:
    """One language: turns phrases, terms and lists of them into text."""

    def __init__(self, language: str) -> None:
        self.language = language

    def text(self, text: str) -> str:
        """The text in this language; a plain string is the same in both."""
        return text.zh if isinstance(text, Bilingual) and self.language != "en" else str(text)

    def _form(self, phrase: Phrase) -> str:
        text, count = phrase.text, phrase.values.get("count")
        if isinstance(text, Bilingual) and text.several and self.language == "en":
            return str(text) if count == 1 and isinstance(count, int) else text.several
        return self.text(text)

    def say(self, wording: object) -> str:
        """The text shown for a value: phrases are filled in, terms described, lists joined."""
        match wording:
            case Phrase():
                return self._form(wording).format_map(
                    {key: self.say(value) for key, value in wording.values.items()}
                )
            case Term() | Bilingual():
                return wording.zh if self.language == "zh-CN" else wording.en
            case bool():
                return self.text(_YES if wording else _NO)
            case str():
                return visible(wording)
            case list() | tuple() | set() | frozenset():
                return self.join(wording)
            case None:
                return ""
            case AssumedDay():
                return self.say(phrase(ASSUMED, day=str(wording)))
        return str(wording)

    def join(self, parts: Iterable[object]) -> str:
        return ("、" if self.language == "zh-CN" else ", ").join(self.say(part) for part in parts)


@cache
def words(language: str) -> Words:
    """The words of a language."""
    return Words(language)


_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)


def visible(text: str) -> str:
    """`text` with control characters made visible, so that they cannot affect the terminal."""
    return text if text.isprintable() else _UNSEEN.sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"<U+{code:04X}>"
