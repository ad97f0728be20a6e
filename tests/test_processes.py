"""What a process and those that it starts may hold."""

from __future__ import annotations

import subprocess
import sys

import pytest

from deputylog.processes import limited_memory

resource = pytest.importorskip("resource")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count otherwise")
def test_memory_is_limited_for_others_too_and_only_meanwhile() -> None:
    before = resource.getrlimit(resource.RLIMIT_DATA)
    command = [sys.executable, "-c", "bytearray(300 << 20)"]
    with limited_memory(1 << 30):
        assert subprocess.run(command, check=False).returncode == 0
    with limited_memory(200 << 20):
        limited = subprocess.run(command, check=False, capture_output=True)
    assert limited.returncode == 1
    assert resource.getrlimit(resource.RLIMIT_DATA) == before
