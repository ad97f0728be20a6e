"""The deputy group was not told of a matter, or was told late.

Deputies tell their group what voters raise, within `tell_group_within` of the receipt or of the day on which it began anew.
No event is needed where the group's liaison officer made the record: the group then knows already.

Bad, on 2026-03-18:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: request
events:
  - {date: 2026-03-03, event: replied}
  - {date: 2026-03-05, event: forwarded, to: housing}
```

Good, on 2026-03-18:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: request
events:
  - {date: 2026-03-03, event: replied}
  - {date: 2026-03-05, event: forwarded, to: housing}
  - {date: 2026-03-17, event: group_told}
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
    code="L007",
    severity=Severity.BREACH,
    actor=Actor.DEPUTY,
    basis=Local("tell_group_within"),
    message=N_("the deputy group should have been told by {due}, {days} ago"),
    late=N_("the deputy group was told {days} late, the last day was {due}"),
)
def group_not_told(book: Book) -> Iterator[Hit]:
    return lapses(book, Step.TELL_GROUP)
