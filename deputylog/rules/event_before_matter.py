"""An event stands before the matter itself.

Nothing can have become of a letter before it was received, or of a matter before the visit at which it was raised.

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
from deputylog.rule import Hit, rule
from deputylog.words import N_


@rule(code="R008", severity=Severity.ERROR, message=N_("{on} is before the matter itself, {received}"))
def event_before_matter(book: Book) -> Iterator[Hit]:
    for matter in book.matters:
        for event in matter.events:
            if event.on and event.on < matter.received:
                yield Hit(matter, matter.key_of(event), on=event.on, received=matter.received)
