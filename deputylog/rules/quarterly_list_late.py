"""A group's quarterly list was not handed in, or was handed in late.

代表组未报送季度清单，或者报送逾期。

Every quarter, the liaison officer hands in a list of the matters that voters raised and how they
were handled. It is due on day
`quarterly_list_due` of the month after the quarter, or on the next working day when that is a rest
day. A group owes the list of
every quarter at whose end it exists; if it has become part of another group since, that one hands
it in. A group that ended before the
list was due, and became part of no other, owes none.

联络员每季度汇总群众反映的问题及其解决情况，列出清单，最迟于下季度首月`quarterly_list_due`日报送
（逢休息日顺延）。季度末存续的代表组应当报送该季度清单；此后并入另一代表组的，由该组报送。报送期限之前
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

from deputylog.calendar import Quarter
from deputylog.kinds.group import Group
from deputylog.period_words import quarter_words
from deputylog.rule import (
    Actor,
    Bilingual,
    Book,
    Filed,
    Founding,
    Hit,
    Hits,
    Local,
    Severity,
    breach,
    counts,
)

_OVERDUE = Bilingual(
    "{quarter}清单最迟应于{due}报送，逾期{days}",
    "the list of the {quarter} was due on {due} ({days} late)",
)


@breach(
    "G001",
    Actor.OFFICER,
    "{quarter}清单最迟应于{due}报送",
    "the list of the {quarter} is due on {due}",
    Local("quarterly_list_due", after=Founding(3)),
)
def quarterly_list_late(book: Book) -> Hits:
    for group in book.groups.values():
        quarter = Quarter.of(min(book.district.records_from, book.as_of))
        while quarter.period.last < book.as_of:
            if book.owes_list(group.id, quarter):
                yield from _of_quarter(book, group, quarter)
            quarter = quarter.next()


def _of_quarter(book: Book, group: Filed[Group], quarter: Quarter) -> Hits:
    """DUE until the deadline for handing in the list, a breach after it."""
    due = book.clock.list_due(quarter)
    submission = book.first_submission(group.id, quarter)
    days = ((submission.record.handed_in if submission else book.as_of) - due).days
    values = {"quarter": quarter_words(quarter), "due": due, "days": counts.days(days)}
    if submission and days > 0:
        about, key = submission, ("date",)
        yield Hit(about, key, values, text=_OVERDUE, day=due, subject=group.id, pending=False)
    elif days > 0:
        yield Hit(group, (), values, text=_OVERDUE, day=due)
    elif submission is None:
        yield Hit(group, (), values, day=due, severity=Severity.DUE)
