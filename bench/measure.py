"""What a command costs: wall and CPU seconds, and the most memory that it and its child processes hold together."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from tempfile import TemporaryFile, gettempdir
from threading import Timer

FOLDER = Path(gettempdir(), "deputylog-bench")
_SET = {"GIT_CEILING_DIRECTORIES": str(FOLDER)} | {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "bench"), ("EMAIL", "bench@example.com"))
}
"""No git command finds a repository around it."""
_LONGEST = 900
"""Seconds after which a command has failed."""
_UNSET = ("PYTHONDONTWRITEBYTECODE", "DEPUTYLOG_LANG", "DEPUTYLOG_PRIVATE")


class FailedError(Exception):
    """A command did not end as it must."""


@dataclass(frozen=True)
class Cost:
    """Seconds of wall and CPU time; megabytes; and what was printed."""

    wall: float = 0
    cpu: float = 0
    memory: float = 0
    output: bytes = b""

    def plus(self, other: Cost, sign: int = 1) -> Cost:
        """Both, one after the other; with the sign -1, this one without the other."""
        most = max(self.memory, other.memory)
        return Cost(self.wall + sign * other.wall, self.cpu + sign * other.cpu, most)


def run(command: Sequence[str], folder: Path, *, given: bytes = b"", watch: bool = False) -> Cost:
    """Run a command in a folder with what it is given to read; FailedError unless it exits with 0.

    The memory is that of the largest process. With `watch`, which costs time, it is the sum of the
    peaks of all processes that live at one moment; a page that two share counts twice.
    """
    env = {key: value for key, value in os.environ.items() if key not in _UNSET} | _SET
    with TemporaryFile() as in_, TemporaryFile() as out, TemporaryFile() as err:
        in_.write(given)
        in_.seek(0)
        begun = time.perf_counter()
        process = Popen(command, cwd=folder, env=env, stdin=in_, stdout=out, stderr=err)
        (alarm := Timer(_LONGEST, process.kill)).start()
        seen = _most_memory(process.pid) if watch else 0
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        alarm.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        for file in (out, err):
            file.seek(0)
        if process.returncode:
            said = (err.read() or out.read()).decode(errors="replace")
            raise FailedError(f"{' '.join(command)[:200]}: {said[-500:]}")
        cpu = used.ru_utime + used.ru_stime
        return Cost(wall, cpu, (seen or used.ru_maxrss) / 1024, out.read())


def _most_memory(pid: int) -> int:
    """A child counts from its third sample on: before, it may not be more than a name for its parent."""
    most, samples = 0, Counter[int]()
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        samples.update(_family(pid))
        living = (one for one in _family(pid) if one == pid or samples[one] > 2)
        most = max(most, sum(map(_peak, living)))
        time.sleep(0.002)
    return most


def _family(pid: int) -> Iterator[int]:
    """That process and its descendants, where the system lists them under /proc."""
    yield pid
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in listed.read_text().split():
                yield from _family(int(child))


def _peak(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return 0
