"""A matter was not forwarded to a department, or was forwarded late.

问题未转交有关部门，或者转交逾期。

Deputies do not handle problems themselves. They forward a matter to the responsible department
within `forward_within` of
its receipt, help with own means, or submit a suggestion about it. When nobody has the matter any
more because a department has sent
it back, the time starts again on that day. A matter whose writer cannot be answered is forwarded
whatever its kind, except thanks.
An accusation is forwarded to an organ entitled to take it.

代表不直接处理问题，而是自收到之日起`forward_within`内转交有关部门、以自身力量帮助，或者就此提出建
议。因退回而无单位承办的，自退回之日起重新计算。无法答复来信人的，除感谢外，不论类别均应转交。检举
控告转送有权受理的机关。

Bad, on 2026-03-10:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: request
recorded_by: liu-fang
```

Good, on 2026-03-10:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: request
events:
  - {date: 2026-03-09, event: forwarded, to: housing}
recorded_by: liu-fang
```
"""

from deputylog.life.steps import Step
from deputylog.rule import rule_of_step

not_forwarded = rule_of_step(Step.FORWARD, __name__)
