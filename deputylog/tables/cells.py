"""Cells of a sheet and the values of records: lists in a cell, labels for ids, and both ways."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date

from msgspec import Struct

from deputylog.caching import cached_method
from deputylog.finding import DeputylogError
from deputylog.kinds.references import BUILT_IN, RECORDED, Named, NamedObjects
from deputylog.kinds.registry import GROUP
from deputylog.names.days import Days, UnclearDayError
from deputylog.names.values import Values
from deputylog.record.faults import misfit
from deputylog.record.fields import SLUG, exact_day
from deputylog.record.kind import Kind
from deputylog.record.shape import Listing, OneOrList, Scalar, Shape
from deputylog.tables.columns import ColumnPath, columns_by_path
from deputylog.text.spelling import id_in, plain
from deputylog.words import Words

_COMMAS = "、，,;；"
_PART = re.compile(
    rf'\s*(?:"((?:[^"]|"")*)"\s*(?=[{_COMMAS}\n]|$)|([^{_COMMAS}\n]*))(?:[{_COMMAS}\n]|$)'
)
_RECORD = re.compile(r"[A-Z]\d{8}-[0-9a-z]{5}(?:#[0-9a-z]{4})?")


def quoted(part: str) -> str:
    """Return an entry as it is written in a list, quoted if necessary."""
    if part == part.strip() and part and not any(char in part for char in f'{_COMMAS}"\n'):
        return part
    return '"' + part.replace('"', '""') + '"'


def joined(entries: list[str]) -> str:
    """Return the entries as one cell, which `parts` splits into the same entries."""
    return "、".join(map(quoted, entries))


def parts(text: str) -> list[str]:
    """Split a cell into entries, separated by any comma, semicolon or line break."""
    found: list[str] = []
    at = 0
    while at < len(text) and (part := _PART.match(text, at)):
        found.append(part[1].replace('""', '"') if part[1] is not None else part[2].strip())
        at = part.end()
    return [part for part in found if part]


class Labels(Struct, frozen=True, dict=True):
    """Labels of ids, one to one: the name, with the id in brackets if the name is not unique.

    Pull-downs offer what there is on the day `on`.
    """

    names: NamedObjects
    words: Words
    on: date | None = None

    def label(self, kind: str, wanted: str) -> str:
        """Return the label of an id; the id itself if it is unknown."""
        return self._table(kind)[0].get(wanted, wanted)

    def id(self, kind: str, label: str) -> str | None:
        """Return the id for a label, or the id in brackets at its end; None if it is unknown."""
        labels, ids = self._table(kind)
        form = plain(label)
        wanted = id_in(form)
        return ids.get(form) or (wanted if wanted in labels else None)

    def every(self, kind: str) -> tuple[str, ...]:
        """Return every label of a kind, sorted by id; of departments, those in use on the day."""
        present = {named.id for named in self.names.known(kind, self.on)}
        labels = self._table(kind)[0].items()
        return tuple(label for wanted, label in labels if wanted in present)

    def ordinary_department(self) -> str | None:
        """Return the label of the first department that is not reserved for accusations."""
        departments = self.names.district.departments
        for named in self.names.known("department", self.on):
            if not departments[named.id].takes_accusations:
                return self.label("department", named.id)
        return None

    @cached_method
    def _table(self, kind: str) -> tuple[dict[str, str], dict[str, str]]:
        known = {named.id: named for named in reversed(self.names.known(kind)) if named.names}
        names = {wanted: self._name(kind, known[wanted]) for wanted in sorted(known)}
        several = Counter(map(plain, names.values()))
        labels: dict[str, str] = {}
        used: set[str] = set(known)
        for wanted, name in names.items():
            label = name if several[plain(name)] == 1 else f"{name}（{wanted}）"
            is_free = plain(label) not in used and label == label.strip()
            labels[wanted] = label if is_free else wanted
            used.add(plain(labels[wanted]))
        return labels, {plain(label): wanted for wanted, label in labels.items()}

    def _name(self, kind: str, named: Named) -> str:
        if kind == "mailbox":
            return f"{named.id} {named.names[0]}"
        is_english = kind in BUILT_IN and self.words.language != "zh-CN"
        return named.names[-1 if is_english else 0]


class CellWriter(Struct, frozen=True):
    """How cells are written: the label of each id, by its kind, and the language."""

    label: Callable[[str, str], str]
    words: Words

    def cell(self, shape: Shape, value: object) -> object:
        """Return the cell value: a date, a number or text."""
        match shape:
            case OneOrList() if isinstance(value, list):
                return "、".join(f"{item['from']} {item['id']}" for item in value)
            case OneOrList():
                return self.cell(shape.one, value)
            case Listing() if isinstance(value, list):
                return joined([str(self.cell(shape.item, item)) for item in value])
            case Scalar(terms=terms) if terms:
                return self.words.say(next(term for term in terms if term == value))
            case Scalar() if shape.refers:
                return self.label(shape.refers, str(value))
            case Scalar(kind="bool"):
                return self.words.say(value)
            case Scalar(kind="day" | "day_or_month") if len(str(value)) == 10:
                return date.fromisoformat(str(value))
            case Scalar(kind="int"):
                return value
        return str(value)


class CellReader(Struct, frozen=True, dict=True):
    """How cells are read: `labels`, if any, are tried before `resolve`."""

    values: Values
    kind: Kind
    words: Words
    days: Days
    resolve: Callable[[str, str, date | None], str] | None = None
    labels: Labels | None = None

    def value(self, path: ColumnPath, shape: Shape, text: str, day: str = "") -> object:
        """Return the value of a cell in a record or step of that day; DeputylogError if it does not
        fit.
        """
        match shape:
            case Listing():
                return [self.value(path, shape.item, part, day) for part in parts(text)]
            case OneOrList():
                return self._one_or_dated(path, shape, text, day)
            case Scalar(kind="text", free=True):
                return text
            case Scalar():
                return self._scalar(path, shape, text, day)
        raise TypeError(shape)

    def _one_or_dated(self, path: ColumnPath, shape: OneOrList, text: str, day: str) -> object:
        """Return the value of a cell with an id, or with days and ids, such as `2027-01-08 d01`."""
        dated = [part.rpartition(" ") for part in parts(text)]
        if len(dated) == 1 and not dated[0][0]:
            return self._scalar(path, shape.one, text, day)
        return [
            {"from": first, "id": self._scalar(path, shape.one, wanted, first)}
            for first, _, wanted in dated
        ]

    @cached_method
    def _scalar(self, path: ColumnPath, shape: Scalar, text: str, day: str) -> object:
        word = text.strip()
        if shape.refers:
            on = self._on(day)
            found = self._id(shape.refers, word, on)
            if on and shape.refers == "department" and path[-1] != "by":
                self.values.register.refuse_ended(found, on)
            return found
        column = columns_by_path(self.kind).get(path)
        name = self.words.say(column.head) if column else path[-1]
        is_day, may_be_month = shape.kind.startswith("day"), shape.kind == "day_or_month"
        in_form = self._day(word, may_be_month=may_be_month) if is_day else word
        value = self.values.of(name, shape, in_form)
        if problem := misfit(shape, value, name, word):
            raise DeputylogError("{reason}", "{reason}", reason=problem)
        return value

    def _day(self, word: str, *, may_be_month: bool = False) -> str:
        """Return the day in a cell like 2026-03-14; other text unchanged."""
        try:
            return self.days.written(word, may_be_month=may_be_month)
        except (ValueError, OverflowError):
            return word

    def _on(self, text: str) -> date | None:
        """Return the day in a cell; None if it is empty or invalid, which its own field reports."""
        try:
            return exact_day(self._day(text.strip()))
        except (ValueError, UnclearDayError):
            return None

    def _id(self, kind: str, word: str, on: date | None) -> str:
        is_id = kind in RECORDED and _RECORD.fullmatch(word)
        if is_id or (self.kind is GROUP and re.fullmatch(SLUG, word)):
            return word
        if self.labels and (found := self.labels.id(kind, word)):
            return found
        resolved = self._resolved(kind, word, on)
        if isinstance(resolved, DeputylogError):
            raise resolved
        return resolved

    @cached_method
    def _resolved(self, kind: str, word: str, on: date | None) -> str | DeputylogError:
        try:
            return (self.resolve or self.values.reference)(kind, word, on)
        except DeputylogError as error:
            return error
