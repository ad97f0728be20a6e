"""A letter from a mailbox was not delivered to the deputy, or was delivered late.

信箱来信未送交代表，或者送交逾期。

The letters found in a mailbox are delivered to the deputy within `deliver_within` of the opening.
Where the deputy who keeps the
mailbox opens it, all its letters of that day are delivered: each is seen to by its addressee,
without one by the keeper.

信箱中的来信，自开启之日起`deliver_within`内送交代表。管理信箱的代表本人开启的，该信箱当天的来信全
部即为送达：写明收信代表的由其负责，没有写明的由管理信箱的代表负责。

Bad, on 2026-03-06:

```yaml
# records/openings/2026/O20260302-00000.yaml
date: 2026-03-02
group: lianhua
mailboxes: {m03: 1}

# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
mailbox: m03
kind: request
recorded_by: liu-fang
```

Good, on 2026-03-06:

```yaml
# records/openings/2026/O20260302-00000.yaml
date: 2026-03-02
group: lianhua
mailboxes: {m03: 1}

# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
mailbox: m03
kind: request
events:
  - {date: 2026-03-05, event: delivered, to: zhang-wei}
recorded_by: liu-fang
```
"""

from deputylog.life.steps import Step
from deputylog.rule import rule_of_step

not_delivered = rule_of_step(Step.DELIVER, __name__)
