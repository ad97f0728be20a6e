"""The voters behind a suggestion were not told the result, or were told late.

未向代表建议的来源选民反馈结果，或者逾期反馈。

When a suggestion was based on what voters raised, they are told the result within
`feed_back_within` of the final answer. Record it as
`fed_back` in the suggestion, or in each letter or matter.

难点问题形成代表建议的，结果应当回到反映问题的选民：自最终答复之日起，在期限（`feed_back_within`）
内反馈，可以记在建议的 `fed_back`，也可以分别记在各来信、问题之下。

Bad, on 2026-04-17:

```yaml
# records/letters/2026/L20260202-00000.yaml
received: 2026-02-02
constituency: c03
kind: request
title: 老旧小区停车难

# records/suggestions/2026/S20260302-00000.yaml
kind: suggestion
title: 关于解决老旧小区停车难的建议
lead: zhang-wei
sources: [L20260202-00000]
texts:
  request: 建议建立夜间错时停车制度。
events:
  - {date: 2026-03-02, event: submitted}
  - {date: 2026-03-09, event: assigned, by: working-body, lead: housing}
  - {date: 2026-04-01, event: answered, by: housing, result: solved}
  - {date: 2026-04-08, event: rated, outcome: satisfied}
```

Good, on 2026-04-17:

```yaml
# records/letters/2026/L20260202-00000.yaml
received: 2026-02-02
constituency: c03
kind: request
title: 老旧小区停车难

# records/suggestions/2026/S20260302-00000.yaml
kind: suggestion
title: 关于解决老旧小区停车难的建议
lead: zhang-wei
sources: [L20260202-00000]
texts:
  request: 建议建立夜间错时停车制度。
events:
  - {date: 2026-03-02, event: submitted}
  - {date: 2026-03-09, event: assigned, by: working-body, lead: housing}
  - {date: 2026-04-01, event: answered, by: housing, result: solved}
  - {date: 2026-04-08, event: rated, outcome: satisfied}
  - {date: 2026-04-16, event: fed_back, how: phone, satisfaction: satisfied}
```
"""

from deputylog.life.steps import Step
from deputylog.rule import rule_of_step

voters_not_told = rule_of_step(Step.TELL_VOTERS, __name__)
