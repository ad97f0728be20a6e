"""A date is more than twenty years before the records begin.

日期比记录起始日早二十年以上。

A year such as 1900 or 1926 comes from a missing or mistyped year, or from a number that a
spreadsheet read as a day. What is really that old can be recorded once `records_from` of the
district is earlier.

1900年、1926年之类的年份，是漏写或者写错了年份，或者是电子表格把数字当成了日期。确系那时的，请先把区的
`records_from` 提前。

Bad, on 2026-03-15:

```yaml
# records/visits/1926/V19260314-00000.yaml
date: 1926-03-14
deputies: [zhang-wei]
constituency: c03
```

Good, on 2026-03-15:

```yaml
# records/visits/2026/V20260314-00000.yaml
date: 2026-03-14
deputies: [zhang-wei]
constituency: c03
```
"""

from datetime import date

from deputylog.kinds.registry import KINDS
from deputylog.rule import Actor, Book, Hit, Hits, error

_YEARS = 20


@error(
    "R017",
    Actor.KEEPER,
    "{on}比记录起始日{since}早二十年以上；请核对年份，确系那时的请先提前区的 records_from",
    "{on} is more than twenty years before the records begin, {since}; check the year, or if it "
    "is right, set an earlier records_from of the district",
)
def long_before_the_records(book: Book) -> Hits:
    since = book.district.records_from
    if since == date.max:  # the district cannot be read
        return
    earliest = since.replace(year=since.year - _YEARS, day=min(since.day, 28))
    for kind in KINDS:
        for filed in book.every(kind) if kind.is_dated else ():
            day = kind.day_of(filed.record)
            if day and day < earliest:
                yield Hit(filed, (kind.date_key,), {"on": day, "since": since})
