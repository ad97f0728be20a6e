"""A motion was submitted while the congress was not in session.

议案不是在会议期间提出的。

Motions can be submitted only during a session of the congress. Between sessions, a deputy submits a
suggestion, a
criticism or an opinion.

议案只能在代表大会举行会议期间提出。代表在闭会期间提出的，是建议、批评和意见。

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
  - {date: 2026-01-16, event: submitted}
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
  - {date: 2026-01-15, event: submitted}
```
"""

import re

from deputylog.life.handling import motions
from deputylog.rule import SIGNERS, Actor, Bilingual, Book, Hit, Hits, error
from deputylog.text.numerals import numeral

_NO_SESSION = Bilingual(
    "议案没有写明所提出的会议；请补上会议，闭会期间提出的请改为代表建议",
    "the motion names no session; add the session, or change the kind to suggestion",
)


@error(
    "S003",
    Actor.DEPUTY,
    "议案于{on}提出，不在{session}的会期内",
    "the motion was submitted on {on}, outside the days of session {session}",
    SIGNERS,
)
def motion_out_of_session(book: Book) -> Hits:
    sessions = {session.id: session for session in book.district.sessions}
    for motion, day in motions(book.handlings, book.district.records_from):
        wanted = motion.record.session
        if wanted is None:
            yield Hit(motion, ("kind",), text=_NO_SESSION, day=day)
        elif wanted in sessions and not sessions[wanted].sits(day):
            yield Hit(motion, ("session",), {"on": day, "session": _in_words(wanted)}, day=day)


def _in_words(session: str) -> Bilingual:
    """The term and the session of an id such as `17-5`."""
    found = re.fullmatch(r"(\d{1,2})-(\d{1,2})", session)
    zh = f"{session}次会议"
    if found:
        zh = f"第{numeral(int(found[1]))}届第{numeral(int(found[2]))}次会议"
    return Bilingual(zh, session)
