"""A deputy took part in a visit while not in office.

The visit does not count for that deputy: before the seat began, after it ended, or while the duties were suspended.

Bad, on 2026-03-15:

```yaml
# records/visits/2026/V20260314-00000.yaml
date: 2026-03-14
deputies: [sun-li]
constituency: c03
```

Good, on 2026-03-15:

```yaml
# records/visits/2026/V20260314-00000.yaml
date: 2026-03-14
deputies: [zhang-wei]
constituency: c03
```
"""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.rule import DEPUTIES_LAW, Hit, Law, rule
from deputylog.words import N_


@rule(
    code="R007",
    severity=Severity.BREACH,
    basis=Law(DEPUTIES_LAW, "61, 62"),
    message=N_("{deputy} was not in office on {on}; the visit does not count for this deputy"),
)
def not_in_office(book: Book) -> Iterator[Hit]:
    for visit in book.visits:
        day = visit.record.held_on
        for number, wanted in enumerate(visit.record.deputies):
            deputy = book.deputies.get(wanted)
            if deputy and not deputy.record.in_office(day):
                group = book.group_holding(visit.record.constituency, day)
                yield Hit(visit, ("deputies", number), day=day, group=group, on=day, deputy=deputy.record.name)
