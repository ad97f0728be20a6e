"""A motion lacks its subject, its grounds or its plan.

议案缺少案由、案据或者方案。

A motion must have a subject (案由), grounds (案据) and a plan (方案).

议案应当有案由、案据和方案。

Bad, on 2026-02-02:

```yaml
# records/suggestions/2026/S20260113-00000.yaml
kind: motion
title: 关于加强停车管理的议案
lead: zhang-wei
session: 17-5
texts:
  subject: 关于制定停车管理规定的议案
  plan: 建议由人大常委会制定规定。
events:
  - {date: 2026-01-13, event: submitted}
```

Good, on 2026-02-02:

```yaml
# records/suggestions/2026/S20260113-00000.yaml
kind: motion
title: 关于加强停车管理的议案
lead: zhang-wei
session: 17-5
texts:
  subject: 关于制定停车管理规定的议案
  grounds: 本区机动车保有量五年增长一倍。
  plan: 建议由人大常委会制定规定。
events:
  - {date: 2026-01-13, event: submitted}
```
"""

from deputylog.life.handling import motions
from deputylog.rule import PARTS_OF_A_MOTION, Actor, Bilingual, Book, Hit, Hits, error

_PARTS = {
    "subject": Bilingual("案由", "subject"),
    "grounds": Bilingual("案据", "grounds"),
    "plan": Bilingual("方案", "plan"),
}


@error(
    "S002",
    Actor.DEPUTY,
    "议案应当有案由、案据和方案，缺少：{missing}",
    "a motion must have a subject, grounds and a plan; missing: {missing}",
    PARTS_OF_A_MOTION,
)
def motion_without_its_parts(book: Book) -> Hits:
    for motion, day in motions(book.handlings, book.district.records_from):
        texts = motion.record.texts
        missing = [wording for part, wording in _PARTS.items() if not getattr(texts, part, "")]
        if missing:
            yield Hit(motion, ("texts" if texts else "kind",), {"missing": missing}, day=day)
