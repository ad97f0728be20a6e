"""A merge waits for a decision: the file holds two versions of a passage.

合并尚待选定：文件中同一处有两个版本。

Two people entered different things in the same place, and only somebody who knows the matter can
say what is right. git has marked the passage: above the line of equals signs stands what was in
this copy, below it what came in. A third part, after `|||||||`, is what both began with.

两人在同一处登记了不同的内容，应以何者为准，只有了解情况的人才能判断。git已在文件中作出标记：等号行
以上是本机的内容，以下是合并进来的内容。另有以`|||||||`开头的一段的，是双方改动之前的内容。

Open the file in any text editor. In each marked passage, keep the lines that are right, which may
be lines of both, and delete the lines with the signs. Save it and run `deputylog check`, then
`git add` with the name of the file, and `git commit`.

用任何文本编辑器打开该文件。在每处标记中保留正确的各行（也可以两边都保留），删去标记行。保存后依次
运行`deputylog check`、`git add`加上文件名、`git commit`。

Bad, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
<<<<<<< 刘芳
kind: inquiry
=======
kind: opinion
>>>>>>> 陈明
```

Good, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
```
"""

from deputylog.rule import Actor, AFile, Hit, Hits, Tree, error


@error(
    "R013",
    Actor.KEEPER,
    "{reason}",
    "{reason}",
)
def conflict_markers(tree: Tree) -> Hits:
    for fault in tree.faults:
        if fault.code == "R013":
            yield Hit(AFile(fault.place.path), (), {"reason": fault.text}, place=fault.place)
