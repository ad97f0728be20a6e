"""`fmt` brings what hands wrote into one form, and loses no word and no comment."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("line", ["fmt --check", "fmt --check records"])
def test_where_there_is_no_record_nothing_was_checked(
    typed: Typed, tmp_path: Path, line: str
) -> None:
    root = write(tmp_path / "d", {"district": REGISTER["records/district.yaml"]})
    typed(line, repo=root, code=2)
    (root / "records").mkdir()
    (root / "records/district.yaml").symlink_to(root / "district")
    assert "records is no record of this repository" in typed(line, repo=root, code=2).err


def test_what_cannot_be_read_is_left_and_named(typed: Typed, tmp_path: Path) -> None:
    broken = "received: [2026\n"
    root = write(tmp_path / "d", {**REGISTER, LETTER: broken})
    assert LETTER in typed("fmt", repo=root, code=1).err
    assert (root / LETTER).read_text(encoding="utf-8") == broken


HEAD = "received: 2026-03-16\nmailbox: m03\nkind: request\nwriter: no_address\n"


@pytest.mark.parametrize(
    "lines",
    [
        'title: "井盖 #5 松动"   # 甲\nsummary: |   # 乙\n  松动三天。\n',
        "title: '井盖 #5 松动' # 甲\nsummary: |2- # 乙\n   松动三天。\n   # 不是注释\n",
        "title: 井盖  # 甲\nevents: [  # 乙\n  {date: 2026-03-17, event: replied, note: '#'}]\n",
    ],
)
def test_every_comment_is_kept_behind_quotes_and_marks_of_a_block(
    typed: Typed, tmp_path: Path, lines: str
) -> None:
    root = write(tmp_path / "d", {**REGISTER, LETTER: lines + HEAD})
    typed("fmt", repo=root)
    text = (root / LETTER).read_text(encoding="utf-8")
    assert [word for word in ("# 甲\n", "# 乙\n") if word not in text] == []
    typed("fmt --check", repo=root)


@pytest.mark.parametrize(
    "lines",
    [
        "summary: |-\n  井盖松动。\n  #5 最严重\n",
        "summary: |\n  # 井盖\n\n  # 栏杆\n# 注\n",
        "summary: '井盖\n\n  # 栏杆'\n",
        "summary: >-\n  井盖\n\n  # 栏杆",
    ],
)
def test_a_step_is_added_behind_text_with_hashes(typed: Typed, tmp_path: Path, lines: str) -> None:
    root = write(tmp_path / "d", {**REGISTER, LETTER: HEAD + lines})
    typed(f"log {Path(LETTER).stem} replied --date 2026-03-20", repo=root)
    text = (root / LETTER).read_text(encoding="utf-8")
    assert text.count("#") == lines.count("#")
    assert text.replace("# 注\n", "").endswith("events:\n  - {date: 2026-03-20, event: replied}\n")


@pytest.mark.parametrize("mark", ["|", "|+", ">", ">+"])
def test_text_that_ends_the_file_without_a_line_break_stays_as_it_is(
    typed: Typed, district: Path, mark: str
) -> None:
    path = Path("records/letters/2026/L20260316-00000.yaml")
    path.parent.mkdir(parents=True)
    text = f"received: 2026-03-16\nmailbox: m03\nchannel: mailbox\nkind: request\ntitle: 灯杆\nsummary: {mark}\n  灯杆倾斜。\n\n  已拍照。"
    summary = "灯杆倾斜。\n\n已拍照。" if mark.startswith("|") else "灯杆倾斜。\n已拍照。"
    path.write_text(text, encoding="utf-8")

    def exported() -> object:
        return json.loads(typed("export letter --format json").out)["records"][0]["summary"]

    assert exported() == summary
    typed("log 灯杆 replied --how phone --date 2026-03-20")
    assert exported() == summary
    typed("fmt --check")
    path.write_text(text, encoding="utf-8")
    typed("fmt")
    assert exported() == summary
    assert path.read_text(encoding="utf-8").endswith("  已拍照。\n")
