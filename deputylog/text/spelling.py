"""Compare names, titles and choices: spellings that differ only in form are the same."""

from __future__ import annotations

import re
from unicodedata import normalize

_MIDDLE_DOTS = "•‧・∙⋅●⸱ꞏ."
_RADICALS = (
    "⺠民⺧牛⺩王⺬示⺮竹⻁虎⻄西⻅见⻆角⻉贝⻊足⻋车⻑長⻓长⻔门⻗雨⻘青"
    "⻙韦⻚页⻛风⻜飞⻝食⻡首⻢马⻣骨⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙"
)
"""Radicals that PDF files put in the place of a character, and that NFKC leaves; each with its
character.
"""
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" + "".join(
    map(chr, range(0xFE00, 0xFE10))
)
_BLANKS = " \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u1680\u2028\u2029"
_FORM = (
    dict.fromkeys(map(ord, _BLANKS + _UNSEEN))
    | dict.fromkeys(map(ord, _MIDDLE_DOTS), "·")
    | dict(zip(map(ord, _RADICALS[::2]), _RADICALS[1::2], strict=True))
    | dict.fromkeys(map(ord, "[〔【"), "(")
    | dict.fromkeys(map(ord, "]〕】"), ")")
)
SEEN = (
    r"[^\s\u00ad\u034f\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
"""The pattern of a character that can be seen; a text without any is blank."""
_SEEN = re.compile(SEEN)
_SPREAD = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])")
_NO_DIGITS = re.compile(r"(?<![\d.])0+(?=\d)|(?<=\d)\.0+(?![^/])")
"""Zeros before a number, and the point that spreadsheet programs put behind it."""
_REMARK = re.compile(r"(?<=.)(?:\([^()]*\))+$")


def plain(text: str) -> str:
    """`text` as it is compared: NFKC, without blanks, with one middle dot, in one case."""
    return normalize("NFKC", text).translate(_FORM).casefold()


def closed_up(text: str) -> str:
    """Return a name or heading without the blanks that only spread it: 张　伟 is 张伟, and words
    keep one blank.
    """
    return " ".join(_SPREAD.sub("", text.strip()).split())


def id_in(form: str) -> str:
    """Return the id in brackets at the end of a label, in its plain form; else the whole form."""
    return form.removesuffix(")").rpartition("(")[2]


def is_blank(text: str) -> bool:
    """Whether nothing in `text` can be seen."""
    return not _SEEN.search(text)


def bare(name: str) -> str:
    """The plain form without remarks in brackets at the end, such as （女）."""
    return _bare(plain(name))


def number_of(ref: str) -> str:
    """Return a number as it is compared: 017, １７ and 17.0 are 17."""
    return _NO_DIGITS.sub("", normalize("NFKC", ref))


def same_name(one: str, other: str) -> bool:
    """Whether two names are spellings of one; a remark in brackets may be missing."""
    return same_plain(plain(one), plain(other))


def same_plain(one: str, other: str) -> bool:
    """The same for names in their plain form."""
    return one == other or _bare(one) == other or one == _bare(other)


def _bare(text: str) -> str:
    return _REMARK.sub("", text) if text.endswith(")") else text
