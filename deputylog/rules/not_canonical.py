"""A file is not in canonical form.

文件不是规范格式。

Every record has one canonical form, so that a diff shows only changes in content. `deputylog fmt`
writes a file in this form
and keeps its comments.

每条记录只有一种规范写法，这样比较两个版本时只看到内容上的差别。`deputylog fmt`把文件改成规范格式，
并保留注释。

Bad, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
kind: inquiry
received: 2026-03-02
constituency: c03
```

Good, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
```
"""

from deputylog.rule import Actor, AFile, Hit, Hits, Tree, advice


@advice(
    "R010",
    Actor.KEEPER,
    "不是规范格式；请运行“deputylog fmt {file}”",
    "not in canonical form; run 'deputylog fmt {file}'",
)
def not_canonical(tree: Tree) -> Hits:
    for path in tree.out_of_form:
        yield Hit(AFile(path), (), {"file": path})
