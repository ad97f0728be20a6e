"""Commands that are killed: at any moment, between a record and who wrote it, while tidying up."""

from __future__ import annotations

import os
import signal
import time
from random import Random

import pytest

from tests.conftest import Figure, drilled
from tests.drill.cases import TODAY, cases, tree
from tests.drill.experiment import (
    NEXT,
    district,
    left_wrong,
    world_of,
)
from tests.drill.faults import Disk, Trouble, killed
from tests.drill.process import run, start

BY_NAME = {case.name: case for case in cases()}
IDENTITIES = {"王大妈", "李大爷", "赵某"}
ANY_MOMENT = """
    add-letter log import report migrate edit delete undo move set-topic set-keeper fmt add-visit
""".split()
KILLED = Trouble(killed, ends=True)


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
    random = Random(int(sign))
    chosen = [BY_NAME[name] for word in ANY_MOMENT if (name := _command(word)) in BY_NAME]
    times = drilled(4, 345)
    wrong = []
    for number in range(times):
        case = chosen[number % len(chosen)]
        whole = world_of(case)
        with district(case) as root:
            began = start(root, ["--lang", "en", *case.words], today=TODAY)
            time.sleep(random.random() * 2 * whole.seconds)
            os.kill(began.pid, sign)
            began.end()
            wrong += [f"{case.line}: {one}" for one in left_wrong(root, case)]
    figure(f"{sign.name} at {times} random moments", f"{len(wrong)} wrong")
    assert not wrong


def _command(word: str) -> str:
    return word.replace("set-", "set ")


@pytest.mark.parametrize("name", ["add-letter", "import"])
def test_the_command_that_tidies_up_is_killed_too(name: str, figure: Figure) -> None:
    case = BY_NAME[name]
    first = range(1, len(world_of(case).ended.steps) + 1)
    wrong, times = [], 0
    for at in first if drilled(0, 1) else first[len(first) // 2 :][:1]:
        for then in range(1, 1000):
            with district(case) as root:
                run(root, *case.words, today=TODAY, disk=Disk(root, KILLED, at))
                second = run(root, *NEXT, today=TODAY, disk=Disk(root, KILLED, then), seed=5)
                others = [path for path in tree(root) if "A20261008" in path]
                for path in others:
                    (root / path).unlink()
                wrong += [f"{at}, then {then}: {one}" for one in left_wrong(root, case)]
                times += 1
            if not second.code or (then > 2 and not drilled(0, 1)):
                break
    figure(f"{name} killed, and the next command too", {"times": times, "wrong": len(wrong)})
    assert not wrong
