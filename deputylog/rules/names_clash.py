"""Two file names differ only in case or character form, or two departments or topics have a name in
common.

两个文件名只有大小写或者字符形式不同，或者两个承办单位、两个问题领域有相同名称。

Windows, macOS and many archive formats treat such file names as the same, so one of the files would
be lost.

在Windows、macOS和许多压缩包格式中，这样的文件名视为同一个，会丢失一个文件。

A name in common is only advised: typed, it would not tell which department or topic is meant. A
department that ended
(`to`), or that another one takes over from (`merged_into`), may share its names: until its last day
they mean the old one.

名称相同的只作提示：输入该名称时，无从判断所指的承办单位或者问题领域。已撤销（`to`）或者由另一单位
接续（`merged_into`）的，可与其同名：最后一日及以前指原单位。

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
from collections.abc import Iterator, Mapping

from deputylog.book import Book
from deputylog.finding import Severity
from deputylog.kinds.district import successors
from deputylog.kinds.references import REFERRED
from deputylog.kinds.registry import DISTRICT_PATH
from deputylog.rule import Actor, AFile, Hit, Sees, rule
from deputylog.text.spelling import plain, same_plain
from deputylog.tree import Tree
from deputylog.words import Bilingual


@rule(
    code="R011",
    severity=Severity.ERROR,
    actor=Actor.KEEPER,
    sees=Sees.TREE,
    implies=("R004",),
    message=Bilingual(
        "与{other}只有大小写或者字符形式不同", "differs from {other} only in case or character form"
    ),
    late=Bilingual(
        "“{name}”同时是 {one} 和 {other} 的名称；各{what}的名称应当互不相同",
        "'{name}' is a name of both {one} and {other}; a name belongs to one {what} alone",
    ),
)
def names_clash(tree: Tree, book: Book) -> Iterator[Hit]:
    seen: dict[str, str] = {}
    for path in (*tree.paths, *tree.links):
        folded = unicodedata.normalize("NFC", path).casefold()
        if folded in seen:
            yield Hit(AFile(path), other=seen[folded])
        seen.setdefault(folded, path)
    for kind in ("department", "topic"):
        yield from _in_common(kind, book)


def _in_common(kind: str, book: Book) -> Iterator[Hit]:
    """A hit for every name that an earlier entry has too, unless one takes over from the other."""
    departments = book.district.departments.items()
    merged = {wanted: one.merged_into for wanted, one in departments}
    words = [
        (named.id, word, plain(word))
        for named in book.directory.known(kind, book.as_of)
        for word in named.names
    ]
    for number, (wanted, word, form) in enumerate(words):
        others = [
            other
            for other, _, before in words[:number]
            if other != wanted and same_plain(before, form)
        ]
        if other := next((other for other in others if not _takes_over(wanted, other, merged)), ""):
            yield Hit(
                AFile(DISTRICT_PATH),
                (f"{kind}s", wanted),
                late=True,
                severity=Severity.ADVICE,
                subject=wanted,
                name=word,
                one=wanted,
                other=other,
                what=REFERRED[kind],
            )


def _takes_over(one: str, other: str, merged: Mapping[str, str | None]) -> bool:
    return one in successors(other, merged) or other in successors(one, merged)
