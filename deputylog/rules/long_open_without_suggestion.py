"""A request has been open for a long time, and no suggestion was made from it.

诉求久未办结，也未形成代表建议。

A matter that concerns many people or cannot be solved at once is looked into and becomes a
suggestion or a motion within
`suggestion_after`. The time is counted from the receipt or, for a matter that began anew, from that
day.

涉及面广或者一时难以解决的问题，经调研后，在`suggestion_after`内形成代表建议或者议案。期限自收到之
日起算；重新办理的，自重新办理之日起算。

Bad, on 2026-08-04:

```yaml
# records/letters/2026/L20260202-00000.yaml
received: 2026-02-02
constituency: c03
kind: request
title: 老旧小区停车难
```

Good, on 2026-08-04:

```yaml
# records/letters/2026/L20260202-00000.yaml
received: 2026-02-02
constituency: c03
kind: request
title: 老旧小区停车难

# records/suggestions/2026/S20260302-00000.yaml
kind: suggestion
title: 关于解决老旧小区停车难的建议
lead: zhang-wei
sources: [L20260202-00000]
events:
  - {date: 2026-03-02, event: submitted}
```
"""

from deputylog.record.unknown_day import known
from deputylog.rule import Actor, Book, Founding, Hit, Hits, Local, advice


@advice(
    "L011",
    Actor.DEPUTY,
    "自{since}起一直未办结，也未形成代表建议",
    "open since {since}, and no suggestion was made from it",
    Local("suggestion_after", after=Founding(3)),
)
def long_open_without_suggestion(book: Book) -> Hits:
    for matter in book.matters:
        last = book.suggest_by(matter)
        if last and last < book.as_of:
            start = known(matter.life.start)
            yield Hit(matter, matter.date_key, {"since": start}, day=last, began=start)
