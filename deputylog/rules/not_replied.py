"""A voter was not sent a reply, or the reply was late.

来信人尚未得到答复，或者答复逾期。

Everybody who writes to a deputy gets a reply within `reply_within` of the day on which the letter
was received.

群众来信，在区里规定的期限内答复（`reply_within`，自收到之日起）。

Bad, on 2026-03-18:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
```

Good, on 2026-03-18:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
events:
  - {date: 2026-03-17, event: replied, how: phone}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.life.steps import Step
from deputylog.rule import Actor, Hit, Local, lapses, rule
from deputylog.words import Bilingual


@rule(
    code="L002",
    severity=Severity.BREACH,
    actor=Actor.DEPUTY,
    basis=Local("reply_within"),
    message=Bilingual("应于{due}前答复，已逾期{days}", "the reply was due on {due}, {days} ago"),
    late=Bilingual(
        "答复逾期{days}，应于{due}前答复", "replied {days} late, the reply was due on {due}"
    ),
)
def not_replied(book: Book) -> Iterator[Hit]:
    return lapses(book, Step.REPLY)
