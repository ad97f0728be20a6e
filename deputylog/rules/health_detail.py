"""A record says of a single person what illness they have.

记录写明了某个人患有何种疾病。

Health is sensitive personal data (Personal Information Protection Law, 28). A visit to people in
hardship needs the kind of difficulty ("poor through illness"), never a person together with a
diagnosis. Illnesses as a topic ("how cancer drugs are reimbursed") are no finding.

医疗健康属于敏感个人信息（个人信息保护法第28条）。问难走访写困难的类型即可（“因病致困”），不要把某个人和病名写在
一起。以疾病为题的意见（“癌症用药如何报销”）不在此列。

Bad, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: request
title: 李某患尿毒症，申请临时救助
```

Good, on 2026-03-05:

```yaml
# records/letters/2026/L20260302-00000.yaml
received: 2026-03-02
constituency: c03
kind: request
title: 因病致困，申请临时救助
```
"""

import re

from deputylog.rule import PRIVACY_LAW, Actor, AFile, Hit, Hits, Law, Place, Tree, advice

DIAGNOSES = (
    *("癌", "白血病", "尿毒症", "艾滋病", "精神病", "精神分裂症", "抑郁症", "自闭症", "癫痫"),
    *(
        "脑瘫",
        "瘫痪",
        "糖尿病",
        "心脏病",
        "肾病",
        "肝病",
        "乙肝",
        "肝硬化",
        "肺结核",
        "脑梗",
        "化疗",
    ),
)
"""Illnesses that letters on hardship name most often; a longer list would find more topics than
people.
"""
_PERSON = (
    r"(?:[\u4e00-\u9fff]某|女士|先生|大爷|大妈|阿姨|本人|我(?![市区县省们国院校])|[其他她](?:父|母|妻|夫|子|女|本人)"
    r"|父亲|母亲|妻子|丈夫|儿子|女儿|老伴|孙子|孙女|爷爷|奶奶)"
)
"""Words for one person; 患者, 老人 and 居民 stand for many."""
_NEAR = r"[^。！？；;\n]{0,12}?"
_DIAGNOSIS = f"(?:{'|'.join(DIAGNOSES)})"
_DETAIL = re.compile(f"{_PERSON}{_NEAR}{_DIAGNOSIS}|{_DIAGNOSIS}{_NEAR}{_PERSON}")
_ILL = re.compile(rb"\xe7[\x96-\x99]")
"""The signs 疒 to 癫."""
_LIVER, _LUNG, _BRAIN = (word.encode() for word in ("肝", "结核", "脑梗"))


@advice(
    "P005",
    Actor.KEEPER,
    "记录把某个人和病名写在一起，属于敏感个人信息；请只写困难的类型，如“因病致困”",
    "the record names an illness beside a person, which is sensitive personal data; write only the "
    "kind of difficulty",
    Law(PRIVACY_LAW, "28"),
)
def health_detail(tree: Tree) -> Hits:
    for path, raw in tree.contents.items():
        if not _may_name(raw):
            continue
        for number, line in enumerate(raw.decode("utf-8", "replace").split("\n"), 1):
            if found := _DETAIL.search(line):
                yield Hit(AFile(path), place=Place(path, number, found.start() + 1))


def _may_name(raw: bytes) -> bool:
    """Whether one of the illnesses may stand in the bytes of a record; quicker than looking."""
    return bool(_ILL.search(raw)) or _LIVER in raw or _LUNG in raw or _BRAIN in raw
