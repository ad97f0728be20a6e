"""Who wrote a letter, and other confidential data: kept in private/, outside git."""

import re
from collections.abc import Mapping
from typing import Annotated

from deputylog.kinds.matter_kinds import Writer
from deputylog.kinds.shared_fields import Note
from deputylog.record.fields import DeputyId, Record, Text, wording
from deputylog.record.kind import Kind
from deputylog.words import Bilingual

IDENTITY = ("name", "address", "phone")
"""The fields that say who wrote."""
WITHHELD = ("title", "summary", "deputy", "accused")
"""The fields of an accusation that its record must not show."""
_UNKNOWN = {Writer.ANONYMOUS: ("name", "address", "phone"), Writer.NO_ADDRESS: ("address",)}

_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def is_recipient(text: str) -> bool:
    """Whether it is a public key of age: bech32 (BIP 173) with its checksum right."""
    if not re.fullmatch(f"age1[{_BECH32}]{{58}}", text):
        return False
    state = 1
    for value in (3, 3, 3, 0, 1, 7, 5, *map(_BECH32.index, text[4:])):
        top, state = state >> 25, (state & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate(_GENERATOR):
            state ^= term if top >> bit & 1 else 0
    return state == 1


def contradicting(writer: object, private: Mapping[str, object]) -> tuple[str, ...]:
    """The fields of a private file that say what the letter says is unknown about its writer."""
    unknown = next((fields for known, fields in _UNKNOWN.items() if known == writer), ())
    return tuple(name for name in unknown if private.get(name))


class Private(Record):
    """private/<kind>/<year>/<id>.yaml: data not allowed in git (个人信息保护法 47)."""

    name: Annotated[Text | None, wording("姓名", "name")] = None
    address: Annotated[Text | None, wording("住址", "address")] = None
    phone: Annotated[Text | None, wording("电话", "telephone")] = None
    wish_confidential: Annotated[bool, wording("要求保密", "wishes to stay unnamed")] = True
    note: Note = None
    title: Annotated[Text | None, wording("标题（检举控告）", "title, of an accusation")] = None
    summary: Annotated[
        Text | None, wording("内容摘要（检举控告）", "summary, of an accusation")
    ] = None
    accused: Annotated[
        Text | None, wording("被检举控告人或者单位", "the accused person or unit")
    ] = None
    deputy: Annotated[
        DeputyId | None, wording("收信代表（检举控告）", "the deputy addressed, of an accusation")
    ] = None


PRIVATE_FILE = Kind(
    "private", "", Private, Bilingual("不公开内容", "private file", "private files")
)
