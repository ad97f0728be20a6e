"""The voter was not told the result, or was told late.

未将结果反馈选民，或者反馈逾期。

The answer is final when every department that did not send the matter back has answered finally.
From that day on, the voter who
raised the matter is told the result within `feed_back_within`.

未退回的承办单位均作出最终答复的，为最终答复。自该日起`feed_back_within`内，将结果告知反映问题的选
民。

Bad, on 2026-04-08:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: request
events:
  - {date: 2026-03-03, event: replied}
  - {date: 2026-03-05, event: forwarded, to: housing}
  - {date: 2026-03-20, event: answered, by: housing, result: solved}
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
  - {date: 2026-03-20, event: answered, by: housing, result: solved}
  - {date: 2026-04-07, event: fed_back, how: phone, satisfaction: satisfied}
recorded_by: liu-fang
```
"""

from deputylog.life.steps import Step
from deputylog.rule import rule_of_step

not_fed_back = rule_of_step(Step.FEED_BACK, __name__)
