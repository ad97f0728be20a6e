"""A department has not answered a suggestion, or answered it late.

A suggestion is answered by its lead department within three months from the day it was assigned; what an assisting department says is
only its opinion. The time may be extended to six months when the suggestion is complicated or concerns many departments (`extended`),
as long as it has not run out. Assigned to another department, a suggestion is answered within three months from that day. Whatever
comes too late, be it the answer, the extension, the other department or the withdrawal, leaves the breach on record.

Bad, on 2026-06-10:

```yaml
# records/suggestions/2026/S20260302-00000.yaml
kind: suggestion
title: 关于解决老旧小区停车难的建议
lead: zhang-wei
texts:
  request: 建议建立夜间错时停车制度。
events:
  - {date: 2026-03-02, event: submitted}
  - {date: 2026-03-09, event: assigned, by: working-body, lead: housing}
```

Good, on 2026-06-10:

```yaml
# records/suggestions/2026/S20260302-00000.yaml
kind: suggestion
title: 关于解决老旧小区停车难的建议
lead: zhang-wei
texts:
  request: 建议建立夜间错时停车制度。
events:
  - {date: 2026-03-02, event: submitted}
  - {date: 2026-03-09, event: assigned, by: working-body, lead: housing}
  - {date: 2026-06-09, event: answered, by: housing, result: solved}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.kinds.basis import ANSWERS
from deputylog.life.duties import Step
from deputylog.rule import Actor, Hit, lapses, rule
from deputylog.words import N_


@rule(
    code="S005",
    severity=Severity.BREACH,
    actor=Actor.DEPARTMENT,
    basis=ANSWERS,
    message=N_("{department}: the answer to the deputy was due on {due}, {days} ago"),
    late=N_("{department}: answered the deputy {days} late, it was due on {due}"),
)
def suggestion_not_answered(book: Book) -> Iterator[Hit]:
    return lapses(book, Step.ANSWER_DEPUTY)
