"""Text in Chinese and English: messages stay data until they are shown."""

from __future__ import annotations

import gettext
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path

LANGUAGES = ("zh-CN", "en")
DEFAULT_LANGUAGE = "zh-CN"
_LOCALE = Path(__file__).with_name("locale")


def N_(text: str) -> str:
    """Mark `text` for translation; it is translated when shown."""
    return text


class Plural(str):
    """A singular and a plural form; the value `count` chooses between them."""

    __slots__ = ("several",)
    several: str

    def __new__(cls, one: str, several: str) -> Plural:
        self = str.__new__(cls, one)
        self.several = several
        return self


def NN_(one: str, several: str) -> Plural:
    """Mark both forms for translation; Chinese has only one."""
    return Plural(one, several)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A translatable sentence and the values for its placeholders."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return Words("en").say(self)


def phrase(text: str, /, **values: object) -> Phrase:
    return Phrase(text, values)


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


class Code(Term):
    """A term that programs get as its value, whatever the language."""


class AssumedDay(date):
    """A deadline in a year whose official holidays are not known; it is shown with a mark."""


@dataclass(frozen=True)
class Said:
    """The description of a field, value or setting in both languages."""

    zh: str
    en: str


class Words:
    """One language: turns phrases, terms and lists of them into text."""

    def __init__(self, language: str) -> None:
        self.language = language

    @cached_property
    def _catalogue(self) -> gettext.NullTranslations:
        if self.language == "en":
            return gettext.NullTranslations()
        return gettext.translation("deputylog", _LOCALE, [self.language.replace("-", "_")], fallback=True)

    def text(self, text: str) -> str:
        return self._catalogue.gettext(text) if text else ""

    def plural(self, forms: Plural, count: object) -> str:
        """The form for `count`; the plural if `count` is not an integer, such as "under 5"."""
        return self._catalogue.ngettext(forms, forms.several, count if isinstance(count, int) else 2)

    def _form(self, said: Phrase) -> str:
        if isinstance(said.text, Plural):
            return self.plural(said.text, said.values["count"])
        return self.text(said.text)

    def say(self, said: object) -> str:
        """The text shown for a value: phrases are filled in, terms described, lists joined."""
        match said:
            case Phrase():
                return self._form(said).format_map({key: self.say(value) for key, value in said.values.items()})
            case Term() | Said():
                return said.zh if self.language == "zh-CN" else said.en
            case bool():
                return self.text(N_("yes") if said else N_("no"))
            case str():
                return visible(said)
            case list() | tuple() | set() | frozenset():
                return self.join(said)
            case None:
                return ""
            case AssumedDay():
                return self.say(phrase(N_("{day} (Monday to Friday assumed)"), day=str(said)))
        return str(said)

    def join(self, parts: Iterable[object]) -> str:
        return ("、" if self.language == "zh-CN" else ", ").join(self.say(part) for part in parts)


@cache
def words(language: str) -> Words:
    """The words of a language, read from its catalogue once."""
    return Words(language)


_C0 = {code: 0x2400 + code for code in range(0x20)}
_SIGNS = {code: char for code, char in _C0.items() if code not in (0x09, 0x0A)}
_SIGNS |= {0x7F: 0x2421}
_INVISIBLE = [
    *range(0x80, 0xA0),
    0x061C,
    0x200B,
    0x200E,
    0x200F,
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    0xFFFE,
    0xFFFF,
]
_NAMED = {code: f"<U+{code:04X}>" for code in _INVISIBLE} | {code: f"<U+{code:04X}>" for code in range(0xD800, 0xE000)}
_TABLE: Mapping[int, int | str] = {**_SIGNS, **_NAMED}


def visible(text: str) -> str:
    """`text` with control characters made visible, so that they cannot affect the terminal."""
    return text if text.isascii() and text.isprintable() else text.translate(_TABLE)
