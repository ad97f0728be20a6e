"""An accusation was forwarded to a department that is not entitled to take it.

检举控告转送了无权受理的单位。

An accusation may be forwarded only to a department marked `takes_accusations: true`. The person or
unit accused must
never learn of it.

检举控告只能转送标明`takes_accusations: true`的单位，绝不能让被检举控告的人或者单位知悉。

Bad, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: accusation
events:
  - {date: 2026-03-03, event: forwarded, to: housing}
```

Good, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: accusation
events:
  - {date: 2026-03-03, event: forwarded, to: discipline}
```
"""

from deputylog.kinds.events import Forwarded
from deputylog.rule import ACCUSATIONS, PETITIONS_SINCE, Actor, Bilingual, Book, Hit, Hits, error

_NONE = Bilingual("尚未登记", "none entered")


@error(
    "L008",
    Actor.OFFICER,
    "检举控告只能转送有权受理的机关（{entitled}），不能转送{department}",
    "an accusation may go only to an organ entitled to take it ({entitled}), not to {department}",
    ACCUSATIONS,
    since=PETITIONS_SINCE,
)
def accusation_to_unentitled(book: Book) -> Hits:
    departments = book.district.departments
    entitled = [key for key, one in departments.items() if one.takes_accusations]
    for letter in book.accusations:
        for number, event in enumerate(letter.record.events):  # also those of days to come
            if isinstance(event, Forwarded) and event.to in departments.keys() - set(entitled):
                yield Hit(
                    book.matter_by_id.get(letter.id, letter),
                    ("events", number),
                    {
                        "entitled": [departments[key].name for key in entitled] or _NONE,
                        "department": book.name("department", event.to),
                    },
                    day=event.on,
                )
