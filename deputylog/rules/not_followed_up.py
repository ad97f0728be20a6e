"""A forwarded matter was not followed up.

Until the department has given a final answer, the deputy asks it for the state of the matter: `follow_up_every` after the
matter was forwarded, and again after each such interval and each answer that is not final. Nothing is owed once a suggestion took
the matter over.

Bad, on 2026-04-08:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: request
events:
  - {date: 2026-03-03, event: replied}
  - {date: 2026-03-05, event: forwarded, to: housing}
recorded_by: liu-fang
```

Good, on 2026-04-08:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: request
events:
  - {date: 2026-03-03, event: replied}
  - {date: 2026-03-05, event: forwarded, to: housing}
  - {date: 2026-04-07, event: followed_up}
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
    code="L004",
    severity=Severity.BREACH,
    actor=Actor.DEPUTY,
    basis=Local("follow_up_every"),
    message=N_("{department}: the matter should have been followed up by {due}, {days} ago"),
    late=N_("{department}: followed up {days} late, the last day was {due}"),
)
def not_followed_up(book: Book) -> Iterator[Hit]:
    return lapses(book, Step.FOLLOW_UP)
