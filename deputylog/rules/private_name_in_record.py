"""A record, or the name of a file, holds a name from `private/`.

记录或者文件名中出现了`private/`中登记的姓名。

Who wrote, and who is accused, stands in `private/` alone, since git keeps every version. Names in
the register (deputies, officers, departments) are public and no finding. The finding shows the
place, never the name. A record that says in `public_anyway` why it may hold the name gets an
advice.

来信人和被检举控告人的姓名只存放在`private/`，因为git会保留全部历史版本。名册中的代表、联络员和承办单位
的名称是公开的，不在此列。提示只写位置，绝不写姓名。记录在`public_anyway`中写明为何可以公开的，只作
提示。

On one's own machine, with `check --local`:

在本机使用`check --local`时：

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
title: 王大妈询问低保政策

# private/letters/2026/L20260302-00000.yaml
name: 王大妈
```
"""

from collections.abc import Collection, Iterable
from functools import partial

from deputylog.repository.scan import found_in_file, public_because
from deputylog.rule import (
    PRIVACY_LAW,
    Actor,
    AFile,
    Bilingual,
    Hit,
    Hits,
    Law,
    Place,
    Severity,
    error,
)
from deputylog.text.naming import names_in

_PUBLIC = Bilingual(
    "此处出现了private/中登记的姓名，可以公开的理由：{why}",
    "a name from private/ stands here; it may, because: {why}",
)


@error(
    "P002",
    Actor.KEEPER,
    "此处出现了private/中登记的姓名；请删去或者改写，已提交过的还要从git历史中清除",
    "a name from private/ stands here; delete or reword it, and remove it from the git history "
    "if it was committed",
    Law(PRIVACY_LAW, "6, 47"),
    local_only=True,
)
def private_name_in_record(
    private_names: Collection[str], every_file: Iterable[tuple[str, bytes]]
) -> Hits:
    search = partial(names_in, names=private_names)
    for path, raw in every_file if private_names else ():
        shown = "/".join("***" if any(search(part)) else part for part in path.split("/"))
        lines = {line for line, _ in found_in_file(path, raw, search)}
        lines |= {0} if shown != path else set()
        why = public_because(path, raw) if lines else ""
        for line in sorted(lines):
            hit = Hit(AFile(path), values={"why": why}, place=Place(shown, line))
            if why and not any(search(why)):
                hit.text, hit.severity = _PUBLIC, Severity.ADVICE
            yield hit
