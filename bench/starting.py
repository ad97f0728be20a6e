"""Starting: this program against a bare Typer program with the same imports that does one ruamel.yaml write."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from bench.measure import cpu_seconds, median_in_turn

BARE = Path(__file__).with_name("bare.py")
VISIT = "--deputy g000-d11 --constituency g000-c1 --ask needs --form home_visit --organized-by group --place 社区 --voters 12 --met low_income"
VISIT += " --explained 代表法 --priorities publicize --matter request:加装电梯:municipal --note x --recorded-by g000-officer"


def compare(root: Path, size: str, times: int = 15) -> Iterator[str]:
    """A row for each command: seconds for both, and the ratio."""
    out = root / "bare"
    out.mkdir(exist_ok=True)
    peer = [sys.executable, "-c", "from bare import app; app()", "add", str(out), "--title", "x"]
    here = {"PYTHONPATH": str(BARE.parent), "PYTHONDONTWRITEBYTECODE": ""}
    ours = [sys.executable, "-m", "deputylog", "--repo", str(root)]
    days = (
        date(2026, 1, 1) + timedelta(days=number) for number in count()
    )  # no visit is there twice
    commands = {
        "--version": lambda: ["--version"],
        "--help": lambda: ["--help"],
        "add-visit": lambda: ["add-visit", "--date", str(next(days)), *VISIT.split()],
    }
    for name, arguments in commands.items():
        found = median_in_turn(
            {
                "ours": lambda words=arguments: cpu_seconds([*ours, *words()], env=here),  # type: ignore[misc]
                "bare": lambda: cpu_seconds(peer, env=here),
            },
            times,
        )
        yield f"| `{name}`, {size} records | {found['ours'] * 1000:.0f} ms | bare Typer program {found['bare'] * 1000:.0f} ms | {found['ours'] / found['bare']:.2f} × |"
