"""A department did not do what it promised, or did it late.

承办单位的承诺未落实，或者逾期落实。

An answer may promise a measure by a certain day (event `promised`, key `until`). The department
must carry it out by that day. `kept`
names the promise in `what`, in the same words; without `what` it is the open promise due first.

答复中可以承诺在某日前落实某项措施（事件 `promised`，键 `until`），承办单位应当按期落实。
`kept` 在 `what` 中照抄承诺事项，指明落实的是哪一项；不填 `what` 的，指期限最近的未落实承诺。

Bad, on 2026-07-01:

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
  - {date: 2026-04-01, event: answered, by: housing, result: in_progress}
  - {date: 2026-04-01, event: promised, until: 2026-06-30, what: "开放两处夜间停车场"}
  - {date: 2026-04-10, event: rated, outcome: satisfied}
```

Good, on 2026-07-01:

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
  - {date: 2026-04-01, event: answered, by: housing, result: in_progress}
  - {date: 2026-04-01, event: promised, until: 2026-06-30, what: "开放两处夜间停车场"}
  - {date: 2026-04-10, event: rated, outcome: satisfied}
  - {date: 2026-06-30, event: kept}
```
"""

from deputylog.life.steps import Step
from deputylog.rule import rule_of_step

promise_not_kept = rule_of_step(Step.KEEP_PROMISE, __name__)
