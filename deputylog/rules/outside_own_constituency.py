"""A visit went to a constituency in which none of its deputies was elected.

活动的选区不是任何参加代表的原选区。

A deputy keeps in touch first with their own constituency. A visit organised by the group
(`organized_by: group`) may go to
any constituency of the group.

代表首先联系本选区选民。代表组组织的活动（`organized_by: group`）可以到组内各选区。

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

from deputylog.kinds.visit import OrganizedBy
from deputylog.rule import Actor, Book, Founding, Hit, Hits, Practice, advice


@advice(
    "V005",
    Actor.DEPUTY,
    "{constituency}不是任何参加代表的选区；如由代表组组织，请予写明（organized_by: group）",
    "none of the deputies was elected in {constituency}; write organized_by: group "
    "if the group organised the visit",
    Practice(after=Founding(1)),
)
def outside_own_constituency(book: Book) -> Hits:
    directory = book.directory
    for visit in book.visits:
        record, day = visit.record, visit.record.held_on
        living = [wanted for wanted in record.deputies if not directory.has_died(wanted)]
        seats = [seat for wanted in living for seat in directory.seats_on(wanted, day)]
        is_outside = all(seat.constituency != record.constituency for seat in seats)
        if seats and is_outside and record.organized_by is not OrganizedBy.GROUP:
            group = book.group_holding(record.constituency, day)
            name = book.name("constituency", record.constituency)
            yield Hit(visit, ("constituency",), {"constituency": name}, day=day, group=group)
