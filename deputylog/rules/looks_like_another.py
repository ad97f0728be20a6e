"""A letter, a problem or a visit looks like another one, and is not linked to it.

来信、问题或者进选区活动与另一件相似，没有注明是同一件。

Two visits look alike if the same deputies visited the same constituency on the same day, with the
same ask and at the same
place as far as these are recorded. Two letters or problems of a visit look alike if they come from
one constituency and have much the same title, or from one group and have the same text. The second
came within `repeat_within` of the first, whatever became of that, or while the first was
open. What was entered twice is deleted. A second letter about one thing (重复件、联名件) is closed
as `duplicate` or `joined`, and `of` names the first.

同样的代表在同一天到同一选区，所记的三问类别、地点也一致的，两次活动视为相似。来自同一选区、标题大
致相同的，或者来自同一代表组、内容相同的两件来信或者活动中反映的问题，后一件在前一件收到后
`repeat_within` 以内收到（前一件已办结的也算），或者收到时前一件尚未办结的，视为相似。重复登记的，
删去一件；反映同一事项的后一件（重复件、联名件），以 `duplicate` 或者 `joined` 办结，并在 `of` 写明
前一件。

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

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from itertools import islice

from deputylog.book import grouped
from deputylog.kinds.events import ClosedEvent
from deputylog.kinds.visit import Visit
from deputylog.life.matter import Matter
from deputylog.record.fields import is_exact
from deputylog.record.unknown_day import known
from deputylog.rule import Actor, Bilingual, Book, Filed, Hit, Hits, Local, advice
from deputylog.text.similarity import WHOLE_TEXT, alike, without_signs

_SAME_VISIT = Bilingual(
    "{other}也是这些代表同一天在同一选区的活动；如系重复登记，请删去一件",
    "{other} is a visit of the same deputies to the same constituency on the same "
    "day; delete one if it was entered twice",
)


@advice(
    "R012",
    Actor.OFFICER,
    "与{on}的{other}大致相同；如系重复登记，请删去本件：deputylog delete {id} --why 重复登记；"
    "如反映同一事项，请将本件办结：deputylog log {id} closed duplicate {other}",
    "{other} of {on} is much the same; delete this one if it was entered twice ('deputylog delete "
    "{id} --why duplicate'), or if both are about one thing, close this one: 'deputylog log {id} "
    "closed duplicate {other}'",
    Local("repeat_within"),
)
def looks_like_another(book: Book) -> Hits:
    yield from _visits(book)
    title_of = cache(without_signs)
    by_constituency: dict[str, list[tuple[str, Matter]]] = {}
    by_title: dict[tuple[str, str], list[tuple[str, Matter]]] = {}
    for matter in book.matters:
        is_compared = matter.kind.may_repeat and is_exact(matter.received)
        if is_compared and (title := title_of(matter.title or matter.summary or "")):
            by_constituency.setdefault(matter.constituency, []).append((title, matter))
            by_title.setdefault((matter.group, title), []).append((title, matter))
    found: set[str] = set()
    for titled in by_constituency.values():
        for hit in _repetitions(book, titled):
            found.add(str(hit.values["id"]))
            yield hit
    for same in by_title.values():
        hits = _of_one_text(book, same) if len(same) > 1 else ()
        yield from (hit for hit in hits if hit.values["id"] not in found)


def _of_one_text(book: Book, same: Sequence[tuple[str, Matter]]) -> Hits:
    """The hits in matters of a group with one title whose whole text is the same, and too long to
    be chance.
    """
    texts = grouped(same, lambda one: one[0] + without_signs(one[1].summary or ""))
    for text, titled in texts.items():
        yield from _repetitions(book, titled) if len(text) >= WHOLE_TEXT else ()


def _visits(book: Book) -> Hits:
    seen: dict[object, list[Filed[Visit]]] = {}
    for filed in sorted(book.visits, key=lambda filed: filed.id):
        visit, day = filed.record, filed.record.held_on
        if is_exact(day):
            alike_in = (day, visit.constituency, frozenset(visit.deputies))
            earlier = seen.setdefault(alike_in, [])
            if other := next((one for one in earlier if _may_be_one(one.record, visit)), None):
                group = book.group_holding(visit.constituency, day)
                values = {"other": other.id}
                yield Hit(filed, ("date",), values, text=_SAME_VISIT, day=day, group=group)
            earlier.append(filed)


def _may_be_one(one: Visit, other: Visit) -> bool:
    """Whether the records agree in what both of them hold."""
    both = [(getattr(one, name), getattr(other, name)) for name in ("ask", "place", "ref")]
    return all(here == there for here, there in both if here and there)


def _repetitions(book: Book, titled: Sequence[tuple[str, Matter]]) -> Hits:
    """The hits in the matters of one constituency or text, which come in the order of receipt."""
    near, frequency = alike(title for title, _ in titled), Counter(title for title, _ in titled)
    waiting: dict[str, deque[Matter]] = {}
    for title, matter in titled:
        is_alone = frequency[title] == 1 and title not in near
        if is_alone or _is_closed_as_another(matter):
            continue
        day = matter.received
        first = _first(book, waiting, near.get(title, (title,)), day)
        if first and (matter.is_open or _is_soon(book, first, day)):
            values = {"id": matter.id, "other": first.id, "on": first.received}
            yield Hit(matter, matter.date_key, values, day=day)
        waiting.setdefault(title, deque()).append(matter)


def _is_closed_as_another(matter: Matter) -> bool:
    """Whether it was closed as the duplicate of another one, or joined to it."""
    return any(isinstance(event, ClosedEvent) and event.of for event in matter.events)


def _first(
    book: Book, waiting: dict[str, deque[Matter]], titles: Iterable[str], day: date
) -> Matter | None:
    """The earliest matter with such a title that was open on `day` or came soon before; earlier
    ones are dropped.
    """
    found: list[Matter] = []
    for title in titles:
        matters = waiting.get(title, deque())
        while matters and not (_was_open_on(matters[0], day) or _is_soon(book, matters[0], day)):
            matters.popleft()
        found += islice(matters, 1)
    return min(found, key=lambda matter: (matter.received, matter.id), default=None)


def _is_soon(book: Book, first: Matter, day: date) -> bool:
    """Whether `day` is within the time in which a matter is taken for the repetition of another."""
    span = book.clock.settings_on(first.received).repeat_within
    return day <= book.clock.calendar.after(first.received, span, move=False)


def _was_open_on(matter: Matter, day: date) -> bool:
    """Whether the matter was settled on that day or later, or is open."""
    settled = known(matter.settled_on)
    return matter.is_open or (settled is not None and settled >= day)
