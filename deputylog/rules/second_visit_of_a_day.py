"""A deputy's second visit on one day does not count.

同一天的第二次进选区活动不计次数。

A deputy's visits are counted by days, so visiting several homes on one day is one visit. The second
record is kept and shown,
but does not add to the visits of the year. Online contact that does not count as a visit
(`online_counts`) is no second one.

代表的进选区活动按天计算，同一天走访几户算一次。第二条记录保留并列出，但不增加全年次数。不计入次数的线上
联系（`online_counts`）不算第二次。

Bad, on 2026-03-15:

```yaml
# records/visits/2026/V20260314-00000.yaml
date: 2026-03-14
deputies: [zhang-wei]
constituency: c03

# records/visits/2026/V20260314-00001.yaml
date: 2026-03-14
deputies: [zhang-wei]
constituency: c03
```

Good, on 2026-03-16:

```yaml
# records/visits/2026/V20260314-00000.yaml
date: 2026-03-14
deputies: [zhang-wei]
constituency: c03

# records/visits/2026/V20260315-00000.yaml
date: 2026-03-15
deputies: [zhang-wei]
constituency: c03
```
"""

from datetime import date

from deputylog.rule import Actor, Book, Founding, Hit, Hits, Practice, advice


@advice(
    "V003",
    Actor.DEPUTY,
    "{deputy}于{on}已有一次进选区活动，同一天的第二次不计次数",
    "{deputy} already has a visit on {on}; a second one on the same day does not count",
    Practice(after=Founding(1)),
)
def second_visit_of_a_day(book: Book) -> Hits:
    seen: set[tuple[str, date]] = set()
    for visit in sorted(book.visits, key=lambda filed: filed.id):
        day = visit.record.held_on
        for number, deputy in enumerate(visit.record.deputies if book.enters(visit.record) else ()):
            if (deputy, day) in seen and not book.directory.has_died(deputy):
                group = book.group_holding(visit.record.constituency, day)
                name, key = book.name("deputy", deputy), ("deputies", number)
                values, acting = {"on": day, "deputy": name}, (Actor.DEPUTY, name)
                yield Hit(visit, key, values, day=day, pending=False, group=group, acting=acting)
            seen.add((deputy, day))
