"""An accusation was forwarded to a department that is not entitled to take it.

检举控告转给了无权受理的单位。

An accusation may be forwarded only to a department marked `takes_accusations: true`. The person or
unit accused must
never learn of it.

检举控告只能转交标明`takes_accusations: true`的单位，绝不能让被检举控告的人或者单位知悉。

Bad, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: accusation
events:
  - {date: 2026-03-03, event: forwarded, to: housing}
```

Good, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: accusation
events:
  - {date: 2026-03-03, event: forwarded, to: discipline}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.kinds.events import Forwarded
from deputylog.rule import PETITIONS, Actor, Hit, Law, rule
from deputylog.words import Bilingual


@rule(
    code="L008",
    severity=Severity.ERROR,
    actor=Actor.OFFICER,
    basis=Law(PETITIONS, "30, 46"),
    message=Bilingual(
        "检举控告只能转交有权受理的机关（{entitled}），不能转交{department}",
        "an accusation may go only to an organ entitled to take it ({entitled}), not "
        "to {department}",
    ),
)
def accusation_to_unentitled(book: Book) -> Iterator[Hit]:
    departments = book.district.departments
    entitled = [
        department.name for department in departments.values() if department.takes_accusations
    ]
    for matter in book.matters:
        if not matter.is_accusation:
            continue
        for event in matter.events:
            if (
                isinstance(event, Forwarded)
                and event.to in departments
                and not departments[event.to].takes_accusations
            ):
                yield Hit(
                    matter,
                    matter.key_of(event),
                    day=event.on,
                    entitled=entitled,
                    department=book.name("department", event.to),
                )
