"""A record contains a landline number or a home address.

记录中有固定电话号码或者具体住址。

Such a number may belong to an office, and such an address to a place of work; so this is an advice.
If it is that of a person, it belongs in `private/`: name the estate or the building, not the flat.
The `contact` and `office` of a deputy group are public.

固定电话可能是单位的，住址也可能是办公地点，所以只作提醒。属于个人的，请移入`private/`，记录中写到小区或者楼栋
为止，不写单元和房号。代表组的联系方式（contact）和办公地点（office）是公开的，不在此列。

Bad, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
title: 3栋2单元501室漏水
```

Good, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
title: 3栋住户家中漏水
```
"""

from deputylog.repository.scan import found_in_file
from deputylog.rule import PRIVACY_LAW, Actor, Hits, Law, Tree, advice
from deputylog.rules.identity_in_record import hits_in
from deputylog.text.identity import doubtful, may_be_doubtful


@advice(
    "P008",
    Actor.KEEPER,
    "记录中有{kind}；属于个人的请移入private/，住址只写到小区或者楼栋",
    "the record contains a {kind}; if it is a person's, move it to private/ and name only the "
    "estate or building",
    Law(PRIVACY_LAW, "6, 28"),
)
def contact_in_record(tree: Tree) -> Hits:
    for path, raw in tree.contents.items():
        if may_be_doubtful(raw) or b"\\" in raw:  # an escape
            yield from hits_in(path, raw, found_in_file(path, raw, doubtful))
