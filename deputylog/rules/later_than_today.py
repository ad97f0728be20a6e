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

from collections.abc import Iterator
from datetime import date
from typing import Any

from deputylog.kinds.registry import KINDS
from deputylog.rule import About, Actor, Book, Hit, Hits, Key, error


@error(
    "R006",
    Actor.KEEPER,
    "{on}晚于今天{today}",
    "{on} is in the future; today is {today}",
)
def later_than_today(book: Book, today: date) -> Hits:
    for about, key, day in _days(book):
        if day and day > today:
            yield Hit(about, key, {"on": day, "today": today})


def _days(book: Book) -> Iterator[tuple[About, Key, date | None]]:
    """Every day in a dated record, with its key: of the record itself, and of its events."""
    for kind in KINDS:
        for filed in book.every(kind) if kind.is_dated else ():
            yield filed, (kind.date_key,), kind.day_of(filed.record)
            yield filed, ("identity_erased",), getattr(filed.record, "identity_erased", None)
            matters = enumerate(getattr(filed.record, "matters", ()))
            parts: dict[Key, Any] = {("matters", number): one for number, one in matters}
            for key, one in {(): filed.record, **parts}.items():
                for number, event in enumerate(getattr(one, "events", ())):
                    yield filed, (*key, "events", number), event.on
