"""A deputy group has fewer than three deputies.

代表组不足三名代表。

A deputy group has at least three deputies. A suspended deputy still counts as a member; a seat that
has ended does not count.

代表组应有三名以上代表。暂时停止执行职务的代表仍计在内，任职已终止的不计。

Bad, on 2026-03-05:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}

# records/deputies/e1.yaml
name: 代表1
seats:
  - {term: "17", constituency: c07, group: taoyuan, from: 2021-12-20}

# records/deputies/e2.yaml
name: 代表2
seats:
  - {term: "17", constituency: c07, group: taoyuan, from: 2021-12-20}

# records/deputies/e3.yaml
name: 代表3
seats:
  - {term: "17", constituency: c07, group: taoyuan, from: 2021-12-20, to: 2026-03-04, end: resigned}
```

Good, on 2026-03-05:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}

# records/deputies/e1.yaml
name: 代表1
seats:
  - {term: "17", constituency: c07, group: taoyuan, from: 2021-12-20}

# records/deputies/e2.yaml
name: 代表2
seats:
  - {term: "17", constituency: c07, group: taoyuan, from: 2021-12-20}

# records/deputies/e3.yaml
name: 代表3
seats:
  - {term: "17", constituency: c07, group: taoyuan, from: 2021-12-20}
```
"""

from deputylog.rule import GROUPS, Actor, Book, Hit, Hits, advice

_NEEDED = 3


@advice(
    "G002",
    Actor.WORKING_BODY,
    "代表组应有三名以上代表，{group_name}现有{count}名",
    "a deputy group has at least three deputies; {group_name} has {count}",
    GROUPS,
)
def group_too_small(book: Book) -> Hits:
    day = book.as_of
    if day < book.district.records_from:
        return
    for group in book.groups.values():
        count = len(book.directory.members(group.id, day))
        if count < _NEEDED and book.directory.holdings.works(group.id, day):
            yield Hit(group, ("name",), {"group_name": group.record.name, "count": count}, day=day)
