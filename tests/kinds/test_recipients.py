"""A public key of age is told from one that was copied wrongly."""

from __future__ import annotations

import pytest

from deputylog.kinds.private import is_recipient

KEY = "age1a57yztp7cwwzxcezdr8277hed22hlj5cxs37e239wqpxsr5hmfgse3kymj"


def test_whatever_single_letter_is_wrong_is_noticed() -> None:
    assert is_recipient(KEY)
    for place in range(4, len(KEY)):
        for letter in "qpzry9x8gf2tvdw0s3jn54khce6mua7l":
            changed = KEY[:place] + letter + KEY[place + 1 :]
            assert is_recipient(changed) is (changed == KEY)


@pytest.mark.parametrize(
    "text", ["", "age1", KEY[:-1], KEY + "q", KEY.upper(), f" {KEY}", f"{KEY}\n"]
)
def test_nothing_else_is_one(text: str) -> None:
    assert not is_recipient(text)


def test_age_makes_no_other_keys() -> None:
    x25519 = pytest.importorskip("pyrage").x25519
    assert all(is_recipient(str(x25519.Identity.generate().to_public())) for _ in range(50))
