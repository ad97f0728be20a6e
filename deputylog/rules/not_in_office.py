"""A deputy took part in a visit while not in office.

代表参加活动时不在任，或者暂时停止执行代表职务。

The visit does not count for a deputy whose seat had not begun, had ended, or who was suspended on
that day.

在任职之前、任职终止之后或者暂时停止执行代表职务期间的活动，不计入该代表的次数。

Bad, on 2026-03-15:

```yaml
# records/visits/2026/V20260314-00000.yaml
date: 2026-03-14
deputies: [sun-li]
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

from deputylog.record.fields import is_exact
from deputylog.record.unknown_day import known
from deputylog.rule import IN_OFFICE, About, Actor, Bilingual, Book, Hit, Hits, Key, breach

_VISIT = Bilingual("这次进选区活动", "the visit")
_SIGNATURE = Bilingual("这次签名", "the signature")


_SUSPENDED = Bilingual(
    "{deputy}于{on}暂时停止执行代表职务，{what}不计入该代表",
    "the duties of {deputy} were suspended on {on}; {what} does not count for this deputy",
)


@breach(
    "R007",
    Actor.OFFICER,
    "{deputy}于{on}不在任，{what}不计入该代表",
    "{deputy} was not in office on {on}; {what} does not count for this deputy",
    IN_OFFICE,
)
def not_in_office(book: Book) -> Hits:
    for about, key, wanted, day, what, group in (*_visits(book), *_signatures(book)):
        deputy = book.directory.deputies.get(wanted)
        if deputy and not book.directory.in_office(wanted, day):
            values = {"on": day, "deputy": deputy.name, "what": what}
            text = _SUSPENDED if book.directory.is_suspended(wanted, day) else None
            yield Hit(about, key, values, text=text, pending=False, day=day, group=group)


_Act = tuple[About, Key, str, date, Bilingual, str]
"""What a deputy did: where it stands, the deputy, the day, the words for it, the group."""


def _visits(book: Book) -> Iterator[_Act]:
    for visit in book.visits:
        day = visit.record.held_on
        group = book.group_holding(visit.record.constituency, day)
        for number, wanted in enumerate(visit.record.deputies if is_exact(day) else ()):
            yield visit, ("deputies", number), wanted, day, _VISIT, group


def _signatures(book: Book) -> Iterator[_Act]:
    """Signatures of the lead deputy and the cosigners, on the day of submission."""
    for handling in book.handlings:
        if day := known(handling.submitted_on):
            signed = handling.record.cosigners
            for wanted in handling.signers_on(day):
                key: Key = ("cosigners", signed.index(wanted)) if wanted in signed else ("lead",)
                yield handling, key, wanted, day, _SIGNATURE, handling.group
