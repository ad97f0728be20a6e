"""A date is in the future.

日期在今天之后。

A record says what has happened. A date later than today, in the district's time zone, must be a
typing error.

记录写的是已经发生的事；日期晚于今天（按区所在时区）的，应是笔误。

Bad, on 2026-03-15:

```yaml
# records/visits/2026/V20260316-00000.yaml
date: 2026-03-16
deputies: [zhang-wei]
constituency: c03
```

Good, on 2026-03-15:

```yaml
# records/visits/2026/V20260314-00000.yaml
date: 2026-03-14
deputies: [zhang-wei]
constituency: c03
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.kinds.registry import KINDS, SUGGESTION, VISIT
from deputylog.record.fields import Key
from deputylog.rule import About, Actor, Hit, rule
from deputylog.words import Bilingual


@rule(
    code="R006",
    severity=Severity.ERROR,
    actor=Actor.KEEPER,
    message=Bilingual("{on}晚于今天{today}", "{on} is in the future; today is {today}"),
)
def later_than_today(book: Book) -> Iterator[Hit]:
    for about, key, day in _days(book):
        if day and day > book.today:
            yield Hit(about, key, on=day, today=book.today)


def _days(book: Book) -> Iterator[tuple[About, Key, date | None]]:
    for kind in filter(lambda kind: kind.is_dated, KINDS):
        for filed in book.every(kind):
            record = filed.record
            day = record.day if kind is SUGGESTION else kind.day_of(record)
            yield filed, (kind.date_key,), day
            for number, event in enumerate(getattr(record, "events", ())):
                yield filed, ("events", number), event.on
            for index, matter in enumerate(getattr(record, "matters", ()) if kind is VISIT else ()):
                for number, event in enumerate(matter.events):
                    yield filed, ("matters", index, "events", number), event.on
