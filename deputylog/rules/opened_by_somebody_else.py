"""A mailbox was opened by neither its keeper nor an officer of its group.

开箱人既不是信箱管理人，也不是本组联络员。

A mailbox is opened by its keeper, or by a liaison officer of the group on a round.

信箱由管理人开启，或者由本组联络员巡回开启。

Bad, on 2026-03-03:

```yaml
# records/deputies/li-na.yaml
name: 李娜
seats:
  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20}

# records/openings/2026/O20260302-00000.yaml
date: 2026-03-02
group: lianhua
by: li-na
mailboxes: {m03: 0}
```

Good, on 2026-03-03:

```yaml
# records/openings/2026/O20260302-00000.yaml
date: 2026-03-02
group: lianhua
by: zhang-wei
mailboxes: {m03: 0}
```
"""

from deputylog.rule import Actor, Book, Founding, Hit, Hits, advice, mailbox_words


@advice(
    "M006",
    Actor.OFFICER,
    "{mailbox}由{who}开启，此人既不是管理人，也不是本组联络员",
    "{mailbox} was opened by {who}, who is neither its keeper nor an officer of the group",
    Founding(3),
)
def opened_by_somebody_else(book: Book) -> Hits:
    for opening in book.openings:
        by, day = opening.record.by, opening.record.held_on
        officers = book.directory.holdings.officers(opening.record.group, day)
        for mailbox in opening.record.mailboxes if by and by not in officers else ():
            held = book.mailboxes.get(mailbox)
            keeper = held.mailbox.keeper_on(day) if held else None
            if keeper and by != keeper:
                values = {
                    "mailbox": mailbox_words(book, mailbox, day),
                    "who": book.name("person", by),
                }
                yield Hit(opening, ("by",), values, day=day, subject=mailbox)
