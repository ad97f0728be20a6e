"""The records of a group were not spot-checked in the year.

代表组的活动记录当年未抽查。

The working body spot-checks the records of the groups. This is expected once in each year
(`spot_check_every`) and checked when the
year is over. A spot check that names no group counts for all groups.

常委会工作机构对代表组活动记录情况进行抽查。默认每年核对一次（`spot_check_every`），在年度结束后提
示；未写明代表组的抽查视为对各组的抽查。

Bad, on 2026-01-01:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}
```

Good, on 2026-01-01:

```yaml
# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}

# records/spot-checks/2025/C20251231-00000.yaml
date: 2025-12-31
group: taoyuan
by: working-body
seed: "1"
drawn: []
```
"""

from deputylog.rule import Actor, Book, Founding, Hits, Local, advice, of_groups_without


@advice(
    "G006",
    Actor.WORKING_BODY,
    "{group_name}：{period}活动记录未抽查",
    "{group_name}: no spot check of its records ({period})",
    Local("spot_check_every", after=Founding(4)),
)
def no_spot_check(book: Book) -> Hits:
    for period in book.periods_over(lambda settings: settings.spot_check_every):
        done = [one.record for one in book.spot_checks if one.record.held_on in period]
        groups = {record.group for record in done}
        if None not in groups:
            yield from of_groups_without(book, period, groups)
