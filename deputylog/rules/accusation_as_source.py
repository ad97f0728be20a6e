"""A suggestion or an activity names an accusation as its source.

把检举控告作为来源。

An accusation may go only to an organ entitled to take it. It cannot become the source of a
suggestion, and it cannot be
the subject of research or supervision.

检举控告只能转送有权受理的机关：不得据以形成代表建议，也不得列入视察调研或者专题监督。

Bad, on 2026-03-05:

```yaml
# records/letters/2026/L20260202-00000.yaml
received: 2026-02-02
constituency: c03
kind: accusation

# records/suggestions/2026/S20260302-00000.yaml
kind: suggestion
title: 关于解决老旧小区停车难的建议
lead: zhang-wei
sources: [L20260202-00000]
events:
  - {date: 2026-03-02, event: submitted}
```

Good, on 2026-03-05:

```yaml
# records/letters/2026/L20260202-00000.yaml
received: 2026-02-02
constituency: c03
kind: request

# records/suggestions/2026/S20260302-00000.yaml
kind: suggestion
title: 关于解决老旧小区停车难的建议
lead: zhang-wei
sources: [L20260202-00000]
events:
  - {date: 2026-03-02, event: submitted}
```
"""

from typing import Any

from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.registry import LETTER
from deputylog.rule import ACCUSATIONS, PETITIONS_SINCE, Actor, Book, Hit, Hits, error


@error(
    "L009",
    Actor.OFFICER,
    "{source}属于检举控告，只能转送有权受理的机关，请从此处删去",
    "{source} is an accusation, which may go only to an organ entitled to take it; remove it here",
    ACCUSATIONS,
    since=PETITIONS_SINCE,
)
def accusation_as_source(book: Book) -> Hits:
    letters = book.every(LETTER)
    accusations = {one.id for one in letters if one.record.kind is MatterKind.ACCUSATION}
    citing: tuple[Any, ...] = (*book.handlings, *book.activities)
    for about in citing:
        for name in ("sources", "matters"):
            for number, source in enumerate(getattr(about.record, name, ())):
                if source in accusations:
                    yield Hit(about, (name, number), {"source": source})
