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

import unicodedata
from collections.abc import Iterable

from deputylog.kinds.district import successors
from deputylog.kinds.references import NAMABLE
from deputylog.kinds.registry import DISTRICT_PATH
from deputylog.rule import Actor, AFile, Bilingual, Book, Hit, Hits, Severity, error
from deputylog.text.spelling import plain, same_plain

_SAME_NAME = Bilingual(
    "“{name}”同时是 {one} 和 {other} 的名称；各{what}的名称应当互不相同",
    "'{name}' is a name of both {one} and {other}; a name belongs to one {what} alone",
)


@error(
    "R011",
    Actor.KEEPER,
    "与{other}只有大小写或者字符形式不同",
    "differs from {other} only in case or character form",
    implies=("R004",),
)
def names_clash(paths: Iterable[str], book: Book) -> Hits:
    seen: dict[str, str] = {}
    for path in paths:
        first = seen.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if first is not path:
            yield Hit(AFile(path), (), {"other": first})
    for kind in ("department", "topic"):
        yield from _in_common(book, kind)


def _in_common(book: Book, kind: str) -> Hits:
    """A hit for every name that an earlier entry has too, unless one takes over from the other."""
    merged = {key: one.merged_into for key, one in book.district.departments.items()}
    before: list[tuple[str, str]] = []
    for named in book.directory.known(kind, book.as_of):
        for word in named.names:
            form = plain(word)
            others = [one for one, other_form in before if same_plain(other_form, form)]
            before.append((named.id, form))
            for other in others:
                is_heir = named.id in successors(other, merged) or other in successors(
                    named.id, merged
                )
                if other != named.id and not is_heir:
                    values = {"name": word, "other": other, "what": NAMABLE[kind].wording}
                    yield Hit(
                        AFile(DISTRICT_PATH),
                        (f"{kind}s", named.id),
                        {"one": named.id, **values},
                        text=_SAME_NAME,
                        severity=Severity.ADVICE,
                        subject=named.id,
                    )
                    break
