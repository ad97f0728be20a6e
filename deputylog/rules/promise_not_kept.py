"""A department did not do what it promised, or did it late.

An answer may promise a measure by a certain day (event `promised`, key `until`). The department must carry it out by that day. `kept`
names the promise in `what`, in the same words; without `what` it is the open promise due first.

Bad, on 2026-07-01:

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
  - {date: 2026-04-01, event: answered, by: housing, result: in_progress}
  - {date: 2026-04-01, event: promised, until: 2026-06-30, what: "开放两处夜间停车场"}
  - {date: 2026-04-10, event: rated, outcome: satisfied}
```

Good, on 2026-07-01:

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
  - {date: 2026-04-01, event: answered, by: housing, result: in_progress}
  - {date: 2026-04-01, event: promised, until: 2026-06-30, what: "开放两处夜间停车场"}
  - {date: 2026-04-10, event: rated, outcome: satisfied}
  - {date: 2026-06-30, event: kept}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.life.duties import Step
from deputylog.rule import Actor, Hit, Practice, lapses, rule
from deputylog.words import N_


@rule(
    code="S008",
    severity=Severity.BREACH,
    actor=Actor.DEPARTMENT,
    basis=Practice(),
    message=N_("{department}: the promise was due on {due}, {days} ago"),
    late=N_("{department}: kept its promise {days} late, it was due on {due}"),
)
def promise_not_kept(book: Book) -> Iterator[Hit]:
    return lapses(book, Step.KEEP_PROMISE)
