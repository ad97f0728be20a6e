"""A suggestion or an activity names an accusation as its source, or a matter is joined with one.

把检举控告作为来源，或者与其他问题并案。

An accusation may go only to an organ entitled to take it. It cannot become the source of a
suggestion, and it cannot be
the subject of research or supervision. No other matter is closed as its duplicate or as joined
with it, since that would tell what it is about.

检举控告只能转送有权受理的机关：不得据以形成代表建议，也不得列入视察调研或者专题监督；其他问题不得作为
其重复件或者并入其中办结，以免由此得知检举的内容。

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

from deputylog.kinds.registry import KINDS
from deputylog.rule import ACCUSATIONS, PETITIONS_SINCE, Actor, Book, Hit, Hits, error
from deputylog.rules.dangling_reference import references_in


@error(
    "L009",
    Actor.OFFICER,
    "{source}属于检举控告，只能转送有权受理的机关，请从此处删去",
    "{source} is an accusation, which may go only to an organ entitled to take it; remove it here",
    ACCUSATIONS,
    since=PETITIONS_SINCE,
)
def accusation_as_source(book: Book) -> Hits:
    accusations = {one.id for one in book.accusations}
    known = {one.id: one for one in book.lives} if accusations else {}
    for kind in KINDS if accusations else ():
        for filed in book.every(kind):
            for key, refers, source in references_in(filed.record):
                if refers == "source" and source in accusations:
                    yield Hit(known.get(filed.id, filed), key, {"source": source})
