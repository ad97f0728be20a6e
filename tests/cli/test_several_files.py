"""Commands that write several files: each has its own, and all are written or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Typed

COMMANDS = (
    ("report --quarter 2026Q1 --all-groups", "莲花街道代表组-2026Q1.md"),
    ("dossier --all --period 2026", "王芳.md"),
    ("pictures --period 2026", "pictures.html"),
    ("schema", "visit.schema.json"),
)


def files(folder: str) -> list[str]:
    return sorted(path.name for path in Path(folder).rglob("*") if path.is_file())


@pytest.mark.parametrize(("command", "last"), COMMANDS)
def test_all_files_are_written_or_none(
    typed: Typed, district: Path, command: str, last: str
) -> None:
    """In the place of one file stands a folder."""
    Path("out", last).mkdir(parents=True)
    assert last in typed(f"{command} --out out", code=3).err
    assert files("out") == []
    Path("out", last).rmdir()
    typed(f"{command} --out out")
    assert last in files("out")


def test_deputies_and_groups_whose_names_look_alike_have_a_file_each(
    typed: Typed, district: Path
) -> None:
    for number, name in enumerate(("张/伟", "张:伟", "Ann", "ANN")):
        typed(f"add-deputy {name} --id d{number} --constituency c03")
    typed("dossier --all --period 2026 --out out")
    assert files("out") == [
        "ANN-d3.md",
        "Ann-d2.md",
        "张_伟-d0.md",
        "张_伟-d1.md",
        "张伟.md",
        "王芳.md",
    ]
    typed("add-group one 莲花/代表组 --constituency c08=第八选区")
    typed("add-group two 莲花:代表组 --constituency c09=第九选区")
    typed("report --quarter 2026Q1 --all-groups --out lists")
    assert files("lists") == [
        "莲花_代表组-one-2026Q1.md",
        "莲花_代表组-two-2026Q1.md",
        "莲花街道代表组-2026Q1.md",
    ]


def test_things_that_are_spelled_alike_have_an_id_each(typed: Typed, district: Path) -> None:
    pytest.importorskip("pypinyin")
    for name in (
        "清河镇水务所第一管理站第二供水服务大队",
        "清河镇水务所第一管理站第二供水服务大厅",
        "轻河镇水务所第一管理站第二供水服务大队",
    ):
        typed(f"set department {name}")
    typed("set department 区水务局")
    typed("set department 渠水务局")
    text = Path("records/district.yaml").read_text(encoding="utf-8")
    assert "  qushuiwuju: " in text
    assert "  qushuiwuju-2: " in text
    assert text.count("  qinghezhenshuiwusuodiyiguanlizhandiergon") == 3
    assert "R0" not in typed("check --select R").out


def test_ledgers_of_one_day_do_not_replace_each_other(typed: Typed, district: Path) -> None:
    for options in ("", "--group lianhua", "--deputy 张伟", "--deputy 王芳"):
        typed(f"ledger {options} --as-of 2026-03-16", on="2026-03-16")
    assert len(list(Path().glob("ledger-2026-03-16*.xlsx"))) == 4
