"""Deputies of a group did not report to the voters on their work.

代表组有代表未向选民报告履职。

The standing committee organises reports in which deputies tell the voters what they did. This is
expected once in each year
(`duty_report_every`) and checked when the year is over, for the deputies who were in office on its
first and last day. Until 10
March 2025 the duty is in article 45 of the Deputies Law, since then in article 58; the law in force
on the first day of the
year applies.

常委会组织代表向选民报告履职情况。默认每年核对一次（`duty_report_every`），在年度结束后提示，年初、
年末均在任的代表才计。依据为2015年代表法第四十五条，2025年3月11日修正后为第五十八条；各年度适用其
首日施行的法律。

Bad, on 2026-01-01:

```yaml
# records/district.yaml
schema: 1
name: 示例区
working_body: 区人大常委会代表联络工作委员会
records_from: 2025-01-01
terms:
  - {id: "17", from: 2021-12-20}

# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}

# records/deputies/e1.yaml
name: 代表1
seats:
  - {term: "17", constituency: c07, group: taoyuan, from: 2021-12-20}

# records/deputies/e2.yaml
name: 代表2
seats:
  - {term: "17", constituency: c07, group: taoyuan, from: 2021-12-20}

# records/activities/2025/A20251231-00000.yaml
date: 2025-12-31
kind: duty_report
by: taoyuan
deputies: [e1, zhang-wei, sun-li]
```

Good, on 2026-01-01:

```yaml
# records/district.yaml
schema: 1
name: 示例区
working_body: 区人大常委会代表联络工作委员会
records_from: 2025-01-01
terms:
  - {id: "17", from: 2021-12-20}

# records/groups/taoyuan.yaml
name: 桃源街道代表组
constituencies:
  - {id: c07, term: "17", name: "第七选区"}

# records/deputies/e1.yaml
name: 代表1
seats:
  - {term: "17", constituency: c07, group: taoyuan, from: 2021-12-20}

# records/deputies/e2.yaml
name: 代表2
seats:
  - {term: "17", constituency: c07, group: taoyuan, from: 2021-12-20}

# records/activities/2025/A20251231-00000.yaml
date: 2025-12-31
kind: duty_report
by: taoyuan
deputies: [e1, e2, zhang-wei, sun-li]
```
"""

from deputylog.rule import (
    PERFORMANCE,
    ActivityKind,
    Actor,
    Book,
    Hits,
    Local,
    activities_of_periods,
    advice,
    of_group,
)


@advice(
    "G007",
    Actor.WORKING_BODY,
    "{group_name}：{period}未向选民报告履职的代表：{deputies}",
    "{group_name}: deputies who did not report to the voters ({period}): {deputies}",
    Local("duty_report_every", after=PERFORMANCE),
)
def no_duty_report(book: Book) -> Hits:
    every = "duty_report_every"
    for period, reports in activities_of_periods(book, every, ActivityKind.DUTY_REPORT):
        reported = {deputy for record in reports for deputy in record.deputies}
        for group in book.groups.values():
            names = [
                book.name("deputy", wanted)
                for wanted in book.directory.members(group.id, period.last)
                if wanted not in reported and book.directory.answers_for(wanted, period)
            ]
            if names:
                yield of_group(group, period, {"deputies": names})
