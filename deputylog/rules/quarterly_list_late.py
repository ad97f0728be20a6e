"""A group's quarterly list was not handed in, or was handed in late.

代表组未报送季度清单，或者报送逾期。

Every quarter, the liaison officer hands in a list of the matters that voters raised and how they
were handled. It is due on day
`quarterly_list_due` of the month after the quarter, or on the next working day when that is a rest
day. A group owes the list of
every quarter at whose end it exists; if it has become part of another group since, that one hands
it in. A group that ended before the
list was due, and became part of no other, owes none.

联络员每季度汇总群众反映的问题及其解决情况，列出清单，于下季度首月`quarterly_list_due`日前报送（逢
休息日顺延）。季度末存续的代表组应当报送该季度清单；此后并入另一代表组的，由该组报送。报送期限之前
已经撤销、未并入其他代表组的，不再要求报送。

Bad, on 2026-04-13:

```yaml
# records/district.yaml
schema: 1
name: 示例区
working_body: 区人大常委会代表联络工作委员会
records_from: 2026-01-01
terms:
  - {id: "17", from: 2021-12-20}

# records/submissions/2026/Q20260413-00000.yaml
group: lianhua
quarter: 2026Q1
date: 2026-04-13
by: liu-fang
to: working-body
```

Good, on 2026-04-13:

```yaml
# records/district.yaml
schema: 1
name: 示例区
working_body: 区人大常委会代表联络工作委员会
records_from: 2026-01-01
terms:
  - {id: "17", from: 2021-12-20}

# records/submissions/2026/Q20260410-00000.yaml
group: lianhua
quarter: 2026Q1
date: 2026-04-10
by: liu-fang
to: working-body
```
"""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.calendar import Quarter
from deputylog.finding import Severity
from deputylog.kinds.group import Group
from deputylog.life.record_places import Filed
from deputylog.rule import Actor, Founding, Hit, Local, rule
from deputylog.text import counts
from deputylog.words import Bilingual


@rule(
    code="G001",
    severity=Severity.BREACH,
    actor=Actor.OFFICER,
    basis=Local("quarterly_list_due", after=Founding(3)),
    message=Bilingual("{quarter}的清单应于{due}前报送", "the list of {quarter} is due on {due}"),
    late=Bilingual(
        "{quarter}的清单应于{due}前报送（逾期{days}）",
        "the list of {quarter} was due on {due} ({days} late)",
    ),
)
def quarterly_list_late(book: Book) -> Iterator[Hit]:
    for group in book.groups.values():
        quarter = (
            Quarter.of(book.district.records_from)
            if book.district.records_from <= book.as_of
            else Quarter.of(book.as_of)
        )
        while quarter.period.last < book.as_of:
            if book.owes_list(group.id, quarter):
                yield from _of_quarter(book, group, quarter)
            quarter = quarter.next()


def _of_quarter(book: Book, group: Filed[Group], quarter: Quarter) -> Iterator[Hit]:
    """DUE until the deadline for handing in the list, a breach after it."""
    due = book.clock.list_due(quarter)
    submission = book.first_submission(group.id, quarter)
    handed_in = submission.record.handed_in if submission else None
    days = ((handed_in or book.as_of) - due).days
    if days > 0:
        about, key = (submission, ("date",)) if submission else (group, ())
        yield Hit(
            about,
            key,
            late=True,
            pending=submission is None,
            group=group.id,
            subject=group.id,
            day=due,
            quarter=str(quarter),
            due=due,
            days=counts.days(days),
        )
    elif handed_in is None:
        yield Hit(
            group,
            severity=Severity.DUE,
            group=group.id,
            subject=group.id,
            day=due,
            quarter=str(quarter),
            due=due,
        )
