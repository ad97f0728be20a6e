"""The same id is used twice.

同一编号出现两次。

These must be unique: terms, sessions, constituencies of a term, mailboxes, officers and deputies,
the matters of a visit, and
the outside number of records (`ref`). A constituency or an officer may be listed by another group
from the day after the last
day in the first. A kind of activity or of people met that the district adds must not have the name
of a built-in kind.

以下编号不得重复：届、会议、同一届的选区、信箱、联络员和代表、一次走访中的问题，以及记录的原编号（`ref`）。
选区、联络员自在一个代表组的最后一日的次日起，可以列在另一个代表组。本区增设的活动类别、联系对象类
别不得与规定的类别同名。

Bad, on 2026-03-15:

```yaml
# records/visits/2026/V20260314-00000.yaml
date: 2026-03-14
deputies: [zhang-wei]
constituency: c03
matters:
  - id: p4f9
    kind: opinion
    events:
      - {date: 2026-03-14, event: closed, why: answered_on_the_spot}
  - id: p4f9
    kind: opinion
    events:
      - {date: 2026-03-14, event: closed, why: answered_on_the_spot}
```

Good, on 2026-03-15:

```yaml
# records/visits/2026/V20260314-00000.yaml
date: 2026-03-14
deputies: [zhang-wei]
constituency: c03
matters:
  - id: p4f9
    kind: opinion
    events:
      - {date: 2026-03-14, event: closed, why: answered_on_the_spot}
  - id: q7d2
    kind: opinion
    events:
      - {date: 2026-03-14, event: closed, why: answered_on_the_spot}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.kinds.group import Group
from deputylog.kinds.references import BUILT_IN, own_words
from deputylog.kinds.registry import DISTRICT_PATH
from deputylog.life.record_places import Filed
from deputylog.record.fields import Key, lasts
from deputylog.rule import About, Actor, AFile, Hit, rule
from deputylog.words import Bilingual


@rule(
    code="R005",
    severity=Severity.ERROR,
    actor=Actor.KEEPER,
    message=Bilingual("编号“{id}”重复，另见{other}", "'{id}' is used twice; it is also in {other}"),
)
def duplicate(book: Book) -> Iterator[Hit]:
    seen: dict[tuple[str, ...], str] = {}
    for about, key, wanted in (*_of_register(book), *_of_records(book)):
        if wanted in seen:
            yield Hit(about, key, id=wanted[-1], other=seen[wanted])
        seen.setdefault(wanted, about.path)
    yield from _listed_twice(book)


@dataclass(frozen=True)
class _Listed:
    """An entry of a group's list, with the days from which and until which it holds."""

    about: Filed[Group]
    key: Key
    first: date | None
    last: date | None

    def overlaps(self, other: _Listed) -> bool:
        earlier, later = sorted((self, other), key=lambda one: one.first or date.min)
        return lasts(None, earlier.last, later.first or date.min)


def _listed_twice(book: Book) -> Iterator[Hit]:
    """A hit for a constituency or an officer that two groups list for one day; they can pass from
    one to the next.
    """
    listed: dict[tuple[str, ...], list[_Listed]] = {}
    for group in book.groups.values():
        for wanted, entry in _entries(book, group):
            others = listed.setdefault(wanted, [])
            if other := next((other for other in others if other.overlaps(entry)), None):
                yield Hit(group, entry.key, id=wanted[-1], other=other.about.path)
            others.append(entry)


def _entries(book: Book, group: Filed[Group]) -> Iterator[tuple[tuple[str, ...], _Listed]]:
    for number, officer in enumerate(group.record.officers):
        yield (
            ("officer", officer.id),
            _Listed(group, ("officers", number), officer.start, officer.end),
        )
    for number, held in enumerate(group.record.constituencies):
        first = book.directory.holdings.first_day(group.record, held)
        yield (held.term, held.id), _Listed(group, ("constituencies", number), first, held.end)


def _of_register(book: Book) -> Iterator[tuple[About, Key, tuple[str, ...]]]:
    yield from _of_district(book)
    for deputy in book.deputies.values():
        yield deputy, (), ("person", deputy.id)
    for group in book.groups.values():
        record = group.record
        for number, officer in enumerate(record.officers):
            if officer.id in book.deputies:
                yield group, ("officers", number), ("person", officer.id)
        for number, mailbox in enumerate(record.mailboxes):
            yield group, ("mailboxes", number, "id"), ("mailbox", mailbox.id)


def _of_district(book: Book) -> Iterator[tuple[About, Key, tuple[str, ...]]]:
    about = AFile(DISTRICT_PATH, "district")
    for number, term in enumerate(book.district.terms):
        yield about, ("terms", number), ("term", term.id)
    for number, session in enumerate(book.district.sessions):
        yield about, ("sessions", number), ("session", session.id)
    for kind, key in (("activity_kind", "activity_kinds"), ("people", "met_of")):
        for word in (*map(str, BUILT_IN[kind]), *own_words(book.district, kind)):
            yield about, (key, word), (kind, word)


def _of_records(book: Book) -> Iterator[tuple[About, Key, tuple[str, ...]]]:
    for filed in book.records:
        yield filed, (), ("record", filed.id)
        if ref := getattr(filed.record, "ref", None):
            yield filed, ("ref",), (type(filed.record).__name__, ref)
    for visit in book.visits:
        for number, matter in enumerate(visit.record.matters):
            yield visit, ("matters", number, "id"), ("matter", visit.id, matter.id)
