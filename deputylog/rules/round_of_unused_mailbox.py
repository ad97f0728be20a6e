"""A round names a mailbox that was not in use on that day.

A mailbox is in use from its `from` to its `to`. Without `from`, it is in use since `records_from` or
since the term of its constituency began, whichever is later. A round before or after those days
counts for nothing, so either its date or the days of the mailbox are wrong.

A mailbox belongs in the round of the group that holds its constituency on that day: after a merger
or a split, of the new group.

Version 0.1.0 dated a mailbox on the day on which it was entered when no day was given; `deputylog migrate` corrects such
mailboxes.

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

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.rule import Actor, Hit, rule
from deputylog.words import N_


@rule(
    code="M007",
    severity=Severity.ERROR,
    actor=Actor.OFFICER,
    message=N_(
        "mailbox {mailbox} was not in use on {held_on}; mend the date of the round, or the days of the mailbox with 'deputylog set mailbox'"
    ),
    late=N_("mailbox {mailbox} belonged to {holder} on {held_on}; enter it in a round of that group"),
)
def round_of_unused_mailbox(book: Book) -> Iterator[Hit]:
    for opening in book.openings:
        record, day = opening.record, opening.record.held_on
        for name, mailboxes in (("mailboxes", record.mailboxes), ("not_opened", record.not_opened)):
            for mailbox in mailboxes:
                held = book.mailboxes.get(mailbox)
                in_use = held is not None and held.mailbox.in_use(day)
                holder = held.group_on(day) if held else record.group
                if held and not (in_use and holder == record.group):
                    values = {"mailbox": mailbox, "held_on": day, "holder": book.name("group", holder)}
                    key = (name, mailbox)
                    yield Hit(opening, key, late=in_use, day=day, group=record.group, subject=mailbox, **values)
