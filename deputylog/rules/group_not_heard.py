"""The working body did not hear a group's report.

常委会工作机构未听取代表组的汇报。

The working body of the standing committee hears each group on how its deputies keep in touch with
voters (听取代表组汇报). This is
expected once in each year (`briefing_every`) and checked when the year is over. A `briefing` counts
for the group that held it
(`by`) or was heard (`who`), and for the groups of the deputies and constituencies it names. Where
one of the working body
names nobody, nobody knows who was not heard, and it counts for every group.

常委会有关工作机构定期听取代表组关于联系选民工作的汇报。每年应听取一次（`briefing_every`），年度结
束后检查。`briefing`计入组织者（`by`）或者汇报的代表组（`who`），以及所列代表、选区所属的代表组。
工作机构的记录未写明对象的，无从知道哪个组未汇报，计入各代表组。

Bad, on 2026-01-01:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}

# records/activities/2025/A20251231-00000.yaml
date: 2025-12-31
kind: briefing
by: working-body
who: lianhua
```

Good, on 2026-01-01:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}

# records/activities/2025/A20251231-00000.yaml
date: 2025-12-31
kind: briefing
by: working-body
who: taoyuan
```
"""

from collections.abc import Iterator

from deputylog.kinds.activity import Activity
from deputylog.record.fields import WORKING_BODY
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
    "G008",
    Actor.WORKING_BODY,
    "{group_name}：{period}未听取其汇报",
    "{group_name}: its report was not heard ({period})",
    Local("briefing_every", after=Founding(4)),
)
def group_not_heard(book: Book) -> Hits:
    for period, briefings in activities_of_periods(book, "briefing_every", ActivityKind.BRIEFING):
        heard = {group for record in briefings for group in _groups_in(book, record)}
        if WORKING_BODY not in heard:
            yield from of_groups_without(book, period, heard)


def _groups_in(book: Book, briefing: Activity) -> Iterator[str]:
    """The groups heard; the working body itself if it names nobody."""
    day = briefing.held_on
    people = [wanted for wanted in (briefing.by, briefing.who, *briefing.deputies) if wanted]
    if people == [WORKING_BODY] and not briefing.constituencies:
        yield WORKING_BODY
    yield from (wanted for wanted in people if wanted in book.groups)
    for wanted in people:
        yield from book.groups_of_deputy(wanted, day)
    yield from (book.group_holding(wanted, day) for wanted in briefing.constituencies)
