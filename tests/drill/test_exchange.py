"""A fetch that is killed at any moment, with its git or without, and many who send at once."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from deputylog.cli.main import main
from tests.cli.conftest import typed
from tests.conftest import Figure, drilled
from tests.keep.conftest import (
    FILES,
    LETTER,
    OPENING,
    Clerk,
    Hire,
    hire,
    liu,
    settings_of_git,
    shared_folder,
)
from tests.keep.test_send_and_fetch import DELIVERED, REPLIED

__all__ = ["hire", "liu", "settings_of_git", "shared_folder", "typed"]
pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no /proc")
WAYS = ("power cut", "kill -9", "ctrl-c")
LETTERS = drilled(40, 200)
MARK = b"DEPUTYLOG_OF_THE_DRILL=1"


def letter(number: int) -> str:
    return LETTER.replace("00000", f"{number:05}")


def count(number: int) -> dict[str, str]:
    """The round in which that many letters were found."""
    return {OPENING: FILES[OPENING].replace("m03: 1", f"m03: {number}")}


def start(clerk: Clerk, *words: str) -> int:
    """Type a command in a process of its own, with a group of its own; its id."""
    pid = os.fork()
    if pid:
        return pid
    os.setsid()
    os.environ["DEPUTYLOG_OF_THE_DRILL"] = "1"
    null = os.open(os.devnull, os.O_RDWR)
    for handle in (0, 1, 2):
        os.dup2(null, handle)
    code = 70
    with suppress(BaseException):
        code = main(["--lang", "en", "--repo", str(clerk.root), *words])
    os._exit(code)


def stop(pid: int, way: str) -> None:
    """Kill a command, alone or with the git that it runs, or press Ctrl-C."""
    if way == "ctrl-c":
        os.killpg(pid, signal.SIGINT)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) in (0, 130)
        return
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    for process in Path("/proc").glob("[0-9]*") if way == "power cut" else ():
        with suppress(OSError):
            if MARK in (process / "environ").read_bytes():
                os.kill(int(process.name), signal.SIGKILL)


def until(condition: Callable[[], bool], at_most: float) -> None:
    start = time.monotonic()
    while not condition() and time.monotonic() - start < at_most:
        time.sleep(0.001)


def test_a_fetch_killed_at_any_moment_is_made_good_by_the_next(
    liu: Clerk, hire: Hire, tmp_path: Path, figure: Figure
) -> None:
    many = {letter(number): FILES[LETTER] for number in range(1, LETTERS)}
    liu.shares({**many, **count(LETTERS)})
    first = hire("李梅")
    first.git("pull", "--quiet")
    liu.shares({path: text + DELIVERED for path, text in many.items()})
    first.commits({letter(1): FILES[LETTER] + REPLIED})
    first.writes({letter(2): FILES[LETTER] + REPLIED})
    shutil.copytree(first.root, tmp_path / "whole", symlinks=True)
    whole = Clerk("李梅", tmp_path / "whole", first.typed, first.patch)
    whole.types("fetch")
    chance = random.Random(7)
    interrupted = 0
    for number in range(drilled(3, 99)):
        shutil.copytree(first.root, tmp_path / str(number), symlinks=True)
        one = Clerk("李梅", tmp_path / str(number), first.typed, first.patch)
        pid = start(one, "fetch")
        until((one.root / ".deputylog/arriving").exists, at_most=chance.choice([0.5, 5]))
        time.sleep(chance.uniform(0, 0.1))
        stop(pid, WAYS[number % len(WAYS)])
        is_cut = (one.root / ".deputylog/arriving").exists()
        assert not (is_cut and WAYS[number % len(WAYS)] == "ctrl-c")
        interrupted += is_cut
        one.types("fetch")
        assert one.files == whole.files
        assert one.git("status", "--porcelain") == f"M {letter(2)}"
        assert one.git("rev-parse", "HEAD^{tree}") == whole.git("rev-parse", "HEAD^{tree}")
        assert not list((one.root / ".git").rglob("*.lock"))
        assert not list((one.root / ".deputylog").glob("arriving*"))
        shutil.rmtree(one.root)
    figure(
        "fetches stopped at any moment",
        {"stopped": number + 1, "of them while files were replaced": interrupted, "lost": 0},
    )


@pytest.mark.skipif(not drilled(0, 1), reason="eight processes: make drill")
def test_eight_who_send_at_once_all_get_through(liu: Clerk, hire: Hire) -> None:
    clerks = [hire(f"clerk{number}") for number in range(8)]
    for number, clerk in enumerate(clerks):
        step = f'  - {{date: 2026-03-17, event: followed_up, note: "{number}"}}\n'
        clerk.writes({LETTER: f"{FILES[LETTER]}events:\n{step}"})
    started = [start(clerk, "send", "--commit") for clerk in clerks]
    assert [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in started] == [0] * 8
    liu.types("fetch")
    assert liu.reads(LETTER).count("followed_up") == 8
