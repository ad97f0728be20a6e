"""Entering: a letter and a step among 100,000 records, against ten records with the same register."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.district import write_district
from bench.measure import cpu_seconds

MANY, FEW = 100_000, 10
LETTER = "add-letter --constituency g000-c1 --channel phone --kind request --title 路灯损坏"


def compare(times: int = 15) -> Iterator[str]:
    """A row for each command: the median seconds of both, and the median ratio of two runs in turn."""
    with TemporaryDirectory() as folder:
        many, few = Path(folder, "many"), Path(folder, "few")
        write_district(many, MANY)
        ids = _few(many, few)
        commands = {
            "add-letter": [
                f"{LETTER} --received {date(2026, 1, 5) + timedelta(n)}" for n in range(times + 1)
            ],
            "log ID": [f"log {ids[n % FEW]} followed_up" for n in range(times + 1)],
        }
        for name, lines in commands.items():
            yield _row(name, [(_run(many, line), _run(few, line)) for line in lines][1:])


def _few(many: Path, few: Path) -> list[str]:
    """Write the same register with ten letters, and give their ids."""
    for part in ("groups", "deputies"):
        shutil.copytree(many / "records" / part, few / "records" / part)
    shutil.copy(many / "records/district.yaml", few / "records")
    letters = sorted((many / "records/letters/2026").iterdir())[:FEW]
    (few / "records/letters/2026").mkdir(parents=True)
    for letter in letters:
        shutil.copy(letter, few / "records/letters/2026")
    return [letter.stem for letter in letters]


def _run(root: Path, line: str) -> float:
    command = [sys.executable, "-m", "deputylog", "--repo", str(root), *line.split()]
    return cpu_seconds(command, env={"PYTHONDONTWRITEBYTECODE": ""})


def _row(name: str, pairs: list[tuple[float, float]]) -> str:
    ours, small = (median(one) * 1000 for one in zip(*pairs, strict=True))
    ratio = median(many / few for many, few in pairs)
    return f"| `{name}`, {MANY:,} records | {ours:.0f} ms | {FEW} records, same register: {small:.0f} ms | {ratio:.2f} × |"


if __name__ == "__main__":
    for row in compare():
        print(row, flush=True)
