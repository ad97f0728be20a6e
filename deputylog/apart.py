"""Calls in a process of their own, which gets so much time and memory and no more."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple, TypeVar

T = TypeVar("T")

_KEPT = "HOME USERPROFILE SYSTEMROOT WINDIR APPDATA LOCALAPPDATA XDG_DATA_HOME XDG_DATA_DIRS"
"""What a limited process gets of the environment: where the system has fonts and libraries."""

_NOWHERE = "http://127.0.0.1:9"
_PROXIES = ("http_proxy", "https_proxy", "all_proxy")
_NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000
_MEGABYTE = 1 << 20
_PATIENCE = 2 if sys.platform == "win32" else 10
"""On a busy machine, a process waits many times longer than it works."""


class Limit(NamedTuple):
    """The most seconds of a processor and megabytes of memory that a call may take.

    On Windows, only the time by the clock is limited, to twice as many seconds.
    """

    seconds: int
    megabytes: int


class BeyondLimitError(Exception):
    """A call took more time or memory than it may, or broke down."""


def apart(limit: Limit | None, function: Callable[..., T], *arguments: object) -> T:
    """Return what a function of a module returns, or raise what it raises.

    With a limit, the process has no network and writes no file; BeyondLimitError if it ends it.
    """
    import pickle
    import subprocess

    task = (sys.path, limit and tuple(limit), function.__module__, function.__qualname__)
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-S", __file__],
            input=pickle.dumps((*task, pickle.dumps(arguments))),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if limit else None,
            timeout=limit.seconds * _PATIENCE if limit else None,
            check=True,
            env=_environment() if limit else None,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        if not limit:
            raise
        raise BeyondLimitError from error
    value: T
    value, failed = pickle.loads(done.stdout)
    if failed:
        raise failed
    return value


def _environment() -> dict[str, str]:
    """Return the environment without what is personal, and with a network that leads nowhere."""
    kept = {name: os.environ[name] for name in _KEPT.split() if name in os.environ}
    return {**kept, **dict.fromkeys(_PROXIES, _NOWHERE), "RAYON_NUM_THREADS": "2"}


def _restrict(seconds: int, megabytes: int) -> None:
    """Let this process take no more than that, reach no network and write no file."""
    if sys.platform == "win32":
        return
    import resource

    most = {
        resource.RLIMIT_DATA: megabytes * _MEGABYTE,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for what, value in most.items():
        with suppress(OSError, ValueError):
            resource.setrlimit(what, (value, value))
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).unshare(_NEW_USER_AND_NETWORK)  # where the system lets users do so


def _main() -> None:
    import pickle
    from importlib import import_module

    path, limit, module, name, packed = pickle.load(sys.stdin.buffer)
    sys.path[:] = path
    if limit:
        _restrict(*limit)
    made: tuple[object, Exception | None]
    try:
        made = getattr(import_module(module), name)(*pickle.loads(packed)), None
    except MemoryError:
        os._exit(1)
    except Exception as error:
        made = None, error
    sys.stdout.buffer.write(pickle.dumps(made))
    sys.stdout.flush()
    os._exit(0)  # without the time that it takes to free everything


if __name__ == "__main__":
    _main()
