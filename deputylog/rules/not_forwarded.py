"""A matter was not forwarded to a department, or was forwarded late.

问题未转交有关部门，或者转交逾期。

Deputies do not handle problems themselves. They forward a matter to the responsible department
within `forward_within` of
its receipt, help with own means, or submit a suggestion about it. When nobody has the matter any
more because a department has sent
it back, the time starts again on that day. A matter whose writer cannot be answered is forwarded
whatever its kind, except thanks.
An accusation is forwarded to an organ entitled to take it.

代表不直接处理问题，而是自收到之日起`forward_within`内转交有关部门、以自身力量帮助，或者就此提出建
议。因退回而无单位承办的，自退回之日起重新计算。无法答复来信人的，除感谢外，不论类别均应转交。检举
控告转交有权处理的机关。

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
from deputylog.life.steps import Step
from deputylog.rule import Actor, Hit, Local, lapses, rule
from deputylog.words import Bilingual


@rule(
    code="L003",
    severity=Severity.BREACH,
    actor=Actor.DEPUTY,
    basis=Local("forward_within"),
    message=Bilingual(
        "应于{due}前转交有关部门，已逾期{days}",
        "the matter should have been forwarded by {due}, {days} ago",
    ),
    late=Bilingual(
        "转交逾期{days}，应于{due}前转交", "forwarded {days} late, the last day was {due}"
    ),
)
def not_forwarded(book: Book) -> Iterator[Hit]:
    return lapses(book, Step.FORWARD)
