"""A suggestion was not assigned to a department, or was assigned late.

代表建议未交办，或者逾期交办。

The working body assigns a suggestion to a department within `assign_within` of its submission; a
motion that is handled as a
suggestion, from the day it was turned into one.

常委会工作机构自建议提出起，在 `assign_within` 规定的期限内交有关单位办理；议案转作建议的，自转作
建议之日起计算。

Bad, on 2026-03-17:

```yaml
# records/suggestions/2026/S20260302-00000.yaml
kind: suggestion
title: 关于解决老旧小区停车难的建议
lead: zhang-wei
texts:
  request: 建议建立夜间错时停车制度。
events:
  - {date: 2026-03-02, event: submitted}
```

Good, on 2026-03-17:

```yaml
# records/suggestions/2026/S20260302-00000.yaml
kind: suggestion
title: 关于解决老旧小区停车难的建议
lead: zhang-wei
texts:
  request: 建议建立夜间错时停车制度。
events:
  - {date: 2026-03-02, event: submitted}
  - {date: 2026-03-16, event: assigned, by: working-body, lead: housing}
```
"""

from deputylog.life.steps import Step
from deputylog.rule import rule_of_step

not_assigned = rule_of_step(Step.ASSIGN, __name__)
