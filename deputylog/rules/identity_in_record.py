"""A record holds a telephone, identity card or bank card number, or an e-mail address.

Who wrote stands in `private/`, outside git, because git never forgets and whoever wrote may ask to be forgotten. The finding shows place and kind, never the value.

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

from __future__ import annotations

import re
from collections.abc import Iterator

from deputylog.book import Book
from deputylog.finding import Place, Severity
from deputylog.rule import PRIVACY_LAW, AFile, Hit, Law, Sees, rule
from deputylog.tree import Tree
from deputylog.words import N_, Said

_PHONE = Said("手机号码", "telephone number")
_CARD = Said("居民身份证号码", "identity card number")
_BANK = Said("银行卡号", "bank card number")
_MAIL = Said("电子邮箱", "e-mail address")
_WORTH_A_LOOK = re.compile(rb"\d[\d -]{9}|@|\xef\xbc[\x90-\x99]")
_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF20: "@", 0xFF38: "X"}
_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d(?:[ -]?\d){9,18}[Xx]?(?![0-9A-Za-z])")
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@rule(
    code="P001",
    severity=Severity.ERROR,
    sees=Sees.TREE,
    basis=Law(PRIVACY_LAW, "6, 28, 47"),
    message=N_("{kind} in a record; move it to private/ and take it out of the history if it was committed"),
)
def identity_in_record(tree: Tree, _book: Book) -> Iterator[Hit]:
    for path, raw in tree.contents.items():
        if _WORTH_A_LOOK.search(raw):
            yield from _in_text(path, raw.decode("utf-8", "replace").translate(_FULL_WIDTH))


def _in_text(path: str, text: str) -> Iterator[Hit]:
    for number, line in enumerate(text.split("\n"), 1):
        for found in _NUMBER.finditer(line):
            if kind := _kind_of(re.sub(r"[ -]", "", found[0])):
                yield Hit(AFile(path), place=Place(path, number, found.start() + 1), kind=kind)
        for found in _ADDRESS.finditer(line):
            yield Hit(AFile(path), place=Place(path, number, found.start() + 1), kind=_MAIL)


def _kind_of(number: str) -> Said | None:
    """What a number of that many digits is, by its check digit; None for any other number."""
    if re.fullmatch(r"1[3-9]\d{9}|861[3-9]\d{9}", number):
        return _PHONE
    if re.fullmatch(r"[1-9]\d{16}[\dXx]", number) and _is_identity_card(number):
        return _CARD
    return _BANK if re.fullmatch(r"[3-6]\d{15,18}", number) and _passes_luhn(number) else None


def _is_identity_card(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17].upper()


def _passes_luhn(number: str) -> bool:
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(number))]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0
