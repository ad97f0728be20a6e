"""Find phone, identity card and bank card numbers and e-mail addresses in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from deputylog.words import Bilingual

PHONE = Bilingual("手机号码", "telephone number")
CARD = Bilingual("居民身份证号码", "identity card number")
BANK = Bilingual("银行卡号", "bank card number")
MAIL = Bilingual("电子邮箱", "e-mail address")

_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF20: "@", 0xFF38: "X"}
_DIGITS = re.compile(r"(?<![0-9A-Za-z])\d(?:[ -]?\d){9,}[Xx]?(?![0-9A-Za-z])")
_GROUP = re.compile(r"\d+[Xx]?")
_MOST_DIGITS = 19
_FIRST_GROUP = 3
"""A number beside others begins with so many digits, as in 138 1234 5678; days and counts do not.
"""

_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class Identity(Struct, frozen=True):
    """The kind of a number or address found, and its start and end in the text."""

    kind: Bilingual
    start: int
    end: int


def identities(text: str) -> Iterator[Identity]:
    """Every number or address in `text` that identifies a person; full-width digits count too."""
    plain = text.translate(_FULL_WIDTH)
    for run in _DIGITS.finditer(plain):
        yield from _numbers(plain, [group.span() for group in _GROUP.finditer(plain, *run.span())])
    for found in _ADDRESS.finditer(plain):
        yield Identity(MAIL, found.start(), found.end())


def _numbers(text: str, groups: Sequence[tuple[int, int]]) -> Iterator[Identity]:
    """Every number in groups of digits, of which it is one or several; they may overlap."""
    after = 0
    for index, (start, end) in enumerate(groups):
        several = groups[index : index + _MOST_DIGITS]
        if end - start < _FIRST_GROUP:
            several = [] if index else groups[-1:]
        for _, last in reversed(several):
            kind = _kind_of(text[start:last].replace(" ", "").replace("-", ""))
            if kind and last > after:
                yield Identity(kind, start, last)
                after = last
                break


_DIGITS_ALIKE = bytes.maketrans(b"123456789", b"0" * 9)
_ELEVEN_DIGITS = b"0" * 11
_NUMBER = re.compile(rb"1[3-9][0-9]{9}|[1-9][0-9]{15}")
_AT = re.compile(rb"@[0-9A-Za-z.-]")
_FULL_WIDTH_SIGN = re.compile(rb"\xef\xbc[\x90-\x99\xa0]")


def _is_worth_a_look(raw: bytes) -> bool:
    """Whether the bytes may contain such a number or address."""
    digits = raw.translate(_DIGITS_ALIKE, b" -")
    return bool(
        (_ELEVEN_DIGITS in digits and _NUMBER.search(raw.translate(None, b" -")))
        or (b"@" in raw and _AT.search(raw))
        or _FULL_WIDTH_SIGN.search(raw)
    )


def identities_in(raw: bytes) -> Iterator[tuple[int, Identity]]:
    """The same for the bytes of a file, each with its line number."""
    lines = raw.split(b"\n") if _is_worth_a_look(raw) else []
    for number, line in enumerate(lines, 1):
        if _is_worth_a_look(line):
            yield from ((number, found) for found in identities(line.decode("utf-8", "replace")))


def masked(text: str) -> str:
    """`text` with every such number or address replaced by `***`."""
    parts, end = [], 0
    for found in sorted(identities(text), key=lambda identity: identity.start):
        if found.start >= end:
            parts += [text[end : found.start], "***"]
        end = max(end, found.end)
    return "".join([*parts, text[end:]])


def _kind_of(number: str) -> Bilingual | None:
    if re.fullmatch(r"(?:86)?1[3-9]\d{9}", number):
        return PHONE
    if re.fullmatch(r"[1-9]\d{16}[\dXx]", number) and _is_identity_card(number):
        return CARD
    return BANK if re.fullmatch(r"[3-6]\d{15,18}", number) and _passes_luhn(number) else None


def _is_identity_card(number: str) -> bool:
    """Whether the check digit of an identity card number is right (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17].upper()


def _passes_luhn(number: str) -> bool:
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(number))]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0
