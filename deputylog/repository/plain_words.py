"""Phrases as plain values, to be kept and said later in either language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from deputylog.record.fields import Month
from deputylog.table import Valued
from deputylog.words import ASSUMED, AssumedDay, Bilingual, Phrase, Term, phrase


def plain(value: object) -> object:
    """Return what is said as plain values.

    A phrase becomes a list of its text and values, and of what it says to programs; a text in two
    languages a list of three texts; any other list one that begins with nothing.
    """
    match value:
        case Valued():
            return [plain(value.text), _each(value.values), _each(value.plain)]
        case Phrase():
            return [plain(value.text), _each(value.values)]
        case Bilingual():
            return [value.zh, value.en, value.several]
        case Term():
            return [value.zh, value.en, ""]
        case AssumedDay():
            return plain(phrase(ASSUMED, day=str(value)))
        case None | bool() | int() | str():
            return value
        case list() | tuple() | set() | frozenset():
            return [None, *map(plain, value)]
    return str(value)


def _each(values: Mapping[str, object]) -> dict[str, object]:
    return {key: plain(one) for key, one in values.items()}


def said(value: Any) -> Any:
    """Return the same as it was, of its plain values."""
    match value:
        case [None, *several]:
            return list(map(said, several))
        case [text, dict(values)]:
            return Phrase(said(text), _said_each(values))
        case [text, dict(values), dict(for_programs)]:
            return Valued(said(text), _said_each(values), _said_each(for_programs))
        case [zh, en, several]:
            return Bilingual(zh, en, several)
    return value


def _said_each(values: dict[str, Any]) -> dict[str, Any]:
    return {key: said(one) for key, one in values.items()}


def plain_day(day: date | None) -> tuple[str, bool]:
    """Return a day as text, and whether it was counted without knowing the holidays."""
    return (day.isoformat() if day else ""), isinstance(day, AssumedDay)


def day_said(text: str, is_assumed: bool) -> date | None:
    """Return the same day or month as it was, of its plain values."""
    if text.count("-") == 1:
        return Month.fromisoformat(f"{text}-01")
    return (AssumedDay if is_assumed else date).fromisoformat(text) if text else None
