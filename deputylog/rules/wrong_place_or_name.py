"""A file is in the wrong folder, or its name is not a valid id.

文件放错了文件夹，或者文件名不是有效的编号。

The path alone tells the kind and the id of a record: `records/letters/2026/L20260316-9qw2e.yaml`.
The folder must be the year in the
id.

记录的类别和编号只由路径决定：`records/letters/2026/L20260316-9qw2e.yaml`。所在文件夹应为编号中的
年份。

Bad, on 2026-03-05:

```yaml
# records/letters/2025/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
```

Good, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
```
"""

from deputylog.rule import Actor, AFile, Bilingual, Hit, Hits, Tree, error, phrase
from deputylog.tree import path_problem


@error(
    "R004",
    Actor.KEEPER,
    "{reason}",
    "{reason}",
)
def wrong_place_or_name(tree: Tree) -> Hits:
    link = Bilingual(
        "链接和设备文件不能作记录，请放入文件本身",
        "a link or device cannot be a record; put the file itself in this place",
    )
    found = [(path, phrase(link)) for path in tree.links]
    found += [(path, reason) for path in tree.paths if (reason := path_problem(path))]
    yield from (Hit(AFile(path), (), {"reason": reason}) for path, reason in found)
