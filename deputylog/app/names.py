"""Find people, places and departments by name, alias, id or any unambiguous part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from deputylog.app.folder import read_district
from deputylog.finding import CannotReadError, DeputylogError
from deputylog.model.activity import ActivityKind
from deputylog.model.beginning import dated_deputy, dated_group
from deputylog.model.deputy import Deputy
from deputylog.model.district import District
from deputylog.model.fields import REFERRED, WORKING_BODY, Record
from deputylog.model.group import Group
from deputylog.model.kinds import DEPUTY, GROUP, RECORDS, Kind
from deputylog.schema.records import load
from deputylog.store.files import read_bytes, walk
from deputylog.words import N_, phrase

_CURES = {
    "deputy": N_("'deputylog add-deputy' adds one"),
    "person": N_("'deputylog add-deputy' adds a deputy, 'deputylog set officer' an officer"),
    "group": N_("'deputylog add-group' adds one"),
    "constituency": N_("'deputylog set constituency' adds one"),
    "mailbox": N_("'deputylog set mailbox' adds one"),
    "department": N_("'deputylog set department' adds one"),
    "topic": N_("'deputylog set topic' adds one"),
    "term": N_("'deputylog set term' adds one"),
    "session": N_("'deputylog set session' adds one"),
    "activity_kind": N_("a district adds kinds under 'activity_kinds' in records/district.yaml"),
    "organizer": N_("'deputylog add-group' adds a group, 'deputylog add-deputy' a deputy"),
    "source": N_("'deputylog add-letter' adds a letter, 'deputylog add-visit' a visit with its matters"),
    "record": N_("'deputylog list' shows what there is"),
    "honoured": N_("'deputylog add-deputy' adds a deputy, 'deputylog add-group' a group"),
}


class UnknownNameError(DeputylogError):
    """Nothing readable has this name; `unread` lists the files that could not be read."""

    def __init__(self, kind: str, wanted: str, near: list[str], unread: list[str]) -> None:
        self.unread = unread
        if unread:
            text = N_("no {what} '{wanted}' found; these files cannot be read: {paths} ('deputylog check' shows why)")
            super().__init__(text, what=REFERRED[kind], wanted=wanted, paths=unread)
            self.exit_code = CannotReadError.exit_code
        elif near:
            super().__init__(N_("there is no {what} '{wanted}'; did you mean {near}?"), what=REFERRED[kind], wanted=wanted, near=near)
        else:
            super().__init__(N_("there is no {what} '{wanted}'; {cure}"), what=REFERRED[kind], wanted=wanted, cure=phrase(_CURES[kind]))


class AmbiguousNameError(DeputylogError):
    def __init__(self, kind: str, wanted: str, candidates: list[str]) -> None:
        super().__init__(
            N_("'{wanted}' matches several ({what}): {candidates}; give more of the name, or the id"),
            what=REFERRED[kind],
            wanted=wanted,
            candidates=candidates,
        )


@dataclass(frozen=True)
class Named:
    """Something with an id and names; `hint` distinguishes two with the same name."""

    id: str
    names: tuple[str, ...]
    hint: str = ""

    def __str__(self) -> str:
        inner = ", ".join(part for part in (self.id, self.hint) if part)
        return f"{self.names[0]} ({inner})" if self.names else self.id


class Register:
    """The register of a repository; files are read when they are first needed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.unread: list[str] = []
        """Files that could not be read, of those read so far."""

    @cached_property
    def district(self) -> District:
        return read_district(self._root)

    @cached_property
    def groups(self) -> dict[str, Group]:
        return {name: dated_group(record, self.district) for name, record in self._read(GROUP) if isinstance(record, Group)}

    @cached_property
    def deputies(self) -> dict[str, Deputy]:
        return {name: dated_deputy(record, self.district) for name, record in self._read(DEPUTY) if isinstance(record, Deputy)}

    def deputy(self, wanted: str) -> Deputy | None:
        """Return one deputy, or None, without reading the others."""
        record = self._one(DEPUTY, wanted)
        return dated_deputy(record, self.district) if isinstance(record, Deputy) else None

    def _read(self, kind: Kind) -> Iterator[tuple[str, Record]]:
        for file in walk(self._root, f"{RECORDS}/{kind.folder}"):
            if file.is_regular and not file.is_link and file.path.endswith(".yaml"):
                loaded = load(kind, file.path, read_bytes(str(self._root / file.path)))
                if isinstance(loaded, Record):
                    yield Path(file.path).stem, loaded
                else:
                    self.unread.append(file.path)

    def _one(self, kind: Kind, wanted: str) -> Record | None:
        try:
            loaded = load(kind, "", read_bytes(str(self._root / kind.path(wanted))))
        except (OSError, ValueError):
            return None
        return loaded if isinstance(loaded, Record) else None

    def resolve(self, kind: str, wanted: str) -> str:
        """Return the id of what `wanted` names.

        UnknownNameError with similar names, or AmbiguousNameError with the candidates.
        """
        if self._is_id(kind, wanted):
            return wanted
        known = list(self._known(kind))
        for found in _narrowing(known, wanted):
            if len(found) == 1:
                return found[0].id
            if found:
                raise AmbiguousNameError(kind, wanted, [str(named) for named in found[:8]])
        raise self._unknown(kind, wanted, known)

    def resolve_whole(self, kind: str, wanted: str) -> str:
        """Like `resolve`, but by whole names only, never by a part."""
        known = list(self._known(kind))
        found = next(_narrowing(known, wanted))
        if len(found) > 1:
            raise AmbiguousNameError(kind, wanted, [str(named) for named in found[:8]])
        if not found:
            raise self._unknown(kind, wanted, known)
        return found[0].id

    def _unknown(self, kind: str, wanted: str, known: list[Named]) -> UnknownNameError:
        return UnknownNameError(kind, wanted, _near(known, wanted), self.unread)

    def ids(self, kind: str) -> set[str]:
        """Return every id of that kind."""
        return {named.id for named in self.known(kind)}

    def known(self, kind: str) -> list[Named]:
        """Return everything of that kind with its names."""
        return list(self._known(kind))

    def name(self, kind: str, wanted: str) -> str:
        """Return the name of the entry with that id; empty if there is none."""
        return next((named.names[0] for named in self._known(kind) if named.id == wanted and named.names), "")

    def _is_id(self, kind: str, wanted: str) -> bool:
        """Return whether `wanted` is an exact id, reading as few files as possible."""
        if not wanted.isascii() or "/" in wanted or "\\" in wanted or wanted.startswith("."):
            return False
        match kind:
            case "deputy":
                return self.deputy(wanted) is not None
            case "person":
                return wanted == WORKING_BODY or self.deputy(wanted) is not None
            case "organizer":
                return self._is_id("group", wanted) or self._is_id("person", wanted)
            case "group":
                return self._one(GROUP, wanted) is not None
        return any(named.id == wanted for named in self._known(kind))

    def _known(self, kind: str) -> Iterator[Named]:
        match kind:
            case "deputy":
                yield from self._named_deputies()
            case "person":
                yield from self._named_deputies()
                yield from self._named_officers()
                yield Named(WORKING_BODY, (self.district.working_body,))
            case "organizer" | "honoured":
                yield from self._known("group")
                yield from self._known("person" if kind == "organizer" else "deputy")
            case "group":
                yield from (Named(wanted, tuple(filter(None, (group.name, group.office)))) for wanted, group in self.groups.items())
            case "constituency":
                names = {item.id: item.name for group in self.groups.values() for item in group.constituencies}
                yield from (Named(wanted, (name,)) for wanted, name in names.items())
            case "mailbox":
                yield from self._named_mailboxes()
            case _:
                yield from self._named_in_district(kind)

    def _named_in_district(self, kind: str) -> Iterator[Named]:
        district = self.district
        match kind:
            case "department":
                yield from (Named(wanted, (item.name, *item.aliases)) for wanted, item in district.departments.items())
            case "topic":
                yield from (Named(wanted, (item.name, *item.aliases)) for wanted, item in district.topics.items())
            case "term":
                yield from (Named(term.id, ()) for term in district.terms)
            case "session":
                yield from (Named(session.id, ()) for session in district.sessions)
            case "activity_kind":
                yield from (Named(str(kind), (kind.zh, kind.en)) for kind in ActivityKind)
                yield from (Named(wanted, (own.name,)) for wanted, own in district.activity_kinds.items())

    def _named_deputies(self) -> Iterator[Named]:
        for wanted, deputy in self.deputies.items():
            hint = deputy.seats[-1].constituency if deputy.seats else ""
            yield Named(wanted, (deputy.name, *deputy.aliases), hint)

    def _named_officers(self) -> Iterator[Named]:
        for group in self.groups.values():
            yield from (Named(officer.id, (officer.name,), group.name) for officer in group.officers)

    def _named_mailboxes(self) -> Iterator[Named]:
        for group in self.groups.values():
            names = {item.id: item.name for item in group.constituencies}
            for mailbox in group.mailboxes:
                place = mailbox.places[-1].at if mailbox.places else ""
                yield Named(mailbox.id, tuple(filter(None, (names.get(mailbox.constituency), place))))


def _narrowing(known: Iterable[Named], wanted: str) -> Iterator[list[Named]]:
    """Yield exact matches, then names that start with `wanted`, then names that contain it."""
    folded = wanted.casefold()
    called = [(named, [word.casefold() for word in (named.id, *named.names)]) for named in known]
    yield [named for named, words in called if folded in words]
    if folded:
        yield [named for named, words in called if any(word.startswith(folded) for word in words)]
        yield [named for named, words in called if any(folded in word for word in words)]


def _near(known: list[Named], wanted: str) -> list[str]:
    from difflib import get_close_matches

    by_word = {word: named for named in known for word in (named.id, *named.names)}
    close = get_close_matches(wanted, list(by_word), n=3, cutoff=0.5)
    return list(dict.fromkeys(str(by_word[word]) for word in close))
