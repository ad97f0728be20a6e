"""A mailbox was not publicised in the year.

代表信箱当年未宣传。

The group makes the mailbox known in every constituency, so that more voters use it. This is
expected once in each year
(`publicity_every`) and checked when the year is over. A constituency that had no mailbox at the
start of the year is left out.

代表组要在每个选区广泛宣传代表信箱，让更多选民知道并使用。默认每年核对一次（`publicity_every`），
在年度结束后提示；年初尚无信箱的选区不计。

Bad, on 2026-01-01:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}
mailboxes:
  - id: m07
    constituency: c07
    from: 2024-11-01
```

Good, on 2026-01-01:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}
mailboxes:
  - id: m07
    constituency: c07
    from: 2024-11-01

# records/activities/2025/A20251231-00000.yaml
date: 2025-12-31
kind: publicity
by: taoyuan
constituencies: [c07]
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from deputylog.book import Book
from deputylog.calendar import Period
from deputylog.finding import Severity
from deputylog.kinds.activity import ActivityKind
from deputylog.life.record_places import MailboxInGroup
from deputylog.rule import Actor, Founding, Hit, Local, rule
from deputylog.words import Bilingual


@rule(
    code="M005",
    severity=Severity.ADVICE,
    actor=Actor.OFFICER,
    basis=Local("publicity_every", after=Founding(3)),
    message=Bilingual(
        "{constituency}：{first}至{last}未宣传代表信箱",
        "{constituency}: its mailbox was not publicised from {first} to {last}",
    ),
)
def mailbox_not_publicised(book: Book) -> Iterator[Hit]:
    publicity = [
        filed.record for filed in book.activities if filed.record.kind == ActivityKind.PUBLICITY
    ]
    for period in book.periods_over(lambda settings: settings.publicity_every):
        known = {
            constituency
            for record in publicity
            if record.held_on in period
            for constituency in record.constituencies
        }
        for constituency, held in _with_a_mailbox(book, period).items():
            if constituency not in known:
                values: dict[str, Any] = {
                    "constituency": book.name("constituency", constituency),
                    "first": period.first,
                    "last": period.last,
                }
                yield Hit(
                    held,
                    held.key,
                    day=period.last,
                    began=period.first,
                    pending=False,
                    group=held.group_on(period.last),
                    subject=constituency,
                    **values,
                )


def _with_a_mailbox(book: Book, period: Period) -> dict[str, MailboxInGroup]:
    """Constituencies that exist with a mailbox on the first and last day of the period, and that
    mailbox.
    """
    on_first, on_last = (_served(book, day) for day in (period.first, period.last))
    return {wanted: held for wanted, held in on_last.items() if wanted in on_first}


def _served(book: Book, day: date) -> dict[str, MailboxInGroup]:
    """Constituencies that exist with a mailbox on that day, and the first mailbox of each."""
    found: dict[str, MailboxInGroup] = {}
    for held in book.mailboxes.values():
        constituency = held.mailbox.constituency_on(day)
        if held.mailbox.in_use(day) and book.directory.holdings.runs(constituency, day):
            found.setdefault(constituency, held)
    return found
