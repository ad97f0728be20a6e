"""A mailbox was not publicised in the year.

代表信箱当年未宣传。

The group makes the mailbox known in every constituency, so that more voters use it. This is
expected once in each year
(`publicity_every`) and checked when the year is over. A constituency that had no mailbox at the
start of the year is left out.

代表组要在每个选区广泛宣传代表信箱，让更多选民知道并使用。默认每年核对一次（`publicity_every`），
在年度结束后提示；年初尚无信箱的选区不计。

Bad, on 2026-01-01:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}
mailboxes:
  - id: m07
    constituency: c07
    from: 2024-11-01
```

Good, on 2026-01-01:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}
mailboxes:
  - id: m07
    constituency: c07
    from: 2024-11-01

# records/activities/2025/A20251231-00000.yaml
date: 2025-12-31
kind: publicity
by: taoyuan
constituencies: [c07]
```
"""

from datetime import date

from deputylog.period_words import period_words
from deputylog.rule import (
    ActivityKind,
    Actor,
    Book,
    Founding,
    Hit,
    Hits,
    Local,
    MailboxInGroup,
    activities_of_periods,
    advice,
)


@advice(
    "M005",
    Actor.OFFICER,
    "{constituency}：{period}未宣传代表信箱",
    "{constituency}: its mailbox was not publicised ({period})",
    Local("publicity_every", after=Founding(3)),
)
def mailbox_not_publicised(book: Book) -> Hits:
    every = "publicity_every"
    for period, publicity in activities_of_periods(book, every, ActivityKind.PUBLICITY):
        publicised = {wanted for record in publicity for wanted in record.constituencies}
        before = _served(book, period.first)
        for constituency, held in _served(book, period.last).items():
            if constituency in before and constituency not in publicised:
                yield Hit(
                    held,
                    held.key,
                    {
                        "constituency": book.name("constituency", constituency),
                        "period": period_words(period),
                    },
                    day=period.last,
                    began=period.first,
                    pending=False,
                    subject=constituency,
                )


def _served(book: Book, day: date) -> dict[str, MailboxInGroup]:
    """Constituencies that exist with a mailbox on that day, and the first mailbox of each."""
    found: dict[str, MailboxInGroup] = {}
    for held in book.mailboxes.values():
        constituency = held.mailbox.constituency_on(day)
        if held.mailbox.in_use(day) and book.directory.holdings.runs(constituency, day):
            found.setdefault(constituency, held)
    return found
