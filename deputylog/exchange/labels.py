"""Names in the cells of a sheet: each id has one label, and each label one id."""

from __future__ import annotations

from collections import Counter
from functools import cache

from deputylog.model.directory import Directory
from deputylog.words import Term, Words

_UNNAMED = frozenset({"source", "record", "term", "session"})


class Ids:
    """Ids as they are, for a sheet whose records define what the names would stand for."""

    def label(self, _kind: str, wanted: str) -> str:
        return wanted


class Labels:
    """What stands in a cell for the id of something: its name, with the id behind it where several are called so."""

    def __init__(self, directory: Directory, words: Words) -> None:
        self._directory = directory
        self._words = words
        self._tables = cache(self._table)

    def label(self, kind: str, wanted: str) -> str:
        """The label of an id; the id itself where nothing is known of it."""
        return self._tables(kind)[0].get(wanted, wanted)

    def id(self, kind: str, label: str) -> str | None:
        """The id that a label stands for, or that stands behind a name in brackets."""
        labels, ids = self._tables(kind)
        if label in ids:
            return ids[label]
        behind = label.removesuffix("）").rpartition("（")[2]
        return behind if behind in labels else None

    def every(self, kind: str) -> tuple[str, ...]:
        """Every label of a kind, by id."""
        return tuple(self._tables(kind)[0].values())

    def ordinary_department(self) -> str | None:
        """The first department to which anything may go: not one that is there for accusations."""
        departments = self._directory.district.departments.items()
        return next((self.label("department", wanted) for wanted, one in departments if not one.takes_accusations), None)

    def _table(self, kind: str) -> tuple[dict[str, str], dict[str, str]]:
        if kind in _UNNAMED:
            return {}, {}
        ids = sorted(self._directory.ids[kind])
        names = {wanted: self._name(kind, wanted) for wanted in ids}
        several = Counter(names.values())
        labels: dict[str, str] = {}
        taken: set[str] = set(ids)
        for wanted, name in names.items():
            label = name if several[name] == 1 else f"{name}（{wanted}）"
            labels[wanted] = wanted if label in taken or label != label.strip() or not name else label
            taken.add(labels[wanted])
        return labels, {label: wanted for wanted, label in labels.items()}

    def _name(self, kind: str, wanted: str) -> str:
        if kind == "mailbox":
            return self._mailbox(wanted)
        if kind == "activity_kind":
            said = self._directory.activity_kind(wanted)
            return self._words.say(said) if isinstance(said, Term) else said
        return self._directory.name(kind, wanted)

    def _mailbox(self, wanted: str) -> str:
        """A mailbox is known by its number and its constituency."""
        for group in self._directory.groups.values():
            for mailbox in group.mailboxes:
                if mailbox.id == wanted:
                    return f"{wanted} {self._directory.name('constituency', mailbox.constituency)}"
        return ""
