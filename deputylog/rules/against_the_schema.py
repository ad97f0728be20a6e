"""A record does not match its schema.

记录不符合格式要求。

A key is unknown or missing, or a value has the wrong type. The finding says what would be right.

有不认识或者缺少的项目，或者内容不合该项的要求；提示会说明应当怎样写。

Bad, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 3 月 2 日
constituency: c03
kind: inquiry
```

Good, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
```
"""

from deputylog.kinds.district import successors
from deputylog.rule import Actor, AFile, Bilingual, Book, Hit, Hits, Tree, error, phrase


@error(
    "R002",
    Actor.KEEPER,
    "{reason}",
    "{reason}",
)
def against_the_schema(tree: Tree, book: Book) -> Hits:
    for fault in tree.faults:
        if fault.code == "R002":
            yield Hit(AFile(fault.place.path), (), {"reason": fault.text}, place=fault.place)
    merged = {group.id: group.record.merged_into for group in book.groups.values()}
    for group in book.groups.values():
        if group.id in successors(group.id, merged):
            text = Bilingual(
                "{name}最终将并入自身", "{name} would become part of itself in the end"
            )
            yield Hit(group, ("merged_into",), {"reason": phrase(text, name=group.record.name)})
