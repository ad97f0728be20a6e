"""Two file names differ only in upper and lower case, or in the form of their characters.

Windows, macOS and many archive formats treat such names as the same, so one of the files would be lost.

Bad, on 2026-03-05:

```yaml
# records/deputies/Li-Na.yaml
name: 李娜

# records/deputies/li-na.yaml
name: 李娜
```

Good, on 2026-03-05:

```yaml
# records/deputies/li-na.yaml
name: 李娜
```
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.rule import Actor, AFile, Hit, Sees, rule
from deputylog.tree import Tree
from deputylog.words import N_


@rule(
    code="R011",
    severity=Severity.ERROR,
    actor=Actor.KEEPER,
    sees=Sees.TREE,
    implies=("R004",),
    message=N_("differs from {other} only in case or character form"),
)
def names_clash(tree: Tree, _book: Book) -> Iterator[Hit]:
    seen: dict[str, str] = {}
    for path in (*tree.paths, *tree.links):
        folded = unicodedata.normalize("NFC", path).casefold()
        if folded in seen:
            yield Hit(AFile(path), other=seen[folded])
        seen.setdefault(folded, path)
