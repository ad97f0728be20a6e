"""What a number or an address of a person looks like, in plain half-width characters."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from deputylog.text.identity import BANK, CARD, HOME, LANDLINE, MAIL, PHONE
from deputylog.words import Bilingual

Test: TypeAlias = Callable[[str, int, int], bool]
"""Whether that part of a text is what its pattern takes it for."""
Pattern: TypeAlias = tuple[Bilingual, re.Pattern[str], Test]
"""A kind, what it looks like (the first group is the whole), and the test."""

_BETWEEN = r"(?:[ ./_~*()\[\]【】-]{1,3}| *\n +)?"
"""What people put between the digits of a number; a folded line goes on with a blank."""
_SPOKEN = "〇零一二三四五六七八九幺"


def _digits(count: int, first: str = "[1-9]", last: str = r"\d") -> re.Pattern[str]:
    """A number of so many digits; all are found, also where they overlap."""
    inner = rf"(?:{_BETWEEN}\d){{{count - 2}}}"
    return re.compile(rf"(?<!\d)(?=({first}{inner}{_BETWEEN}{last})(?![0-9A-Za-z]))")


def _bare(text: str, start: int, end: int) -> str:
    return re.sub(r"[^0-9X]", "", text[start:end].upper())


def _sizes(text: str, start: int, end: int) -> tuple[int, ...]:
    """How many digits there are in each group of a number."""
    return tuple(map(len, re.findall(r"\d+", text[start:end])))


_AMOUNT_AFTER = re.compile(
    r" ?(?:\.(?!0(?![\d元圆万亿]))\d{1,2}(?![0-9A-Za-z年月日号楼点])"
    r"|\(?[百千万亿]*[元圆](?![旦宵月])|[百千万亿]*吨"
    r"|万(?![一分别])|亿|度(?!假)|千瓦|立方|平方|公[斤里]|千克|字节|bytes?(?![A-Za-z])|(?-i:[KMGT]?B(?![A-Za-z]))"
    r"|[美日港欧]元|个(?!人)|[件笔股](?!已)|次(?!日)|人次|%|kwh)",
    re.IGNORECASE,
)
_AMOUNT_BEFORE = re.compile(
    r"(?:[¥￥$]|RMB|USD|CNY|人民币|[金总余]额|投资额?|[合总共]计|总价|造价|预算|[总产销览]量"
    r"|\b0\.|\d\d\.|[(:][百千万亿]*元\))"
    r"[: ]*\Z"
)
_LABEL = re.compile(
    r"(?:编号|[编单票批税文](?:号码?|代?码)|(?<!代)表号|(?<![账用客住])户号|条形?码|IMEI|第"
    r"|(?:会议|卷宗|档案|受理|交易|许可|保单)号"
    r"|(?:(?<![A-Za-z])git|blob|commit|etag|hash|md5|sha\d+)[\"': ]*"
    r"|(?:流水|序列|合同|案件|回执|凭证|项目|订单)(?:号码?|代?码)?)[为是]?[: ]*\Z"
)
"""What such a number is called that belongs to a thing."""


def _is_of_a_thing(text: str, start: int, end: int) -> bool:
    """Whether an amount, or the number of a paper, an order or a device, is written there."""
    before = text[max(0, start - 12) : start]
    if _LABEL.search(before):
        return True
    is_amount = _AMOUNT_AFTER.match(text, end) or _AMOUNT_BEFORE.search(before)
    return bool(is_amount and text[start:end].isdigit())


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no other groups of digits are beside it."""
    before, after = text[max(0, start - 4) : start], text[end : end + 4]
    return not re.search(rf"\d{_BETWEEN}\Z", before) and not re.match(rf"{_BETWEEN}\d", after)


_DIGEST = 12
"""How many signs of a hash stand in a submission."""
_ID = re.compile(r"[A-Z]\d{8}-[0-9a-z]{5}")


def _is_in_a_code(text: str, start: int, end: int) -> bool:
    """Whether it is part of a hash, in which digits and letters take turns, of a digest, which is
    quoted, or of the id of a record.
    """
    if start and _ID.match(text, start - 1):
        return True
    before = re.search(r"\"?[0-9A-Za-z]*\Z", text[max(0, start - 64) : start])
    after = re.match(r"[0-9A-Za-z]*\"?", text[end : end + 64])
    around = f"{before and before[0]}{after and after[0]}"
    is_digest = end - start + len(around) == _DIGEST + 2 and re.fullmatch('"[0-9a-f]+"', around)
    return bool(re.search(r"\d", around) or is_digest)


def _is_phone(text: str, start: int, end: int) -> bool:
    first = [at for at in range(start, end) if text[at].isdigit()][-11]
    has_shape = _is_shaped(text, start, first, end) and not (
        text[first - 1 : first] == "0" and not text[first:end].isdigit()
    )
    return (
        has_shape and not _is_in_a_code(text, start, end) and not _is_of_a_thing(text, start, end)
    )


_CALLED = re.compile(r"(?:电话|手机|号码?|tel|phone|mobile)[^0-9]{0,4}\Z", re.IGNORECASE)


def _is_shaped(text: str, start: int, first: int, end: int) -> bool:
    """Whether eleven digits are grouped as people group them; a point parts decimals, too."""
    sizes, has_point = _sizes(text, first, end), "." in text[first:end]
    if sizes in ((11,), (3, 4, 4)) or (
        sizes == (3, 8) and (not has_point or _CALLED.search(text[:start][-12:]))
    ):
        return True
    grouped = set(sizes) == {1} or (
        (sizes[0] >= 3 or sizes in ((2, 3, 3, 3), (1, 10))) and not has_point
    )
    return grouped and _stands_alone(text, start, end)


def _is_spoken(text: str, start: int, end: int) -> bool:
    """Whether numerals one by one are a telephone number: 一三八…, not 一二三…."""
    numerals = re.sub(f"[^{_SPOKEN}]", "", text[start:end])
    return numerals[1] in "三四五六七八九" and not _AMOUNT_AFTER.match(text, end)


_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 "
    "71 81 82 83".split()
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _has_card_shape(number: str) -> bool:
    """Whether 18 digits begin with a province (9 for a foreigner) and go on with a day of birth."""
    return (number[:2] in _PROVINCES or number[0] == "9") and _is_birthday(number[6:14])


def _is_birthday(digits: str) -> bool:
    try:
        return date(1850, 1, 1) < date.fromisoformat(digits) < date(2100, 1, 1)
    except ValueError:
        return False


def _is_card(text: str, start: int, end: int) -> bool:
    """Whether the check digit of an identity card number is right (GB 11643)."""
    number = _bare(text, start, end)
    return _has_card_shape(number) and "10X98765432"[_weighed(number) % 11] == number[17]


def _weighed(number: str) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))


def _is_old_card(text: str, start: int, end: int) -> bool:
    """Whether 15 digits are an identity card number as they were until 1999."""
    number = _bare(text, start, end)
    return (
        number[:2] in _PROVINCES
        and _is_birthday(f"19{number[6:12]}")
        and _sizes(text, start, end) in ((15,), (6, 6, 3))
        and not _is_of_a_thing(text, start, end)
    )


_ISSUER = re.compile(r"62|60[13]|955[89]|436742|[345]\d{15}\Z")
"""How cards in use begin: UnionPay, old ones of single banks, and the others' 16 digits."""


def _is_bank_card(text: str, start: int, end: int) -> bool:
    """Whether the check digit of a bank card is right (Luhn), and it is no identity card."""
    number = _bare(text, start, end)
    return (
        bool(_ISSUER.match(number))
        and _is_one_number(text, start, end)
        and _passes_luhn(number)
        and not (len(number) == 18 and _has_card_shape(number))
        and not _is_of_a_thing(text, start, end)
    )


def _is_one_number(text: str, start: int, end: int) -> bool:
    """Whether its groups have four digits or more, or it is written digit by digit."""
    sizes = _sizes(text, start, end)
    return sizes[0] >= 4 or (set(sizes) == {1} and _stands_alone(text, start, end))


def _passes_luhn(number: str) -> bool:
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(number))]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


_PICTURES = frozenset("png jpg jpeg gif svg webp".split())


def _is_mail(text: str, start: int, end: int) -> bool:
    """Whether it is no picture for two screens (logo@2x.png) and no repository (git@host:path)."""
    address = text[start:end]
    is_path = address.startswith("git@") and text[end : end + 1] in (":", "/")
    return address.rpartition(".")[2].lower() not in _PICTURES and not is_path


ERRORS: tuple[Pattern, ...] = (
    (
        PHONE,
        re.compile(
            rf"(?<!\d)(?=((?:[(\[]?(?:\+|00)?86{_BETWEEN})?0?"
            rf"1{_BETWEEN}[3-9](?:{_BETWEEN}\d){{9}})(?!\d))"
        ),
        _is_phone,
    ),
    (
        PHONE,
        re.compile(r"(?<!\d)(?<!\d[、,:'一…])(1[3-9]\d([、,:'一…])\d{4}\2\d{4})(?!\2?\d)"),
        _is_phone,
    ),
    (
        PHONE,
        re.compile(rf"(?<![{_SPOKEN}])(?=([一幺](?:{_BETWEEN}[{_SPOKEN}]){{10}})(?![{_SPOKEN}]))"),
        _is_spoken,
    ),
    (CARD, _digits(18, last=r"[\dXx]"), _is_card),
    (CARD, re.compile(r"残[疾联][^0-9]{0,9}(\d{17}[\dXx])(?=[1-7][1-4](?!\d))"), _is_card),
    (CARD, _digits(15), _is_old_card),
    *((BANK, _digits(count, "[3-69]"), _is_bank_card) for count in (19, 18, 17, 16)),
    (
        MAIL,
        re.compile(
            r"(?<![A-Za-z0-9._%+-])([A-Za-z0-9._%+-]{1,64}"
            r"(?: ?(?:@|[(\[]at[)\]]) ?| at (?=[A-Za-z0-9-]{1,63} dot ))"
            r"(?:[A-Za-z0-9-]{1,63}(?: ?[.。]| [.。] | dot |[(\[]dot[)\]])){1,8}"
            r"[A-Za-z]{2,24})(?![A-Za-z0-9])"
        ),
        _is_mail,
    ),
)

_EXTENSION = r"(?: ?(?:转|[-*#]) ?\d{1,5}(?!\d))?"
_LOCAL = r"[1-9]\d{2,3}[ -]?\d{4}"
_AREA = r"(?:10|2\d|[3-9]\d\d)"
_NUMERAL = r"(?:[0-9]{1,4}|[一二三四五六七八九十百零〇]{1,5})"
_NAME = rf"(?:{_NUMERAL}|[A-Za-z甲乙丙丁东西南北中])"
_BUILDING = rf"{_NAME} ?(?:栋|幢|号楼|座|#楼?|号院?|弄) ?"
_UNIT = rf"{_NAME} ?单元"
_ROOM = rf"(?:{_NUMERAL}(?:-\d{{1,4}})? ?(?:号房|室|房|户|号)?|[东西南北中]户)"
_PRIVATE = (
    r"(?! ?(?:各|大?门|楼[道梯顶]|入口|外墙|屋[面顶]|电梯|[前后旁]|公共|地下|照明|路灯|单车))"
)
"""What follows the number of a unit is not what all who live there share."""
_FLAT = rf"(?:{_NUMERAL} ?[层楼] ?)?(?:{_ROOM}|{_PRIVATE})"
_HOME = (
    rf"{_BUILDING}(?:{_UNIT}|{_NUMERAL} ?门(?= ?\d)) ?{_FLAT}",
    rf"{_UNIT} ?\d{{3,4}} ?(?:室|房|号)?",
    rf"{_BUILDING}\d{{3,4}} ?(?:室|号?房)",
    r"\d{1,3}-\d-\d{3,4} ?室",
    (
        r"(?:住|小区)[^\d,。;\n]{0,16}\d{1,3}"
        r"(?:-\d{1,2}-\d{3,4}(?![\d-]) ?室?| ?(?:栋|幢|号楼|#楼?) ?\d{3,4}(?!\w))"
    ),
    r"(?:公寓|小区|新村|[花家]园|苑) ?\d{3,4} ?室",
)
_PUBLIC = re.compile(
    r"(?:政府|人大|机关|办事处|委员会|中心|大厦|[小中大]学|学校|幼儿园|银行|公司|(?<!号)[局所馆院])"
    r"[^,。;]{0,4}\Z"
)


_HOTLINE = re.compile("热线|客服")


def _is_landline(text: str, start: int, end: int) -> bool:
    beside = text[max(0, start - 6) : start] + text[end : end + 3]
    called = text[start] in "48" and _HOTLINE.search(beside)
    return not (called or _is_in_a_code(text, start, end) or _is_of_a_thing(text, start, end))


def _is_home(text: str, start: int, end: int) -> bool:
    """Whether it is not the room of a public body."""
    return not _PUBLIC.search(text[max(0, start - 12) : start])


DOUBTS: tuple[Pattern, ...] = (
    (
        LANDLINE,
        re.compile(
            rf"(?<![\d.])((?:(?:\+|00)?86[ -]?0?{_AREA}|\(?0{_AREA}\)?)[ ./-]{{0,3}}{_LOCAL}(?!\d)"
            rf"{_EXTENSION}|[48]00[ -]?(?:\d{{3}}[ -]?\d{{4}}|\d{{4}}[ -]?\d{{3}})(?!\d))"
        ),
        _is_landline,
    ),
    (
        LANDLINE,
        re.compile(
            rf"(?:电话|座机|宅电|固话|(?<![A-Za-z])[Tt]el(?![A-Za-z]))[^0-9,。;\n]{{0,4}}({_LOCAL}(?!\d){_EXTENSION})"
        ),
        _is_landline,
    ),
    (HOME, re.compile(f"({'|'.join(_HOME)})"), _is_home),
)
