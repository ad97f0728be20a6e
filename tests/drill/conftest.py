"""Experiments on what may go wrong while records are written; `make drill` runs them in full."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.programs import find_program

collect_ignore_glob = ["test_*.py"] if not hasattr(os, "fork") else []
SETTINGS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    **{f"GIT_{who}_NAME": "刘芳" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "liu@example.com" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_DATE": "2026-10-08T12:00:00+08:00" for who in ("AUTHOR", "COMMITTER")},
}


@pytest.fixture(autouse=True, scope="session")
def git_without_settings() -> Iterator[None]:
    """Git has an author and nobody's settings; what it writes is the same every time."""
    find_program("git")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("GIT_", "DEPUTYLOG_"))]:
            if name != "DEPUTYLOG_REAL_DATA":
                patch.delenv(name)
        for name, value in SETTINGS.items():
            patch.setenv(name, value)
        yield
