"""The voter has not been told the result, or was told late.

Once the answer is final, whoever raised the matter is told (`feed_back_within`, counted from the final answer).

Bad, on 2026-04-08:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: request
events:
  - {date: 2026-03-03, event: replied}
  - {date: 2026-03-05, event: forwarded, to: housing}
  - {date: 2026-03-20, event: answered, by: housing, result: solved}
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
  - {date: 2026-03-20, event: answered, by: housing, result: solved}
  - {date: 2026-04-07, event: fed_back, how: phone, satisfaction: satisfied}
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
    code="L006",
    severity=Severity.BREACH,
    actor=Actor.DEPUTY,
    basis=Local("feed_back_within"),
    message=N_("telling the voter the result was due on {due}, {days} days ago"),
    late=N_("the voter was told {days} days late, it was due on {due}"),
)
def not_fed_back(book: Book) -> Iterator[Hit]:
    return lapses(book, Step.FEED_BACK)
