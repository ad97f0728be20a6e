"""A forwarded matter was not followed up.

转交后未跟踪督办。

Until the department has given a final answer, the deputy asks it for the state of the matter:
`follow_up_every` after the
matter was forwarded, and again after each such interval and each answer that is not final. Nothing
is owed once a suggestion took
the matter over.

承办单位作出最终答复以前，代表应当询问办理情况：转交后满`follow_up_every`时询问一次，此后每隔同样
时间、以及每次非最终答复之后同样时间，再询问一次。列为建议后不再要求。

Bad, on 2026-04-08:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: request
events:
  - {date: 2026-03-03, event: replied}
  - {date: 2026-03-05, event: forwarded, to: housing}
recorded_by: liu-fang
```

Good, on 2026-04-08:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: request
events:
  - {date: 2026-03-03, event: replied}
  - {date: 2026-03-05, event: forwarded, to: housing}
  - {date: 2026-04-07, event: followed_up}
recorded_by: liu-fang
```
"""

from deputylog.life.steps import Step
from deputylog.rule import rule_of_step

not_followed_up = rule_of_step(Step.FOLLOW_UP, __name__)
