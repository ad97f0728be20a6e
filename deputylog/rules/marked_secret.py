"""A record carries a marking of secrecy.

记录带有国家秘密标志。

State secrets must not be kept or passed on by a system that is not made for them, and this is none.
Only markings count (机密★10年, 密级：秘密, 绝密★启用前), not the word in a sentence.

涉密内容不得在非涉密系统中存储、传递，本系统不是涉密系统。只看密级标志（“机密★10年”“密级：秘密”“绝密★启用前”），
不看正文中的“商业秘密”“保守秘密”等词语。

Bad, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
title: 转来文件（机密★5年）
```

Good, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
title: 反映单位泄露商业秘密
```
"""

import re

from deputylog.rule import NO_SECRETS, Actor, AFile, Hit, Hits, Place, Tree, error

_LEVEL = "(?:绝密|机密|秘密)"
_MARKING = re.compile(
    rf"{_LEVEL}级?\s*[★☆*＊]|密\s*级\s*[:：为]?\s*{_LEVEL}|[（(〔【\[]\s*{_LEVEL}级?\s*[）)〕】\]]"
    rf"|^[\s\"']*(?:\w+: *)?[\"']?{_LEVEL}级?[\s\"']*$"
)
_SECRET = "密".encode()


@error(
    "P007",
    Actor.KEEPER,
    "记录带有密级标志；涉密内容不得存入本系统，请立即停止传递，并报告本单位保密工作机构",
    "the record carries a marking of secrecy; state secrets must not be kept here: pass it on to "
    "nobody and report it to your office for secrecy",
    NO_SECRETS,
)
def marked_secret(tree: Tree) -> Hits:
    for path, raw in tree.contents.items():
        if _SECRET not in raw:
            continue
        for number, line in enumerate(raw.decode("utf-8", "replace").split("\n"), 1):
            if found := _MARKING.search(line):
                yield Hit(AFile(path), place=Place(path, number, found.start() + 1))
