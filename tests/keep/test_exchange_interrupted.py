"""A fetch that is killed at any moment, with its git or without, and many who send at once."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest

from deputylog.cli.main import main
from tests.keep.conftest import FILES, LETTER, OPENING, Clerk, Hire
from tests.keep.test_send_and_fetch import DELIVERED, REPLIED

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no /proc")
DRILL = bool(os.environ.get("DRILL"))
LETTERS = 200 if DRILL else 40
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


def kill(pid: int, *, git_too: bool) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    for process in Path("/proc").glob("[0-9]*") if git_too else ():
        with suppress(OSError):
            if MARK in (process / "environ").read_bytes():
                os.kill(int(process.name), signal.SIGKILL)


def test_a_fetch_killed_at_any_moment_is_made_good_by_the_next(
    liu: Clerk, hire: Hire, tmp_path: Path
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
    begun = time.monotonic()
    whole.types("fetch")
    length = time.monotonic() - begun
    chance = random.Random(7)
    for number in range(100 if DRILL else 2):
        shutil.copytree(first.root, tmp_path / str(number), symlinks=True)
        one = Clerk("李梅", tmp_path / str(number), first.typed, first.patch)
        pid = start(one, "fetch")
        time.sleep(chance.uniform(0.2, 1.1) * length)
        kill(pid, git_too=number % 2 == 0)
        one.types("fetch")
        assert one.files == whole.files
        assert one.git("status", "--porcelain") == f"M {letter(2)}"
        assert one.git("rev-parse", "HEAD^{tree}") == whole.git("rev-parse", "HEAD^{tree}")
        assert not list((one.root / ".git").rglob("*.lock"))
        assert not list((one.root / ".deputylog").glob("arriving*"))
        shutil.rmtree(one.root)


@pytest.mark.skipif(not DRILL, reason="eight processes: make drill")
def test_eight_who_send_at_once_all_get_through(liu: Clerk, hire: Hire) -> None:
    clerks = [hire(f"clerk{number}") for number in range(8)]
    for number, clerk in enumerate(clerks):
        step = f'  - {{date: 2026-03-17, event: followed_up, note: "{number}"}}\n'
        clerk.writes({LETTER: f"{FILES[LETTER]}events:\n{step}"})
    started = [start(clerk, "send", "--commit") for clerk in clerks]
    assert [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in started] == [0] * 8
    liu.types("fetch")
    assert liu.reads(LETTER).count("followed_up") == 8
