"""A deputy has made no visit yet this year, although half of it has passed.

From 30 June and again from 30 September (`visits_reminders`), the deputies who owe visits and have made none are
reminded. Deputies who are suspended or have left office are not.

Bad, on 2026-06-30:

```yaml
# records/deputies/zhao-min.yaml
name: 赵敏
seats:
  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20}
```

Good, on 2026-06-30:

```yaml
# records/deputies/zhao-min.yaml
name: 赵敏
seats:
  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20}

# records/visits/2026/V20260515-00000.yaml
date: 2026-05-15
deputies: [zhao-min]
constituency: c03
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.rule import Actor, Hit, Local, rule
from deputylog.rules.fewer_visits import holder
from deputylog.words import N_


@rule(
    code="V002",
    severity=Severity.DUE,
    actor=Actor.DEPUTY,
    basis=Local("visits_reminders"),
    message=N_("{deputy}: no visit in {year} yet, the last day is {last}; {reckoning}"),
)
def behind_with_visits(book: Book) -> Iterator[Hit]:
    today = book.as_of
    if not any(reminder <= f"{today:%m-%d}" for reminder in book.clock.settings.visits_reminders):
        return
    for deputy, quota in book.quotas:
        if quota.runs_on(today) and quota.owed and not quota.made and book.directory.in_office(deputy.id, today):
            values: dict[str, Any] = {"deputy": holder(book, deputy, quota), "reckoning": quota.reckoning}
            values |= {"year": today.year, "last": quota.last}
            yield Hit(deputy, ("seats", quota.seat_index), day=today, group=book.directory.group_of_seat(quota.seat, today), **values)
