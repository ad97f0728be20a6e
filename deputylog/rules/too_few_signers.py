"""A motion has too few signers.

议案联名人数不足。

A motion needs ten deputies, in a township five, including the lead deputy. They are counted on the
day of submission. Deputies who
had withdrawn by then or were not in office do not count.

议案须有代表十人以上联名，乡镇须有五人以上，领衔代表计算在内。人数以提出之日为准：此前撤回签名的不
计，当日不在任的不计。

Bad, on 2026-02-02:

```yaml
# records/district.yaml
schema: 1
name: 示例镇
level: township
working_body: 镇人大主席团
records_from: 2025-01-01
terms:
  - {id: "17", from: 2021-12-20}
sessions:
  - {id: 17-5, from: 2026-01-12, to: 2026-01-15}

# records/deputies/d1.yaml
name: 代表1
seats:
  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20}

# records/deputies/d2.yaml
name: 代表2
seats:
  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20}

# records/deputies/d3.yaml
name: 代表3
seats:
  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20}

# records/deputies/d4.yaml
name: 代表4
seats:
  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20}

# records/suggestions/2026/S20260113-00000.yaml
kind: motion
title: 关于加强停车管理的议案
lead: zhang-wei
cosigners: [d1, d2, d3, d4]
session: 17-5
texts:
  subject: 关于制定停车管理规定的议案
  grounds: 本区机动车保有量五年增长一倍。
  plan: 建议由人大常委会制定规定。
events:
  - {date: 2026-01-13, event: withdrew, who: d4}
  - {date: 2026-01-13, event: submitted}
```

Good, on 2026-02-02:

```yaml
# records/district.yaml
schema: 1
name: 示例镇
level: township
working_body: 镇人大主席团
records_from: 2025-01-01
terms:
  - {id: "17", from: 2021-12-20}
sessions:
  - {id: 17-5, from: 2026-01-12, to: 2026-01-15}

# records/deputies/d1.yaml
name: 代表1
seats:
  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20}

# records/deputies/d2.yaml
name: 代表2
seats:
  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20}

# records/deputies/d3.yaml
name: 代表3
seats:
  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20}

# records/deputies/d4.yaml
name: 代表4
seats:
  - {term: "17", constituency: c03, group: lianhua, from: 2021-12-20}

# records/suggestions/2026/S20260113-00000.yaml
kind: motion
title: 关于加强停车管理的议案
lead: zhang-wei
cosigners: [d1, d2, d3, d4]
session: 17-5
texts:
  subject: 关于制定停车管理规定的议案
  grounds: 本区机动车保有量五年增长一倍。
  plan: 建议由人大常委会制定规定。
events:
  - {date: 2026-01-13, event: submitted}
```
"""

from deputylog.kinds.district import Level
from deputylog.life.handling import motions
from deputylog.rule import SIGNERS, Actor, Book, Hit, Hits, error

_NEEDED = {Level.TOWNSHIP: 5}
_NEEDED_ELSEWHERE = 10


@error(
    "S001",
    Actor.DEPUTY,
    "议案须有在任代表{needed}人以上联名（含领衔代表），{on}提出时为{count}人",
    "signers in office on {on}, including the lead: {count}; a motion needs {needed}",
    SIGNERS,
)
def too_few_signers(book: Book) -> Hits:
    needed = _NEEDED.get(book.district.level, _NEEDED_ELSEWHERE)
    for motion, day in motions(book.handlings, book.district.records_from):
        gone = book.directory.deputies  # an unknown deputy counts, as rule R003 reports it
        signers = motion.signers_on(day)
        count = sum(one not in gone or book.directory.in_office(one, day) for one in signers)
        if count < needed:
            key = ("cosigners" if motion.record.cosigners else "lead",)
            yield Hit(motion, key, {"needed": needed, "on": day, "count": count}, day=day)
