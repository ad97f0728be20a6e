"""What it costs to commit one more step of a letter, with hooks, beside plain git."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from bench.measure import cpu_seconds, median_in_turn
from deputylog.check.hooks.install import install

WHO = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "bench"), ("EMAIL", "bench@example.com"))
}


def measure(root: Path, times: int, *, by_hand: bool = True) -> Mapping[str, float]:
    """CPU seconds of `log` alone, of `log --commit`, of `git commit` without hooks, and `by_hand` with them; `root` becomes a repository of git."""
    for command in (["init", "-q"], ["config", "gc.auto", "0"], ["add", "-A"]):
        subprocess.run(["git", *command], cwd=root, check=True)
    subprocess.run(
        ["git", "commit", "-qm", "x"], cwd=root, env={**WHO, "PATH": "/usr/bin:/bin"}, check=True
    )
    install(root, server=False, python=sys.executable)
    letters = iter(sorted(root.glob("records/letters/2026/*.yaml")))
    ours = [sys.executable, "-m", "deputylog", "--repo", str(root), "log"]
    step = ["group_told", "--date", "2026-10-09"]

    def log(*more: str) -> float:
        return cpu_seconds([*ours, next(letters).stem, *step, *more], env=WHO)

    def plainly(*more: str) -> float:
        path = next(letters)
        with path.open("a", encoding="utf-8") as out:
            out.write("# x\n")
        return cpu_seconds(
            ["git", "-C", str(root), "commit", "-qm", "x", *more, str(path)], env=WHO
        )

    runs = {"log": log, "commit": lambda: log("--commit"), "git": lambda: plainly("--no-verify")}
    return median_in_turn(runs | ({"hooks": plainly} if by_hand else {}), times)


def compare(root: Path, size: str, times: int = 7) -> str:
    """A row for `log --commit` beside `log` alone and a commit of git."""
    found = measure(root, times)
    return (
        f"| `log --commit` with hooks, {size} records | {found['commit']:.2f} s | `log` alone {found['log']:.2f} s, "
        f"`git commit` {found['git']:.2f} s without hooks, {found['hooks']:.2f} s with them | "
        f"{found['commit'] / (found['log'] + found['git']):.2f} × `log` and `git commit` |"
    )
