"""An excuse does not apply to anything.

The rule found nothing about that subject on the days of the excuse. The code or the id may be mistyped, or the lapse has
been corrected since.

Bad, on 2026-03-20:

```yaml
# records/excuses/2026/E20260320-00000.yaml
rule: L002
subject: L20260302-11111
from: 2026-03-01
to: 2026-03-31
why: 来信人住院
accepted_by: working-body
accepted_on: 2026-03-20

# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
```

Good, on 2026-03-20:

```yaml
# records/excuses/2026/E20260320-00000.yaml
rule: L002
subject: L20260302-00000
from: 2026-03-01
to: 2026-03-31
why: 来信人住院
accepted_by: working-body
accepted_on: 2026-03-20

# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
```
"""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.rule import Actor, Hit, Sees, rule
from deputylog.words import N_


@rule(
    code="E001",
    severity=Severity.ADVICE,
    actor=Actor.KEEPER,
    sees=Sees.EXCUSES,
    message=N_("this excuse applies to nothing: {rule} found nothing about {excused} from {first} to {last}"),
)
def excuse_excuses_nothing(book: Book, used: frozenset[str]) -> Iterator[Hit]:
    for filed in book.excuses:
        excuse = filed.record
        if filed.id not in used:
            yield Hit(filed, ("rule",), rule=excuse.rule, excused=excuse.subject, first=excuse.start, last=excuse.end)
