"""CPU seconds of a command, by the operating system's own count of its children."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
from collections.abc import Callable, Mapping, Sequence


def cpu_seconds(command: Sequence[str], *, env: Mapping[str, str] | None = None) -> float:
    """User and system time of one run on one core; the output goes nowhere."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        ["taskset", "-c", "0", *command] if _has_taskset() else command,
        env={**os.environ, **(env or {})},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _has_taskset() -> bool:
    from shutil import which

    return which("taskset") is not None


def median_in_turn(runs: Mapping[str, Callable[[], float]], times: int) -> dict[str, float]:
    """The median of each, run in turn so that a busy moment hits all alike; one run of each before it counts."""
    found: dict[str, list[float]] = {name: [] for name in runs}
    for count in range(times + 1):
        for name, run in runs.items():
            seconds = run()
            if count:
                found[name].append(seconds)
    return {name: statistics.median(values) for name, values in found.items()}
