"""A step fits nothing.

这一步无所对应。

Only a department that has been asked can answer, only what was promised can be kept, and nothing
follows the end. A step that fits
nothing counts for nothing: no clock stops, no state changes. `deputylog log` refuses it and names
who has the matter. In imported
records, which may lack the steps before it, it is only advice.

承办的单位才能答复，承诺过的事才能落实，终结之后不再有后续步骤。无所对应的一步不计入：期限照走，状
态不变。`deputylog log` 拒绝这样的登记，并指出承办的是谁。导入的记录可能缺少之前的步骤，只作提示。

Bad, on 2026-04-10:

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
  - {date: 2026-04-01, event: answered, by: urban, result: solved}
```

Good, on 2026-04-10:

```yaml
# records/suggestions/2026/S20260302-00000.yaml
kind: suggestion
title: 关于解决老旧小区停车难的建议
lead: zhang-wei
texts:
  request: 建议建立夜间错时停车制度。
events:
  - {date: 2026-03-02, event: submitted}
  - {date: 2026-03-09, event: assigned, by: working-body, lead: housing, assisting: [urban]}
  - {date: 2026-04-01, event: answered, by: urban, result: solved}
```
"""

from deputylog.rule import Actor, Book, Hit, Hits, Severity, error


@error(
    "R014",
    Actor.KEEPER,
    "这一步无所对应：{why}",
    "the step fits nothing: {why}",
)
def step_fits_nothing(book: Book) -> Hits:
    for one in book.lives:
        for event, why in one.misfits:
            severity = Severity.ADVICE if one.is_imported else None
            reason = book.with_names(why)
            yield Hit(one, one.key_of(event), {"why": reason}, severity=severity, day=event.on)
