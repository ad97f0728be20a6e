"""The same id is used twice.

同一编号出现两次。

These must be unique: terms, sessions, constituencies of a term, mailboxes, officers and deputies,
the matters of a visit, and
the outside number of records (`ref`). A constituency or an officer may be listed by another group
from the day after the last
day in the first. A kind of activity or of people met that the district adds must not have the name
of a built-in kind.

以下编号不得重复：届、会议、同一届的选区、信箱、联络员和代表、一次活动中反映的问题，以及记录的原编号（`ref`）。
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

from collections.abc import Iterator
from datetime import date

from deputylog.kinds.group import Group
from deputylog.kinds.registry import DISTRICT_PATH
from deputylog.record.fields import lasts
from deputylog.rule import About, Actor, AFile, Book, Filed, Hit, Hits, Key, error


@error(
    "R005",
    Actor.KEEPER,
    "编号“{id}”重复，另见{other}",
    "'{id}' is used twice; it is also in {other}",
)
def duplicate(book: Book) -> Hits:
    seen: dict[tuple[str, ...], str] = {}
    for about, key, wanted in (*_of_district(book), *_of_register(book), *_of_records(book)):
        if wanted in seen:
            yield Hit(about, key, {"id": wanted[-1], "other": seen[wanted]})
        seen.setdefault(wanted, about.path)
    yield from _listed_twice(book)


_Named = Iterator[tuple[About, Key, tuple[str, ...]]]
"""Where something is named, and its kind and id, which may be given once only."""


def _of_district(book: Book) -> _Named:
    about, district = AFile(DISTRICT_PATH, "district"), book.district
    for number, term in enumerate(district.terms):
        yield about, ("terms", number), ("term", term.id)
    for number, session in enumerate(district.sessions):
        yield about, ("sessions", number), ("session", session.id)
    for kind, key in (("activity_kind", "activity_kinds"), ("people", "met_of")):
        for named in book.directory.known(kind):
            yield about, (key, named.id), (kind, named.id)


def _of_register(book: Book) -> _Named:
    for deputy in book.deputies.values():
        yield deputy, (), ("person", deputy.id)
    for group in book.groups.values():
        for number, officer in enumerate(group.record.officers):
            if officer.id in book.deputies:
                yield group, ("officers", number), ("person", officer.id)
        for number, mailbox in enumerate(group.record.mailboxes):
            yield group, ("mailboxes", number, "id"), ("mailbox", mailbox.id)


def _of_records(book: Book) -> _Named:
    for filed in book.records:
        yield filed, (), ("record", filed.id)
        if ref := getattr(filed.record, "ref", None):
            yield filed, ("ref",), (type(filed.record).__name__, ref)
    for visit in book.visits:
        for number, matter in enumerate(visit.record.matters):
            yield visit, ("matters", number, "id"), ("matter", visit.id, matter.id)


def _listed_twice(book: Book) -> Hits:
    """A hit for a constituency or an officer that two groups list for one day; they can pass from
    one to the next.
    """
    listed: dict[tuple[str, ...], list[tuple[str, _Days]]] = {}
    for group in book.groups.values():
        for key, wanted, days in _entries(book, group):
            others = listed.setdefault(wanted, [])
            other = next((path for path, known_days in others if _overlap(known_days, days)), "")
            if other:
                yield Hit(group, key, {"id": wanted[-1], "other": other})
            others.append((group.path, days))


_Days = tuple[date | None, date | None]
"""The first and the last day on which an entry holds."""


def _entries(book: Book, group: Filed[Group]) -> Iterator[tuple[Key, tuple[str, ...], _Days]]:
    for number, officer in enumerate(group.record.officers):
        yield ("officers", number), ("officer", officer.id), (officer.start, officer.end)
    for number, held in enumerate(group.record.constituencies):
        first = book.directory.holdings.first_day(group.record, held)
        yield ("constituencies", number), (held.term, held.id), (first, held.end)


def _overlap(one: _Days, other: _Days) -> bool:
    earlier, later = sorted((one, other), key=lambda days: days[0] or date.min)
    return lasts(None, earlier[1], later[0] or date.min)
