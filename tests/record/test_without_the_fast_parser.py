"""The extra `fast` only makes reading faster: without it, commands print and write the same."""

from __future__ import annotations

import shutil
import sys
from datetime import date
from pathlib import Path

import pytest

from deputylog.cli.main import main
from deputylog.record import fast_parser

TODAY = date(2026, 10, 9)
ROOT = Path(__file__).parents[2]
COMMANDS = (
    ["check"],
    ["due", "--format", "json"],
    ["report", "--quarter", "2026Q2"],
    ["fmt", "--check"],
    ["list", "visits", "--format", "csv"],
)


def run(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main(["--repo", str(ROOT), *arguments], today=TODAY)
    return code, *capsys.readouterr()


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_commands_print_the_same_without_it(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fast_parser.parse(b"a: 1\n") == {"a": 1}
    with_it = run(arguments, capsys)
    monkeypatch.setitem(sys.modules, "yaml_rs", None)
    assert fast_parser.parse(b"a: 1\n") is None
    assert run(arguments, capsys) == with_it


def test_commands_write_the_same_without_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written: list[dict[str, bytes]] = []
    for name in ("with", "without"):
        folder = tmp_path / name
        shutil.copytree(ROOT / "records", folder / "records")
        line = ["set", "leader", "莲花街道代表组", "吴刚"]
        assert main(["--repo", str(folder), *line], today=TODAY) == 0, capsys.readouterr().err
        files = (
            path for path in folder.rglob("*") if path.is_file() and ".deputylog" not in path.parts
        )
        written.append({str(path.relative_to(folder)): path.read_bytes() for path in files})
        monkeypatch.setitem(sys.modules, "yaml_rs", None)
    assert written[0] == written[1]
