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

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.rule import Actor, Founding, Hit, rule
from deputylog.words import Bilingual


@rule(
    code="M006",
    severity=Severity.ADVICE,
    actor=Actor.OFFICER,
    basis=Founding(3),
    message=Bilingual(
        "信箱{mailbox}由{who}开启，此人既不是管理人，也不是本组联络员",
        "mailbox {mailbox} was opened by {who}, who is neither its keeper nor an "
        "officer of the group",
    ),
)
def opened_by_somebody_else(book: Book) -> Iterator[Hit]:
    for opening in book.openings:
        record = opening.record
        if record.by is None or record.by in book.directory.holdings.officers(
            record.group, record.held_on
        ):
            continue
        for mailbox in record.mailboxes:
            held = book.mailboxes.get(mailbox)
            keeper = held.mailbox.keeper_on(record.held_on) if held else None
            if keeper and record.by != keeper:
                who = book.name("person", record.by)
                yield Hit(
                    opening,
                    ("by",),
                    day=record.held_on,
                    group=record.group,
                    subject=mailbox,
                    mailbox=mailbox,
                    who=who,
                )
