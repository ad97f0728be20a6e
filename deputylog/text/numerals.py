"""Numbers in Chinese numerals."""

import re

from deputylog.text.spelling import plain

_DIGITS = "〇一二三四五六七八九"
_UNITS = {"十": 10, "百": 100}
_ORDINAL = re.compile(r"第?([〇一二三四五六七八九十百]+|\d+)(?:届|次|次会议)?")


def numeral(number: int) -> str:
    """Return a number from 1 to 999 as in 第六十一条: 61 is 六十一, 105 is 一百〇五."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    parts = [f"{_DIGITS[hundreds]}百"] if hundreds else []
    if tens:
        parts.append("十" if number < 20 else f"{_DIGITS[tens]}十")
    elif hundreds and ones:
        parts.append(_DIGITS[0])
    return "".join([*parts, _DIGITS[ones] if ones else ""])


def number_of(numeral: str) -> int:
    """Return the number in numerals like 二十三 or 一百〇五, or in single digits like 二〇二六."""
    whole, digits = 0, ""
    for char in numeral:
        if unit := _UNITS.get(char):
            whole, digits = whole + unit * int(digits or 1), ""
        else:
            digits += str(_DIGITS.index(char))
    return whole + int(digits or 0)


def plain_ordinal(text: str) -> str:
    """Return 17 for 第十七届, and 5 for 第五次会议; other text unchanged."""
    found = _ORDINAL.fullmatch(plain(text))
    if found is None:
        return text
    return found[1] if found[1].isdecimal() else str(number_of(found[1]))
