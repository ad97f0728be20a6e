"""A file cannot be read as a record.

文件无法作为记录读取。

The file is too large, nested too deeply, not UTF-8 text or not valid YAML 1.2; it escapes half of a
character, or its name is not UTF-8; or
it uses YAML features that records do not use: tags, anchors, aliases, several documents.

文件过大、嵌套过深、不是UTF-8文本或者不是有效的YAML 1.2；文件中的转义序列只是半个字符，或者文件名
不是UTF-8；或者用了记录中不允许的写法：标签、锚点、别名、多个文档。

Bad, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
title: "路灯
```

Good, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
title: 路灯
```
"""

from deputylog.rule import Actor, AFile, Hit, Hits, Tree, error


@error(
    "R001",
    Actor.KEEPER,
    "{reason}",
    "{reason}",
)
def unreadable(tree: Tree) -> Hits:
    for fault in tree.faults:
        if fault.code == "R001":
            yield Hit(AFile(fault.place.path), (), {"reason": fault.text}, place=fault.place)
