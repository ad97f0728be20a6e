"""Convert the cells of a sheet into the values that records hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from deputylog.finding import DeputylogError
from deputylog.kinds.references import Directory
from deputylog.kinds.registry import GROUP
from deputylog.names.days import day_in_cell
from deputylog.names.register import Register
from deputylog.names.values import Values
from deputylog.record.faults import misfit
from deputylog.record.fields import SLUG, exact_day
from deputylog.record.kind import Kind
from deputylog.record.shape import Scalar, Shape
from deputylog.tables.columns import Path as ColumnPath
from deputylog.tables.columns import columns_by_path
from deputylog.tables.labels import Labels
from deputylog.words import Words
from deputylog.workbooks.save_date import day_meant

_RECORD = re.compile(r"[A-Z]\d{8}-[0-9a-z]{5}(?:#[0-9a-z]{4})?")


def said_on(register: Register, raw: bytes, today: date) -> date:
    """Return the day that 今天 means in a table."""
    return day_meant(
        raw, register.district.time_zone, register.district.records_from.isoformat(), today
    )


def labels_of(register: Register, words: Words, on: date | None = None) -> Labels:
    """Return the names of everything in the register; pull-downs offer what there is on that day."""
    return Labels(
        Directory(register.district, register.groups, register.deputies, frozenset(), frozenset()),
        words,
        on,
    )


class Cells:
    """Converts text by the shape of a field; `labels`, if any, are tried before `resolve`. 今天
    means `said_on`.
    """

    def __init__(
        self,
        root: Path,
        kind: Kind,
        words: Words,
        said_on: date,
        resolve: Callable[[str, str, date | None], str] | None = None,
        labels: Labels | None = None,
    ) -> None:
        self._said_on = said_on
        self._values = Values(root)
        self._kind = kind
        self._words = words
        self._resolve = resolve or self._values.reference
        self._labels = labels

    def take(self, path: ColumnPath, shape: Shape, text: str, day: str = "") -> object:
        """Return the value of `text` in a record or step of that day; DeputylogError if it does not
        fit.
        """
        if not isinstance(shape, Scalar):
            raise TypeError(shape)
        if shape.free and shape.kind == "text":
            return text
        word = text.strip()
        if shape.refers:
            on = self._on(day)
            found = self._id(shape.refers, word, on)
            if on and shape.refers == "department" and path[-1] != "by":
                self._values.register.refuse_ended(found, on)
            return found
        name = self._name(path)
        value = self._values.of(
            name, shape, self._day(word) if shape.kind.startswith("day") else word
        )
        if problem := misfit(shape, value, name, word):
            raise DeputylogError("{reason}", "{reason}", reason=problem)
        return value

    def _day(self, word: str) -> str:
        """Return the day in a cell like 2026-03-14; other text unchanged."""
        try:
            return day_in_cell(
                word, self._said_on, self._values.register.district.time_zone
            ).isoformat()
        except (ValueError, OverflowError):
            return word

    def _on(self, text: str) -> date | None:
        """Return the day in a cell; None if it is empty or is not valid, which its own field tells."""
        try:
            return exact_day(self._day(text.strip()))
        except ValueError:
            return None

    def _id(self, kind: str, word: str, on: date | None) -> str:
        if kind in ("source", "record", "agenda", "honoured") and _RECORD.fullmatch(word):
            return word
        if self._kind is GROUP and re.fullmatch(SLUG, word):
            return word
        return (self._labels and self._labels.id(kind, word)) or self._resolve(kind, word, on)

    def _name(self, path: ColumnPath) -> str:
        column = columns_by_path(self._kind).get(path)
        return self._words.say(column.head) if column else path[-1]
