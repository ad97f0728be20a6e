"""Installed from a wheel, outside the repository, everything is there: templates, words and schemas."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command in an environment that has the wheel, and borrows what it depends on."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    wheel = next(folder.glob("*.whl"))
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    site = folder / "site"
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        str(site),
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True)
    borrowed = next(path for path in sys.path if path.endswith("site-packages"))
    paths = f"import sys; sys.path[:0] = [{str(site)!r}]; sys.path.append({borrowed!r}); "
    return [
        str(python),
        "-c",
        paths
        + "import deputylog; assert 'site' in deputylog.__file__; from deputylog.cli.main import main; sys.exit(main())",
    ]


def test_a_quarter_with_nothing_but_the_wheel(program: list[str], tmp_path: Path) -> None:
    def run(*words: str, at: Path) -> str:
        ended = subprocess.run(
            [*program, *words],
            cwd=at,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    home = tmp_path / "d"
    run(
        "init",
        "d",
        "--name",
        "示例区",
        "--working-body",
        "代表工委",
        "--term",
        "17",
        "--term-from",
        "2021-12-20",
        "--records-from",
        "2026-01-01",
        at=tmp_path,
    )
    run(
        "add-group",
        "lianhua",
        "莲花街道代表组",
        "--constituency",
        "c03=第三选区",
        "--from-day",
        "2026-01-01",
        at=home,
    )
    run(
        "add-letter",
        "--received",
        "2026-03-16",
        "--constituency",
        "c03",
        "--channel",
        "phone",
        "--kind",
        "request",
        "--title",
        "路灯",
        at=home,
    )
    assert "路灯" in run(
        "report", "--quarter", "2026Q1", "--format", "html", "--as-of", "2026-04-02", at=home
    )
    assert "程度：未履行" in run("--lang", "zh-CN", "explain", "L002", at=home)
    assert list((home / "schemas").glob("*.schema.json"))
