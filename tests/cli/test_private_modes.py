"""Whatever is written below private/ is for its owner alone, under any umask and whatever was there."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.cli.test_private import ACCUSATION

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows keeps no POSIX modes")
LETTER = "add-letter --mailbox m03 --kind request --title 路灯 --name 王大妈 --received 2026-03-16"
WORK = [Path(".deputylog/journal"), Path(".deputylog/lock")]
WRITERS = """\
day it was received,constituency,kind,title,writer: name
2026-03-16,c03,request,井盖丢失,李二
三月,c03,request,噪声,赵三
"""


@pytest.fixture(params=["private", "vault"])
def place(
    request: pytest.FixtureRequest, district: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """The folder of private files while nothing is masked; every draft is looked at when it gets
    its name.
    """
    folder = district / str(request.param)
    if request.param != "private":
        folder = district.parent / "vault"
        folder.mkdir(mode=0o755)
        monkeypatch.setenv("DEPUTYLOG_PRIVATE", str(folder))
    monkeypatch.setattr(Path, "replace", looking(Path.replace, folder))
    monkeypatch.setattr("deputylog.record.files.os.link", looking(os.link, folder))
    before = os.umask(0)
    yield folder
    os.umask(before)


def looking(rename: Callable[..., object], folder: Path) -> Callable[..., object]:
    def looked_at(draft: Path, target: Path) -> object:
        if draft.resolve().is_relative_to(folder) or Path(target).resolve().is_relative_to(folder):
            assert not is_open(draft), draft
        return rename(draft, target)

    return looked_at


def is_open(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def open_to_others(*folders: Path) -> list[Path]:
    paths = [path for folder in folders for path in (folder, *folder.rglob("*"))]
    return [path for path in paths if is_open(path)]


def open_everything(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)


def test_by_every_command(typed: Typed, place: Path) -> None:
    Path("in.csv").write_text(WRITERS, encoding="utf-8")
    wanted = Path(typed(LETTER).path).stem
    for line in (
        ACCUSATION,
        f"edit {wanted} --phone 13800138000",
        "undo",
        "undo --redo",
        f"slip {wanted} reply",
        f"slip {wanted} reply --format docx",
        f"export letter --format json --out {place}/out/more/all.json",
        "import in.csv --kind letter",
        f"delete {wanted} --why 重复",
        "undo",
        "erase-writer 路灯 --reason 保存期限已过",
    ):
        typed(line, code=1 if line.startswith("import") else 0)
        assert not open_to_others(place, *WORK), line


def test_where_everything_was_open(typed: Typed, place: Path) -> None:
    wanted = Path(typed(LETTER).path).stem
    typed(f"slip {wanted} reply")
    open_everything(place)
    typed(f"edit {wanted} --phone 13800138000")
    file = place / f"letters/2026/{wanted}.yaml"
    journal = max((place / ".journal").iterdir())
    for path in (file, journal, *list(file.parents)[:3], journal.parent):
        assert not is_open(path), path
    assert open_to_others(place / "out")
    typed(f"slip {wanted} reply")
    assert not open_to_others(place / "out")


def test_doctor_names_what_is_open_and_closes_it(typed: Typed, place: Path) -> None:
    wanted = Path(typed(LETTER).path).stem
    file = place / f"letters/2026/{wanted}.yaml"
    file.chmod(0o640)
    assert f"others can open 1 file or folder in {place}: {file}" in typed("doctor", code=1).out
    typed("doctor --fix")
    assert not open_to_others(place)
