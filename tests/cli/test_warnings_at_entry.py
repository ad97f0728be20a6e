"""What is perhaps entered for the second time, or too early, is written with a warning; at a terminal somebody is asked first."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Typed

TERMINAL = {"TERM": "xterm", "LC_ALL": "C.UTF-8", "PROMPT_TOOLKIT_NO_CPR": "1"}
LETTER = "add-letter --constituency c03 --channel post --kind request --received 2026-03-04"
LAMP = f"{LETTER} --title 小区路灯损坏两个月"


def letters(district: Path) -> int:
    return len(list(district.glob("records/letters/*/*.yaml")))


@pytest.mark.parametrize(
    ("line", "warning"),
    [
        (LAMP, "is much the same; if it was entered twice, 'deputylog undo'"),
        (LETTER, "nothing differs from the letter L20260304-"),
        ("add-visit --deputy 张伟 --date 2026-03-04", "is much the same; if it was entered twice"),
        (
            "add-opening lianhua m03=0 --only --date 2026-03-04",
            "of 2026-03-04 has m03 already; if it was entered twice",
        ),
    ],
)
def test_what_is_there_already_is_written_with_a_warning(
    typed: Typed, district: Path, line: str, warning: str
) -> None:
    assert warning not in typed(line).err
    second = typed(line)
    assert warning in second.err
    assert second.out.startswith("Added: ")
    named = re.search("[LVO]2026[0-9]{4}-[0-9a-z]{5}", second.err)
    assert named
    assert list(district.glob(f"records/*/*/{named[0]}.yaml")), "an id that is there"
    assert Path(second.path).stem != named[0]
    typed("add-opening lianhua m04=0 --only --date 2026-03-11")
    assert "already" not in typed("add-opening lianhua m03=0 --only --date 2026-03-11").err


def test_another_accusation_is_not_said_to_be_the_same(typed: Typed, district: Path) -> None:
    line = "add-letter --constituency c03 --channel phone --kind accusation --received 2026-03-04"
    typed(f"{line} --title 甲 --summary 其一 --name 某甲")
    warning = typed(f"{line} --title 乙 --summary 其二 --name 某乙").err
    assert "in private/ alone and is not compared" in warning
    assert "nothing differs" not in warning


def test_a_round_whose_date_was_corrected_counts_on_its_new_day(
    typed: Typed, district: Path
) -> None:
    typed("add-opening lianhua m03=0 --only --date 2026-03-04")
    late = typed("add-opening lianhua m03=1 --only --date 2026-03-12")
    typed(f"edit {Path(late.path).stem} --date 2026-03-04")
    typed("add-letter --mailbox m03 --kind request --received 2026-03-04 --title 路灯损坏")


def test_the_count_that_a_letter_too_many_needs_can_be_typed(typed: Typed, district: Path) -> None:
    for _ in range(2):  # two rounds on one day, a letter each
        typed("add-opening lianhua m03=1 --only --date 2026-03-04")
    letter = "add-letter --mailbox m03 --kind request --received 2026-03-04 --title"
    typed(f"{letter} 路灯损坏")
    typed(f"{letter} 电梯停运")
    refused = typed(f"{letter} 井盖丢失", code=2).err
    cure = re.search("deputylog (edit O\\S+ --found m03=2)", refused)
    assert cure, refused
    typed(cure[1])
    typed(f"{letter} 井盖丢失")


@pytest.mark.parametrize(
    ("steps", "warning"),
    [
        (["forwarded 住建局"], ""),
        (["forwarded 住建局", "forwarded 住建局 --date 2026-03-07"], ""),
        (
            ["forwarded 住建局", "forwarded 住建局"],
            "is there already: forwarded to 区住房和城乡建设局 on",
        ),
        (["forwarded 住建局", "fed_back 满意"], "no answer of a department"),
        (["forwarded 住建局", "replied 电话", "fed_back 满意"], "no answer of a department"),
        (["forwarded 住建局", "answered 已解决", "fed_back 满意"], ""),
        (["forwarded 住建局", "answered 正在解决", "fed_back 满意"], ""),
        (["fed_back 满意"], "no answer of a department"),
        (["replied 电话", "fed_back 满意"], ""),
        (["aided", "fed_back 满意"], ""),
        (["closed duplicate"], "which matter it duplicates"),
        (["forwarded 住建局", "answered 已解决", "fed_back 不满意", "fed_back 满意"], "no answer"),
    ],
)
def test_a_step_that_is_there_or_comes_too_early_is_logged_with_a_warning(
    typed: Typed, district: Path, steps: list[str], warning: str
) -> None:
    typed(LAMP)
    days = ["" if "--date" in step else " --date 2026-03-06" for step in steps]
    told = [typed(f"log 路灯 {step}{day}").err for step, day in zip(steps, days, strict=True)]
    assert not any("warning" in said for said in told[:-1])
    assert warning in told[-1]
    assert ("warning" in told[-1]) == bool(warning)
    (path,) = district.glob("records/letters/*/*.yaml")
    assert path.read_text(encoding="utf-8").count("event:") == len(steps)


def test_only_the_sixty_days_beside_are_compared(typed: Typed, district: Path) -> None:
    """The id of a letter can carry the day of its entry, the day after it was received."""
    typed(LAMP)
    (path,) = district.glob("records/letters/*/*.yaml")
    for day, is_told in (("0305", True), ("0303", True), ("0503", True), ("0504", False)):
        path = path.rename(path.with_name(f"L2026{day}-00000.yaml"))
        second = typed(LAMP)
        assert ("much the same" in second.err) is is_told, day
        (district / second.path).unlink()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
@pytest.mark.parametrize(("answer", "code", "there"), [("", 130, 1), ("n", 130, 1), ("y", 0, 2)])
def test_somebody_at_a_terminal_is_asked(
    typed: Typed, district: Path, answer: str, code: int, there: int
) -> None:
    pexpect = pytest.importorskip("pexpect", reason="pexpect is not installed")
    typed(LAMP)
    screen = pexpect.spawn(
        sys.executable,
        ["-m", "deputylog", *LAMP.split()],
        env={**os.environ, **TERMINAL, "DEPUTYLOG_LANG": "en"},
        encoding="utf-8",
        dimensions=(30, 200),
        timeout=20,
    )
    screen.expect_exact("much the same")
    screen.expect_exact("Record it all the same? [y/N]")
    assert letters(district) == 1
    screen.send(f"{answer}\r")
    screen.expect(pexpect.EOF)
    screen.close()
    assert screen.exitstatus == code, screen.before
    assert letters(district) == there
