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

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.registry import LETTER
from deputylog.record.fields import Key
from deputylog.rule import PETITIONS, About, Actor, Hit, Law, rule
from deputylog.words import Bilingual


@rule(
    code="L009",
    severity=Severity.ERROR,
    actor=Actor.OFFICER,
    basis=Law(PETITIONS, "30, 46"),
    message=Bilingual(
        "{source}属于检举控告，只能转送有权受理的机关，请从此处删去",
        "{source} is an accusation, which may go only to an organ entitled to take it; "
        "remove it here",
    ),
)
def accusation_as_source(book: Book) -> Iterator[Hit]:
    accusations = {
        filed.id for filed in book.every(LETTER) if filed.record.kind is MatterKind.ACCUSATION
    }
    for about, key, source in _sources(book):
        if source in accusations:
            yield Hit(about, key, source=source)


def _sources(book: Book) -> Iterator[tuple[About, Key, str]]:
    for handling in book.handlings:
        for number, source in enumerate(handling.record.sources):
            yield handling, ("sources", number), source
    for activity in book.activities:
        for name, sources in (
            ("sources", activity.record.sources),
            ("matters", activity.record.matters),
        ):
            for number, source in enumerate(sources):
                yield activity, (name, number), source
