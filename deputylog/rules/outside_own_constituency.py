"""A visit went to a constituency in which none of its deputies was elected.

走访的选区不是任何参加代表的原选区。

A deputy keeps in touch first with their own constituency. A visit organised by the group
(`organized_by: group`) may go to
any constituency of the group.

代表首先联系本选区选民。代表组组织的走访（`organized_by: group`）可以到组内各选区。

Bad, on 2026-03-15:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}

# records/visits/2026/V20260314-00000.yaml
date: 2026-03-14
deputies: [zhang-wei]
constituency: c07
organized_by: deputy
```

Good, on 2026-03-15:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}

# records/visits/2026/V20260314-00000.yaml
date: 2026-03-14
deputies: [zhang-wei]
constituency: c07
organized_by: group
```
"""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.kinds.visit import OrganizedBy
from deputylog.rule import Actor, Founding, Hit, Practice, rule
from deputylog.words import Bilingual


@rule(
    code="V005",
    severity=Severity.ADVICE,
    actor=Actor.DEPUTY,
    basis=Practice(after=Founding(1)),
    message=Bilingual(
        "{constituency}不是任何参加代表的选区；如由代表组组织，请写明organized_by: group",
        "none of the deputies was elected in {constituency}; write organized_by: group "
        "if the group organised the visit",
    ),
)
def outside_own_constituency(book: Book) -> Iterator[Hit]:
    for visit in book.visits:
        record = visit.record
        living = [wanted for wanted in record.deputies if not book.directory.has_died(wanted)]
        own = {
            seat.constituency
            for wanted in living
            for seat in book.directory.seats_on(wanted, record.held_on)
        }
        if own and record.constituency not in own and record.organized_by is not OrganizedBy.GROUP:
            group = book.group_holding(record.constituency, record.held_on)
            yield Hit(
                visit,
                ("constituency",),
                day=record.held_on,
                group=group,
                constituency=book.name("constituency", record.constituency),
            )
