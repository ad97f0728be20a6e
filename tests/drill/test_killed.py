"""Commands that are killed: at any moment, between a record and who wrote it, while tidying up."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Sequence
from random import Random

import pytest

from tests.conftest import Figure, drilled
from tests.drill.cases import COMMITTED, TODAY, Case, cases, git
from tests.drill.experiment import NEXT, district, left_wrong, world_of
from tests.drill.faults import Disk, Trouble, killed
from tests.drill.process import run, start

BY_NAME = {case.name: case for case in cases()}
ANY_MOMENT = [
    BY_NAME[name]
    for name in ("add-letter", "log", "set topic", "import", "edit", "delete", "migrate", "report")
]
IDENTITIES = {"王大妈", "李大爷", "赵某"}
KILLED = Trouble(killed, ends=True)
CACHED = ("diff", "--cached", "--name-only")


def test_no_identity_is_lost_when_an_import_is_killed_and_done_again(figure: Figure) -> None:
    case = BY_NAME["import"]
    count = len(world_of(case).ended.steps)
    times = drilled(3, 30)
    lost = []
    for number in range(times):
        with district(case) as root:
            at = 1 + number * count // times
            run(root, *case.words, today=TODAY, disk=Disk(root, KILLED, at))
            again = run(root, *case.words, today=TODAY)
            assert again.code == 0, again.err
            kept = "".join(path.read_text("utf-8") for path in root.glob("private/letters/*/*"))
            lost += [name for name in IDENTITIES if name not in kept]
            assert len(list(root.glob("records/letters/2026/L2026100*"))) == len(IDENTITIES)
    figure(f"import killed at {times} steps and done again", f"{len(lost)} identities lost")
    assert not lost


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_signal_at_any_moment_leaves_nothing_half_done(
    sign: signal.Signals, figure: Figure
) -> None:
    wrong = []
    times = drilled(4, 345)
    for case, wait in at_random(sign, times, ANY_MOMENT):
        with district(case) as root:
            began = start(root, ["--lang", "en", *case.words], today=TODAY)
            time.sleep(wait)
            os.kill(began.pid, sign)
            began.end()
            wrong += [f"{case.line}: {one}" for one in left_wrong(root, case)]
    figure(f"{sign.name} at a random moment", {"times": times, "wrong": len(wrong)})
    assert not wrong


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT])
def test_a_signal_while_git_commits_leaves_the_index_as_it_was(
    sign: signal.Signals, figure: Figure
) -> None:
    """Ctrl-C at a terminal goes to git too.

    Killed between its two calls of git, the program may leave its own new record in the index.
    """
    wrong = []
    times = drilled(3, 100)
    for case, wait in at_random(sign, times, COMMITTED):
        with district(case) as root:
            began = start(root, ["--lang", "en", *case.words], today=TODAY)
            os.setpgid(began.pid, began.pid)
            time.sleep(wait)
            (os.killpg if sign is signal.SIGINT else os.kill)(began.pid, sign)
            ended = began.end()
            time.sleep(0.2 if sign is signal.SIGKILL else 0)  # git ends what it began
            wrong += [f"{case.line}: {ended}"] if ended.code not in (0, 130, -9) else []
            staged = git(root, *CACHED).splitlines()
            own = [path for path in world_of(case).written if sign is signal.SIGKILL]
            wrong += [f"in the index: {path}" for path in staged if path not in own]
            wrong += [str(path) for path in (root / ".git").glob("index.lock")]
            wrong += [f"{case.line}: {one}" for one in left_wrong(root, case)]
    figure(f"{sign.name} while git commits", {"times": times, "wrong": len(wrong)})
    assert not wrong


def at_random(
    seed: signal.Signals, times: int, chosen: Sequence[Case]
) -> Iterator[tuple[Case, float]]:
    """Yield the cases in turn, each with a moment of its run, in seconds."""
    random = Random(int(seed))
    for number in range(times):
        case = chosen[number % len(chosen)]
        yield case, random.random() * 1.5 * world_of(case).seconds


@pytest.mark.parametrize("name", ["add-letter", "import"])
def test_the_command_that_tidies_up_is_killed_too(name: str, figure: Figure) -> None:
    case = BY_NAME[name]
    first = range(1, len(world_of(case).ended.steps) + 1)
    wrong, times = [], 0
    for at in first[:: drilled(len(first) - 2, 3)]:
        for then in range(drilled(12, 1), drilled(13, 1000)):
            with district(case) as root:
                run(root, *case.words, today=TODAY, disk=Disk(root, KILLED, at))
                second = run(root, *NEXT, today=TODAY, disk=Disk(root, KILLED, then))
                wrong += [f"{at}, then {then}: {one}" for one in left_wrong(root, case)]
                times += 1
            if not second.code:
                break
    figure(f"{name} killed, and the next command too", {"times": times, "wrong": len(wrong)})
    assert not wrong
