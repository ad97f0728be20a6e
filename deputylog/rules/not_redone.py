"""A suggestion that was sent back was not handled again, or was handled again late.

代表不满意的建议未重新办理，或者逾期重新办理。

When the deputy is dissatisfied with the outcome, the department handles the suggestion again and
gives a new answer, within
`redo_within` of the rating.

代表对办理结果不满意的，承办单位应当在期限（`redo_within`，自评价之日起）内重新办理并再次答复。

Bad, on 2026-05-12:

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
  - {date: 2026-04-01, event: answered, by: housing, result: not_now}
  - {date: 2026-04-10, event: rated, outcome: dissatisfied}
```

Good, on 2026-05-12:

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
  - {date: 2026-04-01, event: answered, by: housing, result: not_now}
  - {date: 2026-04-10, event: rated, outcome: dissatisfied}
  - {date: 2026-05-11, event: answered, by: housing, result: in_progress}
```
"""

from deputylog.life.steps import Step
from deputylog.rule import rule_of_step

not_redone = rule_of_step(Step.REDO, __name__)
