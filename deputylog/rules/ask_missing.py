"""In a whole year, a group's visits never asked one of the three questions.

代表组全年的进选区活动缺少“三问”之一。

Visits ask voters about hardship, about needs and for ideas (问难、问需、问计). A visit asks what it
names (`ask`), and also what
is meant for the people it met (`met.of`), whatever its main ask: hardship for households in need,
people living alone and sick
or disabled people, needs for ordinary voters, ideas for leading, well-known or educated people; a
district says it of the kinds
it adds (`met_of`). After the end of the year, this advice names the questions that no visit of the
group asked. It says nothing
about a group without visits in that year.

进选区活动向选民问难、问需、问计。一次活动所问的，是写明的一问（`ask`），以及所联系的对象（`met.of`）所
属的一问，不论其主要问什么：特困户、零就业家庭、低收入家庭、孤寡、病残属于问难，一般选民属于问需，
行业领先人物、社会知名人士、文化程度较高者属于问计；本区增设的类别在`met_of`中写明。年度结束后，提
示指出代表组全年的活动未问的项目。全年没有活动的代表组不提示。

Bad, on 2026-01-05:

```yaml
# records/visits/2025/V20250314-00000.yaml
date: 2025-03-14
deputies: [zhang-wei]
constituency: c03
ask: hardship
```

Good, on 2026-01-05:

```yaml
# records/visits/2025/V20250314-00000.yaml
date: 2025-03-14
deputies: [zhang-wei]
constituency: c03
ask: hardship

# records/visits/2025/V20250614-00000.yaml
date: 2025-06-14
deputies: [zhang-wei]
constituency: c03
ask: needs
met: {voters: 12, of: [ordinary, educated]}
```
"""

from deputylog.calendar import year
from deputylog.kinds.asks import THREE_ASKS, Ask
from deputylog.rule import Actor, Book, Founding, Hit, Hits, Practice, advice


@advice(
    "V004",
    Actor.OFFICER,
    "{group_name}：{year}年的进选区活动中没有{asks}",
    "{group_name}: no visit of {year} asked about {asks}",
    Practice(after=Founding(1)),
)
def ask_missing(book: Book) -> Hits:
    asked: dict[tuple[str, int], set[Ask]] = {}
    for visit in book.visits:
        day = visit.record.held_on
        group = book.group_holding(visit.record.constituency, day)
        asked.setdefault((group, day.year), set()).update(book.directory.asks(visit.record))
    for (group, number), known_asks in sorted(asked.items()):
        last = year(number).last
        missing = [ask for ask in THREE_ASKS if ask not in known_asks]
        if group in book.groups and last < book.as_of and missing:
            about = book.groups[group]
            values = {"group_name": about.record.name, "year": number, "asks": missing}
            yield Hit(about, (), values, day=last, pending=False)
