"""Work that is divided between processes, which give back results and not objects."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BufferedWriter, FileIO
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

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


@contextmanager
def limited_memory(most: int) -> Iterator[None]:
    """Let this process, and each that it starts meanwhile, hold so many bytes; on Windows, any."""
    if sys.platform == "win32":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    is_less = soft != resource.RLIM_INFINITY and soft < most
    resource.setrlimit(resource.RLIMIT_DATA, (soft if is_less else most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def work_out(
    work: Callable[[list[int]], list[T]],
    divided: list[list[int]],
    type: Any,
    pack: Callable[[T], object] | None = None,
) -> dict[int, T]:
    """Return what `work` gives for each number, of this type; all shares but the first have a
    process of their own, in which `pack` makes each result ready to leave it.

    The work of a process that fails is done here, and so shows why.
    """
    decode = msgspec.msgpack.Decoder(type).decode
    begun = [(share, *_begin(work, share, pack)) for share in divided[1:]]
    found = dict(zip(divided[0], work(divided[0]), strict=True))
    for share, process, pipe in begun:
        with open(pipe, "rb") as answer:
            result = answer.read()
        _, status = os.waitpid(process, 0)
        found.update(zip(share, work(share) if status else decode(result), strict=True))
    return found


def _begin(
    work: Callable[[list[int]], list[T]], share: list[int], pack: Callable[[T], object] | None
) -> tuple[int, int]:
    """Begin a process; return its number, and the end of a pipe from which its result comes."""
    ours, theirs = os.pipe()
    process = os.fork()
    if process:
        os.close(theirs)
        return process, ours
    status = 1
    try:
        os.close(ours)
        with BufferedWriter(FileIO(theirs, "w")) as out:
            results = work(share)
            if pack:
                deque(map(pack, results), maxlen=0)
            out.write(msgspec.msgpack.encode(results))
        status = 0
    finally:
        os._exit(status)
