"""A terminal that goes away, a printer that is full, a clock set back: what is written is written."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping

import pytest

from tests.conftest import Figure, drilled
from tests.drill.cases import TODAY, Case, cases
from tests.drill.experiment import badly_told, district, half_done, left_wrong
from tests.drill.process import run


def _closed(number: int) -> None:
    os.close(number)
    setattr(sys, ("stdin", "stdout", "stderr")[number], None)
    setattr(sys, ("__stdin__", "__stdout__", "__stderr__")[number], None)


def no_input() -> None:
    """Standard input is closed."""
    _closed(0)


def no_output() -> None:
    """Standard output is closed."""
    _closed(1)


def no_errors() -> None:
    """Standard error is closed."""
    _closed(2)


def nothing_open() -> None:
    """All three are closed, as in a service."""
    for number in range(3):
        _closed(number)


def full_output() -> None:
    """Standard output goes to a full disk."""
    os.dup2(os.open("/dev/full", os.O_WRONLY), 1)


def no_reader() -> None:
    """Standard output goes into a pipe that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    os.dup2(writing, 1)


STREAMS: Mapping[str, Callable[[], None]] = {
    "no input": no_input,
    "no output": no_output,
    "no errors": no_errors,
    "nothing open": nothing_open,
    "full output": full_output,
    "no reader": no_reader,
}


def trials() -> Iterator[object]:
    """Yield each command with each stream; in `make test`, a few commands with one in turn."""
    names = list(STREAMS)
    for number, case in enumerate(cases()):
        in_turn = [names[number // 9 % len(names)]] if number % 9 == 2 else []
        for name in names if drilled(0, 1) else in_turn:
            yield pytest.param(case, name, id=f"{case.name}-{name}")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
@pytest.mark.parametrize(("case", "name"), list(trials()))
def test_a_stream_that_is_closed_or_full(case: Case, name: str, figure: Figure) -> None:
    with district(case) as root:
        ended = run(root, *case.words, today=TODAY, before=STREAMS[name])
        is_quiet = name in ("no errors", "nothing open")
        wrong = [] if is_quiet else list(badly_told(ended))
        wrong += [] if ended.code in (0, 1, 2, 3) else [f"exit code {ended.code}"]
        wrong += [*half_done(root, case, ended), *left_wrong(root, case)]
    figure(f"{name}, with every command", {"times": 1, "wrong": bool(wrong)})
    assert not wrong, case.line
