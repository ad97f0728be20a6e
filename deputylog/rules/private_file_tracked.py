"""A private file is tracked by git, or git does not say.

The files in `private/` say who wrote; they must never get into the git history. Remove the file from the index with
`git rm --cached`, and remove it from the history if it was committed.

On one's own machine, with `check --local`:

```
$ git ls-files private
private/letters/2026/L20260302-00000.yaml
```
"""

from __future__ import annotations

from collections.abc import Iterator

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.rule import PRIVACY_LAW, Actor, AFile, Hit, Law, Sees, rule
from deputylog.tree import Tree
from deputylog.words import N_


@rule(
    code="P004",
    severity=Severity.ERROR,
    actor=Actor.KEEPER,
    sees=Sees.TREE,
    basis=Law(PRIVACY_LAW, "6, 47"),
    message=N_("git tracks this private file; run 'git rm --cached', and remove it from the history if it was committed"),
    local_only=True,
)
def private_file_tracked(tree: Tree, _book: Book) -> Iterator[Hit]:
    for path in tree.tracked_private:
        yield Hit(AFile(path))
