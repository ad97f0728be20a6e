"""Find people, places and departments by name, alias, id or any unambiguous part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from deputylog.finding import CannotReadError, DeputylogError
from deputylog.kinds.deputy import Deputy
from deputylog.kinds.district import District, successors
from deputylog.kinds.group import Group, Mailbox
from deputylog.kinds.holdings import Holdings
from deputylog.kinds.references import BUILT_IN, own_words
from deputylog.kinds.registry import DEPUTY, GROUP
from deputylog.kinds.tenure import tenure, terms_end
from deputylog.life.first_days import dated_deputy, dated_groups
from deputylog.record.fields import REFERRED, WORKING_BODY, Record
from deputylog.record.files import read_bytes
from deputylog.record.kind import Kind
from deputylog.record.reading import load
from deputylog.repository.folder import read_district, read_records
from deputylog.text.spelling import bare, plain, same_name, same_plain
from deputylog.words import Bilingual, phrase

_CURES = {
    "deputy": Bilingual("可用 deputylog add-deputy 登记", "'deputylog add-deputy' adds one"),
    "person": Bilingual(
        "代表用“deputylog add-deputy”登记，联络员用“deputylog set officer”登记",
        "'deputylog add-deputy' adds a deputy, 'deputylog set officer' an officer",
    ),
    "group": Bilingual("可用 deputylog add-group 登记", "'deputylog add-group' adds one"),
    "constituency": Bilingual(
        "可用“deputylog set constituency”登记", "'deputylog set constituency' adds one"
    ),
    "mailbox": Bilingual("可用“deputylog set mailbox”登记", "'deputylog set mailbox' adds one"),
    "department": Bilingual(
        "可用“deputylog set department”登记", "'deputylog set department' adds one"
    ),
    "topic": Bilingual("可用“deputylog set topic”登记", "'deputylog set topic' adds one"),
    "term": Bilingual("可用“deputylog set term”登记", "'deputylog set term' adds one"),
    "session": Bilingual("可用“deputylog set session”登记", "'deputylog set session' adds one"),
    "people": Bilingual(
        "本区可在records/district.yaml的met_of中增设类别",
        "a district adds kinds under 'met_of' in records/district.yaml",
    ),
    "agenda": Bilingual(
        "用“deputylog add-activity”登记视察调研、专题监督或者会议",
        "'deputylog add-activity' adds a research, supervision or meeting",
    ),
    "activity_kind": Bilingual(
        "本区增设的活动类别写在 records/district.yaml 的 activity_kinds 中",
        "a district adds kinds under 'activity_kinds' in records/district.yaml",
    ),
    "organizer": Bilingual(
        "代表组用 deputylog add-group 登记，代表用 deputylog add-deputy 登记",
        "'deputylog add-group' adds a group, 'deputylog add-deputy' a deputy",
    ),
    "source": Bilingual(
        "来信用 deputylog add-letter 登记，走访问题用 deputylog add-visit 登记",
        "'deputylog add-letter' adds a letter, 'deputylog add-visit' a visit with its matters",
    ),
    "record": Bilingual("可用 deputylog list 查看现有记录", "'deputylog list' shows what there is"),
    "honoured": Bilingual(
        "代表用 deputylog add-deputy 登记，代表组用 deputylog add-group 登记",
        "'deputylog add-deputy' adds a deputy, 'deputylog add-group' a group",
    ),
}


_BY_DAY = ("constituency", "mailbox", "department")
"""Kinds whose names change from day to day."""
_PEOPLE = ("deputy", "person", "organizer", "honoured")


class UnknownNameError(DeputylogError):
    """Nothing readable has this name; `unread` lists the files that could not be read."""

    def __init__(self, kind: str, wanted: str, near: list[str], unread: list[str]) -> None:
        self.unread = unread
        text = (
            Bilingual(
                "没有名为“{wanted}”的{what}，是否应为{near}？",
                "there is no {what} '{wanted}'; did you mean {near}?",
            )
            if near
            else Bilingual(
                "没有名为“{wanted}”的{what}；{cure}", "there is no {what} '{wanted}'; {cure}"
            )
        )
        if unread:
            text = Bilingual(
                "在能读取的文件中没有名为“{wanted}”的{what}；{paths}无法读取，原因见“deputylog check”",
                "no {what} '{wanted}' found; these files cannot be read: {paths} ('deputylog "
                "check' shows why)",
            )
            self.exit_code = CannotReadError.exit_code
        super().__init__(
            text,
            what=REFERRED[kind],
            wanted=wanted,
            near=near,
            cure=phrase(_CURES[kind]),
            paths=unread,
        )


class AmbiguousNameError(DeputylogError):
    def __init__(self, kind: str, wanted: str, candidates: list[str]) -> None:
        text = Bilingual(
            "“{wanted}”可能指多个{what}：{candidates}；请写得更具体，或者直接写编号",
            "'{wanted}' matches several ({what}): {candidates}; give more of the name, or the id",
        )
        super().__init__(text, what=REFERRED[kind], wanted=wanted, candidates=candidates)


@dataclass(frozen=True)
class Named:
    """Something with an id and names; `hint` distinguishes two with the same name."""

    id: str
    names: tuple[str, ...]
    hint: str = ""

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """Its id and names in the form in which names are compared."""
        return tuple(map(plain, (self.id, *self.names)))

    @property
    def called(self) -> tuple[str, ...]:
        """Its id and name in that form, and the name with the id in brackets, as lists and messages
        show it.
        """
        return (
            *self.plain[:2],
            plain(str(self)),
            *(f"{name}({self.plain[0]})" for name in self.plain[1:2]),
        )

    def __str__(self) -> str:
        inner = ", ".join(part for part in (self.id, self.hint) if part)
        return f"{self.names[0]} ({inner})" if self.names else self.id


class Register:
    """The register of a repository; files are read when they are first needed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.unread: list[str] = []
        """Files that could not be read, of those read so far."""
        self._near = cache(self._resembling)
        self._listed = cache(lambda kind, on: list(self._known(kind, on)))
        self._spelled = cache(lambda kind, on: _spelled(self._listed(kind, on)))

    @cached_property
    def district(self) -> District:
        return read_district(self._root)

    @cached_property
    def groups(self) -> dict[str, Group]:
        written = {name: record for name, record in self._read(GROUP) if isinstance(record, Group)}
        return dated_groups(written, self.district)

    @cached_property
    def holdings(self) -> Holdings:
        """Which group holds what, from day to day."""
        return Holdings(self.district, self.groups)

    @cached_property
    def deputies(self) -> dict[str, Deputy]:
        return {
            name: dated_deputy(record, self.district)
            for name, record in self._read(DEPUTY)
            if isinstance(record, Deputy)
        }

    def mailboxes_on(self, day: date) -> Iterator[tuple[str, Mailbox]]:
        """Yield the mailboxes in use on that day, each with the id of the group that it belongs to."""
        for within, group in self.groups.items():
            for mailbox in group.mailboxes:
                if mailbox.in_use(day):
                    yield self.holdings.group_of_mailbox(mailbox, within, day), mailbox

    def deputy(self, wanted: str) -> Deputy | None:
        """Return one deputy, or None, without reading the others."""
        record = self._one(DEPUTY, wanted)
        return dated_deputy(record, self.district) if isinstance(record, Deputy) else None

    def _read(self, kind: Kind) -> Iterator[tuple[str, Record]]:
        for path, loaded in read_records(self._root, kind):
            if isinstance(loaded, Record):
                yield Path(path).stem, loaded
            else:
                self.unread.append(path)

    def _one(self, kind: Kind, wanted: str) -> Record | None:
        try:
            loaded = load(kind, "", read_bytes(str(self._root / kind.path(wanted))))
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
        found = self._whole(kind, wanted, on) or next(
            filter(None, _parts(self.known(kind, on), plain(wanted))), []
        )
        return self._only(kind, wanted, found)

    def refuse_ended(self, department: str, on: date) -> None:
        """Raise DeputylogError if nothing can be handed to the department on that day, because it
        has ended.
        """
        if reason := self.district.ended(department, on):
            raise DeputylogError(reason.text, **reason.values)

    def resolve_whole(self, kind: str, wanted: str, on: date | None = None) -> str:
        """Like `resolve`, but by whole names only, never by a part."""
        return self._only(kind, wanted, self._whole(kind, wanted, on))

    def _only(self, kind: str, wanted: str, found: list[Named]) -> str:
        if len(found) > 1:
            raise AmbiguousNameError(kind, wanted, [str(named) for named in found[:8]])
        if not found:
            raise UnknownNameError(kind, wanted, self._near(kind, wanted), self.unread)
        return found[0].id

    def _whole(self, kind: str, wanted: str, on: date | None) -> list[Named]:
        """Return what is called `wanted`: what is in use comes before what is not, a name before an
        alias.
        """
        first: list[Named] = []
        for found in _called(
            self._spelled(kind, on if kind in _BY_DAY else None).get(bare(wanted), ()), wanted
        ):
            if in_use := [
                named for named in found if on is None or self._in_use(kind, named.id, on)
            ]:
                return self._without_successors(in_use) if kind == "department" else in_use
            first = first or found
        return first or (self._whole(kind, wanted, None) if on and kind in _BY_DAY else [])

    def _without_successors(self, found: list[Named]) -> list[Named]:
        """Leave out a department that takes over from another one found: on that day, the name is
        still the other's.
        """
        merged = {
            name: department.merged_into for name, department in self.district.departments.items()
        }
        later = {name for named in found for name in successors(named.id, merged)}
        return [named for named in found if named.id not in later] or found

    def _in_use(self, kind: str, wanted: str, on: date) -> bool:
        """Return whether it is in use on that day; what has no days always is."""
        if kind == "department":
            return self.district.departments[wanted].in_use(on)
        if kind == "constituency":
            return self.holdings.runs(wanted, on)
        if deputy := self.deputies.get(wanted) if kind in _PEOPLE else None:
            return bool(tenure(deputy, terms_end(self.district), on).seats_on(on))
        found: list[bool] = []
        for group in self.groups.values():
            match kind:
                case "mailbox":
                    found += [
                        mailbox.in_use(on) for mailbox in group.mailboxes if mailbox.id == wanted
                    ]
                case _:
                    found += [
                        officer.serves(on)
                        for officer in group.officers
                        if kind in _PEOPLE and officer.id == wanted
                    ]
        return not found or any(found)

    def refuse_second(self, kind: str, wanted: str, name: str, term: str = "") -> None:
        """Raise DeputylogError if a group, or a constituency of the term, with another id has this
        name.
        """
        named = {wanted: group.name for wanted, group in self.groups.items()}
        if kind == "constituency":
            named = {
                item.id: item.name
                for group in self.groups.values()
                for item in group.constituencies
                if item.term == term
            }
        for other, called in named.items():
            if other != wanted and same_name(called, name):
                text = Bilingual(
                    "“{name}”已作为{what}登记（编号 {id}）；请用该编号，或者另取名称",
                    "the {what} {name} is in the register already, with the id {id}; give that id, "
                    "or another name",
                )
                raise DeputylogError(text, what=REFERRED[kind], name=called, id=other)

    def _resembling(self, kind: str, wanted: str) -> list[str]:
        from difflib import get_close_matches

        by_word = {word: named for named in self.known(kind) for word in named.plain}
        close = get_close_matches(plain(wanted), list(by_word), n=3, cutoff=0.5)
        return list(dict.fromkeys(str(by_word[word]) for word in close))

    def ids(self, kind: str) -> set[str]:
        """Return every id of that kind."""
        return {named.id for named in self.known(kind)}

    def known(self, kind: str, on: date | None = None) -> list[Named]:
        """Return everything of that kind with its names, of that day or the latest."""
        return self._listed(kind, on if kind in _BY_DAY else None)

    def name(self, kind: str, wanted: str) -> str:
        """Return the name of the entry with that id; empty if there is none."""
        return next(
            (named.names[0] for named in self.known(kind) if named.id == wanted and named.names), ""
        )

    def _is_id(self, kind: str, wanted: str) -> bool:
        """Return whether `wanted` is an exact id, reading as few files as possible."""
        if not wanted.isascii() or "/" in wanted or "\\" in wanted or wanted.startswith("."):
            return False
        return bool(
            (kind in _PEOPLE and self._one(DEPUTY, wanted))
            or (kind in ("group", "organizer", "honoured") and self._one(GROUP, wanted))
            or (kind in ("person", "organizer") and wanted == WORKING_BODY)
            or wanted in self.ids(kind)
        )

    def _known(self, kind: str, on: date | None = None) -> Iterator[Named]:
        match kind:
            case "deputy":
                for wanted, deputy in self.deputies.items():
                    yield Named(
                        wanted,
                        (deputy.name, *deputy.aliases),
                        deputy.seats[-1].constituency if deputy.seats else "",
                    )
            case "person":
                yield from self.known("deputy")
                yield from (
                    Named(one.id, (one.name,), group.name)
                    for group in self.groups.values()
                    for one in group.officers
                )
                yield Named(WORKING_BODY, (self.district.working_body,))
            case "organizer" | "honoured":
                yield from self.known("group")
                yield from self.known("person" if kind == "organizer" else "deputy")
            case "group":
                yield from (
                    Named(wanted, tuple(filter(None, (group.name, group.office))))
                    for wanted, group in self.groups.items()
                )
            case "constituency":
                yield from (
                    Named(wanted, (name,)) for wanted, name in self._constituencies(on).items()
                )
            case "mailbox":
                yield from self._named_mailboxes(on)
            case "department":
                held = self.district.departments.items()
                yield from (
                    Named(wanted, (one.name, *one.aliases))
                    for wanted, one in held
                    if on is None or one.in_use(on)
                )
            case _:
                yield from self._named_in_district(kind)

    def _named_in_district(self, kind: str) -> Iterator[Named]:
        district = self.district
        match kind:
            case "topic":
                yield from (
                    Named(wanted, (item.name, *item.aliases))
                    for wanted, item in district.topics.items()
                )
            case "term" | "session":
                yield from (
                    Named(item.id, ())
                    for item in (district.terms if kind == "term" else district.sessions)
                )
            case "activity_kind" | "people":
                yield from (Named(str(word), (word.zh, word.en)) for word in BUILT_IN[kind])
                yield from (
                    Named(wanted, (own.name,)) for wanted, own in own_words(district, kind).items()
                )

    def _constituencies(self, on: date | None) -> dict[str, str]:
        """Return the name of each constituency: that of the term of the day, or the last one."""
        held = [item for group in self.groups.values() for item in group.constituencies]
        running = self.holdings.terms_on(on) if on else frozenset()
        return {item.id: item.name for item in sorted(held, key=lambda item: item.term in running)}

    def _named_mailboxes(self, on: date | None) -> Iterator[Named]:
        names = self._constituencies(on)
        for group in self.groups.values():
            for mailbox in group.mailboxes:
                day = on or date.max
                where = names.get(mailbox.constituency_on(day))
                yield Named(mailbox.id, tuple(filter(None, (where, mailbox.place_on(day)))))


def _spelled(known: Iterable[Named]) -> dict[str, list[Named]]:
    """Return what has each name, by the name without a remark in brackets."""
    found: dict[str, list[Named]] = {}
    for named in known:
        for form in dict.fromkeys(map(bare, named.plain)):
            found.setdefault(form, []).append(named)
    return found


def _called(known: Iterable[Named], wanted: str) -> Iterator[list[Named]]:
    """Yield what has exactly this name, then what has it in another spelling, then as an alias."""
    yield [named for named in known if named.names and named.names[0] == wanted]
    form = plain(wanted)
    yield [named for named in known if form in named.called]
    yield [named for named in known if any(same_plain(word, form) for word in named.plain[:2])]
    yield [named for named in known if any(same_plain(word, form) for word in named.plain[2:])]


def _parts(known: Iterable[Named], form: str) -> Iterator[list[Named]]:
    """Yield what has a name that starts with the words, then what has one that contains them."""
    if form:
        yield [named for named in known if any(word.startswith(form) for word in named.plain)]
        yield [named for named in known if any(form in word for word in named.plain)]
