"""What a command does not need, it does not import: half of a short command is its start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
from deputylog.cli.main import main
main(sys.argv[1:])
print(*sys.modules, file=sys.stderr)
"""
LIBRARIES = {
    "pandas",
    "jinja2",
    "prompt_toolkit",
    "rich",
    "ruamel",
    "pypinyin",
    "xml",
    "urllib.request",
}
HEAVY = {*LIBRARIES, "typer"}


@pytest.mark.parametrize(
    ("line", "unneeded"),
    [
        ("--version", {*HEAVY, "msgspec", "typing", "hashlib"}),
        ("check", {*HEAVY, "msgspec", "typing", "subprocess", "dataclasses"}),
        ("completion zsh -- add-visit --deputy zhang-w", HEAVY - {"pypinyin"}),
        ("show 路灯 --as-of 2026-04-01", LIBRARIES),
        ("log 路灯 followed_up --date 2026-03-17", LIBRARIES | {"deputylog.console"}),
    ],
)
def test_a_command_does_not_import(line: str, unneeded: set[str], records: Path) -> None:
    if line == "check":  # whose answer is then known
        subprocess.run(["git", "add", "-A"], check=True)
        subprocess.run([sys.executable, "-m", "deputylog", line], capture_output=True, check=False)
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, *line.split()], capture_output=True, text=True, check=True
    )
    imported = ran.stderr.splitlines()[-1].split()
    assert "deputylog.cli.main" in imported
    assert unneeded.isdisjoint(imported)
