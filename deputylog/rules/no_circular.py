"""A group did not circulate what its deputies did.

代表组未通报代表履职情况。

The group announces what its deputies did to keep in touch with voters, and their motions and
suggestions (通报). This is
expected once in each half-year (`circular_every`) and checked when the half-year is over.

代表参加联系选民活动的情况、提出议案和建议的情况，在代表组活动时进行通报。默认每半年核对一次（`circular_every`），
在半年结束后提示。

Bad, on 2026-07-01:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}

# records/activities/2025/A20250630-00000.yaml
date: 2025-06-30
kind: circular
by: taoyuan

# records/activities/2025/A20251231-00000.yaml
date: 2025-12-31
kind: circular
by: taoyuan
```

Good, on 2026-07-01:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}

# records/activities/2025/A20250630-00000.yaml
date: 2025-06-30
kind: circular
by: taoyuan

# records/activities/2025/A20251231-00000.yaml
date: 2025-12-31
kind: circular
by: taoyuan

# records/activities/2026/A20260630-00000.yaml
date: 2026-06-30
kind: circular
by: taoyuan
```
"""

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
    "G003",
    Actor.OFFICER,
    "{group_name}：{period}未通报代表履职情况",
    "{group_name}: no circular on the work of its deputies ({period})",
    Local("circular_every", after=Founding(4)),
)
def no_circular(book: Book) -> Hits:
    for period, circulars in activities_of_periods(book, "circular_every", ActivityKind.CIRCULAR):
        yield from of_groups_without(book, period, {record.by for record in circulars})
