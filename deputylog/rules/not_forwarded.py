"""A matter has not been handed to a department, or was handed on late.

The deputy does not settle problems but hands them soon to whoever can (`forward_within`, counted from receipt; when a
department sent the matter back, from that day), or submits a suggestion that grows out of it. An accusation is handed to
an organ entitled to take it.

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
from deputylog.model.duty import Step
from deputylog.rule import Actor, Hit, Local, lapses, rule
from deputylog.words import N_


@rule(
    code="L003",
    severity=Severity.BREACH,
    actor=Actor.DEPUTY,
    basis=Local("forward_within"),
    message=N_("forwarding was due on {due}, {days} days ago"),
    late=N_("forwarded {days} days late, it was due on {due}"),
)
def not_forwarded(book: Book) -> Iterator[Hit]:
    return lapses(book, Step.FORWARD)
