"""An event is dated before the matter itself, or a list before its quarter was over.

步骤的日期早于问题本身，或者清单的报送日期早于季度结束。

An event cannot be earlier than the receipt of its letter, the visit at which the matter was raised,
or the submission of the
suggestion. Only a cosigner may withdraw before the suggestion is submitted. A quarterly list is
handed in when its quarter is
over, on the day after its last day at the earliest.

办理步骤的日期不得早于来信收到之日、提出问题的走访之日、建议提出之日；只有附议人撤回签名可以在建议
提出之前。季度清单应在季度结束后报送，最早为季度最后一日的次日。

Bad, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
events:
  - {date: 2026-03-01, event: replied}
```

Good, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
events:
  - {date: 2026-03-03, event: replied}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.kinds.suggestion_events import Withdrew
from deputylog.record.unknown_day import known
from deputylog.rule import Actor, Hit, rule
from deputylog.words import Bilingual


@rule(
    code="R008",
    severity=Severity.ERROR,
    actor=Actor.KEEPER,
    message=Bilingual(
        "步骤日期{on}早于问题本身的日期{received}",
        "the event of {on} is earlier than the matter itself, {received}",
    ),
    late=Bilingual(
        "{quarter}的清单报送日期为{on}，当时该季度尚未结束；最早为{first}",
        "the list of {quarter} is dated {on}, when the quarter was not over; {first} "
        "is the first day possible",
    ),
)
def event_before_matter(book: Book) -> Iterator[Hit]:
    for matter in book.matters:
        for event in matter.events:
            if event.on and event.on < matter.received:
                yield Hit(matter, matter.key_of(event), on=event.on, received=matter.received)
    for handling in book.handlings:
        submitted = known(handling.submitted_on)
        for step in handling.events:
            if step.on and submitted and step.on < submitted and not isinstance(step, Withdrew):
                yield Hit(handling, handling.key_of(step), on=step.on, received=submitted)
    yield from _lists(book)


def _lists(book: Book) -> Iterator[Hit]:
    """A hit for every list that was handed in before the end of its quarter."""
    for submission in book.submissions:
        quarter, day = submission.record.quarter, submission.record.handed_in
        if day <= quarter.period.last:
            first = quarter.next().period.first
            yield Hit(submission, ("date",), late=True, on=day, quarter=str(quarter), first=first)
