"""What a user gets wrong is told in a sentence with its cure, in the user's language; nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.conftest import write


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("chekc", "did you mean 'check'?"),
        ("add-visit --deputy 张伟 --ask hardshp", "did you mean hardship"),
        ("add-visit --deputy 张韦", "did you mean 张伟"),
        ("add-visit --deputy 张伟 --date 2026-02-30", "2026-02-30"),
        ("add-visit", "--deputy is missing"),
        ("add-visit --depty 张伟", "--depty"),
        ("add-letter --mailbox m09 --kind request", "mailbox"),
        ("add-letter --mailbox m03 --kind request --received 明年", "明年"),
        ("add-opening 荷花", "there is no deputy group '荷花'"),
        ("add-opening 莲花 m03=two", "m03 needs the number of letters"),
        ("log 没有这件事 replied phone", "没有这件事"),
        ("report --quarter 2026Q5", "2026Q1"),
        ("report", "--quarter"),
        ("explain X999", "X999"),
        ("list fish", "fish"),
        ("check --as-of yesterday-ish", "yesterday-ish"),
        ("check --select Z9", "Z9"),
        ("import nowhere.csv --map nowhere.yaml", "nowhere"),
        ("--lang fr check", "zh-CN"),
    ],
)
def test_a_slip_is_told_with_its_cure(typed: Typed, district: Path, line: str, told: str) -> None:
    before = sorted(Path("records").rglob("*.yaml"))
    code = 3 if "nowhere" in line else 2
    ended = typed(line, code=code)
    assert told in ended.err
    assert sorted(Path("records").rglob("*.yaml")) == before


def test_in_chinese_too(typed: Typed, district: Path) -> None:
    assert (
        typed("add-visit --deputy 张韦", code=2, lang="zh-CN").err == "deputylog: 没有名为“张韦”的代表，是否应为张伟 (zhang-wei, c03)？\n"
    )


def test_what_the_system_refuses_is_told_in_chinese(typed: Typed, district: Path) -> None:
    assert "走访.xlsx：没有这个文件或者文件夹" in typed("import 走访.xlsx", lang="zh-CN", code=3).err
    assert "records：这是文件夹，不是文件" in typed("import records", lang="zh-CN", code=3).err


def test_an_ambiguous_name_lists_the_candidates(typed: Typed, district: Path) -> None:
    typed("add-deputy 张伟 --constituency c04")
    told = typed("add-visit --deputy 张伟", code=2).err
    assert "zhang-wei" in told
    assert "zhang-wei-2" in told
    typed("add-visit --deputy zhang-wei-2 --date 2026-03-14")


def test_an_unreadable_register_is_named(typed: Typed, district: Path) -> None:
    write(district, {"records/groups/lianhua.yaml": "name: [x\n"})
    assert "records/groups/lianhua.yaml" in typed("add-opening 莲花", code=3).err
    assert "records/groups/lianhua.yaml:" in typed("check", code=1).out


def test_a_folder_that_leads_elsewhere_is_not_written_to(typed: Typed, district: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    Path("records/visits").symlink_to(tmp_path / "elsewhere")
    assert "a symbolic link leads out" in typed("add-visit --deputy 张伟", code=3).err
    assert not list((tmp_path / "elsewhere").iterdir())
    assert "R004" in typed("check", code=1).out


def test_outside_any_repository(typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    told = typed("check", code=2).err
    assert "init" in told


def test_an_id_cannot_leave_the_folder(typed: Typed, district: Path) -> None:
    for wanted in ("../../../etc/passwd", "..", "a/b", "A B", "con"):
        typed("add-deputy 某某 --constituency c03 --id", wanted, code=2)
        typed("add-group", wanted, "某组", code=2)
    typed("show ../../etc/passwd", code=2)
