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

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.rule import Actor, Founding, Hit, rule
from deputylog.words import Bilingual


@rule(
    code="M003",
    severity=Severity.BREACH,
    actor=Actor.OFFICER,
    basis=Founding(3),
    message=Bilingual("{constituency}没有在用的信箱", "{constituency} has no mailbox in use"),
)
def constituency_without_mailbox(book: Book) -> Iterator[Hit]:
    if book.as_of < book.district.records_from:
        return
    day = book.as_of
    in_use = (held.mailbox for held in book.mailboxes.values() if held.mailbox.in_use(day))
    served = {mailbox.constituency_on(day) for mailbox in in_use}
    for listed in book.directory.holdings.running(day):
        constituency = listed.constituency
        if constituency.id not in served:
            about, key = book.groups[listed.group], ("constituencies", listed.index)
            group = book.group_holding(constituency.id, day)
            yield Hit(
                about,
                key,
                day=day,
                group=group,
                subject=constituency.id,
                constituency=constituency.name,
            )
