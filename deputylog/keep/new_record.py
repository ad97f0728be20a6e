"""Write a new record from plain values: a file in canonical form, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import cached_property
from random import Random
from typing import TypeAlias

from msgspec import Struct, ValidationError

from deputylog.finding import DeputylogError, RecordExistsError, utf8
from deputylog.keep.change import Change
from deputylog.kinds.private import PRIVATE_FILE
from deputylog.record.canonical_reader import recognized
from deputylog.record.faults import explain, faults_of
from deputylog.record.fields import Data, Record
from deputylog.record.form import canonical, normal
from deputylog.record.ids import new_id
from deputylog.record.kind import RECORDS, Kind
from deputylog.record.reading import convert
from deputylog.record.shape import shape_of
from deputylog.tree import path_problem
from deputylog.words import Phrase, phrase

_TRIES = 20
Also: TypeAlias = tuple[Kind, str, Data]
"""A register record that must hold certain values: its kind, id and the values."""


class NotARecordError(DeputylogError):
    """The values do not make a valid record; the message lists every reason."""

    def __init__(self, kind: Kind, reasons: list[Phrase]) -> None:
        self.reasons = list({str(reason): reason for reason in reasons}.values())
        super().__init__(
            "{kind}无法登记：{reasons}",
            "this cannot be written as a {kind}: {reasons}",
            kind=kind.wording,
            reasons=self.reasons,
        )


def tidy(value: object, name: str = "") -> object:
    """Return `value` with strings in NFC, without keys that hold None, [] or {}.

    DeputylogError, naming the key, if a string cannot be written in UTF-8.
    """
    match value:
        case str():
            return value if value.isascii() else normal(utf8(value, f"'{name}'"))
        case Mapping():
            return tidy_values(value)
        case list() | tuple():
            return [tidy(item, name) for item in value]
    return value


def tidy_values(data: Data) -> dict[str, object]:
    """Like `tidy`, for the values of a record."""
    return {
        str(tidy(str(key), str(key))): tidy(item, str(key))
        for key, item in data.items()
        if item not in (None, [], {})
    }


def record_of(kind: Kind, data: Data) -> Record:
    """Return the record that `data`, tidied, makes; NotARecordError lists every reason against."""
    tidied = tidy_values(data)
    reasons = faults_of(shape_of(kind.type), tidied)
    record = None if reasons else convert(kind, tidied)
    if record is None or (reasons := [text for _, text in record.amiss()]):
        raise NotARecordError(kind, reasons)
    return record


def text_of(kind: Kind, data: Data) -> str:
    """Return the file text for `data`, tidied; NotARecordError lists every reason against it."""
    return record_and_text(kind, tidy_values(data))[1]


def record_and_text(kind: Kind, tidied: Data) -> tuple[Record, str]:
    """Return the record as it will be read from its file, and the text of that; NotARecordError
    lists every reason against the values.
    """
    shape = shape_of(kind.type)
    with suppress(ValidationError):  # whose reasons are found below
        convert(kind, tidied)
        text = canonical(shape, tidied)
        found = recognized(kind.type, text)
        if found and not any(found[0].amiss()):
            return found[0], text
    return record_of(kind, tidied), canonical(shape, tidied)


def body_of(kind: Kind, name: str, raw: bytes) -> Data:
    """Return the values in a file's bytes; NotARecordError lists every fault with its line."""
    from deputylog.record import slow_parser as slow

    document = slow.read(name, raw)
    reasons = [
        phrase("{place}：{fault}", "{place}: {fault}", place=str(one.place), fault=one.text)
        for one in explain(kind, document)
    ]
    if document.data is None or reasons:
        raise NotARecordError(kind, reasons)
    return document.data


def add(
    change: Change, kind: Kind, text: str, *, day: date, random: Random, record_id: str = ""
) -> str:
    """Add a new record to a change; return its id. RecordExistsError if the given one is in use."""
    if record_id:
        if reason := path_problem(kind.path(record_id)):
            raise DeputylogError("{reason}", "{reason}", reason=reason)
        change.create(kind.path(record_id), text)
        return record_id
    for _ in range(_TRIES):
        found = new_id(kind.letter, day, random)
        try:
            change.create(kind.path(found), text)
        except RecordExistsError:
            continue
        return found
    raise RecordExistsError(f"{RECORDS}/{kind.folder}")


class NewRecord(Struct, frozen=True, dict=True):
    """What will be written: the values of the record, its day and its private values.

    `also` are other records completed with it; `remarks` are shown when it is written.
    """

    kind: Kind
    data: Data
    day: date
    record_id: str = ""
    private: Data = {}
    also: tuple[Also, ...] = ()
    remarks: tuple[Phrase, ...] = ()

    @cached_property
    def text(self) -> str:
        """The text of the record's file; NotARecordError, with every reason, if it is invalid."""
        return text_of(self.kind, self.data)

    @cached_property
    def private_text(self) -> str:
        """The text of the private file, or empty; NotARecordError if it is invalid."""
        return text_of(PRIVATE_FILE, self.private) if self.private else ""

    @property
    def records(self) -> list[tuple[Kind, Record]]:
        """The record, and what is private of it; NotARecordError if one is invalid."""
        files = [(self.kind, self.data), *([(PRIVATE_FILE, self.private)] if self.private else ())]
        return [(kind, record_of(kind, data)) for kind, data in files]
