"""A department has not answered, or answered late.

承办单位尚未答复，或者答复逾期。

Each department to which a matter was forwarded has its own deadline (`department_within`, 60 days).
An extension moves
it, up to `department_at_most`; one given after the deadline leaves the breach on record. A
suggestion that took the matter over ends
the time. The number follows article 34 of the Regulations on Petitions, which binds the organ
that handles a petition.

每个承办单位的期限自转交之日起分别计算（`department_within`，60天）。延期的，期限相应顺延，但不超
过`department_at_most`；期限届满后才延期的，逾期仍然记录在案。列为建议的，期限即行终止。天数参照《
信访工作条例》第三十四条，该条约束的是办理信访事项的机关、单位。

Bad, on 2026-05-07:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: request
events:
  - {date: 2026-03-03, event: replied}
  - {date: 2026-03-05, event: forwarded, to: housing}
  - {date: 2026-04-03, event: followed_up}
  - {date: 2026-04-30, event: followed_up}
recorded_by: liu-fang
```

Good, on 2026-05-07:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: request
events:
  - {date: 2026-03-03, event: replied}
  - {date: 2026-03-05, event: forwarded, to: housing}
  - {date: 2026-04-03, event: followed_up}
  - {date: 2026-04-30, event: followed_up}
  - {date: 2026-05-06, event: answered, by: housing, result: in_progress}
recorded_by: liu-fang
```
"""

from deputylog.life.steps import Step
from deputylog.rule import rule_of_step

department_overdue = rule_of_step(Step.ANSWER, __name__)
