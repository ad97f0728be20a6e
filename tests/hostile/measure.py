"""What a command takes, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Taken:
    """How a command ended, the processor time and the largest memory of it and its processes."""

    code: int
    err: str
    seconds: float
    megabytes: float

    @property
    def figure(self) -> str:
        return f"{self.seconds:.1f} s, {self.megabytes:.0f} MB, exit code {self.code}"

    @property
    def wrongs(self) -> list[str]:
        """What is wrong: more than 10 s or 300 MB, a traceback, more or less than a sentence."""
        sentences = [line for line in self.err.splitlines() if line.startswith("deputylog: ")]
        wrong = {
            "more than 10 s": self.seconds > 10,
            "more than 300 MB": self.megabytes > 300,
            "a traceback": "Traceback" in self.err or "panicked" in self.err,
            "an odd exit code": self.code not in (0, 1, 2, 3),
            "not one sentence": self.code > 1 and len(sentences) != 1,
            "too long a sentence": max(map(len, sentences), default=0) > 3000,
        }
        return [f"{what}: {self.figure}, {self.err[-600:]}" for what in wrong if wrong[what]]


def run(root: Path, words: Sequence[str], stdin: BinaryIO | None = None) -> Taken:
    """Run a command in English in the folder `root`."""
    command = [sys.executable, "-P", "-m", "deputylog", "--lang", "en", *words]
    done = subprocess.run(
        [sys.executable, "-P", "-S", __file__, *command],  # a small process: a fork is as large
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
        stdin=stdin or subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    code, seconds, kilobytes = json.loads(done.stdout)
    return Taken(code, done.stderr.decode("utf-8", "replace"), seconds, kilobytes / 1024)


def _main() -> None:
    """Run the command in the arguments; print its exit code, its seconds and its kilobytes."""
    started = os.posix_spawn(
        sys.argv[1],
        sys.argv[1:],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, usage = os.wait4(started, 0)
    seconds = usage.ru_utime + usage.ru_stime
    print(json.dumps([os.waitstatus_to_exitcode(status), seconds, usage.ru_maxrss]))


if __name__ == "__main__":
    _main()
