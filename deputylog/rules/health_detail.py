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

_DIAGNOSES = (
    *("癌", "白血病", "尿毒症", "艾滋", "乙肝", "肺结核", "精神分裂", "抑郁症", "自闭症", "癫痫"),
    *("脑瘫", "脑梗", "瘫痪", "糖尿病", "心脏病", "肝硬化", "透析", "化疗"),
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
_DIAGNOSIS = f"(?:{'|'.join(_DIAGNOSES)})"
_DETAIL = re.compile(f"{_PERSON}{_NEAR}{_DIAGNOSIS}|{_DIAGNOSIS}{_NEAR}{_PERSON}")
_IN_BYTES = tuple(word.encode() for word in _DIAGNOSES)


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
        if not any(word in raw for word in _IN_BYTES):
            continue
        for number, line in enumerate(raw.decode("utf-8", "replace").split("\n"), 1):
            if found := _DETAIL.search(line):
                yield Hit(AFile(path), place=Place(path, number, found.start() + 1))
