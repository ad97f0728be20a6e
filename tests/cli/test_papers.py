"""Papers about people and matters, as a user asks for them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Typed

LETTER = "add-letter --received 2026-03-16 --mailbox m03 --kind request --title 路灯损坏两个月 --deputy 张伟 --name 王小明 --phone 13812345678"


@pytest.fixture
def lamps(typed: Typed, district: Path) -> Path:
    """A district with a visit and a letter whose writer is known on this machine."""
    typed(
        "add-visit --date 2026-03-14 --deputy 张伟,王芳 --constituency 第三 --ask needs --voters 12"
    )
    typed(LETTER)
    typed("log 路灯 forwarded 住建局 --date 2026-03-18")
    return district


def test_the_archive_of_a_deputy_and_of_a_whole_group(typed: Typed, lamps: Path) -> None:
    heads = json.loads(typed("dossier 张伟 --period 2026 --format json").out)["heads"]
    assert (heads["counted"], heads["matters"]) == (1, 1)
    typed("dossier --group 莲花 --period 2026H1 --format html --out archives")
    assert sorted(path.name for path in Path("archives").iterdir()) == ["张伟.html", "王芳.html"]
    assert "第三选区" in Path("archives/张伟.html").read_text(encoding="utf-8")


def test_an_archive_of_a_whole_term(typed: Typed, lamps: Path) -> None:
    told = typed("dossier 张伟 --term 17 --as-of 2026-10-09", lang="zh-CN").out
    assert told.startswith("# 张伟代表第十七届履职档案（截至2026年10月9日，该期间尚未结束）\n\n")
    assert "--out is missing" in typed("dossier --all", code=2).err


def test_the_circular_and_the_evaluation_count_alike(typed: Typed, lamps: Path) -> None:
    circular = json.loads(typed("circular 莲花 --period 2026 --format json").out)
    evaluation = json.loads(typed("evaluate --group 莲花 --period 2026 --format json").out)
    visits = {row["deputy"]: row["made"] for row in circular["tables"][0]["rows"]}
    of_deputies = evaluation["tables"][0]["rows"][:-1]
    assert (
        visits == {row["deputy"]: row["counted"] for row in of_deputies} == {"张伟": 1, "王芳": 1}
    )


def test_whoever_leaves_hands_over_what_is_open(typed: Typed, lamps: Path) -> None:
    assert "路灯损坏两个月" in typed("handover 张伟 --as-of 2026-03-20").out
    assert "路灯损坏两个月" in typed("handover 刘芳 --as-of 2026-03-20").out
    assert "路灯损坏两个月" not in typed("handover 王芳 --as-of 2026-03-20").out


def test_a_slip_for_the_department_does_not_say_who_wrote(typed: Typed, lamps: Path) -> None:
    text = typed("slip 路灯 forward --as-of 2026-03-20").out
    assert "路灯损坏两个月" in text
    assert "王小明" not in text


def test_a_reply_names_the_writer_and_stays_in_private(typed: Typed, lamps: Path) -> None:
    written = Path(typed("slip 路灯 reply --as-of 2026-03-20").path)
    assert written.parent == lamps / "private" / "out"
    assert "王小明" in written.read_text(encoding="utf-8")


def test_a_reply_that_names_the_writer_goes_to_no_other_file(typed: Typed, lamps: Path) -> None:
    assert (
        "private/out/; leave --out out"
        in typed("slip 路灯 reply --as-of 2026-03-20 --out reply.md", code=2).err
    )
    assert not list(lamps.rglob("reply.md"))
    typed("slip 路灯 forward --as-of 2026-03-20 --out forward.md")
    assert Path("forward.md").exists()


def test_a_slip_is_named_by_kind_and_subject_in_either_order(typed: Typed, lamps: Path) -> None:
    """Urged is who is overdue: 60 days from 18 March end on 18 May, after the rest day before."""
    assert "Forwarding slip" in typed("slip 路灯 --as-of 2026-03-20").out
    for line in ("slip feedback 路灯", "slip 路灯 feedback"):
        assert "Feedback slip" in typed(f"{line} --as-of 2026-03-20").out
    assert "路灯损坏两个月" in typed("slip urge 住建局 --group 莲花 --as-of 2026-05-19").out
    assert "nothing to urge" in typed("slip urge 住建局 --as-of 2026-05-18", code=2).err
    assert "Deputy mailbox" in typed("slip mailbox m03 --as-of 2026-03-20").out
    assert "SUBJECT is missing" in typed("slip urge", code=2).err
    assert "--group is used only with urge" in typed("slip 路灯 --group 莲花", code=2).err
    assert "is not solved" in typed("case 路灯 --as-of 2026-03-20", code=2).err


def test_nothing_but_a_forwarding_slip_is_written_of_an_accusation(
    typed: Typed, district: Path
) -> None:
    path = Path(
        typed(
            "add-letter --received 2026-03-16 --mailbox m03 --kind accusation --title 举报 --accused 某局"
        ).path
    )
    typed(f"log {path.stem} forwarded 纪委 --date 2026-03-17")
    assert "举报" not in typed(f"slip {path.stem} forward --as-of 2026-03-20").out
    assert (
        "of an accusation, only its forwarding"
        in typed(f"slip {path.stem} reply --as-of 2026-03-20", code=2).err
    )
