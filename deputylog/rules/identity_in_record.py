"""A record contains a telephone number, identity card number, bank card number or e-mail address.

记录中有手机号码、身份证号码、银行卡号或者电子邮箱。

The identity of the writer belongs in `private/`, outside git. Git keeps every version, and a writer
may ask for their personal data to be deleted. Values, keys, comments and the names of files are
looked at; the finding shows the place and the kind of data, never the value. The `contact` and
`office` of a deputy group are public. Where such data must stay in a record, `public_anyway` says
why, and the finding becomes an advice.

来信人信息存放在`private/`，不进git，因为git会保留全部历史版本，而来信人有权要求删除个人信息。各项内容、
项目名称、注释和文件名都会检查；提示只写位置和种类，绝不写内容。代表组的联系方式（contact）和办公地点
（office）是公开的，不在此列。确需保留的，在`public_anyway`中写明理由，此时只作提醒。

Bad, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
title: 请回电 13912345678
```

Good, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: inquiry
title: 请回电
```
"""

from collections.abc import Iterable

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
    Tree,
    error,
)
from deputylog.text.identity import Identity, identities_in, may_identify

_ANYWAY = Bilingual(
    "此处有个人信息（{kind}），可以公开的理由：{why}",
    "here is personal data ({kind}); it may be public, because: {why}",
)
_IN_A_NAME = Bilingual(
    "文件名中有个人信息（{kind}）；请改名，已提交过的还要从git历史中清除",
    "the name of the file contains personal data ({kind}); rename it, and remove it from the git "
    "history if it was committed",
)


@error(
    "P001",
    Actor.KEEPER,
    "记录中有个人信息（{kind}）；请移入private/，已提交过的还要从git历史中清除",
    "the record contains personal data ({kind}); move it to private/, and remove "
    "it from the git history if it was committed",
    Law(PRIVACY_LAW, "6, 28, 47"),
)
def identity_in_record(tree: Tree) -> Hits:
    for path, raw in tree.contents.items():
        if may_identify(raw) or b"\\" in raw:  # an escape
            yield from hits_in(path, raw, found_in_file(path, raw))
    paths = tree.paths
    for number, found in identities_in("\n".join(paths).encode("utf-8", "replace")):
        yield Hit(AFile(paths[number - 1]), (), {"kind": found.kind}, text=_IN_A_NAME)


def hits_in(path: str, raw: bytes, several: Iterable[tuple[int, Identity]]) -> Hits:
    """A hit for each that was found in a file; an advice if the file says why it is there."""
    found = list(several)
    why = public_because(path, raw) if found else ""
    for line, one in found:
        hit = Hit(AFile(path), (), {"kind": one.kind}, place=Place(path, line, one.start + 1))
        if why:
            hit.values, hit.text, hit.severity = (
                {"kind": one.kind, "why": why},
                _ANYWAY,
                Severity.ADVICE,
            )
        yield hit
