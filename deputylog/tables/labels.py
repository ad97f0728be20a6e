"""Labels for ids in the cells of a sheet, one to one."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

from deputylog.kinds.references import BUILT_IN, Directory
from deputylog.text.spelling import plain
from deputylog.words import Term, Words

_UNNAMED = frozenset({"source", "record", "agenda", "term", "session"})


class Ids:
    """Uses ids as labels, for sheets whose records define the names."""

    def label(self, _kind: str, wanted: str) -> str:
        return wanted


class Labels:
    """Labels of ids: the name, followed by the id in brackets if the name is not unique."""

    def __init__(self, directory: Directory, words: Words, on: date | None = None) -> None:
        self._directory = directory
        self._on = on
        self._words = words
        self._tables = cache(self._table)

    def label(self, kind: str, wanted: str) -> str:
        """Return the label of an id; the id itself if it is unknown."""
        return self._tables(kind)[0].get(wanted, wanted)

    def id(self, kind: str, label: str) -> str | None:
        """Return the id for a label, or the id in brackets at its end; None if it is unknown."""
        labels, ids = self._tables(kind)
        form = plain(label)
        behind = form.removesuffix(")").rpartition("(")[2]
        return ids.get(form) or (behind if behind in labels else None)

    def every(self, kind: str) -> tuple[str, ...]:
        """Return every label of a kind, sorted by id; of departments, those in use on the day."""
        labels = self._tables(kind)[0].items()
        return tuple(
            label for wanted, label in labels if kind != "department" or self._is_in_use(wanted)
        )

    def _is_in_use(self, department: str) -> bool:
        return self._on is None or self._directory.district.departments[department].in_use(self._on)

    def ordinary_department(self) -> str | None:
        """Return the label of the first department that is not reserved for accusations."""
        departments = self._directory.district.departments.items()
        return next(
            (
                self.label("department", wanted)
                for wanted, one in departments
                if not one.takes_accusations and self._is_in_use(wanted)
            ),
            None,
        )

    def _table(self, kind: str) -> tuple[dict[str, str], dict[str, str]]:
        if kind in _UNNAMED:
            return {}, {}
        ids = sorted(self._directory.ids(kind))
        names = {wanted: self._name(kind, wanted) for wanted in ids}
        several = Counter(map(plain, names.values()))
        labels: dict[str, str] = {}
        taken: set[str] = set(ids)
        for wanted, name in names.items():
            label = name if several[plain(name)] == 1 else f"{name}（{wanted}）"
            labels[wanted] = (
                wanted if plain(label) in taken or label != label.strip() or not name else label
            )
            taken.add(plain(labels[wanted]))
        return labels, {plain(label): wanted for wanted, label in labels.items()}

    def _name(self, kind: str, wanted: str) -> str:
        if kind == "mailbox":
            return self._mailbox(wanted)
        if kind in BUILT_IN:
            wording = self._directory.word(kind, wanted)
            return self._words.say(wording) if isinstance(wording, Term) else wording
        return self._directory.name(kind, wanted)

    def _mailbox(self, wanted: str) -> str:
        """Return a mailbox's id and the name of its constituency."""
        for group in self._directory.groups.values():
            for mailbox in group.mailboxes:
                if mailbox.id == wanted:
                    return f"{wanted} {self._directory.name('constituency', mailbox.constituency_on(date.max))}"
        return ""
