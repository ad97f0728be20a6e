"""A deputy made fewer visits in the year than required.

代表当年进选区活动次数不足。

Each deputy visits the constituency at least twice a year (`visits_per_year`). Two visits on one day
count as one. A deputy who was in office for part of the year owes fewer visits, by local numbers
(`visits_full_from`, `visits_half_from`, unless `visits_pro_rata: false`). Days of suspension do not
count as days in office. A visit counts for the seat held on that day. A deputy who is elected to
another seat starts again from zero, unless `visits_follow` is `person`. The year is judged when it
is over, or on the day after the seat ends. Nobody who died is judged.

每位代表每年进选区联系选民不少于两次（`visits_per_year`）。同日两次按一次计。任职不满一年的，按本地
规定的天数折算（`visits_full_from`、`visits_half_from`；`visits_pro_rata: false`的不折算）；暂时停止
执行代表职务的日子不计入任职天数。活动计入当日所任席位；改选、连任的重新计算，但`visits_follow`为
`person`的除外。年度结束之后判断；席位中途终止的，终止次日判断。已经去世的代表不判断。

Bad, on 2026-01-05:

```yaml
# records/deputies/zhao-min.yaml
name: 赵敏
seats:
  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20}

# records/visits/2025/V20250314-00000.yaml
date: 2025-03-14
deputies: [zhao-min]
constituency: c03
```

Good, on 2026-01-05:

```yaml
# records/deputies/zhao-min.yaml
name: 赵敏
seats:
  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20}

# records/visits/2025/V20250314-00000.yaml
date: 2025-03-14
deputies: [zhao-min]
constituency: c03

# records/visits/2025/V20251017-00000.yaml
date: 2025-10-17
deputies: [zhao-min]
constituency: c03
```
"""

from deputylog.life.quota import Quota
from deputylog.rule import Actor, Book, Founding, Hit, Hits, Phrase, breach, cited, counts, phrase


@breach(
    "V001",
    Actor.DEPUTY,
    "{deputy}：{year}年开展进选区活动{made}；{reckoning}",
    "{deputy}: {made} in {year}; {reckoning}",
    Founding(1),
)
def fewer_visits(book: Book) -> Hits:
    for deputy, quota in book.quotas:
        is_over = quota.last < book.as_of and not book.directory.has_died(deputy.id)
        if is_over and quota.made < quota.owed:
            yield Hit(
                deputy,
                ("seats", quota.seat_index),
                {
                    "deputy": book.holder_of(deputy, quota),
                    "made": counts.visits(quota.made),
                    "year": quota.last.year,
                    "reckoning": quota.reckoning,
                },
                day=quota.last,
                judged=quota.period,
                pending=False,
                group=book.directory.group_of_seat(quota.seat, quota.last),
                basis=part_of_year(book, quota),
            )


def part_of_year(book: Book, quota: Quota) -> Phrase | None:
    """The basis for a deputy in office for part of the year, whose number is a local one."""
    settings = book.clock.settings_on(quota.year.first)
    if not settings.visits_pro_rata or quota.days >= len(quota.year):
        return None
    return phrase(
        "{basis}；任职不满一年的按本地规定折算：满{full}按全年计，满{half}按一半计",
        "{basis}; for part of a year local: all from {full} in office, half from {half}",
        basis=cited(Founding(1)),
        full=counts.days(settings.visits_full_from),
        half=counts.days(settings.visits_half_from),
    )
