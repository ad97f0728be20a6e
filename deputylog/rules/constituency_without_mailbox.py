"""A constituency has no deputy mailbox.

选区没有代表信箱。

Every constituency of the current term has one deputy mailbox.

本届每个选区设一个信箱。

Bad, on 2026-03-02:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}
```

Good, on 2026-03-02:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}
mailboxes:
  - id: m07
    constituency: c07
    from: 2026-03-02

# records/openings/2026/O20260302-00000.yaml
date: 2026-03-02
group: taoyuan
mailboxes: {m07: 0}
```
"""

from deputylog.rule import Actor, Book, Founding, Hit, Hits, breach


@breach(
    "M003",
    Actor.OFFICER,
    "{constituency}没有在用的信箱",
    "{constituency} has no mailbox in use",
    Founding(3),
)
def constituency_without_mailbox(book: Book) -> Hits:
    day = book.as_of
    if day < book.district.records_from:
        return
    mailboxes = (held.mailbox for held in book.mailboxes.values())
    served = {box.constituency_on(day) for box in mailboxes if box.in_use(day)}
    groups = book.groups.values()
    own = dict.fromkeys(one.id for group in groups for one in group.record.constituencies)
    for listed in book.directory.holdings.running(day, own):
        constituency = listed.constituency
        if listed.group in book.groups and constituency.id not in served:
            yield Hit(
                book.groups[listed.group],
                ("constituencies", listed.index),
                {"constituency": constituency.name},
                day=day,
                group=book.group_holding(constituency.id, day),
                subject=constituency.id,
            )
