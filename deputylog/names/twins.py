"""Tell whether two names may mean the same, and whether a text can be a name at all."""

from __future__ import annotations

import re
from functools import lru_cache

from deputylog.text.pinyin import joined_pinyin, surname_of
from deputylog.text.spelling import bare, plain
from deputylog.words import Bilingual

_PEOPLE = ("deputy", "person")
_TELLING = re.compile("[0-9〇零一二三四五六七八九十百甲乙丙丁东南西北東]")
"""What tells 第一选区 from 第二选区, and 城东 from 城西."""
_GENERAL = ("办公室", "委员会", "居委会", "村委会")
_LEVEL = re.compile("^[区县市省州旗區縣]")
_OFFICE = re.compile("(?:办事处|辦事處|代表[组团組團]|居委会|居民委员会|类|问题|方面)$")
_ENDING = re.compile("(?:社区|社區|街道|[镇乡村局委办])$")
_SHORTER = (("居民委员会", "居委会"), ("委员会", "委"), ("委員會", "委"), ("办公室", "办"))
_NOTHING = frozenset(
    "无 無 没有 沒有 空 空白 同上 同前 不详 不詳 未知 未填 未定 待定 其他 其它 其餘 略 "
    "none nil n/a null other unknown".split()
)
_TOTAL = re.compile("[合小总共累總][计計]|[合总總]|total|sum")
_MOST = 60
_form = lru_cache(maxsize=20_000)(bare)

_NO_LETTER = Bilingual("只有数字或者符号，不是名称", "is no name: it has no letter")
_IS_TOTAL = Bilingual("是合计行的标题，不是名称", "is the label of a total, no name")
_IS_NOTHING = Bilingual(
    "不是名称；表示没有的，请写入对照表的 nothing，另有所指的，用 values 对应",
    "is no name; list it in 'nothing' of the mapping file if it means none, or say by 'values' "
    "what it means",
)
_TOO_LONG = Bilingual("超过60个字，不像名称", "is too long for a name (more than 60 characters)")
_ONE_CHARACTER = Bilingual("只有一个字，不是名称", "is no name: it is one character")
_SEVERAL = Bilingual(
    "像是几个名称写在一起；请在对照表中用 split 拆开，或者用 take 只取一个",
    "seems to be several names; split them by 'split' in the mapping file, or take one by 'take'",
)


def not_a_name(kind: str, text: str) -> Bilingual | None:
    """Return why a text cannot be the name of something of that kind; None if it can."""
    form = plain(text)
    if _TOTAL.fullmatch(form):
        return _IS_TOTAL
    if form in _NOTHING and not (kind == "topic" and form.startswith("其")):
        return _IS_NOTHING
    if not any(map(str.isalpha, form)):
        return _NO_LETTER
    if _are_several(kind, text):
        return _SEVERAL
    if kind in (*_PEOPLE, "department") and len(form) == 1:
        return _ONE_CHARACTER
    return _TOO_LONG if len(text) > _MOST else None


def _are_several(kind: str, text: str) -> bool:
    if re.search(r"[、；;\n]", text.strip()):
        return True
    if kind not in _PEOPLE:
        return False
    if re.search("[，,/／]|等.*[人位名]$|..等$", text.strip()):
        return True
    parts = text.split()
    is_one = (
        len(parts) < 2 or surname_of(parts[0]) == parts[0]
    )  # 张 三 is one person, so is 欧阳 娜娜
    return not is_one and all(re.fullmatch("[一-鿿]{2,3}", part) for part in parts)


def same_but_for_level(one: str, other: str) -> bool:
    """Whether one of two names only lacks the 区 or 县 that the other begins with."""
    first, second = sorted((_form(one), _form(other)), key=len)
    return len(first) > 2 and len(second) == len(first) + 1 and _LEVEL.sub("", second) == first


def may_be_twins(kind: str, one: str, other: str) -> bool:
    """Whether two names that differ may mean the same: one is short for the other, holds it, or has
    the same sound.
    """
    first, second = sorted((_form(one), _form(other)), key=len)
    if _told_apart(one) != _told_apart(other):
        return False
    if kind in _PEOPLE:
        return len(first) > 1 and (second.startswith(first) or _sound_alike(first, second))
    return (
        _core(first) == _core(second)
        or (len(first) > 2 and first not in _GENERAL and second.endswith(first))
        or _sound_alike(first, second)
        or _differ_by_one(first, second)
        or (kind in ("department", "topic") and _is_short_for(first, second))
    )


@lru_cache(maxsize=20_000)
def _told_apart(name: str) -> tuple[str, list[str]]:
    """Return what tells a name from others: a remark like （东片）, and numbers and directions."""
    form = _form(name)
    return plain(name).removeprefix(form), _TELLING.findall(form)


@lru_cache(maxsize=20_000)
def _core(name: str) -> str:
    """Return a name without its level, and without the office of a place: 莲花街道办事处."""
    return _OFFICE.sub("", _LEVEL.sub("", name)) or name


def _sound_alike(one: str, other: str) -> bool:
    """Whether two names are read the same, as 張三 and 张三 are."""
    return len(one) == len(other) and _sound(one) == _sound(other) != ""


_sound = lru_cache(maxsize=20_000)(joined_pinyin)


def _differ_by_one(one: str, other: str) -> bool:
    """Whether one character is another one, of four or more before an ending like 社区."""
    stems = _ENDING.sub("", one), _ENDING.sub("", other)
    if not len(stems[0]) == len(stems[1]) > 3 or len(one) != len(other):
        return False
    differing = [at for at, char in enumerate(one) if char != other[at]]
    return len(differing) == 1 and differing[0] < len(stems[0])


def _is_short_for(short: str, long: str) -> bool:
    """Whether a name like 住建局 is made of characters of the longer one, in order, with the same
    first and last.
    """
    whole, part = _shortened(long), _shortened(short)
    rest = iter(whole)
    is_inside = all(char in rest for char in part)
    return len(part) > 2 and is_inside and (part[0], part[-1]) == (whole[0], whole[-1])


@lru_cache(maxsize=20_000)
def _shortened(name: str) -> str:
    for long, short in _SHORTER:
        name = name.removesuffix(long) + short if name.endswith(long) else name
    return _LEVEL.sub("", name)
