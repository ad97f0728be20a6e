"""A request was closed, and the record does not show who solved it.

诉求已经办结，但看不出由谁解决。

Deputies do not handle problems themselves. A request is forwarded, becomes a suggestion, is solved
with the deputy's own means
(`aided`), or is closed with the reason: answered on the spot, explained, withdrawn … A record
without any of these does not show who
solved the request. What was done before the matter was reopened does not count.

代表不直接处理问题。诉求或者转交，或者列为建议，或者由代表以自身力量帮助解决（`aided`），或者注明
原因办结：当场答复、已作解释、来信人撤回等。记录中四者均无的，看不出由谁解决。重新办理以前的经过不
算在内。

Bad, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: request
events:
  - {date: 2026-03-03, event: replied}
  - {date: 2026-03-04, event: fed_back}
recorded_by: liu-fang
```

Good, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: request
events:
  - {date: 2026-03-03, event: replied}
  - {date: 2026-03-04, event: aided}
  - {date: 2026-03-04, event: fed_back}
recorded_by: liu-fang
```
"""

from deputylog.kinds.events import Closed, ClosedEvent
from deputylog.life.matter import Matter
from deputylog.record.unknown_day import known
from deputylog.rule import NOT_HANDLED_DIRECTLY, Actor, Book, Founding, Hit, Hits, advice


@advice(
    "L010",
    Actor.DEPUTY,
    "已经办结，但既未转交，也未以自身力量帮助解决，也未注明办结原因",
    "closed, but neither forwarded, nor solved with the deputy's own means, nor "
    "with a reason for closing it",
    Founding(1, after=NOT_HANDLED_DIRECTLY),
)
def settled_by_deputy_alone(book: Book) -> Hits:
    for matter in book.matters:
        if matter.kind.owes_all_steps and not matter.is_open and not _has_a_trace(matter):
            yield Hit(matter, matter.date_key, day=known(matter.settled_on))


def _has_a_trace(matter: Matter) -> bool:
    """Whether the record shows how it was settled in its present life."""
    now = matter.life.now
    if now.is_forwarded or now.is_aided or matter.suggestions:
        return True
    return any(
        isinstance(event, ClosedEvent) and event.why is not Closed.OTHER
        for event in matter.life.events
    )
