"""The liaison officer keeps a mailbox, and the reason is not recorded.

信箱由联络员管理，但没有写明原因。

The deputy keeps the mailbox. The liaison officer may keep it in special cases, and the reason is
then recorded
(`delegated: true, why: "…"`).

信箱由代表本人管理；特殊情况下委托联络员管理的，要写明情况（`delegated: true, why: "…"`）。

Bad, on 2026-03-02:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}
mailboxes:
  - id: m07
    constituency: c07
    from: 2026-03-02
    keepers:
      - {from: 2026-03-02, who: liu-fang, delegated: true}

# records/openings/2026/O20260302-00000.yaml
date: 2026-03-02
group: taoyuan
mailboxes: {m07: 0}
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
    keepers:
      - {from: 2026-03-02, who: liu-fang, delegated: true, why: "代表长期在外就医"}

# records/openings/2026/O20260302-00000.yaml
date: 2026-03-02
group: taoyuan
mailboxes: {m07: 0}
```
"""

from deputylog.rule import Actor, Book, Founding, Hit, Hits, Period, breach, mailbox_words


@breach(
    "M004",
    Actor.OFFICER,
    "{mailbox}由{keeper}管理，但没有写明委托的原因；请补上（delegated: true、why）",
    "{keeper} keeps {mailbox}, but the reason is not recorded; add delegated: true and why",
    Founding(3),
)
def delegated_without_reason(book: Book) -> Hits:
    since = book.district.records_from
    for held in book.mailboxes.values():
        for number, keeper in enumerate(held.mailbox.keepers):
            by_officer = keeper.delegated or keeper.who in book.directory.officers
            if by_officer and not (keeper.delegated and keeper.why):
                key = ("mailboxes", held.index, "keepers", number)
                day = max(keeper.start or since, since)
                judged, name = Period(day, max(day, book.as_of)), book.name("person", keeper.who)
                values = {"mailbox": mailbox_words(book, held.id, day), "keeper": name}
                yield Hit(held, key, values, day=day, judged=judged)
