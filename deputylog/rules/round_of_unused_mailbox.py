"""A round names a mailbox that was not in use on that day.

开箱记录中的信箱当日并未启用。

A mailbox is in use from its `from` to its `to`. Without `from`, it is in use since `records_from`
or
since the term of its constituency began, whichever is later. A round before or after those days
counts for nothing, so either its date or the days of the mailbox are wrong.

信箱自 `from` 起启用，至 `to` 止停用。没有 `from` 的，自 `records_from` 起或者自选区所属届次开始之
日起启用，以较晚者为准。不在此期间的开箱不计入，因此不是开箱日期有误，就是信箱的起止日有误。

A mailbox belongs in the round of the group that holds its constituency on that day: after a merger
or a split, of the new group.

信箱登记在当日选区所属代表组的开箱记录中：代表组合并、拆分后，登记在新组。

Version 0.1.0 dated a mailbox on the day on which it was entered when no day was given; `deputylog
migrate` corrects such
mailboxes.

0.1.0 版在没有写明启用日时，以登记当天为启用日；`deputylog migrate` 可以更正这样的信箱。

Bad, on 2026-03-16:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}
mailboxes:
  - id: m07
    constituency: c07
    from: 2026-03-09

# records/openings/2026/O20260302-00000.yaml
date: 2026-03-02
group: taoyuan
mailboxes: {m07: 0}
```

Good, on 2026-03-16:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}
mailboxes:
  - id: m07
    constituency: c07

# records/openings/2026/O20260302-00000.yaml
date: 2026-03-02
group: taoyuan
mailboxes: {m07: 0}
```
"""

from deputylog.rule import Actor, Bilingual, Book, Hit, Hits, error, mailbox_words

_OF_ANOTHER_GROUP = Bilingual(
    "{mailbox}于{held_on}属于{holder}；请在该组的开箱记录中登记",
    "{mailbox} belonged to {holder} on {held_on}; enter it in a round of that group",
)


@error(
    "M007",
    Actor.OFFICER,
    "{mailbox}于{held_on}尚未启用或者已经停用；请改正开箱日期，或者用“"
    "deputylog set mailbox”改正信箱的起止日",
    "{mailbox} was not in use on {held_on}; mend the date of the round, or "
    "the days of the mailbox with 'deputylog set mailbox'",
)
def round_of_unused_mailbox(book: Book) -> Hits:
    for opening in book.openings:
        record, day = opening.record, opening.record.held_on
        for name in ("mailboxes", "not_opened"):
            for mailbox in getattr(record, name):
                held = book.mailboxes.get(mailbox)
                in_use = held is not None and held.mailbox.in_use(day)
                holder = held.group_on(day) if held else record.group
                if held and not (in_use and holder == record.group):
                    text = _OF_ANOTHER_GROUP if in_use else None
                    values = {"held_on": day, "holder": book.name("group", holder)}
                    key = (name, mailbox)
                    yield Hit(
                        opening,
                        key,
                        {"mailbox": mailbox_words(book, mailbox, day), **values},
                        text=text,
                        day=day,
                        subject=mailbox,
                    )
