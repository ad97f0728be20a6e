"""A deputy is behind with the visits of the year.

代表当年进选区联系选民次数落后。

From 30 June and again from 30 September (`visits_reminders`), the deputies who owe visits and have
made none are
reminded; from 1 December (`visits_last_reminder`), those who have made fewer than they owe. A
reminder is for those who
were elected by its day. Deputies who are suspended or have left office are not reminded.

自6月30日、9月30日（`visits_reminders`）起，提醒应走访而一次未走访的代表；自12月1日（`visits_last_reminder`）
起，提醒未达到应走访次数的代表。提醒只针对该日已经任职的代表。暂停执行职务的和已经离任的代表不提醒。

Bad, on 2026-06-30:

```yaml
# records/deputies/zhao-min.yaml
name: 赵敏
seats:
  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20}
```

Good, on 2026-06-30:

```yaml
# records/deputies/zhao-min.yaml
name: 赵敏
seats:
  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20}

# records/visits/2026/V20260515-00000.yaml
date: 2026-05-15
deputies: [zhao-min]
constituency: c03
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.life.quota import Quota
from deputylog.rule import Actor, Hit, Local, rule
from deputylog.rules.fewer_visits import holder
from deputylog.text import counts
from deputylog.words import Bilingual


@rule(
    code="V002",
    severity=Severity.DUE,
    actor=Actor.DEPUTY,
    basis=Local("visits_reminders"),
    message=Bilingual(
        "{deputy}：{year}年尚未进选区联系选民，应于{last}前完成；{reckoning}",
        "{deputy}: no visit in {year} yet, the last day is {last}; {reckoning}",
    ),
    late=Bilingual(
        "{deputy}：{year}年还差{missing}，截止{last}；{reckoning}（本地规定："
        "visits_last_reminder = {reminder}）",
        "{deputy}: {missing} missing in {year}, the last day is {last}; {reckoning} ("
        "local: visits_last_reminder = {reminder})",
    ),
)
def behind_with_visits(book: Book) -> Iterator[Hit]:
    today = book.as_of
    for deputy, quota in book.quotas:
        if quota.made >= quota.owed or not quota.runs_on(today):
            continue
        settings = book.clock.settings_on(quota.year.first)
        last_call = settings.visits_last_reminder
        reminders = [last_call] if quota.made else [*settings.visits_reminders, last_call]
        is_reminded = any(_has_come(reminder, quota, today) for reminder in reminders)
        if is_reminded and book.directory.in_office(deputy.id, today):
            values: dict[str, Any] = {
                "deputy": holder(book, deputy, quota),
                "missing": counts.visits(quota.owed - quota.made),
                "year": today.year,
                "last": quota.last,
                "reckoning": quota.reckoning,
                "reminder": last_call,
            }
            yield Hit(
                deputy,
                ("seats", quota.seat_index),
                late=quota.made > 0,
                day=today,
                began=quota.year.first,
                group=book.directory.group_of_seat(quota.seat, today),
                **values,
            )


def _has_come(reminder: str, quota: Quota, today: date) -> bool:
    """Whether the day of the reminder has come, on which the deputy already held the seat."""
    return f"{quota.period.first:%m-%d}" <= reminder <= f"{today:%m-%d}"
