"""Nobody in a group was commended in the year.

代表组当年未推出典型。

Deputies who set an example are commended in every group, and good experience and typical cases are
made known
(表彰或者推广). This is expected once in each year (`commendation_every`) and checked when the year
is over. A commendation of the group, of
one of its deputies or of one of its cases counts.

要发现和培养典型，做到每个代表组都有优秀履职的代表典型，先进经验和典型事例适时推广。默认每年核对一
次（`commendation_every`），在年度结束后提示：代表组、该组代表或者该组的事例受到表彰、推广的，均计
在内。

Bad, on 2026-01-01:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}

# records/deputies/e1.yaml
name: 代表1
seats:
  - {term: "17", constituency: c07, group: taoyuan, from: 2021-12-20}

# records/activities/2025/A20251231-00000.yaml
date: 2025-12-31
kind: commendation
by: working-body
who: zhang-wei
as: deputy
```

Good, on 2026-01-01:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}

# records/deputies/e1.yaml
name: 代表1
seats:
  - {term: "17", constituency: c07, group: taoyuan, from: 2021-12-20}

# records/activities/2025/A20251231-00000.yaml
date: 2025-12-31
kind: commendation
by: working-body
who: e1
as: deputy
```
"""

from collections import defaultdict
from collections.abc import Mapping, Set

from deputylog.rule import (
    ActivityKind,
    Actor,
    Book,
    Founding,
    Hits,
    Local,
    activities_of_periods,
    advice,
    of_groups_without,
)


@advice(
    "G004",
    Actor.WORKING_BODY,
    "{group_name}：{period}未推出典型（代表组、代表、事例均未受到表彰或者推广）",
    "{group_name}: no commendation of the group, its deputies or its cases ({period})",
    Local("commendation_every", after=Founding(4)),
)
def no_commendation(book: Book) -> Hits:
    every, groups = "commendation_every", _groups_of_records(book)
    for period, commendations in activities_of_periods(book, every, ActivityKind.COMMENDATION):
        honoured: set[str | None] = {record.by for record in commendations}
        for record in commendations:
            who = record.who or ""
            about, _, _ = who.partition("#")
            honoured.add(who)
            honoured.update(book.groups_of_deputy(who, record.held_on))
            honoured.update(groups.get(about, ()))
        yield from of_groups_without(book, period, honoured)


def _groups_of_records(book: Book) -> Mapping[str, Set[str | None]]:
    """The groups that a commendation of a record counts for, by the id of the record."""
    found: defaultdict[str, set[str | None]] = defaultdict(set)
    for matter in book.matters:
        found[matter.record_id].add(matter.group)
    for handling in book.handlings:
        found[handling.id].add(handling.group)
    for opening in book.openings:
        found[opening.id].add(opening.record.group)
    for visit in book.visits:
        group = book.group_holding(visit.record.constituency, visit.record.held_on)
        found[visit.id].add(group)
    for activity in book.activities:
        found[activity.id].add(activity.record.by)
    return found
