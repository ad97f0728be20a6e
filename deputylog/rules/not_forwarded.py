"""A matter was not forwarded to a department, or was forwarded late.

Deputies do not handle problems themselves. They forward a matter to the responsible department within `forward_within` of
its receipt, help with own means, or submit a suggestion about it. When nobody has the matter any more because a department has sent
it back, the time starts again on that day. A matter whose writer cannot be answered is forwarded whatever its kind, except thanks.
An accusation is forwarded to an organ entitled to take it.

Bad, on 2026-03-10:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: request
recorded_by: liu-fang
```

Good, on 2026-03-10:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: request
events:
  - {date: 2026-03-09, event: forwarded, to: housing}
recorded_by: liu-fang
```
"""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.life.duties import Step
from deputylog.rule import Actor, Hit, Local, lapses, rule
from deputylog.words import N_


@rule(
    code="L003",
    severity=Severity.BREACH,
    actor=Actor.DEPUTY,
    basis=Local("forward_within"),
    message=N_("the matter should have been forwarded by {due}, {days} ago"),
    late=N_("forwarded {days} late, the last day was {due}"),
)
def not_forwarded(book: Book) -> Iterator[Hit]:
    return lapses(book, Step.FORWARD)
