"""Find people, places and departments by name, alias, id or any unambiguous part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from deputylog.caching import cached_method
from deputylog.finding import CannotReadError, DeputylogError
from deputylog.kinds.deputy import Deputy
from deputylog.kinds.district import District, successors
from deputylog.kinds.group import Group, Mailbox
from deputylog.kinds.references import NAMABLE, Named, NamedObjects
from deputylog.kinds.registry import DEPUTY, DISTRICT_PATH, GROUP
from deputylog.life.first_days import dated_deputy, dated_groups
from deputylog.record.fields import WORKING_BODY, Record
from deputylog.record.files import read_bytes
from deputylog.record.kind import Kind
from deputylog.record.reading import load
from deputylog.repository.folder import read_district, read_records
from deputylog.text.numerals import plain_ordinal
from deputylog.text.spelling import bare, plain, same_name, same_plain
from deputylog.tree import record_path
from deputylog.words import Bilingual, phrase

__all__ = ["AmbiguousNameError", "Named", "Register", "UnknownNameError"]


class UnknownNameError(DeputylogError):
    """Nothing readable has this name; `unread` lists the files that could not be read."""

    def __init__(self, kind: str, wanted: str, near: list[str], unread: list[str]) -> None:
        self.unread = unread
        text = Bilingual(
            "没有名为“{wanted}”的{what}；{cure}", "there is no {what} '{wanted}'; {cure}"
        )
        if near:
            text = Bilingual(
                "没有名为“{wanted}”的{what}，是否应为{near}？",
                "there is no {what} '{wanted}'; did you mean {near}?",
            )
        if unread:
            text = Bilingual(
                "在能读取的文件中没有名为“{wanted}”的{what}；{paths}无法读取，"
                "原因见“deputylog check”",
                "no {what} '{wanted}' found; these files cannot be read: {paths} ('deputylog "
                "check' shows why)",
            )
            self.exit_code = CannotReadError.exit_code
        row = NAMABLE[kind]
        cure = phrase(row.cure) if row.cure else None
        super().__init__(text, what=row.wording, wanted=wanted, near=near, cure=cure, paths=unread)


class AmbiguousNameError(DeputylogError):
    def __init__(self, kind: str, wanted: str, candidates: list[str]) -> None:
        text = Bilingual(
            "“{wanted}”可能指多个{what}：{candidates}；请写得更具体，或者直接写编号",
            "'{wanted}' matches several ({what}): {candidates}; give more of the name, or the id",
        )
        super().__init__(text, what=NAMABLE[kind].wording, wanted=wanted, candidates=candidates)


class Register(NamedObjects):
    """The register of a repository; files are read when they are first needed.

    With `coming`, it is the register as it will be once these files are written.
    """

    def __init__(self, root: Path, coming: Mapping[str, bytes] | None = None) -> None:
        self._root = root
        self._coming = coming or {}
        self.unread: list[str] = []
        """Files that could not be read, of those read so far."""

    @cached_property
    def district(self) -> District:  # type: ignore[override]
        return read_district(self._root, self._coming.get(DISTRICT_PATH))

    @cached_property
    def groups(self) -> dict[str, Group]:  # type: ignore[override]
        return dated_groups(dict(self._read(GROUP)), self.district)

    @cached_property
    def deputies(self) -> dict[str, Deputy]:  # type: ignore[override]
        return {name: dated_deputy(record, self.district) for name, record in self._read(DEPUTY)}

    def mailboxes_on(self, day: date) -> Iterator[tuple[str, Mailbox]]:
        """Yield the mailboxes in use on that day, each with the id of its group."""
        for within, group in self.groups.items():
            for mailbox in group.mailboxes:
                if mailbox.in_use(day):
                    yield self.holdings.group_of_mailbox(mailbox, within, day), mailbox

    def deputy(self, wanted: str) -> Deputy | None:
        """Return one deputy, or None, without reading the others."""
        record = self._one(DEPUTY, wanted)
        return dated_deputy(record, self.district) if record else None

    def name(self, kind: str, wanted: str) -> str:
        """Return the first name of the object with that id; empty if it has none or is not there.

        A deputy is read alone, unless all were read before.
        """
        is_alone = kind in ("deputy", "person") and "deputies" not in self.__dict__
        if is_alone and (one := self.deputy(wanted)):
            return one.name
        return super().name(kind, wanted)

    def _read(self, kind: Kind) -> Iterator[tuple[str, Any]]:
        several = dict(read_records(self._root, kind))
        for path, raw in self._coming.items():
            if (place := record_path(path)) and place.kind is kind:
                several[path] = load(kind, path, raw)
        for path, loaded in several.items():
            if isinstance(loaded, Record):
                yield Path(path).stem, loaded
            else:
                self.unread.append(path)

    def _one(self, kind: Kind, wanted: str) -> Any:
        path = kind.path(wanted)
        try:
            loaded = load(kind, "", self._coming.get(path) or read_bytes(str(self._root / path)))
        except (OSError, ValueError):
            return None
        return loaded if isinstance(loaded, Record) else None

    def resolve(self, kind: str, wanted: str, on: date | None = None) -> str:
        """Return the id of what `wanted` names; of several of that name, the one in use on that
        day.

        UnknownNameError with similar names, or AmbiguousNameError with the candidates.
        """
        if self._is_id(kind, wanted):
            return wanted
        found = self._whole(kind, wanted, on) or self._by_part(kind, wanted, on)
        return self._only(kind, wanted, found)

    def first_named(self, kinds: Iterable[str], wanted: str) -> tuple[str, str] | None:
        """Return the first of these kinds of which something is called `wanted`, and its id."""
        for kind in kinds:
            with suppress(UnknownNameError):
                return kind, self.resolve(kind, wanted)
        return None

    def resolve_whole(self, kind: str, wanted: str, on: date | None = None) -> str:
        """Like `resolve`, but by whole names only, never by a part."""
        return self._only(kind, wanted, self._whole(kind, wanted, on))

    def is_known(self, kind: str, wanted: str) -> bool:
        """Return whether exactly one object of that kind has this whole name."""
        return len(self._whole(kind, wanted, None)) == 1

    def _only(self, kind: str, wanted: str, found: list[Named]) -> str:
        if len(found) > 1:
            raise AmbiguousNameError(kind, wanted, [str(named) for named in found[:8]])
        if not found:
            raise UnknownNameError(kind, wanted, self._resembling(kind, wanted), self.unread)
        return found[0].id

    def _is_id(self, kind: str, wanted: str) -> bool:
        """Return whether `wanted` is an exact id, reading as few files as possible."""
        if not wanted.isascii() or "/" in wanted or "\\" in wanted or wanted.startswith("."):
            return False
        return (
            any(self._one(file, wanted) for file in NAMABLE[kind].files)
            or (kind in ("person", "organizer") and wanted == WORKING_BODY)
            or wanted in self.ids(kind)
        )

    def _whole(self, kind: str, wanted: str, on: date | None) -> list[Named]:
        """Return what is called `wanted`: what is in use comes before what is not, a name before an
        alias.
        """
        changes = NAMABLE[kind].changes
        wanted = plain_ordinal(wanted) if kind == "term" else wanted
        first: list[Named] = []
        spelled = self._spelled(kind, on if changes else None).get(bare(wanted), ())
        for found in _called(spelled, wanted):
            if in_use := [named for named in found if on is None or named.in_use(on)]:
                return self._without_successors(in_use) if kind == "department" else in_use
            first = first or found
        return first or (self._whole(kind, wanted, None) if on and changes else [])

    @cached_method
    def _spelled(self, kind: str, on: date | None) -> dict[str, list[Named]]:
        """What has each name, by the name without a remark in brackets."""
        found: dict[str, list[Named]] = {}
        for named in self.known(kind, on):
            for form in dict.fromkeys(map(bare, named.plain)):
                found.setdefault(form, []).append(named)
        return found

    def _without_successors(self, found: list[Named]) -> list[Named]:
        """Leave out a department that takes over from another one found: on that day, the name is
        still the other's.
        """
        departments = self.district.departments.items()
        merged = {wanted: department.merged_into for wanted, department in departments}
        later = {name for named in found for name in successors(named.id, merged)}
        return [named for named in found if named.id not in later] or found

    def _by_part(self, kind: str, wanted: str, on: date | None) -> list[Named]:
        """Return what has a name that starts with the words, or else one that contains them."""
        form, known = plain(wanted), self.known(kind, on)
        if not form:
            return []
        starting = [named for named in known if any(word.startswith(form) for word in named.plain)]
        return starting or [named for named in known if any(form in word for word in named.plain)]

    @cached_method
    def _resembling(self, kind: str, wanted: str) -> list[str]:
        """Up to three objects of a kind with a name like the wanted one."""
        from difflib import get_close_matches

        by_word = {word: named for named in self.known(kind) for word in named.plain}
        close = get_close_matches(plain(wanted), list(by_word), n=3, cutoff=0.5)
        return list(dict.fromkeys(str(by_word[word]) for word in close))

    def refuse_ended(self, department: str, on: date) -> None:
        """Raise DeputylogError if nothing can be handed to the department on that day, because it
        has ended.
        """
        if reason := self.district.ended(department, on):
            raise DeputylogError(reason.text, **reason.values)

    def refuse_second(self, kind: str, wanted: str, name: str, term: str = "") -> None:
        """Raise DeputylogError if a group, or a constituency of the term, with another id has this
        name.
        """
        named = {wanted: group.name for wanted, group in self.groups.items()}
        if kind == "constituency":
            held = (item for group in self.groups.values() for item in group.constituencies)
            named = {item.id: item.name for item in held if item.term == term}
        for other, called in named.items():
            if other != wanted and same_name(called, name):
                text = Bilingual(
                    "“{name}”已作为{what}登记（编号 {id}）；请用该编号，或者另取名称",
                    "the {what} {name} is in the register already, with the id {id}; give that id, "
                    "or another name",
                )
                raise DeputylogError(text, what=NAMABLE[kind].wording, name=called, id=other)


def _called(known: Iterable[Named], wanted: str) -> Iterator[list[Named]]:
    """Yield what has exactly this name, then what has it in another spelling, then as an alias."""
    form = plain(wanted)
    yield [named for named in known if named.names[:1] == (wanted,)]
    yield [named for named in known if form in named.called]
    yield [named for named in known if any(same_plain(word, form) for word in named.plain[:2])]
    yield [named for named in known if any(same_plain(word, form) for word in named.plain[2:])]
