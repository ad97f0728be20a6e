"""Commands in a process of their own that a fault may end."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
import tempfile
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from deputylog.cli.main import main
from tests.drill.faults import Disk

SECONDS = 60
"""After this time a command counts as hanging."""


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, -9 when it was killed; what it said; its steps."""

    code: int
    out: str
    err: str
    steps: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Started:
    """A command that runs."""

    pid: int
    folder: tempfile.TemporaryDirectory[str]

    def end(self) -> Ended:
        """Wait for its end."""
        _, status = os.waitpid(self.pid, 0)
        place = Path(self.folder.name)
        out, err = ((place / name).read_text("utf-8", "replace") for name in ("out", "err"))
        steps = (place / "steps").read_text("utf-8") if (place / "steps").exists() else "[]"
        self.folder.cleanup()
        return Ended(
            os.waitstatus_to_exitcode(status), out, err, tuple(map(tuple, json.loads(steps)))
        )


def start(
    root: Path,
    words: Sequence[str],
    *,
    today: date,
    disk: Disk | None = None,
    before: Callable[[], None] | None = None,
    seed: int | str = 7,
) -> Started:
    """Start a command in the folder `root`; `before` is called in its process."""
    folder = tempfile.TemporaryDirectory()
    for name in ("out", "err"):
        (Path(folder.name) / name).touch()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # newer Pythons warn that threads are not copied
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # until the child is ready
        pid = os.fork()
    if pid == 0:
        _be_the_command(root, words, today, disk, before, seed, Path(folder.name))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    return Started(pid, folder)


def run(root: Path, *words: str, today: date, **options: object) -> Ended:
    """Run a command in the district at `root`, in English."""
    return start(root, ["--lang", "en", *words], today=today, **options).end()  # type: ignore[arg-type]


def _be_the_command(
    root: Path,
    words: Sequence[str],
    today: date,
    disk: Disk | None,
    before: Callable[[], None] | None,
    seed: int | str,
    folder: Path,
) -> None:
    """Be the process of the command; never return."""
    code = 70
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.alarm(SECONDS)
        for number, name in ((1, "out"), (2, "err")):
            handle = os.open(folder / name, os.O_WRONLY)
            os.dup2(handle, number)
            os.close(handle)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        out, err = (
            io.TextIOWrapper(io.FileIO(number, "w", closefd=False), "utf-8", write_through=True)
            for number in (1, 2)
        )
        sys.stdin, sys.stdout, sys.stderr = sys.__stdin__, out, err
        sys.__stdout__, sys.__stderr__ = out, err  # type: ignore[misc]
        os.chdir(root)
        sys.modules["typst"] = None  # type: ignore[assignment]  # its threads are not in a fork
        _same_ids(seed)
        if before:
            before()
        if disk:
            disk.install()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        code = main(words, today=today)
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # what the user would see as a traceback
        import traceback

        traceback.print_exc()
        sys.stderr.flush()
    finally:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        if disk:
            disk.is_watching = False
            (folder / "steps").write_text(json.dumps(disk.log), encoding="utf-8")
        os._exit(code)


def _same_ids(seed: int | str) -> None:
    """Let the ids of new records be the same in every run."""
    import random

    source = Random(seed)
    random.SystemRandom = lambda: source  # type: ignore[assignment,misc]
