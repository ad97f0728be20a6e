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
    for letter in book.all_letters:
        yield letter, ("received",), letter.record.received
        for number, event in enumerate(letter.record.events):
            yield letter, ("events", number), event.on
    for visit in book.all_visits:
        yield visit, ("date",), visit.record.held_on
        for index, matter in enumerate(visit.record.matters):
            for number, event in enumerate(matter.events):
                yield visit, ("matters", index, "events", number), event.on
    for suggestion in book.all_suggestions:
        yield suggestion, ("date",), suggestion.record.day
        for number, step in enumerate(suggestion.record.events):
            yield suggestion, ("events", number), step.on
    for several in (book.all_openings, book.all_activities, book.all_spot_checks):
        for filed in several:
            yield filed, ("date",), filed.record.held_on
    for submission in book.all_submissions:
        yield submission, ("date",), submission.record.handed_in
    for excuse in book.all_excuses:
        yield excuse, ("accepted_on",), excuse.record.accepted_on
