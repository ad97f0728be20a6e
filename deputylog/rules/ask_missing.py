"""In a whole year, a group's visits never asked one of the three questions.

Visits ask voters about hardship, about needs and for ideas (问难、问需、问计). A visit asks what it names (`ask`), and also what
is meant for the people it met (`met.of`), whatever its main ask: hardship for households in need, people living alone and sick
or disabled people, needs for ordinary voters, ideas for leading, well-known or educated people; a district says it of the kinds
it adds (`met_of`). After the end of the year, this advice names the questions that no visit of the group asked. It says nothing
about a group without visits in that year.

Bad, on 2026-01-05:

```yaml
# records/visits/2025/V20250314-00000.yaml
date: 2025-03-14
deputies: [zhang-wei]
constituency: c03
ask: hardship
```

Good, on 2026-01-05:

```yaml
# records/visits/2025/V20250314-00000.yaml
date: 2025-03-14
deputies: [zhang-wei]
constituency: c03
ask: hardship

# records/visits/2025/V20250614-00000.yaml
date: 2025-06-14
deputies: [zhang-wei]
constituency: c03
ask: needs
met: {voters: 12, of: [ordinary, educated]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.calendar import year
from deputylog.finding import Severity
from deputylog.kinds.asks import THREE_ASKS, Ask
from deputylog.rule import Actor, Founding, Hit, Practice, rule
from deputylog.words import N_


@rule(
    code="V004",
    severity=Severity.ADVICE,
    actor=Actor.OFFICER,
    basis=Practice(after=Founding(1)),
    message=N_("{group_name}: no visit of {year} asked about {asks}"),
)
def ask_missing(book: Book) -> Iterator[Hit]:
    asked: dict[tuple[str, int], set[Ask]] = {}
    for visit in book.visits:
        key = (book.group_holding(visit.record.constituency, visit.record.held_on), visit.record.held_on.year)
        asked.setdefault(key, set()).update(book.directory.asks(visit.record))
    for (group, number), known in sorted(asked.items()):
        last = year(number).last
        missing = [ask for ask in THREE_ASKS if ask not in known]
        if group in book.groups and last < book.as_of and missing:
            filed = book.groups[group]
            yield Hit(filed, (), day=last, pending=False, group=group, group_name=filed.record.name, year=number, asks=missing)
