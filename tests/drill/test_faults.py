"""Whatever goes wrong at any step of any command: a line, an exit code, and all or nothing of it.

`make drill` tries every fault at every step of every command, `make test` a few of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from tests.conftest import Figure, drilled
from tests.drill import faults
from tests.drill.cases import Case, cases
from tests.drill.experiment import count_of, experiment
from tests.drill.faults import LOOKS, Trouble

WRITING: Mapping[str, Trouble] = {
    "killed": Trouble(faults.killed, ends=True),
    "power cut": Trouble(faults.power_cut, ends=True),
    "power cut after the renames": Trouble(faults.power_cut_after_renames, ends=True),
    "disk full": Trouble(faults.disk_full, lasting=True),
    "no permission": Trouble(faults.no_permission),
    "Ctrl-C": Trouble(faults.interrupted),
    "read-only disk": Trouble(faults.read_only, lasting=True, only_first=True),
}
READING: Mapping[str, Trouble] = {
    "Ctrl-C while reading": Trouble(faults.interrupted, LOOKS),
    "no permission to read": Trouble(faults.no_permission, LOOKS),
    "a file that vanishes": Trouble(faults.vanished, frozenset({"read"})),
}
TROUBLES = {**WRITING, **READING}
IN_FULL = bool(drilled(0, 1))


def trials() -> Iterator[object]:
    """Yield each command with each fault; in `make test`, every second command with one of them."""
    for number, case in enumerate(cases()):
        table = list(READING if number % 8 == 0 else WRITING)
        in_turn = [table[number // 2 % len(table)]] if number % 2 == 0 else []
        for name in TROUBLES if IN_FULL else in_turn:
            yield pytest.param(case, name, id=f"{case.name}-{name}")


@pytest.mark.parametrize(("case", "fault"), list(trials()))
def test_nothing_is_half_done(case: Case, fault: str, figure: Figure) -> None:
    trouble = TROUBLES[fault]
    count = count_of(case, trouble.steps)
    steps = range(1, min(count, 1 if trouble.only_first else count) + 1)
    if not IN_FULL and steps:
        steps = steps[len(case.line) % len(steps) :][:1]
    wrong = {at: found for at in steps if (found := experiment(case, trouble, at))}
    figure(f"{fault}, at any step of any command", {"times": len(steps), "wrong": len(wrong)})
    assert not wrong, "\n".join([case.line, *(f"{at}: {wrong[at]}" for at in wrong)])
