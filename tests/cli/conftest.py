"""Running the command line in this process, as a user would type it."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from deputylog.cli.main import main
from tests.conftest import TODAY


@dataclass(frozen=True)
class Ran:
    """What a command gave: its exit code and all it said."""

    code: int
    out: str
    err: str

    @property
    def path(self) -> str:
        """The path on the first line 'written: …'."""
        return self.out.partition("written: ")[2].partition("\n")[0]

    @property
    def record(self) -> str:
        """What that file holds."""
        return Path(self.path).read_text(encoding="utf-8")


Typed = Callable[..., Ran]


def without_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [
        name
        for name in os.environ
        if name.startswith("DEPUTYLOG_") and name != "DEPUTYLOG_REAL_DATA"
    ]:
        monkeypatch.delenv(name)


@pytest.fixture
def typed(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Typed:
    """Type a command line, in English, in a folder of its own; it must end with `code`."""
    monkeypatch.chdir(tmp_path)
    without_settings(monkeypatch)

    def run(
        line: str,
        *more: str,
        code: int = 0,
        on: str = "",
        lang: str = "en",
        repo: Path | None = None,
    ) -> Ran:
        capfd.readouterr()
        where = ["--repo", str(repo)] if repo else []
        ended = main(
            ["--lang", lang, *where, *shlex.split(line), *more],
            today=date.fromisoformat(on) if on else TODAY,
        )
        out, err = capfd.readouterr()
        assert ended == code, f"{line}\n{out}{err}"
        assert "Traceback" not in err
        return Ran(ended, out, err)

    return run


@pytest.fixture
def district(
    typed: Typed, made_district: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A new repository with a group, two mailboxes, a department and two deputies, all made by commands."""
    folder = shutil.copytree(made_district, tmp_path / made_district.name, symlinks=True)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def records(
    typed: Typed, made_records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """That district with a letter whose writer is known, a visit with a matter, and an opening."""
    folder = shutil.copytree(made_records, tmp_path / made_records.name, symlinks=True)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="session")
def made_records(made_district: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Those records, made once by commands."""
    folder = shutil.copytree(made_district, tmp_path_factory.mktemp("entered") / "示例区")
    with pytest.MonkeyPatch.context() as patch:
        without_settings(patch)
        patch.chdir(folder)
        for line in (
            "add-letter --received 2026-03-16 --mailbox m03 --kind request --title 路灯损坏 --name 王大妈",
            "add-visit --date 2026-03-14 --deputy 张伟 --ask needs --matter request:电梯",
            "add-opening lianhua m03=1 --rest-empty --date 2026-03-16",
        ):
            assert main(["--lang", "en", *shlex.split(line)], today=TODAY) == 0, line
    shutil.rmtree(folder / ".deputylog")
    shutil.rmtree(folder / "private/.journal", ignore_errors=True)
    return folder


@pytest.fixture(scope="session")
def made_district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That repository, made once."""
    folder = tmp_path_factory.mktemp("made") / "示例区"
    with pytest.MonkeyPatch.context() as patch:
        without_settings(patch)
        patch.chdir(folder.parent)
        _make(folder, patch)
    return folder


def _make(folder: Path, patch: pytest.MonkeyPatch) -> None:
    def typed(line: str) -> None:
        assert main(["--lang", "en", *shlex.split(line)], today=TODAY) == 0, line

    typed(
        f"init {folder} --name 示例区 --working-body 代表工委 --term 17 --term-from 2021-12-20 --records-from 2026-01-01"
    )
    patch.chdir(folder)
    settings = 'departments:\n  housing: {name: "区住房和城乡建设局", aliases: ["住建局"]}\n'
    settings += '  discipline: {name: "区纪委监委", takes_accusations: true}\ntopics:\n  municipal: {name: "市政设施"}\n'
    with (folder / "records/district.yaml").open("a", encoding="utf-8") as out:
        out.write(settings)
    boxes = "--constituency c03=第三选区 --constituency c04=第四选区 --mailbox m03=c03@莲花社区门口 --mailbox m04=c04"
    typed(f"add-group lianhua 莲花街道代表组 --officer liu-fang=刘芳 {boxes} --from-day 2026-01-01")
    typed("add-deputy 张伟 --constituency c03")
    typed("add-deputy 王芳 --constituency c04")
