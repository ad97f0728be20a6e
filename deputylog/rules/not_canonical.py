"""A file is not in canonical form.

Every record has one canonical form, so that a diff shows only changes in content. `deputylog fmt` writes a file in this form
and keeps its comments.

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

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.rule import Actor, AFile, Hit, Sees, rule
from deputylog.tree import Tree
from deputylog.words import N_


@rule(
    code="R010",
    severity=Severity.ADVICE,
    actor=Actor.KEEPER,
    sees=Sees.TREE,
    message=N_("not in canonical form; run 'deputylog fmt {file}'"),
)
def not_canonical(tree: Tree, _book: Book) -> Iterator[Hit]:
    for path in tree.out_of_form:
        yield Hit(AFile(path), file=path)
