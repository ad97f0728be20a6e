"""A symbolic link in the repository leads no command elsewhere: it is named and refused."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.conftest import drilled

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links are for administrators on Windows")
SECRET = "陌生人的内容"
READING = (
    "show 路灯",
    "show 王大妈",
    "list letters",
    "due",
    "check",
    "report --quarter 2026Q1",
    "slip 路灯 --format md",
    "export letter --format csv",
    "templates check",
    "history 路灯",
)
WRITING = (
    "add-letter --received 2026-03-17 --mailbox m03 --kind request --title 停车 --name 李大爷",
    "add-visit --date 2026-03-15 --deputy 张伟",
    "log 路灯 replied --how phone",
    "edit 路灯 --title 路灯已坏",
    "delete 路灯",
    "move 路灯 --mailbox m04",
    "undo",
    "ledger --out private/out/ledger.xlsx",
    "slip reply 路灯",
    "init . --name 示例区 --term 17 --term-from 2021-12-20",
)
FOLDERS = (
    "records",
    "records/letters",
    "records/letters/2026",
    "private",
    "private/letters",
    "private/letters/2026",
    "private/out",
    "private/.journal",
    "templates",
    "templates/pictures",
    ".deputylog",
    ".deputylog/journal",
    ".deputylog/kept",
    ".deputylog/names",
)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def plant(place: Path, folder: Path) -> None:
    """Move what lies there to another folder, or make it there, and leave a link."""
    folder.mkdir(exist_ok=True)
    outside = folder / place.name
    if place.exists():
        shutil.move(place, outside)
    elif place.suffix or place.name == "lock":
        outside.write_text(SECRET, encoding="utf-8")
    else:
        outside.mkdir()
        (outside / "x.yaml").write_text(SECRET, encoding="utf-8")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(outside)


FILES = (
    "records/district.yaml",
    "records/groups/lianhua.yaml",
    "private/.gitignore",
    "private/.journal/00000001.pending",
    "private/out/ledger.xlsx",
    "templates/paper.md.j2",
    "templates/pictures/of/ours.svg.j2",
    ".deputylog/lock",
    ".deputylog/.gitignore",
    ".deputylog/arriving",
)
EACH = [(place, line) for place in (*FOLDERS, *FILES) for line in (*READING, *WRITING)][
    :: drilled(17, 1)
]


@pytest.mark.parametrize(("place", "line"), EACH)
def test_a_link_stops_every_command(
    typed: Typed, records: Path, place: str, line: str, tmp_path: Path
) -> None:
    plant(records / place, tmp_path / "outside")
    before = contents(tmp_path / "outside")
    is_finding = line == "check" and place.startswith("records/")
    ran = typed(line, code=1 if is_finding else 3)
    assert f"{place}: " in ran.out + ran.err
    assert "delete the link" in ran.err or "R004" in ran.out
    assert SECRET not in ran.out + ran.err
    assert contents(tmp_path / "outside") == before


def test_a_record_that_is_a_link_is_not_read_but_named(
    typed: Typed, records: Path, tmp_path: Path
) -> None:
    letter = next(Path("records/letters").rglob("*.yaml"))
    plant(letter, tmp_path / "outside")
    before = contents(tmp_path / "outside")
    for line in ("list letters", "due", "export letter --format csv"):
        ran = typed(line)
        assert f"left out: {letter.stem}" in ran.err
        assert "路灯" not in ran.out
    for line in (f"show {letter.stem}", f"log {letter.stem} replied --how phone"):
        assert f"{letter}: is a symbolic link" in typed(line, code=3).err
    assert "R004" in typed("check", code=1).out
    assert contents(tmp_path / "outside") == before


def test_a_private_file_that_is_a_link_stops_what_needs_it(
    typed: Typed, records: Path, tmp_path: Path
) -> None:
    private = next(Path("private/letters").rglob("*.yaml"))
    plant(private, tmp_path / "outside")
    before = contents(tmp_path / "outside")
    for line in (f"edit {private.stem} --name 李大爷", f"slip reply {private.stem}"):
        ran = typed(line, code=3)
        assert f"{private}: it is a symbolic link" in ran.err
        assert "王大妈" not in ran.out + ran.err
    assert private.name in typed("check --local", code=1).out
    assert contents(tmp_path / "outside") == before


def test_the_named_folder_of_private_files_may_be_a_link_but_nothing_in_it(
    typed: Typed, district: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "safe").symlink_to(tmp_path / "disk")
    monkeypatch.setenv("DEPUTYLOG_PRIVATE", str(tmp_path / "safe"))
    typed(WRITING[0])
    assert list((tmp_path / "disk/letters").rglob("*.yaml"))
    plant(tmp_path / "disk/letters", tmp_path / "outside")
    before = contents(tmp_path / "outside")
    ran = typed(WRITING[0].replace("停车", "噪声"), code=3)
    assert f"{tmp_path}/safe/letters: is a symbolic link" in ran.err
    assert contents(tmp_path / "outside") == before
    assert "噪声" not in typed("list letters").out


def test_in_the_words_of_the_user(typed: Typed, records: Path, tmp_path: Path) -> None:
    plant(Path("private"), tmp_path / "outside")
    told = typed("due", lang="zh-CN", code=3).err
    assert told.startswith("deputylog: private：这是符号链接，不予跟随；请删除该链接")


def test_a_link_that_an_editor_makes_while_it_edits_stops_nothing(
    typed: Typed, records: Path
) -> None:
    Path("records/groups/.#lianhua.yaml").symlink_to("liu@host.1234:1795000000")
    typed("list letters")


def test_git_files_that_are_links_are_not_completed(
    typed: Typed, records: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "ignored"
    outside.write_text("", encoding="utf-8")
    Path(".gitignore").unlink()
    Path(".gitignore").symlink_to(outside)
    assert ".gitignore" in typed(WRITING[-1], code=3).err
    assert not outside.read_bytes()


def test_a_second_name_of_a_file_elsewhere_is_not_written_to(
    typed: Typed, records: Path, tmp_path: Path
) -> None:
    """A hard link cannot be told from the file; what is written is a new file in its place."""
    outside = tmp_path / "outside"
    Path(".deputylog/names").mkdir(parents=True)
    letter = next(Path("records/letters").rglob("*.yaml"))
    ours = (".deputylog/lock", ".deputylog/.gitignore", str(letter))
    for number, name in enumerate(ours):
        Path(name).unlink(missing_ok=True)
        outside.with_name(f"outside{number}").write_text(
            "received: 2026-03-16\nmailbox: m03\nkind: request\n"
        )
        os.link(outside.with_name(f"outside{number}"), name)
    before = contents(tmp_path)
    typed(f"log {letter.stem} replied --how phone --date 2026-03-17")
    after = contents(tmp_path)
    for number in range(len(ours)):
        path = str(outside.with_name(f"outside{number}"))
        assert after[path] == before[path]
