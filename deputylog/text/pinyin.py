"""Ids from Chinese names, if the extra `names` is installed."""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Iterator

_TABLE = """
单 shan 曾 zeng 仇 qiu 盖 ge 查 zha 解 xie 区 ou 朴 piao 任 ren 华 hua
尉迟 yuchi 万俟 moqi 长孙 zhangsun 令狐 linghu 欧阳 ouyang 司马 sima 上官 shangguan
诸葛 zhuge 夏侯 xiahou 皇甫 huangfu 宇文 yuwen 慕容 murong 司徒 situ 东方 dongfang
"""
_READINGS = _TABLE.split()
_SURNAMES = dict(zip(_READINGS[::2], _READINGS[1::2], strict=True))
"""Surnames of two characters, and those with a reading that differs from the usual one."""


def _syllables(text: str) -> list[str]:
    """The pinyin of each character; [] if pypinyin is not installed."""
    try:
        from pypinyin import lazy_pinyin
    except ImportError:
        return []
    return list(lazy_pinyin(text))


def forget_readings() -> None:
    """Give back the 50 MB of pypinyin's tables; they are read again if they are needed."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "pypinyin"]:
        del sys.modules[name]
    gc.collect()


def surname_of(name: str) -> str:
    """The surname at the beginning of a name, if it is in the table."""
    return next((name[:length] for length in (2, 1) if name[:length] in _SURNAMES), "")


def pinyin_of(name: str) -> str:
    """`张伟` as `zhang-wei`; "" if pypinyin is not installed or nothing remains."""
    if not _syllables(name):
        return ""
    surname = surname_of(name) or name[:1]
    first = _SURNAMES.get(surname) or "".join(_syllables(surname))
    rest = "".join(_syllables(name[len(surname) :]))
    return re.sub(r"[^a-z0-9-]+", "", f"{first}-{rest}".lower()).strip("-")[:60]


def joined_pinyin(name: str) -> str:
    """The name of a thing in pinyin without separators; "" if pypinyin is not installed."""
    return re.sub(r"[^a-z0-9]+", "", "".join(_syllables(name)).lower())[:40]


def readings(name: str) -> Iterator[tuple[str, str]]:
    """A name in pinyin, in full and as initials (`zhangwei`, `zw`), for searching.

    Yields a second pair if the surname has a special reading; nothing if pypinyin is not installed.
    """
    syllables = [syllable.casefold() for syllable in _syllables(name)]
    if not syllables:
        return
    yield "".join(syllables), "".join(syllable[:1] for syllable in syllables)
    if surname := surname_of(name):
        rest = syllables[len(surname) :]
        initials = "".join(syllable[:1] for syllable in (*_syllables(surname)[1:], *rest))
        yield "".join((_SURNAMES[surname], *rest)), _SURNAMES[surname][:1] + initials
