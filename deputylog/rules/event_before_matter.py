"""An event is dated before the matter itself, or a list before its quarter was over.

步骤的日期早于问题本身，或者清单的报送日期早于季度结束。

An event cannot be earlier than the receipt of its letter, the visit at which the matter was raised,
or the submission of the
suggestion. Only a cosigner may withdraw before the suggestion is submitted. A quarterly list is
handed in when its quarter is
over, on the day after its last day at the earliest.

办理步骤的日期不得早于来信收到之日、提出问题的活动之日、建议提出之日；只有附议人撤回签名可以在建议
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

from deputylog.kinds.suggestion_events import Withdrew
from deputylog.life.matter import Matter
from deputylog.period_words import quarter_words
from deputylog.record.unknown_day import known
from deputylog.rule import Actor, Bilingual, Book, Hit, Hits, error

_QUARTER_NOT_OVER = Bilingual(
    "{quarter}清单的报送日期为{on}，当时该季度尚未结束；最早为{first}",
    "the list of the {quarter} is dated {on}, when the quarter was not over; {first} "
    "is the first day possible",
)


@error(
    "R008",
    Actor.KEEPER,
    "步骤日期{on}早于问题本身的日期{received}；请核对，改正写错的日期",
    "the event of {on} is earlier than the matter itself, {received}; correct the wrong day",
)
def event_before_matter(book: Book) -> Hits:
    for one in book.lives:
        first = one.received if isinstance(one, Matter) else known(one.submitted_on)
        for event in one.events:
            if event.on and first and event.on < first and not isinstance(event, Withdrew):
                yield Hit(one, one.key_of(event), {"on": event.on, "received": first})
    for submission in book.submissions:
        quarter, day = submission.record.quarter, submission.record.handed_in
        if day <= quarter.period.last:
            values = {"quarter": quarter_words(quarter), "first": quarter.next().period.first}
            yield Hit(submission, ("date",), {"on": day, **values}, text=_QUARTER_NOT_OVER)
