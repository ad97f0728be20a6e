"""A department has not answered a suggestion, or answered it late.

承办单位未答复代表建议，或者逾期答复。

A suggestion is answered by its lead department within three months from the day it was assigned;
what an assisting department says is
only its opinion. The time may be extended to six months when the suggestion is complicated or
concerns many departments (`extended`),
as long as it has not run out. Assigned to another department, a suggestion is answered within three
months from that day. Whatever
comes too late, be it the answer, the extension, the other department or the withdrawal, leaves the
breach on record.

主办单位自交办之日起三个月内答复；协办单位的答复只是意见。内容复杂或者涉及单位较多的，期满之前可以
延长至六个月（`extended`）。改交其他单位主办的，自改交之日起三个月内答复。期满之后才答复、延期、改
交或者撤回的，逾期情况仍记录在案。

Bad, on 2026-06-10:

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
```

Good, on 2026-06-10:

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
  - {date: 2026-06-09, event: answered, by: housing, result: solved}
```
"""

from deputylog.life.steps import Step
from deputylog.rule import rule_of_step

suggestion_not_answered = rule_of_step(Step.ANSWER_DEPUTY, __name__)
