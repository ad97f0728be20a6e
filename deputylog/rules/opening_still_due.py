"""A mailbox has not been opened this week yet.

信箱本周尚未开启。

The week is not over yet. Open the mailbox by the last working day of the week; a round on the
weekend still counts.

本周尚未过完。最迟应于本周最后一个工作日开启；周末补开也算本周。

Bad, on 2026-03-04:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}
mailboxes:
  - id: m07
    constituency: c07
    from: 2026-03-02
```

Good, on 2026-03-04:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}
mailboxes:
  - id: m07
    constituency: c07
    from: 2026-03-02

# records/openings/2026/O20260303-00000.yaml
date: 2026-03-03
group: taoyuan
mailboxes: {m07: 0}
```
"""

from deputylog.calendar import Week
from deputylog.life.weeks import last_day_to_open
from deputylog.rule import Actor, Book, Founding, Hit, Hits, due, mailbox_words


@due(
    "M002",
    Actor.OFFICER,
    "{mailbox}最迟应于{last}开启",
    "{mailbox} must be opened by {last}",
    Founding(3),
)
def opening_still_due(book: Book) -> Hits:
    week = Week.of(book.as_of)
    last = last_day_to_open(week, book.clock, book.as_of)
    for held in book.mailboxes.values():
        weeks = book.mailbox_weeks[held.id]
        if week in weeks.owed and week not in weeks.opened:
            yield Hit(
                held,
                held.key,
                {"mailbox": mailbox_words(book, held.id, last), "last": last},
                day=last,
                group=held.group.id,
            )
