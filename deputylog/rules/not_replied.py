"""A voter was not sent a reply, or the reply was late.

来信人尚未得到答复，或者答复逾期。

Everybody who writes to a deputy gets a reply within `reply_within` of the day on which the letter
was received.

群众来信，在区里规定的期限内答复（`reply_within`，自收到之日起）。

Bad, on 2026-03-18:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
```

Good, on 2026-03-18:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
events:
  - {date: 2026-03-17, event: replied, how: phone}
```
"""

from deputylog.life.steps import Step
from deputylog.rule import rule_of_step

not_replied = rule_of_step(Step.REPLY, __name__)
