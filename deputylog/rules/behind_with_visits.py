"""A deputy is behind with the visits of the year.

代表当年进选区活动次数落后。

From 30 June and again from 30 September (`visits_reminders`), the deputies who owe visits and have
made none are
reminded; from 1 December (`visits_last_reminder`), those who have made fewer than they owe. A
reminder is for those who
were elected by its day. Deputies who are suspended or have left office are not reminded.

自6月30日、9月30日（`visits_reminders`）起，提醒应开展进选区活动而一次未开展的代表；自12月1日（`visits_last_reminder`）
起，提醒未达到应开展次数的代表。提醒只针对该日已经任职的代表。暂时停止执行代表职务的和已经离任的代表不提醒。

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

from deputylog.rule import Actor, Bilingual, Book, Hit, Hits, Local, counts, due, local_phrase

_SOME_MISSING = Bilingual(
    "{deputy}：{year}年进选区活动还差{missing}，最迟应于{last}完成；{reckoning}",
    "{deputy}: {missing} missing in {year}, the last day is {last}; {reckoning}",
)


@due(
    "V002",
    Actor.DEPUTY,
    "{deputy}：{year}年尚未开展进选区活动，最迟应于{last}完成；{reckoning}",
    "{deputy}: no visit in {year} yet, the last day is {last}; {reckoning}",
    Local("visits_reminders"),
)
def behind_with_visits(book: Book) -> Hits:
    today = book.as_of
    for deputy, quota in book.quotas:
        if quota.made >= quota.owed or not quota.runs_on(today):
            continue
        settings = book.clock.settings_on(quota.year.first)
        last_call = settings.visits_last_reminder
        reminders = [last_call] if quota.made else [*settings.visits_reminders, last_call]
        first_day = f"{quota.period.first:%m-%d}"  # a reminder before it came to somebody else
        is_reminded = any(first_day <= reminder <= f"{today:%m-%d}" for reminder in reminders)
        if is_reminded and book.directory.in_office(deputy.id, today):
            yield Hit(
                deputy,
                ("seats", quota.seat_index),
                {
                    "deputy": book.holder_of(deputy, quota),
                    "missing": counts.visits(quota.owed - quota.made),
                    "year": today.year,
                    "last": quota.last,
                    "reckoning": quota.reckoning,
                },
                text=_SOME_MISSING if quota.made else None,
                basis=local_phrase("visits_last_reminder", last_call) if quota.made else None,
                day=today,
                began=quota.year.first,
                group=book.directory.group_of_seat(quota.seat, today),
            )
