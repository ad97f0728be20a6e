"""A matter is open, and every deputy who sees to it has left office or is suspended.

问题尚未办结，而负责的代表均已离任或者暂时停止执行代表职务。

Name another deputy in the record, or close the matter and give the reason.

应由其他代表继续办理：在记录中改写负责代表，或者写明原因办结。

Bad, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: request
deputy: sun-li
```

Good, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: request
deputy: zhang-wei
```
"""

from deputylog.rule import Actor, Bilingual, Book, Founding, Hit, Hits, Practice, due

_SEVERAL = Bilingual(
    "{deputy}均已离任或者暂时停止执行代表职务，应当另行确定负责代表",
    "none of {deputy} is in office; name another deputy for this matter",
)
_SUSPENDED = Bilingual(
    "{deputy}暂时停止执行代表职务，应由其他代表继续办理",
    "the duties of {deputy} are suspended; name another deputy for this matter",
)


@due(
    "L013",
    Actor.OFFICER,
    "{deputy}已不在任，应由其他代表继续办理",
    "{deputy} is not in office; name another deputy for this matter",
    Practice(after=Founding(3)),
)
def deputy_left_office(book: Book) -> Hits:
    known = book.directory.deputies
    for matter in book.matters:
        if not matter.is_open or book.owners_of(matter):
            continue
        if deputies := [deputy for deputy in matter.deputies if deputy in known]:
            names = [book.name("deputy", deputy) for deputy in deputies]
            is_suspended = book.directory.is_suspended(deputies[0], book.as_of)
            text = _SEVERAL if len(names) > 1 else _SUSPENDED if is_suspended else None
            yield Hit(matter, matter.date_key, {"deputy": names}, text=text, day=book.as_of)
