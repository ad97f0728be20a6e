"""The lead deputy has not rated an answer, or rated it late.

领衔代表未评价办理情况，或者逾期评价。

After every answer of the lead department, the lead deputy rates how the suggestion was handled,
within `rate_within` of the answer. The
rating closes the suggestion or sends it back. If the department supplements its answer in that
time, the supplement is rated instead.
When the lead deputy has died, the first cosigner in office rates it; without one, nobody owes a
rating.

主办单位每次答复后，领衔代表在 `rate_within` 规定的期限内对办理情况作出评价：或者就此办结，或者退
回重办。期限内主办单位补充答复的，只评价补充答复。领衔代表去世的，由在任的第一位附议代表评价；没有
在任附议代表的，无须评价。

Bad, on 2026-04-24:

```yaml
# records/suggestions/2026/S20260302-00000.yaml
kind: suggestion
title: 关于解决老旧小区停车难的建议
lead: zhang-wei
texts:
  request: 建议建立夜间错时停车制度。
events:
  - {date: 2026-03-02, event: submitted}
  - {date: 2026-03-09, event: assigned, by: working-body, lead: housing}
  - {date: 2026-04-01, event: answered, by: housing, result: solved}
```

Good, on 2026-04-24:

```yaml
# records/suggestions/2026/S20260302-00000.yaml
kind: suggestion
title: 关于解决老旧小区停车难的建议
lead: zhang-wei
texts:
  request: 建议建立夜间错时停车制度。
events:
  - {date: 2026-03-02, event: submitted}
  - {date: 2026-03-09, event: assigned, by: working-body, lead: housing}
  - {date: 2026-04-01, event: answered, by: housing, result: solved}
  - {date: 2026-04-23, event: rated, outcome: satisfied}
```
"""

from deputylog.life.steps import Step
from deputylog.rule import rule_of_step

not_rated = rule_of_step(Step.RATE, __name__)
