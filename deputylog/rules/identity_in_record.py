"""A record contains a telephone number, identity card number, bank card number or e-mail address.

记录中有手机号码、身份证号码、银行卡号或者电子邮箱。

The identity of the writer belongs in `private/`, outside git. Git keeps every version, and a writer
may ask for their
personal data to be deleted. The finding shows the place and the kind of data, never the value.

来信人信息存放在`private/`，不进git，因为git会保留全部历史版本，而来信人有权要求删除个人信息。提示
只写位置和种类，绝不写内容。

Bad, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
title: 请回电 13912345678
```

Good, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
title: 请回电
```
"""

from deputylog.rule import PRIVACY_LAW, Actor, AFile, Hit, Hits, Law, Place, Tree, error
from deputylog.text.identity import identities_in


@error(
    "P001",
    Actor.KEEPER,
    "记录中有个人信息（{kind}）；请移入private/，已提交过的还要从git历史中清除",
    "the record contains personal data ({kind}); move it to private/, and remove "
    "it from the git history if it was committed",
    Law(PRIVACY_LAW, "6, 28, 47"),
)
def identity_in_record(tree: Tree) -> Hits:
    for path, raw in tree.contents.items():
        for line, found in identities_in(raw):
            yield Hit(
                AFile(path), (), {"kind": found.kind}, place=Place(path, line, found.start + 1)
            )
