"""A deputy made fewer visits in the year than owed.

Each deputy visits the constituency at least twice a year (`visits_per_year`). Two visits on one day are one. Part of
a year in office owes part of the visits, and days of suspension do not count as days in office.

Bad, on 2026-01-05:

```yaml
# records/deputies/zhao-min.yaml
name: 赵敏
seats:
  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20}

# records/visits/2025/V20250314-00000.yaml
date: 2025-03-14
deputies: [zhao-min]
constituency: c03
```

Good, on 2026-01-05:

```yaml
# records/deputies/zhao-min.yaml
name: 赵敏
seats:
  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20}

# records/visits/2025/V20250314-00000.yaml
date: 2025-03-14
deputies: [zhao-min]
constituency: c03

# records/visits/2025/V20251017-00000.yaml
date: 2025-10-17
deputies: [zhao-min]
constituency: c03
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.rule import Actor, Founding, Hit, rule
from deputylog.words import N_


@rule(
    code="V001",
    severity=Severity.BREACH,
    actor=Actor.DEPUTY,
    basis=Founding(1),
    message=N_("{deputy}: {made} visits in {year}, {owed} owed ({days} days in office)"),
)
def fewer_visits(book: Book) -> Iterator[Hit]:
    for deputy, quota in book.quotas:
        last = quota.year.last
        if last < book.as_of and quota.made < quota.owed:
            values: dict[str, Any] = {
                "deputy": deputy.record.name,
                "made": quota.made,
                "owed": quota.owed,
                "days": quota.days,
                "year": last.year,
            }
            yield Hit(deputy, ("seats", quota.seat_index), day=last, group=quota.seat.group, **values)
