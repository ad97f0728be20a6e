"""The deputy group was not told of a matter, or was told late.

未将问题告知代表组，或者告知逾期。

Deputies tell their group what voters raise, within `tell_group_within` of the receipt or of the day
on which it began anew.
No event is needed where the group's liaison officer made the record: the group then knows already.

代表自收到之日或者重新办理之日起`tell_group_within`内，把选民反映的问题告知代表组。记录由本组联络
员登记的，代表组即已知晓，不必再记。

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
from deputylog.life.steps import Step
from deputylog.rule import Actor, Hit, Local, lapses, rule
from deputylog.words import Bilingual


@rule(
    code="L007",
    severity=Severity.BREACH,
    actor=Actor.DEPUTY,
    basis=Local("tell_group_within"),
    message=Bilingual(
        "应于{due}前告知代表组，已逾期{days}",
        "the deputy group should have been told by {due}, {days} ago",
    ),
    late=Bilingual(
        "告知代表组逾期{days}，应于{due}前告知",
        "the deputy group was told {days} late, the last day was {due}",
    ),
)
def group_not_told(book: Book) -> Iterator[Hit]:
    return lapses(book, Step.TELL_GROUP)
