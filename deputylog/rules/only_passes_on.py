"""A suggestion only passes on a voter's letter, or grew out of a matter before the courts.

建议只是转递来信，或者来自涉法涉诉事项。

A suggestion based on letters explains the situation, its causes and the request in the deputy's own
words. This advice is given when
it has no text, or repeats the title or the summary of its source, and for each source of the kind
`litigation`. Many places do not
accept such a suggestion.

由来信形成的建议，应当由代表用自己的话写明情况、原因和要求。没有正文，或者照抄来源的标题、摘要的，
提示补写；来源中属于涉法涉诉（`litigation`）的，逐件提示。许多地方不受理这样的建议。

Bad, on 2026-03-05:

```yaml
# records/letters/2026/L20260202-00000.yaml
received: 2026-02-02
constituency: c03
kind: request
title: 老旧小区停车难
summary: 反映晚上无处停车。

# records/suggestions/2026/S20260302-00000.yaml
kind: suggestion
title: 关于解决老旧小区停车难的建议
lead: zhang-wei
sources: [L20260202-00000]
texts:
  situation: 反映晚上，无处停车
events:
  - {date: 2026-03-02, event: submitted}
```

Good, on 2026-03-05:

```yaml
# records/letters/2026/L20260202-00000.yaml
received: 2026-02-02
constituency: c03
kind: request
title: 老旧小区停车难
summary: 反映晚上无处停车。

# records/suggestions/2026/S20260302-00000.yaml
kind: suggestion
title: 关于解决老旧小区停车难的建议
lead: zhang-wei
sources: [L20260202-00000]
texts:
  situation: 五个老旧小区共有车位一百二十个，登记车辆四百余辆。
  request: 建议建立夜间错时停车制度。
events:
  - {date: 2026-03-02, event: submitted}
```
"""

import re

from deputylog.kinds.matter_kinds import MatterKind
from deputylog.kinds.suggestion import Texts
from deputylog.rule import Actor, Bilingual, Book, Hit, Hits, Practice, advice

_LITIGATION = Bilingual(
    "{source}属于涉法涉诉事项，不能作为建议提出，请在此删去",
    "{source} is a matter of litigation, which a suggestion may not take up; remove it here",
)
_NO_LETTER = re.compile(r"[\W_]+")
_NO_TEXT = Bilingual(
    "有来源而无正文，请写明情况和具体意见",
    "has sources but no text of its own; describe the situation and the request",
)


@advice(
    "S009",
    Actor.DEPUTY,
    "照抄来源{source}，请由代表自己写明情况和具体意见",
    "repeats its source {source}; describe the situation and the request in your own words",
    Practice(),
)
def only_passes_on(book: Book) -> Hits:
    for handling in book.handlings:
        day = handling.record.first_day
        for number, source in enumerate(handling.record.sources):
            matter = book.matter_by_id.get(source)
            if matter and matter.kind is MatterKind.LITIGATION:
                yield Hit(
                    handling, ("sources", number), {"source": source}, text=_LITIGATION, day=day
                )
        if behind := book.behind(handling):
            own = _own_words(handling.record.texts)
            copied = [one.id for one in behind if _repeats(own, one.title, one.summary)]
            if copied:
                yield Hit(handling, ("texts",), {"source": copied[0]}, day=day)
            elif not (own or handling.is_motion):
                yield Hit(handling, ("sources",), text=_NO_TEXT, day=day)


def _own_words(texts: Texts | None) -> list[str]:
    parts = (getattr(texts, name) for name in Texts.__struct_fields__) if texts else ()
    return [bare for part in parts if (bare := _bare(part))]


def _repeats(own: list[str], *source: str | None) -> bool:
    """Whether every part of the text is contained in a text of the source."""
    texts = [_bare(text) for text in source]
    return bool(own) and all(any(part in text for text in texts) for part in own)


def _bare(text: str | None) -> str:
    """Only the letters and digits of `text`, in lower case."""
    return _NO_LETTER.sub("", text or "").lower()
