"""Experiments on what may go wrong while records are written; `make drill` runs them in full."""

from __future__ import annotations

import os

import pytest

collect_ignore_glob = ["test_*.py"] if not hasattr(os, "fork") else []


@pytest.fixture
def nobodys_git(monkeypatch: pytest.MonkeyPatch) -> None:
    """Git with an author and without anybody's settings."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "刘芳")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "liu@example.invalid")
