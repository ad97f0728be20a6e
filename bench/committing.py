"""What it costs to commit one more step of a letter, with hooks, beside plain git."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bench.measure import cpu_seconds, median_in_turn
from deputylog.check.hooks.install import install

WHO = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "bench"), ("EMAIL", "bench@example.com"))
}


def compare(root: Path, size: str, times: int = 7) -> str:
    """A row for `log --commit` beside `log` alone and a commit of git; the folder becomes a repository of git."""
    for command in (
        ["init", "-q"],
        ["config", "gc.auto", "0"],
        ["add", "-A"],
        ["commit", "-q", "-m", "records"],
    ):
        subprocess.run(
            ["git", *command], cwd=root, env={**WHO, "PATH": "/usr/bin:/bin"}, check=True
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

    found = median_in_turn(
        {
            "alone": log,
            "commit": lambda: log("--commit"),
            "git": lambda: plainly("--no-verify"),
            "hooks": plainly,
        },
        times,
    )
    one, other, git, hooks = (found[name] for name in ("alone", "commit", "git", "hooks"))
    return (
        f"| `log --commit` with hooks, {size} records | {other:.2f} s | `log` alone {one:.2f} s, `git commit` "
        f"{git:.2f} s without hooks, {hooks:.2f} s with them | {other / (one + git):.2f} × `log` and `git commit` |"
    )
