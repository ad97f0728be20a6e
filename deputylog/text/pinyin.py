"""Ids from Chinese names, if the extra `names` is installed."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Surnames with a reading that differs from the usual one.
_SURNAMES = {
    "单": "shan",
    "曾": "zeng",
    "仇": "qiu",
    "盖": "ge",
    "查": "zha",
    "解": "xie",
    "区": "ou",
    "朴": "piao",
    "任": "ren",
    "华": "hua",
}
_SURNAMES |= {
    "尉迟": "yuchi",
    "万俟": "moqi",
    "长孙": "zhangsun",
    "令狐": "linghu",
    "欧阳": "ouyang",
    "司马": "sima",
    "上官": "shangguan",
}
_SURNAMES |= {
    "诸葛": "zhuge",
    "夏侯": "xiahou",
    "皇甫": "huangfu",
    "宇文": "yuwen",
    "慕容": "murong",
    "司徒": "situ",
    "东方": "dongfang",
}


def pinyin_of(name: str) -> str:
    """`张伟` as `zhang-wei`; "" if pypinyin is not installed or nothing remains."""
    try:
        from pypinyin import lazy_pinyin
    except ImportError:
        return ""
    surname = next((name[:length] for length in (2, 1) if name[:length] in _SURNAMES), name[:1])
    first = _SURNAMES.get(surname) or "".join(lazy_pinyin(surname))
    rest = "".join(lazy_pinyin(name[len(surname) :]))
    return re.sub(r"[^a-z0-9-]+", "", f"{first}-{rest}".lower()).strip("-")[:60]


def spelled(name: str) -> str:
    """The name of a thing in pinyin without separators; "" if pypinyin is not installed."""
    try:
        from pypinyin import lazy_pinyin
    except ImportError:
        return ""
    return re.sub(r"[^a-z0-9]+", "", "".join(lazy_pinyin(name)).lower())[:40]


def readings(name: str) -> Iterator[tuple[str, str]]:
    """A name in pinyin, in full and as initials (`zhangwei`, `zw`), for searching.

    Yields a second pair if the surname has a special reading; nothing if pypinyin is not installed.
    """
    try:
        from pypinyin import lazy_pinyin
    except ImportError:
        return
    syllables = [syllable.casefold() for syllable in lazy_pinyin(name)]
    yield "".join(syllables), "".join(syllable[:1] for syllable in syllables)
    surname = next((name[:length] for length in (2, 1) if name[:length] in _SURNAMES), "")
    if surname:
        rest = syllables[len(surname) :]
        initials = "".join(syllable[:1] for syllable in (*lazy_pinyin(surname)[1:], *rest))
        yield "".join((_SURNAMES[surname], *rest)), _SURNAMES[surname][:1] + initials
