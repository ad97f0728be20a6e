"""A liaison officer keeps a quarter: everything goes in by commands, and the list comes out."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Typed

LETTER = "add-letter --received 2026-03-16 --mailbox m03 --kind request --title 路灯损坏两个月 --topic 市政 --deputy 张伟 --recorded-by 刘芳"


def test_from_the_first_letter_to_the_list_handed_in(typed: Typed, district: Path) -> None:
    typed(
        "add-visit --date 2026-03-14 --deputy 张伟,王芳 --constituency 第三 --ask hardship --voters 12 --matter request:加装电梯:市政 --recorded-by 刘芳"
    )
    typed("add-opening 莲花 m03=1 m04=locked:物业换锁 --rest-empty --date 2026-03-16 --by 刘芳")
    letter = typed(LETTER).path
    for step in ("delivered 张伟", "forwarded 住建局", "replied phone"):
        typed(f"log 路灯 {step} --date 2026-03-18")
    typed("log 路灯 answered solved --by 住建局 --date 2026-03-25")
    typed("log 路灯 fed_back satisfied --how phone --date 2026-03-26")
    typed("log 电梯 forwarded 住建局 --date 2026-03-20")

    story = typed("show 路灯").out
    assert "settled" in story
    assert "satisfied" in story
    due = typed("due --as-of 2026-03-31").out
    assert "加装电梯" in due
    assert "路灯" not in due

    heads = json.loads(typed("report --quarter 2026Q1 --format json --as-of 2026-04-02").out)
    matters = next(table for table in heads["tables"] if table["name"] == "matters")["rows"]
    assert [row["title"] for row in matters] == ["加装电梯", "路灯损坏两个月"]
    assert matters[1]["result"] == "solved"
    assert Path(letter).stem == matters[1]["id"]

    typed("report --quarter 2026Q1 --group 莲花 --submit --by 刘芳 --out list.md", on="2026-04-02")
    assert "路灯损坏两个月" in Path("list.md").read_text(encoding="utf-8")
    assert "G001" not in typed("check --select G001 --as-of 2026-06-30").out
    assert (
        "already handed in"
        in typed(
            "report --quarter 2026Q1 --group 莲花 --submit --by 刘芳", on="2026-04-03", code=2
        ).err
    )


def test_an_entry_changes_nothing_that_is_there(typed: Typed, district: Path) -> None:
    path = Path(typed(LETTER).path)
    before = path.read_text(encoding="utf-8")
    hand_written = before.replace("title:", "# 电话里说很急\ntitle:")
    path.write_text(hand_written, encoding="utf-8")
    typed("log 路灯 forwarded 住建局 --date 2026-03-18")
    typed("log 路灯 replied phone --date 2026-03-20")
    typed(LETTER)
    added = "events:\n  - {date: 2026-03-18, event: forwarded, to: housing}\n  - {date: 2026-03-20, event: replied, how: phone}\n"
    assert path.read_text(encoding="utf-8") == hand_written.replace(
        "recorded_by:", f"{added}recorded_by:"
    )
    assert len(list(Path("records/letters").rglob("*.yaml"))) == 2


def test_a_round_of_empty_mailboxes_is_three_words(typed: Typed, district: Path) -> None:
    path = Path(typed("add-opening 莲花 全空 --date 2026-03-16").path)
    assert "mailboxes: {m03: 0, m04: 0}" in path.read_text(encoding="utf-8")
    assert "not_opened" not in path.read_text(encoding="utf-8")
    only = Path(typed("add-opening 莲花 m04=0 --only --date 2026-03-17").path)
    assert "mailboxes: {m04: 0}" in only.read_text(encoding="utf-8")


def test_a_record_from_a_file_or_standard_input(typed: Typed, district: Path) -> None:
    Path("visit.yaml").write_text(
        "date: 2026-03-14\ndeputies: [zhang-wei]\nconstituency: c03\n", encoding="utf-8"
    )
    assert (
        Path(typed("add-visit --from visit.yaml").path)
        .read_text(encoding="utf-8")
        .startswith("date: 2026-03-14")
    )
    Path("wrong.yaml").write_text("date: 2026-02-30\ndeputies: []\nplacee: x\n", encoding="utf-8")
    refused = typed("add-visit --from wrong.yaml", code=2).err
    assert "wrong.yaml:1" in refused
    assert "wrong.yaml:3" in refused
    assert "place" in refused


def test_init_overwrites_nothing(typed: Typed, district: Path) -> None:
    before = {
        path: path.read_bytes()
        for path in district.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }
    typed("init . --name 别的区 --working-body 别的 --term 18 --term-from 2027-01-08")
    assert {path: path.read_bytes() for path in before} == before


def test_lists_are_filtered(typed: Typed, district: Path) -> None:
    typed(LETTER)
    typed(
        "add-letter --received 2026-02-02 --constituency c04 --channel phone --kind thanks --title 谢谢王代表"
    )
    titles = {
        "--open": {"路灯损坏两个月"},
        "--kind thanks": {"谢谢王代表"},
        "--kind 申诉": {"路灯损坏两个月"},
        "--topic 市政": {"路灯损坏两个月"},
        "--constituency 第四": {"谢谢王代表"},
        "--deputy 张伟": {"路灯损坏两个月"},
        "--period 2026-02": {"谢谢王代表"},
        "--group 莲花": {"路灯损坏两个月", "谢谢王代表"},
        "--overdue": {"路灯损坏两个月"},
        "--overdue --as-of 2026-03-17": set(),
        "--period 2025": set(),
    }
    for option, wanted in titles.items():
        rows = json.loads(typed(f"list matters --format json {option}").out)["tables"][0]["rows"]
        assert {row["title"] for row in rows} == wanted, option


def test_what_was_not_known_yet_is_out_of_sight(typed: Typed, district: Path) -> None:
    typed(LETTER)
    typed("log 路灯 forwarded 住建局 --date 2026-03-25")
    assert "forwarded" not in typed("show 路灯 --as-of 2026-03-20").out
    assert "L003" in typed("check --select L003 --as-of 2026-03-24").out
    late = typed("check --select L003 --as-of 2026-03-25").out
    assert "late" in late
