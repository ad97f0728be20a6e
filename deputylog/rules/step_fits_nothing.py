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

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.kinds.event_dates import Dated
from deputylog.life.handling import Handling
from deputylog.life.matter import Matter
from deputylog.record.fields import Key
from deputylog.rule import Actor, Hit, rule
from deputylog.words import Bilingual, Phrase, phrase


@rule(
    code="R014",
    severity=Severity.ERROR,
    actor=Actor.KEEPER,
    message=Bilingual("这一步无所对应：{why}", "the step fits nothing: {why}"),
)
def step_fits_nothing(book: Book) -> Iterator[Hit]:
    for matter in book.matters:
        for event, why in matter.misfits:
            yield _hit(book, matter, matter.key_of(event), event, why)
    for handling in book.handlings:
        for step, why in handling.misfits:
            yield _hit(book, handling, handling.key_of(step), step, why)


def _hit(book: Book, lived: Matter | Handling, key: Key, event: Dated, why: Phrase) -> Hit:
    severity = Severity.ADVICE if lived.is_imported else None
    return Hit(lived, key, severity=severity, day=event.on, why=with_names(book, why))


def with_names(book: Book, why: Phrase) -> Phrase:
    """The reason with the names of the departments and deputies that stand in it by their ids."""
    names: dict[str, object] = {}
    for key, value in why.values.items():
        if key in ("department", "deputy"):
            names[key] = book.name(key, str(value))
        elif key == "names" and isinstance(value, list):
            names[key] = [book.name("department", one) for one in value]
    return phrase(why.text, **{**why.values, **names})
