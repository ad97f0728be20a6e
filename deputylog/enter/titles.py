"""Titles of what is open, newest first; only as many files are read as needed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from deputylog.kinds.activity import AGENDAS, Activity
from deputylog.kinds.letter import Letter
from deputylog.kinds.registry import ACTIVITY, LETTER, SUGGESTION, VISIT
from deputylog.kinds.suggestion import Suggestion
from deputylog.kinds.visit import Visit
from deputylog.life.handling import Handling
from deputylog.life.matter import Setting, matters_of
from deputylog.life.record_places import Filed
from deputylog.names.register import Named
from deputylog.record.fields import Record
from deputylog.record.files import read_bytes
from deputylog.record.kind import Kind
from deputylog.record.reading import load
from deputylog.repository.folder import is_file, paths_of, read_district
from deputylog.tree import record_path
from deputylog.words import Words

_MOST_READ = 2000
"""The maximum number of files read of each kind, because a person is waiting."""


def open_matters(root: Path, today: date) -> list[Named]:
    """Return the letters and matters of visits that are open, judged by their own events."""
    return [*_open(root, LETTER, today), *_open(root, VISIT, today)]


def open_lives(root: Path, today: date) -> list[Named]:
    """Like `open_matters`, with the open suggestions."""
    return [*open_matters(root, today), *_open(root, SUGGESTION, today)]


def agendas(root: Path, words: Words) -> list[Named]:
    """Return the activities that can be an agenda, the latest first."""
    found: list[Named] = []
    for _, wanted, record in newest(root, ACTIVITY):
        if isinstance(record, Activity):
            kind = next((words.say(kind) for kind in AGENDAS if kind == record.kind), None)
            found += [_named(wanted, record.title or kind, record.held_on)] if kind else []
    return found


def newest(root: Path, kind: Kind) -> Iterator[tuple[str, str, Record]]:
    """Yield path, id and record of each valid file, the latest first."""
    for path in paths_of(root, kind)[: -_MOST_READ - 1 : -1]:
        spot = record_path(path) if is_file(root, path) else None
        loaded = load(kind, path, read_bytes(os.path.join(root, path))) if spot else ()
        if spot and isinstance(loaded, Record):
            yield path, spot.id, loaded


def _open(root: Path, kind: Kind, today: date) -> Iterator[Named]:
    successor = read_district(root).successor
    alone = Setting(
        constituency="",
        group="",
        as_of=today,
        group_knows=True,
        suggestions={},
        successor=successor,
    )
    for path, wanted, record in newest(root, kind):
        match record:
            case Letter() | Visit():
                for matter in matters_of(Filed(path, wanted, record), alone):
                    if matter.is_open:
                        yield _named(matter.id, matter.title, matter.received)
            case Suggestion():
                if Handling(wanted, path, record, "", "", today, successor).is_open:
                    yield _named(wanted, record.title, record.first_day)


def _named(wanted: str, title: str | None, day: date | None) -> Named:
    return Named(wanted, (title,) if title else (), str(day or ""))
