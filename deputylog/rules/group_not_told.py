"""The deputy group was not told of a matter, or was told late.

未将问题告知代表组，或者告知逾期。

Deputies tell their group what voters raise, within `tell_group_within` of the receipt or of the day
on which it began anew.
No event is needed where the group's liaison officer made the record: the group then knows already.

代表自收到之日或者重新办理之日起`tell_group_within`内，把选民反映的问题告知代表组。记录由本组联络
员登记的，代表组即已知晓，不必再记。

Bad, on 2026-03-18:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: request
events:
  - {date: 2026-03-03, event: replied}
  - {date: 2026-03-05, event: forwarded, to: housing}
```

Good, on 2026-03-18:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: request
events:
  - {date: 2026-03-03, event: replied}
  - {date: 2026-03-05, event: forwarded, to: housing}
  - {date: 2026-03-17, event: group_told}
```
"""

from deputylog.life.steps import Step
from deputylog.rule import rule_of_step

group_not_told = rule_of_step(Step.TELL_GROUP, __name__)
