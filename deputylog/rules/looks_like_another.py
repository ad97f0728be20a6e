"""A letter, a problem or a visit looks like another one, and is not linked to it.

来信、问题或者走访与另一件相似，没有注明是同一件。

Two visits look alike if the same deputies visited the same constituency on the same day, with the
same ask and at the same
place as far as these are recorded. Two letters or problems of a visit look alike if they come from
one constituency, have much the
same title, and came on the same day or while the other one was still open. What was entered twice
is deleted. A second letter about
one thing (重复件、联名件) is closed as `duplicate` or `joined`, and `of` names the first.

同样的代表在同一天到同一选区，所记的三问类别、地点也一致的，两次走访视为相似。来自同一选区、标题大
致相同，同一天收到或者收到时前一件尚未办结的，两件来信或者走访问题视为相似。重复登记的，删去一件；
反映同一事项的后一件（重复件、联名件），以 `duplicate` 或者 `joined` 办结，`of` 写明前一件。

Bad, on 2026-03-10:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: request
title: 小区路灯损坏两个月无人维修

# records/letters/2026/L20260309-00000.yaml
received: 2026-03-09
constituency: c03
kind: request
title: 小区路灯损坏，两个月没人维修
```

Good, on 2026-03-10:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: request
title: 小区路灯损坏两个月无人维修

# records/letters/2026/L20260309-00000.yaml
received: 2026-03-09
constituency: c03
kind: request
title: 小区路灯损坏，两个月没人维修
events:
  - {date: 2026-03-10, event: closed, why: joined, of: L20260302-00000}
```
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.kinds.events import ClosedEvent
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.visit import Visit
from deputylog.life.matter import Matter
from deputylog.life.record_places import Filed
from deputylog.record.fields import is_exact
from deputylog.record.unknown_day import known
from deputylog.rule import Actor, Hit, rule
from deputylog.text.similarity import alike, without_signs
from deputylog.words import Bilingual


@rule(
    code="R012",
    severity=Severity.ADVICE,
    actor=Actor.OFFICER,
    message=Bilingual(
        "与{on}的{other}大致相同；如系重复登记，请删去一件；如反映同一事项，请以重复件"
        "或者并案办结本件，并写明 of: {other}",
        "{other} of {on} is much the same; delete one if it was entered twice, or if "
        "both are about one thing, close this one as duplicate or joined, of: {other}",
    ),
    late=Bilingual(
        "{other}也是这些代表同一天到同一选区的走访；如系重复登记，请删去一件",
        "{other} is a visit of the same deputies to the same constituency on the same "
        "day; delete one if it was entered twice",
    ),
)
def looks_like_another(book: Book) -> Iterator[Hit]:
    yield from _visits(book)
    yield from _matters(book)


def _visits(book: Book) -> Iterator[Hit]:
    seen: dict[tuple[date, str, frozenset[str]], list[Filed[Visit]]] = {}
    for filed in sorted(book.visits, key=lambda filed: filed.id):
        visit = filed.record
        if not is_exact(visit.held_on):
            continue
        earlier = seen.setdefault(
            (visit.held_on, visit.constituency, frozenset(visit.deputies)), []
        )
        if other := next((one for one in earlier if _may_be_one(one.record, visit)), None):
            group = book.group_holding(visit.constituency, visit.held_on)
            yield Hit(filed, ("date",), late=True, day=visit.held_on, group=group, other=other.id)
        earlier.append(filed)


def _may_be_one(one: Visit, other: Visit) -> bool:
    """Whether the records agree in what both of them hold."""
    both = ((one.ask, other.ask), (one.place, other.place), (one.ref, other.ref))
    return all(here == there for here, there in both if here and there)


def _matters(book: Book) -> Iterator[Hit]:
    compared = [(_text(matter), matter) for matter in book.matters if _is_compared(matter)]
    titles = {text: without_signs(text) for text in {text for text, _ in compared}}
    by_constituency: dict[str, list[tuple[str, Matter]]] = {}
    for text, matter in compared:
        if title := titles[text]:
            by_constituency.setdefault(matter.constituency, []).append((title, matter))
    for titled in by_constituency.values():
        yield from _of_constituency(titled)


def _text(matter: Matter) -> str:
    return matter.title or matter.summary or ""


def _is_compared(matter: Matter) -> bool:
    owes = matter.kind not in (MatterKind.THANKS, MatterKind.ACCUSATION)
    return owes and is_exact(matter.received)


def _of_constituency(titled: Sequence[tuple[str, Matter]]) -> Iterator[Hit]:
    """The hits in the matters of one constituency, which come in the order of receipt."""
    near = alike(title for title, _ in titled)
    waiting: dict[str, deque[Matter]] = {}
    for title, matter in titled:
        if _is_linked(matter):
            continue
        first = _first(waiting, near.get(title, (title,)), matter.received)
        if first and (first.received == matter.received or matter.is_open):
            yield Hit(
                matter, matter.date_key, day=matter.received, other=first.id, on=first.received
            )
        waiting.setdefault(title, deque()).append(matter)


def _first(waiting: dict[str, deque[Matter]], titles: Iterable[str], day: date) -> Matter | None:
    """The earliest matter with such a title that was open on `day`; earlier ones are dropped."""
    found: list[Matter] = []
    for title in titles:
        matters = waiting.get(title, deque())
        while matters and not _was_open_on(matters[0], day):
            matters.popleft()
        found += islice(matters, 1)
    return min(found, key=lambda matter: (matter.received, matter.id), default=None)


def _was_open_on(matter: Matter, day: date) -> bool:
    """Whether the matter was settled on that day or later, or is open."""
    settled = known(matter.settled_on)
    return matter.is_open or (settled is not None and settled >= day)


def _is_linked(matter: Matter) -> bool:
    return any(isinstance(event, ClosedEvent) and event.of for event in matter.events)
