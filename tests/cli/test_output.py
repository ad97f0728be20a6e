"""What cannot be written to standard output is told, and the run fails; a reader who stops early is no matter."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import LETTER, REGISTER, write

pytestmark = pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="the system has no /dev/full"
)
COMMANDS = [
    "check",
    "list deputies",
    "export deputy",
    "explain L002",
    "show zhang-wei",
    "--help",
    "check --help",
    "--version",
    "schema letter",
]


def ran(
    line: str, redirected: str, folder: Path, *, unbuffered: str = ""
) -> subprocess.CompletedProcess[str]:
    write(folder, REGISTER)
    environment = {**os.environ, "DEPUTYLOG_LANG": "en", "PYTHONUNBUFFERED": unbuffered}
    command = [
        "bash",
        "-o",
        "pipefail",
        "-c",
        f'"{sys.executable}" -m deputylog {line} {redirected}',
    ]
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("line", COMMANDS)
def test_a_full_disk_is_told_of_standard_output(line: str, tmp_path: Path) -> None:
    ended = ran(line, "> /dev/full", tmp_path)
    assert (ended.returncode, ended.stderr) == (
        3,
        "deputylog: standard output: cannot be written: the disk is full\n",
    )


def test_also_where_nothing_is_buffered(tmp_path: Path) -> None:
    ended = ran("list deputies", "> /dev/full", tmp_path, unbuffered="1")
    assert (ended.returncode, ended.stderr) == (
        3,
        "deputylog: standard output: cannot be written: the disk is full\n",
    )


@pytest.mark.parametrize("redirected", ["| true", "2>&1 | true"])
@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("list deputies", 0),
        ("--help", 0),
        ("check --as-of 2025-02-01", 0),
        ("check --strict", 1),
        ("explain L002", 0),
        ("add-visit --deputy zhang-wei --date 2026-03-14", 0),
        ("list fish", 2),
    ],
)
def test_a_reader_who_stops_early_changes_nothing(
    line: str, code: int, redirected: str, tmp_path: Path
) -> None:
    """The exit code says what the command did, never that its reader went away."""
    ended = ran(line, f"{redirected}; exit ${{PIPESTATUS[0]}}", tmp_path, unbuffered="1")
    assert ended.returncode == code
    assert "Traceback" not in ended.stderr
    assert bool(list(tmp_path.rglob("V*.yaml"))) is line.startswith("add-visit")


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("add-deputy 王明 --id wang-ming --constituency c03", "records/deputies/wang-ming.yaml"),
        ("set topic water=水务", "records/district.yaml"),
        ("log 路灯 replied phone --date 2026-03-18", LETTER),
    ],
)
def test_a_full_disk_hides_nothing_that_was_written(line: str, path: str, tmp_path: Path) -> None:
    write(
        tmp_path, {LETTER: "received: 2026-03-02\nmailbox: m03\nkind: request\ntitle: 路灯损坏\n"}
    )
    ended = ran(line, "> /dev/full", tmp_path)
    assert ended.returncode == 3
    assert path in ended.stderr
    assert "standard output: cannot be written" in ended.stderr


@pytest.mark.parametrize("redirected", [">&-", "2>&-", "<&-", ">&- 2>&- <&-", "2>/dev/full"])
@pytest.mark.parametrize(("line", "code"), [("check --as-of 2025-02-01", 0), ("list fish", 2)])
def test_a_closed_stream_changes_nothing_else(
    line: str, code: int, redirected: str, tmp_path: Path
) -> None:
    ended = ran(line, redirected, tmp_path)
    assert ended.returncode == code
    assert "Traceback" not in ended.stderr
    assert not (code and ended.stdout)


def test_standard_input_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    ended = ran("add-letter --from -", "0> written", tmp_path)
    assert (ended.returncode, ended.stderr) == (3, "deputylog: -: Bad file descriptor\n")
