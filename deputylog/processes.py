"""Work that is divided between processes, which give back results and not objects."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

_MOST = 4
_WORTH_IT = 1500
"""So many files are read sooner by one process than another one starts."""


def shares(sizes: Sequence[int]) -> list[list[int]]:
    """Return the numbers of things of these sizes, divided among as many processes as pay."""
    count = max(1, min(_MOST, _processors(), sum(sizes) // _WORTH_IT))
    found: list[list[int]] = [[] for _ in range(count)]
    filled = [0] * count
    for number in sorted(range(len(sizes)), key=lambda number: -sizes[number]):
        least = filled.index(min(filled))
        found[least].append(number)
        filled[least] += sizes[number]
    return found


def _processors() -> int:
    if sys.platform == "win32" or not hasattr(os, "fork"):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def work_out(work: Callable[[list[int]], bytes], divided: Sequence[list[int]]) -> list[bytes]:
    """Return what `work` gives for each share; all but the first have a process of their own.

    The work of a process that fails is done here, and so shows why.
    """
    begun = [(share, *_begin(work, share)) for share in divided[1:]]
    found = [work(share) for share in divided[:1]]
    for share, process, pipe in begun:
        with open(pipe, "rb") as answer:
            result = answer.read()
        _, status = os.waitpid(process, 0)
        found.append(work(share) if status else result)
    return found


def _begin(work: Callable[[list[int]], bytes], share: list[int]) -> tuple[int, int]:
    """Begin a process; return its number, and the end of a pipe from which its result comes."""
    ours, theirs = os.pipe()
    process = os.fork()
    if process:
        os.close(theirs)
        return process, ours
    status = 1
    try:
        os.close(ours)
        with open(theirs, "wb") as out:
            out.write(work(share))
        status = 0
    finally:
        os._exit(status)
