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
from collections.abc import Mapping

from deputylog.kinds.district import Department, Topic, successors
from deputylog.kinds.registry import DISTRICT_PATH
from deputylog.kinds.references import REFERRED
from deputylog.text.spelling import plain, same_plain
from deputylog.rule import AFile, Actor, Bilingual, Book, Hit, Hits, Severity, Tree, rule

_SAME_NAME = Bilingual(
    "“{name}”同时是 {one} 和 {other} 的名称；各{what}的名称应当互不相同",
    "'{name}' is a name of both {one} and {other}; a name belongs to one {what} alone",
)


@rule(
    "R011",
    Severity.ERROR,
    Actor.KEEPER,
    Bilingual(
        "与{other}只有大小写或者字符形式不同", "differs from {other} only in case or character form"
    ),
    implies=("R004",),
)
def names_clash(tree: Tree, book: Book) -> Hits:
    seen: dict[str, str] = {}
    for path in (*tree.paths, *tree.links):
        first = seen.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if first is not path:
            yield Hit(AFile(path), other=first)
    departments = book.district.departments
    in_use = {key: one for key, one in departments.items() if one.in_use(book.as_of)}
    yield from _in_common("department", in_use)
    yield from _in_common("topic", book.district.topics)


def _in_common(kind: str, entries: Mapping[str, Department] | Mapping[str, Topic]) -> Hits:
    """A hit for every name that an earlier entry has too, unless one takes over from the other."""
    merged = {wanted: getattr(entry, "merged_into", None) for wanted, entry in entries.items()}
    heirs = {wanted: {wanted, *successors(wanted, merged)} for wanted in entries}
    before: list[tuple[str, str]] = []
    for wanted, entry in entries.items():
        for word in (entry.name, *entry.aliases):
            form = plain(word)
            other = next(
                (
                    one
                    for one, known_form in before
                    if same_plain(known_form, form)
                    and one not in heirs[wanted]
                    and wanted not in heirs[one]
                ),
                None,
            )
            if other:
                values = {"name": word, "one": wanted, "other": other, "what": REFERRED[kind]}
                about, key, advice = AFile(DISTRICT_PATH), (f"{kind}s", wanted), Severity.ADVICE
                yield Hit(about, key, _SAME_NAME, severity=advice, subject=wanted, **values)
            before.append((wanted, form))
