"""Record ids: the letter of the kind, a date, and five characters of Crockford base32."""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import date
from itertools import count
from random import Random

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LETTERS = ALPHABET[10:]
RECORD_ID = re.compile(rf"([A-Z])([0-9]{{4}})([0-9]{{2}})([0-9]{{2}})-([{ALPHABET}]{{5}})")
_BASE = 58
"""Leaves room for a number within the 64 characters of an id."""

MATTER_ID = rf"^[{LETTERS}][{ALPHABET}]{{3}}$"


def new_id(letter: str, day: date, random: Random) -> str:
    return f"{letter}{day:%Y%m%d}-{''.join(random.choices(ALPHABET, k=5))}"


def id_of_ref(letter: str, day: date, ref: str, attempt: int = 0) -> str:
    """The id of an imported record, derived from `ref`; `attempt` resolves a collision."""
    digest = digest_of(f"{letter}\0{ref}\0{attempt}", 5)
    return f"{letter}{day:%Y%m%d}-{digest}"


def digest_of(text: str, length: int) -> str:
    """The first characters, at most 12, of a digest of the text in base32."""
    import hashlib

    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(length))


def new_matter_id(random: Random) -> str:
    return random.choice(LETTERS) + "".join(random.choices(ALPHABET, k=3))


def free_id(base: str, in_use: Container[str]) -> str:
    """`base`, or with a number behind it if it is in_use."""
    numbered = (f"{base[:_BASE]}-{number}" for number in count(2))
    return base if base not in in_use else next(one for one in numbered if one not in in_use)


def date_of_id(record_id: str) -> date | None:
    """The date in an id; None if `record_id` is not an id."""
    found = RECORD_ID.fullmatch(record_id)
    if found is None:
        return None
    try:
        return date(int(found[2]), int(found[3]), int(found[4]))
    except ValueError:
        return None
