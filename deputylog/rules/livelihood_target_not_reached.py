"""Deputies of a group did not reach the year's target for solved problems.

代表组有代表未达到当年推动解决民生问题的目标。

Every deputy aims to get one or two problems of people's livelihood solved each year
(`livelihood_target`). This is a target, not a
duty. Deputies who were not in office on the first and the last day of the year are left out. A
problem counts when it was
solved and closed in the year: a matter for which the deputy was responsible, alone or with others,
or a suggestion that the deputy led.

每位代表力争每年推动一至两个民生问题得到解决（`livelihood_target`）。这是努力方向，不是硬性要求；
年初、年末有一日不在任的代表不计。当年解决并办结的才计数：由该代表负责（包括共同负责）的群众反映问
题，或者由其领衔提出的建议。

Bad, on 2026-01-01:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}

# records/deputies/e1.yaml
name: 代表1
seats:
  - {term: "17", constituency: c07, group: taoyuan, from: 2021-12-20}

# records/letters/2025/L20250902-00000.yaml
received: 2025-09-02
constituency: c07
kind: request
deputy: e1
events:
  - {date: 2025-09-03, event: replied}
  - {date: 2025-09-03, event: forwarded, to: housing}
  - {date: 2025-10-20, event: answered, by: housing, result: not_now}
  - {date: 2025-12-31, event: fed_back}
```

Good, on 2026-01-01:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}

# records/deputies/e1.yaml
name: 代表1
seats:
  - {term: "17", constituency: c07, group: taoyuan, from: 2021-12-20}

# records/letters/2025/L20250902-00000.yaml
received: 2025-09-02
constituency: c07
kind: request
deputy: e1
events:
  - {date: 2025-09-03, event: replied}
  - {date: 2025-09-03, event: forwarded, to: housing}
  - {date: 2025-10-20, event: answered, by: housing, result: solved}
  - {date: 2025-12-31, event: fed_back}
```
"""

from collections import Counter

from deputylog.kinds.interval import Interval
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.record.unknown_day import known
from deputylog.rule import Actor, Book, Founding, Hits, advice, of_group


@advice(
    "G005",
    Actor.DEPUTY,
    "{group_name}：{year}年推动解决民生问题未达到力争目标（{target}个）的代表：{deputies}",
    "{group_name}: deputies below the target of {year} ({target} solved): {deputies}",
    Founding(1),
)
def livelihood_target_not_reached(book: Book) -> Hits:
    directory, solved = book.directory, _solved(book)
    for period in book.periods_over(lambda settings: Interval.YEAR):
        year = period.first.year
        target = book.clock.settings_on(period.first).livelihood_target
        for group in book.groups.values():
            members = directory.members(group.id, period.last)
            below = [one for one in members if solved[one, year] < target]
            names = [
                book.name("deputy", one) for one in below if directory.answers_for(one, period)
            ]
            if names:
                yield of_group(
                    group,
                    period,
                    {"year": year, "target": target, "deputies": names},
                )


def _solved(book: Book) -> Counter[tuple[str, int]]:
    """The problems solved per deputy and year; a matter and the deputy's suggestion from it, both
    solved in one year, count once.
    """
    solved = Counter[tuple[str, int]]()
    for matter in book.matters:
        if year := _year_solved(matter):
            for deputy in matter.deputies:
                solved[deputy, year] += 1
    for handling in book.handlings:
        year, lead = _year_solved(handling), handling.record.lead
        behind = [one for one in book.behind(handling) if lead in one.deputies]
        if year and year not in map(_year_solved, behind):
            solved[lead, year] += 1
    return solved


def _year_solved(one: Matter | Handling) -> int | None:
    """The year in which it was solved; None if it was not, or the day is unknown."""
    day = known(one.settled_on)
    return day.year if day and one.is_solved else None
