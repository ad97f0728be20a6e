"""A deputy took part in a visit while not in office.

代表参加活动时不在任。

The visit does not count for a deputy whose seat had not begun, had ended, or who was suspended on
that day.

在任职之前、任职终止之后或者暂停执行职务期间的活动，不计入该代表的次数。

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

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.kinds.basis import IN_OFFICE
from deputylog.record.fields import Key, is_exact
from deputylog.record.unknown_day import known
from deputylog.rule import Actor, Hit, rule
from deputylog.words import Bilingual

_VISIT = Bilingual("这次走访", "the visit")
_SIGNATURE = Bilingual("签名", "the signature")


@rule(
    code="R007",
    severity=Severity.BREACH,
    actor=Actor.OFFICER,
    basis=IN_OFFICE,
    message=Bilingual(
        "{deputy} 于 {on} 不在任；{what}不计入该代表",
        "{deputy} was not in office on {on}; {what} does not count for this deputy",
    ),
)
def not_in_office(book: Book) -> Iterator[Hit]:
    yield from _visits(book)
    yield from _signatures(book)


def _visits(book: Book) -> Iterator[Hit]:
    for visit in book.visits:
        day = visit.record.held_on
        if not is_exact(day):
            continue
        for number, wanted in enumerate(visit.record.deputies):
            deputy = book.deputies.get(wanted)
            if deputy and not book.directory.in_office(wanted, day):
                group = book.group_holding(visit.record.constituency, day)
                yield Hit(
                    visit,
                    ("deputies", number),
                    pending=False,
                    day=day,
                    group=group,
                    on=day,
                    deputy=deputy.record.name,
                    what=_VISIT,
                )


def _signatures(book: Book) -> Iterator[Hit]:
    """Signatures of the lead deputy and the cosigners, on the day of submission."""
    for handling in book.handlings:
        if (day := known(handling.submitted_on)) is None:
            continue
        for wanted in handling.signers_on(day):
            deputy = book.deputies.get(wanted)
            if deputy and not book.directory.in_office(wanted, day):
                signed = handling.record.cosigners
                key: Key = ("cosigners", signed.index(wanted)) if wanted in signed else ("lead",)
                yield Hit(
                    handling,
                    key,
                    pending=False,
                    day=day,
                    on=day,
                    deputy=deputy.record.name,
                    what=_SIGNATURE,
                )
