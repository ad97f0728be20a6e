"""Find what identifies a person in a text: numbers, addresses, as people write them.

A text is read as if it were written in half-width characters, with plain blanks and dashes and
without invisible characters; what is found is named by its place in the text as it stands.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from deputylog.words import Bilingual

if TYPE_CHECKING:
    from deputylog.text.identity_patterns import Pattern

PHONE = Bilingual("手机号码", "telephone number")
CARD = Bilingual("居民身份证号码", "identity card number")
BANK = Bilingual("银行卡号", "bank card number")
MAIL = Bilingual("电子邮箱", "e-mail address")
LANDLINE = Bilingual("固定电话号码", "landline number")
HOME = Bilingual("住址（具体到单元或者门牌号）", "home address")


class Identity(Struct, frozen=True):
    """The kind of what was found, and its start and end in the text."""

    kind: Bilingual
    start: int
    end: int


def identities(text: str) -> Iterator[Identity]:
    """Everything in `text` that must not be published: PHONE, CARD, BANK and MAIL.

    Two of different kinds may overlap.
    """
    if may_identify(text.encode("utf-8", "replace")):
        from deputylog.text.identity_patterns import ERRORS  # it takes long to compile them

        yield from _found(text, ERRORS)


def doubtful(text: str) -> Iterator[Identity]:
    """Everything in `text` that may belong to a person or to an office: LANDLINE and HOME."""
    if may_be_doubtful(text.encode("utf-8", "replace")):
        from deputylog.text.identity_patterns import DOUBTS

        yield from _found(text, DOUBTS)


def identities_in(raw: bytes) -> Iterator[tuple[int, Identity]]:
    """The identities in a file, each with the number of its line and its place in that line."""
    return by_line(raw.decode("utf-8", "replace"), identities) if may_identify(raw) else iter(())


def by_line(
    text: str, search: Callable[[str], Iterable[Identity]]
) -> Iterator[tuple[int, Identity]]:
    """What a search finds in a text, each with the number of its line and its place in it."""
    number, counted = 1, 0
    for found in search(text):
        if found.start < counted:
            number, counted = 1, 0
        number, counted = number + text.count("\n", counted, found.start), found.start
        begin = text.rfind("\n", 0, found.start) + 1
        yield number, Identity(found.kind, found.start - begin, found.end - begin)


def masked(text: str) -> str:
    """`text` with everything that is found in it, doubtful or not, replaced by `***`."""
    if _NOTHING.fullmatch(text):
        return text
    parts, end = [], 0
    every = [*identities(text), *doubtful(text)]
    for found in sorted(every, key=lambda one: one.start):
        if found.start >= end:
            parts += [text[end : found.start], "***"]
        end = max(end, found.end)
    return "".join([*parts, text[end:]])


_UNSEEN = "\xad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_BLANKS = "\t\r\xa0\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u30fc\ufe63"
_PLAIN = (
    {0xFEE0 + sign: chr(sign) for sign in range(0x21, 0x7F)}
    | dict.fromkeys(map(ord, _BLANKS), " ")
    | dict.fromkeys(map(ord, _DASHES), "-")
    | dict.fromkeys(map(ord, "·•・"), ".")
)
_HIDDEN = f"[{_UNSEEN}]"


_ALIKE = bytes.maketrans(b"123456789:'", b"000000000,,")
_NO_LETTERS = b"\t\n\r ()*+-./[]_~" + bytes(range(0x80, 0x100))
"""What can stand between two digits, and all of Chinese."""
_NUMBER = rb"1[3-9][0-9]{9}|[1-9][0-9]{14}"
_LANDLINE = rb"0[1-9][0-9]{8}|[48]00[0-9]{7}|86[1-9][0-9]{8}"
_AT = re.compile(rb"at[)\]\xef]|at [A-Za-z0-9-]+ dot")
_FULL_WIDTH = re.compile(rb"\xef\xbc[\x90-\x99\xa0]")
_ONE, _ONE_ALOUD = (re.compile(sign.encode() + rb"[^0-9A-Za-z]{30}") for sign in "一幺")
_SPOKEN = "[一幺](?:[^0-9A-Za-z一-鿿〇]*[〇零一二三四五六七八九幺]){10}"
_UNIT, _ROOM, _LODGING = (re.compile(word.encode()) for word in ("单元", "室", "房"))
_IN_A_ROOM = "[0-9](?:号|[^0-9A-Za-z]{0,9})[室房]".encode()
_AT_A_DOOR = re.compile("门[^0-9A-Za-z]{0,9}[0-9]".encode())
_CALL, _DESK, _FIXED, _AT_HOME, _TEL, _TELEPHONE = (
    re.compile(word.encode() + b"[^0-9]*[1-9][0-9]{2}")
    for word in ("电话", "座机", "固话", "宅电", "Tel", "tel")
)
_APART = "[^0-9A-Za-z]{1,9}"
_LIVES, _DWELLS = (
    re.compile(
        f"{word}[^0-9]{{0,60}}[0-9]{{1,3}}{_APART}(?:[0-9]{{1,2}}{_APART})?[0-9]{{3}}".encode()
    )
    for word in ("住", "小区")
)
"""Patterns that begin with fixed bytes are searched for more quickly than `in` does; those that are
rarely needed are compiled then.
"""
_NOTHING = re.compile("(?:[^0-9０-９@＠一幺元a]|a(?!t))*")
"""What has none of these signs needs no search."""


def _has_digits(raw: bytes, count: int, number: bytes) -> bool:
    digits = raw.translate(_ALIKE, _NO_LETTERS)
    return b"000,0000,0000" in digits or (
        b"0" * count in digits and bool(re.search(number, raw.translate(None, _NO_LETTERS)))
    )


def may_identify(raw: bytes) -> bool:
    """Whether `identities` may find anything in the bytes of a text; quicker than looking."""
    return bool(
        b"@" in raw
        or _AT.search(raw)
        or _has_digits(raw, 11, _NUMBER)
        or _FULL_WIDTH.search(raw)
        or (
            (_ONE.search(raw) or _ONE_ALOUD.search(raw))
            and re.search(_SPOKEN, raw.decode("utf-8", "replace"))
        )
    )


def may_be_doubtful(raw: bytes) -> bool:
    """Whether `doubtful` may find anything."""
    return bool(
        _UNIT.search(raw)
        or _has_digits(raw, 10, _LANDLINE)
        or _FULL_WIDTH.search(raw)
        or ((_ROOM.search(raw) or _LODGING.search(raw)) and re.search(_IN_A_ROOM, raw))
        or _AT_A_DOOR.search(raw)
        or _CALL.search(raw)
        or _DESK.search(raw)
        or _FIXED.search(raw)
        or _AT_HOME.search(raw)
        or _LIVES.search(raw)
        or _DWELLS.search(raw)
        or _TEL.search(raw)
        or _TELEPHONE.search(raw)
    )


def _found(text: str, patterns: Iterable[Pattern]) -> Iterator[Identity]:
    plain = text.translate(_PLAIN)
    seen = None
    if re.search(_HIDDEN, plain):
        seen = array("L", (at for at, sign in enumerate(plain) if sign not in _UNSEEN))
        plain = re.sub(_HIDDEN, "", plain)
    ends: dict[str, int] = {}
    for kind, pattern, is_one in patterns:
        for found in pattern.finditer(plain):
            start, end = found.span(1)
            if start >= ends.get(kind.en, 0) and is_one(plain, start, end):
                ends[kind.en] = end
                yield Identity(kind, *((seen[start], seen[end - 1] + 1) if seen else (start, end)))
