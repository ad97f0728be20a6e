"""A call in a process of its own: the same results and errors, and no more than its limit."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from deputylog import apart as calls
from deputylog.apart import BeyondLimitError, Limit, apart
from deputylog.finding import DeputylogError
from deputylog.formats.templates import TemplateFailedError

LIMIT = Limit(1, 100)
posix = pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")


def fails(line: int) -> None:
    raise TemplateFailedError("a.typ", line, "wrong")


def never_ends() -> None:
    while True:
        pass


def sleeps() -> None:
    import time

    time.sleep(60)


def takes_too_much(megabytes: int) -> int:
    return len(bytes(megabytes * 1_000_000))


def breaks_down() -> None:
    os.abort()


def seen() -> tuple[list[str], str]:
    return sorted(os.environ), os.environ.get("DEPUTYLOG_KEY", "")


def writes(path: Path) -> None:
    path.write_text("x" * 5000, encoding="utf-8")


def asks_the_network(port: int) -> None:
    import socket

    socket.create_connection(("127.0.0.1", port), timeout=1).close()


def test_it_returns_and_raises_as_here() -> None:
    assert apart(LIMIT, max, 1, 2) == apart(None, max, 1, 2) == 2
    for limit in (LIMIT, None):
        with pytest.raises(
            TemplateFailedError, match=r"a\.typ:3: the template fails: wrong"
        ) as told:
            apart(limit, fails, 3)
        assert isinstance(told.value, DeputylogError)
        assert (told.value.line, told.value.exit_code) == (3, 2)


@posix
@pytest.mark.parametrize("function", [never_ends, breaks_down])
def test_what_takes_too_long_or_breaks_down_ends(function: object) -> None:
    with pytest.raises(BeyondLimitError):
        apart(LIMIT, function)  # type: ignore[arg-type]


def test_what_waits_ends_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "_PATIENCE", 0.5)
    with pytest.raises(BeyondLimitError):
        apart(LIMIT, sleeps)


@posix
def test_it_gets_its_memory_and_no_more() -> None:
    assert apart(LIMIT, takes_too_much, 50) == 50_000_000
    with pytest.raises(BeyondLimitError):
        apart(LIMIT, takes_too_much, 110)


def test_it_sees_nothing_personal_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEPUTYLOG_KEY", "secret")
    names, key = apart(LIMIT, seen)
    assert key == ""
    assert not {"USER", "SSH_AUTH_SOCK", "PATH"} & {*names}
    assert apart(None, seen)[1] == "secret"


@posix
def test_it_writes_no_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="File too large"):
        apart(LIMIT, writes, tmp_path / "a")


@pytest.mark.skipif(sys.platform != "linux", reason="a network of its own is a thing of Linux")
def test_it_reaches_no_network() -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        apart(None, asks_the_network, port)
        with pytest.raises(OSError, match=r"unreachable|refused"):
            apart(LIMIT, asks_the_network, port)
