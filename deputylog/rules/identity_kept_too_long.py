"""A private file still says who wrote, long after the matter was settled.

问题办结已久，不公开文件中仍存有来信人的姓名、住址或者电话。

Personal data is kept for the shortest time that its purpose needs, and then deleted. The setting
`identity_kept_for` says how long after the matter was settled (fed back, closed, or replied to
where nothing more is owed). While it is open or reopened its writer must be told, so that no time
runs. `deputylog erase-writer` deletes the identity; the letter stays.

个人信息的保存期限应当为实现处理目的所必要的最短时间，期满删除。`identity_kept_for`规定自办结（反馈、
办结登记，或者答复后再无事项）起保存多久；未办结的、重新办理的还要答复来信人，不计时间。用
`deputylog erase-writer`删除来信人信息，来信记录本身保留。

On one's own machine, with `check --local`, on 2026-09-30:

2026年9月30日在本机使用`check --local`时：

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
events:
  - {date: 2026-03-17, event: replied, how: phone}

# private/letters/2026/L20260302-00000.yaml
name: 王某
```
"""

from collections.abc import Mapping
from datetime import date

from deputylog.kinds.private import IDENTITY, PRIVATE_FILE
from deputylog.life.matter import Matter
from deputylog.record.shape import shape_of
from deputylog.record.unknown_day import known
from deputylog.rule import (
    Actor,
    Bilingual,
    Book,
    Hit,
    Hits,
    Local,
    Period,
    Place,
    breach,
    counts,
)

_ERASED = Bilingual(
    "记录写明来信人信息已于{since}删除，private/ 中却仍有{fields}；请运行“deputylog erase-writer "
    "{id}”",
    "the record says that the identity was erased on {since}, but private/ still holds: {fields}; "
    "run 'deputylog erase-writer {id}'",
)


@breach(
    "P003",
    Actor.KEEPER,
    "{since}办结，来信人信息应保存至{until}，已超过{days}，private/ 中仍有{fields}；"
    "请运行“deputylog erase-writer {id}”",
    "settled on {since}; the writer's identity was to be kept until {until}, {days} ago, but "
    "private/ still holds: {fields}; run 'deputylog erase-writer {id}'",
    Local("identity_kept_for"),
    local_only=True,
)
def identity_kept_too_long(book: Book, private: Mapping[str, Mapping[str, object]]) -> Hits:
    fields = [field for field in shape_of(PRIVATE_FILE.type).fields if field.name in IDENTITY]
    for matter in () if not private else book.matters:
        apart = private.get(matter.id, {})
        held = [field.wording for field in fields if apart.get(field.name)]
        if held and (hit := _kept_too_long(book, matter)):
            hit.values = {**hit.values, "fields": held, "id": matter.id}
            hit.place = Place(f"private/letters/{matter.id[1:5]}/{matter.id}.yaml")
            hit.judged = Period(book.as_of, book.as_of)  # an excuse holds as long as it runs
            yield hit


def _kept_too_long(book: Book, matter: Matter) -> Hit | None:
    if erased := matter.identity_erased:
        return Hit(matter, values={"since": erased}, text=_ERASED, day=erased)
    since = known(matter.settled_on)
    until = since and kept_until(book, since)
    if until is None or book.as_of <= until:
        return None
    days = counts.days((book.as_of - until).days)
    return Hit(matter, values={"since": since, "until": until, "days": days}, day=until)


def kept_until(book: Book, settled: date) -> date:
    """The last day on which the identity may be kept; a rest day does not prolong it."""
    span = book.clock.settings_on(settled).identity_kept_for
    return book.clock.calendar.after(settled, span, move=False)
