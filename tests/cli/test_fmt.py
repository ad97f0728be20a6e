"""`fmt` brings what hands wrote into one form, and loses no word and no comment."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Typed
from tests.conftest import LETTER, REGISTER, write

BY_HAND = """\
kind: request   # 求助
received: 2026-03-16
# 来自信箱
mailbox: 'm03'
events:
  - date: 2026-03-18
    event: forwarded
    to: housing
"""
IN_FORM = """\
received: 2026-03-16
# 来自信箱
mailbox: m03
kind: request   # 求助
events:
  - {date: 2026-03-18, event: forwarded, to: housing}
"""


def test_a_hand_written_file(typed: Typed, tmp_path: Path) -> None:
    root = write(tmp_path / "d", {**REGISTER, LETTER: BY_HAND})
    assert LETTER in typed("fmt --check", repo=root, code=1).out
    assert (root / LETTER).read_text(encoding="utf-8") == BY_HAND
    typed("fmt", repo=root)
    assert (root / LETTER).read_text(encoding="utf-8") == IN_FORM
    typed("fmt --check", repo=root)


def test_what_cannot_be_read_is_left_and_named(typed: Typed, tmp_path: Path) -> None:
    broken = "received: [2026\n"
    root = write(tmp_path / "d", {**REGISTER, LETTER: broken})
    assert LETTER in typed("fmt", repo=root, code=1).err
    assert (root / LETTER).read_text(encoding="utf-8") == broken
