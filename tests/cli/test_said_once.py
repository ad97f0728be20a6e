"""What is said empty, twice or in the wrong place is refused; nothing is taken for it, and nothing is dropped."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.cli.test_named_paths import contents
from tests.conftest import LETTER, write

BLANKS = ["''", "' '", "'　'", "'\u200b'", "' \ufeff\t'"]


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize(
    ("line", "option"),
    [
        ("log 停水 followed_up --date", "--date"),
        ("log 停水 followed_up --note", "--note"),
        ("log 停水 followed_up", "VALUE"),
        ("add-letter --mailbox m03 --kind request --title 树 --received", "--received"),
        ("add-letter --mailbox m03 --kind request --name 王小明 --title", "--title"),
        ("add-letter --mailbox m03 --kind request --title 树 --name", "--name"),
        ("add-letter --mailbox m03 --kind request --title 树 --channel", "--channel"),
        ("add-visit --deputy 张伟 --date", "--date"),
        ("add-visit --deputy 张伟 --voters", "--voters"),
        ("add-visit --deputy", "--deputy"),
        ("add-visit --deputy 张伟 --deputy", "--deputy"),
        ("add-deputy", "NAME"),
        ("set department 水务局 --name", "--name"),
        ("set department", "DEPARTMENT"),
        ("set topic", "TOPIC"),
        ("check --as-of", "--as-of"),
        ("export visit --out", "--out"),
        ("--lang", "--lang"),
    ],
)
def test_a_blank_value_is_no_value(
    typed: Typed, district: Path, line: str, option: str, blank: str
) -> None:
    typed("add-letter --received 2026-12-01 --mailbox m03 --kind request --title 停水")
    before = contents(district)
    assert typed(f"{line} {blank}", code=2).err == f"deputylog: {option}: the value is empty\n"
    assert contents(district) == before


def test_a_blank_value_in_chinese(typed: Typed, district: Path) -> None:
    assert (
        typed("add-visit --deputy 张伟 --date ''", code=2, lang="zh-CN").err
        == "deputylog: --date：值为空\n"
    )


def test_an_option_that_may_stand_alone_still_may(typed: Typed, district: Path) -> None:
    typed("add-letter --mailbox m03 --kind request --title 树 --received 2026-03-16")
    assert "error" in typed("check --changed --as-of 2026-03-16", code=0).out


@pytest.mark.parametrize("blank", [" ", "\u3000", "\\u200b", "\\ufeff ", ""])
def test_a_blank_text_in_a_file_is_empty(typed: Typed, district: Path, blank: str) -> None:
    write(
        district,
        {LETTER: f'received: 2026-03-16\nconstituency: c03\nkind: request\ntitle: "{blank}"\n'},
    )
    assert "'title' is empty" in typed("check", code=1).out


@pytest.mark.parametrize(
    ("words", "twice"),
    [
        ("m03=1 m03=2", "m03"),
        ("m03=1 第三选区=2", "m03"),
        ("m04=locked m04=0", "m04"),
        ("m04=0 m04=0", "m04"),
        ("全空 m03=1 m03=1", "m03"),
    ],
)
def test_a_mailbox_is_given_once(typed: Typed, district: Path, words: str, twice: str) -> None:
    assert (
        typed(f"add-opening 莲花 {words} --only", code=2).err
        == f"deputylog: {twice} is given twice; give it once\n"
    )
    assert not list(Path("records").rglob("O*.yaml"))


def test_a_deputy_has_a_seat_once(typed: Typed, district: Path) -> None:
    before = contents(district)
    for line in (
        "add-deputy 张伟 --constituency c03",
        "add-deputy '张 伟' --constituency 第三选区 --from-day 2026-03-01",
    ):
        told = typed(line, code=2).err
        assert (
            "the register already has the deputy 张伟 (zhang-wei) with this seat; for another person"
            in told
        )
    assert "已经任此选区" in typed("add-deputy 张伟 --constituency c03", code=2, lang="zh-CN").err
    assert contents(district) == before
    typed("add-deputy 张伟 --constituency c03 --id zhang-wei-b")
    typed("add-deputy 张伟 --constituency c04")


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ("住建局 水务局", "'水务局' is the name of another department"),
        ("住建局 water", "'water' is the name of another department"),
        ("to=住建局 水务局", "'水务局' is the name of another department"),
        ("to=住建局 to=水务局", "to is given twice"),
        ("to=住建局 --to 水务局", "to is given twice"),
        ("住建局 请尽快办理 谢谢", "'谢谢' is one word too many"),
        ("住建局 请尽快办理 --note 谢谢", "'请尽快办理' is one word too many"),
    ],
)
def test_a_step_drops_no_word_and_takes_no_name_for_a_note(
    typed: Typed, district: Path, values: str, told: str
) -> None:
    typed("set department 水务局 --id water")
    typed("add-letter --received 2026-12-01 --mailbox m03 --kind request --title 停水")
    before = contents(district)
    assert told in typed(f"log 停水 forwarded {values} --date 2026-12-02", code=2).err
    assert contents(district) == before


def test_a_note_is_still_a_note(typed: Typed, district: Path) -> None:
    typed("set department 水务局 --id water")
    typed("add-letter --received 2026-12-01 --mailbox m03 --kind request --title 停水")
    assert (
        'note: "请水务局会办"'
        in typed("log 停水 forwarded 住建局 请水务局会办 --date 2026-12-02").record
    )
    assert (
        'note: "水务局"' in typed("log 停水 forwarded 住建局 note=水务局 --date 2026-12-03").record
    )
