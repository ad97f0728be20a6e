"""Names in pinyin, from the tables of the extra `names`."""

from __future__ import annotations

import sys

from deputylog.text.pinyin import forget_readings, joined_pinyin


def test_readings_that_were_forgotten_are_read_again() -> None:
    assert joined_pinyin("重庆路") == "chongqinglu"
    forget_readings()
    assert "pypinyin" not in sys.modules
    assert joined_pinyin("重庆路") == "chongqinglu"
